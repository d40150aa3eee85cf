//! The exact stage by itself against every plan there is, on small models with every feature.

use super::*;
use crate::matching::Jobs;
use crate::model::{Lens, WAIT};
use crate::problem::{ChoiceSpec, Inclusion, Opening, Pair, Problem, Row, UnitSpec};
use crate::solution::Options;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn draw(rng: &mut ChaCha8Rng) -> Problem {
    let (units, regions, kinds) = (rng.random_range(1..=7), rng.random_range(1..=3), rng.random_range(0..=5));
    let whole = rng.random_bool(0.3);
    let number = |rng: &mut ChaCha8Rng, low: f64, high: f64| {
        let x: f64 = rng.random_range(low..high);
        if whole { x.round() } else { x }
    };
    let mut problem = Problem::new(regions, Inclusion::Value);
    let with_lower = rng.random_bool(0.4);
    for _ in 0..regions * kinds {
        let upper = rng.random_bool(0.9).then(|| rng.random_range(0..=u64::from(units) * 2));
        let low = with_lower && rng.random_bool(0.4);
        let lower = if low { rng.random_range(0..=upper.unwrap_or(5).min(5)) } else { 0 };
        problem.row(Row { upper, lower });
    }
    let shared = rng.random_bool(0.3);
    if shared {
        problem.row(Row { upper: Some(rng.random_range(1..=u64::from(units) * 2)), lower: rng.random_range(0..2) });
    }
    let openings: Vec<u32> = (0..if rng.random_bool(0.3) { 4 } else { 0 })
        .map(|_| problem.opening(Opening { region: rng.random_range(0..regions), count: rng.random_range(0..=2) }))
        .collect();
    let gains = openings.iter().map(|&o| (o, number(rng, 0.0, 2.0))).collect();
    let kind = problem.kind(gains);
    let must = if rng.random_bool(0.3) { 0.3 } else { 0.0 };
    let classes = rng.random_range(1..=2);
    for _ in 0..units {
        let persons = rng.random_range(0..=4);
        let mut options = Vec::new();
        for region in (0..regions).filter(|_| rng.random_bool(0.8)).collect::<Vec<_>>() {
            let mut uses = Vec::new();
            for k in 0..kinds {
                if rng.random_bool(0.8) {
                    let amount = if rng.random_bool(0.3) { rng.random_range(0..=4) } else { persons };
                    uses.push((region * kinds + k, amount));
                }
            }
            if shared {
                uses.push((regions * kinds, rng.random_range(0..=persons)));
            }
            options.push(ChoiceSpec { region, value: number(rng, -1.0, 4.0), uses });
        }
        let workers = vec![kind; if openings.is_empty() { 0 } else { rng.random_range(0..=2) }];
        let class = rng.random_range(0..classes);
        problem.unit(UnitSpec { options, workers, must_place: rng.random_bool(must), class, persons, turn: 0 });
    }
    for _ in 0..if units > 1 && rng.random_bool(0.3) { 2 } else { 0 } {
        let a = rng.random_range(0..units);
        problem.pair(Pair { a, b: (a + rng.random_range(1..units)) % units, value: number(rng, 0.0, 2.0) });
    }
    problem
}

/// The best plan's worth, and the worst plan that keeps all limits.
fn every_plan(model: &Model<'_>) -> Option<(f64, Vec<u32>)> {
    let ways: Vec<Vec<u32>> = (0..model.units()).map(|u| model.options(u).chain([WAIT]).collect()).collect();
    let mut at = vec![0; ways.len()];
    let (mut best, mut worst): (f64, Option<(f64, Vec<u32>)>) = (f64::NEG_INFINITY, None);
    loop {
        let choice: Vec<u32> = at.iter().zip(&ways).map(|(&i, w)| w[i]).collect();
        let state = State::of(model, &choice);
        if state.feasible() {
            let worth = state.worth();
            best = best.max(worth);
            if worst.as_ref().is_none_or(|w| worth < w.0) {
                worst = Some((worth, choice));
            }
        }
        let Some(next) = (0..at.len()).find(|&u| at[u] + 1 < ways[u].len()) else {
            return worst.map(|w| (best, w.1));
        };
        at[next] += 1;
        at[..next].fill(0);
    }
}

