//! Variants of the example `first-steps`: prices where places are just enough, and the true reasons of those who wait.

use qonys::{PlaceOptions, place};
use qonys_model::{
    Counts, HouseholdIx, InclusionRule, Lock, LockKind, Package, RegionIx, Score, ScoreOf, Unit, WaitReason,
};
use std::path::Path;

fn first_steps() -> Package {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/first-steps");
    qonys_tables::read(&folder).package.expect("a sound package")
}

#[test]
fn no_price_is_above_what_all_together_are_worth() {
    for rule in [InclusionRule::Order, InclusionRule::Everyone] {
        for region in 0..4 {
            for places in 0..10 {
                let mut package = first_steps();
                package.programme.inclusion.rule = rule;
                package.capacities[region].places = places;
                let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
                let worth = outcome.certificate.value;
                for row in &outcome.capacities {
                    assert!(row.price.abs() < worth, "{rule:?}, {places} in {region}: {} of {worth}", row.price);
                }
            }
        }
    }
}

/// One place for a family in Pavlodar and none elsewhere.
fn one_place() -> Package {
    let mut package = first_steps();
    package.ties.clear();
    package.locks.clear();
    package.programme.inclusion.rule = InclusionRule::Order;
    package.capacities.retain(|c| c.capacity.at() == 0);
    package.programme.capacity.truncate(1);
    package.programme.capacity[0].counts = Counts::Every(Unit::Households);
    package.capacities.iter_mut().for_each(|c| c.places = u32::from(c.region.at() == 0));
    package
}

fn waiting(package: &Package, household: usize) -> Vec<WaitReason> {
    let outcome = place(package, &PlaceOptions::default()).expect("a plan");
    outcome.explanations[household].waiting.clone()
}

#[test]
fn the_reason_of_waiting_is_who_holds_the_places() {
    let package = one_place();
    let (second, last) = (1, package.households.len() - 1);
    assert_eq!(waiting(&package, 0), [], "the first is placed");
    assert_eq!(waiting(&package, second), [WaitReason::AppliedLater]);

    let mut decided = package.clone();
    let region = RegionIx(0);
    decided.locks = vec![Lock {
        household: HouseholdIx(last as u32),
        region,
        kind: LockKind::Pin,
        reason: Some("a job offer".to_owned()),
        author: Some("commission".to_owned()),
        at: Some("2026-02-27".parse().expect("a date")),
        row: 2,
    }];
    assert_eq!(waiting(&decided, 0), [WaitReason::Decided], "nobody who holds a place applied before the first");

    let mut urgent = package.clone();
    urgent.households[last].priority = Some(1);
    assert_eq!(waiting(&urgent, 0), [WaitReason::Priority]);
    urgent.programme.inclusion.rule = InclusionRule::Value;
    assert_eq!(waiting(&urgent, 0), [WaitReason::Priority]);

    let mut scored = package.clone();
    scored.programme.inclusion.rule = InclusionRule::Value;
    let score =
        |(h, value): (usize, f64)| Score { of: ScoreOf::Household(HouseholdIx(h as u32)), region, value, row: 0 };
    scored.scores = Some([(0, -1.0), (second, 1.0), (last, 2.0)].map(score).to_vec());
    scored.households[2].priority = Some(1);
    assert_eq!(waiting(&scored, 0), [WaitReason::NotWorth], "though there is a class that is more urgent");
    assert_eq!(waiting(&scored, second), [WaitReason::PlacesShort]);
    assert_eq!(waiting(&scored, 2), [WaitReason::NoOpenRegion], "no score, no region");
}
