//! One policy over one order of arrivals.

use super::ledger::Ledger;
use super::order::Calendar;
use super::policies::{Foresight, PricedError, dice, drawn, first_come, priced, quota};
use super::year::Year;
use qonys_model::Policy;
use qonys_solve::{Count, Options, Prices, Solution, SolveError, Uses, solve};

/// What a policy made of a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// For each unit that came, in the order of the problem, its region.
    pub regions: Vec<Option<u32>>,
    /// For each of them and each of its workers the opening taken.
    pub jobs: Vec<Vec<Option<u32>>>,
    /// Worth of all who are placed.
    pub value: f64,
    /// The same after every sitting.
    pub value_after: Vec<f64>,
    /// Units that have come and wait after every sitting.
    pub waiting_after: Vec<u32>,
    /// For each sitting the persons sent to each region.
    pub sent: Vec<Vec<u32>>,
}

impl Course {
    /// The longest queue of a region that receives evenly: the region and the persons in it. Each region is taken to
    /// receive in each sitting the same part of all whom the policy sends there in the year; whoever comes above that queues.
    #[must_use]
    pub fn longest_backlog(&self) -> Option<(u32, f64)> {
        let regions = self.sent.first().map_or(0, Vec::len);
        let longest = |region: usize| {
            let total: u32 = self.sent.iter().map(|s| s[region]).sum();
            let pace = f64::from(total) / self.sent.len() as f64;
            let mut queue = 0.0_f64;
            self.sent.iter().fold(0.0, |most: f64, sent| {
                queue = (queue + f64::from(sent[region]) - pace).max(0.0);
                most.max(queue)
            })
        };
        (0..regions).map(|r| (r as u32, longest(r))).reduce(|a, b| if b.1 > a.1 { b } else { a })
    }
}

/// Why a run ended without a result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RunError {
    /// The numbers are no problem to solve.
    #[error(transparent)]
    Numbers(#[from] qonys_solve::ProblemError),
    /// A policy took more than was left, or went where it may not: a fault of this program.
    #[error("unit {0} was placed where it may not be")]
    Broken(u32),
}

impl From<PricedError> for RunError {
    fn from(error: PricedError) -> Self {
        match error {
            PricedError::Numbers(error) => Self::Numbers(error),
            PricedError::Broken(unit) => Self::Broken(unit),
        }
    }
}

/// The most that the year's places and openings allow, with the proof.
///
/// # Errors
/// [`RunError::Numbers`]. Nobody must be placed, so there is always a plan.
pub fn hindsight(year: &Year<'_>, gap: f64, seed: u64) -> Result<Solution, RunError> {
    match solve(&year.alone(true), &Options { gap, seed, ..Options::default() }) {
        Ok(solution) => Ok(solution),
        Err(SolveError::Problem(error)) => Err(RunError::Numbers(error)),
        Err(SolveError::Infeasible { units, .. } | SolveError::NoPlanFound { units, .. }) => {
            Err(RunError::Broken(units.first().copied().unwrap_or(0)))
        }
    }
}

/// What a run is told beside the year and the order of arrivals.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions<'h> {
    /// What the prices know of how many come.
    pub count: Count,
    /// Seed of all chance in the run.
    pub seed: u64,
    /// Which order it is: every order has chance of its own.
    pub order: u64,
    /// The optimum of the year, for [`Policy::Hindsight`].
    pub hindsight: &'h Solution,
}

/// Runs a policy. The same year, calendar and options give the same course for any number of threads.
///
/// # Errors
/// [`RunError`].
pub fn run(year: &Year<'_>, calendar: &Calendar, policy: Policy, options: &RunOptions<'_>) -> Result<Course, RunError> {
    let mut chance = dice(options.seed, options.order);
    let seed = options.seed ^ options.order << 8;
    let rows = year.problem.rows();
    play(year, calendar, |ledger, hand, at| match policy {
        Policy::QuotaOnly => {
            let given = |region: u32, uses: Uses<'_>| {
                year.quota.as_ref().map_or_else(|| quota(rows, uses), |share| share[region as usize])
            };
            drawn(ledger, hand, &mut chance, &given).map_err(RunError::Broken)
        }
        Policy::NeedKey => {
            drawn(ledger, hand, &mut chance, &|region, _| year.need[region as usize]).map_err(RunError::Broken)
        }
        Policy::FirstCome => first_come(ledger, hand).map_err(RunError::Broken),
        Policy::Prices => Ok(priced(ledger, hand, calendar, at, Foresight::Sampled(options.count), seed)?),
        Policy::Hindsight => as_planned(ledger, hand, options.hindsight).map_err(RunError::Broken),
    })
}

/// What the prices would do with a perfect forecast: who still comes is known in every sitting.
///
/// # Errors
/// [`RunError`].
pub fn run_foreseen(year: &Year<'_>, calendar: &Calendar, seed: u64) -> Result<Course, RunError> {
    play(year, calendar, |ledger, hand, at| Ok(priced(ledger, hand, calendar, at, Foresight::Perfect, seed)?))
}

/// What a year at hindsight's own prices would do, never corrected.
///
/// # Errors
/// [`RunError`].
pub fn run_fixed(year: &Year<'_>, calendar: &Calendar, best: &Solution, seed: u64) -> Result<Course, RunError> {
    let prices = Prices { rows: best.row_prices.clone(), openings: best.opening_prices.clone() };
    play(year, calendar, |ledger, hand, at| Ok(priced(ledger, hand, calendar, at, Foresight::Fixed(&prices), seed)?))
}

fn as_planned(ledger: &mut Ledger<'_, '_>, hand: &[u32], best: &Solution) -> Result<(), u32> {
    for &unit in hand {
        let at = (unit - ledger.year.own.start) as usize;
        if let Some(region) = best.regions[at] {
            ledger.place(unit, region, best.jobs[at].clone())?;
        }
    }
    Ok(())
}

/// Sitting by sitting: who waits is at hand again, first by class, then in the order in which they came.
fn play<'y, 'a>(
    year: &'y Year<'a>,
    calendar: &Calendar,
    mut decide: impl FnMut(&mut Ledger<'y, 'a>, &[u32], usize) -> Result<(), RunError>,
) -> Result<Course, RunError> {
    let mut ledger = Ledger::new(year);
    let mut course = Course::default();
    let mut hand: Vec<u32> = Vec::new();
    for (at, come) in calendar.sittings.iter().enumerate() {
        hand.extend(come);
        hand.sort_by_key(|&unit| year.problem.spec(unit as usize).class); // stable: in a class in the order of arrival
        ledger.go_on(calendar.elapsed[at]);
        let before = ledger.rows.clone();
        decide(&mut ledger, &hand, at)?;
        ledger.held(&before);
        let mut sent = vec![0; year.problem.regions() as usize];
        for &unit in &hand {
            if let Some(region) = ledger.regions[unit as usize] {
                sent[region as usize] += year.problem.spec(unit as usize).persons;
            }
        }
        hand.retain(|&unit| ledger.regions[unit as usize].is_none());
        course.value_after.push(ledger.value);
        course.waiting_after.push(hand.len() as u32);
        course.sent.push(sent);
    }
    course.value = ledger.value;
    let own = year.own.start as usize..year.own.end as usize;
    course.regions = ledger.regions[own.clone()].to_vec();
    course.jobs = ledger.jobs[own].to_vec();
    for (unit, jobs) in year.own.clone().zip(&mut course.jobs) {
        jobs.resize(year.problem.workers(unit as usize).len(), None); // who waits has no job
    }
    Ok(course)
}
