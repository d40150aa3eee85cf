//! The quota that the prices would have: never worse, within its bounds, and no other quota is better than its bound says.

use crate::random::{self, Size};
use qonys::quota::{MoveOptions, move_quota};
use qonys::{PlaceError, PlaceOptions, place};
use qonys_model::*;

/// The same package where value alone decides who is placed, so that plans under two quotas can be compared by it.
fn by_value(seed: u64, size: Size) -> Package {
    let mut package = random::package(seed, size);
    package.programme.inclusion.rule = InclusionRule::Value;
    package.households.iter_mut().for_each(|h| h.priority = None);
    package
}

fn options(most_places: Option<u32>) -> MoveOptions<'static> {
    MoveOptions { capacity: 0_usize.into(), most_share: None, most_places, place: PlaceOptions::default() }
}

#[test]
fn a_proposal_is_never_worse_and_keeps_total_and_bounds() {
    let mut better = 0;
    for seed in 0..400 {
        let package = by_value(seed, Size::up_to(8, 4, 4));
        for most in [None, Some(1), Some(2)] {
            let (moved, proposed, [before, after]) = match move_quota(&package, &options(most)) {
                Ok(found) => found,
                Err(PlaceError::Impossible(_)) => continue,
                Err(error) => panic!("seed {seed}: {error}"),
            };
            assert!(moved.gain() >= -1e-9, "seed {seed}: {}", moved.gain());
            assert!(moved.after.value <= moved.bound + 1e-9, "seed {seed}");
            assert_eq!(moved.rows.iter().map(|r| u64::from(r.after)).sum::<u64>(), moved.total(), "seed {seed}");
            for row in &moved.rows {
                let by = row.after.abs_diff(row.before);
                assert!(most.is_none_or(|most| by <= most), "seed {seed}: {row:?}");
                assert!(row.used_after <= row.after && row.after >= row.least, "seed {seed}: {row:?}");
                // a place that moved is used
                assert!(row.after <= row.before || row.used_after == row.after, "seed {seed}: {row:?}");
            }
            let unused: u32 = moved.rows.iter().map(|r| r.after - r.used_after).sum();
            assert_eq!(moved.left, u64::from(unused), "seed {seed}");
            assert_eq!(check(&proposed, &after.plan), [], "seed {seed}");
            assert!(before.certificate.value <= moved.bound + 1e-9);
            better += usize::from(moved.gain() > 1e-6);
        }
    }
    assert!(better > 100, "{better} proposals are better");
}

/// Who gives to whom makes up the proposal, and what a pair gains alone is what placing anew with its places says.
#[test]
fn pairs_of_regions_make_up_the_proposal() {
    let (mut single, mut several) = (0, 0);
    for seed in 0..200 {
        let package = by_value(seed, Size::up_to(8, 4, 4));
        let Ok((moved, _, [before, _])) = move_quota(&package, &options(None)) else { continue };
        let mut change: Vec<i64> = moved.rows.iter().map(|r| i64::from(r.after) - i64::from(r.before)).collect();
        let at = |region| moved.rows.iter().position(|row| row.region == region).expect("a row");
        for pair in &moved.transfers {
            let (from, to) = (at(pair.from), at(pair.to));
            change[from] += i64::from(pair.places);
            change[to] -= i64::from(pair.places);
            let by_prices = moved.rows[to].price_before - moved.rows[from].price_before;
            assert!((pair.by_prices - by_prices).abs() < 1e-12 && pair.places > 0, "seed {seed}");
            let mut alone = package.clone();
            let own = |row: &&mut RegionCapacity| row.capacity == moved.capacity;
            for row in alone.capacities.iter_mut().filter(own) {
                row.places -= if row.region == pair.from { pair.places } else { 0 };
                row.places += if row.region == pair.to { pair.places } else { 0 };
            }
            let told = pair.alone.map(|plan| (plan.value, plan.bound));
            let again = place(&alone, &PlaceOptions::default()).ok();
            assert_eq!(told, again.map(|o| (o.certificate.value, o.certificate.bound)), "seed {seed}");
            assert!(told.is_none_or(|told| told.0 - before.certificate.value <= moved.gain() + 1e-6), "seed {seed}");
        }
        assert!(change.iter().all(|left| *left == 0), "seed {seed}: {change:?}");
        match moved.transfers.len() {
            0 => {}
            1 => single += 1,
            _ => several += 1,
        }
    }
    assert!(single >= 20 && several >= 10, "{single} of one pair, {several} of several");
}

