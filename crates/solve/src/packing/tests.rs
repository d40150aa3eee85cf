use super::*;
use crate::engine::possible;
use crate::matching::Jobs;
use crate::model::Model;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Four regions with places of two sorts, short for all; units of few kinds, each of one sort, that may not go everywhere.
fn crowded<'j>(jobs: &'j Jobs, rng: &mut ChaCha8Rng, units: usize) -> Model<'j> {
    let upper = (0..8).map(|_| rng.random_range(0..=units as i64 / 4)).collect();
    let mut model = Model::new(jobs, upper, vec![0; 8]);
    for _ in 0..units {
        let (persons, sort, closed) = (rng.random_range(1..=3), rng.random_range(0..2), rng.random_range(0..4));
        for region in (0..4).filter(|&r| r != closed) {
            model.option(region, 0.0, &[(2 * region + sort, persons)], []);
        }
        model.unit(false, persons);
    }
    model.finish(Vec::new());
    model
}

/// The same, sought from the units one by one.
fn anew(packing: &Packing<'_>) -> Vec<(usize, usize)> {
    Residents::of(&packing.state, &packing.included).included().collect()
}

#[test]
fn what_is_called_impossible_has_no_packing_and_stays_so() {
    let jobs = Jobs::default();
    let mut called = 0;
    for seed in 0..40 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let model = crowded(&jobs, &mut rng, 12);
        let mut packing = Packing::new(State::new(&model), vec![false; model.units()]);
        let mut out: Vec<usize> = Vec::new();
        for unit in (0..model.units()).filter(|&u| !model.options(u).is_empty()) {
            if packing.enter(unit) || packing.make_way(unit) {
                packing.include(unit);
            } else if packing.impossible(unit) {
                out.push(unit);
            }
            for &other in &out {
                assert!(packing.impossible(other), "seed {seed}: {other} was impossible before {unit} came");
            }
        }
        for &unit in &out {
            called += 1;
            let mut asked = model.clone();
            (0..model.units()).for_each(|u| asked.must[u] = u == unit || packing.included(u));
            let found = possible(&asked, None, 10_000_000).expect("few plans");
            assert!(found.is_none(), "seed {seed}: {unit} could enter");
        }
    }
    assert!(called > 40, "only {called} were called impossible: nothing is tested");
}

#[test]
fn the_index_follows_every_move() {
    let jobs = Jobs::default();
    for seed in 0..20 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let model = crowded(&jobs, &mut rng, 60);
        let mut packing = Packing::new(State::new(&model), vec![false; model.units()]);
        packing.index();
        for _ in 0..300 {
            let unit = rng.random_range(0..model.units());
            match rng.random_range(0..4) {
                0 if packing.included(unit) => packing.release(unit),
                0 | 1 => packing.include(unit),
                2 => packing.place(unit, WAIT),
                _ => _ = packing.enter(unit) || packing.make_way(unit),
            }
            let new = anew(&packing);
            assert_eq!(packing.index().included().collect::<Vec<_>>(), new, "seed {seed}");
        }
    }
}

#[test]
fn many_alike_are_looked_at_as_one() {
    let jobs = Jobs::default();
    let mut model = Model::new(&jobs, vec![200, 300], vec![0; 2]);
    for unit in 0..500_u32 {
        let persons = 1 + unit % 3;
        model.option(0, 0.0, &[(0, persons)], []);
        model.option(1, 0.0, &[(1, persons)], []);
        model.unit(false, persons);
    }
    model.finish(Vec::new());
    let mut packing = Packing::new(State::new(&model), vec![false; 500]);
    for unit in 0..500 {
        if packing.enter(unit) || packing.make_way(unit) {
            packing.include(unit);
        }
    }
    assert_eq!(packing.state().used, [200, 300]);
    assert!(packing.index().near(&[0, 1]).count() <= 6, "three kinds in two regions");
}
