//! Chains on small models: what they must find, and what they may never break.

use super::*;
use crate::matching::Jobs;
use crate::model::Model;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn guide(model: &Model<'_>) -> Guide {
    Guide { priced: model.value.clone(), gross: model.value.clone(), doubt: 0.0, scale: 1.0 }
}

/// One limit for each region; units with what they use and `(region, value)`.
fn model<'a>(jobs: &'a Jobs, upper: &[i64], units: &[(u32, Vec<(u32, f64)>)]) -> Model<'a> {
    let mut model = Model::new(jobs, upper.to_vec(), vec![0; upper.len()]);
    for (uses, options) in units {
        for &(region, value) in options {
            model.option(region, value, &[(region, *uses)], []);
        }
        model.unit(false, 1);
    }
    model.finish(Vec::new());
    model
}

#[test]
fn two_move_on_so_that_one_more_is_placed() {
    let jobs = Jobs::default();
    let units = [(1, vec![(0, 1.0)]), (1, vec![(0, 0.5), (1, 0.4)]), (1, vec![(1, 0.5), (2, 0.3)])];
    let model = model(&jobs, &[1, 1, 1], &units);
    let mut state = State::of(&model, &[WAIT, 1, 3]);
    let mut budget = 1000;
    let prices = vec![0.0; model.vars.len()];
    improve(&mut state, &guide(&model), &prices, &[60], &mut budget, &|_| false);
    assert_eq!(state.choice, [0, 2, 4]);
    assert!(budget < 1000);
}

#[test]
fn a_large_unit_takes_the_place_of_a_small_one_that_waits_instead() {
    let jobs = Jobs::default();
    let model = model(&jobs, &[3], &[(3, vec![(0, 2.0)]), (2, vec![(0, 0.5)])]);
    let mut state = State::of(&model, &[WAIT, 1]);
    let prices = vec![0.0; model.vars.len()];
    improve(&mut state, &guide(&model), &prices, &[60], &mut 1000, &|_| false);
    assert_eq!(state.choice, [0, WAIT]);
}

#[test]
fn no_limit_breaks_and_no_plan_gets_worse() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let jobs = Jobs::default();
    let mut better = 0;
    for _ in 0..200 {
        let regions = rng.random_range(1..=5);
        let upper: Vec<i64> = (0..regions).map(|_| rng.random_range(1..=8)).collect();
        let units: Vec<(u32, Vec<(u32, f64)>)> = (0..rng.random_range(1..=12))
            .map(|_| (rng.random_range(1..=4), (0..regions).map(|r| (r, rng.random_range(-0.2..1.0))).collect()))
            .collect();
        let model = model(&jobs, &upper, &units);
        let mut state = State::new(&model);
        for unit in 0..model.units() {
            if let Some(option) = model.options(unit).find(|&o| state.room(o)) {
                state.set(unit, option);
            }
        }
        let before = state.worth();
        let prices = vec![0.0; model.vars.len()];
        improve(&mut state, &guide(&model), &prices, &[20, 100], &mut 100_000, &|_| false);
        assert!(state.feasible());
        assert!(state.worth() >= before - 1e-12);
        better += u32::from(state.worth() > before + 1e-9);
    }
    assert!(better > 100, "{better}");
}
