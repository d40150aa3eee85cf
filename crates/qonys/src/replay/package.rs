//! A package replayed: posed once with its past years, every policy over every order, every plan judged.

use super::key::need;
use super::loss::loss;
use super::order::{Calendar, dated, shuffled};
use super::run::{Course, RunError, RunOptions, hindsight, run};
use super::year::Year;
use crate::pose::{Posed, pose};
use crate::season::{Coming, Season};
use jiff::civil::Date;
use qonys_model::{
    HouseholdIx, Job, Loss, OrderResult, Package, Place, Placement, Plan, Policy, PolicyResult, RegionIx, Replayed,
    Violation, check,
};
use qonys_solve::{Count, Solution};
use std::ops::Range;

/// What the prices know of how many families the year brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountKnown {
    /// Exactly how many.
    #[default]
    Known,
    /// What past years brought, and chance; without past years this year's number as expectation.
    Poisson,
    /// Nothing but the pace of the year so far.
    Unknown,
}

/// How to replay.
#[derive(Clone, Copy)]
pub struct ReplayOptions<'a> {
    /// Policies, in the order in which they are to be shown.
    pub policies: &'a [Policy],
    /// Sittings in the year.
    pub batches: usize,
    /// Orders of arrival.
    pub orders: u32,
    /// Seed of all chance.
    pub seed: u64,
    /// What the places are multiplied by; openings stay as they are.
    pub scale_capacity: f64,
    /// What is known of how many come.
    pub count: CountKnown,
    /// Column of `regions.csv` that says how much labour a region is short of.
    pub need_column: &'a str,
    /// Column of `regions.csv` with the weights that quota-only goes by; without it those are what a region has places for.
    pub quota_column: &'a str,
    /// Whether to measure where prices lose: it takes two more runs in some orders.
    pub take_apart: bool,
    /// Hindsight stops once it is proved to be this close.
    pub gap: f64,
    /// Threads; `None` = as many as the machine has. The result does not depend on it.
    pub threads: Option<usize>,
    /// Seconds since some moment, asked before and after every run; decides nothing.
    pub now: &'a (dyn Fn() -> f64 + Sync),
    /// Told before every run which policy and which order (from 0).
    pub progress: Option<&'a (dyn Fn(Policy, u32) + Sync)>,
}

/// Why a year was not replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// Nobody comes.
    #[error("the package has no families")]
    Empty,
    /// The numbers are no problem to solve, or a policy broke the books.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A plan breaks a limit: a fault of this program. Nothing is shown.
    #[error("{}: the plan breaks {} rules and is withheld", .0.name(), .1.len())]
    Withheld(Policy, Vec<Violation>),
}

/// Replays the year of a package; `pools` are past years, whose families stand for those who may come.
///
/// # Errors
/// [`ReplayError`].
pub fn replay(package: &Package, pools: &[Package], options: &ReplayOptions<'_>) -> Result<Replayed, ReplayError> {
    let threads = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    match threads {
        Some(threads) => threads.install(|| replayed(package, pools, options)),
        None => replayed(package, pools, options),
    }
}

fn replayed(package: &Package, pools: &[Package], options: &ReplayOptions<'_>) -> Result<Replayed, ReplayError> {
    if package.households.is_empty() {
        return Err(ReplayError::Empty);
    }
    let package = scaled(package, options.scale_capacity);
    let season = Season::new(package.clone(), pools);
    let posed = pose(&season.package);
    let own = 0..season.year.clone().map(|h| posed.parties.of[h] as u32 + 1).max().unwrap_or(0);
    let weights = season.weights(&posed.parties, PRIOR, std::iter::empty());
    let need = need(&posed, options.need_column, own.clone());
    let mut year = Year::new(&posed.problem, own.clone(), weights, need);
    year.quota = column(&package, options.quota_column);
    year.balance = package.programme.arrivals.backlog;
    let count = match options.count {
        CountKnown::Known => Count::Known(u64::from(own.end)),
        CountKnown::Poisson if pools.is_empty() => Count::Poisson { mean: f64::from(own.end) },
        CountKnown::Poisson => season.count(&posed.parties, Coming::Poisson),
        CountKnown::Unknown => Count::Unknown,
    };
    let before = (options.now)();
    let best = hindsight(&year, options.gap, options.seed)?;
    let search = (options.now)() - before;
    let days = days(&posed, own.clone());
    let calendar = |order: u32| match &days {
        Some(days) => dated(own.clone(), days, options.batches, options.seed, u64::from(order)),
        None => shuffled(own.clone(), options.batches, options.seed, u64::from(order)),
    };
    let calendars: Vec<Calendar> = (0..options.orders.max(1)).map(calendar).collect();
    let stage = Stage { package: &package, posed: &posed, year: &year, best: &best, search, count, options };
    let (policies, loss) = stage.all(&calendars)?;
    Ok(Replayed {
        dated: days.is_some(),
        pool_households: season.pools.iter().map(|(_, range)| range.len() as u64).sum(),
        bound: best.bound,
        gap: best.gap,
        best: best.value,
        need: year.need.clone(),
        policies,
        loss,
        package,
    })
}

