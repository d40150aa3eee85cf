//! The recipe: value, pose, solve, check, explain.

use crate::conflict;
use crate::explain::Explainer;
use crate::fairness::{self, Bonus, FairError, Promise, fair};
use crate::pose::{Posed, pose};
use crate::wishes::{decide, name_rule};
use qonys_model::{
    CapacityIx, CapacityUse, Certificate, Conflict, FairnessFacts, HouseholdIx, InclusionRule, Job, OpeningUse,
    Outcome, Overrides, Package, Place, Placement, Plan, RegionIx, Stage, StoppedBy, Violation, check,
};
use qonys_solve::{Options, ProblemError, Progress, Solution, SolveError, solve};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How to run.
#[derive(Clone, Copy, Default)]
pub struct PlaceOptions<'a> {
    /// Threads; `None` = as many as the machine has. The result does not depend on it.
    pub threads: Option<usize>,
    /// Seed; `None` = the programme's own.
    pub seed: Option<u64>,
    /// Stop as soon as the gap is proved to be at most this.
    pub gap: f64,
    /// Asked often; the best plan so far is returned once it says by whom the run is stopped.
    pub stop: Option<&'a (dyn Fn() -> Option<StoppedBy> + Sync)>,
    /// Told of progress.
    pub progress: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// No plan can meet these statements together: proved.
    #[error("{} statements of the package cannot be met together", .0.statements.len())]
    Impossible(Conflict),
    /// No plan was found that meets every minimum, pin and must-tie; whether there is one is not known.
    #[error("no plan was found that meets every minimum and every pin")]
    NoPlanFound {
        /// Capacities of regions that the best attempt did not meet.
        capacities: Vec<(RegionIx, CapacityIx)>,
        /// Households that the best attempt did not place.
        households: Vec<HouseholdIx>,
        /// What ended the run before one was found.
        stopped: Option<StoppedBy>,
    },
    /// The engine's plan breaks a rule: a fault of the engine. The plan is withheld.
    #[error("the plan breaks {} rules and is withheld", .0.len())]
    Withheld(Vec<Violation>),
    /// More families than were allowed must be moved from an earlier plan: proved.
    #[error("at least {fewest} households must be moved, and {asked} may be")]
    MoreMustMove {
        /// So many might move.
        asked: u64,
        /// So many must.
        fewest: u64,
    },
    /// No plan was found that moves so few; whether there is one is not known.
    #[error("no plan was found that moves at most {asked} households")]
    MovesNotFound {
        /// So many might move.
        asked: u64,
    },
    /// An earlier plan is to be kept under a policy that promises groups something: the two are not solved together.
    #[error("an earlier plan cannot be kept under a policy that promises groups something")]
    KeepWithPromises,
    /// The policy promises groups what cannot be kept, or was not.
    #[error("{} promises of the policy are not kept together", .broken.len())]
    Promises {
        /// Whether it is proved that they cannot be kept together.
        proved: bool,
        /// The promises.
        broken: Vec<Promise>,
    },
    /// The policy makes promises to groups and lets families exchange or choose: both cannot be kept.
    #[error("rules on groups and on wishes cannot be kept together")]
    TwoRules,
    /// The numbers are no problem to solve.
    #[error("{error}")]
    Numbers {
        /// The households that have such a number; none when it is nobody's.
        households: Vec<HouseholdIx>,
        /// What the engine says, by its own indices.
        error: ProblemError,
    },
}

/// Places the households of a package. The plan has been judged by `qonys_model::check`; one with a violation is never
/// returned.
///
/// # Errors
/// [`PlaceError`].
pub fn place(package: &Package, options: &PlaceOptions<'_>) -> Result<Outcome, PlaceError> {
    let posed = pose(package);
    let placed = plain(&posed, options)?;
    Ok(with_lots(&posed, placed, options))
}

/// An outcome, and the engine's answer where the policy promises nothing to groups.
pub(crate) type Placed = (Outcome, Option<Solution>);

