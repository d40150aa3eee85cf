//! Records brought to the width of their header, from CSV and workbooks alike.

use super::{Limits, fault};
use crate::header::letters;
use crate::{Cell, Record, Sheet, columns_of, parse};
use qonys_model::{Fault, FaultCode, Row, Table};

/// What spreadsheets show where a formula fails, in English and Russian.
const ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#DATA!",
    "#Н/Д",
    "#ССЫЛКА!",
    "#ЗНАЧ!",
    "#ДЕЛ/0!",
    "#ИМЯ?",
    "#ЧИСЛО!",
    "#ПУСТО!",
];

/// Rows that are looked at for the header: people write the name of a list, its date and its author above it.
const TITLES: usize = 10;

/// How many rows stand above the header, which is the first row that names every column that the table needs; `None` where
/// none of the first rows does.
pub(super) fn header_at(rows: impl Iterator<Item = Vec<String>>, table: Table) -> Option<usize> {
    rows.take(TITLES).position(|titles| names_columns(&titles, table))
}

/// Whether these titles name every column that the table needs.
fn names_columns(titles: &[String], table: Table) -> bool {
    let mut needed = columns_of(table).iter().filter(|column| column.required).peekable();
    needed.peek().is_some() && needed.all(|column| titles.iter().any(|title| column.is_named(title)))
}

/// A table that grows record by record.
pub(super) struct Shape {
    sheet: Sheet,
    cells: usize,
}

impl Shape {
    /// Begins with the header; empty cells at its end are no columns. A control character in a title is a blank, for
    /// titles are shown in messages.
    pub(super) fn new(table: Table, file: &str, (header_row, header): (Row, &[Cell])) -> Self {
        let width = header.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1);
        let header = header[..width].iter().map(|cell| title(cell).unwrap_or_default()).collect();
        Self {
            sheet: Sheet { table, file: file.to_owned(), header_row, header, rows: Vec::new(), supposed: Vec::new() },
            cells: 0,
        }
    }

    /// Header of a column.
    pub(super) fn title(&self, column: usize) -> Option<String> {
        self.sheet.header.get(column).cloned()
    }

    /// Takes a record; `false` when the table has become too large. `cells` is left empty.
    pub(super) fn push(&mut self, row: Row, cells: &mut Vec<Cell>, limits: &Limits, faults: &mut Vec<Fault>) -> bool {
        let width = self.sheet.header.len();
        let extra = cells.iter().enumerate().skip(width).find(|(_, cell)| **cell != Cell::Empty);
        faults.extend(extra.map(|(at, cell)| self.too_long(row, at, cell)));
        let mut own = Vec::with_capacity(width);
        own.extend(cells.drain(..).take(width));
        own.resize(width, Cell::Empty);
        self.keep(row, own, limits, faults)
    }

    /// Takes a record of which only the cells with something in them are given, each with its column.
    pub(super) fn push_sparse(
        &mut self,
        row: Row,
        cells: Vec<(usize, Cell)>,
        limits: &Limits,
        faults: &mut Vec<Fault>,
    ) -> bool {
        let width = self.sheet.header.len();
        let extra = cells.iter().filter(|(at, _)| *at >= width).min_by_key(|(at, _)| *at);
        faults.extend(extra.map(|(at, cell)| self.too_long(row, *at, cell)));
        let mut own = vec![Cell::Empty; width];
        for (at, cell) in cells {
            if let Some(place) = own.get_mut(at) {
                *place = cell;
            }
        }
        self.keep(row, own, limits, faults)
    }

    fn too_long(&self, row: Row, at: usize, cell: &Cell) -> Fault {
        let fault = fault(FaultCode::RowTooLong, Some(self.sheet.table), &self.sheet.file).row(row).column(letters(at));
        fault.value(parse::text(cell).unwrap_or_default())
    }

    /// Keeps a record of the header's width, without what failed formulas left in it.
    fn keep(&mut self, row: Row, mut cells: Vec<Cell>, limits: &Limits, faults: &mut Vec<Fault>) -> bool {
        self.cells = self.cells.saturating_add(cells.len());
        if self.cells > limits.cells || row == Row::MAX {
            return false;
        }
        for (at, cell) in cells.iter_mut().enumerate() {
            if let Cell::Text(text) = cell
                && text.starts_with('#')
                && ERRORS.contains(&text.as_str())
            {
                let fault = fault(FaultCode::RowUnreadable, Some(self.sheet.table), &self.sheet.file);
                faults.push(fault.row(row).column(&self.sheet.header[at]).value(text));
                *cell = Cell::Empty;
            }
        }
        self.sheet.rows.push(Record { row, cells });
        true
    }

    /// The table.
    pub(super) fn into_sheet(self) -> Sheet {
        self.sheet
    }
}

fn title(cell: &Cell) -> Option<String> {
    parse::text(cell).map(|text| text.replace(char::is_control, " "))
}
