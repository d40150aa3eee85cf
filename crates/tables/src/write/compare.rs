//! What a comparison leaves behind: a long table for machines, a workbook for people, JSON.

use super::book::{Book, Column, Kind, TableSheet, Value};
use super::guard::guarded;
use super::plan_csv::csv_bytes;
use crate::{Input, WriteError};
use jiff::civil::Date;
use qonys_model::{Comparison, Curve, Forecast, GroupCount, GroupSide, PromiseSide, WishSide};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the record says that the comparison does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareFacts {
    /// Version of Qonys.
    pub qonys: String,
    /// Files read and their SHA-256.
    pub inputs: Vec<Input>,
    /// Options of the run, by name.
    pub options: BTreeMap<String, serde_json::Value>,
    /// What was changed, `what: before → after` in the keys of the package.
    pub changes: Vec<ChangeRecord>,
    /// Seconds of the whole run.
    pub seconds: f64,
}

/// A change of a what-if.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeRecord {
    /// As it was written.
    pub setting: String,
    /// What it changed.
    pub what: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
}

#[derive(Serialize)]
struct Record<'a> {
    qonys: &'a str,
    inputs: &'a [Input],
    options: &'a BTreeMap<String, serde_json::Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    changes: &'a [ChangeRecord],
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<qonys_model::Proof>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proved_between: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forecast: Option<&'a Forecast>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<&'a Comparison>,
    #[serde(skip_serializing_if = "Option::is_none")]
    curve: Option<&'a Curve>,
    seconds: f64,
}

/// The comparison as JSON. `seconds` is a time; all other numbers are the same in every run.
///
/// # Errors
/// [`WriteError::Record`] when it cannot be made.
pub fn compare_json(
    comparison: Option<&Comparison>,
    forecast: Option<&Forecast>,
    curve: Option<&Curve>,
    facts: &CompareFacts,
) -> Result<Vec<u8>, WriteError> {
    let record = Record {
        qonys: &facts.qonys,
        inputs: &facts.inputs,
        options: &facts.options,
        changes: &facts.changes,
        difference: comparison.filter(|c| c.one_scale()).map(Comparison::difference),
        proof: comparison.map(Comparison::proof),
        proved_between: comparison.and_then(Comparison::range),
        forecast,
        comparison,
        curve,
        seconds: facts.seconds,
    };
    let mut json = serde_json::to_vec_pretty(&record)?;
    json.push(b'\n');
    Ok(json)
}

/// The comparison as one long table: `table, key, of, figure, a, b, difference`.
///
/// `table` is one of `total`, `policy`, `region`, `capacity`, `opening`, `group`, `declared-group`, `promise`, `wish`,
/// `household`, `only-a`, `only-b`; `key` names
/// the row (a region, a household), `of` what of it (a capacity, an occupation, a group). A difference stands where both are
/// numbers on one scale: not for worths that the sides measure differently.
#[must_use]
pub fn compare_csv(comparison: &Comparison) -> Vec<u8> {
    let header = ["table", "key", "of", "figure", "a", "b", "difference"];
    let mut rows = Rows { rows: Vec::new(), one_scale: comparison.one_scale() };
    rows.totals(comparison);
    for row in &comparison.policy {
        rows.words(["policy", &row.key, "", "value"], row.a.as_deref(), row.b.as_deref());
    }
    for row in &comparison.regions {
        rows.numbers(["region", &row.region, "", "households"], row.a.map(|s| s.0 as f64), row.b.map(|s| s.0 as f64));
        rows.numbers(["region", &row.region, "", "persons"], row.a.map(|s| s.1 as f64), row.b.map(|s| s.1 as f64));
    }
    for row in &comparison.capacities {
        let key = |figure| ["capacity", row.region.as_str(), row.capacity.as_str(), figure];
        rows.numbers(key("places"), row.a.map(|s| s.places.into()), row.b.map(|s| s.places.into()));
        rows.numbers(key("minimum"), row.a.map(|s| s.minimum.into()), row.b.map(|s| s.minimum.into()));
        rows.numbers(key("used"), row.a.map(|s| s.used.into()), row.b.map(|s| s.used.into()));
        rows.numbers(key("price"), row.a.and_then(|s| s.price), row.b.and_then(|s| s.price));
    }
    for row in &comparison.openings {
        let key = |figure| ["opening", row.region.as_str(), row.occupation.as_str(), figure];
        rows.numbers(key("openings"), row.a.map(|s| s.openings.into()), row.b.map(|s| s.openings.into()));
        rows.numbers(key("filled"), row.a.map(|s| s.filled.into()), row.b.map(|s| s.filled.into()));
        rows.numbers(key("price"), row.a.and_then(|s| s.price), row.b.and_then(|s| s.price));
    }
    for row in &comparison.groups {
        let kind = super::plan_csv::code(&row.kind);
        let mut group = |figure, of: fn(&GroupCount) -> f64| {
            let key = row.key.as_deref().unwrap_or_default();
            rows.numbers(["group", kind.as_str(), key, figure], Some(of(&row.a)), Some(of(&row.b)));
        };
        group("households", |g| g.households as f64);
        group("persons", |g| g.persons as f64);
        group("placed_households", |g| g.placed_households as f64);
        group("placed_persons", |g| g.placed_persons as f64);
        group("value", |g| g.value);
    }
    rows.declared(comparison);
    for moved in &comparison.moves {
        let place = |region: &Option<String>| region.clone().unwrap_or_else(|| super::WAITING.to_owned());
        rows.words(["household", &moved.household, "", "region"], Some(&place(&moved.from)), Some(&place(&moved.to)));
        rows.numbers(["household", &moved.household, "", "worth"], Some(moved.worth_a), Some(moved.worth_b));
    }
    for household in &comparison.only_a {
        rows.words(["only-a", household, "", ""], None, None);
    }
    for household in &comparison.only_b {
        rows.words(["only-b", household, "", ""], None, None);
    }
    csv_bytes(&header, rows.rows.into_iter())
}

