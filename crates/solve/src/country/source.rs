//! Where a country's options come from: rows of the matrix, or options of a unit's own. Either way the answer to one
//! question: which regions are within a width of a unit's best at these prices?

use super::limits::Limits;
use super::ties::Ties;
use crate::dual::outward;
use crate::matching::Jobs;
use crate::matrix::Uses;
use crate::problem::{OWN, Problem};
use rayon::prelude::*;

/// Units in one part of a parallel pass: fixed, so that sums do not depend on threads.
pub(crate) const CHUNK: usize = 2048;

/// Lanes of a fast maximum.
const LANES: usize = 8;

/// The units of a problem as a country, with what each may do.
pub(crate) struct Source<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) jobs: &'a Jobs,
    pub(crate) must: Vec<bool>,
    pub(crate) open: Vec<bool>,
    /// For each row the most that may be used.
    pub(crate) upper: Vec<Option<u64>>,
    /// And the least.
    pub(crate) lower: Vec<u64>,
    /// Pairs, and how their worth is divided for now.
    pub(crate) ties: Ties,
}

/// Prices as units see them.
pub(crate) struct Tariff {
    rows: Vec<f64>,
    /// For each slot what a worker gains by the best opening at its price.
    pub(crate) gains: Vec<f64>,
    /// Kinds of use, then kinds of workers, x regions: what one costs.
    exact: Vec<f64>,
    fast: Vec<f32>,
    /// The largest of each kind, absolute.
    most: Vec<f64>,
    regions: usize,
}

/// Variables that may have a price: rows, and openings after them.
pub(crate) struct Variables {
    /// Those of a region together.
    pub(crate) order: Vec<u32>,
    /// For each variable its region and its rank among those of the region.
    pub(crate) spot: Vec<(u32, u32)>,
    /// Those of each rank: prices of one kind.
    pub(crate) kinds: Vec<Vec<u32>>,
}

/// A region near a unit's best, with its worth less prices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) region: u32,
    pub(crate) worth: f64,
}

/// How far from a unit's best a region may be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reach {
    /// Below the best region.
    pub(crate) width: f64,
    /// Between waiting and the best region, either way.
    pub(crate) wait: f64,
}

/// What one look at a unit needs and gives.
#[derive(Default)]
pub(crate) struct Look {
    fast: Vec<f32>,
    columns: Vec<(u32, f64)>,
    /// Regions near the best, in order.
    pub(crate) near: Vec<Near>,
    /// Worth of the best, waiting included where the unit may.
    pub(crate) top: f64,
}

impl<'a> Source<'a> {
    pub(crate) fn new(problem: &'a Problem, jobs: &'a Jobs, must: Vec<bool>, open: Vec<bool>) -> Self {
        let ties = Ties::of(problem, &open);
        let (upper, lower) = problem.rows.iter().map(|r| (r.upper, r.lower)).unzip();
        Self { problem, jobs, must, open, upper, lower, ties }
    }

    pub(crate) fn units(&self) -> usize {
        self.must.len()
    }

    /// Prices of rows, and of openings after them, as units see them.
    pub(crate) fn tariff(&self, prices: &[f64]) -> Tariff {
        let (rows, openings) = prices.split_at(self.upper.len());
        let jobs = self.jobs;
        let gain = |slot: u32| {
            let net = |e: usize| jobs.edges[e].1 - openings[jobs.edges[e].0 as usize];
            jobs.slot_edges(slot).map(net).fold(0.0, f64::max)
        };
        let gains: Vec<f64> = (0..jobs.slots() as u32).map(gain).collect();
        let (matrix, regions) = (&self.problem.matrix, self.problem.regions);
        let mut exact = Vec::new();
        if matrix.rows() > 0 {
            for kind in 0..matrix.kinds() as u32 {
                exact.extend((0..regions).map(|r| matrix.row_of(kind, r).map_or(0.0, |row| rows[row as usize])));
            }
            for slots in &jobs.kind_slots {
                let first = exact.len();
                exact.resize(first + regions as usize, 0.0);
                for &(region, slot) in slots {
                    exact[first + region as usize] = -gains[slot as usize];
                }
            }
        }
        let largest = |kind: &[f64]| kind.iter().fold(0.0, |m: f64, p| m.max(p.abs()));
        Tariff {
            rows: rows.to_vec(),
            gains,
            fast: exact.iter().map(|&p| p as f32).collect(),
            most: exact.chunks(regions.max(1) as usize).map(largest).collect(),
            exact,
            regions: regions as usize,
        }
    }

