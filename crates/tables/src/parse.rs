//! Cells as values. Every function takes one cell and gives a value, nothing (for an empty cell), or what is wrong.
//!
//! The callers know the place and add it to the code.

mod date;
mod number;
mod word;

pub use date::{date, year};
pub use number::{number, whole};
pub use word::{key, list, text, yes_no};
