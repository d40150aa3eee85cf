//! `wishes.csv`: ranked regions and vetoes.

use super::line::{Line, Lines};
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use super::words;
use crate::Sheet;
use crate::header::Column;
use qonys_model::{FaultCode, Wish, WishRank};

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    super::REGION,
    Column {
        name: "rank",
        required: true,
        other_names: &["место", "ранг", "номер", "порядок", "орны", "реті", "дәрежесі"],
    },
];

/// Reads the table. Two wishes of one rank are fine, two wishes about one region are not.
pub(super) fn wishes(sheet: &Sheet, refs: &Refs) -> (Vec<Wish>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut pairs = Pairs::new();
    let mut wishes = Vec::new();
    for line in lines.iter() {
        let household = refs.household(&line, &mut sink, "household");
        let region = refs.region(&line, &mut sink, "region");
        let rank = rank(&line, &mut sink);
        let (Some(household), Some(region)) = (household, region) else { continue };
        if !pairs.is_new((household, region), &line, &mut sink, &["household", "region"]) {
            continue;
        }
        let Some(rank) = rank else { continue };
        wishes.push(Wish { household, region, rank, row: line.row() });
    }
    (wishes, sink)
}

fn rank(line: &Line<'_>, sink: &mut Sink) -> Option<WishRank> {
    let text = line.key(sink, "rank")?;
    if words::is_veto(&text) {
        return Some(WishRank::Veto);
    }
    if text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit()) {
        sink.add(FaultCode::WordUnknown, || {
            line.fault(FaultCode::WordUnknown, "rank").expected("1, 2, 3...; veto; вето")
        });
        return None;
    }
    line.rank(sink, "rank").map(WishRank::Rank)
}
