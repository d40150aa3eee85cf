//! Prices of a pool: Newton's steps on the smoothed dual, as in [`crate::dual`], over flat arrays.
//!
//! Units left out of the pool have one clear best: they are straight lines in the prices, sums already made. Units of
//! the pool have a soft maximum. Workers share openings by slot, each slot with a soft maximum of its own.

use super::limits::Limits;
use super::pool::Pool;
use super::source::{Source, Variables};
use super::system::System;
use super::trust::Trust;
use crate::dual::{add, soft};
use rayon::prelude::*;

/// Parts of a parallel sum.
const PARTS: usize = 16;

/// Newton's steps end where one promises less than this part of how far the soft maximum lies above the true one.
pub(super) const PROMISE: f64 = 0.002;

/// How far a price goes in one step by its slope alone, in temperatures.
const FAR: f64 = 8.0;

/// After a step that had to be cut short the next one is tried at so many times its part.
const LONGER: f64 = 10.0;

/// The smoothed dual of a pool.
pub(crate) struct Smoothed<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) pool: &'a Pool,
    /// The limits that hold for the units of the pool and those whose sums it holds.
    pub(crate) limits: &'a Limits,
    pub(crate) variables: &'a Variables,
    pub(crate) trust: &'a Trust<'a>,
    /// Temperature of workers who are alike, in parts of that of units.
    pub(crate) alike: f64,
}

/// Value, slope and shares at a point.
pub(crate) struct Point {
    pub(crate) value: f64,
    /// What the steps that led here took off it.
    pub(crate) fall: f64,
    /// How far the soft maxima of units lie above the true ones.
    pub(super) excess: f64,
    pub(super) slope: Vec<f64>,
    /// Expected use of each resource by the pool and its sums.
    pub(crate) mass: Vec<f64>,
    /// Share of every option of the pool.
    pub(crate) share: Vec<f64>,
    /// Share of every opening among those of a slot.
    pub(super) edge_share: Vec<f64>,
}

/// What some units add to a point.
struct Part {
    /// The true maxima.
    worth: f64,
    excess: f64,
    takes: Vec<f64>,
    shares: Vec<f64>,
}

