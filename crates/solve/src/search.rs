//! From prices to a plan: greedy by priced worth, repair of limits, and moves of one or two units.

use crate::exchange::{self, Cells};
use crate::model::{Model, WAIT};
use crate::state::State;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Worths that guide the search.
pub(crate) struct Guide {
    /// Worth of every option less the prices of rows and openings.
    pub(crate) priced: Vec<f64>,
    /// Worth of every option with its workers' gains at the prices of openings, rows for nothing.
    pub(crate) gross: Vec<f64>,
    /// How far an estimate may lie below nothing and still be tried exactly (0 without openings).
    pub(crate) doubt: f64,
    /// The largest worth in `gross`, never 0: what worths are measured in.
    pub(crate) scale: f64,
}

/// A plan built greedily: first units that may not wait; then those worth their price, by how much they lose if their
/// best option is taken by others; then the rest, cheapest first. Workers count on openings that are still free.
pub(crate) fn construct<'m>(model: &'m Model<'m>, guide: &Guide, opening_prices: &[f64]) -> State<'m> {
    let mut state = State::new(model);
    let mut left = model.jobs.count.clone();
    let mut order: Vec<(bool, bool, f64, usize)> = (0..model.units())
        .map(|unit| {
            let (mut best, mut second) = (if model.must[unit] { f64::NEG_INFINITY } else { 0.0 }, f64::NEG_INFINITY);
            let mut top = f64::NEG_INFINITY;
            for option in model.options(unit) {
                let worth = guide.priced[option as usize];
                top = top.max(worth);
                if worth > best {
                    (best, second) = (worth, best);
                } else {
                    second = second.max(worth);
                }
            }
            let regret = if second == f64::NEG_INFINITY { f64::INFINITY } else { best - second };
            (!model.must[unit], top < 0.0, if top < 0.0 { top } else { regret }, unit)
        })
        .collect();
    order.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)).then(a.3.cmp(&b.3)));
    let mut gains = Vec::new();
    for (_, _, _, unit) in order {
        let mut best: Option<(f64, u32)> = None;
        for option in model.options(unit) {
            // the priced worth counts every worker at the best opening; what is taken by now is taken off
            let mut worth = guide.priced[option as usize];
            for &slot in model.slots(option) {
                let net = |e: usize| model.jobs.edges[e].1 - opening_prices[model.jobs.edges[e].0 as usize];
                let span = model.jobs.slot_edges(slot);
                let (mut full, mut free) = (0.0_f64, 0.0_f64);
                for e in span {
                    full = full.max(net(e));
                    if left[model.jobs.edges[e].0 as usize] > 0 {
                        free = free.max(net(e));
                    }
                }
                worth += free - full;
            }
            let wanted = model.must[unit] || guide.gross[option as usize] >= 0.0;
            if wanted && best.is_none_or(|b| worth > b.0) && state.fits(unit, option) {
                best = Some((worth, option));
            }
        }
        let Some((_, option)) = best else { continue };
        state.set(unit, option);
        for &slot in model.slots(option) {
            gains.clear();
            gains.extend(model.jobs.slot_edges(slot).filter(|&e| left[model.jobs.edges[e].0 as usize] > 0));
            let net = |e: usize| model.jobs.edges[e].1 - opening_prices[model.jobs.edges[e].0 as usize];
            if let Some(&e) = gains.iter().max_by(|&&a, &&b| net(a).total_cmp(&net(b))).filter(|&&e| net(e) >= 0.0) {
                left[model.jobs.edges[e].0 as usize] -= 1;
            }
        }
    }
    state
}

