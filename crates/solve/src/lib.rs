//! Placement as numbers: prices, rounding, search, the exact core.
//!
//! Units (parties) each take one option or wait; rows limit what they use; workers compete for openings; pairs are worth
//! more together. [`solve`] gives a plan, a proved bound on all plans, and a price for every row and opening.
//!
//! ```
//! use qonys_solve::{solve, ChoiceSpec, Inclusion, Options, Problem, Row, UnitSpec};
//!
//! // Two families of two and one of three, two regions with three places each.
//! let mut problem = Problem::new(2, Inclusion::Value);
//! let rows: Vec<u32> = (0..2).map(|_| problem.row(Row { upper: Some(3), lower: 0 })).collect();
//! for (persons, values) in [(2, [0.9, 0.5]), (2, [0.8, 0.3]), (3, [0.1, 1.2])] {
//!     let option = |r: usize| ChoiceSpec { region: r as u32, value: values[r], uses: vec![(rows[r], persons)] };
//!     problem.unit(UnitSpec { options: vec![option(0), option(1)], persons, ..UnitSpec::default() });
//! }
//! let plan = solve(&problem, &Options::default())?;
//! assert_eq!(plan.regions, [Some(0), None, Some(1)]);
//! assert!((plan.value - 2.1).abs() < 1e-9 && plan.gap < 1e-9);
//! # Ok::<(), qonys_solve::SolveError>(())
//! ```
//!
//! [`Options`] say how long and how near: a seed, threads, effort in counted steps, a gap that is enough, and a question
//! whether to stop. The answer carries its bound however it ended. When nothing can meet all limits, [`feasible`] names
//! those that conflict. More in `examples/`: quotas with a minimum, workers who compete for openings, everyone placed, a run
//! that is stopped.

pub mod apportion;
mod arrivals;
mod branch;
mod chains;
mod cholesky;
mod columns;
mod commit;
mod core;
mod country;
mod curvature;
mod dives;
mod dual;
mod engine;
mod exchange;
mod feasible;
mod fix;
mod forecast;
mod fractional;
mod hull;
mod improve;
mod inclusion;
mod jobs;
mod knapsack;
mod lagrangian;
mod levels;
mod lp;
mod matching;
mod matrix;
mod model;
mod modest;
mod nearness;
mod neighbourhood;
#[cfg(feature = "highs")]
mod oracle;
mod order;
mod packing;
mod part;
mod plunge;
mod pools;
mod problem;
mod reround;
mod residents;
mod search;
mod settle;
mod sided;
mod solution;
mod state;
mod swap;
mod turns;
mod variant;
mod wages;
mod waiting;
mod walker;
mod walks;
mod weigh;

pub use arrivals::{Prices, Seating, Sitting, sit, sit_within};
pub use feasible::{Core, Feasible, feasible};
pub use forecast::{Count, Forecast};
pub use inclusion::solve;
pub use jobs::{fill_openings, worth};
pub use lagrangian::lagrangian_bound;
pub use matrix::Uses;
#[cfg(feature = "highs")]
pub use oracle::{Opinion, by_highs};
pub use problem::{ChoiceSpec, Inclusion, LARGEST_VALUE, Opening, Pair, Problem, ProblemError, Row, UnitSpec};
pub use sided::{Known, Levelled, Sense, SideRule, Sided, SidedError, max_min, solve_with};
pub use solution::{Options, Progress, Solution, SolveError, Stage};
pub use turns::{Turned, Turns, in_turns};
pub use weigh::Measure;
