//! Template packages: what somebody starts a programme from.

mod folder;
mod template;
mod workbook;

pub use folder::init_folder;
pub use workbook::init_xlsx;
