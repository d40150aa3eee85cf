//! A change and what prices say of it: what is proved at the old prices holds for any change.

use crate::random::{self, Size};
use qonys::compare::{Of, Prices, Side, compare, forecast, household_worths};
use qonys::{PlaceOptions, place};
use qonys_model::*;

const SIZE: Size = Size::up_to(14, 4, 4);

fn placed(package: &Package) -> Option<Outcome> {
    place(package, &PlaceOptions::default()).ok()
}

/// A random package, changed in one way or another.
fn changed(seed: u64) -> (Package, Package, bool) {
    let before = random::package(seed, SIZE);
    let mut after = before.clone();
    let mut further = false;
    match seed % 6 {
        0 => after.capacities.iter_mut().for_each(|c| c.places += 1 + (seed % 3) as u32),
        1 => after.capacities.first_mut().into_iter().for_each(|c| c.places += 2),
        2 => after.capacities.last_mut().into_iter().for_each(|c| c.places = c.places.saturating_sub(1).max(c.minimum)),
        3 => after.openings.iter_mut().for_each(|o| o.openings += 1),
        4 => {
            after.programme.value.kin *= 2.0;
            further = true;
        }
        _ => {
            further = !after.locks.is_empty();
            after.locks.clear();
        }
    }
    (before, after, further)
}

#[test]
fn the_bound_at_the_old_prices_holds_for_any_change() {
    let (mut compared, mut priced) = (0, 0);
    for seed in 0..240 {
        let (before, after, further) = changed(seed);
        let (Some(a), Some(b)) = (placed(&before), placed(&after)) else { continue };
        let prices = Prices::of(&before, &a);
        let said = forecast(&before, &prices, &after);
        let rise = b.certificate.value - a.certificate.value;
        assert!(rise <= said.at_most + 1e-9, "seed {seed}: rose by {rise}, proved at most {}", said.at_most);
        assert_eq!(said.further, further, "seed {seed}");
        // at its own prices a package's bound is no lower than its best plan
        assert!(prices.bound(&before) >= a.certificate.value - 1e-9, "seed {seed}");
        compared += 1;
        priced += u32::from(!said.terms.is_empty());
    }
    assert!(compared > 120 && priced > 40, "{compared}, {priced}");
}

