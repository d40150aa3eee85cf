//! Which column of a table is which: headers in English, Russian or Kazakh.

use crate::fold::{NOTHING_NEAR, fold, nearest};
use crate::{Cell, Sheet};
use qonys_model::{Fault, FaultCode};
use std::collections::BTreeMap;

/// A column that a table may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// English key, as in the package reference.
    pub name: &'static str,
    /// Whether the table is of no use without it.
    pub required: bool,
    /// Russian and Kazakh headers and common variants.
    pub other_names: &'static [&'static str],
}

impl Column {
    /// Whether a header means this column.
    pub(crate) fn is_named(&self, title: &str) -> bool {
        has_name(self, &fold(title))
    }
}

/// Where the columns of one table stand.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    places: BTreeMap<&'static str, (usize, String)>,
    unknown: Vec<(usize, String)>,
}

impl Columns {
    /// Position of a column by its English key.
    #[must_use]
    pub fn at(&self, name: &str) -> Option<usize> {
        self.places.get(name).map(|(at, _)| *at)
    }

    /// Header as it stands in the file; the English key when the table does not have the column.
    #[must_use]
    pub fn title(&self, name: &str) -> String {
        self.places.get(name).map_or_else(|| name.to_owned(), |(_, title)| title.clone())
    }

    /// Columns that are none of the known ones, in file order, with their headers; none of them stands twice.
    #[must_use]
    pub fn unknown(&self) -> &[(usize, String)] {
        &self.unknown
    }
}

/// Finds the columns of a table. With `free`, unknown columns are figures and no reason to warn.
///
/// Headers are compared without case, blanks and underscores. Of a column that stands twice the first one counts.
/// Faults: [`FaultCode::ColumnMissing`], [`FaultCode::ColumnTwice`], [`FaultCode::ColumnUnknown`] with the nearest known
/// header as the word `nearest` (`none` when nothing is near).
#[must_use]
pub fn columns(sheet: &Sheet, known: &[Column], free: bool) -> (Columns, Vec<Fault>) {
    let mut columns = Columns::default();
    let mut faults = Vec::new();
    let mut seen = BTreeMap::new();
    for (at, title) in sheet.header.iter().enumerate() {
        let key = fold(title);
        if key.is_empty() {
            faults.extend(nameless(sheet, at, title));
            continue;
        }
        let column = known.iter().find(|column| has_name(column, &key));
        let same = column.map_or(key, |column| column.name.to_owned());
        if let Some(first) = seen.insert(same, title) {
            faults.push(fault(FaultCode::ColumnTwice, sheet).column(title).word("other", first));
        } else if let Some(column) = column {
            columns.places.insert(column.name, (at, title.clone()));
        } else {
            if !free {
                faults.push(
                    fault(FaultCode::ColumnUnknown, sheet).column(title).word("nearest", nearest_header(title, known)),
                );
            }
            columns.unknown.push((at, title.clone()));
        }
    }
    for column in known.iter().filter(|column| column.required && columns.at(column.name).is_none()) {
        faults.push(fault(FaultCode::ColumnMissing, sheet).column(column.name));
    }
    (columns, faults)
}

fn has_name(column: &Column, key: &str) -> bool {
    fold(column.name) == key || column.other_names.iter().any(|name| fold(name) == key)
}

fn fault(code: FaultCode, sheet: &Sheet) -> Fault {
    let mut fault = Fault::new(code, sheet.table).row(sheet.header_row);
    fault.file.clone_from(&sheet.file);
    fault
}

/// A column without a header is no matter when it is empty; else nobody can say what it holds.
fn nameless(sheet: &Sheet, at: usize, title: &str) -> Option<Fault> {
    let first = sheet.rows.iter().find(|row| row.cells.get(at).is_some_and(|cell| *cell != Cell::Empty))?;
    let mut fault = fault(FaultCode::ColumnUnknown, sheet)
        .column(if title.is_empty() { letters(at) } else { title.to_owned() })
        .word("nearest", NOTHING_NEAR);
    if let Some(value) = first.cells.get(at).and_then(crate::parse::text) {
        fault = fault.value(value);
    }
    Some(fault)
}

/// The known header that is most like this one, in its own language; `none` when none is alike.
fn nearest_header(title: &str, known: &[Column]) -> String {
    let names = known.iter().flat_map(|column| std::iter::once(&column.name).chain(column.other_names));
    nearest(title, names.copied()).to_owned()
}

