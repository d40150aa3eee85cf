//! The systems of Newton's steps on a pool: how its smoothed dual bends in the prices that are free, times the
//! temperature. Two forms of one thing: a matrix, and what becomes of a change of prices, unit by unit with no matrix.

use super::conjugate::{self, Easier};
use super::newton::{Point, Smoothed};
use crate::cholesky::{cholesky, dot, substitute};
use crate::dual::add;
use rayon::prelude::*;
use std::ops::Range;

/// Parts of a sum of matrices: few.
const PARTS: usize = 4;

/// Shares smaller than this bend nothing in a matrix.
const LEAST: f64 = 1e-7;

/// Shares smaller than this are left out of a matrix where options bend each other, times the square of how many options
/// a unit has: units that are undecided between a hundred regions would cost ten thousand products each. At most [`LARGE`].
const BENDS: f64 = 4e-5;
const LARGE: f64 = 0.04;

/// Free prices up to which systems are solved by factoring.
const FACTORED: usize = 60;

/// Of more, a matrix is made where the pool has at least so many uses for each of its entries: with fewer it costs more
/// to make than the system to solve without.
const DENSE: f64 = 4.0;

/// How the dual bends at a point.
pub(super) struct System<'a> {
    smoothed: &'a Smoothed<'a>,
    here: &'a Point,
    /// Prices that are free, those of a region together.
    free: &'a [u32],
    /// Place of each price among them.
    place: Vec<u32>,
}

impl<'a> System<'a> {
    pub(super) fn new(smoothed: &'a Smoothed<'a>, here: &'a Point, free: &'a [u32]) -> Self {
        let mut place = vec![u32::MAX; here.slope.len()];
        for (at, &v) in (0..).zip(free) {
            place[v as usize] = at;
        }
        Self { smoothed, here, free, place }
    }

    /// Solves `(bends + more) x = right`; `more` tells from the diagonal what is added to it.
    pub(super) fn solve(&self, right: &[f64], more: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
        let n = self.free.len();
        let few = (self.smoothed.pool.uses.len() as f64) < DENSE * (n * n) as f64;
        if n > FACTORED && few {
            let mut easier = self.summed();
            let more = more(&easier.diagonal());
            easier.add_diagonal(&more);
            let image = |change: &[f64]| {
                let mut image = self.image(change);
                image.iter_mut().zip(&more).zip(change).for_each(|((i, m), c)| *i += m * c);
                image
            };
            return conjugate::solve(image, &easier.factored(), right);
        }
        let mut matrix = self.matrix();
        let diagonal: Vec<f64> = (0..n).map(|v| matrix[v * n + v]).collect();
        more(&diagonal).iter().enumerate().for_each(|(v, more)| matrix[v * n + v] += more);
        if n > FACTORED {
            let matrix = mirrored(&matrix, n);
            let easier = {
                let mut easier = self.easier();
                easier.take(&matrix);
                easier.factored()
            };
            let image = |change: &[f64]| matrix.par_chunks(n).with_min_len(32).map(|row| dot(row, change)).collect();
            return conjugate::solve(image, &easier, right);
        }
        let mut x = right.to_vec();
        cholesky(&mut matrix, n);
        substitute(&matrix, &mut x);
        x
    }

    /// Free prices that an option takes, with how much of each; of an opening what its kind of workers takes on average.
    fn takes(&self, option: usize, takes: &mut Vec<(u32, f64)>) {
        let (jobs, rows) = (self.smoothed.source.jobs, self.smoothed.source.upper.len());
        takes.clear();
        for &(resource, amount) in self.smoothed.pool.uses(option) {
            let resource = resource as usize;
            if resource < rows {
                if self.place[resource] != u32::MAX {
                    takes.push((self.place[resource], f64::from(amount)));
                }
                continue;
            }
            for e in jobs.slot_edges((resource - rows) as u32).filter(|&e| self.here.edge_share[e] > 1e-6) {
                let at = self.place[rows + jobs.edges[e].0 as usize];
                if at != u32::MAX {
                    takes.push((at, f64::from(amount) * self.here.edge_share[e]));
                }
            }
        }
    }

