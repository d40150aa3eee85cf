//! What people read: sentences in three languages, charts and the report page.
//!
//! No sentence stands in the code: all of them are in `locales/{kk,ru,en}/*.ftl` and come through [`Texts`].

mod lang;
#[cfg(test)]
mod lang_tests;
mod numbers;
#[cfg(test)]
mod sample;

pub use lang::{Arg, Lang, Texts, UnknownLang};
