//! One objective under rows: prices, then a plan, then neighbourhoods solved exactly, then the proof.

use crate::branch;
use crate::core::{self, Task};
use crate::dual::Dual;
use crate::fractional;
use crate::improve;
use crate::model::{Model, WAIT};
use crate::modest;
use crate::order;
use crate::plunge;
use crate::search::{self, Guide};
use crate::solution::{Options, Progress, Stage};
use crate::state::State;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Units up to which every plan is searched.
const TINY: usize = 12;

/// Steps in which it must be done; else the way of larger models is taken.
const TINY_STEPS: u64 = 20_000_000;

/// Steps of the first moves of one and two units, at the most: neighbourhoods do better from then on.
const POLISH: u64 = 5_000_000;

/// Work that search and exact stage share; beyond it is the search's.
const EXACT: u64 = 400_000_000;

/// First plans read off prices alone, and how many plans are then moved on, where there are as many.
const DIVES: u64 = 16;
const MOVED: usize = 4;

/// Units above which fewer plans are tried first.
const MANY: usize = 1000;

/// What a run shares: options, the work left, whether it was stopped, what it did.
pub(crate) struct Context<'o> {
    pub(crate) options: &'o Options<'o>,
    pub(crate) effort: u64,
    pub(crate) stages: Vec<Stage>,
    stopped: AtomicBool,
    /// What is fixed beside the model at work: part of all worths told.
    pub(crate) base: f64,
}

impl<'o> Context<'o> {
    pub(crate) fn new(options: &'o Options<'o>) -> Self {
        Self { options, effort: options.effort, stages: Vec::new(), stopped: AtomicBool::new(false), base: 0.0 }
    }

    /// Whether the caller wants an end.
    pub(crate) fn stop(&self) -> bool {
        if self.stopped.load(Ordering::Relaxed) {
            return true;
        }
        let now = self.options.stop.is_some_and(|stop| stop());
        if now {
            self.stopped.store(true, Ordering::Relaxed);
        }
        now
    }

    pub(crate) fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Whether a plan of the model at work is as near to its bound as was asked for.
    pub(crate) fn near_enough(&self, value: f64, bound: f64) -> bool {
        (bound - value) / (bound + self.base).abs().max(1.0) <= self.options.gap.max(1e-12)
    }

    pub(crate) fn tell(&self, stage: &'static str, value: Option<f64>, bound: Option<f64>) {
        let (value, bound) = (value.map(|v| v + self.base), bound.map(|b| b + self.base));
        if let Some(progress) = self.options.progress {
            progress(&Progress { stage, value, bound });
        }
    }

    pub(crate) fn stage(&mut self, name: &'static str, value: Option<f64>, bound: Option<f64>) {
        self.tell(name, value, bound);
        let (value, bound) = (value.map(|v| v + self.base), bound.map(|b| b + self.base));
        self.stages.push(Stage { name, value, bound });
    }
}

/// Options for a small question within a run: nothing is told, and the work is given.
pub(crate) fn quiet<'o>(options: &Options<'o>, effort: u64) -> Options<'o> {
    Options { progress: None, gap: 0.0, effort, ..*options }
}

/// A plan of a model with its bound.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) choice: Vec<u32>,
    pub(crate) value: f64,
    pub(crate) bound: f64,
    pub(crate) prices: Vec<f64>,
}

/// Why a model has no plan, as far as known.
#[derive(Clone, Debug)]
pub(crate) struct Conflict {
    pub(crate) proved: bool,
    pub(crate) rows: Vec<u32>,
    pub(crate) units: Vec<u32>,
}

/// Whether the model is so small that every question about it is answered exactly.
pub(crate) fn tiny(model: &Model<'_>) -> bool {
    (0..model.units()).filter(|&u| !model.options(u).is_empty()).count() <= TINY
}

