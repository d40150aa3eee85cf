//! The least bound of whole regions: smoothed, then Newton's way.
//!
//! In each region's most the sum over all sets of units takes the place of the best set: `heat * ln sum exp(worth / heat)`
//! (Nesterov 2005), which its programme adds up as it finds the best. Its slope is how likely each unit is in the region.
//! The curvature is taken as if units were drawn singly and then held to the use of the rows: a diagonal less a
//! few columns for each row, which is inverted through the rows (Sherman, Morrison, Woodbury). What that leaves out,
//! a limited memory of the last steps makes up for (L-BFGS: Liu and Nocedal 1989).
//! The bound that counts is always that of true maxima.

use crate::hull::{Hull, Node, Piece};
use crate::knapsack::{Amounts, CELLS_PER_STEP, Item, Mass, Scale};
use rayon::prelude::*;

/// Temperatures that an item or a joint use may lose before it is left out of the smoothed bound: it then weighs less than e to
/// the minus that. Only the true bound counts, so what this leaves out costs steps, not proof.
const STAKE: f64 = 10.0;

/// Steps that the memory holds.
const MEMORY: usize = 12;

/// What a region adds to the smoothed bound.
struct Share {
    value: f64,
    /// `(unit, probability)`.
    likely: Vec<(u32, f64)>,
    /// Rows held, with the variance of the room they leave.
    rows: Vec<(usize, f64)>,
    row_price: Vec<f64>,
    steps: u64,
}

/// The smoothed bound at a point.
struct Smooth {
    value: f64,
    slope: Vec<f64>,
    shares: Vec<Share>,
    steps: u64,
}

/// Lowers the smoothed bound at one temperature by changing the prices of units (and of rows as they follow); returns the
/// work done. Prices move as they come; whether the true bound is better, the caller asks.
pub(crate) fn settle(hull: &Hull<'_>, node: &mut Node, heat: f64, rounds: u32) -> u64 {
    let open: Vec<u32> = (0..node.ways.len() as u32).filter(|&u| node.ways[u as usize] > 1).collect();
    let Some(mut here) = smooth(hull, node, heat) else { return 1 };
    let mut work = here.steps;
    let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..rounds {
        let metric = Metric::of(hull, node, &here, &open);
        let step = direction(&metric, &here, &open, &memory, heat);
        let promise: f64 = -open.iter().zip(&step).map(|(&u, s)| here.slope[u as usize] * s).sum::<f64>();
        if promise.is_nan() || promise <= 0.02 * heat {
            return work;
        }
        let before: Vec<f64> = open.iter().map(|&u| node.unit_price[u as usize]).collect();
        let mut length = 1.0;
        let next = loop {
            for ((&u, b), s) in open.iter().zip(&before).zip(&step) {
                node.unit_price[u as usize] = b + length * s;
            }
            let there = smooth(hull, node, heat);
            work += there.as_ref().map_or(1, |t| t.steps);
            if let Some(there) = there.filter(|t| t.value < here.value - 1e-4 * length * promise) {
                break Some(there);
            }
            length *= 0.4;
            if length < 0.02 {
                break None;
            }
        };
        let Some(next) = next else {
            for (&u, b) in open.iter().zip(&before) {
                node.unit_price[u as usize] = *b;
            }
            if memory.is_empty() {
                return work;
            }
            memory.clear();
            continue;
        };
        let moved: Vec<f64> = step.iter().map(|s| s * length).collect();
        let turned: Vec<f64> = open.iter().map(|&u| next.slope[u as usize] - here.slope[u as usize]).collect();
        if dot(&moved, &turned) > 1e-14 * heat {
            if memory.len() == MEMORY {
                memory.remove(0);
            }
            memory.push((moved, turned));
        }
        for (price, share) in node.row_price.iter_mut().zip(&next.shares) {
            price.clone_from(&share.row_price);
        }
        here = next;
    }
    work
}

/// `(unit, way, probability)`.
pub(crate) type Chance = (u32, u32, f64);

/// How likely each unit has each way at a temperature, region by region; and the work done.
pub(crate) fn likely(hull: &Hull<'_>, node: &Node, heat: f64) -> Option<(Vec<Chance>, u64)> {
    let here = smooth(hull, node, heat)?;
    let mut chances = Vec::new();
    for (piece, share) in hull.pieces.iter().zip(&here.shares) {
        for &(unit, p) in &share.likely {
            if let Ok(place) = piece.units.binary_search(&unit) {
                chances.push((unit, piece.options[place], p));
            }
        }
    }
    Some((chances, here.steps))
}

