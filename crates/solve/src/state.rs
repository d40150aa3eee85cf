//! A plan under way: who is where, what is used, what it is worth.

use crate::matching::Matching;
use crate::model::{Model, WAIT};

/// Choices of all units with the sums that follow from them.
#[derive(Clone, Debug)]
pub(crate) struct State<'m> {
    pub(crate) model: &'m Model<'m>,
    /// Option of each unit, or [`WAIT`].
    pub(crate) choice: Vec<u32>,
    pub(crate) used: Vec<i64>,
    pub(crate) matching: Matching<'m>,
    /// Openings are left out for now.
    blind: bool,
}

impl<'m> State<'m> {
    /// Everybody waits.
    pub(crate) fn new(model: &'m Model<'m>) -> Self {
        Self {
            model,
            choice: vec![WAIT; model.units()],
            used: vec![0; model.upper.len()],
            matching: model.base.clone().unwrap_or_else(|| Matching::new(model.jobs)),
            blind: false,
        }
    }

    /// These choices.
    pub(crate) fn of(model: &'m Model<'m>, choice: &[u32]) -> Self {
        let mut state = Self::new(model);
        for (unit, &option) in choice.iter().enumerate() {
            state.set(unit, option);
        }
        state
    }

    /// These choices, openings left out: for packing, which asks for room only.
    pub(crate) fn blind(model: &'m Model<'m>, choice: &[u32]) -> Self {
        let mut state = Self::new(model);
        state.blind = true;
        for (unit, &option) in choice.iter().enumerate() {
            state.set(unit, option);
        }
        state
    }

    /// What the unit's option there would add, as last assessed, pairs left out.
    pub(crate) fn enter(&self, option: u32) -> f64 {
        if option == WAIT {
            return 0.0;
        }
        let openings: f64 = self.model.slots(option).iter().map(|&s| self.matching.come(s)).sum();
        self.model.value[option as usize] + openings
    }

    /// What would be lost if the unit left its place, as last assessed, pairs left out.
    pub(crate) fn leave(&self, unit: usize) -> f64 {
        let now = self.choice[unit];
        if now == WAIT {
            return 0.0;
        }
        let openings: f64 = self.model.slots(now).iter().map(|&s| self.matching.go(s)).sum();
        self.model.value[now as usize] - openings
    }

    /// Assesses the openings of an option's region anew.
    pub(crate) fn assess(&mut self, option: u32) {
        if option != WAIT && !self.model.jobs.edges.is_empty() {
            self.matching.assess(self.model.region[option as usize]);
        }
    }

    /// Gives a unit an option (or [`WAIT`]), whatever the limits; returns what the plan gains in worth.
    pub(crate) fn set(&mut self, unit: usize, option: u32) -> f64 {
        let before = self.choice[unit];
        if before == option {
            return 0.0;
        }
        let mut gain = 0.0;
        if before != WAIT {
            self.shift(before, -1);
            gain -= self.model.value[before as usize] + self.pairs_at(unit, before);
            for &slot in self.model.slots(before).iter().filter(|_| !self.blind) {
                gain += self.matching.remove(slot);
            }
        }
        self.choice[unit] = option;
        if option != WAIT {
            self.shift(option, 1);
            for &slot in self.model.slots(option).iter().filter(|_| !self.blind) {
                gain += self.matching.add(slot);
            }
            gain += self.model.value[option as usize] + self.pairs_at(unit, option);
        }
        gain
    }

    pub(crate) fn shift(&mut self, option: u32, sign: i64) {
        for &(row, amount) in self.model.uses(option) {
            self.used[row as usize] += sign * i64::from(amount);
        }
    }

    fn pairs_at(&self, unit: usize, option: u32) -> f64 {
        let here = self.model.region[option as usize];
        let together = |&&(other, _): &&(u32, f64)| {
            let there = self.choice[other as usize];
            there != WAIT && self.model.region[there as usize] == here
        };
        self.model.partners(unit).iter().filter(together).map(|p| p.1).sum()
    }

    /// Whether the option's uses stay within the upper limits when added.
    pub(crate) fn room(&self, option: u32) -> bool {
        self.model
            .uses(option)
            .iter()
            .all(|&(row, amount)| self.used[row as usize] + i64::from(amount) <= self.model.upper[row as usize])
    }

    /// Whether the unit could change to the option without breaking a limit that holds.
    pub(crate) fn fits(&mut self, unit: usize, option: u32) -> bool {
        self.fit_all(&[(unit, option)])
    }

    /// Whether all these changes together break no limit that holds (each unit at most once).
    pub(crate) fn fit_all(&mut self, moves: &[(usize, u32)]) -> bool {
        self.fit_before(moves, WAIT)
    }

    /// The same, when an option (or [`WAIT`]) is to be entered next: its use counts for lower limits already.
    pub(crate) fn fit_before(&mut self, moves: &[(usize, u32)], entering: u32) -> bool {
        for &(unit, option) in moves {
            self.shift_if_placed(self.choice[unit], -1);
            self.shift_if_placed(option, 1);
        }
        let model = self.model;
        let next = if entering == WAIT { &[] } else { model.uses(entering) };
        let coming = |row: u32| next.iter().find(|u| u.0 == row).map_or(0, |u| i64::from(u.1));
        let within = moves.iter().all(|&(unit, option)| {
            let upper = option == WAIT
                || model.uses(option).iter().all(|&(row, _)| self.used[row as usize] <= model.upper[row as usize]);
            let before = self.choice[unit];
            let lower = before == WAIT
                || model
                    .uses(before)
                    .iter()
                    .all(|&(row, _)| self.used[row as usize] + coming(row) >= model.lower[row as usize]);
            upper && lower
        });
        for &(unit, option) in moves {
            self.shift_if_placed(option, -1);
            self.shift_if_placed(self.choice[unit], 1);
        }
        within
    }

    fn shift_if_placed(&mut self, option: u32, sign: i64) {
        if option != WAIT {
            self.shift(option, sign);
        }
    }

    /// Whether all limits hold and all units that must be placed are.
    pub(crate) fn feasible(&self) -> bool {
        let rows =
            (0..self.used.len()).all(|r| self.used[r] >= self.model.lower[r] && self.used[r] <= self.model.upper[r]);
        rows && (0..self.choice.len()).all(|u| self.choice[u] != WAIT || !self.model.must[u])
    }

    /// Worth of the plan, summed anew.
    pub(crate) fn worth(&self) -> f64 {
        let model = self.model;
        let options: f64 = self.choice.iter().filter(|&&o| o != WAIT).map(|&o| model.value[o as usize]).sum();
        let at = |u: u32| {
            let o = self.choice[u as usize];
            (o != WAIT).then(|| model.region[o as usize])
        };
        let pairs: f64 = model.pairs.iter().filter(|p| at(p.0).is_some() && at(p.0) == at(p.1)).map(|p| p.2).sum();
        options + pairs + self.matching.worth()
    }
}
