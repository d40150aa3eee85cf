//! When no plan exists, the statements named cannot hold together, and without any one of them they can.

use crate::random::{self, Size};
use crate::reference::Reference;
use qonys::{PlaceError, PlaceOptions, place};
use qonys_model::*;
use std::collections::BTreeSet;

/// More places than anybody uses.
const PLENTY: u32 = 1_000_000;

/// The package with these statements only, and the households that must then be placed because everyone must.
fn only(package: &Package, statements: &[Statement]) -> (Package, BTreeSet<usize>) {
    let has = |statement| statements.contains(&statement);
    let mut p = package.clone();
    p.capacities.clear();
    for region in (0..p.regions.len()).map(RegionIx::from) {
        for capacity in (0..p.programme.capacity.len()).map(CapacityIx::from) {
            let row = package.capacities.iter().find(|c| (c.region, c.capacity) == (region, capacity));
            let unlimited = package.programme.capacity[capacity.at()].otherwise == Otherwise::Unlimited;
            let places = row.map_or(if unlimited { PLENTY } else { 0 }, |c| c.places);
            let minimum = row.map_or(0, |c| c.minimum);
            p.capacities.push(RegionCapacity {
                region,
                capacity,
                places: if has(Statement::Places { region, capacity }) { places } else { PLENTY },
                minimum: if has(Statement::Minimum { region, capacity }) { minimum } else { 0 },
                period: None,
                row: 0,
            });
        }
    }
    let kept = |at: usize, statement: fn(u32) -> Statement| has(statement(at as u32));
    p.locks = keep(&package.locks, |at, _| kept(at, Statement::Lock));
    p.ties = keep(&package.ties, |at, tie| tie.kind == TieKind::Prefer || kept(at, Statement::Tie));
    p.wishes = keep(&package.wishes, |at, wish| wish.rank != WishRank::Veto || kept(at, Statement::Veto));
    if let Some(scores) = &mut p.scores {
        for household in (0..package.households.len()).map(HouseholdIx::from) {
            for region in (0..package.regions.len()).map(RegionIx::from) {
                let of = ScoreOf::Household(household);
                if !scores.iter().any(|s| s.of == of && s.region == region)
                    && !has(Statement::NoScore { household, region })
                {
                    scores.push(Score { of, region, value: 0.0, row: 0 });
                }
            }
        }
    }
    p.programme.inclusion.rule = InclusionRule::Value;
    let everyone = statements.iter().filter_map(|s| match s {
        Statement::Everyone { household } => Some(household.at()),
        _ => None,
    });
    (p, everyone.collect())
}

fn keep<T: Clone>(list: &[T], which: impl Fn(usize, &T) -> bool) -> Vec<T> {
    list.iter().enumerate().filter(|(at, item)| which(*at, item)).map(|(_, item)| item.clone()).collect()
}

fn possible(package: &Package, statements: &[Statement]) -> bool {
    let (package, everyone) = only(package, statements);
    Reference::of(&package, &everyone).best().is_some()
}

fn judge_conflicts(seeds: std::ops::Range<u64>, size: Size) -> (u32, u32) {
    let (mut found, mut minimal) = (0, 0);
    for seed in seeds {
        let package = random::package(seed, size);
        let Err(error) = place(&package, &PlaceOptions::default()) else { continue };
        let PlaceError::Impossible(conflict) = error else { panic!("seed {seed}: {error}") };
        found += 1;
        assert!(!possible(&package, &conflict.statements), "seed {seed}: {conflict:?}");
        minimal += u32::from(conflict.minimal);
        for at in 0..conflict.statements.len() {
            let mut fewer = conflict.statements.clone();
            let left_out = fewer.remove(at);
            assert!(!conflict.minimal || possible(&package, &fewer), "seed {seed}: {left_out:?} is not needed");
        }
    }
    (found, minimal)
}

#[test]
fn on_small_packages_every_conflict_is_real_and_minimal() {
    let (found, minimal) = judge_conflicts(500_000..503_000, Size::up_to(10, 4, 3));
    assert!(found > 300 && minimal == found, "{minimal} minimal of {found}");
}
