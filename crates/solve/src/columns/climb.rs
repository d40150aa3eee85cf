//! From the bound of whole regions down: prices where that bound is least, then the sets of ever more plans below it.

use super::lay::{self, Ground};
use super::tree::{COLD, FALL, HOT, STEPS, tree};
use super::{Frame, Part, Warm, prices};
use crate::engine::Context;
use crate::fix::{Mark, Narrowed};
use crate::hull::{Hull, Node};
use crate::settle::fit;
use rayon::prelude::*;

/// Sets laid open at most, and fewer than which more are laid open before they are searched.
const MOST: usize = 2_500_000;
const EASY: usize = 20_000;

/// Sets by which prices are found: fewer say too little, more cost too much.
const SOME: usize = 3_000;
const ENOUGH: usize = 120_000;

/// Times that prices are sought, and what each time must bring, in parts of what is at stake.
const TURNS: u32 = 20;
const LITTLE: f64 = 0.01;

/// The share of what is at stake that is laid open first, and how it grows.
const FIRST: f64 = 0.1;
const GROWTH: f64 = 1.5;

/// The part of the sets allowed, or of what is known to be too far, that is aimed at, and of the work left that
/// laying open may take; what is worth going further.
const CAREFUL: f64 = 0.7;
const LAYING: f64 = 8.0;
const FURTHER: f64 = 1.05;

/// How it goes nearer where there are too many sets to find prices by, and how often.
const NEARER: f64 = 0.6;
const VAIN: u32 = 2;

/// The way down, as far as it is gone.
pub(crate) struct Climb {
    /// What is known at the prices of the least bound.
    ground: Ground,
    /// A bound on all plans.
    bound: f64,
    /// How far below the bound sets are laid open next; how far all plans were looked for; where there were too many.
    reach: f64,
    gone: f64,
    wall: f64,
    last: Reach,
    warm: Option<Warm>,
}

/// Sets laid open.
#[derive(Default)]
struct Reach {
    stake: f64,
    sets: f64,
    steps: f64,
}

impl Climb {
    /// Brings the node's prices to where its bound is least.
    pub(crate) fn new(hull: &Hull<'_>, root: &Node, mark: &Mark, context: &mut Context<'_>) -> Self {
        let (known, steps) = Narrowed::new(hull, root.clone(), root.bound - mark.target());
        context.effort = context.effort.saturating_sub(steps);
        let bound = known.node.bound;
        let (ground, steps) = Ground::new(hull, known);
        context.effort = context.effort.saturating_sub(steps);
        let (wall, last) = (f64::INFINITY, Reach::default());
        let mut climb = Self { bound: bound.min(ground.level), ground, reach: 0.0, gone: 0.0, wall, last, warm: None };
        climb.settle(hull, mark, context);
        climb
    }

    /// Finds better prices by the sets near the bound, again and again; then the sets of plans may be laid open.
    fn settle(&mut self, hull: &Hull<'_>, mark: &Mark, context: &mut Context<'_>) {
        let (mut reach, mut vain) = (FIRST, 0);
        for _ in 0..TURNS {
            let all = self.ground.level - mark.target();
            if self.bound <= mark.target() || context.effort == 0 || context.stop() {
                return;
            }
            let (laid, mut steps) = lay::open(hull, &self.ground, (reach * all, true), ENOUGH);
            let Some((frame, part)) = laid else {
                context.effort = context.effort.saturating_sub(steps);
                (reach, vain) = (reach * NEARER, vain + 1);
                if vain > VAIN {
                    return;
                }
                continue;
            };
            vain = 0;
            if reach >= 1.0 && part.empty() {
                self.bound = mark.target();
                return;
            }
            let (sets, before) = (part.sets(), self.ground.level);
            if !part.empty() && (sets >= SOME || reach >= 1.0) {
                steps += self.better(hull, &frame, part, mark);
            }
            context.effort = context.effort.saturating_sub(steps);
            context.tell("exact", Some(mark.value), Some(self.bound));
            if before - self.ground.level < LITTLE * all {
                if 4 * sets > ENOUGH || reach >= 1.0 {
                    break;
                }
                reach *= GROWTH;
            }
        }
        self.reach = FIRST * (self.ground.level - mark.target());
    }