    /// Finds the regions of a unit near its best.
    pub(crate) fn look(&self, unit: usize, tariff: &Tariff, reach: Reach, look: &mut Look) {
        look.near.clear();
        look.top = f64::NEG_INFINITY;
        let fast = self.problem.units[unit].row != OWN && !self.ties.has(unit);
        if self.open[unit] && (!fast || !self.look_at_row(unit, tariff, reach, look)) {
            look.near.clear();
            look.top = f64::NEG_INFINITY;
            self.look_at_all(unit, tariff, look);
        }
        if self.must[unit] {
            let least = look.top - reach.width;
            look.near.retain(|n| n.worth >= least);
        } else {
            let least = if look.top >= -reach.wait { look.top - reach.width } else { f64::INFINITY };
            look.near.retain(|n| n.worth >= least);
            look.top = look.top.max(0.0);
        }
    }

    /// Every option in full precision.
    pub(super) fn look_at_all(&self, unit: usize, tariff: &Tariff, look: &mut Look) {
        for (region, value, uses) in self.problem.options(unit) {
            if !self.admits(uses) {
                continue;
            }
            let mut worth = value + self.ties.held(unit, region);
            for (row, amount) in uses.iter() {
                worth -= f64::from(amount) * tariff.rows[row as usize];
            }
            for &kind in self.problem.workers(unit) {
                worth += self.jobs.slot_of(kind, region).map_or(0.0, |s| tariff.gains[s as usize]);
            }
            look.top = look.top.max(worth);
            look.near.push(Near { region, worth });
        }
    }

    /// Single precision picks what may be near, with a margin for its rounding; the worths themselves are in full
    /// precision. `false` where single precision cannot tell.
    fn look_at_row(&self, unit: usize, tariff: &Tariff, reach: Reach, look: &mut Look) -> bool {
        let row = self.problem.units[unit].row;
        let matrix = &self.problem.matrix;
        let worths = matrix.worths(row);
        look.columns.clear();
        look.columns.extend(matrix.uses(row).iter().map(|&(kind, amount)| (kind, f64::from(amount))));
        if !self.jobs.edges.is_empty() {
            let first = matrix.kinds() as u32;
            look.columns.extend(self.problem.workers(unit).iter().map(|&kind| (first + kind, 1.0)));
        }
        look.fast.clear();
        look.fast.extend_from_slice(worths);
        let mut size = 0.0;
        for &(kind, amount) in &look.columns {
            size += amount * tariff.most[kind as usize];
            let prices = &tariff.fast[kind as usize * tariff.regions..(kind as usize + 1) * tariff.regions];
            let amount = amount as f32;
            for (worth, price) in look.fast.iter_mut().zip(prices) {
                *worth -= amount * price;
            }
        }
        let best = f64::from(largest(&look.fast));
        if best == f64::NEG_INFINITY {
            return true;
        }
        // a value near the best is not larger than what is taken off it and the best together
        size += (size + best.abs() + reach.width.min(1e30)) * 2.0;
        let error = f64::from(f32::EPSILON) * size * (4 * look.columns.len() + 4) as f64;
        let least = best - reach.width - 2.0 * error;
        if !error.is_finite() || error > 1e30 || best > 1e30 {
            return false;
        }
        if !self.must[unit] && best < -reach.wait - error {
            look.top = best + error;
            return true;
        }
        let least_fast = if least < -1e30 { f32::MIN } else { (least as f32).next_down() };
        for (region, &fast) in look.fast.iter().enumerate() {
            if fast >= least_fast {
                let mut worth = f64::from(worths[region]);
                for &(kind, amount) in &look.columns {
                    worth -= amount * tariff.exact[kind as usize * tariff.regions + region];
                }
                let region = region as u32;
                if !self.admits(Uses::of(matrix, row, region)) {
                    return false;
                }
                look.top = look.top.max(worth);
                look.near.push(Near { region, worth });
            }
        }
        true
    }

    /// Variables that may have a price, those of a region together: rows with a limit, then openings.
    pub(crate) fn variables(&self) -> Variables {
        let rows = self.upper.len();
        let mut region = vec![u32::MAX; rows + self.jobs.count.len()];
        let matrix = &self.problem.matrix;
        for r in (0..self.problem.regions).rev() {
            for kind in 0..matrix.kinds() as u32 {
                if let Some(row) = matrix.row_of(kind, r) {
                    region[row as usize] = r;
                }
            }
        }
        for option in 0..self.problem.option_region.len() {
            for &(row, _) in self.problem.option_uses(option) {
                region[row as usize] = region[row as usize].min(self.problem.option_region[option]);
            }
        }
        for (opening, spec) in self.problem.openings.iter().enumerate() {
            region[rows + opening] = spec.region;
        }
        let may = |v: &u32| *v as usize >= rows || self.limited(*v);
        let mut order: Vec<u32> =
            (0..region.len() as u32).filter(may).filter(|&v| region[v as usize] != u32::MAX).collect();
        order.sort_by_key(|&v| (region[v as usize], v));
        let mut spot = vec![(u32::MAX, 0); region.len()];
        let mut kinds: Vec<Vec<u32>> = Vec::new();
        for own in order.chunk_by(|&a, &b| region[a as usize] == region[b as usize]) {
            kinds.resize_with(kinds.len().max(own.len()), Vec::new);
            for ((rank, &v), kind) in (0..).zip(own).zip(&mut kinds) {
                spot[v as usize] = (region[v as usize], rank);
                kind.push(v);
            }
        }
        Variables { order, spot, kinds }
    }

