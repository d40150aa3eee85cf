//! Rules beside the rows: linear measures of the whole plan held above or below a limit, by prices in the same engine.
//!
//! A rule is put into the worth with a multiplier, `L(m) = max over plans of worth + sum of m x slack`; for any multipliers
//! at or above 0 no plan that meets the rules is worth more than `L(m)`, and the engine proves a bound on `L(m)` itself
//! (Geoffrion 1974). Rules are few, so `L` is minimised by cutting planes in few dimensions; every run of the engine gives
//! a cut, a bound and a plan. The best plan that meets the rules is returned: one found at the multipliers or near them.

mod exchange;
pub(crate) mod frozen;
mod master;
mod runs;

use crate::inclusion::solve;
use crate::problem::{Problem, ProblemError};
use crate::solution::{Options, Progress, Solution, SolveError};
use crate::weigh::{Measure, weighed};
use runs::{Answer, Runs};

/// Runs that look for multipliers.
const ROUNDS: usize = 24;

/// Runs near the multipliers that look for plans.
const NEAR: usize = 16;

/// Part of the work that a run gets which looks for multipliers or plans.
const SHORT: u64 = 100;

/// Gap at which a short run ends.
const WIDE: f64 = 5e-4;

/// A limit from below or from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The level is the limit or more.
    AtLeast,
    /// The level is the limit or less.
    AtMost,
}

/// A measure of the plan held to a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct SideRule {
    /// What is measured.
    pub measure: Measure,
    /// From which side it is limited.
    pub sense: Sense,
    /// The limit, finite.
    pub limit: f64,
}

impl SideRule {
    /// Whether a level is within the limit, but for rounding.
    #[must_use]
    pub fn met_by(&self, level: f64) -> bool {
        self.sign() * (level - self.limit) >= -1e-9 * (level.abs() + self.limit.abs())
    }

    fn sign(&self) -> f64 {
        if self.sense == Sense::AtLeast { 1.0 } else { -1.0 }
    }
}

/// A plan with its openings taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// For each unit its region; `None` = it waits.
    pub regions: Vec<Option<u32>>,
    /// For each unit and each of its workers the opening taken.
    pub jobs: Vec<Vec<Option<u32>>>,
}

/// The best plan found that meets all rules, with the proof of how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Sided {
    /// The plan; value, bound and gap are of the objective under the rules; prices of rows and openings are those at the
    /// rules' prices.
    pub solution: Solution,
    /// The best plan without the rules.
    pub free: Solution,
    /// What each rule measures of the plan.
    pub levels: Vec<f64>,
    /// What the objective would gain if a rule's limit gave way by one, by the dual; never negative.
    pub prices: Vec<f64>,
}

/// Why there is no plan under the rules.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SidedError {
    /// There is none without the rules either.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The objective names a unit, region or pair that there is none of.
    #[error("the objective is no measure of this problem")]
    Objective,
    /// A rule's limit is no number, or a measure names a unit, region or pair that there is none of.
    #[error("rule {0} is no rule of this problem")]
    Rule(usize),
    /// It is proved that no plan meets these rules together.
    #[error("rules {rules:?} cannot be met together")]
    Impossible {
        /// The rules.
        rules: Vec<usize>,
        /// For each of them the most (or least) that any plan reaches of it alone: proved.
        reach: Vec<f64>,
    },
    /// No plan was found that meets all rules; none is proved impossible.
    #[error("no plan found that meets all rules; the nearest misses them by {missed:?}")]
    NoPlanFound {
        /// For each rule by how much the nearest plan found misses it.
        missed: Vec<f64>,
    },
}

impl From<ProblemError> for SidedError {
    fn from(error: ProblemError) -> Self {
        Self::Solve(SolveError::Problem(error))
    }
}

