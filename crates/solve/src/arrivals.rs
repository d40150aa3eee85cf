//! Units that arrive all year: place those at hand now, at prices that speak for those who may still come.
//!
//! Who comes later is not known, but what they would give for the room that is left can be sampled: each sampled rest
//! of the year is put beside the units at hand, and the Lagrangian dual of both is solved over the room left. The mean
//! of those prices is what a place is worth to the future (re-solving with sampled futures: Ahani, Goelz, Procaccia,
//! Teytelboym and Trapp, Operations Research 2024). The units at hand are then placed by the batch engine, every place
//! and every opening at its price: a small problem like any other. When nobody can come any more nothing has a price
//! but to those at hand, and the sitting is the batch engine itself.

use crate::dual::Dual;
use crate::inclusion::solve;
use crate::jobs::worth;
use crate::matching::Jobs;
use crate::matrix::Uses;
use crate::model::{Lens, Model};
use crate::problem::{ChoiceSpec, Opening, Pair, Problem, ProblemError, Row, UnitSpec};
use crate::solution::{Options, Solution, SolveError};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Units that one future is priced with at most; of more, each so many-th is taken, and the room is cut alike. Prices
/// are means over units: of so many they are known to about a per cent, and what an error costs falls with its square.
const MANY: usize = 10_000;

/// The same for each price asked for, where there are many.
const MANY_EACH: usize = 50;

/// The first temperature of the dual, how often it falls, and the same from prices that are nearly right.
const COLD: (f64, u32) = (0.5, 10);
const WARM: (f64, u32) = (0.05, 8);

/// How often it falls for units that stand for many more: what colder prices would tell is only of those in the sample.
const THINNED: u32 = 5;

/// What one more of each row and opening is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// For each row; negative where a lower limit forces use.
    pub rows: Vec<f64>,
    /// For each opening, at least 0.
    pub openings: Vec<f64>,
}

/// Units at hand and who may come after them.
#[derive(Clone, Copy, Debug)]
pub struct Sitting<'a> {
    /// All units that are or may be: those at hand and those of the pool. It is checked by the caller once
    /// ([`Problem::check`]); its rows and openings count only by their number.
    pub problem: &'a Problem,
    /// What is left of each row.
    pub rows: &'a [Row],
    /// What is left of each opening.
    pub openings: &'a [u32],
    /// Units to be placed now.
    pub hand: &'a [u32],
    /// Sampled rests of the year ([`crate::Forecast::sample`]): for each the units that come, a unit as often as it comes.
    /// Empty: nobody comes any more.
    pub futures: &'a [Vec<u32>],
    /// Prices charged on top, for instance to keep a region from being flooded in one month.
    pub surcharge: Option<&'a Prices>,
    /// For each unit of the problem the region where it was placed before: who makes a pair with it is worth more there.
    /// Empty: nobody was.
    pub placed: &'a [Option<u32>],
    /// Prices to begin with, for instance those of the sitting before: nearly right ones are soon put right.
    pub guess: Option<&'a Prices>,
}

/// What a sitting decides.
#[derive(Clone, Debug)]
pub struct Seating {
    /// The plan for the units at hand, in their order. Its value, bound and gap are those of the problem with prices
    /// taken off the values; where nobody comes any more and nothing is charged on top, of the problem itself.
    pub plan: Solution,
    /// Worth of the plan without prices.
    pub value: f64,
    /// What places and openings are worth: to the future, or when nobody comes any more to those at hand.
    pub prices: Prices,
}

/// Places the units at hand.
///
/// Lower limits of rows bind only when nobody comes any more; until then they act through their prices.
/// Cost: for each future one dual over (units at hand + units to come, 10,000 at most or 50 for each row and opening) x regions, then
/// [`solve`](crate::solve) over the units at hand. The same sitting, seed and effort give the same answer for any number
/// of threads.
///
/// # Errors
/// As [`solve`](crate::solve).
pub fn sit(sitting: &Sitting<'_>, options: &Options<'_>) -> Result<Seating, SolveError> {
    sit_within(sitting, sitting.rows, options)
}

/// The same, but of the room left the units at hand may take only so much now, as when a region takes in a share of its
/// year in one month. Whoever comes later is priced over all that is left.
///
/// # Errors
/// As [`sit`].
pub fn sit_within(sitting: &Sitting<'_>, now: &[Row], options: &Options<'_>) -> Result<Seating, SolveError> {
    sitting.check()?;
    if now.len() != sitting.rows.len() {
        return Err(ProblemError::Index { what: "sitting", index: 0 }.into());
    }
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    let inside = Options { threads: None, ..*options };
    match pool {
        Some(pool) => pool.install(|| sitting.seat(now, &inside)),
        None => sitting.seat(now, &inside),
    }
}

