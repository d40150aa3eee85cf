//! Inclusion settled beforehand, and plans held against it.

use crate::inclusion::keeps_its_queue;
use crate::problem::{Inclusion, OWN, Problem, Row};
use crate::solution::{Options, Solution};

/// A problem in which who is included is settled as in a solution: by order the same units, by class as many persons.
/// All its plans are of the same inclusion, so that they may be compared by worth alone, and bounds of all runs hold together.
pub(super) fn frozen(problem: &Problem, solution: &Solution) -> Problem {
    let mut other = problem.clone();
    match problem.inclusion {
        Inclusion::Everyone => {}
        Inclusion::Order => {
            let out = |unit: usize| solution.regions[unit].is_none();
            for (unit, head) in other.units.iter_mut().enumerate() {
                head.must_place = !out(unit);
                head.class = 0;
            }
            other.inclusion = Inclusion::Value;
            other = with_row(&other, Row { upper: Some(0), lower: 0 }, &|unit| u32::from(out(unit)));
        }
        Inclusion::Value => {
            let mut classes: Vec<u32> = problem.units.iter().map(|u| u.class).collect();
            classes.sort_unstable();
            classes.dedup();
            classes.pop();
            for class in classes {
                let counts = |unit: usize| {
                    let head = problem.units[unit];
                    if head.class == class { head.persons } else { 0 }
                };
                let seated =
                    (0..problem.units.len()).filter(|&u| solution.regions[u].is_some()).map(|u| u64::from(counts(u)));
                let row = Row { upper: None, lower: seated.sum() };
                other = with_row(&other, row, &counts);
            }
            other.units.iter_mut().for_each(|head| head.class = 0);
        }
    }
    other
}

/// The problem with one more row, of which each unit uses its amount wherever it goes.
fn with_row(problem: &Problem, row: Row, amount: &dyn Fn(usize) -> u32) -> Problem {
    let mut other = problem.clone();
    let index = other.row(row);
    let kind = (problem.units.iter().any(|u| u.row != OWN))
        .then(|| other.use_kind(&vec![Some(index); problem.regions as usize]));
    (other.uses, other.use_end) = (Vec::new(), Vec::new());
    let mut of_rows: Vec<Vec<(u32, u32)>> = Vec::new();
    for unit in 0..problem.units.len() {
        let extra = (amount(unit) > 0).then(|| amount(unit));
        for option in problem.option_span(unit) {
            other.uses.extend_from_slice(problem.option_uses(option));
            other.uses.extend(extra.map(|amount| (index, amount)));
            other.use_end.push(other.uses.len());
        }
        if problem.units[unit].row != OWN {
            let own = problem.matrix.uses(problem.units[unit].row).iter().copied();
            of_rows.push(own.chain(kind.zip(extra)).collect());
        }
    }
    other.matrix.replace_uses(&of_rows);
    other
}

/// Whether a plan keeps all rows, places whom it must, goes only where options are, and fills no opening twice.
pub(super) fn keeps_all(problem: &Problem, regions: &[Option<u32>], jobs: &[Vec<Option<u32>>]) -> bool {
    let mut used = vec![0_u64; problem.rows.len()];
    let mut left: Vec<u32> = problem.openings.iter().map(|o| o.count).collect();
    for unit in 0..problem.unit_count() {
        let Some(region) = regions[unit] else {
            if problem.units[unit].must_place || problem.inclusion == Inclusion::Everyone {
                return false;
            }
            continue;
        };
        let Some((_, _, uses)) = problem.options(unit).find(|o| o.0 == region) else { return false };
        uses.iter().for_each(|(row, amount)| used[row as usize] += u64::from(amount));
        for &opening in jobs[unit].iter().flatten() {
            let free = &mut left[opening as usize];
            if *free == 0 || problem.openings[opening as usize].region != region {
                return false;
            }
            *free -= 1;
        }
    }
    problem.rows.iter().zip(used).all(|(row, used)| used >= row.lower && row.upper.is_none_or(|upper| used <= upper))
}

/// Whether nobody waits whom the problem's own inclusion would let in if only those who come later made way.
pub(crate) fn keeps_queue(problem: &Problem, regions: &[Option<u32>], options: &Options<'_>) -> bool {
    keeps_its_queue(problem, regions, options)
}
