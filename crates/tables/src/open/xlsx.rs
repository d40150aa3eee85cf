//! Worksheets as rows of cells.
//!
//! Cells are read one by one: the reader's own table would be as large as the rectangle around the cells, and one cell
//! in the last corner of a sheet makes that 17 thousand million.

use super::{Limits, guard};
use crate::Cell;
use crate::fold::trimmed;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;
use qonys_model::{FaultCode, Row};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A workbook that passed the guard.
pub(super) struct Book {
    xlsx: Xlsx<Cursor<Vec<u8>>>,
    cells_left: usize,
    text_left: u64,
}

/// A worksheet: only cells with something in them, rows and columns in order.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Rows with their numbers; columns count from 0.
    pub(super) rows: Vec<(Row, Vec<(usize, Cell)>)>,
    /// Cells whose value is no value, by row.
    pub(super) unreadable: Vec<(Row, String)>,
}

impl Book {
    /// Opens a workbook.
    pub(super) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, FaultCode> {
        guard::inspect(&bytes, limits)?;
        let xlsx = contained(|| Xlsx::new(Cursor::new(bytes)))?.map_err(|error| code_of(&error))?;
        Ok(Self { xlsx, cells_left: limits.cells, text_left: limits.unpacked })
    }

    /// Names of the worksheets in order, and whether each is shown.
    pub(super) fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self.xlsx.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    /// Reads a worksheet.
    pub(super) fn grid(&mut self, sheet: &str) -> Result<Grid, FaultCode> {
        let mut grid = contained(|| self.read(sheet))??;
        let ordered = |rows: &[(Row, Vec<(usize, Cell)>)]| rows.is_sorted_by(|a, b| a.0 < b.0);
        if !ordered(&grid.rows) {
            grid.rows.sort_by_key(|(row, _)| *row);
            grid.rows.dedup_by(|next, row| {
                let same = next.0 == row.0;
                if same {
                    row.1.append(&mut next.1);
                }
                same
            });
        }
        Ok(grid)
    }

    fn read(&mut self, sheet: &str) -> Result<Grid, FaultCode> {
        let mut cells = self.xlsx.worksheet_cells_reader(sheet).map_err(|error| code_of(&error))?;
        let mut grid = Grid::default();
        loop {
            let (place, value) = match cells.next_cell() {
                Ok(Some(cell)) => (cell.get_position(), to_cell(cell.get_value())),
                Ok(None) => return Ok(grid),
                Err(XlsxError::CellError(value)) => {
                    let row = grid.rows.last().map_or(1, |(row, _)| *row);
                    grid.unreadable.push((row, value));
                    continue;
                }
                Err(error) => return Err(code_of(&error)),
            };
            let text = if let Cell::Text(text) = &value { text.len() as u64 } else { 0 };
            if value == Cell::Empty {
                continue;
            }
            if self.cells_left == 0 || self.text_left < text {
                return Err(FaultCode::XlsxTooLarge);
            }
            self.cells_left -= 1;
            self.text_left -= text;
            let (row, column) = (place.0.saturating_add(1), place.1 as usize);
            match grid.rows.last_mut() {
                Some((last, cells)) if *last == row => cells.push((column, value)),
                _ => grid.rows.push((row, vec![(column, value)])),
            }
        }
    }
}

/// The reader of workbooks computes with numbers out of the file; what the guard does not foresee must not end the run.
fn contained<T>(read: impl FnOnce() -> T) -> Result<T, FaultCode> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| FaultCode::XlsxNotAWorkbook)
}

fn code_of(error: &XlsxError) -> FaultCode {
    if matches!(error, XlsxError::Password) { FaultCode::XlsxEncrypted } else { FaultCode::XlsxNotAWorkbook }
}

fn to_cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => to_text(text),
        DataRef::SharedString(text) => to_text(text),
        DataRef::Error(error) => Cell::Text(error.to_string()),
        DataRef::DateTime(time) if time.is_duration() => Cell::Number(time.as_f64()),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            let date = Date::new(year as i16, month as i8, day as i8);
            // the workbook's calendar has a 29 February 1900
            date.map_or_else(|_| Cell::Text(format!("{year:04}-{month:02}-{day:02}")), Cell::Date)
        }
    }
}

fn to_text(text: &str) -> Cell {
    let text = trimmed(text);
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}
