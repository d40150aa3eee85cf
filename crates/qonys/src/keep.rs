//! An earlier plan kept: after a change as few families as possible are moved, or at most so many for the best value.
//!
//! What is counted are households that the earlier plan places and that would stand elsewhere, or wait. Somebody who waited
//! or is new takes nothing from anybody by being placed. Who is included is settled by the programme's rule first; then,
//! without a number, moves are made as few as can be, and among the plans that move so few the one of the highest value is
//! taken; with a number, the plan of the highest value among those that move no more. Both are solved by prices with a proved
//! bound (`qonys_solve::solve_with`): one linear rule, households that stay >= a number.

use crate::place::{self, PlaceError, PlaceOptions, Placed, engine, named, outcome};
use crate::pose::{Posed, pose};
use qonys_model::{
    ClosedBy, DecidedBy, HouseholdIx, Kept, Lock, LockKind, Moved, Outcome, Package, Place, RegionIx, check,
};
use qonys_solve::{Known, Measure, Sense, SideRule, Sided, SidedError, fill_openings, solve_with};

/// An earlier plan, as far as it speaks of a package.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldPlan {
    /// Where it has each household of the package; `None` = it does not speak of it.
    pub places: Vec<Option<Place>>,
    /// Households it names that the package does not have.
    pub gone: Vec<String>,
}

impl OldPlan {
    fn region(&self, household: HouseholdIx) -> Option<RegionIx> {
        self.places.get(household.at()).copied().flatten().and_then(Place::region)
    }
}

/// Places the households of a package with an earlier plan in mind. The plan has been judged by `qonys_model::check`.
///
/// # Errors
/// [`PlaceError`]; [`PlaceError::MoreMustMove`] where it is proved that no plan moves so few;
/// [`PlaceError::KeepWithPromises`].
pub fn keep(
    package: &Package,
    old: &OldPlan,
    at_most: Option<u64>,
    options: &PlaceOptions<'_>,
) -> Result<Outcome, PlaceError> {
    let posed = pose(package);
    let kept = plain(&posed, old, at_most, options)?;
    Ok(place::with_lots(&posed, kept, options))
}

/// The same without the default policy beside it.
pub(crate) fn plain(
    posed: &Posed<'_>,
    old: &OldPlan,
    at_most: Option<u64>,
    options: &PlaceOptions<'_>,
) -> Result<Placed, PlaceError> {
    let package = posed.package;
    let programme = &package.programme;
    if programme.fairness.binds() || programme.wishes.decides().rearranges() {
        return Err(PlaceError::KeepWithPromises);
    }
    let stays = Stays::of(posed, old);
    let fewest = stays.most(posed, options)?;
    let limit = at_most.unwrap_or(fewest.moves);
    let mut best = None;
    let (mut outcome, free, price) = if limit >= stays.before {
        let (outcome, solution) = place::plain(posed, options)?;
        best = solution;
        let certificate = outcome.certificate;
        (outcome, (certificate.value, certificate.bound), 0.0)
    } else {
        if at_most.is_some_and(|limit| fewest.proved && limit < fewest.moves) {
            return Err(PlaceError::MoreMustMove { asked: limit, fewest: fewest.moves });
        }
        stays.within(posed, limit, fewest.plan, options)?
    };
    let moved = moved(posed, old, &outcome);
    // a plan that was found by the way may move fewer than the one that was looked for
    let fewest_found = fewest.moves.min(moved.len() as u64);
    explain(package, old, &mut outcome);
    outcome.overrides.kept = Some(Kept {
        before: stays.before,
        unplaced_before: package.households.len() as u64 - stays.before,
        fewest: fewest_found,
        fewest_proved: fewest.proved && fewest_found == fewest.moves,
        at_most,
        price,
        free_value: free.0,
        free_bound: free.1,
        gone: old.gone.clone(),
        moved,
    });
    Ok((outcome, best))
}

/// How many households of each party stay, by the region it goes to.
struct Stays {
    measure: Measure,
    /// Households that the old plan places.
    before: u64,
    old: Vec<Option<u32>>,
}

/// The fewest moves that were found.
struct Fewest {
    moves: u64,
    proved: bool,
    plan: Known,
}

impl Stays {
    fn of(posed: &Posed<'_>, old: &OldPlan) -> Self {
        let staying = |unit: usize, region: u32| {
            let households = &posed.parties.list[unit].households;
            households.iter().filter(|&&h| old.region(h).is_some_and(|r| r.0 == region)).count() as f64
        };
        let households = (0..posed.package.households.len()).map(HouseholdIx::from);
        Self {
            measure: Measure::amounts(&posed.problem, staying),
            before: households.filter(|&h| old.region(h).is_some()).count() as u64,
            old: posed.parties.list.iter().map(|party| old.region(party.households[0]).map(|r| r.0)).collect(),
        }
    }

    fn level(&self, posed: &Posed<'_>, plan: &Known) -> u64 {
        self.measure.level(&posed.problem, &plan.regions, &plan.jobs).round() as u64
    }