/// The smoothed bound and its slope; [`None`] where numbers would run under.
fn smooth(hull: &Hull<'_>, node: &Node, heat: f64) -> Option<Smooth> {
    let shares: Option<Vec<Share>> =
        hull.pieces.par_iter().zip(&node.row_price).map(|(p, price)| share(hull, p, node, price, heat)).collect();
    let shares = shares?;
    let mut all = Smooth { value: 0.0, slope: vec![0.0; node.ways.len()], steps: 0, shares };
    for (unit, &price) in node.unit_price.iter().enumerate() {
        all.value += price;
        all.slope[unit] = 1.0;
    }
    for share in &all.shares {
        all.value += share.value;
        all.steps += share.steps;
        for &(unit, p) in &share.likely {
            all.slope[unit as usize] -= p;
        }
    }
    Some(all)
}

fn share(hull: &Hull<'_>, piece: &Piece, node: &Node, row_price: &[f64], heat: f64) -> Option<Share> {
    let row_price = fit(piece, node, row_price, heat);
    let mut stake = STAKE * heat;
    let mut steps = 10 + piece.options.len() as u64 / 4;
    loop {
        if stake > 1e3 * hull.scale {
            return None;
        }
        let Some(view) = hull.look(piece, node, &row_price, stake) else {
            stake *= 2.0;
            continue;
        };
        let weight = |loss: f64| libm::exp(-loss / heat);
        let item = |i: &Item| Item { out: weight(i.out), within: weight(i.within), uses: i.uses };
        let soft = view.knapsack.map(&item);
        steps += soft.cells() / CELLS_PER_STEP;
        let mut mean = [(0.0, 0.0); crate::knapsack::DIMS];
        let sums = soft.sums::<Mass>(&|dim, amount| weight(view.waste(dim, amount)), &mut |at: &Amounts, sum| {
            for (m, &a) in mean.iter_mut().zip(at) {
                m.0 += sum * f64::from(a);
                m.1 += sum * f64::from(a) * f64::from(a);
            }
        });
        let mass = libm::log(sums.all) - libm::log(Mass::start(soft.items.len()));
        if view.clear && -mass * heat > stake / 2.0 {
            stake *= 2.0;
            continue;
        }
        if sums.all < 1e-250 {
            return None;
        }
        let mut likely: Vec<(u32, f64)> = view.taken.iter().map(|&p| (piece.units[p as usize], 1.0)).collect();
        for (at, &(place, _)) in view.open.iter().enumerate() {
            likely.push((piece.units[place as usize], sums.within[at] / sums.all));
        }
        let variance = |d: usize| {
            let m = mean[d].0 / sums.all;
            (mean[d].1 / sums.all - m * m).max(0.0)
        };
        let rows = (0..view.dims.len()).filter_map(|d| view.dims[d].map(|(row, ..)| (row, variance(d)))).collect();
        return Some(Share { value: view.worth + heat * mass, likely, rows, row_price, steps });
    }
}

