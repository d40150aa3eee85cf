//! Countries: thousands of units as rows of a matrix or with options of their own, judged without the engine.

use qonys_solve::{
    ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, ProblemError, Row, Solution, SolveError, UnitSpec, solve,
    worth,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const UNITS: usize = 6000;
const REGIONS: usize = 6;
const KINDS: usize = 3;

/// A drawn country as plain tables.
struct Drawn {
    values: Vec<f32>,
    amounts: Vec<[u32; KINDS]>,
    workers: Vec<Vec<u32>>,
    upper: Vec<u64>,
    openings: Vec<u32>,
    must: usize,
}

/// `weight(unit)` multiplies worth and use of a unit.
fn drawn(seed: u64, slack: f64, openings: bool, weight: impl Fn(usize) -> (f32, u32)) -> Drawn {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut values = Vec::new();
    let mut amounts = Vec::new();
    let mut workers = Vec::new();
    for unit in 0..UNITS {
        let (worth, size) = weight(unit);
        for _ in 0..REGIONS {
            let value = rng.random_range(0.0..1.0_f32) * worth;
            values.push(if rng.random_bool(0.8) { value } else { f32::NAN });
        }
        amounts.push([rng.random_range(1..=9) * size, 1, rng.random_range(0..=3) * size]);
        let count = if openings { rng.random_range(0..=2) } else { 0 };
        workers.push((0..count).map(|_| rng.random_range(0..2)).collect());
    }
    let mut upper = Vec::new();
    for kind in 0..KINDS {
        let need: u32 = amounts.iter().map(|a| a[kind]).sum();
        let places = f64::from(need) * (1.0 + slack) / REGIONS as f64;
        upper.extend((0..REGIONS).map(|_| (places * rng.random_range(0.8..1.2)) as u64));
    }
    let openings = (0..if openings { 2 * REGIONS } else { 0 }).map(|_| rng.random_range(100..400)).collect();
    Drawn { values, amounts, workers, upper, openings, must: 0 }
}

impl Drawn {
    /// The same with scores that hang on the region alone.
    fn scored(mut self, score: impl Fn(usize) -> f32) -> Self {
        for (at, value) in self.values.iter_mut().enumerate().filter(|v| !v.1.is_nan()) {
            *value = score(at % REGIONS);
        }
        self
    }

    fn frame(&self) -> Problem {
        let mut problem = Problem::new(REGIONS as u32, Inclusion::Value);
        for &upper in &self.upper {
            problem.row(Row { upper: Some(upper), lower: 0 });
        }
        for (at, &count) in self.openings.iter().enumerate() {
            problem.opening(Opening { region: (at / 2) as u32, count });
        }
        if !self.openings.is_empty() {
            for kind in 0..2 {
                let uplift = |o: u32| if o % 2 == kind { 0.5 } else { 0.2 };
                problem.kind((0..self.openings.len() as u32).map(|o| (o, uplift(o))).collect());
            }
        }
        problem
    }

    fn spec(&self, unit: usize) -> UnitSpec {
        let workers = self.workers[unit].clone();
        UnitSpec { workers, persons: self.amounts[unit][0], must_place: unit < self.must, ..UnitSpec::default() }
    }

    fn as_matrix(&self) -> Problem {
        let mut problem = self.frame();
        for kind in 0..KINDS {
            let rows: Vec<Option<u32>> = (0..REGIONS).map(|r| Some((kind * REGIONS + r) as u32)).collect();
            assert_eq!(problem.use_kind(&rows), kind as u32);
        }
        problem.matrix(self.values.clone());
        for (unit, amounts) in self.amounts.iter().enumerate() {
            let uses: Vec<(u32, u32)> = (0..).zip(amounts.iter().copied()).collect();
            problem.matrix_unit(&uses, self.spec(unit));
        }
        problem
    }

    fn as_lists(&self) -> Problem {
        let mut problem = self.frame();
        for (unit, amounts) in self.amounts.iter().enumerate() {
            let value = |r: usize| self.values[unit * REGIONS + r];
            let uses = |r: usize| (0..KINDS).map(|k| ((k * REGIONS + r) as u32, amounts[k])).collect();
            let option = |r: usize| ChoiceSpec { region: r as u32, value: f64::from(value(r)), uses: uses(r) };
            let options = (0..REGIONS).filter(|&r| !value(r).is_nan()).map(option).collect();
            problem.unit(UnitSpec { options, ..self.spec(unit) });
        }
        problem
    }

    /// Judges a solution by the tables alone.
    fn judge(&self, solution: &Solution) {
        let mut used = vec![0_u64; self.upper.len()];
        let mut filled = vec![0; self.openings.len()];
        let mut value = 0.0;
        for (unit, region) in solution.regions.iter().enumerate() {
            let Some(region) = region.map(|r| r as usize) else {
                assert!(unit >= self.must && solution.jobs[unit].iter().all(Option::is_none));
                continue;
            };
            let worth = self.values[unit * REGIONS + region];
            assert!(!worth.is_nan());
            value += f64::from(worth);
            for kind in 0..KINDS {
                used[kind * REGIONS + region] += u64::from(self.amounts[unit][kind]);
            }
            for (kind, opening) in self.workers[unit].iter().zip(&solution.jobs[unit]) {
                let Some(opening) = *opening else { continue };
                assert_eq!(opening as usize / 2, region);
                filled[opening as usize] += 1;
                value += if opening % 2 == *kind { 0.5 } else { 0.2 };
            }
        }
        assert!(used.iter().zip(&self.upper).all(|(used, upper)| used <= upper));
        assert!(filled.iter().zip(&self.openings).all(|(filled, count)| filled <= count));
        assert!((value - solution.value).abs() < 1e-6 * value.max(1.0));
        assert!(solution.bound >= solution.value);
    }
}

fn quick() -> Options<'static> {
    Options { effort: 3_000_000, ..Options::default() }
}

