//! What people read: sentences in three languages, charts and the report page.
//!
//! No sentence stands in the code: all of them are in `locales/{kk,ru,en}/*.ftl` and come through [`Texts`].

mod lang;
#[cfg(test)]
mod lang_tests;
mod markup;
mod numbers;
mod page;
#[cfg(test)]
mod sample;
pub mod svg;

pub use lang::{Arg, Lang, Texts, UnknownLang};
pub use page::{PageInput, Record, report_html};
