//! Plans measured otherwise: the worth of some units only, units sent to a region, anything linear in who goes where.
//!
//! A problem whose worth is a weighted sum of measures is a problem like any other: option values are summed, workers'
//! uplifts are weighed with their units (kinds of worker are split where units of different weight share them).

use crate::problem::{OWN, Problem};
use std::collections::BTreeMap;

/// What is counted of a plan: `sum over placed units of own x (option value + matched uplifts) + plus[unit, region]`, and a
/// part of every pair's worth. Units and pairs beyond the end of a list count 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// For each unit the multiple of its own worth (option value and matched uplifts) that counts.
    pub own: Vec<f64>,
    /// For each pair the multiple of its worth that counts.
    pub pairs: Vec<f64>,
    /// `(unit, region, amount)` counted beside, any sign; a region that is no option of the unit is never taken.
    pub plus: Vec<(u32, u32, f64)>,
}

impl Measure {
    /// The problem's own worth.
    #[must_use]
    pub fn worth(problem: &Problem) -> Self {
        Self { own: vec![1.0; problem.unit_count()], pairs: vec![1.0; problem.pairs.len()], plus: Vec::new() }
    }

    /// The worth of units, each at its own multiple; a pair counts at the mean of its two units' multiples.
    #[must_use]
    pub fn worth_of(problem: &Problem, own: Vec<f64>) -> Self {
        let at = |unit: u32| own.get(unit as usize).copied().unwrap_or(0.0);
        let pairs = problem.pairs.iter().map(|p| f64::midpoint(at(p.a), at(p.b))).collect();
        Self { own, pairs, plus: Vec::new() }
    }

    /// An amount for every option, 0 where none is meant.
    #[must_use]
    pub fn amounts(problem: &Problem, amount: impl Fn(usize, u32) -> f64) -> Self {
        let of = |unit: usize| problem.options(unit).map(move |(region, ..)| (unit, region));
        let all = (0..problem.unit_count()).flat_map(of);
        let plus = all.map(|(unit, region)| (unit as u32, region, amount(unit, region))).filter(|p| p.2 != 0.0);
        Self { plus: plus.collect(), ..Self::default() }
    }

    /// What it counts of a plan.
    #[must_use]
    pub fn level(&self, problem: &Problem, regions: &[Option<u32>], jobs: &[Vec<Option<u32>>]) -> f64 {
        let mut sum = 0.0;
        for (unit, &own) in self.own.iter().enumerate().filter(|(_, own)| **own != 0.0) {
            let Some(region) = regions.get(unit).copied().flatten() else { continue };
            let uplifts: f64 =
                problem.workers(unit).iter().zip(&jobs[unit]).map(|(&k, &o)| uplift(problem, k, o)).sum();
            sum += own * (problem.value(unit, region).unwrap_or(0.0) + uplifts);
        }
        for (pair, &share) in problem.pairs.iter().zip(&self.pairs) {
            let (a, b) = (regions[pair.a as usize], regions[pair.b as usize]);
            if a.is_some() && a == b {
                sum += share * pair.value;
            }
        }
        let there = |p: &&(u32, u32, f64)| regions[p.0 as usize] == Some(p.1);
        sum + self.plus.iter().filter(there).map(|p| p.2).sum::<f64>()
    }

    /// Whether it names only what there is, by finite numbers.
    pub(crate) fn fits(&self, problem: &Problem) -> bool {
        let known =
            |p: &(u32, u32, f64)| (p.0 as usize) < problem.unit_count() && p.1 < problem.regions && p.2.is_finite();
        let finite = |list: &[f64]| list.iter().all(|x| x.is_finite());
        let short = self.own.len() <= problem.unit_count() && self.pairs.len() <= problem.pairs.len();
        short && finite(&self.own) && finite(&self.pairs) && self.plus.iter().all(known)
    }

    fn own_of(&self, unit: usize) -> f64 {
        self.own.get(unit).copied().unwrap_or(0.0)
    }
}