#[test]
fn the_best_plan_is_found_and_proved_and_no_bound_is_below_it() {
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    let (mut judged, mut helped) = (0, 0);
    for case in 0..3000 {
        let problem = draw(&mut rng);
        let none = Jobs::default();
        let jobs = Jobs::of(&problem);
        let seat = rng.random_bool(0.2).then_some(0);
        let must = |u: usize| problem.units[u].must_place;
        let lens = Lens { must: &must, open: &|_| true, seat, seated: &[] };
        let model = Model::of(&problem, if seat.is_some() { &none } else { &jobs }, &lens);
        let Some((best, worst)) = every_plan(&model) else { continue };
        judged += 1;
        let dual = Dual::new(&model);
        let (mut prices, _) = dual.minimise(dual.start(), 0.5, rng.random_range(0..14), &|| false);
        if rng.random_bool(0.3) {
            // any prices give a bound
            for (price, var) in prices.iter_mut().zip(&model.vars) {
                *price = rng.random_range(0.0..2.0_f64).min(var.high);
            }
        }
        let bound = dual.bound(&prices);
        let options = Options { seed: case, ..Options::default() };
        for effort in [20_000_000, rng.random_range(0..3_000)] {
            let mut context = Context::new(&options);
            context.effort = effort;
            let (state, proved) = exact(&dual, &prices, State::of(&model, &worst), bound, &mut context);
            let (worth, near) = (state.worth(), 1e-9 * best.abs().max(1.0));
            assert!(state.feasible() && worth <= best + near, "case {case}: worth {worth}, best {best}");
            assert!(
                proved >= best - 1e-12 * best.abs().max(1.0),
                "case {case} effort {effort}: bound {proved} under {best}"
            );
            assert!(proved <= bound.max(best), "case {case}: bound {proved} above {bound}");
            if effort > 3_000 {
                assert!(worth >= best - near && proved <= best + near, "case {case}: {worth} to {proved}, best {best}");
                helped += u32::from(bound > best + 1e-6);
            }
        }
    }
    assert!(judged > 1500 && helped > 500, "{judged} judged, {helped} with work to do");
}

/// A year of some dozens of families: tight limits in every region, two thirds of the pairs.
fn year(rng: &mut ChaCha8Rng, units: u32, (regions, rows): (u32, u32)) -> Problem {
    let mut problem = Problem::new(regions, Inclusion::Value);
    let sizes: Vec<Vec<u32>> = (0..units).map(|_| (0..rows).map(|_| rng.random_range(1..=6)).collect()).collect();
    let tight = rng.random_range(0.85..1.1);
    for row in 0..regions * rows {
        let asked: u32 = sizes.iter().map(|s| s[(row % rows) as usize]).sum();
        let lower = if rng.random_bool(0.1) { u64::from(asked / (2 * regions)) } else { 0 };
        problem.row(Row { upper: Some((tight * f64::from(asked) / f64::from(regions)) as u64), lower });
    }
    for sizes in &sizes {
        let mut options = Vec::new();
        for region in (0..regions).filter(|_| rng.random_bool(0.67)).collect::<Vec<_>>() {
            let uses = (0..rows).map(|k| (region * rows + k, sizes[k as usize])).collect();
            options.push(ChoiceSpec { region, value: rng.random_range(0.0..1.0), uses });
        }
        let (workers, persons) = (Vec::new(), sizes[0]);
        problem.unit(UnitSpec { options, workers, must_place: false, class: 0, persons, turn: 0 });
    }
    problem
}

#[test]
fn sets_laid_open_and_branching_alone_prove_the_same_plan_best() {
    let mut rng = ChaCha8Rng::seed_from_u64(22);
    let mut both = 0;
    for case in 0..80 {
        let size = (rng.random_range(2..5), rng.random_range(1..=3));
        let units = rng.random_range(10..24);
        let problem = year(&mut rng, units, size);
        let jobs = Jobs::default();
        let lens = Lens { must: &|_| false, open: &|_| true, seat: None, seated: &[] };
        let model = Model::of(&problem, &jobs, &lens);
        let dual = Dual::new(&model);
        let (prices, bound) = dual.minimise(dual.start(), 1e-3, 8, &|| false);
        let options = Options { seed: case, ..Options::default() };
        let nobody = vec![WAIT; model.units()];
        if !State::of(&model, &nobody).feasible() {
            continue;
        }
        let proved = |lay_open: bool| {
            let mut context = Context::new(&options);
            context.effort = 10_000_000;
            let mut stage = Stage::new(&dual, &prices, bound);
            let mut mark = Mark::new(State::of(&model, &nobody).worth(), model.whole, dual.scale());
            stage.cool(&mark, COLD, &mut context);
            let found = if lay_open {
                let mut climb = Climb::new(&stage.hull, &stage.root, &mark, &mut context);
                climb.down(&stage.hull, &mut mark, &mut context);
                climb.bound()
            } else {
                stage.search(&stage.root, &mut mark, &mut context)
            };
            (found <= mark.target(), mark.value, found)
        };
        let (open, tree) = (proved(true), proved(false));
        // a bound is never below a plan that the other way finds
        let little = 1e-7;
        assert!(open.2 >= tree.1 - little && tree.2 >= open.1 - little, "case {case}: {open:?}, {tree:?}");
        if open.0 && tree.0 {
            assert!((open.1 - tree.1).abs() < little, "case {case}: {open:?}, {tree:?}");
            both += 1;
        }
    }
    assert!(both > 20, "both proved {both}");
}
