//! Problems too large for brute force: what must hold of every answer.

use qonys_solve::{
    ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Progress, Row, Solution, SolveError, UnitSpec, solve, worth,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::atomic::{AtomicU32, Ordering};

/// A year: families of 1 to 6 in eight regions, room for nine tenths, a fifth of regions closed, workers if asked.
fn year(seed: u64, units: u32, inclusion: Inclusion, with_openings: bool) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut problem = Problem::new(8, inclusion);
    let rows: Vec<u32> =
        (0..8).map(|_| problem.row(Row { upper: Some(u64::from(units) * 35 / 10 * 9 / 80), lower: 3 })).collect();
    let openings: Vec<u32> = (0..if with_openings { 24 } else { 0 })
        .map(|_| problem.opening(Opening { region: rng.random_range(0..8), count: rng.random_range(0..6) }))
        .collect();
    let kinds: Vec<u32> = (0..6)
        .map(|_| {
            let gained: Vec<u32> = openings.iter().copied().filter(|_| rng.random_bool(0.4)).collect();
            problem.kind(gained.into_iter().map(|o| (o, rng.random_range(0.1..0.5))).collect())
        })
        .collect();
    for unit in 0..units {
        let persons = rng.random_range(1..=6);
        let open: Vec<u32> = (0..8).filter(|_| rng.random_bool(0.8)).collect();
        let option = |region: u32| ChoiceSpec {
            region,
            value: rng.random_range(0.0..1.0),
            uses: vec![(rows[region as usize], persons)],
        };
        let options = open.into_iter().map(option).collect();
        let workers = (0..rng.random_range(0..=2)).map(|_| kinds[rng.random_range(0..6)]).collect();
        problem.unit(UnitSpec { options, workers, persons, class: unit % 2, turn: unit % 7, ..UnitSpec::default() });
    }
    for _ in 0..units / 10 {
        let a = rng.random_range(0..units);
        problem.pair(Pair { a, b: (a + 1) % units, value: rng.random_range(0.0..0.3) });
    }
    problem
}

fn quick() -> Options<'static> {
    Options { effort: 1_000_000, ..Options::default() }
}

/// Limits hold, nobody who must be placed waits, openings are filled once, and the numbers agree.
fn judge(problem: &Problem, solution: &Solution) {
    let mut used = vec![0_u64; problem.rows().len()];
    for (unit, region) in solution.regions.iter().enumerate() {
        if let Some(region) = region {
            let (_, _, uses) = problem.options(unit).find(|o| o.0 == *region).expect("an option");
            uses.iter().for_each(|u| used[u.0 as usize] += u64::from(u.1));
        }
    }
    for (row, used) in problem.rows().iter().zip(used) {
        assert!(used >= row.lower && row.upper.is_none_or(|upper| used <= upper));
    }
    let mut left: Vec<u32> = problem.openings().iter().map(|o| o.count).collect();
    for (unit, jobs) in solution.jobs.iter().enumerate() {
        assert_eq!(jobs.len(), problem.workers(unit).len());
        for &opening in jobs.iter().flatten() {
            assert_eq!(solution.regions[unit], Some(problem.openings()[opening as usize].region));
            left[opening as usize] = left[opening as usize].checked_sub(1).expect("filled once");
        }
    }
    assert!((worth(problem, &solution.regions, &solution.jobs) - solution.value).abs() <= 1e-9 * solution.value.abs());
    assert!(solution.bound >= solution.value && solution.gap >= 0.0 && solution.bound.is_finite());
    assert_eq!(solution.row_prices.len(), problem.rows().len());
    assert_eq!(solution.opening_prices.len(), problem.openings().len());
    let prices = solution.row_prices.iter().chain(&solution.opening_prices);
    assert!(prices.clone().all(|p| p.is_finite()));
}

