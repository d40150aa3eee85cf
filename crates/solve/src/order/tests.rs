use super::*;
use crate::problem::{ChoiceSpec, Inclusion, Row, UnitSpec};
use crate::solution::Options;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Three regions with a row each and one over all, and a plan that they hold.
fn filled(rng: &mut ChaCha8Rng) -> (Problem, Vec<Option<u32>>) {
    let mut problem = Problem::new(3, Inclusion::Order);
    let mut left: Vec<u64> = (0..4).map(|row| rng.random_range(2..6 + 6 * u64::from(row == 3))).collect();
    let rows: Vec<u32> = left.iter().map(|&upper| problem.row(Row { upper: Some(upper), lower: 0 })).collect();
    let mut regions = Vec::new();
    for _ in 0..rng.random_range(1..9) {
        let persons = rng.random_range(0..4);
        let open: Vec<u32> = (0..3).filter(|_| rng.random_bool(0.8)).collect();
        let uses = |r: u32| vec![(rows[r as usize], persons), (rows[3], persons)];
        let fits = |left: &[u64], r: u32| left[r as usize].min(left[3]) >= u64::from(persons);
        let place = open.iter().copied().find(|&r| fits(&left, r) && rng.random_bool(0.6));
        if let Some(region) = place {
            left[region as usize] -= u64::from(persons);
            left[3] -= u64::from(persons);
        }
        regions.push(place);
        problem.unit(UnitSpec {
            options: open.iter().map(|&region| ChoiceSpec { region, value: 0.0, uses: uses(region) }).collect(),
            must_place: place.is_some() && rng.random_bool(0.2),
            class: rng.random_range(0..3),
            turn: rng.random_range(0..4),
            persons,
            ..UnitSpec::default()
        });
    }
    (problem, regions)
}

#[test]
fn somebody_would_enter_where_a_better_walk_is_found() {
    let mut found = [0; 2];
    for seed in 0..400 {
        let (problem, regions) = filled(&mut ChaCha8Rng::seed_from_u64(seed));
        let options = Options::default();
        for by in [Queue::Turns, Queue::Classes] {
            let better = reenter(&problem, &regions, by, &Context::new(&options)).is_some();
            assert_eq!(would_enter(&problem, &regions, by), better, "seed {seed}");
            found[usize::from(better)] += 1;
        }
    }
    assert!(found.iter().all(|&n| n >= 100), "{found:?}");
}
