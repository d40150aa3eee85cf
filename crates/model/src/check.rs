//! Judges a plan by the package alone. It reads the tables statement by statement and shares no code with the engine
//! or with the recipe that poses the problem, so that a mistake there cannot hide here.

mod company;
mod inclusion;
mod jobs;
mod places;

use crate::{CapacityIx, ClosedBy, HouseholdIx, OpeningIx, Package, PersonIx, Plan, RegionIx};
use serde::Serialize;

/// A rule that a plan breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "violation")]
pub enum Violation {
    /// The plan does not speak of a household, or not in its place in the list.
    HouseholdMissing {
        /// Which.
        household: HouseholdIx,
    },
    /// The plan names a household, region, person or opening that the package does not have.
    OutsidePackage {
        /// Position of the placement in the plan.
        placement: u32,
    },
    /// A household stands in a region that a rule closes to it.
    RegionClosed {
        /// Whose.
        household: HouseholdIx,
        /// Where it stands.
        region: RegionIx,
        /// The rule.
        by: ClosedBy,
    },
    /// A pinned household waits.
    PinnedWaits {
        /// Whose.
        household: HouseholdIx,
        /// Where it is pinned.
        region: RegionIx,
    },
    /// A place above quota for which nobody answers, or for a household without a member under 18.
    ExceptionWithoutGround {
        /// Whose.
        household: HouseholdIx,
        /// Where.
        region: RegionIx,
    },
    /// Two households with a must-tie are not in one place.
    PartySplit {
        /// One.
        household: HouseholdIx,
        /// The other.
        other: HouseholdIx,
    },
    /// More is used than there is.
    CapacityExceeded {
        /// Where.
        region: RegionIx,
        /// Of what.
        capacity: CapacityIx,
        /// Places.
        places: u32,
        /// Use.
        used: u64,
    },
    /// Less is used than must be.
    MinimumUnmet {
        /// Where.
        region: RegionIx,
        /// Of what.
        capacity: CapacityIx,
        /// Minimum.
        minimum: u32,
        /// Use.
        used: u64,
    },
    /// A person is matched who is not a member of the household, cannot work, or is matched twice.
    NotAWorker {
        /// Whose placement.
        household: HouseholdIx,
        /// Who.
        person: PersonIx,
    },
    /// A person is matched to an opening of another region, or while waiting.
    JobElsewhere {
        /// Who.
        person: PersonIx,
        /// To what.
        opening: OpeningIx,
    },
    /// A person is matched to an opening that shares no digit with the person's occupation.
    JobUnfit {
        /// Who.
        person: PersonIx,
        /// To what.
        opening: OpeningIx,
    },
    /// An opening is filled more often than it is wanted.
    OpeningOverfilled {
        /// Which.
        opening: OpeningIx,
        /// Wanted.
        wanted: u32,
        /// Filled.
        filled: u32,
    },
    /// A household waits though the rule is that everyone is placed.
    WaitsUnderEveryone {
        /// Whose.
        household: HouseholdIx,
    },
    /// A household waits while places it could take are held by households of a less urgent class.
    PriorityBroken {
        /// Who waits.
        household: HouseholdIx,
        /// Where there would be room.
        region: RegionIx,
    },
    /// A household waits while places it could take are held by households who applied later, or are free.
    OrderBroken {
        /// Who waits.
        household: HouseholdIx,
        /// Where there would be room.
        region: RegionIx,
    },
}

/// Every violation of a plan, in a fixed order; empty = the plan obeys every rule that can be judged place by place.
///
/// Priority and order are judged by their necessary conditions: nobody waits who would fit if only those who come
/// after them in one region made way, as far as its minimums still hold. That no rearrangement of the others would let somebody in is the engine's claim
/// ([`crate::Certificate::inclusion_proved`]), not judged here. Cost: rows of all tables + households x capacities.
#[must_use]
pub fn check(package: &Package, plan: &Plan) -> Vec<Violation> {
    let mut found = shape(package, plan);
    if !found.is_empty() {
        return found;
    }
    found.extend(places::closed(package, plan));
    found.extend(places::exceptions_without_ground(package));
    found.extend(places::parties(package, plan));
    let usage = places::Usage::of(package, plan);
    found.extend(usage.limits(package));
    found.extend(jobs::jobs(package, plan));
    found.extend(inclusion::inclusion(package, plan, &usage));
    found.sort_unstable();
    found.dedup();
    found
}

/// A plan speaks of every household once, in order, and of nothing outside the package.
fn shape(package: &Package, plan: &Plan) -> Vec<Violation> {
    let mut found: Vec<Violation> = (0..package.households.len())
        .filter(|&h| plan.placements.get(h).is_none_or(|p| p.household.at() != h))
        .map(|h| Violation::HouseholdMissing { household: h.into() })
        .collect();
    let outside = plan.placements.iter().enumerate().filter(|(_, p)| {
        p.household.at() >= package.households.len()
            || p.place.region().is_some_and(|r| r.at() >= package.regions.len())
            || p.jobs.iter().any(|j| j.person.at() >= package.people.len() || j.opening.at() >= package.openings.len())
    });
    found.extend(outside.map(|(i, _)| Violation::OutsidePackage { placement: i as u32 }));
    found
}
