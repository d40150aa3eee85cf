//! What a key gives, as files: `quota.csv`, `quota.json`, `quota.xlsx`, and `capacities.csv` for a package.

use super::book::{Book, Column, Kind, TableSheet, Value};
use super::guard::guarded;
use super::plan_csv::csv_bytes;
use crate::{Input, WriteError};
use jiff::civil::date;
use qonys_model::{CapacityIx, Held, MovedQuota, Package, Quota, QuotaLevel, QuotaRow, Said};
use serde_json::{Value as Json, json};

/// Words of the workbook, in one language.
#[derive(Clone, Debug, Default)]
pub struct QuotaBookTexts {
    /// Position of the language in lists of names.
    pub language: usize,
    /// Name of the workbook.
    pub title: String,
    /// Name of the first tab.
    pub summary: String,
    /// What says that figures are made up; empty when they are not.
    pub mark: String,
    /// The word before page numbers.
    pub page: String,
    /// Sentences of the first tab.
    pub remarks: Vec<String>,
    /// Headers of a table of places, from the region to rounding, without the terms.
    pub headers: Vec<String>,
    /// Headers of a proposal.
    pub moved: Vec<String>,
    /// Name and headers of the table of who gives places to whom.
    pub transfers: (String, Vec<String>),
    /// Name and headers of the table of what further moves gain.
    pub steps: (String, Vec<String>),
}

fn held(row: &QuotaRow) -> &'static str {
    match row.held {
        Some(Held::Floor) => "floor",
        Some(Held::Cap) => "cap",
        None => "",
    }
}

/// A number of places to six decimals, without a sign before nothing.
fn fixed(value: f64) -> String {
    let text = format!("{value:.6}");
    if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { text.trim_start_matches('-').to_owned() } else { text }
}

/// Every level as CSV, the highest first: a row for each region. `part_N` is what the key's Nth term contributes, in places;
/// parts, `phase`, `limits` and `rounding` sum to `places`.
#[must_use]
pub fn quota_csv(quota: &Quota) -> Vec<u8> {
    let terms = quota.levels.iter().map(|level| level.terms.len()).max().unwrap_or(0);
    let mut header: Vec<String> =
        ["level", "within", "region", "name", "places", "in_force", "change"].map(str::to_owned).to_vec();
    header.extend((1..=terms).map(|n| format!("part_{n}")));
    header.extend(["phase", "limits", "rounding", "least", "most", "held"].map(str::to_owned));
    let rows = quota.levels.iter().enumerate().flat_map(|(at, level)| level.rows.iter().map(move |row| (at, row)));
    let record = |(at, row): (usize, &QuotaRow)| {
        let mut cells = vec![
            (at + 1).to_string(),
            within(quota, at, row).map_or_else(String::new, |id| guarded(id).into_owned()),
            guarded(&row.region.id).into_owned(),
            guarded(row.region.name(2)).into_owned(),
            row.places.to_string(),
            row.in_force.map_or_else(String::new, |q| q.to_string()),
            row.change().map_or_else(String::new, |c| c.to_string()),
        ];
        cells.extend((0..terms).map(|n| row.parts.get(n).map_or_else(String::new, |p| fixed(*p))));
        cells.extend([fixed(row.phase), fixed(row.limits), fixed(row.rounding()), row.least.to_string()]);
        cells.extend([row.most.map_or_else(String::new, |m| m.to_string()), held(row).to_owned()]);
        cells
    };
    csv_bytes(&header, rows.map(record))
}

/// The region of the level above that a region belongs to.
fn within<'q>(quota: &'q Quota, level: usize, row: &QuotaRow) -> Option<&'q str> {
    let above = quota.levels.get(level.checked_sub(1)?)?;
    Some(&above.rows.get(row.region.parent?)?.region.id)
}

