//! Runs of the engine at given multipliers: each gives a bound on the sided problem and plans to choose from.

use super::frozen::{keeps_all, keeps_queue};
use super::{Known, SideRule};
use crate::inclusion::solve;
use crate::jobs::fill_openings;
use crate::problem::Problem;
use crate::solution::{Options, Solution, SolveError};
use crate::weigh::{Measure, weighed};

/// A plan met on the way.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) plan: Known,
    pub(super) value: f64,
    /// By rule: what it has above its limit; negative where it breaks it.
    pub(super) slack: Vec<f64>,
    /// Whether it breaks none.
    pub(super) meets: bool,
}

impl Seen {
    /// The same with slacks measured in other units.
    pub(super) fn scaled(&self, size: &[f64]) -> Self {
        let slack = self.slack.iter().zip(size).map(|(s, by)| s * by).collect();
        Self { slack, ..self.clone() }
    }

    /// The same held against rules tighter by so much.
    pub(super) fn short_of(&self, by: &[f64]) -> Self {
        Self { slack: self.slack.iter().zip(by).map(|(s, by)| s - by).collect(), ..self.clone() }
    }
}

/// What all runs share.
pub(super) struct Runs<'a> {
    /// The problem as asked, for who waits.
    pub(super) asked: &'a Problem,
    /// The same with inclusion settled.
    pub(super) problem: &'a Problem,
    pub(super) objective: &'a Measure,
    pub(super) rules: &'a [SideRule],
    pub(super) options: Options<'a>,
    pub(super) seen: Vec<Seen>,
    /// Index of the best plan that meets all rules.
    pub(super) best: Option<usize>,
}

/// An answer at multipliers.
pub(super) struct Answer {
    /// No plan's `weight x value + sum of multiplier x slack` is above this.
    pub(super) bound: f64,
    pub(super) solution: Solution,
}

impl Runs<'_> {
    /// Maximises `weight x value + sum of multiplier x slack`.
    pub(super) fn at(&mut self, weight: f64, prices: &[f64], effort: u64, gap: f64) -> Result<Answer, SolveError> {
        let mut parts = vec![(self.objective, weight)];
        parts.extend(self.rules.iter().zip(prices).map(|(rule, price)| (&rule.measure, rule.sign() * price)));
        let weighed = weighed(self.problem, &parts);
        let run = Options { effort, gap, progress: None, threads: None, ..self.options };
        let solution = solve(&weighed.problem, &run)?;
        let limits: Vec<f64> =
            self.rules.iter().zip(prices).map(|(rule, price)| rule.sign() * price * rule.limit).collect();
        let size: f64 = solution.bound.abs() + limits.iter().map(|l| l.abs()).sum::<f64>();
        let bound = solution.bound - limits.iter().sum::<f64>() + weighed.error + 1e-14 * size;
        self.look(Known { regions: solution.regions.clone(), jobs: solution.jobs.clone() });
        Ok(Answer { bound, solution })
    }

    /// Takes a plan into account, and the same plan with its openings filled for the objective alone.
    pub(super) fn look(&mut self, plan: Known) {
        let own = weighed(self.problem, &[(self.objective, 1.0)]).problem;
        let jobs = fill_openings(&own, &plan.regions);
        if jobs != plan.jobs {
            let other = Known { regions: plan.regions.clone(), jobs };
            self.take(other);
        }
        self.take(plan);
    }

    fn take(&mut self, plan: Known) {
        let seen = self.judged(plan);
        let better = seen.meets && self.best.is_none_or(|b| seen.value > self.seen[b].value);
        if better && keeps_queue(self.asked, &seen.plan.regions, &self.options) {
            self.best = Some(self.seen.len());
        }
        self.seen.push(seen);
    }

    /// Whether nobody waits in a plan seen whom it would let in.
    pub(super) fn queued(&self, at: usize) -> bool {
        keeps_queue(self.asked, &self.seen[at].plan.regions, &self.options)
    }

    fn judged(&self, plan: Known) -> Seen {
        let level = |m: &Measure| m.level(self.problem, &plan.regions, &plan.jobs);
        let levels: Vec<f64> = self.rules.iter().map(|rule| level(&rule.measure)).collect();
        let slack = self.rules.iter().zip(&levels).map(|(rule, level)| rule.sign() * (level - rule.limit)).collect();
        let meets = self.rules.iter().zip(&levels).all(|(rule, &level)| rule.met_by(level));
        Seen { value: level(self.objective), slack, meets, plan }
    }

    /// A plan from outside: taken into account if it is one.
    pub(super) fn offer(&mut self, plan: &Known) {
        if keeps_all(self.problem, &plan.regions, &plan.jobs) {
            self.look(plan.clone());
        }
    }

    pub(super) fn stop(&self) -> bool {
        self.options.stop.is_some_and(|stop| stop())
    }

    pub(super) fn best(&self) -> Option<&Seen> {
        self.best.map(|at| &self.seen[at])
    }
}
