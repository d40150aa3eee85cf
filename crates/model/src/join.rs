//! Families of one package put before the regions of another: a sitting's families, or past years as a pool.

use crate::{CapacityIx, HouseholdIx, Package, PersonIx, RegionIx, ScoreOf, TieTo};
use std::ops::Range;

impl Package {
    /// The same policy, regions, places and openings with no families.
    #[must_use]
    pub fn without_families(&self) -> Self {
        Self {
            households: Vec::new(),
            people: Vec::new(),
            ties: Vec::new(),
            wishes: Vec::new(),
            locks: Vec::new(),
            uses: Vec::new(),
            scores: self.scores.as_ref().map(|_| Vec::new()),
            ..self.clone()
        }
    }

    /// Adds the families of another package with all that is said of them; returns their positions.
    ///
    /// Regions and capacities are the same when they have the same name; what is said of a region or a capacity that is
    /// not here is left out. `prefix` goes before ids of households and people, to keep those of another year apart.
    /// Birth years are moved by the difference of the two years, so that everybody keeps the age of their own year.
    /// Scores are taken where this package has scores.
    pub fn join(&mut self, other: &Self, prefix: &str) -> Range<usize> {
        let first = self.households.len();
        let shift = Shift::new(self, other);
        for household in &other.households {
            let mut household = household.clone();
            household.id.insert_str(0, prefix);
            household.members.iter_mut().for_each(|m| *m = shift.person(*m));
            self.households.push(household);
        }
        for person in &other.people {
            let mut person = person.clone();
            person.id.insert_str(0, prefix);
            person.household = shift.household(person.household);
            person.birth_year = person.birth_year.saturating_add(shift.years);
            self.people.push(person);
        }
        self.ties.extend(other.ties.iter().filter_map(|tie| {
            let to = match tie.to {
                TieTo::Region(region) => TieTo::Region(shift.region(region)?),
                TieTo::Household(household) => TieTo::Household(shift.household(household)),
            };
            Some(crate::Tie { household: shift.household(tie.household), to, ..tie.clone() })
        }));
        self.wishes.extend(other.wishes.iter().filter_map(|wish| {
            let region = shift.region(wish.region)?;
            Some(crate::Wish { household: shift.household(wish.household), region, ..wish.clone() })
        }));
        self.locks.extend(other.locks.iter().filter_map(|lock| {
            let region = shift.region(lock.region)?;
            Some(crate::Lock { household: shift.household(lock.household), region, ..lock.clone() })
        }));
        self.uses.extend(other.uses.iter().filter_map(|used| {
            let (region, capacity) = (shift.region(used.region)?, shift.capacity(used.capacity)?);
            Some(crate::Use { household: shift.household(used.household), region, capacity, ..used.clone() })
        }));
        if let (Some(mine), Some(theirs)) = (&mut self.scores, &other.scores) {
            mine.extend(theirs.iter().filter_map(|score| {
                let of = match score.of {
                    ScoreOf::Household(household) => ScoreOf::Household(shift.household(household)),
                    ScoreOf::Person(person) => ScoreOf::Person(shift.person(person)),
                };
                Some(crate::Score { of, region: shift.region(score.region)?, ..score.clone() })
            }));
        }
        first..self.households.len()
    }
}

/// Positions in the other package as positions in this one.
struct Shift {
    households: usize,
    people: usize,
    years: i16,
    regions: Vec<Option<RegionIx>>,
    capacities: Vec<Option<CapacityIx>>,
}

impl Shift {
    fn new(package: &Package, other: &Package) -> Self {
        let region = |id: &str| package.regions.iter().position(|r| r.id == id).map(RegionIx::from);
        let capacity =
            |name: &str| package.programme.capacity.iter().position(|c| c.name == name).map(CapacityIx::from);
        Self {
            households: package.households.len(),
            people: package.people.len(),
            years: package.programme.year.saturating_sub(other.programme.year),
            regions: other.regions.iter().map(|r| region(&r.id)).collect(),
            capacities: other.programme.capacity.iter().map(|c| capacity(&c.name)).collect(),
        }
    }

    fn household(&self, household: HouseholdIx) -> HouseholdIx {
        (self.households + household.at()).into()
    }

    fn person(&self, person: PersonIx) -> PersonIx {
        (self.people + person.at()).into()
    }

    fn region(&self, region: RegionIx) -> Option<RegionIx> {
        self.regions[region.at()]
    }

    fn capacity(&self, capacity: CapacityIx) -> Option<CapacityIx> {
        self.capacities[capacity.at()]
    }
}