/// The same without the default policy beside it: where only the worth is asked no lots need be drawn.
pub(crate) fn plain(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Placed, PlaceError> {
    let programme = &posed.package.programme;
    if programme.fairness.binds() {
        if programme.wishes.decides().rearranges() {
            return Err(PlaceError::TwoRules);
        }
        return Ok((placed_fairly(posed, options)?, None));
    }
    let (mut solution, stopped, wished) = decide(posed, options).map_err(|failed| refused(posed, failed, options))?;
    crate::level::lower(posed, &mut solution);
    let plan = checked(posed, &solution)?;
    let mut outcome = outcome(posed, &solution, stopped, plan);
    wished.iter().for_each(|wished| name_rule(wished, &mut outcome.explanations));
    outcome.wished = wished;
    Ok((outcome, Some(solution)))
}

/// What the plan means beside the default policy, where promises have not told it already.
pub(crate) fn with_lots(posed: &Posed<'_>, (mut outcome, best): Placed, options: &PlaceOptions<'_>) -> Outcome {
    if outcome.fairness.is_none() {
        outcome.fairness = Some(beside_lots(posed, &outcome.plan, best.as_ref(), options));
    }
    outcome
}

/// What a plan means beside the default policy, and for the groups where the policy names some: of those the best plan is told too.
pub(crate) fn beside_lots(
    posed: &Posed<'_>,
    plan: &Plan,
    best: Option<&Solution>,
    options: &PlaceOptions<'_>,
) -> FairnessFacts {
    let programme = &posed.package.programme;
    let named = !programme.fairness.group.is_empty();
    fairness::shown(posed, plan, best.filter(|_| named), options.seed.unwrap_or(programme.seed))
}

/// The same under the promises of the policy.
fn placed_fairly(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<Outcome, PlaceError> {
    let fair = fair(posed, options).map_err(|error| match error {
        FairError::Failed(failed) => refused(posed, failed, options),
        FairError::Place(error) => error,
    })?;
    let plan = checked(posed, &fair.sided.solution)?;
    let facts = fair.promises.facts(&plan, Some(&fair.sided.free), &fair.sided.prices);
    let bonus = fair.promises.bonus(&fair.sided.prices);
    let mut outcome = outcome_at(posed, &fair.sided.solution, fair.stopped, plan, Some(&bonus));
    outcome.fairness = Some(facts);
    Ok(outcome)
}

/// The engine's answer with the names put back, once the judge has found that it breaks no rule.
fn checked(posed: &Posed<'_>, solution: &Solution) -> Result<Plan, PlaceError> {
    let plan = named(posed, solution);
    let violations = check(posed.package, &plan);
    if violations.is_empty() { Ok(plan) } else { Err(PlaceError::Withheld(violations)) }
}

/// A search that gave no plan, and what ended it before it was done.
pub(crate) type Failed = (SolveError, Option<StoppedBy>);

/// Asks the engine with the options of a run. Beside the answer: who wanted an end, if anybody did.
pub(crate) fn engine<T>(
    posed: &Posed<'_>,
    options: &PlaceOptions<'_>,
    ask: impl FnOnce(&Options<'_>) -> T,
) -> (T, Option<StoppedBy>) {
    let said = OnceLock::new();
    let asked = options.stop;
    let stop = || asked.and_then(|ask| ask()).is_some_and(|by| *said.get_or_init(|| by) == by);
    let engine = Options {
        seed: options.seed.unwrap_or(posed.package.programme.seed),
        threads: options.threads,
        gap: options.gap,
        stop: asked.is_some().then_some(&stop),
        progress: options.progress,
        ..Options::default()
    };
    let answer = ask(&engine);
    (answer, said.get().copied())
}

/// Solves a posed problem. Beside the solution: what ended the run before it was done.
pub(crate) fn solved(posed: &Posed<'_>, options: &PlaceOptions<'_>) -> Result<(Solution, Option<StoppedBy>), Failed> {
    let gap = options.gap;
    let (solved, stopped) = engine(posed, options, |engine| solve(&posed.problem, engine));
    let enough = |s: &Solution| gap > 0.0 && (1e-12..=gap).contains(&s.gap);
    let ended = |s: &Solution| stopped.filter(|_| s.stopped).or_else(|| enough(s).then_some(StoppedBy::Gap));
    match solved {
        Ok(solution) => {
            let ended = ended(&solution);
            Ok((solution, ended))
        }
        Err(error) => Err((error, stopped)),
    }
}

/// Why there is no plan, in the package's terms. A conflict that the search did not see is looked for too.
pub(crate) fn refused(posed: &Posed<'_>, (error, stopped): Failed, options: &PlaceOptions<'_>) -> PlaceError {
    let conflict = || conflict::conflict(posed.package, options);
    match error {
        SolveError::Problem(error) => numbers(posed, error),
        SolveError::Infeasible { rows, units } => {
            PlaceError::Impossible(conflict().unwrap_or_else(|| conflict::coarse(posed, &rows, &units)))
        }
        SolveError::NoPlanFound { rows, units } => {
            let found = if stopped.is_none() { conflict() } else { None };
            if let Some(conflict) = found {
                return PlaceError::Impossible(conflict);
            }
            let (capacities, households) = statements(posed, &rows, &units);
            PlaceError::NoPlanFound { capacities, households, stopped }
        }
    }
}

/// The households whose numbers the engine refuses.
pub(crate) fn numbers(posed: &Posed<'_>, error: ProblemError) -> PlaceError {
    let units = match error {
        ProblemError::Number { what: "unit", index } => vec![index as u32],
        ProblemError::Number { what: "pair", index } => {
            posed.problem.pairs().get(index).map_or_else(Vec::new, |pair| vec![pair.a, pair.b])
        }
        _ => Vec::new(),
    };
    PlaceError::Numbers { households: households(posed, &units), error }
}

/// Units as households.
fn households(posed: &Posed<'_>, units: &[u32]) -> Vec<HouseholdIx> {
    units.iter().filter_map(|&u| posed.parties.list.get(u as usize)).flat_map(|p| p.households.clone()).collect()
}

/// Rows and units as capacities of regions and households.
fn statements(posed: &Posed<'_>, rows: &[u32], units: &[u32]) -> (Vec<(RegionIx, CapacityIx)>, Vec<HouseholdIx>) {
    let capacities = posed.rows.iter().filter(|(_, row)| rows.contains(row)).map(|(at, _)| *at).collect();
    (capacities, households(posed, units))
}

/// The engine's answer with the names put back.
pub(crate) fn named(posed: &Posed<'_>, solution: &Solution) -> Plan {
    let mut jobs: BTreeMap<HouseholdIx, Vec<Job>> = BTreeMap::new();
    for (workers, openings) in posed.workers.iter().zip(&solution.jobs) {
        for (&(person, _), opening) in workers.iter().zip(openings) {
            if let &Some(opening) = opening {
                let household = posed.package.people[person.at()].household;
                jobs.entry(household).or_default().push(Job { person, opening: (opening as usize).into() });
            }
        }
    }
    let placement = |(h, &party): (usize, &usize)| {
        let household = HouseholdIx::from(h);
        let region = solution.regions[party].map(|r| RegionIx::from(r as usize));
        let jobs = jobs.remove(&household).unwrap_or_default();
        Placement { household, place: region.map_or(Place::Waiting, Place::Region), jobs }
    };
    Plan { placements: posed.parties.of.iter().enumerate().map(placement).collect() }
}

pub(crate) fn outcome(posed: &Posed<'_>, solution: &Solution, stopped: Option<StoppedBy>, plan: Plan) -> Outcome {
    outcome_at(posed, solution, stopped, plan, None)
}

/// The same, told what promises add at their prices.
fn outcome_at(
    posed: &Posed<'_>,
    solution: &Solution,
    stopped: Option<StoppedBy>,
    plan: Plan,
    promises: Option<&Bonus>,
) -> Outcome {
    let explainer = Explainer::new(posed, &plan, solution, promises);
    let households = (0..posed.package.households.len()).map(HouseholdIx::from);
    let explanations = households.clone().map(|h| explainer.explain(h)).collect();
    let asks = households.map(|h| explainer.asks_for(h)).collect::<Vec<_>>();
    let rule = posed.package.programme.inclusion.rule;
    Outcome {
        certificate: Certificate {
            value: solution.value,
            bound: solution.bound,
            gap: solution.gap,
            inclusion_proved: solution.inclusion_proved || rule == InclusionRule::Everyone,
            stopped,
        },
        capacities: capacities(posed, solution, &plan, &asks),
        openings: openings(posed, solution, &plan),
        explanations,
        assumptions: crate::assumptions(posed.package),
        overrides: Overrides { above: posed.package.above_quota(), ..Overrides::default() },
        stages: solution
            .stages
            .iter()
            .map(|s| Stage { name: s.name.to_owned(), value: s.value, bound: s.bound })
            .collect(),
        plan,
        fairness: None,
        wished: None,
    }
}

fn capacities(posed: &Posed<'_>, solution: &Solution, plan: &Plan, asks: &[Option<RegionIx>]) -> Vec<CapacityUse> {
    let kinds = posed.package.programme.capacity.len();
    let uses = |households: &[(HouseholdIx, Option<RegionIx>)]| {
        let mut sums = vec![vec![0_u32; kinds]; posed.package.regions.len()];
        let mut counted_parties = std::collections::BTreeSet::new();
        for &(household, region) in households {
            let party = posed.parties.of[household.at()];
            if let Some(region) = region.filter(|_| counted_parties.insert(party)) {
                let amounts = &posed.parties.list[party].uses[region.at()];
                sums[region.at()].iter_mut().zip(amounts).for_each(|(sum, amount)| *sum = sum.saturating_add(*amount));
            }
        }
        sums
    };
    let placed: Vec<_> = plan.placements.iter().map(|p| (p.household, p.place.region())).collect();
    let asked: Vec<_> = asks.iter().enumerate().map(|(h, region)| (HouseholdIx::from(h), *region)).collect();
    let (used, asked) = (uses(&placed), uses(&asked));
    posed
        .package
        .capacities
        .iter()
        .map(|c| CapacityUse {
            region: c.region,
            capacity: c.capacity,
            places: Some(c.places),
            minimum: c.minimum,
            asked: asked[c.region.at()][c.capacity.at()],
            used: used[c.region.at()][c.capacity.at()],
            price: solution.row_prices[posed.rows[&(c.region, c.capacity)] as usize],
        })
        .collect()
}

fn openings(posed: &Posed<'_>, solution: &Solution, plan: &Plan) -> Vec<OpeningUse> {
    let mut filled = vec![0_u32; posed.package.openings.len()];
    for job in plan.placements.iter().flat_map(|p| &p.jobs) {
        filled[job.opening.at()] += 1;
    }
    let prices = solution.opening_prices.iter();
    let uses = filled.iter().zip(prices).enumerate();
    uses.map(|(o, (&filled, &price))| OpeningUse { opening: o.into(), filled, price }).collect()
}
