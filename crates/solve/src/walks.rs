//! Walks through plans that break limits.
//!
//! What a row is over its upper limit, or under its lower one, costs a penalty, and plans are compared by worth less
//! penalties, as in Yagiura, Ibaraki, Glover (2004, 2006), whose ejection chains these moves are: a unit goes elsewhere,
//! a resident of where it came to moves on, and perhaps one more. A move is kept by Metropolis' rule at a falling
//! temperature while penalties rise, so that a walk ends in a plan that keeps all limits; then the next one begins at
//! the best plan known. Units mostly move between the few options that are priced best: in a good plan hardly any unit
//! has another.
//!
//! A fixed number of walkers search side by side, each with its own random numbers, so that threads change nothing.

use crate::model::{Model, UNLIMITED, WAIT};
use crate::walker::Walker;
use rayon::prelude::*;

/// Walkers; a fixed number.
const WALKERS: u64 = 4;
/// Options of a unit that are tried, those with the highest priced worth.
const WAYS: usize = 6;

/// What all walkers share.
pub(crate) struct Ground<'m> {
    pub(crate) model: &'m Model<'m>,
    way_start: Vec<u32>,
    /// The options of each unit that are tried, [`WAIT`] among them where it may wait, best priced first.
    ways: Vec<u32>,
    /// A first penalty for each row: its price and a little.
    pub(crate) penalty: Vec<f64>,
    /// Gains below this are none.
    pub(crate) least: f64,
    /// A typical difference between the two best options of a unit, prices counted.
    pub(crate) typical: f64,
    pub(crate) regions: usize,
}

impl<'m> Ground<'m> {
    fn new(model: &'m Model<'m>, priced: &[f64], prices: &[f64]) -> Self {
        let mut ground = Self {
            model,
            way_start: vec![0],
            ways: Vec::new(),
            penalty: Vec::new(),
            least: 0.0,
            typical: 0.0,
            regions: model.region.iter().max().map_or(0, |&r| r as usize + 1),
        };
        let worth = |o: u32| if o == WAIT { 0.0 } else { priced[o as usize] };
        let (mut spread, mut units) = (0.0, 0.0);
        for unit in 0..model.units() {
            let mut ways: Vec<u32> = model.options(unit).chain((!model.must[unit]).then_some(WAIT)).collect();
            ways.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
            ways.truncate(WAYS);
            if ways.len() > 1 {
                spread += worth(ways[0]) - worth(ways[1]);
                units += 1.0;
            }
            ground.ways.extend(ways);
            ground.way_start.push(ground.ways.len() as u32);
        }
        let size = model.value.iter().map(|v| v.abs()).sum::<f64>() / (model.value.len() as f64).max(1.0);
        ground.least = 1e-11 * size;
        ground.typical = (spread / f64::max(units, 1.0)).max(1e-6 * size);
        ground.penalty = ground.penalties(prices, ground.typical);
        ground
    }

    /// The price, and `typical` for a typical use.
    fn penalties(&self, prices: &[f64], typical: f64) -> Vec<f64> {
        let model = self.model;
        let mut uses = vec![(0.0, 0.0); model.upper.len()];
        for option in 0..model.region.len() as u32 {
            for &(row, amount) in model.uses(option) {
                uses[row as usize].0 += f64::from(amount);
                uses[row as usize].1 += 1.0;
            }
        }
        let price = |var: Option<u32>| var.map_or(0.0, |v| prices[v as usize]);
        let of_row = |(row, &(sum, n)): (usize, &(f64, f64))| {
            let each = if sum > 0.0 { typical * n / sum } else { typical };
            price(model.upper_var[row]).max(price(model.lower_var[row])) + each
        };
        uses.iter().enumerate().map(of_row).collect()
    }

    pub(crate) fn ways(&self, unit: usize) -> &[u32] {
        &self.ways[self.way_start[unit] as usize..self.way_start[unit + 1] as usize]
    }
}

/// The walkers of a model.
pub(crate) struct Walks<'g, 'm> {
    walkers: Vec<Walker<'g, 'm>>,
}

/// Whether chains are for this model: they know rows, neither openings nor pairs.
pub(crate) fn suit(model: &Model<'_>) -> bool {
    model.slots.is_empty() && model.pairs.is_empty() && model.upper.iter().any(|&u| u < UNLIMITED)
}

/// The ground of a model.
pub(crate) fn ground<'m>(model: &'m Model<'m>, priced: &[f64], prices: &[f64]) -> Ground<'m> {
    Ground::new(model, priced, prices)
}

impl<'g, 'm> Walks<'g, 'm> {
    /// Walkers that start from a plan, which may break limits.
    pub(crate) fn new(ground: &'g Ground<'m>, choice: &[u32], seed: u64) -> Self {
        Self { walkers: (0..WALKERS).map(|at| Walker::new(ground, choice, seed ^ (at << 32))).collect() }
    }

    /// Lets every walker go its part of so many steps; returns the steps done. The best plan that keeps all limits is
    /// then known to all.
    pub(crate) fn walk(&mut self, steps: u64, enough: f64, stop: &(dyn Fn() -> bool + Sync)) -> u64 {
        let done: u64 = self.walkers.par_iter_mut().map(|w| w.walk(steps / WALKERS, enough, stop)).sum();
        if let Some((worth, best)) = self.best() {
            let best = best.to_vec();
            self.hear_of(worth, &best);
        }
        done
    }

    /// Tells all walkers of a plan that keeps all limits.
    pub(crate) fn hear_of(&mut self, worth: f64, choice: &[u32]) {
        for walker in &mut self.walkers {
            walker.hear_of(worth, choice);
        }
    }

    /// The best plan met that keeps all limits, with its worth.
    pub(crate) fn best(&self) -> Option<(f64, &[u32])> {
        let mut best: Option<(f64, &[u32])> = None;
        for walker in &self.walkers {
            if let Some((worth, choice)) = walker.best()
                && best.is_none_or(|b| worth > b.0)
            {
                best = Some((worth, choice));
            }
        }
        best
    }
}
