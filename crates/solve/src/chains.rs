//! Chains of ejections: a unit enters a region, one that is there leaves to make room and enters another, and so on, until one
//! fits where there is room, takes the place that the first has left, or waits.
//!
//! Where a unit may enter and who would make room depends on that region alone, so that chains are ways in one graph: a
//! node is a unit that is out, an arc the unit it puts out. The best way is sought best first (ejection chains as shortest
//! ways: Yagiura, Ibaraki, Glover 2004; here with reduced costs as potentials). Each step may use up what little room a region
//! has, so that in the end a small unit is out in place of a large one.

use crate::model::{Model, WAIT};
use crate::search::{Guide, attempt};
use crate::state::State;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Units sought for side by side, against the plan before all of them.
const BATCH: usize = 64;

/// Checks of a unit that count as one step.
const CHECKS: u64 = 8;

/// Whether chains are for this model: they know upper limits, neither openings nor pairs.
pub(crate) fn suit(model: &Model<'_>) -> bool {
    model.slots.is_empty() && model.pairs.is_empty()
}

/// What searches share.
struct Board<'s, 'm> {
    state: &'s State<'m>,
    guide: &'s Guide,
    /// Worth of each unit's best option at the prices, waiting included.
    best: &'s [f64],
    /// Units by region.
    residents: &'s [Vec<u32>],
    /// For each unit the best other option that has room for it, or [`WAIT`].
    free: &'s [u32],
    least: f64,
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
    most: &[usize],
    budget: &mut u64,
    enough: &dyn Fn(f64) -> bool,
) {
    let model = state.model;
    let least = 1e-10 * guide.scale;
    let top = |unit: usize| {
        let start = if model.must[unit] { f64::NEG_INFINITY } else { 0.0 };
        model.options(unit).map(|o| guide.priced[o as usize]).fold(start, f64::max)
    };
    let best: Vec<f64> = (0..model.units()).map(top).collect();
    let regions = model.region.iter().max().map_or(0, |&r| r as usize + 1);
    let mut round = 0;
    let mut failed = vec![WAIT - 1; model.units()];
    loop {
        let nodes = most[round];
        let mut sources: Vec<(f64, u32)> = (0..model.units())
            .map(|u| (best[u] - worth(guide, state.choice[u]), u as u32))
            .filter(|s| s.0 > 100.0 * least && s.0.is_finite() && failed[s.1 as usize] != state.choice[s.1 as usize])
            .collect();
        sources.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut helped = false;
        for batch in sources.chunks(BATCH) {
            if *budget == 0 || enough(state.worth()) {
                return;
            }
            let mut residents = vec![Vec::new(); regions];
            for (unit, &option) in state.choice.iter().enumerate() {
                if option != WAIT {
                    residents[model.region[option as usize] as usize].push(unit as u32);
                }
            }
            let free: Vec<u32> = (0..model.units()).into_par_iter().with_min_len(512).map(|u| free(state, u)).collect();
            let board = Board { state, guide, best: &best, residents: &residents, free: &free, least };
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
            for ((steps, chain), &(_, unit)) in found.into_iter().zip(batch) {
                *budget = budget.saturating_sub(steps);
                let Some(chain) = chain else {
                    failed[unit as usize] = state.choice[unit as usize];
                    continue;
                };
                helped |= state.fit_all(&chain) && attempt(state, &chain, least);
            }
        }
        if !helped {
            round += 1;
            if round == most.len() {
                return;
            }
            failed.fill(WAIT - 1);
        }
    }
}

fn worth(guide: &Guide, option: u32) -> f64 {
    if option == WAIT { 0.0 } else { guide.priced[option as usize] }
}

impl Board<'_, '_> {
    /// The best chain that begins with this unit, if any gains; with the steps it took.
    fn search(&self, source: u32, most: usize, scratch: &mut Scratch) -> Found {
        let model = self.state.model;
        let left = self.state.choice[source as usize];
        let value = |o: u32| if o == WAIT { 0.0 } else { model.value[o as usize] };
        // the place left is worth its price as long as it is empty
        let hole = value(left) - worth(self.guide, left);
        let hope = self.best[source as usize] - worth(self.guide, left);
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
            let entered = sum + model.value[option as usize];
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
                let hope = entered - model.value[now as usize] + self.best[other as usize] + hole;
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
                        let ends = entered - model.value[now as usize] + model.value[free as usize];
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

/// The best other option of a unit that has room for it, or [`WAIT`].
fn free(state: &State<'_>, unit: usize) -> u32 {
    let model = state.model;
    let open = model.options(unit).filter(|&o| o != state.choice[unit] && state.room(o));
    open.max_by(|&a, &b| model.value[a as usize].total_cmp(&model.value[b as usize])).unwrap_or(WAIT)
}

/// How much of a row is used.
fn amount_of(uses: &[(u32, u32)], row: u32) -> i64 {
    uses.iter().find(|u| u.0 == row).map_or(0, |u| i64::from(u.1))
}

#[cfg(test)]
mod tests;
