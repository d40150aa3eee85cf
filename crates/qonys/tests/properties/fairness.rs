//! Promises to groups: kept or said not to be, whatever the package.

use crate::random::{self, Size};
use qonys::{OldPlan, PlaceError, PlaceOptions, judge, keep, place};
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
        open.programme.fairness = Fairness { against: shown.programme.fairness.against, ..Fairness::default() };
        let (Ok(one), Ok(other)) = (place(&shown, &PlaceOptions::default()), place(&open, &PlaceOptions::default()))
        else {
            continue;
        };
        assert_eq!(one.plan, other.plan, "seed {seed}");
        let facts = one.fairness.expect("groups are named");
        assert!(!facts.sex_or_origin_enters() && facts.groups.iter().all(|g| g.promised.is_none()));
        // how many are worse off than by lot is told of any plan, by any policy
        let told = other.fairness.expect("told of every plan");
        assert_eq!((told.worse_off, told.groups.len()), (facts.worse_off, 0), "seed {seed}");
    }
}

/// A plan made by hand, a kept one and that of a run are told the same number for the same plan.
#[test]
fn who_is_worse_off_is_told_of_any_plan() {
    let (mut told, mut some) = (0, 0);
    for seed in 0..70 {
        let mut package = random::package(seed, Size::up_to(12, 4, 3));
        package.programme.fairness = Fairness::default();
        let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
        let facts = outcome.fairness.as_ref().expect("told of every plan");
        assert_eq!((facts.against, facts.groups.len()), (DefaultPolicy::QuotaOnly, 0));
        let judged = judge(&package, &outcome.plan, &PlaceOptions::default()).expect("numbers").fairness;
        assert_eq!(judged.expect("told of every plan").worse_off, facts.worse_off, "seed {seed}");
        let old = OldPlan { places: outcome.plan.placements.iter().map(|p| Some(p.place)).collect(), gone: Vec::new() };
        let options = PlaceOptions::default();
        let kept = keep(&package, &old, None, &options).expect("the plan itself is one");
        assert!(kept.plan != outcome.plan || kept.fairness.as_ref().is_some_and(|f| f.worse_off == facts.worse_off));
        let nobody = Plan {
            placements: outcome
                .plan
                .placements
                .iter()
                .map(|p| Placement { place: Place::Waiting, jobs: Vec::new(), ..p.clone() })
                .collect(),
        };
        let judged = judge(&package, &nobody, &options).expect("numbers").fairness.expect("told of every plan");
        assert!(judged.worse_off >= facts.worse_off && judged.default_value >= 0.0, "seed {seed}");
        told += 1;
        some += u32::from(judged.worse_off > facts.worse_off);
    }
    assert!(told > 20 && some > 10, "{told}, {some}");
}