impl Smoothed<'_> {
    /// Newton's steps at one temperature, until they promise next to nothing, `near` of the temperature and `little` of the excess,
    /// or the caller wants an end.
    pub(crate) fn descend(
        &self,
        prices: &mut Vec<f64>,
        heat: f64,
        steps: usize,
        (near, little): (f64, f64),
        stop: &dyn Fn() -> bool,
    ) -> Point {
        let mut here = self.at(prices, heat);
        let first = here.value;
        let (mut damp, mut tried) = (1e-9, 1.0_f64);
        let (mut full, mut before) = (false, f64::INFINITY);
        for _ in 0..steps {
            if stop() {
                break;
            }
            let spans: Vec<(f64, f64)> =
                (0..prices.len()).map(|v| self.limits.span(v, prices[v], here.slope[v])).collect();
            let may = |v: usize, (low, high): (f64, f64)| {
                if here.slope[v] < 0.0 { prices[v] < high } else { prices[v] > low }
            };
            let held: Vec<bool> = spans.iter().enumerate().map(|(v, &span)| !may(v, span)).collect();
            let ranges = self.trust.ranges(prices, &held);
            let moves = |&v: &u32| !held[v as usize] && may(v as usize, ranges[v as usize]);
            let free: Vec<u32> = self.variables.order.iter().copied().filter(moves).collect();
            let step = self.step(&here, &free, heat, damp);
            let promise: f64 = -free.iter().zip(&step).map(|(&v, s)| here.slope[v as usize] * s).sum::<f64>();
            let least = (near * heat * (1.0 + free.len() as f64).sqrt()).max(little * here.excess);
            if promise.is_nan() || promise <= least {
                break;
            }
            // where full steps do not converge, the way is long and flat (all prices of a kind going up or down together):
            // far along it the soft maximum bends like an exponential, on which Newton's step is always the same
            let slow = full && promise > 0.25 * before;
            before = promise;
            let ahead = |length: f64, from: &[f64]| {
                let mut next = from.to_vec();
                free.iter().zip(&step).for_each(|(&v, s)| next[v as usize] += length * s);
                let ranges = self.trust.ranges(&next, &held);
                for v in free.iter().map(|&v| v as usize) {
                    let (range, span) = (ranges[v], spans[v]);
                    next[v] = next[v].clamp(range.0, range.1).clamp(span.0, span.1);
                }
                next
            };
            let mut length = tried;
            let mut moved = false;
            for _ in 0..10 {
                let next = ahead(length, prices);
                let drop: f64 = (0..next.len()).map(|v| here.slope[v] * (prices[v] - next[v])).sum();
                let there = self.at(&next, heat);
                if there.value < here.value - 1e-4 * drop.max(0.0) {
                    *prices = next;
                    here = there;
                    moved = true;
                    break;
                }
                length *= 0.3;
            }
            full = moved && length == 1.0;
            tried = if moved { (LONGER * length).min(1.0) } else { 1.0 };
            let mut reach = 2.0;
            while full && slow && reach < 1e4 {
                let next = ahead(reach, prices);
                let there = self.at(&next, heat);
                if there.value >= here.value {
                    break;
                }
                *prices = next;
                here = there;
                reach *= 2.0;
            }
            if moved {
                damp = if length == 1.0 { (damp * 0.1_f64).max(1e-9) } else { damp };
            } else if damp < 1e2 {
                damp *= 1e3;
            } else {
                break;
            }
        }
        here.fall = first - here.value;
        here
    }

    /// Every maximum softened at this temperature.
    pub(crate) fn at(&self, prices: &[f64], heat: f64) -> Point {
        let (jobs, rows) = (self.source.jobs, self.source.upper.len());
        let cool = self.alike * heat;
        let mut edge_share = vec![0.0; jobs.edges.len()];
        // what one of each resource costs at these prices
        let mut price = prices[..rows].to_vec();
        for slot in 0..jobs.slots() as u32 {
            let span = jobs.slot_edges(slot);
            let net = |e: usize| jobs.edges[e].1 - prices[rows + jobs.edges[e].0 as usize];
            let top = span.clone().map(net).fold(0.0, f64::max);
            let mut sum = soft(-top / cool);
            for e in span.clone() {
                edge_share[e] = soft((net(e) - top) / cool);
                sum += edge_share[e];
            }
            for e in span {
                edge_share[e] /= sum;
            }
            price.push(-(top + cool * libm::log(sum)));
        }
        let parts: Vec<Part> = self.spans().into_par_iter().map(|span| self.part_at(span, &price, heat)).collect();
        let mut mass = self.pool.taken.clone();
        let mut value = self.pool.worth - mass.iter().zip(&price).map(|(m, p)| m * p).sum::<f64>();
        let mut excess = 0.0;
        let mut share = Vec::with_capacity(self.pool.region.len());
        for part in parts {
            value += part.worth + part.excess;
            excess += part.excess;
            add(&mut mass, &part.takes);
            share.extend(part.shares);
        }
        value += prices.iter().enumerate().map(|(v, &p)| self.limits.cost(v, p)).sum::<f64>();
        let mut slope: Vec<f64> = (0..rows).map(|row| self.limits.slope(row, prices[row], mass[row])).collect();
        slope.extend(&self.limits.upper[rows..]);
        for slot in 0..jobs.slots() as u32 {
            for e in jobs.slot_edges(slot) {
                slope[rows + jobs.edges[e].0 as usize] -= mass[rows + slot as usize] * edge_share[e];
            }
        }
        Point { value, fall: 0.0, excess, slope, mass, share, edge_share }
    }

    /// Units in parts, the same for any number of threads.
    pub(super) fn spans(&self) -> Vec<std::ops::Range<usize>> {
        let (units, size) = (self.pool.units(), self.pool.units().div_ceil(PARTS).max(64));
        (0..units).step_by(size).map(|start| start..(start + size).min(units)).collect()
    }

    fn part_at(&self, span: std::ops::Range<usize>, price: &[f64], heat: f64) -> Part {
        let pool = self.pool;
        let mut takes = vec![0.0; price.len()];
        let first = pool.options(span.start).start;
        let mut shares = Vec::with_capacity(pool.end[span.end - 1] as usize - first);
        let (mut worth, mut excess) = (0.0, 0.0);
        for unit in span {
            let from = shares.len();
            let wait = !pool.must[unit];
            let mut top = if wait { 0.0 } else { f64::NEG_INFINITY };
            for option in pool.options(unit) {
                let mut net = pool.value[option];
                for &(resource, amount) in pool.uses(option) {
                    net -= f64::from(amount) * price[resource as usize];
                }
                top = net.max(top);
                shares.push(net);
            }
            let mut total = if wait { soft(-top / heat) } else { 0.0 };
            for share in &mut shares[from..] {
                *share = soft((*share - top) / heat);
                total += *share;
            }
            worth += top;
            excess += heat * libm::log(total);
            for (share, option) in shares[from..].iter_mut().zip(pool.options(unit)) {
                *share /= total;
                if *share > 1e-14 {
                    for &(resource, amount) in pool.uses(option) {
                        takes[resource as usize] += *share * f64::from(amount);
                    }
                }
            }
        }
        Part { worth, excess, takes, shares }
    }

    /// Solves `(curvature + a little) step = -slope` over the free variables.
    fn step(&self, here: &Point, free: &[u32], heat: f64, damp: f64) -> Vec<f64> {
        let right: Vec<f64> = free.iter().map(|&v| -here.slope[v as usize] * heat).collect();
        System::new(self, here, free).solve(&right, |diagonal| {
            let mean = diagonal.iter().sum::<f64>() / diagonal.len() as f64;
            // where next to nothing bends the slope alone would carry a price far beyond what the model knows
            let slow = |right: f64| right.abs() / (FAR * heat);
            diagonal.iter().zip(&right).map(|(own, &right)| damp * (own + mean) + slow(right) + 1e-300).collect()
        })
    }
}
