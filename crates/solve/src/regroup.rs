//! A few regions at a time, with everybody in them, solved by the bounds of whole regions while the rest stands still.
//!
//! Where room is short the last families fit only if many change places at once. Groups share no region, so they
//! are solved side by side; rows that span groups are left to one of them.

use crate::branch;
use crate::dual::Dual;
use crate::engine::Context;
use crate::hull::Node;
use crate::model::{UNLIMITED, WAIT};
use crate::neighbourhood::row_spread;
use crate::part;
use crate::solution::Options;
use crate::state::State;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Regions of a group, round by round.
const SIZES: [usize; 4] = [3, 4, 5, 6];

/// Steps for one group.
const STEPS: u64 = 600_000;

/// Rounds without a gain after which it ends.
const IDLE: usize = 12;

/// Improves a feasible plan while `budget` steps last.
pub(crate) fn improve(state: &mut State<'_>, prices: &[f64], root: &Node, budget: u64, context: &mut Context<'_>) {
    let model = state.model;
    let mut rng = ChaCha8Rng::seed_from_u64(context.options.seed ^ 0x51ed_270b_76f1_a9c3);
    let mut regions: Vec<u32> = model.region.clone();
    regions.sort_unstable();
    regions.dedup();
    let spread = row_spread(model);
    let (mut value, bound) = (state.worth(), root.bound);
    let end = context.effort.saturating_sub(budget);
    let (mut idle, mut round) = (0, 0);
    while context.effort > end && idle < IDLE && value < bound && !context.stop() {
        let size = SIZES[round % SIZES.len()].min(regions.len());
        round += 1;
        for at in (1..regions.len()).rev() {
            regions.swap(at, rng.random_range(0..=at));
        }
        let groups: Vec<&[u32]> = regions.chunks(size).collect();
        let whole: &State<'_> = state;
        let asked = context.options;
        let results: Vec<_> = groups
            .par_iter()
            .enumerate()
            .map(|(at, group)| {
                let tight = |row: u32| {
                    let bounded = model.upper[row as usize] < UNLIMITED || model.lower[row as usize] > 0;
                    spread[row as usize] && at > 0 && bounded
                };
                solve_group(whole, (prices, &root.unit_price), group, &tight, asked)
            })
            .collect();
        let before = value;
        for (steps, moves) in results {
            context.effort = context.effort.saturating_sub(steps);
            let were: Vec<(usize, u32)> = moves.iter().map(|m| (m.0, state.choice[m.0])).collect();
            for &(unit, option) in &moves {
                state.set(unit, option);
            }
            let now = state.worth();
            if now > value && state.feasible() {
                value = now;
            } else {
                for &(unit, option) in &were {
                    state.set(unit, option);
                }
            }
        }
        idle = if value > before { 0 } else { idle + 1 };
        context.tell("search", Some(value), Some(bound));
    }
}

/// The best plan of a group of regions: steps taken, and what changes.
fn solve_group(
    state: &State<'_>,
    (prices, unit_price): (&[f64], &[f64]),
    group: &[u32],
    tight: &dyn Fn(u32) -> bool,
    asked: &Options<'_>,
) -> (u64, Vec<(usize, u32)>) {
    let model = state.model;
    let mut members: Vec<(u32, Vec<u32>)> = Vec::new();
    for unit in 0..model.units() {
        let now = state.choice[unit];
        if now != WAIT && !group.contains(&model.region[now as usize]) {
            continue;
        }
        let mut ways: Vec<u32> = model.options(unit).filter(|&o| group.contains(&model.region[o as usize])).collect();
        if !model.must[unit] {
            ways.push(WAIT);
        }
        if ways.len() > 1 {
            members.push((unit as u32, ways));
        }
    }
    let part = part::cut(model, state, &members, group, tight);
    let stays = |(at, &unit): (usize, &u32)| {
        let now = state.choice[unit as usize];
        part.model.options(at).find(|&o| part.options[o as usize] == now).unwrap_or(WAIT)
    };
    let own: Vec<u32> = part.units.iter().enumerate().map(stays).collect();
    let dual = Dual::new(&part.model);
    let quiet = Options { gap: 0.0, stop: None, progress: None, ..*asked };
    let mut context = Context::new(&quiet);
    context.effort = STEPS;
    let value = State::of(&part.model, &own).worth();
    let unit_price = part.units.iter().map(|&u| unit_price[u as usize]).collect();
    let found = branch::part(&dual, &part.prices(model, prices), value, unit_price, &mut context);
    let moves = |choice: Vec<u32>| part.to_whole(&choice).into_iter().filter(|&(u, o)| state.choice[u] != o).collect();
    (STEPS - context.effort + part.model.region.len() as u64 * 20, found.map_or(Vec::new(), moves))
}
