//! From tables to nouns: every reference resolved, every fault found, nothing guessed.
//!
//! One file for each table. A record with a bad cell is read as far as it goes, so that those who refer to it are not
//! called faulty too. Statements that contradict each other are looked for even when other records have faults; what
//! rules leave of places is judged only when every table that it depends on is sound.

mod beyond;
mod capacities;
mod changes;
mod fairness;
mod finish;
mod households;
mod line;
mod locks;
mod nearest;
mod openings;
mod outcomes;
mod people;
mod plan;
mod programme;
mod reading;
mod refs;
mod regions;
mod scores;
mod setting;
mod sink;
mod ties;
mod toml_keys;
mod twice;
mod uses;
mod wishes;
mod words;
mod year;

use crate::fold::fold;
use crate::header::Column;
use crate::{Input, Source, open};
use qonys_model::{Fault, Package, Table};
use std::path::Path;

pub use changes::{changes_source, read_changes};
pub use plan::{OldPlaces, read_old_plan, read_plan};
pub use setting::{
    Changed, MOST_POINTS, Operator, Setting, SettingFault, SettingFaultKind, Sweep, Target, apply_setting,
    parse_setting, parse_sweep,
};
pub use year::{families_source, find_region, frame_source, read_families, read_frame};

/// What a package's files say, and what is wrong with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The package; there when no fault is an error.
    pub package: Option<Package>,
    /// Every fault, by table and row.
    pub faults: Vec<Fault>,
    /// The files read, with their hashes.
    pub inputs: Vec<Input>,
}

/// Reads a package: a folder of files or one workbook.
#[must_use]
pub fn read(path: &Path) -> Read {
    let (source, faults) = open(path);
    let (package, faults) = reading::read(&source, faults);
    Read { package, faults, inputs: source.inputs }
}

/// Reads what was opened before; `faults` are those found then, and stay in the list.
#[must_use]
pub fn read_source(source: &Source, faults: Vec<Fault>) -> (Option<Package>, Vec<Fault>) {
    reading::read(source, faults)
}

/// The columns that a table may have, in the order of the package reference; empty for the programme.
#[must_use]
pub fn columns_of(table: Table) -> &'static [Column] {
    match table {
        Table::Programme => &[],
        Table::Regions => regions::COLUMNS,
        Table::Capacities => capacities::COLUMNS,
        Table::Openings => openings::COLUMNS,
        Table::Households => households::COLUMNS,
        Table::People => people::COLUMNS,
        Table::Ties => ties::COLUMNS,
        Table::Wishes => wishes::COLUMNS,
        Table::Locks => locks::COLUMNS,
        Table::Uses => uses::COLUMNS,
        Table::Scores => scores::COLUMNS,
        Table::Outcomes => outcomes::COLUMNS,
        Table::Plan => plan::COLUMNS,
        Table::Changes => changes::COLUMNS,
    }
}

const REGION: Column = Column {
    name: "region",
    required: true,
    other_names: &["регион", "код региона", "область", "өңір", "аймақ", "облыс", "өңір коды"],
};

const HOUSEHOLD: Column = Column {
    name: "household",
    required: true,
    other_names: &["семья", "домохозяйство", "код семьи", "отбасы", "үй шаруашылығы", "отбасы коды", "family"],
};

const PERSON: Column =
    Column {
        name: "person", required: true, other_names: &["человек", "лицо", "код лица", "адам", "адам коды"]
    };

/// Whether a text is one of a column's names.
fn is_named(column: &Column, name: &str) -> bool {
    let name = fold(name);
    fold(column.name) == name || column.other_names.iter().any(|other| fold(other) == name)
}
