//! Chains of ejections: a unit enters a region, one that is there leaves to make room and enters another, and so on, until one
//! fits where there is room, takes the place that the first has left, or waits.
//!
//! Where a unit may enter and who would make room depends on that region alone, so that chains are ways in one graph: a
//! node is a unit that is out, an arc the unit it puts out. The best way is sought best first (ejection chains as shortest
//! ways: Yagiura, Ibaraki, Glover 2004; here with reduced costs as potentials). Each step may use up what little room a region
//! has, so that in the end a small unit is out in place of a large one.

use crate::model::WAIT;
use crate::search::{Guide, attempt};
use crate::state::State;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Units sought for side by side, against the plan before all of them.
const BATCH: usize = 64;

/// Checks of a unit that count as one step.
const CHECKS: u64 = 8;

/// What searches share. What workers and units tied to others are worth depends on who is where: it is estimated against
/// the plan before the batch, and every chain is tried exactly before it is kept.
struct Board<'s, 'm> {
    state: &'s State<'m>,
    /// What each option adds.
    enter: Vec<f64>,
    /// What each unit's going costs.
    leave: Vec<f64>,
    /// What the room that an option uses costs.
    room: &'s [f64],
    /// Worth of each unit's best option at the prices, waiting included.
    best: Vec<f64>,
    /// Units by region.
    residents: Vec<Vec<u32>>,
    /// For each unit the best other option that has room for it, or [`WAIT`].
    free: Vec<u32>,
    least: f64,
}

/// How workers are counted who come and go.
#[derive(Clone, Copy, PartialEq)]
enum Count {
    /// At prices of openings that suit the matching there is: right where one takes the place of another like them.
    Prices,
    /// By what one more adds, and one less costs: right where one comes or goes alone.
    Margins,
}

/// A unit that is out.
#[derive(Clone, Copy, PartialEq)]
struct Out {
    /// What the plan would gain if the unit were placed at its best at the prices.
    hope: f64,
    unit: u32,
}

impl Eq for Out {}

impl Ord for Out {
    fn cmp(&self, other: &Self) -> Ordering {
        self.hope.total_cmp(&other.hope).then(other.unit.cmp(&self.unit))
    }
}

