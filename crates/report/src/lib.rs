//! What people read: sentences in three languages, charts and the report page.
//!
//! No sentence stands in the code: all of them are in `locales/{kk,ru,en}/*.ftl` and come through [`Texts`].

mod assumption_text;
mod book;
mod compare;
mod conflict_text;
mod eras;
mod errors_page;
mod explain;
mod fairness_text;
mod fault_text;
mod lang;
#[cfg(test)]
mod lang_tests;
mod layout;
mod markup;
#[cfg(test)]
mod markup_check;
mod moved;
mod notes;
mod numbers;
mod overrides;
mod page;
mod quota;
mod replay;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod speech_tests;
mod summary;
pub mod svg;
mod violation_text;
mod wishes_text;
mod words;

pub use assumption_text::assumption_lines;
pub use book::book_texts;
pub use compare::{FigureCell, FigureTable, WhatIfText, compare_summary, compare_tables, curve_summary, curve_table};
pub use conflict_text::conflict_lines;
pub use eras::eras_summary;
pub use errors_page::errors_page;
pub use explain::explain;
pub use fairness_text::fairness_lines;
pub use fault_text::{FaultText, fault_line};
pub use lang::{Arg, Lang, Texts, UnknownLang};
pub use layout::table_text;
pub use moved::{moved_remarks, moved_summary, step_head, transfer_head, transfers_told};
pub use notes::{notes, reasons};
pub use overrides::{lock_cost, lock_costs_of, override_text};
pub use page::{
    ComparePage, MovedPage, PageInput, Record, ReplayPage, compare_html, eras_html, moved_html, quota_html,
    replay_html, report_html,
};
pub use quota::{quota_headers, quota_refused, quota_remarks, quota_summary};
pub use replay::replay_summary;
pub use summary::{Figure, Summary, summary, warnings};
pub use violation_text::violation_line;
pub use wishes_text::wishes_lines;