    /// Slots of workers with how much each weighs and what it takes of free openings.
    fn slots(&self, mut see: impl FnMut(f64, &[(u32, f64)])) {
        let (jobs, rows) = (self.smoothed.source.jobs, self.smoothed.source.upper.len());
        let mut own: Vec<(u32, f64)> = Vec::new();
        for slot in 0..jobs.slots() as u32 {
            own.clear();
            for e in jobs.slot_edges(slot).filter(|&e| self.here.edge_share[e] > 1e-9) {
                let at = self.place[rows + jobs.edges[e].0 as usize];
                if at != u32::MAX {
                    own.push((at, self.here.edge_share[e]));
                }
            }
            // all is told times the temperature of units
            see(self.here.mass[rows + slot as usize] / self.smoothed.alike, &own);
        }
    }

    /// The lower half of the matrix.
    fn matrix(&self) -> Vec<f64> {
        let (units, n) = (self.smoothed.pool.units(), self.free.len());
        let spans: Vec<usize> = (0..units).step_by(units.div_ceil(PARTS).max(1)).collect();
        let parts: Vec<Vec<f64>> = spans
            .into_par_iter()
            .map(|start| {
                let mut part = vec![0.0; n * n];
                self.bend(start..(start + units.div_ceil(PARTS)).min(units), &mut part);
                part
            })
            .collect();
        let mut parts = parts.into_iter();
        let mut matrix = parts.next().unwrap_or_else(|| vec![0.0; n * n]);
        for part in parts {
            matrix.par_chunks_mut(1 << 14).zip(part.par_chunks(1 << 14)).for_each(|(sum, part)| add(sum, part));
        }
        self.slots(|mass, own| {
            for &(a, x) in own {
                matrix[a as usize * n + a as usize] += mass * x;
            }
            outer(&mut matrix, n, own, -mass);
        });
        matrix
    }

    /// Adds what some units bend: for shares `x` of options that take `a`, `sum x a a' - (sum x a)(sum x a)'`.
    ///
    /// The second sum is over the larger shares only. It is scaled up by what they leave out, so that prices which all go
    /// up or down together bend as they would with every share: that way is flat, and steps along it would be short for
    /// no reason. By Cauchy and Schwarz nothing bends downwards as long as it is not scaled by more than one over what
    /// they are together.
    fn bend(&self, span: Range<usize>, matrix: &mut [f64]) {
        let (pool, n) = (self.smoothed.pool, self.free.len());
        let wide = pool.region.len() as f64 / pool.units().max(1) as f64;
        let bends = (BENDS * wide * wide).min(LARGE);
        let mut takes: Vec<(u32, f64)> = Vec::new();
        let mut mean: Vec<(u32, f64)> = Vec::new();
        for unit in span {
            mean.clear();
            let (mut all, mut known) = (0.0, 0.0);
            for option in pool.options(unit) {
                let share = self.here.share[option];
                all += share;
                if !(LEAST..=1.0 - LEAST).contains(&share) {
                    continue;
                }
                self.takes(option, &mut takes);
                outer(matrix, n, &takes, share);
                if share >= bends {
                    known += share;
                    mean.extend(takes.iter().map(|&(v, x)| (v, share * x)));
                }
            }
            if known > 0.0 {
                outer(matrix, n, &mean, -(all * all / (known * known)).min(1.0 / known));
            }
        }
    }

