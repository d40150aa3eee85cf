//! Countries: many units, one objective, limits from above. Prices on samples and then on all; units with a clear best
//! are fixed; the few near indifference become an ordinary model.

mod conjugate;
mod newton;
mod pool;
mod prices;
mod rest;
mod sample;
mod source;
mod ties;
mod transport;

use crate::chains;
use crate::dual::Dual;
use crate::engine::{self, Conflict, Context};
use crate::fractional;
use crate::improve;
use crate::matching::Jobs;
use crate::model::Lens;
use crate::problem::Problem;
use crate::search;
use crate::solution::Stage;
use crate::state::State;
use prices::Priced;
use rest::Rest;
use source::Source;
use transport::Transport;

/// Units from which on the country's way is taken.
const MANY: usize = 5000;

/// Units left undecided for every limit that has a price: few at first, among whom a good plan is soon found; the same once
/// more, with all regions for those who wait; then more, as some plans need. With each the part of the work.
const UNDECIDED: [(usize, u64); 3] = [(5, 20), (5, 40), (20, 1)];

/// Units that a search for a chain puts out at most: few at first, and more where these do not suffice.
const NODES: [usize; 3] = [60, 200, 600];

/// So much wider than needed the rest is made when no plan is found for it.
const WIDEST: f64 = 64.0;

/// A plan of a country with its bound.
pub(crate) struct Settled {
    pub(crate) regions: Vec<Option<u32>>,
    pub(crate) bound: f64,
    pub(crate) row_prices: Vec<f64>,
    pub(crate) opening_prices: Vec<f64>,
}

/// Whether a problem seen so is a country: many units, limits from above only.
pub(crate) fn takes(problem: &Problem, lens: &Lens<'_>) -> bool {
    problem.units.len() >= MANY
        && lens.seat.is_none()
        && lens.seated.is_empty()
        && problem.rows.iter().all(|r| r.lower == 0)
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
    let mut regions = rest::everybody(&source, &priced.prices);
    let (mut times, mut near, mut start) = (1.0, Vec::new(), false);
    for (each, part) in UNDECIDED {
        let rest = loop {
            let rest = rest::undecided(&source, &priced, each, times, &regions, !start);
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
    let opening_prices = priced.prices.split_off(source.upper.len());
    Ok(Settled { regions, bound: priced.bound, row_prices: priced.prices, opening_prices })
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
    if !state.feasible() {
        let found = engine::first_plan(model, &dual, &guide, &prices, context, None);
        state = found.inspect_err(|_| context.base = 0.0)?;
    }
    context.stage("rounding", Some(state.worth()), Some(bound));
    let before = context.effort;
    let mut budget = before / 2;
    let enough = |worth| context.near_enough(worth, bound) || context.stop();
    // in a first plan many wait who are wanted elsewhere than near their best: that is for the next
    let nodes = if start.is_none() { &NODES[..1] } else { &NODES };
    chains::improve(&mut state, &guide, &prices, nodes, &mut budget, &enough);
    context.effort = before - before / 2 + budget;
    if start.is_some() {
        improve::groups(&mut state, &guide, &prices, bound, context);
        search::settle(&mut state, &guide);
    }
    context.stage("search", Some(state.worth()), Some(bound));
    context.base = 0.0;
    context.effort += kept;
    Ok(state.choice)
}
