//! Who takes which opening once everybody's region is known, and what a plan is worth.

use crate::matching::{Jobs, Matching};
use crate::problem::Problem;

/// For each unit and each of its workers the opening taken: a matching of greatest uplift, given where the units are.
///
/// Exact. `regions` holds one entry for each unit.
#[must_use]
pub fn fill_openings(problem: &Problem, regions: &[Option<u32>]) -> Vec<Vec<Option<u32>>> {
    let jobs = Jobs::of(problem);
    let slot = |unit: usize, kind: u32| regions[unit].and_then(|region| jobs.slot_of(kind, region));
    let mut matching = Matching::new(&jobs);
    for unit in 0..problem.unit_count() {
        for &kind in problem.workers(unit) {
            if let Some(slot) = slot(unit, kind) {
                matching.add(slot);
            }
        }
    }
    let mut left = matching.flow.clone();
    let mut take = |slot: u32| {
        let edge = jobs.slot_edges(slot).find(|&e| left[e] > 0)?;
        left[edge] -= 1;
        Some(jobs.edges[edge].0)
    };
    (0..problem.unit_count())
        .map(|unit| problem.workers(unit).iter().map(|&kind| slot(unit, kind).and_then(&mut take)).collect())
        .collect()
}

/// What a plan is worth: option values, uplifts of the openings taken, pairs in one region.
/// A region that is no option of its unit is worth nothing; an opening that a worker does not gain by adds nothing.
#[must_use]
pub fn worth(problem: &Problem, regions: &[Option<u32>], jobs: &[Vec<Option<u32>>]) -> f64 {
    let value = |unit: usize| problem.value(unit, regions[unit]?);
    let uplift = |kind: u32, opening: Option<u32>| {
        let gains = &problem.kinds[kind as usize];
        gains.binary_search_by_key(&opening?, |g| g.0).ok().map(|at| gains[at].1)
    };
    let mut sum = 0.0;
    for (unit, taken) in jobs.iter().enumerate().take(problem.unit_count()) {
        sum += value(unit).unwrap_or(0.0);
        for (&kind, &opening) in problem.workers(unit).iter().zip(taken) {
            sum += uplift(kind, opening).unwrap_or(0.0);
        }
    }
    for pair in &problem.pairs {
        let (a, b) = (regions[pair.a as usize], regions[pair.b as usize]);
        if a.is_some() && a == b {
            sum += pair.value;
        }
    }
    sum
}
