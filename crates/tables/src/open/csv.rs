//! CSV as spreadsheets and people write it: RFC 4180 with any of three delimiters and any line end.
//!
//! The `csv` crate skips blank lines without counting them; here every record counts as one row, so that the row in a
//! message is the row that a spreadsheet shows.

use super::{Limits, record::Shape};
use crate::fold::trimmed;
use crate::{Cell, Sheet, unguarded};
use qonys_model::{Fault, FaultCode, Row, Table};
use std::borrow::Cow;

const DELIMITERS: [u8; 3] = *b",;\t";
/// Records that are looked at to find the delimiter.
const SNIFFED: usize = 20;

/// Reads a table out of a text.
pub(super) fn sheet(text: &str, table: Table, file: &str, limits: &Limits) -> (Option<Sheet>, Vec<Fault>) {
    let (delimiter, text) = delimiter_of(text);
    let mut records = Records { text, at: 0, row: 0, delimiter };
    let mut shape: Option<Shape> = None;
    let mut faults = Vec::new();
    let mut cells = Vec::new();
    while let Some(record) = records.read(&mut cells) {
        if cells.iter().all(|cell| *cell == Cell::Empty) && record.is_ok() {
            continue;
        }
        if let Err((column, value)) = record {
            let mut fault = super::fault(FaultCode::RowUnreadable, Some(table), file).row(records.row).value(value);
            fault.column = shape.as_ref().and_then(|shape| shape.title(column));
            faults.push(fault);
            break; // a quote that does not close swallows the rest
        }
        match &mut shape {
            None => shape = Some(Shape::new(table, file, &cells)),
            Some(shape) => {
                if !shape.push(records.row, &mut cells, limits, &mut faults) {
                    faults.push(super::fault(FaultCode::FileTooLarge, Some(table), file));
                    break;
                }
            }
        }
    }
    if shape.is_none() && faults.is_empty() {
        faults.push(super::fault(FaultCode::FileEmpty, Some(table), file));
    }
    (shape.map(Shape::into_sheet), faults)
}

/// The delimiter, and the text without a line `sep=;` that spreadsheets understand and do not show.
fn delimiter_of(text: &str) -> (u8, &str) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let first = text[..end].trim().trim_matches('"').to_ascii_lowercase();
    if let Some(&[delimiter]) = first.strip_prefix("sep=").map(str::as_bytes)
        && delimiter.is_ascii_punctuation()
        && delimiter != b'"'
    {
        let rest = &text[end..];
        return (delimiter, rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or(""));
    }
    if text[..end].trim_end().eq_ignore_ascii_case("sep=") && text[..end].ends_with('\t') {
        let rest = &text[end..];
        return (b'\t', rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or(""));
    }
    (sniff(text), text)
}

/// The delimiter by which most of the first records have as many cells as the header; by a tie the one that gives the
/// header more cells.
fn sniff(text: &str) -> u8 {
    let score = |delimiter| {
        let mut records = Records { text, at: 0, row: 0, delimiter };
        let (mut header, mut alike) = (0, 0);
        let mut cells = Vec::new();
        for _ in 0..SNIFFED {
            match records.read(&mut cells) {
                Some(Ok(())) if cells.iter().all(|cell| *cell == Cell::Empty) => {}
                Some(Ok(())) if header == 0 => header = cells.len(),
                Some(Ok(())) => alike += usize::from(cells.len() == header),
                Some(Err(_)) | None => break,
            }
        }
        if header > 1 { (alike, header) } else { (0, 0) }
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Reads records one by one.
struct Records<'t> {
    text: &'t str,
    at: usize,
    row: Row,
    delimiter: u8,
}

impl<'t> Records<'t> {
    /// The next record into `cells`; `None` at the end. The error is the column and text of a quote that does not close.
    fn read(&mut self, cells: &mut Vec<Cell>) -> Option<Result<(), (usize, String)>> {
        if self.at >= self.text.len() {
            return None;
        }
        self.row = self.row.saturating_add(1);
        cells.clear();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(text) => return Some(Err((cells.len(), text))),
            }
            match self.text.as_bytes().get(self.at) {
                Some(&byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1 + usize::from(self.text.as_bytes().get(self.at + 1) == Some(&b'\n'));
                    return Some(Ok(()));
                }
                Some(_) => {
                    self.at += 1;
                    return Some(Ok(()));
                }
                None => return Some(Ok(())),
            }
        }
    }

    /// The cell that begins here; afterwards the place is at its delimiter, line end or the end of the text.
    fn cell(&mut self) -> Result<Cell, String> {
        let rest = &self.text[self.at..];
        let blanks = rest.bytes().take_while(|byte| *byte == b' ').count();
        if rest.as_bytes().get(blanks) != Some(&b'"') {
            return Ok(to_cell(self.bare()));
        }
        self.at += blanks + 1;
        let mut text = self.quoted()?;
        let after = self.bare(); // spreadsheets keep what follows a closing quote
        if !after.is_empty() {
            text.to_mut().push_str(after);
        }
        Ok(to_cell(&text))
    }

    /// Text up to the next delimiter or line end.
    fn bare(&mut self) -> &'t str {
        let (start, text) = (self.at, self.text);
        let delimiter = self.delimiter;
        let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        let length = text.as_bytes()[start..].iter().position(ends).unwrap_or(text.len() - start);
        self.at += length;
        &text[start..start + length]
    }

    /// Text up to the closing quote; the place is after the opening one. The error is the text that is not closed.
    fn quoted(&mut self) -> Result<Cow<'t, str>, String> {
        let whole = self.text;
        let mut text = Cow::Borrowed("");
        loop {
            let rest = &whole[self.at..];
            let Some(quote) = rest.find('"') else {
                self.at = self.text.len();
                text.to_mut().extend(rest.chars().take(80));
                return Err(text.into_owned());
            };
            self.at += quote + 1;
            let doubled = whole.as_bytes().get(self.at) == Some(&b'"');
            if text.is_empty() && !doubled {
                return Ok(Cow::Borrowed(&rest[..quote]));
            }
            text.to_mut().push_str(&rest[..quote + usize::from(doubled)]);
            if !doubled {
                return Ok(text);
            }
            self.at += 1;
        }
    }
}

fn to_cell(text: &str) -> Cell {
    // what we write guards text that a spreadsheet would run as a formula
    let text = trimmed(unguarded(trimmed(text)));
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}