/// Prices of a region's rows at which single items, drawn by themselves, use what there is.
pub(crate) fn fit(piece: &Piece, node: &Node, start: &[f64], heat: f64) -> Vec<f64> {
    let rows = piece.rows();
    let mut prices = start.to_vec();
    if rows == 0 {
        return prices;
    }
    let (mut gains, mut places) = (Vec::new(), Vec::new());
    let (mut upper, mut lower): (Vec<f64>, Vec<f64>) =
        (piece.upper.iter().map(|&u| u as f64).collect(), piece.lower.iter().map(|&l| l as f64).collect());
    for (place, _) in piece.options.iter().enumerate().filter(|(_, o)| node.alive[**o as usize]) {
        let unit = piece.units[place] as usize;
        if node.ways[unit] == 1 {
            for (row, &amount) in piece.uses(place).iter().enumerate() {
                upper[row] -= f64::from(amount);
                lower[row] -= f64::from(amount);
            }
        } else {
            gains.push(piece.value[place] - node.unit_price[unit]);
            places.push(place);
        }
    }
    let value = |prices: &[f64]| {
        let mut sum: f64 = (0..rows).map(|r| prices[r] * if prices[r] > 0.0 { upper[r] } else { lower[r] }).sum();
        for (gain, &place) in gains.iter().zip(&places) {
            sum += heat * soft_plus(net(*gain, piece.uses(place), prices) / heat);
        }
        sum
    };
    let mut here = value(&prices);
    for _ in 0..6 {
        let (mut used, mut curve) = (vec![0.0; rows], vec![0.0; rows * rows]);
        for (gain, &place) in gains.iter().zip(&places) {
            let uses = piece.uses(place);
            let p = logistic(net(*gain, uses, &prices) / heat);
            let spread = p * (1.0 - p) / heat;
            for (a, &use_a) in uses.iter().enumerate().filter(|u| *u.1 > 0 && p > 0.0) {
                used[a] += p * f64::from(use_a);
                for (b, &use_b) in uses.iter().enumerate() {
                    curve[a * rows + b] += spread * f64::from(use_a) * f64::from(use_b);
                }
            }
        }
        let slope: Vec<f64> = (0..rows)
            .map(|r| match prices[r] {
                p if p > 0.0 => upper[r] - used[r],
                p if p < 0.0 => lower[r] - used[r],
                _ if used[r] > upper[r] => upper[r] - used[r],
                _ if used[r] < lower[r] => lower[r] - used[r],
                _ => 0.0,
            })
            .collect();
        if slope.iter().all(|s| s.abs() < 0.02) {
            break;
        }
        for r in 0..rows {
            if slope[r] == 0.0 {
                (0..rows).for_each(|c| (curve[r * rows + c], curve[c * rows + r]) = (0.0, 0.0));
                curve[r * rows + r] = 1.0;
            }
            curve[r * rows + r] += 1e-3 * curve[r * rows + r] + 1e-6 / heat;
        }
        let mut step = slope;
        if !cholesky(&mut curve, rows) {
            break;
        }
        solve(&curve, rows, &mut step);
        let mut length = 1.0;
        let moved = loop {
            let next: Vec<f64> = (0..rows)
                .map(|r| {
                    let to = prices[r] - length * step[r].clamp(-10.0 * heat, 10.0 * heat);
                    // not beyond zero in one step, where the slope jumps
                    if to * prices[r] < 0.0 { 0.0 } else { to }
                })
                .collect();
            let there = value(&next);
            if there < here {
                break Some((next, there));
            }
            length *= 0.3;
            if length < 0.01 {
                break None;
            }
        };
        let Some((next, there)) = moved else { break };
        (prices, here) = (next, there);
    }
    prices
}

fn net(gain: f64, uses: &[i32], prices: &[f64]) -> f64 {
    uses.iter().zip(prices).fold(gain, |g, (&a, p)| g - f64::from(a) * p)
}

/// `ln(1 + exp(x))`.
fn soft_plus(x: f64) -> f64 {
    if x > 40.0 {
        x
    } else if x < -40.0 {
        0.0
    } else {
        libm::log1p(libm::exp(x))
    }
}

