//! `openings.csv`: jobs wanted in the regions.

use super::line::Lines;
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::Opening;

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::REGION,
    Column {
        name: "occupation",
        required: true,
        other_names: &["профессия", "занятие", "код занятия", "код мско", "кәсіп", "мамандық", "кәсіп коды"],
    },
    Column {
        name: "openings",
        required: true,
        other_names: &["вакансии", "вакансий", "число вакансий", "бос орындар", "бос жұмыс орындары", "жұмыс орындары"],
    },
];

/// Reads the table.
pub(super) fn openings(sheet: &Sheet, refs: &Refs) -> (Vec<Opening>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut pairs = Pairs::new();
    let mut rows = Vec::new();
    for line in lines.iter() {
        let region = refs.region(&line, &mut sink, "region");
        let occupation = match line.key(&mut sink, "occupation") {
            Some(_) => line.occupation(&mut sink, "occupation"),
            None => None,
        };
        let openings = line.required(&mut sink, "openings", parse::whole);
        let (Some(region), Some(occupation)) = (region, occupation) else { continue };
        if !pairs.is_new((region, occupation), &line, &mut sink, &["region", "occupation"]) {
            continue;
        }
        let Some(openings) = openings else { continue };
        rows.push(Opening { region, occupation, openings, row: line.row() });
    }
    (rows, sink)
}
