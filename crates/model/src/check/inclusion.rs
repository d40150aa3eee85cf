//! Who waits: everyone placed, priority classes and order of application, by their necessary conditions.

use super::Violation;
use super::company::{Company, Turn, companies};
use super::places::{Scored, Usage};
use crate::{CapacityIx, HouseholdIx, InclusionRule, LockKind, Package, Place, Plan, RegionIx, TieKind, TieTo};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn inclusion(package: &Package, plan: &Plan, usage: &Usage) -> Vec<Violation> {
    let place = |h: HouseholdIx| plan.placements[h.at()].place;
    let companies = companies(package);
    let waits = |c: &&Company| c.households.iter().all(|&h| place(h) == Place::Waiting);
    // who vetoes a region may wait by its own choice where vetoes are asked at the turn: the queue has not passed over it
    let by_choice = Refusing::of(package);
    let (declined, waiting): (Vec<&Company>, Vec<&Company>) =
        companies.iter().filter(waits).partition(|c| by_choice.may_decline(c));
    let rule = package.programme.inclusion.rule;
    if rule == InclusionRule::Everyone {
        let all = (0..package.households.len()).map(HouseholdIx::from).filter(|&h| place(h) == Place::Waiting);
        return all.map(|household| Violation::WaitsUnderEveryone { household }).collect();
    }
    if waiting.is_empty() {
        return Vec::new();
    }
    let judge = Judge::new(package, plan, usage, (&companies, &declined));
    let mut found = Vec::new();
    for company in waiting {
        let Some(region) = judge.displaced(company) else { continue };
        found.extend(company.households.iter().map(|&household| match rule {
            InclusionRule::Order => Violation::OrderBroken { household, region },
            _ => Violation::PriorityBroken { household, region },
        }));
    }
    found
}

/// Households that veto a region, where vetoes are asked at the turn; else none.
struct Refusing(BTreeSet<HouseholdIx>);

impl Refusing {
    fn of(package: &Package) -> Self {
        let vetoes = package.closing_vetoes().filter(|_| package.vetoes_at_turn());
        Self(vetoes.map(|wish| wish.household).collect())
    }

    fn may_decline(&self, company: &Company) -> bool {
        company.households.iter().any(|h| self.0.contains(h))
    }
}

/// The companies of a region that could make way, by turn, with what all from a position on take of each capacity.
struct Queue<'a> {
    companies: Vec<&'a Company>,
    taken_from: Vec<Vec<u64>>,
}

impl<'a> Queue<'a> {
    fn new(package: &Package, usage: &Usage, region: RegionIx, mut companies: Vec<&'a Company>) -> Self {
        companies.sort_by_key(|c| c.turn);
        let mut taken_from = vec![vec![0; package.programme.capacity.len()]; companies.len() + 1];
        for (i, company) in companies.iter().enumerate().rev() {
            let amount = |kind: usize| usage.of_all(&company.households, region, kind.into());
            taken_from[i] = taken_from[i + 1].iter().enumerate().map(|(kind, after)| after + amount(kind)).collect();
        }
        Self { companies, taken_from }
    }

    /// Position of the first who comes after a turn.
    fn after(&self, later: impl Fn(&Turn) -> bool) -> usize {
        self.companies.partition_point(|c| !later(&c.turn))
    }
}

struct Judge<'a> {
    package: &'a Package,
    usage: &'a Usage,
    queues: Vec<Queue<'a>>,
    barred: BTreeSet<(HouseholdIx, RegionIx)>,
    only: BTreeMap<HouseholdIx, BTreeSet<RegionIx>>,
    scored: Option<Scored>,
    last_class: u32,
    /// What those who may have declined would take of each capacity, `[region][capacity]`; empty = there are none.
    left: Vec<Vec<u64>>,
}

impl<'a> Judge<'a> {
    fn new(
        package: &'a Package,
        plan: &Plan,
        usage: &'a Usage,
        (companies, declined): (&'a [Company], &[&Company]),
    ) -> Self {
        let vetoed = package.closing_vetoes().map(|w| (w.household, w.region));
        let forbidden = package.locks.iter().filter(|l| l.kind == LockKind::Forbid).map(|l| (l.household, l.region));
        let mut only: BTreeMap<HouseholdIx, BTreeSet<RegionIx>> = BTreeMap::new();
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            if let TieTo::Region(region) = tie.to {
                only.entry(tie.household).or_default().insert(region);
            }
        }
        let mut movable = vec![Vec::new(); package.regions.len()];
        for company in companies.iter().filter(|c| !c.pinned) {
            let region = |h: &HouseholdIx| plan.placements[h.at()].place.region();
            let first = region(&company.households[0]);
            // those whom the plan parts are told elsewhere
            if let Some(first) = first.filter(|_| company.households.iter().all(|h| region(h) == first)) {
                movable[first.at()].push(company);
            }
        }
        let queues = movable.into_iter().enumerate().map(|(r, m)| Queue::new(package, usage, r.into(), m)).collect();
        let left = |r: usize| {
            let of = |k: usize| declined.iter().map(|c| usage.of_all(&c.households, r.into(), k.into())).sum();
            (0..package.programme.capacity.len()).map(of).collect()
        };
        let left = if declined.is_empty() { Vec::new() } else { (0..package.regions.len()).map(left).collect() };
        Self {
            package,
            usage,
            queues,
            barred: vetoed.chain(forbidden).collect(),
            only,
            scored: Scored::of(package),
            last_class: companies.iter().map(|c| c.turn.0).max().unwrap_or(u32::MAX),
            left,
        }
    }

