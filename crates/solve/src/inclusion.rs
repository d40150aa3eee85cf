//! Who is placed when rows are too short for all, and the one call that answers everything.

use crate::country;
use crate::engine::{self, Conflict, Context, Run};
use crate::jobs::{fill_openings, worth};
use crate::matching::Jobs;
use crate::model::{Lens, Model, WAIT};
use crate::order;
use crate::problem::{Inclusion, Problem};
use crate::solution::{Options, Solution, SolveError};

/// How often a plan may be made anew because its arrangement lets in somebody who waits.
const REENTRIES: u32 = 4;

/// Solves a problem: a plan, a bound on every plan with the same inclusion, and prices.
///
/// Deterministic: the same problem, seed and effort give the same answer for any number of threads.
///
/// # Errors
/// [`SolveError::Problem`] for numbers that are no problem; [`SolveError::Infeasible`] when it is proved that no plan
/// meets all lower limits and places all that must be; [`SolveError::NoPlanFound`] when none was found.
pub fn solve(problem: &Problem, options: &Options<'_>) -> Result<Solution, SolveError> {
    problem.check()?;
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    match pool {
        Some(pool) => pool.install(|| solve_here(problem, options)),
        None => solve_here(problem, options),
    }
}

fn solve_here(problem: &Problem, options: &Options<'_>) -> Result<Solution, SolveError> {
    let jobs = Jobs::of(problem);
    let mut context = Context::new(options);
    let included = match problem.inclusion {
        Inclusion::Value => by_value(problem, &jobs, &mut context),
        Inclusion::Order => by_order(problem, &jobs, &mut context),
        Inclusion::Everyone => {
            let lens = Lens { must: &|_| true, open: &|_| true, seat: None, seated: &[] };
            best(problem, &jobs, &lens, &mut context, None, true)
        }
    };
    let answer = included.map_err(|conflict| error_of(problem, conflict))?;
    let jobs_taken = fill_openings(problem, &answer.regions);
    let value = worth(problem, &answer.regions, &jobs_taken);
    let bound = answer.bound.max(value);
    Ok(Solution {
        gap: (bound - value) / bound.abs().max(1.0) + 0.0, // never -0
        regions: answer.regions,
        jobs: jobs_taken,
        value,
        bound,
        inclusion_proved: answer.proved,
        stopped: context.stopped(),
        row_prices: answer.row_prices,
        opening_prices: answer.opening_prices,
        stages: context.stages,
    })
}

/// A run in terms of the problem.
struct Answer {
    regions: Vec<Option<u32>>,
    bound: f64,
    proved: bool,
    row_prices: Vec<f64>,
    opening_prices: Vec<f64>,
}

impl Answer {
    fn of(model: &Model<'_>, run: Run, proved: bool) -> Self {
        let row_prices = (0..model.upper.len()).map(|r| model.row_price(&run.prices, r)).collect();
        let first = model.opening_var;
        Self {
            regions: run.choice.iter().map(|&o| (o != WAIT).then(|| model.region[o as usize])).collect(),
            bound: run.bound,
            proved,
            row_prices,
            opening_prices: run.prices[first..first + model.jobs.count.len()].to_vec(),
        }
    }
}

fn error_of(problem: &Problem, conflict: Conflict) -> SolveError {
    let mut rows = conflict.rows;
    rows.retain(|&r| (r as usize) < problem.rows.len());
    let units = conflict.units;
    if conflict.proved { SolveError::Infeasible { rows, units } } else { SolveError::NoPlanFound { rows, units } }
}

/// Classes one after the other, each but the last seating as many persons as can be; then the highest value.
fn by_value(problem: &Problem, jobs: &Jobs, context: &mut Context<'_>) -> Result<Answer, Conflict> {
    let effort = context.effort;
    let mut start = None;
    for round in 1.. {
        let mut answer = seated_then_best(problem, jobs, context, start.as_deref())?;
        let Some(mut walk) = order::reenter(problem, &answer.regions, order::Queue::Classes, context) else {
            return Ok(answer);
        };
        while let Some(better) = order::reenter(problem, &walk.regions, order::Queue::Classes, context) {
            walk = better;
        }
        if round == REENTRIES {
            // this packing lets nobody of an urgent class in who waits: it is kept rather than a plan that would
            answer.regions = walk.regions;
            return Ok(answer);
        }
        start = Some(walk.regions);
        context.effort = effort / 8; // the plan to begin with is nearly there
    }
    unreachable!("the last round returns")
}

