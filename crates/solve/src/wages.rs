//! Workers at the prices of openings, which then are openings no more.
//!
//! Where workers compete, what a unit adds hangs on all others in its region, and each change asks the matching anew. But
//! at the prices of openings every worker gains the best that is left after paying, and as long as those who gain find
//! openings and those with a price find workers, the matching is worth just that (complementary slackness). So there is a
//! model without openings in which workers are worth what they gain, and limits say how many may come to openings that
//! are joined by edges that pay. Its bound is the same. It is searched as any other, many times as fast; what a plan of it
//! is worth the true matching says.

use crate::branch;
use crate::dual::Dual;
use crate::engine::{self, Context};
use crate::matching::Jobs;
use crate::model::{Model, UNLIMITED};
use crate::search::Guide;
use crate::state::State;

/// Gains and prices below this are none, in typical differences between options.
pub(crate) const LEAST: f64 = 1e-4;

/// Whether plans are sought so: only openings keep dives from a model, whose regions have many rows beside. Where they have
/// few, openings are what is scarce, and parts rounded anew ([`crate::reround`]) gain as much.
pub(crate) fn suit(model: &Model<'_>) -> bool {
    !model.slots.is_empty() && model.pairs.is_empty() && !branch::few_rows(model)
}

/// Improves a feasible plan by half of the work left, spent by `search` on the model without openings.
pub(crate) fn improve<'m>(
    state: &mut State<'m>,
    prices: &[f64],
    bound: f64,
    context: &mut Context<'_>,
    search: impl FnOnce(&mut State<'_>, &Guide, &[f64], f64, &mut Context<'_>),
) {
    let none = Jobs::default();
    let waged = Waged::of(state, prices, &none);
    let (model, prices) = (&waged.model, &waged.prices);
    let dual = Dual::new(model);
    let guide = engine::guide(model, &dual, dual.priced(prices), prices);
    let mut plan = State::of(model, &state.choice);
    let (kept, base) = (context.effort - context.effort / 2, context.base);
    context.effort /= 2;
    context.base += waged.beside;
    search(&mut plan, &guide, prices, bound - waged.beside, context);
    context.base = base;
    context.effort += kept;
    let found = State::of(state.model, &plan.choice);
    if found.feasible() && found.worth() > state.worth() {
        *state = found;
    }
}

/// A model without openings, its prices, and what bound and worth are less here than in the whole.
struct Waged<'n> {
    model: Model<'n>,
    prices: Vec<f64>,
    beside: f64,
}

/// How many workers of some slots there may be, beside those who stand still, and what one more place would be worth.
struct Limit {
    slots: Vec<usize>,
    upper: i64,
    lower: i64,
    price: f64,
}

impl<'n> Waged<'n> {
    /// At these prices. A limit that the plan does not keep is drawn where the plan is.
    fn of(state: &State<'_>, prices: &[f64], none: &'n Jobs) -> Self {
        let (model, jobs) = (state.model, state.model.jobs);
        let dual = Dual::new(model);
        let openings = &prices[model.opening_var..model.opening_var + jobs.count.len()];
        let mut gains = dual.slot_gains(prices);
        let still = |slot: u32| model.base.as_ref().map_or(0.0, |base| base.present(slot));
        let mut beside: f64 = jobs.count.iter().zip(openings).map(|(&count, price)| f64::from(count) * price).sum();
        beside += model.base.as_ref().map_or(0.0, |base| base.gain_of(&gains));
        let mut limits = Vec::new();
        for joint in joints(jobs, &dual.slots_used, &gains, openings, LEAST * dual.scale()) {
            let moving =
                |slots: &[usize]| slots.iter().map(|&s| state.matching.present(s as u32) - still(s as u32)).sum();
            let places = |slots: &[usize], among: &[usize]| {
                let all: f64 = among.iter().map(|&o| f64::from(jobs.count[o])).sum();
                all - slots.iter().map(|&s| still(s as u32)).sum::<f64>()
            };
            if !joint.gainers.is_empty() {
                // where nobody comes for nothing an opening is a place as any other, and may stay empty at its price
                let least = joint.openings.iter().map(|&o| openings[o]).fold(f64::INFINITY, f64::min);
                let price = if joint.idle.is_empty() { least } else { 0.0 };
                let upper = places(&joint.gainers, &joint.openings).max(moving(&joint.gainers));
                joint.gainers.iter().for_each(|&slot| gains[slot] += price);
                beside -= price * upper;
                limits.push(Limit { slots: joint.gainers.clone(), upper: upper as i64, lower: 0, price });
            }
            if !joint.idle.is_empty() {
                let slots = [joint.gainers, joint.idle].concat();
                let lower = places(&slots, &joint.priced).min(moving(&slots));
                limits.push(Limit { slots, upper: UNLIMITED, lower: (lower as i64).max(0), price: 0.0 });
            }
        }
        limits.retain(|limit| limit.upper < UNLIMITED || limit.lower > 0);
        Self::within(model, &gains, &limits, prices, none, beside)
    }

