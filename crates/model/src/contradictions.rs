//! Statements of a package that cannot all be obeyed, each found by a function named by what it finds.
//!
//! Every fault stands at the row that somebody can change; columns are named by their English header.

mod exceptions;
mod limits;
mod locks;
mod needs;
mod statements;
mod ties;

use crate::{Fault, Package};
use needs::Needs;
use statements::Statements;

/// Every contradiction of a package: first of its statements, then of its limits.
#[must_use]
pub fn contradictions(package: &Package) -> Vec<Fault> {
    let mut faults = contradictions_of_statements(package);
    faults.extend(contradictions_of_limits(package));
    faults
}

/// What locks, must-ties and vetoes say against each other. Needs regions and households only, so a package whose
/// other tables have faults can be asked too.
#[must_use]
pub fn contradictions_of_statements(package: &Package) -> Vec<Fault> {
    let statements = Statements::of(package);
    let mut faults = locks::pin_and_forbid(package, &statements);
    faults.extend(locks::pins_differ(package, &statements));
    faults.extend(ties::must_ties_differ(package, &statements));
    faults.extend(ties::must_tie_against_lock(package, &statements));
    faults.extend(ties::against_veto(package, &statements));
    faults
}

/// What pins, rules and minimums ask against what regions have. Meaningful when programme, capacities, people, uses
/// and scores were read without a fault.
#[must_use]
pub fn contradictions_of_limits(package: &Package) -> Vec<Fault> {
    let statements = Statements::of(package);
    let needs = Needs::of(package);
    let mut faults = locks::pin_without_capacity(package, &statements, &needs);
    faults.extend(locks::pins_above_capacity(package, &statements, &needs));
    faults.extend(locks::pin_without_score(package, &statements, &needs));
    faults.extend(exceptions::exception_without_child(package));
    faults.extend(limits::minimum_above_places(package));
    faults.extend(limits::minimum_above_demand(package, &statements, &needs));
    faults.extend(limits::no_region_open(package, &statements, &needs));
    faults
}
