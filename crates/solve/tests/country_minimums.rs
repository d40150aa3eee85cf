//! Countries with lower limits: against every plan there is where few units have a choice, and judged without the engine
//! where many have.

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, Solution, SolveError, UnitSpec, solve};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Enough for a country.
const UNITS: usize = 5000;
const REGIONS: usize = 6;

fn quick() -> Options<'static> {
    Options { effort: 3_000_000, ..Options::default() }
}

/// A few units with a choice of regions, and one row for each region.
struct Few {
    values: Vec<Vec<f64>>,
    amounts: Vec<u32>,
    must: Vec<bool>,
    rows: Vec<Row>,
    inclusion: Inclusion,
}

fn few(seed: u64) -> Few {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (units, regions) = (rng.random_range(3..=7), rng.random_range(2..=3));
    use Inclusion::{Everyone, Order, Value};
    let inclusion = [Value, Value, Order, Value, Value, Order, Everyone][seed as usize % 7];
    let values = (0..units).map(|_| (0..regions).map(|_| rng.random_range(-0.3..1.0)).collect()).collect();
    let row = |rng: &mut ChaCha8Rng| {
        let upper = rng.random_range(0..=3 * units as u64 / 2);
        let lower = match rng.random_range(0..4) {
            0 => upper,
            1 => upper / 2,
            2 => rng.random_range(0..=upper),
            _ => 0,
        };
        Row { upper: rng.random_bool(0.9).then_some(upper), lower }
    };
    Few {
        values,
        amounts: (0..units).map(|_| rng.random_range(1..=3)).collect(),
        must: (0..units).map(|_| rng.random_bool(0.15)).collect(),
        rows: (0..regions).map(|_| row(&mut rng)).collect(),
        inclusion,
    }
}

impl Few {
    /// Everybody else has one region of their own, where nothing is limited, or none.
    fn problem(&self) -> Problem {
        let regions = self.rows.len() as u32;
        let mut problem = Problem::new(regions + 1, self.inclusion);
        self.rows.iter().for_each(|&row| {
            problem.row(row);
        });
        for unit in 0..self.values.len() {
            let option = |r: u32| ChoiceSpec {
                region: r,
                value: self.values[unit][r as usize],
                uses: vec![(r, self.amounts[unit])],
            };
            let options = (0..regions).map(option).collect();
            let turn = unit as u32;
            problem.unit(UnitSpec { options, must_place: self.must[unit], persons: 1, turn, ..UnitSpec::default() });
        }
        for _ in self.values.len()..UNITS {
            let apart = ChoiceSpec { region: regions, value: 0.0, uses: Vec::new() };
            let options = if self.inclusion == Inclusion::Value { Vec::new() } else { vec![apart] };
            problem.unit(UnitSpec { options, persons: 1, turn: u32::MAX, ..UnitSpec::default() });
        }
        problem
    }

    /// Every plan that keeps the limits and places these: regions, [`None`] for waiting.
    fn plans(&self, must: &[bool]) -> Vec<(Vec<Option<usize>>, f64)> {
        let (units, ways) = (self.values.len(), self.rows.len() + 1);
        let mut plans = Vec::new();
        for mut code in 0..ways.pow(units as u32) {
            let mut used = vec![0; self.rows.len()];
            let (mut plan, mut value) = (Vec::new(), 0.0);
            for unit in 0..units {
                let region = (code % ways).checked_sub(1);
                code /= ways;
                if let Some(region) = region {
                    used[region] += u64::from(self.amounts[unit]);
                    value += self.values[unit][region];
                }
                plan.push(region);
            }
            let kept =
                self.rows.iter().zip(&used).all(|(r, &u)| u >= r.lower && r.upper.is_none_or(|upper| u <= upper));
            if kept && plan.iter().zip(must).all(|(p, &must)| p.is_some() || !must) {
                plans.push((plan, value));
            }
        }
        plans
    }

