//! The last look at the list of faults: places as the user wrote them, and order.

use super::columns_of;
use super::nearest::NOTHING_NEAR;
use crate::Source;
use crate::header::columns;
use qonys_model::{Fault, Table};
use std::collections::BTreeMap;

/// Gives faults that the model found their file and the header as it stands there, and orders all: faults of the
/// package as a whole first, then by table in reading order, then by row; of one row in the order they were found.
pub(super) fn finish(source: &Source, mut faults: Vec<Fault>) -> Vec<Fault> {
    let mut places = BTreeMap::new();
    for sheet in &source.sheets {
        places.insert(sheet.table, (sheet.file.clone(), columns(sheet, columns_of(sheet.table), true).0));
    }
    for fault in &mut faults {
        for (name, word) in &mut fault.words {
            if *name == "nearest" && word.is_empty() {
                NOTHING_NEAR.clone_into(word);
            }
        }
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
            fault.file = table.name().to_owned();
        }
    }
    faults.sort_by(|a, b| (a.table, a.row, &a.file).cmp(&(b.table, b.row, &b.file)));
    faults
}
