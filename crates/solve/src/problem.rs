//! The problem as numbers: units choose one option or wait. Behind this file there are indices, never people.

/// What decides who is placed when rows are too short for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inclusion {
    /// Classes in order: every class but the last seats as many persons as can be seated, given the classes before it;
    /// among the plans left, the highest value.
    #[default]
    Value,
    /// Units in order of (class, turn): each is included when it can be placed together with all included before it;
    /// among the plans that place exactly the included units, the highest value.
    Order,
    /// Every unit is placed; among those plans the highest value.
    Everyone,
}

/// A limited thing: `lower <= sum of uses <= upper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// At most so much; `None` = no limit.
    pub upper: Option<u64>,
    /// At least so much.
    pub lower: u64,
}

/// Jobs of one kind in one region: filled by at most `count` workers, each in that region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Region.
    pub region: u32,
    /// How many.
    pub count: u32,
}

/// A way to place a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceSpec {
    /// Region; at most one option of a unit names it.
    pub region: u32,
    /// Worth, finite, any sign, without matched openings and without pairs.
    pub value: f64,
    /// `(row, amount)`, each row at most once.
    pub uses: Vec<(u32, u32)>,
}

/// A party: placed in one region as one, or waiting (worth 0, uses nothing).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitSpec {
    /// Ways to place it; empty = it can only wait.
    pub options: Vec<ChoiceSpec>,
    /// Workers, each by its kind; in whichever region the unit is, each may take one opening there.
    pub workers: Vec<u32>,
    /// It may not wait (pinned).
    pub must_place: bool,
    /// Lexicographic class, 0 first. The classes used need not be consecutive.
    pub class: u32,
    /// Persons, for the class objective.
    pub persons: u32,
    /// Turn within the class, for [`Inclusion::Order`]; ties by unit index.
    pub turn: u32,
}

/// Two units worth `value` more when both are placed in the same region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// One unit.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Worth together, finite, at least 0.
    pub value: f64,
}

/// Why numbers are no problem to solve.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProblemError {
    /// A value or uplift is NaN or infinite, or an uplift or pair value is negative.
    #[error("number out of range in {what} {index}")]
    Number {
        /// What holds it: `unit`, `kind`, `pair`.
        what: &'static str,
        /// Its index.
        index: usize,
    },
    /// An index points at nothing, or a region or row stands twice in one unit or option.
    #[error("index out of range or repeated in {what} {index}")]
    Index {
        /// What holds it.
        what: &'static str,
        /// Its index.
        index: usize,
    },
    /// A row whose lower limit is above its upper limit.
    #[error("row {row}: lower limit above upper limit")]
    Limits {
        /// The row.
        row: usize,
    },
}

/// The whole problem: `maximise sum of option values + matched uplifts + pairs` under rows, openings and inclusion.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    pub(crate) regions: u32,
    pub(crate) inclusion: Inclusion,
    pub(crate) rows: Vec<Row>,
    pub(crate) openings: Vec<Opening>,
    /// For each kind of worker the openings it gains by, `(opening, uplift > 0)`, sorted by opening.
    pub(crate) kinds: Vec<Vec<(u32, f64)>>,
    pub(crate) units: Vec<UnitSpec>,
    pub(crate) pairs: Vec<Pair>,
}
