//! The exact stage: bounds of whole regions, what they rule out, and branching on what is left.
//!
//! Best bound first. A node settles its prices anew, drops the ways that lose too much, is searched in depth at fixed
//! prices as far as a limit of steps goes, and else is split by the ways of one unit. Nodes are done in batches of fixed size
//! against the best plan before the batch, so that the answer does not depend on threads.

use crate::columns::Climb;
use crate::dives;
use crate::dual::Dual;
use crate::engine::Context;
use crate::fix::{CLOSED, Mark, Narrowed};
use crate::hull::{Hull, Node};
use crate::knapsack::DIMS;
use crate::model::Model;
use crate::settle::settle;
use crate::state::State;
use rayon::prelude::*;

/// Nodes done at a time.
const BATCH: usize = 8;

/// Units and options above which the stage is left out.
const UNITS: usize = 4_000;
const OPTIONS: usize = 60_000;

/// Units likewise where workers compete for openings: there the bound is mostly left by the matching.
const COMPETING: usize = 100;

/// Rows in a region that a programme holds with ease.
const FEW_ROWS: usize = 3;

/// Gap above which plans are read off the bound; a tree does better below.
const FAR: f64 = 2e-4;

/// Gap above which branching gets a sixteenth of the work.
const HOPELESS: f64 = 1e-3;

/// The part of the work by which plans may be read off the bound: before the root is settled in full, and after.
const FIRST_DIVES: f64 = 0.125;
const LATER_DIVES: f64 = 0.5;

/// Nodes kept at most.
const NODES: usize = 20_000;

/// Least and most steps of a search in depth within one node; else four times those of settling it.
const SHALLOW: u64 = 20_000;
const DIVE: u64 = 400_000;

/// The first distance from the root's bound in which plans are looked for, in typical differences between options.
const FIRST: f64 = 4e-3;

/// Depth of it.
const DEPTH: u32 = 300;

/// Temperatures at the root, in typical differences between options: the first, how it falls, and what all are above,
/// before plans are read off and after.
const HEAT: f64 = 0.01;
const FALL: f64 = 0.4;
const EARLY: f64 = 1e-3;
const COLD: f64 = 1.2e-4;

/// Temperature above which a region's programme holds two rows at most: many items are open then.
const WARM: f64 = 1e-3;

/// Most that is at stake when ways are ruled out at the root, likewise: beyond, it costs more than it brings.
const STAKE: f64 = 0.05;

/// What came of one node.
struct Done {
    mark: Mark,
    children: Vec<Node>,
    steps: u64,
}

/// Whether a model is small enough for the stage.
pub(crate) fn takes(model: &Model<'_>) -> bool {
    let few = if model.slots.is_empty() { UNITS } else { COMPETING };
    model.units() <= few && model.region.len() <= OPTIONS
}

/// One part in how many of the work the search before this stage may do: little where regions have few rows, which the
/// stage holds all at once; half where it can only price some of them.
pub(crate) fn search_share(model: &Model<'_>) -> u64 {
    match (takes(model), few_rows(model)) {
        (true, true) => 16,
        (true, false) => 2,
        (false, _) => 5,
    }
}

/// Whether the programmes of regions hold all rows with ease.
pub(crate) fn few_rows(model: &Model<'_>) -> bool {
    let mut regions = model.region.clone();
    regions.sort_unstable();
    regions.dedup();
    model.upper_var.iter().flatten().count() <= FEW_ROWS * regions.len()
}

/// Whether bound and value differ by no more than a proof leaves between them ([`Mark::target`]).
pub(crate) fn closed(value: f64, bound: f64) -> bool {
    bound - value <= 2.0 * CLOSED * bound.abs().max(1.0)
}

