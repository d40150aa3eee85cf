//! Units that all count one, of one limit per region: a transportation problem, solved exactly.
//!
//! Regions are nodes; the best change of a unit from one region to another is an arc; node 0 is waiting, and room that is
//! left. A plan is best when no ring of arcs gains (Klein 1967), and then the longest ways from node 0 are prices that
//! prove it. Between a plan that is nearly best and the best lie few rings.

use super::source::{CHUNK, Source};
use crate::problem::OWN;
use rayon::prelude::*;

/// Rings that may be followed, for each node: none is expected to be near.
const RINGS: usize = 2000;

/// The best change from one node to another: its gain and the unit that makes it.
type Arc = (f64, u32);

/// No unit: room that is left moves instead.
const NOBODY: u32 = u32::MAX;

/// Regions with their rows, where every option uses one place of one row that no other region shares.
pub(crate) struct Transport<'s, 'a> {
    source: &'s Source<'a>,
    row: Vec<Option<u32>>,
}

impl<'s, 'a> Transport<'s, 'a> {
    /// The problem as a transportation problem, if it is one.
    pub(crate) fn of(source: &'s Source<'a>) -> Option<Self> {
        let problem = source.problem;
        if !source.jobs.edges.is_empty() || !source.ties.is_empty() {
            return None;
        }
        let mut row: Vec<Option<u32>> = vec![None; problem.regions as usize];
        let mut region: Vec<Option<u32>> = vec![None; source.upper.len()];
        let mut pair = |r: u32, row_of: u32| {
            let (known_row, known_region) = (&mut row[r as usize], &mut region[row_of as usize]);
            let fits = known_row.is_none_or(|k| k == row_of) && known_region.is_none_or(|k| k == r);
            (*known_row, *known_region) = (Some(row_of), Some(r));
            fits && source.upper[row_of as usize].is_some()
        };
        let mut last: Option<&[(u32, u32)]> = None;
        for unit in 0..source.units() {
            let at = problem.units[unit].row;
            if at != OWN {
                let uses = problem.matrix.uses(at);
                if last != Some(uses) {
                    let &[(kind, 1)] = uses else { return None };
                    let one = |r: u32| problem.matrix.row_of(kind, r).is_some_and(|row| pair(r, row));
                    if !(0..problem.regions).all(one) {
                        return None;
                    }
                    last = Some(uses);
                }
                continue;
            }
            for option in problem.option_span(unit) {
                let &[(row, 1)] = problem.option_uses(option) else { return None };
                if !pair(problem.option_region[option], row) {
                    return None;
                }
            }
        }
        Some(Self { source, row })
    }

    /// Moves units along rings that gain until there is none; gives the prices that prove it, of rows.
    pub(crate) fn settle(&self, regions: &mut [Option<u32>], near: &[u32]) -> Option<Vec<f64>> {
        let all: Vec<u32> = (0..self.source.units() as u32).collect();
        let mut prices = None;
        for ids in [near, &all] {
            for _ in 0..RINGS {
                let arcs = self.arcs(regions, ids);
                match self.rings(&arcs) {
                    Ok(longest) => {
                        prices = Some(longest);
                        break;
                    }
                    Err(ring) => {
                        prices = None;
                        self.follow(&ring, regions);
                    }
                }
            }
        }
        let longest = prices?;
        let mut of_row = vec![0.0; self.source.upper.len()];
        for (region, row) in self.row.iter().enumerate() {
            if let Some(row) = row {
                of_row[*row as usize] = longest[region + 1];
            }
        }
        Some(of_row)
    }