fn alike(_: usize) -> (f32, u32) {
    (1.0, 1)
}

#[test]
fn a_country_is_placed_within_a_hair() {
    for (seed, slack) in [(1, 0.0), (2, 0.05), (3, -0.2)] {
        let country = drawn(seed, slack, false, alike);
        let solution = solve(&country.as_matrix(), &quick()).expect("a plan");
        country.judge(&solution);
        assert!(solution.gap < 3e-4, "seed {seed}: gap {}", solution.gap);
    }
}

#[test]
fn matrix_and_lists_are_placed_alike() {
    let mut country = drawn(4, 0.03, true, alike);
    country.must = 40;
    let matrix = solve(&country.as_matrix(), &quick()).expect("a plan");
    let lists = solve(&country.as_lists(), &quick()).expect("a plan");
    for solution in [&matrix, &lists] {
        country.judge(solution);
        assert!(solution.gap < 5e-4, "gap {}", solution.gap);
    }
    assert!((matrix.bound - lists.bound).abs() < 1e-5 * matrix.bound);
}

#[test]
fn threads_do_not_show() {
    for openings in [false, true] {
        let problem = drawn(5, 0.02, openings, alike).as_matrix();
        let one = solve(&problem, &Options { threads: Some(1), ..quick() }).expect("a plan");
        for threads in [2, 4] {
            assert_eq!(one, solve(&problem, &Options { threads: Some(threads), ..quick() }).expect("a plan"));
        }
    }
}

/// One unit in a hundred carries nearly all worth, or nearly all use: a sample may miss them. Where sixty units fill
/// most of the room, no plan comes nearer to the bound than a few per cent.
#[test]
fn a_sample_that_misleads_does_no_harm() {
    let rare = |unit: usize| unit % 97 == 13;
    let rich = drawn(6, 0.0, false, |u| if rare(u) { (1000.0, 1) } else { (1.0, 1) });
    let large = drawn(7, 0.0, false, |u| if rare(u) { (1.0, 500) } else { (1.0, 1) });
    let both = drawn(8, -0.3, false, |u| if rare(u) { (300.0, 300) } else { (1.0, 1) });
    for (name, country, gap) in [("rich", rich, 1e-3), ("large", large, 5e-3), ("both", both, 6e-2)] {
        let solution = solve(&country.as_matrix(), &quick()).expect("a plan");
        country.judge(&solution);
        assert!(solution.gap < gap, "{name}: gap {}", solution.gap);
    }
}