/// Moves units until all limits hold and all that must be placed are; `false` when the steps run out.
pub(crate) fn repair(state: &mut State<'_>, guide: &Guide, seed: u64, steps: usize) -> bool {
    let model = state.model;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut weight = vec![1.0_f64; model.units()];
    for _ in 0..steps {
        let waiting: Vec<usize> = (0..model.units())
            .filter(|&u| model.must[u] && state.choice[u] == WAIT && !model.options(u).is_empty())
            .collect();
        let short: Vec<usize> = (0..model.lower.len()).filter(|&r| state.used[r] < model.lower[r]).collect();
        if waiting.is_empty() && short.is_empty() {
            return state.feasible();
        }
        let pick = rng.random_range(0..waiting.len() + short.len());
        let (unit, option) = if let Some(&unit) = waiting.get(pick) {
            weight[unit] += 1.0;
            (unit, cheapest_entry(state, guide, &weight, unit, &mut rng))
        } else {
            let row = short[pick - waiting.len()] as u32;
            let Some(found) = cheapest_filler(state, guide, &weight, row, &mut rng) else { return false };
            weight[found.0] += 0.5;
            found
        };
        enter(state, guide, &weight, unit, option, &mut rng);
    }
    state.feasible()
}

/// The option by which a unit enters at the least cost, what it pushes out counted.
fn cheapest_entry(state: &mut State<'_>, guide: &Guide, weight: &[f64], unit: usize, rng: &mut ChaCha8Rng) -> u32 {
    let model = state.model;
    let mut best = (f64::INFINITY, WAIT);
    for option in model.options(unit) {
        let over = push_out(state, weight, unit, option, guide);
        let cost: f64 = over.iter().map(|&u| if model.must[u] { 4.0 * weight[u] } else { 0.5 }).sum();
        let cost = cost + rng.random_range(0.0..1.0) - 1e-9 * guide.priced[option as usize].clamp(-1e3, 1e3);
        if cost < best.0 {
            best = (cost, option);
        }
    }
    best.1
}

/// A unit and an option that use more of a row that is short.
fn cheapest_filler(
    state: &mut State<'_>,
    guide: &Guide,
    weight: &[f64],
    row: u32,
    rng: &mut ChaCha8Rng,
) -> Option<(usize, u32)> {
    let model = state.model;
    let amount = |o: u32| if o == WAIT { 0 } else { model.uses(o).iter().find(|u| u.0 == row).map_or(0, |u| u.1) };
    let mut best: Option<(f64, usize, u32)> = None;
    for (unit, held) in weight.iter().enumerate() {
        let now = state.choice[unit];
        let here = if now == WAIT { 0.0 } else { guide.priced[now as usize] };
        for option in model.options(unit) {
            if amount(option) > amount(now) {
                let fits = state.fits(unit, option);
                let loss = (here - guide.priced[option as usize]) / guide.scale;
                let cost = if fits { 0.0 } else { 3.0 } + held + loss.clamp(-1.0, 1.0) + rng.random_range(0.0..1.0);
                if best.is_none_or(|b| cost < b.0) {
                    best = Some((cost, unit, option));
                }
            }
        }
    }
    best.map(|b| (b.1, b.2))
}

/// Whom an entry pushes out so that upper limits hold.
fn push_out(state: &State<'_>, weight: &[f64], unit: usize, option: u32, guide: &Guide) -> Vec<usize> {
    let model = state.model;
    let mut over: Vec<(u32, i64)> = Vec::new();
    for &(row, amount) in model.uses(option) {
        let mine = match state.choice[unit] {
            WAIT => 0,
            now => model.uses(now).iter().find(|u| u.0 == row).map_or(0, |u| i64::from(u.1)),
        };
        let excess = state.used[row as usize] - mine + i64::from(amount) - model.upper[row as usize];
        if excess > 0 {
            over.push((row, excess));
        }
    }
    let mut out = Vec::new();
    while let Some(&(row, excess)) = over.iter().max_by_key(|o| o.1).filter(|o| o.1 > 0) {
        let mut best: Option<(f64, usize)> = None;
        for (other, patience) in weight.iter().enumerate() {
            let now = state.choice[other];
            if other == unit || now == WAIT || out.contains(&other) {
                continue;
            }
            let frees = model.uses(now).iter().find(|u| u.0 == row).map_or(0, |u| i64::from(u.1));
            if frees == 0 {
                continue;
            }
            let held = if model.must[other] { 4.0 * patience } else { 1.0 };
            let worth = (guide.priced[now as usize] / guide.scale).clamp(-1.0, 1.0);
            let cost = held * (1.0 + 0.2 * (frees - excess).unsigned_abs() as f64) + 0.1 * worth;
            if best.is_none_or(|b| cost < b.0) {
                best = Some((cost, other));
            }
        }
        let Some((_, other)) = best else { break };
        out.push(other);
        for o in &mut over {
            o.1 -= model.uses(state.choice[other]).iter().find(|u| u.0 == o.0).map_or(0, |u| i64::from(u.1));
        }
    }
    out
}