fn uplift(problem: &Problem, kind: u32, opening: Option<u32>) -> f64 {
    let gains = &problem.kinds[kind as usize];
    let found = opening.and_then(|o| gains.binary_search_by_key(&o, |g| g.0).ok());
    found.map_or(0.0, |at| gains[at].1)
}

impl Problem {
    /// The same problem with other option values: `worth(unit, region, value)` must be finite. Openings, uplifts and pairs
    /// stay. Units of the matrix hold single precision: their worths are rounded up, so that a bound stays one.
    #[must_use]
    pub fn with_worths(&self, worth: impl Fn(usize, u32, f64) -> f64) -> Self {
        let mut other = self.clone();
        for unit in 0..self.units.len() {
            for option in self.option_span(unit) {
                other.option_value[option] = worth(unit, self.option_region[option], self.option_value[option]);
            }
            let row = self.units[unit].row;
            if row != OWN {
                let first = row as usize * self.regions as usize;
                for (at, &value) in self.matrix.worths(row).iter().enumerate().filter(|(_, v)| !v.is_nan()) {
                    other.matrix.values[first + at] = upward(worth(unit, at as u32, f64::from(value)));
                }
            }
        }
        other
    }
}

/// The least single-precision number that is not below.
fn upward(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) < value { near.next_up() } else { near }
}

/// A problem worth a weighted sum of measures.
pub(crate) struct Weighed {
    pub(crate) problem: Problem,
    /// No plan's worth is off by rounding by more than this.
    pub(crate) error: f64,
}

/// The problem whose worth is the sum of `weight x measure`. Where a weighted uplift or pair is negative it counts 0: a
/// worker need not take an opening, and for pairs the worth is then above the sum, so that a bound stays one.
pub(crate) fn weighed(problem: &Problem, parts: &[(&Measure, f64)]) -> Weighed {
    let units = problem.unit_count();
    let factor: Vec<f64> = (0..units).map(|u| parts.iter().map(|(m, weight)| weight * m.own_of(u)).sum()).collect();
    let mut plus: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut size = 0.0;
    for (measure, weight) in parts.iter().filter(|p| p.1 != 0.0) {
        for &(unit, region, amount) in &measure.plus {
            *plus.entry((unit, region)).or_insert(0.0) += weight * amount;
            size += (weight * amount).abs();
        }
    }
    let beside = |unit: usize, region: u32| plus.get(&(unit as u32, region)).copied().unwrap_or(0.0);
    let mut other = problem.with_worths(|unit, region, value| value * factor[unit] + beside(unit, region));
    for unit in 0..units {
        let most = problem.options(unit).map(|(_, value, _)| value.abs()).fold(0.0, f64::max);
        size += most * parts.iter().map(|(m, weight)| (weight * m.own_of(unit)).abs()).sum::<f64>();
    }
    weigh_workers(&mut other, problem, &factor);
    for (at, pair) in other.pairs.iter_mut().enumerate() {
        let share: f64 = parts.iter().map(|(m, weight)| weight * m.pairs.get(at).copied().unwrap_or(0.0)).sum();
        pair.value = (pair.value * share).max(0.0);
    }
    Weighed { problem: other, error: 1e-14 * size }
}

/// Splits the kinds of worker by the factors of their units.
fn weigh_workers(other: &mut Problem, problem: &Problem, factor: &[f64]) {
    let mut kinds: BTreeMap<(u32, u64), u32> = BTreeMap::new();
    other.kinds.clear();
    let mut at = 0;
    for (unit, &factor) in factor.iter().enumerate() {
        for &kind in problem.workers(unit) {
            let next = other.kinds.len() as u32;
            let of = *kinds.entry((kind, factor.to_bits())).or_insert(next);
            if of == next {
                let gains = problem.kinds[kind as usize].iter().map(|&(o, uplift)| (o, uplift * factor));
                other.kinds.push(gains.filter(|g| g.1 > 0.0).collect());
            }
            other.workers[at] = of;
            at += 1;
        }
    }
}
