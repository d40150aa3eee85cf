//! From prices to a plan: units with a clear best are fixed there, and the few near indifference become an ordinary
//! model with the room that is left.

use super::deal;
use super::newton::{PROMISE, Smoothed};
use super::pool::Pool;
use super::prices::Priced;
use super::source::{CHUNK, Look, Reach, Source, Tariff};
use super::trust::Trust;
use crate::engine::Conflict;
use crate::matching::Matching;
use crate::model::{Model, UNLIMITED, WAIT};
use crate::wages;
use rayon::prelude::*;

/// Temperatures within which units are undecided at least.
const BAND: f64 = 4.0;

/// So much further than they need be to be undecided may regions of theirs be.
const WIDER: f64 = 4.0;

/// More than so many times as many as are wanted are too many for one model; and how many of them then are in it.
const CROWD: (usize, f64) = (8, 2.0);
/// Limits that there are always taken to be.
const FEW: usize = 64;

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
    /// How pairs divide their worth: the model's last variables.
    parts: Vec<f64>,
}

/// The least decided units at these prices, `each` for every limit that has one, in a band `times` as wide as it need be;
/// with the room that the others leave. All are where they were placed last, if there is a `plan`; where too many are
/// undecided to be one model, there is one from then on, and of the undecided those of this `turn` are in the model.
pub(crate) fn undecided<'a>(
    source: &Source<'a>,
    priced: &Priced,
    (each, turn): (usize, usize),
    times: f64,
    placed: &mut [Option<u32>],
    plan: &mut bool,
    stop: &dyn Fn() -> bool,
) -> Rest<'a> {
    let tariff = source.tariff(&priced.prices);
    let limited = scarce(source, priced, &tariff.gains);
    let least = priced.heat.max(1e-6 * priced.scale);
    let (mut width, widest) = (BAND * least, 4.0 * priced.scale);
    loop {
        let near = Reach { width: width * times, wait: width * times };
        let mut pool = Pool::gather(source, &tariff, None, near, &[]);
        // large units may have to move for prices that differ little
        let crowded = source.upper.iter().zip(&pool.taken).any(|(u, t)| u.is_some_and(|u| *t > u as f64));
        if (crowded || short(source, &pool)) && width.is_finite() {
            width *= if width < widest { 1.5 } else { 8.0 };
            continue;
        }
        if pool.units() < each * limited && width < widest {
            width *= 1.5;
            continue;
        }
        if !source.ties.is_empty() {
            // where the undecided go is worth something to whom they are tied to
            let mut marked = vec![false; source.units()];
            let undecided = pool.unit.iter().flat_map(|&u| source.ties.partners(u as usize));
            undecided.for_each(|(other, _)| marked[other as usize] = source.open[other as usize]);
            pool = Pool::gather(source, &tariff, None, near, &marked);
        }
        let (limits, variables) = (source.limits(), source.variables());
        let trust = Trust::new(&variables, &priced.prices, near.wait, f64::INFINITY);
        let smoothed =
            Smoothed { source, pool: &pool, limits: &limits, variables: &variables, trust: &trust, alike: 1.0 };
        let some = each * limited.max(FEW);
        let crowd = pool.units() > CROWD.0 * some;
        // who has a place needs no share; shares that are dealt by need be right, however little the bound gains by it
        let little = if crowd { 0.0 } else { PROMISE };
        let mut share = match *plan {
            false => smoothed.descend(&mut priced.prices.clone(), least, STEPS, (0.02, little), stop).share,
            true => Vec::new(),
        };
        if crowd {
            if !*plan {
                deal::deal(source, &pool, &share, placed);
                *plan = true;
            }
            let kept = deal::some(&pool, placed, (CROWD.1 * some as f64 * times) as usize, turn);
            pool.settle(source, placed, &kept);
            share.clear();
        }
        // where many have the same scores the band of prices says nothing of how far those must go who fill what is left
        let far = if crowd { priced.scale * variables.order.len() as f64 / source.units() as f64 } else { 0.0 };
        let wide = Reach { width: (WIDER * near.width).max(far), wait: (WIDER * near.wait).max(far) };
        return rest(source, &pool, &share, &tariff, wide, placed, !*plan);
    }
}

/// How many limits have a price, and openings by which somebody gains at theirs: where who comes is as well off without, an
/// opening leaves nobody undecided.
fn scarce(source: &Source<'_>, priced: &Priced, gains: &[f64]) -> usize {
    let (rows, openings) = priced.prices.split_at(source.upper.len());
    let least = wages::LEAST * priced.scale;
    let mut gained = vec![false; openings.len()];
    for slot in (0..source.jobs.slots() as u32).filter(|&s| gains[s as usize] > least) {
        source.jobs.paying(slot, openings, gains[slot as usize] - least).for_each(|opening| gained[opening] = true);
    }
    let scarce = openings.iter().zip(gained).filter(|o| *o.0 != 0.0 && o.1);
    rows.iter().filter(|p| **p != 0.0).count() + scarce.count()
}

