//! What people decided over the engine's head, and what it costs: locks, places above quota, plans that are kept.

use crate::{CapacityIx, ClosedBy, HouseholdIx, LockKind, Package, RegionIx, counted};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Overrides of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Overrides {
    /// Places used above quota by exceptions, in package order.
    pub above: Vec<AboveQuota>,
    /// What the locks cost; `None` = there are none, or it was not asked.
    pub costs: Option<LockCosts>,
    /// Against which plan as few as possible were moved; `None` = none was given.
    pub kept: Option<Kept>,
}

/// Places that a household takes above quota, in the best interest of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AboveQuota {
    /// Position of the lock in [`Package::locks`].
    pub lock: u32,
    /// Whose.
    pub household: HouseholdIx,
    /// Where.
    pub region: RegionIx,
    /// Of what; a capacity that is limited there.
    pub capacity: CapacityIx,
    /// How many.
    pub amount: u32,
}

/// What the locks cost in value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LockCosts {
    /// Value of the best plan found without any lock, less that with all.
    pub joint: f64,
    /// Between what the joint cost lies, proved.
    pub joint_range: (f64, f64),
    /// Each lock, in package order.
    pub locks: Vec<LockCost>,
}

/// What one lock costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LockCost {
    /// Position of the lock in [`Package::locks`].
    pub lock: u32,
    /// By the prices of the plan without locks: what the household's best place is worth net of prices, less that of the place
    /// it is locked to. An estimate.
    pub estimate: f64,
    /// Value of the best plan found without this lock alone, less that with all; `None` = not computed.
    pub single: Option<f64>,
    /// Between what that lies, proved.
    pub single_range: Option<(f64, f64)>,
}

/// A plan that was kept as far as it could be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// Households that the old plan places and that are still there.
    pub before: u64,
    /// Those of them who stand elsewhere now, or wait, in package order.
    pub moved: Vec<Moved>,
    /// The fewest that any plan found moves.
    pub fewest: u64,
    /// Whether it is proved that no plan under the same rules moves fewer.
    pub fewest_proved: bool,
    /// So many might move; `None` = the fewest.
    pub at_most: Option<u64>,
    /// What one more move would add to the value, by the dual.
    pub price: f64,
    /// Value of the best plan found when anybody may be moved.
    pub free_value: f64,
    /// No such plan is worth more.
    pub free_bound: f64,
    /// Households that the old plan does not place: new ones, and those who waited.
    pub unplaced_before: u64,
    /// Households of the old plan that are gone.
    pub gone: Vec<String>,
}

impl Kept {
    /// What keeping costs in value, against the best plan found that may move anybody.
    #[must_use]
    pub fn cost(&self, value: f64) -> f64 {
        self.free_value - value
    }
}

/// A household that the old plan has elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Which.
    pub household: HouseholdIx,
    /// Where it was.
    pub from: RegionIx,
    /// Where it is; `None` = it waits.
    pub to: Option<RegionIx>,
    /// The rules that close the old region to it now; empty = it gave way, or the plan gains by it.
    pub closed: Vec<ClosedBy>,
    /// Positions in [`Package::locks`] of the decisions that close it, on the household or one that goes with it.
    pub locks: Vec<u32>,
    /// Worth of its new place less that of the old one, by the values of now; `None` where the old one is closed.
    pub gain: Option<f64>,
}

impl Package {
    /// Households pinned above quota, with their regions: what they use there is not counted against the capacities.
    #[must_use]
    pub fn excepted(&self) -> BTreeSet<(HouseholdIx, RegionIx)> {
        let exceptions = self.locks.iter().filter(|lock| lock.kind == LockKind::Exception);
        exceptions.map(|lock| (lock.household, lock.region)).collect()
    }

    /// Uses that differ from the counting rule: those of `uses.csv`, and nothing for what is used above quota.
    #[must_use]
    pub fn differing_uses(&self) -> BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32> {
        let mut uses: BTreeMap<_, _> =
            self.uses.iter().map(|u| ((u.household, u.region, u.capacity), u.amount)).collect();
        for (household, region) in self.excepted() {
            let kinds = (0..self.programme.capacity.len()).map(CapacityIx::from);
            uses.extend(kinds.map(|kind| ((household, region, kind), 0)));
        }
        uses
    }

    /// What exceptions take above quota.
    #[must_use]
    pub fn above_quota(&self) -> Vec<AboveQuota> {
        let mut above = Vec::new();
        for (at, lock) in self.locks.iter().enumerate().filter(|(_, lock)| lock.kind == LockKind::Exception) {
            for limit in self.capacities.iter().filter(|limit| limit.region == lock.region) {
                let special = self
                    .uses
                    .iter()
                    .find(|u| (u.household, u.region, u.capacity) == (lock.household, limit.region, limit.capacity));
                let own = || counted(self, &self.households[lock.household.at()], limit.capacity);
                let amount = special.map_or_else(own, |u| u.amount);
                if amount > 0 {
                    let (household, region, capacity) = (lock.household, limit.region, limit.capacity);
                    above.push(AboveQuota { lock: at as u32, household, region, capacity, amount });
                }
            }
        }
        above
    }

    /// Whether a household has a member under 18 in the programme's year (the UN Convention on the Rights of the Child,
    /// Article 1).
    #[must_use]
    pub fn has_child(&self, household: HouseholdIx) -> bool {
        let members = &self.households[household.at()].members;
        members.iter().any(|person| self.people[person.at()].age(self.programme.year) < 18)
    }
}
