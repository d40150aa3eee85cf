//! From which region to which places move, and what those places gain.
//!
//! A proposal says how many places each region has; who gives to whom is one of several pairings. Here the region where a place is
//! worth least gives first, to the one where it is worth most. What a pair gains alone is measured: all families are placed anew with
//! only these places moved. Such gains do not sum to that of the whole: families who would come to one region come from another.

use super::prices::{MoveOptions, persons, with_places};
use crate::place;
use qonys_model::{MovedQuota, Outcome, Package, QuotaMove, QuotaTransfer, RegionIx, TransferPlan};
use std::collections::BTreeMap;

/// So many pairs are placed anew at the most; of further ones only the prices are told.
const MEASURED: usize = 12;

/// The pairs of a proposal. `after`: the outcome under the whole of it.
pub(super) fn transfers(
    package: &Package,
    options: &MoveOptions<'_>,
    moved: &MovedQuota,
    after: &Outcome,
) -> Vec<QuotaTransfer> {
    let mut pairs = paired(&moved.rows);
    let plan = |outcome: &Outcome| TransferPlan {
        value: outcome.certificate.value,
        bound: outcome.certificate.bound,
        persons: persons(package, outcome),
    };
    if let [only] = &mut pairs[..] {
        only.alone = Some(plan(after));
        return pairs;
    }
    for pair in pairs.iter_mut().take(MEASURED) {
        if options.place.stop.is_some_and(|ask| ask().is_some()) {
            break;
        }
        let mut quota: BTreeMap<RegionIx, u32> = moved.rows.iter().map(|row| (row.region, row.before)).collect();
        quota.entry(pair.from).and_modify(|places| *places -= pair.places);
        quota.entry(pair.to).and_modify(|places| *places += pair.places);
        // where this alone cannot be, nothing is told of it
        let outcome = place(&with_places(package, options.capacity, &quota), &options.place).ok();
        pair.alone = outcome.as_ref().map(plan);
    }
    pairs
}

/// Who gives to whom: the lowest price in force first, to the highest; of equal ones in the order of the table.
fn paired(rows: &[QuotaMove]) -> Vec<QuotaTransfer> {
    let mut givers: Vec<(&QuotaMove, u32)> =
        rows.iter().map(|row| (row, row.before.saturating_sub(row.after))).filter(|(_, places)| *places > 0).collect();
    let mut takers: Vec<(&QuotaMove, u32)> =
        rows.iter().map(|row| (row, row.after.saturating_sub(row.before))).filter(|(_, places)| *places > 0).collect();
    givers.sort_by(|a, b| a.0.price_before.total_cmp(&b.0.price_before));
    takers.sort_by(|a, b| b.0.price_before.total_cmp(&a.0.price_before));
    let mut pairs = Vec::new();
    let mut takers = takers.into_iter().peekable();
    for (giver, mut left) in givers {
        while let Some((taker, wants)) = takers.peek_mut().filter(|_| left > 0) {
            let places = left.min(*wants);
            left -= places;
            *wants -= places;
            let by_prices = taker.price_before - giver.price_before;
            let (from, to) = (giver.region, taker.region);
            pairs.push(QuotaTransfer { from, to, places, by_prices, alone: None });
            if *wants == 0 {
                takers.next();
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(region: usize, before: u32, after: u32, price: f64) -> QuotaMove {
        QuotaMove {
            region: region.into(),
            before,
            after,
            least: 0,
            most: 100,
            used_before: before,
            used_after: after,
            price_before: price,
            price_after: price,
        }
    }

    #[test]
    fn the_least_wanted_places_go_to_where_they_are_worth_most() {
        let rows = [row(0, 10, 7, 0.2), row(1, 5, 9, 0.9), row(2, 4, 2, 0.1), row(3, 6, 6, 0.5), row(4, 1, 2, 0.4)];
        let pairs = paired(&rows);
        let told: Vec<_> = pairs.iter().map(|p| (p.from.at(), p.to.at(), p.places)).collect();
        assert_eq!(told, [(2, 1, 2), (0, 1, 2), (0, 4, 1)]);
        assert!((pairs[0].by_prices - 0.8).abs() < 1e-12 && (pairs[2].by_prices - 0.2).abs() < 1e-12);
    }
}
