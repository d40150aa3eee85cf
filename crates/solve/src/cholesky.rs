//! Systems of equations with a positive matrix: Cholesky's factor within the envelope of the rows.
//!
//! Entries left of a row's first one stay zero in the factor (George and Liu 1981), so that variables that meet few
//! others cost little when they come first. Every entry is one sum in one order, so that the factor does not depend on
//! threads.

use rayon::prelude::*;

/// Columns that are factored before the rows below them are brought up to date, in parallel.
const BLOCK: usize = 16;

/// Rows from which on a system is worth sharing between threads.
const SHARED: usize = 200;

/// The lower Cholesky factor in place; a pivot lost to rounding is made harmless.
pub(crate) fn cholesky(matrix: &mut [f64], n: usize) {
    let first = envelope(matrix, n);
    for start in (0..n).step_by(BLOCK) {
        let end = (start + BLOCK).min(n);
        let (top, below) = matrix.split_at_mut(end * n);
        factor_block(top, n, start..end, &first);
        let fours = |(at, rows): (usize, &mut [f64])| {
            let rows_first = &first[end + 4 * at..][..rows.len() / n];
            let from = rows_first.iter().copied().min().unwrap_or(0);
            if rows.len() == 4 * n {
                reduce_four(rows, top, n, start.max(from)..end, (&first, from));
            } else {
                for (row, &from) in rows.chunks_mut(n).zip(rows_first) {
                    reduce(row, top, n, start.max(from)..end, (&first, from));
                }
            }
        };
        if n < SHARED {
            below.chunks_mut(4 * n).enumerate().for_each(fours);
        } else {
            below.par_chunks_mut(4 * n).with_min_len(4).enumerate().for_each(fours);
        }
    }
}

/// Solves a system whose lower Cholesky factor is given, in place.
pub(crate) fn substitute(factor: &[f64], x: &mut [f64]) {
    let n = x.len();
    for at in 0..n {
        let row = &factor[at * n..][..=at];
        x[at] = (x[at] - dot(&row[..at], &x[..at])) / row[at];
    }
    for at in (0..n).rev() {
        let row = &factor[at * n..][..=at];
        x[at] /= row[at];
        let here = x[at];
        for (other, entry) in x[..at].iter_mut().zip(row) {
            *other -= entry * here;
        }
    }
}

/// The first column of each row that is not zero.
fn envelope(matrix: &[f64], n: usize) -> Vec<usize> {
    (0..n).map(|at| matrix[at * n..][..at].iter().position(|&entry| entry != 0.0).unwrap_or(at)).collect()
}

/// The triangle on the diagonal.
fn factor_block(top: &mut [f64], n: usize, columns: std::ops::Range<usize>, first: &[usize]) {
    for at in columns.clone() {
        let (above, row) = top.split_at_mut(at * n);
        let from = first[at];
        reduce(row, above, n, columns.start.max(from)..at, (first, from));
        let pivot = row[at] - dot(&row[from..at], &row[from..at]);
        row[at] =
            if pivot > 1e-14 * row[at] && pivot > 0.0 { pivot.sqrt() } else { (row[at].abs() * 1e6 + 1e-150).sqrt() };
    }
}

/// Entries of a row in the given columns, from the rows above; `from`: where the row begins.
fn reduce(row: &mut [f64], above: &[f64], n: usize, columns: std::ops::Range<usize>, (first, from): (&[usize], usize)) {
    for other in columns {
        let from = from.max(first[other]).min(other);
        let left = &above[other * n..][..=other];
        row[other] = (row[other] - dot(&row[from..other], &left[from..other])) / left[other];
    }
}

/// The same for four rows at a time: what is read of the rows above serves all four.
fn reduce_four(
    rows: &mut [f64],
    above: &[f64],
    n: usize,
    columns: std::ops::Range<usize>,
    (first, from): (&[usize], usize),
) {
    let (one, rest) = rows.split_at_mut(n);
    let (two, rest) = rest.split_at_mut(n);
    let (three, four) = rest.split_at_mut(n);
    for other in columns {
        let from = from.max(first[other]).min(other);
        let left = &above[other * n..][..=other];
        let span = from..other;
        let sums = dot_four(
            [&one[span.clone()], &two[span.clone()], &three[span.clone()], &four[span.clone()]],
            &left[span.clone()],
        );
        for (row, sum) in [&mut *one, &mut *two, &mut *three, &mut *four].into_iter().zip(sums) {
            row[other] = (row[other] - sum) / left[other];
        }
    }
}

/// Four dot products with one vector, in four fixed lanes each.
fn dot_four(a: [&[f64]; 4], b: &[f64]) -> [f64; 4] {
    const LANES: usize = 4;
    let whole = b.len() / LANES * LANES;
    let mut lanes = [[0.0; LANES]; 4];
    let parts = b.chunks_exact(LANES).zip(a[0].chunks_exact(LANES)).zip(a[1].chunks_exact(LANES));
    let parts = parts.zip(a[2].chunks_exact(LANES).zip(a[3].chunks_exact(LANES)));
    for (((y, a0), a1), (a2, a3)) in parts {
        for lane in 0..LANES {
            lanes[0][lane] += a0[lane] * y[lane];
            lanes[1][lane] += a1[lane] * y[lane];
            lanes[2][lane] += a2[lane] * y[lane];
            lanes[3][lane] += a3[lane] * y[lane];
        }
    }
    std::array::from_fn(|row| {
        let rest: f64 = (whole..b.len()).map(|at| a[row][at] * b[at]).sum();
        lanes[row].iter().sum::<f64>() + rest
    })
}

/// A dot product in eight fixed lanes.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (mut left, mut right) = (a.chunks_exact(8), b.chunks_exact(8));
    for (x, y) in left.by_ref().zip(right.by_ref()) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f64>() + rest
}