/// The places of the key's own level as `capacities.csv` of a package.
#[must_use]
pub fn quota_capacities_csv(quota: &Quota, capacity: &str) -> Vec<u8> {
    let record = |row: &QuotaRow| {
        vec![guarded(&row.region.id).into_owned(), guarded(capacity).into_owned(), row.places.to_string()]
    };
    csv_bytes(&["region", "capacity", "places"], quota.last().rows.iter().map(record))
}

/// Everything as JSON.
///
/// # Errors
/// [`WriteError::Record`] when it cannot be made.
pub fn quota_json(quota: &Quota, version: &str, inputs: &[Input]) -> Result<Vec<u8>, WriteError> {
    let levels: Vec<Json> = (0..quota.levels.len()).map(|at| level_json(quota, at)).collect();
    finish(&json!({
        "qonys": version,
        "synthetic": quota.synthetic,
        "inputs": inputs,
        "total": quota.last().total,
        "levels": levels,
    }))
}

fn level_json(quota: &Quota, at: usize) -> Json {
    let level = &quota.levels[at];
    let row = |row: &QuotaRow| {
        json!({
            "region": row.region.id,
            "within": within(quota, at, row),
            "places": row.places,
            "in_force": row.in_force,
            "change": row.change(),
            "parts": row.parts,
            "phase": row.phase,
            "limits": row.limits,
            "rounding": row.rounding(),
            "share": row.share,
            "least": row.least,
            "most": row.most,
            "held": row.held.map(|_| held(row)),
        })
    };
    let term = |t: &qonys_model::QuotaTerm| json!({ "name": t.name.at(2), "weight": t.weight.map(|w| w.to_string()) });
    let ids = |list: &[usize]| list.iter().map(|&r| level.rows[r].region.id.clone()).collect::<Vec<_>>();
    let tie = |(given, refused): &(Vec<usize>, Vec<usize>)| json!({ "given": ids(given), "refused": ids(refused) });
    json!({
        "key": level.name.at(2),
        "source": level.source,
        "method": level.method,
        "total": level.total,
        "terms": level.terms.iter().map(term).collect::<Vec<_>>(),
        "in_force_total": level.compared.then(|| level.in_force()),
        "distance": level.distance(),
        "ties": level.ties.iter().map(tie).collect::<Vec<_>>(),
        "regions": level.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn finish(record: &Json) -> Result<Vec<u8>, WriteError> {
    let mut bytes = serde_json::to_vec_pretty(record)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A workbook: what the key is, and a sheet for each level.
///
/// # Errors
/// [`WriteError::SyntheticUnsaid`] when figures are made up and `texts.mark` is empty; [`WriteError::Workbook`].
pub fn quota_xlsx(quota: &Quota, texts: &QuotaBookTexts) -> Result<Vec<u8>, WriteError> {
    if quota.synthetic && texts.mark.trim().is_empty() {
        return Err(WriteError::SyntheticUnsaid);
    }
    let mut book = Book::new(&texts.title, DAY, &texts.mark, &texts.page)?;
    book.add_lines(&texts.summary, &texts.title, &[], &texts.remarks)?;
    for at in 0..quota.levels.len() {
        level_sheet(&mut book, quota, at, texts)?;
    }
    book.finish()
}

/// Day of creation: any fixed day keeps the bytes the same.
const DAY: jiff::civil::Date = date(2026, 1, 1);

fn level_sheet(book: &mut Book<'_>, quota: &Quota, at: usize, texts: &QuotaBookTexts) -> Result<(), WriteError> {
    let level: &QuotaLevel = &quota.levels[at];
    let head = |n: usize| texts.headers.get(n).map_or("", String::as_str);
    let said = |name: &Said| name.at(texts.language).to_owned();
    let terms: Vec<String> = level.terms.iter().map(|t| said(&t.name)).collect();
    let column = |header, kind, width| Column { header, kind, width };
    let mut columns =
        vec![column(head(0), Kind::Text, 12), column(head(1), Kind::Text, 26), column(head(2), Kind::Text, 14)];
    columns.extend((3..6).map(|n| column(head(n), Kind::Whole, 12)));
    columns.extend(terms.iter().map(|name| column(name, Kind::Value, 16)));
    columns.extend((6..9).map(|n| column(head(n), Kind::Value, 12)));
    let number = |n: f64| Value::Number(n);
    let row = |row: &QuotaRow| {
        let mut cells: Vec<Value> = vec![
            row.region.id.as_str().into(),
            row.region.name(texts.language).into(),
            within(quota, at, row).unwrap_or_default().into(),
            number(row.places as f64),
            row.in_force.map_or(Value::Empty, |q| number(q.into())),
            row.change().map_or(Value::Empty, |c| number(c as f64)),
        ];
        cells.extend(row.parts.iter().map(|p| number(*p)));
        cells.extend([number(row.phase), number(row.limits), number(row.rounding())]);
        cells
    };
    let name = said(&level.name);
    let rows = level.rows.iter().map(row).collect();
    book.add_table(&TableSheet { tab: &name, title: &name, columns, rows })
}

/// A proposal as CSV: a row for each region that has places of the capacity.
#[must_use]
pub fn moved_csv(package: &Package, moved: &MovedQuota) -> Vec<u8> {
    let header = [
        "region",
        "name",
        "in_force",
        "places",
        "change",
        "least",
        "most",
        "used_in_force",
        "used",
        "price_in_force",
        "price",
    ];
    let record = |row: &qonys_model::QuotaMove| {
        let region = &package.regions[row.region.at()];
        vec![
            guarded(&region.id).into_owned(),
            guarded(&region.names[2]).into_owned(),
            row.before.to_string(),
            row.after.to_string(),
            (i64::from(row.after) - i64::from(row.before)).to_string(),
            row.least.to_string(),
            row.most.to_string(),
            row.used_before.to_string(),
            row.used_after.to_string(),
            fixed(row.price_before),
            fixed(row.price_after),
        ]
    };
    csv_bytes(&header, moved.rows.iter().map(record))
}

/// Who gives places to whom as CSV: a row for each pair of regions.
#[must_use]
pub fn moved_transfers_csv(package: &Package, moved: &MovedQuota) -> Vec<u8> {
    let header = ["from", "to", "places", "first_by_prices", "gain_alone", "gain_alone_at_most", "persons_alone"];
    let region = |at: qonys_model::RegionIx| guarded(&package.regions[at.at()].id).into_owned();
    let record = |pair: &qonys_model::QuotaTransfer| {
        let gain = |value: fn(&qonys_model::TransferPlan) -> f64| {
            pair.alone.map_or_else(String::new, |plan| fixed(value(&plan) - moved.before.value))
        };
        vec![
            region(pair.from),
            region(pair.to),
            pair.places.to_string(),
            fixed(pair.by_prices),
            gain(|plan| plan.value),
            gain(|plan| plan.bound),
            pair.alone.map_or_else(String::new, |plan| plan.persons.to_string()),
        ]
    };
    csv_bytes(&header, moved.transfers.iter().map(record))
}

/// What further moves gain as CSV: a row for each step from the quota in force to the proposal.
#[must_use]
pub fn moved_curve_csv(moved: &MovedQuota) -> Vec<u8> {
    let header = ["moved", "worth", "gain", "gain_per_place", "at_most", "persons"];
    let first = moved.steps.first().map_or(0.0, |step| step.value);
    let each = std::iter::once(String::new()).chain(moved.each().into_iter().map(fixed));
    let record = |(step, each): (&qonys_model::QuotaStep, String)| {
        vec![
            step.moved.to_string(),
            fixed(step.value),
            fixed(step.value - first),
            each,
            fixed(step.bound),
            step.persons.to_string(),
        ]
    };
    csv_bytes(&header, moved.steps.iter().zip(each).map(record))
}

/// All capacities of the package with the proposed places: its `capacities.csv` anew.
#[must_use]
pub fn moved_capacities_csv(proposed: &Package) -> Vec<u8> {
    let minimums = proposed.capacities.iter().any(|c| c.minimum > 0);
    let mut header = vec!["region", "capacity", "places"];
    header.extend(minimums.then_some("minimum"));
    let name = |k: CapacityIx| guarded(&proposed.programme.capacity[k.at()].name).into_owned();
    let record = |c: &qonys_model::RegionCapacity| {
        let mut cells =
            vec![guarded(&proposed.regions[c.region.at()].id).into_owned(), name(c.capacity), c.places.to_string()];
        cells.extend(minimums.then(|| c.minimum.to_string()));
        cells
    };
    csv_bytes(&header, proposed.capacities.iter().map(record))
}

/// A proposal as JSON.
///
/// # Errors
/// [`WriteError::Record`] when it cannot be made.
pub fn moved_json(
    package: &Package,
    moved: &MovedQuota,
    version: &str,
    inputs: &[Input],
) -> Result<Vec<u8>, WriteError> {
    let row = |row: &qonys_model::QuotaMove| {
        json!({
            "region": package.regions[row.region.at()].id,
            "in_force": row.before,
            "places": row.after,
            "least": row.least,
            "most": row.most,
            "used_in_force": row.used_before,
            "used": row.used_after,
            "price_in_force": row.price_before,
            "price": row.price_after,
        })
    };
    let step = |step: &qonys_model::QuotaStep| json!({ "moved": step.moved, "value": step.value, "bound": step.bound, "persons": step.persons });
    let steps: Vec<_> = moved.steps.iter().map(step).collect();
    let transfer = |pair: &qonys_model::QuotaTransfer| {
        json!({
            "from": package.regions[pair.from.at()].id,
            "to": package.regions[pair.to.at()].id,
            "places": pair.places,
            "first_by_prices": pair.by_prices,
            "alone": pair.alone.map(|plan| json!({ "value": plan.value, "bound": plan.bound, "persons": plan.persons })),
        })
    };
    let transfers: Vec<_> = moved.transfers.iter().map(transfer).collect();
    finish(&json!({
        "qonys": version,
        "synthetic": package.programme.synthetic,
        "inputs": inputs,
        "capacity": package.programme.capacity[moved.capacity.at()].name,
        "total": moved.total(),
        "moved": moved.moved(),
        "left": moved.left,
        "unchanged": moved.unchanged,
        "in_force": moved.before,
        "proposed": moved.after,
        "bound_over_quotas": moved.bound,
        "bound_of": if package.bounds_all_plans() { "all plans" } else { "plans that seat the same families" },
        "gain": moved.gain(),
        "forecast": moved.forecast(),
        "tolerance": moved.tolerance,
        "stopped_by": moved.stopped,
        "moves": transfers,
        "steps": steps,
        "persons": { "in_force": moved.persons[0], "proposed": moved.persons[1] },
        "households": { "in_force": moved.households[0], "proposed": moved.households[1] },
        "regions": moved.rows.iter().map(row).collect::<Vec<_>>(),
    }))
}

/// A proposal as a workbook.
///
/// # Errors
/// [`WriteError::SyntheticUnsaid`] when the package is synthetic and `texts.mark` is empty; [`WriteError::Workbook`].
pub fn moved_xlsx(package: &Package, moved: &MovedQuota, texts: &QuotaBookTexts) -> Result<Vec<u8>, WriteError> {
    if package.programme.synthetic && texts.mark.trim().is_empty() {
        return Err(WriteError::SyntheticUnsaid);
    }
    let mut book = Book::new(&texts.title, DAY, &texts.mark, &texts.page)?;
    book.add_lines(&texts.summary, &texts.title, &[], &texts.remarks)?;
    let kinds = [
        Kind::Text,
        Kind::Text,
        Kind::Whole,
        Kind::Whole,
        Kind::Whole,
        Kind::Whole,
        Kind::Whole,
        Kind::Price,
        Kind::Price,
    ];
    let columns = kinds.iter().zip(&texts.moved).map(|(&kind, header)| Column {
        header,
        kind,
        width: if kind == Kind::Text { 22 } else { 13 },
    });
    let row = |row: &qonys_model::QuotaMove| {
        let region = &package.regions[row.region.at()];
        let number = |n: u32| Value::Number(n.into());
        vec![
            region.id.as_str().into(),
            region.names[texts.language.min(2)].as_str().into(),
            number(row.before),
            number(row.after),
            Value::Number(f64::from(row.after) - f64::from(row.before)),
            number(row.used_before),
            number(row.used_after),
            Value::Number(row.price_before),
            Value::Number(row.price_after),
        ]
    };
    let rows = moved.rows.iter().map(row).collect();
    book.add_table(&TableSheet { tab: &texts.title, title: &texts.title, columns: columns.collect(), rows })?;
    if moved.moved() > 0 {
        transfers_sheet(&mut book, package, moved, texts)?;
        steps_sheet(&mut book, moved, texts)?;
    }
    book.finish()
}

/// Columns of so many kinds under their headers.
fn columns<'t>(kinds: &[Kind], headers: &'t [String]) -> Vec<Column<'t>> {
    let width = |kind| if kind == Kind::Text { 22 } else { 16 };
    kinds.iter().zip(headers).map(|(&kind, header)| Column { header, kind, width: width(kind) }).collect()
}

/// Who gives places to whom.
fn transfers_sheet(
    book: &mut Book<'_>,
    package: &Package,
    moved: &MovedQuota,
    texts: &QuotaBookTexts,
) -> Result<(), WriteError> {
    let (title, headers) = &texts.transfers;
    let kinds = [Kind::Text, Kind::Text, Kind::Whole, Kind::Price, Kind::Value, Kind::Price, Kind::Value, Kind::Whole];
    let name = |at: qonys_model::RegionIx| {
        let region = &package.regions[at.at()];
        let name = region.names[texts.language.min(2)].as_str();
        if name.is_empty() { region.id.as_str() } else { name }
    };
    let row = |pair: &qonys_model::QuotaTransfer| {
        let number = |number: Option<f64>| number.map_or(Value::Empty, Value::Number);
        let gain = pair.alone.map(|plan| plan.value - moved.before.value);
        vec![
            name(pair.from).into(),
            name(pair.to).into(),
            Value::Number(pair.places.into()),
            Value::Number(pair.by_prices),
            number(gain),
            number(gain.map(|gain| gain / f64::from(pair.places))),
            number(pair.alone.map(|plan| plan.bound - moved.before.value)),
            number(pair.alone.map(|plan| plan.persons as f64)),
        ]
    };
    let rows = moved.transfers.iter().map(row).collect();
    book.add_table(&TableSheet { tab: title, title, columns: columns(&kinds, headers), rows })
}

/// What further moves gain.
fn steps_sheet(book: &mut Book<'_>, moved: &MovedQuota, texts: &QuotaBookTexts) -> Result<(), WriteError> {
    let (title, headers) = &texts.steps;
    let kinds = [Kind::Whole, Kind::Value, Kind::Value, Kind::Price, Kind::Value, Kind::Whole];
    let first = moved.steps.first().map_or(0.0, |step| step.value);
    let each = std::iter::once(Value::Empty).chain(moved.each().into_iter().map(Value::Number));
    let row = |(step, each): (&qonys_model::QuotaStep, Value)| {
        vec![
            Value::Number(step.moved as f64),
            Value::Number(step.value),
            Value::Number(step.value - first),
            each,
            Value::Number(step.bound),
            Value::Number(step.persons as f64),
        ]
    };
    let rows = moved.steps.iter().zip(each).map(row).collect();
    book.add_table(&TableSheet { tab: title, title, columns: columns(&kinds, headers), rows })
}
