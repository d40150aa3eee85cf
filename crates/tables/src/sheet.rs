//! A table as it stands in a file, before anything is understood.

use jiff::civil::Date;
use qonys_model::{Row, Table};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A cell. CSV gives only `Empty` and `Text`; a workbook gives all kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "WrittenCell", into = "WrittenCell")]
pub enum Cell {
    /// Nothing, or blanks.
    Empty,
    /// Text without blanks around it.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Date(Date),
    /// A truth value of a workbook.
    Truth(bool),
}

/// A record with the row number that a spreadsheet shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Row, counted from 1.
    pub row: Row,
    /// Cells; as many as the header has (short rows are filled up with `Empty`, longer ones are a fault).
    pub cells: Vec<Cell>,
}

/// A table as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Which table it is.
    pub table: Table,
    /// What to call the place in messages: `people.csv`, `year.xlsx [people]`.
    pub file: String,
    /// Row of the header: 1 where no title stands above it.
    #[serde(default = "first_row", skip_serializing_if = "is_first_row")]
    pub header_row: Row,
    /// Headers as they stand, without blanks around them.
    pub header: Vec<String>,
    /// Records; wholly empty rows are left out.
    pub rows: Vec<Record>,
    /// Rows that a what-if supposes: nobody has decided them yet, so nobody can answer for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supposed: Vec<Row>,
}

fn first_row() -> Row {
    1
}

fn is_first_row(row: &Row) -> bool {
    *row == first_row()
}

/// The text of `programme.toml`, or of a workbook's programme sheet turned into TOML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeText {
    /// What to call the place in messages.
    pub file: String,
    /// TOML.
    pub text: String,
}

/// An input and the SHA-256 of its bytes, for `run.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// File name within the package.
    pub file: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl Input {
    /// An input of these bytes.
    pub(crate) fn of(file: &str, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { file: file.to_owned(), sha256 }
    }
}

/// Everything that a package's files hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The programme, when there is one.
    pub programme: Option<ProgrammeText>,
    /// Tables found, in [`Table::ALL`] order.
    pub sheets: Vec<Sheet>,
    /// Files read, in name order.
    pub inputs: Vec<Input>,
}

/// A cell in JSON: null, a truth value, a number, a text, or `{"date": "2026-03-15"}`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenCell {
    Empty(()),
    Truth(bool),
    Number(f64),
    Text(String),
    Date { date: Date },
}

impl From<WrittenCell> for Cell {
    fn from(cell: WrittenCell) -> Self {
        match cell {
            WrittenCell::Empty(()) => Self::Empty,
            WrittenCell::Truth(truth) => Self::Truth(truth),
            WrittenCell::Number(number) => Self::Number(number),
            WrittenCell::Text(text) => Self::Text(text),
            WrittenCell::Date { date } => Self::Date(date),
        }
    }
}

impl From<Cell> for WrittenCell {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Empty => Self::Empty(()),
            Cell::Truth(truth) => Self::Truth(truth),
            Cell::Number(number) => Self::Number(number),
            Cell::Text(text) => Self::Text(text),
            Cell::Date(date) => Self::Date { date },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_in_json_reads_back_the_same() {
        let cells = vec![
            Cell::Empty,
            Cell::Text("Айгүл, \"1\"\n".to_owned()),
            Cell::Text("2026-03-15".to_owned()),
            Cell::Number(0.1 + 0.2),
            Cell::Date(jiff::civil::date(2026, 3, 15)),
            Cell::Truth(true),
        ];
        let sheet = Sheet {
            table: Table::People,
            file: "year.xlsx [people]".to_owned(),
            header_row: 3,
            header: vec!["a".to_owned(); 6],
            rows: vec![Record { row: 7, cells }],
            supposed: Vec::new(),
        };
        let programme = Some(ProgrammeText { file: "programme.toml".to_owned(), text: "year = 2026".to_owned() });
        let source = Source { programme, sheets: vec![sheet], inputs: Vec::new() };
        let json = serde_json::to_string(&source).expect("JSON");
        assert!(!json.contains('\n'), "one line");
        assert_eq!(serde_json::from_str::<Source>(&json).expect("reads"), source);
    }
}
