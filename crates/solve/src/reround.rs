//! A part with competing openings solved anew as the whole was: prices, rounding of the fractional plan, moves.
//!
//! The exact core is of little use where hundreds of workers compete for openings; new prices for a few regions, with
//! everybody else standing still, say again how many workers of each kind they should hold.

use crate::core::Found;
use crate::dual::Dual;
use crate::engine;
use crate::fractional;
use crate::model::Model;
use crate::part::Part;
use crate::search;

/// The first temperature, in typical differences between options, and how often it falls: the whole's prices are near.
const HEAT: f64 = 3e-3;
const DEPTH: u32 = 3;

/// Newton steps of one pricing, for the count of work.
const NEWTON: u64 = 40;

/// A plan of the part that beats the floor, if rounding finds one.
pub(crate) fn part(part: &Part<'_>, whole: &Model<'_>, prices: &[f64], heat: f64, floor: f64) -> Found {
    let model = &part.model;
    let dual = Dual::new(model);
    let (prices, bound) = dual.minimise(part.prices(whole, prices), HEAT, DEPTH, &|| false);
    let free = model.vars.iter().filter(|v| v.high > 0.0).count() as u64;
    let steps = NEWTON * (free * free * free / 300 + model.region.len() as u64 * 4);
    if bound <= floor {
        return Found { best: None, steps };
    }
    let guide = engine::guide(model, &dual, dual.priced(&prices), &prices);
    let mut state = fractional::plan(model, &dual, &guide, &prices, heat);
    if !state.feasible() && !search::repair(&mut state, &guide, 0, 20 + model.units() / 4) {
        return Found { best: None, steps };
    }
    let mut budget = 200_000;
    search::polish(&mut state, &guide, &mut budget, &|| false);
    let worth = state.worth();
    let better = worth > floor + 1e-9 * floor.abs() && state.feasible();
    Found { best: better.then_some((state.choice, worth)), steps: steps + 200_000 - budget }
}
