//! Rules beside the rows, on small problems against every plan and every filling of openings there is.

use qonys_solve::{
    ChoiceSpec, Inclusion, Known, Measure, Opening, Options, Pair, Problem, Row, Sense, SideRule, SidedError,
    SolveError, UnitSpec, max_min, solve, solve_with,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn draw(rng: &mut ChaCha8Rng, inclusion: Inclusion) -> Problem {
    let (units, regions) = (rng.random_range(2..=5_u32), rng.random_range(2..=3_u32));
    let mut problem = Problem::new(regions, inclusion);
    let lower = rng.random_bool(0.2);
    for _ in 0..regions {
        let upper = rng.random_range(2..=u64::from(units) * 2);
        problem.row(Row { upper: Some(upper), lower: if lower { rng.random_range(0..2) } else { 0 } });
    }
    for _ in 0..rng.random_range(0..=3) {
        problem.opening(Opening { region: rng.random_range(0..regions), count: rng.random_range(1..=2) });
    }
    let openings = problem.openings().len() as u32;
    for _ in 0..2 {
        let gains =
            (0..openings).filter(|o| o % 2 == 0 || units > 3).map(|o| (o, rng.random_range(0.1..1.5))).collect();
        problem.kind(gains);
    }
    let classes = rng.random_range(1..=2);
    for _ in 0..units {
        let persons = rng.random_range(1..=3);
        let mut options = Vec::new();
        for region in 0..regions {
            if rng.random_bool(0.8) {
                options.push(ChoiceSpec { region, value: rng.random_range(-0.3..2.0), uses: vec![(region, persons)] });
            }
        }
        let workers = (0..rng.random_range(0..=2)).map(|_| rng.random_range(0..2)).collect();
        let must_place = !options.is_empty() && rng.random_bool(0.1);
        let (class, turn) = (rng.random_range(0..classes), rng.random_range(0..3));
        problem.unit(UnitSpec { options, workers, must_place, class, persons, turn });
    }
    if rng.random_bool(0.5) {
        problem.pair(Pair { a: 0, b: 1, value: rng.random_range(0.0..1.0) });
    }
    problem
}

/// A rule of any kind, its limit between what the best plan has and a little more than can be had.
fn draw_rule(rng: &mut ChaCha8Rng, problem: &Problem, best: &Known) -> SideRule {
    let units = problem.unit_count();
    let measure = match rng.random_range(0..3) {
        // the worth of a group
        0 => Measure::worth_of(problem, (0..units).map(|u| f64::from(u8::from(u % 2 == 0))).collect()),
        // how many are moved from where they are
        1 => {
            let old: Vec<u32> = (0..units).map(|_| rng.random_range(0..problem.regions())).collect();
            Measure::amounts(problem, |unit, region| f64::from(u8::from(region != old[unit])))
        }
        // anything linear
        _ => {
            let mut any = Measure::worth_of(problem, (0..units).map(|_| rng.random_range(0.0..1.0)).collect());
            for unit in 0..units as u32 {
                any.plus.push((unit, rng.random_range(0..problem.regions()), rng.random_range(-1.0..1.0)));
            }
            any
        }
    };
    let level = measure.level(problem, &best.regions, &best.jobs);
    if rng.random_bool(0.6) {
        SideRule { measure, sense: Sense::AtLeast, limit: level + rng.random_range(-0.2..1.0) }
    } else {
        SideRule { measure, sense: Sense::AtMost, limit: level - rng.random_range(-0.2..1.0) }
    }
}

/// Every plan with every filling of openings.
struct Every<'a> {
    problem: &'a Problem,
    plan: Known,
    left: Vec<u32>,
    used: Vec<u64>,
}

impl<'a> Every<'a> {
    fn visit(problem: &'a Problem, see: &mut dyn FnMut(&Known)) {
        let plan = Known { regions: vec![None; problem.unit_count()], jobs: vec![Vec::new(); problem.unit_count()] };
        let left = problem.openings().iter().map(|o| o.count).collect();
        Every { problem, plan, left, used: vec![0; problem.rows().len()] }.unit(0, see);
    }

    fn unit(&mut self, unit: usize, see: &mut dyn FnMut(&Known)) {
        if unit == self.problem.unit_count() {
            let rows = self.problem.rows().iter().zip(&self.used);
            if rows.clone().all(|(r, u)| *u >= r.lower && r.upper.is_none_or(|upper| *u <= upper)) {
                see(&self.plan);
            }
            return;
        }
        if !self.problem.spec(unit).must_place && self.problem.inclusion() != Inclusion::Everyone {
            self.plan.jobs[unit] = vec![None; self.problem.workers(unit).len()];
            self.unit(unit + 1, see);
        }
        let options: Vec<(u32, Vec<(u32, u32)>)> =
            self.problem.options(unit).map(|(region, _, uses)| (region, uses.iter().collect())).collect();
        for (region, uses) in options {
            self.plan.regions[unit] = Some(region);
            uses.iter().for_each(|u| self.used[u.0 as usize] += u64::from(u.1));
            self.plan.jobs[unit] = Vec::new();
            self.worker(unit, region, see);
            uses.iter().for_each(|u| self.used[u.0 as usize] -= u64::from(u.1));
        }
        self.plan.regions[unit] = None;
    }

