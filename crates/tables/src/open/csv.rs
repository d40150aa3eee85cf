//! CSV as spreadsheets and people write it: RFC 4180 with any of three delimiters and any line end.
//!
//! The `csv` crate skips blank lines without counting them; here every record counts as one row, so that the row in a
//! message is the row that a spreadsheet shows.

use super::Limits;
use super::record::{Shape, header_at};
use crate::fold::trimmed;
use crate::{Cell, Sheet, parse, unguarded};
use qonys_model::{Fault, FaultCode, Row, Table};
use std::borrow::Cow;

const DELIMITERS: [u8; 3] = *b",;\t";
/// Records that are looked at to find the delimiter.
const SNIFFED: usize = 20;

/// Reads a table out of a text.
pub(super) fn sheet(text: &str, table: Table, file: &str, limits: &Limits) -> (Option<Sheet>, Vec<Fault>) {
    let (delimiter, text) = delimiter_of(text, table);
    if text.chars().all(|letter| letter.is_whitespace() || matches!(letter, ',' | ';' | '"')) {
        return (None, vec![super::fault(FaultCode::FileEmpty, Some(table), file)]);
    }
    // where no row names the columns, the first one is the header, and what it lacks is said
    let mut titles = header_at(first_rows(text, delimiter), table).unwrap_or(0);
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
            None if titles > 0 => titles -= 1,
            None => shape = Some(Shape::new(table, file, (records.row, &cells))),
            Some(shape) => {
                if !shape.push(records.row, &mut cells, limits, &mut faults) {
                    faults.push(super::fault(FaultCode::FileTooLarge, Some(table), file));
                    break;
                }
            }
        }
    }
    (shape.map(Shape::into_sheet), faults)
}

/// The texts of the rows that are not empty, from the first on.
fn first_rows(text: &str, delimiter: u8) -> impl Iterator<Item = Vec<String>> {
    let mut records = Records { text, at: 0, row: 0, delimiter };
    let mut cells = Vec::new();
    std::iter::from_fn(move || match records.read(&mut cells) {
        Some(Ok(())) => Some(cells.iter().filter_map(parse::text).collect::<Vec<_>>()),
        Some(Err(_)) | None => None,
    })
    .filter(|titles| !titles.is_empty())
}

/// The delimiter, and the text without a line `sep=;` that spreadsheets understand and do not show.
fn delimiter_of(text: &str, table: Table) -> (u8, &str) {
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
    (sniff(text, table), text)
}

