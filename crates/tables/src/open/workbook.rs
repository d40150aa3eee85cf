//! Workbooks as packages (a sheet for each table) and as single tables.

use super::names::{nearest_table, table_named};
use super::record::{Shape, header_at};
use super::xlsx::{Book, Grid};
use super::{Found, Limits, fault, file_name, is_workbook, programme};
use crate::fold::fold;
use crate::parse;
use qonys_model::{FaultCode, Table};
use std::path::Path;

/// Sheets that explain or serve others; folded beginnings.
const HELPERS: &[&str] =
    &["readme", "sources", "license", "notes", "help", "lists", "справка", "списки", "анықтама", "тізімдер"];

/// Reads a whole package out of one workbook.
pub(super) fn read_package(path: &Path, limits: &Limits, found: &mut Found) {
    let file = file_name(path);
    let Some(bytes) = found.bytes(path, &file, None, limits) else { return };
    if !is_workbook(&file, &bytes) {
        found.faults.push(fault(FaultCode::PackageNotAFolder, None, &file));
        return;
    }
    let mut book = match Book::open(bytes, limits) {
        Ok(book) => book,
        Err(code) => return found.faults.push(fault(code, None, &file)),
    };
    let mut present: Vec<(Table, String)> = Vec::new();
    for (sheet, shown) in book.sheets() {
        let label = label(&file, &sheet);
        let Some(table) = table_named(&sheet) else {
            if shown && !is_helper(&sheet) && has_cells(&mut book, &sheet) {
                let unknown = fault(FaultCode::TableUnknown, None, &label).value(&sheet);
                found.faults.push(unknown.word("nearest", nearest_table(&sheet)));
            }
            continue;
        };
        if let Some((_, first)) = present.iter().find(|(other, _)| *other == table) {
            found.faults.push(fault(FaultCode::TableTwice, Some(table), &label).word("other", first));
        } else if table != Table::Plan {
            read_sheet(&mut book, &sheet, &label, table, limits, found);
            present.push((table, label));
        }
    }
    let present: Vec<Table> = present.into_iter().map(|(table, _)| table).collect();
    found.miss(&present, |table| label(&file, table.name()));
}

/// Reads one table out of a workbook: the sheet of its name, or the first that is shown. Of a plan, the first that has
/// the columns of one, since a workbook of results has many sheets and none of that name.
pub(super) fn read_table(bytes: Vec<u8>, file: &str, table: Table, limits: &Limits, found: &mut Found) {
    let mut book = match Book::open(bytes, limits) {
        Ok(book) => book,
        Err(code) => return found.faults.push(fault(code, Some(table), file)),
    };
    let sheets = book.sheets();
    let named = sheets.iter().find(|(sheet, _)| table_named(sheet) == Some(table));
    let shown: Vec<&(String, bool)> = sheets.iter().filter(|(_, shown)| *shown).collect();
    let chosen = if named.is_none() && table == Table::Plan && shown.len() > 1 {
        let Some(fits) = shown.iter().find(|(sheet, _)| has_columns(&mut book, sheet, table)) else {
            return found.faults.push(fault(FaultCode::PlanSheetMissing, Some(table), file));
        };
        Some(*fits)
    } else {
        named.or_else(|| shown.first().copied())
    };
    let Some((sheet, _)) = chosen else {
        return found.faults.push(fault(FaultCode::FileEmpty, Some(table), file));
    };
    read_sheet(&mut book, sheet, &label(file, sheet), table, limits, found);
}

fn read_sheet(book: &mut Book, sheet: &str, label: &str, table: Table, limits: &Limits, found: &mut Found) {
    let mut grid = match book.grid(sheet) {
        Ok(grid) => grid,
        Err(code) => return found.faults.push(fault(code, Some(table), label)),
    };
    for (row, value) in grid.unreadable.drain(..) {
        found.faults.push(fault(FaultCode::RowUnreadable, Some(table), label).row(row).value(value));
    }
    // where no row names the columns, the first one is the header, and what it lacks is said
    let titles = header_at(texts(&grid), table).unwrap_or(0);
    grid.rows.drain(..titles);
    if grid.rows.is_empty() {
        found.faults.push(fault(FaultCode::FileEmpty, Some(table), label));
    } else if table == Table::Programme {
        let (programme, faults) = programme::text(&grid, label);
        found.programme = Some(programme);
        found.faults.extend(faults);
    } else {
        found.sheet(grid, table, label, limits);
    }
}

impl Found {
    fn sheet(&mut self, grid: Grid, table: Table, label: &str, limits: &Limits) {
        let mut rows = grid.rows.into_iter();
        let Some((header_row, first)) = rows.next() else { return };
        let width = first.iter().map(|(at, _)| at + 1).max().unwrap_or(0);
        let mut header = vec![crate::Cell::Empty; width];
        for (at, cell) in first {
            header[at] = cell;
        }
        let mut shape = Shape::new(table, label, (header_row, &header));
        for (row, cells) in rows {
            if !shape.push_sparse(row, cells, limits, &mut self.faults) {
                self.faults.push(fault(FaultCode::XlsxTooLarge, Some(table), label));
                break;
            }
        }
        self.sheets.insert(table, shape.into_sheet());
    }
}

fn label(file: &str, sheet: &str) -> String {
    format!("{file} [{sheet}]")
}

fn is_helper(sheet: &str) -> bool {
    let sheet = fold(sheet);
    HELPERS.iter().any(|helper| sheet.starts_with(helper))
}

/// Whether the first row of a sheet, or one below a title, names every column that the table needs.
fn has_columns(book: &mut Book, sheet: &str, table: Table) -> bool {
    let Ok(grid) = book.grid(sheet) else { return false };
    header_at(texts(&grid), table).is_some()
}

/// The texts of each row.
fn texts(grid: &Grid) -> impl Iterator<Item = Vec<String>> + '_ {
    grid.rows.iter().map(|(_, row)| row.iter().filter_map(|(_, cell)| parse::text(cell)).collect())
}

/// A new workbook has empty sheets that nobody means; one that cannot be read is no table either.
fn has_cells(book: &mut Book, sheet: &str) -> bool {
    book.grid(sheet).is_ok_and(|grid| !grid.rows.is_empty())
}