    fn worker(&mut self, unit: usize, region: u32, see: &mut dyn FnMut(&Known)) {
        let at = self.plan.jobs[unit].len();
        let Some(&kind) = self.problem.workers(unit).get(at) else {
            let jobs = self.plan.jobs[unit].clone();
            self.unit(unit + 1, see);
            self.plan.jobs[unit] = jobs;
            return;
        };
        self.plan.jobs[unit].push(None);
        self.worker(unit, region, see);
        for &(opening, _) in &self.problem.kinds()[kind as usize] {
            if self.problem.openings()[opening as usize].region == region && self.left[opening as usize] > 0 {
                self.left[opening as usize] -= 1;
                self.plan.jobs[unit][at] = Some(opening);
                self.worker(unit, region, see);
                self.left[opening as usize] += 1;
            }
        }
        self.plan.jobs[unit].pop();
    }
}

/// What inclusion compares, greatest first.
fn key(problem: &Problem, plan: &Known) -> Vec<u64> {
    let units = 0..problem.unit_count();
    let spec = |u: usize| problem.spec(u);
    match problem.inclusion() {
        Inclusion::Everyone => Vec::new(),
        Inclusion::Value => {
            let mut classes: Vec<u32> = units.clone().map(|u| spec(u).class).collect();
            classes.sort_unstable();
            classes.dedup();
            classes.pop();
            let seated = |class| {
                let of = units.clone().filter(|&u| spec(u).class == class && plan.regions[u].is_some());
                of.map(|u| u64::from(spec(u).persons)).sum()
            };
            classes.into_iter().map(seated).collect()
        }
        Inclusion::Order => {
            let mut queue: Vec<usize> = units.collect();
            queue.sort_by_key(|&u| (!spec(u).must_place, spec(u).class, spec(u).turn, u));
            queue.into_iter().map(|u| u64::from(plan.regions[u].is_some())).collect()
        }
    }
}

/// The best objective of plans with the best inclusion that meet all rules, and whether there is one.
fn by_force(problem: &Problem, objective: &Measure, rules: &[SideRule], slip: f64) -> Option<f64> {
    let mut top: Option<(Vec<u64>, Option<f64>)> = None;
    Every::visit(problem, &mut |plan| {
        let key = key(problem, plan);
        if top.as_ref().is_none_or(|t| key > t.0) {
            top = Some((key.clone(), None));
        }
        let top = top.as_mut().expect("set above");
        if key < top.0 {
            return;
        }
        let level = |m: &Measure| m.level(problem, &plan.regions, &plan.jobs);
        let met = |rule: &SideRule| match rule.sense {
            Sense::AtLeast => level(&rule.measure) >= rule.limit - slip,
            Sense::AtMost => level(&rule.measure) <= rule.limit + slip,
        };
        if rules.iter().all(met) {
            let value = level(objective);
            top.1 = Some(top.1.map_or(value, |v: f64| v.max(value)));
        }
    });
    top.and_then(|t| t.1)
}

