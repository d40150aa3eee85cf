//! From the plan of the highest value families exchange places, so that nobody is worse off by the own ranking, every
//! rule is kept, and the value falls by no more than the programme allows.
//!
//! Delacretaz, Kominers and Teytelboym (AER 2023) let families of different sizes trade from an endowment by a top trading
//! cycles mechanism for knapsacks. Here the same end is put as a question to the engine: each party keeps only the regions
//! that none of its households ranks lower than its place, everybody placed stays placed, and of the plans worth at
//! least the floor that one is sought which makes the most households better off. So no exchange is missed because of the
//! order in which cycles are looked for, and there is a bound on what any exchange could have reached.

use super::change::{Change, change};
use super::exchanges::exchanges;
use super::late::{Room, best_ranked, fill};
use super::{beside, contested, replaced, violations};
use crate::place::PlaceOptions;
use crate::pose::Posed;
use qonys_model::{Rankings, Wished};
use qonys_solve::{Known, Measure, Options, Sense, SideRule, Solution, solve_with};
use std::collections::{BTreeMap, BTreeSet};

/// Work of each of the searches, in counted steps.
const EFFORT: u64 = 8_000_000;
/// What one rank more is worth beside a household better off.
const STEP: f64 = 1e-3;

/// What every party may do: for each region open to it, how it compares with its place.
type Ways = Vec<BTreeMap<u32, Change>>;

pub(super) fn trade_up(
    posed: &Posed<'_>,
    best: &Solution,
    options: &PlaceOptions<'_>,
    rankings: &Rankings,
) -> (Solution, Wished) {
    let floor = posed.package.programme.wishes.least(best.value);
    let ways = ways(posed, best, rankings);
    let mut still = BTreeSet::new();
    loop {
        let (regions, bound) = traded(posed, best, &ways, &still, floor, options);
        // who waits takes no place that is worth less than waiting
        let filled = fill(posed, regions, &mut |party, rooms: &[Room]| {
            best_ranked(posed, rankings, party, rooms.iter().copied().filter(|room| room.1 >= 0.0))
        });
        let solution = replaced(&posed.problem, best, filled);
        let broken: BTreeSet<u32> = violations(posed, &solution).iter().filter_map(contested).collect();
        // an arrangement that would let in somebody who waits is not made: its regions stand still
        if !broken.is_empty() && !broken.is_subset(&still) {
            still.extend(broken);
            continue;
        }
        let mut wished = beside(posed, rankings, [&best.regions, &solution.regions], [best.value, solution.value]);
        wished.least = Some(floor);
        // the bound speaks of exchanges, not of those who wait
        let waited = (0..posed.package.households.len())
            .filter(|&h| {
                let party = posed.parties.of[h];
                best.regions[party].is_none() && solution.regions[party].is_some()
            })
            .count() as u32;
        wished.better_bound = bound.filter(|_| still.is_empty()).map(|bound| bound.saturating_add(waited));
        wished.exchanges = exchanges(posed, &best.regions, &solution.regions);
        return (solution, wished);
    }
}

fn ways(posed: &Posed<'_>, best: &Solution, rankings: &Rankings) -> Ways {
    let regions = |party: usize| {
        let open = posed.problem.options(party).map(|option| option.0);
        open.filter_map(|r| change(posed, rankings, best, party, r).map(|c| (r, c))).collect()
    };
    (0..posed.parties.list.len()).map(regions).collect()
}

/// The plan of the most households better off, and a bound on their number. Parties in regions that stand still stay, and
/// nobody comes there.
fn traded(
    posed: &Posed<'_>,
    best: &Solution,
    ways: &Ways,
    still: &BTreeSet<u32>,
    floor: f64,
    options: &PlaceOptions<'_>,
) -> (Vec<Option<u32>>, Option<u32>) {
    let placed = |unit: usize| best.regions[unit].is_some();
    let open = |unit: usize, region: u32| {
        let here = best.regions[unit];
        here == Some(region)
            || !still.contains(&region) && here.is_some_and(|r| !still.contains(&r)) && ways[unit].contains_key(&region)
    };
    let problem = posed.problem.variant(&placed, &|unit, region, value| open(unit, region).then_some(value));
    let stop = || options.stop.is_some_and(|ask| ask().is_some());
    let engine = Options {
        seed: options.seed.unwrap_or(posed.package.programme.seed),
        threads: options.threads,
        effort: EFFORT,
        stop: options.stop.is_some().then_some(&stop),
        progress: options.progress,
        ..Options::default()
    };
    let gain = |unit: usize, region: u32| {
        ways[unit].get(&region).map_or(0.0, |c| f64::from(c.better) + STEP * f64::from(c.steps))
    };
    let objective = Measure::amounts(&problem, gain);
    let rule = SideRule { measure: Measure::worth(&problem), sense: Sense::AtLeast, limit: floor };
    let known = [Known { regions: best.regions.clone(), jobs: best.jobs.clone() }];
    match solve_with(&problem, &objective, &[rule], &known, &engine) {
        // a household's rise counts one and more: the bound on the sum is one on the number
        Ok(sided) => {
            let bound = sided.solution.bound;
            (sided.solution.regions, (bound.is_finite() && !stop()).then(|| (bound + 1e-6).floor() as u32))
        }
        // the plan to begin with keeps the rule: there is always an answer, unless the numbers are none
        Err(_) => (best.regions.clone(), None),
    }
}
