//! Countries: many units, one objective. Prices on samples and then on all; units with a clear best are fixed; the few
//! near indifference become an ordinary model.

mod conjugate;
mod deal;
mod limits;
mod newton;
mod pool;
mod prices;
mod rest;
mod sample;
mod source;
mod system;
mod ties;
mod transport;
mod trust;

use crate::chains;
use crate::dual::Dual;
use crate::engine::{self, Conflict, Context};
use crate::fractional;
use crate::improve;
use crate::matching::Jobs;
use crate::model::Lens;
use crate::problem::Problem;
use crate::search::{self, Guide};
use crate::solution::Stage;
use crate::state::State;
use crate::wages;
use prices::Priced;
use rest::Rest;
use source::Source;
use transport::Transport;

/// Units from which on the country's way is taken.
const MANY: usize = 5000;

/// Units left undecided for every limit that has a price: few at first, among whom a good plan is soon found; the same once
/// more, with all regions for those who wait; then more and more, as some plans need. With each the part of the work that
/// is left: what few can gain they gain sooner than many do, but soon no more.
const UNDECIDED: [(usize, u64); 5] = [(5, 20), (5, 40), (8, 20), (12, 4), (20, 1)];

/// Units that a search for a chain puts out at most: few at first, and more where these do not suffice.
const NODES: [usize; 3] = [60, 200, 600];

/// Chains take at most one part in so many of the work: where units have very many options, groups gain more by the rest.
const CHAINS: u64 = 8;

/// Moves at most by which a rounded plan is brought up to lower limits.
const REPAIRS: usize = 400;

/// So much wider than needed the rest is made when no plan is found for it.
const WIDEST: f64 = 64.0;

/// A plan of a country with its bound.
pub(crate) struct Settled {
    pub(crate) regions: Vec<Option<u32>>,
    pub(crate) bound: f64,
    pub(crate) row_prices: Vec<f64>,
    pub(crate) opening_prices: Vec<f64>,
}

/// Whether a problem seen so is a country: many units, and worth decides.
pub(crate) fn takes(problem: &Problem, lens: &Lens<'_>) -> bool {
    many(problem) && lens.seat.is_none() && lens.seated.is_empty()
}

/// Whether there are enough units for a country.
pub(crate) fn many(problem: &Problem) -> bool {
    problem.units.len() >= MANY
}

/// The best plan found for a country, and a bound on all.
pub(crate) fn run(
    problem: &Problem,
    jobs: &Jobs,
    lens: &Lens<'_>,
    context: &mut Context<'_>,
) -> Result<Settled, Conflict> {
    let units = 0..problem.units.len();
    let mut source = Source::new(problem, jobs, units.clone().map(lens.must).collect(), units.map(lens.open).collect());
    let mut priced = prices::minimise(&mut source, context);
    context.stage("prices", None, Some(priced.bound));
    if problem.has_minimums() && priced.bound < least_worth(&source) {
        // a bound on every plan below what any could be worth: there is none
        return Err(Conflict { proved: true, rows: short_rows(&source, &priced), units: Vec::new() });
    }
    let mut regions = rest::everybody(&source, &priced.prices);
    let (mut times, mut near, mut start) = (1.0, Vec::new(), false);
    for (turn, (each, part)) in UNDECIDED.into_iter().enumerate() {
        let rest = loop {
            let stop = || context.stop();
            let rest = rest::undecided(&source, &priced, (each, turn), times, &mut regions, &mut start, &stop);
            match place_rest(&rest, &priced, start.then_some(&regions[..]), part, context) {
                Ok(choice) => {
                    rest.put(&choice, &mut regions);
                    break rest;
                }
                // those who may not wait may need the places of others who seemed to have theirs for sure
                Err(_) if times < WIDEST && !context.stop() => times *= 8.0,
                Err(conflict) => return Err(rest.whole(conflict)),
            }
        };
        start = true;
        near = rest.units;
        if context.stop() || context.stages.last().is_some_and(|s| near_enough(s, context)) {
            break;
        }
    }
    if let Some(prices) = Transport::of(&source).and_then(|t| t.settle(&mut regions, &near)) {
        let bound = source.bound(&prices);
        if bound < priced.bound {
            (priced.prices, priced.bound) = (prices, bound);
        }
        context.stage("exact", None, Some(priced.bound));
    }
    check(&source, &regions, priced.bound)?;
    let opening_prices = priced.prices.split_off(source.upper.len());
    Ok(Settled { regions, bound: priced.bound, row_prices: priced.prices, opening_prices })
}

/// No plan is worth less than this.
fn least_worth(source: &Source<'_>) -> f64 {
    let worst = |unit: usize| {
        let start = if source.must[unit] { f64::INFINITY } else { 0.0 };
        source.problem.options(unit).map(|o| o.1).fold(start, f64::min)
    };
    let (mut sum, mut size) = (0.0, 0.0);
    for unit in (0..source.units()).filter(|&u| source.open[u]) {
        sum += worst(unit);
        size += worst(unit).abs();
    }
    sum - 1e-9 * size
}

