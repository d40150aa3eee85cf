//! Units that arrive all year: place those at hand now, at prices that speak for those who may still come.
//!
//! Who comes later is not known, but what they would give for the room that is left can be sampled: each sampled rest
//! of the year is put beside the units at hand, and the Lagrangian dual of both is solved over the room left. The mean
//! of those prices is what a place is worth to the future (re-solving with sampled futures: Ahani, Goelz, Procaccia,
//! Teytelboym and Trapp, Operations Research 2024). The units at hand are then placed by the batch engine, every place
//! and every opening at its price: a small problem like any other. When nobody can come any more nothing has a price
//! but to those at hand, and the sitting is the batch engine itself.

use crate::dual::Dual;
use crate::inclusion::solve;
use crate::jobs::worth;
use crate::matching::Jobs;
use crate::model::{Lens, Model};
use crate::problem::{ChoiceSpec, Inclusion, Problem, Row, UnitSpec};
use crate::solution::{Options, Solution, SolveError};
use rayon::prelude::*;

/// Units that one future is priced with at most; of more, each so many-th is taken, and the room is cut alike.
const MANY: usize = 40_000;

/// What one more of each row and opening is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// For each row; negative where a lower limit forces use.
    pub rows: Vec<f64>,
    /// For each opening, at least 0.
    pub openings: Vec<f64>,
}

/// Units at hand and who may come after them, over the same regions, rows, openings and kinds of worker.
#[derive(Clone, Copy, Debug)]
pub struct Sitting<'a> {
    /// Units to be placed now; its rows and openings hold what is left.
    pub hand: &'a Problem,
    /// Units that may come.
    pub pool: &'a Problem,
    /// Sampled rests of the year ([`crate::Forecast::sample`]): for each the units of the pool that come, a unit as often as it comes.
    /// Empty: nobody comes any more.
    pub futures: &'a [Vec<u32>],
    /// Prices charged on top, for instance to keep a region from being flooded in one month.
    pub surcharge: Option<&'a Prices>,
}

/// What a sitting decides.
#[derive(Clone, Debug)]
pub struct Seating {
    /// The plan for the units at hand. Its value, bound and gap are those of the problem with prices taken off the values;
    /// where nobody comes any more and nothing is charged on top, of the problem itself.
    pub plan: Solution,
    /// Worth of the plan without prices.
    pub value: f64,
    /// What places and openings are worth: to the future, or when nobody comes any more to those at hand.
    pub prices: Prices,
}

/// Places the units at hand.
///
/// Lower limits of rows bind only when nobody comes any more; until then they act through their prices.
/// Cost: for each future one dual over (units at hand + units to come, 40,000 at most) x regions, then
/// [`solve`](crate::solve) over the units at hand. The same sitting, seed and effort give the same answer for any number of threads.
///
/// # Errors
/// As [`solve`](crate::solve).
pub fn sit(sitting: &Sitting<'_>, options: &Options<'_>) -> Result<Seating, SolveError> {
    sitting.hand.check()?;
    sitting.pool.check()?;
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    let inside = Options { threads: None, ..*options };
    match pool {
        Some(pool) => pool.install(|| sit_here(sitting, &inside)),
        None => sit_here(sitting, &inside),
    }
}

fn sit_here(sitting: &Sitting<'_>, options: &Options<'_>) -> Result<Seating, SolveError> {
    let last = sitting.futures.is_empty();
    if last && sitting.surcharge.is_none() {
        let plan = solve(sitting.hand, options)?;
        let prices = Prices { rows: plan.row_prices.clone(), openings: plan.opening_prices.clone() };
        return Ok(Seating { value: plan.value, prices, plan });
    }
    let prices = future_prices(sitting, options);
    let mut charged = prices.clone();
    if let Some(extra) = sitting.surcharge {
        add(&mut charged, extra, 1.0);
    }
    let plan = solve(&priced(sitting.hand, &charged, last), options)?;
    let value = worth(sitting.hand, &plan.regions, &plan.jobs);
    Ok(Seating { plan, value, prices })
}