impl Rest<'_> {
    /// The country's prices as prices of the model: one below 0 is that of a lower limit.
    pub(crate) fn prices(&self, priced: &Priced) -> Vec<f64> {
        let (model, rows) = (&self.model, self.model.upper.len());
        let mut prices = vec![0.0; model.vars.len()];
        for (row, &price) in priced.prices[..rows].iter().enumerate() {
            model.put_row_price(&mut prices, row, price);
        }
        let (first, count) = (model.opening_var, model.jobs.count.len());
        prices[first..first + count].copy_from_slice(&priced.prices[rows..]);
        prices[first + count..].copy_from_slice(&self.parts);
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

/// Whether a lower limit is out of reach of those who are undecided.
fn short(source: &Source<'_>, pool: &Pool) -> bool {
    if !source.problem.has_minimums() {
        return false;
    }
    let mut most = pool.taken.clone();
    let mut own: Vec<(u32, f32)> = Vec::new();
    for unit in 0..pool.units() {
        own.clear();
        own.extend(pool.options(unit).flat_map(|o| pool.uses(o)));
        own.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        own.dedup_by_key(|u| u.0);
        own.iter().for_each(|&(row, amount)| most[row as usize] += f64::from(amount));
    }
    source.lower.iter().zip(&most).any(|(&lower, &most)| most < lower as f64)
}

fn rest<'a>(
    source: &Source<'a>,
    pool: &Pool,
    shares: &[f64],
    tariff: &Tariff,
    wide: Reach,
    placed: &[Option<u32>],
    first: bool,
) -> Rest<'a> {
    let left = |(upper, taken): (&Option<u64>, &f64)| {
        upper.map_or(UNLIMITED, |u| i64::try_from(u).map_or(UNLIMITED, |u| (u - *taken as i64).min(UNLIMITED)))
    };
    let upper: Vec<i64> = source.upper.iter().zip(&pool.taken).map(left).collect();
    let rows = upper.len();
    let missing = |(&lower, taken): (&u64, &f64)| {
        i64::try_from(lower).map_or(UNLIMITED, |l| (l - *taken as i64).clamp(0, UNLIMITED))
    };
    let lower: Vec<i64> = source.lower.iter().zip(&pool.taken).map(missing).collect();
    let mut model = Model::new(source.jobs, upper, lower);
    let mut share = Vec::with_capacity(pool.region.len());
    let (mut uses, mut look) = (Vec::new(), Look::default());
    // where the units of the pool are in the model, for those that are tied to some
    let mut at = vec![WAIT; if source.ties.is_empty() { 0 } else { source.units() }];
    if !at.is_empty() {
        (0..).zip(&pool.unit).for_each(|(place, &unit)| at[unit as usize] = place);
    }
    for unit in 0..pool.units() {
        let id = pool.unit[unit] as usize;
        let mut near = pool.options(unit).peekable();
        source.look(id, tariff, wide, &mut look);
        let now = placed[id];
        if !first && now.is_none_or(|now| look.near.iter().all(|n| n.region != now)) {
            // who waits may go wherever that is better, and nobody need leave
            let least = if now.is_none() { -wide.width } else { look.top - wide.width };
            source.look(id, tariff, Reach { width: f64::INFINITY, wait: f64::INFINITY }, &mut look);
            look.near.retain(|n| n.worth >= least || Some(n.region) == now);
        }
        for region in look.near.iter().map(|n| n.region) {
            uses.clear();
            uses.extend(source.uses(id, region));
            let beside =
                |&(other, _): &(u32, f64)| at[other as usize] == WAIT && placed[other as usize] == Some(region);
            let kin: f64 = source.ties.partners(id).filter(beside).map(|p| p.1).sum();
            let value = source.problem.value(id, region).unwrap_or(0.0) + kin;
            let known = near.next_if(|&o| pool.region[o] == region);
            if model.option(region, value, &uses, source.slots(id, region)) {
                share.push(known.and_then(|o| shares.get(o)).copied().unwrap_or(0.0));
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
    let mut fixed = pool.worth;
    for &unit in source.ties.units().iter().filter(|&&u| at[u as usize] == WAIT) {
        fixed -= placed[unit as usize].map_or(0.0, |region| source.ties.held(unit as usize, region));
    }
    let (mut pairs, mut parts) = (Vec::new(), Vec::new());
    model.pair_vars = usize::MAX;
    for (pair, &(a, b, worth)) in source.ties.pairs().iter().enumerate() {
        let (at, bt) = (at[a as usize], at[b as usize]);
        if at != WAIT && bt != WAIT {
            pairs.push((at, bt, worth));
            // in the order in which the model has its variables
            let both = model.options(at as usize).map(|o| model.region[o as usize]);
            parts
                .extend(both.filter(|&r| model.option_in(bt as usize, r).is_some()).map(|r| source.ties.part(pair, r)));
        } else if at == WAIT && bt == WAIT && placed[a as usize].is_some() && placed[a as usize] == placed[b as usize] {
            fixed += worth;
        }
    }
    model.finish(pairs);
    Rest { model, units: pool.unit.clone(), share, fixed, parts }
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
