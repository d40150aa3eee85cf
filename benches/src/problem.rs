//! A drawn country as a problem for the engine.

use crate::country::{Country, OCCUPATIONS};
use qonys_solve::{Inclusion, Opening, Problem, Row, UnitSpec};

/// The problem of a country. Its matrix of worths is moved in.
#[must_use]
pub fn problem(country: Country) -> Problem {
    let (regions, kinds) = (country.regions, country.kinds);
    let mut problem = Problem::new(regions as u32, Inclusion::Value);
    for kind in 0..kinds {
        let row = |r: usize| Row { upper: Some(u64::from(country.capacities[r * kinds + kind])), lower: 0 };
        let rows: Vec<Option<u32>> = (0..regions).map(|r| Some(problem.row(row(r)))).collect();
        problem.use_kind(&rows);
    }
    for (at, &count) in country.openings.iter().enumerate() {
        problem.opening(Opening { region: (at / OCCUPATIONS) as u32, count });
    }
    if !country.openings.is_empty() {
        for occupation in 0..OCCUPATIONS {
            let uplift = |o: u32| {
                let (region, wanted) = (o as usize / OCCUPATIONS, o as usize % OCCUPATIONS);
                f64::from(country.uplifts[(region * OCCUPATIONS + occupation) * OCCUPATIONS + wanted])
            };
            problem.kind((0..country.openings.len() as u32).map(|o| (o, uplift(o))).collect());
        }
    }
    let mut uses = Vec::with_capacity(kinds);
    for (family, amounts) in country.amounts.chunks(kinds).enumerate() {
        uses.clear();
        uses.extend((0..).zip(amounts.iter().map(|&a| u32::from(a))));
        let persons = u32::from(amounts[0]);
        let counts = country.workers.get(family * OCCUPATIONS..(family + 1) * OCCUPATIONS).unwrap_or(&[]);
        let workers = (0..).zip(counts).flat_map(|(kind, &n)| (0..n).map(move |_| kind)).collect();
        problem.matrix_unit(&uses, UnitSpec { persons, workers, ..UnitSpec::default() });
    }
    problem.matrix(country.values);
    problem
}
