//! Parties: households bound by must-ties, which go to one region as one or wait as one.

use jiff::civil::Date;
use qonys_model::{
    CapacityIx, Closed, ClosedBy, HouseholdIx, Otherwise, Package, RegionIx, ScoreOf, TieKind, TieTo, counted,
};
use std::collections::{BTreeMap, BTreeSet};

/// Households that are placed as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Members in package order; at least one.
    pub households: Vec<HouseholdIx>,
    /// What the party uses of every capacity in every open region, `[region][capacity]`; empty where closed.
    pub uses: Vec<Vec<u32>>,
    /// The rules that close each region to it, `[region]`; empty = open.
    pub closed: Vec<Vec<ClosedBy>>,
    /// A member is pinned, so it may not wait.
    pub pinned: bool,
    /// A member must go to one region (tie).
    pub tied: bool,
    /// The most urgent priority of its members; `u32::MAX` = none.
    pub class: u32,
    /// The earliest application among its members; `Date::MAX` = none.
    pub applied: Date,
    /// People who move.
    pub persons: u32,
}

impl Party {
    /// The regions closed to it, with the rules.
    #[must_use]
    pub fn closed_regions(&self) -> Vec<Closed> {
        let closed = self.closed.iter().enumerate().filter(|(_, by)| !by.is_empty());
        closed.map(|(r, by)| Closed { region: r.into(), by: by.clone() }).collect()
    }
}

/// All parties of a package.
#[derive(Clone, Debug, PartialEq)]
pub struct Parties {
    /// By first household.
    pub list: Vec<Party>,
    /// The party of every household.
    pub of: Vec<usize>,
}

impl Parties {
    /// Groups the households and closes regions to them. Cost: households x regions x capacities.
    #[must_use]
    pub fn of(package: &Package) -> Self {
        let of = grouped(package);
        let count = of.iter().max().map_or(0, |most| most + 1);
        let mut members = vec![Vec::new(); count];
        for (h, &party) in of.iter().enumerate() {
            members[party].push(HouseholdIx::from(h));
        }
        let rules = Rules::new(package);
        Self { list: members.into_iter().map(|m| rules.party(m)).collect(), of }
    }
}

/// The party number of every household, numbered by first household.
fn grouped(package: &Package) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..package.households.len()).collect();
    fn root(parent: &mut [usize], mut h: usize) -> usize {
        while parent[h] != h {
            parent[h] = parent[parent[h]];
            h = parent[h];
        }
        h
    }
    for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
        if let TieTo::Household(other) = tie.to {
            let (a, b) = (root(&mut parent, tie.household.at()), root(&mut parent, other.at()));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut number = BTreeMap::new();
    (0..parent.len())
        .map(|h| {
            let next = number.len();
            *number.entry(root(&mut parent, h)).or_insert(next)
        })
        .collect()
}

/// The package's rules, indexed by household.
struct Rules<'a> {
    package: &'a Package,
    places: Vec<Vec<Option<u32>>>,
    exceptions: BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32>,
    closing: BTreeMap<HouseholdIx, Vec<(ClosedBy, RegionIx)>>,
    scored: Option<BTreeSet<(HouseholdIx, RegionIx)>>,
}