/// `1 / (1 + exp(-x))`.
fn logistic(x: f64) -> f64 {
    if x < -40.0 { 0.0 } else { 1.0 / (1.0 + libm::exp(-x)) }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The rough curvature, ready to be inverted.
struct Metric {
    diagonal: Vec<f64>,
    /// For each open unit its entries in the columns of rows.
    columns: Vec<Vec<(u32, f64)>>,
    factor: Vec<f64>,
    width: usize,
    sound: bool,
}

impl Metric {
    fn of(hull: &Hull<'_>, node: &Node, here: &Smooth, open: &[u32]) -> Self {
        let mut at = vec![usize::MAX; node.ways.len()];
        for (i, &u) in open.iter().enumerate() {
            at[u as usize] = i;
        }
        let mut diagonal: Vec<f64> = open.iter().map(|&u| 1e-3 + 0.2 * here.slope[u as usize].abs()).collect();
        let width: usize = here.shares.iter().map(|s| s.rows.len()).sum();
        let mut columns: Vec<Vec<(u32, f64)>> = vec![Vec::new(); open.len()];
        let mut factor = vec![0.0; width * width];
        let mut first = 0;
        for (piece, share) in hull.pieces.iter().zip(&here.shares) {
            let n = share.rows.len();
            for (r, &(_, variance)) in share.rows.iter().enumerate() {
                factor[(first + r) * width + first + r] += variance + 1e-6;
            }
            for &(unit, p) in &share.likely {
                let (i, spread) = (at[unit as usize], p * (1.0 - p));
                if i == usize::MAX || spread < 1e-9 {
                    continue;
                }
                diagonal[i] += spread;
                let Some(uses) = piece.uses_of(unit) else { continue };
                for a in 0..n {
                    let use_a = f64::from(uses[share.rows[a].0]);
                    columns[i].push(((first + a) as u32, spread * use_a));
                    for b in 0..n {
                        let use_b = f64::from(uses[share.rows[b].0]);
                        factor[(first + a) * width + first + b] += spread * use_a * use_b;
                    }
                }
            }
            first += n;
        }
        for (column, d) in columns.iter().zip(&diagonal) {
            for &(a, x) in column {
                for &(b, y) in column {
                    factor[a as usize * width + b as usize] -= x * y / d;
                }
            }
        }
        for a in 0..width {
            factor[a * width + a] += 1e-6;
        }
        let sound = cholesky(&mut factor, width);
        Self { diagonal, columns, factor, width, sound }
    }

    /// The inverse curvature times a slope.
    fn apply(&self, slope: &[f64], heat: f64) -> Vec<f64> {
        let mut answer: Vec<f64> = slope.iter().zip(&self.diagonal).map(|(s, d)| s / d).collect();
        if self.sound {
            let mut rows = vec![0.0; self.width];
            for (column, y) in self.columns.iter().zip(&answer) {
                for &(a, x) in column {
                    rows[a as usize] += x * y;
                }
            }
            solve(&self.factor, self.width, &mut rows);
            for ((column, y), d) in self.columns.iter().zip(&mut answer).zip(&self.diagonal) {
                for &(a, x) in column {
                    *y += x * rows[a as usize] / d;
                }
            }
        }
        answer.iter_mut().for_each(|a| *a *= heat);
        answer
    }
}

/// A step downhill for the open units.
fn direction(metric: &Metric, here: &Smooth, open: &[u32], memory: &[(Vec<f64>, Vec<f64>)], heat: f64) -> Vec<f64> {
    let slope: Vec<f64> = open.iter().map(|&u| here.slope[u as usize]).collect();
    let mut rest = slope.clone();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &rest) / dot(moved, turned);
        rest.iter_mut().zip(turned).for_each(|(r, t)| *r -= share * t);
        shares.push(share);
    }
    let mut step = metric.apply(&rest, heat);
    for ((moved, turned), share) in memory.iter().zip(shares.iter().rev()) {
        let back = share - dot(turned, &step) / dot(moved, turned);
        step.iter_mut().zip(moved).for_each(|(s, m)| *s += back * m);
    }
    let limit = 8.0 * heat;
    let down = |step: Vec<f64>| -> Vec<f64> {
        let most = step.iter().fold(0.0, |m: f64, s| m.max(s.abs().min(10.0 * limit)));
        let scale = (limit / most).min(1.0);
        step.into_iter().map(|s| -scale * s.clamp(-10.0 * limit, 10.0 * limit)).collect()
    };
    let step = down(step);
    if dot(&step, &slope) < 0.0 { step } else { down(metric.apply(&slope, heat)) }
}

/// Factors a symmetric matrix in place, lower triangle by rows; tells whether it could. Apart from [`crate::cholesky`]: that one makes
/// a lost pivot harmless, while here a step is taken without the rows when the matrix is not positive.
fn cholesky(matrix: &mut [f64], n: usize) -> bool {
    for i in 0..n {
        for j in 0..=i {
            let mut sum = matrix[i * n + j];
            for k in 0..j {
                sum -= matrix[i * n + k] * matrix[j * n + k];
            }
            if i == j {
                if sum.is_nan() || sum <= 0.0 {
                    return false;
                }
                matrix[i * n + i] = sum.sqrt();
            } else {
                matrix[i * n + j] = sum / matrix[j * n + j];
            }
        }
    }
    true
}

/// Solves with a factored matrix.
fn solve(factor: &[f64], n: usize, x: &mut [f64]) {
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| factor[i * n + k] * x[k]).sum();
        x[i] = (x[i] - sum) / factor[i * n + i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| factor[k * n + i] * x[k]).sum();
        x[i] = (x[i] - sum) / factor[i * n + i];
    }
}
