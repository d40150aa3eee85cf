//! From prices to a plan: units with a clear best are fixed there, and the few near indifference become an ordinary
//! model with the room that is left.

use super::newton::Smoothed;
use super::pool::Pool;
use super::prices::Priced;
use super::source::{CHUNK, Look, Reach, Source};
use crate::engine::Conflict;
use crate::matching::Matching;
use crate::model::{Model, UNLIMITED};
use rayon::prelude::*;

/// Units left undecided for every limit that has a price.
const UNDECIDED: usize = 20;

/// Newton's steps to the shares of the fractional plan.
const STEPS: usize = 8;

/// The units near indifference as a model, and where they stand in the country.
pub(crate) struct Rest<'a> {
    pub(crate) model: Model<'a>,
    pub(crate) units: Vec<u32>,
    /// For every option of the model its share in a fractional plan that is nearly best.
    pub(crate) share: Vec<f64>,
    /// What the units that are fixed are worth.
    pub(crate) fixed: f64,
}

/// The least undecided units at these prices, `times` as wide as they need be, with the room that the others leave.
pub(crate) fn undecided<'a>(source: &Source<'a>, priced: &Priced, times: f64) -> Rest<'a> {
    let limited = priced.prices.iter().filter(|p| **p > 0.0).count();
    let tariff = source.tariff(&priced.prices);
    let least = priced.heat.max(1e-6 * priced.scale);
    let (mut width, widest) = (16.0 * least, 4.0 * priced.scale);
    loop {
        let near = Reach { width: width * times, wait: width * times };
        let pool = Pool::gather(source, &tariff, None, near, false);
        // large units may have to move for prices that differ little
        let crowded = source.upper.iter().zip(&pool.taken).any(|(u, t)| u.is_some_and(|u| *t > u as f64));
        if crowded && width.is_finite() {
            width *= if width < widest { 1.5 } else { 8.0 };
            continue;
        }
        if pool.units() < UNDECIDED * limited && width < widest {
            width *= 1.5;
            continue;
        }
        let (limits, order) = (source.limits(), source.variables());
        let smoothed = Smoothed { source, pool: &pool, cost: &limits, order: &order, stray: near.wait };
        let point = smoothed.descend(&mut priced.prices.clone(), least, STEPS, 0.02);
        return rest(source, &pool, &point.share);
    }
}

impl Rest<'_> {
    /// A conflict of the rest in terms of the country. It proves nothing of the whole.
    pub(crate) fn whole(&self, conflict: Conflict) -> Conflict {
        let units = conflict.units.iter().map(|&u| self.units[u as usize]).collect();
        Conflict { proved: false, rows: conflict.rows, units }
    }
}

fn rest<'a>(source: &Source<'a>, pool: &Pool, shares: &[f64]) -> Rest<'a> {
    let left = |(upper, taken): (&Option<u64>, &f64)| {
        upper.map_or(UNLIMITED, |u| i64::try_from(u).map_or(UNLIMITED, |u| (u - *taken as i64).min(UNLIMITED)))
    };
    let upper: Vec<i64> = source.upper.iter().zip(&pool.taken).map(left).collect();
    let rows = upper.len();
    let mut model = Model::new(source.jobs, upper, vec![0; rows]);
    let mut share = Vec::with_capacity(pool.region.len());
    let mut uses = Vec::new();
    for unit in 0..pool.units() {
        let id = pool.unit[unit] as usize;
        for option in pool.options(unit) {
            let region = pool.region[option];
            uses.clear();
            uses.extend(source.uses(id, region));
            if model.option(region, pool.value[option], &uses, source.slots(id, region)) {
                share.push(shares[option]);
            }
        }
        model.unit(source.must[id], source.problem.units[id].persons);
    }
    if !source.jobs.edges.is_empty() {
        let mut base = Matching::new(source.jobs);
        for slot in 0..source.jobs.slots() {
            for _ in 0..pool.taken[rows + slot] as u64 {
                base.add(slot as u32);
            }
        }
        model.base = Some(base);
    }
    model.finish(Vec::new());
    Rest { model, units: pool.unit.clone(), share, fixed: pool.worth }
}

/// Everybody at their best.
pub(crate) fn everybody(source: &Source<'_>, prices: &[f64]) -> Vec<Option<u32>> {
    let tariff = source.tariff(prices);
    let mut regions = vec![None; source.units()];
    regions.par_chunks_mut(CHUNK).enumerate().for_each_init(Look::default, |look, (chunk, regions)| {
        for (at, region) in regions.iter_mut().enumerate() {
            source.look(chunk * CHUNK + at, &tariff, Reach::default(), look);
            *region = look.near.first().filter(|n| n.worth >= look.top).map(|n| n.region);
        }
    });
    regions
}
