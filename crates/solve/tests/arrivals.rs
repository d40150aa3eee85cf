//! Sittings on random problems: what holds for every one.

use proptest::prelude::*;
use qonys_solve::{
    ChoiceSpec, Count, Forecast, Inclusion, Opening, Options, Prices, Problem, Row, Sitting, UnitSpec, sit, solve,
};

#[derive(Clone, Debug)]
struct Case {
    places: Vec<u64>,
    openings: Vec<u32>,
    /// Persons, a value for each region (negative = not allowed), workers.
    units: Vec<(u32, Vec<f64>, usize)>,
    order: bool,
}

fn case() -> impl Strategy<Value = Case> {
    (1_usize..5).prop_flat_map(|regions| {
        (
            prop::collection::vec(0_u64..15, regions),
            prop::collection::vec(0_u32..3, regions),
            prop::collection::vec((1_u32..6, prop::collection::vec(-0.3..1.0, regions), 0_usize..3), 1..40),
            any::<bool>(),
        )
            .prop_map(|(places, openings, units, order)| Case { places, openings, units, order })
    })
}

impl Case {
    fn rows(&self) -> Vec<Row> {
        self.places.iter().map(|&p| Row { upper: Some(p), lower: 0 }).collect()
    }

    fn problem(&self) -> Problem {
        let inclusion = if self.order { Inclusion::Order } else { Inclusion::Value };
        let mut problem = Problem::new(self.places.len() as u32, inclusion);
        self.rows().into_iter().for_each(|row| _ = problem.row(row));
        for (region, &count) in (0..).zip(&self.openings) {
            problem.opening(Opening { region, count });
        }
        let kind = problem.kind((0..self.openings.len() as u32).map(|o| (o, 0.3)).collect());
        for (turn, (persons, values, workers)) in (0..).zip(&self.units) {
            let option = |(region, &value): (u32, &f64)| {
                (value >= 0.0).then(|| ChoiceSpec { region, value, uses: vec![(region, *persons)] })
            };
            problem.unit(UnitSpec {
                options: (0..).zip(values).filter_map(option).collect(),
                workers: vec![kind; *workers],
                persons: *persons,
                turn,
                ..UnitSpec::default()
            });
        }
        problem
    }
}

/// Sits over the year in as many sittings; returns places used by region, openings filled, everybody's region, total value.
fn year(case: &Case, sittings: usize, threads: usize) -> (Vec<u64>, Vec<u32>, Vec<Option<u32>>, f64) {
    let problem = case.problem();
    let n = case.units.len();
    let (mut rows, mut openings) = (case.rows(), case.openings.clone());
    let (mut used, mut filled) = (vec![0; rows.len()], vec![0; openings.len()]);
    let mut regions = vec![None; n];
    let mut value = 0.0;
    let mut known: Option<Prices> = None;
    let options = Options { threads: Some(threads), effort: 1_000_000, ..Options::default() };
    for sitting in 0..sittings {
        let seen = n * (sitting + 1) / sittings;
        let hand: Vec<u32> = (0..seen as u32).filter(|&u| regions[u as usize].is_none()).collect();
        let elapsed = (sitting + 1) as f64 / sittings as f64;
        let forecast = Forecast { count: Count::Unknown, seen: seen as u64, elapsed, weights: vec![1.0; seen] };
        let futures = forecast.sample(3, sitting as u64);
        let now = Sitting {
            problem: &problem,
            rows: &rows,
            openings: &openings,
            hand: &hand,
            futures: &futures,
            surcharge: None,
            placed: &[],
            guess: known.as_ref(),
        };
        let seating = sit(&now, &options).expect("everybody may wait");
        value += seating.value;
        for ((&unit, region), jobs) in hand.iter().zip(&seating.plan.regions).zip(&seating.plan.jobs) {
            regions[unit as usize] = *region;
            if let Some(region) = *region {
                used[region as usize] += u64::from(case.units[unit as usize].0);
            }
            for &job in jobs.iter().flatten() {
                filled[job as usize] += 1;
            }
        }
        known = Some(seating.prices);
        for (row, (places, used)) in rows.iter_mut().zip(case.places.iter().zip(&used)) {
            row.upper = Some(places.checked_sub(*used).expect("no sitting exceeds a row"));
        }
        for (left, (count, filled)) in openings.iter_mut().zip(case.openings.iter().zip(&filled)) {
            *left = count.checked_sub(*filled).expect("no opening is filled twice");
        }
    }
    (used, filled, regions, value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// `year` itself fails when a sitting exceeds what is left.
    #[test]
    fn no_sitting_exceeds_what_is_left(case in case(), sittings in 1_usize..8) {
        let best = solve(&Problem::clone(&{
            let mut relaxed = case.clone();
            relaxed.order = false;
            relaxed.problem()
        }), &Options::default()).expect("everybody may wait");
        let (_, _, _, value) = year(&case, sittings, 1);
        // taken step by step the matching may be worse than that of the whole year, never better
        prop_assert!(value <= best.bound + 1e-9, "{value} above {}", best.bound);
    }

    #[test]
    fn one_sitting_is_the_batch_engine(case in case()) {
        let (_, _, regions, value) = year(&case, 1, 1);
        let batch = solve(&case.problem(), &Options { effort: 1_000_000, ..Options::default() }).expect("everybody may wait");
        prop_assert_eq!(regions, batch.regions);
        prop_assert!((value - batch.value).abs() <= 1e-12 * batch.value.abs());
    }

    #[test]
    fn any_number_of_threads_gives_the_same_year(case in case(), sittings in 2_usize..5) {
        prop_assert_eq!(year(&case, sittings, 1), year(&case, sittings, 3));
    }
}

#[test]
fn a_sitting_with_indices_out_of_range_is_refused() {
    let case = Case { places: vec![3], openings: vec![0], units: vec![(1, vec![0.5], 0)], order: false };
    let problem = case.problem();
    let whole = Sitting {
        problem: &problem,
        rows: &case.rows(),
        openings: &[0],
        hand: &[0],
        futures: &[],
        surcharge: None,
        placed: &[],
        guess: None,
    };
    assert!(sit(&whole, &Options::default()).is_ok());
    assert!(sit(&Sitting { hand: &[1], ..whole }, &Options::default()).is_err());
    assert!(sit(&Sitting { rows: &[], ..whole }, &Options::default()).is_err());
    assert!(sit(&Sitting { futures: &[vec![9]], ..whole }, &Options::default()).is_err());
    assert!(sit(&Sitting { guess: Some(&Prices::default()), ..whole }, &Options::default()).is_err());
}

#[test]
fn prices_do_not_depend_on_where_they_begin() {
    let values = |unit: u64| (0..3).map(|region| ((unit * 7 + region * 5) % 23) as f64 / 23.0).collect();
    let units = (0..300).map(|unit| (1 + unit % 4, values(u64::from(unit)), 0)).collect();
    let case = Case { places: vec![90, 150, 200], openings: vec![5], units, order: false };
    let (problem, rows) = (case.problem(), case.rows());
    let future: Vec<u32> = (20..300).collect();
    let hand: Vec<u32> = (0..20).collect();
    let priced = |guess: Option<&Prices>| {
        let sitting = Sitting {
            problem: &problem,
            rows: &rows,
            openings: &case.openings,
            hand: &hand,
            futures: std::slice::from_ref(&future),
            surcharge: None,
            placed: &[],
            guess,
        };
        sit(&sitting, &Options::default()).expect("everybody may wait").prices
    };
    let cold = priced(None);
    assert!(cold.rows.iter().any(|price| *price > 0.05), "places are scarce: {cold:?}");
    for guess in [cold.clone(), Prices { rows: vec![0.0, 3.0, 0.0], openings: vec![2.0] }] {
        let warm = priced(Some(&guess));
        let apart = cold.rows.iter().zip(&warm.rows).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 0.02, "{cold:?} {warm:?}");
    }
}

