//! Data packages in files: every fault with file, row, column, value and code; nothing half written.

mod sheet;

pub use sheet::{Cell, Input, ProgrammeText, Record, Sheet, Source};
