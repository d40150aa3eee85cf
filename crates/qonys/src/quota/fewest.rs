//! Of quotas that are worth the same, the one that moves fewest places; and what each further place moved gains.
//!
//! Many quotas give the same worth, and a plan of the pool is any of them. So the pool is solved again with at most `m` places
//! moved, for few `m`: the least `m` is looked for whose plan is worth as much, but for a tolerance. Worth rises with `m`, so
//! halving finds it; up to [`EACH`] places every number is tried, and what was tried on the way is the curve.

use super::pooled::{Plan, Pooled, seats};
use crate::{Parties, PlaceError};
use qonys_model::{Outcome, Place, QuotaStep, RegionIx};
use std::collections::BTreeMap;

/// Up to so many places every smaller number is tried.
const EACH: u64 = 8;

/// Halvings after the first parts were tried.
const HALVINGS: u32 = 5;

/// Part of the gain that may be given up for fewer moves, where the proof leaves so much open.
const PART: f64 = 0.01;

/// A quota with all families placed anew under it.
pub(super) struct Judged {
    pub found: Plan,
    pub outcome: Outcome,
}

/// What was found.
pub(super) struct Found {
    /// The proposal; `None` = the quota in force.
    pub judged: Option<Judged>,
    /// Plans whose worth differs by no more are held equal.
    pub tolerance: f64,
    /// What was tried with fewer places moved than the proposal moves.
    pub tried: Vec<QuotaStep>,
}

type Judge<'j> = dyn Fn(&BTreeMap<RegionIx, u32>) -> Result<Outcome, PlaceError> + 'j;

/// What a proposal is measured by.
struct Level {
    value: f64,
    seats: Vec<u64>,
}

impl Level {
    /// Not worse than another: the same are seated, as far as that comes first, and no less is gained but for the tolerance.
    fn reaches(&self, other: &Self, tolerance: f64) -> bool {
        self.seats >= other.seats && self.value >= other.value - tolerance
    }
}

/// Looks for the fewest moves that are worth as much as the first proposal.
pub(super) fn fewest(
    pooled: &mut Pooled<'_>,
    before: &Outcome,
    first: Judged,
    judge: &Judge<'_>,
) -> Result<Found, PlaceError> {
    let package = pooled.package();
    let parties = Parties::of(package);
    let level = |outcome: &Outcome| Level {
        value: outcome.certificate.value,
        seats: seats(package, &parties, &|party| {
            let household = parties.list[party].households[0];
            outcome.plan.placements[household.at()].place != Place::Waiting
        }),
    };
    let (then, aim) = (level(before), level(&first.outcome));
    let tolerance = tolerance(pooled.bound - first.found.value, &then, &aim);
    let none = |tried| Ok(Found { judged: None, tolerance, tried });
    if first.found.moved == 0 || then.reaches(&aim, tolerance) {
        return none(Vec::new());
    }
    // promises and exchanges are no part of the pool: there only families placed anew say what a quota is worth
    let ruled = package.programme.fairness.binds() || package.programme.wishes.decides().rearranges();
    let mut tried = Vec::new();
    let mut fewer: Option<Plan> = None;
    let (mut low, mut high) = (0, first.found.moved);
    let mut tries = Tries::new(high);
    while let Some(most) = tries.next(low, high).filter(|_| !pooled.stopped()) {
        let mut plan = pooled.best(Some(most))?;
        if pooled.stopped() {
            break; // cut short: it says nothing
        }
        if ruled {
            let outcome = judge(&plan.quota)?;
            (plan.value, plan.persons) = (outcome.certificate.value, super::prices::persons(package, &outcome));
            plan.seats = level(&outcome).seats;
        }
        let reached = Level { value: plan.value, seats: plan.seats.clone() };
        if plan.moved <= most && reached.reaches(&aim, tolerance) {
            high = plan.moved.min(most);
            fewer = Some(plan);
        } else {
            low = most;
            let bound = plan.bound.max(plan.value);
            tried.push(QuotaStep { moved: plan.moved, value: plan.value, bound, persons: plan.persons });
        }
    }
    let placed =
        fewer.filter(|plan| plan.moved > 0).map(|found| judge(&found.quota).map(|outcome| Judged { found, outcome }));
    let fewer = placed.transpose()?.filter(|judged| level(&judged.outcome).reaches(&aim, tolerance));
    let judged = fewer.unwrap_or(first);
    tried.retain(|step| step.moved < judged.found.moved);
    Ok(Found { judged: Some(judged), tolerance, tried })
}

/// What the proof of the best plan leaves open, but no more than a hundredth of the gain; and rounding of numbers.
fn tolerance(open: f64, then: &Level, aim: &Level) -> f64 {
    let gain = (aim.value - then.value).max(0.0);
    open.clamp(0.0, PART * gain).max(1e-9 * aim.value.abs().max(1.0))
}

/// Numbers of places to try.
struct Tries {
    /// Those to try whatever comes out, in rising order.
    parts: Vec<u64>,
    halvings: u32,
}

impl Tries {
    fn new(most: u64) -> Self {
        let mut parts: Vec<u64> = if most <= EACH { (1..most).collect() } else { vec![most / 8, most / 4, most / 2] };
        parts.reverse();
        Self { parts, halvings: if most <= EACH { 0 } else { HALVINGS } }
    }

    /// The next to try: more than `low` are needed, `high` are enough.
    fn next(&mut self, low: u64, high: u64) -> Option<u64> {
        while let Some(part) = self.parts.pop() {
            if part > low && part < high {
                return Some(part);
            }
        }
        self.halvings = self.halvings.checked_sub(1)?;
        let middle = low + (high - low) / 2;
        (middle > low).then_some(middle)
    }
}