/// The best plan found for a model, and a bound on all.
pub(crate) fn run(model: &Model<'_>, context: &mut Context<'_>, start: Option<&[u32]>) -> Result<Run, Conflict> {
    plain_conflict(model)?;
    let dual = Dual::new(model);
    let (prices, mut bound) = dual.minimise(dual.start(), 0.5, 14, &|| context.stop());
    if model.whole && bound.is_finite() {
        bound = (bound + 1e-6).floor();
    }
    context.stage("prices", None, Some(bound));
    let priced = dual.priced(&prices);
    if tiny(model)
        && let Some(answer) = exact(model, context, &priced, dual.constant(&prices), &prices)
    {
        return answer.map(|run| Run { prices: modest::prices(&dual, &prices, &|| context.stop()), ..run });
    }
    let guide = guide(model, &dual, priced, &prices);
    let mut state = first_plan(model, &dual, &guide, &prices, context, start).map_err(|mut conflict| {
        conflict.proved = bound < least_worth(model);
        conflict
    })?;
    context.stage("rounding", Some(state.worth()), Some(bound));
    if branch::takes(model) {
        (state, bound) = in_turns(state, (&dual, &guide, &prices), bound, context);
    } else {
        context.effort /= branch::search_share(model);
        search(&mut state, &guide, &prices, bound, context);
    }
    let value = state.worth();
    let bound = bound.max(value);
    let prices = modest::prices(&dual, &prices, &|| context.stop());
    Ok(Run { choice: state.choice, value, bound, prices })
}

/// Improves a plan by search alone.
fn search(state: &mut State<'_>, guide: &Guide, prices: &[f64], bound: f64, context: &mut Context<'_>) {
    improve::plan(state, guide, prices, bound, context);
    if state.model.whole && state.worth() < bound {
        *state = order::top_up(state, bound - state.worth()).unwrap_or_else(|| state.clone());
    }
    search::settle(state, guide);
    context.stage("search", Some(state.worth()), Some(bound));
}

/// A short search, then bounds of whole regions and branching; who asked for more work than that takes has it searched on.
fn in_turns<'m>(
    mut state: State<'m>,
    (dual, guide, prices): (&Dual<'m>, &Guide, &[f64]),
    bound: f64,
    context: &mut Context<'_>,
) -> (State<'m>, f64) {
    let all = context.effort;
    // who asks for far more work has the exact stage begin no later, and has it searched on after a short one
    let share = branch::search_share(dual.model);
    context.effort = all.min(EXACT) / share;
    let kept = all - context.effort;
    search(&mut state, guide, prices, bound, context);
    let left = context.effort + kept;
    let exact = match share {
        // the stage holds all rows: it does better than search, and goes on
        16.. => left.min(EXACT * 2) / 4 * 3,
        _ if all > EXACT => EXACT / 8,
        _ => left / 2,
    };
    let later = left - exact;
    context.effort = exact;
    let (mut state, bound) = branch::exact(dual, prices, state, bound, context);
    context.effort += later;
    if !branch::closed(state.worth(), bound) && !context.near_enough(state.worth(), bound) {
        search(&mut state, guide, prices, bound, context);
    }
    (state, bound)
}

pub(crate) fn guide(model: &Model<'_>, dual: &Dual<'_>, priced: Vec<f64>, prices: &[f64]) -> Guide {
    let mut free_rows = prices.to_vec();
    free_rows[..model.opening_var].fill(0.0);
    let openings = !model.jobs.edges.is_empty();
    let gross = if openings || !model.pairs.is_empty() {
        let mut pairless = dual.priced(&free_rows);
        let paired = model.with_pairs();
        for (option, gross) in pairless.iter_mut().enumerate() {
            let mut shift = paired[option] - model.value[option];
            for &(var, amount) in model.cols(option as u32) {
                shift -= amount * free_rows[var as usize];
            }
            *gross -= shift;
        }
        pairless
    } else {
        model.value.clone()
    };
    let doubt = if openings { 0.02 * dual.scale() } else { 0.0 };
    let scale = gross.iter().fold(0.0, |m: f64, v| m.max(v.abs())).max(1e-300);
    Guide { priced, gross, doubt, scale }
}

/// No plan is worth less than this: a bound below it proves that there is no plan.
fn least_worth(model: &Model<'_>) -> f64 {
    let worst = |unit: usize| {
        let start = if model.must[unit] { f64::INFINITY } else { 0.0 };
        model.options(unit).map(|o| model.value[o as usize]).fold(start, f64::min)
    };
    let (mut sum, mut size) = (0.0, 0.0);
    for unit in 0..model.units() {
        sum += worst(unit);
        size += worst(unit).abs();
    }
    sum - 1e-9 * size
}

