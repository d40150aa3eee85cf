//! The same package said differently is worth the same; more places are never worth less.

use crate::random::{self, Size};
use qonys::{PlaceError, PlaceOptions, place};
use qonys_model::*;

const SIZE: Size = Size::up_to(8, 4, 4);

fn value(package: &Package) -> Option<f64> {
    match place(package, &PlaceOptions::default()) {
        Ok(outcome) => Some(outcome.certificate.value),
        Err(PlaceError::Impossible { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

fn assert_same(seed: u64, one: Option<f64>, other: Option<f64>) {
    let same = match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    };
    assert!(same, "seed {seed}: {one:?} became {other:?}");
}

/// Regions in reverse order.
fn relabelled_regions(p: &Package) -> Package {
    let last = p.regions.len() - 1;
    let flip = |r: RegionIx| RegionIx::from(last - r.at());
    let mut q = p.clone();
    q.regions.reverse();
    q.capacities.iter_mut().for_each(|c| c.region = flip(c.region));
    q.openings.iter_mut().for_each(|o| o.region = flip(o.region));
    q.wishes.iter_mut().for_each(|w| w.region = flip(w.region));
    q.locks.iter_mut().for_each(|l| l.region = flip(l.region));
    q.uses.iter_mut().for_each(|u| u.region = flip(u.region));
    q.scores.iter_mut().flatten().for_each(|s| s.region = flip(s.region));
    for tie in &mut q.ties {
        if let TieTo::Region(region) = &mut tie.to {
            *region = flip(*region);
        }
    }
    q
}

/// Households in reverse order. Dates are made distinct first: between equal dates the file's order decides.
fn relabelled_households(p: &Package) -> (Package, Package) {
    let mut p = p.clone();
    for (h, household) in p.households.iter_mut().enumerate() {
        let day = household.applied.map_or(27, |date| date.day());
        household.applied = Some(jiff::civil::date(2026, 1 + h as i8, day));
    }
    let last = p.households.len() - 1;
    let flip = |h: HouseholdIx| HouseholdIx::from(last - h.at());
    let mut q = p.clone();
    q.households.reverse();
    q.people.iter_mut().for_each(|m| m.household = flip(m.household));
    q.wishes.iter_mut().for_each(|w| w.household = flip(w.household));
    q.locks.iter_mut().for_each(|l| l.household = flip(l.household));
    q.uses.iter_mut().for_each(|u| u.household = flip(u.household));
    for tie in &mut q.ties {
        tie.household = flip(tie.household);
        if let TieTo::Household(other) = &mut tie.to {
            *other = flip(*other);
        }
    }
    for score in q.scores.iter_mut().flatten() {
        if let ScoreOf::Household(household) = &mut score.of {
            *household = flip(*household);
        }
    }
    (p, q)
}

#[test]
fn renaming_regions_changes_nothing() {
    for seed in 0..300 {
        let package = random::package(seed, SIZE);
        assert_same(seed, value(&package), value(&relabelled_regions(&package)));
    }
}

#[test]
fn renaming_households_changes_nothing() {
    for seed in 0..300 {
        let (one, other) = relabelled_households(&random::package(seed, SIZE));
        assert_same(seed, value(&one), value(&other));
    }
}

/// Rows of every table but households and regions in reverse order.
fn permuted_rows(p: &Package) -> Package {
    let mut q = p.clone();
    q.ties.reverse();
    q.locks.reverse();
    q.capacities.reverse();
    q.openings.reverse();
    q.wishes.reverse();
    q.uses.reverse();
    q.people.reverse();
    let last = q.people.len().saturating_sub(1);
    let flip = |person: PersonIx| PersonIx::from(last - person.at());
    for household in &mut q.households {
        household.members = household.members.iter().rev().map(|&person| flip(person)).collect();
    }
    if let Some(scores) = &mut q.scores {
        scores.reverse();
        for score in scores {
            if let ScoreOf::Person(person) = &mut score.of {
                *person = flip(*person);
            }
        }
    }
    q
}

#[test]
fn permuting_rows_changes_nothing() {
    let mut seen = [false; 5];
    for seed in 0..300 {
        let mut package = random::package(seed, SIZE);
        if seed % 3 == 0 {
            // scores of persons add up to those of their households
            for score in package.scores.iter_mut().flatten() {
                if let ScoreOf::Household(household) = score.of {
                    score.of = ScoreOf::Person(package.households[household.at()].members[0]);
                }
            }
        }
        let permuted = permuted_rows(&package);
        assert_same(seed, value(&package), value(&permuted));
        let scored = permuted.scores != package.scores;
        let moved =
            [permuted.wishes != package.wishes, permuted.uses != package.uses, permuted.people != package.people];
        let person = |s: &Score| matches!(s.of, ScoreOf::Person(_));
        let of_persons = scored && package.scores.iter().flatten().any(person);
        let now = [moved[0], moved[1], moved[2], scored, of_persons];
        seen.iter_mut().zip(now).for_each(|(seen, now)| *seen |= now);
    }
    assert_eq!(seen, [true; 5], "wishes, uses, people and scores of both kinds had rows to permute");
}

/// A capacity of all persons stated as two of disjoint streams, each with what an optimal plan uses: every plan that meets
/// the two meets the one, and the optimal plan meets the two, so whatever decides who comes first, the value is the same.
fn split_by_stream(p: &Package, plan: &Plan) -> Package {
    let mut q = p.clone();
    let rule = |stream: &str| Counts::Rule(CountsRule { stream: Some(stream.into()), ..CountsRule::default() });
    let other = CapacityIx::from(q.programme.capacity.len());
    let mut kind = q.programme.capacity[0].clone();
    q.programme.capacity[0].counts = rule("kandas");
    kind.name = "of resettlers".into();
    kind.counts = rule("resettler");
    q.programme.capacity.push(kind);
    let of = |h: HouseholdIx| match p.households[h.at()].stream.as_deref() {
        Some("kandas") => CapacityIx(0),
        _ => other,
    };
    for named in q.uses.iter_mut().filter(|u| u.capacity == CapacityIx(0)) {
        named.capacity = of(named.household);
    }
    let used = |region: RegionIx, capacity: CapacityIx| -> u32 {
        let there =
            plan.placements.iter().filter(|at| at.place.region() == Some(region) && of(at.household) == capacity);
        there.map(|at| uses_of(p, at.household, region, CapacityIx(0))).sum()
    };
    q.capacities.retain(|row| row.capacity != CapacityIx(0));
    for row in p.capacities.iter().filter(|row| row.capacity == CapacityIx(0)) {
        for capacity in [CapacityIx(0), other] {
            let places = used(row.region, capacity);
            let minimum = if row.minimum > 0 { places } else { 0 };
            q.capacities.push(RegionCapacity { capacity, places, minimum, ..row.clone() });
        }
    }
    q
}

#[test]
fn splitting_a_capacity_at_what_an_optimal_plan_uses_changes_nothing() {
    let (mut split, mut both) = (0, 0);
    for seed in 0..400 {
        let package = random::package(seed, SIZE);
        if package.programme.capacity[0].counts != Counts::Every(Unit::Persons) {
            continue;
        }
        let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
        let apart = split_by_stream(&package, &outcome.plan);
        assert_same(seed, Some(outcome.certificate.value), value(&apart));
        split += 1;
        let two = |region| apart.capacities.iter().filter(|c| c.region == region && c.places > 0).count() > 1;
        both += usize::from((0..package.regions.len()).any(|r| two(r.into())));
    }
    assert!(split > 50 && both > 20, "{split} packages were split, {both} with places for both streams");
}

/// Stating a limit twice under two names binds as the limit itself.
#[test]
fn doubling_a_capacity_changes_nothing() {
    for seed in 0..300 {
        let package = random::package(seed, SIZE);
        let mut doubled = package.clone();
        let twin = CapacityIx::from(doubled.programme.capacity.len());
        let mut kind = doubled.programme.capacity[0].clone();
        kind.name = "twin".into();
        doubled.programme.capacity.push(kind);
        let of_first = |c: &&RegionCapacity| c.capacity == CapacityIx(0);
        let rows: Vec<_> = package.capacities.iter().filter(of_first).cloned().collect();
        doubled.capacities.extend(rows.into_iter().map(|c| RegionCapacity { capacity: twin, ..c }));
        let uses: Vec<_> = package.uses.iter().filter(|u| u.capacity == CapacityIx(0)).cloned().collect();
        doubled.uses.extend(uses.into_iter().map(|u| Use { capacity: twin, ..u }));
        assert_same(seed, value(&package), value(&doubled));
    }
}

/// Splitting a region's openings of one occupation into two rows of the same kind changes nothing.
#[test]
fn splitting_openings_changes_nothing() {
    for seed in 0..300 {
        let package = random::package(seed, SIZE);
        let mut split = package.clone();
        for opening in &package.openings {
            if opening.openings > 1 {
                let half = Opening { openings: 1, ..opening.clone() };
                let row = split.openings.iter_mut().find(|o| *o == opening).expect("the row");
                row.openings -= 1;
                split.openings.push(half);
            }
        }
        assert_same(seed, value(&package), value(&split));
    }
}

/// With the value rule and one class, a place more is never worth less. (By order or by class it may be: somebody
/// else is then included, whose work may count for less.)
#[test]
fn a_place_more_is_never_worth_less() {
    for seed in 0..400 {
        let mut package = random::package(seed, SIZE);
        package.programme.inclusion.rule = InclusionRule::Value;
        package.households.iter_mut().for_each(|h| h.priority = None);
        let before = value(&package);
        for row in 0..package.capacities.len() {
            let mut more = package.clone();
            more.capacities[row].places += 1;
            let after = value(&more);
            let worse = before.is_some_and(|b| after.is_none_or(|a| a < b - 1e-9));
            assert!(!worse, "seed {seed}, row {row}: {before:?} became {after:?}");
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_outcome() {
    for seed in 0..60 {
        let package = random::package(seed, Size::up_to(30, 5, 4));
        let with = |threads| {
            let options = PlaceOptions { threads: Some(threads), ..PlaceOptions::default() };
            place(&package, &options).map_err(|e| e.to_string())
        };
        let one = with(1);
        assert_eq!(one, with(2), "seed {seed}");
        assert_eq!(one, with(4), "seed {seed}");
    }
}