    /// The plan that keeps most, with its openings filled as well as can be.
    fn most(&self, posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Fewest, PlaceError> {
        let old = self.old_plan(posed);
        let (sided, _) =
            engine(posed, options, |engine| solve_with(&posed.problem, &self.measure, &[], &[old], engine));
        let solution = sided.map_err(|error| refused(posed, error, options, 0, 0))?.solution;
        let jobs = fill_openings(&posed.problem, &solution.regions);
        let plan = Known { regions: solution.regions, jobs };
        let kept = self.level(posed, &plan);
        // the count is whole, so a bound below the next number proves it
        let most = (solution.bound + 1e-6).floor().max(kept as f64) as u64;
        Ok(Fewest { moves: self.before - kept, proved: most == kept, plan })
    }

    fn old_plan(&self, posed: &Posed<'_>) -> Known {
        let open = |(unit, region): (usize, &Option<u32>)| region.filter(|&r| posed.problem.value(unit, r).is_some());
        let regions: Vec<Option<u32>> = self.old.iter().enumerate().map(open).collect();
        let jobs = fill_openings(&posed.problem, &regions);
        Known { regions, jobs }
    }

    /// The best plan that moves no more than so many, with value and bound of the best that may move anybody, and the price
    /// of a move.
    fn within(
        &self,
        posed: &Posed<'_>,
        limit: u64,
        fewest: Known,
        options: &PlaceOptions<'_>,
    ) -> Result<(Outcome, (f64, f64), f64), PlaceError> {
        let rule =
            SideRule { measure: self.measure.clone(), sense: Sense::AtLeast, limit: (self.before - limit) as f64 };
        let worth = Measure::worth(&posed.problem);
        let known = [fewest, self.old_plan(posed)];
        let (sided, stopped) = engine(posed, options, |engine| {
            solve_with(&posed.problem, &worth, std::slice::from_ref(&rule), &known, engine)
        });
        let Sided { solution, free, prices, .. } =
            sided.map_err(|error| refused(posed, error, options, limit, self.before))?;
        let plan = named(posed, &solution);
        let violations = check(posed.package, &plan);
        if !violations.is_empty() {
            return Err(PlaceError::Withheld(violations));
        }
        let stopped = stopped.filter(|_| solution.stopped);
        let outcome = outcome(posed, &solution, stopped, plan);
        Ok((outcome, (free.value, free.bound), prices.first().copied().unwrap_or(0.0)))
    }
}

fn refused(posed: &Posed<'_>, error: SidedError, options: &PlaceOptions<'_>, limit: u64, before: u64) -> PlaceError {
    match error {
        SidedError::Solve(error) => place::refused(posed, (error, None), options),
        SidedError::Impossible { reach, .. } => {
            let most = reach.first().map_or(0, |kept| (kept + 1e-6).floor().max(0.0) as u64);
            PlaceError::MoreMustMove { asked: limit, fewest: before.saturating_sub(most) }
        }
        SidedError::Rule(_) | SidedError::Objective | SidedError::NoPlanFound { .. } => {
            PlaceError::MovesNotFound { asked: limit }
        }
    }
}

/// Who stands elsewhere than in the old plan.
fn moved(posed: &Posed<'_>, old: &OldPlan, outcome: &Outcome) -> Vec<Moved> {
    let package = posed.package;
    let moves = outcome.plan.placements.iter().zip(&outcome.explanations).filter_map(|(placement, why)| {
        let from = old.region(placement.household)?;
        let to = placement.place.region();
        if to == Some(from) {
            return None;
        }
        let closed = why.closed.iter().find(|c| c.region == from).map(|c| c.by.clone()).unwrap_or_default();
        let there = why.choices.iter().find(|choice| choice.region == from);
        let gain = there.map(|there| why.worth.total() - there.worth.total());
        let locks = closing(posed, placement.household, from, &closed);
        Some(Moved { household: placement.household, from, to, closed, locks, gain })
    });
    debug_assert_eq!(package.households.len(), outcome.plan.placements.len());
    moves.collect()
}

/// The locks by which a region is closed to a household and to those that go with it.
fn closing(posed: &Posed<'_>, household: HouseholdIx, from: RegionIx, closed: &[ClosedBy]) -> Vec<u32> {
    let party = posed.parties.of[household.at()];
    let closes = |lock: &Lock| match lock.kind {
        LockKind::Forbid => lock.region == from && closed.contains(&ClosedBy::Forbidden),
        LockKind::Pin | LockKind::Exception => lock.region != from && closed.contains(&ClosedBy::PinnedElsewhere),
    };
    let own = |lock: &Lock| posed.parties.of[lock.household.at()] == party && closes(lock);
    let locks = posed.package.locks.iter().enumerate();
    locks.filter(|(_, lock)| own(lock)).map(|(at, _)| at as u32).collect()
}

/// Who stays though another region is a better use of the places stays because of the rule.
fn explain(package: &Package, old: &OldPlan, outcome: &mut Outcome) {
    for household in (0..package.households.len()).map(HouseholdIx::from) {
        let place = outcome.plan.placements[household.at()].place;
        if place.region().is_none() || place.region() != old.region(household) {
            continue;
        }
        let codes = &mut outcome.explanations[household.at()].decided_by;
        codes.iter_mut().filter(|code| **code == DecidedBy::Fitting).for_each(|code| *code = DecidedBy::Kept);
    }
}