/// All quotas of the same total within the bounds, placed one by one.
#[test]
fn no_quota_of_the_total_is_better_than_the_bound() {
    let (mut tried, mut met) = (0, 0);
    for seed in 0..400 {
        let mut package = by_value(seed, Size::up_to(5, 3, 3));
        package.capacities.iter_mut().filter(|c| c.capacity.at() == 0).for_each(|c| c.places = c.places.min(5));
        package.capacities.iter_mut().for_each(|c| c.minimum = c.minimum.min(c.places));
        let Ok((moved, _, _)) = move_quota(&package, &options(Some(2))) else { continue };
        let mut best = f64::NEG_INFINITY;
        for quota in quotas(&moved.rows, moved.total()) {
            let mut other = package.clone();
            for (row, places) in moved.rows.iter().zip(&quota) {
                let own = |c: &&mut RegionCapacity| c.region == row.region && c.capacity == moved.capacity;
                other.capacities.iter_mut().filter(own).for_each(|c| c.places = *places);
            }
            if let Ok(outcome) = place(&other, &PlaceOptions::default()) {
                best = best.max(outcome.certificate.value);
                tried += 1;
            }
        }
        assert!(best <= moved.bound + 1e-9, "seed {seed}: {best} above {}", moved.bound);
        assert!(moved.after.value <= best + 1e-9, "seed {seed}");
        met += usize::from(moved.after.value >= best - 1e-9);
    }
    assert!(tried > 500, "{tried} quotas");
    assert!(met > 90, "{met} proposals are the best of all quotas");
}

/// Every smaller number of places moved is worth less: all quotas with fewer moves, placed one by one.
#[test]
fn no_quota_with_fewer_moves_is_worth_as_much() {
    let (mut fewer, mut steps) = (0, 0);
    for seed in 0..600 {
        let mut package = by_value(seed, Size::up_to(6, 3, 3));
        package.capacities.iter_mut().filter(|c| c.capacity.at() == 0).for_each(|c| c.places = c.places.min(5));
        package.capacities.iter_mut().for_each(|c| c.minimum = c.minimum.min(c.places));
        let Ok((moved, _, _)) = move_quota(&package, &options(None)) else { continue };
        let first = (moved.steps[0].moved, moved.steps[0].value);
        assert_eq!(first, (0, moved.before.value), "seed {seed}");
        let last = moved.steps[moved.steps.len() - 1];
        assert_eq!((last.moved, last.value), (moved.moved(), moved.after.value), "seed {seed}");
        assert!(moved.steps.windows(2).all(|s| s[0].moved < s[1].moved && s[0].value < s[1].value), "seed {seed}");
        steps += moved.steps.len().saturating_sub(2);
        for quota in quotas(&moved.rows, moved.total()) {
            let gained = |(row, places): (&QuotaMove, &u32)| u64::from(places.saturating_sub(row.before));
            let count: u64 = moved.rows.iter().zip(&quota).map(gained).sum();
            if count >= moved.moved() {
                continue;
            }
            let mut other = package.clone();
            for (row, places) in moved.rows.iter().zip(&quota) {
                let own = |c: &&mut RegionCapacity| c.region == row.region && c.capacity == moved.capacity;
                other.capacities.iter_mut().filter(own).for_each(|c| c.places = *places);
            }
            let Ok(outcome) = place(&other, &PlaceOptions::default()) else { continue };
            let value = outcome.certificate.value;
            assert!(value < moved.after.value - 1e-9, "seed {seed}: {quota:?} is worth {value} too");
            // and the curve says no less, and proves no less, than any quota with so many moves gives
            let proved = moved.steps.iter().find(|step| step.moved >= count).expect("a step");
            assert!(value <= proved.bound + 1e-9, "seed {seed}: {quota:?} above {proved:?}");
            fewer += 1;
        }
    }
    assert!(fewer > 300 && steps > 20, "{fewer} quotas with fewer moves, {steps} steps between");
}

/// Families to whom every region is worth the same: nothing is to be gained, so nothing moves.
#[test]
fn where_nothing_is_gained_nothing_moves() {
    let mut still = 0;
    for seed in 0..400 {
        let mut package = by_value(seed, Size::up_to(8, 3, 3));
        package.openings.clear();
        package.wishes.clear();
        package.ties.clear();
        let regions = || (0..package.regions.len()).map(RegionIx::from);
        let score = |h: usize| {
            regions().map(move |region| Score { of: ScoreOf::Household(h.into()), region, value: 1.0, row: 0 })
        };
        package.scores = Some((0..package.households.len()).flat_map(score).collect());
        let Ok((moved, _, [before, _])) = move_quota(&package, &options(None)) else { continue };
        let everybody = before.plan.placements.iter().all(|p| p.place != Place::Waiting);
        if everybody {
            assert!(moved.moved() == 0 && moved.unchanged, "seed {seed}: {:?}", moved.rows);
            still += 1;
        }
    }
    assert!(still > 5, "{still} packages where everybody is placed");
}

fn quotas(rows: &[QuotaMove], total: u64) -> Vec<Vec<u32>> {
    let Some((row, rest)) = rows.split_first() else {
        return if total == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let with = |places: u32| {
        let left = total.checked_sub(places.into());
        let rest = left.map(|left| quotas(rest, left)).unwrap_or_default();
        rest.into_iter().map(move |rest| [vec![places], rest].concat())
    };
    (row.least..=row.most).flat_map(with).collect()
}