impl PartialOrd for Out {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Steps of one search, and the chain it found: units with their new options.
type Found = (u64, Option<Vec<(usize, u32)>>);

/// What is known of a unit in one search.
#[derive(Clone, Copy)]
struct Label {
    hope: f64,
    done: bool,
    /// Who put it out, and by which option that one entered.
    by: (u32, u32),
}

const UNKNOWN: Label = Label { hope: f64::NEG_INFINITY, done: false, by: (WAIT, WAIT) };

/// Memory of one search.
struct Scratch {
    labels: Vec<Label>,
    touched: Vec<u32>,
    heap: BinaryHeap<Out>,
    over: Vec<(u32, i64)>,
}

/// Improves a feasible plan by chains until none helps, the steps run out or `enough` says so of its worth. `most`: how many
/// units one search puts out at most, few at first, and more where these do not suffice.
pub(crate) fn improve(
    state: &mut State<'_>,
    guide: &Guide,
    prices: &[f64],
    most: &[usize],
    budget: &mut u64,
    enough: &dyn Fn(f64) -> bool,
) {
    let model = state.model;
    let least = 1e-10 * guide.scale;
    let priced = |&&(var, _): &&(u32, f64)| (var as usize) < model.opening_var;
    let cost = |o: u32| model.cols(o).iter().filter(priced).map(|&(var, amount)| amount * prices[var as usize]).sum();
    let room: Vec<f64> = (0..model.region.len() as u32).map(cost).collect();
    let counts = if model.slots.is_empty() { &[Count::Prices][..] } else { &[Count::Prices, Count::Margins] };
    let rounds: Vec<(usize, Count)> = most.iter().flat_map(|&nodes| counts.iter().map(move |&c| (nodes, c))).collect();
    state.matching.assess_all();
    let mut round = 0;
    let mut failed = vec![WAIT - 1; model.units()];
    while round < rounds.len() {
        if *budget == 0 || enough(state.worth()) {
            return;
        }
        let (nodes, count) = rounds[round];
        let board = Board::of(state, prices, &room, count, least);
        let mut sources: Vec<(f64, u32)> = (0..model.units() as u32)
            .map(|u| (board.hope(u), u))
            .filter(|s| s.0 > 100.0 * least && s.0.is_finite() && failed[s.1 as usize] != state.choice[s.1 as usize])
            .collect();
        sources.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut helped = false;
        for batch in sources.chunks(BATCH) {
            if *budget == 0 || enough(state.worth()) {
                return;
            }
            let board = Board::of(state, prices, &room, count, least);
            let scratch = || Scratch {
                labels: vec![UNKNOWN; model.units()],
                touched: Vec::new(),
                heap: BinaryHeap::new(),
                over: Vec::new(),
            };
            let found: Vec<Found> = batch
                .par_iter()
                .with_min_len(4)
                .map_init(scratch, |s, &(_, unit)| board.search(unit, nodes, s))
                .collect();
            drop(board);
            let mut changed = false;
            for ((steps, chain), &(_, unit)) in found.into_iter().zip(batch) {
                *budget = budget.saturating_sub(steps);
                let kept = chain.as_ref().is_some_and(|chain| follow(state, chain, least, budget));
                // a chain that only came too late is sought anew
                if chain.is_none() || !kept && !changed {
                    failed[unit as usize] = state.choice[unit as usize];
                }
                changed |= kept;
            }
            helped |= changed;
        }
        if !helped {
            round += 1;
            failed.fill(WAIT - 1);
        }
    }
}

/// Tries a chain exactly; keeps it if it gains.
fn follow(state: &mut State<'_>, chain: &[(usize, u32)], least: f64, budget: &mut u64) -> bool {
    let before: Vec<u32> = chain.iter().map(|c| state.choice[c.0]).collect();
    if !state.model.slots.is_empty() {
        *budget = budget.saturating_sub(chain.len() as u64 * state.model.jobs.step_cost() / 16);
    }
    let kept = state.fit_all(chain) && attempt(state, chain, least);
    if kept {
        let after = chain.iter().map(|c| c.1);
        before.into_iter().chain(after).for_each(|option| state.assess(option));
    }
    kept
}

impl<'s, 'm> Board<'s, 'm> {
    fn of(state: &'s State<'m>, prices: &[f64], room: &'s [f64], count: Count, least: f64) -> Self {
        let model = state.model;
        let openings = &prices[model.opening_var..];
        let gain = |slot: u32| match count {
            Count::Prices => state.matching.net(slot, openings),
            Count::Margins => state.matching.come(slot),
        };
        let gains: Vec<f64> = (0..model.jobs.slots() as u32).map(gain).collect();
        let mut enter = model.value.clone();
        if !model.slots.is_empty() {
            for (option, worth) in enter.iter_mut().enumerate() {
                *worth += model.slots(option as u32).iter().map(|&slot| gains[slot as usize]).sum::<f64>();
            }
        }
        let leave = |unit: usize, enter: &[f64]| match (state.choice[unit], count) {
            (WAIT, _) => 0.0,
            (now, Count::Prices) => enter[now as usize],
            (now, Count::Margins) => state.leave(unit) + enter[now as usize] - state.enter(now),
        };
        if !model.pairs.is_empty() {
            for unit in 0..model.units() {
                for &(other, worth) in model.partners(unit) {
                    let there = state.choice[other as usize];
                    if there != WAIT
                        && let Some(beside) = model.option_in(unit, model.region[there as usize])
                    {
                        enter[beside as usize] += worth;
                    }
                }
            }
        }
        let leave: Vec<f64> = (0..model.units()).map(|unit| leave(unit, &enter)).collect();
        let mut residents = vec![Vec::new(); model.region.iter().max().map_or(0, |&r| r as usize + 1)];
        for (unit, &option) in state.choice.iter().enumerate() {
            if option != WAIT {
                residents[model.region[option as usize] as usize].push(unit as u32);
            }
        }
        let best = |unit: usize| {
            let start = if model.must[unit] { f64::NEG_INFINITY } else { 0.0 };
            model.options(unit).map(|o| enter[o as usize] - room[o as usize]).fold(start, f64::max)
        };
        let free = |unit: usize| {
            let open = model.options(unit).filter(|&o| o != state.choice[unit] && state.room(o));
            open.max_by(|&a, &b| enter[a as usize].total_cmp(&enter[b as usize])).unwrap_or(WAIT)
        };
        let units = || (0..model.units()).into_par_iter().with_min_len(512);
        let (best, free) = (units().map(best).collect(), units().map(free).collect());
        Self { state, enter, leave, room, best, residents, free, least }
    }

