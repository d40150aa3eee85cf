//! What a rule on wishes came to: who is better off by the own ranking, and what that costs.

use crate::{HouseholdIx, RegionIx, Standing, WishRule};
use serde::Serialize;

/// A plan under a rule on wishes beside the plan without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wished {
    /// The rule.
    pub rule: WishRule,
    /// The plan without the rule: the highest value, wishes left out.
    pub without: WishFigures,
    /// The plan.
    pub with: WishFigures,
    /// Households better off by their own ranking than without the rule; who waited and is placed is better off.
    pub better: u32,
    /// Households worse off by their own ranking than without the rule.
    pub worse: u32,
    /// Proved: with as much value given up at the most, exchanges can make no more households better off than this.
    pub better_bound: Option<u32>,
    /// The least that the plan could be worth by the rule.
    pub least: Option<f64>,
    /// Exchanges that lead from the plan without the rule to the plan.
    pub exchanges: Vec<Exchange>,
    /// The families that chose, in the order in which they did.
    pub turns: Vec<Turn>,
    /// How far the plan is below the least by the rule, for those who declined or were not asked; 0 where it is not.
    pub gave_way: f64,
    /// What wishes did for each household, in the package's order.
    pub reasons: Vec<WishReason>,
}

impl Wished {
    /// Households that wait because they had vetoed what could be given to them.
    #[must_use]
    pub fn declined(&self) -> u32 {
        self.reasons.iter().filter(|reason| reason.declined).count() as u32
    }

    /// Households that had no turn to choose, since the run was stopped before it: they stand where the plan had them, or wait
    /// where they had vetoed that.
    #[must_use]
    pub fn unasked(&self) -> u32 {
        self.reasons.iter().filter(|reason| reason.unasked).count() as u32
    }

    /// Households that would have waited, let in where there was room after all had chosen.
    #[must_use]
    pub fn let_in(&self) -> u32 {
        self.reasons.iter().filter(|reason| reason.let_in()).count() as u32
    }

    /// Value given up; negative when the plan is worth more than the one found without the rule.
    #[must_use]
    pub fn given_up(&self) -> f64 {
        self.without.value - self.with.value
    }

    /// Value given up as a share of the value without the rule.
    #[must_use]
    pub fn share_given_up(&self) -> f64 {
        let size = self.without.value.abs();
        if size > 0.0 { self.given_up() / size } else { 0.0 }
    }
}

/// How a plan serves wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct WishFigures {
    /// Worth of the plan, wishes left out, in expected people in work.
    pub value: f64,
    /// Households placed that rank at least one region: those of whom the figures below speak.
    pub ranking: u32,
    /// Of these, households in a region of their first rank.
    pub first: u32,
    /// Of these, households in a region of their first three ranks.
    pub top_three: u32,
    /// Of these, households in a region that they rank at all.
    pub ranked: u32,
    /// Mean rank; a region not ranked counts as one after the household's last wish. `None` when nobody ranks.
    pub mean_rank: Option<f64>,
}

/// Families who exchange places: each takes a place in the region that the next one leaves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exchange {
    /// Who moves, in order; the last goes to the region that the first leaves, or to free places.
    pub moves: Vec<Traded>,
    /// Whether it comes back to where it began; else it ends in places that were free or are freed by smaller families.
    pub cycle: bool,
}

/// A party that moves in an exchange.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Traded {
    /// The households that move together.
    pub households: Vec<HouseholdIx>,
    /// From where; `None` = they waited.
    pub from: Option<RegionIx>,
    /// Where to.
    pub to: RegionIx,
}

/// A party's turn to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// The households that choose as one.
    pub households: Vec<HouseholdIx>,
    /// The text whose SHA-256 is their ticket: the seed, a colon, their keys.
    pub drawn_from: String,
    /// Their ticket in hexadecimal: within a priority class the smaller chooses first.
    pub ticket: String,
    /// Regions ranked above the one they got that could not be given.
    pub refused: Vec<Refused>,
    /// The region that could be given to them and that they had vetoed; `None` = they did not decline.
    pub declined: Option<RegionIx>,
}

/// A region that could not be given to a party at its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The region.
    pub region: RegionIx,
    /// Whether it is proved that no whole plan with the party there reaches the floor; else none was found.
    pub proved: bool,
}

/// What wishes did for one household.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WishReason {
    /// How the household sees the region it got; `None` = it waits.
    pub standing: Option<Standing>,
    /// Where it would be without the rule; `None` = it would wait.
    pub without: Option<RegionIx>,
    /// How it sees that region; `None` = it would wait.
    pub standing_without: Option<Standing>,
    /// The exchange by which it moved, a position in [`Wished::exchanges`].
    pub exchange: Option<u32>,
    /// Its turn, a position in [`Wished::turns`].
    pub turn: Option<u32>,
    /// Whether it waits because it had vetoed what could be given to it, at its turn or when those who waited were let in.
    pub declined: bool,
    /// Whether it ranks or vetoes regions and had no turn, since the run was stopped before it.
    pub unasked: bool,
}

impl WishReason {
    /// Whether it has a place and would have waited without the rule.
    #[must_use]
    pub fn let_in(&self) -> bool {
        self.without.is_none() && self.standing.is_some()
    }
}
