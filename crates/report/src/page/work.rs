//! Openings wanted and filled, by occupation.

use super::facts::Trade;
use super::html::{Column, Table, figure, heading, paragraph, paragraph_of};
use super::view::View;
use crate::svg::{Caption, PartRow, part_bars};

/// Occupations that are named; the rest is summed.
const NAMED: usize = 15;
/// Openings of which one more would add most.
const SCARCE: usize = 10;

pub(super) fn html(view: &View<'_>) -> String {
    let trades = &view.facts.trades;
    if trades.is_empty() {
        return paragraph(&view.say("page-openings-none"));
    }
    let mut out = paragraph(&view.say("page-openings-how"));
    let (title, desc) = (view.say("page-openings-title"), view.say("page-openings-desc"));
    let caption = Caption { id: &view.id("trades"), title: &title, desc: &desc };
    let named = named(view);
    // the sum of all others may be far longer than any one: it is said, not drawn
    let drawn = named.iter().filter(|n| n.code.is_some());
    let rows: Vec<PartRow> = drawn.map(|n| part(view, n)).collect();
    let top = rows.iter().map(|r| r.whole).fold(0.0, f64::max);
    out.push_str(&figure(
        "chart",
        &title,
        &part_bars(&caption, [&view.say("page-filled"), &view.say("page-wanted")], &rows, top),
    ));
    if let Some(rest) = named.iter().find(|n| n.code.is_none()) {
        let rest = part(view, rest);
        out.push_str(&paragraph_of("note", &format!("{}: {}", rest.label, rest.text)));
    }
    out.push_str(&table(view, title).folded(&view.say("page-table")));
    out.push_str(&scarce(view));
    out
}

/// A named occupation, or the sum of the rest.
struct Named {
    code: Option<qonys_model::Occupation>,
    label: String,
    wanted: u64,
    filled: u64,
}

fn named(view: &View<'_>) -> Vec<Named> {
    let trades = &view.facts.trades;
    let (first, rest) = trades.split_at(trades.len().min(NAMED));
    let name = |t: &Trade| Named {
        code: Some(t.occupation),
        label: view.texts.occupation(t.occupation),
        wanted: t.wanted,
        filled: t.filled,
    };
    let mut all: Vec<Named> = first.iter().map(name).collect();
    if !rest.is_empty() {
        all.push(Named {
            code: None,
            label: view.tell("page-openings-rest", &[("count", rest.len().into())]),
            wanted: rest.iter().map(|t| t.wanted).sum(),
            filled: rest.iter().map(|t| t.filled).sum(),
        });
    }
    all
}

fn part(view: &View<'_>, row: &Named) -> PartRow {
    let args = [("filled", row.filled.into()), ("wanted", row.wanted.into())];
    PartRow {
        label: row.label.clone(),
        whole: row.wanted as f64,
        part: row.filled as f64,
        text: view.tell("page-openings-of", &args),
    }
}

fn table(view: &View<'_>, title: String) -> Table {
    let head = [
        ("page-col-occupation", Column::Words),
        ("page-col-code", Column::Words),
        ("page-wanted", Column::Figures),
        ("page-filled", Column::Figures),
        ("page-col-share", Column::Figures),
    ];
    let row = |label: String, code: String, wanted: u64, filled: u64| {
        let share = view.texts.percent(filled as f64 / wanted.max(1) as f64, 0);
        vec![label, code, view.texts.count(wanted), view.texts.count(filled), share]
    };
    let trades = &view.facts.trades;
    let code = |n: &Named| n.code.map_or_else(String::new, |c| c.to_string());
    let mut rows: Vec<Vec<String>> =
        named(view).into_iter().map(|n| row(n.label.clone(), code(&n), n.wanted, n.filled)).collect();
    let (wanted, filled) = trades.iter().fold((0, 0), |(w, f), t| (w + t.wanted, f + t.filled));
    rows.push(row(view.say("page-total"), String::new(), wanted, filled));
    Table { title, head: head.map(|(key, column)| (view.say(key), column)).to_vec(), rows, total: true }
}

fn scarce(view: &View<'_>) -> String {
    let openings = &view.facts.scarce_openings;
    if openings.is_empty() {
        return String::new();
    }
    let head = [
        ("page-col-occupation", Column::Words),
        ("page-col-region", Column::Words),
        ("page-col-price", Column::Figures),
    ];
    let table = Table {
        title: view.say("page-openings-price"),
        head: head.map(|(key, column)| (view.say(key), column)).to_vec(),
        rows: openings
            .iter()
            .take(SCARCE)
            .map(|(opening, price)| {
                vec![view.texts.occupation(opening.occupation), view.region(opening.region), view.price(*price)]
            })
            .collect(),
        total: false,
    };
    heading(&view.say("page-openings-price"))
        + &paragraph(&view.say("page-openings-price-how"))
        + &table.folded(&view.say("page-table"))
}
