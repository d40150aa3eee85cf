//! The problem as numbers: units choose one option or wait. Behind this file there are indices, never people.

use crate::matrix::{Matrix, Uses};
use rayon::prelude::*;

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
    /// A value or uplift is NaN, infinite or beyond [`LARGEST_VALUE`], or an uplift or pair value is negative.
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
    /// The matrix does not hold one worth for each of its units and regions, or a kind of use does not name one row of
    /// its own (or none) for each region.
    #[error("the matrix does not fit its units, regions and rows")]
    Shape,
    /// A row whose lower limit is above its upper limit.
    #[error("row {row}: lower limit above upper limit")]
    Limits {
        /// The row.
        row: usize,
    },
}

/// The whole problem: `maximise sum of option values + matched uplifts + pairs` under rows, openings and inclusion.
///
/// Add rows and openings first, then kinds, units, pairs; each call returns the index that later calls name.
/// Options of all units lie in flat arrays. Where units are many and each uses the same in every region, they can be the
/// rows of a matrix instead ([`Problem::matrix`]): a fortieth of the memory, and read as fast as memory can be.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    pub(crate) regions: u32,
    pub(crate) inclusion: Inclusion,
    pub(crate) rows: Vec<Row>,
    pub(crate) openings: Vec<Opening>,
    /// For each kind of worker the openings it gains by, `(opening, uplift > 0)`, sorted by opening.
    pub(crate) kinds: Vec<Vec<(u32, f64)>>,
    pub(crate) units: Vec<UnitHead>,
    pub(crate) workers: Vec<u32>,
    pub(crate) option_region: Vec<u32>,
    pub(crate) option_value: Vec<f64>,
    /// End of each option's uses in `uses`.
    pub(crate) use_end: Vec<usize>,
    pub(crate) uses: Vec<(u32, u32)>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) matrix: Matrix,
}

/// Where a unit's options are: its own, in the flat arrays.
pub(crate) const OWN: u32 = u32::MAX;

/// What a unit is, but for its options and workers, which lie in flat arrays up to the ends given here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitHead {
    /// Row of the matrix, or [`OWN`].
    pub(crate) row: u32,
    pub(crate) option_end: usize,
    pub(crate) worker_end: usize,
    pub(crate) must_place: bool,
    pub(crate) class: u32,
    pub(crate) persons: u32,
    pub(crate) turn: u32,
}

impl Problem {
    /// No rows, no units yet.
    #[must_use]
    pub fn new(regions: u32, inclusion: Inclusion) -> Self {
        Self { regions, inclusion, matrix: Matrix::new(regions), ..Self::default() }
    }

    /// Whether some row has a lower limit.
    pub(crate) fn has_minimums(&self) -> bool {
        self.rows.iter().any(|row| row.lower > 0)
    }

    /// The same with upper limits only.
    pub(crate) fn without_minimums(&self) -> Self {
        let mut loose = self.clone();
        loose.rows.iter_mut().for_each(|row| row.lower = 0);
        loose
    }

    /// Adds a row; returns its index.
    pub fn row(&mut self, row: Row) -> u32 {
        self.rows.push(row);
        index(self.rows.len())
    }

    /// Adds an opening; returns its index.
    pub fn opening(&mut self, opening: Opening) -> u32 {
        self.openings.push(opening);
        index(self.openings.len())
    }

    /// Adds a kind of worker with the openings it gains by, `(opening, uplift)`; returns its index.
    /// Uplifts of 0 are dropped.
    pub fn kind(&mut self, mut gains: Vec<(u32, f64)>) -> u32 {
        gains.retain(|&(_, uplift)| uplift != 0.0);
        gains.sort_by_key(|&(opening, _)| opening);
        self.kinds.push(gains);
        index(self.kinds.len())
    }

    /// Adds a unit; returns its index.
    pub fn unit(&mut self, unit: UnitSpec) -> u32 {
        for option in unit.options {
            self.option_region.push(option.region);
            self.option_value.push(option.value);
            self.uses.extend(option.uses);
            self.use_end.push(self.uses.len());
        }
        self.head(unit.workers, OWN, unit.must_place, (unit.class, unit.persons, unit.turn))
    }

