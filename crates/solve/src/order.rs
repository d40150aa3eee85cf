//! Inclusion by order: the queue is walked once; each unit is included when it can be placed with all included before it.
//!
//! A packing of all included units is kept. When the next unit does not fit, units are moved and swapped between
//! regions to make room for it. When that fails and pooled room is provably too small it waits, proved; else it waits,
//! unproved. Tiny problems are answered exactly at every step.

use crate::engine::{self, Conflict, Context};
use crate::matching::Jobs;
use crate::model::{Lens, Model, WAIT};
use crate::problem::Problem;
use crate::state::State;

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
    let Some(mut plan) = engine::possible(&decided).ok()? else {
        // the run that follows names the conflict
        return Some(engine::run(model, context, None).map(|run| regions_of(model, &run.choice, true)));
    };
    for &unit in queue {
        if plan[unit] == WAIT && !decided.must[unit] {
            decided.must[unit] = true;
            match engine::possible(&decided).ok()? {
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
    let bound_to = model.must.iter().any(|&m| m) || model.lower.iter().any(|&l| l > 0);
    let mut state = State::new(model);
    if bound_to {
        let choice = engine::run(model, context, None)?.choice;
        let lower = model.lower.iter().any(|&l| l > 0);
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
    let mut packing = Packing { state, included: vec![false; model.units()], only: None };
    let mut proved = true;
    for (at, &unit) in queue.iter().enumerate() {
        if model.options(unit).is_empty() {
            continue;
        }
        if at % 64 == 0 && context.stop() {
            proved = false;
        }
        if packing.state.choice[unit] != WAIT || packing.enter(unit) {
            packing.included[unit] = true;
        } else if packing.impossible(unit) {
            continue;
        } else if !context.stopped() && packing.make_way(unit) {
            packing.included[unit] = true;
        } else {
            proved = false;
        }
    }
    for unit in 0..model.units() {
        if !packing.included[unit] {
            packing.state.set(unit, WAIT);
        }
    }
    regions_of(model, &packing.state.choice, proved)
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
    // a lower limit may rightly hold a place for a unit that comes later
    if model.lower.iter().any(|&l| l > 0) {
        return None;
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

/// Makes way for every unit that must be placed and is not, then for units that fill rows below their lower limit,
/// best `worth` of a unit first; the rest keeps its place as far as it can.
pub(crate) fn seat_all<'m>(state: &State<'m>, worth: &dyn Fn(usize) -> f64) -> State<'m> {
    let model = state.model;
    let mut packing = Packing { state: State::blind(model, &state.choice), included: model.must.clone(), only: None };
    let waits = |packing: &Packing<'_>, u: usize| packing.state.choice[u] == WAIT;
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
        while packing.state.used[row as usize] < model.lower[row as usize] && left > 0 {
            for unit in 0..model.units() {
                packing.included[unit] |= fills(unit);
            }
            let short = model.lower[row as usize] - packing.state.used[row as usize];
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
    State::of(model, &packing.state.choice)
}

/// For whole worths: makes way for waiting units worth no more than what is still missing to the bound. Nobody who is
/// worth something leaves.
pub(crate) fn top_up<'m>(state: &State<'m>, missing: f64) -> Option<State<'m>> {
    let model = state.model;
    let worth = |u: usize| model.options(u).map(|o| model.value[o as usize]).fold(0.0, f64::max);
    let held = |u: usize| model.must[u] || state.choice[u] != WAIT && model.value[state.choice[u] as usize] > 0.0;
    let included = (0..model.units()).map(held).collect();
    let mut packing = Packing { state: State::blind(model, &state.choice), included, only: None };
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
                let now = packing.state.choice[v];
                now != WAIT
                    && model.options(unit).any(|o| {
                        model.uses(o).iter().any(|x| {
                            model.uses(now).iter().any(|y| x.0 == y.0 && model.upper_var[x.0 as usize].is_some())
                        })
                    })
            };
            let fair = |v: &&usize| packing.included[**v] && gain(v) > 1e-6 && gain(v) <= left + 1e-6 && shares(v);
            let Some(&out) = placed.iter().filter(fair).max_by(|a, b| gain(a).total_cmp(&gain(b))) else { continue };
            tries -= 1;
            let before = packing.state.choice[out];
            packing.state.set(out, WAIT);
            if packing.enter(unit) || packing.make_way(unit) {
                (packing.included[unit], packing.included[out]) = (true, false);
                left -= worth(unit) - worth(out);
            } else {
                packing.state.set(out, before);
            }
            continue;
        }
        tries -= 1;
        if packing.enter(unit) || packing.make_way(unit) {
            packing.included[unit] = true;
            left -= worth(unit);
        }
    }
    let better = State::of(model, &packing.state.choice);
    (left < missing && better.feasible() && better.worth() > state.worth()).then_some(better)
}