#[test]
fn one_two_and_four_threads_and_a_second_run_give_the_same_bits() {
    for (inclusion, openings) in [(Inclusion::Value, true), (Inclusion::Order, true), (Inclusion::Value, false)] {
        let problem = year(7, 300, inclusion, openings);
        let run = |threads| solve(&problem, &Options { threads: Some(threads), ..quick() }).expect("a plan");
        let first = run(1);
        judge(&problem, &first);
        for threads in [1, 2, 4] {
            assert_eq!(first, run(threads), "{inclusion:?} with {threads} threads");
        }
    }
}

#[test]
fn a_year_comes_with_a_small_gap() {
    for seed in 0..3 {
        let problem = year(seed, 400, Inclusion::Value, seed % 2 == 0);
        let solution = solve(&problem, &quick()).expect("a plan");
        judge(&problem, &solution);
        assert!(solution.gap < 0.01, "gap {}", solution.gap);
    }
}

#[test]
fn in_order_of_turns_nobody_who_fits_is_left_out() {
    let problem = year(3, 400, Inclusion::Order, true);
    let solution = solve(&problem, &quick()).expect("a plan");
    judge(&problem, &solution);
    let mut used = vec![0_u64; problem.rows().len()];
    for (unit, region) in solution.regions.iter().enumerate() {
        let placed = problem.options(unit).find(|o| Some(o.0) == *region);
        placed.into_iter().flat_map(|o| o.2).for_each(|u| used[u.0 as usize] += u64::from(u.1));
    }
    for unit in (0..problem.unit_count()).filter(|&u| solution.regions[u].is_none()) {
        for (_, _, uses) in problem.options(unit) {
            let full = |u: (u32, u32)| {
                problem.rows()[u.0 as usize].upper.is_some_and(|up| used[u.0 as usize] + u64::from(u.1) > up)
            };
            assert!(uses.iter().any(full), "unit {unit} waits beside a free place");
        }
    }
}

#[test]
fn everyone_or_a_reason() {
    let mut problem = Problem::new(2, Inclusion::Everyone);
    let rows: Vec<u32> = (0..2).map(|_| problem.row(Row { upper: Some(30), lower: 0 })).collect();
    for _ in 0..30 {
        let option = |region: u32| ChoiceSpec { region, value: 1.0, uses: vec![(rows[region as usize], 2)] };
        problem.unit(UnitSpec { options: vec![option(0), option(1)], persons: 2, ..UnitSpec::default() });
    }
    let solution = solve(&problem, &quick()).expect("fits exactly");
    assert!(solution.regions.iter().all(Option::is_some));
    let option = ChoiceSpec { region: 0, value: 1.0, uses: vec![(rows[0], 2)] };
    problem.unit(UnitSpec { options: vec![option], persons: 2, ..UnitSpec::default() });
    assert!(matches!(solve(&problem, &quick()), Err(SolveError::Infeasible { .. })));
}

#[test]
fn a_lower_limit_that_nobody_can_fill_is_named() {
    let mut problem = Problem::new(1, Inclusion::Value);
    problem.row(Row { upper: None, lower: 0 });
    let row = problem.row(Row { upper: Some(9), lower: 5 });
    let option = ChoiceSpec { region: 0, value: 1.0, uses: vec![(row, 4)] };
    problem.unit(UnitSpec { options: vec![option], persons: 4, ..UnitSpec::default() });
    assert_eq!(solve(&problem, &quick()), Err(SolveError::Infeasible { rows: vec![row], units: vec![] }));
}

#[test]
fn a_pinned_unit_without_room_is_named() {
    let mut problem = Problem::new(1, Inclusion::Order);
    let row = problem.row(Row { upper: Some(3), lower: 0 });
    let option = ChoiceSpec { region: 0, value: 1.0, uses: vec![(row, 2)] };
    let unit = UnitSpec { options: vec![option], persons: 2, must_place: true, ..UnitSpec::default() };
    problem.unit(unit.clone());
    problem.unit(unit);
    let error = solve(&problem, &quick()).expect_err("two do not fit");
    assert_eq!(error, SolveError::Infeasible { rows: vec![row], units: vec![0, 1] });
}

