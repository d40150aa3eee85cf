//! Units choose in turn, as long as a whole plan is still worth a floor: serial dictatorship with a constraint
//! (Acharya, Bansak and Hainmueller, Political Analysis 2021).
//!
//! At its turn a unit gets the best region of its own list from which the units after it can still be placed so that all
//! limits hold and the whole is worth the floor. Whether that is so is a function of what was chosen before, of the unit and
//! of the region: never of the unit's list. So no list serves a unit better than its true one, even where the
//! question is too hard and its answer is "none was found".
//!
//! A whole plan is kept in hand. The question is answered by it, by a move or a swap in it, by the prices (a bound below the
//! floor proves that there is no such plan), and by a search of bounded work for what is left.

mod ask;

use crate::engine::{self, Context};
use crate::inclusion::keeps_its_queue;
use crate::jobs::{fill_openings, worth};
use crate::matching::Jobs;
use crate::model::{Lens, Model, WAIT};
use crate::problem::{Problem, ProblemError};
use crate::solution::{Options, Progress};
use crate::state::State;
use ask::{Answer, Asker};
use rayon::prelude::*;

/// What units want, and what must be kept.
pub struct Turns<'a> {
    /// A plan that keeps all limits and is worth at least the floor; units that wait in it go on waiting.
    pub start: &'a [Option<u32>],
    /// Least worth of the whole.
    pub floor: f64,
    /// The units that choose, the first first; units that are not named take what they get.
    pub order: &'a [u32],
    /// For each unit the regions that it likes equally, the best first. Regions not named are not chosen, but where no
    /// other can be had the unit stays in the plan in hand, in any of those not named: what is given up for it is kept for the caller,
    /// and those who come after it are asked the same as if it had taken what the plan gives.
    pub lists: &'a [Vec<Vec<u32>>],
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// For each unit its region; `None` = it waits.
    pub regions: Vec<Option<u32>>,
    /// Worth of the plan, at least the floor.
    pub worth: f64,
    /// For each unit that had its turn, in order, the regions it would rather have had, and whether it is proved that no whole
    /// plan with the unit there is worth the floor. Shorter than the order when the choosing was stopped.
    pub refused: Vec<Vec<(u32, bool)>>,
    /// Whether the choosing was stopped: units that had no turn stay where the plan in hand has them.
    pub stopped: bool,
}

/// Lets units choose in turn. Deterministic: the answer does not depend on the number of threads.
///
/// # Errors
/// [`ProblemError`] for numbers that are no problem.
pub fn in_turns(problem: &Problem, turns: &Turns<'_>, options: &Options<'_>) -> Result<Turned, ProblemError> {
    problem.check()?;
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    Ok(match pool {
        Some(pool) => pool.install(|| here(problem, turns, options)),
        None => here(problem, turns, options),
    })
}

fn here(problem: &Problem, turns: &Turns<'_>, options: &Options<'_>) -> Turned {
    let jobs = Jobs::of(problem);
    let placed = |unit: usize| turns.start[unit].is_some();
    let lens = Lens { must: &placed, open: &placed, seat: None, seated: &[] };
    let model = Model::of(problem, &jobs, &lens);
    let mut context = Context::new(options);
    let choice: Vec<u32> = turns
        .start
        .iter()
        .enumerate()
        .map(|(unit, region)| region.and_then(|r| model.option_in(unit, r)).unwrap_or(WAIT))
        .collect();
    // who waits goes on waiting: a plan that would let somebody in breaks a rule
    let waits = !turns.start.iter().all(Option::is_some);
    let allowed = |regions: &[Option<u32>]| !waits || keeps_its_queue(problem, regions, options);
    let mut asker = Asker::new(&model, State::of(&model, &choice), turns.floor, &mut context, &allowed);
    let mut refused = Vec::with_capacity(turns.order.len());
    for (at, &unit) in turns.order.iter().enumerate() {
        let Some(list) = turn(&mut asker, unit as usize, turns) else { break };
        refused.push(list);
        if let Some(told) = options.progress {
            let (value, bound) = (Some(at as f64 + 1.0), Some(turns.order.len() as f64));
            told(&Progress { stage: "turns", value, bound });
        }
    }
    asker.settle();
    let stopped = asker.stopped();
    let regions: Vec<Option<u32>> =
        asker.choice().iter().map(|&o| (o != WAIT).then(|| model.region[o as usize])).collect();
    let worth = worth(problem, &regions, &fill_openings(problem, &regions));
    Turned { regions, worth, refused, stopped }
}

/// One unit chooses; returns what it was refused. `None` = stopped before it was known what it can have: it had no turn.
fn turn(asker: &mut Asker<'_, '_>, unit: usize, turns: &Turns<'_>) -> Option<Vec<(u32, bool)>> {
    let model = asker.model;
    let mut refused = Vec::new();
    if asker.stopped() {
        return None;
    }
    if asker.choice()[unit] == WAIT {
        return Some(refused);
    }
    for class in &turns.lists[unit] {
        let options: Vec<u32> = class.iter().filter_map(|&r| model.option_in(unit, r)).collect();
        let here = asker.choice()[unit];
        // of regions liked equally those are kept of which it is seen at once that they can be had
        let kept: Vec<u32> = if options.len() > 1 {
            options.par_iter().copied().filter(|&o| o == here || asker.at_once(unit, o).is_some()).collect()
        } else {
            Vec::new()
        };
        if kept.contains(&here) || options[..] == [here] {
            asker.keep(unit, if kept.is_empty() { vec![here] } else { kept });
            return Some(refused);
        }
        for &option in &options {
            match asker.ask(unit, option) {
                Answer::Found(plan) => {
                    let mut kept = kept;
                    if !kept.contains(&option) {
                        kept.push(option);
                    }
                    asker.take(plan);
                    asker.keep(unit, kept);
                    return Some(refused);
                }
                Answer::None { proved: false } if asker.stopped() => return None,
                Answer::None { proved } => refused.push((model.region[option as usize], proved)),
            }
        }
    }
    let listed = |region: u32| turns.lists[unit].iter().any(|class| class.contains(&region));
    asker.keep(unit, model.options(unit).filter(|&o| !listed(model.region[o as usize])).collect());
    Some(refused)
}

/// Prices of a model, and the engine that made them.
fn prices(model: &Model<'_>, context: &Context<'_>) -> Vec<f64> {
    let dual = crate::dual::Dual::new(model);
    dual.minimise(dual.start(), 0.5, 14, &|| context.stop()).0
}

/// Whether a model is solved exactly whatever is asked.
fn tiny(model: &Model<'_>) -> bool {
    engine::tiny(model)
}
