//! Models without openings beside the models they are made of.

use super::*;
use crate::improve;
use crate::model::{Lens, WAIT};
use crate::part;
use crate::problem::{ChoiceSpec, Inclusion, Opening, Problem, Row, UnitSpec};
use crate::solution::Options;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// 120 units with up to three workers of four kinds, six regions with places for most and three sorts of openings for some.
fn year(rng: &mut ChaCha8Rng) -> Problem {
    let regions = 6;
    let mut problem = Problem::new(regions, Inclusion::Value);
    for _ in 0..regions {
        problem.row(Row { upper: Some(50), lower: 0 });
        problem.row(Row { upper: Some(18), lower: 0 });
    }
    let openings: Vec<u32> =
        (0..3 * regions).map(|o| problem.opening(Opening { region: o / 3, count: rng.random_range(0..=12) })).collect();
    let kinds: Vec<u32> = (0..4)
        .map(|_| {
            let some: Vec<u32> = openings.iter().copied().filter(|_| rng.random_bool(0.6)).collect();
            problem.kind(some.into_iter().map(|o| (o, rng.random_range(0.1..0.9))).collect())
        })
        .collect();
    for _ in 0..120 {
        let persons = rng.random_range(1..=4);
        let option = |region: u32, value: f64| {
            let uses = vec![(2 * region, persons), (2 * region + 1, 1)];
            ChoiceSpec { region, value, uses }
        };
        let options = (0..regions).map(|region| option(region, rng.random_range(0.0..1.0))).collect();
        let workers = (0..rng.random_range(0..=3)).map(|_| kinds[rng.random_range(0..kinds.len())]).collect();
        problem.unit(UnitSpec { options, workers, persons, ..UnitSpec::default() });
    }
    problem
}

fn with_model(seed: u64, check: impl FnOnce(&Model<'_>, &mut ChaCha8Rng)) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let problem = year(&mut rng);
    let jobs = Jobs::of(&problem);
    let lens = Lens { must: &|_| false, open: &|_| true, seat: None, seated: &[] };
    check(&Model::of(&problem, &jobs, &lens), &mut rng);
}

/// Units one after the other wherever there is room.
fn somewhere<'m>(model: &'m Model<'m>, rng: &mut ChaCha8Rng) -> State<'m> {
    let mut state = State::new(model);
    for unit in 0..model.units() {
        let options: Vec<u32> = model.options(unit).filter(|&o| state.room(o)).collect();
        state.set(unit, options.get(rng.random_range(0..=options.len())).copied().unwrap_or(WAIT));
    }
    state
}

#[test]
fn the_bound_is_the_same_at_any_prices() {
    for seed in 0..20 {
        with_model(seed, |whole, rng| {
            let plan = somewhere(whole, rng);
            // half of the units stand still
            let members: Vec<(u32, Vec<u32>)> =
                (0..60).map(|u| (u, whole.options(u as usize).chain([WAIT]).collect())).collect();
            let part = part::cut(whole, &plan, &members, &[0, 1, 2, 3, 4, 5], &|_| false);
            for model in [whole, &part.model] {
                let prices: Vec<f64> =
                    model.vars.iter().map(|v| rng.random_range(0.0..0.5) * f64::from(u8::from(v.high > 0.0))).collect();
                let none = Jobs::default();
                let waged = Waged::of(&State::new(model), &prices, &none);
                let (bound, own) = (Dual::new(model).bound(&prices), Dual::new(&waged.model).bound(&waged.prices));
                assert!((own + waged.beside - bound).abs() < 1e-9 * bound, "seed {seed}: {own} and {}", waged.beside);
            }
        });
    }
}

#[test]
fn plans_keep_limits_where_they_are() {
    for seed in 0..20 {
        with_model(seed, |model, rng| {
            let plan = somewhere(model, rng);
            let prices = Dual::new(model).minimise(Dual::new(model).start(), 0.5, 14, &|| false).0;
            let none = Jobs::default();
            let waged = Waged::of(&plan, &prices, &none);
            assert!(State::of(&waged.model, &plan.choice).feasible(), "seed {seed}");
        });
    }
}

#[test]
fn a_region_with_more_workers_than_openings_and_one_with_fewer() {
    let mut problem = Problem::new(2, Inclusion::Value);
    let full = problem.opening(Opening { region: 0, count: 2 });
    let free = problem.opening(Opening { region: 1, count: 9 });
    let kind = problem.kind(vec![(full, 0.5), (free, 0.4)]);
    for _ in 0..8 {
        let option = |region| ChoiceSpec { region, value: 1.0, uses: Vec::new() };
        problem.unit(UnitSpec {
            options: (0..2).map(option).collect(),
            workers: vec![kind],
            persons: 1,
            ..UnitSpec::default()
        });
    }
    let jobs = Jobs::of(&problem);
    let lens = Lens { must: &|_| false, open: &|_| true, seat: None, seated: &[] };
    let model = Model::of(&problem, &jobs, &lens);
    // two openings for five workers are worth their whole price; nine for three are worth nothing
    let prices = [0.5, 0.0];
    let choice: Vec<u32> = (0..8).map(|u| model.options(u).start + u32::from(u >= 5)).collect();
    let plan = State::of(&model, &choice);
    let none = Jobs::default();
    let waged = Waged::of(&plan, &prices, &none);
    let worth =
        |choice: &[u32]| (State::of(&waged.model, choice).worth() + waged.beside, State::of(&model, choice).worth());
    let (own, whole) = worth(&choice);
    assert!((own - 10.2).abs() < 1e-12 && (whole - 10.2).abs() < 1e-12, "{own} and {whole}");
    // one more goes where openings are free: gains there, is not missed here
    let mut other = choice.clone();
    other[0] += 1;
    let (own, whole) = worth(&other);
    assert!((own - 10.6).abs() < 1e-12 && (whole - 10.6).abs() < 1e-12, "{own} and {whole}");
    // with one worker left a priced opening is empty: that the limit does not allow
    let far: Vec<u32> = (0..8).map(|u| model.options(u).start + u32::from(u >= 1)).collect();
    assert!(!State::of(&waged.model, &far).feasible());
}

#[test]
fn plans_become_better_and_never_worse() {
    let mut better = 0;
    for seed in 0..20 {
        with_model(seed, |model, rng| {
            let mut plan = somewhere(model, rng);
            let (prices, bound) = Dual::new(model).minimise(Dual::new(model).start(), 0.5, 14, &|| false);
            let options = Options { effort: 2_000_000, ..Options::default() };
            let mut context = Context::new(&options);
            let before = plan.worth();
            improve(&mut plan, &prices, bound, &mut context, improve::plan);
            assert!(plan.feasible() && plan.worth() >= before && plan.worth() <= bound, "seed {seed}");
            assert!(context.effort >= 1_000_000, "half of the work is left");
            better += usize::from(plan.worth() > before + 0.9 * (bound - before));
        });
    }
    assert!(better >= 18, "{better} of 20 come nine tenths of the way to the bound");
}