    /// What becomes of the slopes with this change of prices.
    fn image(&self, change: &[f64]) -> Vec<f64> {
        let (jobs, rows) = (self.smoothed.source.jobs, self.smoothed.source.upper.len());
        let changed = |v: usize| self.place[v] as usize;
        let of = |v: usize| if self.place[v] == u32::MAX { 0.0 } else { change[changed(v)] };
        let mut felt: Vec<f64> = (0..rows).map(of).collect();
        for slot in 0..jobs.slots() as u32 {
            let edges = jobs.slot_edges(slot);
            felt.push(edges.map(|e| self.here.edge_share[e] * of(rows + jobs.edges[e].0 as usize)).sum());
        }
        let spans = self.smoothed.spans();
        let parts: Vec<Vec<f64>> = spans.into_par_iter().map(|span| self.image_of(span, &felt)).collect();
        let mut mass = vec![0.0; felt.len()];
        parts.iter().for_each(|part| add(&mut mass, part));
        let mut image = vec![0.0; change.len()];
        for v in (0..rows).filter(|&v| self.place[v] != u32::MAX) {
            image[changed(v)] = mass[v];
        }
        for slot in 0..jobs.slots() as u32 {
            let (felt, mass) = (felt[rows + slot as usize], mass[rows + slot as usize]);
            let own = self.here.mass[rows + slot as usize] / self.smoothed.alike;
            for e in jobs.slot_edges(slot) {
                let v = rows + jobs.edges[e].0 as usize;
                if self.place[v] != u32::MAX {
                    image[changed(v)] += self.here.edge_share[e] * (mass + own * (of(v) - felt));
                }
            }
        }
        image
    }

    /// What some units take more of each resource, from what is felt of each.
    fn image_of(&self, span: Range<usize>, felt: &[f64]) -> Vec<f64> {
        let pool = self.smoothed.pool;
        let mut mass = vec![0.0; felt.len()];
        let mut ways: Vec<f64> = Vec::new();
        for unit in span {
            ways.clear();
            let mut mean = 0.0;
            for option in pool.options(unit) {
                let way: f64 = pool.uses(option).iter().map(|&(r, amount)| f64::from(amount) * felt[r as usize]).sum();
                mean += self.here.share[option] * way;
                ways.push(way);
            }
            for (option, way) in pool.options(unit).zip(&ways) {
                let more = self.here.share[option] * (way - mean);
                for &(resource, amount) in pool.uses(option) {
                    mass[resource as usize] += f64::from(amount) * more;
                }
            }
        }
        mass
    }

    fn easier(&self) -> Easier {
        Easier::new(self.free.iter().map(|&v| self.smoothed.variables.spot[v as usize]).collect())
    }

    /// What makes the system easier, without its matrix.
    fn summed(&self) -> Easier {
        let spans = self.smoothed.spans();
        let parts: Vec<Easier> = spans.into_par_iter().map(|span| self.summed_of(span)).collect();
        let mut easier = self.easier();
        parts.iter().for_each(|part| easier.add(part));
        self.slots(|mass, own| {
            for &take in own {
                easier.outer(&[take], mass / take.1, mass / take.1);
            }
            easier.outer(own, -mass, -mass);
        });
        easier
    }

    fn summed_of(&self, span: Range<usize>) -> Easier {
        let mut easier = self.easier();
        let mut takes: Vec<(u32, f64)> = Vec::new();
        let mut mean: Vec<f64> = Vec::new();
        for unit in span {
            mean.clear();
            mean.resize(easier.kinds(), 0.0);
            for option in self.smoothed.pool.options(unit) {
                let share = self.here.share[option];
                if share > LEAST {
                    self.takes(option, &mut takes);
                    easier.outer(&takes, share * (1.0 - share), share);
                    takes.iter().for_each(|&(v, x)| mean[easier.kind(v)] += share * x);
                }
            }
            easier.shift(&mean, -1.0);
        }
        easier
    }
}

/// Adds `weight vector vector'` to the lower half of a matrix.
fn outer(matrix: &mut [f64], n: usize, vector: &[(u32, f64)], weight: f64) {
    for &(a, x) in vector {
        let row = &mut matrix[a as usize * n..=a as usize * n + a as usize];
        let wx = weight * x;
        for &(b, y) in vector {
            if b <= a {
                row[b as usize] += wx * y;
            }
        }
    }
}

