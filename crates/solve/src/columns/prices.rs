//! The least bound over the sets laid open: smoothed as in [`crate::settle`], here with the whole curvature, for the sets say how
//! units go together.

use super::{Frame, Part, Region, Sums, bits};
use crate::cholesky::{cholesky, dot, substitute};
use crate::dual::outward;
use rayon::prelude::*;

/// Temperatures that a set may lose before it is left out of the smoothed bound.
const STAKE: f64 = 30.0;

/// Temperatures that a set may lose to be looked at: at first, and when prices have moved.
const NEAR: f64 = 40.0;
const COME: f64 = 20.0;

/// Weight below which a set is left out of the curvature.
const FAINT: f64 = 1e-6;

/// Temperatures that a price may go in one step.
const STRIDE: f64 = 30.0;

/// Temperatures that a step must promise: the smoothed bound is off by more.
const ENOUGH: f64 = 0.5;

/// Sets whose worth is one step of work.
pub(super) const SETS_PER_STEP: u64 = 8;

/// A region's sets with their weights, which sum up to 1.
pub(super) type Weights = Vec<(u128, f64)>;

/// What a region adds to the smoothed bound.
struct Share {
    value: f64,
    /// Sets by their places, with their weights.
    likely: Vec<(u32, f64)>,
}

impl Share {
    fn weights(&self, region: &Close<'_>) -> Weights {
        self.likely.iter().map(|&(at, weight)| (region.sets[at as usize], weight)).collect()
    }
}

struct Smooth {
    value: f64,
    slope: Vec<f64>,
    shares: Vec<Share>,
}

/// Lowers the smoothed bound at one temperature; the prices of the part move. Returns the weights there, and the work done.
///
/// Only sets near the best of their region are looked at; those that come near on the way are taken in, until there are none.
pub(super) fn lower(part: &mut Part, heat: f64, (rounds, turns): (u32, u32)) -> (Vec<Weights>, u64) {
    let mut near: Vec<Vec<bool>> = part.regions.iter().map(|r| vec![false; r.sets.len()]).collect();
    part.nearer(&mut near, NEAR * heat);
    let mut work = 0;
    let mut turn = 0;
    loop {
        let mut small = part.only(&near);
        let (shares, done) = descend(&mut small, heat, rounds);
        let weights = shares.iter().zip(&small.regions).map(|(share, region)| share.weights(region)).collect();
        let Near { price, cut_price, .. } = small;
        (part.price, part.cut_price) = (price, cut_price);
        work += done + part.sets() as u64 / SETS_PER_STEP;
        turn += 1;
        if turn == turns || !part.nearer(&mut near, COME * heat) {
            return (weights, work);
        }
    }
}

impl Region {
    /// What each set is worth at the prices of a part; sets that lose more than `most` may leave out what they pay for cuts.
    fn net(&self, part: &Part, most: f64) -> Vec<f64> {
        let sums = Sums::new(&self.units, &part.price);
        let priced = self.cuts.iter().map(|c| (c.1, part.cut_price[c.0 as usize])).filter(|c| c.1 > 0.0);
        let priced: Vec<(u128, f64)> = priced.collect();
        let mut best = f64::NEG_INFINITY;
        let net = |(&set, worth): (&u128, &f64)| {
            let before = worth - sums.of(set);
            if before < best - most {
                return before;
            }
            let paid: f64 = priced.iter().filter(|c| (set & c.0).count_ones() > 1).map(|c| c.1).sum();
            best = best.max(before - paid);
            before - paid
        };
        self.sets.iter().zip(&self.worth).map(net).collect()
    }
}

impl Part {
    /// Marks the sets that lose no more than `most`; tells whether one not marked before was among the best by a temperature.
    fn nearer(&self, near: &mut [Vec<bool>], most: f64) -> bool {
        let mark = |(region, near): (&Region, &mut Vec<bool>)| {
            let net = region.net(self, most);
            let known = net.iter().zip(&*near).filter(|n| *n.1).fold(f64::NEG_INFINITY, |m, n| m.max(*n.0));
            let best = net.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (net, near) in net.iter().zip(near) {
                *near |= *net >= best - most;
            }
            best > known + most / 10.0
        };
        let new: Vec<bool> = self.regions.par_iter().zip(near).map(mark).collect();
        new.contains(&true)
    }

