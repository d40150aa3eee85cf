//! A packing of units under way: who is in, and how way is made for one more.
//!
//! In rising cost: the unit enters where there is room; others move, swap or, where they are not included, leave; all
//! packings are searched, where units are few; the engine is asked, whose prices may prove that there is none.

use crate::engine::{self, Context};
use crate::model::WAIT;
use crate::pools::Pools;
use crate::residents::Residents;
use crate::solution::Options;
use crate::state::State;
use std::collections::BTreeMap;

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
    state: State<'m>,
    included: Vec<bool>,
    /// Only options that use this row are entered by.
    pub(crate) only: Option<u32>,
    /// Known from when somebody is first asked to move on.
    residents: Option<Residents>,
    pools: Pools,
}

impl<'m> Packing<'m> {
    pub(crate) fn new(state: State<'m>, included: Vec<bool>) -> Self {
        Self { state, included, only: None, residents: None, pools: Pools::default() }
    }

    pub(crate) fn state(&self) -> &State<'m> {
        &self.state
    }

    pub(crate) fn included(&self, unit: usize) -> bool {
        self.included[unit]
    }

    /// Gives a unit an option (or [`WAIT`]), whatever the limits.
    pub(crate) fn place(&mut self, unit: usize, option: u32) {
        let (model, before) = (self.state.model, self.state.choice[unit]);
        if let Some(residents) = self.residents.as_mut().filter(|_| before != option) {
            residents.go(model, unit, before, self.included[unit]);
            residents.come(model, unit, option, self.included[unit]);
        }
        self.state.set(unit, option);
    }

    /// From now on the unit is one that must keep a place.
    pub(crate) fn include(&mut self, unit: usize) {
        if !self.included[unit] {
            self.mark(unit, true);
            self.pools.include(self.state.model, unit);
        }
    }

    /// The unit may leave again. What was proved impossible may have become possible.
    pub(crate) fn release(&mut self, unit: usize) {
        self.mark(unit, false);
        self.pools = Pools::default();
    }

    fn mark(&mut self, unit: usize, included: bool) {
        let (model, now) = (self.state.model, self.state.choice[unit]);
        if let Some(residents) = self.residents.as_mut() {
            residents.go(model, unit, now, self.included[unit]);
            residents.come(model, unit, now, included);
        }
        self.included[unit] = included;
    }

    fn index(&mut self) -> &Residents {
        let (state, included) = (&self.state, &self.included);
        self.residents.get_or_insert_with(|| Residents::of(state, included))
    }

    /// Units of one kind are alike to every packing.
    pub(crate) fn kind(&mut self, unit: usize) -> u32 {
        self.index().kind(unit)
    }

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
            self.place(unit, option);
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
        let mut before: Vec<(usize, u32)> = Vec::new();
        for (_, option) in options {
            for _ in 0..64 {
                let excess = self.excess(option);
                if excess == 0 {
                    self.place(unit, option);
                    return true;
                }
                let Some(moves) = self.relief(option, excess) else { break };
                for (u, o) in moves {
                    before.push((u, self.state.choice[u]));
                    self.place(u, o);
                }
            }
            while let Some((u, o)) = before.pop() {
                self.place(u, o);
            }
        }
        false
    }

    /// Searches all packings of those included and the unit, where they are few.
    pub(crate) fn search_way(&mut self, unit: usize) -> Way {
        let whole = self.state.model;
        let minimums = whole.has_minimums();
        let open = |u: usize| minimums || u == unit || self.included[u] || whole.must[u];
        let searched = (0..whole.units()).filter(|&u| open(u) && !whole.options(u).is_empty());
        if searched.take(SEARCHED + 1).count() > SEARCHED {
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
                    self.place(u, option);
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
                    self.place(u, option);
                }
                Way::Made
            }
            Ok(run) if run.bound < 1.0 => Way::Impossible,
            Err(conflict) if conflict.proved => Way::Impossible,
            _ => Way::Unknown,
        }
    }

    /// The change that lowers the excess most, with the least room moved. Of units that are alike in one region only the
    /// first is looked at: what the others would do is the same.
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
        let mut residents: Vec<usize> = self.index().near(&rows).collect();
        residents.retain(|&u| on_rows(self.state.choice[u]) > 0);
        residents.sort_unstable();
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
        let mut of_region: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &out in &residents {
            let now = self.state.choice[out];
            let size = on_rows(now);
            for next in model.options(out) {
                let spare = |&(row, _): &(u32, u32)| self.state.used[row as usize] < model.upper[row as usize];
                if next == now || !model.uses(next).iter().all(spare) {
                    continue;
                }
                let region = model.region[next as usize];
                let others = of_region.entry(region).or_insert_with(|| {
                    let mut others: Vec<usize> = self.index().in_region(region).collect();
                    others.retain(|&u| on_rows(self.state.choice[u]) == 0);
                    others.sort_unstable();
                    others
                });
                for &other in others.iter() {
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

    /// Whether it is proved that the unit cannot be placed with all included.
    pub(crate) fn impossible(&mut self, unit: usize) -> bool {
        self.index();
        self.residents.as_ref().is_some_and(|residents| self.pools.exclude(&self.state, residents, unit))
    }
}

#[cfg(test)]
mod tests;