#[test]
fn a_family_worth_nothing_takes_a_free_place() {
    for count in [3, 40] {
        let mut problem = Problem::new(2, Inclusion::Value);
        let row = problem.row(Row { upper: Some(2 * count), lower: 0 });
        for _ in 0..count {
            let option = ChoiceSpec { region: 1, value: 0.0, uses: vec![(row, 2)] };
            problem.unit(UnitSpec { options: vec![option], persons: 2, ..UnitSpec::default() });
        }
        let solution = solve(&problem, &quick()).expect("a plan");
        assert!(solution.regions.iter().all(Option::is_some));
    }
}

#[test]
fn hard_numbers_are_answered_and_never_panic() {
    let values: [&dyn Fn(u32) -> f64; 6] = [
        &|_| 1.0,
        &|_| 0.0,
        &|u| -f64::from(u) - 1.0,
        &|u| if u % 2 == 0 { 1e12 } else { 1e-12 },
        &|u| f64::from(u) * 1e-12,
        &|u| if u % 3 == 0 { -1e12 } else { 1e12 },
    ];
    for inclusion in [Inclusion::Value, Inclusion::Order] {
        for value in values {
            for upper in [0, 1, 37, 1_000_000] {
                let mut problem = Problem::new(3, inclusion);
                let rows: Vec<u32> = (0..3).map(|_| problem.row(Row { upper: Some(upper), lower: 0 })).collect();
                let opening = problem.opening(Opening { region: 1, count: 3 });
                let kind = problem.kind(vec![(opening, value(4).abs() + 1.0)]);
                for unit in 0..60_u32 {
                    let size = if unit == 0 { u32::MAX } else { unit % 5 };
                    let option =
                        |r: u32| ChoiceSpec { region: r, value: value(unit + r), uses: vec![(rows[r as usize], size)] };
                    let options = (0..unit % 4).map(option).collect();
                    let workers = vec![kind; (unit % 2) as usize];
                    problem.unit(UnitSpec { options, workers, persons: size, class: unit % 3, ..UnitSpec::default() });
                }
                problem.pair(Pair { a: 5, b: 7, value: 1e12 });
                let solution =
                    solve(&problem, &Options { effort: 100_000, ..Options::default() }).expect("waiting is a plan");
                judge(&problem, &solution);
            }
        }
    }
}

#[test]
fn a_problem_of_nothing_has_an_empty_plan() {
    for inclusion in [Inclusion::Value, Inclusion::Order, Inclusion::Everyone] {
        let solution = solve(&Problem::new(0, inclusion), &quick()).expect("a plan");
        assert!(solution.regions.is_empty() && solution.value == 0.0 && solution.gap == 0.0);
    }
}

#[test]
fn ten_thousand_alike_families_are_placed() {
    let mut problem = Problem::new(4, Inclusion::Value);
    let rows: Vec<u32> = (0..4).map(|_| problem.row(Row { upper: Some(6_001), lower: 0 })).collect();
    for _ in 0..10_000 {
        let option = |region: u32| ChoiceSpec { region, value: 0.5, uses: vec![(rows[region as usize], 3)] };
        problem.unit(UnitSpec { options: (0..4).map(option).collect(), persons: 3, ..UnitSpec::default() });
    }
    let solution = solve(&problem, &quick()).expect("a plan");
    judge(&problem, &solution);
    assert_eq!(solution.regions.iter().flatten().count(), 8_000);
    assert!(solution.gap < 0.001);
}

#[test]
fn a_run_that_is_told_to_stop_says_so() {
    let problem = year(11, 400, Inclusion::Value, true);
    let told = AtomicU32::new(0);
    let progress = |_: &Progress| {
        told.fetch_add(1, Ordering::Relaxed);
    };
    let stop = || true;
    let options = Options { stop: Some(&stop), progress: Some(&progress), ..quick() };
    let solution = solve(&problem, &options).expect("a plan");
    judge(&problem, &solution);
    assert!(solution.stopped && told.load(Ordering::Relaxed) > 0);
}