/// The delimiter by which a header is found; where there are several or none, the one by which most of the first records have as
/// many cells as the first, and by a tie the one that gives that more cells.
fn sniff(text: &str, table: Table) -> u8 {
    let finds = |delimiter: &u8| header_at(first_rows(text, *delimiter), table).is_some();
    let found: Vec<u8> = DELIMITERS.into_iter().filter(finds).collect();
    if let [one] = found[..] {
        return one;
    }
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
    for delimiter in if found.is_empty() { DELIMITERS.to_vec() } else { found } {
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

#[cfg(test)]
mod tests {
    use super::super::LIMITS;
    use super::*;
    use rstest::rstest;

    fn read(text: &str) -> (Option<Sheet>, Vec<Fault>) {
        sheet(text, Table::People, "people.csv", &LIMITS)
    }

    #[test]
    fn delimiters_within_the_records_do_not_outvote_the_header() {
        let text = "household,region,lock,reason\nF01,KZ-55,pin,;\nF02,KZ-39,pin,;\nF03,KZ-39,pin,;\n";
        let (sheet, faults) = sheet(text, Table::Locks, "locks.csv", &LIMITS);
        assert_eq!(faults, []);
        assert_eq!(sheet.expect("a table").header, ["household", "region", "lock", "reason"]);
    }

    /// Header and records as text, with row numbers; there must be no fault.
    fn table(text: &str) -> Vec<(Row, Vec<String>)> {
        let (sheet, faults) = read(text);
        assert_eq!(faults, [], "{text:?}");
        let sheet = sheet.expect("a table");
        let shown = |cells: &[Cell]| cells.iter().map(|cell| parse::text(cell).unwrap_or_default()).collect();
        let records = sheet.rows.iter().map(|record| (record.row, shown(&record.cells)));
        std::iter::once((0, sheet.header.clone())).chain(records).collect()
    }

    fn rows(rows: &[(Row, &[&str])]) -> Vec<(Row, Vec<String>)> {
        rows.iter().map(|(row, cells)| (*row, cells.iter().map(|&cell| cell.to_owned()).collect())).collect()
    }

    #[rstest]
    #[case("a,b\n1,2\n3,4\n")]
    #[case("a;b\n1;2\n3;4\n")]
    #[case("a\tb\n1\t2\n3\t4\n")]
    #[case("a,b\r\n1,2\r\n3,4")]
    #[case("a,b\r1,2\r3,4\r")]
    #[case("a,b\n1,2\r\n3,4\r")]
    #[case("\"a\",\"b\"\n\"1\",2\n3,\"4\"")]
    #[case(" a , b\n 1,2 \n\t3, \"4\" \n")]
    #[case("a,b,,\n1,2,,\n3,4,\n")]
    #[case("sep=;\na;b\n1;2\n3;4\n")]
    #[case("sep=,\r\na,b\r\n1,2\r\n3,4\r\n")]
    #[case("\"SEP=|\"\na|b\n1|2\n3|4\n")]
    #[case("sep=\t\na\tb\n1\t2\n3\t4\n")]
    fn delimiters_line_ends_and_quotes(#[case] text: &str) {
        assert_eq!(table(text), rows(&[(0, &["a", "b"]), (2, &["1", "2"]), (3, &["3", "4"])]));
    }

    #[test]
    fn a_decimal_comma_does_not_make_the_comma_a_delimiter() {
        let text = "region;share, %;places\nKZ-55;0,35;10\nKZ-10;0,65;20\n";
        let expected: &[(Row, &[&str])] =
            &[(0, &["region", "share, %", "places"]), (2, &["KZ-55", "0,35", "10"]), (3, &["KZ-10", "0,65", "20"])];
        assert_eq!(table(text), rows(expected));
    }

    #[test]
    fn delimiters_within_quotes_do_not_count() {
        let text = "a,b\n\"1;2;3\",x\n\"4;5;6\",y\n";
        assert_eq!(table(text), rows(&[(0, &["a", "b"]), (2, &["1;2;3", "x"]), (3, &["4;5;6", "y"])]));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let text = "\na,b\n\n1,\"two\nlines \"\"quoted\"\"\"\n,\n\r\n5,6\n";
        let expected: &[(Row, &[&str])] = &[(0, &["a", "b"]), (4, &["1", "two\nlines \"quoted\""]), (7, &["5", "6"])];
        assert_eq!(table(text), rows(expected));
    }

    #[test]
    fn quotes_within_and_after() {
        let text = "a,b\n5\" pipe,\"Рога\" и копыта\n\"\",\"\"\"\"\n";
        assert_eq!(table(text), rows(&[(0, &["a", "b"]), (2, &["5\" pipe", "Рога и копыта"]), (3, &["", "\""])]));
    }

    #[test]
    fn short_rows_are_filled_up() {
        assert_eq!(table("a,b,c\n1\n"), rows(&[(0, &["a", "b", "c"]), (2, &["1", "", ""])]));
        assert_eq!(table("a\n1\n2"), rows(&[(0, &["a"]), (2, &["1"]), (3, &["2"])]));
        assert_eq!(table("a,b"), rows(&[(0, &["a", "b"])]));
    }

    #[test]
    fn a_long_row_names_the_row_and_the_first_extra_value() {
        let (sheet, faults) = read("a,b\n1,2,,extra,more\n3,4\n");
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::RowTooLong]);
        assert_eq!((faults[0].row, faults[0].value.as_deref()), (Some(2), Some("extra")));
        assert_eq!((faults[0].column.as_deref(), faults[0].file.as_str()), (Some("D"), "people.csv"));
        assert_eq!(sheet.map(|sheet| sheet.rows.len()), Some(2), "read on");
    }

    #[test]
    fn a_quote_that_does_not_close() {
        let (sheet, faults) = read("a,b\n1,2\n3,\"four\n5,6\n");
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::RowUnreadable]);
        assert_eq!((faults[0].row, faults[0].column.as_deref()), (Some(3), Some("b")));
        assert_eq!(faults[0].value.as_deref(), Some("four 5,6"), "on one line");
        assert_eq!(sheet.map(|sheet| sheet.rows.len()), Some(1));
    }

    #[test]
    fn a_title_with_a_control_character_is_told_on_one_line() {
        let (sheet, faults) = read("a\tb;c\n1;2\n\"3;4\n");
        assert_eq!(sheet.map(|sheet| sheet.header), Some(vec!["a b".to_owned(), "c".to_owned()]));
        assert_eq!(faults[0].column.as_deref(), Some("a b"));
    }

    #[test]
    fn what_a_spreadsheet_shows_where_a_formula_fails() {
        let (sheet, faults) = read("a,b\n1,#N/A\n#ССЫЛКА!,#5\n");
        let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.row, fault.column.as_deref())).collect();
        let unreadable = FaultCode::RowUnreadable;
        assert_eq!(found, [(unreadable, Some(2), Some("b")), (unreadable, Some(3), Some("a"))]);
        assert_eq!(sheet.map(|sheet| sheet.rows[1].cells.clone()), Some(vec![Cell::Empty, Cell::Text("#5".into())]));
    }

    #[test]
    fn nothing_but_blanks() {
        for text in ["", "\n\n", "\"", " ; \n", "sep=;", "sep=;\n"] {
            let (sheet, faults) = read(text);
            assert_eq!((sheet, faults[0].code), (None, FaultCode::FileEmpty), "{text:?}");
        }
    }
}