/// The exact stage: improves plan and bound; without effect where the model is too large or the gap is closed.
pub(crate) fn exact<'m>(
    dual: &Dual<'m>,
    prices: &[f64],
    state: State<'m>,
    bound: f64,
    context: &mut Context<'_>,
) -> (State<'m>, f64) {
    let model = dual.model;
    let gap = |bound: f64, value: f64| (bound - value) / bound.abs().max(1.0);
    if !takes(model) || gap(bound, state.worth()) <= context.options.gap.max(CLOSED) || context.stop() {
        return (state, bound);
    }
    let mut stage = Stage::new(dual, prices, bound);
    let mut mark = Mark::new(state.worth(), model.whole, dual.scale());
    // a good plan first: what the root rules out at low temperatures costs less the nearer the plan is to the bound
    stage.cool(&mark, EARLY, context);
    let rounds = stage.dives(&mut mark, (0, FIRST_DIVES), context);
    stage.cool(&mark, COLD, context);
    let lays_open = stage.lays_open() && stage.root.bound > mark.target();
    let mut climb = lays_open.then(|| Climb::new(&stage.hull, &stage.root, &mark, context));
    if let Some(climb) = &mut climb {
        stage.root = climb.root().clone();
        stage.root.bound = climb.bound();
    }
    stage.dives(&mut mark, (rounds, LATER_DIVES), context);
    let mut found = stage.root.bound;
    if let Some(climb) = &mut climb {
        climb.down(&stage.hull, &mut mark, context);
        found = climb.bound();
    }
    if found > mark.target() {
        // far from the bound a tree proves nothing in time: the search goes on instead
        let later = if gap(found, mark.value) > HOPELESS { context.effort - context.effort / 16 } else { 0 };
        context.effort -= later;
        found = found.min(stage.search(&stage.root, &mut mark, context));
        context.effort += later;
    }
    found = found.max(mark.target()).min(bound);
    if model.whole {
        found = (found + 5e-7).floor();
    }
    let bound = found.max(mark.value);
    context.stage("exact", Some(mark.value), Some(bound));
    (mark.choice.map_or(state, |choice| State::of(model, &choice)), bound)
}

/// A model's relaxation and what is left of it.
pub(crate) struct Stage<'m> {
    pub(crate) hull: Hull<'m>,
    pub(crate) root: Node,
    /// The root at the prices of the last temperature, and the next one.
    settled: Node,
    heat: f64,
}

impl<'m> Stage<'m> {
    fn new(dual: &Dual<'m>, prices: &[f64], bound: f64) -> Self {
        let hull = Hull::new(dual.model, dual, prices);
        let mut root = hull.root(dual, prices);
        root.bound = bound;
        Self { settled: root.clone(), heat: HEAT, hull, root }
    }

    /// Reads plans off the bound where it is far from the best plan; `part`: of the work. Returns the rounds done.
    fn dives(&self, mark: &mut Mark, (rounds, part): (u64, f64), context: &mut Context<'_>) -> u64 {
        if self.root.bound - mark.value <= FAR * self.root.bound.abs().max(1.0) {
            return rounds;
        }
        dives::improve(self, mark, (rounds, (part * context.effort as f64) as u64), context)
    }

    /// Whether sets of units can be told one by one: a programme holds all rows of every region.
    fn lays_open(&self) -> bool {
        self.hull.pieces.iter().all(|p| p.rows() <= DIMS)
    }

    /// Settles the root at falling temperatures; its bound is one on all plans, as far as it is above the mark.
    fn cool(&mut self, mark: &Mark, until: f64, context: &mut Context<'_>) {
        let hull = &mut self.hull;
        while self.heat > until && self.root.bound > mark.target() && context.effort > 0 && !context.stop() {
            let heat = self.heat * hull.scale;
            hull.dims = if self.heat > WARM { 2 } else { DIMS };
            let here = &mut self.settled;
            here.alive.clone_from(&self.root.alive);
            here.ways.clone_from(&self.root.ways);
            context.effort = context.effort.saturating_sub(settle(hull, here, heat, 20));
            let stake = (self.root.bound - mark.target()).min(STAKE * hull.scale);
            let (mut narrowed, mut steps) = Narrowed::new(hull, here.clone(), stake);
            if narrowed.node.bound < self.root.bound {
                let left = narrowed.narrow(hull, mark.target(), vec![false; hull.pieces.len()], &mut steps);
                self.root = narrowed.node;
                if !left {
                    self.root.bound = mark.target();
                }
                context.tell("exact", Some(mark.value), Some(self.root.bound));
            }
            context.effort = context.effort.saturating_sub(steps);
            self.heat *= FALL;
        }
        hull.dims = DIMS;
    }

