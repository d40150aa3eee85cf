//! Newton's steps on the smoothed dual: its curvature as a matrix to factor, or as a product for conjugate gradients.
//!
//! For shares `x` of a unit's options that take `a`, the curvature is `(sum x a a' - (sum x a)(sum x a)') / temperature`,
//! and workers add the same form over the openings of their slot.

use crate::cholesky::{cholesky, substitute};
use crate::dual::{Dual, Smooth, add, chunks};
use rayon::prelude::*;

/// Probabilities up to which an option, or an opening, does not count for the curvature.
const FAINT: f64 = 1e-5;
const FAINT_EDGE: f64 = 1e-4;

/// Amounts by free variable.
type Sparse = Vec<(u32, f64)>;

impl Dual<'_> {
    /// Solves `(curvature + a little) step = -slope` over the free variables by Cholesky's factors.
    /// `room`: where the matrix is made, kept from step to step.
    pub(crate) fn newton_dense(&self, here: &Smooth, free: &[bool], heat: f64, damp: f64, room: &mut Room) -> Vec<f64> {
        // pairs' variables come first: each meets few others
        let pairs = self.model.opening_var + self.model.jobs.count.len();
        let places: Vec<usize> = (pairs..free.len()).chain(0..pairs).filter(|&v| free[v]).collect();
        let mut place = vec![u32::MAX; free.len()];
        for (at, &v) in places.iter().enumerate() {
            place[v] = at as u32;
        }
        let n = places.len();
        let matrix = self.curvature(here, &place, n, room);
        let mean = here.diagonal.iter().sum::<f64>() / (free.len() as f64).max(1.0);
        for at in 0..n {
            let diagonal = &mut matrix[at * n + at];
            *diagonal = *diagonal / heat + damp * (here.diagonal[places[at]] + mean) + 1e-300;
            for other in 0..at {
                matrix[at * n + other] /= heat;
            }
        }
        cholesky(matrix, n);
        let mut x: Vec<f64> = places.iter().map(|&v| -here.slope[v]).collect();
        substitute(matrix, &mut x);
        let mut step = vec![0.0; free.len()];
        for (at, &v) in places.iter().enumerate() {
            step[v] = x[at];
        }
        step
    }

    /// Solves `(curvature + a little) step = -slope` over the free variables by conjugate gradients.
    pub(crate) fn newton(&self, here: &Smooth, free: &[bool], heat: f64, damp: f64) -> Vec<f64> {
        let n = free.len();
        let mean = here.diagonal.iter().sum::<f64>() / (n as f64).max(1.0);
        let ridge: Vec<f64> = here.diagonal.iter().map(|d| (1e-7 + damp) * d + damp * mean + 1e-300).collect();
        let scale: Vec<f64> = (0..n).map(|v| 1.0 / (here.diagonal[v] + ridge[v])).collect();
        let mut step = vec![0.0; n];
        let mut rest: Vec<f64> = (0..n).map(|v| if free[v] { -here.slope[v] } else { 0.0 }).collect();
        let mut ahead: Vec<f64> = (0..n).map(|v| rest[v] * scale[v]).collect();
        let mut rho: f64 = (0..n).map(|v| rest[v] * ahead[v]).sum();
        let enough = rho * 1e-6;
        let count = free.iter().filter(|f| **f).count();
        for _ in 0..(count + 8).min(160) {
            if rho.is_nan() || rho <= enough || rho <= 0.0 {
                break;
            }
            let mut image = self.curve(here, &ahead, heat);
            for v in 0..n {
                image[v] = if free[v] { image[v] + ridge[v] * ahead[v] } else { 0.0 };
            }
            let bend: f64 = (0..n).map(|v| ahead[v] * image[v]).sum();
            if bend.is_nan() || bend <= 0.0 {
                break;
            }
            let length = rho / bend;
            for v in 0..n {
                step[v] += length * ahead[v];
                rest[v] -= length * image[v];
            }
            let next: f64 = (0..n).map(|v| rest[v] * rest[v] * scale[v]).sum();
            let keep = next / rho;
            for v in 0..n {
                ahead[v] = rest[v] * scale[v] + keep * ahead[v];
            }
            rho = next;
        }
        step
    }

    /// The lower half of the curvature (times the temperature) over the free variables.
    fn curvature<'r>(&self, here: &Smooth, place: &[u32], n: usize, room: &'r mut Room) -> &'r mut [f64] {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let dealt = wide_chunks(model.units());
        room.resize_with(dealt.len().max(1), Vec::new);
        room.par_iter_mut().zip(dealt.into_par_iter().chain([Vec::new()])).for_each(|(part, spans)| {
            part.clear();
            part.resize(n * n, 0.0);
            for (chunk, span) in spans {
                self.curvature_part(span, &here.share[chunk], &here.edge_share, place, n, part);
            }
        });
        let (matrix, parts) = room.split_at_mut(1);
        let matrix = &mut matrix[0];
        for part in parts {
            add(matrix, part);
        }
        let mut own: Vec<(usize, f64)> = Vec::new();
        for &slot in &self.slots_used {
            let mass = here.slot_mass[slot as usize];
            if mass <= 1e-12 {
                continue;
            }
            own.clear();
            for e in jobs.slot_edges(slot) {
                let at = place[first + jobs.edges[e].0 as usize];
                if at != u32::MAX && here.edge_share[e] > 1e-9 {
                    own.push((at as usize, here.edge_share[e]));
                }
            }
            for &(a, x) in &own {
                matrix[a * n + a] += mass * x;
                for &(b, y) in own.iter().filter(|o| o.0 <= a) {
                    matrix[a * n + b] -= mass * x * y;
                }
            }
        }
        matrix
    }

    fn curvature_part(
        &self,
        span: std::ops::Range<usize>,
        shares: &[f64],
        edge_share: &[f64],
        place: &[u32],
        n: usize,
        matrix: &mut [f64],
    ) {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let offset = model.option_start[span.start];
        let (mut takes, mut mean) = (Sparse::new(), Sparse::new());
        for unit in span {
            mean.clear();
            for option in model.options(unit) {
                let share = shares[(option - offset) as usize];
                if share >= 1.0 - FAINT {
                    mean.clear();
                    break;
                }
                if share <= FAINT {
                    continue;
                }
                takes.clear();
                let known = |var: usize, amount: f64| (place[var] != u32::MAX).then(|| (place[var], amount));
                takes.extend(model.cols(option).iter().filter_map(|&(var, amount)| known(var as usize, amount)));
                for &slot in model.slots(option) {
                    let edges = jobs.slot_edges(slot).filter(|&e| edge_share[e] > FAINT_EDGE);
                    takes.extend(edges.filter_map(|e| known(first + jobs.edges[e].0 as usize, edge_share[e])));
                }
                gather(&mut takes);
                add_square(matrix, n, &takes, share);
                mean.extend(takes.iter().map(|&(v, x)| (v, share * x)));
            }
            gather(&mut mean);
            add_square(matrix, n, &mean, -1.0);
        }
    }

    /// Curvature of the smoothed dual times a vector.
    fn curve(&self, here: &Smooth, along: &[f64], heat: f64) -> Vec<f64> {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let mut slot_along = vec![0.0; jobs.slots()];
        for &slot in &self.slots_used {
            slot_along[slot as usize] =
                jobs.slot_edges(slot).map(|e| here.edge_share[e] * along[first + jobs.edges[e].0 as usize]).sum();
        }
        let parts: Vec<(Vec<f64>, Vec<f64>)> = chunks(model.units())
            .into_par_iter()
            .zip(&here.share)
            .map(|(span, shares)| self.curve_part(span, shares, along, &slot_along))
            .collect();
        let mut image = vec![0.0; model.vars.len()];
        let mut slot_pull = vec![0.0; jobs.slots()];
        for (part, pull) in &parts {
            add(&mut image, part);
            add(&mut slot_pull, pull);
        }
        for &slot in &self.slots_used {
            let (mass, pull, mean) =
                (here.slot_mass[slot as usize], slot_pull[slot as usize], slot_along[slot as usize]);
            for e in jobs.slot_edges(slot) {
                let var = first + jobs.edges[e].0 as usize;
                image[var] += here.edge_share[e] * (pull + mass * (along[var] - mean));
            }
        }
        for i in &mut image {
            *i /= heat;
        }
        image
    }

    fn curve_part(
        &self,
        span: std::ops::Range<usize>,
        shares: &[f64],
        along: &[f64],
        slot_along: &[f64],
    ) -> (Vec<f64>, Vec<f64>) {
        let model = self.model;
        let mut image = vec![0.0; model.vars.len()];
        let mut pull = vec![0.0; model.jobs.slots()];
        let offset = model.option_start[span.start];
        let turn = |option: u32| {
            let rows: f64 = model.cols(option).iter().map(|&(var, amount)| amount * along[var as usize]).sum();
            rows + model.slots(option).iter().map(|&s| slot_along[s as usize]).sum::<f64>()
        };
        for unit in span {
            let share = |o: u32| shares[(o - offset) as usize];
            let mean: f64 = model.options(unit).filter(|&o| share(o) > 1e-12).map(|o| share(o) * turn(o)).sum();
            for option in model.options(unit).filter(|&o| share(o) > 1e-12) {
                let weight = share(option) * (turn(option) - mean);
                for &(var, amount) in model.cols(option) {
                    image[var as usize] += weight * amount;
                }
                for &slot in model.slots(option) {
                    pull[slot as usize] += weight;
                }
            }
        }
        (image, pull)
    }
}

