//! What somebody would change to see what follows: `capacities[KZ-59,kandas]+50`, `value.kin=0.3`.
//!
//! A setting names one cell of a table or one key of the programme, an operator and an operand:
//!
//! ```text
//! setting  = target operator operand
//! target   = table "[" key { "," key } "]" [ "." column ]  |  key { "." key } [ "[" position "]" ]
//! operator = "=" | "+" | "-" | "*"
//! sweep    = target operator from ".." to "/" step
//! ```
//!
//! It is applied to the tables as they were opened, and these are read and judged anew: whatever a hand could have
//! written in the file is understood, and whatever would be a fault there is the same fault here.

mod apply;
mod programme;
#[cfg(test)]
mod tests;

use crate::fold::nearest;
use qonys_model::Table;

pub use apply::{Changed, apply_setting};

/// What is done with the number that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Replaced.
    Set,
    /// Raised by.
    Add,
    /// Lowered by.
    Subtract,
    /// Multiplied by.
    Multiply,
}

impl Operator {
    /// As it is written.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Set => '=',
            Self::Add => '+',
            Self::Subtract => '-',
            Self::Multiply => '*',
        }
    }

    fn of(sign: char) -> Option<Self> {
        match sign {
            '=' => Some(Self::Set),
            '+' => Some(Self::Add),
            '-' | '\u{2212}' => Some(Self::Subtract),
            '*' | '×' => Some(Self::Multiply),
            _ => None,
        }
    }

    /// The number that stands there afterwards.
    fn on(self, before: f64, operand: f64) -> f64 {
        match self {
            Self::Set => operand,
            Self::Add => before + operand,
            Self::Subtract => before - operand,
            Self::Multiply => before * operand,
        }
    }
}

/// What a setting changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A cell of a table.
    Cell {
        /// Which table.
        table: Table,
        /// What names the row.
        keys: Vec<String>,
        /// Which column; `None` = the table's own (`places`, `openings`).
        column: Option<String>,
    },
    /// A key of the programme.
    Key {
        /// `value.kin`, or its last parts where these are unmistakable.
        path: String,
        /// Position in a list, from 1.
        position: Option<usize>,
    },
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As it was written.
    pub text: String,
    /// What it changes.
    pub target: Target,
    /// How.
    pub operator: Operator,
    /// By what, as written.
    pub operand: String,
}

/// One change over a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// As it was written.
    pub text: String,
    /// What it changes, as written.
    pub target: String,
    /// How.
    pub operator: Operator,
    /// The operands, in order; at least two.
    pub points: Vec<f64>,
}

/// So many points a sweep may have: each is a plan of its own.
pub const MOST_POINTS: usize = 201;

/// Why a setting is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingFault {
    /// The setting as it was written.
    pub setting: String,
    /// The part that is wrong.
    pub part: String,
    /// What would be right, or is nearest; `none` when nothing is.
    pub known: String,
    /// Of what kind.
    pub kind: SettingFaultKind,
}

/// What is wrong with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingFaultKind {
    /// No operator.
    NoOperator,
    /// Nothing before the operator, or a bracket that does not close.
    NoTarget,
    /// Nothing behind the operator.
    NoOperand,
    /// No table that can be changed.
    TableUnknown,
    /// Too few or too many keys between the brackets.
    KeysCounted,
    /// No region of the package.
    RegionUnknown,
    /// No capacity of the programme.
    CapacityUnknown,
    /// No code of ISCO-08.
    OccupationUnknown,
    /// No household of the package.
    HouseholdUnknown,
    /// No person of the package.
    PersonUnknown,
    /// No column of the table, or one that cannot be changed so.
    ColumnUnknown,
    /// No key of a programme.
    KeyUnknown,
    /// Several keys end so.
    KeyAmbiguous,
    /// No list, or none that long.
    PositionUnknown,
    /// The operand is no number, and the operator asks for one.
    NotANumber,
    /// There is no number to add to.
    NothingThere,
    /// The places are not limited there; only `=` gives them a limit.
    Unlimited,
    /// Below nothing.
    BelowZero,
    /// Of a lock: neither pin, forbid nor none.
    LockUnknown,
    /// The programme cannot be edited: a table stands where a value should, or the other way round.
    NotAValue,
    /// No range `from..to/step`, or one without two points.
    NoRange,
    /// More points than [`MOST_POINTS`].
    TooManyPoints,
}

/// Tables that a setting may name, with the keys that name a row.
const TABLES: [(Table, &[&str]); 6] = [
    (Table::Capacities, &["region", "capacity"]),
    (Table::Openings, &["region", "occupation"]),
    (Table::Regions, &["region", "column"]),
    (Table::Households, &["household", "column"]),
    (Table::People, &["person", "column"]),
    (Table::Locks, &["household", "region"]),
];

/// A setting under the reader's eye.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    fn fault(self, kind: SettingFaultKind, part: &str, known: impl Into<String>) -> SettingFault {
        SettingFault { setting: self.0.to_owned(), part: part.to_owned(), known: known.into(), kind }
    }
}

