//! The same problem gives the same plan, prices and bounds to the last bit: again, and with 1, 2, 4 and 8 threads.

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, UnitSpec, solve};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Some hundred units, large enough that sums are made in parts.
fn year(inclusion: Inclusion, openings: bool) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (regions, units) = (8_u32, 700_u32);
    let mut problem = Problem::new(regions, inclusion);
    for _ in 0..regions {
        problem.row(Row { upper: Some(240), lower: 20 });
        problem.row(Row { upper: Some(90), lower: 0 });
    }
    if openings {
        for region in 0..regions {
            (0..4).for_each(|k| _ = problem.opening(Opening { region, count: 3 + k }));
        }
        for kind in 0..6 {
            let gains = (0..4 * regions).filter(|o| (o + kind) % 3 == 0).map(|o| (o, 0.1 + f64::from(o % 7) / 20.0));
            problem.kind(gains.collect());
        }
    }
    for _ in 0..units {
        let persons = rng.random_range(1..=6);
        let open: Vec<u32> = (0..regions).filter(|_| rng.random_bool(0.7)).collect();
        let option = |region: u32| ChoiceSpec {
            region,
            value: rng.random_range(-0.2..1.5),
            uses: vec![(2 * region, persons), (2 * region + 1, u32::from(persons > 2))],
        };
        let options = open.into_iter().map(option).collect();
        let workers = if openings { (0..persons.min(2)).map(|k| (persons + k) % 6).collect() } else { Vec::new() };
        let (class, turn) = (rng.random_range(0..2), rng.random_range(0..40));
        problem.unit(UnitSpec { options, workers, must_place: false, class, persons, turn });
    }
    for a in 0..60 {
        problem.pair(Pair { a, b: a + 100, value: 0.2 });
    }
    problem
}

#[test]
fn for_any_number_of_threads_and_again() {
    for inclusion in [Inclusion::Value, Inclusion::Order] {
        for openings in [false, true] {
            let problem = year(inclusion, openings);
            let answer = |threads| {
                let options = Options { threads: Some(threads), effort: 3_000_000, ..Options::default() };
                solve(&problem, &options).expect("a plan")
            };
            let first = answer(1);
            for threads in [1, 2, 4, 8] {
                let other = answer(threads);
                let bits = |numbers: &[f64]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
                let told = format!("{inclusion:?}, openings {openings}, {threads} threads");
                assert!(first.regions == other.regions && first.jobs == other.jobs, "{told}: plan");
                assert!(bits(&[first.value, first.bound]) == bits(&[other.value, other.bound]), "{told}: value, bound");
                assert!(bits(&first.row_prices) == bits(&other.row_prices), "{told}: prices");
                assert!(bits(&first.opening_prices) == bits(&other.opening_prices), "{told}: prices of openings");
                assert!(first.stages == other.stages, "{told}: stages");
            }
        }
    }
}