impl Sitting<'_> {
    fn check(&self) -> Result<(), ProblemError> {
        let (rows, openings) = (self.problem.rows().len(), self.problem.openings().len());
        let units = self.problem.unit_count();
        let strange = !self.placed.is_empty() && self.placed.len() != units
            || self.guess.is_some_and(|guess| guess.rows.len() != rows || guess.openings.len() != openings);
        if self.rows.len() != rows || self.openings.len() != openings || strange {
            return Err(ProblemError::Index { what: "sitting", index: 0 });
        }
        let mut named = self.hand.iter().chain(self.futures.iter().flatten());
        match named.find(|u| **u as usize >= units) {
            Some(&index) => Err(ProblemError::Index { what: "unit", index: index as usize }),
            None => Ok(()),
        }
    }

    fn seat(&self, now: &[Row], options: &Options<'_>) -> Result<Seating, SolveError> {
        let last = self.futures.is_empty();
        let within = Sitting { rows: now, ..*self };
        let hand = within.part(self.hand, None, last);
        if last && self.surcharge.is_none() {
            let plan = solve(&hand, options)?;
            let prices = Prices { rows: plan.row_prices.clone(), openings: plan.opening_prices.clone() };
            return Ok(Seating { value: plan.value, prices, plan });
        }
        let prices = self.future_prices(options);
        let mut charged = prices.clone();
        if let Some(extra) = self.surcharge {
            add(&mut charged, extra, 1.0);
        }
        let plan = solve(&within.part(self.hand, Some(&charged), last), options)?;
        let value = worth(&hand, &plan.regions, &plan.jobs);
        Ok(Seating { plan, value, prices })
    }

    /// The mean over the futures of what places and openings are worth to units at hand and to come together.
    fn future_prices(&self, options: &Options<'_>) -> Prices {
        let each: Vec<Prices> = self.futures.par_iter().map(|f| self.joint_prices(f, options)).collect();
        let mut mean = Prices { rows: vec![0.0; self.rows.len()], openings: vec![0.0; self.openings.len()] };
        for one in &each {
            add(&mut mean, one, 1.0 / each.len() as f64);
        }
        mean
    }

    /// What places and openings are worth to the units at hand and those of one future; thinned when they are too many,
    /// and the room alike.
    fn joint_prices(&self, future: &[u32], options: &Options<'_>) -> Prices {
        let most = MANY.max(MANY_EACH * (self.rows.len() + self.openings.len()));
        let thin = (self.hand.len() + future.len()).div_ceil(most).max(1);
        let units: Vec<u32> = self.hand.iter().chain(future).copied().step_by(thin).collect();
        let share = |left: u64| left.div_ceil(thin as u64);
        let cut = |r: &Row| Row { upper: r.upper.map(share), lower: r.lower / thin as u64 };
        let rows: Vec<Row> = self.rows.iter().map(cut).collect();
        let joint = Sitting { rows: &rows, ..*self }.part(&units, None, true);
        let jobs = Jobs::of(&joint);
        let lens = Lens { must: &|_| false, open: &|_| true, seat: None, seated: &[] };
        let mut model = Model::of(&joint, &jobs, &lens);
        let first = model.opening_var;
        // too few may come to meet a minimum: what it is worth ends where everybody who can go there would
        for (row, reach) in reach(&joint).into_iter().enumerate() {
            if let Some(var) = model.lower_var[row] {
                model.vars[var as usize].high = reach;
            }
        }
        // an opening may be less than one of the part: three welders' jobs for a hundredth of the welders are 0.03
        for var in &mut model.vars[first..first + jobs.count.len()] {
            var.cost /= thin as f64;
        }
        let dual = Dual::new(&model);
        let (heat, depth) = if self.guess.is_some() { WARM } else { COLD };
        let depth = if thin > 1 { depth.min(THINNED) } else { depth };
        let stop = || options.stop.is_some_and(|stop| stop());
        let start = self.guess.map_or_else(|| dual.start(), |guess| laid_out(&model, dual.start(), guess));
        let (prices, _) = dual.minimise(start, heat, depth, &stop);
        Prices {
            rows: (0..rows.len()).map(|r| model.row_price(&prices, r)).collect(),
            openings: prices[first..first + jobs.count.len()].to_vec(),
        }
    }

    /// These units over the room left, every place and opening at its price, if prices are given.
    fn part(&self, units: &[u32], prices: Option<&Prices>, minimums: bool) -> Problem {
        let row_price = |at: u32| prices.map_or(0.0, |p| p.rows[at as usize]);
        let opening_price = |at: u32| prices.map_or(0.0, |p| p.openings[at as usize]);
        let mut part = Problem::new(self.problem.regions(), self.problem.inclusion());
        for &row in self.rows {
            part.row(Row { lower: if minimums { row.lower } else { 0 }, ..row });
        }
        for (opening, &count) in self.problem.openings().iter().zip(self.openings) {
            part.opening(Opening { count, ..*opening });
        }
        let mut kinds = vec![None; self.problem.kinds().len()];
        let kin = self.kin();
        for &unit in units {
            let near = |region: u32| kin.get(&(unit, region)).copied().unwrap_or(0.0);
            let unit = unit as usize;
            let mut workers = Vec::new();
            for &kind in self.problem.workers(unit) {
                let gains = self.problem.kinds()[kind as usize].iter();
                let net = gains.map(|&(opening, uplift)| (opening, (uplift - opening_price(opening)).max(0.0)));
                workers.push(*kinds[kind as usize].get_or_insert_with(|| part.kind(net.collect())));
            }
            let cost = |uses: Uses<'_>| uses.iter().map(|u| f64::from(u.1) * row_price(u.0)).sum::<f64>();
            let choice = |(region, value, uses): (u32, f64, Uses<'_>)| ChoiceSpec {
                region,
                value: value + near(region) - cost(uses),
                uses: uses.iter().collect(),
            };
            let options = self.problem.options(unit).map(choice).collect();
            part.unit(UnitSpec { options, workers, ..self.problem.spec(unit) });
        }
        self.pairs(units, &mut part);
        part
    }

    /// What a region is worth more to a unit because of those placed there before.
    fn kin(&self) -> BTreeMap<(u32, u32), f64> {
        let mut kin = BTreeMap::new();
        for pair in self.problem.pairs().iter().filter(|_| !self.placed.is_empty()) {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                if let Some(region) = self.placed[other as usize] {
                    *kin.entry((one, region)).or_insert(0.0) += pair.value;
                }
            }
        }
        kin
    }

    /// Pairs of which both are among these units, and neither was placed before.
    fn pairs(&self, units: &[u32], part: &mut Problem) {
        if self.problem.pairs().is_empty() {
            return;
        }
        let mut place = vec![None; self.problem.unit_count()];
        for (at, &unit) in (0..).zip(units) {
            place[unit as usize] = Some(at);
        }
        let stands = |unit: u32| self.placed.get(unit as usize).is_some_and(Option::is_some);
        for pair in self.problem.pairs().iter().filter(|p| !stands(p.a) && !stands(p.b)) {
            if let (Some(a), Some(b)) = (place[pair.a as usize], place[pair.b as usize]) {
                part.pair(Pair { a, b, value: pair.value });
            }
        }
    }
}

