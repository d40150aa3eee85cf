//! A quota of the same total that places the families at hand better.

use crate::{CapacityIx, Certificate, RegionIx};

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
    /// Places that no family of the best plan needs. They stay where they were.
    pub left: u64,
    /// Whether the proposal is the quota in force because nothing better was found.
    pub unchanged: bool,
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
