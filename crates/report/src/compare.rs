//! Two plans side by side: the tables that terminal, page and workbook share, and what is said of the difference.

mod declared;
mod tables;

pub use tables::{FigureCell, FigureTable, compare_tables, curve_table};

use crate::layout::Lines;
use crate::{Arg, Texts};
use qonys_model::{Comparison, Curve, Forecast, MeasureKey, Proof};

/// Rows of a table that a screen shows.
const ROWS: usize = 20;

/// A change beside what the prices said of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WhatIfText<'a> {
    /// Settings, as lines `what: before → after`.
    pub changed: &'a [String],
    /// What the prices foretold.
    pub forecast: Option<&'a Forecast>,
    /// A number changed step by step.
    pub curve: Option<&'a Curve>,
}

impl Texts {
    /// A number with its sign, `+0.45`.
    #[must_use]
    pub fn signed(&self, value: f64, decimals: u8) -> String {
        let text = self.number(value, decimals);
        let nothing = !text.chars().any(|c| matches!(c, '1'..='9'));
        if value > 0.0 && !nothing { format!("+{text}") } else { text }
    }
}

/// What is compared: `A` and `B` by name.
pub(crate) fn sides(texts: &Texts, comparison: &Comparison) -> String {
    texts.say("compare-sides", &[("a", (&comparison.a.name).into()), ("b", (&comparison.b.name).into())])
}

/// Where the sides measure worth differently: in what, and that their worths are on two scales.
pub(crate) fn measured(texts: &Texts, comparison: &Comparison) -> Option<String> {
    let what = measure_names(texts, &comparison.measures);
    (!comparison.one_scale()).then(|| texts.say("compare-other-measure", &[("what", what.into())]))
}

