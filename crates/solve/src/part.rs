//! A part of the model cut out to be solved while the rest stands still.

use crate::model::{Model, UNLIMITED, WAIT};
use crate::state::State;

/// Dual variables that pairs may have in a part, which is priced in a moment or not at all.
const PAIR_VARS: usize = 100;

/// A model of some units, and where they stand in the whole.
pub(crate) struct Part<'m> {
    pub(crate) model: Model<'m>,
    pub(crate) units: Vec<u32>,
    /// For each option of the part the option of the whole.
    pub(crate) options: Vec<u32>,
    /// For each row of the part the row of the whole.
    pub(crate) rows: Vec<u32>,
}

/// Cuts out these units with these options each (a unit with [`WAIT`] in its list may wait).
/// `tight(row)`: whether use of a row may not change at all.
pub(crate) fn cut<'m>(
    whole: &'m Model<'m>,
    state: &State<'m>,
    members: &[(u32, Vec<u32>)],
    group: &[u32],
    tight: &dyn Fn(u32) -> bool,
) -> Part<'m> {
    let mut inside = vec![false; whole.units()];
    let mut others = state.used.clone();
    for (unit, _) in members {
        inside[*unit as usize] = true;
        let now = state.choice[*unit as usize];
        if now != WAIT {
            for &(row, amount) in whole.uses(now) {
                others[row as usize] -= i64::from(amount);
            }
        }
    }
    let base = (!whole.jobs.edges.is_empty()).then(|| {
        let mut base = state.matching.only(|slot| group.contains(&whole.jobs.slot_region[slot as usize]));
        for (unit, _) in members {
            let now = state.choice[*unit as usize];
            if now != WAIT {
                for &slot in whole.slots(now) {
                    base.remove(slot);
                }
            }
        }
        base
    });
    let mut place = vec![u32::MAX; whole.upper.len()];
    let mut rows = Vec::new();
    for &option in members.iter().flat_map(|m| &m.1).filter(|&&o| o != WAIT) {
        for &(row, _) in whole.uses(option) {
            let bounded = whole.upper[row as usize] < UNLIMITED || whole.lower[row as usize] > 0;
            if bounded && place[row as usize] == u32::MAX {
                place[row as usize] = rows.len() as u32;
                rows.push(row);
            }
        }
    }
    let upper = rows.iter().map(|&r| {
        let limit = if tight(r) { state.used[r as usize] } else { whole.upper[r as usize] };
        if limit >= UNLIMITED { UNLIMITED } else { limit - others[r as usize] }
    });
    let upper = upper.collect();
    let lower = rows.iter().map(|&r| {
        let limit = if tight(r) { state.used[r as usize] } else { whole.lower[r as usize] };
        (limit - others[r as usize]).max(0)
    });
    let lower = lower.collect();
    let mut part = Part { model: Model::new(whole.jobs, upper, lower), units: Vec::new(), options: Vec::new(), rows };
    let mut local = vec![u32::MAX; if whole.pairs.is_empty() { 0 } else { whole.units() }];
    for (unit, ways) in members {
        for &option in ways.iter().filter(|&&o| o != WAIT) {
            let mut value = whole.value[option as usize];
            for &(partner, worth) in whole.partners(*unit as usize) {
                let there = state.choice[partner as usize];
                let together = there != WAIT && whole.region[there as usize] == whole.region[option as usize];
                if !inside[partner as usize] && together {
                    value += worth;
                }
            }
            let uses: Vec<(u32, u32)> = whole
                .uses(option)
                .iter()
                .filter(|u| place[u.0 as usize] != u32::MAX)
                .map(|u| (place[u.0 as usize], u.1))
                .collect();
            let region = whole.region[option as usize];
            if part.model.option(region, value, &uses, whole.slots(option).iter().copied()) {
                part.options.push(option);
            }
        }
        part.model.unit(!ways.contains(&WAIT), whole.persons[*unit as usize]);
        if let Some(l) = local.get_mut(*unit as usize) {
            *l = part.units.len() as u32;
        }
        part.units.push(*unit);
    }
    let pairs = whole.pairs.iter().filter(|p| inside[p.0 as usize] && inside[p.1 as usize]);
    let pairs = pairs.map(|p| (local[p.0 as usize], local[p.1 as usize], p.2)).collect();
    part.model.whole = whole.whole;
    part.model.base = base;
    part.model.pair_vars = PAIR_VARS;
    part.model.finish(pairs);
    part
}

impl Part<'_> {
    /// The whole's prices as prices of the part.
    pub(crate) fn prices(&self, whole: &Model<'_>, prices: &[f64]) -> Vec<f64> {
        let model = &self.model;
        let mut own: Vec<f64> =
            model.vars.iter().map(|v| if v.high.is_finite() { v.high * 0.5 } else { 0.0 }).collect();
        for (mine, theirs) in self.row_vars(whole) {
            own[mine as usize] = prices[theirs as usize];
        }
        let openings = model.jobs.count.len();
        for o in 0..openings {
            own[model.opening_var + o] =
                if model.vars[model.opening_var + o].high > 0.0 { prices[whole.opening_var + o] } else { 0.0 };
        }
        own
    }

    /// Puts the part's prices of rows where they belong among the whole's.
    pub(crate) fn put_prices(&self, own: &[f64], whole: &Model<'_>, prices: &mut [f64]) {
        for (mine, theirs) in self.row_vars(whole) {
            prices[theirs as usize] = own[mine as usize];
        }
    }

    /// The dual variables of the part's rows, each with the whole's.
    fn row_vars<'a>(&'a self, whole: &'a Model<'_>) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.rows.iter().enumerate().flat_map(|(at, &row)| {
            let upper = self.model.upper_var[at].zip(whole.upper_var[row as usize]);
            let lower = self.model.lower_var[at].zip(whole.lower_var[row as usize]);
            [upper, lower].into_iter().flatten()
        })
    }

    /// Choices of the part's units in terms of the whole.
    pub(crate) fn to_whole(&self, choice: &[u32]) -> Vec<(usize, u32)> {
        self.units
            .iter()
            .zip(choice)
            .map(|(&u, &o)| (u as usize, if o == WAIT { WAIT } else { self.options[o as usize] }))
            .collect()
    }
}