struct Rows {
    rows: Vec<Vec<String>>,
    one_scale: bool,
}

/// Figures of worth by each side's own measure.
const OWN: [&str; 10] =
    ["value", "bound", "value_kin", "value_wish", "worth", "mean", "mean_default", "mean_promised", "price", "cost"];

impl Rows {
    fn numbers(&mut self, key: [&str; 4], a: Option<f64>, b: Option<f64>) {
        let alike = self.one_scale || !OWN.contains(&key[3]);
        let difference = a.zip(b).map(|(a, b)| b - a).filter(|_| alike);
        self.push(key, [a, b, difference].map(|n| n.map(figure).unwrap_or_default()));
    }

    fn words(&mut self, key: [&str; 4], a: Option<&str>, b: Option<&str>) {
        let word = |text: Option<&str>| text.map(|text| guarded(text).into_owned()).unwrap_or_default();
        self.push(key, [word(a), word(b), String::new()]);
    }

    fn push(&mut self, key: [&str; 4], values: [String; 3]) {
        let mut row: Vec<String> = key.map(|text| guarded(text).into_owned()).to_vec();
        row.extend(values);
        self.rows.push(row);
    }

    /// What the policies declare: groups, promises, wishes.
    fn declared(&mut self, comparison: &Comparison) {
        for row in &comparison.declared {
            let mut group = |figure, of: fn(&GroupSide) -> Option<f64>| {
                self.numbers(
                    ["declared-group", &row.name, "", figure],
                    row.a.as_ref().and_then(of),
                    row.b.as_ref().and_then(of),
                );
            };
            group("households", |g| Some(g.households.into()));
            group("mean", |g| Some(g.mean));
            group("mean_default", |g| Some(g.mean_default));
            group("mean_promised", |g| g.mean_promised);
            group("kept", |g| g.kept.map(|kept| f64::from(u8::from(kept))));
            group("price", |g| g.mean_promised.map(|_| g.price));
        }
        let [a, b] = &comparison.promises;
        if a.is_some() || b.is_some() {
            let rule = |side: &Option<PromiseSide>| side.map(|side| super::plan_csv::code(&side.rule));
            self.words(["promise", "", "", "rule"], rule(a).as_deref(), rule(b).as_deref());
            let mut promise = |figure, of: fn(&PromiseSide) -> Option<f64>| {
                self.numbers(["promise", "", "", figure], a.as_ref().and_then(of), b.as_ref().and_then(of));
            };
            promise("cost", |p| p.cost);
            promise("worse_off", |p| Some(p.worse_off.into()));
            promise("worse_off_at_most", |p| p.worse_off_at_most.map(f64::from));
        }
        let Some(wishes) = &comparison.wishes else { return };
        let rule = |side: &WishSide| super::plan_csv::code(&side.rule);
        self.words(["wish", "", "", "rule"], Some(&rule(&wishes.a)), Some(&rule(&wishes.b)));
        let mut wish = |figure, of: fn(&WishSide) -> Option<f64>| {
            self.numbers(["wish", "", "", figure], of(&wishes.a), of(&wishes.b));
        };
        wish("ranking", |w| Some(w.figures.ranking.into()));
        wish("first", |w| Some(w.figures.first.into()));
        wish("top_three", |w| Some(w.figures.top_three.into()));
        wish("mean_rank", |w| w.figures.mean_rank);
        wish("better_than_without", |w| w.better.map(f64::from));
        wish("worse_than_without", |w| w.worse.map(f64::from));
        wish("cost", |w| w.given_up);
        self.numbers(["wish", "", "", "better_in_b"], None, Some(wishes.better.into()));
        self.numbers(["wish", "", "", "worse_in_b"], None, Some(wishes.worse.into()));
    }