/// A plan that keeps all limits, moved until no move of one or two units helps: the best that comes of the one given,
/// of rounding the fractional plan, of dives, and of a greedy one.
pub(crate) fn first_plan<'m>(
    model: &'m Model<'m>,
    dual: &Dual<'_>,
    guide: &Guide,
    prices: &[f64],
    context: &mut Context<'_>,
    start: Option<&[u32]>,
) -> Result<State<'m>, Conflict> {
    let greedily = || {
        let greedy = search::construct(model, guide, &prices[model.opening_var..]);
        if greedy.feasible() {
            return greedy;
        }
        order::seat_all(&greedy, &|u| {
            model.options(u).map(|o| guide.priced[o as usize]).fold(f64::NEG_INFINITY, f64::max)
        })
    };
    let heats =
        if model.slots.is_empty() || model.units() > MANY { &fractional::HEATS[..1] } else { &fractional::HEATS };
    let mut ways: Vec<Way<'_>> = start.map(Way::Given).into_iter().collect();
    ways.extend(heats.iter().map(|&heat| Way::Rounded(heat)));
    ways.extend((0..if plunge::suits(model) { DIVES } else { 0 }).map(Way::Dived));
    ways.push(Way::Greedy);
    let make = |way: Way<'_>| match way {
        Way::Given(choice) => State::of(model, choice),
        Way::Rounded(heat) => fractional::plan(model, dual, guide, prices, heat),
        Way::Dived(_) if context.stop() => State::new(model),
        Way::Dived(number) => {
            let rng = ChaCha8Rng::seed_from_u64(context.options.seed ^ (number << 32));
            let nowhere = vec![WAIT; model.units()];
            let found = plunge::plan(model, prices.to_vec(), &nowhere, (f64::NEG_INFINITY, f64::INFINITY), rng);
            found.best.map_or_else(|| State::new(model), |best| State::of(model, &best.0))
        }
        Way::Greedy => greedily(),
    };
    let mut plans: Vec<State<'m>> = ways.into_par_iter().map(make).collect();
    let greedy_choice = plans.last().map(|greedy| greedy.choice.clone()).unwrap_or_default();
    if plunge::suits(model) {
        keep_best(&mut plans, MOVED);
    }
    let none = !plans.iter().any(State::feasible);
    let steps = if none { 400 + 4 * model.units() } else { 20 + model.units() / 4 };
    let budget = (context.effort / 80).min(POLISH);
    let (seed, stop) = (context.options.seed, || context.stop());
    let finish = |(attempt, plan): (usize, &mut State<'m>)| {
        if !plan.feasible() && !stop() {
            search::repair(plan, guide, seed + attempt as u64, steps);
        }
        let mut left = budget;
        if plan.feasible() {
            search::polish(plan, guide, &mut left, &stop);
        }
        budget - left
    };
    let steps: Vec<u64> = plans.par_iter_mut().enumerate().map(finish).collect();
    context.effort -= steps.iter().sum::<u64>();
    let mut best: Option<(f64, State<'m>)> = None;
    for plan in plans.into_iter().filter(State::feasible) {
        let worth = plan.worth();
        if best.as_ref().is_none_or(|b| worth > b.0) {
            best = Some((worth, plan));
        }
    }
    context.tell("rounding", best.as_ref().map(|b| b.0), None);
    if best.is_none()
        && let Some(found) = improve::seek(model, guide, prices, &greedy_choice, context)
    {
        return Ok(found);
    }
    best.map(|b| b.1).ok_or_else(|| unmet(model, guide, prices))
}

/// Leaves the plans that keep all limits and are worth most, as they stand, if there are as many.
fn keep_best(plans: &mut Vec<State<'_>>, count: usize) {
    let mut worths: Vec<f64> = plans.iter().filter(|p| p.feasible()).map(State::worth).collect();
    worths.sort_by(|a, b| b.total_cmp(a));
    if let Some(&least) = worths.get(count - 1) {
        plans.retain(|p| p.feasible() && p.worth() >= least);
    }
}

/// Where a first plan comes from.
enum Way<'c> {
    Given(&'c [u32]),
    Rounded(f64),
    Dived(u64),
    Greedy,
}

/// What the greedy plan does not meet.
fn unmet(model: &Model<'_>, guide: &Guide, prices: &[f64]) -> Conflict {
    let state = search::construct(model, guide, &prices[model.opening_var..]);
    Conflict {
        proved: false,
        rows: (0..model.lower.len() as u32).filter(|&r| state.used[r as usize] < model.lower[r as usize]).collect(),
        units: (0..model.units() as u32)
            .filter(|&u| model.must[u as usize] && state.choice[u as usize] == WAIT)
            .collect(),
    }
}

