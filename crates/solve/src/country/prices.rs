//! Prices of a country: on a small sample of its units, on a larger one, on all.
//!
//! What the stages agree on is checked by the bound over all units: prices that do not lower it are not gone on with,
//! however well they did on their sample.

use super::newton::Smoothed;
use super::pool::Pool;
use super::sample;
use super::source::{Reach, Source};
use crate::engine::Context;

/// Waiting is looked at from this far, in typical differences between options: where places are as many as are needed
/// all prices of a kind may go up and down together, and waiting is all that tells how far.
const WAIT: f64 = 0.2;

/// The band that is kept of a unit's regions, in temperatures.
const REACH: f64 = 7.0;

/// How the temperature falls.
const FALL: f64 = 0.3;

/// So near to the true maximum, of the bound, the soft one tells no more.
const CLOSE: f64 = 3e-9;

/// Prices with the bound they prove.
pub(crate) struct Priced {
    pub(crate) prices: Vec<f64>,
    pub(crate) bound: f64,
    /// The last temperature.
    pub(crate) heat: f64,
    /// A typical difference between the options of a unit.
    pub(crate) scale: f64,
}

/// The lowest bound found and its prices.
pub(crate) fn minimise(source: &Source<'_>, context: &mut Context<'_>) -> Priced {
    let vars = source.upper.len() + source.jobs.count.len();
    let nothing = vec![0.0; vars];
    let mut best = Priced { bound: source.bound(&nothing), prices: nothing, heat: 0.0, scale: 1.0 };
    context.tell("prices", None, Some(best.bound));
    let open: Vec<u32> = (0..source.units() as u32).filter(|&u| source.open[u as usize]).collect();
    let scale = spread(source, &open);
    if vars == 0 || open.is_empty() {
        return best;
    }
    let order = source.variables();
    let all = sample::asked(source, &open);
    let mut sizes = vec![(4 * order.len()).max(1000), (20 * order.len()).max(20_000)];
    sizes.retain(|&s| 2 * s <= open.len());
    sizes.push(open.len());
    let mut heat = 0.25 * scale;
    for &size in &sizes {
        let whole = size == open.len();
        let ids = sample::of(&open, size);
        let limits = if whole { source.limits() } else { sample::limits(source, &all, &sample::asked(source, &ids)) };
        let last = scale * (order.len() as f64 / size as f64).min(0.2) * if whole { 0.05 } else { 0.5 };
        let mut prices = best.prices.clone();
        let mut value = source.bound_of(Some(&ids), &limits, &prices);
        let mut reach = REACH;
        loop {
            let tariff = source.tariff(&prices);
            let near = Reach { width: reach * heat, wait: (reach * heat).max(WAIT * scale) };
            let pool = Pool::gather(source, &tariff, Some(&ids), near, false);
            let smoothed = Smoothed { source, pool: &pool, cost: &limits, order: &order, stray: near.wait };
            let mut next = prices.clone();
            let (steps, enough) = if whole { (60, 0.02) } else { (12, 0.3) };
            let point = smoothed.descend(&mut next, heat, steps, enough);
            let there = source.bound_of(Some(&ids), &limits, &next);
            if there < value {
                (prices, value) = (next, there);
            }
            // the soft maximum over all regions lies above the true one: what is missing was out of the pool's reach
            if there > point.value && reach < 100.0 * REACH {
                reach *= 3.0;
                continue;
            }
            let close = point.value - there <= (0.02 * context.options.gap).max(CLOSE) * there.abs();
            if heat <= last || close || context.stop() {
                break;
            }
            reach = REACH;
            heat *= FALL;
        }
        let bound = if whole { value } else { source.bound(&prices) };
        if bound < best.bound {
            best = Priced { prices, bound, heat, scale };
        }
        context.tell("prices", None, Some(best.bound));
        heat *= 0.3;
    }
    best
}

/// A typical difference between the options of a unit: what temperatures are measured in.
fn spread(source: &Source<'_>, open: &[u32]) -> f64 {
    let mut spreads: Vec<f64> = sample::of(open, open.len().min(1000))
        .iter()
        .filter_map(|&unit| {
            let (mut least, mut most) = (0.0_f64, 0.0_f64);
            for (_, value, _) in source.problem.options(unit as usize) {
                (least, most) = (least.min(value), most.max(value));
            }
            (most > least).then_some(most - least)
        })
        .collect();
    spreads.sort_by(f64::total_cmp);
    spreads.get(spreads.len() / 2).copied().unwrap_or(1.0)
}
