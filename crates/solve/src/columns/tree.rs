//! Rounds of prices, cuts and what they rule out; then branching.

use super::drop::drop_worse;
use super::prices::{Look, Weights, lower};
use super::search::search;
use super::{Frame, Part, Warm, bits, cuts};
use crate::engine::Context;
use crate::fix::Mark;
use crate::hull::Hull;
use rayon::prelude::*;

/// Temperatures, in parts of what is at stake: at first, when cuts were added or units decided, and last.
pub(super) const HOT: f64 = 1.0 / 60.0;
const WARM: f64 = 1.0 / 400.0;
pub(super) const COLD: f64 = 1.0 / 4000.0;
pub(super) const FALL: f64 = 0.4;

/// Steps down at one temperature, and times that sets are taken in; and where a child is only tried.
pub(super) const STEPS: (u32, u32) = (8, 6);
const TRY: (u32, u32) = (3, 1);

/// Rounds of cuts at the root and below.
const ROUNDS: u32 = 40;
const BELOW: u32 = 2;

/// Part of what is at stake that a round must bring, and rounds without after which it ends.
const LITTLE: f64 = 0.01;
const IDLE: u32 = 3;

/// Sets from which on a search is tried, and its steps for each.
const FEW: usize = 30_000;
const SEARCH: u64 = 40;

/// Parts done at a time.
const BATCH: usize = 4;

/// Parts kept at most.
const PARTS: usize = 2_000;

/// Units tried before one is branched on: at most, and sets that all trials together may look at.
const TRIED: usize = 8;
const LOOKED: usize = 150_000;

/// What came of one part.
struct Done {
    mark: Mark,
    /// The part at its last prices, and its children; none when it is closed.
    part: Part,
    children: Vec<Part>,
    steps: u64,
}

/// Searches all plans of a part for those above the mark's target; returns a bound on them, as far as it is above the target, and
/// the prices and cuts of the root.
pub(super) fn tree(
    hull: &Hull<'_>,
    frame: &Frame,
    part: Part,
    mark: &mut Mark,
    context: &mut Context<'_>,
) -> (f64, Option<Warm>) {
    let most = |open: &[Part]| open.iter().map(|p| p.bound).fold(f64::NEG_INFINITY, f64::max);
    let mut open = vec![part];
    let mut warm = None;
    while !open.is_empty() && open.len() < PARTS && context.effort > 0 && !context.stop() {
        // the best bound last
        open.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        let batch = open.split_off(open.len().saturating_sub(BATCH));
        let root = warm.is_none();
        let stop = || context.stop();
        let one = |part| work(hull, frame, part, mark, (root, &stop));
        let done: Vec<Done> = batch.into_par_iter().map(one).collect();
        for done in done {
            context.effort = context.effort.saturating_sub(done.steps);
            if done.mark.value > mark.value {
                *mark = done.mark;
            }
            warm = warm.or(Some(Warm { price: done.part.price, cuts: done.part.cuts, cut_price: done.part.cut_price }));
            open.extend(done.children);
        }
        let target = mark.target();
        open.retain(|p| p.bound > target);
        context.tell("exact", Some(mark.value), Some(most(&open).max(target)));
    }
    (most(&open).max(mark.target()), warm)
}

/// One part: new prices, cuts, fewer sets, a search, or children; as it is when it was stopped.
fn work(
    hull: &Hull<'_>,
    frame: &Frame,
    mut part: Part,
    mark: &Mark,
    (root, stop): (bool, &(dyn Fn() -> bool + Sync)),
) -> Done {
    let mut mark = mark.clone();
    let mut steps = 0;
    let stake = part.bound - mark.target();
    let mut heat = if root && part.cuts.is_empty() { HOT } else { WARM };
    let (mut round, mut idle) = (0, 0);
    let children = loop {
        let before = part.bound;
        let mut weights: Vec<Weights> = Vec::new();
        while heat > COLD {
            let left = (part.bound - mark.target()).max(0.1 * stake);
            let (there, done) = lower(&mut part, heat * left, STEPS);
            weights = there;
            steps += done;
            heat *= FALL;
        }
        if stop() {
            break vec![part.clone()];
        }
        let look = Look::at(frame, &part);
        steps += look.steps;
        part.bound = part.bound.min(look.bound);
        if part.bound <= mark.target() || !drop_worse(&mut part, &look, mark.target(), &mut steps) {
            break Vec::new();
        }
        let sets = part.sets();
        if sets <= FEW {
            let look = Look::at(frame, &part);
            let (all, done) = search(hull, frame, &part, &look, &mut mark, SEARCH * sets as u64);
            steps += look.steps + done;
            if all {
                break Vec::new();
            }
        }
        round += 1;
        idle = if before - part.bound < LITTLE * stake { idle + 1 } else { 0 };
        let over = idle == IDLE || round == if root { ROUNDS } else { BELOW };
        let (broken, done) = if over { (Vec::new(), 0) } else { cuts::broken(&part, &weights) };
        steps += done;
        if broken.is_empty() {
            break branch(frame, &part, &weights, mark.target(), &mut steps);
        }
        part.forget(COLD * (part.bound - mark.target()));
        part.add(&broken);
        heat = WARM;
    };
    Done { mark, part, children, steps }
}

/// Children of the unit whose ways, each tried, lower the bound most.
fn branch(frame: &Frame, part: &Part, weights: &[Weights], target: f64, steps: &mut u64) -> Vec<Part> {
    let n = part.price.len();
    let mut chance: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    for (r, (region, weights)) in part.regions.iter().zip(weights).enumerate() {
        let mut sums = vec![0.0; region.units.len()];
        for &(set, weight) in weights {
            bits(set).for_each(|bit| sums[bit] += weight);
        }
        let or = region.sets.iter().fold(0, |or, set| or | set);
        for bit in bits(or) {
            chance[region.units[bit] as usize].push((r, sums[bit]));
        }
    }
    let mut open: Vec<(f64, usize)> = (0..n)
        .filter(|&u| chance[u].len() > 1)
        .map(|u| (chance[u].iter().map(|c| c.1 * c.1).sum::<f64>(), u))
        .collect();
    open.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    open.truncate((LOOKED / part.sets().max(1)).clamp(2, TRIED));
    let stake = part.bound - target;
    let tried: Vec<(f64, Vec<Part>, u64)> = open
        .into_par_iter()
        .map(|(_, unit)| {
            let mut steps = 0;
            let mut children = Vec::new();
            let mut score = 1.0;
            for &(r, _) in &chance[unit] {
                let mut child = fix(part, unit as u32, r);
                if child.empty() {
                    continue;
                }
                steps += lower(&mut child, WARM * stake, TRY).1;
                let look = Look::at(frame, &child);
                steps += look.steps;
                child.bound = child.bound.min(look.bound);
                let left = ((child.bound - target) / stake).max(0.0);
                score += left * left;
                if left > 0.0 {
                    children.push(child);
                }
            }
            (score, children, steps)
        })
        .collect();
    *steps += tried.iter().map(|t| t.2).sum::<u64>();
    tried.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(Vec::new(), |t| t.1)
}

/// The part where a unit is in a region.
fn fix(part: &Part, unit: u32, to: usize) -> Part {
    let mut child = part.clone();
    for (r, region) in child.regions.iter_mut().enumerate() {
        if let Some(bit) = region.units.iter().position(|&u| u == unit) {
            region.retain(|_, set| (set >> bit & 1 == 1) == (r == to));
        }
    }
    child
}
