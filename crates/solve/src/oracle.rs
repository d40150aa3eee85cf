//! The same problem solved by HiGHS (feature `highs`): an oracle for tests, and a second opinion for a caller who can wait.
//!
//! One binary column for each option; workers of one kind in one region flow to openings there, which for given
//! options is a transportation problem and so needs no integers; a pair in one region is a column below both options.

use crate::problem::{Inclusion, Problem};
use highs::{Col, HighsModelStatus, RowProblem, Sense};
use std::collections::BTreeMap;

/// What HiGHS says.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// For each unit its region; `None` = it waits.
    pub regions: Vec<Option<u32>>,
    /// Worth of this plan as HiGHS sums it.
    pub value: f64,
    /// HiGHS's own bound, in its own tolerances: no proof in the sense of [`crate::Solution::bound`].
    pub bound: f64,
    /// Whether HiGHS calls the plan optimal.
    pub optimal: bool,
}

/// Solves by HiGHS within so many seconds, with a plan to begin with where there is one.
///
/// [`None`] when HiGHS finds no plan, or when inclusion is by order or by several classes, which is no single objective.
///
/// # Panics
/// When HiGHS refuses the model.
#[must_use]
pub fn by_highs(problem: &Problem, start: Option<&[Option<u32>]>, seconds: f64) -> Option<Opinion> {
    let mut classes: Vec<u32> = problem.units.iter().map(|u| u.class).collect();
    classes.sort_unstable();
    classes.dedup();
    if problem.inclusion() == Inclusion::Order || problem.inclusion() == Inclusion::Value && classes.len() > 1 {
        return None;
    }
    let (rows, columns) = pose(problem);
    let mut model = rows.optimise(Sense::Maximise);
    model.make_quiet();
    model.set_option("time_limit", seconds);
    model.set_option("threads", 1);
    model.set_option("mip_rel_gap", 0.0);
    model.set_option("mip_abs_gap", 1e-9);
    if let Some(start) = start {
        let mut values = vec![0.0; model.num_cols()];
        for (at, &(unit, region, _)) in columns.iter().enumerate() {
            values[at] = f64::from(u8::from(start[unit] == Some(region)));
        }
        model.set_solution(Some(&values), None, None, None);
    }
    let solved = model.solve();
    let solution = solved.get_solution();
    let values = solution.columns();
    if values.is_empty() || !solved.objective_value().is_finite() {
        return None;
    }
    let optimal = solved.status() == HighsModelStatus::Optimal;
    if !optimal && solved.status() != HighsModelStatus::ReachedTimeLimit {
        return None;
    }
    let mut regions = vec![None; problem.unit_count()];
    for (at, &(unit, region, _)) in columns.iter().enumerate() {
        if values[at] > 0.5 {
            regions[unit] = Some(region);
        }
    }
    let bound = solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::INFINITY);
    Some(Opinion { regions, value: solved.objective_value(), bound, optimal })
}

/// Unit and region of each option's column; these columns come first.
type Columns = Vec<(usize, u32, Col)>;

/// A row's columns with their factors.
type Factors = Vec<(Col, f64)>;

fn pose(problem: &Problem) -> (RowProblem, Columns) {
    let mut model = RowProblem::default();
    let mut columns: Columns = Vec::new();
    let mut used: Vec<Factors> = vec![Vec::new(); problem.rows().len()];
    let mut present: BTreeMap<(u32, u32), Factors> = BTreeMap::new();
    for unit in 0..problem.unit_count() {
        let mut ways = Vec::new();
        for (region, value, uses) in problem.options(unit) {
            let column = model.add_integer_column(value, 0..=1);
            for (row, amount) in uses {
                used[row as usize].push((column, f64::from(amount)));
            }
            for &kind in problem.workers(unit) {
                // two workers of one kind are one factor: HiGHS takes a column once in a row
                let there = present.entry((kind, region)).or_default();
                match there.last_mut() {
                    Some(last) if last.0 == column => last.1 -= 1.0,
                    _ => there.push((column, -1.0)),
                }
            }
            ways.push((column, 1.0));
            columns.push((unit, region, column));
        }
        let must = problem.units[unit].must_place || problem.inclusion() == Inclusion::Everyone;
        model.add_row(f64::from(u8::from(must))..=1.0, ways);
    }
    for (row, factors) in problem.rows().iter().zip(used) {
        let upper = row.upper.map_or(f64::INFINITY, |u| u as f64);
        model.add_row(row.lower as f64..=upper, factors);
    }
    let mut taken: Vec<Factors> = vec![Vec::new(); problem.openings().len()];
    for ((kind, region), mut flow) in present {
        for &(opening, uplift) in &problem.kinds()[kind as usize] {
            if problem.openings()[opening as usize].region == region {
                let column = model.add_column(uplift, 0..);
                flow.push((column, 1.0));
                taken[opening as usize].push((column, 1.0));
            }
        }
        model.add_row(..=0.0, flow);
    }
    for (opening, factors) in problem.openings().iter().zip(taken) {
        model.add_row(..=f64::from(opening.count), factors);
    }
    for pair in problem.pairs() {
        let of = |unit: u32| columns.iter().filter(move |c| c.0 == unit as usize);
        for &(_, region, a) in of(pair.a) {
            if let Some(&(_, _, b)) = of(pair.b).find(|c| c.1 == region) {
                let both = model.add_column(pair.value, 0..=1);
                model.add_row(..=0.0, [(both, 1.0), (a, -1.0)]);
                model.add_row(..=0.0, [(both, 1.0), (b, -1.0)]);
            }
        }
    }
    (model, columns)
}
