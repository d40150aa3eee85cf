//! A year to replay, as numbers: who comes, what there is, what each policy goes by.

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Pair, Problem, Row, UnitSpec, Uses};
use std::collections::BTreeMap;
use std::ops::Range;

/// A year as one posed problem: the units that come this year, and those of past years that stand for who may come.
pub struct Year<'a> {
    /// All units, rows and openings.
    pub problem: &'a Problem,
    /// The units that come this year.
    pub own: Range<u32>,
    /// For each unit how likely the next to come is like it before anybody has come: 0 outside the pool.
    pub pool: Vec<f64>,
    /// For each region its share in the quota, relatively; `None` = what it has places for.
    pub quota: Option<Vec<f64>>,
    /// For each region its need of labour, relatively; 0 = not among those named as short of it.
    pub need: Vec<f64>,
    /// What a queue as long as a region's whole year costs for each place, at prices; 0 = not balanced over time.
    pub balance: f64,
    lookup: Lookup,
}

/// What the rules of thumb ask often.
struct Lookup {
    /// For each kind of worker and region the openings it gains by, the highest uplift first.
    gains: Vec<BTreeMap<u32, Vec<(u32, f64)>>>,
    /// For each unit who makes a pair with it, and what that is worth.
    kin: BTreeMap<u32, Vec<(u32, f64)>>,
}

impl<'a> Year<'a> {
    /// Joins the parts.
    #[must_use]
    pub fn new(problem: &'a Problem, own: Range<u32>, pool: Vec<f64>, need: Vec<f64>) -> Self {
        let gains = problem.kinds().iter().map(|gains| by_region(problem, gains)).collect();
        let mut kin: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
        for pair in problem.pairs() {
            kin.entry(pair.a).or_default().push((pair.b, pair.value));
            kin.entry(pair.b).or_default().push((pair.a, pair.value));
        }
        Self { problem, own, pool, quota: None, need, balance: 0.0, lookup: Lookup { gains, kin } }
    }

    /// How many units come this year.
    #[must_use]
    pub fn count(&self) -> usize {
        self.own.len()
    }

    pub(super) fn gains(&self, kind: u32, region: u32) -> &[(u32, f64)] {
        self.lookup.gains[kind as usize].get(&region).map_or(&[], Vec::as_slice)
    }

    pub(super) fn kin(&self, unit: u32) -> &[(u32, f64)] {
        self.lookup.kin.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The year without its pool. Relaxed: without turns, classes, minimums and pins, so that its optimum is the most that
    /// the places, openings and ties allow whatever the policy; else with the programme's own rule.
    #[must_use]
    pub fn alone(&self, relaxed: bool) -> Problem {
        let inclusion = if relaxed { Inclusion::Value } else { self.problem.inclusion() };
        let mut alone = Problem::new(self.problem.regions(), inclusion);
        for &row in self.problem.rows() {
            alone.row(Row { lower: if relaxed { 0 } else { row.lower }, ..row });
        }
        for &opening in self.problem.openings() {
            alone.opening(opening);
        }
        for kind in self.problem.kinds() {
            alone.kind(kind.clone());
        }
        for unit in self.own.clone() {
            let unit = unit as usize;
            let option =
                |(region, value, uses): (u32, f64, Uses<'_>)| ChoiceSpec { region, value, uses: uses.iter().collect() };
            let spec = self.problem.spec(unit);
            alone.unit(UnitSpec {
                options: self.problem.options(unit).map(option).collect(),
                workers: self.problem.workers(unit).to_vec(),
                must_place: spec.must_place && !relaxed,
                class: if relaxed { 0 } else { spec.class },
                ..spec
            });
        }
        for pair in self.problem.pairs().iter().filter(|p| self.own.contains(&p.a) && self.own.contains(&p.b)) {
            alone.pair(Pair { a: pair.a - self.own.start, b: pair.b - self.own.start, value: pair.value });
        }
        alone
    }
}

fn by_region(problem: &Problem, gains: &[(u32, f64)]) -> BTreeMap<u32, Vec<(u32, f64)>> {
    let mut regions: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for &(opening, uplift) in gains {
        let Opening { region, .. } = problem.openings()[opening as usize];
        regions.entry(region).or_default().push((opening, uplift));
    }
    for gains in regions.values_mut() {
        gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    regions
}
