//! What the rule on wishes came to, for `run.json`: figures, every exchange and every turn, by keys.

use qonys_model::{HouseholdIx, Package, RegionIx, WishFigures, WishReason, WishRule, Wished};
use serde::Serialize;

/// A plan under a rule on wishes beside the plan without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WishRecord {
    /// The rule.
    pub rule: WishRule,
    /// The plan without the rule.
    pub without: WishFigures,
    /// The plan.
    pub with: WishFigures,
    /// Households better off by their own ranking than without the rule.
    pub better: u32,
    /// Households worse off.
    pub worse: u32,
    /// Proved: exchanges can make no more better off at that loss; null where nothing is proved.
    pub better_bound: Option<u32>,
    /// Value given up.
    pub given_up: f64,
    /// The same as a share of the value without the rule.
    pub share_given_up: f64,
    /// The least value by the rule; null = it sets none.
    pub least: Option<f64>,
    /// Exchanges from the plan without the rule.
    pub exchanges: Vec<ExchangeRecord>,
    /// Families that chose, in the order in which they did.
    pub turns: Vec<TurnRecord>,
    /// Keys of the households that wait because they had vetoed what could be given to them.
    pub declined: Vec<String>,
    /// Keys of the households that had no turn to choose, since the run was stopped before it.
    pub unasked: Vec<String>,
    /// How far the plan is below the least value, for those who declined or were not asked.
    pub gave_way: f64,
    /// Keys of the households that would have waited, let in where there was room after all had chosen or exchanged.
    pub let_in: Vec<String>,
}

/// A cycle or a chain of moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExchangeRecord {
    /// Whether the last goes where the first leaves.
    pub cycle: bool,
    /// Who moves from where to where; from null = waited.
    pub moves: Vec<MoveRecord>,
}

/// A move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveRecord {
    /// Keys of the households.
    pub households: Vec<String>,
    /// Key of the region left; null = they waited.
    pub from: Option<String>,
    /// Key of the region entered.
    pub to: String,
}

/// A turn to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TurnRecord {
    /// Keys of the households that choose as one.
    pub households: Vec<String>,
    /// The text whose SHA-256 is the ticket.
    pub drawn_from: String,
    /// The ticket.
    pub ticket: String,
    /// Regions ranked higher that could not be given, and whether that is proved.
    pub refused: Vec<(String, bool)>,
    /// The region that could be given and that they had vetoed; null = they did not decline.
    pub declined: Option<String>,
}

impl WishRecord {
    /// The record. Cost: its moves and turns.
    #[must_use]
    pub fn new(package: &Package, wished: &Wished) -> Self {
        let region = |r: RegionIx| package.regions[r.at()].id.clone();
        let keys = |list: &[HouseholdIx]| list.iter().map(|h| package.households[h.at()].id.clone()).collect();
        let those = |of: fn(&WishReason) -> bool| -> Vec<HouseholdIx> {
            let reasons = wished.reasons.iter().enumerate();
            reasons.filter(|(_, reason)| of(reason)).map(|(at, _)| HouseholdIx::from(at)).collect()
        };
        let moved = |m: &qonys_model::Traded| MoveRecord {
            households: keys(&m.households),
            from: m.from.map(region),
            to: region(m.to),
        };
        let exchange =
            |e: &qonys_model::Exchange| ExchangeRecord { cycle: e.cycle, moves: e.moves.iter().map(moved).collect() };
        let turn = |t: &qonys_model::Turn| TurnRecord {
            households: keys(&t.households),
            drawn_from: t.drawn_from.clone(),
            ticket: t.ticket.clone(),
            refused: t.refused.iter().map(|r| (region(r.region), r.proved)).collect(),
            declined: t.declined.map(region),
        };
        Self {
            rule: wished.rule,
            without: wished.without,
            with: wished.with,
            better: wished.better,
            worse: wished.worse,
            better_bound: wished.better_bound,
            given_up: wished.given_up(),
            share_given_up: wished.share_given_up(),
            least: wished.least,
            exchanges: wished.exchanges.iter().map(exchange).collect(),
            turns: wished.turns.iter().map(turn).collect(),
            declined: keys(&those(|reason| reason.declined)),
            unasked: keys(&those(|reason| reason.unasked)),
            gave_way: wished.gave_way,
            let_in: keys(&those(WishReason::let_in)),
        }
    }

    /// Whether every number is finite.
    pub(super) fn finite(&self) -> bool {
        let figures = [&self.without, &self.with].map(|f| f.value + f.mean_rank.unwrap_or(0.0));
        figures.iter().chain([&self.given_up, &self.share_given_up, &self.gave_way]).all(|n| n.is_finite())
            && self.least.is_none_or(f64::is_finite)
    }
}