fn enter(state: &mut State<'_>, guide: &Guide, weight: &[f64], unit: usize, option: u32, rng: &mut ChaCha8Rng) {
    let mut out = push_out(state, weight, unit, option, guide);
    for &other in &out {
        state.set(other, WAIT);
    }
    state.set(unit, option);
    out.sort_by_key(|&u| !state.model.must[u]);
    for other in out {
        let back: Vec<u32> = state.model.options(other).filter(|&o| state.room(o)).collect();
        if !back.is_empty() && (state.model.must[other] || rng.random_bool(0.7)) {
            let at = (0..back.len())
                .max_by(|&a, &b| guide.priced[back[a] as usize].total_cmp(&guide.priced[back[b] as usize]))
                .unwrap_or(0);
            state.set(other, back[at]);
        }
    }
}

/// Improves a feasible plan by moves of one unit and of two (a swap, or one in and one out) until none helps.
/// Counts its steps down from `budget`.
pub(crate) fn polish(state: &mut State<'_>, guide: &Guide, budget: &mut u64, stop: &dyn Fn() -> bool) {
    let size: f64 = guide.gross.iter().map(|g| g.abs()).sum::<f64>() / guide.gross.len().max(1) as f64;
    let least = 1e-12 * size;
    let cells = Cells::of(state.model);
    state.matching.assess_all();
    while *budget > 0 && !stop() {
        let moved = pass(state, guide, least, budget);
        let exchanged = exchange::improve(state, guide, &cells, least, budget, stop);
        if !moved && !exchanged {
            return;
        }
    }
}

/// Tries every unit once; tells whether anything helped.
fn pass(state: &mut State<'_>, guide: &Guide, least: f64, budget: &mut u64) -> bool {
    let model = state.model;
    let regions = model.region.iter().max().map_or(0, |&r| r as usize + 1);
    let mut improved = false;
    let mut leave: Vec<f64> = (0..model.units()).map(|u| most_from_leaving(state, guide, u)).collect();
    let mut residents: Vec<Vec<u32>> = vec![Vec::new(); regions];
    for (unit, &option) in state.choice.iter().enumerate() {
        if option != WAIT {
            residents[model.region[option as usize] as usize].push(unit as u32);
        }
    }
    for unit in 0..model.units() {
        if *budget == 0 {
            return improved;
        }
        let now = state.choice[unit];
        let other = if move_one(state, guide, unit, least, budget) {
            Some((unit, now))
        } else {
            move_two(state, guide, unit, (&residents, &leave), least, budget)
        };
        if let Some((other, then)) = other {
            for option in [now, state.choice[unit], then, state.choice[other]] {
                state.assess(option);
            }
            leave[unit] = most_from_leaving(state, guide, unit);
            leave[other] = most_from_leaving(state, guide, other);
            *budget = budget.saturating_sub(200);
            improved = true;
        }
    }
    improved
}

/// What a change of one unit seems to gain: the larger of two estimates, as last assessed and at the prices of openings.
/// The first knows what is free now, the second what is free after others have moved.
pub(crate) fn change(state: &State<'_>, guide: &Guide, unit: usize, option: u32) -> f64 {
    let assessed = state.enter(option) - state.leave(unit);
    if state.model.slots.is_empty() {
        return assessed;
    }
    assessed.max(gross(guide, option) - gross(guide, state.choice[unit]) - guide.doubt)
}

