//! Systems of many prices by conjugate gradients, made ready in two ways: the prices of one region are solved for together,
//! and so are shifts of all prices of one kind.
//!
//! Where places are just enough, all prices of a kind may go up and down together with little change to what anybody does:
//! ways so flat that gradients alone do not find them.

use crate::cholesky::{cholesky, dot, substitute};
use crate::dual::add;
use rayon::prelude::*;
use std::ops::Range;

/// Kinds whose shifts are solved for together, at most.
const KINDS: u32 = 64;

/// Rows in one part of a parallel sum.
const ROWS: usize = 256;

/// Steps at most, and how small what is left must be.
const STEPS: usize = 100;
const LEFT: f64 = 1e-4;

/// Where a variable belongs: its region and its rank among those of the region.
pub(super) type Spot = (u32, u32);

/// Solves a system near enough for a step, from what it makes of a vector and what makes it easier.
pub(super) fn solve(image: impl Fn(&[f64]) -> Vec<f64>, easier: &Easier, right: &[f64]) -> Vec<f64> {
    let n = right.len();
    let mut x = vec![0.0; n];
    let mut rest = right.to_vec();
    let mut eased = easier.ease(&rest);
    let mut ahead = eased.clone();
    let mut rho = dot(&rest, &eased);
    let enough = rho * LEFT;
    for _ in 0..STEPS {
        if rho.is_nan() || rho <= enough || rho <= 0.0 {
            break;
        }
        let image = image(&ahead);
        let bend = dot(&ahead, &image);
        if bend.is_nan() || bend <= 0.0 {
            break;
        }
        let length = rho / bend;
        for v in 0..n {
            x[v] += length * ahead[v];
            rest[v] -= length * image[v];
        }
        eased = easier.ease(&rest);
        let next = dot(&rest, &eased);
        for (ahead, eased) in ahead.iter_mut().zip(&eased) {
            *ahead = eased + next / rho * *ahead;
        }
        rho = next;
    }
    x
}

/// Of a system only each region's own part, and what shifts of all prices of a kind make of each other.
pub(super) struct Easier {
    spots: Vec<Spot>,
    /// For each variable the first of its region.
    first: Vec<u32>,
    /// Variables of each region, and where its matrix begins.
    regions: Vec<(Range<usize>, usize)>,
    /// For each variable, where its row of the region's matrix begins.
    row: Vec<usize>,
    own: Vec<f64>,
    kinds: usize,
    shifts: Vec<f64>,
}

impl Easier {
    /// Nothing yet.
    pub(super) fn new(spots: Vec<Spot>) -> Self {
        let (mut first, mut row, mut regions) = (Vec::new(), Vec::new(), Vec::new());
        let mut size = 0;
        for span in spots.chunk_by(|a, b| a.0 == b.0) {
            let start = first.len();
            regions.push((start..start + span.len(), size));
            for _ in span {
                first.push(start as u32);
                row.push(size);
                size += span.len();
            }
        }
        let kinds = spots.iter().map(|s| s.1.min(KINDS - 1) as usize + 1).max().unwrap_or(0);
        Self { spots, first, regions, row, own: vec![0.0; size], kinds, shifts: vec![0.0; kinds * kinds] }
    }

    pub(super) fn kinds(&self) -> usize {
        self.kinds
    }

    /// The kind of a variable.
    pub(super) fn kind(&self, v: u32) -> usize {
        self.spots[v as usize].1.min(KINDS - 1) as usize
    }

    /// Adds what is taken of a whole matrix.
    pub(super) fn take(&mut self, matrix: &[f64]) {
        let n = self.spots.len();
        for (span, start) in &self.regions {
            for (at, row) in span.clone().enumerate() {
                let entries = &matrix[row * n..][span.clone()];
                add(&mut self.own[start + at * span.len()..][..span.len()], entries);
            }
        }
        let parts: Vec<Vec<f64>> = matrix
            .par_chunks(ROWS * n)
            .enumerate()
            .map(|(part, rows)| {
                let mut sums = vec![0.0; self.kinds * self.kinds];
                for (row, entries) in (part * ROWS..).zip(rows.chunks(n)) {
                    let own = &mut sums[self.kind(row as u32) * self.kinds..][..self.kinds];
                    for (v, entry) in (0..).zip(entries) {
                        own[self.kind(v)] += entry;
                    }
                }
                sums
            })
            .collect();
        parts.iter().for_each(|part| add(&mut self.shifts, part));
    }

    /// Adds `vector vector'`, weighed for each region's own part and for shifts.
    pub(super) fn outer(&mut self, vector: &[(u32, f64)], own: f64, shift: f64) {
        for &(a, x) in vector {
            let (first, row, kind) = (self.first[a as usize], self.row[a as usize], self.kind(a) * self.kinds);
            for &(b, y) in vector {
                if self.first[b as usize] == first {
                    self.own[row + (b - first) as usize] += own * x * y;
                }
                let other = self.kind(b);
                self.shifts[kind + other] += shift * x * y;
            }
        }
    }

    /// Adds `weight sums sums'` to shifts.
    pub(super) fn shift(&mut self, sums: &[f64], weight: f64) {
        for (row, x) in self.shifts.chunks_mut(self.kinds.max(1)).zip(sums) {
            row.iter_mut().zip(sums).for_each(|(entry, y)| *entry += weight * x * y);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        add(&mut self.own, &other.own);
        add(&mut self.shifts, &other.shifts);
    }

    fn at(&self, v: usize) -> usize {
        self.row[v] + v - self.first[v] as usize
    }

    pub(super) fn diagonal(&self) -> Vec<f64> {
        (0..self.spots.len()).map(|v| self.own[self.at(v)]).collect()
    }

    pub(super) fn add_diagonal(&mut self, more: &[f64]) {
        for (v, more) in more.iter().enumerate() {
            let (at, kind) = (self.at(v), self.kind(v as u32));
            self.own[at] += more;
            self.shifts[kind * self.kinds + kind] += more;
        }
    }

    /// Ready to ease.
    pub(super) fn factored(mut self) -> Self {
        for (span, start) in &self.regions {
            cholesky(&mut self.own[*start..][..span.len() * span.len()], span.len());
        }
        cholesky(&mut self.shifts, self.kinds);
        self
    }

    /// A rough solution for this right side.
    pub(super) fn ease(&self, right: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.kinds];
        for (v, value) in (0..).zip(right) {
            sums[self.kind(v)] += value;
        }
        substitute(&self.shifts, &mut sums);
        let mut eased = right.to_vec();
        for (span, start) in &self.regions {
            substitute(&self.own[*start..], &mut eased[span.clone()]);
        }
        for (v, value) in (0..).zip(&mut eased) {
            *value += sums[self.kind(v)];
        }
        eased
    }
}