/// A column of `regions.csv`, where any region has it; a region without a number has 0.
fn column(package: &Package, name: &str) -> Option<Vec<f64>> {
    let figures = || package.regions.iter().map(|r| r.figures.get(name).copied());
    figures().any(|f| f.is_some()).then(|| figures().map(|f| f.unwrap_or(0.0).max(0.0)).collect())
}

/// Families that past years count for, all of them together: each family seen this year counts one beside them, so that
/// a year that is unlike them is learnt as it goes on.
const PRIOR: f64 = 200.0;

/// Orders over which the loss is taken apart: each costs two more runs.
const LOSS_ORDERS: usize = 3;

/// Everything that is the same for all policies and orders.
struct Stage<'a> {
    package: &'a Package,
    posed: &'a Posed<'a>,
    year: &'a Year<'a>,
    best: &'a Solution,
    /// Seconds that hindsight took.
    search: f64,
    count: Count,
    options: &'a ReplayOptions<'a>,
}

impl Stage<'_> {
    fn all(&self, calendars: &[Calendar]) -> Result<(Vec<PolicyResult>, Option<Loss>), ReplayError> {
        let mut policies = Vec::new();
        let mut loss_of = None;
        for &policy in self.options.policies {
            let mut orders = Vec::new();
            let mut courses = Vec::new();
            for (order, calendar) in (0..).zip(calendars) {
                if let Some(tell) = self.options.progress {
                    tell(policy, order);
                }
                let before = (self.options.now)();
                let told = RunOptions {
                    count: self.count,
                    seed: self.options.seed,
                    order: u64::from(order),
                    hindsight: self.best,
                };
                let course = run(self.year, calendar, policy, &told)?;
                let search = if policy == Policy::Hindsight { self.search } else { 0.0 };
                let seconds = (self.options.now)() - before + search;
                orders.push(self.judged(policy, &course, seconds)?);
                courses.push(course);
            }
            if policy == Policy::Prices && self.options.take_apart {
                let some: Vec<(&Calendar, &Course)> = calendars.iter().zip(&courses).take(LOSS_ORDERS).collect();
                loss_of = Some(loss(self.year, &some, self.best, self.options.gap, self.options.seed)?);
            }
            policies.push(summed(policy, orders, &courses));
        }
        Ok((policies, loss_of))
    }

    /// The figures of a course, once the judge has found that it keeps every limit.
    fn judged(&self, policy: Policy, course: &Course, seconds: f64) -> Result<OrderResult, ReplayError> {
        let plan = self.plan(course);
        let (soft, hard): (Vec<_>, Vec<_>) = check(self.package, &plan).into_iter().partition(of_inclusion);
        if !hard.is_empty() {
            return Err(ReplayError::Withheld(policy, hard));
        }
        let placed = |p: &&Placement| p.place.region().is_some();
        let persons = |p: &Placement| self.package.households[p.household.at()].persons();
        let backlog = course.longest_backlog();
        Ok(OrderResult {
            value: course.value,
            share_of_hindsight: if self.best.value > 0.0 { course.value / self.best.value } else { 1.0 },
            in_work: self.in_work(&plan),
            openings_filled: plan.placements.iter().map(|p| p.jobs.len() as u32).sum(),
            households_placed: plan.placements.iter().filter(placed).count() as u32,
            households_waiting: plan.placements.iter().filter(|p| p.place.region().is_none()).count() as u32,
            persons_placed: plan.placements.iter().filter(placed).map(persons).sum(),
            backlog_region: backlog.map(|(region, _)| RegionIx(region)),
            backlog_persons: backlog.map_or(0.0, |(_, persons)| persons),
            rules_broken: soft.len() as u32,
            seconds,
        })
    }

    /// The course with names put back, as a plan of the package without its pool.
    fn plan(&self, course: &Course) -> Plan {
        let mut placements: Vec<Placement> = (0..self.package.households.len())
            .map(|h| Placement { household: h.into(), place: Place::Waiting, jobs: Vec::new() })
            .collect();
        for ((unit, region), jobs) in self.year.own.clone().zip(&course.regions).zip(&course.jobs) {
            let Some(region) = *region else { continue };
            for household in &self.posed.parties.list[unit as usize].households {
                placements[household.at()].place = Place::Region(RegionIx(region));
            }
            for (&(person, _), opening) in self.posed.workers[unit as usize].iter().zip(jobs) {
                let Some(opening) = *opening else { continue };
                let household = self.package.people[person.at()].household;
                placements[household.at()].jobs.push(Job { person, opening: (opening as usize).into() });
            }
        }
        Plan { placements }
    }

    fn in_work(&self, plan: &Plan) -> f64 {
        let worths = &self.posed.worths;
        let mut sum = 0.0;
        for placement in &plan.placements {
            let Some(region) = placement.place.region() else { continue };
            let household = placement.household;
            sum += worths.work(household, region);
            for job in &placement.jobs {
                let kind = worths.workers(household).find(|(p, _)| *p == job.person).map(|(_, kind)| kind);
                let wanted = self.package.openings[job.opening.at()].occupation;
                sum += kind.map_or(0.0, |kind| worths.uplift(kind, wanted, region));
            }
        }
        sum
    }
}