/// The most that a placed unit could gain by going anywhere else.
fn most_from_leaving(state: &State<'_>, guide: &Guide, unit: usize) -> f64 {
    let now = state.choice[unit];
    let wait = if state.model.must[unit] { f64::NEG_INFINITY } else { change(state, guide, unit, WAIT) };
    let others = state.model.options(unit).filter(|&o| o != now);
    others.map(|o| change(state, guide, unit, o)).fold(wait, f64::max)
}

fn gross(guide: &Guide, option: u32) -> f64 {
    if option == WAIT { 0.0 } else { guide.gross[option as usize] }
}

/// Tries changes; keeps them when they gain (or gain nothing and place more persons).
pub(crate) fn attempt(state: &mut State<'_>, moves: &[(usize, u32)], least: f64) -> bool {
    let before: Vec<u32> = moves.iter().map(|m| state.choice[m.0]).collect();
    let persons = |s: &State<'_>| -> u64 {
        moves.iter().map(|m| if s.choice[m.0] == WAIT { 0 } else { u64::from(s.model.persons[m.0]) }).sum()
    };
    let had = persons(state);
    let gain: f64 = moves.iter().map(|&(u, o)| state.set(u, o)).sum();
    if gain > least || gain >= -least * 1e-3 && persons(state) > had {
        return true;
    }
    for (&(u, _), &o) in moves.iter().zip(&before) {
        state.set(u, o);
    }
    false
}

fn move_one(state: &mut State<'_>, guide: &Guide, unit: usize, least: f64, budget: &mut u64) -> bool {
    let model = state.model;
    let now = state.choice[unit];
    let mut improved = false;
    let ways = model.options(unit).chain((!model.must[unit]).then_some(WAIT));
    for option in ways {
        *budget = budget.saturating_sub(1);
        let social = !model.partners(unit).is_empty();
        if option != state.choice[unit]
            && (social || change(state, guide, unit, option) >= -least)
            && state.fits(unit, option)
            && attempt(state, &[(unit, option)], least)
        {
            improved = true;
        }
    }
    improved && state.choice[unit] != now
}

/// Tries to move the unit together with one resident of the region it goes to; returns that one and where it was.
fn move_two(
    state: &mut State<'_>,
    guide: &Guide,
    unit: usize,
    (residents, leave): (&[Vec<u32>], &[f64]),
    least: f64,
    budget: &mut u64,
) -> Option<(usize, u32)> {
    let model = state.model;
    for option in model.options(unit) {
        if option == state.choice[unit] {
            continue;
        }
        let first = change(state, guide, unit, option);
        let others = &residents[model.region[option as usize] as usize];
        *budget = budget.saturating_sub(others.len() as u64 / 4);
        for &other in others {
            let other = other as usize;
            let then = state.choice[other];
            if first + leave[other] <= least || other == unit || then == WAIT {
                continue;
            }
            let ways = model.options(other).chain((!model.must[other]).then_some(WAIT));
            for next in ways {
                *budget = budget.saturating_sub(1);
                if next != then
                    && first + change(state, guide, other, next) > least
                    && state.fit_all(&[(unit, option), (other, next)])
                {
                    *budget = budget.saturating_sub(3 + model.jobs.step_cost() / 16);
                    if attempt(state, &[(unit, option), (other, next)], least) {
                        return Some((other, then));
                    }
                }
            }
        }
        if *budget == 0 {
            return None;
        }
    }
    None
}

/// Places whoever waits where a place is free and costs nothing.
pub(crate) fn fill(state: &mut State<'_>) {
    for unit in 0..state.model.units() {
        if state.choice[unit] == WAIT {
            for option in state.model.options(unit) {
                if state.fits(unit, option) && attempt(state, &[(unit, option)], 0.0) {
                    break;
                }
            }
        }
    }
}

/// The last touches: moves of one and two units with a small budget, then free places.
pub(crate) fn settle(state: &mut State<'_>, guide: &Guide) {
    let mut budget = 2_000_000;
    polish(state, guide, &mut budget, &|| false);
    fill(state);
}
