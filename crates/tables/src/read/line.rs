//! The cells of one record, read by column; what is wrong with a cell goes to the sink with its place.

use super::beyond::beyond;
use super::sink::Sink;
use crate::header::{Column, Columns, columns};
use crate::{Cell, Record, Sheet, parse};
use qonys_model::{Fault, FaultCode, Occupation, Row, codes};

/// A table whose columns are found.
pub(super) struct Lines<'a> {
    sheet: &'a Sheet,
    pub columns: Columns,
}

impl<'a> Lines<'a> {
    /// Finds the columns; their faults go to the sink. `free` as in [`columns`].
    pub fn of(sheet: &'a Sheet, known: &[Column], free: bool) -> (Self, Sink) {
        let mut sink = Sink::of(sheet.table, &sheet.file);
        let (columns, faults) = columns(sheet, known, free);
        for fault in faults {
            sink.add(fault.code, || fault);
        }
        (Self { sheet, columns }, sink)
    }

    /// Says that the table has no records, when it has none.
    pub fn must_have_rows(&self, sink: &mut Sink) {
        if self.is_empty() {
            sink.add(FaultCode::TableWithoutRows, || Fault::new(FaultCode::TableWithoutRows, self.sheet.table));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.sheet.rows.is_empty()
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.at(column).is_some()
    }

    pub fn iter(&self) -> impl Iterator<Item = Line<'_>> {
        self.sheet.rows.iter().map(|record| Line { lines: self, record })
    }

    /// A fault of a column as a whole, at its header.
    pub fn header_fault(&self, code: FaultCode, title: &str) -> Fault {
        Fault::new(code, self.sheet.table).row(self.sheet.header_row).column(title)
    }
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    lines: &'a Lines<'a>,
    record: &'a Record,
}

const EMPTY: Cell = Cell::Empty;

impl Line<'_> {
    pub fn row(&self) -> Row {
        self.record.row
    }

    /// Whether the table has the column.
    pub fn has(&self, column: &str) -> bool {
        self.lines.has(column)
    }

    pub fn cell(&self, column: &str) -> &Cell {
        self.lines.columns.at(column).map_or(&EMPTY, |at| self.cell_at(at))
    }

    pub fn cell_at(&self, at: usize) -> &Cell {
        self.record.cells.get(at).unwrap_or(&EMPTY)
    }

    /// A fault of a cell, with its place and what stands there.
    pub fn fault(&self, code: FaultCode, column: &str) -> Fault {
        let value = parse::text(self.cell(column));
        self.fault_with(code, &self.lines.columns.title(column), value)
    }

    /// A number above a limit of its own.
    pub fn too_large(&self, column: &str, most: u32) -> Fault {
        let mut fault = self.fault(FaultCode::NumberTooLarge, column);
        fault.words = vec![("most", most.to_string())];
        fault
    }

    /// A number within [`LARGEST_NUMBER`](qonys_model::LARGEST_NUMBER) that must stand there.
    pub fn bounded(&self, sink: &mut Sink, column: &str) -> Option<f64> {
        let number = self.required(sink, column, parse::number)?;
        let Some(fault) = beyond(number, |code| self.fault(code, column)) else { return Some(number) };
        sink.add(fault.code, || fault);
        None
    }

    /// The same for a column that the table does not know by name.
    pub fn fault_at(&self, code: FaultCode, at: usize, title: &str) -> Fault {
        self.fault_with(code, title, parse::text(self.cell_at(at)))
    }

    fn fault_with(&self, code: FaultCode, title: &str, value: Option<String>) -> Fault {
        let fault = Fault::new(code, self.lines.sheet.table).row(self.row()).column(title);
        let many = code == FaultCode::NumberTooLarge;
        let fault = if many { fault.word("most", u32::MAX.to_string()) } else { fault };
        if let Some(value) = value { fault.value(value) } else { fault }
    }

    /// A cell that may be empty.
    pub fn optional<T>(
        &self,
        sink: &mut Sink,
        column: &str,
        read: impl Fn(&Cell) -> Result<Option<T>, FaultCode>,
    ) -> Option<T> {
        read(self.cell(column)).unwrap_or_else(|code| {
            sink.add(code, || self.fault(code, column));
            None
        })
    }

    /// A cell that must hold something. When the table lacks the column, that is said already.
    pub fn required<T>(
        &self,
        sink: &mut Sink,
        column: &str,
        read: impl Fn(&Cell) -> Result<Option<T>, FaultCode>,
    ) -> Option<T> {
        if self.lines.has(column) && parse::text(self.cell(column)).is_none() {
            sink.add(FaultCode::CellEmpty, || self.fault(FaultCode::CellEmpty, column));
            return None;
        }
        self.optional(sink, column, read)
    }

    /// A text that may be empty.
    pub fn text(&self, column: &str) -> Option<String> {
        parse::text(self.cell(column))
    }

    /// A key that must stand there.
    pub fn key(&self, sink: &mut Sink, column: &str) -> Option<String> {
        self.required(sink, column, |cell| Ok(parse::key(cell)))
    }

    /// A whole number from 1.
    pub fn rank(&self, sink: &mut Sink, column: &str) -> Option<u32> {
        let number = self.optional(sink, column, parse::whole)?;
        if number == 0 {
            sink.add(FaultCode::NumberBelowOne, || self.fault(FaultCode::NumberBelowOne, column));
            return None;
        }
        Some(number)
    }

    /// A word out of a list; `expected` names the words for the message.
    pub fn word<T>(
        &self,
        sink: &mut Sink,
        column: &str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column)?;
        let word = read(&text);
        if word.is_none() {
            sink.add(FaultCode::WordUnknown, || self.fault(FaultCode::WordUnknown, column).expected(expected));
        }
        word
    }

    /// An ISCO-08 code.
    pub fn occupation(&self, sink: &mut Sink, column: &str) -> Option<Occupation> {
        let text = self.text(column)?;
        let occupation = occupation(&text);
        if occupation.is_none() {
            sink.add(FaultCode::OccupationUnknown, || self.fault(FaultCode::OccupationUnknown, column));
        }
        occupation
    }
}

/// An ISCO-08 code as tables hold it. Spreadsheets make numbers of codes: a fraction of zeros (`2221.0`) is dropped,
/// and `110`, `210`, `310`, which ISCO-08 does not know, are the armed forces' `0110`, `0210`, `0310` without
/// their leading zero. Shorter codes are ambiguous (`11` is a group of managers) and taken as they stand.
fn occupation(text: &str) -> Option<Occupation> {
    let digits = text.split_once(['.', ',']).map_or(text, |(whole, fraction)| {
        if !fraction.is_empty() && fraction.bytes().all(|b| b == b'0') { whole } else { text }
    });
    let known = |digits: &str| Occupation::parse(digits).ok().filter(|&o| codes::is_isco08(o));
    known(digits).or_else(|| if digits.len() == 3 { known(&format!("0{digits}")) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occupations_as_spreadsheets_leave_them() {
        let read = |text| occupation(text).map(|o| o.to_string());
        assert_eq!(read("2221.0").as_deref(), Some("2221"));
        assert_eq!(read("0110").as_deref(), Some("0110"));
        assert_eq!(read("110").as_deref(), Some("0110"));
        assert_eq!(read("22").as_deref(), Some("22"));
        assert_eq!(read("9999"), None);
        assert_eq!(read("2221.5"), None);
        assert_eq!(read("nurse"), None);
        assert_eq!(read(""), None);
    }
}
