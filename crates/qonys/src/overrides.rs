//! What locks cost: all together against the plan without any, each by the prices of that plan, and each by itself where that
//! is asked.

use crate::{OldPlan, PlaceError, PlaceOptions, keep, place, pose};
use qonys_model::{Explanation, Lock, LockCost, LockCosts, LockKind, Outcome, Package, Place};

/// Up to so many locks each is priced by a plan of its own, when [`single_costs_are_cheap`].
pub const FEW_LOCKS: usize = 20;

/// Locks x households up to which each lock is priced by a plan of its own.
const CHEAP: usize = 1_000;

/// Whether each lock of a package may be priced by a plan of its own without much ado.
#[must_use]
pub fn single_costs_are_cheap(package: &Package) -> bool {
    let locks = package.locks.len();
    locks <= FEW_LOCKS && locks * package.households.len() <= CHEAP
}

/// What the locks of a package cost, beside the plan with all of them: one solve without any, and one for each lock that `single`
/// names. `None` where there are no locks.
///
/// Without the locks a package may have no plan only by fault of the engine: locks never make room but exceptions do, so a package
/// whose minimums need them is possible.
///
/// # Errors
/// [`PlaceError`].
pub fn lock_costs(
    package: &Package,
    outcome: &Outcome,
    single: impl Fn(&Lock) -> bool,
    options: &PlaceOptions<'_>,
) -> Result<Option<LockCosts>, PlaceError> {
    costs(package, outcome, single, &|package| Ok(place::plain(&pose(package), options)?.0))
}

/// The same beside a plan that keeps an earlier one: what it is held against are plans that move no more families than it does, or
/// than it might where `at_most` says so. So a lock never costs less than nothing for the moves that it forces.
///
/// # Errors
/// [`PlaceError`].
pub fn kept_lock_costs(
    package: &Package,
    outcome: &Outcome,
    (old, at_most): (&OldPlan, Option<u64>),
    single: impl Fn(&Lock) -> bool,
    options: &PlaceOptions<'_>,
) -> Result<Option<LockCosts>, PlaceError> {
    let moved = outcome.overrides.kept.as_ref().map(|kept| kept.moved.len() as u64);
    costs(package, outcome, single, &|package| Ok(keep::plain(&pose(package), old, at_most.or(moved), options)?.0))
}

fn costs(
    package: &Package,
    outcome: &Outcome,
    single: impl Fn(&Lock) -> bool,
    solve: &dyn Fn(&Package) -> Result<Outcome, PlaceError>,
) -> Result<Option<LockCosts>, PlaceError> {
    if package.locks.is_empty() {
        return Ok(None);
    }
    let free = solve(&Package { locks: Vec::new(), ..package.clone() })?;
    let cost_of = |(at, lock): (usize, &Lock)| -> Result<LockCost, PlaceError> {
        let own = if single(lock) { Some(difference(&solve(&without(package, at))?, outcome)) } else { None };
        Ok(LockCost {
            lock: at as u32,
            estimate: estimate(&free, lock),
            single: own.map(|(cost, _)| cost),
            single_range: own.map(|(_, range)| range),
        })
    };
    let locks = package.locks.iter().enumerate().map(cost_of).collect::<Result<Vec<_>, _>>()?;
    let (joint, joint_range) = difference(&free, outcome);
    Ok(Some(LockCosts { joint, joint_range, locks }))
}

/// Value of one plan less that of another, and between what the difference of the two best plans lies.
fn difference(free: &Outcome, held: &Outcome) -> (f64, (f64, f64)) {
    let (free, held) = (free.certificate, held.certificate);
    (free.value - held.value, (free.value - held.bound, free.bound - held.value))
}

fn without(package: &Package, at: usize) -> Package {
    let mut others = package.clone();
    others.locks.remove(at);
    others
}

/// What a lock takes from a household by the prices of the plan without locks. By duality no plan with the lock is worth more than the
/// Lagrangian bound less this. What an exception saves in places is its own: a place above quota costs nobody else one.
fn estimate(free: &Outcome, lock: &Lock) -> f64 {
    let why: &Explanation = &free.explanations[lock.household.at()];
    let placed = free.plan.placements[lock.household.at()].place;
    let best = |but: Option<_>| {
        let nets = why.choices.iter().filter(|c| Some(c.region) != but).map(qonys_model::Choice::net);
        nets.fold(0.0, f64::max)
    };
    let there = why.choices.iter().find(|c| c.region == lock.region);
    match lock.kind {
        LockKind::Forbid if placed == Place::Region(lock.region) || there.is_some() => {
            (best(None) - best(Some(lock.region))).max(0.0)
        }
        LockKind::Forbid => 0.0,
        LockKind::Pin => best(None) - there.map_or(0.0, qonys_model::Choice::net),
        LockKind::Exception => {
            let worth = there.map_or(0.0, |c| c.net() + c.places_cost);
            best(None) - worth
        }
    }
}