impl<'a> Rules<'a> {
    fn new(package: &'a Package) -> Self {
        let otherwise = |k: &qonys_model::CapacityKind| match k.otherwise {
            Otherwise::None => Some(0),
            Otherwise::Unlimited => None,
        };
        let row: Vec<Option<u32>> = package.programme.capacity.iter().map(otherwise).collect();
        let mut places = vec![row; package.regions.len()];
        for c in &package.capacities {
            places[c.region.at()][c.capacity.at()] = Some(c.places);
        }
        let mut closing: BTreeMap<HouseholdIx, Vec<(ClosedBy, RegionIx)>> = BTreeMap::new();
        let mut note = |household, by, region| closing.entry(household).or_default().push((by, region));
        for lock in &package.locks {
            let by = if lock.kind.pins() { ClosedBy::PinnedElsewhere } else { ClosedBy::Forbidden };
            note(lock.household, by, lock.region);
        }
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            if let TieTo::Region(region) = tie.to {
                note(tie.household, ClosedBy::TiedElsewhere, region);
            }
        }
        for wish in package.closing_vetoes() {
            note(wish.household, ClosedBy::Veto, wish.region);
        }
        Self { package, places, exceptions: package.differing_uses(), closing, scored: scored(package) }
    }

    fn party(&self, households: Vec<HouseholdIx>) -> Party {
        let members = || households.iter().map(|h| &self.package.households[h.at()]);
        let rules: Vec<(ClosedBy, RegionIx)> =
            households.iter().filter_map(|h| self.closing.get(h)).flatten().copied().collect();
        let own: Vec<Vec<u32>> = members()
            .map(|h| (0..self.package.programme.capacity.len()).map(|k| counted(self.package, h, k.into())).collect())
            .collect();
        let mut uses = Vec::with_capacity(self.package.regions.len());
        let mut closed = Vec::with_capacity(self.package.regions.len());
        for region in (0..self.package.regions.len()).map(RegionIx::from) {
            let used = self.uses(&households, &own, region);
            let by = self.closed_by(&households, &rules, &used, region);
            let fits = |amount: u64| u32::try_from(amount).unwrap_or(u32::MAX); // more only where there is no limit
            uses.push(if by.is_empty() { used.into_iter().map(fits).collect() } else { Vec::new() });
            closed.push(by);
        }
        Party {
            uses,
            closed,
            pinned: rules.iter().any(|(by, _)| *by == ClosedBy::PinnedElsewhere),
            tied: rules.iter().any(|(by, _)| *by == ClosedBy::TiedElsewhere),
            class: members().map(|h| h.priority.unwrap_or(u32::MAX)).min().unwrap_or(u32::MAX),
            applied: members().map(|h| h.applied.unwrap_or(Date::MAX)).min().unwrap_or(Date::MAX),
            persons: members().map(qonys_model::Household::persons).fold(0, u32::saturating_add),
            households,
        }
    }

    fn uses(&self, households: &[HouseholdIx], own: &[Vec<u32>], region: RegionIx) -> Vec<u64> {
        (0..self.package.programme.capacity.len())
            .map(|k| {
                let amount = |(h, own): (&HouseholdIx, &Vec<u32>)| {
                    u64::from(self.exceptions.get(&(*h, region, k.into())).copied().unwrap_or(own[k]))
                };
                households.iter().zip(own).map(amount).sum()
            })
            .collect()
    }

    fn closed_by(
        &self,
        households: &[HouseholdIx],
        rules: &[(ClosedBy, RegionIx)],
        used: &[u64],
        region: RegionIx,
    ) -> Vec<ClosedBy> {
        let elsewhere = |by: ClosedBy| matches!(by, ClosedBy::PinnedElsewhere | ClosedBy::TiedElsewhere);
        let mut by: Vec<ClosedBy> =
            rules.iter().filter(|(by, at)| elsewhere(*by) != (*at == region)).map(|(by, _)| *by).collect();
        let short = |(k, &need): (usize, &u64)| {
            self.places[region.at()][k]
                .is_some_and(|places| need > u64::from(places))
                .then(|| ClosedBy::Capacity(k.into()))
        };
        by.extend(used.iter().enumerate().filter_map(short));
        if self.scored.as_ref().is_some_and(|scored| households.iter().any(|h| !scored.contains(&(*h, region)))) {
            by.push(ClosedBy::NoScore);
        }
        by.sort_unstable();
        by.dedup();
        by
    }
}

/// The pairs that an outside model allows; `None` when there is none. A household scored by person is allowed where
/// every member who is scored at all has a number.
pub(crate) fn scored(package: &Package) -> Option<BTreeSet<(HouseholdIx, RegionIx)>> {
    let scores = package.scores.as_ref()?;
    let mut allowed = BTreeSet::new();
    let mut people: BTreeMap<HouseholdIx, BTreeSet<qonys_model::PersonIx>> = BTreeMap::new();
    let mut numbers: BTreeMap<(HouseholdIx, RegionIx), usize> = BTreeMap::new();
    for score in scores {
        match score.of {
            ScoreOf::Household(household) => _ = allowed.insert((household, score.region)),
            ScoreOf::Person(person) => {
                let household = package.people[person.at()].household;
                people.entry(household).or_default().insert(person);
                *numbers.entry((household, score.region)).or_default() += 1;
            }
        }
    }
    let complete = numbers.into_iter().filter(|((household, _), n)| people[household].len() == *n);
    allowed.extend(complete.map(|(pair, _)| pair));
    Some(allowed)
}