/// Maximises an objective under rules beside the problem's rows; who is included is settled first, without them.
///
/// `known` are plans from outside that may meet the rules: an answer is never worse than the best of them that does.
/// Deterministic for any number of threads, as [`solve`] is. Cost: two full runs and some dozens short ones.
///
/// ```
/// use qonys_solve::{ChoiceSpec, Inclusion, Measure, Options, Problem, Row, Sense, SideRule, UnitSpec, solve_with};
///
/// // Three families, two regions with places for two; the third family is to have at least 0.8.
/// let mut problem = Problem::new(2, Inclusion::Everyone);
/// let rows: Vec<u32> = (0..2).map(|_| problem.row(Row { upper: Some(2), lower: 0 })).collect();
/// for values in [[0.9, 0.5], [0.8, 0.1], [0.8, 0.7]] {
///     let option = |r: usize| ChoiceSpec { region: r as u32, value: values[r], uses: vec![(rows[r], 1)] };
///     problem.unit(UnitSpec { options: vec![option(0), option(1)], persons: 1, ..UnitSpec::default() });
/// }
/// let third = Measure::worth_of(&problem, vec![0.0, 0.0, 1.0]);
/// let rule = SideRule { measure: third, sense: Sense::AtLeast, limit: 0.8 };
/// let sided = solve_with(&problem, &Measure::worth(&problem), &[rule], &[], &Options::default())?;
/// assert_eq!(sided.free.regions, [Some(0), Some(0), Some(1)]); // 2.4
/// assert_eq!(sided.solution.regions, [Some(1), Some(0), Some(0)]); // 2.1
/// assert!(sided.solution.bound >= 2.1 - 1e-9 && sided.prices[0] > 0.0);
/// # Ok::<(), qonys_solve::SidedError>(())
/// ```
///
/// # Errors
/// [`SidedError`].
pub fn solve_with(
    problem: &Problem,
    objective: &Measure,
    rules: &[SideRule],
    known: &[Known],
    options: &Options<'_>,
) -> Result<Sided, SidedError> {
    problem.check()?;
    if !objective.fits(problem) {
        return Err(SidedError::Objective);
    }
    for (at, rule) in rules.iter().enumerate() {
        if !rule.limit.is_finite() || !rule.measure.fits(problem) {
            return Err(SidedError::Rule(at));
        }
    }
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    let options = Options { threads: None, ..*options };
    match pool {
        Some(pool) => pool.install(|| sided(problem, objective, rules, known, options)),
        None => sided(problem, objective, rules, known, options),
    }
}

fn sided(
    problem: &Problem,
    objective: &Measure,
    rules: &[SideRule],
    known: &[Known],
    options: Options<'_>,
) -> Result<Sided, SidedError> {
    let free = solve(&weighed(problem, &[(objective, 1.0)]).problem, &options)?;
    let settled = frozen::frozen(problem, &free);
    let mut runs = Runs { asked: problem, problem: &settled, objective, rules, options, seen: Vec::new(), best: None };
    runs.look(Known { regions: free.regions.clone(), jobs: free.jobs.clone() });
    known.iter().for_each(|plan| runs.offer(plan));
    let mut dual = Dual { prices: vec![0.0; rules.len()], bound: free.bound };
    let mut last = None;
    if !runs.seen[0].meets {
        runs.minimise(&mut dual)?;
        if runs.best.is_none() {
            runs.reach()?;
        }
        last = Some(runs.settle(&mut dual)?);
    }
    let Some(best) = runs.best() else { return Err(runs.missed()) };
    let solution = last.map_or_else(|| free.clone(), |answer| answer.solution);
    let bound = dual.bound.max(best.value);
    let levels = rules.iter().map(|r| r.measure.level(problem, &best.plan.regions, &best.plan.jobs)).collect();
    let solution = Solution {
        regions: best.plan.regions.clone(),
        jobs: best.plan.jobs.clone(),
        value: best.value,
        bound,
        gap: (bound - best.value) / bound.abs().max(1.0) + 0.0,
        inclusion_proved: free.inclusion_proved,
        stopped: runs.stop(),
        ..solution
    };
    Ok(Sided { solution, free, levels, prices: dual.prices })
}