    /// Goes towards the prices at which the bound of the sets laid open is least; returns the work done.
    fn better(&mut self, hull: &Hull<'_>, frame: &Frame, mut part: Part, mark: &Mark) -> u64 {
        let all = self.ground.level - mark.target();
        let (mut heat, mut steps) = (HOT, 0);
        while heat > COLD {
            steps += prices::lower(&mut part, heat * all, STEPS).1;
            heat *= FALL;
        }
        let (node, done) = towards(hull, &self.ground, &frame.units, &part.price);
        steps += done;
        if let Some(node) = node {
            let (mut known, done) = Narrowed::new(hull, node, all);
            steps += done;
            let left = known.narrow(hull, mark.target(), vec![false; hull.pieces.len()], &mut steps);
            let (ground, done) = Ground::new(hull, known);
            steps += done;
            self.ground = ground;
            self.bound = if left { self.bound.min(self.ground.level) } else { mark.target() };
        }
        steps
    }

    /// A bound on all plans, as far as it is above the mark.
    pub(crate) fn bound(&self) -> f64 {
        self.bound
    }

    /// The node at the prices of its least bound.
    pub(crate) fn root(&self) -> &Node {
        &self.ground.known.node
    }

    /// Looks for plans at ever greater distance from the bound: those found first are the best, and each distance without
    /// one is a new bound.
    pub(crate) fn down(&mut self, hull: &Hull<'_>, mark: &mut Mark, context: &mut Context<'_>) {
        let level = self.ground.level;
        while self.bound > mark.target() && self.reach > self.gone && context.effort > 0 && !context.stop() {
            let all = level - mark.target();
            let stake = self.reach.min(all);
            let (laid, steps) = lay::open(hull, &self.ground, (stake, false), MOST);
            context.effort = context.effort.saturating_sub(steps);
            let Some((frame, mut part)) = laid else {
                self.wall = stake;
                self.reach = (self.gone + stake) / 2.0;
                if self.reach < FURTHER * self.gone {
                    self.reach = self.gone;
                }
                continue;
            };
            let before =
                std::mem::replace(&mut self.last, Reach { stake, sets: part.sets() as f64, steps: steps as f64 });
            self.reach = self.next(&before, context.effort);
            if stake < all && part.sets() < EASY && self.reach > stake {
                continue;
            }
            part.bound = self.bound;
            let mut found = f64::NEG_INFINITY;
            mark.floor = level - stake;
            if !part.empty() {
                if let Some(warm) = self.warm.take() {
                    part.price = warm.price;
                    part.add(&warm.cuts);
                    part.cut_price = warm.cut_price;
                }
                (found, self.warm) = tree(hull, &frame, part, mark, context);
            }
            let closed = found <= mark.target();
            self.bound = self.bound.min(found.max(mark.target()));
            mark.floor = f64::NEG_INFINITY;
            if !closed {
                return;
            }
            self.gone = stake;
        }
    }

    /// How far to go after the last reach, as far as it pays: sets and work grow like a power of it, told by the one before.
    fn next(&self, before: &Reach, effort: u64) -> f64 {
        let Reach { stake, sets, steps } = self.last;
        let mut wider = (stake * GROWTH).min(CAREFUL * self.wall);
        if before.sets > 0.0 && sets > before.sets && stake > before.stake {
            let power = libm::log(sets / before.sets) / libm::log(stake / before.stake);
            let room = (CAREFUL * MOST as f64 / sets).min(effort as f64 / (LAYING * steps));
            wider = wider.min(stake * libm::pow(room, 1.0 / power));
        }
        if wider < FURTHER * stake { stake } else { wider }
    }
}

/// The node with its prices on the way to others, as far as its bound falls; and the work done.
fn towards(hull: &Hull<'_>, ground: &Ground, units: &[u32], price: &[f64]) -> (Option<Node>, u64) {
    let (from, mut steps) = (&ground.known.node, 0);
    for share in [1.0, 0.5, 0.25, 0.125] {
        let mut node = from.clone();
        for (&unit, price) in units.iter().zip(price) {
            let here = &mut node.unit_price[unit as usize];
            *here += share * (price - *here);
        }
        for (at, piece) in hull.pieces.iter().enumerate() {
            node.row_price[at] = fit(piece, &node, &from.row_price[at], 1e-3 * hull.scale);
        }
        let (bound, done) = bound_at(hull, &node);
        steps += done;
        if bound < ground.level {
            return (Some(node), steps);
        }
    }
    (None, steps)
}

/// The bound at a node's prices, and the work done.
fn bound_at(hull: &Hull<'_>, node: &Node) -> (f64, u64) {
    let exact = |p: usize| hull.exact(&hull.pieces[p], node, &node.row_price[p], (0.0, node.lost[p]), false);
    let exact: Vec<(f64, u64)> =
        (0..hull.pieces.len()).into_par_iter().map(exact).map(|exact| (exact.most, exact.steps)).collect();
    let sum = hull.units_worth(node).0 + exact.iter().map(|e| e.0).sum::<f64>();
    (sum, exact.iter().map(|e| e.1).sum())
}
