//! What two policies declare beside worth, side by side: groups with their promises, and wishes.

use crate::{FairnessRule, WishFigures, WishRule};
use serde::Serialize;

/// A group that one of the policies names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeclaredGroup {
    /// Name.
    pub name: String,
    /// In A; `None` = its policy names other groups.
    pub a: Option<GroupSide>,
    /// In B.
    pub b: Option<GroupSide>,
}

/// What a plan means for a group, for each household of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GroupSide {
    /// Households in it, with those tied to them by must-ties.
    pub households: u32,
    /// What the plan is worth to each, on the mean; who waits counts 0.
    pub mean: f64,
    /// What each could expect under the default policy.
    pub mean_default: f64,
    /// What is promised to each; `None` = nothing.
    pub mean_promised: Option<f64>,
    /// Whether the promise is kept.
    pub kept: Option<bool>,
    /// What one less promised to the group would add to the plan's worth, by the dual.
    pub price: f64,
}

/// What a policy promises groups, and what that costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PromiseSide {
    /// The rule.
    pub rule: FairnessRule,
    /// Worth of the best plan known without the rules less the plan's; `None` = none is known.
    pub cost: Option<f64>,
    /// Households worth less than they could expect under the default policy.
    pub worse_off: u32,
    /// The most of them that the policy allows.
    pub worse_off_at_most: Option<u32>,
}

/// How two plans serve wishes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DeclaredWishes {
    /// In A.
    pub a: WishSide,
    /// In B.
    pub b: WishSide,
    /// Households of both sides that are better off in B than in A by their own ranking; who waits is worst off.
    pub better: u32,
    /// Households worse off.
    pub worse: u32,
}

/// How one plan serves wishes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WishSide {
    /// The rule.
    pub rule: WishRule,
    /// The figures.
    pub figures: WishFigures,
    /// Households that the rule makes better off than the plan without it; `None` = not asked.
    pub better: Option<u32>,
    /// Households that it makes worse off.
    pub worse: Option<u32>,
    /// Worth that the rule gives up.
    pub given_up: Option<f64>,
}