    /// Takes the worths of all units that [`Problem::matrix_unit`] adds: units x regions, one unit after the other,
    /// NaN = not allowed. They are moved in, not copied.
    pub fn matrix(&mut self, values: Vec<f32>) {
        self.matrix.values = values;
    }

    /// Adds a kind of use for units of the matrix: the row it counts against in each region, `None` = no limit there.
    /// Returns its index.
    pub fn use_kind(&mut self, rows: &[Option<u32>]) -> u32 {
        self.matrix.add_kind(rows);
        index(self.matrix.kinds().max(1))
    }

    /// Adds the unit of the next row of the matrix, with `(kind of use, amount)` that hold in every region, each kind at
    /// most once; its spec names no options. Returns its index.
    pub fn matrix_unit(&mut self, uses: &[(u32, u32)], unit: UnitSpec) -> u32 {
        let row = self.matrix.rows() as u32;
        self.matrix.add_unit(uses);
        self.head(unit.workers, row, unit.must_place, (unit.class, unit.persons, unit.turn))
    }

    fn head(&mut self, workers: Vec<u32>, row: u32, must_place: bool, rank: (u32, u32, u32)) -> u32 {
        self.workers.extend(workers);
        self.units.push(UnitHead {
            row,
            option_end: self.option_region.len(),
            worker_end: self.workers.len(),
            must_place,
            class: rank.0,
            persons: rank.1,
            turn: rank.2,
        });
        index(self.units.len())
    }

    /// Adds a pair of units worth more together.
    pub fn pair(&mut self, pair: Pair) {
        self.pairs.push(pair);
    }

    /// How many regions there are.
    #[must_use]
    pub fn regions(&self) -> u32 {
        self.regions
    }

    /// What decides who is placed.
    #[must_use]
    pub fn inclusion(&self) -> Inclusion {
        self.inclusion
    }

    /// The rows, in the order added.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The openings, in the order added.
    #[must_use]
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// The kinds of worker: `(opening, uplift)`, sorted by opening.
    #[must_use]
    pub fn kinds(&self) -> &[Vec<(u32, f64)>] {
        &self.kinds
    }

