//! `[wishes]`: what families' own rankings may decide, and at what price; and how a family sees a region.

use crate::{HouseholdIx, Package, RegionIx, Wish, WishRank};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `[wishes]`: what is made of the ranked regions and the vetoes in `wishes.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Wishes {
    /// What rankings decide; without it `weight`, and no plan without the rule is made beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<WishRule>,
    /// For `trade-up`: the share of the best plan's value that exchanges may cost, between 0 and 1.
    pub loss: f64,
    /// For `priority-with-floor`: the share of the best plan's value that must be reached, between 0 and 1.
    pub floor: f64,
    /// Whether a veto closes a region.
    pub veto: VetoRule,
    /// For `priority-with-floor`: the seed of the draw; without it the programme's seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { rule: None, loss: 0.02, floor: 0.98, veto: VetoRule::Hard, seed: None }
    }
}

impl Wishes {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What rankings decide.
    #[must_use]
    pub fn decides(&self) -> WishRule {
        self.rule.unwrap_or_default()
    }

    /// Whether truth may not be a family's best answer though families choose in turn: a hard veto closes a region before anything is
    /// solved, so what is left to choose from turns on it.
    #[must_use]
    pub fn false_veto_may_serve(&self) -> bool {
        self.decides() == WishRule::PriorityWithFloor && self.veto == VetoRule::Hard
    }

    /// The least that a plan may be worth, where the best is worth so much: a share is taken off its size, whatever its sign.
    #[must_use]
    pub fn least(&self, best: f64) -> f64 {
        let share = match self.decides() {
            WishRule::TradeUp => self.loss,
            WishRule::PriorityWithFloor => 1.0 - self.floor,
            WishRule::None | WishRule::Weight => return f64::NEG_INFINITY,
        };
        best - share * best.abs()
    }
}

/// What rankings decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WishRule {
    /// Nothing.
    None,
    /// A term of the value: [`crate::Value::wish`] divided by the rank.
    #[default]
    Weight,
    /// From the plan of the highest value families exchange places, so that nobody is worse off by the own ranking and
    /// the value falls by at most `loss` (after Delacretaz, Kominers and Teytelboym, AER 2023).
    TradeUp,
    /// Families choose in a fair random order, each the best-ranked region from which a whole plan still reaches `floor`
    /// (after Acharya, Bansak and Hainmueller, Political Analysis 2021).
    PriorityWithFloor,
}

impl WishRule {
    /// Whether families are moved after the best plan is known.
    #[must_use]
    pub fn rearranges(self) -> bool {
        matches!(self, Self::TradeUp | Self::PriorityWithFloor)
    }
}

/// Whether a veto closes a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VetoRule {
    /// The family is never placed there.
    #[default]
    Hard,
    /// The region is the family's last choice; under `weight` it costs what a first wish is worth.
    Soft,
}

impl Package {
    /// Vetoes that close a region: none where the programme calls vetoes soft.
    pub fn closing_vetoes(&self) -> impl Iterator<Item = &Wish> {
        let hard = self.programme.wishes.veto == VetoRule::Hard;
        self.wishes.iter().filter(move |wish| hard && wish.rank == WishRank::Veto)
    }
}

/// How a family sees a region; the smaller, the better. Regions of one standing are equal to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A wish of this rank, 1 first.
    Rank(u32),
    /// Neither ranked nor vetoed: below every wish.
    Unranked,
    /// Vetoed: below everything.
    Vetoed,
}

/// The rankings of all families.
#[derive(Clone, Debug)]
pub struct Rankings {
    standings: BTreeMap<(HouseholdIx, RegionIx), WishRank>,
    last: Vec<u32>,
}

impl Rankings {
    /// Indexes the wishes of a package. Cost: its rows.
    #[must_use]
    pub fn of(package: &Package) -> Self {
        let mut last = vec![0; package.households.len()];
        for wish in &package.wishes {
            if let WishRank::Rank(rank) = wish.rank {
                let known: &mut u32 = &mut last[wish.household.at()];
                *known = rank.max(*known);
            }
        }
        Self { standings: package.wishes.iter().map(|w| ((w.household, w.region), w.rank)).collect(), last }
    }

    /// How a household sees a region.
    #[must_use]
    pub fn standing(&self, household: HouseholdIx, region: RegionIx) -> Standing {
        match self.standings.get(&(household, region)) {
            Some(WishRank::Rank(rank)) => Standing::Rank(*rank),
            Some(WishRank::Veto) => Standing::Vetoed,
            None => Standing::Unranked,
        }
    }

    /// Whether a household ranks any region.
    #[must_use]
    pub fn ranks(&self, household: HouseholdIx) -> bool {
        self.last[household.at()] > 0
    }

    /// A standing as a number of rank: a region that is not ranked comes one after the last wish, a vetoed one after that.
    #[must_use]
    pub fn rank(&self, household: HouseholdIx, standing: Standing) -> u32 {
        let last = self.last[household.at()];
        match standing {
            Standing::Rank(rank) => rank,
            Standing::Unranked => last.saturating_add(1),
            Standing::Vetoed => last.saturating_add(2),
        }
    }
}
