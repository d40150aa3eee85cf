//! Data packages in files: every fault with file, row, column, value and code; nothing half written.

mod fold;
pub mod header;
mod open;
pub mod parse;
mod read;
mod sheet;

pub use open::{LIMITS, Limits, open, open_table, open_within, table_named};
pub use read::{Read, columns_of, read, read_plan};
pub use sheet::{Cell, Input, ProgrammeText, Record, Sheet, Source};
