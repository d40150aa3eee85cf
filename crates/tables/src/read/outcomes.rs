//! `outcomes.csv`: what became of people. Its columns are known; its records are read when outcomes are learnt from.

use super::line::Lines;
use super::sink::Sink;
use crate::Sheet;
use crate::header::Column;

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::PERSON,
    super::REGION,
    Column {
        name: "placed_at", required: false, other_names: &["дата размещения", "орналасқан күні"]
    },
    Column {
        name: "checked_at", required: false, other_names: &["дата проверки", "тексерілген күні"]
    },
    Column { name: "in_work", required: false, other_names: &["работает", "жұмыс істейді"] },
    Column { name: "stayed", required: false, other_names: &["остался", "қалды"] },
    Column {
        name: "language_level", required: false, other_names: &["уровень языка", "тіл деңгейі"]
    },
    Column { name: "housed", required: false, other_names: &["есть жилье", "баспанасы бар"] },
];

/// Judges the columns.
pub(super) fn outcomes(sheet: &Sheet) -> Sink {
    Lines::of(sheet, COLUMNS, false).1
}
