//! Vetoes that are asked only when a family's turn comes, so that they are a part of what it says in truth or not.
//!
//! Until then all is done as if nobody had vetoed anything: who is included, the plan of the highest value, the floor, and
//! every plan by which it is seen what can be given. Who could be given none but vetoed regions declines. It waits in the end, but
//! until all have chosen it counts as if it had gone where the plan has it: so declining brings those after it nothing and takes
//! nothing from them, and nobody gains by saying nothing and waiting for what others decline.
//!
//! Then the places that are free go to those who wait, by the queue, each asked once. Who has declined is not asked again:
//! a veto that is not meant would else be a way to ask twice. Who had no turn, since the run was stopped before it, has declined
//! nothing: it waits where it had vetoed what the plan gives, and is asked with those who wait.

use super::late::{best_ranked, fill, standings};
use super::turns::{choose, vetoed};
use super::{Decided, beside, mark, reasons, replaced};
use crate::place::{Failed, PlaceOptions, engine, solved};
use crate::pose::{Posed, pose};
use qonys_model::{InclusionRule, Package, Rankings, RegionIx, VetoRule, Wished};
use qonys_solve::{Options, Solution, lagrangian_bound, solve};
use std::collections::BTreeSet;

/// Steps that the engine may search for the bound of a plan after refusals: prices and small exact problems need few.
const PROOF: u64 = 20_000_000;

/// Solves a package whose vetoes are asked at the turn and lets families choose. `posed`: with every vetoed region closed.
pub(super) fn decide(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Decided, Failed> {
    let nowhere = |party: &crate::Party| party.pinned && party.closed.iter().all(|by| !by.is_empty());
    if posed.package.wishes.is_empty() || posed.parties.list.iter().any(nowhere) {
        // nothing to ask; or a pin is vetoed, and the search says that this cannot be
        let (best, stopped) = solved(posed, options)?;
        return Ok((best, stopped, None));
    }
    let mut package: Package = posed.package.clone();
    package.programme.wishes.veto = Some(VetoRule::Soft);
    let open = pose(&package);
    let (best, stopped) = solved(&open, options)?;
    let rankings = Rankings::of(&package);
    let (solution, mut wished, [declined, unasked]) = chosen(posed, &open, &best, options, &rankings);
    wished.reasons = reasons::reasons(&open, &rankings, &wished, [&best.regions, &solution.regions]);
    mark(&open, &mut wished, &unasked, &declined);
    let stopped = stopped.or_else(|| options.stop.and_then(|ask| ask()));
    Ok((solution, stopped, Some(wished)))
}

/// The choices; who declined, and who had no turn to; and who was let in.
fn chosen(
    posed: &Posed<'_>,
    open: &Posed<'_>,
    best: &Solution,
    options: &PlaceOptions<'_>,
    rankings: &Rankings,
) -> (Solution, Wished, [BTreeSet<usize>; 2]) {
    let mut chosen = choose(open, best, options, rankings, true);
    let refuses = |party: usize, region: u32| vetoed(&standings(open, rankings, party, region));
    let mut declined = BTreeSet::new();
    let mut emptied = false;
    for (party, place) in chosen.regions.iter_mut().enumerate() {
        if let Some(region) = place.take_if(|region| refuses(party, *region)) {
            emptied = true;
            if chosen.unasked.contains(&party) {
                continue;
            }
            declined.insert(party);
            let turn = chosen.turns.iter_mut().find(|turn| turn.0 == party);
            turn.into_iter().for_each(|turn| turn.1.declined = Some(RegionIx::from(region as usize)));
        }
    }
    let mut regions = chosen.regions;
    if emptied {
        let gone = declined.clone();
        regions = fill(open, regions, &mut |party, rooms| {
            let offered = || rooms.iter().copied().filter(|room| !gone.contains(&party) && comes(open, party, room.1));
            let taken = best_ranked(open, rankings, party, offered().filter(|room| !refuses(party, room.0)));
            // what is offered to who had no turn may be what it vetoed before anybody asked it
            if taken.is_none() && offered().next().is_some() && !chosen.unasked.contains(&party) {
                declined.insert(party);
            }
            taken
        });
    }
    let mut solution = replaced(&open.problem, best, regions);
    let mut wished = beside(open, rankings, [&best.regions, &solution.regions], [best.value, solution.value]);
    wished.least = Some(chosen.floor);
    wished.turns = chosen.turns.into_iter().map(|(_, turn)| turn).collect();
    if emptied {
        wished.gave_way = (chosen.floor - solution.value).max(0.0);
        certify(posed, &mut solution, &declined, options);
    }
    (solution, wished, [declined, chosen.unasked])
}

/// Whether a party comes to a place that is worth so much to it. By the value only those of the last class are left out who add nothing.
fn comes(posed: &Posed<'_>, party: usize, value: f64) -> bool {
    let last = posed.parties.list.iter().map(|p| p.class).max();
    let by_value = posed.package.programme.inclusion.rule == InclusionRule::Value;
    value >= 0.0 || !by_value || Some(posed.parties.list[party].class) != last
}

/// What is proved once somebody has declined: others may be placed than in the plan of the highest value, so its bound is not one on
/// theirs. No plan without those who declined is worth more than the bound of the problem without them, with vetoed regions closed;
/// by order, of the problem of those who are placed. That is solved for its bound; the bound at the old prices holds too.
fn certify(posed: &Posed<'_>, solution: &mut Solution, declined: &BTreeSet<usize>, options: &PlaceOptions<'_>) {
    let by_order = posed.package.programme.inclusion.rule == InclusionRule::Order;
    let placed = |party: usize| solution.regions[party].is_some();
    let takes_part = |party: usize| if by_order { placed(party) } else { !declined.contains(&party) };
    let must = |party: usize| by_order && placed(party) || posed.parties.list[party].pinned;
    let problem = posed.problem.variant(&must, &|party, _, value| takes_part(party).then_some(value));
    let at_old_prices = lagrangian_bound(&problem, &solution.row_prices, &solution.opening_prices);
    let quiet = PlaceOptions { progress: None, ..*options };
    let solved = engine(posed, &quiet, |asked| solve(&problem, &Options { effort: PROOF, ..*asked })).0;
    let mut bound = at_old_prices;
    if let Ok(solved) = solved {
        bound = bound.min(solved.bound);
        // what a place adds now that somebody left one free
        (solution.row_prices, solution.opening_prices) = (solved.row_prices, solved.opening_prices);
    }
    let bound = bound.max(solution.value);
    let all = (0..solution.regions.len()).all(|party| placed(party) || declined.contains(&party));
    solution.inclusion_proved = all;
    solution.bound = bound;
    solution.gap = (bound - solution.value) / bound.abs().max(1.0) + 0.0; // never -0
}
