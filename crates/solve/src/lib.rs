//! Placement as numbers: prices, rounding, search, the exact core.

mod problem;

pub use problem::{ChoiceSpec, Inclusion, Opening, Pair, Problem, ProblemError, Row, UnitSpec};
