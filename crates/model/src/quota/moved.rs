//! A quota of the same total that places the families at hand better.

use crate::{CapacityIx, Certificate, RegionIx, StoppedBy};

/// A proposal, with what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedQuota {
    /// The capacity whose places move.
    pub capacity: CapacityIx,
    /// A row for each region that has places of it, in the order of the package's table.
    pub rows: Vec<QuotaMove>,
    /// The plan under the quota in force.
    pub before: Certificate,
    /// The plan under the proposal, placed anew.
    pub after: Certificate,
    /// No quota of the same total within the bounds lets a plan be worth more: proved.
    pub bound: f64,
    /// Persons placed before and after.
    pub persons: [u64; 2],
    /// Households placed before and after.
    pub households: [u64; 2],
    /// Places that no family uses under the proposal.
    pub left: u64,
    /// Whether the proposal is the quota in force because nothing better was found.
    pub unchanged: bool,
    /// From which region to which: one pairing of those that give with those that gain.
    pub transfers: Vec<QuotaTransfer>,
    /// What was found with fewer places moved: from none to the proposal, each better than the one before.
    pub steps: Vec<QuotaStep>,
    /// Plans whose worth differs by no more are held equal: of such quotas the one that moves fewest places is proposed.
    pub tolerance: f64,
    /// What ended the search before it was done: a longer one may find a better quota, or fewer moves.
    pub stopped: Option<StoppedBy>,
}

/// Places that move from one region to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotaTransfer {
    /// Where they are taken.
    pub from: RegionIx,
    /// Where they are added.
    pub to: RegionIx,
    /// How many.
    pub places: u32,
    /// What the first of them gains by the prices in force: the price where it goes less that where it comes from. An estimate.
    pub by_prices: f64,
    /// All families placed anew with these places moved and no others; `None` = there is no such plan, or it was not asked for.
    pub alone: Option<TransferPlan>,
}

/// A plan under the quota in force with the places of one pair moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransferPlan {
    /// What it is worth.
    pub value: f64,
    /// No plan under that quota is worth more: proved.
    pub bound: f64,
    /// Persons placed.
    pub persons: u64,
}

/// What is found when so many places move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotaStep {
    /// Places that move.
    pub moved: u64,
    /// What the plan found is worth.
    pub value: f64,
    /// No plan with so many places moved, or fewer, is worth more: proved.
    pub bound: f64,
    /// Persons placed.
    pub persons: u64,
}

/// A region before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotaMove {
    /// Region.
    pub region: RegionIx,
    /// Places in force.
    pub before: u32,
    /// Places proposed.
    pub after: u32,
    /// The proposal may not give fewer.
    pub least: u32,
    /// The proposal may not give more.
    pub most: u32,
    /// Places that the plan under the quota in force uses.
    pub used_before: u32,
    /// Places that the plan under the proposal uses.
    pub used_after: u32,
    /// What one more place was worth under the quota in force.
    pub price_before: f64,
    /// What one more place is worth under the proposal.
    pub price_after: f64,
}

impl MovedQuota {
    /// Places that move from one region to another.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.rows.iter().map(|r| u64::from(r.after.saturating_sub(r.before))).sum()
    }

    /// Places in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.rows.iter().map(|r| u64::from(r.before)).sum()
    }

    /// What each place moved adds at each step after the first: what the step gains by the places it moves more than the step
    /// before.
    #[must_use]
    pub fn each(&self) -> Vec<f64> {
        let each = |pair: &[QuotaStep]| (pair[1].value - pair[0].value) / (pair[1].moved - pair[0].moved) as f64;
        self.steps.windows(2).map(each).collect()
    }

    /// Value of the plan after less that before.
    #[must_use]
    pub fn gain(&self) -> f64 {
        self.after.value - self.before.value
    }

    /// What the prices in force say the move is worth: places moved in times price less places moved out times price. By
    /// duality the plan after cannot be worth more than the bound before and this.
    #[must_use]
    pub fn forecast(&self) -> f64 {
        self.rows.iter().map(|r| (f64::from(r.after) - f64::from(r.before)) * r.price_before).sum()
    }
}
