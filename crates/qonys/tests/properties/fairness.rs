//! Promises to groups: kept or said not to be, whatever the package.

use crate::random::{self, Size};
use qonys::{PlaceError, PlaceOptions, judge, place};
use qonys_model::*;

/// A package whose policy names three groups that overlap, one of them by origin.
fn with_groups(seed: u64, size: Size, rule: FairnessRule, most: Option<u32>) -> Package {
    let mut package = random::package(seed, size);
    let origin = package.households[0].origin.get_or_insert("CN".to_owned()).clone();
    let against = [DefaultPolicy::QuotaOnly, DefaultPolicy::FirstCome, DefaultPolicy::Random][seed as usize % 3];
    let group = |name: &str, who| Group { name: name.to_owned(), who };
    let persons = |from, to| GroupRule { persons: Some(AgeRange { from, to }), ..GroupRule::default() };
    package.programme.fairness = Fairness {
        rule,
        against,
        worse_off_at_most: most,
        group: vec![
            group("small families", persons(0, Some(2))),
            group("large families", persons(2, None)),
            group("one origin", GroupRule { origin: Some(origin), ..GroupRule::default() }),
        ],
    };
    package
}

/// What a placement is worth to its household by the outcome's own explanations.
fn worth_of(outcome: &Outcome, household: HouseholdIx) -> f64 {
    match outcome.plan.placements[household.at()].place {
        Place::Region(_) => outcome.explanations[household.at()].worth.total(),
        Place::Waiting => 0.0,
    }
}

#[test]
fn promises_are_kept_or_it_is_said_that_they_are_not() {
    let (mut kept, mut bound, mut refused) = (0, 0, 0);
    for seed in 0..90 {
        let rule = [FairnessRule::Floor, FairnessRule::Proportional, FairnessRule::MaxMin][seed as usize % 3];
        let most = (seed % 4 == 0).then_some(seed as u32 % 7);
        let package = with_groups(seed, Size::up_to(14, 4, 4), rule, most);
        let mut open = package.clone();
        open.programme.fairness = Fairness::default();
        let free = place(&open, &PlaceOptions::default());
        let outcome = match place(&package, &PlaceOptions::default()) {
            Ok(outcome) => outcome,
            Err(PlaceError::Promises { broken, .. }) => {
                assert!(free.is_ok() && !broken.is_empty(), "seed {seed}");
                refused += 1;
                continue;
            }
            Err(error) => {
                assert!(free.is_err(), "seed {seed}: {error}, but there is a plan without the promises");
                continue;
            }
        };
        let free = free.expect("a plan under promises is one without");
        let facts = outcome.fairness.as_ref().expect("groups are named");
        kept += 1;
        bound += u32::from(outcome.certificate.value < free.certificate.value - 1e-9);
        let slip = 1e-6 * (1.0 + free.certificate.value.abs());
        assert!(outcome.certificate.value <= free.certificate.bound + slip, "seed {seed}");
        assert!(outcome.certificate.bound >= outcome.certificate.value - slip, "seed {seed}");
        assert!(most.is_none_or(|most| facts.worse_off <= most), "seed {seed}: worse off");
        for (group, members) in facts.groups.iter().zip(members_of_groups(&package)) {
            assert!(group.promised.is_none_or(|p| group.value >= p - slip), "seed {seed}: {group:?}");
            assert_eq!(group.small, group.households < SMALL_GROUP);
            assert!(group.households as usize >= members.len(), "a party counts with all its households");
            if package.ties.iter().all(|t| t.kind != TieKind::Must) {
                let sum: f64 = members.iter().map(|&h| worth_of(&outcome, h)).sum();
                assert!((group.value - sum).abs() < slip, "seed {seed}: {} told, {sum} explained", group.value);
            }
        }
        if let Some((least, most)) = facts.least_ratio {
            assert!(least <= most + 1e-9, "seed {seed}");
            for group in facts.groups.iter().filter(|g| g.promised.is_some()) {
                let alone = group.alone.expect("asked of it");
                assert!(group.value >= (least - 1e-6) * alone, "seed {seed}: {group:?}");
            }
        }
        assert!(facts.sex_or_origin_enters());
        let judged = judge(&package, &outcome.plan, &PlaceOptions::default()).expect("numbers");
        let again = judged.fairness.expect("groups are named");
        for (told, judged) in facts.groups.iter().zip(&again.groups) {
            assert!(judged.promised == told.promised && judged.default_value == told.default_value, "seed {seed}");
        }
    }
    assert!(kept > 30 && bound > 3, "{kept} kept, {bound} at a price, {refused} refused");
}

#[test]
fn for_any_number_of_threads() {
    let mut compared = 0;
    for seed in 0..200 {
        let rule = [FairnessRule::Floor, FairnessRule::Proportional, FairnessRule::MaxMin][seed as usize % 3];
        let package = with_groups(seed, Size::up_to(24, 5, 3), rule, None);
        let outcome = |threads| place(&package, &PlaceOptions { threads: Some(threads), ..PlaceOptions::default() });
        let Ok(first) = outcome(1) else { continue };
        for threads in [2, 4] {
            assert!(outcome(threads).is_ok_and(|other| other == first), "seed {seed}, {threads} threads");
        }
        compared += 1;
        if compared == 6 {
            return;
        }
    }
    panic!("only {compared} packages had a plan");
}

/// A group with no promise, and groups that promise nothing, change nothing.
#[test]
fn groups_alone_change_nothing() {
    for seed in 0..20 {
        let shown = with_groups(seed, Size::up_to(10, 4, 3), FairnessRule::None, None);
        let mut open = shown.clone();
        open.programme.fairness = Fairness::default();
        let (Ok(one), Ok(other)) = (place(&shown, &PlaceOptions::default()), place(&open, &PlaceOptions::default()))
        else {
            continue;
        };
        assert_eq!(one.plan, other.plan, "seed {seed}");
        let facts = one.fairness.expect("groups are named");
        assert!(!facts.sex_or_origin_enters() && facts.groups.iter().all(|g| g.promised.is_none()));
        assert!(other.fairness.is_none());
    }
}
