//! What wishes did for each household.

use super::figures::{region_of, standing_of};
use crate::pose::Posed;
use qonys_model::{DecidedBy, Explanation, HouseholdIx, Rankings, WaitReason, WishReason, WishRule, Wished};
use std::collections::BTreeMap;

/// One for each household, in package order.
pub(super) fn reasons(
    posed: &Posed<'_>,
    rankings: &Rankings,
    wished: &Wished,
    [before, after]: [&[Option<u32>]; 2],
) -> Vec<WishReason> {
    let exchanges = wished.exchanges.iter().zip(0..);
    let exchange: BTreeMap<HouseholdIx, u32> = exchanges
        .flat_map(|(e, at)| e.moves.iter().flat_map(move |m| m.households.iter().map(move |&h| (h, at))))
        .collect();
    let turns = wished.turns.iter().zip(0..);
    let turn: BTreeMap<HouseholdIx, u32> =
        turns.flat_map(|(t, at)| t.households.iter().map(move |&h| (h, at))).collect();
    let reason = |h: usize| WishReason {
        standing: standing_of(posed, rankings, after, h),
        without: region_of(posed, before, h),
        standing_without: standing_of(posed, rankings, before, h),
        exchange: exchange.get(&HouseholdIx::from(h)).copied(),
        turn: turn.get(&HouseholdIx::from(h)).copied(),
        declined: false,
        unasked: false,
    };
    (0..posed.package.households.len()).map(reason).collect()
}

/// Names the rule where it decided: before all else but the reasons that leave no choice.
pub(crate) fn name_rule(wished: &Wished, explanations: &mut [Explanation]) {
    for (explanation, reason) in explanations.iter_mut().zip(&wished.reasons) {
        let waits = |why| reason.standing.is_none().then(|| vec![why]);
        let vetoed = reason.declined.then_some(WaitReason::Declined);
        let unasked = (reason.unasked && reason.without.is_some()).then_some(WaitReason::Unasked);
        if let Some(why) = vetoed.or(unasked).and_then(waits) {
            explanation.waiting = why;
            continue;
        }
        let code = match wished.rule {
            WishRule::TradeUp if reason.exchange.is_some() => DecidedBy::TradeUp,
            WishRule::PriorityWithFloor if reason.turn.is_some() || reason.let_in() => DecidedBy::PriorityWithFloor,
            _ => continue,
        };
        let bound = |c: &DecidedBy| matches!(c, DecidedBy::Pin | DecidedBy::MustTie | DecidedBy::OnlyRegion);
        if !explanation.decided_by.iter().any(bound) {
            // prices decided the plan that the rule began with, not this place
            explanation.decided_by.retain(|c| !matches!(c, DecidedBy::Price | DecidedBy::Minimum | DecidedBy::Fitting));
            explanation.decided_by.insert(0, code);
        }
    }
}