/// The best multipliers known and the bound that they give.
struct Dual {
    prices: Vec<f64>,
    bound: f64,
}

/// The plan whose least measure is the greatest found, with the proof of how great it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Levelled {
    /// The plan.
    pub plan: Known,
    /// The least of the measures.
    pub least: f64,
    /// No plan has a greater least measure.
    pub bound: f64,
    /// What each measures of the plan.
    pub levels: Vec<f64>,
}

/// Maximises the least of some measures; who is included is settled first, by the problem's own worth.
///
/// For weights that sum to one, the most that the weighted sum of measures can be is a bound on the least of them; weights
/// are found by cutting planes as multipliers are. `known` as in [`solve_with`].
///
/// # Errors
/// [`SidedError`].
pub fn max_min(
    problem: &Problem,
    measures: &[Measure],
    known: &[Known],
    options: &Options<'_>,
) -> Result<Levelled, SidedError> {
    problem.check()?;
    if let Some(at) = measures.iter().position(|m| !m.fits(problem)) {
        return Err(SidedError::Rule(at));
    }
    let pool = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    let options = Options { threads: None, ..*options };
    match pool {
        Some(pool) => pool.install(|| levelled(problem, measures, known, options)),
        None => levelled(problem, measures, known, options),
    }
}

fn levelled(
    problem: &Problem,
    measures: &[Measure],
    known: &[Known],
    options: Options<'_>,
) -> Result<Levelled, SidedError> {
    let n = measures.len();
    let free = solve(problem, &options)?;
    let settled = frozen::frozen(problem, &free);
    let rule = |m: &Measure| SideRule { measure: m.clone(), sense: Sense::AtLeast, limit: 0.0 };
    let rules: Vec<SideRule> = measures.iter().map(rule).collect();
    let nothing = Measure::default();
    let mut runs = Runs {
        asked: problem,
        problem: &settled,
        objective: &nothing,
        rules: &rules,
        options,
        seen: Vec::new(),
        best: None,
    };
    runs.look(Known { regions: free.regions, jobs: free.jobs });
    known.iter().for_each(|plan| runs.offer(plan));
    let mut weights = vec![1.0 / n.max(1) as f64; n];
    let mut bound = f64::INFINITY;
    for round in 0..2 * ROUNDS {
        let effort = if round + 1 == 2 * ROUNDS { options.effort } else { runs.short() };
        runs.options.seed = runs.options.seed.wrapping_add(1);
        bound = bound.min(runs.at(0.0, &weights, effort, WIDE / 5.0)?.bound);
        let least = runs.best_least().map_or(f64::NEG_INFINITY, |b| b.1);
        if runs.stop() || n < 2 || bound - least <= WIDE * bound.abs() {
            break;
        }
        // weights near those of the plans seen: pure cutting planes would jump between corners
        let Some((next, _)) = master::least(&runs.seen, 0.0, &vec![0.0; n], &vec![1.0; n], Some(1.0)) else { break };
        weights = weights.iter().zip(&next).map(|(w, x)| 0.4 * w + 0.6 * x).collect();
    }
    let (at, least) = runs.best_least().ok_or_else(|| runs.missed())?;
    let plan = runs.seen[at].plan.clone();
    Ok(Levelled { levels: runs.seen[at].slack.clone(), plan, least, bound: bound.max(least) })
}