    /// The best worth by the rule of inclusion, and by order who is in.
    fn best(&self) -> Option<(f64, Option<Vec<bool>>)> {
        let mut must = self.must.clone();
        if self.inclusion == Inclusion::Everyone {
            must.fill(true);
        }
        let mut plans = self.plans(&must);
        if self.inclusion != Inclusion::Order {
            return plans.iter().map(|p| p.1).max_by(f64::total_cmp).map(|best| (best, None));
        }
        if plans.is_empty() {
            return None;
        }
        for (unit, must) in must.iter_mut().enumerate() {
            let with: Vec<_> = plans.iter().filter(|p| p.0[unit].is_some()).cloned().collect();
            *must = !with.is_empty();
            plans = if *must { with } else { plans };
        }
        let best = plans.iter().map(|p| p.1).max_by(f64::total_cmp);
        best.map(|best| (best, Some(must)))
    }

    /// A plan within the limits, summed anew.
    fn judge(&self, solution: &Solution) {
        let mut used = vec![0; self.rows.len()];
        let mut value = 0.0;
        for (unit, region) in solution.regions.iter().take(self.values.len()).enumerate() {
            assert!(region.is_some() || !self.must[unit]);
            if let Some(region) = region.map(|r| r as usize) {
                used[region] += u64::from(self.amounts[unit]);
                value += self.values[unit][region];
            }
        }
        let kept = |(row, &used): (&Row, &u64)| used >= row.lower && row.upper.is_none_or(|upper| used <= upper);
        assert!(self.rows.iter().zip(&used).all(kept));
        assert!((value - solution.value).abs() < 1e-9);
    }
}

#[test]
fn few_with_a_choice_are_placed_as_no_plan_could_better() {
    let (mut none, mut exact, mut all) = (0, 0, 0);
    for seed in 0..84 {
        let few = few(seed);
        let (answer, best) = (solve(&few.problem(), &quick()), few.best());
        let Some((best, included)) = best else {
            none += 1;
            let refused = matches!(answer, Err(SolveError::Infeasible { .. } | SolveError::NoPlanFound { .. }));
            assert!(refused, "seed {seed}: {answer:?}");
            continue;
        };
        let solution = answer.unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        few.judge(&solution);
        if let Some(included) = included {
            let placed: Vec<bool> = solution.regions[..included.len()].iter().map(Option::is_some).collect();
            assert_eq!(placed, included, "seed {seed}");
        }
        assert!(solution.bound >= best - 1e-9, "seed {seed}: bound {} of {best}", solution.bound);
        assert!(solution.value <= best + 1e-9, "seed {seed}: {} of {best}", solution.value);
        all += 1;
        exact += u32::from(solution.value > best - 1e-9);
    }
    assert!(none > 8 && all > 40, "{none} without a plan, {all} with one");
    assert!(20 * exact >= 19 * all, "{exact} of {all} the best");
}

/// Many units with two kinds of use.
struct Many {
    values: Vec<f32>,
    amounts: Vec<u32>,
    upper: Vec<u64>,
    lower: Vec<u64>,
    must: usize,
}

/// Worths fall off from region to region, so that nobody asks for the last ones.
fn many(seed: u64, slack: f64) -> Many {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let worth = |rng: &mut ChaCha8Rng, r: usize| rng.random_range(0.0..1.0_f32) - 0.25 * r as f32;
    let values = (0..UNITS * REGIONS).map(|i| worth(&mut rng, i % REGIONS)).collect();
    let amounts: Vec<u32> = (0..UNITS).map(|_| rng.random_range(1..=9)).collect();
    let need = [amounts.iter().sum::<u32>(), UNITS as u32];
    let places = |need: &u32| (f64::from(*need) * (1.0 + slack) / REGIONS as f64) as u64;
    let upper = need.iter().flat_map(|n| [places(n); REGIONS]).collect();
    Many { values, amounts, upper, lower: vec![0; 2 * REGIONS], must: 0 }
}

impl Many {
    fn problem(&self, inclusion: Inclusion) -> Problem {
        let mut problem = Problem::new(REGIONS as u32, inclusion);
        for (&upper, &lower) in self.upper.iter().zip(&self.lower) {
            problem.row(Row { upper: Some(upper), lower });
        }
        for kind in 0..2 {
            let rows: Vec<Option<u32>> = (0..REGIONS).map(|r| Some((kind * REGIONS + r) as u32)).collect();
            problem.use_kind(&rows);
        }
        problem.matrix(self.values.clone());
        for (unit, &amount) in self.amounts.iter().enumerate() {
            let (must_place, turn) = (unit < self.must, unit as u32);
            let spec = UnitSpec { persons: amount, must_place, turn, ..UnitSpec::default() };
            problem.matrix_unit(&[(0, amount), (1, 1)], spec);
        }
        problem
    }

