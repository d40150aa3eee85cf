//! Data packages in files: every fault with file, row, column, value and code; nothing half written.

pub mod fold;
pub mod header;
pub mod parse;
mod init;
mod schema;
mod sheet;
mod write;

pub use init::{init_folder, init_xlsx};
pub use schema::programme_schema;
pub use sheet::{Cell, Input, ProgrammeText, Record, Sheet, Source};
pub use write::*;
