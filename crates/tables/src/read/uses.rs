//! `uses.csv`: where a household's use of a capacity differs by region.

use super::line::Lines;
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::Use;

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    super::REGION,
    Column {
        name: "capacity",
        required: true,
        other_names: &["вид мест", "ресурс", "вместимость", "квота", "орын түрі", "сыйымдылық"],
    },
    Column {
        name: "amount", required: true, other_names: &["количество", "сколько", "мөлшері", "саны"]
    },
];

/// Reads the table.
pub(super) fn uses(sheet: &Sheet, refs: &Refs) -> (Vec<Use>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut triples = Pairs::new();
    let mut uses = Vec::new();
    for line in lines.iter() {
        let household = refs.household(&line, &mut sink, "household");
        let region = refs.region(&line, &mut sink, "region");
        let capacity = refs.capacity(&line, &mut sink, "capacity");
        let amount = line.required(&mut sink, "amount", parse::whole);
        let (Some(household), Some(region), Some(capacity)) = (household, region, capacity) else { continue };
        let columns = ["household", "region", "capacity"];
        if !triples.is_new((household, region, capacity), &line, &mut sink, &columns) {
            continue;
        }
        let Some(amount) = amount else { continue };
        uses.push(Use { household, region, capacity, amount, row: line.row() });
    }
    (uses, sink)
}