/// One pass over the classes, from a plan to begin with.
fn seated_then_best(
    problem: &Problem,
    jobs: &Jobs,
    context: &mut Context<'_>,
    start: Option<&[Option<u32>]>,
) -> Result<Answer, Conflict> {
    let mut classes: Vec<u32> = problem.units.iter().map(|u| u.class).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.pop();
    let none = Jobs::default();
    let must = |u: usize| problem.units[u].must_place;
    let mut seated: Vec<(u32, u64)> = Vec::new();
    let mut proved = true;
    let mut last: Option<Vec<Option<u32>>> = start.map(<[_]>::to_vec);
    for class in classes {
        let lens = Lens { must: &must, open: &|_| true, seat: Some(class), seated: &seated };
        let model = Model::of(problem, &none, &lens);
        let effort = context.effort;
        context.effort = effort / 3;
        let start = last.as_deref().map(|l| choices(&model, l));
        let run = engine::run(&model, context, start.as_deref())?;
        context.effort = effort - (effort / 3 - context.effort);
        proved &= run.bound - run.value < 1.0 - 1e-6;
        seated.push((class, run.value.round() as u64));
        last = Some(run.choice.iter().map(|&o| (o != WAIT).then(|| model.region[o as usize])).collect());
        context.stage("inclusion", Some(run.value), Some(run.bound));
    }
    let lens = Lens { must: &must, open: &|_| true, seat: None, seated: &seated };
    let mut answer = best(problem, jobs, &lens, context, last.as_deref(), proved)?;
    answer.row_prices.truncate(problem.rows.len());
    Ok(answer)
}

/// Units in order, each included when it can be placed with all before it; then the highest value of exactly those.
fn by_order(problem: &Problem, jobs: &Jobs, context: &mut Context<'_>) -> Result<Answer, Conflict> {
    if country::many(problem) && problem.has_minimums() {
        let effort = context.effort;
        if let Ok(answer) = in_turn(problem, &problem.without_minimums(), jobs, context) {
            return Ok(answer);
        }
        context.effort = effort;
    }
    in_turn(problem, problem, jobs, context)
}

/// The queue is walked in `queued`, and those it lets in are placed in `problem`: the same, or the one with lower limits of
/// which the first has none.
///
/// A plan that meets lower limits is one without them as well, so that nobody could be let in earlier in the queue than
/// the walk without them does. If those whom it lets in can be placed so that lower limits are met, they are who is included.
fn in_turn(problem: &Problem, queued: &Problem, jobs: &Jobs, context: &mut Context<'_>) -> Result<Answer, Conflict> {
    let loose = !std::ptr::eq(problem, queued);
    let mut walk = order::walk(queued, context)?;
    let effort = context.effort;
    for round in 1.. {
        while let Some(better) = order::reenter(queued, &walk.regions, order::Queue::Turns, context) {
            walk = better;
        }
        context.stage("inclusion", None, None);
        let included = |u: usize| walk.regions[u].is_some();
        let lens = Lens { must: &included, open: &included, seat: None, seated: &[] };
        let mut answer = if loose {
            of_country(problem, jobs, &lens, context, walk.proved)?
        } else {
            best(problem, jobs, &lens, context, Some(&walk.regions), walk.proved)?
        };
        match order::reenter(queued, &answer.regions, order::Queue::Turns, context) {
            None => return Ok(answer),
            Some(better) if round < REENTRIES => walk = better,
            // that packing need not meet the lower limits
            Some(_) if loose => return Err(Conflict { proved: false, rows: Vec::new(), units: Vec::new() }),
            // the packing of the walk lets nobody in who waits: it is kept rather than a plan that would
            Some(_) => {
                answer.regions.clone_from(&walk.regions);
                return Ok(answer);
            }
        }
        context.effort = effort / 8; // the plan to begin with is nearly there
    }
    unreachable!("the last round returns")
}

/// Whether nobody waits whom the plan would let in if only those who come later made way.
pub(crate) fn keeps_its_queue(problem: &Problem, regions: &[Option<u32>], options: &Options<'_>) -> bool {
    let by = match problem.inclusion {
        Inclusion::Everyone => return true,
        Inclusion::Value => order::Queue::Classes,
        Inclusion::Order => order::Queue::Turns,
    };
    if !problem.has_minimums() {
        return !order::would_enter(problem, regions, by);
    }
    order::reenter(problem, regions, by, &Context::new(options)).is_none()
}

/// The highest value of what a lens shows: countries by their own way, else one model of all.
fn best(
    problem: &Problem,
    jobs: &Jobs,
    lens: &Lens<'_>,
    context: &mut Context<'_>,
    start: Option<&[Option<u32>]>,
    proved: bool,
) -> Result<Answer, Conflict> {
    if country::takes(problem, lens) {
        let effort = context.effort;
        let answer = of_country(problem, jobs, lens, context, proved);
        // the ordinary way may find a plan where this one has not
        if answer.as_ref().map_or_else(|conflict| conflict.proved, |_| true) || !problem.has_minimums() {
            return answer;
        }
        context.effort = effort;
    }
    let model = Model::of(problem, jobs, lens);
    let start = start.map(|regions| choices(&model, regions));
    let run = engine::run(&model, context, start.as_deref())?;
    Ok(Answer::of(&model, run, proved))
}

/// The highest value by the way of countries.
fn of_country(
    problem: &Problem,
    jobs: &Jobs,
    lens: &Lens<'_>,
    context: &mut Context<'_>,
    proved: bool,
) -> Result<Answer, Conflict> {
    country::run(problem, jobs, lens, context).map(|s| Answer {
        regions: s.regions,
        bound: s.bound,
        proved,
        row_prices: s.row_prices,
        opening_prices: s.opening_prices,
    })
}

/// Regions as options of a model.
fn choices(model: &Model<'_>, regions: &[Option<u32>]) -> Vec<u32> {
    regions.iter().enumerate().map(|(unit, r)| r.and_then(|r| model.option_in(unit, r)).unwrap_or(WAIT)).collect()
}
