//! A packing of units under way: who is in, and how way is made for one more.
//!
//! In rising cost: the unit enters where there is room; others move, swap or, where they are not included, leave; all
//! packings are searched, where units are few; the engine is asked, whose prices may prove that there is none.

use crate::engine::{self, Context};
use crate::model::WAIT;
use crate::solution::Options;
use crate::state::State;

/// Units up to which all packings are searched when moving and swapping makes no way.
const SEARCHED: usize = 80;

/// Steps of such a search, for one unit.
const SEARCH_STEPS: u64 = 100_000;

/// Effort of the engine for one unit.
const SOLVE_EFFORT: u64 = 2_000_000;

/// What came of a search for a packing with one unit more.
pub(crate) enum Way {
    Made,
    Impossible,
    Unknown,
}

/// A change that makes room: what is still too much after it, and how many persons it moves.
struct Relief {
    excess: i64,
    moved: i64,
    moves: Vec<(usize, u32)>,
}

/// Units in their places.
pub(crate) struct Packing<'m> {
    pub(crate) state: State<'m>,
    pub(crate) included: Vec<bool>,
    /// Only options that use this row are entered by.
    pub(crate) only: Option<u32>,
}

impl Packing<'_> {
    /// Places a unit where it fits and leaves the greatest share of room.
    pub(crate) fn enter(&mut self, unit: usize) -> bool {
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
    pub(crate) fn make_way(&mut self, unit: usize) -> bool {
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

    /// Searches all packings of those included and the unit, where they are few.
    pub(crate) fn search_way(&mut self, unit: usize) -> Way {
        let whole = self.state.model;
        let minimums = whole.lower.iter().any(|&l| l > 0);
        let open = |u: usize| minimums || u == unit || self.included[u] || whole.must[u];
        let searched = (0..whole.units()).filter(|&u| open(u) && !whole.options(u).is_empty()).count();
        if searched > SEARCHED {
            return Way::Unknown;
        }
        let mut model = whole.clone();
        for u in 0..whole.units() {
            model.must[u] |= u == unit || self.included[u];
            if !open(u) {
                model.close(u);
            }
        }
        match engine::possible(&model, Some(&self.state.choice), SEARCH_STEPS) {
            Err(_) => Way::Unknown,
            Ok(None) => Way::Impossible,
            Ok(Some(choice)) => {
                for (u, option) in choice.into_iter().enumerate() {
                    self.state.set(u, option);
                }
                Way::Made
            }
        }
    }

    /// Asks the engine for a packing of those included and the unit: its prices may prove that there is none.
    pub(crate) fn solve_way(&mut self, unit: usize, context: &Context<'_>) -> Way {
        let mut model = self.state.model.clone();
        model.whole = true;
        model.value.fill(0.0);
        for option in model.options(unit) {
            model.value[option as usize] = 1.0;
        }
        for u in 0..model.units() {
            model.must[u] |= self.included[u];
        }
        let options = Options { effort: SOLVE_EFFORT, progress: None, ..*context.options };
        match engine::run(&model, &mut Context::new(&options), Some(&self.state.choice)) {
            Ok(run) if run.value > 0.5 => {
                for (u, option) in run.choice.into_iter().enumerate() {
                    self.state.set(u, option);
                }
                Way::Made
            }
            Ok(run) if run.bound < 1.0 => Way::Impossible,
            Err(conflict) if conflict.proved => Way::Impossible,
            _ => Way::Unknown,
        }
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
                if next != now && on_rows(next) < size && self.state.fit_before(&[(out, next)], option) {
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
                    if on_rows(back) < size && self.state.fit_before(&[(out, next), (other, back)], option) {
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
    pub(crate) fn impossible(&self, unit: usize) -> bool {
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