/// Prices as the variables of a model; pairs share their worth evenly.
fn laid_out(model: &Model<'_>, mut start: Vec<f64>, prices: &Prices) -> Vec<f64> {
    prices.rows.iter().enumerate().for_each(|(row, &price)| model.put_row_price(&mut start, row, price));
    let openings = start.iter_mut().skip(model.opening_var).zip(&prices.openings);
    openings.for_each(|(var, price)| *var = price.max(0.0));
    start.iter_mut().zip(&model.vars).for_each(|(var, of)| *var = var.min(of.high));
    start
}

/// For each row the most that a unit gives up for each of it by going where it uses it, whatever else it could have.
fn reach(problem: &Problem) -> Vec<f64> {
    let mut reach = vec![0.0_f64; problem.rows().len()];
    for unit in 0..problem.unit_count() {
        let most = |kind: &u32| problem.kinds()[*kind as usize].iter().map(|gain| gain.1).fold(0.0, f64::max);
        let gains: f64 = problem.workers(unit).iter().map(most).sum();
        let best = problem.options(unit).map(|option| option.1).fold(0.0, f64::max) + gains;
        for (_, value, uses) in problem.options(unit) {
            for (row, amount) in uses.iter().filter(|used| used.1 > 0) {
                let row = &mut reach[row as usize];
                *row = row.max((best - value) / f64::from(amount));
            }
        }
    }
    reach
}

fn add(sum: &mut Prices, more: &Prices, times: f64) {
    for (s, m) in sum.rows.iter_mut().zip(&more.rows).chain(sum.openings.iter_mut().zip(&more.openings)) {
        *s += times * m;
    }
}
