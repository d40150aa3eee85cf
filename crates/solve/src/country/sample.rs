//! Some of a country's units that stand for all.
//!
//! Limits of a sample are scaled by what its units ask for, not by how many they are: where places are just enough,
//! half a per cent more or less asked for by chance would put all prices of a kind up or down together.

use super::limits::Limits;
use super::source::{CHUNK, Source};
use crate::dual::add;
use crate::problem::OWN;
use rayon::prelude::*;

/// Some of these, dealt by a hash of their index: the same for any number of threads. Units tied to each other stay together.
pub(super) fn of(source: &Source<'_>, open: &[u32], size: usize) -> Vec<u32> {
    if size == open.len() {
        return open.to_vec();
    }
    let mut dealt: Vec<(u32, u32)> = open.iter().map(|&u| (hash(source.ties.web(u)), u)).collect();
    dealt.select_nth_unstable(size);
    dealt.truncate(size);
    let mut ids: Vec<u32> = dealt.into_iter().map(|d| d.1).collect();
    ids.sort_unstable();
    ids
}

/// A lot.
pub(super) fn hash(unit: u32) -> u32 {
    let mut z = (u64::from(unit) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z >> 32) as u32
}

/// What units ask for of each row and opening: the use of all their options; of an opening, the workers who gain by it.
pub(super) fn asked(source: &Source<'_>, ids: &[u32]) -> Vec<f64> {
    let (problem, rows) = (source.problem, source.upper.len());
    let matrix = &problem.matrix;
    let parts: Vec<(Vec<f64>, Vec<f64>, Vec<f64>)> = ids
        .par_chunks(CHUNK)
        .map(|ids| {
            let mut own = vec![0.0; rows];
            let (mut kinds, mut workers) = (vec![0.0; matrix.kinds()], vec![0.0; problem.kinds.len()]);
            for &unit in ids {
                let unit = unit as usize;
                for &kind in problem.workers(unit) {
                    workers[kind as usize] += 1.0;
                }
                let row = problem.units[unit].row;
                if row != OWN {
                    matrix.uses(row).iter().for_each(|&(kind, amount)| kinds[kind as usize] += f64::from(amount));
                    continue;
                }
                for option in problem.option_span(unit) {
                    for &(row, amount) in problem.option_uses(option) {
                        own[row as usize] += f64::from(amount);
                    }
                }
            }
            (own, kinds, workers)
        })
        .collect();
    let (mut asked, mut kinds) = (vec![0.0; rows], vec![0.0; matrix.kinds()]);
    let mut workers = vec![0.0; problem.kinds.len()];
    for part in parts {
        add(&mut asked, &part.0);
        add(&mut kinds, &part.1);
        add(&mut workers, &part.2);
    }
    if matrix.rows() > 0 {
        for (kind, amount) in (0..).zip(&kinds) {
            for row in (0..problem.regions).filter_map(|region| matrix.row_of(kind, region)) {
                asked[row as usize] += amount;
            }
        }
    }
    let mut seekers = vec![0.0; problem.openings.len()];
    for (gains, count) in problem.kinds.iter().zip(&workers) {
        gains.iter().for_each(|&(opening, _)| seekers[opening as usize] += count);
    }
    asked.extend(seekers);
    asked
}

/// The limits that a sample shares in.
pub(super) fn limits(source: &Source<'_>, all: &[f64], sample: &[f64]) -> Limits {
    let share = |(all, part): (&f64, &f64)| if *all > 0.0 { part / all } else { 0.0 };
    let shares: Vec<f64> = all.iter().zip(sample).map(share).collect();
    let mut limits = source.limits();
    for limits in [&mut limits.upper, &mut limits.lower] {
        limits
            .iter_mut()
            .zip(&shares)
            .filter(|(limit, _)| limit.is_finite())
            .for_each(|(limit, share)| *limit *= share);
    }
    limits
}
