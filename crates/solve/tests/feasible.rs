//! Whether there is a plan, against trying every plan; and a conflict that is named is one by itself.

use qonys_solve::{ChoiceSpec, Core, Feasible, Inclusion, Options, Problem, Row, UnitSpec, feasible};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Clone)]
struct Small {
    regions: u32,
    rows: Vec<Row>,
    units: Vec<UnitSpec>,
}

fn draw(rng: &mut ChaCha8Rng, units: u32, regions: u32) -> Small {
    let rows = (0..2 * regions).map(|_| {
        let upper = rng.random_bool(0.8).then(|| rng.random_range(0..=units as u64));
        let lower = if rng.random_bool(0.3) { rng.random_range(0..=upper.unwrap_or(5).min(5)) } else { 0 };
        Row { upper, lower }
    });
    let rows = rows.collect();
    let unit = |rng: &mut ChaCha8Rng| {
        let open: Vec<u32> = (0..regions).filter(|_| rng.random_bool(0.6)).collect();
        let option = |r: u32| ChoiceSpec {
            region: r,
            value: 0.0,
            uses: (0..2).map(|k| (2 * r + k, rng.random_range(0..=3))).collect(),
        };
        let options = open.into_iter().map(option).collect();
        UnitSpec { options, must_place: rng.random_bool(0.4), persons: 1, ..UnitSpec::default() }
    };
    Small { regions, rows, units: (0..units).map(|_| unit(rng)).collect() }
}

impl Small {
    fn problem(&self) -> Problem {
        let mut problem = Problem::new(self.regions, Inclusion::Value);
        self.rows.iter().for_each(|&row| _ = problem.row(row));
        self.units.iter().for_each(|unit| _ = problem.unit(unit.clone()));
        problem
    }

    fn possible(&self) -> bool {
        fn place(small: &Small, at: usize, used: &mut [u64]) -> bool {
            if at == small.units.len() {
                return small.rows.iter().zip(used).all(|(row, used)| *used >= row.lower);
            }
            let unit = &small.units[at];
            (!unit.must_place && place(small, at + 1, used))
                || unit.options.iter().any(|option| {
                    option.uses.iter().for_each(|u| used[u.0 as usize] += u64::from(u.1));
                    let within = option
                        .uses
                        .iter()
                        .all(|u| small.rows[u.0 as usize].upper.is_none_or(|upper| used[u.0 as usize] <= upper));
                    let found = within && place(small, at + 1, used);
                    option.uses.iter().for_each(|u| used[u.0 as usize] -= u64::from(u.1));
                    found
                })
        }
        place(self, 0, &mut vec![0; self.rows.len()])
    }

    /// Every limit and duty lifted that is not in the core.
    fn only(&self, core: &Core) -> Self {
        let mut small = self.clone();
        for (at, row) in (0..).zip(&mut small.rows) {
            row.upper = row.upper.filter(|_| core.upper.contains(&at));
            row.lower = if core.lower.contains(&at) { row.lower } else { 0 };
        }
        for (at, unit) in (0..).zip(&mut small.units) {
            unit.must_place &= core.units.contains(&at);
        }
        small
    }
}

#[test]
fn the_answer_is_that_of_trying_every_plan_and_a_core_conflicts_by_itself() {
    let mut rng = ChaCha8Rng::seed_from_u64(77);
    let mut conflicts = 0;
    for case in 0..4000 {
        let (units, regions) = (rng.random_range(1..=9), rng.random_range(1..=4));
        let small = draw(&mut rng, units, regions);
        match feasible(&small.problem(), &Options::default()).expect("sound numbers") {
            Feasible::Yes => assert!(small.possible(), "case {case}: called possible"),
            Feasible::No(core) => {
                conflicts += 1;
                assert!(!small.possible(), "case {case}: called impossible");
                assert!(!small.only(&core).possible(), "case {case}: {core:?} does not conflict by itself");
            }
            Feasible::Unknown => panic!("case {case}: so few plans can be tried"),
        }
    }
    assert!(conflicts > 500, "{conflicts} conflicts");
}

/// One region of a country is asked for more than it has: the proof speaks of it and of those families alone.
#[test]
fn a_local_conflict_in_a_large_problem_is_named_alone() {
    let regions = 12_u32;
    let mut problem = Problem::new(regions, Inclusion::Value);
    (0..regions).for_each(|_| _ = problem.row(Row { upper: Some(2000), lower: 0 }));
    let option = |r: u32, n: u32| ChoiceSpec { region: r, value: 1.0, uses: vec![(r, n)] };
    for u in 0..3000 {
        let options =
            if u % 100 == 0 { vec![option(5, 70)] } else { (0..regions).map(|r| option(r, 1 + u % 5)).collect() };
        problem.unit(UnitSpec { options, must_place: u % 4 == 0, persons: 1, ..UnitSpec::default() });
    }
    let Feasible::No(core) = feasible(&problem, &Options::default()).expect("sound") else { panic!("30 x 70 > 2000") };
    assert_eq!((core.upper, core.lower), (vec![5], vec![]));
    assert!((29..=30).contains(&core.units.len()) && core.units.iter().all(|u| u % 100 == 0), "{:?}", core.units);
}