#[test]
fn the_bound_holds_and_the_plan_meets_the_rules() {
    let mut rng = ChaCha8Rng::seed_from_u64(41);
    let (mut answered, mut best, mut none, mut missed, mut proved) = (0, 0, 0, 0, 0);
    for case in 0..1200 {
        let inclusion = [Inclusion::Value, Inclusion::Order, Inclusion::Everyone][case % 3];
        let problem = draw(&mut rng, inclusion);
        let Ok(free) = solve(&problem, &Options::default()) else { continue };
        let plan = Known { regions: free.regions.clone(), jobs: free.jobs.clone() };
        let rules: Vec<SideRule> = (0..rng.random_range(1..=2)).map(|_| draw_rule(&mut rng, &problem, &plan)).collect();
        let objective = if case % 5 == 0 {
            Measure::amounts(&problem, |unit, region| f64::from(unit as u32 + region))
        } else {
            Measure::worth(&problem)
        };
        let truth = by_force(&problem, &objective, &rules, 1e-7);
        let options = Options { effort: 2_000_000, ..Options::default() };
        match (solve_with(&problem, &objective, &rules, &[], &options), truth) {
            (Ok(sided), Some(truth)) => {
                answered += 1;
                let s = &sided.solution;
                assert!(s.bound >= truth - 1e-6, "case {case}: bound {} under {truth}", s.bound);
                assert!(s.value <= truth + 1e-6, "case {case}: value {} above {truth}", s.value);
                let level = |m: &Measure| m.level(&problem, &s.regions, &s.jobs);
                assert!((level(&objective) - s.value).abs() < 1e-9, "case {case}: value");
                for (rule, told) in rules.iter().zip(&sided.levels) {
                    assert!(rule.met_by(level(&rule.measure)) && level(&rule.measure) == *told, "case {case}: rule");
                }
                let found = Known { regions: s.regions.clone(), jobs: s.jobs.clone() };
                let mut is_one = false;
                Every::visit(&problem, &mut |plan| is_one |= *plan == found);
                assert!(is_one, "case {case}: no plan of the problem");
                assert!(sided.prices.iter().all(|p| *p >= 0.0));
                best += u32::from(s.value >= truth - 1e-6);
            }
            (Err(SidedError::Impossible { reach, rules: which }), None) => {
                proved += 1;
                assert_eq!(reach.len(), which.len());
            }
            (Err(SidedError::NoPlanFound { missed: by }), truth) => {
                assert!(by.iter().any(|m| *m > 0.0));
                if truth.is_some() { missed += 1 } else { none += 1 }
            }
            (answer, truth) => panic!("case {case}: {answer:?}, by force {truth:?}"),
        }
    }
    let told =
        format!("{answered} answered, {best} best, {proved} proved impossible, {none} unproved, {missed} missed");
    assert!(answered > 300 && best * 10 > answered * 7 && missed * 20 < answered && proved > 2 * none, "{told}");
}

#[test]
fn the_least_of_measures_is_bounded_and_nearly_the_greatest() {
    let mut rng = ChaCha8Rng::seed_from_u64(77);
    let (mut asked, mut best) = (0, 0);
    for case in 0..300 {
        let problem = draw(&mut rng, [Inclusion::Value, Inclusion::Order][case % 2]);
        let Ok(free) = solve(&problem, &Options::default()) else { continue };
        let plan = Known { regions: free.regions.clone(), jobs: free.jobs.clone() };
        let of = |rest: usize| {
            let own = (0..problem.unit_count()).map(|u| f64::from(u8::from(u % 2 == rest))).collect();
            Measure::worth_of(&problem, own)
        };
        let measures = [of(0), of(1)];
        let options = Options { effort: 2_000_000, ..Options::default() };
        let levelled = max_min(&problem, &measures, &[], &options).expect("there is a plan");
        let least = |plan: &Known| {
            let level = |m: &Measure| m.level(&problem, &plan.regions, &plan.jobs);
            measures.iter().map(level).fold(f64::INFINITY, f64::min)
        };
        let (mut truth, mut is_one) = (f64::NEG_INFINITY, false);
        let seated = key(&problem, &plan);
        Every::visit(&problem, &mut |plan| {
            if key(&problem, plan) == seated {
                truth = truth.max(least(plan));
            }
            is_one |= *plan == levelled.plan;
        });
        assert!(is_one, "case {case}: no plan of the problem");
        assert!((least(&levelled.plan) - levelled.least).abs() < 1e-9, "case {case}");
        assert!(levelled.bound >= truth - 1e-6, "case {case}: bound {} under {truth}", levelled.bound);
        assert!(levelled.least <= truth + 1e-6, "case {case}: {} above {truth}", levelled.least);
        asked += 1;
        best += u32::from(levelled.least >= truth - 1e-6);
    }
    assert!(asked > 150 && 4 * best > 3 * asked, "{best} of {asked}");
}

#[test]
fn for_any_number_of_threads() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for case in 0..40 {
        let problem = draw(&mut rng, Inclusion::Value);
        let Ok(free) = solve(&problem, &Options::default()) else { continue };
        let plan = Known { regions: free.regions.clone(), jobs: free.jobs.clone() };
        let rules = [draw_rule(&mut rng, &problem, &plan), draw_rule(&mut rng, &problem, &plan)];
        let answer = |threads| {
            let options = Options { threads: Some(threads), effort: 1_000_000, ..Options::default() };
            solve_with(&problem, &Measure::worth(&problem), &rules, &[], &options)
        };
        assert!(answer(1) == answer(3), "case {case}");
    }
}

