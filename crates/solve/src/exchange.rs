//! Cyclic exchanges: one unit takes the place of the next, in a ring or from a free place to waiting.
//!
//! Options of one region with equal uses form a *cell*: a unit that enters a cell where another leaves changes no
//! row's use. Cells are nodes, the best change of a unit between two cells is an arc, and a cycle of positive gain is an
//! improvement however full all rows are (the improvement graph of Thompson and Orlin 1989; Ahuja, Orlin, Sharma 2001).

use crate::model::{Model, WAIT};
use crate::search::{Guide, attempt, change};
use crate::state::State;
use std::collections::BTreeMap;

/// Relaxation rounds of one search for a cycle: longer cycles are left alone.
const ROUNDS: usize = 8;

/// A region and what is used in it.
type Uses<'a> = (u32, &'a [(u32, u32)]);

/// The cells of a model.
pub(crate) struct Cells {
    of_option: Vec<u32>,
    /// An option of each cell.
    sample: Vec<u32>,
}

impl Cells {
    pub(crate) fn of(model: &Model<'_>) -> Self {
        let mut known: BTreeMap<Uses<'_>, u32> = BTreeMap::new();
        let mut cells = Self { of_option: Vec::with_capacity(model.region.len()), sample: Vec::new() };
        for option in 0..model.region.len() as u32 {
            let next = cells.sample.len() as u32;
            let cell = *known.entry((model.region[option as usize], model.uses(option))).or_insert(next);
            if cell == next {
                cells.sample.push(option);
            }
            cells.of_option.push(cell);
        }
        cells
    }

    /// The cell of a choice; waiting is the last.
    fn at(&self, option: u32) -> usize {
        if option == WAIT { self.sample.len() } else { self.of_option[option as usize] as usize }
    }
}

/// The best change of a unit from one cell to another.
#[derive(Clone, Copy)]
struct Arc {
    to: u32,
    gain: f64,
    unit: u32,
    option: u32,
}

/// Improves by cyclic exchanges until none is found or the steps run out; tells whether any was.
pub(crate) fn improve(
    state: &mut State<'_>,
    guide: &Guide,
    cells: &Cells,
    least: f64,
    budget: &mut u64,
    stop: &dyn Fn() -> bool,
) -> bool {
    let mut improved = false;
    while *budget > 0 && !stop() {
        *budget = budget.saturating_sub(state.model.region.len() as u64);
        let mut arcs = arcs(state, guide, cells);
        let mut failures = 0;
        let mut helped = false;
        while failures < 40 {
            *budget = budget.saturating_sub(200 + arcs.iter().map(|a| a.len() as u64).sum::<u64>());
            let Some(ring) = cycle(&arcs, state, cells, least) else { break };
            let moves: Vec<(usize, u32)> = ring.iter().map(|(_, arc)| (arc.unit as usize, arc.option)).collect();
            let before: Vec<u32> = moves.iter().map(|m| state.choice[m.0]).collect();
            *budget = budget.saturating_sub((5 + state.model.jobs.step_cost() / 10) * moves.len() as u64);
            if state.fit_all(&moves) && attempt(state, &moves, least) {
                helped = true;
                for (&(unit, _), &then) in moves.iter().zip(&before) {
                    state.assess(then);
                    state.assess(state.choice[unit]);
                }
                for &(from, arc) in &ring {
                    arcs[from].clear();
                    arcs[arc.to as usize].clear();
                }
            } else {
                failures += 1;
                for (from, arc) in ring {
                    arcs[from].retain(|a| a.to != arc.to);
                }
            }
        }
        improved |= helped;
        if !helped {
            break;
        }
    }
    improved
}

fn arcs(state: &State<'_>, guide: &Guide, cells: &Cells) -> Vec<Vec<Arc>> {
    let model = state.model;
    let mut arcs: Vec<Vec<Arc>> = vec![Vec::new(); cells.sample.len() + 1];
    for unit in 0..model.units() {
        let now = state.choice[unit];
        let from = &mut arcs[cells.at(now)];
        let ways = model.options(unit).chain((!model.must[unit]).then_some(WAIT));
        for option in ways.filter(|&o| o != now) {
            let to = cells.at(option) as u32;
            let arc = Arc { to, gain: change(state, guide, unit, option), unit: unit as u32, option };
            match from.iter_mut().find(|a| a.to == to) {
                Some(known) if known.gain < arc.gain => *known = arc,
                Some(_) => {}
                None => from.push(arc),
            }
        }
    }
    arcs
}

/// A cycle of positive gain over the cells, or a path from any cell to one with room.
fn cycle(arcs: &[Vec<Arc>], state: &State<'_>, cells: &Cells, least: f64) -> Option<Vec<(usize, Arc)>> {
    let wait = cells.sample.len();
    let open = wait + 1;
    let room: Vec<bool> = (0..=wait).map(|c| c == wait || state.room(cells.sample[c])).collect();
    let mut dist = vec![0.0; wait + 2];
    let mut from: Vec<Option<(usize, Arc)>> = vec![None; wait + 2];
    let link = |to: usize| Arc { to: to as u32, gain: 0.0, unit: WAIT, option: WAIT };
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (cell, list) in arcs.iter().enumerate() {
            for arc in list {
                let reached = dist[cell] + arc.gain;
                if reached > dist[arc.to as usize] + least {
                    dist[arc.to as usize] = reached;
                    from[arc.to as usize] = Some((cell, *arc));
                    changed = true;
                }
            }
            if room[cell] && dist[cell] > dist[open] + least {
                dist[open] = dist[cell];
                from[open] = Some((cell, link(open)));
                changed = true;
            }
        }
        for cell in 0..=wait {
            if dist[open] > dist[cell] + least {
                dist[cell] = dist[open];
                from[cell] = Some((open, link(cell)));
                changed = true;
            }
        }
        if !changed {
            return None;
        }
        if let Some(ring) = ring_in(&from) {
            return Some(ring);
        }
    }
    None
}

/// A ring among the arcs by which nodes were reached, its links of no unit left out.
fn ring_in(from: &[Option<(usize, Arc)>]) -> Option<Vec<(usize, Arc)>> {
    let mut mark = vec![0_u32; from.len()];
    for start in 0..from.len() {
        let mut at = start;
        while mark[at] == 0 {
            mark[at] = start as u32 + 1;
            match from[at] {
                Some((before, _)) => at = before,
                None => break,
            }
        }
        if mark[at] == start as u32 + 1 && from[at].is_some() {
            let mut ring = Vec::new();
            let first = at;
            loop {
                let (before, arc) = from[at]?;
                if arc.unit != WAIT {
                    ring.push((before, arc));
                }
                at = before;
                if at == first {
                    return (!ring.is_empty()).then_some(ring);
                }
            }
        }
    }
    None
}
