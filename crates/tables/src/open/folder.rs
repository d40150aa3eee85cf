//! A folder of files, one for each table.

use super::names::{nearest_table, table_named};
use super::{Found, Limits, fault};
use qonys_model::{FaultCode, Table};
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that are read.
const READ: &[&str] = &["csv", "tsv", "xlsx", "xlsm"];
/// Endings of tables that are not read; a file named like a table is mentioned, for somebody believes it is read.
const NOT_READ: &[&str] = &["xls", "xlsb", "ods", "json", "parquet", "numbers", "dbf", "tab"];

/// The record that a run leaves beside its plan.
const RECORD: &str = "run.json";

/// Reads a package out of a folder.
pub(super) fn read(folder: &Path, limits: &Limits, found: &mut Found) {
    let Some(entries) = entries(folder, found) else { return };
    let mut files: Vec<(Table, &Entry)> = Vec::new();
    let mut present: Vec<Table> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.folder) {
        let Some(table) = entry.table() else {
            found.faults.extend(entry.unknown());
            continue;
        };
        match files.iter().find(|(other, _)| *other == table) {
            Some((_, first)) => {
                let twice = fault(FaultCode::TableTwice, Some(table), &entry.name);
                found.faults.push(twice.word("other", &first.name));
            }
            None => files.push((table, entry)),
        }
    }
    if files.is_empty() && entries.iter().any(|entry| entry.name == RECORD) {
        // its plan.xlsx would be read as a package that lacks everything
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
        found.faults = vec![fault(FaultCode::ResultsNotAPackage, None, &name)];
        return;
    }
    if files.is_empty()
        && let [workbook] = &entries.iter().filter(|entry| entry.is_workbook()).collect::<Vec<_>>()[..]
    {
        // a folder that holds one workbook and no table is that workbook in its drawer
        found.faults.retain(|fault| fault.file != workbook.name);
        return super::workbook::read_package(&workbook.path, limits, found);
    }
    files.sort_by_key(|(table, _)| *table);
    present.extend(files.iter().map(|(table, _)| *table));
    for entry in entries.iter().filter(|entry| entry.folder) {
        // a folder `people` beside `people.csv` is somebody's drawer; a folder `people.csv`, or `people` alone, a mistake
        let named = entry.table().or_else(|| table_named(&entry.name).filter(|table| !present.contains(table)));
        if let Some(table) = named.filter(|table| *table != Table::Plan) {
            found.faults.push(fault(FaultCode::FolderInsteadOfFile, Some(table), &entry.name));
            present.push(table);
        }
    }
    for (table, entry) in files {
        if let Some(bytes) = found.bytes(&entry.path, &entry.name, Some(table), limits) {
            found.table(bytes, &entry.name, table, limits);
        }
    }
    found.miss(&present, file_of);
}

/// The file in which a table is looked for.
fn file_of(table: Table) -> String {
    let ending = if table == Table::Programme { "toml" } else { "csv" };
    format!("{}.{ending}", table.name())
}

/// Something in the folder.
struct Entry {
    name: String,
    path: PathBuf,
    folder: bool,
}

/// Everything in the folder that is not hidden, by name; `None` and a fault when it cannot be listed.
fn entries(folder: &Path, found: &mut Found) -> Option<Vec<Entry>> {
    let listed: Result<Vec<_>, _> = fs::read_dir(folder).and_then(Iterator::collect);
    let Ok(listed) = listed else {
        found.faults.push(fault(FaultCode::FileUnreadable, None, &folder.to_string_lossy()));
        return None;
    };
    let entry = |entry: fs::DirEntry| {
        let path = entry.path();
        // follows links; one that leads nowhere or in a circle is taken for a file and found unreadable
        let folder = fs::metadata(&path).is_ok_and(|about| about.is_dir());
        Entry { name: entry.file_name().to_string_lossy().into_owned(), path, folder }
    };
    let mut entries: Vec<Entry> = listed.into_iter().map(entry).collect();
    // `~$people.xlsx` is how a spreadsheet marks a workbook as open
    entries.retain(|entry| !entry.name.starts_with(['.', '~']));
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Some(entries)
}

impl Entry {
    fn stem_and_ending(&self) -> (&str, String) {
        self.name
            .rsplit_once('.')
            .map_or((self.name.as_str(), String::new()), |(stem, ending)| (stem, ending.to_lowercase()))
    }

    fn is_workbook(&self) -> bool {
        !self.folder && matches!(self.stem_and_ending().1.as_str(), "xlsx" | "xlsm")
    }

    /// The table that the name means, with an ending that is read.
    fn table(&self) -> Option<Table> {
        let (stem, ending) = self.stem_and_ending();
        let table = table_named(stem).filter(|table| *table != Table::Plan)?;
        let read = if table == Table::Programme {
            matches!(ending.as_str(), "toml" | "xlsx" | "xlsm")
        } else {
            READ.contains(&ending.as_str())
        };
        read.then_some(table)
    }

    /// A fault when somebody may believe that it is read: an error when it is a table by name, for what it says would be
    /// left out of the plan in silence.
    fn unknown(&self) -> Option<qonys_model::Fault> {
        let (stem, ending) = self.stem_and_ending();
        let table = table_named(stem);
        let prose = ["readme", "sources", "license"].iter().any(|name| stem.to_lowercase().starts_with(name));
        if NOT_READ.contains(&ending.as_str()) && table.is_some_and(|table| table != Table::Plan) {
            return Some(fault(FaultCode::TableFormat, table, &self.name).value(&self.name));
        }
        let suspect = READ.contains(&ending.as_str()) && table != Some(Table::Plan);
        (suspect && !prose).then(|| {
            fault(FaultCode::TableUnknown, None, &self.name).value(&self.name).word("nearest", nearest_table(stem))
        })
    }
}
