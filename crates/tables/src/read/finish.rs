//! The last look at the list of faults: places as the user wrote them, and order.

use super::columns_of;
use super::nearest::NOTHING_NEAR;
use crate::Source;
use crate::header::columns;
use qonys_model::{Fault, FaultCode, Table};
use std::collections::BTreeMap;

/// Gives faults that the model found their file and the header as it stands there, and orders all: faults of the
/// package as a whole first, then by table in reading order, then by row; of one row in the order they were found.
pub(super) fn finish(source: &Source, mut faults: Vec<Fault>) -> Vec<Fault> {
    let mut places = BTreeMap::new();
    for sheet in &source.sheets {
        places.insert(sheet.table, (sheet.file.clone(), columns(sheet, columns_of(sheet.table), true).0));
    }
    for fault in &mut faults {
        fill_words(fault);
        if !fault.file.is_empty() {
            continue;
        }
        let Some(table) = fault.table else { continue };
        if let Some((file, columns)) = places.get(&table) {
            fault.file.clone_from(file);
            fault.column = fault.column.take().map(|name| columns.title(&name));
        } else if let (Table::Programme, Some(programme)) = (table, &source.programme) {
            fault.file.clone_from(&programme.file);
        } else {
            fault.file = missing_file(source, table);
        }
    }
    faults.sort_by(|a, b| (a.table, a.row, &a.file).cmp(&(b.table, b.row, &b.file)));
    faults
}

/// What to call a table that is not there: a sheet of a workbook, or a file.
fn missing_file(source: &Source, table: Table) -> String {
    match source.sheets.iter().find_map(|sheet| sheet.file.split_once(" [")) {
        Some((book, _)) => format!("{book} [{}]", table.name()),
        // that of a year is not at hand at its sittings
        None if table == Table::Programme => "programme.toml".to_owned(),
        None => format!("{}.csv", table.name()),
    }
}

/// Words that a sentence asks for and that not everybody who finds the fault can give: [`NOTHING_NEAR`] stands for
/// those that are not known.
const ASKED: &[(FaultCode, &str)] = &[
    (FaultCode::TableTwice, "other"),
    (FaultCode::TableUnknown, "nearest"),
    (FaultCode::ColumnTwice, "other"),
    (FaultCode::ColumnUnknown, "nearest"),
    (FaultCode::DateImpossible, "case"),
    (FaultCode::IdTwice, "first_row"),
];

/// Gives a fault every word that its sentence asks for.
pub(super) fn fill_words(fault: &mut Fault) {
    for (name, word) in &mut fault.words {
        if *name == "nearest" && word.is_empty() {
            NOTHING_NEAR.clone_into(word);
        }
    }
    for &(_, name) in ASKED.iter().filter(|(code, _)| *code == fault.code) {
        if fault.words.iter().all(|(other, _)| *other != name) {
            fault.words.push((name, NOTHING_NEAR.to_owned()));
        }
    }
    if fault.code == FaultCode::NumberTooLarge && fault.words.is_empty() {
        fault.words.push(("most", u32::MAX.to_string()));
    }
}