/// The same scores for all: prices leave nearly everybody undecided.
#[test]
fn scores_that_say_little_are_placed_within_a_hair_too() {
    let same = |_: usize| 1.0_f32;
    let by_region = |region: usize| 1.0 / (1.0 + region as f32);
    let whole = |region: usize| (region % 3) as f32;
    type Score<'a> = &'a dyn Fn(usize) -> f32;
    let cases: [(&str, Score<'_>, f64, bool, f64); 6] = [
        ("same", &same, 0.05, false, 1e-8),
        ("same, too few places", &same, -0.2, false, 1e-8),
        ("by region", &by_region, 0.05, false, 1e-8),
        ("by region, too few places", &by_region, -0.2, false, 1e-8),
        ("by region, with openings", &by_region, 0.05, true, 2e-3),
        ("whole numbers", &whole, 0.0, false, 1e-8),
    ];
    for (name, score, slack, openings, gap) in cases {
        let country = drawn(13, slack, openings, alike).scored(score);
        for problem in [country.as_matrix(), country.as_lists()] {
            let solution = solve(&problem, &quick()).expect("a plan");
            country.judge(&solution);
            assert!(solution.gap < gap, "{name}: gap {}", solution.gap);
        }
    }
}

/// Among families with the same scores everybody who must be placed is, kin come together, and threads do not show.
#[test]
fn scores_that_say_little_break_no_rule() {
    let mut few_places = drawn(14, -0.2, false, alike).scored(|_| 1.0);
    few_places.must = 1000;
    let enough = drawn(15, 0.05, false, alike).scored(|_| 1.0);
    for (name, country, problem) in
        [("must", &few_places, few_places.as_matrix()), ("tied", &enough, tied(&enough, 0.3))]
    {
        let plan = solve(&problem, &Options { threads: Some(1), ..quick() }).expect("a plan");
        let kin: f64 = problem.pairs().iter().filter(|p| together(&plan, p)).map(|p| p.value).sum();
        country.judge(&Solution { value: plan.value - kin, ..plan.clone() });
        assert!(plan.gap < 1e-3, "{name}: gap {}", plan.gap);
        assert_eq!(plan, solve(&problem, &Options { threads: Some(3), ..quick() }).expect("a plan"));
    }
}

fn together(plan: &Solution, pair: &Pair) -> bool {
    plan.regions[pair.a as usize].is_some() && plan.regions[pair.a as usize] == plan.regions[pair.b as usize]
}

/// Ties one unit in ten to the next, and some of those on to a third.
fn tied(drawn: &Drawn, worth: f64) -> Problem {
    let mut problem = drawn.as_lists();
    for a in (0..UNITS as u32 - 2).step_by(10) {
        problem.pair(Pair { a, b: a + 1, value: worth });
        if a % 100 == 0 {
            problem.pair(Pair { a: a + 1, b: a + 2, value: worth });
        }
    }
    problem
}

#[test]
fn units_tied_to_each_other_are_placed_within_a_hair() {
    for (openings, slack) in [(false, 0.05), (true, 0.0)] {
        let drawn = drawn(11, slack, openings, alike);
        let (loose, problem) = (drawn.as_lists(), tied(&drawn, 0.3));
        let alone = solve(&loose, &quick()).expect("a plan");
        let plan = solve(&problem, &quick()).expect("a plan");
        let kin: f64 = problem.pairs().iter().filter(|p| together(&plan, p)).map(|p| p.value).sum();
        drawn.judge(&Solution { value: plan.value - kin, ..plan.clone() });
        assert!(plan.gap < 1e-3, "{}", plan.gap);
        // what the plan is worth, pairs and all, is summed anew
        assert!((worth(&problem, &plan.regions, &plan.jobs) - plan.value).abs() < 1e-9 * plan.value);
        // ties bring more than nothing, and no more than all of them
        assert!(plan.value > worth(&problem, &alone.regions, &alone.jobs));
        let all: f64 = problem.pairs().iter().map(|p| p.value).sum();
        assert!(plan.value <= alone.bound + all && plan.bound >= alone.value);
    }
}

#[test]
fn threads_do_not_show_where_units_are_tied() {
    let problem = tied(&drawn(12, 0.02, true, alike), 0.3);
    let with = |threads| solve(&problem, &Options { threads: Some(threads), ..quick() }).expect("a plan");
    assert_eq!(with(1), with(3));
}

#[test]
fn transportation_is_exact() {
    for (seed, slack) in [(1, 0.0), (2, 0.1), (3, -0.1)] {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut problem = Problem::new(REGIONS as u32, Inclusion::Value);
        let places = (UNITS as f64 * (1.0 + slack) / REGIONS as f64) as u64;
        let row = Row { upper: Some(places), lower: 0 };
        let rows: Vec<Option<u32>> = (0..REGIONS).map(|_| Some(problem.row(row))).collect();
        problem.use_kind(&rows);
        // few different worths, so that many plans are best
        let worth = |rng: &mut ChaCha8Rng| rng.random_range(0..40_u8);
        problem.matrix((0..UNITS * REGIONS).map(|_| f32::from(worth(&mut rng)) / 8.0).collect());
        for _ in 0..UNITS {
            problem.matrix_unit(&[(0, 1)], UnitSpec { persons: 1, ..UnitSpec::default() });
        }
        let solution = solve(&problem, &quick()).expect("a plan");
        assert!(solution.gap <= 1e-9, "seed {seed}: gap {}", solution.gap);
        let count = |r| solution.regions.iter().filter(|x| **x == Some(r)).count() as u64;
        assert!((0..REGIONS as u32).all(|r| count(r) <= places));
    }
}

#[test]
fn a_small_matrix_is_an_ordinary_problem() {
    let mut problem = Problem::new(2, Inclusion::Value);
    let rows: Vec<Option<u32>> = (0..2).map(|_| Some(problem.row(Row { upper: Some(3), lower: 0 }))).collect();
    problem.use_kind(&rows);
    problem.matrix(vec![0.9, 0.5, 0.8, 0.3, 0.1, 1.2]);
    for persons in [2, 2, 3] {
        problem.matrix_unit(&[(0, persons)], UnitSpec { persons, ..UnitSpec::default() });
    }
    let solution = solve(&problem, &Options::default()).expect("a plan");
    assert_eq!(solution.regions, [Some(0), None, Some(1)]);
    assert_eq!(
        problem.options(1).map(|o| (o.0, o.2.iter().next())).collect::<Vec<_>>(),
        [(0, Some((0, 2))), (1, Some((1, 2)))]
    );
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let mut problem = Problem::new(2, Inclusion::Value);
    let row = problem.row(Row { upper: Some(3), lower: 0 });
    problem.use_kind(&[Some(row), None]);
    problem.matrix_unit(&[(0, 1)], UnitSpec::default());
    let refused = |problem: &Problem| solve(problem, &Options::default()).expect_err("refused");
    assert_eq!(refused(&problem), SolveError::Problem(ProblemError::Shape));
    problem.matrix(vec![1.0, f32::INFINITY]);
    assert_eq!(refused(&problem), SolveError::Problem(ProblemError::Number { what: "unit", index: 0 }));
    problem.matrix(vec![1.0, f32::NAN]);
    assert_eq!(solve(&problem, &Options::default()).expect("a plan").regions, [Some(0)]);
    problem.use_kind(&[Some(row), None]);
    assert_eq!(refused(&problem), SolveError::Problem(ProblemError::Shape));
}