    /// What the plan would gain if a unit were at its best at the prices; the place it leaves is worth its price as long as
    /// it is empty.
    fn hope(&self, unit: u32) -> f64 {
        let left = self.state.choice[unit as usize];
        let hole = if left == WAIT { 0.0 } else { self.room[left as usize] };
        self.best[unit as usize] - self.leave[unit as usize] + hole
    }

    /// The best chain that begins with this unit, if any gains; with the steps it took.
    fn search(&self, source: u32, most: usize, scratch: &mut Scratch) -> Found {
        let left = self.state.choice[source as usize];
        let hole = if left == WAIT { 0.0 } else { self.room[left as usize] };
        let hope = self.hope(source);
        scratch.labels[source as usize] = Label { hope, ..UNKNOWN };
        scratch.touched.push(source);
        scratch.heap.push(Out { hope, unit: source });
        let (mut end, mut checks, mut nodes) = ((self.least, WAIT, WAIT), 0, 0);
        while let Some(Out { hope, unit }) = scratch.heap.pop() {
            let label = &mut scratch.labels[unit as usize];
            if label.done || label.hope > hope {
                continue;
            }
            label.done = true;
            nodes += 1;
            if hope <= end.0 || nodes > most {
                break;
            }
            // worth so far, with this unit out and the first one's place empty
            let sum = hope - self.best[unit as usize] - hole;
            self.leave(source, unit, sum, hole, &mut end, scratch, &mut checks);
        }
        let mut chain = Vec::new();
        if end.1 != WAIT {
            let mut at = (end.1, end.2);
            while at.0 != WAIT {
                chain.push((at.0 as usize, at.1));
                at = scratch.labels[at.0 as usize].by;
            }
        }
        for unit in scratch.touched.drain(..) {
            scratch.labels[unit as usize] = UNKNOWN;
        }
        scratch.heap.clear();
        (1 + checks / CHECKS, (!chain.is_empty()).then_some(chain))
    }

    /// Where a unit that is out may go: ends of the chain, and whom it puts out.
    #[expect(clippy::too_many_arguments, reason = "one step of the search")]
    fn leave(
        &self,
        source: u32,
        unit: u32,
        sum: f64,
        hole: f64,
        end: &mut (f64, u32, u32),
        scratch: &mut Scratch,
        checks: &mut u64,
    ) {
        let state = self.state;
        let model = state.model;
        let left = state.choice[source as usize];
        let (hole_region, hole_uses) =
            if left == WAIT { (u32::MAX, &[][..]) } else { (model.region[left as usize], model.uses(left)) };
        if unit != source && !model.must[unit as usize] && sum > end.0 {
            *end = (sum, unit, WAIT);
        }
        for option in model.options(unit as usize) {
            if option == state.choice[unit as usize] {
                continue;
            }
            let region = model.region[option as usize];
            let entered = sum + self.enter[option as usize];
            scratch.over.clear();
            for &(row, amount) in model.uses(option) {
                let free = if region == hole_region { amount_of(hole_uses, row) } else { 0 };
                let over = state.used[row as usize] + i64::from(amount) - free - model.upper[row as usize];
                if over > 0 {
                    scratch.over.push((row, over));
                }
            }
            *checks += 2;
            if scratch.over.is_empty() {
                if entered > end.0 {
                    *end = (entered, unit, option);
                }
                continue;
            }
            let floor = end.0;
            for &other in &self.residents[region as usize] {
                let now = state.choice[other as usize];
                let hope = entered - self.leave[other as usize] + self.best[other as usize] + hole;
                let label = &scratch.labels[other as usize];
                if hope <= floor || label.done || hope <= label.hope || other == unit || other == source {
                    continue;
                }
                let uses = model.uses(now);
                if scratch.over.iter().all(|&(row, over)| amount_of(uses, row) >= over) {
                    if label.hope == f64::NEG_INFINITY {
                        scratch.touched.push(other);
                    }
                    scratch.labels[other as usize] = Label { hope, done: false, by: (unit, option) };
                    scratch.heap.push(Out { hope, unit: other });
                    let free = self.free[other as usize];
                    if free != WAIT {
                        let ends = entered - self.leave[other as usize] + self.enter[free as usize];
                        if ends > end.0 {
                            *end = (ends, other, free);
                        }
                    }
                }
            }
            *checks += self.residents[region as usize].len() as u64;
        }
    }
}

/// How much of a row is used.
fn amount_of(uses: &[(u32, u32)], row: u32) -> i64 {
    uses.iter().find(|u| u.0 == row).map_or(0, |u| i64::from(u.1))
}

#[cfg(test)]
mod tests;
