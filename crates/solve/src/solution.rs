//! What is asked of the engine and what it answers.

use crate::ProblemError;

/// How to solve. The defaults are good.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Seed of the search. The same seed gives the same answer for any number of threads.
    pub seed: u64,
    /// Threads to use; `None` = as many as the surrounding pool has.
    pub threads: Option<usize>,
    /// Stop as soon as a gap of this size is certified.
    pub gap: f64,
    /// Work that the search may do, in counted steps, never in seconds: the same answer on any machine.
    pub effort: u64,
    /// Asked now and then; `true` ends the search with the best plan so far.
    pub stop: Option<&'a (dyn Fn() -> bool + Sync)>,
    /// Told after every stage and every improving round.
    pub progress: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { seed: 0, threads: None, gap: 0.0, effort: 400_000_000, stop: None, progress: None }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("seed", &self.seed)
            .field("threads", &self.threads)
            .field("gap", &self.gap)
            .field("effort", &self.effort)
            .finish_non_exhaustive()
    }
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// `inclusion`, `prices`, `rounding`, `search`, `exact`.
    pub stage: &'static str,
    /// Best value known.
    pub value: Option<f64>,
    /// Best bound known.
    pub bound: Option<f64>,
}

/// A stage of a run, with what was known after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// As in [`Progress::stage`].
    pub name: &'static str,
    /// Best value known.
    pub value: Option<f64>,
    /// Best bound known.
    pub bound: Option<f64>,
}

/// A plan, and the proof of how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// For each unit its region; `None` = it waits.
    pub regions: Vec<Option<u32>>,
    /// For each unit and each of its workers the opening taken.
    pub jobs: Vec<Vec<Option<u32>>>,
    /// Worth of the plan.
    pub value: f64,
    /// No plan with the same inclusion is worth more.
    pub bound: f64,
    /// `(bound - value) / max(|bound|, 1)`, never negative.
    pub gap: f64,
    /// Whether it is proved that no plan includes units better by class and turn.
    pub inclusion_proved: bool,
    /// Set when the run was stopped before it was done.
    pub stopped: bool,
    /// What one more of each row would add by the dual; negative where a lower limit forces use.
    pub row_prices: Vec<f64>,
    /// What one more of each opening would add by the dual.
    pub opening_prices: Vec<f64>,
    /// What the engine did.
    pub stages: Vec<Stage>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SolveError {
    /// The numbers are no problem to solve.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// It is proved that lower limits, units that must be placed and room cannot be met together.
    #[error("rows {rows:?} and units {units:?} cannot be met together")]
    Infeasible {
        /// Rows that take part in the conflict.
        rows: Vec<u32>,
        /// Units that must be placed and take part in the conflict.
        units: Vec<u32>,
    },
    /// No plan was found that meets all lower limits and places all units that must be placed; none is proved impossible.
    #[error("no plan found; rows {rows:?} and units {units:?} were not met")]
    NoPlanFound {
        /// Rows that the best attempt did not meet.
        rows: Vec<u32>,
        /// Units that the best attempt did not place.
        units: Vec<u32>,
    },
}
