//! Systems of many prices by conjugate gradients, made ready in two ways: the prices of one region are solved for together,
//! and so are shifts of all prices of one kind.
//!
//! Where places are just enough, all prices of a kind may go up and down together with little change to what anybody does:
//! ways so flat that gradients alone do not find them.

use crate::cholesky::{cholesky, dot, substitute};
use crate::dual::add;
use rayon::prelude::*;

/// Kinds whose shifts are solved for together, at most.
const KINDS: u32 = 64;

/// Parts of a parallel sum.
const PARTS: usize = 4;

/// Steps at most, and how small what is left must be.
const STEPS: usize = 100;
const LEFT: f64 = 1e-4;

/// Where a variable belongs: its region and its rank among those of the region.
pub(super) type Spot = (u32, u32);

/// Solves a system of which the lower half is given, near enough for a step. Variables of a region stand together.
pub(super) fn solve(lower: &[f64], spots: &[Spot], right: &[f64]) -> Vec<f64> {
    let n = spots.len();
    // the upper half as well, so that a product reads whole rows
    let mut mirrored = lower.to_vec();
    mirrored.par_chunks_mut(n).enumerate().for_each(|(a, row)| {
        for b in a + 1..n {
            row[b] = lower[b * n + a];
        }
    });
    let ready = Ready::new(&mirrored, spots);
    let mut x = vec![0.0; n];
    let mut rest = right.to_vec();
    let mut eased = ready.ease(&rest);
    let mut ahead = eased.clone();
    let mut rho = dot(&rest, &eased);
    let enough = rho * LEFT;
    for _ in 0..STEPS {
        if rho.is_nan() || rho <= enough || rho <= 0.0 {
            break;
        }
        let image: Vec<f64> = mirrored.par_chunks(n).with_min_len(32).map(|row| dot(row, &ahead)).collect();
        let bend = dot(&ahead, &image);
        if bend.is_nan() || bend <= 0.0 {
            break;
        }
        let length = rho / bend;
        for v in 0..n {
            x[v] += length * ahead[v];
            rest[v] -= length * image[v];
        }
        eased = ready.ease(&rest);
        let next = dot(&rest, &eased);
        for (ahead, eased) in ahead.iter_mut().zip(&eased) {
            *ahead = eased + next / rho * *ahead;
        }
        rho = next;
    }
    x
}

/// What makes a system easier: factors of each region's own part, and of the shifts of kinds.
struct Ready<'a> {
    spots: &'a [Spot],
    /// First variable and factor of each region.
    regions: Vec<(usize, Vec<f64>)>,
    kinds: usize,
    shifts: Vec<f64>,
}

impl<'a> Ready<'a> {
    fn new(matrix: &[f64], spots: &'a [Spot]) -> Self {
        let n = spots.len();
        let mut regions = Vec::new();
        let mut start = 0;
        for span in spots.chunk_by(|a, b| a.0 == b.0) {
            let size = span.len();
            let mut own: Vec<f64> = Vec::with_capacity(size * size);
            for row in start..start + size {
                own.extend_from_slice(&matrix[row * n + start..][..size]);
            }
            cholesky(&mut own, size);
            regions.push((start, own));
            start += size;
        }
        let kinds = spots.iter().map(|s| s.1.min(KINDS - 1) as usize + 1).max().unwrap_or(0);
        let rows = n.div_ceil(PARTS).max(1);
        let parts: Vec<Vec<f64>> = matrix
            .par_chunks(rows * n.max(1))
            .enumerate()
            .map(|(part, chunk)| {
                let mut sums = vec![0.0; kinds * kinds];
                for (row, entries) in chunk.chunks(n).enumerate() {
                    let own = &mut sums[kind(spots[part * rows + row]) * kinds..][..kinds];
                    for (entry, &spot) in entries.iter().zip(spots) {
                        own[kind(spot)] += entry;
                    }
                }
                sums
            })
            .collect();
        let mut shifts = vec![0.0; kinds * kinds];
        parts.iter().for_each(|part| add(&mut shifts, part));
        cholesky(&mut shifts, kinds);
        Self { spots, regions, kinds, shifts }
    }

    /// A rough solution for this right side.
    fn ease(&self, right: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.kinds];
        for (&spot, value) in self.spots.iter().zip(right) {
            sums[kind(spot)] += value;
        }
        substitute(&self.shifts, &mut sums);
        let mut eased = right.to_vec();
        for ((start, factor), end) in
            self.regions.iter().zip(self.regions.iter().skip(1).map(|r| r.0).chain([right.len()]))
        {
            substitute(factor, &mut eased[*start..end]);
        }
        for (&spot, value) in self.spots.iter().zip(&mut eased) {
            *value += sums[kind(spot)];
        }
        eased
    }
}

fn kind(spot: Spot) -> usize {
    spot.1.min(KINDS - 1) as usize
}