/// Reads one change.
///
/// # Errors
/// [`SettingFault`], the first one from the left.
pub fn parse_setting(text: &str) -> Result<Setting, SettingFault> {
    let (target, operator, operand) = parts(text)?;
    Ok(Setting { text: text.to_owned(), target: self::target(text, target)?, operator, operand: operand.to_owned() })
}

/// Reads a change over a range, `target+from..to/step`.
///
/// # Errors
/// As [`parse_setting`]; a range that is none.
pub fn parse_sweep(text: &str) -> Result<Sweep, SettingFault> {
    let (target, operator, range) = parts(text)?;
    self::target(text, target)?;
    let no_range = || Text(text).fault(SettingFaultKind::NoRange, range, "0..200/20");
    let (from, rest) = range.split_once("..").ok_or_else(no_range)?;
    let (to, step) = rest.split_once('/').ok_or_else(no_range)?;
    let number = |part: &str| number_of(part).ok_or_else(|| Text(text).fault(SettingFaultKind::NotANumber, part, ""));
    let (from, to, step) = (number(from)?, number(to)?, number(step)?);
    let steps = (to - from) / step;
    if step == 0.0 || !steps.is_finite() || steps < 1.0 - 1e-9 {
        return Err(no_range());
    }
    if steps + 1.0 > MOST_POINTS as f64 + 1e-9 {
        return Err(Text(text).fault(SettingFaultKind::TooManyPoints, range, MOST_POINTS.to_string()));
    }
    let last = (steps + 1e-9).floor() as usize;
    // tenths and hundredths come out as they are written
    let round = |value: f64| (value * 1e9).round() / 1e9;
    let points = (0..=last).map(|n| round(from + step * n as f64)).collect();
    Ok(Sweep { text: text.to_owned(), target: target.trim().to_owned(), operator, points })
}

impl Sweep {
    /// The change at a point.
    #[must_use]
    pub fn at(&self, point: f64) -> String {
        format!("{}{}{point}", self.target, self.operator.sign())
    }
}

/// Target, operator and operand. An operator inside brackets or quotes is none.
fn parts(text: &str) -> Result<(&str, Operator, &str), SettingFault> {
    let (mut depth, mut quoted) = (0_u32, false);
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => {
                let Some(operator) = Operator::of(sign) else { continue };
                let (target, operand) = (text[..at].trim(), text[at + sign.len_utf8()..].trim());
                if target.is_empty() {
                    return Err(Text(text).fault(SettingFaultKind::NoTarget, text, ""));
                }
                if operand.is_empty() {
                    return Err(Text(text).fault(SettingFaultKind::NoOperand, &text[at..], ""));
                }
                return Ok((target, operator, operand));
            }
        }
    }
    let kind = if depth > 0 || quoted { SettingFaultKind::NoTarget } else { SettingFaultKind::NoOperator };
    Err(Text(text).fault(kind, text, "= + - *"))
}

fn target(text: &str, target: &str) -> Result<Target, SettingFault> {
    let fault = |kind, part: &str, known: &str| Text(text).fault(kind, part, known);
    let Some((name, rest)) = target.split_once('[') else {
        return Ok(Target::Key { path: target.to_owned(), position: None });
    };
    let Some((inner, after)) = rest.rsplit_once(']') else {
        return Err(fault(SettingFaultKind::NoTarget, target, ""));
    };
    let (name, after) = (name.trim(), after.trim());
    let keys = keys(inner);
    let known = TABLES.into_iter().find(|(table, _)| crate::fold::fold(table.name()) == crate::fold::fold(name));
    if let Some((table, asked)) = known {
        if keys.len() != asked.len() || keys.iter().any(String::is_empty) {
            return Err(fault(SettingFaultKind::KeysCounted, inner, &asked.join(",")));
        }
        let column = match after.strip_prefix('.') {
            Some(column) => Some(column.trim().to_owned()),
            None if after.is_empty() => None,
            None => return Err(fault(SettingFaultKind::NoTarget, after, "")),
        };
        return Ok(Target::Cell { table, keys, column });
    }
    // a position in a list of the programme is a number; anything else was meant as a table
    match keys.as_slice() {
        [position] if after.is_empty() && position.parse::<usize>().is_ok_and(|n| n > 0) => {
            Ok(Target::Key { path: name.to_owned(), position: position.parse().ok() })
        }
        _ => {
            let names = TABLES.map(|(table, _)| table.name());
            let near = nearest(name, names);
            let known = if near == crate::fold::NOTHING_NEAR { names.join(", ") } else { near.to_owned() };
            Err(fault(SettingFaultKind::TableUnknown, name, &known))
        }
    }
}

/// The keys between brackets; quotes hold a comma together.
fn keys(inner: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quoted = false;
    for sign in inner.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => keys.push(String::new()),
            _ => keys.last_mut().expect("at least one").push(sign),
        }
    }
    keys.into_iter().map(|key| key.trim().to_owned()).collect()
}

/// A finite number as a table may write it.
fn number_of(text: &str) -> Option<f64> {
    crate::parse::number(&crate::Cell::Text(text.trim().to_owned())).ok().flatten()
}
