//! The best plan over all quotas of a total, with or without a limit on the places that move.
//!
//! The places of the capacity are one pool: a row that spans regions. A region that may not fall below some number of places
//! takes them from the pool whether it uses them or not: `sum of max(use, least) <= total`. Where at most `m` places may move,
//! `sum of max(use - in force, 0) <= m`. Each of the two is one row for each set of regions, of which only those are added
//! that a plan breaks. Every row holds for every quota that is allowed, so the bound of the last problem is a bound over all
//! of them.

use super::prices::{Bounds, MoveOptions, with_places};
use crate::place::{refused, solved};
use crate::pose::{Pool, pose_pooled};
use crate::{Parties, PlaceError, Posed};
use num_bigint::BigUint;
use qonys_model::{CapacityIx, InclusionRule, Package, RegionIx};
use qonys_solve::Solution;
use qonys_solve::apportion::{Limits, Method, apportion};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that may be added: each is broken by the plan before, so there are few.
const ROUNDS: usize = 40;

/// Quotas of the same total within bounds; the rows found for one limit serve for the next.
pub(super) struct Pooled<'a> {
    package: &'a Package,
    bounds: &'a [Bounds],
    options: &'a MoveOptions<'a>,
    total: u64,
    /// Places that regions may use together, whatever moves.
    kept: Vec<(BTreeSet<RegionIx>, u64)>,
    /// Regions that may gain no more together than may move.
    gaining: Vec<BTreeSet<RegionIx>>,
    /// No plan under any quota within the bounds is worth more.
    pub bound: f64,
}

/// A quota and the plan it was read off.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub quota: BTreeMap<RegionIx, u32>,
    /// Places that move.
    pub moved: u64,
    pub value: f64,
    /// No plan with at most so many places moved as were allowed is worth more.
    pub bound: f64,
    pub persons: u64,
    /// Who is seated, as far as that comes before worth: [`seats`].
    pub seats: Vec<u64>,
}

impl<'a> Pooled<'a> {
    pub fn new(package: &'a Package, bounds: &'a [Bounds], options: &'a MoveOptions<'a>) -> Self {
        let total = bounds.iter().map(|b| u64::from(b.before)).sum();
        let everywhere = bounds.iter().map(|b| b.region).collect();
        let kept = vec![(everywhere, total)];
        Self { package, bounds, options, total, kept, gaining: Vec::new(), bound: f64::INFINITY }
    }

    pub fn package(&self) -> &'a Package {
        self.package
    }

    /// Whether somebody wants the run to end.
    pub fn stopped(&self) -> bool {
        self.options.place.stop.is_some_and(|stop| stop().is_some())
    }

    /// The best plan found with at most so many places moved, and its quota; `None` = as many as the bounds allow.
    pub fn best(&mut self, most_moved: Option<u64>) -> Result<Plan, PlaceError> {
        let most = |b: &Bounds| {
            let by = most_moved.map_or(u32::MAX, |m| u32::try_from(m).unwrap_or(u32::MAX));
            (b.region, b.most.min(b.before.saturating_add(by)))
        };
        let open = with_places(self.package, self.options.capacity, &self.bounds.iter().map(most).collect());
        for round in 1.. {
            let pools = self.pools(most_moved);
            let posed = pose_pooled(&open, &pools);
            let place = &self.options.place;
            let (solution, _) = solved(&posed, place).map_err(|failed| refused(&posed, failed, place))?;
            let used = used(&posed, &solution, self.options.capacity);
            let added = self.add_broken(&used, most_moved);
            if !added || round >= ROUNDS {
                if most_moved.is_none() {
                    self.bound = solution.bound;
                }
                return Ok(self.plan(&posed, &solution, &used));
            }
        }
        unreachable!("the last round returns")
    }

    fn pools(&self, most_moved: Option<u64>) -> Vec<Pool> {
        let capacity = self.options.capacity;
        let before = |regions: &BTreeSet<RegionIx>| -> u64 {
            self.bounds.iter().filter(|b| regions.contains(&b.region)).map(|b| u64::from(b.before)).sum()
        };
        let kept = self.kept.iter().map(|(regions, places)| (regions, *places));
        let gaining = self.gaining.iter().filter_map(|regions| Some((regions, before(regions) + most_moved?)));
        let pool = |(regions, places): (&BTreeSet<RegionIx>, u64)| Pool { capacity, regions: regions.clone(), places };
        kept.chain(gaining).map(pool).collect()
    }

    /// Adds the rows that a plan breaks; whether there was one.
    fn add_broken(&mut self, used: &BTreeMap<RegionIx, u64>, most_moved: Option<u64>) -> bool {
        let use_of = |b: &Bounds| used.get(&b.region).copied().unwrap_or(0);
        let mut added = false;
        let needs: u64 = self.bounds.iter().map(|b| use_of(b).max(b.least.into())).sum();
        if needs > self.total {
            // those who use more than they must be given share what the others leave
            let above = self.bounds.iter().filter(|b| use_of(b) > b.least.into()).map(|b| b.region).collect();
            let rest: u64 =
                self.bounds.iter().filter(|b| use_of(b) <= b.least.into()).map(|b| u64::from(b.least)).sum();
            self.kept.push((above, self.total.saturating_sub(rest)));
            added = true;
        }
        let gain = |b: &Bounds| use_of(b).saturating_sub(b.before.into());
        if most_moved.is_some_and(|most| self.bounds.iter().map(gain).sum::<u64>() > most) {
            self.gaining.push(self.bounds.iter().filter(|b| gain(b) > 0).map(|b| b.region).collect());
            added = true;
        }
        added
    }

    fn plan(&self, posed: &Posed<'_>, solution: &Solution, used: &BTreeMap<RegionIx, u64>) -> Plan {
        let quota = filled(self.bounds, used, self.total);
        let gained = |b: &Bounds| u64::from(quota[&b.region].saturating_sub(b.before));
        let placed = |party: usize| solution.regions[party].is_some();
        let persons = posed.parties.list.iter().zip(&solution.regions).filter(|(_, region)| region.is_some());
        Plan {
            moved: self.bounds.iter().map(gained).sum(),
            value: solution.value,
            bound: solution.bound,
            persons: persons.map(|(party, _)| u64::from(party.persons)).sum(),
            seats: seats(self.package, &posed.parties, &placed),
            quota,
        }
    }
}

