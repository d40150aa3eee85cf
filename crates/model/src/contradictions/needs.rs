//! What households use of capacities, what regions have of them, and where scores allow households.

use crate::{CapacityIx, HouseholdIx, Otherwise, Package, RegionIx, ScoreOf, counted};
use std::collections::BTreeMap;

/// Uses and places, looked up in constant or logarithmic time.
#[derive(Debug)]
pub(super) struct Needs {
    kinds: usize,
    /// By household and capacity.
    counted: Vec<u32>,
    /// From `uses.csv`, by household, then region and capacity; 0 above quota.
    uses: BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32>,
    /// By region and capacity; `None` = unlimited.
    places: Vec<Option<u32>>,
    /// With scores: the pairs that they allow, sorted.
    scored: Option<Vec<(HouseholdIx, RegionIx)>>,
}

impl Needs {
    pub fn of(package: &Package) -> Self {
        let kinds = package.programme.capacity.len();
        let all = || (0..kinds).map(CapacityIx::from);
        let counted =
            package.households.iter().flat_map(|h| all().map(move |kind| counted(package, h, kind))).collect();
        let uses = package.differing_uses();
        let otherwise = package.programme.capacity.iter().map(|kind| match kind.otherwise {
            Otherwise::None => Some(0),
            Otherwise::Unlimited => None,
        });
        let mut places: Vec<Option<u32>> = otherwise.collect::<Vec<_>>().repeat(package.regions.len());
        for row in &package.capacities {
            places[row.region.at() * kinds + row.capacity.at()] = Some(row.places);
        }
        Self { kinds, counted, uses, places, scored: scored(package) }
    }

    /// What a household uses of a capacity in a region.
    pub fn uses(&self, household: HouseholdIx, region: RegionIx, capacity: CapacityIx) -> u32 {
        let own = || self.uses.get(&(household, region, capacity)).copied();
        let special = if self.uses.is_empty() { None } else { own() };
        special.unwrap_or_else(|| self.counted[household.at() * self.kinds + capacity.at()])
    }

    /// What a party uses together.
    pub fn together(&self, party: &[HouseholdIx], region: RegionIx, capacity: CapacityIx) -> u64 {
        party.iter().map(|&h| u64::from(self.uses(h, region, capacity))).sum()
    }

    /// How much a region has of a capacity; `None` = as much as anyone asks.
    pub fn places(&self, region: RegionIx, capacity: CapacityIx) -> Option<u32> {
        self.places[region.at() * self.kinds + capacity.at()]
    }

    /// The first capacity of which a region has too little for a party: `(which, asked, places)`.
    pub fn lacking(&self, party: &[HouseholdIx], region: RegionIx) -> Option<(CapacityIx, u64, u32)> {
        (0..self.kinds).map(CapacityIx::from).find_map(|capacity| {
            let asked = self.together(party, region, capacity);
            let places = self.places(region, capacity)?;
            (asked > u64::from(places)).then_some((capacity, asked, places))
        })
    }

    /// Whether scores, when given, allow a household in a region.
    pub fn scored(&self, household: HouseholdIx, region: RegionIx) -> bool {
        self.scored.as_ref().is_none_or(|pairs| pairs.binary_search(&(household, region)).is_ok())
    }
}

/// The pairs that scores allow: those of a household's own score, or where every scored member has one.
fn scored(package: &Package) -> Option<Vec<(HouseholdIx, RegionIx)>> {
    let scores = package.scores.as_ref()?;
    let mut whole = Vec::new();
    let mut by_member: BTreeMap<(HouseholdIx, RegionIx), u32> = BTreeMap::new();
    let mut members: Vec<(HouseholdIx, u32)> = Vec::new();
    for score in scores {
        match score.of {
            ScoreOf::Household(household) => whole.push((household, score.region)),
            ScoreOf::Person(person) => {
                let household = package.people[person.at()].household;
                *by_member.entry((household, score.region)).or_default() += 1;
                members.push((household, person.0));
            }
        }
    }
    members.sort_unstable();
    members.dedup();
    let scored_members = |household| {
        let from = members.partition_point(|m| m.0 < household);
        members[from..].iter().take_while(|m| m.0 == household).count() as u32
    };
    whole.extend(by_member.into_iter().filter(|&((h, _), n)| n == scored_members(h)).map(|(pair, _)| pair));
    whole.sort_unstable();
    whole.dedup();
    Some(whole)
}