    fn totals(&mut self, comparison: &Comparison) {
        let (a, b) = (&comparison.a, &comparison.b);
        let mut total = |figure, in_a, in_b| self.numbers(["total", "", "", figure], in_a, in_b);
        total("value", Some(a.value), Some(b.value));
        total("bound", a.bound, b.bound);
        total("value_work", Some(a.parts.work), Some(b.parts.work));
        total("value_kin", Some(a.parts.kin), Some(b.parts.kin));
        total("value_wish", Some(a.parts.wish), Some(b.parts.wish));
        if let Some(by) = comparison.by_measures {
            total("value_by_a", Some(by.by_a[0]), Some(by.by_a[1]));
            total("value_by_b", Some(by.by_b[0]), Some(by.by_b[1]));
        }
        total("gap", a.gap, b.gap);
        let mut count = |figure, of: fn(&GroupCount) -> u64| {
            total(figure, Some(of(&a.heads) as f64), Some(of(&b.heads) as f64));
        };
        count("households", |g| g.households);
        count("persons", |g| g.persons);
        count("placed_households", |g| g.placed_households);
        count("placed_persons", |g| g.placed_persons);
        count("waiting_households", GroupCount::waiting_households);
        total("openings_wanted", Some(a.openings_wanted as f64), Some(b.openings_wanted as f64));
        total("openings_filled", Some(a.openings_filled as f64), Some(b.openings_filled as f64));
        total("violations", Some(a.violations as f64), Some(b.violations as f64));
    }
}

/// A number with at most six decimals, without needless zeros; empty when it is not finite.
fn figure(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A curve as a table, a row for each step.
#[must_use]
pub fn curve_csv(curve: &Curve) -> Vec<u8> {
    let header = [
        "setting",
        "number",
        "value",
        "value_by_start",
        "bound",
        "gap",
        "by_prices",
        "at_most_by_prices",
        "placed_persons",
        "waiting_households",
        "price",
        "moved_households",
    ];
    let row = |point: &qonys_model::CurvePoint| {
        let plan = point.plan;
        let number = |value: Option<f64>| value.map(figure).unwrap_or_default();
        let count = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
        vec![
            guarded(&point.setting).into_owned(),
            figure(point.number),
            number(plan.map(|p| p.value)),
            number(plan.and_then(|p| p.by_start)),
            number(plan.map(|p| p.bound)),
            number(plan.map(|p| p.gap)),
            number(point.tangent),
            figure(point.at_most),
            count(plan.map(|p| p.placed_persons)),
            count(plan.map(|p| p.waiting_households)),
            number(plan.and_then(|p| p.price)),
            count(plan.map(|p| p.moved)),
        ]
    };
    csv_bytes(&header, curve.points.iter().map(row))
}

/// A cell of a workbook's table.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
}

/// A table of a workbook in words of a language.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetText {
    /// Name of the tab, and the line above the table.
    pub title: String,
    /// Headers.
    pub head: Vec<String>,
    /// So many columns hold words, the others figures.
    pub words: usize,
    /// Rows.
    pub rows: Vec<Vec<SheetCell>>,
}

/// Tables as a workbook, a sheet for each.
///
/// # Errors
/// [`WriteError::Workbook`].
pub fn compare_xlsx(title: &str, mark: &str, page: &str, tables: &[SheetText]) -> Result<Vec<u8>, WriteError> {
    // a fixed day: the same comparison gives the same bytes
    let mut book = Book::new(title, Date::constant(2000, 1, 1), mark, page)?;
    for table in tables {
        let column = |(at, header): (usize, &'_ String)| -> (String, bool) { (header.clone(), at < table.words) };
        let heads: Vec<(String, bool)> = table.head.iter().enumerate().map(column).collect();
        let columns = heads.iter().map(|(header, words)| Column {
            header: header.as_str(),
            kind: if *words { Kind::Text } else { Kind::Price },
            width: if *words { 28 } else { 14 },
        });
        let value = |cell: &SheetCell| match cell {
            SheetCell::Empty => Value::Empty,
            SheetCell::Text(text) => Value::from(text.as_str()),
            SheetCell::Number(number) => Value::Number(*number),
        };
        let rows = table.rows.iter().map(|row| row.iter().map(value).collect()).collect();
        book.add_table(&TableSheet { tab: &table.title, title: &table.title, columns: columns.collect(), rows })?;
    }
    book.finish()
}
