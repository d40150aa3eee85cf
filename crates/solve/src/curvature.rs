//! Newton's steps on the smoothed dual: its curvature as a matrix to factor, or as a product for conjugate gradients.
//!
//! For shares `x` of a unit's options that take `a`, the curvature is `(sum x a a' - (sum x a)(sum x a)') / temperature`,
//! and workers add the same form over the openings of their slot.

use crate::dual::{Dual, Smooth, add, chunks};
use rayon::prelude::*;

/// Amounts by free variable.
type Sparse = Vec<(u32, f64)>;

impl Dual<'_> {
    /// Solves `(curvature + a little) step = -slope` over the free variables by Cholesky's factors.
    pub(crate) fn newton_dense(&self, here: &Smooth, free: &[bool], heat: f64, damp: f64) -> Vec<f64> {
        let places: Vec<usize> = (0..free.len()).filter(|&v| free[v]).collect();
        let mut place = vec![u32::MAX; free.len()];
        for (at, &v) in places.iter().enumerate() {
            place[v] = at as u32;
        }
        let n = places.len();
        let mut matrix = self.curvature(here, &place, n);
        let mean = here.diagonal.iter().sum::<f64>() / (free.len() as f64).max(1.0);
        for at in 0..n {
            let diagonal = &mut matrix[at * n + at];
            *diagonal = *diagonal / heat + damp * (here.diagonal[places[at]] + mean) + 1e-300;
            for other in 0..at {
                matrix[at * n + other] /= heat;
            }
        }
        cholesky(&mut matrix, n);
        let mut x: Vec<f64> = places.iter().map(|&v| -here.slope[v]).collect();
        for at in 0..n {
            let known: f64 = (0..at).map(|k| matrix[at * n + k] * x[k]).sum();
            x[at] = (x[at] - known) / matrix[at * n + at];
        }
        for at in (0..n).rev() {
            x[at] /= matrix[at * n + at];
            let here = x[at];
            for k in 0..at {
                x[k] -= matrix[at * n + k] * here;
            }
        }
        let mut step = vec![0.0; free.len()];
        for (at, &v) in places.iter().enumerate() {
            step[v] = x[at];
        }
        step
    }

    /// Solves `(curvature + a little) step = -slope` over the free variables by conjugate gradients.
    pub(crate) fn newton(&self, here: &Smooth, free: &[bool], heat: f64, damp: f64) -> Vec<f64> {
        let n = free.len();
        let mean = here.diagonal.iter().sum::<f64>() / (n as f64).max(1.0);
        let ridge: Vec<f64> = here.diagonal.iter().map(|d| (1e-7 + damp) * d + damp * mean + 1e-300).collect();
        let scale: Vec<f64> = (0..n).map(|v| 1.0 / (here.diagonal[v] + ridge[v])).collect();
        let mut step = vec![0.0; n];
        let mut rest: Vec<f64> = (0..n).map(|v| if free[v] { -here.slope[v] } else { 0.0 }).collect();
        let mut ahead: Vec<f64> = (0..n).map(|v| rest[v] * scale[v]).collect();
        let mut rho: f64 = (0..n).map(|v| rest[v] * ahead[v]).sum();
        let enough = rho * 1e-6;
        let count = free.iter().filter(|f| **f).count();
        for _ in 0..(count + 8).min(160) {
            if rho.is_nan() || rho <= enough || rho <= 0.0 {
                break;
            }
            let mut image = self.curve(here, &ahead, heat);
            for v in 0..n {
                image[v] = if free[v] { image[v] + ridge[v] * ahead[v] } else { 0.0 };
            }
            let bend: f64 = (0..n).map(|v| ahead[v] * image[v]).sum();
            if bend.is_nan() || bend <= 0.0 {
                break;
            }
            let length = rho / bend;
            for v in 0..n {
                step[v] += length * ahead[v];
                rest[v] -= length * image[v];
            }
            let next: f64 = (0..n).map(|v| rest[v] * rest[v] * scale[v]).sum();
            let keep = next / rho;
            for v in 0..n {
                ahead[v] = rest[v] * scale[v] + keep * ahead[v];
            }
            rho = next;
        }
        step
    }

    /// The lower half of the curvature (times the temperature) over the free variables.
    fn curvature(&self, here: &Smooth, place: &[u32], n: usize) -> Vec<f64> {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let parts: Vec<Vec<f64>> = wide_chunks(model.units())
            .into_par_iter()
            .map(|spans| {
                let mut part = vec![0.0; n * n];
                for (chunk, span) in spans {
                    self.curvature_part(span, &here.share[chunk], &here.edge_share, place, n, &mut part);
                }
                part
            })
            .collect();
        let mut parts = parts.into_iter();
        let mut matrix = parts.next().unwrap_or_else(|| vec![0.0; n * n]);
        for part in parts {
            add(&mut matrix, &part);
        }
        let mut own: Vec<(usize, f64)> = Vec::new();
        for &slot in &self.slots_used {
            let mass = here.slot_mass[slot as usize];
            if mass <= 1e-12 {
                continue;
            }
            own.clear();
            for e in jobs.slot_edges(slot) {
                let at = place[first + jobs.edges[e].0 as usize];
                if at != u32::MAX && here.edge_share[e] > 1e-9 {
                    own.push((at as usize, here.edge_share[e]));
                }
            }
            for &(a, x) in &own {
                matrix[a * n + a] += mass * x;
                for &(b, y) in own.iter().filter(|o| o.0 <= a) {
                    matrix[a * n + b] -= mass * x * y;
                }
            }
        }
        matrix
    }

    fn curvature_part(
        &self,
        span: std::ops::Range<usize>,
        shares: &[f64],
        edge_share: &[f64],
        place: &[u32],
        n: usize,
        matrix: &mut [f64],
    ) {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let offset = model.option_start[span.start];
        let (mut takes, mut mean) = (Sparse::new(), Sparse::new());
        let mut outer = |vector: &[(u32, f64)], weight: f64| {
            for &(a, x) in vector {
                let row = &mut matrix[a as usize * n..a as usize * n + a as usize + 1];
                let wx = weight * x;
                for &(b, y) in vector {
                    if b <= a {
                        row[b as usize] += wx * y;
                    }
                }
            }
        };
        for unit in span {
            mean.clear();
            for option in model.options(unit) {
                let share = shares[(option - offset) as usize];
                if !(1e-7..=1.0 - 1e-7).contains(&share) {
                    if share > 0.5 {
                        mean.clear();
                        break;
                    }
                    continue;
                }
                takes.clear();
                takes.extend(
                    model
                        .cols(option)
                        .iter()
                        .filter(|c| place[c.0 as usize] != u32::MAX)
                        .map(|c| (place[c.0 as usize], c.1)),
                );
                for &slot in model.slots(option) {
                    for e in jobs.slot_edges(slot) {
                        let at = place[first + jobs.edges[e].0 as usize];
                        if at != u32::MAX && edge_share[e] > 1e-6 {
                            takes.push((at, edge_share[e]));
                        }
                    }
                }
                outer(&takes, share);
                mean.extend(takes.iter().map(|&(v, x)| (v, share * x)));
            }
            outer(&mean, -1.0);
        }
    }

    /// Curvature of the smoothed dual times a vector.
    fn curve(&self, here: &Smooth, along: &[f64], heat: f64) -> Vec<f64> {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let mut slot_along = vec![0.0; jobs.slots()];
        for &slot in &self.slots_used {
            slot_along[slot as usize] =
                jobs.slot_edges(slot).map(|e| here.edge_share[e] * along[first + jobs.edges[e].0 as usize]).sum();
        }
        let parts: Vec<(Vec<f64>, Vec<f64>)> = chunks(model.units())
            .into_par_iter()
            .zip(&here.share)
            .map(|(span, shares)| self.curve_part(span, shares, along, &slot_along))
            .collect();
        let mut image = vec![0.0; model.vars.len()];
        let mut slot_pull = vec![0.0; jobs.slots()];
        for (part, pull) in &parts {
            add(&mut image, part);
            add(&mut slot_pull, pull);
        }
        for &slot in &self.slots_used {
            let (mass, pull, mean) =
                (here.slot_mass[slot as usize], slot_pull[slot as usize], slot_along[slot as usize]);
            for e in jobs.slot_edges(slot) {
                let var = first + jobs.edges[e].0 as usize;
                image[var] += here.edge_share[e] * (pull + mass * (along[var] - mean));
            }
        }
        for i in &mut image {
            *i /= heat;
        }
        image
    }

    fn curve_part(
        &self,
        span: std::ops::Range<usize>,
        shares: &[f64],
        along: &[f64],
        slot_along: &[f64],
    ) -> (Vec<f64>, Vec<f64>) {
        let model = self.model;
        let mut image = vec![0.0; model.vars.len()];
        let mut pull = vec![0.0; model.jobs.slots()];
        let offset = model.option_start[span.start];
        let turn = |option: u32| {
            let rows: f64 = model.cols(option).iter().map(|&(var, amount)| amount * along[var as usize]).sum();
            rows + model.slots(option).iter().map(|&s| slot_along[s as usize]).sum::<f64>()
        };
        for unit in span {
            let share = |o: u32| shares[(o - offset) as usize];
            let mean: f64 = model.options(unit).filter(|&o| share(o) > 1e-12).map(|o| share(o) * turn(o)).sum();
            for option in model.options(unit).filter(|&o| share(o) > 1e-12) {
                let weight = share(option) * (turn(option) - mean);
                for &(var, amount) in model.cols(option) {
                    image[var as usize] += weight * amount;
                }
                for &slot in model.slots(option) {
                    pull[slot as usize] += weight;
                }
            }
        }
        (image, pull)
    }
}

