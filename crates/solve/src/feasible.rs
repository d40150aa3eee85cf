//! Whether any plan exists, and when none does, which limits and units the proof rests on.
//!
//! The proof is a combination of limits that no plan can meet (Farkas' lemma): prices at which the dual of the problem
//! without worths lies below nothing. They are looked for within a box, which is the dual of a problem whose limits may
//! be broken at a cost (elastic programming; Chinneck, Feasibility and Infeasibility in Optimization, 2008, ch. 6).
//! Limits without a price take no part in the proof, and neither do units whose duty to be placed it does not need. Where
//! fractions of units would fit, all plans are searched, within a limit of steps.

use crate::dual::Dual;
use crate::engine::{self, Context, TooMany};
use crate::matching::Jobs;
use crate::model::{Model, UNLIMITED};
use crate::problem::{Inclusion, Problem, ProblemError};
use crate::solution::Options;

/// Steps in which all plans must have been searched.
const STEPS: u64 = 2_000_000;

/// Whether a plan exists that keeps all limits and places all units that must be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feasible {
    /// There is one.
    Yes,
    /// There is none: proved, and these limits and units alone leave none.
    No(Core),
    /// Neither was found.
    Unknown,
}

/// Limits and units that cannot be met together. Every other limit may be lifted and every other unit may wait: there is
/// no plan still. Not every part need be needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Core {
    /// Rows whose upper limit takes part.
    pub upper: Vec<u32>,
    /// Rows whose lower limit takes part.
    pub lower: Vec<u32>,
    /// Units that must be placed.
    pub units: Vec<u32>,
}

/// Asks whether a problem has a plan; worths, openings, pairs and classes play no part. The answer does not depend on the
/// number of threads.
///
/// # Errors
/// [`ProblemError`] for numbers that are no problem.
pub fn feasible(problem: &Problem, options: &Options<'_>) -> Result<Feasible, ProblemError> {
    problem.check()?;
    let jobs = Jobs::default();
    let model = room_only(problem, &jobs);
    if let Some(core) = plain(&model).or_else(|| by_prices(&model, options)) {
        return Ok(Feasible::No(core));
    }
    let mut context = Context::new(options);
    Ok(match engine::run(&model, &mut context, None) {
        Ok(_) => Feasible::Yes,
        Err(_) => match engine::possible(&model, None, STEPS) {
            Ok(Some(_)) => Feasible::Yes,
            Ok(None) => Feasible::No(everything(&model)),
            Err(TooMany) => Feasible::Unknown,
        },
    })
}

/// The problem as a question of room. Options that are larger than a row stay, so that a proof can name the row.
fn room_only<'j>(problem: &Problem, jobs: &'j Jobs) -> Model<'j> {
    let limit = |v: u64| i64::try_from(v).unwrap_or(UNLIMITED).min(UNLIMITED);
    let lower = problem.rows.iter().map(|r| limit(r.lower)).collect();
    let mut model = Model::new(jobs, vec![UNLIMITED; problem.rows.len()], lower);
    for unit in 0..problem.units.len() {
        for (region, _, uses) in problem.options(unit) {
            model.option(region, 0.0, &uses.into_iter().collect::<Vec<_>>(), []);
        }
        let must = problem.units[unit].must_place || problem.inclusion == Inclusion::Everyone;
        model.unit(must, 0);
    }
    model.upper = problem.rows.iter().map(|r| r.upper.map_or(UNLIMITED, limit)).collect();
    model.finish(Vec::new());
    model
}

/// A unit that has nowhere to go; a lower limit above all use.
fn plain(model: &Model<'_>) -> Option<Core> {
    if let Some(unit) = (0..model.units()).find(|&u| model.must[u] && model.options(u).is_empty()) {
        return Some(Core { units: vec![unit as u32], ..Core::default() });
    }
    let most = model.most_use();
    let short = (0..most.len()).find(|&r| most[r] < model.lower[r])?;
    Some(Core { lower: vec![short as u32], ..Core::default() })
}

fn everything(model: &Model<'_>) -> Core {
    let rows = 0..model.upper.len() as u32;
    Core {
        upper: rows.clone().filter(|&r| model.upper_var[r as usize].is_some()).collect(),
        lower: rows.filter(|&r| model.lower[r as usize] > 0).collect(),
        units: (0..model.units() as u32).filter(|&u| model.must[u as usize]).collect(),
    }
}

/// A proof by prices, with as few parts as it can do without by leaving out one after the other.
fn by_prices(model: &Model<'_>, options: &Options<'_>) -> Option<Core> {
    let mut boxed = model.clone();
    let amount = typical_use(model);
    for (row, amount) in amount.iter().enumerate() {
        for var in [model.upper_var[row], model.lower_var[row]].into_iter().flatten() {
            boxed.vars[var as usize].high = 1.0 / amount;
        }
    }
    let stop = || options.stop.is_some_and(|stop| stop());
    let dual = Dual::new(&boxed);
    let (mut prices, bound) = dual.minimise(dual.start(), 0.5, 14, &stop);
    // the bound is rounded outward by far less than this
    let least = |prices: &[f64]| {
        let size: f64 = boxed.vars.iter().zip(prices).map(|(v, p)| (v.cost * p).abs()).sum();
        -1e-9 * (1.0 + size)
    };
    if bound >= least(&prices) {
        return None;
    }
    let mut order: Vec<usize> = (0..prices.len()).filter(|&v| prices[v] > 0.0).collect();
    order.sort_by(|&a, &b| {
        let share = |v: usize| prices[v] / boxed.vars[v].high;
        share(a).total_cmp(&share(b)).then(a.cmp(&b))
    });
    for var in order {
        let price = std::mem::take(&mut prices[var]);
        if dual.bound(&prices) >= least(&prices) {
            prices[var] = price;
        }
    }
    let mut spare = least(&prices) - dual.bound(&prices);
    let priced = dual.priced(&prices);
    let mut duties: Vec<(f64, u32)> = (0..model.units())
        .filter(|&u| model.must[u])
        .map(|u| (-model.options(u).map(|o| priced[o as usize]).fold(f64::NEG_INFINITY, f64::max), u as u32))
        .collect();
    duties.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // a unit that may wait adds nothing instead of its loss; those of the least loss are let go first
    duties.retain(|&(loss, _)| {
        spare -= loss.max(0.0);
        spare <= 0.0
    });
    let mut units: Vec<u32> = duties.into_iter().map(|d| d.1).collect();
    units.sort_unstable();
    let at = |vars: &[Option<u32>]| {
        (0..vars.len() as u32).filter(|&r| vars[r as usize].is_some_and(|v| prices[v as usize] > 0.0)).collect()
    };
    Some(Core { upper: at(&model.upper_var), lower: at(&model.lower_var), units })
}

/// For each row the mean of the uses that are not nothing; 1 where there is none.
fn typical_use(model: &Model<'_>) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); model.upper.len()];
    for option in 0..model.region.len() as u32 {
        for &(row, amount) in model.uses(option) {
            let sum = &mut sums[row as usize];
            *sum = (sum.0 + f64::from(amount), sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(sum, count)| if count > 0.0 { (sum / count).max(1.0) } else { 1.0 }).collect()
}
