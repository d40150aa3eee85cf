//! What a sitting is advised to do.

use super::Year;
use crate::place::{named, outcome, refused, solved};
use crate::pose::{Posed, pose};
use crate::season::{Rest, Season};
use crate::{PlaceError, PlaceOptions};
use jiff::civil::Date;
use qonys_model::{CapacityIx, HouseholdIx, Outcome, Package, Place, Placement, Plan, RegionIx, Violation, check};
use qonys_solve::{Forecast, Options, Prices, Row, Seating, Sitting, Solution, SolveError, Uses, sit_within};
use std::collections::BTreeMap;

/// Work that the search may do at a sitting while families are still to come: its prices are estimates, so that a longer
/// search would be lost on them. The last sitting is searched as long as a whole year is.
const EFFORT: u64 = 2_000_000;

/// A sitting as the engine advises it, for everybody who has no place yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The day.
    pub date: Date,
    /// Share of the year that is over.
    pub elapsed: f64,
    /// Those at hand, over the places and openings that may be given on the day.
    pub rest: Rest,
    /// The proposal, explained: positions are those of `rest.package`. Worth is before prices; the bound holds for the
    /// worth only at the last sitting.
    pub outcome: Outcome,
    /// Families expected after this sitting: the mean of the sampled futures.
    pub coming: f64,
    /// What those to come would take at these prices, for every limit; the mean over the futures.
    pub forecast: BTreeMap<(RegionIx, CapacityIx), f64>,
    /// Nobody is expected any more.
    pub last: bool,
    /// Minimums that are not met and cannot be any more.
    pub unmet: Vec<(RegionIx, CapacityIx)>,
    /// The engine's answer, with the prices that explain it.
    pub(super) solution: Solution,
}

/// Why there is no proposal: the error in the positions of `package`.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// The package that the error speaks of.
    pub package: Box<Package>,
    /// What is wrong.
    pub error: PlaceError,
}

/// What the engine is asked.
#[derive(Clone, Copy)]
struct Asked<'a> {
    hand: &'a [u32],
    /// What may be given on the day.
    now: &'a [Row],
    futures: &'a [Vec<u32>],
    surcharge: Option<&'a Prices>,
}

/// Who may come yet.
struct Futures {
    /// Empty when nobody is expected any more.
    units: Vec<Vec<u32>>,
    /// Families expected.
    coming: f64,
}

