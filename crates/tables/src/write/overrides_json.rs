//! Overrides on record: every lock with its cost, counts by reason and author, places above quota, an earlier plan kept.

use super::violation_json::closed_by_json;
use qonys_model::{LockKind, Outcome, Package};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What people decided over the engine's head.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OverridesRecord {
    /// What all locks cost together; null = there are none, or it was not asked.
    pub joint_cost: Option<f64>,
    /// Between what that lies, proved.
    pub joint_cost_range: Option<(f64, f64)>,
    /// Every lock.
    pub locks: Vec<LockRecord>,
    /// Number of locks by reason as written; empty = none was given.
    pub by_reason: BTreeMap<String, u64>,
    /// Number of locks by author as written; empty = none was given.
    pub by_author: BTreeMap<String, u64>,
    /// Exceptions by reason as written.
    pub exceptions_by_reason: BTreeMap<String, u64>,
    /// Places used above quota.
    pub above_quota: Vec<AboveRecord>,
    /// An earlier plan kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<KeptRecord>,
}

/// A lock and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LockRecord {
    #[serde(flatten)]
    decision: DecisionRecord,
    /// By prices; null = not asked.
    cost_estimate: Option<f64>,
    /// By a plan without this lock; null = not computed.
    cost: Option<f64>,
    cost_range: Option<(f64, f64)>,
}

/// Places above quota.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AboveRecord {
    household: String,
    region: String,
    capacity: String,
    places: u32,
    reason: Option<String>,
}

/// An earlier plan kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptRecord {
    placed_before: u64,
    moved_households: u64,
    fewest: u64,
    fewest_proved: bool,
    at_most: Option<u64>,
    price_of_a_move: f64,
    free_value: f64,
    free_bound: f64,
    cost: f64,
    not_placed_before: u64,
    gone: Vec<String>,
    moved: Vec<MovedRecord>,
}

/// Who moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedRecord {
    household: String,
    from: String,
    /// Null = it waits.
    to: Option<String>,
    /// Rules that close the old region to it now; one that is a capacity by its name.
    closed_by: Vec<Value>,
    /// The decisions among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionRecord>,
    gain: Option<f64>,
}

/// A decision of people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionRecord {
    /// On whom; when it moved others, one that they go with.
    household: String,
    region: String,
    lock: LockKind,
    reason: Option<String>,
    author: Option<String>,
    at: Option<String>,
}

impl OverridesRecord {
    /// The overrides of a run.
    #[must_use]
    pub fn new(package: &Package, outcome: &Outcome) -> Self {
        let overrides = &outcome.overrides;
        let costs = overrides.costs.as_ref();
        let household = |h: qonys_model::HouseholdIx| package.households[h.at()].id.clone();
        let region = |r: qonys_model::RegionIx| package.regions[r.at()].id.clone();
        let decision = |lock: &qonys_model::Lock| DecisionRecord {
            household: household(lock.household),
            region: region(lock.region),
            lock: lock.kind,
            reason: lock.reason.clone(),
            author: lock.author.clone(),
            at: lock.at.map(|day| day.to_string()),
        };
        let locks = package.locks.iter().enumerate().map(|(at, lock)| {
            let cost = costs.and_then(|costs| costs.locks.get(at));
            LockRecord {
                decision: decision(lock),
                cost_estimate: cost.map(|cost| cost.estimate),
                cost: cost.and_then(|cost| cost.single),
                cost_range: cost.and_then(|cost| cost.single_range),
            }
        });
        let above = overrides.above.iter().map(|above| AboveRecord {
            household: household(above.household),
            region: region(above.region),
            capacity: package.programme.capacity[above.capacity.at()].name.clone(),
            places: above.amount,
            reason: package.locks[above.lock as usize].reason.clone(),
        });
        let kept = overrides.kept.as_ref().map(|kept| KeptRecord {
            placed_before: kept.before,
            moved_households: kept.moved.len() as u64,
            fewest: kept.fewest,
            fewest_proved: kept.fewest_proved,
            at_most: kept.at_most,
            price_of_a_move: kept.price,
            free_value: kept.free_value,
            free_bound: kept.free_bound,
            cost: kept.cost(outcome.certificate.value),
            not_placed_before: kept.unplaced_before,
            gone: kept.gone.clone(),
            moved: (kept.moved.iter())
                .map(|moved| MovedRecord {
                    household: household(moved.household),
                    from: region(moved.from),
                    to: moved.to.map(region),
                    closed_by: moved.closed.iter().map(|by| closed_by_json(package, *by)).collect(),
                    decisions: moved.locks.iter().map(|&at| decision(&package.locks[at as usize])).collect(),
                    gain: moved.gain,
                })
                .collect(),
        });
        let count = |of: fn(&qonys_model::Lock) -> &Option<String>, kinds: &dyn Fn(LockKind) -> bool| {
            let mut counts = BTreeMap::new();
            for lock in package.locks.iter().filter(|lock| kinds(lock.kind)) {
                *counts.entry(of(lock).clone().unwrap_or_default()).or_default() += 1;
            }
            counts
        };
        Self {
            joint_cost: costs.map(|costs| costs.joint),
            joint_cost_range: costs.map(|costs| costs.joint_range),
            locks: locks.collect(),
            by_reason: count(|lock| &lock.reason, &|_| true),
            by_author: count(|lock| &lock.author, &|_| true),
            exceptions_by_reason: count(|lock| &lock.reason, &|kind| kind == LockKind::Exception),
            above_quota: above.collect(),
            kept,
        }
    }

    /// Whether nobody overrode anything.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.locks.is_empty() && self.kept.is_none()
    }
}
