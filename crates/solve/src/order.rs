//! Inclusion by order: the queue is walked once; each unit is included when it can be placed with all included before it.
//!
//! A packing of all included units is kept. When the next unit does not fit, way is made for it ([`Packing`]). It waits
//! when that is proved impossible, or when nothing was found: then the walk says that it is not proved. Tiny problems
//! are answered exactly at every step.

use crate::engine::{self, Conflict, Context};
use crate::matching::Jobs;
use crate::model::{Lens, Model, WAIT};
use crate::packing::{Packing, Way};
use crate::problem::Problem;
use crate::state::State;
use crate::swap;
use std::collections::{BTreeMap, BTreeSet};

/// Steps in which a tiny problem's question must be answered.
const TINY_STEPS: u64 = 2_000_000;

/// Units for which the engine itself is asked when all that fails.
const EFFORTS: usize = 40;

/// Units of all models it is asked about together; it is asked about one in any case.
const ASKED_UNITS: usize = 100_000;

/// Who is included.
pub(crate) struct Walk {
    /// A region for each included unit.
    pub(crate) regions: Vec<Option<u32>>,
    /// Whether it is proved that nobody else could be.
    pub(crate) proved: bool,
}

/// Walks the queue.
pub(crate) fn walk(problem: &Problem, context: &mut Context<'_>) -> Result<Walk, Conflict> {
    let none = Jobs::default();
    let model = model(problem, &none);
    let queue = queue(problem);
    if engine::tiny(&model)
        && let Some(walk) = walk_tiny(&model, &queue, context)
    {
        return walk;
    }
    walk_large(&model, &queue, context)
}

/// The problem as a question of room only.
fn model<'j>(problem: &Problem, none: &'j Jobs) -> Model<'j> {
    let must = |u: usize| problem.units[u].must_place;
    Model::of(problem, none, &Lens { must: &must, open: &|_| true, seat: Some(u32::MAX), seated: &[] })
}

/// Who comes before whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Queue {
    /// By class and turn.
    Turns,
    /// By class only; the last class does not queue.
    Classes,
}

/// Units that must be placed first, then by class and turn.
fn queue(problem: &Problem) -> Vec<usize> {
    let mut queue: Vec<usize> = (0..problem.units.len()).collect();
    queue.sort_by_key(|&u| (turn(problem, Queue::Turns, u), u));
    queue
}

fn turn(problem: &Problem, by: Queue, unit: usize) -> (bool, u32, u32) {
    let head = &problem.units[unit];
    (!head.must_place, head.class, if by == Queue::Turns { head.turn } else { 0 })
}

/// `None` when the plans are too many to try.
fn walk_tiny(model: &Model<'_>, queue: &[usize], context: &mut Context<'_>) -> Option<Result<Walk, Conflict>> {
    let mut decided = model.clone();
    let Some(mut plan) = engine::possible(&decided, None, TINY_STEPS).ok()? else {
        // the run that follows names the conflict
        return Some(engine::run(model, context, None).map(|run| regions_of(model, &run.choice, true)));
    };
    for &unit in queue {
        if plan[unit] == WAIT && !decided.must[unit] {
            decided.must[unit] = true;
            match engine::possible(&decided, Some(&plan), TINY_STEPS).ok()? {
                Some(better) => plan = better,
                None => {
                    decided.must[unit] = false;
                    decided.close(unit);
                }
            }
        } else {
            decided.must[unit] = true;
        }
    }
    Some(Ok(regions_of(model, &plan, true)))
}

fn regions_of(model: &Model<'_>, plan: &[u32], proved: bool) -> Walk {
    Walk { regions: plan.iter().map(|&o| (o != WAIT).then(|| model.region[o as usize])).collect(), proved }
}

fn walk_large<'m>(model: &'m Model<'m>, queue: &[usize], context: &mut Context<'_>) -> Result<Walk, Conflict> {
    let bound_to = model.must.iter().any(|&m| m) || model.has_minimums();
    let mut state = State::new(model);
    if bound_to {
        let choice = engine::run(model, context, None)?.choice;
        let lower = model.has_minimums();
        for (unit, &option) in choice.iter().enumerate() {
            if lower || model.must[unit] {
                state.set(unit, option);
            }
        }
    }
    Ok(admit(state, queue, context))
}

