//! `capacities.csv`: what each region has of what is limited.

use super::line::Lines;
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::RegionCapacity;

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::REGION,
    Column {
        name: "capacity",
        required: true,
        other_names: &["вид мест", "ресурс", "вместимость", "квота", "орын түрі", "сыйымдылық"],
    },
    Column {
        name: "places",
        required: true,
        other_names: &["места", "мест", "количество мест", "число мест", "орындар", "орын саны", "орын"],
    },
    Column {
        name: "minimum", required: false, other_names: &["минимум", "не менее", "ең азы", "кемінде"]
    },
    Column {
        name: "period", required: false, other_names: &["период", "срок", "кезең", "мерзім"]
    },
];

/// Months and quarters in the word that the engine knows; anything else as written.
fn period(text: String) -> String {
    match text.to_lowercase().as_str() {
        "month" | "monthly" | "месяц" | "в месяц" | "ай" | "айына" => "month".to_owned(),
        "quarter" | "quarterly" | "квартал" | "в квартал" | "тоқсан" | "тоқсанына" => {
            "quarter".to_owned()
        }
        _ => text,
    }
}

/// Reads the table.
pub(super) fn capacities(sheet: &Sheet, refs: &Refs) -> (Vec<RegionCapacity>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    lines.must_have_rows(&mut sink);
    let mut pairs = Pairs::new();
    let mut rows = Vec::new();
    for line in lines.iter() {
        let region = refs.region(&line, &mut sink, "region");
        let capacity = refs.capacity(&line, &mut sink, "capacity");
        let places = line.required(&mut sink, "places", parse::whole);
        let minimum = line.optional(&mut sink, "minimum", parse::whole).unwrap_or(0);
        let (Some(region), Some(capacity)) = (region, capacity) else { continue };
        if !pairs.is_new((region, capacity), &line, &mut sink, &["region", "capacity"]) {
            continue;
        }
        let Some(places) = places else { continue };
        rows.push(RegionCapacity {
            region,
            capacity,
            places,
            minimum,
            period: line.text("period").map(period),
            row: line.row(),
        });
    }
    (rows, sink)
}
