//! Ways that no better plan takes: what each loses at least, summed over all regions it touches.
//!
//! At fixed prices the bound falls apart by region, so a unit that goes to one region loses what that region loses by
//! taking it and every other by going without (variable fixing by Lagrangian reduced costs: Posta, Ferland and Michelon
//! 2012). A way that loses more than what lies between the bound and the best plan is dropped; that may raise the losses of
//! others, and so on until nothing changes. Going on so with one way of a unit after the other is a search in depth.

use crate::dual::outward;
use crate::hull::{Exact, Hull, Node};
use crate::model::WAIT;
use crate::settle;
use crate::state::State;
use rayon::prelude::*;
use std::sync::Arc;

/// What bounds and values that are equal may differ by, in parts of the value.
pub(crate) const CLOSED: f64 = 1e-10;

/// A node with what is known of its regions at its prices.
#[derive(Clone)]
pub(crate) struct Narrowed {
    pub(crate) node: Node,
    known: Vec<Arc<Exact>>,
    /// The bound at what is known: losses count from here. The node's own may come from other prices and be lower.
    level: f64,
}

/// A unit to branch on, and its ways with what each loses at least, the least first.
pub(crate) type Split = (usize, Vec<(u32, f64)>);

/// What plans must exceed, and the best found so far.
#[derive(Clone)]
pub(crate) struct Mark {
    pub(crate) value: f64,
    /// Only plans above this are looked for; others are taken when they come along.
    pub(crate) floor: f64,
    pub(crate) choice: Option<Vec<u32>>,
    whole: bool,
    /// A typical difference between the options of a unit.
    scale: f64,
}

impl Mark {
    pub(crate) fn new(value: f64, whole: bool, scale: f64) -> Self {
        Self { value, floor: f64::NEG_INFINITY, choice: None, whole, scale }
    }

    /// A bound up to here tells that no plan is better: by so little do bounds and values differ that are equal.
    pub(crate) fn target(&self) -> f64 {
        let best =
            if self.whole { self.value + 1.0 - 1e-6 } else { self.value + CLOSED * self.value.abs().max(self.scale) };
        best.max(self.floor)
    }

    /// Takes a plan if it keeps all limits and is better.
    pub(crate) fn offer(&mut self, state: &State<'_>) {
        let worth = state.worth();
        if worth > self.value && state.feasible() {
            self.value = worth;
            self.choice = Some(state.choice.clone());
        }
    }
}

impl Narrowed {
    /// Looks at all regions at the prices of the node.
    pub(crate) fn new(hull: &Hull<'_>, node: Node, stake: f64) -> (Self, u64) {
        let known: Vec<Arc<Exact>> = (0..hull.pieces.len())
            .into_par_iter()
            .map(|p| Arc::new(hull.exact(&hull.pieces[p], &node, &node.row_price[p], (stake, node.lost[p]), true)))
            .collect();
        let steps = known.iter().map(|k| k.steps).sum();
        let mut node = node;
        node.lost = known.iter().map(|k| k.lost).collect();
        let mut narrowed = Self { node, known, level: f64::INFINITY };
        narrowed.rebound(hull);
        (narrowed, steps)
    }

    /// The bound at what is known, rounded outward.
    fn rebound(&mut self, hull: &Hull<'_>) -> (f64, f64) {
        let (mut sum, mut size) = hull.units_worth(&self.node);
        for known in &self.known {
            sum += known.most;
            size += known.size;
        }
        let bound = outward(sum, size);
        self.level = bound;
        self.node.bound = self.node.bound.min(bound);
        (bound, 1e-13 * size)
    }

    /// Drops ways until nothing changes; false when no plan above the target is left. `touched`: regions to look at first.
    pub(crate) fn narrow(&mut self, hull: &Hull<'_>, target: f64, mut touched: Vec<bool>, steps: &mut u64) -> bool {
        let model = hull.model;
        loop {
            for (piece, touched) in touched.iter_mut().enumerate() {
                if *touched {
                    let stake = (self.level - target).max(0.0);
                    let prices =
                        settle::fit(&hull.pieces[piece], &self.node, &self.known[piece].row_price, 1e-3 * hull.scale);
                    let guess = self.node.lost[piece];
                    let exact = hull.exact(&hull.pieces[piece], &self.node, &prices, (stake, guess), true);
                    self.node.lost[piece] = exact.lost;
                    *steps += exact.steps + hull.pieces[piece].options.len() as u64 / 4;
                    self.known[piece] = Arc::new(exact);
                    *touched = false;
                }
            }
            let (bound, margin) = self.rebound(hull);
            if self.node.bound <= target {
                return false;
            }
            *steps += 20;
            let stake = bound - target + margin;
            let mut changed = false;
            let mut lost = Vec::new();
            for unit in 0..model.units() {
                if self.node.ways[unit] < 2 {
                    continue;
                }
                self.losses(hull, unit, &mut lost);
                for &(way, loss) in &lost {
                    if loss > stake {
                        changed = true;
                        self.node.ways[unit] -= 1;
                        self.node.alive[way as usize] = false;
                        let (piece, place) = hull.spot[way as usize];
                        touched[piece as usize] |= self.known[piece as usize].out[place as usize] > 0.0;
                    }
                }
                if self.node.ways[unit] == 0 {
                    return false;
                }
                if changed && self.node.ways[unit] == 1 {
                    for option in hull.ways(unit).filter(|&o| self.node.alive[o as usize]) {
                        let (piece, place) = hull.spot[option as usize];
                        touched[piece as usize] |= self.known[piece as usize].within[place as usize] > 0.0;
                    }
                }
            }
            if !touched.contains(&true) {
                if changed {
                    self.rebound(hull);
                }
                return true;
            }
        }
    }