/// Walks the queue from a packing of some units: each that is not in it enters if way can be made.
fn admit<'m>(state: State<'m>, queue: &[usize], context: &Context<'_>) -> Walk {
    let model = state.model;
    let mut packing = Packing::new(state, vec![false; model.units()]);
    let mut waits = Waits::default();
    let mut proved = true;
    let mut asks = (ASKED_UNITS / model.units().max(1)).clamp(1, EFFORTS);
    for &unit in queue.iter().filter(|&&u| !model.options(u).is_empty()) {
        if packing.state().choice[unit] != WAIT || packing.enter(unit) {
            packing.include(unit);
            waits.included += 1;
            continue;
        }
        let kind = packing.kind(unit);
        if waits.impossible.contains(&kind) {
            continue;
        }
        if packing.impossible(unit) {
            waits.impossible.insert(kind);
            continue;
        }
        if waits.in_vain.get(&kind) == Some(&waits.included) || context.stop() {
            proved = false;
            continue;
        }
        let mut way = if packing.make_way(unit) { Way::Made } else { packing.search_way(unit) };
        if matches!(way, Way::Unknown) && asks > 0 && !context.stopped() {
            asks -= 1;
            way = packing.solve_way(unit, context);
        }
        match way {
            Way::Made => {
                packing.include(unit);
                waits.included += 1;
            }
            Way::Impossible => _ = waits.impossible.insert(kind),
            Way::Unknown => {
                waits.in_vain.insert(kind, waits.included);
                proved = false;
            }
        }
    }
    let choice: Vec<u32> =
        (0..model.units()).map(|u| if packing.included(u) { packing.state().choice[u] } else { WAIT }).collect();
    regions_of(model, &choice, proved)
}

/// What is known of the kinds of units that wait.
///
/// Units of one kind can take each other's place in every packing. Those included stay included, so if no packing holds
/// them and one more of a kind, none holds those included later and one more of that kind.
#[derive(Default)]
struct Waits {
    included: usize,
    impossible: BTreeSet<u32>,
    /// How many were included when way was last sought in vain for one of the kind: until one more is, nothing has changed.
    in_vain: BTreeMap<u32, usize>,
}

/// Whether somebody who waits would have room in this plan if only those who come later made way: the question of [`reenter`] without
/// its answer, where no row has a lower limit. Cost: options.
pub(crate) fn would_enter(problem: &Problem, regions: &[Option<u32>], by: Queue) -> bool {
    let last = problem.units.iter().map(|u| u.class).max();
    let counts = |u: usize| {
        let head = &problem.units[u];
        regions[u].is_none() && (by == Queue::Turns || (Some(head.class) != last && head.persons > 0))
    };
    if !(0..problem.units.len()).any(counts) {
        return false;
    }
    let mut used = vec![0_u64; problem.rows.len()];
    for group in queue(problem).chunk_by(|&a, &b| turn(problem, by, a) == turn(problem, by, b)) {
        for &unit in group {
            let Some(region) = regions[unit] else { continue };
            for (row, amount) in problem.options(unit).find(|o| o.0 == region).into_iter().flat_map(|o| o.2) {
                used[row as usize] += u64::from(amount);
            }
        }
        let room = |(row, amount): (u32, u32)| {
            problem.rows[row as usize].upper.is_none_or(|upper| used[row as usize] + u64::from(amount) <= upper)
        };
        let enters = |&u: &usize| counts(u) && problem.options(u).any(|o| o.2.into_iter().all(room));
        if group.iter().any(enters) {
            return true;
        }
    }
    false
}

/// A better walk, when somebody who waits would have room in this plan if only those who come later made way; they
/// then queue again. Every such step includes units better by order, so that repeating it ends.
pub(crate) fn reenter(problem: &Problem, regions: &[Option<u32>], by: Queue, context: &Context<'_>) -> Option<Walk> {
    let last = problem.units.iter().map(|u| u.class).max();
    let counts =
        |u: usize| by == Queue::Turns || (Some(problem.units[u].class) != last && problem.units[u].persons > 0);
    // where nobody counts who waits there is nothing to look for, and no model of all to build
    if !(0..problem.units.len()).any(|u| regions[u].is_none() && counts(u)) {
        return None;
    }
    let none = Jobs::default();
    let model = model(problem, &none);
    if model.has_minimums() {
        return reenter_above_minimums(problem, &model, regions, by, (&counts, context));
    }
    let queue = queue(problem);
    let mut state = State::new(&model);
    let mut entered = false;
    for group in queue.chunk_by(|&a, &b| turn(problem, by, a) == turn(problem, by, b)) {
        for &unit in group {
            // whose room is gone to somebody before them stand in the queue again
            let place = regions[unit].and_then(|r| model.option_in(unit, r));
            if let Some(option) = place.filter(|&o| state.room(o)) {
                state.set(unit, option);
            }
        }
        for &unit in group.iter().filter(|&&u| regions[u].is_none() && counts(u)) {
            if let Some(option) = model.options(unit).find(|&o| state.room(o)) {
                state.set(unit, option);
                entered = true;
            }
        }
    }
    entered.then(|| admit(state, &queue, context))
}