impl Year {
    /// Proposes places for everybody who has none, at a sitting on a day. Nothing changes.
    ///
    /// The plan so far and the proposal together are judged by [`check`]; one with a violation is never returned.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn propose(&self, day: Date, options: &PlaceOptions<'_>) -> Result<Proposal, Refused> {
        self.propose_at(day, self.elapsed_at_sitting(day), options)
    }

    /// What a sitting would propose on a day between sittings, to see prices and who waits.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn look(&self, day: Date, options: &PlaceOptions<'_>) -> Result<Proposal, Refused> {
        self.propose_at(day, self.elapsed_between(day), options)
    }

    fn propose_at(&self, day: Date, elapsed: f64, options: &PlaceOptions<'_>) -> Result<Proposal, Refused> {
        let mut rest = Rest::of(&self.room(day), &self.plan);
        let mut season = Season::new(rest.package.clone(), if elapsed < 1.0 { &self.pools } else { &[] });
        let seen = if elapsed < 1.0 { season.join(&self.package) } else { 0..0 };
        let posed = pose(&season.package);
        let futures = self.futures(&season, &posed, seen, elapsed, options);
        let hand: Vec<u32> = (0..units(&posed, rest.households.len()) as u32).collect();
        let now = self.within_period(day, posed.problem.rows(), &largest(&posed, &hand));
        for (limit, row) in rest.package.capacities.iter_mut().zip(&now) {
            limit.places = row.upper.map_or(limit.places, |upper| u32::try_from(upper).unwrap_or(u32::MAX));
            limit.minimum = limit.minimum.min(limit.places);
        }
        let last = futures.units.is_empty();
        let surcharge = self.surcharge(day, elapsed, season.package.openings.len());
        let refuse = |package: &Package, error| Refused { package: Box::new(package.clone()), error };
        let own = pose(&rest.package);
        let solution = if last && surcharge.is_none() {
            let mut solution = last_of_all(&own, options).map_err(|error| refuse(&rest.package, error))?;
            crate::level::lower(&own, &mut solution);
            solution
        } else {
            let asked = Asked { hand: &hand, now: &now, futures: &futures.units, surcharge: surcharge.as_ref() };
            let seating = self.seat(&posed, &asked, options);
            let seating = seating.map_err(|error| {
                // what cannot be met is among those at hand and what may be given today; minimums do not bind yet
                let mut hand = rest.package.clone();
                hand.capacities.iter_mut().for_each(|limit| limit.minimum = 0);
                let error = refused(&pose(&hand), (error, None), options);
                refuse(&hand, error)
            })?;
            priced(seating, surcharge.as_ref())
        };
        let plan = named(&own, &solution);
        self.judged(day, &rest, &plan)?;
        let forecast = forecast(&posed, &futures.units, &solution);
        let outcome = outcome(&own, &solution, None, plan);
        let short = outcome.capacities.iter().filter(|c| last && c.used < c.minimum).map(|c| (c.region, c.capacity));
        let unmet = short.collect();
        drop(own);
        Ok(Proposal { date: day, elapsed, rest, outcome, coming: futures.coming, forecast, last, unmet, solution })
    }

    fn futures(
        &self,
        season: &Season,
        posed: &Posed<'_>,
        seen: std::ops::Range<usize>,
        elapsed: f64,
        options: &PlaceOptions<'_>,
    ) -> Futures {
        let arrivals = &self.package.programme.arrivals;
        let seen_units = seen.clone().map(|h| posed.parties.of[h]).collect::<std::collections::BTreeSet<_>>().len();
        let families: usize = season.pools.iter().map(|(_, range)| range.len()).sum::<usize>() + seen.len();
        let pool_units = posed.parties.list.len() - units(posed, season.year.len());
        let families_each = if pool_units == 0 { 1.0 } else { families as f64 / pool_units as f64 };
        let forecast = Forecast {
            count: season.count(&posed.parties, self.settings.coming),
            seen: seen_units as u64,
            elapsed,
            weights: season.weights(&posed.parties, arrivals.prior, seen),
        };
        let seed = options.seed.unwrap_or(self.package.programme.seed) ^ (self.held.len() as u64 + 1);
        let numbers = forecast.numbers(arrivals.futures as usize, seed);
        let coming = families_each * numbers.iter().sum::<u64>() as f64 / numbers.len().max(1) as f64;
        if coming == 0.0 {
            return Futures { units: Vec::new(), coming };
        }
        // somebody is expected, but before anybody has come nobody may be known who is like them: then there is no price
        let units = forecast.sample(arrivals.futures as usize, seed);
        Futures { units: if units.is_empty() { vec![Vec::new()] } else { units }, coming }
    }

    /// Places those at hand at prices that speak for those to come.
    fn seat(&self, posed: &Posed<'_>, asked: &Asked<'_>, options: &PlaceOptions<'_>) -> Result<Seating, SolveError> {
        let Asked { hand, now, futures, surcharge } = *asked;
        let problem = &posed.problem;
        let openings: Vec<u32> = problem.openings().iter().map(|o| o.count).collect();
        let default = Options::default();
        let asked = options.stop;
        let stop = || asked.is_some_and(|ask| ask().is_some());
        let options = Options {
            seed: options.seed.unwrap_or(self.package.programme.seed),
            threads: options.threads,
            gap: options.gap,
            effort: if futures.is_empty() { default.effort } else { EFFORT },
            stop: asked.is_some().then_some(&stop),
            progress: options.progress,
        };
        let seat = |rows: &[Row], now: &[Row]| {
            let sitting =
                Sitting { problem, rows, openings: &openings, hand, futures, surcharge, placed: &[], guess: None };
            sit_within(&sitting, now, &options)
        };
        let free = |rows: &[Row]| rows.iter().map(|row| Row { lower: 0, ..*row }).collect::<Vec<_>>();
        match seat(problem.rows(), now) {
            Err(SolveError::Infeasible { .. } | SolveError::NoPlanFound { .. }) if futures.is_empty() => {
                seat(&free(problem.rows()), &free(now))
            }
            seating => seating,
        }
    }

    /// Judges a plan for those at hand: by every rule among themselves, and with all who were placed before by every rule
    /// but who had to be included, for that was the business of each sitting. Minimums are judged at the end of the year.
    pub(super) fn judged(&self, day: Date, rest: &Rest, hand: &Plan) -> Result<(), Refused> {
        let mut found = check(&rest.package, hand);
        found.retain(|violation| !matches!(violation, Violation::MinimumUnmet { .. }));
        if !found.is_empty() {
            return Err(Refused { package: Box::new(rest.package.clone()), error: PlaceError::Withheld(found) });
        }
        let (mut plan, mut placed_at) = (self.plan.clone(), self.placed_at.clone());
        for placement in self.whole(rest, hand) {
            let at = placement.household.at();
            placed_at[at] = placement.place.region().map(|_| self.held.len());
            plan.placements[at] = placement;
        }
        let package = self.judged_package(self.standing(day), &plan, &placed_at);
        let mut found = check(&package, &plan);
        found.retain(|violation| {
            !matches!(
                violation,
                Violation::MinimumUnmet { .. }
                    | Violation::WaitsUnderEveryone { .. }
                    | Violation::PriorityBroken { .. }
                    | Violation::OrderBroken { .. }
            )
        });
        if found.is_empty() {
            return Ok(());
        }
        Err(Refused { package: Box::new(package), error: PlaceError::Withheld(found) })
    }

    /// Placements of those at hand in the positions of the whole year.
    pub(super) fn whole(&self, rest: &Rest, hand: &Plan) -> Vec<Placement> {
        let whole = |(placement, &household): (&Placement, &HouseholdIx)| {
            let here = &rest.package.households[placement.household.at()].members;
            let there = &self.package.households[household.at()].members;
            let mut placement = placement.clone();
            placement.household = household;
            for job in &mut placement.jobs {
                let member = here.iter().position(|p| *p == job.person);
                job.person = there[member.expect("who takes an opening is a member")];
            }
            placement
        };
        hand.placements.iter().zip(&rest.households).map(whole).collect()
    }
}