/// Sums of the curvature that are made in parallel: each is a whole matrix, so few.
const SUMS: usize = 3;

/// Chunks dealt to the sums, each with its number.
fn wide_chunks(units: usize) -> Vec<Vec<(usize, std::ops::Range<usize>)>> {
    let all: Vec<(usize, std::ops::Range<usize>)> = chunks(units).into_iter().enumerate().collect();
    let size = all.len().div_ceil(SUMS).max(1);
    all.chunks(size).map(<[_]>::to_vec).collect()
}

/// Columns that are factored before the rows below them are brought up to date, in parallel.
const BLOCK: usize = 48;

/// The lower Cholesky factor in place; a pivot lost to rounding is made harmless. Every entry is one sum in one order,
/// so that the factor does not depend on threads.
pub(crate) fn cholesky(matrix: &mut [f64], n: usize) {
    for start in (0..n).step_by(BLOCK) {
        let end = (start + BLOCK).min(n);
        let (top, below) = matrix.split_at_mut(end * n);
        for at in start..end {
            let (above, row) = top.split_at_mut(at * n);
            reduce(row, above, n, start..at);
            let pivot = row[at] - dot(&row[..at], &row[..at]);
            row[at] = if pivot > 1e-14 * row[at] && pivot > 0.0 {
                pivot.sqrt()
            } else {
                (row[at].abs() * 1e6 + 1e-150).sqrt()
            };
        }
        below.par_chunks_mut(4 * n).with_min_len(4).for_each(|rows| {
            if rows.len() == 4 * n {
                reduce_four(rows, top, n, start..end);
            } else {
                rows.chunks_mut(n).for_each(|row| reduce(row, top, n, start..end));
            }
        });
    }
}

