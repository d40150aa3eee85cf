//! A plan made by hand: every rule it breaks, what it is worth, what it gives away.

use crate::fairness::{FairError, fair, shown};
use crate::place::{PlaceError, PlaceOptions, beside_lots, numbers, solved};
use crate::pose::{Posed, openings, own_worth, pose};
use qonys_model::{FairnessFacts, HouseholdIx, Job, Package, Place, Plan, RegionIx, Violation, check};
use qonys_solve::{ChoiceSpec, Inclusion, Problem, SolveError, UnitSpec, fill_openings, worth};

/// What is to be said of a plan made by hand.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Judgement {
    /// Every rule it breaks.
    pub violations: Vec<Violation>,
    /// The plan with its people matched to openings as well as they can be.
    pub plan: Plan,
    /// What it is worth, in expected people in work, whether it breaks rules or not.
    pub worth: f64,
    /// What the best plan known is worth; `None` when no plan meets the package's rules.
    pub best: Option<f64>,
    /// No plan that obeys the rules is worth more than this.
    pub bound: Option<f64>,
    /// How many are worse off than under the default policy, and what the plan means for the groups of the policy; `None` = not asked.
    /// Where there are groups the best plan that is known without the policy's promises stands beside it.
    pub fairness: Option<FairnessFacts>,
}

impl Judgement {
    /// What the plan gives away against the best plan known; negative when it takes what the rules forbid.
    #[must_use]
    pub fn given_away(&self) -> Option<f64> {
        self.best.map(|best| best - self.worth)
    }
}

/// Judges a plan: jobs in it are ignored and matched anew.
///
/// # Errors
/// [`PlaceError::Numbers`] when the package's numbers cannot be computed with.
pub fn judge(package: &Package, plan: &Plan, options: &PlaceOptions<'_>) -> Result<Judgement, PlaceError> {
    let posed = pose(package);
    let (plan, worth) = filled(&posed, plan);
    if package.programme.fairness.binds() {
        return judged_fairly(&posed, plan, worth, options);
    }
    let best = match solved(&posed, options) {
        Ok((solution, _)) => Some(solution),
        Err((SolveError::Problem(error), _)) => return Err(numbers(&posed, error)),
        Err(_) => None,
    };
    let fairness = Some(beside_lots(&posed, &plan, best.as_ref(), options));
    let (best, bound) = best.map(|solution| (solution.value, solution.bound)).unzip();
    Ok(Judgement { violations: check(package, &plan), plan, worth, best, bound, fairness })
}

/// The same where the policy makes promises: the best is the best plan that keeps them.
fn judged_fairly(
    posed: &Posed<'_>,
    plan: Plan,
    worth: f64,
    options: &PlaceOptions<'_>,
) -> Result<Judgement, PlaceError> {
    let (best, bound, facts) = match fair(posed, options) {
        Ok(fair) => {
            let facts = fair.promises.facts(&plan, Some(&fair.sided.free), &fair.sided.prices);
            (Some(fair.sided.solution.value), Some(fair.sided.solution.bound), facts)
        }
        Err(FairError::Failed((SolveError::Problem(error), _))) => return Err(numbers(posed, error)),
        Err(FairError::Place(error @ PlaceError::Numbers { .. })) => return Err(error),
        Err(_) => {
            let seed = options.seed.unwrap_or(posed.package.programme.seed);
            (None, None, shown(posed, &plan, None, seed))
        }
    };
    Ok(Judgement { violations: check(posed.package, &plan), plan, worth, best, bound, fairness: Some(facts) })
}

/// Values a plan and lists what it breaks, without looking for the best one.
#[must_use]
pub fn value_plan(package: &Package, plan: &Plan) -> Judgement {
    let posed = pose(package);
    let (plan, worth) = filled(&posed, plan);
    Judgement { violations: check(package, &plan), plan, worth, best: None, bound: None, fairness: None }
}

/// The same places with people matched to openings for the highest worth. Each household is a unit of its own here, so
/// that a plan that splits a party has a worth too.
fn filled(posed: &Posed<'_>, plan: &Plan) -> (Plan, f64) {
    let (package, worths) = (posed.package, &posed.worths);
    let mut problem = Problem::new(package.regions.len() as u32, Inclusion::Value);
    let kinds = openings(worths, package, &posed.workers, &mut problem);
    let regions: Vec<Option<RegionIx>> = plan.placements.iter().map(|p| p.place.region()).collect();
    for (h, region) in regions.iter().enumerate() {
        let household = HouseholdIx::from(h);
        let choice = region.map(|region| ChoiceSpec {
            region: region.0,
            value: own_worth(worths, household, region),
            uses: Vec::new(),
        });
        let workers = worths.workers(household).map(|(_, kind)| kinds[&kind]).collect();
        problem.unit(UnitSpec { options: choice.into_iter().collect(), workers, ..UnitSpec::default() });
    }
    let kin = worths.kin_pairs().filter(|(a, b)| regions[a.at()].is_some() && regions[a.at()] == regions[b.at()]);
    let kin = kin.count() as f64 * worths.kin_weight();
    let places: Vec<Option<u32>> = regions.iter().map(|r| r.map(|r| r.0)).collect();
    let jobs = fill_openings(&problem, &places);
    let worth = worth(&problem, &places, &jobs) + kin;
    let mut plan = plan.clone();
    for (placement, jobs) in plan.placements.iter_mut().zip(&jobs) {
        let workers = worths.workers(placement.household).zip(jobs);
        let job =
            |((person, _), opening): (_, &Option<u32>)| opening.map(|o| Job { person, opening: (o as usize).into() });
        placement.jobs = if placement.place == Place::Waiting { Vec::new() } else { workers.filter_map(job).collect() };
    }
    (plan, worth)
}