/// A change that makes room: what is still too much after it, and how many persons it moves.
struct Relief {
    excess: i64,
    moved: i64,
    moves: Vec<(usize, u32)>,
}

struct Packing<'m> {
    state: State<'m>,
    included: Vec<bool>,
    /// Only options that use this row are entered by.
    only: Option<u32>,
}

impl Packing<'_> {
    /// Places a unit where it fits and leaves the greatest share of room.
    fn enter(&mut self, unit: usize) -> bool {
        let model = self.state.model;
        let mut best: Option<(f64, u32)> = None;
        for option in model.options(unit) {
            if !self.admits(option) || !self.state.room(option) {
                continue;
            }
            let share = |&(row, amount): &(u32, u32)| {
                let upper = model.upper[row as usize];
                (upper - self.state.used[row as usize] - i64::from(amount)) as f64 / (upper as f64).max(1.0)
            };
            let left = model.uses(option).iter().map(share).fold(f64::INFINITY, f64::min);
            if best.is_none_or(|b| left > b.0) {
                best = Some((left, option));
            }
        }
        best.is_some_and(|(_, option)| {
            self.state.set(unit, option);
            true
        })
    }

    fn admits(&self, option: u32) -> bool {
        self.only.is_none_or(|row| self.state.model.uses(option).iter().any(|u| u.0 == row))
    }

    /// How much an option asks beyond what is left.
    fn excess(&self, option: u32) -> i64 {
        let model = self.state.model;
        let over = |&(row, amount): &(u32, u32)| {
            (self.state.used[row as usize] + i64::from(amount) - model.upper[row as usize]).max(0)
        };
        model.uses(option).iter().map(over).sum()
    }

    /// Moves, swaps and sends away units that are not included until the unit fits somewhere; all is undone if it never does.
    fn make_way(&mut self, unit: usize) -> bool {
        let model = self.state.model;
        let mut options: Vec<(i64, u32)> =
            model.options(unit).filter(|&o| self.admits(o)).map(|o| (self.excess(o), o)).collect();
        options.sort_unstable();
        let before = self.state.choice.clone();
        for (_, option) in options {
            for _ in 0..64 {
                let excess = self.excess(option);
                if excess == 0 {
                    self.state.set(unit, option);
                    return true;
                }
                let Some(moves) = self.relief(option, excess) else { break };
                for (u, o) in moves {
                    self.state.set(u, o);
                }
            }
            for (u, &o) in before.iter().enumerate() {
                self.state.set(u, o);
            }
        }
        false
    }

    /// The change that lowers the excess most, with the least room moved.
    fn relief(&mut self, option: u32, excess: i64) -> Option<Vec<(usize, u32)>> {
        let model = self.state.model;
        let rows: Vec<u32> = model.uses(option).iter().map(|u| u.0).collect();
        let on_rows = |o: u32| -> i64 {
            if o == WAIT {
                return 0;
            }
            model.uses(o).iter().filter(|u| rows.contains(&u.0)).map(|u| i64::from(u.1)).sum()
        };
        let mut best: Option<Relief> = None;
        let residents: Vec<usize> = (0..model.units()).filter(|&u| on_rows(self.state.choice[u]) > 0).collect();
        for &out in &residents {
            let now = self.state.choice[out];
            let size = on_rows(now);
            let away: Vec<u32> =
                model.options(out).chain((!self.included[out] && !model.must[out]).then_some(WAIT)).collect();
            for &next in &away {
                if next != now && on_rows(next) < size && self.state.fits(out, next) {
                    self.keep(&mut best, option, excess, vec![(out, next)]);
                }
            }
        }
        if best.is_some() {
            return best.map(|b| b.moves);
        }
        let mut of_region: Vec<Vec<usize>> = Vec::new();
        for (unit, &there) in self.state.choice.iter().enumerate() {
            if there != WAIT && on_rows(there) == 0 {
                let region = model.region[there as usize] as usize;
                if of_region.len() <= region {
                    of_region.resize(region + 1, Vec::new());
                }
                of_region[region].push(unit);
            }
        }
        for &out in &residents {
            let now = self.state.choice[out];
            let size = on_rows(now);
            for next in model.options(out) {
                let spare = |&(row, _): &(u32, u32)| self.state.used[row as usize] < model.upper[row as usize];
                let Some(others) = of_region.get(model.region[next as usize] as usize) else { continue };
                if next == now || !model.uses(next).iter().all(spare) {
                    continue;
                }
                for &other in others {
                    let Some(back) = model.option_in(other, model.region[now as usize]) else { continue };
                    if on_rows(back) < size && self.state.fit_all(&[(out, next), (other, back)]) {
                        self.keep(&mut best, option, excess, vec![(out, next), (other, back)]);
                    }
                }
            }
            if best.as_ref().is_some_and(|b| b.excess == 0) {
                break;
            }
        }
        best.map(|b| b.moves)
    }

    fn keep(&mut self, best: &mut Option<Relief>, option: u32, excess: i64, moves: Vec<(usize, u32)>) {
        let before: Vec<u32> = moves.iter().map(|m| self.state.choice[m.0]).collect();
        for &(u, o) in &moves {
            self.state.set(u, o);
        }
        let after = self.excess(option);
        for (&(u, _), &o) in moves.iter().zip(&before) {
            self.state.set(u, o);
        }
        let moved = moves.iter().map(|m| i64::from(self.state.model.persons[m.0])).sum();
        if after < excess && best.as_ref().is_none_or(|b| (after, moved) < (b.excess, b.moved)) {
            *best = Some(Relief { excess: after, moved, moves });
        }
    }

    /// Whether it is proved that the unit cannot be placed with all included: over some set of rows, what the included
    /// and the unit need at least is more than there is.
    fn impossible(&self, unit: usize) -> bool {
        let model = self.state.model;
        let widest = model.options(unit).map(|o| model.uses(o).len()).max().unwrap_or(0);
        (0..widest).any(|kind| self.pooled_room_is_short(unit, kind))
    }

    /// `kind`: which of the uses of each option is looked at; uses of one kind stand at one place in every option.
    fn pooled_room_is_short(&self, unit: usize, kind: usize) -> bool {
        let model = self.state.model;
        let mut pool = vec![false; model.upper.len()];
        let mut room = 0_i64;
        let mut open = |row: u32, pool: &mut Vec<bool>| {
            if !std::mem::replace(&mut pool[row as usize], true) {
                room = room.saturating_add(model.upper[row as usize]);
                return true;
            }
            false
        };
        for option in model.options(unit) {
            let Some(&(row, _)) = model.uses(option).get(kind) else { return false };
            open(row, &mut pool);
        }
        let need_of = |u: usize, pool: &[bool]| {
            let on = |o: u32| model.uses(o).iter().filter(|x| pool[x.0 as usize]).map(|x| i64::from(x.1)).sum::<i64>();
            model.options(u).map(on).min().unwrap_or(0)
        };
        for _ in 0..4 {
            let mut need = need_of(unit, &pool);
            let mut movable = Vec::new();
            for u in (0..model.units()).filter(|&u| self.included[u]) {
                let least = need_of(u, &pool);
                need += least;
                if least == 0 {
                    movable.push(u);
                }
            }
            let total: i64 = (0..pool.len()).filter(|&r| pool[r]).map(|r| model.upper[r]).fold(0, i64::saturating_add);
            if need > total {
                return true;
            }
            let mut grown = false;
            for u in movable {
                let touches = |o: u32| model.uses(o).iter().any(|x| pool[x.0 as usize]);
                if touches(self.state.choice[u]) {
                    for option in model.options(u) {
                        if let Some(&(row, _)) = model.uses(option).get(kind) {
                            grown |= open(row, &mut pool);
                        }
                    }
                }
            }
            if !grown {
                return false;
            }
        }
        false
    }
}