    /// The best arc between any two nodes, `from * nodes + to`.
    fn arcs(&self, regions: &[Option<u32>], ids: &[u32]) -> Vec<Arc> {
        let nodes = self.row.len() + 1;
        let node = |region: Option<u32>| region.map_or(0, |r| r as usize + 1);
        let none = || vec![(f64::NEG_INFINITY, NOBODY); nodes * nodes];
        let better = |best: &mut Arc, arc: Arc| {
            if arc.0 > best.0 || arc.0 == best.0 && arc.1 < best.1 {
                *best = arc;
            }
        };
        let parts: Vec<Vec<Arc>> = ids
            .par_chunks(8 * CHUNK)
            .map(|ids| {
                let mut part = none();
                for &unit in ids.iter().filter(|&&u| self.source.open[u as usize]) {
                    let here = regions[unit as usize];
                    let worth = here.map_or(0.0, |r| self.source.problem.value(unit as usize, r).unwrap_or(0.0));
                    let from = &mut part[node(here) * nodes..(node(here) + 1) * nodes];
                    for (region, value, uses) in self.source.problem.options(unit as usize) {
                        if Some(region) != here && self.source.admits(uses) {
                            better(&mut from[region as usize + 1], (value - worth, unit));
                        }
                    }
                    if here.is_some() && !self.source.must[unit as usize] {
                        better(&mut from[0], (-worth, unit));
                    }
                }
                part
            })
            .collect();
        let mut arcs = none();
        for part in parts {
            arcs.iter_mut().zip(part).for_each(|(best, arc)| better(best, arc));
        }
        let mut used = vec![0_u64; nodes];
        regions.iter().for_each(|&r| used[node(r)] += 1);
        for (region, row) in self.row.iter().enumerate() {
            let room = row.and_then(|row| self.source.upper[row as usize]).is_some_and(|u| used[region + 1] < u);
            if room {
                better(&mut arcs[(region + 1) * nodes], (0.0, NOBODY));
            }
            // at its lower limit nobody leaves for nothing
            let least = self.least(region);
            if least == 0 || used[region + 1] > least {
                better(&mut arcs[region + 1], (0.0, NOBODY));
            }
        }
        arcs
    }

    /// The longest ways from node 0, or a ring that gains: its `(node, arc to the next)`.
    fn rings(&self, arcs: &[Arc]) -> Result<Vec<f64>, Vec<(usize, Arc)>> {
        let nodes = self.row.len() + 1;
        let size = arcs.iter().map(|a| if a.0.is_finite() { a.0.abs() } else { 0.0 }).fold(0.0, f64::max);
        let mut longest = vec![f64::NEG_INFINITY; nodes];
        let mut by = vec![usize::MAX; nodes];
        longest[0] = 0.0;
        // at its lower limit a region may be reached by nobody: its price is then as low as need be
        for region in (0..self.row.len()).filter(|&r| self.least(r) > 0) {
            longest[region + 1] = -2.0 * nodes as f64 * size;
        }
        for _ in 0..=2 * nodes {
            let mut changed = false;
            for from in 0..nodes {
                for to in 0..nodes {
                    let reached = longest[from] + arcs[from * nodes + to].0;
                    if from != to && reached > longest[to] + 1e-13 * size {
                        (longest[to], by[to]) = (reached, from);
                        changed = true;
                    }
                }
            }
            if !changed {
                return Ok(self.prices(&longest));
            }
            if let Some(ring) = ring(&by) {
                return Err(ring.into_iter().map(|(from, to)| (from, arcs[from * nodes + to])).collect());
            }
        }
        Ok(self.prices(&longest))
    }

    /// The lower limit of a region.
    fn least(&self, region: usize) -> u64 {
        self.row[region].map_or(0, |row| self.source.lower[row as usize])
    }

    /// Longest ways as prices of nodes: below 0 only where there is a lower limit.
    fn prices(&self, longest: &[f64]) -> Vec<f64> {
        let held = |node: usize| node > 0 && self.least(node - 1) > 0;
        longest.iter().enumerate().map(|(node, &l)| if held(node) { l } else { l.max(0.0) }).collect()
    }

    /// Every unit of a ring goes where its arc leads.
    fn follow(&self, ring: &[(usize, Arc)], regions: &mut [Option<u32>]) {
        for (at, &(_, (_, unit))) in ring.iter().enumerate() {
            if unit != NOBODY {
                let to = ring[(at + 1) % ring.len()].0;
                regions[unit as usize] = (to > 0).then(|| to as u32 - 1);
            }
        }
    }
}

/// A ring among the arcs by which nodes were reached, in the order in which it is followed.
fn ring(by: &[usize]) -> Option<Vec<(usize, usize)>> {
    let mut seen = vec![usize::MAX; by.len()];
    for start in 0..by.len() {
        let mut at = start;
        while at != usize::MAX && seen[at] == usize::MAX {
            seen[at] = start;
            at = by[at];
        }
        if at == usize::MAX || seen[at] != start {
            continue;
        }
        let first = at;
        let mut ring = Vec::new();
        loop {
            ring.push((by[at], at));
            at = by[at];
            if at == first {
                ring.reverse();
                return Some(ring);
            }
        }
    }
    None
}