/// Rules on who waits, minimums and pins: policies that take families as they come may break them, and it is counted.
fn of_inclusion(violation: &Violation) -> bool {
    matches!(
        violation,
        Violation::MinimumUnmet { .. }
            | Violation::PinnedWaits { .. }
            | Violation::WaitsUnderEveryone { .. }
            | Violation::PriorityBroken { .. }
            | Violation::OrderBroken { .. }
    )
}

fn summed(policy: Policy, orders: Vec<OrderResult>, courses: &[Course]) -> PolicyResult {
    let n = courses.len().max(1) as f64;
    let sittings = courses.first().map_or(0, |c| c.value_after.len());
    let regions = courses.first().and_then(|c| c.sent.first()).map_or(0, Vec::len);
    let mean = |figure: &dyn Fn(&Course) -> f64| courses.iter().map(figure).sum::<f64>() / n;
    PolicyResult {
        policy,
        orders,
        value_after: (0..sittings).map(|at| mean(&|c| c.value_after[at])).collect(),
        waiting_after: (0..sittings).map(|at| mean(&|c| f64::from(c.waiting_after[at]))).collect(),
        persons_by_region: (0..regions)
            .map(|r| mean(&|c| c.sent.iter().map(|sent| f64::from(sent[r])).sum()))
            .collect(),
    }
}

/// The day on which each party has come whole; `None` unless every family has a day.
fn days(posed: &Posed<'_>, own: Range<u32>) -> Option<Vec<Date>> {
    let arrived = |h: &HouseholdIx| posed.package.households[h.at()].arrived;
    let day = |unit: u32| {
        let days: Option<Vec<Date>> = posed.parties.list[unit as usize].households.iter().map(arrived).collect();
        days?.into_iter().max()
    };
    own.map(day).collect()
}

/// The package with its places multiplied and rounded; a minimum is never above them.
fn scaled(package: &Package, factor: f64) -> Package {
    let mut package = package.clone();
    for limit in &mut package.capacities {
        limit.places = (f64::from(limit.places) * factor).round() as u32;
        limit.minimum = limit.minimum.min(limit.places);
    }
    package
}
