//! An earlier plan kept: nobody is moved without need, more freedom is never worth less, and the count of moves is right.

use crate::random::{self, Size};
use qonys::{OldPlan, PlaceError, PlaceOptions, keep, place};
use qonys_model::*;

const SIZE: Size = Size::up_to(9, 4, 3);

fn old(outcome: &Outcome) -> OldPlan {
    OldPlan { places: outcome.plan.placements.iter().map(|p| Some(p.place)).collect(), gone: Vec::new() }
}

fn kept(package: &Package, old: &OldPlan, at_most: Option<u64>) -> Result<Outcome, PlaceError> {
    keep(package, old, at_most, &PlaceOptions::default())
}

fn moves(outcome: &Outcome) -> &Kept {
    outcome.overrides.kept.as_ref().expect("an earlier plan was given")
}

fn moved_by_hand(old: &OldPlan, outcome: &Outcome) -> u64 {
    let elsewhere =
        |p: &&Placement| old.places[p.household.at()].is_some_and(|place| place.region().is_some() && place != p.place);
    outcome.plan.placements.iter().filter(elsewhere).count() as u64
}

/// Plans of packages that lose places afterwards.
fn shrunk() -> impl Iterator<Item = (u64, Package, OldPlan)> {
    (0..90).filter_map(|seed| {
        let mut package = random::package(seed, SIZE);
        let before = place(&package, &PlaceOptions::default()).ok()?;
        let at = seed as usize % package.capacities.len().max(1);
        let limit = package.capacities.get_mut(at)?;
        limit.places = (limit.places / 2).max(limit.minimum);
        Some((seed, package, old(&before)))
    })
}

#[test]
fn without_a_change_nobody_is_moved() {
    let mut compared = 0;
    for seed in 0..90 {
        let package = random::package(seed, SIZE);
        let Ok(before) = place(&package, &PlaceOptions::default()) else { continue };
        for at_most in [None, Some(0)] {
            let after = kept(&package, &old(&before), at_most).expect("the plan itself is one");
            let kept = moves(&after);
            assert_eq!((kept.moved.len(), kept.fewest, kept.fewest_proved), (0, 0, true), "seed {seed}");
            let worth = after.certificate.value;
            assert!((worth - before.certificate.value).abs() < 1e-6, "seed {seed}: {worth}");
        }
        compared += 1;
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn allowed_to_move_everybody_it_is_the_plain_plan() {
    let mut compared = 0;
    for (seed, package, old) in shrunk() {
        let Ok(plain) = place(&package, &PlaceOptions::default()) else { continue };
        let free = kept(&package, &old, Some(package.households.len() as u64)).expect("there is a plan");
        assert_eq!(free.plan, plain.plan, "seed {seed}");
        assert_eq!(free.certificate, plain.certificate, "seed {seed}");
        compared += 1;
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn more_moves_are_never_worth_less_and_the_fewest_are_the_fewest() {
    let (mut compared, mut forced) = (0, 0);
    for (seed, package, old) in shrunk() {
        let Ok(least) = kept(&package, &old, None) else { continue };
        let fewest = moves(&least).fewest;
        assert_eq!(moved_by_hand(&old, &least), fewest, "seed {seed}: no more than it must");
        assert!(moves(&least).fewest_proved, "seed {seed}: small enough to prove");
        let mut before: Option<f64> = None;
        for most in fewest..=(fewest + 3).min(package.households.len() as u64) {
            let Ok(outcome) = kept(&package, &old, Some(most)) else { panic!("seed {seed}: {most} moves are enough") };
            assert!(moved_by_hand(&old, &outcome) <= most, "seed {seed}");
            assert_eq!(moves(&outcome).moved.len() as u64, moved_by_hand(&old, &outcome));
            let certificate = outcome.certificate;
            assert!(certificate.bound >= certificate.value - 1e-9);
            let slack = certificate.bound - certificate.value;
            let worth = certificate.value;
            assert!(before.is_none_or(|b| worth >= b - slack - 1e-6), "seed {seed}: {before:?} fell to {worth}");
            assert!(moves(&outcome).free_bound >= worth - 1e-6, "seed {seed}");
            before = Some(worth);
        }
        if fewest > 0 {
            let refused = kept(&package, &old, Some(fewest - 1));
            assert!(matches!(refused, Err(PlaceError::MoreMustMove { fewest: f, .. }) if f == fewest), "seed {seed}");
            forced += 1;
        }
        compared += 1;
    }
    assert!(compared > 40 && forced > 5, "{compared}, {forced}");
}