    /// The pairs, in the order added.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// How many units there are.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        self.units.len()
    }

    /// The kinds of a unit's workers.
    #[must_use]
    pub fn workers(&self, unit: usize) -> &[u32] {
        let start = if unit == 0 { 0 } else { self.units[unit - 1].worker_end };
        &self.workers[start..self.units[unit].worker_end]
    }

    /// What a unit is, without its options and workers.
    #[must_use]
    pub fn spec(&self, unit: usize) -> UnitSpec {
        let head = self.units[unit];
        let (options, workers) = (Vec::new(), Vec::new());
        UnitSpec {
            options,
            workers,
            must_place: head.must_place,
            class: head.class,
            persons: head.persons,
            turn: head.turn,
        }
    }

    /// The options of a unit: `(region, value, uses)`.
    pub fn options(&self, unit: usize) -> impl Iterator<Item = (u32, f64, Uses<'_>)> + '_ {
        let own = self.option_span(unit);
        let own = own.map(|o| (self.option_region[o], self.option_value[o], Uses::list(self.option_uses(o))));
        let row = self.units[unit].row;
        let worths = if row == OWN { &[] } else { self.matrix.worths(row) };
        let dense = (0..).zip(worths).filter(|(_, value)| !value.is_nan());
        own.chain(dense.map(move |(region, &v)| (region, f64::from(v), Uses::of(&self.matrix, row, region))))
    }

    /// What a unit is worth in a region, without openings and pairs; `None` = not allowed there.
    #[must_use]
    pub fn value(&self, unit: usize, region: u32) -> Option<f64> {
        let row = self.units[unit].row;
        if row != OWN {
            return self.matrix.worths(row).get(region as usize).filter(|v| !v.is_nan()).map(|&v| f64::from(v));
        }
        self.option_span(unit).find(|&o| self.option_region[o] == region).map(|o| self.option_value[o])
    }

    pub(crate) fn option_span(&self, unit: usize) -> std::ops::Range<usize> {
        let start = if unit == 0 { 0 } else { self.units[unit - 1].option_end };
        start..self.units[unit].option_end
    }

    pub(crate) fn option_uses(&self, option: usize) -> &[(u32, u32)] {
        let start = if option == 0 { 0 } else { self.use_end[option - 1] };
        &self.uses[start..self.use_end[option]]
    }

    /// Whether the numbers are a problem that can be solved.
    ///
    /// # Errors
    /// [`ProblemError`], the first one found.
    pub fn check(&self) -> Result<(), ProblemError> {
        for (row, limits) in self.rows.iter().enumerate() {
            if limits.upper.is_some_and(|upper| upper < limits.lower) {
                return Err(ProblemError::Limits { row });
            }
        }
        for (index, opening) in self.openings.iter().enumerate() {
            if opening.region >= self.regions {
                return Err(ProblemError::Index { what: "opening", index });
            }
        }
        for (index, kind) in self.kinds.iter().enumerate() {
            if kind.iter().any(|&(_, uplift)| !(0.0..=LARGEST_VALUE).contains(&uplift)) {
                return Err(ProblemError::Number { what: "kind", index });
            }
            let repeated = kind.windows(2).any(|w| w[0].0 == w[1].0);
            if repeated || kind.iter().any(|&(o, _)| o as usize >= self.openings.len()) {
                return Err(ProblemError::Index { what: "kind", index });
            }
        }
        self.check_units()?;
        self.check_matrix()?;
        for (index, pair) in self.pairs.iter().enumerate() {
            if !(0.0..=LARGEST_VALUE).contains(&pair.value) {
                return Err(ProblemError::Number { what: "pair", index });
            }
            let n = self.units.len();
            if pair.a as usize >= n || pair.b as usize >= n || pair.a == pair.b {
                return Err(ProblemError::Index { what: "pair", index });
            }
        }
        Ok(())
    }

    fn check_matrix(&self) -> Result<(), ProblemError> {
        if !self.matrix.shapes_fit(self.rows.len()) {
            return Err(ProblemError::Shape);
        }
        let number = |row: u32| !self.matrix.worths(row).iter().any(|v| v.is_infinite());
        let apart = |row: u32| {
            let uses = self.matrix.uses(row);
            let fresh = |(at, u): (usize, &(u32, u32))| uses[..at].iter().all(|other| other.0 != u.0);
            uses.iter().enumerate().all(|(at, u)| (u.0 as usize) < self.matrix.kinds() && fresh((at, u)))
        };
        let wrong = (0..self.units.len()).into_par_iter().find_first(|&unit| {
            let row = self.units[unit].row;
            row != OWN && !(number(row) && apart(row))
        });
        match wrong {
            None => Ok(()),
            Some(index) if apart(self.units[index].row) => Err(ProblemError::Number { what: "unit", index }),
            Some(index) => Err(ProblemError::Index { what: "unit", index }),
        }
    }

    fn check_units(&self) -> Result<(), ProblemError> {
        let mut region_seen = vec![usize::MAX; self.regions as usize];
        let mut row_seen = vec![usize::MAX; self.rows.len()];
        for index in 0..self.units.len() {
            if self.workers(index).iter().any(|&k| k as usize >= self.kinds.len()) {
                return Err(ProblemError::Index { what: "unit", index });
            }
            for option in self.option_span(index) {
                let value = self.option_value[option];
                if !value.is_finite() || value.abs() > LARGEST_VALUE {
                    return Err(ProblemError::Number { what: "unit", index });
                }
                let seen = region_seen.get_mut(self.option_region[option] as usize);
                let fresh = seen.is_some_and(|s| std::mem::replace(s, index) != index);
                let uses_fresh = self.option_uses(option).iter().all(|&(row, _)| {
                    row_seen.get_mut(row as usize).is_some_and(|s| std::mem::replace(s, option) != option)
                });
                if !fresh || !uses_fresh {
                    return Err(ProblemError::Index { what: "unit", index });
                }
            }
        }
        Ok(())
    }
}

/// Values beyond this are refused: sums of millions of them must stay finite.
pub const LARGEST_VALUE: f64 = 1e250;

fn index(len: usize) -> u32 {
    u32::try_from(len - 1).expect("a problem holds fewer than 2^32 of each thing")
}
