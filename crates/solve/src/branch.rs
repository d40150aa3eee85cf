//! The exact stage: bounds of whole regions, what they rule out, and branching on what is left.
//!
//! Best bound first. A node settles its prices anew, drops the ways that lose too much, is searched in depth at fixed
//! prices as far as a limit of steps goes, and else is split by the ways of one unit. Nodes are done in batches of fixed size
//! against the best plan before the batch, so that the answer does not depend on threads.

use crate::dual::Dual;
use crate::engine::Context;
use crate::fix::{Mark, Narrowed};
use crate::hull::{Hull, Node};
use crate::knapsack::DIMS;
use crate::model::Model;
use crate::settle::settle;
use crate::state::State;
use rayon::prelude::*;

/// Nodes done at a time.
const BATCH: usize = 8;

/// Options above which the stage is left out.
const OPTIONS: usize = 60_000;

/// Nodes kept at most.
const NODES: usize = 20_000;

/// Steps of a search in depth within one node.
const DIVE: u64 = 400_000;

/// The first distance from the root's bound in which plans are looked for, in typical differences between options.
const FIRST: f64 = 4e-3;

/// Temperatures at the root: the first and the last, in typical differences between options, and how it falls.
const HEAT: f64 = 0.01;
const FALL: f64 = 0.4;
const COLD: f64 = 3e-4;

/// Temperature above which a region's programme holds two rows at most: many items are open then.
const WARM: f64 = 2.5e-3;

/// What the tree came to.
struct Proof {
    mark: Mark,
    bound: f64,
}

/// What came of one node.
struct Done {
    mark: Mark,
    children: Vec<Node>,
    steps: u64,
}

/// Whether a model is small enough for the stage.
pub(crate) fn takes(model: &Model<'_>) -> bool {
    model.region.len() <= OPTIONS
}

/// Improves plan and bound; without effect where the model is too large or the gap is closed.
pub(crate) fn prove<'m>(
    dual: &Dual<'m>,
    prices: &[f64],
    state: State<'m>,
    bound: f64,
    context: &mut Context<'_>,
) -> (State<'m>, f64) {
    let model = dual.model;
    let value = state.worth();
    let gap = (bound - value) / bound.abs().max(1.0);
    if gap <= context.options.gap.max(1e-10) || !takes(model) || context.stop() {
        return (state, bound);
    }
    let mut hull = Hull::new(model, dual, prices);
    let mut root = hull.root(dual, prices);
    root.bound = bound;
    let proof = search(&mut hull, root, value, context);
    let mut bound = bound.min(proof.bound);
    if model.whole {
        bound = (bound + 1e-6).floor();
    }
    bound = bound.max(proof.mark.value);
    context.stage("exact", Some(proof.mark.value), Some(bound));
    let state = proof.mark.choice.map_or(state, |choice| State::of(model, &choice));
    (state, bound)
}

/// Searches for plans better than `value`; the bound holds for all plans.
///
/// The best plan is mostly near the root's bound, wherever the one at hand is: so at first only plans within a small
/// distance of the bound are looked for. If there is one, it is the best of all; if there is none, that is the new bound, and
/// the distance is doubled.
fn search(hull: &mut Hull<'_>, root: Node, value: f64, context: &mut Context<'_>) -> Proof {
    let mut mark = Mark::new(value, hull.model.whole);
    let Some(root) = cool(hull, root, &mark, context) else {
        let bound = mark.target();
        return Proof { mark, bound };
    };
    let mut bound = root.bound;
    let mut reach = (FIRST * hull.scale).max((bound - value) / 1024.0);
    loop {
        mark.floor = root.bound - reach;
        bound = bound.min(tree(hull, root.clone(), &mut mark, context));
        context.tell("exact", Some(mark.value), Some(bound));
        let found = mark.floor <= mark.value;
        if found || bound > mark.target() || context.effort == 0 || context.stop() {
            return Proof { mark, bound };
        }
        reach *= 2.0;
    }
}

/// Searches below one node for plans above the mark; returns a bound on all plans there, as far as it is above the mark.
fn tree(hull: &Hull<'_>, root: Node, mark: &mut Mark, context: &mut Context<'_>) -> f64 {
    let mut open = vec![root];
    let most = |open: &[Node]| open.iter().map(|n| n.bound).fold(f64::NEG_INFINITY, f64::max);
    while !open.is_empty() && context.effort > 0 && !context.stop() && open.len() < NODES {
        // the best bound last
        open.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        let bound = open[open.len() - 1].bound;
        if (bound - mark.value) / bound.abs().max(1.0) <= context.options.gap {
            break;
        }
        let batch = open.split_off(open.len().saturating_sub(BATCH));
        let done: Vec<Done> = batch.into_par_iter().map(|node| work(hull, node, mark)).collect();
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

/// The root at falling temperatures; [`None`] when nothing better is left.
fn cool(hull: &mut Hull<'_>, root: Node, mark: &Mark, context: &mut Context<'_>) -> Option<Node> {
    let mut best = root.clone();
    let mut heat = HEAT * hull.scale;
    let mut here = root;
    for _ in 0..14 {
        hull.dims = if heat > WARM * hull.scale { 2 } else { DIMS };
        context.effort = context.effort.saturating_sub(settle(hull, &mut here, heat, 20));
        let (mut narrowed, steps) = Narrowed::new(hull, here.clone(), (best.bound - mark.target()).min(hull.scale));
        context.effort = context.effort.saturating_sub(steps);
        let mut steps = 0;
        if narrowed.node.bound < best.bound {
            let untouched = vec![false; hull.pieces.len()];
            let left = narrowed.narrow(hull, mark.target(), untouched, &mut steps);
            context.effort = context.effort.saturating_sub(steps);
            context.tell("exact", Some(mark.value), Some(narrowed.node.bound.max(mark.target())));
            if !left {
                return None;
            }
            best = narrowed.node.clone();
            (here.alive, here.wait, here.ways) = (best.alive.clone(), best.wait.clone(), best.ways.clone());
        }
        if heat < COLD * hull.scale || context.effort == 0 || context.stop() {
            break;
        }
        heat *= FALL;
    }
    Some(best)
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
    let all = best.dive(hull, &mut mark, &mut dived, DIVE);
    steps += dived;
    let mut children = Vec::new();
    if !all && let Some((unit, ways)) = best.branching(hull, mark.target()) {
        for (way, loss) in ways {
            let bound = best.with_loss(loss);
            if bound > mark.target() {
                let mut child = best.node.clone();
                child.fix(hull.model, unit, way);
                child.bound = bound;
                children.push(child);
            }
        }
    }
    Done { mark, children, steps }
}
