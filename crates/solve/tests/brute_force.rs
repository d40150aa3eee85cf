//! Small problems against every plan there is: the definition of what the engine must answer.

use qonys_solve::{
    ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, Solution, SolveError, UnitSpec, fill_openings, solve,
    worth,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// What can be randomly drawn; everything on by default.
#[derive(Clone, Copy)]
struct Draw {
    units: u32,
    regions: u32,
    scale: f64,
    inclusion: Inclusion,
    /// How likely a region is open to a unit.
    open: f64,
}

struct Unit {
    spec: UnitSpec,
}

struct Small {
    problem: Problem,
    units: Vec<Unit>,
    rows: Vec<Row>,
    openings: Vec<Opening>,
    kinds: Vec<Vec<(u32, f64)>>,
    pairs: Vec<Pair>,
    inclusion: Inclusion,
}

fn draw(rng: &mut ChaCha8Rng, draw: Draw) -> Small {
    let Draw { units, regions, scale, inclusion, open } = draw;
    let mut problem = Problem::new(regions, inclusion);
    let whole = rng.random_bool(0.3);
    let number = |rng: &mut ChaCha8Rng, low: f64, high: f64| {
        let x = rng.random_range(low..high);
        scale * if whole { x.round() } else { x }
    };
    let per_region = rng.random_range(1..=2);
    let with_lower = rng.random_bool(0.3);
    let mut rows = Vec::new();
    for _ in 0..regions * per_region {
        let upper = rng.random_bool(0.9).then(|| rng.random_range(0..=units as u64 * 2));
        let lower =
            if with_lower && rng.random_bool(0.3) { rng.random_range(0..=upper.unwrap_or(4).min(4)) } else { 0 };
        rows.push(Row { upper, lower });
    }
    if rng.random_bool(0.3) {
        rows.push(Row { upper: Some(rng.random_range(1..=u64::from(units) * 3)), lower: 0 });
    }
    let mut openings = Vec::new();
    if rng.random_bool(0.6) {
        for _ in 0..rng.random_range(1..=5) {
            openings.push(Opening { region: rng.random_range(0..regions), count: rng.random_range(0..=2) });
        }
    }
    let mut kinds: Vec<Vec<(u32, f64)>> = Vec::new();
    for _ in 0..rng.random_range(1..=3) {
        let mut gains = Vec::new();
        for o in 0..openings.len() as u32 {
            if rng.random_bool(0.7) {
                gains.push((o, number(rng, 0.0, 3.0)));
            }
        }
        kinds.push(gains);
    }
    for &row in &rows {
        problem.row(row);
    }
    for &opening in &openings {
        problem.opening(opening);
    }
    for kind in &kinds {
        problem.kind(kind.clone());
    }
    let mut list = Vec::new();
    let classes = rng.random_range(1..=3);
    let must = if rng.random_bool(0.3) { 0.2 } else { 0.0 };
    for _ in 0..units {
        let persons = rng.random_range(0..=4);
        let mut options = Vec::new();
        for region in 0..regions {
            if rng.random_bool(open) {
                let mut uses = Vec::new();
                for k in 0..per_region {
                    if rng.random_bool(0.85) {
                        let amount = if rng.random_bool(0.2) { rng.random_range(0..=4) } else { persons };
                        uses.push((region * per_region + k, amount));
                    }
                }
                if rows.len() as u32 > regions * per_region {
                    uses.push((regions * per_region, rng.random_range(0..=persons)));
                }
                options.push(ChoiceSpec { region, value: number(rng, -1.0, 4.0), uses });
            }
        }
        let workers = (0..rng.random_range(0..=2)).map(|_| rng.random_range(0..kinds.len() as u32)).collect();
        let spec = UnitSpec {
            options,
            workers,
            must_place: rng.random_bool(must),
            class: 2 * rng.random_range(0..classes),
            persons,
            turn: rng.random_range(0..3),
        };
        problem.unit(spec.clone());
        list.push(Unit { spec });
    }
    let mut pairs = Vec::new();
    if units > 1 && rng.random_bool(0.5) {
        for _ in 0..rng.random_range(1..=3) {
            let a = rng.random_range(0..units);
            let b = (a + rng.random_range(1..units)) % units;
            let pair = Pair { a, b, value: number(rng, 0.0, 2.0) };
            problem.pair(pair);
            pairs.push(pair);
        }
    }
    Small { problem, units: list, rows, openings, kinds, pairs, inclusion }
}

impl Small {
    /// Greatest uplift of workers in one region over its openings, by trying everything.
    fn match_region(&self, workers: &[u32], openings: &[u32]) -> f64 {
        let mut best: BTreeMap<Vec<u32>, f64> = BTreeMap::new();
        best.insert(openings.iter().map(|&o| self.openings[o as usize].count).collect(), 0.0);
        for &kind in workers {
            let mut next = best.clone();
            for (left, sum) in &best {
                for (at, &o) in openings.iter().enumerate() {
                    let gain = self.kinds[kind as usize].iter().find(|g| g.0 == o).map(|g| g.1);
                    if let Some(gain) = gain.filter(|_| left[at] > 0) {
                        let mut then = left.clone();
                        then[at] -= 1;
                        let known = next.entry(then).or_insert(f64::NEG_INFINITY);
                        *known = known.max(sum + gain);
                    }
                }
            }
            best = next;
        }
        best.values().copied().fold(0.0, f64::max)
    }

    fn feasible(&self, plan: &[Option<usize>]) -> bool {
        let mut used = vec![0_u64; self.rows.len()];
        for (unit, choice) in self.units.iter().zip(plan) {
            match choice {
                None if unit.spec.must_place || self.inclusion == Inclusion::Everyone => return false,
                None => {}
                Some(c) => unit.spec.options[*c].uses.iter().for_each(|u| used[u.0 as usize] += u64::from(u.1)),
            }
        }
        self.rows.iter().zip(used).all(|(r, u)| u >= r.lower && r.upper.is_none_or(|upper| u <= upper))
    }

    fn value(&self, plan: &[Option<usize>]) -> f64 {
        let region = |u: usize| plan[u].map(|c| self.units[u].spec.options[c].region);
        let mut sum: f64 = plan.iter().zip(&self.units).filter_map(|(c, u)| c.map(|c| u.spec.options[c].value)).sum();
        sum += self
            .pairs
            .iter()
            .filter(|p| region(p.a as usize).is_some() && region(p.a as usize) == region(p.b as usize))
            .map(|p| p.value)
            .sum::<f64>();
        for r in 0..self.problem.regions() {
            let openings: Vec<u32> =
                (0..self.openings.len() as u32).filter(|&o| self.openings[o as usize].region == r).collect();
            if !openings.is_empty() {
                let here = (0..plan.len()).filter(|&u| region(u) == Some(r));
                let workers: Vec<u32> = here.flat_map(|u| self.units[u].spec.workers.clone()).collect();
                sum += self.match_region(&workers, &openings);
            }
        }
        sum
    }

    /// What inclusion compares, greatest first.
    fn inclusion_key(&self, plan: &[Option<usize>]) -> Vec<u64> {
        match self.inclusion {
            Inclusion::Everyone => vec![],
            Inclusion::Value => {
                let mut classes: Vec<u32> = self.units.iter().map(|u| u.spec.class).collect();
                classes.sort_unstable();
                classes.dedup();
                classes.pop();
                let seated = |class: u32| {
                    let of = plan.iter().zip(&self.units).filter(|(c, u)| c.is_some() && u.spec.class == class);
                    of.map(|(_, u)| u64::from(u.spec.persons)).sum()
                };
                classes.into_iter().map(seated).collect()
            }
            Inclusion::Order => {
                let mut queue: Vec<usize> = (0..self.units.len()).collect();
                queue.sort_by_key(|&u| {
                    let spec = &self.units[u].spec;
                    (!spec.must_place, spec.class, spec.turn, u)
                });
                queue.into_iter().map(|u| u64::from(plan[u].is_some())).collect()
            }
        }
    }

    fn best(&self) -> Option<(Vec<u64>, f64)> {
        let mut plan = vec![None; self.units.len()];
        let most: f64 = self.kinds.iter().flatten().map(|g| g.1).fold(0.0, f64::max);
        let workers: usize = self.units.iter().map(|u| u.spec.workers.len()).sum();
        let mut best: Option<(Vec<u64>, f64)> = None;
        loop {
            if self.feasible(&plan) {
                let key = self.inclusion_key(&plan);
                let open = plan.iter().zip(&self.units).filter_map(|(c, u)| c.map(|c| u.spec.options[c].value));
                let at_most = open.sum::<f64>()
                    + self.pairs.iter().map(|p| p.value).sum::<f64>()
                    + most * workers as f64
                    + 1e-9 * most;
                let hopeless = best.as_ref().is_some_and(|b| key < b.0 || key == b.0 && at_most < b.1);
                if !hopeless {
                    let value = self.value(&plan);
                    if best.as_ref().is_none_or(|b| key > b.0 || key == b.0 && value > b.1) {
                        best = Some((key, value));
                    }
                }
            }
            let mut at = 0;
            loop {
                if at == plan.len() {
                    return best;
                }
                let next = plan[at].map_or(0, |c: usize| c + 1);
                if next < self.units[at].spec.options.len() {
                    plan[at] = Some(next);
                    break;
                }
                plan[at] = None;
                at += 1;
            }
        }
    }

    fn plan(&self, solution: &Solution) -> Vec<Option<usize>> {
        let option = |(r, u): (&Option<u32>, &Unit)| {
            r.map(|r| u.spec.options.iter().position(|o| o.region == r).expect("an option"))
        };
        solution.regions.iter().zip(&self.units).map(option).collect()
    }

    /// The answer to a problem is right: its plan keeps all limits, and nothing better exists.
    fn judge(&self, options: &Options<'_>, told: &str) {
        let best = self.best();
        let answer = solve(&self.problem, options);
        let solution = match (answer, &best) {
            (Ok(solution), Some(_)) => solution,
            (Err(SolveError::Infeasible { .. }), None) => return,
            (answer, best) => panic!("{told}: answer {answer:?}, by brute force {best:?}"),
        };
        let (key, value) = best.expect("matched above");
        let plan = self.plan(&solution);
        assert!(self.feasible(&plan), "{told}: limits");
        assert_eq!(self.inclusion_key(&plan), key, "{told}: inclusion");
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-300);
        assert!(near(solution.value, value), "{told}: value {} by brute force {value}", solution.value);
        assert!(near(self.value(&plan), value), "{told}: worth of the plan");
        assert!(solution.bound >= value - 1e-12 * value.abs(), "{told}: bound {} under {value}", solution.bound);
        assert!(solution.gap <= 1e-9 && solution.gap >= 0.0, "{told}: gap {}", solution.gap);
        assert!(solution.inclusion_proved && !solution.stopped);
        let jobs = fill_openings(&self.problem, &solution.regions);
        assert!(near(worth(&self.problem, &solution.regions, &jobs), value), "{told}: openings");
        self.judge_jobs(&solution.regions, &solution.jobs);
    }

    fn judge_jobs(&self, regions: &[Option<u32>], jobs: &[Vec<Option<u32>>]) {
        let mut left: Vec<u32> = self.openings.iter().map(|o| o.count).collect();
        for (unit, taken) in jobs.iter().enumerate() {
            for &opening in taken.iter().flatten() {
                assert_eq!(regions[unit], Some(self.openings[opening as usize].region));
                left[opening as usize] = left[opening as usize].checked_sub(1).expect("an opening filled once");
            }
        }
    }
}

