//! Countries: many units, one objective, limits from above. Prices on samples and then on all; units with a clear best
//! are fixed; the few near indifference become an ordinary model.

mod newton;
mod pool;
mod prices;
mod rest;
mod sample;
mod source;
mod transport;

use crate::dual::Dual;
use crate::engine::{self, Conflict, Context};
use crate::fractional;
use crate::improve;
use crate::matching::Jobs;
use crate::model::{Lens, WAIT};
use crate::problem::Problem;
use crate::search;
use prices::Priced;
use rest::Rest;
use source::Source;
use transport::Transport;

/// Units from which on the country's way is taken.
const MANY: usize = 5000;

/// So much wider than needed the rest is made when no plan is found for it.
const WIDEST: f64 = 64.0;

/// A plan of a country with its bound.
pub(crate) struct Settled {
    pub(crate) regions: Vec<Option<u32>>,
    pub(crate) bound: f64,
    pub(crate) row_prices: Vec<f64>,
    pub(crate) opening_prices: Vec<f64>,
}

/// Whether a problem seen so is a country: many units, limits from above only, nothing that ties units together.
pub(crate) fn takes(problem: &Problem, lens: &Lens<'_>) -> bool {
    problem.units.len() >= MANY
        && lens.seat.is_none()
        && lens.seated.is_empty()
        && problem.pairs.iter().all(|p| p.value == 0.0)
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
    let source = Source::new(problem, jobs, units.clone().map(lens.must).collect(), units.map(lens.open).collect());
    let mut priced = prices::minimise(&source, context);
    context.stage("prices", None, Some(priced.bound));
    let mut regions = rest::everybody(&source, &priced.prices);
    let mut times = 1.0;
    let (rest, choice) = loop {
        let rest = rest::undecided(&source, &priced, times);
        match place_rest(&source, &rest, &priced, context) {
            Ok(choice) => break (rest, choice),
            // those who may not wait may need the places of others who seemed to have theirs for sure
            Err(_) if times < WIDEST && !context.stop() => times *= 8.0,
            Err(conflict) => return Err(rest.whole(conflict)),
        }
        context.base = 0.0;
    };
    for (&unit, &option) in rest.units.iter().zip(&choice) {
        regions[unit as usize] = (option != WAIT).then(|| rest.model.region[option as usize]);
    }
    if let Some(prices) = Transport::of(&source).and_then(|t| t.settle(&mut regions, &rest.units)) {
        let bound = source.bound(&prices);
        if bound < priced.bound {
            (priced.prices, priced.bound) = (prices, bound);
        }
        context.stage("exact", None, Some(priced.bound));
    }
    let opening_prices = priced.prices.split_off(source.upper.len());
    Ok(Settled { regions, bound: priced.bound, row_prices: priced.prices, opening_prices })
}

/// Options for the units that prices leave undecided.
fn place_rest(
    source: &Source<'_>,
    rest: &Rest<'_>,
    priced: &Priced,
    context: &mut Context<'_>,
) -> Result<Vec<u32>, Conflict> {
    let model = &rest.model;
    let (rows, first, count) = (source.upper.len(), model.opening_var, model.jobs.count.len());
    let mut prices = vec![0.0; model.vars.len()];
    for (row, var) in model.upper_var.iter().enumerate() {
        if let Some(var) = var {
            prices[*var as usize] = priced.prices[row];
        }
    }
    prices[first..first + count].copy_from_slice(&priced.prices[rows..]);
    let dual = Dual::new(model);
    let guide = engine::guide(model, &dual, dual.priced(&prices), &prices);
    context.base = rest.fixed;
    let bound = priced.bound - rest.fixed;
    let mut state = fractional::round(model, &guide, &rest.share);
    if state.feasible() {
        let mut budget = context.effort / 8;
        search::polish(&mut state, &guide, &mut budget, &|| context.stop());
    } else {
        state = engine::first_plan(model, &dual, &guide, &prices, context, None)?;
    }
    context.stage("rounding", Some(state.worth()), Some(bound));
    improve::groups(&mut state, &guide, &prices, bound, context);
    search::settle(&mut state, &guide);
    context.stage("search", Some(state.worth()), Some(bound));
    context.base = 0.0;
    Ok(state.choice)
}