impl Runs<'_> {
    /// The plan whose least slack is the greatest.
    fn best_least(&self) -> Option<(usize, f64)> {
        let least = |s: &runs::Seen| s.slack.iter().copied().fold(f64::INFINITY, f64::min);
        let all = self.seen.iter().enumerate().map(|(at, s)| (at, least(s)));
        let mut order: Vec<(usize, f64)> = all.collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.into_iter().find(|&(at, _)| self.queued(at))
    }

    fn near_enough(&self, dual: &Dual) -> bool {
        self.best().is_some_and(|b| (dual.bound - b.value) / dual.bound.abs().max(1.0) <= self.options.gap.max(1e-12))
    }

    fn short(&self) -> u64 {
        (self.options.effort / SHORT).max(200_000).min(self.options.effort)
    }

    fn tell(&self, dual: &Dual) {
        if let Some(progress) = self.options.progress {
            progress(&Progress { stage: "rules", value: self.best().map(|b| b.value), bound: Some(dual.bound) });
        }
    }

    /// Multipliers by short runs: the box around the best known moves and grows while they get better, and shrinks else.
    fn minimise(&mut self, dual: &mut Dual) -> Result<(), SidedError> {
        let mut step: Vec<f64> = self.rules.iter().map(|rule| self.first_step(rule)).collect();
        for _ in 0..ROUNDS {
            if self.stop() || self.near_enough(dual) {
                break;
            }
            let low: Vec<f64> = dual.prices.iter().zip(&step).map(|(p, s)| (p - s).max(0.0)).collect();
            let high: Vec<f64> = dual.prices.iter().zip(&step).map(|(p, s)| p + s).collect();
            let Some((prices, promise)) = master::least(&self.seen, 1.0, &low, &high, None) else { break };
            if dual.bound - promise <= 1e-6 * dual.bound.abs() {
                break;
            }
            let answer = self.at(1.0, &prices, self.short(), WIDE)?;
            let at_end = |i: usize| prices[i] >= high[i] || prices[i] <= low[i] && low[i] > 0.0;
            if answer.bound < dual.bound {
                *dual = Dual { prices: prices.clone(), bound: answer.bound };
                (0..step.len()).filter(|&i| at_end(i)).for_each(|i| step[i] *= 2.0);
            } else {
                step.iter_mut().for_each(|s| *s *= 0.5);
            }
            self.tell(dual);
        }
        Ok(())
    }

    /// A multiplier that moves the plan noticeably: the objective's size over the rule's.
    fn first_step(&self, rule: &SideRule) -> f64 {
        let plan = &self.seen[0];
        let level = rule.measure.level(self.problem, &plan.plan.regions, &plan.plan.jobs);
        let most = self.seen.iter().map(|s| s.value.abs()).fold(1e-9, f64::max);
        0.2 * most / (level.abs() + rule.limit.abs()).max(1e-9)
    }

    /// Looks for a plan that meets the rules, worth left aside, or for the proof that there is none.
    fn reach(&mut self) -> Result<(), SidedError> {
        let n = self.rules.len();
        let size: Vec<f64> = self.rules.iter().map(|r| 1.0 / r.limit.abs().max(self.first_size(r))).collect();
        let mut prices: Vec<f64> = size.iter().map(|s| s / n as f64).collect();
        for _ in 0..ROUNDS {
            let answer = self.at(0.0, &prices, self.short(), 0.0)?;
            if answer.bound < 0.0 {
                return Err(self.impossible(&prices)?);
            }
            if self.best.is_some() || self.stop() || n == 1 {
                return Ok(());
            }
            let scaled: Vec<runs::Seen> = self.seen.iter().map(|s| s.scaled(&size)).collect();
            let Some((next, _)) = master::least(&scaled, 0.0, &vec![0.0; n], &vec![1.0; n], Some(1.0)) else { break };
            let next: Vec<f64> = next.iter().zip(&size).map(|(p, s)| p * s).collect();
            if next == prices {
                break;
            }
            prices = next;
        }
        Ok(())
    }

    fn first_size(&self, rule: &SideRule) -> f64 {
        let level = |s: &runs::Seen| rule.measure.level(self.problem, &s.plan.regions, &s.plan.jobs).abs();
        self.seen.iter().map(level).fold(1e-9, f64::max)
    }

    /// The rules that take part in a proof, each with what it reaches alone.
    fn impossible(&mut self, prices: &[f64]) -> Result<SidedError, SidedError> {
        let rules: Vec<usize> = (0..prices.len()).filter(|&i| prices[i] > 0.0).collect();
        let mut reach = Vec::new();
        for &at in &rules {
            let alone: Vec<f64> = (0..prices.len()).map(|i| f64::from(u8::from(i == at))).collect();
            let bound = self.at(0.0, &alone, self.short(), 0.0)?.bound;
            reach.push(self.rules[at].limit + self.rules[at].sign() * bound);
        }
        Ok(SidedError::Impossible { rules, reach })
    }

    /// Plans near the multipliers, then the full work at them for the bound. Returns the run at the multipliers.
    ///
    /// Whole units make a plan miss some rule by a hair where several bind. So plans are asked for rules a little tighter,
    /// and tighter still until one meets the rules as they are.
    fn settle(&mut self, dual: &mut Dual) -> Result<Answer, SidedError> {
        let step: Vec<f64> = self.rules.iter().map(|rule| 0.2 * self.first_step(rule)).collect();
        let mut tighter = 0.001;
        let mut best = self.best;
        for round in 0..NEAR {
            let gap = self.best().map_or(f64::INFINITY, |b| (dual.bound - b.value) / dual.bound.abs().max(1.0));
            if self.stop() || self.near_enough(dual) || round >= NEAR / 3 && gap <= WIDE {
                break;
            }
            self.options.seed = self.options.seed.wrapping_add(1);
            let wanted: Vec<f64> = self.rules.iter().map(|rule| tighter * rule.limit.abs()).collect();
            let tight: Vec<runs::Seen> = self.seen.iter().map(|s| s.short_of(&wanted)).collect();
            let low: Vec<f64> = dual.prices.iter().zip(&step).map(|(p, s)| (0.7 * p - 0.1 * s).max(0.0)).collect();
            let high: Vec<f64> = dual.prices.iter().zip(&step).map(|(p, s)| 1.4 * p + s).collect();
            let Some((prices, _)) = master::least(&tight, 1.0, &low, &high, None) else { break };
            let answer = self.at(1.0, &prices, self.short(), WIDE / 5.0)?;
            if answer.bound < dual.bound {
                *dual = Dual { prices, bound: answer.bound };
            }
            self.exchange(Known { regions: answer.solution.regions, jobs: answer.solution.jobs }, &dual.prices);
            tighter *= if self.best == best { 1.5 } else { 0.7 };
            best = self.best;
            self.tell(dual);
        }
        let answer = self.at(1.0, &dual.prices.clone(), self.options.effort, self.options.gap)?;
        dual.bound = dual.bound.min(answer.bound);
        let last = Known { regions: answer.solution.regions.clone(), jobs: answer.solution.jobs.clone() };
        self.exchange(last, &dual.prices);
        if let Some(best) = self.best().map(|b| b.plan.clone()) {
            self.exchange(best, &dual.prices);
        }
        self.tell(dual);
        Ok(answer)
    }

    /// Takes a plan mended and bettered into account.
    fn exchange(&mut self, plan: Known, prices: &[f64]) {
        if let Some(better) = exchange::bettered(self, &plan, prices) {
            self.look(better);
        }
    }

    /// By how much the nearest plan misses the rules.
    fn missed(&self) -> SidedError {
        let missed = |s: &runs::Seen| s.slack.iter().map(|s| (-s).max(0.0)).collect::<Vec<f64>>();
        let far = |s: &runs::Seen| {
            let by = |(miss, rule): (f64, &SideRule)| miss / rule.limit.abs().max(1e-9);
            missed(s).into_iter().zip(self.rules).map(by).sum::<f64>()
        };
        let nearest = self.seen.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        SidedError::NoPlanFound { missed: nearest.map(missed).unwrap_or_default() }
    }
}
