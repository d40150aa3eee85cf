//! The words of plan.xlsx: `report` has them, `tables` writes them, and neither sees the other.

use qonys_model::{Outcome, Package};
use qonys_report::{Figure as Said, Texts, assumption_lines, book_texts, reasons, summary};
use qonys_tables::{Figure, PlanBookHeaders, PlanBookTexts};

/// Every word of the workbook in the language of `texts`.
pub fn texts(texts: &Texts, package: &Package, outcome: &Outcome, notes: &[String]) -> PlanBookTexts {
    let words = book_texts(texts);
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let said = summary(texts, package, outcome);
    let figure = |figure| match figure {
        Said::Count(n) => Figure::Count(n),
        Said::Number(n) => Figure::Number(n),
        Said::Share(n) => Figure::Share(n),
    };
    let streams = package.households.iter().filter_map(|h| h.stream.clone());
    let wanted = package.openings.iter().map(|o| o.occupation);
    PlanBookTexts {
        created: None,
        synthetic: if package.programme.synthetic { word("synthetic") } else { String::new() },
        figures: said.figures.into_iter().map(|(label, shown)| (label, figure(shown))).collect(),
        remarks: said.warnings.into_iter().chain(assumption_lines(texts, &outcome.assumptions)).collect(),
        region_names: (0..package.regions.len()).map(|r| texts.region(package, r.into())).collect(),
        capacity_names: (0..package.programme.capacity.len()).map(|k| texts.capacity(package, k.into())).collect(),
        stream_names: streams.map(|s| (s.clone(), texts.stream(&s))).collect(),
        occupation_names: wanted.map(|o| (o, texts.occupation(o))).collect(),
        notes: notes.to_vec(),
        reasons: reasons(texts, outcome),
        unlimited: word("unlimited"),
        page: word("page"),
        headers: PlanBookHeaders {
            summary: word("summary"),
            waiting: word("waiting"),
            plan: word("plan"),
            prices: word("prices"),
            openings: word("openings"),
            household: word("household"),
            members: word("members"),
            applied: word("applied"),
            stream: word("stream"),
            value: word("value"),
            matched: word("matched"),
            runner_up: word("runner_up"),
            note: word("note"),
            reason: word("reason"),
            region: word("region"),
            region_name: word("region_name"),
            capacity: word("capacity"),
            places: word("places"),
            minimum: word("minimum"),
            asked: word("asked"),
            used: word("used"),
            left: word("left"),
            price: word("price"),
            occupation: word("occupation"),
            occupation_name: word("occupation_name"),
            wanted: word("wanted"),
            filled: word("filled"),
        },
    }
}
