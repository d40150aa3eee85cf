//! Plans read off prices alone: units are committed to their likeliest options, the likeliest first, while prices settle
//! anew, and the last few are searched exactly (diving: Joncour, Michel, Sadykov, Sverdlov and Vanderbeck 2010).
//!
//! What [`crate::commit`] does at the bound of whole regions, this does at that of prices, which knows all rows however
//! many there are, and costs a few Newton steps in their prices.

use crate::branch;
use crate::commit::Draw;
use crate::core::{self, Found};
use crate::dual::Dual;
use crate::model::{Model, WAIT};
use crate::part::{self, Part};
use crate::search;
use crate::settle::Chance;
use crate::state::State;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Temperature at which options are likely, in typical differences between options.
const HEAT: f64 = 3e-3;
/// Options less likely than this are not committed to.
const FAINT: f64 = 0.05;
/// How far luck lowers chances, one or the other; and the most that chance may add for where units stand, every other time.
const LUCK: [f64; 2] = [0.3, 0.8];
const BIAS: f64 = 1.0;
/// Open units that are searched instead, and the steps of that.
const LEFT: usize = 30;
const REST: u64 = 20_000;
/// Steps that settling prices takes for each open option.
const SETTLE: u64 = 5;

/// Whether plans of a model are sought so: regions have more rows than their programmes hold with ease, which rules out
/// [`crate::commit`], and no worth hangs on who else is there.
pub(crate) fn suits(model: &Model<'_>) -> bool {
    model.slots.is_empty() && model.pairs.is_empty() && !branch::few_rows(model)
}

/// A plan worth more than the floor, if there is one where a dive ends. `stands`: where units are now; options that fall short
/// of a unit's best by more than `far` are given up.
pub(crate) fn plan(
    model: &Model<'_>,
    mut prices: Vec<f64>,
    stands: &[u32],
    (floor, far): (f64, f64),
    rng: ChaCha8Rng,
) -> Found {
    let mut draw = draw(stands, rng);
    let mut state = State::new(model);
    let ways = |u: usize| model.options(u).chain((!model.must[u]).then_some(WAIT)).collect();
    let mut open: Vec<(u32, Vec<u32>)> = (0..model.units()).map(|u| (u as u32, ways(u))).collect();
    let (mut steps, scale) = (0, Dual::new(model).scale());
    loop {
        for (_, ways) in &mut open {
            ways.retain(|&o| o == WAIT || state.room(o));
        }
        let part = part::cut(model, &state, &open, &[], &|_| false);
        let dual = Dual::at_scale(&part.model, scale);
        steps += SETTLE * part.model.region.len() as u64;
        let left = floor - state.worth();
        let start = part.prices(model, &prices);
        if open.len() <= LEFT {
            let best = rest(&dual, start, left, &mut steps).and_then(|choice| finished(state, &part, &choice));
            return Found { best: best.filter(|b| b.1 > floor), steps };
        }
        let (own, share, bound) = dual.settled(start, HEAT);
        if bound <= left {
            return Found { best: None, steps };
        }
        part.put_prices(&own, model, &mut prices);
        nearest(&mut open, model, &prices, far.min(bound - left));
        let mut chances = chances(&part, &share);
        let count = draw.rank(&mut chances, open.len()).min(open.len() - LEFT);
        let mut committed = vec![false; model.units()];
        let mut done = 0;
        for &(unit, option, _) in &chances {
            if done == count {
                break;
            }
            if !committed[unit as usize] && (option == WAIT || state.room(option)) {
                state.set(unit as usize, option);
                committed[unit as usize] = true;
                done += 1;
            }
        }
        if done == 0 {
            return Found { best: None, steps };
        }
        open.retain(|w| !committed[w.0 as usize]);
    }
}

fn draw(stands: &[u32], mut rng: ChaCha8Rng) -> Draw {
    let luck = LUCK[usize::from(rng.random_bool(0.5))];
    let bias = if rng.random_bool(0.5) { BIAS * rng.random::<f64>() } else { 0.0 };
    Draw { rng, luck, bias, best: Some(stands.to_vec()) }
}

/// Leaves units the ways that fall short of their best by no more than `far`.
fn nearest(open: &mut [(u32, Vec<u32>)], model: &Model<'_>, prices: &[f64], far: f64) {
    let worth = |&option: &u32| match option {
        WAIT => 0.0,
        _ => model.value[option as usize] - model.cols(option).iter().map(|c| c.1 * prices[c.0 as usize]).sum::<f64>(),
    };
    for (_, ways) in open {
        let worths: Vec<f64> = ways.iter().map(worth).collect();
        let best = worths.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut near = worths.iter().map(|&w| w >= best - far);
        ways.retain(|_| near.next() == Some(true));
    }
}

/// How likely the units of a part have each way, in terms of the whole.
fn chances(part: &Part<'_>, share: &[f64]) -> Vec<Chance> {
    let mut chances = Vec::new();
    for (at, &unit) in part.units.iter().enumerate() {
        let mut waits = 1.0;
        for option in part.model.options(at) {
            chances.push((unit, part.options[option as usize], share[option as usize]));
            waits -= share[option as usize];
        }
        if !part.model.must[at] {
            chances.push((unit, WAIT, waits));
        }
    }
    chances.retain(|c| c.2 >= FAINT);
    chances
}

/// The best choices found for the last open units, if worth more than the floor.
fn rest(dual: &Dual<'_>, start: Vec<f64>, floor: f64, steps: &mut u64) -> Option<Vec<u32>> {
    let (prices, bound) = dual.minimise(start, 0.005, 5, &|| false);
    if bound <= floor {
        return None;
    }
    let found = core::search_at(dual, &prices, floor, REST);
    *steps += found.steps;
    found.best.map(|best| best.0)
}

/// The plan with the choices of its last units, and its worth, if it keeps all limits.
fn finished(mut state: State<'_>, part: &Part<'_>, choice: &[u32]) -> Option<(Vec<u32>, f64)> {
    for (unit, option) in part.to_whole(choice) {
        state.set(unit, option);
    }
    search::fill(&mut state);
    state.feasible().then(|| {
        let worth = state.worth();
        (state.choice, worth)
    })
}

#[cfg(test)]
mod tests;
