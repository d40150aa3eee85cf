//! From prices to a plan: units with a clear best are fixed there, and the few near indifference become an ordinary
//! model with the room that is left.

use super::newton::Smoothed;
use super::pool::Pool;
use super::prices::Priced;
use super::source::{CHUNK, Look, Reach, Source, Tariff};
use crate::engine::Conflict;
use crate::matching::Matching;
use crate::model::{Model, UNLIMITED, WAIT};
use rayon::prelude::*;

/// Temperatures within which units are undecided at least.
const BAND: f64 = 4.0;

/// So much further than they need be to be undecided may regions of theirs be.
const WIDER: f64 = 4.0;

/// Newton's steps to the shares of the fractional plan.
const STEPS: usize = 20;

/// The units near indifference as a model, and where they stand in the country.
pub(crate) struct Rest<'a> {
    pub(crate) model: Model<'a>,
    pub(crate) units: Vec<u32>,
    /// For every option of the model its share in a fractional plan that is nearly best.
    pub(crate) share: Vec<f64>,
    /// What the units that are fixed are worth.
    pub(crate) fixed: f64,
}

/// The least decided units at these prices, `each` for every limit that has one, in a band `times` as wide as it need be;
/// with the room that the others leave.
pub(crate) fn undecided<'a>(
    source: &Source<'a>,
    priced: &Priced,
    each: usize,
    times: f64,
    regions: Option<&[Option<u32>]>,
) -> Rest<'a> {
    let limited = priced.prices.iter().filter(|p| **p > 0.0).count();
    let tariff = source.tariff(&priced.prices);
    let least = priced.heat.max(1e-6 * priced.scale);
    let (mut width, widest) = (BAND * least, 4.0 * priced.scale);
    loop {
        let near = Reach { width: width * times, wait: width * times };
        let pool = Pool::gather(source, &tariff, None, near, false);
        // large units may have to move for prices that differ little
        let crowded = source.upper.iter().zip(&pool.taken).any(|(u, t)| u.is_some_and(|u| *t > u as f64));
        if crowded && width.is_finite() {
            width *= if width < widest { 1.5 } else { 8.0 };
            continue;
        }
        if pool.units() < each * limited && width < widest {
            width *= 1.5;
            continue;
        }
        let (limits, variables) = (source.limits(), source.variables());
        let smoothed = Smoothed { source, pool: &pool, cost: &limits, variables: &variables, stray: near.wait };
        let share = match regions {
            // who has a place needs no share
            Some(_) => vec![0.0; pool.region.len()],
            None => smoothed.descend(&mut priced.prices.clone(), least, STEPS, 0.02).share,
        };
        let wide = Reach { width: WIDER * near.width, wait: WIDER * near.wait };
        return rest(source, &pool, &share, &tariff, wide, regions);
    }
}

impl Rest<'_> {
    /// The country's prices as prices of the model.
    pub(crate) fn prices(&self, priced: &Priced) -> Vec<f64> {
        let (model, rows) = (&self.model, self.model.upper.len());
        let mut prices = vec![0.0; model.vars.len()];
        for (var, price) in model.upper_var.iter().zip(&priced.prices) {
            if let Some(var) = var {
                prices[*var as usize] = *price;
            }
        }
        let (first, count) = (model.opening_var, model.jobs.count.len());
        prices[first..first + count].copy_from_slice(&priced.prices[rows..]);
        prices
    }

    /// Where the units are, as options of the model.
    pub(crate) fn choices(&self, regions: &[Option<u32>]) -> Vec<u32> {
        let option = |(at, &unit): (usize, &u32)| regions[unit as usize].and_then(|r| self.model.option_in(at, r));
        self.units.iter().enumerate().map(|u| option(u).unwrap_or(WAIT)).collect()
    }

    /// Puts the units where their options are.
    pub(crate) fn put(&self, choice: &[u32], regions: &mut [Option<u32>]) {
        for (&unit, &option) in self.units.iter().zip(choice) {
            regions[unit as usize] = (option != WAIT).then(|| self.model.region[option as usize]);
        }
    }

    /// A conflict of the rest in terms of the country. It proves nothing of the whole.
    pub(crate) fn whole(&self, conflict: Conflict) -> Conflict {
        let units = conflict.units.iter().map(|&u| self.units[u as usize]).collect();
        Conflict { proved: false, rows: conflict.rows, units }
    }
}

fn rest<'a>(
    source: &Source<'a>,
    pool: &Pool,
    shares: &[f64],
    tariff: &Tariff,
    wide: Reach,
    regions: Option<&[Option<u32>]>,
) -> Rest<'a> {
    let left = |(upper, taken): (&Option<u64>, &f64)| {
        upper.map_or(UNLIMITED, |u| i64::try_from(u).map_or(UNLIMITED, |u| (u - *taken as i64).min(UNLIMITED)))
    };
    let upper: Vec<i64> = source.upper.iter().zip(&pool.taken).map(left).collect();
    let rows = upper.len();
    let mut model = Model::new(source.jobs, upper, vec![0; rows]);
    let mut share = Vec::with_capacity(pool.region.len());
    let (mut uses, mut look) = (Vec::new(), Look::default());
    for unit in 0..pool.units() {
        let id = pool.unit[unit] as usize;
        let mut near = pool.options(unit).peekable();
        source.look(id, tariff, wide, &mut look);
        if let Some(now) = regions.map(|r| r[id])
            && now.is_none_or(|now| look.near.iter().all(|n| n.region != now))
        {
            // who waits may go wherever that is better, and nobody need leave
            let least = if now.is_none() { -wide.width } else { look.top - wide.width };
            source.look(id, tariff, Reach { width: f64::INFINITY, wait: f64::INFINITY }, &mut look);
            look.near.retain(|n| n.worth >= least || Some(n.region) == now);
        }
        for region in look.near.iter().map(|n| n.region) {
            uses.clear();
            uses.extend(source.uses(id, region));
            let value = source.problem.value(id, region).unwrap_or(0.0);
            let known = near.next_if(|&o| pool.region[o] == region);
            if model.option(region, value, &uses, source.slots(id, region)) {
                share.push(known.map_or(0.0, |o| shares[o]));
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
