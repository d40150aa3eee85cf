//! Regions: who may stand where, parties together, limits kept.

use super::Violation;
use crate::{
    CapacityIx, ClosedBy, HouseholdIx, LockKind, Otherwise, Package, PersonIx, Plan, RegionIx, ScoreOf, TieKind, TieTo,
    counted,
};
use std::collections::{BTreeMap, BTreeSet};

fn place_of(plan: &Plan, household: HouseholdIx) -> Option<RegionIx> {
    plan.placements[household.at()].place.region()
}

/// Locks, must-ties to regions, vetoes and absent scores, each row by itself.
pub(super) fn closed(package: &Package, plan: &Plan) -> Vec<Violation> {
    let mut found = Vec::new();
    for lock in &package.locks {
        let (household, place) = (lock.household, place_of(plan, lock.household));
        match (lock.kind, place) {
            (LockKind::Pin | LockKind::Exception, None) => {
                found.push(Violation::PinnedWaits { household, region: lock.region })
            }
            (LockKind::Pin | LockKind::Exception, Some(region)) if region != lock.region => {
                found.push(Violation::RegionClosed { household, region, by: ClosedBy::PinnedElsewhere });
            }
            (LockKind::Forbid, Some(region)) if region == lock.region => {
                found.push(Violation::RegionClosed { household, region, by: ClosedBy::Forbidden });
            }
            _ => {}
        }
    }
    for tie in &package.ties {
        if let (TieKind::Must, TieTo::Region(to), Some(region)) = (tie.kind, tie.to, place_of(plan, tie.household))
            && region != to
        {
            found.push(Violation::RegionClosed { household: tie.household, region, by: ClosedBy::TiedElsewhere });
        }
    }
    for wish in package.closing_vetoes() {
        if place_of(plan, wish.household) == Some(wish.region) {
            let (household, region) = (wish.household, wish.region);
            found.push(Violation::RegionClosed { household, region, by: ClosedBy::Veto });
        }
    }
    found.extend(unscored(package, plan));
    found
}

/// A place above quota must have a reason, an author and a child.
pub(super) fn exceptions_without_ground(package: &Package) -> Vec<Violation> {
    let year = package.programme.year;
    let child = |h: HouseholdIx| package.people.iter().any(|person| person.household == h && person.age(year) < 18);
    let groundless = package.locks.iter().filter(|lock| {
        let signed = lock.reason.is_some() && lock.author.is_some();
        lock.kind == LockKind::Exception && !(signed && child(lock.household))
    });
    let violation =
        |lock: &crate::Lock| Violation::ExceptionWithoutGround { household: lock.household, region: lock.region };
    groundless.map(violation).collect()
}

/// Which pairs have a number: with scores a pair without one is not allowed; with scores by person, a pair for which any
/// member who is scored somewhere lacks one.
pub(super) struct Scored {
    by_household: BTreeSet<(HouseholdIx, RegionIx)>,
    by_person: BTreeSet<(PersonIx, RegionIx)>,
    people: BTreeSet<PersonIx>,
}

impl Scored {
    /// `None` where the package has no scores, so that every pair is allowed.
    pub(super) fn of(package: &Package) -> Option<Self> {
        let mut scored = Self { by_household: BTreeSet::new(), by_person: BTreeSet::new(), people: BTreeSet::new() };
        for score in package.scores.as_ref()? {
            match score.of {
                ScoreOf::Household(h) => _ = scored.by_household.insert((h, score.region)),
                ScoreOf::Person(p) => {
                    scored.by_person.insert((p, score.region));
                    scored.people.insert(p);
                }
            }
        }
        Some(scored)
    }

    pub(super) fn has(&self, package: &Package, household: HouseholdIx, region: RegionIx) -> bool {
        let members = &package.households[household.at()].members;
        let mut members = members.iter().filter(|p| self.people.contains(*p)).peekable();
        self.by_household.contains(&(household, region))
            || (members.peek().is_some() && members.all(|p| self.by_person.contains(&(*p, region))))
    }
}

fn unscored(package: &Package, plan: &Plan) -> Vec<Violation> {
    let Some(scored) = Scored::of(package) else { return Vec::new() };
    plan.placements
        .iter()
        .filter_map(|p| p.place.region().map(|region| (p.household, region)))
        .filter(|&(household, region)| !scored.has(package, household, region))
        .map(|(household, region)| Violation::RegionClosed { household, region, by: ClosedBy::NoScore })
        .collect()
}

