//! Dives on small years with more rows in a region than its programme holds with ease.

use super::*;
use crate::matching::Jobs;
use crate::model::Lens;
use crate::problem::{ChoiceSpec, Inclusion, Problem, Row, UnitSpec};
use rand::SeedableRng;

/// 160 units, twelve regions, five kinds of rows with `slack` per cent more than units need.
fn year(seed: u64, slack: u64, minimum: u64) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (units, regions, kinds) = (160, 12, 5);
    let needs: Vec<Vec<u32>> = (0..units).map(|_| (0..kinds).map(|_| rng.random_range(0..=4)).collect()).collect();
    let mut problem = Problem::new(regions, Inclusion::Value);
    for _ in 0..regions {
        for kind in 0..kinds {
            let all: u64 = needs.iter().map(|n| u64::from(n[kind as usize])).sum();
            let upper = (all * (100 + slack)).div_ceil(100 * u64::from(regions));
            problem.row(Row { upper: Some(upper), lower: upper * minimum / 100 });
        }
    }
    for need in needs {
        let option = |region: u32, value: f64| {
            let uses = (0..kinds).map(|k| (region * kinds + k, need[k as usize])).collect();
            ChoiceSpec { region, value, uses }
        };
        let options = (0..regions).map(|region| option(region, rng.random_range(0.0..1.0))).collect();
        problem.unit(UnitSpec { options, persons: need[0], ..UnitSpec::default() });
    }
    problem
}

/// What a dive finds above a floor, with the bound on all plans.
fn dive(problem: &Problem, floor: f64, seed: u64) -> (Option<(Vec<u32>, f64)>, f64) {
    let jobs = Jobs::of(problem);
    let lens = Lens { must: &|_| false, open: &|_| true, seat: None, seated: &[] };
    let model = Model::of(problem, &jobs, &lens);
    assert!(suits(&model));
    let dual = Dual::new(&model);
    let (prices, bound) = dual.minimise(dual.start(), 0.5, 14, &|| false);
    let nowhere = vec![WAIT; model.units()];
    let found = plan(&model, prices, &nowhere, (floor, f64::INFINITY), ChaCha8Rng::seed_from_u64(seed)).best;
    if let Some((choice, value)) = &found {
        let state = State::of(&model, choice);
        assert!(state.feasible());
        assert!((state.worth() - value).abs() < 1e-9);
    }
    (found, bound)
}

#[test]
fn dives_end_in_plans_near_the_bound() {
    for (seed, minimum) in (0..8).map(|s| (s, 0)).chain((8..12).map(|s| (s, 60))) {
        let problem = year(seed, 5, minimum);
        let dives: Vec<_> = (0..8).map(|d| dive(&problem, f64::NEG_INFINITY, d)).collect();
        let bound = dives[0].1;
        let best = dives.into_iter().filter_map(|d| d.0).map(|b| b.1).fold(0.0, f64::max);
        assert!(best <= bound && best > 0.95 * bound, "year {seed}: {best} of {bound}");
    }
}

#[test]
fn a_dive_ends_where_no_plan_above_the_floor_is_left() {
    let problem = year(1, 5, 0);
    let (found, bound) = dive(&problem, f64::NEG_INFINITY, 3);
    let value = found.map(|f| f.1).unwrap();
    assert!(dive(&problem, value - 1e-6, 3).0.is_some_and(|b| b.1 > value - 1e-6));
    assert!(dive(&problem, bound, 3).0.is_none());
}

#[test]
fn dives_differ_by_their_random_numbers_alone() {
    let problem = year(2, 5, 0);
    let found: Vec<Option<(Vec<u32>, f64)>> = (0..8).map(|d| dive(&problem, f64::NEG_INFINITY, d).0).collect();
    assert_eq!(found[5], dive(&problem, f64::NEG_INFINITY, 5).0);
    assert!(found.iter().flatten().count() > 2 && found.iter().any(|f| *f != found[0]));
}

#[test]
fn ways_far_below_the_best_are_given_up() {
    let problem = year(1, 5, 0);
    let jobs = Jobs::of(&problem);
    let lens = Lens { must: &|u| u == 0, open: &|_| true, seat: None, seated: &[] };
    let model = Model::of(&problem, &jobs, &lens);
    let ways =
        |unit: u32| (unit, model.options(unit as usize).chain((unit != 0).then_some(WAIT)).collect::<Vec<u32>>());
    let prices = vec![0.01; model.vars.len()];
    let priced = Dual::new(&model).priced(&prices);
    for far in [0.1, 0.3, 0.9] {
        let mut open = [ways(0), ways(3)];
        nearest(&mut open, &model, &prices, far);
        for ((unit, left), (_, all)) in open.into_iter().zip([ways(0), ways(3)]) {
            let worth = |o: u32| if o == WAIT { 0.0 } else { priced[o as usize] };
            let best = all.iter().map(|&o| worth(o)).fold(f64::NEG_INFINITY, f64::max);
            let near: Vec<u32> = all.iter().copied().filter(|&o| worth(o) >= best - far).collect();
            assert_eq!(left, near, "unit {unit} within {far}");
            assert!(left.len() < all.len() || far > 0.5);
        }
    }
}
