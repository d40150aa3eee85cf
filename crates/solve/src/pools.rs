//! Sets of rows that prove that a unit cannot enter a packing.
//!
//! Over any set of rows, each unit needs at least as much as its least needy option uses of them. If those included and
//! one more need more than the rows have, there is no packing of them. Those included stay included, so what is left of
//! a set only shrinks: a set that has proved something goes on proving it, for every unit that needs as much, and only
//! the few such sets are asked again.

use crate::model::Model;
use crate::residents::Residents;
use crate::state::State;
use std::collections::VecDeque;

/// Sets kept.
const KEPT: usize = 64;

/// Some rows, and how much of them is left when those included take the least they can.
#[derive(Clone, Debug)]
struct Pool {
    rows: Vec<bool>,
    left: i64,
}

/// Sets of rows that have proved something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pools {
    kept: VecDeque<Pool>,
}

impl Pools {
    /// One more unit is included.
    pub(crate) fn include(&mut self, model: &Model<'_>, unit: usize) {
        for pool in &mut self.kept {
            pool.left = pool.left.saturating_sub(least(model, unit, &pool.rows));
        }
    }

    /// Whether it is proved that the unit cannot be placed with all included, all of whom are residents.
    pub(crate) fn exclude(&mut self, state: &State<'_>, residents: &Residents, unit: usize) -> bool {
        let model = state.model;
        if self.kept.iter().any(|pool| least(model, unit, &pool.rows) > pool.left) {
            return true;
        }
        let widest = model.options(unit).map(|o| model.uses(o).len()).max().unwrap_or(0);
        let Some(pool) = (0..widest).find_map(|place| short(state, residents, unit, place)) else { return false };
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(pool);
        true
    }
}

/// What a unit needs of the rows at least.
fn least(model: &Model<'_>, unit: usize, rows: &[bool]) -> i64 {
    let on = |o: u32| model.uses(o).iter().filter(|x| rows[x.0 as usize]).map(|x| i64::from(x.1)).sum::<i64>();
    model.options(unit).map(on).min().unwrap_or(0)
}

/// A set of rows that the unit cannot enter: its own, and where that is not enough, those to which the included on them
/// could go, and so on. `place`: which of the uses of each option is looked at; uses of one sort stand at one place in
/// every option.
fn short(state: &State<'_>, residents: &Residents, unit: usize, place: usize) -> Option<Pool> {
    let model = state.model;
    let mut rows = vec![false; model.upper.len()];
    for option in model.options(unit) {
        rows[model.uses(option).get(place)?.0 as usize] = true;
    }
    loop {
        let room = (0..rows.len()).filter(|&r| rows[r]).map(|r| model.upper[r]).fold(0, i64::saturating_add);
        let mut need = 0_i64;
        let mut wider = rows.clone();
        for (of, count) in residents.included() {
            let each = least(model, of, &rows);
            need = need.saturating_add(each.saturating_mul(count as i64));
            if each == 0 && model.uses(state.choice[of]).iter().any(|x| rows[x.0 as usize]) {
                for option in model.options(of) {
                    if let Some(&(row, _)) = model.uses(option).get(place) {
                        wider[row as usize] = true;
                    }
                }
            }
        }
        let left = room.saturating_sub(need);
        if least(model, unit, &rows) > left {
            return Some(Pool { rows, left });
        }
        if wider == rows {
            return None;
        }
        rows = wider;
    }
}
