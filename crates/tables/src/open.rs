//! From a path to tables: a folder of files or one workbook. What is wrong is listed and the rest is read on.

mod csv;
mod decode;
mod folder;
mod guard;
mod names;
mod programme;
mod record;
mod workbook;
mod xlsx;

use crate::{Input, ProgrammeText, Sheet, Source};
use qonys_model::{Fault, FaultCode, Table};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

pub use names::table_named;

/// Sizes beyond which a file is refused before it fills the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a text file.
    pub file: u64,
    /// Bytes of a workbook as it lies on the disk.
    pub workbook: u64,
    /// Bytes of a workbook unpacked, and of the text in its cells.
    pub unpacked: u64,
    /// Cells of a table, and of a workbook.
    pub cells: usize,
}

/// The limits that [`open`] keeps: well above a country's year, well below a machine's memory.
pub const LIMITS: Limits = Limits { file: 1 << 30, workbook: 1 << 28, unpacked: 1 << 30, cells: 100_000_000 };

/// Tables without which there is no package.
const NEEDED: [Table; 4] = [Table::Programme, Table::Regions, Table::Capacities, Table::Households];

/// Opens a folder or one workbook, finds the tables, reads each. Never stops at the first fault.
#[must_use]
pub fn open(path: &Path) -> (Source, Vec<Fault>) {
    open_within(path, &LIMITS)
}

/// [`open`] for some of the tables: others are left out with their faults, and of these only `needed` are missed.
/// A file that is no workbook is taken for the first table that is needed.
#[must_use]
pub fn open_some(path: &Path, tables: &[Table], needed: &[Table]) -> (Source, Vec<Fault>) {
    let plain = fs::metadata(path).is_ok_and(|about| about.is_file());
    if plain && !is_workbook(&file_name(path), &bytes_of(path, &LIMITS).unwrap_or_default()) {
        let (sheet, inputs, faults) = open_table(path, needed[0]);
        return (Source { programme: None, sheets: sheet.into_iter().collect(), inputs }, faults);
    }
    let (mut source, mut faults) = open(path);
    source.programme = source.programme.filter(|_| tables.contains(&Table::Programme));
    source.sheets.retain(|sheet| tables.contains(&sheet.table));
    let missed = |fault: &Fault| fault.code == FaultCode::FileMissing;
    let kept = |fault: &Fault| {
        fault.table.is_none_or(|table| if missed(fault) { needed.contains(&table) } else { tables.contains(&table) })
    };
    faults.retain(kept);
    (source, faults)
}

/// [`open`] with limits of one's own.
#[must_use]
pub fn open_within(path: &Path, limits: &Limits) -> (Source, Vec<Fault>) {
    let mut found = Found::default();
    match fs::metadata(path) {
        Err(error) => {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let code = if missing { FaultCode::PackageMissing } else { FaultCode::FileUnreadable };
            found.faults.push(fault(code, None, &path.to_string_lossy()));
        }
        Ok(about) if about.is_dir() => folder::read(path, limits, &mut found),
        Ok(_) => workbook::read_package(path, limits, &mut found),
    }
    found.into_source()
}

/// Opens one table by itself, as a plan made by hand: CSV, or the sheet of a workbook that has the table's name, or
/// its first sheet.
#[must_use]
pub fn open_table(path: &Path, table: Table) -> (Option<Sheet>, Vec<Input>, Vec<Fault>) {
    let mut found = Found::default();
    let file = file_name(path);
    if let Some(bytes) = found.bytes(path, &file, Some(table), &LIMITS) {
        found.table(bytes, &file, table, &LIMITS);
    }
    (found.sheets.remove(&table), found.inputs, found.faults)
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    programme: Option<ProgrammeText>,
    sheets: BTreeMap<Table, Sheet>,
    inputs: Vec<Input>,
    faults: Vec<Fault>,
}

impl Found {
    /// Reads a whole file; a fault and `None` where it cannot be.
    fn bytes(&mut self, path: &Path, file: &str, table: Option<Table>, limits: &Limits) -> Option<Vec<u8>> {
        match bytes_of(path, limits) {
            Ok(bytes) => {
                self.inputs.push(Input::of(file, &bytes));
                Some(bytes)
            }
            Err(code) => {
                self.faults.push(fault(code, table, file));
                None
            }
        }
    }

    /// Reads one table out of the bytes of a file, be it text or a workbook.
    fn table(&mut self, bytes: Vec<u8>, file: &str, table: Table, limits: &Limits) {
        if is_workbook(file, &bytes) {
            workbook::read_table(bytes, file, table, limits, self);
        } else if let Some(text) = self.text(bytes, file, table) {
            if table == Table::Programme {
                self.programme = Some(ProgrammeText { file: file.to_owned(), text });
                return;
            }
            let (sheet, faults) = csv::sheet(&text, table, file, limits);
            self.faults.extend(faults);
            self.sheets.extend(sheet.map(|sheet| (table, sheet)));
        }
    }

    fn text(&mut self, bytes: Vec<u8>, file: &str, table: Table) -> Option<String> {
        match decode::decode(bytes) {
            Ok(text) if text.trim().is_empty() => self.faults.push(fault(FaultCode::FileEmpty, Some(table), file)),
            Ok(text) => return Some(text),
            Err(row) => self.faults.push(fault(FaultCode::EncodingUnknown, Some(table), file).row(row)),
        }
        None
    }

    /// Says which needed tables are not there; `name` gives the name of the file or sheet that is missed.
    fn miss(&mut self, present: &[Table], name: impl Fn(Table) -> String) {
        for table in NEEDED.into_iter().filter(|table| !present.contains(table)) {
            self.faults.push(fault(FaultCode::FileMissing, Some(table), &name(table)));
        }
    }

    fn into_source(mut self) -> (Source, Vec<Fault>) {
        self.inputs.sort_by(|a, b| a.file.cmp(&b.file));
        let sheets = self.sheets.into_values().collect();
        (Source { programme: self.programme, sheets, inputs: self.inputs }, self.faults)
    }
}

/// A fault of a file.
fn fault(code: FaultCode, table: Option<Table>, file: &str) -> Fault {
    let mut fault = Fault::new(code, table.unwrap_or(Table::Programme));
    fault.table = table;
    fault.file = file.to_owned();
    fault
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Whether to read it as a workbook: by its name, or by how it begins (a workbook that somebody called `.csv`).
fn is_workbook(file: &str, bytes: &[u8]) -> bool {
    let name = file.to_lowercase();
    name.ends_with(".xlsx") || name.ends_with(".xlsm") || guard::looks_like_workbook(bytes)
}

fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, FaultCode> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => FaultCode::FileMissing,
        _ => FaultCode::FileUnreadable,
    })?;
    if about.is_dir() {
        return Err(FaultCode::FolderInsteadOfFile);
    }
    if !about.is_file() {
        return Err(FaultCode::FileUnreadable); // a pipe or a device might never end
    }
    let limit = limits.file.max(limits.workbook);
    if about.len() > limit {
        return Err(FaultCode::FileTooLarge);
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    let file = File::open(path).map_err(|_| FaultCode::FileUnreadable)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| FaultCode::FileUnreadable)?;
    match bytes.len() as u64 {
        0 => Err(FaultCode::FileEmpty),
        length if length > limit => Err(FaultCode::FileTooLarge),
        length if length > limits.workbook && guard::looks_like_workbook(&bytes) => Err(FaultCode::XlsxTooLarge),
        length if length > limits.file => Err(FaultCode::FileTooLarge),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests;
