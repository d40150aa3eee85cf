//! A plan made better: neighbourhoods solved exactly, and walks through plans that break limits, in turns.
//!
//! The one finds what needs many units of a few regions at once, the other what goes through many regions. Where regions
//! have many rows, dives into groups of regions find both, and there are no walks.

use crate::engine::Context;
use crate::model::Model;
use crate::neighbourhood::Rounds;
use crate::plunge;
use crate::search::Guide;
use crate::state::State;
use crate::wages;
use crate::walks::{self, Walks};

/// Steps of one turn.
const TURN: u64 = 4_000_000;
/// What a step of a walk costs in steps.
const MOVE: u64 = 4;
/// Rounds of neighbourhoods alone without a gain after which the search ends: without openings, and with them or where
/// groups are dived into, where a round takes longer.
const IDLE: [u32; 2] = [1000, 600];

/// Improves a feasible plan until the work runs out, the gap asked for is met, or a quarter of the work has not helped.
pub(crate) fn plan<'m>(state: &mut State<'m>, guide: &Guide, prices: &[f64], bound: f64, context: &mut Context<'_>) {
    let model = state.model;
    let seed = context.options.seed;
    if wages::suit(model) {
        wages::improve(state, prices, bound, context, plan);
    }
    if !walks::suit(model) || plunge::suits(model) {
        return groups(state, guide, prices, bound, context);
    }
    let mut rounds = Rounds::new(state, guide, prices, seed);
    let ground = walks::ground(model, &guide.priced, prices);
    let mut walkers = Walks::new(&ground, &state.choice, seed);
    let mut value = state.worth();
    let (patience, mut idle) = (context.effort / 4, 0);
    let goal = bound - context.options.gap.max(1e-12) * bound.abs().max(1.0);
    while context.effort > 0 && idle < patience && !context.stop() && !context.near_enough(value, bound) {
        let before = value;
        let (mut steps, turn) = (0, TURN.min(context.effort));
        while steps < turn && !context.stop() && !context.near_enough(value, bound) {
            let had = value;
            steps += rounds.round(state, &mut value).max(1);
            if better(value, had) {
                context.tell("search", Some(value), Some(bound));
            }
        }
        walkers.hear_of(value, &state.choice);
        steps += MOVE * walkers.walk(turn / MOVE, goal, &|| context.stop());
        if let Some((_, choice)) = walkers.best().filter(|b| better(b.0, value)) {
            *state = State::of(model, choice);
            value = state.worth();
            context.tell("search", Some(value), Some(bound));
        }
        idle = if better(value, before) { 0 } else { idle + steps };
        context.effort = context.effort.saturating_sub(steps);
    }
}

/// More than by the rounding of sums.
fn better(value: f64, than: f64) -> bool {
    value > than + 1e-10 * than.abs()
}

/// Improves a feasible plan by neighbourhoods alone, until the work runs out, the gap asked for is met, or nothing has
/// helped for long.
pub(crate) fn groups<'m>(state: &mut State<'m>, guide: &Guide, prices: &[f64], bound: f64, context: &mut Context<'_>) {
    let mut rounds = Rounds::new(state, guide, prices, context.options.seed);
    let most = IDLE[usize::from(!state.model.slots.is_empty() || rounds.dives)];
    let (mut value, mut idle) = (state.worth(), 0);
    while context.effort > 0 && idle < most && !context.stop() && !context.near_enough(value, bound) {
        let before = value;
        context.effort = context.effort.saturating_sub(rounds.round(state, &mut value));
        if better(value, before) {
            idle = 0;
            context.tell("search", Some(value), Some(bound));
        } else {
            idle += 1;
        }
    }
}

/// A plan that keeps all limits, sought from one that breaks some.
pub(crate) fn seek<'m>(
    model: &'m Model<'m>,
    guide: &Guide,
    prices: &[f64],
    start: &[u32],
    context: &mut Context<'_>,
) -> Option<State<'m>> {
    if !walks::suit(model) {
        return None;
    }
    let ground = walks::ground(model, &guide.priced, prices);
    let mut walkers = Walks::new(&ground, start, context.options.seed);
    let budget = context.effort / 4;
    let mut steps = 0;
    while steps < budget && walkers.best().is_none() && !context.stop() {
        steps += MOVE * walkers.walk(TURN / MOVE, f64::NEG_INFINITY, &|| context.stop()).max(1);
    }
    context.effort -= steps.min(budget);
    walkers.best().map(|(_, choice)| State::of(model, choice))
}
