//! A plan made better: neighbourhoods solved exactly, and walks through plans that break limits, in turns.
//!
//! The one finds what needs many units of a few regions at once, the other what goes through many regions.

use crate::engine::Context;
use crate::model::Model;
use crate::neighbourhood::Rounds;
use crate::search::Guide;
use crate::state::State;
use crate::walks::{self, Walks};

/// Steps of one turn.
const TURN: u64 = 4_000_000;
/// What a step of a walk costs in steps.
const MOVE: u64 = 4;
/// Rounds of neighbourhoods with openings, where a round takes longer, without a gain after which the search ends.
const IDLE: u32 = 150;

/// Improves a feasible plan until the work runs out, the bound is met, or a quarter of the work has not helped.
pub(crate) fn plan<'m>(state: &mut State<'m>, guide: &Guide, prices: &[f64], bound: f64, context: &mut Context<'_>) {
    let model = state.model;
    let seed = context.options.seed;
    let mut rounds = Rounds::new(state, guide, prices, seed);
    let ground = walks::suit(model).then(|| walks::ground(model, &guide.priced, prices));
    let mut walkers = ground.as_ref().map(|ground| Walks::new(ground, &state.choice, seed));
    let mut value = state.worth();
    let patience = context.effort / 4;
    let (mut idle, mut idle_rounds) = (0, 0);
    let enough = |value: f64| (bound - value) / bound.abs().max(1.0) <= context.options.gap.max(1e-12);
    while context.effort > 0 && idle < patience && idle_rounds < IDLE && !context.stop() && !enough(value) {
        let before = value;
        let mut steps = 0;
        while steps < TURN.min(context.effort) && idle_rounds < IDLE && !context.stop() && !enough(value) {
            let had = value;
            steps += rounds.round(state, &mut value).max(1);
            if value > had + 1e-10 * had.abs() {
                idle_rounds = 0;
                context.tell("search", Some(value), Some(bound));
            } else if walkers.is_none() {
                idle_rounds += 1;
            }
        }
        if let Some(walkers) = &mut walkers {
            walkers.hear_of(value, &state.choice);
            let goal = bound - 1e-12 * bound.abs().max(1.0);
            steps += MOVE * walkers.walk(TURN.min(context.effort) / MOVE, goal, &|| context.stop());
            if let Some((_, choice)) = walkers.best().filter(|b| b.0 > value + 1e-10 * value.abs()) {
                *state = State::of(model, choice);
                value = state.worth();
                context.tell("search", Some(value), Some(bound));
            }
        }
        idle = if value > before + 1e-10 * before.abs() { 0 } else { idle + steps };
        context.effort = context.effort.saturating_sub(steps);
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
