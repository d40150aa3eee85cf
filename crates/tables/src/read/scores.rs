//! `scores.csv`: an outside model's numbers, of households or of persons.

use super::line::{Line, Lines};
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use crate::Sheet;
use crate::header::Column;
use qonys_model::{FaultCode, Score, ScoreOf};

/// Columns of the table: either of the first two must be there.
pub const COLUMNS: &[Column] = &[
    Column { required: false, ..super::HOUSEHOLD },
    Column { required: false, ..super::PERSON },
    super::REGION,
    Column {
        name: "value", required: true, other_names: &["значение", "оценка", "балл", "мәні", "баға", "score"]
    },
];

/// Reads the table. A record that names a person is that person's, else the household's.
pub(super) fn scores(sheet: &Sheet, refs: &Refs) -> (Vec<Score>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    lines.must_have_rows(&mut sink);
    if !lines.has("household") && !lines.has("person") {
        sink.add(FaultCode::ColumnMissing, || lines.header_fault(FaultCode::ColumnMissing, "household"));
    }
    let mut pairs = Pairs::new();
    let mut scores = Vec::new();
    for line in lines.iter() {
        let of = of(&line, &mut sink, refs, &lines);
        let region = refs.region(&line, &mut sink, "region");
        let value = line.bounded(&mut sink, "value");
        let (Some(of), Some(region)) = (of, region) else { continue };
        let (key, column) = match of {
            ScoreOf::Household(household) => ((false, household.0), "household"),
            ScoreOf::Person(person) => ((true, person.0), "person"),
        };
        if !pairs.is_new((key, region), &line, &mut sink, &[column, "region"]) {
            continue;
        }
        let Some(value) = value else { continue };
        scores.push(Score { of, region, value, row: line.row() });
    }
    (scores, sink)
}

fn of(line: &Line<'_>, sink: &mut Sink, refs: &Refs, lines: &Lines<'_>) -> Option<ScoreOf> {
    if line.text("person").is_some() || !lines.has("household") {
        refs.person(line, sink, "person").map(ScoreOf::Person)
    } else {
        refs.household(line, sink, "household").map(ScoreOf::Household)
    }
}