/// A lower limit may rightly hold a place for a unit that comes later: those who come later make way only as far as the
/// limits still hold.
fn reenter_above_minimums(
    problem: &Problem,
    model: &Model<'_>,
    regions: &[Option<u32>],
    by: Queue,
    (counts, context): (&dyn Fn(usize) -> bool, &Context<'_>),
) -> Option<Walk> {
    let choice: Vec<u32> =
        (0..model.units()).map(|u| regions[u].and_then(|r| model.option_in(u, r)).unwrap_or(WAIT)).collect();
    let queue = queue(problem);
    let state = State::of(model, &choice);
    if by == Queue::Turns {
        let walk = admit(state.clone(), &queue, context);
        let differs = queue.iter().find(|&&u| walk.regions[u].is_some() != regions[u].is_some());
        if differs.is_some_and(|&u| walk.regions[u].is_some()) {
            return Some(walk);
        }
    }
    let waiting: Vec<usize> = queue.iter().copied().filter(|&u| regions[u].is_none() && counts(u)).collect();
    let later = |a: usize, b: usize| !problem.units[b].must_place && turn(problem, by, b) > turn(problem, by, a);
    let entered = swap::enter(&state, &queue, &waiting, &later)?;
    Some(regions_of(model, &entered.choice, false))
}

/// Makes way for every unit that must be placed and is not, then for units that fill rows below their lower limit,
/// best `worth` of a unit first; the rest keeps its place as far as it can.
pub(crate) fn seat_all<'m>(state: &State<'m>, worth: &dyn Fn(usize) -> f64) -> State<'m> {
    let model = state.model;
    let mut packing = Packing::new(State::blind(model, &state.choice), model.must.clone());
    let waits = |packing: &Packing<'_>, u: usize| packing.state().choice[u] == WAIT;
    let mut waiting: Vec<usize> = (0..model.units()).filter(|&u| model.must[u] && waits(&packing, u)).collect();
    waiting.sort_by_key(|&u| (std::cmp::Reverse(model.persons[u]), u));
    for unit in waiting {
        if !packing.enter(unit) {
            packing.make_way(unit);
        }
    }
    for row in 0..model.lower.len() as u32 {
        let fills = |u: usize| model.options(u).any(|o| model.uses(o).iter().any(|x| x.0 == row));
        let mut left = 200;
        let mut tried = vec![false; model.units()];
        packing.only = Some(row);
        if packing.state().used[row as usize] < model.lower[row as usize] {
            (0..model.units()).filter(|&u| fills(u)).for_each(|u| packing.include(u));
        }
        while packing.state().used[row as usize] < model.lower[row as usize] && left > 0 {
            let short = model.lower[row as usize] - packing.state().used[row as usize];
            let key = |u: &usize| (i64::from(model.persons[*u]) <= short, worth(*u));
            let open = (0..model.units()).filter(|&u| waits(&packing, u) && !tried[u] && fills(u));
            let next = open.max_by(|a, b| {
                let (a_key, b_key) = (key(a), key(b));
                a_key.0.cmp(&b_key.0).then(a_key.1.total_cmp(&b_key.1)).then(b.cmp(a))
            });
            let Some(unit) = next else { break };
            tried[unit] = true;
            if !packing.enter(unit) && !packing.make_way(unit) {
                left -= 1;
            }
        }
        packing.only = None;
    }
    State::of(model, &packing.state().choice)
}

/// For whole worths: makes way for waiting units worth no more than what is still missing to the bound. Nobody who is
/// worth something leaves.
pub(crate) fn top_up<'m>(state: &State<'m>, missing: f64) -> Option<State<'m>> {
    let model = state.model;
    let worth = |u: usize| model.options(u).map(|o| model.value[o as usize]).fold(0.0, f64::max);
    let held = |u: usize| model.must[u] || state.choice[u] != WAIT && model.value[state.choice[u] as usize] > 0.0;
    let included = (0..model.units()).map(held).collect();
    let mut packing = Packing::new(State::blind(model, &state.choice), included);
    let mut waiting: Vec<usize> = (0..model.units()).filter(|&u| state.choice[u] == WAIT && worth(u) > 0.0).collect();
    let placed: Vec<usize> = (0..model.units()).filter(|&u| held(u) && !model.must[u]).collect();
    waiting.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
    let (mut left, mut tries) = (missing, 40);
    for unit in waiting {
        if left < 1e-6 || tries == 0 {
            break;
        }
        if worth(unit) > left + 1e-6 {
            // in for somebody worth a little less
            let gain = |&v: &usize| worth(unit) - worth(v);
            let shares = |&v: &usize| {
                let now = packing.state().choice[v];
                now != WAIT
                    && model.options(unit).any(|o| {
                        model.uses(o).iter().any(|x| {
                            model.uses(now).iter().any(|y| x.0 == y.0 && model.upper_var[x.0 as usize].is_some())
                        })
                    })
            };
            let fair = |v: &&usize| packing.included(**v) && gain(v) > 1e-6 && gain(v) <= left + 1e-6 && shares(v);
            let Some(&out) = placed.iter().filter(fair).max_by(|a, b| gain(a).total_cmp(&gain(b))) else { continue };
            tries -= 1;
            let before = packing.state().choice[out];
            packing.place(out, WAIT);
            if packing.enter(unit) || packing.make_way(unit) {
                packing.include(unit);
                packing.release(out);
                left -= worth(unit) - worth(out);
            } else {
                packing.place(out, before);
            }
            continue;
        }
        tries -= 1;
        if packing.enter(unit) || packing.make_way(unit) {
            packing.include(unit);
            left -= worth(unit);
        }
    }
    let better = State::of(model, &packing.state().choice);
    (left < missing && better.feasible() && better.worth() > state.worth()).then_some(better)
}

#[cfg(test)]
mod tests;