/// Sorts by variable and sums what stands twice.
fn gather(vector: &mut Sparse) {
    vector.sort_unstable_by_key(|entry| entry.0);
    vector.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

/// Adds the vector's product with itself, weighed, to the lower half of a matrix.
fn add_square(matrix: &mut [f64], n: usize, vector: &[(u32, f64)], weight: f64) {
    for (at, &(a, x)) in vector.iter().enumerate() {
        let row = &mut matrix[a as usize * n..][..n];
        let weighed = weight * x;
        for &(b, y) in &vector[..=at] {
            row[b as usize] += weighed * y;
        }
    }
}

/// Matrices that are kept from step to step.
pub(crate) type Room = Vec<Vec<f64>>;

/// Sums of the curvature that are made in parallel where there are many units: each is a whole matrix, so few.
const SUMS: usize = 3;

/// Units up to which one sum is made.
const ALONE: usize = 1024;

/// Chunks dealt to the sums, each with its number.
fn wide_chunks(units: usize) -> Vec<Vec<(usize, std::ops::Range<usize>)>> {
    let all: Vec<(usize, std::ops::Range<usize>)> = chunks(units).into_iter().enumerate().collect();
    let sums = if units <= ALONE { 1 } else { SUMS };
    all.chunks(all.len().div_ceil(sums).max(1)).map(<[_]>::to_vec).collect()
}