    /// Only the sets that are marked.
    fn only<'a>(&'a self, near: &[Vec<bool>]) -> Near<'a> {
        let only = |(region, near): (&'a Region, &Vec<bool>)| {
            let mut close =
                Close { units: &region.units, sets: Vec::new(), worth: Vec::new(), cuts: vec![0], paid: Vec::new() };
            for at in (0..near.len()).filter(|&at| near[at]) {
                let set = region.sets[at];
                close.sets.push(set);
                close.worth.push(region.worth[at]);
                close.paid.extend(region.cuts.iter().filter(|c| (set & c.1).count_ones() > 1).map(|c| c.0));
                close.cuts.push(close.paid.len());
            }
            close
        };
        let regions = self.regions.par_iter().zip(near).map(only).collect();
        Near { regions, price: self.price.clone(), cut_price: self.cut_price.clone() }
    }
}

/// The sets near the best at some prices.
struct Near<'a> {
    regions: Vec<Close<'a>>,
    price: Vec<f64>,
    cut_price: Vec<f64>,
}

/// A region's.
struct Close<'a> {
    units: &'a [u32],
    sets: Vec<u128>,
    worth: Vec<f64>,
    /// Where the cuts that count each set begin, and the cuts, one set after the other.
    cuts: Vec<usize>,
    paid: Vec<u32>,
}

impl Close<'_> {
    /// The cuts that count a set.
    fn paid(&self, at: usize) -> &[u32] {
        &self.paid[self.cuts[at]..self.cuts[at + 1]]
    }
}

fn descend(part: &mut Near<'_>, heat: f64, rounds: u32) -> (Vec<Share>, u64) {
    let each = part.regions.iter().map(|r| r.sets.len() as u64).sum::<u64>() / SETS_PER_STEP + 10;
    let mut here = smooth(part, heat);
    let mut work = each;
    for _ in 0..rounds {
        let (step, steps) = newton(part, &here, heat);
        work += steps;
        let promise = -dot(&step, &here.slope);
        if promise.is_nan() || promise <= ENOUGH * heat {
            break;
        }
        let before = (part.price.clone(), part.cut_price.clone());
        let mut length = 1.0;
        let next = loop {
            go(part, &before, &step, length);
            let there = smooth(part, heat);
            work += each;
            if there.value < here.value - 1e-4 * length * promise {
                break Some(there);
            }
            length *= 0.3;
            if length < 0.01 {
                break None;
            }
        };
        let Some(next) = next else {
            (part.price, part.cut_price) = before;
            break;
        };
        here = next;
    }
    (here.shares, work)
}

fn go(part: &mut Near<'_>, (price, cut_price): &(Vec<f64>, Vec<f64>), step: &[f64], length: f64) {
    let (by_unit, by_cut) = step.split_at(price.len());
    for ((to, from), by) in part.price.iter_mut().zip(price).zip(by_unit) {
        *to = from + length * by;
    }
    for ((to, from), by) in part.cut_price.iter_mut().zip(cut_price).zip(by_cut) {
        *to = (from + length * by).max(0.0);
    }
}

/// The bound without what no unit decides, and its slope by units, then cuts.
fn smooth(part: &Near<'_>, heat: f64) -> Smooth {
    let shares: Vec<Share> = part.regions.par_iter().map(|r| share(r, part, heat)).collect();
    let units = part.price.len();
    let mut slope = vec![1.0; units + part.cut_price.len()];
    for (region, share) in part.regions.iter().zip(&shares) {
        for &(at, weight) in &share.likely {
            bits(region.sets[at as usize]).for_each(|bit| slope[region.units[bit] as usize] -= weight);
            region.paid(at as usize).iter().for_each(|&cut| slope[units + cut as usize] -= weight);
        }
    }
    let value = part.price.iter().chain(&part.cut_price).sum::<f64>() + shares.iter().map(|s| s.value).sum::<f64>();
    Smooth { value, slope, shares }
}

fn share(region: &Close<'_>, part: &Near<'_>, heat: f64) -> Share {
    let sums = Sums::new(region.units, &part.price);
    let net = |at: usize| {
        let toll: f64 = region.paid(at).iter().map(|&cut| part.cut_price[cut as usize]).sum();
        region.worth[at] - sums.of(region.sets[at]) - toll
    };
    let net: Vec<f64> = (0..region.sets.len()).map(net).collect();
    let best = net.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut likely: Vec<(u32, f64)> = (0..).zip(net).filter(|l| l.1 >= best - STAKE * heat).collect();
    let mut sum = 0.0;
    for (_, net) in &mut likely {
        *net = libm::exp((*net - best) / heat);
        sum += *net;
    }
    likely.iter_mut().for_each(|l| l.1 /= sum);
    Share { value: best + heat * libm::log(sum), likely }
}