/// The most that a unit at hand would use of each row.
fn largest(posed: &Posed<'_>, hand: &[u32]) -> Vec<u64> {
    let mut largest = vec![0; posed.problem.rows().len()];
    for (row, amount) in hand.iter().flat_map(|&u| posed.problem.options(u as usize)).flat_map(|(_, _, uses)| uses) {
        largest[row as usize] = u64::from(amount).max(largest[row as usize]);
    }
    largest
}

/// How many units the first so many households make: parties are numbered by their first household.
fn units(posed: &Posed<'_>, households: usize) -> usize {
    posed.parties.of[..households].iter().max().map_or(0, |last| last + 1)
}

/// The last sitting is a year of its own: the batch engine over what is left. Where minimums cannot be met any more, without
/// them.
fn last_of_all(own: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Solution, PlaceError> {
    let solved = |posed: &Posed<'_>| match solved(posed, options) {
        Ok((solution, _)) => Ok(solution),
        Err(failed) => Err(refused(posed, failed, options)),
    };
    match solved(own) {
        Err(PlaceError::Impossible { .. } | PlaceError::NoPlanFound { .. }) => {
            let mut free = own.package.clone();
            free.capacities.iter_mut().for_each(|limit| limit.minimum = 0);
            solved(&pose(&free))
        }
        solution => solution,
    }
}

/// The engine's answer with the prices at which it can be explained: those of the future, the charges on top, and what
/// those at hand pay each other.
fn priced(seating: Seating, surcharge: Option<&Prices>) -> Solution {
    let mut solution = seating.plan;
    let charges = std::iter::once(&seating.prices).chain(surcharge);
    for charge in charges {
        solution.row_prices.iter_mut().zip(&charge.rows).for_each(|(price, more)| *price += more);
        solution.opening_prices.iter_mut().zip(&charge.openings).for_each(|(price, more)| *price += more);
    }
    let slack = solution.bound - solution.value;
    (solution.value, solution.bound) = (seating.value, seating.value + slack);
    solution
}

/// What the units of the futures would take of every limit at the prices, each where it is best off; the mean.
fn forecast(posed: &Posed<'_>, futures: &[Vec<u32>], solution: &Solution) -> BTreeMap<(RegionIx, CapacityIx), f64> {
    let problem = &posed.problem;
    let mut sums = vec![0.0; problem.rows().len()];
    for &unit in futures.iter().flatten() {
        let gain = |region: u32| {
            let best = |&kind: &u32| {
                let here = problem.kinds()[kind as usize]
                    .iter()
                    .filter(|(o, _)| problem.openings()[*o as usize].region == region);
                here.map(|&(o, uplift)| uplift - solution.opening_prices[o as usize]).fold(0.0, f64::max)
            };
            problem.workers(unit as usize).iter().map(best).sum::<f64>()
        };
        let cost = |uses: Uses<'_>| -> f64 {
            uses.iter().map(|(row, amount)| f64::from(amount) * solution.row_prices[row as usize]).sum()
        };
        let nets =
            problem.options(unit as usize).map(|(region, value, uses)| (value + gain(region) - cost(uses), uses));
        let best = nets.fold(None, |best: Option<(f64, Uses<'_>)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        });
        if let Some((_, uses)) = best.filter(|(net, _)| *net > 0.0) {
            uses.iter().for_each(|(row, amount)| sums[row as usize] += f64::from(amount));
        }
    }
    let mean = |row: u32| sums[row as usize] / futures.len().max(1) as f64;
    let left = |row: u32| problem.rows()[row as usize].upper.map_or(f64::INFINITY, |upper| upper as f64);
    posed.rows.iter().map(|(at, &row)| (*at, mean(row).min(left(row)))).collect()
}

impl Proposal {
    /// Whether a household at hand is proposed a place, and where.
    #[must_use]
    pub fn place(&self, household: HouseholdIx) -> Place {
        self.outcome.plan.placements[household.at()].place
    }
}