    /// The first region where those who wait would have room if only those who come after them made way.
    fn displaced(&self, company: &Company) -> Option<RegionIx> {
        let by_order = self.package.programme.inclusion.rule == InclusionRule::Order;
        let own = company.turn;
        // a class counts persons, and the last one does not queue
        if !by_order && (own.0 == self.last_class || company.persons == 0) {
            return None;
        }
        let later = |other: &Turn| if by_order { *other > own } else { other.0 > own.0 };
        let mut regions = (0..self.package.regions.len()).map(RegionIx::from);
        regions.find(|&r| company.households.iter().all(|&h| self.open(h, r)) && self.fits(company, r, later))
    }

    fn open(&self, household: HouseholdIx, region: RegionIx) -> bool {
        !self.barred.contains(&(household, region))
            && self.only.get(&household).is_none_or(|only| only.iter().all(|r| *r == region))
            && self.scored.as_ref().is_none_or(|scored| scored.has(self.package, household, region))
    }

    /// Whether the company would fit if those who come after it made way.
    ///
    /// Those who come after may rightly stay in what somebody who declined could have held before them: so room is what is free,
    /// or what they would free beyond that.
    fn fits(&self, company: &Company, region: RegionIx, later: impl Fn(&Turn) -> bool) -> bool {
        let kinds = || (0..self.package.programme.capacity.len()).map(CapacityIx::from);
        let queue = &self.queues[region.at()];
        let after = queue.after(later);
        let room = Room {
            places: kinds().map(|k| self.usage.places(self.package, region, k)).collect(),
            used: kinds().map(|k| self.usage.used(region, k)).collect(),
            needed: kinds().map(|k| self.usage.of_all(&company.households, region, k)).collect(),
        };
        let left = |k: CapacityIx| self.left.get(region.at()).map_or(0, |of| of[k.at()]);
        if !self.left.is_empty() && !kinds().any(|k| room.lacks(k, 0)) {
            return true;
        }
        if kinds().any(|k| room.lacks_beside(left(k), k, queue.taken_from[after][k.at()])) {
            return false;
        }
        let minima: Vec<u64> = kinds().map(|k| u64::from(self.usage.minimum(region, k))).collect();
        minima.iter().all(|m| *m == 0) || self.holds(&room, (queue, after), region, &minima)
    }

    /// Whether minimums still hold when only as many make way as it takes, the last first; who need not comes back. A minimum
    /// may rightly hold a place for somebody who comes later.
    fn holds(&self, room: &Room, (queue, after): (&Queue<'_>, usize), region: RegionIx, minima: &[u64]) -> bool {
        let kinds = || (0..minima.len()).map(CapacityIx::from);
        let amount = |company: &Company, k: CapacityIx| self.usage.of_all(&company.households, region, k);
        let mut freed = vec![0_u64; minima.len()];
        let mut away = Vec::new();
        for &company in queue.companies[after..].iter().rev() {
            let lacking = |k: &CapacityIx| room.lacks(*k, freed[k.at()]);
            if !kinds().any(|k| lacking(&k)) {
                break;
            }
            if kinds().filter(lacking).any(|k| amount(company, k) > 0) {
                kinds().for_each(|k| freed[k.at()] += amount(company, k));
                away.push(company);
            }
        }
        for company in away.into_iter().rev() {
            let without = |k: CapacityIx| freed[k.at()] - amount(company, k);
            if !kinds().any(|k| room.lacks(k, without(k))) {
                freed = kinds().map(without).collect();
            }
        }
        kinds().all(|k| {
            let used = room.used[k.at()];
            used + room.needed[k.at()] - freed[k.at()] >= minima[k.at()].min(used)
        })
    }
}

/// What a region has and what somebody needs there, by capacity.
struct Room {
    /// `None` = unlimited.
    places: Vec<Option<u32>>,
    used: Vec<u64>,
    needed: Vec<u64>,
}

impl Room {
    /// Whether a capacity does not hold those who come when so much is freed.
    fn lacks(&self, capacity: CapacityIx, freed: u64) -> bool {
        self.lacks_beside(0, capacity, freed)
    }

    /// The same where so much more counts as used.
    fn lacks_beside(&self, more: u64, capacity: CapacityIx, freed: u64) -> bool {
        let (used, needed) = (self.used[capacity.at()] + more, self.needed[capacity.at()]);
        self.places[capacity.at()].is_some_and(|places| needed > 0 && needed + used > u64::from(places) + freed)
    }
}
