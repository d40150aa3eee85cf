//! What the package and the outcome say about one household.

use qonys_model::{
    CapacityIx, Choice, Explanation, Household, HouseholdIx, Lock, Otherwise, Outcome, Package, Person, RegionIx,
    TieKind, TieTo, WishRank, uses_of,
};

/// A household with everything that is said of it.
pub(super) struct Facts<'a> {
    pub(super) package: &'a Package,
    pub(super) outcome: &'a Outcome,
    pub(super) at: HouseholdIx,
    pub(super) household: &'a Household,
    pub(super) why: &'a Explanation,
    /// The household and those that must-ties bind to it, in package order.
    pub(super) party: Vec<HouseholdIx>,
}

/// Places of one capacity that the party needs in a region, and those that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    pub(super) region: RegionIx,
    pub(super) capacity: CapacityIx,
    pub(super) need: u32,
    /// Places in all.
    pub(super) places: u32,
    /// Places that the plan leaves.
    pub(super) free: u32,
}

impl Short {
    pub(super) fn missing(&self) -> u32 {
        self.need.saturating_sub(self.free)
    }
}

impl<'a> Facts<'a> {
    pub(super) fn of(package: &'a Package, outcome: &'a Outcome, at: HouseholdIx) -> Option<Self> {
        let household = package.households.get(at.at())?;
        let why = outcome.explanations.get(at.at())?;
        outcome.plan.placements.get(at.at())?;
        Some(Self { package, outcome, at, household, why, party: party(package, at) })
    }

    /// Where it goes; `None` when it waits.
    pub(super) fn region(&self) -> Option<RegionIx> {
        self.outcome.plan.placements[self.at.at()].place.region()
    }

    /// The other households of its party.
    pub(super) fn others(&self) -> Vec<HouseholdIx> {
        self.party.iter().copied().filter(|&other| other != self.at).collect()
    }

    pub(super) fn choice(&self, region: RegionIx) -> Option<&'a Choice> {
        self.why.choices.iter().find(|choice| choice.region == region)
    }

    /// Whether every member is under or over working age or marked as not able to work.
    pub(super) fn nobody_works(&self) -> bool {
        let programme = &self.package.programme;
        let works = |person: &Person| {
            programme.outlook.working_age.contains(person.age(programme.year)) && person.works != Some(false)
        };
        let members = &self.household.members;
        !members.is_empty() && !members.iter().filter_map(|at| self.package.people.get(at.at())).any(works)
    }

    /// Decisions about its party, in file order.
    pub(super) fn locks(&self) -> Vec<&'a Lock> {
        self.package.locks.iter().filter(|lock| self.party.contains(&lock.household)).collect()
    }

    /// Rank of its own wish for a region.
    pub(super) fn wish(&self, region: RegionIx) -> Option<u32> {
        self.package.wishes.iter().find_map(|wish| match wish.rank {
            WishRank::Rank(rank) if wish.household == self.at && wish.region == region => Some(rank),
            _ => None,
        })
    }

    /// Every capacity of a region of which the party needs more than the plan leaves there.
    pub(super) fn shorts(&self, region: RegionIx) -> Vec<Short> {
        let capacities = (0..self.package.programme.capacity.len()).map(CapacityIx::from);
        capacities.filter_map(|capacity| self.short(region, capacity)).filter(|short| short.missing() > 0).collect()
    }

    /// What the party needs of a capacity in a region; `None` when it needs none or there is no limit.
    pub(super) fn short(&self, region: RegionIx, capacity: CapacityIx) -> Option<Short> {
        let needs = self.party.iter().map(|&member| uses_of(self.package, member, region, capacity));
        let need = needs.fold(0, u32::saturating_add);
        if need == 0 {
            return None;
        }
        let same = |r: RegionIx, c: CapacityIx| r == region && c == capacity;
        let places = match self.package.capacities.iter().find(|limit| same(limit.region, limit.capacity)) {
            Some(limit) => limit.places,
            None if self.package.programme.capacity[capacity.at()].otherwise == Otherwise::Unlimited => return None,
            None => 0,
        };
        let used = self.outcome.capacities.iter().find(|u| same(u.region, u.capacity)).map_or(0, |u| u.used);
        Some(Short { region, capacity, need, places, free: places.saturating_sub(used) })
    }
}

/// The household and every other that must-ties bind to it, directly or through others.
fn party(package: &Package, of: HouseholdIx) -> Vec<HouseholdIx> {
    let bonds: Vec<_> = package
        .ties
        .iter()
        .filter(|tie| tie.kind == TieKind::Must)
        .filter_map(|tie| match tie.to {
            TieTo::Household(other) => Some((tie.household, other)),
            TieTo::Region(_) => None,
        })
        .collect();
    let mut party = vec![of];
    let mut seen = 0;
    while let Some(&member) = party.get(seen) {
        seen += 1;
        for &(one, other) in &bonds {
            let next = if one == member { other } else { one };
            if (one == member || other == member) && !party.contains(&next) {
                party.push(next);
            }
        }
    }
    party.sort_unstable();
    party
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_party_is_found_from_any_of_its_members() {
        let package = sample::package();
        let both = vec![HouseholdIx(1), HouseholdIx(3)];
        assert_eq!(party(&package, HouseholdIx(1)), both);
        assert_eq!(party(&package, HouseholdIx(3)), both);
        assert_eq!(party(&package, HouseholdIx(0)), vec![HouseholdIx(0)]);
    }

    #[test]
    fn what_is_missing_is_counted_for_the_party() {
        let (package, outcome) = (sample::package(), sample::outcome());
        let facts = Facts::of(&package, &outcome, HouseholdIx(4)).expect("a household");
        let missing = |region: u32| facts.shorts(RegionIx(region)).iter().map(Short::missing).collect::<Vec<_>>();
        assert_eq!(missing(0), [3, 1]);
        assert_eq!(missing(1), [1]);
        assert_eq!(missing(3), [3]);
    }
}
