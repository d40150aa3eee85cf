//! A table as it stands in a file, before anything is understood.

use jiff::civil::Date;
use qonys_model::{Row, Table};

/// A cell. CSV gives only `Empty` and `Text`; a workbook gives all kinds.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Row: the header is 1.
    pub row: Row,
    /// Cells; as many as the header has (short rows are filled up with `Empty`, longer ones are a fault).
    pub cells: Vec<Cell>,
}

/// A table as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which table it is.
    pub table: Table,
    /// What to call the place in messages: `people.csv`, `year.xlsx [people]`.
    pub file: String,
    /// Headers as they stand, without blanks around them.
    pub header: Vec<String>,
    /// Records; wholly empty rows are left out.
    pub rows: Vec<Record>,
}

/// The text of `programme.toml`, or of a workbook's programme sheet turned into TOML.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeText {
    /// What to call the place in messages.
    pub file: String,
    /// TOML.
    pub text: String,
}

/// An input and the SHA-256 of its bytes, for `run.json`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Input {
    /// File name within the package.
    pub file: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Everything that a package's files hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The programme, when there is one.
    pub programme: Option<ProgrammeText>,
    /// Tables found, in [`Table::ALL`] order.
    pub sheets: Vec<Sheet>,
    /// Files read, in name order.
    pub inputs: Vec<Input>,
}
