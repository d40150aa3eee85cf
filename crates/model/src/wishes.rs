//! `[wishes]`: what families' own rankings may decide, and at what price; and how a family sees a region.

use crate::{HouseholdIx, InclusionRule, Package, RegionIx, Wish, WishRank};
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
    /// What a veto does; without it `at-turn` under `priority-with-floor`, `hard` under every other rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub veto: Option<VetoRule>,
    /// For `priority-with-floor`: the seed of the draw; without it the programme's seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { rule: None, loss: 0.02, floor: 0.98, veto: None, seed: None }
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

    /// What a veto does: as it is written, else by the rule.
    #[must_use]
    pub fn vetoes(&self) -> VetoRule {
        let choose = self.decides() == WishRule::PriorityWithFloor;
        self.veto.unwrap_or(if choose { VetoRule::AtTurn } else { VetoRule::Hard })
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

/// What a veto does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VetoRule {
    /// The family is never placed there: the region is closed to it before anything is solved.
    #[default]
    Hard,
    /// The family is never placed there, and is asked only when its turn to choose comes: until then all is done as if it had
    /// vetoed nothing. Who could be given none but vetoed regions waits. For `priority-with-floor` only.
    AtTurn,
    /// The region is the family's last choice; under `weight` it costs what a first wish is worth.
    Soft,
}

/// Why vetoes close regions before anybody chooses, though families choose in turn. Then truth may not be a family's best answer:
/// what is left to choose from hangs on its own vetoes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VetoesFirst {
    /// The programme says so.
    Written,
    /// Everyone must be placed, so that nobody can be left to wait.
    Everyone,
    /// A region must have a minimum, which somebody who is left to wait might miss.
    Minimum,
}

impl Package {
    /// Vetoes against which nobody is ever placed: none where the programme calls vetoes soft. What runs no turns closes the regions.
    pub fn closing_vetoes(&self) -> impl Iterator<Item = &Wish> {
        let hard = self.programme.wishes.vetoes() != VetoRule::Soft;
        self.wishes.iter().filter(move |wish| hard && wish.rank == WishRank::Veto)
    }

    /// Why vetoes close regions before families choose in turn; `None` = they do not, or nobody chooses.
    #[must_use]
    pub fn vetoes_first(&self) -> Option<VetoesFirst> {
        let wishes = &self.programme.wishes;
        match wishes.vetoes() {
            _ if wishes.decides() != WishRule::PriorityWithFloor => None,
            VetoRule::Soft => None,
            VetoRule::Hard => Some(VetoesFirst::Written),
            VetoRule::AtTurn if self.programme.inclusion.rule == InclusionRule::Everyone => Some(VetoesFirst::Everyone),
            VetoRule::AtTurn if self.capacities.iter().any(|row| row.minimum > 0) => Some(VetoesFirst::Minimum),
            VetoRule::AtTurn => None,
        }
    }

    /// Whether a family is asked for its vetoes when its turn comes, and not before.
    #[must_use]
    pub fn vetoes_at_turn(&self) -> bool {
        let wishes = &self.programme.wishes;
        let chosen = wishes.decides() == WishRule::PriorityWithFloor && wishes.vetoes() == VetoRule::AtTurn;
        chosen && self.vetoes_first().is_none()
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