/// The mean over the futures of what places and openings are worth to units at hand and to come together.
fn future_prices(sitting: &Sitting<'_>, options: &Options<'_>) -> Prices {
    let each: Vec<Prices> =
        sitting.futures.par_iter().map(|future| joint_prices(&joint(sitting, future), options)).collect();
    let (rows, openings) = (sitting.hand.rows().len(), sitting.hand.openings().len());
    let mut mean = Prices { rows: vec![0.0; rows], openings: vec![0.0; openings] };
    for one in &each {
        add(&mut mean, one, 1.0 / each.len() as f64);
    }
    mean
}

fn add(sum: &mut Prices, more: &Prices, times: f64) {
    for (s, m) in sum.rows.iter_mut().zip(&more.rows).chain(sum.openings.iter_mut().zip(&more.openings)) {
        *s += times * m;
    }
}

fn joint_prices(joint: &Problem, options: &Options<'_>) -> Prices {
    let jobs = Jobs::of(joint);
    let lens = Lens { must: &|u| joint.spec(u).must_place, open: &|_| true, seat: None, seated: &[] };
    let model = Model::of(joint, &jobs, &lens);
    let dual = Dual::new(&model);
    let (prices, _) = dual.minimise(dual.start(), 0.5, 10, &|| options.stop.is_some_and(|stop| stop()));
    let price = |var: Option<u32>| var.map_or(0.0, |v| prices[v as usize]);
    let first = model.opening_var;
    Prices {
        rows: (0..joint.rows().len()).map(|r| price(model.upper_var[r]) - price(model.lower_var[r])).collect(),
        openings: prices[first..first + joint.openings().len()].to_vec(),
    }
}

/// The units at hand and those of one future in one problem; thinned when they are too many, and the room alike.
fn joint(sitting: &Sitting<'_>, future: &[u32]) -> Problem {
    let hand = sitting.hand;
    let thin = (hand.unit_count() + future.len()).div_ceil(MANY).max(1);
    let mut joint = Problem::new(hand.regions(), Inclusion::Value);
    for row in hand.rows() {
        let thinned = |v: u64| v.div_ceil(thin as u64);
        joint.row(Row { upper: row.upper.map(thinned), lower: row.lower / thin as u64 });
    }
    for opening in hand.openings() {
        joint.opening(crate::Opening { count: opening.count.div_ceil(thin as u32), ..*opening });
    }
    for kind in hand.kinds() {
        joint.kind(kind.clone());
    }
    let here = (0..hand.unit_count()).map(|u| (hand, u));
    let coming = future.iter().map(|&u| (sitting.pool, u as usize));
    for (problem, unit) in here.chain(coming).step_by(thin) {
        joint.unit(UnitSpec {
            options: choices(problem, unit, |_, value| value),
            workers: problem.workers(unit).to_vec(),
            must_place: std::ptr::eq(problem, hand) && thin == 1 && hand.spec(unit).must_place,
            ..UnitSpec::default()
        });
    }
    joint
}

/// The units at hand with every place and opening at its price. Lower limits stay only in the last sitting.
fn priced(hand: &Problem, prices: &Prices, last: bool) -> Problem {
    let mut priced = Problem::new(hand.regions(), hand.inclusion());
    for &row in hand.rows() {
        priced.row(Row { lower: if last { row.lower } else { 0 }, ..row });
    }
    for &opening in hand.openings() {
        priced.opening(opening);
    }
    let of = |prices: &[f64], at: u32| prices.get(at as usize).copied().unwrap_or(0.0);
    for kind in hand.kinds() {
        let net = kind.iter().map(|&(opening, uplift)| (opening, (uplift - of(&prices.openings, opening)).max(0.0)));
        priced.kind(net.collect());
    }
    for unit in 0..hand.unit_count() {
        let cost = |uses: &[(u32, u32)]| -> f64 {
            uses.iter().map(|&(row, amount)| f64::from(amount) * of(&prices.rows, row)).sum()
        };
        priced.unit(UnitSpec {
            options: choices(hand, unit, |uses, value| value - cost(uses)),
            workers: hand.workers(unit).to_vec(),
            ..hand.spec(unit)
        });
    }
    for &pair in hand.pairs() {
        priced.pair(pair);
    }
    priced
}

fn choices(problem: &Problem, unit: usize, value: impl Fn(&[(u32, u32)], f64) -> f64) -> Vec<ChoiceSpec> {
    problem
        .options(unit)
        .map(|(region, worth, uses)| ChoiceSpec { region, value: value(uses, worth), uses: uses.to_vec() })
        .collect()
}