    /// Searches below a node for plans above the mark; returns a bound on all plans, as far as it is above the mark.
    ///
    /// The best plan is mostly near the node's bound, wherever the one at hand is: so at first only plans within a
    /// small distance of the bound are looked for. If there is one, it is the best of all; if there is none, that is the new
    /// bound, and the distance is doubled.
    pub(crate) fn search(&self, from: &Node, mark: &mut Mark, context: &mut Context<'_>) -> f64 {
        let mut bound = from.bound;
        let mut reach = FIRST * self.hull.scale;
        loop {
            mark.floor = from.bound - reach;
            bound = bound.min(self.tree(from, mark, context));
            let found = mark.floor <= mark.value;
            if found || bound > mark.target() || context.effort == 0 || context.stop() {
                mark.floor = f64::NEG_INFINITY;
                return bound;
            }
            reach *= 2.0;
        }
    }

    /// Likewise, all in one; returns a bound on all plans, as far as it is above the mark.
    fn tree(&self, from: &Node, mark: &mut Mark, context: &mut Context<'_>) -> f64 {
        let mut open = vec![from.clone()];
        let most = |open: &[Node]| open.iter().map(|n| n.bound).fold(f64::NEG_INFINITY, f64::max);
        while !open.is_empty() && context.effort > 0 && !context.stop() && open.len() < NODES {
            // the best bound last
            open.sort_by(|a, b| a.bound.total_cmp(&b.bound));
            let bound = open[open.len() - 1].bound;
            if (bound - mark.value) / bound.abs().max(1.0) <= context.options.gap {
                break;
            }
            let batch = open.split_off(open.len().saturating_sub(BATCH));
            let done: Vec<Done> = batch.into_par_iter().map(|node| work(&self.hull, node, mark)).collect();
            for done in done {
                context.effort = context.effort.saturating_sub(done.steps);
                if done.mark.value > mark.value {
                    *mark = done.mark;
                }
                open.extend(done.children);
            }
            let target = mark.target();
            open.retain(|n| n.bound > target);
            context.tell("exact", Some(mark.value), Some(most(&open).max(target)));
        }
        // what was ruled out is no better than the mark
        most(&open).max(mark.target())
    }
}

/// One node: new prices, fewer ways, a search in depth, or children.
fn work(hull: &Hull<'_>, node: Node, mark: &Mark) -> Done {
    let mut mark = mark.clone();
    let target = mark.target();
    let stake = node.bound - target;
    let (start, mut steps) = Narrowed::new(hull, node, stake);
    let mut best = start;
    let untouched = || vec![false; hull.pieces.len()];
    if !best.narrow(hull, target, untouched(), &mut steps) {
        return Done { mark, children: Vec::new(), steps };
    }
    let mut heat = (best.node.bound - target) / 12.0;
    for _ in 0..2 {
        let mut cooler = best.node.clone();
        steps += settle(hull, &mut cooler, heat, 6);
        let (mut narrowed, looked) = Narrowed::new(hull, cooler, best.node.bound - target);
        steps += looked;
        if narrowed.node.bound < best.node.bound {
            if !narrowed.narrow(hull, target, untouched(), &mut steps) {
                return Done { mark, children: Vec::new(), steps };
            }
            best = narrowed;
        }
        heat *= 0.3;
    }
    let mut dived = 0;
    let all = best.dive(hull, &mut mark, &mut dived, ((4 * steps).clamp(SHALLOW, DIVE), DEPTH));
    steps += dived;
    let mut children = Vec::new();
    if !all && let Some((unit, ways)) = best.branching(hull, mark.target()) {
        for (way, loss) in ways {
            let bound = best.with_loss(loss);
            if bound > mark.target() {
                let mut child = best.node.clone();
                child.fix(hull, unit, way);
                child.bound = bound;
                children.push(child);
            }
        }
    }
    Done { mark, children, steps }
}

#[cfg(test)]
mod tests;
