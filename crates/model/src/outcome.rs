//! What a run decided, why, and how good it is: everything that the report, the tables and the terminal show.

use crate::{CapacityIx, FairnessFacts, HouseholdIx, Job, OpeningIx, Overrides, Plan, RegionIx, Wished};
use serde::{Deserialize, Serialize};

/// The result of a run over a package.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// Who goes where.
    pub plan: Plan,
    /// How good it is, proved.
    pub certificate: Certificate,
    /// Use and price of every limited capacity of every region.
    pub capacities: Vec<CapacityUse>,
    /// Use and price of every row of openings, in package order.
    pub openings: Vec<OpeningUse>,
    /// Why, one for each household in package order.
    pub explanations: Vec<Explanation>,
    /// Every number behind the values that nobody measured.
    pub assumptions: Vec<Assumption>,
    /// What people decided over the engine's head, and what it costs.
    pub overrides: Overrides,
    /// What the engine did, in order.
    pub stages: Vec<Stage>,
    /// How many are worse off than under the default policy, and what the plan means for the groups where the policy names
    /// some; `None` = not asked.
    pub fairness: Option<FairnessFacts>,
    /// What the rule on wishes came to; `None` = nobody ranks a region, or the rule is that wishes decide nothing.
    pub wished: Option<Wished>,
}

/// No plan that obeys the same rules and inclusion can be worth more than `bound`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Certificate {
    /// Worth of the plan, in expected people in work.
    pub value: f64,
    /// Proved upper bound on the worth of any plan (Lagrangian or exhaustive).
    pub bound: f64,
    /// `(bound - value) / max(abs(bound), 1)`.
    pub gap: f64,
    /// Whether it is proved that no other plan includes people better by priority and application order.
    pub inclusion_proved: bool,
    /// What ended the run before it was done; `None` = nothing did.
    pub stopped: Option<StoppedBy>,
}

/// What ended a run before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoppedBy {
    /// The person who had started it.
    User,
    /// The time allowed.
    TimeLimit,
    /// The gap asked for was proved: the plan may still not be the best.
    Gap,
}

/// A capacity in a region after the plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CapacityUse {
    /// Region.
    pub region: RegionIx,
    /// Capacity.
    pub capacity: CapacityIx,
    /// Places; `None` = unlimited.
    pub places: Option<u32>,
    /// Minimum, 0 = none.
    pub minimum: u32,
    /// Use by households for whom this region is worth most when places cost nothing.
    pub asked: u32,
    /// Use by the plan.
    pub used: u32,
    /// What one more place would add to the plan's worth by the dual prices; negative where a minimum forces use.
    pub price: f64,
}

/// A row of openings after the plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OpeningUse {
    /// Which.
    pub opening: OpeningIx,
    /// How many of it are filled.
    pub filled: u32,
    /// What one more would add by the dual prices.
    pub price: f64,
}

/// What a place is worth to a household, by parts, in expected people in work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Worth {
    /// Expected people in work without matched openings, or the score given.
    pub work: f64,
    /// What matched openings add.
    pub openings: f64,
    /// Kin term.
    pub kin: f64,
    /// Wish term.
    pub wish: f64,
}

impl Worth {
    /// Sum of the parts.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.work + self.openings + self.kin + self.wish
    }
}

/// A region that was open to a household, seen at the final prices.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Region.
    pub region: RegionIx,
    /// Worth there. For the chosen region as the plan has it; elsewhere with the best openings at their prices.
    pub worth: Worth,
    /// Worth of the other households of its party there; 0 when it moves alone.
    pub others: f64,
    /// Price of the places that the whole party would take there.
    pub places_cost: f64,
    /// Price of the openings that the whole party would take there.
    pub openings_cost: f64,
    /// What the policy's promises to groups add for the party there, at their prices; 0 without promises.
    pub promise: f64,
    /// What minimums that must be met there take off the price of the places: 0 or more; `places_cost` is less by it.
    pub minimum: f64,
}

