//! One solve, measured: where it stood when, how long a parallel read of the matrix takes in the same run, how much
//! memory the process held.

use crate::country::{Country, Spec};
use crate::problem::problem;
use qonys_solve::{Options, Problem, Progress, Solution, SolveError, solve};
use rayon::prelude::*;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Where a run stood at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Seconds since the start.
    pub seconds: f64,
    /// Name of the stage.
    pub stage: &'static str,
    /// Best value known.
    pub value: Option<f64>,
    /// Best bound known.
    pub bound: Option<f64>,
}

/// What a run took and gave.
#[derive(Debug)]
pub struct Measured {
    /// The plan and its bound.
    pub solution: Solution,
    /// Seconds from the problem to the solution.
    pub seconds: f64,
    /// Seconds of one parallel read of the matrix of worths, the best of three.
    pub read: f64,
    /// What was known when.
    pub moments: Vec<Moment>,
    /// What was solved.
    pub problem: Problem,
}

impl Measured {
    /// Seconds until a gap was certified, if ever: best value and best bound by then.
    #[must_use]
    pub fn time_to_gap(&self, gap: f64) -> Option<f64> {
        let (mut value, mut bound) = (f64::NEG_INFINITY, f64::INFINITY);
        let by = self.moments.iter().find_map(|m| {
            value = m.value.map_or(value, |v| v.max(value));
            bound = m.bound.map_or(bound, |b| b.min(bound));
            ((bound - value) / bound.abs().max(1.0) <= gap).then_some(m.seconds)
        });
        by.or((self.solution.gap <= gap).then_some(self.seconds))
    }
}

/// Draws a country and solves it, stopped after the limit, if there is one.
///
/// # Errors
/// What the engine says.
#[expect(clippy::disallowed_methods, reason = "a measuring program reads a clock")]
pub fn run(spec: &Spec, options: &Options<'_>, limit: Option<Duration>) -> Result<Measured, SolveError> {
    let country = Country::draw(spec);
    let read = (0..3).map(|_| seconds_to_read(&country.values)).fold(f64::INFINITY, f64::min);
    let problem = problem(country);
    let start = Instant::now();
    let moments = Mutex::new(Vec::new());
    let told = |p: &Progress| {
        let moment = Moment { seconds: start.elapsed().as_secs_f64(), stage: p.stage, value: p.value, bound: p.bound };
        moments.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(moment);
    };
    let over = || limit.is_some_and(|limit| start.elapsed() >= limit);
    let options = Options { progress: Some(&told), stop: Some(&over), ..*options };
    let solution = solve(&problem, &options)?;
    let seconds = start.elapsed().as_secs_f64();
    let moments = moments.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(Measured { solution, seconds, read, moments, problem })
}

/// Seconds in which all threads together read every number once.
#[expect(clippy::disallowed_methods, reason = "a measuring program reads a clock")]
fn seconds_to_read(values: &[f32]) -> f64 {
    let start = Instant::now();
    let sum: u32 = values
        .par_chunks(1 << 16)
        .map(|part| part.iter().fold(0_u32, |sum, v| sum.wrapping_add(v.to_bits())))
        .reduce(|| 0, u32::wrapping_add);
    std::hint::black_box(sum);
    start.elapsed().as_secs_f64()
}

/// Most memory the process has held, in MiB; `None` where the system does not tell.
#[must_use]
pub fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}
