//! What moved between two plans, as cycles and chains of regions.
//!
//! Parties that move are arrows from region to region. Where as many arrows leave a region as come to it they close to
//! cycles; what is left over are chains, which end in places that were free or that a larger family has left. Short cycles are
//! taken first: two families that swap are easier to follow than seven in a ring.

use crate::pose::Posed;
use qonys_model::{Exchange, RegionIx, Traded};
use std::collections::VecDeque;

/// Decomposes the moves between two plans. Every move stands in one exchange.
pub(super) fn exchanges(posed: &Posed<'_>, before: &[Option<u32>], after: &[Option<u32>]) -> Vec<Exchange> {
    let place = |r: u32| RegionIx::from(r as usize);
    let mut arrows = Arrows::new(posed.package.regions.len());
    let mut chains = Vec::new();
    for (party, (from, to)) in before.iter().zip(after).enumerate() {
        match (from, to) {
            (Some(from), Some(to)) if from != to => arrows.add(*from as usize, *to as usize, party),
            (None, Some(to)) => chains.push((party, *to)),
            _ => {}
        }
    }
    let moved = |party: usize| Traded {
        households: posed.parties.list[party].households.clone(),
        from: before[party].map(place),
        to: place(after[party].expect("it moved somewhere")),
    };
    let exchange = |parties: &[usize], cycle| Exchange { moves: parties.iter().map(|&p| moved(p)).collect(), cycle };
    let mut found = Vec::new();
    while let Some(cycle) = arrows.shortest_cycle() {
        found.push(exchange(&cycle, true));
    }
    // who waited takes a place that a chain leaves
    for (party, to) in chains {
        let mut parties = vec![party];
        parties.extend(arrows.walk(to as usize));
        found.push(exchange(&parties, false));
    }
    while let Some(start) = arrows.source() {
        let parties = arrows.walk(start);
        found.push(exchange(&parties, false));
    }
    found
}

/// Moves that belong to no exchange yet: by region, the parties that leave it with where they go.
struct Arrows {
    out: Vec<VecDeque<(usize, usize)>>,
}

impl Arrows {
    fn new(regions: usize) -> Self {
        Self { out: vec![VecDeque::new(); regions] }
    }

    fn add(&mut self, from: usize, to: usize, party: usize) {
        self.out[from].push_back((to, party));
    }

    /// Takes out a cycle of the fewest moves; the first region's, where there are several.
    fn shortest_cycle(&mut self) -> Option<Vec<usize>> {
        let mut best: Option<Vec<(usize, usize)>> = None;
        for start in 0..self.out.len() {
            if let Some(path) = self.back_to(start, best.as_ref().map_or(usize::MAX, Vec::len)) {
                best = Some(path);
            }
        }
        best.map(|path| path.into_iter().map(|(from, to)| self.take(from, to)).collect())
    }

    /// The shortest way from a region back to itself with fewer moves than that, as regions.
    fn back_to(&self, start: usize, fewer: usize) -> Option<Vec<(usize, usize)>> {
        let mut came: Vec<Option<usize>> = vec![None; self.out.len()];
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((region, moves)) = queue.pop_front() {
            if moves + 1 >= fewer {
                return None;
            }
            for &(to, _) in &self.out[region] {
                if to == start {
                    let mut path = vec![(region, start)];
                    let mut at = region;
                    while at != start {
                        let from = came[at].expect("it was reached");
                        path.push((from, at));
                        at = from;
                    }
                    path.reverse();
                    return Some(path);
                }
                if came[to].is_none() {
                    came[to] = Some(region);
                    queue.push_back((to, moves + 1));
                }
            }
        }
        None
    }

    fn take(&mut self, from: usize, to: usize) -> usize {
        let at = self.out[from].iter().position(|a| a.0 == to).expect("an arrow of the path");
        self.out[from].remove(at).expect("it is there").1
    }

    /// A region that is left and to which nobody comes any more.
    fn source(&self) -> Option<usize> {
        let mut comes = vec![false; self.out.len()];
        self.out.iter().flatten().for_each(|&(to, _)| comes[to] = true);
        let leaves = |r: &usize| !self.out[*r].is_empty();
        (0..self.out.len()).filter(leaves).find(|&r| !comes[r])
    }

    /// Takes out moves one after the other from a region on, until one ends where nobody leaves.
    fn walk(&mut self, mut region: usize) -> Vec<usize> {
        let mut parties = Vec::new();
        while let Some((to, party)) = self.out[region].pop_front() {
            parties.push(party);
            region = to;
        }
        parties
    }
}