/// Rows with a lower limit that has a price.
fn short_rows(source: &Source<'_>, priced: &Priced) -> Vec<u32> {
    (0..source.lower.len() as u32).filter(|&r| priced.prices[r as usize] < 0.0).collect()
}

/// Limits that a plan does not keep and units that it leaves out though they must be placed: nothing of the way here is relied
/// on for that.
fn check(source: &Source<'_>, regions: &[Option<u32>], bound: f64) -> Result<(), Conflict> {
    let mut used = vec![0_u64; source.upper.len()];
    let mut units = Vec::new();
    for (unit, region) in regions.iter().enumerate() {
        match region {
            Some(region) => {
                source.uses(unit, *region).iter().for_each(|(row, amount)| used[row as usize] += u64::from(amount));
            }
            None if source.must[unit] => units.push(unit as u32),
            None => {}
        }
    }
    let kept = |r: usize| used[r] >= source.lower[r] && source.upper[r].is_none_or(|upper| used[r] <= upper);
    let rows: Vec<u32> = (0..used.len()).filter(|&r| !kept(r)).map(|r| r as u32).collect();
    if rows.is_empty() && units.is_empty() {
        return Ok(());
    }
    // there is no bound only where somebody who must be placed has nowhere to go
    Err(Conflict { proved: bound == f64::NEG_INFINITY, rows, units })
}

/// Limits of the rest that cannot be kept.
fn broken(state: &State<'_>) -> Vec<u32> {
    let model = state.model;
    let kept = |r: usize| (model.lower[r]..=model.upper[r]).contains(&state.used[r]);
    (0..model.upper.len()).filter(|&r| !kept(r)).map(|r| r as u32).collect()
}

/// Whether a stage came as near to the bound as was asked for.
fn near_enough(stage: &Stage, context: &Context<'_>) -> bool {
    stage.value.zip(stage.bound).is_some_and(|(value, bound)| context.near_enough(value, bound))
}

/// Options for the units that prices leave undecided, with a part of the work left; from where they are, if they are.
fn place_rest(
    rest: &Rest<'_>,
    priced: &Priced,
    start: Option<&[Option<u32>]>,
    part: u64,
    context: &mut Context<'_>,
) -> Result<Vec<u32>, Conflict> {
    let model = &rest.model;
    let prices = rest.prices(priced);
    let dual = Dual::new(model);
    let guide = engine::guide(model, &dual, dual.priced(&prices), &prices);
    let bound = priced.bound - rest.fixed;
    let kept = context.effort - context.effort / part;
    context.effort /= part;
    context.base = rest.fixed;
    let mut state = match start {
        Some(regions) => State::of(model, &rest.choices(regions)),
        None => fractional::round(model, &guide, &rest.share),
    };
    if model.has_minimums() && !state.feasible() {
        // rounding comes near a lower limit, from either side
        search::repair(&mut state, &guide, context.options.seed, REPAIRS);
    }
    if !state.feasible() {
        let found = engine::first_plan(model, &dual, &guide, &prices, context, None);
        state = found.inspect_err(|_| context.base = 0.0)?;
        // those who are fixed may use more than there is, where nobody is left to tell
        if !state.feasible() {
            context.base = 0.0;
            return Err(Conflict { proved: false, rows: broken(&state), units: Vec::new() });
        }
    }
    context.stage("rounding", Some(state.worth()), Some(bound));
    let first = start.is_none();
    if wages::suit(model) {
        wages::improve(&mut state, &prices, bound, context, |state, guide, prices, bound, context| {
            improve_rest(state, guide, prices, (bound, first), context);
        });
    }
    improve_rest(&mut state, &guide, &prices, (bound, first), context);
    context.stage("search", Some(state.worth()), Some(bound));
    context.base = 0.0;
    context.effort += kept;
    Ok(state.choice)
}

/// Improves a feasible plan of the rest; a `first` one by short chains alone: in it many wait who are wanted elsewhere than
/// near their best, and that is for the next.
fn improve_rest(
    state: &mut State<'_>,
    guide: &Guide,
    prices: &[f64],
    (bound, first): (f64, bool),
    context: &mut Context<'_>,
) {
    let before = context.effort;
    let mut budget = before / CHAINS;
    let enough = |worth| context.near_enough(worth, bound) || context.stop();
    let nodes = if first { &NODES[..1] } else { &NODES };
    chains::improve(state, guide, prices, nodes, &mut budget, &enough);
    context.effort = before - before / CHAINS + budget;
    if !first && !state.model.region.is_empty() {
        improve::groups(state, guide, prices, bound, context);
        search::settle(state, guide);
    }
}