/// A matrix with the upper half as the lower, so that a product reads whole rows.
fn mirrored(lower: &[f64], n: usize) -> Vec<f64> {
    let mut mirrored = lower.to_vec();
    mirrored.par_chunks_mut(n).enumerate().for_each(|(a, row)| {
        for b in a + 1..n {
            row[b] = lower[b * n + a];
        }
    });
    mirrored
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::pool::Pool;
    use crate::country::source::{Reach, Source};
    use crate::country::trust::Trust;
    use crate::matching::Jobs;
    use crate::{Inclusion, Opening, Problem, Row, UnitSpec};

    const REGIONS: u32 = 5;
    const UNITS: u32 = 60;

    /// Two uses of each region, one opening for each of two kinds of workers, and worths that leave nobody a clear best.
    fn country() -> Problem {
        let mut problem = Problem::new(REGIONS, Inclusion::Value);
        for _ in 0..2 * REGIONS {
            problem.row(Row { upper: Some(30), lower: 0 });
        }
        for at in 0..2 * REGIONS {
            problem.opening(Opening { region: at / 2, count: 3 });
        }
        for kind in 0..2 {
            problem.kind((0..2 * REGIONS).map(|o| (o, if o % 2 == kind { 0.5 } else { 0.2 })).collect());
        }
        for kind in 0..2 {
            let rows: Vec<Option<u32>> = (0..REGIONS).map(|r| Some(kind * REGIONS + r)).collect();
            problem.use_kind(&rows);
        }
        problem.matrix((0..UNITS * REGIONS).map(|at| (at * 7 % 11) as f32 / 11.0).collect());
        for unit in 0..UNITS {
            let spec = UnitSpec { workers: (0..unit % 3).map(|w| (unit + w) % 2).collect(), ..UnitSpec::default() };
            problem.matrix_unit(&[(0, 1 + unit % 5), (1, 1)], spec);
        }
        problem
    }

    /// The system of this country at small prices of all, one of which is held.
    fn at_small_prices(see: impl Fn(&System<'_>)) {
        let problem = country();
        let jobs = Jobs::of(&problem);
        let source = Source::new(&problem, &jobs, vec![false; UNITS as usize], vec![true; UNITS as usize]);
        let (variables, limits) = (source.variables(), source.limits());
        let prices = vec![0.05; 4 * REGIONS as usize];
        let all = Reach { width: 1e9, wait: 1e9 };
        let pool = Pool::gather(&source, &source.tariff(&prices), None, all, &[]);
        let trust = Trust::new(&variables, &prices, 1.0, 1.0);
        let smoothed = Smoothed {
            source: &source,
            pool: &pool,
            limits: &limits,
            variables: &variables,
            trust: &trust,
            alike: 0.5,
        };
        let here = smoothed.at(&prices, 0.5);
        let free: Vec<u32> = variables.order.iter().copied().filter(|&v| v != 3).collect();
        see(&System::new(&smoothed, &here, &free));
    }

    #[test]
    fn a_change_of_prices_becomes_the_same_with_the_matrix_and_without() {
        at_small_prices(|system| {
            let n = system.free.len();
            let matrix = mirrored(&system.matrix(), n);
            for v in 0..n {
                let change: Vec<f64> = (0..n).map(|at| if at == v { 1.0 } else { 0.01 * at as f64 }).collect();
                for (row, told) in matrix.chunks(n).zip(system.image(&change)) {
                    let product = dot(row, &change);
                    assert!((product - told).abs() <= 1e-9 * (1.0 + product.abs()), "{product} {told}");
                }
            }
            let (mut taken, summed) = (system.easier(), system.summed());
            taken.take(&matrix);
            let right = vec![1.0; n];
            for (a, b) in taken.factored().ease(&right).iter().zip(summed.factored().ease(&right)) {
                assert!((a - b).abs() <= 1e-9 * a.abs(), "{a} {b}");
            }
        });
    }

    #[test]
    fn what_is_solved_without_the_matrix_is_what_factors_solve() {
        at_small_prices(|system| {
            let n = system.free.len();
            let right: Vec<f64> = (0..n).map(|v| (v % 7) as f64 - 3.0).collect();
            let exact = system.solve(&right, |diagonal| vec![0.1; diagonal.len()]);
            let mut easier = system.summed();
            easier.add_diagonal(&vec![0.1; n]);
            let image = |change: &[f64]| system.image(change).iter().zip(change).map(|(i, c)| i + 0.1 * c).collect();
            let found = conjugate::solve(image, &easier.factored(), &right);
            let size = exact.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            for (a, b) in exact.iter().zip(&found) {
                assert!((a - b).abs() <= 0.02 * size, "{a} {b}");
            }
        });
    }
}