/// A spreadsheet's letters of a column: A, B, ... Z, AA.
pub(crate) fn letters(at: usize) -> String {
    let mut rest = at;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            return letters.iter().rev().collect();
        }
        rest = rest / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;
    use qonys_model::Table;

    const KNOWN: &[Column] = &[
        Column { name: "person", required: true, other_names: &["человек", "адам"] },
        Column {
            name: "household", required: true, other_names: &["семья", "домохозяйство", "отбасы"]
        },
        Column {
            name: "birth_year", required: false, other_names: &["год рождения", "туған жылы"]
        },
    ];

    fn sheet(header: &[&str]) -> Sheet {
        Sheet {
            table: Table::People,
            file: "people.csv".to_owned(),
            header_row: 1,
            header: header.iter().map(|&title| title.to_owned()).collect(),
            rows: Vec::new(),
            supposed: Vec::new(),
        }
    }

    fn codes(faults: &[Fault]) -> Vec<FaultCode> {
        faults.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn three_languages_and_any_case() {
        for header in [
            ["person", "household", "birth_year"],
            ["Человек", "СЕМЬЯ", "Год рождения"],
            ["адам", "Отбасы", "ТУҒАН_ЖЫЛЫ"],
            ["PERSON", "House hold", "BirthYear"],
        ] {
            let (columns, faults) = columns(&sheet(&header), KNOWN, false);
            assert_eq!(faults, [], "{header:?}");
            assert_eq!(columns.at("birth_year"), Some(2));
            assert_eq!(columns.title("birth_year"), header[2]);
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let (columns, faults) = columns(&sheet(&["person"]), KNOWN, false);
        assert_eq!(codes(&faults), [FaultCode::ColumnMissing]);
        assert_eq!(faults[0].column.as_deref(), Some("household"));
        assert_eq!(faults[0].file, "people.csv");
        assert_eq!(columns.at("household"), None);
        assert_eq!(columns.title("household"), "household");
    }

    #[test]
    fn two_names_of_one_column_are_the_column_twice() {
        let (columns, faults) = columns(&sheet(&["person", "household", "Семья", "person"]), KNOWN, false);
        assert_eq!(codes(&faults), [FaultCode::ColumnTwice, FaultCode::ColumnTwice]);
        assert_eq!(faults[0].column.as_deref(), Some("Семья"));
        assert_eq!(faults[0].words, [("other", "household".to_owned())]);
        assert_eq!(columns.at("household"), Some(1), "the first one counts");
    }

    #[test]
    fn an_unknown_column_is_compared_with_the_known() {
        let (columns, faults) = columns(&sheet(&["person", "household", "Год рожденя", "shoe size"]), KNOWN, false);
        assert_eq!(codes(&faults), [FaultCode::ColumnUnknown, FaultCode::ColumnUnknown]);
        assert_eq!(faults[0].words, [("nearest", "год рождения".to_owned())]);
        assert_eq!(faults[1].words, [("nearest", "none".to_owned())]);
        assert_eq!(columns.unknown(), [(2, "Год рожденя".to_owned()), (3, "shoe size".to_owned())]);
    }

    #[test]
    fn free_columns_are_no_warning_but_stand_once() {
        let (columns, faults) = columns(&sheet(&["person", "household", "jobs", "Jobs"]), KNOWN, true);
        assert_eq!(codes(&faults), [FaultCode::ColumnTwice]);
        assert_eq!(columns.unknown(), [(2, "jobs".to_owned())]);
    }

    #[test]
    fn a_column_without_a_header_matters_when_it_holds_something() {
        let mut table = sheet(&["person", "", "household"]);
        table.rows.push(Record { row: 2, cells: vec![Cell::Text("p".into()), Cell::Empty, Cell::Text("h".into())] });
        assert_eq!(columns(&table, KNOWN, false).1, []);
        table.rows.push(Record { row: 3, cells: vec![Cell::Empty, Cell::Number(5.0), Cell::Empty] });
        let faults = columns(&table, KNOWN, false).1;
        assert_eq!(codes(&faults), [FaultCode::ColumnUnknown]);
        assert_eq!((faults[0].column.as_deref(), faults[0].value.as_deref()), (Some("B"), Some("5")));
    }

    #[test]
    fn letters_of_columns() {
        let shown: Vec<String> = [0, 25, 26, 701, 702, 16383].into_iter().map(letters).collect();
        assert_eq!(shown, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