/// What enters worth differently, by name.
fn measure_names(texts: &Texts, measures: &[MeasureKey]) -> String {
    let name = |key: &MeasureKey| {
        texts.say(
            match key {
                MeasureKey::Scores => "compare-measure-scores",
                MeasureKey::Rates => "compare-measure-rates",
                MeasureKey::RegionalRates => "compare-measure-regional",
                MeasureKey::Kin => "compare-measure-kin",
                MeasureKey::Wishes => "compare-measure-wishes",
            },
            &[],
        )
    };
    measures.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What a curve shows; where its steps are on several scales, what of it can be compared.
pub(crate) fn curve_told(texts: &Texts, curve: &Curve) -> String {
    match &curve.measures()[..] {
        [] => texts.say("whatif-curve-how", &[]),
        measures => texts.say("whatif-curve-other-measure", &[("what", measure_names(texts, measures).into())]),
    }
}

/// Both plans by both measures, in words.
fn by_measures(texts: &Texts, comparison: &Comparison) -> String {
    let Some(by) = comparison.by_measures else { return texts.say("compare-proof-other", &[]) };
    let number = |value: f64| Arg::Text(texts.number(value, 4));
    let args = [
        ("a_by_a", number(by.by_a[0])),
        ("b_by_a", number(by.by_a[1])),
        ("a_by_b", number(by.by_b[0])),
        ("b_by_b", number(by.by_b[1])),
    ];
    texts.say("compare-proof-by-measures", &args)
}

/// What is proved of the difference.
pub(crate) fn proved(texts: &Texts, comparison: &Comparison) -> String {
    let (low, high) = comparison.range().unwrap_or_default();
    let args = [
        ("difference", Arg::Text(texts.signed(comparison.difference(), 4))),
        ("low", Arg::Text(texts.signed(low, 4))),
        ("high", Arg::Text(texts.signed(high, 4))),
    ];
    match comparison.proof() {
        Proof::More => texts.say("compare-proof-more", &args),
        Proof::Less => texts.say("compare-proof-less", &args),
        Proof::Same => texts.say("compare-proof-same", &[]),
        Proof::Open => texts.say("compare-proof-open", &args),
        Proof::OtherMeasure => by_measures(texts, comparison),
        Proof::NotAsked => texts.say("compare-proof-not-asked", &args[..1]),
    }
}

/// What the prices foretold, beside what came.
pub(crate) fn foretold(texts: &Texts, comparison: &Comparison, forecast: &Forecast) -> Vec<String> {
    let mut said = Vec::new();
    let signed = |value: f64| Arg::Text(texts.signed(value, 4));
    for term in &forecast.terms {
        let args = [
            ("what", Arg::Text(term.what.clone())),
            ("change", Arg::Text(texts.signed(term.change, 0))),
            ("price", Arg::Number(term.price, 4)),
            ("worth", signed(term.price * term.change)),
        ];
        said.push(texts.say("whatif-term", &args));
    }
    let args = [("by_prices", signed(forecast.by_prices)), ("true", signed(comparison.difference()))];
    if !comparison.one_scale() {
        // worth before and after lies on two scales: neither a difference nor a bound on it has a meaning
        said.push(texts.say("whatif-other-measure", &[]));
        return said;
    }
    if !forecast.terms.is_empty() {
        said.push(texts.say("whatif-forecast", &args));
    }
    said.push(texts.say("whatif-at-most", &[("at_most", signed(forecast.at_most))]));
    if forecast.unpriced > 0 {
        said.push(texts.say("whatif-unpriced", &[("count", forecast.unpriced.into())]));
    }
    if forecast.by_turn && !forecast.terms.is_empty() {
        said.push(texts.say("whatif-by-turn", &[]));
    }
    if forecast.further {
        said.push(texts.say("whatif-further", &[]));
    }
    said
}

/// How many stand elsewhere, and who is in one package alone.
pub(crate) fn moved(texts: &Texts, comparison: &Comparison) -> Vec<String> {
    let persons: u64 = comparison.moves.iter().map(|m| u64::from(m.persons)).sum();
    let mut said = vec![if comparison.moves.is_empty() {
        texts.say("compare-none-move", &[])
    } else {
        let families = texts.households(comparison.moves.len() as u64);
        texts.say("compare-moved", &[("households", families.into()), ("persons", texts.persons(persons).into())])
    }];
    for (key, list) in [("compare-only-a", &comparison.only_a), ("compare-only-b", &comparison.only_b)] {
        if !list.is_empty() {
            said.push(texts.say(key, &[("count", (list.len() as u64).into())]));
        }
    }
    said
}

/// One screen: totals, what is proved, what differs.
#[must_use]
pub fn compare_summary(texts: &Texts, comparison: &Comparison, what_if: &WhatIfText<'_>) -> String {
    let mut lines = Lines::default();
    if comparison.a.synthetic || comparison.b.synthetic {
        lines.line(&texts.say("synthetic", &[]));
    }
    lines.line(&sides(texts, comparison));
    measured(texts, comparison).iter().for_each(|line| lines.line(line));
    what_if.changed.iter().for_each(|changed| lines.item(changed));
    for table in compare_tables(texts, comparison) {
        let rows: Vec<&Vec<FigureCell>> = table.differing().collect();
        if rows.is_empty() {
            continue;
        }
        lines.head(&table.title);
        let mut shown = vec![table.head.clone()];
        shown.extend(rows.iter().take(ROWS).map(|row| row.iter().map(|cell| cell.text(texts)).collect()));
        lines.table(&shown, table.words);
        if rows.len() > ROWS {
            lines.line(&texts.say("compare-more-rows", &[("count", ((rows.len() - ROWS) as u64).into())]));
        }
        if table.name == "totals" {
            lines.blank();
            lines.line(&proved(texts, comparison));
            if let Some(forecast) = what_if.forecast {
                foretold(texts, comparison, forecast).iter().for_each(|line| lines.line(line));
            }
            moved(texts, comparison).iter().for_each(|line| lines.line(line));
        }
    }
    for (key, list) in [("compare-list-a", &comparison.only_a), ("compare-list-b", &comparison.only_b)] {
        if !list.is_empty() {
            let shown: Vec<&str> = list.iter().take(ROWS).map(String::as_str).collect();
            let more = (list.len().saturating_sub(ROWS) as u64).into();
            lines.line(&texts.say(key, &[("households", shown.join(", ").into()), ("more", more)]));
        }
    }
    let text = lines.text();
    match what_if.curve {
        Some(curve) => format!("{text}\n{}", curve_summary(texts, curve)),
        None => text,
    }
}

/// The table of a curve for a screen.
#[must_use]
pub fn curve_summary(texts: &Texts, curve: &Curve) -> String {
    let mut lines = Lines::default();
    let table = curve_table(texts, curve);
    lines.line(&table.title);
    lines.legend_table(&table.head, table.rows.iter().map(|row| row.iter().map(|cell| cell.text(texts)).collect()));
    lines.line(&curve_told(texts, curve));
    lines.text()
}