    /// What each way of a unit loses at least.
    pub(crate) fn losses(&self, hull: &Hull<'_>, unit: usize, lost: &mut Vec<(u32, f64)>) {
        lost.clear();
        let known = |way: u32| {
            let (piece, place) = hull.spot[way as usize];
            let known = &self.known[piece as usize];
            (known.within[place as usize], known.out[place as usize])
        };
        let alive = || hull.ways(unit).filter(|&o| self.node.alive[o as usize]);
        for at in alive() {
            // summed in the order of the ways, whatever loses infinitely
            let loss = alive().map(|way| if way == at { known(way).0 } else { known(way).1 }).sum();
            lost.push((at, loss));
        }
    }

    /// What is known of a piece.
    pub(crate) fn of(&self, piece: usize) -> &Exact {
        &self.known[piece]
    }

    /// Whether every unit has one way; offers that plan then.
    pub(crate) fn leaf(&self, hull: &Hull<'_>, mark: &mut Mark) -> bool {
        if self.node.ways.iter().any(|&w| w != 1) {
            return false;
        }
        let way = |unit: usize| hull.model.options(unit).find(|&o| self.node.alive[o as usize]).unwrap_or(WAIT);
        let choice: Vec<u32> = (0..hull.model.units()).map(way).collect();
        mark.offer(&State::of(hull.model, &choice));
        true
    }

    /// The unit whose ways, all but the best, lose most, with its ways, the least loss first.
    pub(crate) fn branching(&self, hull: &Hull<'_>, target: f64) -> Option<Split> {
        let stake = self.level - target;
        let little = 1e-2 * stake;
        let (mut best, mut ways): (Option<(f64, Split)>, _) = (None, Vec::new());
        for unit in (0..hull.model.units()).filter(|&u| self.node.ways[u] > 1) {
            self.losses(hull, unit, &mut ways);
            ways.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let score = (ways[0].1.min(stake) + little) * (ways[1].1.min(stake) + little) / (ways.len() as f64).sqrt();
            if best.as_ref().is_none_or(|b| score > b.0) {
                best = Some((score, (unit, ways.clone())));
            }
        }
        best.map(|b| b.1)
    }

    /// No plan of the node where a unit takes a way with this loss is worth more.
    pub(crate) fn with_loss(&self, loss: f64) -> f64 {
        self.node.bound.min(self.level - loss)
    }

    /// Gives a unit one way; returns the regions that this touches.
    fn take(&mut self, hull: &Hull<'_>, unit: usize, way: u32) -> Vec<bool> {
        let mut touched = vec![false; hull.pieces.len()];
        for option in hull.ways(unit).filter(|&o| self.node.alive[o as usize]) {
            let (piece, place) = hull.spot[option as usize];
            let known = &self.known[piece as usize];
            let loss = if option == way { known.within[place as usize] } else { known.out[place as usize] };
            touched[piece as usize] |= loss > 0.0;
        }
        self.node.fix(hull, unit, way);
        touched
    }

    /// Searches all plans of the node at its prices; false when the steps ran out before all were seen.
    pub(crate) fn dive(&self, hull: &Hull<'_>, mark: &mut Mark, steps: &mut u64, (most, depth): (u64, u32)) -> bool {
        if self.leaf(hull, mark) {
            return true;
        }
        let Some((unit, ways)) = self.branching(hull, mark.target()) else { return true };
        *steps += 50;
        for (way, loss) in ways {
            if self.with_loss(loss) <= mark.target() {
                continue;
            }
            if *steps > most || depth == 0 {
                return false;
            }
            let mut child = self.clone();
            let touched = child.take(hull, unit, way);
            if child.narrow(hull, mark.target(), touched, steps) && !child.dive(hull, mark, steps, (most, depth - 1)) {
                return false;
            }
        }
        true
    }
}