/// Where a row is raised and nothing else opens by it, the bound moves by price x change: it is linear in what the row holds.
#[test]
fn raising_one_row_moves_the_bound_by_its_price() {
    let mut compared = 0;
    for seed in 0..120 {
        let before = random::package(seed, SIZE);
        let Some(a) = placed(&before) else { continue };
        let prices = Prices::of(&before, &a);
        for at in 0..before.capacities.len() {
            let mut after = before.clone();
            after.capacities[at].places += 3;
            if qonys::Parties::of(&before)
                .list
                .iter()
                .zip(&qonys::Parties::of(&after).list)
                .any(|(x, y)| x.closed != y.closed)
            {
                continue; // a region opened to a family that was too large for it
            }
            let said = forecast(&before, &prices, &after);
            let moved = prices.bound(&after) - prices.bound(&before);
            assert!((moved - said.by_prices).abs() < 1e-9, "seed {seed}: {moved} against {}", said.by_prices);
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn the_worths_of_households_sum_to_the_plans() {
    let mut compared = 0;
    for seed in 0..120 {
        let package = random::package(seed, SIZE);
        let Some(outcome) = placed(&package) else { continue };
        let sum: f64 = household_worths(&package, &outcome.plan).iter().sum();
        assert!((sum - outcome.certificate.value).abs() < 1e-6, "seed {seed}: {sum}");
        compared += 1;
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn a_package_compared_with_itself_differs_in_nothing() {
    for seed in 0..40 {
        let package = random::package(seed, SIZE);
        let Some(outcome) = placed(&package) else { continue };
        let side = Side { name: "it", package: &package, of: Of::Outcome(&outcome) };
        let same = compare(&side, &side);
        assert_eq!((same.difference(), same.moves.len(), same.policy.len()), (0.0, 0, 0));
        let persons: u64 = package.households.iter().map(|h| u64::from(h.persons())).sum();
        assert_eq!(same.a.heads.persons, persons);
        for kind in [GroupKind::Stream, GroupKind::Size] {
            let of_kind = same.groups.iter().filter(|row| row.kind == kind);
            let sum: u64 = of_kind.map(|row| row.a.persons).sum();
            assert!(sum == 0 || sum == persons, "a group that is shown holds everybody");
        }
    }
}

/// Worths by another measure have no difference; each plan by each measure has, and no plan beats a measure's own bound.
#[test]
fn sides_that_measure_differently_are_put_on_one_scale() {
    let (mut compared, mut apart, mut alike) = (0, 0, 0);
    for seed in 0..160 {
        let mut before = random::package(seed, SIZE);
        if seed % 2 == 0 {
            before.programme.inclusion.rule = InclusionRule::Value;
            before.households.iter_mut().for_each(|h| h.priority = None);
        }
        let mut after = before.clone();
        match seed % 5 {
            0 => after.programme.value.kin += 0.5,
            1 => after.programme.value.wish += 0.5,
            2 => after.programme.outlook.matched = [0.1, 0.2, 0.3, 0.4],
            3 => after.programme.wishes.rule = Some(WishRule::None),
            _ => after.capacities.iter_mut().for_each(|c| c.places += 1),
        }
        let (Some(a), Some(b)) = (placed(&before), placed(&after)) else { continue };
        let said = compare(
            &Side { name: "a", package: &before, of: Of::Outcome(&a) },
            &Side { name: "b", package: &after, of: Of::Outcome(&b) },
        );
        for side in [&said.a, &said.b] {
            let sum = side.parts.work + side.parts.kin + side.parts.wish;
            assert!((sum - side.value).abs() < 1e-9, "seed {seed}: {sum} for {}", side.value);
        }
        compared += 1;
        if said.one_scale() {
            assert!(said.by_measures.is_none() && said.range().is_some(), "seed {seed}");
            alike += 1;
            continue;
        }
        assert_eq!((said.proof(), said.range()), (Proof::OtherMeasure, None), "seed {seed}");
        let by = said.by_measures.expect("the same families");
        assert!((by.by_a[0] - said.a.value).abs() < 1e-9 && (by.by_b[1] - said.b.value).abs() < 1e-9, "seed {seed}");
        // where worth alone decides, a plan that obeys the same rules is worth no more than the bound by that measure
        // (without a rule on wishes a veto may close other regions)
        if before.bounds_all_plans() && seed % 5 != 3 {
            assert!(by.by_a[1] <= a.certificate.bound + 1e-9, "seed {seed}: {by:?}");
            assert!(by.by_b[0] <= b.certificate.bound + 1e-9, "seed {seed}: {by:?}");
            apart += 1;
        }
    }
    assert!(compared > 80 && apart > 10 && alike > 10, "{compared}, {apart}, {alike}");
}

/// A side whose policy names no groups is measured by those of the other, and keeping a promise shows beside it.
#[test]
fn declared_groups_and_wishes_stand_side_by_side() {
    let (mut kept, mut wishes) = (0, 0);
    for seed in 0..60 {
        let mut before = random::package(seed, Size::up_to(8, 3, 3));
        before.programme.fairness = Fairness::default();
        let mut after = before.clone();
        let who = GroupRule { persons: Some(AgeRange { from: 2, to: None }), ..GroupRule::default() };
        after.programme.fairness.group = vec![Group { name: "large".to_owned(), who }];
        after.programme.fairness.rule = FairnessRule::Floor;
        let (Some(a), Some(b)) = (placed(&before), placed(&after)) else { continue };
        let said = compare(
            &Side { name: "a", package: &before, of: Of::Outcome(&a) },
            &Side { name: "b", package: &after, of: Of::Outcome(&b) },
        );
        let [group] = &said.declared[..] else { panic!("seed {seed}: one group") };
        let (of_a, of_b) = (group.a.expect("measured"), group.b.expect("measured"));
        assert_eq!((of_a.mean_promised, of_a.kept), (None, None), "seed {seed}");
        assert_eq!(of_a.households, of_b.households, "seed {seed}");
        if of_b.households == 0 {
            continue;
        }
        assert_eq!(of_b.kept, Some(true), "seed {seed}");
        let facts = b.fairness.as_ref().expect("facts");
        assert!((of_b.mean * f64::from(of_b.households.max(1)) - facts.groups[0].value).abs() < 1e-9, "seed {seed}");
        assert_eq!(said.promises[1].expect("a promise").worse_off, facts.worse_off, "seed {seed}");
        kept += 1;
        if let Some(said) = said.wishes {
            let ranked = |outcome: &Outcome| {
                let rankings = Rankings::of(&before);
                let first = |p: &&Placement| {
                    p.place.region().is_some_and(|r| rankings.standing(p.household, r) == Standing::Rank(1))
                };
                outcome.plan.placements.iter().filter(first).count() as u32
            };
            assert_eq!((said.a.figures.first, said.b.figures.first), (ranked(&a), ranked(&b)), "seed {seed}");
            wishes += 1;
        }
    }
    assert!(kept > 10 && wishes > 5, "{kept}, {wishes}");
}