/// Entries of a row in the given columns, from the rows above.
fn reduce(row: &mut [f64], above: &[f64], n: usize, columns: std::ops::Range<usize>) {
    for other in columns {
        let left = &above[other * n..other * n + other];
        row[other] = (row[other] - dot(&row[..other], left)) / above[other * n + other];
    }
}

/// The same for four rows at a time: what is read of the rows above serves all four.
fn reduce_four(rows: &mut [f64], above: &[f64], n: usize, columns: std::ops::Range<usize>) {
    let (one, rest) = rows.split_at_mut(n);
    let (two, rest) = rest.split_at_mut(n);
    let (three, four) = rest.split_at_mut(n);
    for other in columns {
        let left = &above[other * n..other * n + other];
        let sums = dot_four([&one[..other], &two[..other], &three[..other], &four[..other]], left);
        let pivot = above[other * n + other];
        for (row, sum) in [&mut *one, &mut *two, &mut *three, &mut *four].into_iter().zip(sums) {
            row[other] = (row[other] - sum) / pivot;
        }
    }
}

/// Four dot products with one vector, in four fixed lanes each.
fn dot_four(a: [&[f64]; 4], b: &[f64]) -> [f64; 4] {
    const LANES: usize = 4;
    let whole = b.len() / LANES * LANES;
    let mut lanes = [[0.0; LANES]; 4];
    let parts = b.chunks_exact(LANES).zip(a[0].chunks_exact(LANES)).zip(a[1].chunks_exact(LANES));
    let parts = parts.zip(a[2].chunks_exact(LANES).zip(a[3].chunks_exact(LANES)));
    for (((y, a0), a1), (a2, a3)) in parts {
        for lane in 0..LANES {
            lanes[0][lane] += a0[lane] * y[lane];
            lanes[1][lane] += a1[lane] * y[lane];
            lanes[2][lane] += a2[lane] * y[lane];
            lanes[3][lane] += a3[lane] * y[lane];
        }
    }
    std::array::from_fn(|row| {
        let rest: f64 = (whole..b.len()).map(|at| a[row][at] * b[at]).sum();
        lanes[row].iter().sum::<f64>() + rest
    })
}

/// A dot product in eight fixed lanes.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (mut left, mut right) = (a.chunks_exact(8), b.chunks_exact(8));
    for (x, y) in left.by_ref().zip(right.by_ref()) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f64>() + rest
}
