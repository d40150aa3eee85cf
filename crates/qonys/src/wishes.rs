//! What families' rankings decide: nothing, a term of the value, exchanges from the best plan, or a choice in turn.
//!
//! Every rule begins with the plan of the highest value, wishes left out, and is reported beside it. Who is placed at all is
//! decided there, by priority and inclusion: a ranking moves families between regions, never past a queue.

mod at_turn;
mod change;
mod draw;
mod exchanges;
mod figures;
mod late;
mod reasons;
mod trade_up;
mod turns;

pub(crate) use reasons::name_rule;

use crate::place::{Failed, PlaceOptions, named, solved};
use crate::pose::{Posed, pose_with};
use crate::worths::Worths;
use figures::figures;
pub(crate) use figures::{better_and_worse, figures_of};
use qonys_model::{Package, Rankings, StoppedBy, VetoRule, Violation, WishRank, WishRule, Wished, check};
use qonys_solve::{Problem, Solution, fill_openings, worth};
use std::collections::BTreeSet;

/// A solution, what ended the run, and what wishes came to.
pub(crate) type Decided = (Solution, Option<StoppedBy>, Option<Wished>);

/// Whether there is anything for a rule to do. Where families choose in turn a soft veto is a part of the ranking.
fn asked(package: &Package) -> bool {
    let wishes = &package.programme.wishes;
    let vetoes = wishes.decides() == WishRule::PriorityWithFloor && wishes.vetoes() == VetoRule::Soft;
    let ranked = package.wishes.iter().any(|w| vetoes || matches!(w.rank, WishRank::Rank(_)));
    ranked && package.programme.wishes.rule.is_some_and(|rule| rule != WishRule::None)
}

/// Solves a posed package and lets its rule on wishes decide.
pub(crate) fn decide(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Decided, Failed> {
    if posed.package.vetoes_at_turn() {
        return at_turn::decide(posed, options);
    }
    let (best, mut stopped) = solved(posed, options)?;
    if !asked(posed.package) {
        return Ok((best, stopped, None));
    }
    let rankings = Rankings::of(posed.package);
    let ended = || options.stop.and_then(|ask| ask());
    let mut unasked = BTreeSet::new();
    let (before, solution, mut wished) = match posed.package.programme.wishes.decides() {
        WishRule::None => return Ok((best, stopped, None)),
        WishRule::Weight => {
            let without = unweighed(posed, options)?;
            let wished = weighed(posed, &without, &best, &rankings);
            (without.regions, best, wished)
        }
        WishRule::TradeUp => {
            let (solution, wished) = trade_up::trade_up(posed, &best, options, &rankings);
            (best.regions, solution, wished)
        }
        WishRule::PriorityWithFloor => {
            let (solution, wished, without_turn) = turns::turns(posed, &best, options, &rankings);
            unasked = without_turn;
            (best.regions, solution, wished)
        }
    };
    stopped = stopped.or_else(ended);
    wished.reasons = reasons::reasons(posed, &rankings, &wished, [&before, &solution.regions]);
    mark(posed, &mut wished, &unasked, &BTreeSet::new());
    Ok((solution, stopped, Some(wished)))
}

/// Notes of whom the run was stopped before their turn, and who declined.
fn mark(posed: &Posed<'_>, wished: &mut Wished, unasked: &BTreeSet<usize>, declined: &BTreeSet<usize>) {
    for (reason, party) in wished.reasons.iter_mut().zip(&posed.parties.of) {
        (reason.unasked, reason.declined) = (unasked.contains(party), declined.contains(party));
    }
}

/// The plan of the highest value with wishes left out.
fn unweighed(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Solution, Failed> {
    let plain = pose_with(posed.package, Worths::new(posed.package).without_wishes());
    let quiet = PlaceOptions { progress: None, ..*options };
    Ok(solved(&plain, &quiet)?.0)
}

/// The plan with wishes in its value beside the plan without.
fn weighed(posed: &Posed<'_>, without: &Solution, with: &Solution, rankings: &Rankings) -> Wished {
    let plain = pose_with(posed.package, Worths::new(posed.package).without_wishes());
    let jobs = fill_openings(&plain.problem, &with.regions);
    let value = worth(&plain.problem, &with.regions, &jobs);
    beside(posed, rankings, [&without.regions, &with.regions], [without.value, value])
}

/// The frame of a comparison: figures of both plans, who is better and worse off.
fn beside(
    posed: &Posed<'_>,
    rankings: &Rankings,
    [before, after]: [&[Option<u32>]; 2],
    [value_before, value_after]: [f64; 2],
) -> Wished {
    let (better, worse) = figures::moved(posed, rankings, before, after);
    Wished {
        rule: posed.package.programme.wishes.decides(),
        without: figures(posed, rankings, before, value_before),
        with: figures(posed, rankings, after, value_after),
        better,
        worse,
        better_bound: None,
        least: None,
        exchanges: Vec::new(),
        turns: Vec::new(),
        gave_way: 0.0,
        reasons: Vec::new(),
    }
}

/// The engine's answer with its units elsewhere: who takes which opening and the worth follow. The bound stands: it holds for
/// every plan that keeps the rules.
fn replaced(problem: &Problem, solution: &Solution, regions: Vec<Option<u32>>) -> Solution {
    let jobs = fill_openings(problem, &regions);
    let value = worth(problem, &regions, &jobs);
    let bound = solution.bound.max(value);
    let gap = (bound - value) / bound.abs().max(1.0) + 0.0; // never -0
    Solution { regions, jobs, value, bound, gap, ..solution.clone() }
}

/// What is wrong with a solution by the package alone.
fn violations(posed: &Posed<'_>, solution: &Solution) -> Vec<Violation> {
    check(posed.package, &named(posed, solution))
}

/// The region whose residents a violation of inclusion would have make way.
fn contested(violation: &Violation) -> Option<u32> {
    match *violation {
        Violation::PriorityBroken { region, .. } | Violation::OrderBroken { region, .. } => Some(region.0),
        _ => None,
    }
}