fn judge_many(inclusion: Inclusion, seed: u64, count: u32, scale: f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for case in 0..count {
        let units = if case % 50 == 0 { rng.random_range(8..=10) } else { rng.random_range(1..=6) };
        let regions = if units > 6 { 2 } else { rng.random_range(1..=4) };
        let small = draw(&mut rng, Draw { units, regions, scale, inclusion, open: 0.75 });
        small.judge(&Options::default(), &format!("{inclusion:?} seed {seed} case {case}"));
    }
}

#[test]
fn the_most_persons_class_by_class_and_then_the_highest_value() {
    judge_many(Inclusion::Value, 1, 2500, 1.0);
}

#[test]
fn nobody_waits_for_somebody_later_in_the_queue() {
    judge_many(Inclusion::Order, 2, 2500, 1.0);
}

#[test]
fn everyone_is_placed_or_it_is_said_why_not() {
    judge_many(Inclusion::Everyone, 3, 2000, 1.0);
}

/// The same questions put to the search that large problems get: what it says must be true, if not the best.
#[test]
fn beyond_tiny_the_bound_holds_and_what_is_called_proved_is() {
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let (mut answered, mut best_found) = (0, 0);
    for case in 0..1500 {
        let inclusion = [Inclusion::Value, Inclusion::Order, Inclusion::Everyone][case % 3];
        let draw_of = Draw { units: 14, regions: 3, scale: 1.0, inclusion, open: 0.45 };
        let small = draw(&mut rng, draw_of);
        let plans: f64 = small.units.iter().map(|u| u.spec.options.len() as f64 + 1.0).product();
        if plans > 300_000.0 || small.units.iter().filter(|u| !u.spec.options.is_empty()).count() <= 12 {
            continue;
        }
        let best = small.best();
        match (solve(&small.problem, &Options { effort: 200_000, ..Options::default() }), best) {
            (Err(SolveError::Infeasible { .. } | SolveError::NoPlanFound { .. }), None) => {}
            (Err(SolveError::NoPlanFound { .. }), Some(_)) => {}
            (Ok(solution), Some((key, value))) => {
                answered += 1;
                let plan = small.plan(&solution);
                assert!(small.feasible(&plan), "case {case}: limits");
                let mine = small.inclusion_key(&plan);
                assert!(mine <= key, "case {case}: brute force missed a plan");
                assert!(
                    !solution.inclusion_proved || mine == key,
                    "case {case}: {mine:?} called proved, {key:?} is possible"
                );
                if mine == key {
                    assert!(solution.bound >= value - 1e-9, "case {case}: bound {} under {value}", solution.bound);
                    assert!(solution.value <= value + 1e-9, "case {case}: value above the best");
                    best_found += u32::from(solution.value >= value - 1e-9);
                }
            }
            (answer, best) => panic!("case {case}: answer {answer:?}, by brute force {best:?}"),
        }
    }
    assert!(answered > 20 && 2 * best_found > answered, "{best_found} best of {answered} answered");
}

#[test]
fn tiny_and_huge_values_change_nothing() {
    for (seed, scale) in [(4, 1e-12), (5, 1e12), (6, 1e-3)] {
        judge_many(Inclusion::Value, seed, 200, scale);
        judge_many(Inclusion::Order, seed, 100, scale);
    }
}
