//! `plan.csv`: one row for each household, for machines and for hands that change it.

use super::guard::guarded;
use qonys_model::{Explanation, Outcome, Package, Place};
use serde::Serialize;

/// What stands in the region column of a household that waits.
pub const WAITING: &str = "waiting";

/// Decimals of every value: a millionth of a person in work. Reading a value and writing it again gives the same text.
pub const VALUE_DECIMALS: usize = 6;

/// The plan as CSV: UTF-8 without a mark, commas, LF; households in package order.
///
/// Columns: `household`; `region`, its key or [`WAITING`]; `value`, what the household's place is worth, 0 when it waits;
/// `runner_up`, the best open region other than its own at the final prices; `runner_up_value`, what that region is worth
/// to the household before prices; `decided_by`, codes joined by `;`, weightiest first; `note`. `notes` are words for
/// people, one for each household in package order; a missing one is left empty. Text passes [`guarded`], so a reader
/// takes every text cell through [`crate::unguarded`].
#[must_use]
pub fn plan_csv(package: &Package, outcome: &Outcome, notes: &[String]) -> Vec<u8> {
    let header = ["household", "region", "value", "runner_up", "runner_up_value", "decided_by", "note"];
    let records =
        outcome.plan.placements.iter().zip(&outcome.explanations).enumerate().map(|(at, (placement, why))| {
            let region = match placement.place {
                Place::Region(region) => guarded(&package.regions[region.at()].id).into_owned(),
                Place::Waiting => WAITING.to_owned(),
            };
            let runner_up = why.runner_up.map(|r| guarded(&package.regions[r.at()].id).into_owned());
            vec![
                guarded(&package.households[placement.household.at()].id).into_owned(),
                region,
                fixed(why.worth.total()),
                runner_up.unwrap_or_default(),
                runner_up_value(why).map(fixed).unwrap_or_default(),
                why.decided_by.iter().map(code).collect::<Vec<_>>().join(";"),
                guarded(notes.get(at).map_or("", String::as_str)).into_owned(),
            ]
        });
    csv_bytes(&header, records)
}

/// What the runner-up is worth to the household, before prices.
pub(super) fn runner_up_value(why: &Explanation) -> Option<f64> {
    let runner_up = why.runner_up?;
    why.choices.iter().find(|c| c.region == runner_up).map(|c| c.worth.total())
}

/// A value with [`VALUE_DECIMALS`]; never `-0`. The recipe makes no other than finite numbers; one is left empty.
fn fixed(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.VALUE_DECIMALS$}");
    let nothing = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    if nothing { text.trim_start_matches('-').to_owned() } else { text }
}

/// The name that a code has in JSON.
pub(super) fn code(code: &impl Serialize) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A table as CSV: UTF-8, commas, LF. Every cell of `records` stands as it is; pass text through [`guarded`] before.
#[must_use]
pub fn csv_table(header: &[&str], records: Vec<Vec<String>>) -> Vec<u8> {
    csv_bytes(header, records.into_iter())
}

/// A table as CSV. The cells are as they shall stand: text is guarded before.
pub(crate) fn csv_bytes<H: AsRef<[u8]>>(header: &[H], records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let held = "a vector takes every byte, and every record has the header's cells";
    writer.write_record(header).expect(held);
    for record in records {
        writer.write_record(&record).expect(held);
    }
    writer.into_inner().expect(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    #[test]
    fn one_row_for_each_household() {
        let notes = ["=two openings, \"quoted\"".to_owned()];
        let csv = plan_csv(&sample::package(), &sample::outcome(), &notes);
        let expected = "\
            household,region,value,runner_up,runner_up_value,decided_by,note\n\
            H-1,KZ-55,1.250000,'@KZ,0.583333,best-value;opening,\"'=two openings, \"\"quoted\"\"\"\n\
            '=2+2,'@KZ,0.000000,,,pin,\n\
            ''=H,waiting,0.000000,,,waiting,\n\
            Ә-4,waiting,0.000000,,,waiting,\n";
        assert_eq!(String::from_utf8(csv).expect("UTF-8"), expected);
    }

    #[test]
    fn values_round_trip_and_stay_numbers() {
        for value in [0.0, -0.0, 1.0 / 3.0, -2.5, 123_456.789_012_3, 1e-9, -1e-9, f64::from(u32::MAX)] {
            let text = fixed(value);
            let read: f64 = text.parse().expect("a number");
            assert_eq!(fixed(read), text);
            assert!((read - value).abs() <= 5e-7);
        }
        assert_eq!(fixed(-1e-9), "0.000000");
        assert_eq!(fixed(-2.5), "-2.500000");
        assert_eq!(fixed(f64::NAN), "");
    }

    #[test]
    fn an_empty_plan_has_its_header() {
        let mut outcome = sample::outcome();
        outcome.plan.placements.clear();
        outcome.explanations.clear();
        let csv = plan_csv(&sample::package(), &outcome, &[]);
        assert_eq!(csv, b"household,region,value,runner_up,runner_up_value,decided_by,note\n");
    }
}