/// Persons seated by class, and by date where families are seated in their turn, the first to be seated first. Where worth
/// alone decides, or everybody is placed, there is nothing to tell apart; the last class is seated by worth.
pub(super) fn seats(package: &Package, parties: &Parties, placed: &dyn Fn(usize) -> bool) -> Vec<u64> {
    let by_turn = package.programme.inclusion.rule == InclusionRule::Order;
    if package.programme.inclusion.rule == InclusionRule::Everyone {
        return Vec::new();
    }
    let mut seats = BTreeMap::new();
    for (at, party) in parties.list.iter().enumerate() {
        let seated = seats.entry((party.class, by_turn.then_some(party.applied))).or_insert(0);
        *seated += if placed(at) { u64::from(party.persons) } else { 0 };
    }
    if !by_turn {
        seats.pop_last();
    }
    seats.into_values().collect()
}

/// Places of the capacity that a plan uses in each region.
fn used(posed: &Posed<'_>, solution: &Solution, capacity: CapacityIx) -> BTreeMap<RegionIx, u64> {
    let mut used = BTreeMap::new();
    for (party, region) in posed.parties.list.iter().zip(&solution.regions) {
        if let Some(region) = region.map(|r| RegionIx::from(r as usize)) {
            *used.entry(region).or_default() += u64::from(party.uses[region.at()][capacity.at()]);
        }
    }
    used
}

/// The places used, at least the least; what is left of the total goes back to the regions that have fewer than before, in
/// proportion to how many fewer.
fn filled(bounds: &[Bounds], used: &BTreeMap<RegionIx, u64>, total: u64) -> BTreeMap<RegionIx, u32> {
    let mut places: Vec<u64> =
        bounds.iter().map(|b| used.get(&b.region).copied().unwrap_or(0).max(b.least.into())).collect();
    // more is needed than there is only when rounds ran out: take from those furthest above what they had
    while places.iter().sum::<u64>() > total {
        let most = (0..places.len()).max_by_key(|&at| places[at].saturating_sub(bounds[at].least.into()));
        let Some(at) = most.filter(|&at| places[at] > bounds[at].least.into()) else { break };
        places[at] -= 1;
    }
    let left = total.saturating_sub(places.iter().sum());
    let missing: Vec<u64> =
        bounds.iter().zip(&places).map(|(b, &now)| u64::from(b.before).saturating_sub(now)).collect();
    let weights: Vec<BigUint> = missing.iter().map(|&m| BigUint::from(m)).collect();
    let limits: Vec<Limits> = missing.iter().map(|&m| Limits { least: 0, most: Some(m) }).collect();
    let back = apportion(left, &weights, &limits, Method::LargestRemainder).map(|done| done.seats).unwrap_or_default();
    let places = places.iter().zip(back.into_iter().chain(std::iter::repeat(0))).map(|(now, back)| now + back);
    bounds.iter().zip(places).map(|(b, places)| (b.region, u32::try_from(places).unwrap_or(u32::MAX))).collect()
}