impl Choice {
    /// Worth of the party and what promises add, less prices: the region with the highest net is the best use of the country's places.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.worth.total() + self.others + self.promise - self.places_cost - self.openings_cost
    }
}

/// The rule that closed a region to a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosedBy {
    /// The party needs more of a capacity than the region has in all.
    Capacity(CapacityIx),
    /// Pinned elsewhere.
    PinnedElsewhere,
    /// Forbidden by a lock.
    Forbidden,
    /// A must-tie to another region.
    TiedElsewhere,
    /// A veto of a household of the party.
    Veto,
    /// The outside model gives no number for the pair.
    NoScore,
}

/// A region that was closed to a household, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// Region.
    pub region: RegionIx,
    /// Every rule that closes it.
    pub by: Vec<ClosedBy>,
}

/// What decided a placement, as codes for `plan.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecidedBy {
    /// A human pinned it.
    Pin,
    /// A must-tie to the region.
    MustTie,
    /// It exchanged places by its own ranking (`[wishes] rule = "trade-up"`).
    TradeUp,
    /// It chose in its turn (`[wishes] rule = "priority-with-floor"`).
    PriorityWithFloor,
    /// It moves with its party.
    Party,
    /// No other region was open.
    OnlyRegion,
    /// Worth most there even when places cost nothing.
    BestValue,
    /// Another region is worth more to it, but its places or openings are scarcer than that.
    Price,
    /// Another region would be better at the prices of places, but for what the policy promises a group.
    Promise,
    /// Another region would be as good or better, but a minimum must be met where it goes.
    Minimum,
    /// At the prices another region would be a hair better; whole families had to be fitted.
    Fitting,
    /// A member is matched to an opening there.
    Opening,
    /// Kin are there.
    Kin,
    /// It wished for the region.
    Wish,
    /// It stays where an earlier plan had it: as few as possible were moved.
    Kept,
    /// It waits.
    Waiting,
}

/// Why a household waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitReason {
    /// Every region is closed to it by a rule.
    NoOpenRegion,
    /// Places it could use went to a more urgent priority class.
    Priority,
    /// Places it could use went to households who applied earlier.
    AppliedLater,
    /// Places it could use went to households whom a decision put there, though by the rule they do not come first.
    Decided,
    /// Places it could use are worth more to others.
    PlacesShort,
    /// No place is worth anything to it by the given scores.
    NotWorth,
    /// What could be given to it when its turn came it had vetoed.
    Declined,
    /// The run was stopped before its turn to choose, and the plan had it where it had vetoed to go.
    Unasked,
}

/// Why a household is where it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Whose.
    pub household: HouseholdIx,
    /// Worth at its place; all zero when waiting.
    pub worth: Worth,
    /// Its members' matched openings.
    pub jobs: Vec<Job>,
    /// Every open region, highest net first; ties in region order.
    pub choices: Vec<Choice>,
    /// Every closed region, in region order.
    pub closed: Vec<Closed>,
    /// What decided, weightiest first.
    pub decided_by: Vec<DecidedBy>,
    /// The best open region other than its own, by net.
    pub runner_up: Option<RegionIx>,
    /// Net of its place less net of the runner-up: it would move if the runner-up were worth this much more to it.
    pub margin: Option<f64>,
    /// Why it waits; empty when placed.
    pub waiting: Vec<WaitReason>,
}

/// A number behind the values that nobody measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    /// Key in `programme.toml` (`outlook.base.higher`, `value.kin`).
    pub key: String,
    /// The number or range, as written.
    pub value: String,
    /// Set when `programme.toml` does not give it and the default stands.
    pub default: bool,
}

/// A stage of the engine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Name: `prices`, `rounding`, `search`, `exact`...
    pub name: String,
    /// Best value known after it.
    pub value: Option<f64>,
    /// Best bound known after it.
    pub bound: Option<f64>,
}
