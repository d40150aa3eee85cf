//! Who waits: everyone placed, priority classes and order of application, by their necessary conditions.

use super::Violation;
use super::places::Usage;
use crate::{
    CapacityIx, HouseholdIx, InclusionRule, LockKind, Package, Place, Plan, RegionIx, ScoreOf, TieKind, TieTo,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Class first (no priority comes last), then date of application (no date comes last).
type Turn = (u32, Date);

pub(super) fn inclusion(package: &Package, plan: &Plan, usage: &Usage) -> Vec<Violation> {
    let waits = |&h: &HouseholdIx| plan.placements[h.at()].place == Place::Waiting;
    let waiting: Vec<HouseholdIx> = (0..package.households.len()).map(HouseholdIx::from).filter(waits).collect();
    if package.programme.inclusion.rule == InclusionRule::Everyone {
        return waiting.into_iter().map(|household| Violation::WaitsUnderEveryone { household }).collect();
    }
    // A minimum may rightly hold a place for a household that comes later; the conditions below would then accuse it.
    if waiting.is_empty() || package.capacities.iter().any(|c| c.minimum > 0) {
        return Vec::new();
    }
    let judge = Judge::new(package, plan, usage);
    waiting.into_iter().filter_map(|h| judge.displaced(h)).collect()
}

fn turn(package: &Package, household: HouseholdIx) -> Turn {
    let household = &package.households[household.at()];
    (household.priority.unwrap_or(u32::MAX), household.applied.unwrap_or(Date::MAX))
}

/// The least urgent class in use. A party has the most urgent class of its members.
fn last_class(package: &Package) -> u32 {
    let mut class: Vec<u32> = package.households.iter().map(|h| h.priority.unwrap_or(u32::MAX)).collect();
    loop {
        let before = class.clone();
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            if let TieTo::Household(other) = tie.to {
                let urgent = class[tie.household.at()].min(class[other.at()]);
                (class[tie.household.at()], class[other.at()]) = (urgent, urgent);
            }
        }
        if class == before {
            return class.into_iter().max().unwrap_or(u32::MAX);
        }
    }
}

/// The households of a region that could make way, by turn, with what all from a position on take of each capacity.
struct Queue {
    turns: Vec<Turn>,
    taken_from: Vec<Vec<u64>>,
}

impl Queue {
    fn new(package: &Package, usage: &Usage, region: RegionIx, mut households: Vec<HouseholdIx>) -> Self {
        let kinds = package.programme.capacity.len();
        households.sort_by_key(|&h| turn(package, h));
        let mut taken_from = vec![vec![0; kinds]; households.len() + 1];
        for (i, &household) in households.iter().enumerate().rev() {
            let amount = |kind| u64::from(usage.amount(household, region, CapacityIx::from(kind)));
            taken_from[i] = taken_from[i + 1].iter().enumerate().map(|(kind, after)| after + amount(kind)).collect();
        }
        Self { turns: households.iter().map(|&h| turn(package, h)).collect(), taken_from }
    }

    /// What those after a turn take of a capacity.
    fn after(&self, later: impl Fn(&Turn) -> bool, capacity: CapacityIx) -> u64 {
        self.taken_from[self.turns.partition_point(|t| !later(t))][capacity.at()]
    }
}

struct Judge<'a> {
    package: &'a Package,
    usage: &'a Usage,
    queues: Vec<Queue>,
    barred: BTreeSet<(HouseholdIx, RegionIx)>,
    only: BTreeMap<HouseholdIx, BTreeSet<RegionIx>>,
    in_parties: BTreeSet<HouseholdIx>,
    scored: Option<BTreeSet<(HouseholdIx, RegionIx)>>,
    last_class: u32,
}

impl<'a> Judge<'a> {
    fn new(package: &'a Package, plan: &Plan, usage: &'a Usage) -> Self {
        let vetoed = package.closing_vetoes().map(|w| (w.household, w.region));
        let forbidden = package.locks.iter().filter(|l| l.kind == LockKind::Forbid).map(|l| (l.household, l.region));
        let mut in_parties = BTreeSet::new();
        let mut only: BTreeMap<HouseholdIx, BTreeSet<RegionIx>> = BTreeMap::new();
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            match tie.to {
                TieTo::Region(region) => _ = only.entry(tie.household).or_default().insert(region),
                TieTo::Household(other) => in_parties.extend([tie.household, other]),
            }
        }
        let pins = package.locks.iter().filter(|l| l.kind.pins()).map(|l| l.household);
        let stay: BTreeSet<HouseholdIx> = in_parties.iter().copied().chain(pins).collect();
        let mut movable = vec![Vec::new(); package.regions.len()];
        for placement in plan.placements.iter().filter(|p| !stay.contains(&p.household)) {
            if let Some(region) = placement.place.region() {
                movable[region.at()].push(placement.household);
            }
        }
        let queues = movable.into_iter().enumerate().map(|(r, m)| Queue::new(package, usage, r.into(), m)).collect();
        let scored = package.scores.as_ref().map(|scores| {
            let pair = |s: &crate::Score| match s.of {
                ScoreOf::Household(household) => Some((household, s.region)),
                ScoreOf::Person(_) => None,
            };
            scores.iter().filter_map(pair).collect()
        });
        Self {
            package,
            usage,
            queues,
            barred: vetoed.chain(forbidden).collect(),
            only,
            in_parties,
            scored,
            last_class: last_class(package),
        }
    }

    /// A party moves and is classed as one, so a household is judged only when it stands alone.
    fn displaced(&self, household: HouseholdIx) -> Option<Violation> {
        let by_order = self.package.programme.inclusion.rule == InclusionRule::Order;
        let own = turn(self.package, household);
        if self.in_parties.contains(&household) || (!by_order && own.0 == self.last_class) {
            return None;
        }
        if !by_order && self.package.households[household.at()].persons() == 0 {
            return None; // a class counts persons
        }
        let later = |other: &Turn| if by_order { *other > own } else { other.0 > own.0 };
        let mut regions = (0..self.package.regions.len()).map(RegionIx::from);
        let region = regions.find(|&r| self.open(household, r) && self.fits(household, r, later))?;
        Some(if by_order {
            Violation::OrderBroken { household, region }
        } else {
            Violation::PriorityBroken { household, region }
        })
    }

    fn open(&self, household: HouseholdIx, region: RegionIx) -> bool {
        !self.barred.contains(&(household, region))
            && self.only.get(&household).is_none_or(|only| only.iter().all(|r| *r == region))
            && self.scored.as_ref().is_none_or(|scored| scored.contains(&(household, region)))
    }

    /// Whether the household would fit if those who come after it made way.
    fn fits(&self, household: HouseholdIx, region: RegionIx, later: impl Fn(&Turn) -> bool + Copy) -> bool {
        (0..self.package.programme.capacity.len()).map(CapacityIx::from).all(|capacity| {
            let Some(places) = self.usage.places(self.package, region, capacity) else { return true };
            let need = u64::from(self.usage.amount(household, region, capacity));
            let freed = self.queues[region.at()].after(later, capacity);
            need == 0 || need + self.usage.used(region, capacity) <= u64::from(places) + freed
        })
    }
}