/// Must-ties between households: one place for both, or both wait.
pub(super) fn parties(package: &Package, plan: &Plan) -> Vec<Violation> {
    let split = package.ties.iter().filter_map(|tie| match (tie.kind, tie.to) {
        (TieKind::Must, TieTo::Household(other)) if place_of(plan, tie.household) != place_of(plan, other) => {
            Some(Violation::PartySplit { household: tie.household, other })
        }
        _ => None,
    });
    split.collect()
}

/// What a household uses of every capacity, and what the plan uses of every region's.
pub(super) struct Usage {
    own: Vec<Vec<u32>>,
    exceptions: BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32>,
    limits: BTreeMap<(RegionIx, CapacityIx), (u32, u32)>,
    used: BTreeMap<(RegionIx, CapacityIx), u64>,
}

/// Uses that differ from the counting rule; nothing for those placed above quota, each row by itself.
fn exceptions(package: &Package) -> BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32> {
    let mut uses: BTreeMap<_, _> =
        package.uses.iter().map(|u| ((u.household, u.region, u.capacity), u.amount)).collect();
    for lock in package.locks.iter().filter(|lock| lock.kind == LockKind::Exception) {
        for kind in 0..package.programme.capacity.len() {
            uses.insert((lock.household, lock.region, kind.into()), 0);
        }
    }
    uses
}

impl Usage {
    pub(super) fn of(package: &Package, plan: &Plan) -> Self {
        let kinds = 0..package.programme.capacity.len();
        let own = |h| kinds.clone().map(|k| counted(package, h, k.into())).collect();
        let limits = package.capacities.iter().map(|c| ((c.region, c.capacity), (c.minimum, c.places)));
        let mut usage = Self {
            own: package.households.iter().map(own).collect(),
            exceptions: exceptions(package),
            limits: limits.collect(),
            used: BTreeMap::new(),
        };
        for placement in &plan.placements {
            let Some(region) = placement.place.region() else { continue };
            for kind in kinds.clone().map(CapacityIx::from) {
                let amount = usage.amount(placement.household, region, kind);
                *usage.used.entry((region, kind)).or_default() += u64::from(amount);
            }
        }
        usage
    }

    /// What a household takes of a capacity in a region.
    pub(super) fn amount(&self, household: HouseholdIx, region: RegionIx, capacity: CapacityIx) -> u32 {
        let exception = self.exceptions.get(&(household, region, capacity)).copied();
        exception.unwrap_or_else(|| self.own[household.at()][capacity.at()])
    }

    /// What several households take of it together.
    pub(super) fn of_all(&self, households: &[HouseholdIx], region: RegionIx, capacity: CapacityIx) -> u64 {
        households.iter().map(|&h| u64::from(self.amount(h, region, capacity))).sum()
    }

    /// What the plan takes of a capacity in a region.
    pub(super) fn used(&self, region: RegionIx, capacity: CapacityIx) -> u64 {
        self.used.get(&(region, capacity)).copied().unwrap_or(0)
    }

    /// The minimum of a capacity in a region; 0 = none.
    pub(super) fn minimum(&self, region: RegionIx, capacity: CapacityIx) -> u32 {
        self.limits.get(&(region, capacity)).map_or(0, |limit| limit.0)
    }

    /// Places of a capacity in a region; `None` = unlimited.
    pub(super) fn places(&self, package: &Package, region: RegionIx, capacity: CapacityIx) -> Option<u32> {
        match (self.limits.get(&(region, capacity)), package.programme.capacity[capacity.at()].otherwise) {
            (Some(&(_, places)), _) => Some(places),
            (None, Otherwise::None) => Some(0),
            (None, Otherwise::Unlimited) => None,
        }
    }

    /// Every limit of every region.
    pub(super) fn limits(&self, package: &Package) -> Vec<Violation> {
        let mut found = Vec::new();
        for region in (0..package.regions.len()).map(RegionIx::from) {
            for capacity in (0..package.programme.capacity.len()).map(CapacityIx::from) {
                let used = self.used(region, capacity);
                let minimum = self.limits.get(&(region, capacity)).map_or(0, |&(minimum, _)| minimum);
                if let Some(places) = self.places(package, region, capacity)
                    && used > u64::from(places)
                {
                    found.push(Violation::CapacityExceeded { region, capacity, places, used });
                }
                if used < u64::from(minimum) {
                    found.push(Violation::MinimumUnmet { region, capacity, minimum, used });
                }
            }
        }
        found
    }
}
