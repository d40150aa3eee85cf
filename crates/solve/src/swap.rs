//! Somebody who waits enters a region where those who come later make way, as far as lower limits still hold: the plain
//! test of a queue, which whoever judges a plan can make by hand.

use crate::model::WAIT;
use crate::state::State;

/// The first of `waiting` for whom some of a region's residents can make way, and the plan then. `later(a, b)`: whether `b`
/// comes after `a` and may make way. `queue`: all units by turn.
pub(crate) fn enter<'m>(
    state: &State<'m>,
    queue: &[usize],
    waiting: &[usize],
    later: &dyn Fn(usize, usize) -> bool,
) -> Option<State<'m>> {
    let model = state.model;
    let regions = model.region.iter().max().map_or(0, |&r| r as usize + 1);
    let mut residents: Vec<Vec<usize>> = vec![Vec::new(); regions];
    for &unit in queue.iter().filter(|&&u| state.choice[u] != WAIT) {
        residents[model.region[state.choice[unit] as usize] as usize].push(unit);
    }
    waiting.iter().find_map(|&unit| {
        model.options(unit).find_map(|option| {
            let region = &residents[model.region[option as usize] as usize];
            let movable: Vec<usize> = region.iter().copied().filter(|&other| later(unit, other)).collect();
            at(state, (unit, option), &movable)
        })
    })
}

/// The plan with a unit at an option and as many of the movable away as it takes, the last of them first.
fn at<'m>(state: &State<'m>, (unit, option): (usize, u32), movable: &[usize]) -> Option<State<'m>> {
    let model = state.model;
    let mut then = state.clone();
    then.shift(option, 1);
    let over = |then: &State<'_>, row: u32| then.used[row as usize] > model.upper[row as usize];
    let short = |then: &State<'_>| model.uses(option).iter().any(|&(row, _)| over(then, row));
    let mut away = Vec::new();
    for &other in movable.iter().rev() {
        if !short(&then) {
            break;
        }
        let place = then.choice[other];
        if model.uses(place).iter().any(|&(row, amount)| amount > 0 && over(&then, row)) {
            then.shift(place, -1);
            away.push(other);
        }
    }
    if short(&then) {
        return None;
    }
    // who need not have made way comes back, the first in the queue first
    for &other in away.iter().rev() {
        let place = then.choice[other];
        then.shift(place, 1);
        if short(&then) {
            then.shift(place, -1);
            then.choice[other] = WAIT;
        }
    }
    let holds = (0..model.lower.len()).all(|r| then.used[r] >= model.lower[r].min(state.used[r]));
    then.choice[unit] = option;
    holds.then(|| State::of(model, &then.choice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Jobs;
    use crate::model::{Lens, Model};
    use crate::problem::{ChoiceSpec, Inclusion, Problem, Row, UnitSpec};

    /// Two regions of four places; the first must hold at least three.
    fn enters(lower: u64, sizes: [u32; 3]) -> bool {
        let mut problem = Problem::new(2, Inclusion::Order);
        let rows = [problem.row(Row { upper: Some(4), lower }), problem.row(Row { upper: Some(0), lower: 0 })];
        for persons in sizes {
            let option = |r: usize| ChoiceSpec { region: r as u32, value: 1.0, uses: vec![(rows[r], persons)] };
            problem.unit(UnitSpec { options: vec![option(0), option(1)], persons, ..UnitSpec::default() });
        }
        let jobs = Jobs::default();
        let model =
            Model::of(&problem, &jobs, &Lens { must: &|_| false, open: &|_| true, seat: Some(u32::MAX), seated: &[] });
        let place = |u: usize| model.option_in(u, 0).expect("open");
        let state = State::of(&model, &[WAIT, place(1), place(2)]);
        let entered = enter(&state, &[0, 1, 2], &[0], &|a, b| a < b);
        if let Some(entered) = &entered {
            assert!(entered.feasible() && entered.choice[0] == place(0));
        }
        entered.is_some()
    }

    #[test]
    fn who_comes_later_makes_way_unless_a_minimum_needs_them() {
        assert!(enters(0, [2, 3, 1]), "three leave, one comes back");
        assert!(enters(3, [2, 3, 1]));
        assert!(!enters(4, [2, 3, 1]), "two and one are not four");
        assert!(!enters(3, [1, 4, 0]), "one is less than three");
        assert!(!enters(0, [5, 3, 1]), "five never fit");
    }
}
