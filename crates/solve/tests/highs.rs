//! HiGHS as an oracle: its optimum lies between our value and our bound.
#![cfg(feature = "highs")]

use qonys_solve::{
    ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, SolveError, UnitSpec, by_highs, fill_openings, solve,
    worth,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Units with up to two rows in each of four regions, workers, openings, pairs, pins, minimums.
fn random(seed: u64) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let everyone = seed.is_multiple_of(4);
    let mut problem = Problem::new(4, if everyone { Inclusion::Everyone } else { Inclusion::Value });
    let units = rng.random_range(14..30_u32);
    let share = u64::from(units) * if everyone { 5 } else { 3 } / 4;
    let rows: Vec<u32> = (0..8)
        .map(|_| problem.row(Row { upper: Some(rng.random_range(share / 2..=share)), lower: rng.random_range(0..3) }))
        .collect();
    let openings: Vec<u32> =
        (0..8).map(|o| problem.opening(Opening { region: o % 4, count: rng.random_range(1..3) })).collect();
    let kinds: Vec<u32> = (0..3)
        .map(|_| {
            let mut gains: Vec<(u32, f64)> = Vec::new();
            for &opening in &openings {
                if rng.random_bool(0.5) {
                    gains.push((opening, rng.random_range(0.0..0.5)));
                }
            }
            problem.kind(gains)
        })
        .collect();
    for _ in 0..units {
        let persons = rng.random_range(1..5);
        let mut options = Vec::new();
        for region in 0..4 {
            if rng.random_bool(0.8) {
                let row = |k: u32| rows[(region + 4 * k) as usize];
                let uses = vec![(row(0), persons), (row(1), rng.random_range(0..3))];
                options.push(ChoiceSpec { region, value: rng.random_range(-0.2..1.0), uses });
            }
        }
        let workers = (0..rng.random_range(0..3)).map(|_| kinds[rng.random_range(0..3)]).collect();
        let must_place = !options.is_empty() && rng.random_bool(0.1);
        problem.unit(UnitSpec { options, persons, workers, must_place, ..UnitSpec::default() });
    }
    for _ in 0..3 {
        let (a, b) = (rng.random_range(0..units), rng.random_range(0..units));
        if a != b {
            problem.pair(Pair { a, b, value: rng.random_range(0.0..0.4) });
        }
    }
    problem
}

#[test]
fn the_optimum_lies_between_value_and_bound() {
    let mut solved = 0;
    for seed in 0..40 {
        let problem = random(seed);
        let oracle = by_highs(&problem, None, 60.0);
        match solve(&problem, &Options { seed, ..Options::default() }) {
            Ok(plan) => {
                let best = oracle.expect("HiGHS finds a plan where we do");
                assert!(best.optimal, "seed {seed}");
                let exact = worth(&problem, &best.regions, &fill_openings(&problem, &best.regions));
                assert!((exact - best.value).abs() < 1e-6, "seed {seed}: {exact} is summed as {}", best.value);
                assert!(plan.value <= exact + 1e-6, "seed {seed}: {} above the optimum {exact}", plan.value);
                assert!(plan.bound >= exact - 1e-6, "seed {seed}: bound {} below the optimum {exact}", plan.bound);
                assert!(plan.value >= exact - 0.02 * exact.abs(), "seed {seed}: {} for {exact}", plan.value);
                solved += 1;
            }
            Err(SolveError::Infeasible { .. }) => assert!(oracle.is_none(), "seed {seed}: HiGHS has a plan"),
            Err(error) => assert!(oracle.is_none(), "seed {seed}: {error}, but HiGHS has a plan"),
        }
    }
    assert!(solved >= 20, "only {solved} problems had a plan");
}