/// All plans of a tiny model; `None` when they are too many to try.
fn exact(
    model: &Model<'_>,
    context: &mut Context<'_>,
    priced: &[f64],
    constant: f64,
    prices: &[f64],
) -> Option<Result<Run, Conflict>> {
    let steps = TINY_STEPS.min(context.effort);
    let task = Task { priced, constant, prices, floor: f64::NEG_INFINITY, steps, any: false };
    let found = core::search(model, task);
    if found.steps >= steps {
        return None;
    }
    let Some((choice, value)) = found.best else { return Some(Err(conflict_of_tiny(model, priced, prices))) };
    let mut state = State::of(model, &choice);
    search::fill(&mut state);
    let value = state.worth().max(value);
    context.stage("exact", Some(value), Some(value));
    Some(Ok(Run { choice: state.choice, value, bound: value, prices: prices.to_vec() }))
}

/// A conflict that shows without search: a unit without options that must be placed, a lower limit above all use.
fn plain_conflict(model: &Model<'_>) -> Result<(), Conflict> {
    let units: Vec<u32> =
        (0..model.units()).filter(|&u| model.must[u] && model.options(u).is_empty()).map(|u| u as u32).collect();
    let most = model.most_use();
    let rows: Vec<u32> = (0..most.len()).filter(|&r| most[r] < model.lower[r]).map(|r| r as u32).collect();
    if units.is_empty() && rows.is_empty() { Ok(()) } else { Err(Conflict { proved: true, rows, units }) }
}

/// Lower limits and units of a tiny model that cannot be met together: each is needed for the conflict.
fn conflict_of_tiny(model: &Model<'_>, priced: &[f64], prices: &[f64]) -> Conflict {
    let mut relaxed = model.clone();
    let possible = |m: &Model<'_>| {
        let task = Task { priced, constant: 0.0, prices, floor: f64::NEG_INFINITY, steps: TINY_STEPS / 10, any: true };
        core::search(m, task).best.is_some()
    };
    let (mut rows, mut units) = (Vec::new(), Vec::new());
    for row in 0..model.lower.len() {
        let lower = std::mem::take(&mut relaxed.lower[row]);
        if lower > 0 && possible(&relaxed) {
            relaxed.lower[row] = lower;
            rows.push(row as u32);
        }
    }
    for unit in 0..model.units() {
        let must = std::mem::take(&mut relaxed.must[unit]);
        if must && possible(&relaxed) {
            relaxed.must[unit] = true;
            units.push(unit as u32);
        }
    }
    for row in 0..model.upper.len() {
        let upper = std::mem::replace(&mut relaxed.upper[row], crate::model::UNLIMITED);
        if possible(&relaxed) {
            relaxed.upper[row] = upper;
            rows.push(row as u32);
        }
    }
    rows.sort_unstable();
    rows.dedup();
    Conflict { proved: true, rows, units }
}

/// A plan that keeps all limits and places all who must be, if there is one; near to a given plan, if it can.
///
/// # Errors
/// [`TooMany`] when the steps do not suffice to tell.
pub(crate) fn possible(model: &Model<'_>, near: Option<&[u32]>, steps: u64) -> Result<Option<Vec<u32>>, TooMany> {
    if plain_conflict(model).is_err() {
        return Ok(None);
    }
    let mut priced = vec![0.0; model.region.len()];
    // large units are decided first, each where it stands
    for (unit, &option) in near.unwrap_or_default().iter().enumerate() {
        if option != WAIT && model.options(unit).contains(&option) {
            priced[option as usize] = model.uses(option).iter().map(|u| f64::from(u.1)).sum();
        }
    }
    let prices = vec![0.0; model.vars.len()];
    let task = Task { priced: &priced, constant: 0.0, prices: &prices, floor: f64::NEG_INFINITY, steps, any: true };
    let found = core::search(model, task);
    match found.best {
        Some(best) => Ok(Some(best.0)),
        None if found.steps >= steps => Err(TooMany),
        None => Ok(None),
    }
}

/// More plans than can be tried.
#[derive(Debug)]
pub(crate) struct TooMany;