#[test]
fn a_plan_known_beforehand_is_never_lost() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut used = 0;
    for case in 0..150 {
        let problem = draw(&mut rng, Inclusion::Value);
        let Ok(free) = solve(&problem, &Options::default()) else { continue };
        let plan = Known { regions: free.regions.clone(), jobs: free.jobs.clone() };
        let rule = draw_rule(&mut rng, &problem, &plan);
        let worth = Measure::worth(&problem);
        let mut best: Option<(f64, Known)> = None;
        let seated = key(&problem, &plan);
        Every::visit(&problem, &mut |plan| {
            let level = |m: &Measure| m.level(&problem, &plan.regions, &plan.jobs);
            let better = best.as_ref().is_none_or(|b| level(&worth) > b.0);
            if better && key(&problem, plan) == seated && rule.met_by(level(&rule.measure)) {
                best = Some((level(&worth), plan.clone()));
            }
        });
        let Some((value, known)) = best else { continue };
        let options = Options { effort: 0, ..Options::default() };
        let sided = solve_with(&problem, &worth, &[rule], &[known], &options).expect("there is one");
        assert!((sided.solution.value - value).abs() < 1e-9, "case {case}");
        used += 1;
    }
    assert!(used > 50, "{used}");
}

#[test]
fn errors_name_the_rule() {
    let mut problem = Problem::new(1, Inclusion::Value);
    let row = problem.row(Row { upper: Some(2), lower: 0 });
    let option = ChoiceSpec { region: 0, value: 1.0, uses: vec![(row, 1)] };
    (0..3)
        .for_each(|_| _ = problem.unit(UnitSpec { options: vec![option.clone()], persons: 1, ..UnitSpec::default() }));
    let worth = Measure::worth(&problem);
    let at_least = |limit: f64| SideRule { measure: worth.clone(), sense: Sense::AtLeast, limit };
    let ask = |rule| solve_with(&problem, &worth, &[at_least(1.0), rule], &[], &Options::default());
    assert_eq!(ask(at_least(f64::NAN)), Err(SidedError::Rule(1)));
    let elsewhere = Measure { plus: vec![(0, 7, 1.0)], ..Measure::default() };
    assert_eq!(ask(SideRule { measure: elsewhere, ..at_least(0.0) }), Err(SidedError::Rule(1)));
    match ask(at_least(3.0)) {
        Err(SidedError::Impossible { rules, reach }) => {
            assert_eq!(rules, [1]);
            assert!((reach[0] - 2.0).abs() < 1e-9, "{reach:?}");
        }
        other => panic!("{other:?}"),
    }
    match solve(&problem, &Options::default()) {
        Ok(plan) => assert!((plan.value - 2.0).abs() < 1e-12),
        Err(SolveError::Problem(error)) => panic!("{error}"),
        Err(error) => panic!("{error}"),
    }
}

/// Units of a matrix and units with options of their own are the same problem, classes and all.
#[test]
fn units_of_a_matrix_too() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for case in 0..30 {
        let (units, regions) = (9_usize, 3_u32);
        let inclusion = [Inclusion::Value, Inclusion::Order][case % 2];
        let mut own = Problem::new(regions, inclusion);
        let mut dense = Problem::new(regions, inclusion);
        for _ in 0..regions {
            let row = Row { upper: Some(rng.random_range(3..7)), lower: 0 };
            own.row(row);
            dense.row(row);
        }
        let kind = dense.use_kind(&[Some(0), Some(1), Some(2)]);
        // 256ths are exact in single precision
        let values: Vec<f32> =
            (0..units * regions as usize).map(|_| rng.random_range(0..512_u16)).map(|v| f32::from(v) / 256.0).collect();
        for (unit, worths) in values.chunks(regions as usize).enumerate() {
            let persons = rng.random_range(1..=3);
            let spec = UnitSpec { persons, class: unit as u32 % 2, turn: unit as u32, ..UnitSpec::default() };
            dense.matrix_unit(&[(kind, persons)], spec.clone());
            let option = |(region, &value): (u32, &f32)| ChoiceSpec {
                region,
                value: f64::from(value),
                uses: vec![(region, persons)],
            };
            own.unit(UnitSpec { options: (0..).zip(worths).map(option).collect(), ..spec });
        }
        dense.matrix(values);
        let Ok(free) = solve(&own, &Options::default()) else { continue };
        let group = |problem: &Problem| Measure::worth_of(problem, vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
        let limit = group(&own).level(&own, &free.regions, &free.jobs) + 0.1;
        let ask = |problem: &Problem| {
            let rule = SideRule { measure: group(problem), sense: Sense::AtLeast, limit };
            solve_with(problem, &Measure::worth(problem), &[rule], &[], &Options::default())
        };
        match (ask(&own), ask(&dense)) {
            (Ok(a), Ok(b)) => {
                let (a, b) = (a.solution, b.solution);
                assert!(b.bound >= a.value - 1e-9 && a.bound >= b.value - 1e-9, "case {case}: {a:?} {b:?}");
            }
            (Err(SidedError::Impossible { .. } | SidedError::NoPlanFound { .. }), Err(error)) => {
                assert!(!matches!(error, SidedError::Solve(_)), "case {case}: {error}");
            }
            (a, b) => panic!("case {case}: {a:?} but {b:?}"),
        }
    }
}