    /// Judges a plan by the tables alone; gives what is used.
    fn judge(&self, solution: &Solution) -> Vec<u64> {
        let mut used = vec![0; 2 * REGIONS];
        let mut value = 0.0;
        for (unit, region) in solution.regions.iter().enumerate() {
            assert!(region.is_some() || unit >= self.must);
            if let Some(region) = region.map(|r| r as usize) {
                used[region] += u64::from(self.amounts[unit]);
                used[REGIONS + region] += 1;
                value += f64::from(self.values[unit * REGIONS + region]);
            }
        }
        assert!(used.iter().zip(&self.upper).all(|(used, upper)| used <= upper));
        assert!(used.iter().zip(&self.lower).all(|(used, lower)| used >= lower));
        assert!((value - solution.value).abs() < 1e-6 * value.abs().max(1.0));
        assert!(solution.bound >= solution.value);
        used
    }

    fn with(mut self, lower: &[(usize, f64)]) -> Self {
        for &(row, part) in lower {
            self.lower[row] = (self.upper[row] as f64 * part) as u64;
        }
        self
    }
}

#[test]
fn limits_met_anyway_change_nothing() {
    let loose = many(1, -0.2);
    let free = solve(&loose.problem(Inclusion::Value), &quick()).expect("a plan");
    let used = loose.judge(&free);
    let mut held = many(1, -0.2);
    held.lower = used.iter().map(|u| u / 2).collect();
    let plan = solve(&held.problem(Inclusion::Value), &quick()).expect("a plan");
    held.judge(&plan);
    assert!(plan.gap < 1e-3, "{}", plan.gap);
    assert!((plan.bound - free.bound).abs() < 1e-6 * free.bound);
}

/// The last regions are worth less than waiting to nearly everybody.
#[test]
fn limits_that_bind_have_prices_below_nothing() {
    let last = [REGIONS - 1, REGIONS - 2];
    for (seed, parts, must) in [(2, [0.3, 0.5], 0), (3, [0.9, 0.2], 30), (4, [1.0, 1.0], 0)] {
        let free = solve(&many(seed, 0.1).problem(Inclusion::Value), &quick()).expect("a plan");
        let mut country = many(seed, 0.1).with(&[(last[0], parts[0]), (last[1], parts[1])]);
        country.must = must;
        let plan = solve(&country.problem(Inclusion::Value), &quick()).expect("a plan");
        let used = country.judge(&plan);
        assert!(plan.gap < 2e-3, "seed {seed}: gap {}", plan.gap);
        // the bound knows what they cost
        assert!(plan.bound < 0.99 * free.bound, "{} of {}", plan.bound, free.bound);
        assert!(last.iter().all(|&row| plan.row_prices[row] < 0.0 && used[row] < country.lower[row] + 10));
    }
}

/// All worth the same, fewer than there are places, or more.
#[test]
fn limits_are_met_where_nobody_minds_where_they_go() {
    for slack in [0.1, -0.2] {
        let mut country = many(8, slack).with(&[(REGIONS - 1, 0.98), (REGIONS, 0.99)]);
        country.values.fill(1.0);
        country.must = 500;
        let plan = solve(&country.problem(Inclusion::Value), &quick()).expect("a plan");
        country.judge(&plan);
        assert!(plan.gap < 1e-3, "slack {slack}: gap {}", plan.gap);
    }
}

#[test]
fn who_is_included_by_order_is_placed_so_that_limits_are_met() {
    let country = many(5, -0.1);
    let free = solve(&country.problem(Inclusion::Order), &quick()).expect("a plan");
    let held = many(5, -0.1).with(&[(REGIONS - 1, 0.99), (2 * REGIONS - 2, 0.9)]);
    let plan = solve(&held.problem(Inclusion::Order), &quick()).expect("a plan");
    held.judge(&plan);
    let placed = |s: &Solution| s.regions.iter().map(Option::is_some).collect::<Vec<_>>();
    assert_eq!(placed(&plan), placed(&free));
    assert!(plan.gap < 2e-3, "{}", plan.gap);
}