    /// Whether a row has a limit from above or below.
    pub(crate) fn limited(&self, row: u32) -> bool {
        self.upper[row as usize].is_some() || self.lower[row as usize] > 0
    }

    /// Whether an option uses no more of any row than there is.
    pub(crate) fn admits(&self, uses: Uses<'_>) -> bool {
        uses.iter().all(|(row, amount)| self.upper[row as usize].is_none_or(|u| u64::from(amount) <= u))
    }

    /// What a unit is worth in a region with what it holds of its pairs.
    pub(crate) fn value(&self, unit: usize, region: u32) -> f64 {
        self.problem.value(unit, region).unwrap_or(0.0) + self.ties.held(unit, region)
    }

    /// What a unit uses in a region.
    pub(crate) fn uses(&self, unit: usize, region: u32) -> Uses<'_> {
        let row = self.problem.units[unit].row;
        if row != OWN {
            return Uses::of(&self.problem.matrix, row, region);
        }
        let option = self.problem.option_span(unit).find(|&o| self.problem.option_region[o] == region);
        Uses::list(option.map_or(&[], |o| self.problem.option_uses(o)))
    }

    /// The slots of a unit's workers in a region.
    pub(crate) fn slots(&self, unit: usize, region: u32) -> impl Iterator<Item = u32> + '_ {
        self.problem.workers(unit).iter().filter_map(move |&kind| self.jobs.slot_of(kind, region))
    }

    /// The difference between the largest and the smallest worth of a unit's regions and of waiting.
    pub(crate) fn spread(&self, unit: usize) -> f64 {
        let row = self.problem.units[unit].row;
        if row != OWN {
            let widen =
                |(low, high): (f32, f32), &v: &f32| (if v < low { v } else { low }, if v > high { v } else { high });
            let (low, high) = self.problem.matrix.worths(row).iter().fold((0.0, 0.0), widen);
            return f64::from(high) - f64::from(low);
        }
        let widen = |(low, high): (f64, f64), o: (u32, f64, Uses<'_>)| (low.min(o.1), high.max(o.1));
        let (low, high) = self.problem.options(unit).fold((0.0, 0.0), widen);
        high - low
    }

    /// A bound on every plan, valid for any prices: the Lagrangian with true maxima, in full precision and rounded
    /// outward. Minus infinity when a unit that must be placed cannot be.
    pub(crate) fn bound(&self, prices: &[f64]) -> f64 {
        self.bound_of(None, &self.limits(), prices)
    }

    /// Limits of rows, then counts of openings.
    pub(crate) fn limits(&self) -> Limits {
        let openings = self.jobs.count.iter();
        let upper = self.upper.iter().map(|u| u.map_or(f64::INFINITY, |u| u as f64));
        let lower = self.lower.iter().map(|&l| l as f64);
        Limits {
            upper: upper.chain(openings.clone().map(|&c| f64::from(c))).collect(),
            lower: lower.chain(openings.map(|_| 0.0)).collect(),
        }
    }

    /// The same for some units and their share of the limits.
    pub(crate) fn bound_of(&self, ids: Option<&[u32]>, limits: &Limits, prices: &[f64]) -> f64 {
        let tariff = self.tariff(prices);
        let count = ids.map_or(self.units(), <[u32]>::len);
        let spans: Vec<usize> = (0..count).step_by(CHUNK).collect();
        let parts: Vec<(f64, f64)> = spans
            .into_par_iter()
            .map_init(Look::default, |look, start| {
                let (mut sum, mut size) = (0.0, 0.0);
                for at in start..(start + CHUNK).min(count) {
                    self.look(ids.map_or(at, |ids| ids[at] as usize), &tariff, Reach::default(), look);
                    sum += look.top;
                    size += look.top.abs();
                }
                (sum, size)
            })
            .collect();
        let costs: Vec<f64> = prices.iter().enumerate().map(|(v, &p)| limits.cost(v, p)).collect();
        let sum: f64 = parts.iter().map(|p| p.0).sum::<f64>() + costs.iter().sum::<f64>();
        let size: f64 = parts.iter().map(|p| p.1).sum::<f64>() + costs.iter().map(|c| c.abs()).sum::<f64>();
        outward(sum, size)
    }
}

/// The largest of these, NaN left out; minus infinity when there is none.
fn largest(worths: &[f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let whole = worths.chunks_exact(LANES);
    let rest = whole.remainder();
    for part in whole {
        for (lane, &worth) in lanes.iter_mut().zip(part) {
            *lane = if worth > *lane { worth } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |most, &worth| if worth > most { worth } else { most })
}