#[test]
fn openings_are_thinned_with_those_who_want_them() {
    // 305 of 60,000 are welders, for 100 jobs of one each: too few, though a sixth of the welders is fewer than the jobs
    let mut problem = Problem::new(1, Inclusion::Value);
    let row = problem.row(Row { upper: None, lower: 0 });
    let jobs: Vec<(u32, f64)> = (0..100).map(|_| (problem.opening(Opening { region: 0, count: 1 }), 1.0)).collect();
    let welder = problem.kind(jobs);
    for unit in 0..60_000 {
        let options = vec![ChoiceSpec { region: 0, value: 0.1, uses: vec![(row, 1)] }];
        let workers = if unit % 197 == 0 { vec![welder] } else { Vec::new() };
        problem.unit(UnitSpec { options, workers, persons: 1, ..UnitSpec::default() });
    }
    let (hand, future): (Vec<u32>, Vec<u32>) = (0..60_000).partition(|unit| unit % 50 == 7);
    let sitting = Sitting {
        problem: &problem,
        rows: problem.rows(),
        openings: &[1; 100],
        hand: &hand,
        futures: &[future],
        surcharge: None,
        placed: &[],
        guess: None,
    };
    let prices = sit(&sitting, &Options::default()).expect("everybody may wait").prices;
    assert!(prices.openings.iter().all(|price| *price > 0.9), "{:?}", prices.openings);
}

/// Region 0 must take in ten persons, of whom three are known and at most one comes: what its minimum is worth to the
/// future is at most what the dearest of them gives up.
#[test]
fn a_minimum_that_too_few_can_meet_has_a_price_that_people_have() {
    let mut problem = Problem::new(2, Inclusion::Value);
    problem.row(Row { upper: Some(20), lower: 10 });
    problem.row(Row { upper: Some(20), lower: 0 });
    problem.opening(Opening { region: 1, count: 4 });
    let kind = problem.kind(vec![(0, 0.4)]);
    for value in [0.9, 0.7, 0.5, 0.8] {
        let option = |(region, value)| ChoiceSpec { region, value, uses: vec![(region, 1)] };
        let options = [(0, 0.2), (1, value)].map(option).to_vec();
        problem.unit(UnitSpec { options, workers: vec![kind], ..UnitSpec::default() });
    }
    let guess = Prices { rows: vec![-1e6, 0.0], openings: vec![0.0] };
    for guess in [None, Some(&guess)] {
        let sitting = Sitting {
            problem: &problem,
            rows: problem.rows(),
            openings: &[4],
            hand: &[0, 1, 2],
            futures: &[vec![3], vec![]],
            surcharge: None,
            placed: &[],
            guess,
        };
        let seating = sit(&sitting, &Options::default()).expect("a plan");
        let price = seating.prices.rows[0];
        assert!((-1.1 - 1e-9..-0.5).contains(&price), "{price}");
    }
}