#[test]
fn limits_beyond_all_there_are_leave_no_plan() {
    let mut country = many(6, 0.1);
    country.upper[0] *= 100;
    country.lower[0] = country.upper[0];
    let answer = solve(&country.problem(Inclusion::Value), &quick());
    assert!(matches!(answer, Err(SolveError::Infeasible { ref rows, .. }) if rows.contains(&0)), "{answer:?}");
    // each within reach, all together not
    let country = many(6, 2.0).with(&(0..REGIONS).map(|r| (r, 0.9)).collect::<Vec<_>>());
    let answer = solve(&country.problem(Inclusion::Value), &quick());
    assert!(matches!(answer, Err(SolveError::Infeasible { ref rows, .. }) if !rows.is_empty()), "{answer:?}");
}

#[test]
fn transportation_with_lower_limits_is_exact() {
    for (seed, parts) in [(1, [0.4, 0.8]), (2, [1.0, 0.0]), (3, [1.0, 1.0])] {
        let country = many(seed, 0.1);
        let mut problem = Problem::new(REGIONS as u32, Inclusion::Value);
        let places = (UNITS as f64 * 1.1 / REGIONS as f64) as u64;
        let lower = |r: usize| r.checked_sub(REGIONS - 2).map_or(0, |at| (places as f64 * parts[at]) as u64);
        let rows: Vec<Option<u32>> =
            (0..REGIONS).map(|r| Some(problem.row(Row { upper: Some(places), lower: lower(r) }))).collect();
        problem.use_kind(&rows);
        // few different worths, so that many plans are best
        problem.matrix(country.values.iter().map(|v| (v * 8.0).round() / 8.0).collect());
        for _ in 0..UNITS {
            problem.matrix_unit(&[(0, 1)], UnitSpec { persons: 1, ..UnitSpec::default() });
        }
        let solution = solve(&problem, &quick()).expect("a plan");
        assert!(solution.gap <= 1e-9, "seed {seed}: gap {}", solution.gap);
        let count = |r| solution.regions.iter().filter(|x| **x == Some(r as u32)).count() as u64;
        assert!((0..REGIONS).all(|r| (lower(r)..=places).contains(&count(r))));
    }
}

/// Openings and pairs, lists of options, and any number of threads.
#[test]
fn with_openings_and_pairs_threads_do_not_show() {
    let country = many(7, 0.05).with(&[(REGIONS - 1, 0.7), (REGIONS + 3, 0.95)]);
    let mut problem = Problem::new(REGIONS as u32, Inclusion::Value);
    for (&upper, &lower) in country.upper.iter().zip(&country.lower) {
        problem.row(Row { upper: Some(upper), lower });
    }
    for region in 0..REGIONS as u32 {
        problem.opening(Opening { region, count: 200 });
    }
    problem.kind((0..REGIONS as u32).map(|o| (o, 0.4)).collect());
    for (unit, &amount) in country.amounts.iter().enumerate() {
        let option = |r: u32| {
            let value = f64::from(country.values[unit * REGIONS + r as usize]);
            ChoiceSpec { region: r, value, uses: vec![(r, amount), (r + REGIONS as u32, 1)] }
        };
        let options = (0..REGIONS as u32).map(option).collect();
        let workers = if unit % 3 == 0 { vec![0] } else { Vec::new() };
        problem.unit(UnitSpec { options, workers, persons: amount, ..UnitSpec::default() });
    }
    for a in (0..UNITS as u32 - 1).step_by(20) {
        problem.pair(Pair { a, b: a + 1, value: 0.2 });
    }
    let with = |threads| solve(&problem, &Options { threads: Some(threads), ..quick() }).expect("a plan");
    let plan = with(1);
    assert_eq!(plan, with(3));
    assert!(plan.gap < 3e-3, "{}", plan.gap);
    let mut used = [0; 2 * REGIONS];
    for (unit, region) in plan.regions.iter().enumerate().filter_map(|(u, r)| r.map(|r| (u, r as usize))) {
        used[region] += u64::from(country.amounts[unit]);
        used[REGIONS + region] += 1;
    }
    assert!((0..2 * REGIONS).all(|r| (country.lower[r]..=country.upper[r]).contains(&used[r])));
}