    /// With workers worth what their slots gain.
    fn within(whole: &Model<'_>, gains: &[f64], limits: &[Limit], prices: &[f64], none: &'n Jobs, beside: f64) -> Self {
        let first = whole.upper.len();
        let mut rows_of = vec![Vec::new(); gains.len()];
        for (row, limit) in (first as u32..).zip(limits) {
            limit.slots.iter().for_each(|&slot| rows_of[slot].push(row));
        }
        let (upper, lower): (Vec<i64>, Vec<i64>) = limits.iter().map(|l| (l.upper, l.lower)).unzip();
        let model = whole.without_openings(none, (&upper, &lower), |option, uses| {
            let mut gain = 0.0;
            for &slot in whole.slots(option) {
                gain += gains[slot as usize];
                for &row in &rows_of[slot as usize] {
                    match uses.iter_mut().find(|known| known.0 == row) {
                        Some(known) => known.1 += 1,
                        None => uses.push((row, 1)),
                    }
                }
            }
            gain
        });
        let mut own = vec![0.0; model.vars.len()];
        for row in 0..first {
            model.put_row_price(&mut own, row, whole.row_price(prices, row));
        }
        for (row, limit) in (first..).zip(limits) {
            model.put_row_price(&mut own, row, limit.price);
        }
        let pairs = whole.opening_var + whole.jobs.count.len();
        own[model.opening_var..].copy_from_slice(&prices[pairs..]);
        Self { model, prices: own, beside }
    }
}

/// Openings of a region joined by edges that pay, and the slots whose workers take them.
#[derive(Default)]
struct Joint {
    openings: Vec<usize>,
    /// Those with a price.
    priced: Vec<usize>,
    /// Slots that gain by a place, and slots to which it is the same to have none.
    gainers: Vec<usize>,
    idle: Vec<usize>,
}

/// All of them; an edge pays if a worker of its slot gains no more elsewhere.
fn joints(jobs: &Jobs, slots: &[u32], gains: &[f64], prices: &[f64], least: f64) -> Vec<Joint> {
    let pays = |slot: u32| jobs.paying(slot, prices, gains[slot as usize] - least);
    let mut root: Vec<usize> = (0..prices.len()).collect();
    for &slot in slots {
        let Some(first) = pays(slot).next() else { continue };
        for opening in pays(slot) {
            let (a, b) = (root_of(&mut root, first), root_of(&mut root, opening));
            root[a] = b;
        }
    }
    let mut joints: Vec<Joint> = prices.iter().map(|_| Joint::default()).collect();
    for (opening, &price) in prices.iter().enumerate() {
        let joint = &mut joints[root_of(&mut root, opening)];
        joint.openings.push(opening);
        if price > least {
            joint.priced.push(opening);
        }
    }
    for &slot in slots {
        let Some(first) = pays(slot).next() else { continue };
        let joint = &mut joints[root_of(&mut root, first)];
        let side = if gains[slot as usize] > least { &mut joint.gainers } else { &mut joint.idle };
        side.push(slot as usize);
    }
    joints
}

/// Who stands for a set (union by halved paths).
fn root_of(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

#[cfg(test)]
mod tests;