/// The units that are in some of a region's sets and not in others, or in more or fewer than one region's.
fn unsure(part: &Near<'_>, here: &Smooth) -> Vec<bool> {
    let mut unsure: Vec<bool> = here.slope[..part.price.len()].iter().map(|s| s.abs() > FAINT).collect();
    for (region, share) in part.regions.iter().zip(&here.shares) {
        let sets = || share.likely.iter().filter(|l| l.1 > FAINT).map(|l| region.sets[l.0 as usize]);
        let (or, and) = sets().fold((0, u128::MAX), |(or, and), set| (or | set, and & set));
        bits(or & !and).for_each(|bit| unsure[region.units[bit] as usize] = true);
    }
    unsure
}

/// Newton's step, with cuts held at 0 that would go below; and the work done.
fn newton(part: &Near<'_>, here: &Smooth, heat: f64) -> (Vec<f64>, u64) {
    let units = part.price.len();
    let all = units + part.cut_price.len();
    // each variable's place in the system
    let mut place = vec![usize::MAX; all];
    let mut of = Vec::new();
    let unsure = unsure(part, here);
    for (at, place) in place.iter_mut().enumerate() {
        let moves = match at.checked_sub(units) {
            None => unsure[at],
            Some(cut) => part.cut_price[cut] > 0.0 || here.slope[at] < 0.0,
        };
        if moves {
            *place = of.len();
            of.push(at);
        }
    }
    let n = of.len();
    let mut curve = vec![0.0; n * n];
    let mut work = (n * n * n / 6) as u64 / 200 + 1;
    for (region, share) in part.regions.iter().zip(&here.shares) {
        let mut sum = vec![0.0; n];
        let mut entries: Vec<usize> = Vec::new();
        for &(at, weight) in share.likely.iter().filter(|l| l.1 > FAINT) {
            entries.clear();
            entries.extend(bits(region.sets[at as usize]).map(|bit| place[region.units[bit] as usize]));
            entries.extend(region.paid(at as usize).iter().map(|&cut| place[units + cut as usize]));
            entries.retain(|e| *e != usize::MAX);
            entries.sort_unstable();
            for (last, &row) in entries.iter().enumerate() {
                sum[row] += weight;
                let line = &mut curve[row * n..][..n];
                entries[..=last].iter().for_each(|&column| line[column] += weight);
            }
            work += (entries.len() * entries.len()) as u64 / 64;
        }
        let mean: Vec<(usize, f64)> = sum.iter().copied().enumerate().filter(|s| s.1 != 0.0).collect();
        for &(row, x) in &mean {
            for &(column, y) in mean.iter().filter(|e| e.0 <= row) {
                curve[row * n + column] -= x * y;
            }
        }
    }
    for at in 0..n {
        curve[at * n + at] = curve[at * n + at] * 1.0001 + 1e-4;
    }
    cholesky(&mut curve, n);
    let mut x: Vec<f64> = of.iter().map(|&at| here.slope[at] * heat).collect();
    substitute(&curve, &mut x);
    let longest = x.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let scale = (STRIDE * heat / longest).min(1.0);
    let mut step = vec![0.0; all];
    of.iter().zip(&x).for_each(|(&at, x)| step[at] = -scale * x);
    (step, work)
}

/// The worth of every set at the prices of a part, region by region, and the best of each.
pub(super) struct Look {
    pub(super) net: Vec<Vec<f64>>,
    pub(super) best: Vec<f64>,
    pub(super) bound: f64,
    pub(super) steps: u64,
}

impl Look {
    pub(super) fn at(frame: &Frame, part: &Part) -> Self {
        let net: Vec<Vec<f64>> = part.regions.par_iter().map(|r| r.net(part, f64::INFINITY)).collect();
        let best: Vec<f64> = net.iter().map(|n| n.iter().copied().fold(f64::NEG_INFINITY, f64::max)).collect();
        let sum: f64 =
            frame.constant + part.price.iter().chain(&part.cut_price).sum::<f64>() + best.iter().sum::<f64>();
        let size: f64 = frame.size
            + part.price.iter().chain(&part.cut_price).map(|p| 2.0 * p.abs()).sum::<f64>()
            + best.iter().filter(|b| b.is_finite()).map(|b| b.abs()).sum::<f64>();
        let bound = outward(sum, size);
        Self { net, best, bound, steps: part.sets() as u64 / SETS_PER_STEP + 10 }
    }

    /// What a set loses.
    pub(super) fn loss(&self, region: usize, set: usize) -> f64 {
        self.best[region] - self.net[region][set]
    }
}
