//! Data packages in files: every fault with file, row, column, value and code; nothing half written.

pub mod fold;
pub mod header;
pub mod parse;
mod sheet;

pub use sheet::{Cell, Input, ProgrammeText, Record, Sheet, Source};
