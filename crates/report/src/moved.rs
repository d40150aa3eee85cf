//! A quota that would place the families at hand better, in words.

use crate::layout::Lines;
use crate::quota::{signed, signed_part};
use crate::{Arg, Texts};
use qonys_model::{MovedQuota, Package, QuotaMove, StoppedBy};

/// One screen: who was placed, the table of moves, what it is worth.
#[must_use]
pub fn moved_summary(texts: &Texts, package: &Package, moved: &MovedQuota) -> String {
    let mut lines = Lines::default();
    lines.line(&title(texts, package, moved));
    if package.programme.synthetic {
        lines.line(&texts.say("synthetic", &[]));
    }
    lines.blank();
    let head =
        ["page-col-region", "quota-col-in-force", "quota-col-proposed", "quota-col-change", "quota-col-price-before"];
    let rows = moved.rows.iter().map(|row| {
        let name = texts.region(package, row.region);
        vec![
            name,
            texts.count(row.before),
            texts.count(row.after),
            signed(texts, change(row)),
            texts.number(row.price_before, 3),
        ]
    });
    let rows: Vec<Vec<String>> = std::iter::once(head.map(|key| texts.say(key, &[])).to_vec()).chain(rows).collect();
    lines.table(&rows, 1);
    lines.blank();
    moved_remarks(texts, package, moved).iter().for_each(|remark| lines.line(remark));
    if moved.moved() > 0 {
        lines.blank();
        lines.line(&transfers_told(texts, moved));
        let rows = transfer_rows(texts, package, moved).into_iter();
        lines.table(&std::iter::once(transfer_head(texts)).chain(rows).collect::<Vec<_>>(), 2);
        lines.blank();
        lines.line(&steps_told(texts, package));
        let rows = step_rows(texts, moved).into_iter();
        lines.table(&std::iter::once(step_head(texts)).chain(rows).collect::<Vec<_>>(), 0);
    }
    lines.text()
}

pub(crate) fn title(texts: &Texts, package: &Package, moved: &MovedQuota) -> String {
    let args = [
        ("programme", (&package.programme.name).into()),
        ("capacity", texts.capacity(package, moved.capacity).into()),
        ("total", Arg::Count(moved.total())),
    ];
    texts.say("quota-moved-title", &args)
}

pub(crate) fn change(row: &QuotaMove) -> i64 {
    i64::from(row.after) - i64::from(row.before)
}

/// Headers of the table of who gives places to whom.
#[must_use]
pub fn transfer_head(texts: &Texts) -> Vec<String> {
    let keys = [
        "quota-col-from",
        "quota-col-to",
        "quota-col-places",
        "quota-col-first-by-prices",
        "quota-col-gain-alone",
        "quota-col-gain-alone-each",
        "quota-col-gain-at-most",
        "quota-col-persons",
    ];
    keys.map(|key| texts.say(key, &[])).to_vec()
}

/// What the table of who gives to whom says.
#[must_use]
pub fn transfers_told(texts: &Texts, moved: &MovedQuota) -> String {
    let several = if moved.transfers.len() > 1 { "several" } else { "one" };
    texts.say("quota-transfers", &[("pairs", several.into()), ("gain", Arg::Number(moved.gain(), 2))])
}

/// Who gives places to whom, and what that gains.
pub(crate) fn transfer_rows(texts: &Texts, package: &Package, moved: &MovedQuota) -> Vec<Vec<String>> {
    let before = moved.before.value;
    let row = |pair: &qonys_model::QuotaTransfer| {
        let part = |number: Option<f64>, decimals| {
            number.map_or_else(|| "–".to_owned(), |number| signed_part(texts, number, decimals))
        };
        let gain = pair.alone.map(|plan| plan.value - before);
        vec![
            texts.region(package, pair.from),
            texts.region(package, pair.to),
            texts.count(pair.places),
            signed_part(texts, pair.by_prices, 3),
            part(gain, 2),
            part(gain.map(|gain| gain / f64::from(pair.places)), 3),
            part(pair.alone.map(|plan| plan.bound - before), 2),
            pair.alone.map_or_else(|| "–".to_owned(), |plan| texts.count(plan.persons)),
        ]
    };
    moved.transfers.iter().map(row).collect()
}

/// Headers of the table of what further moves gain.
#[must_use]
pub fn step_head(texts: &Texts) -> Vec<String> {
    let keys = [
        "quota-col-moved",
        "quota-col-worth",
        "quota-col-gain",
        "quota-col-gain-each",
        "quota-col-at-most",
        "quota-col-persons",
    ];
    keys.map(|key| texts.say(key, &[])).to_vec()
}

/// What the table of further moves says.
pub(crate) fn steps_told(texts: &Texts, package: &Package) -> String {
    texts.say("quota-steps", &[("seated", seated(package).into())])
}

/// What further moves gain, step by step.
pub(crate) fn step_rows(texts: &Texts, moved: &MovedQuota) -> Vec<Vec<String>> {
    let first = moved.steps.first().map_or(0.0, |step| step.value);
    let each = std::iter::once(None).chain(moved.each().into_iter().map(Some));
    let row = |(step, each): (&qonys_model::QuotaStep, Option<f64>)| {
        vec![
            texts.count(step.moved),
            texts.number(step.value, 2),
            texts.number(step.value - first, 2),
            each.map_or_else(|| "–".to_owned(), |each| texts.number(each, 3)),
            texts.number(step.bound, 2),
            texts.count(step.persons),
        ]
    };
    moved.steps.iter().zip(each).map(row).collect()
}

/// Of which plans the bound speaks: where who is seated comes before worth, of those that seat the same families.
fn seated(package: &Package) -> &'static str {
    match package.bounds_all_plans() {
        true => "all",
        false => "rule",
    }
}

/// Whether only plans of exactly the same worth count as the same, and the decimals that a tolerance needs to be told.
fn tolerance(moved: &MovedQuota) -> (&'static str, u8) {
    match moved.tolerance {
        t if t >= 0.005 => ("near", 2),
        t if t >= 0.000_05 => ("near", 4),
        _ => ("exact", 0),
    }
}

/// What the move is worth, and how certain that is.
#[must_use]
pub fn moved_remarks(texts: &Texts, package: &Package, moved: &MovedQuota) -> Vec<String> {
    let stopped = moved.stopped.map(|by| {
        let by = if by == StoppedBy::User { "user" } else { "time" };
        texts.say("quota-moved-stopped", &[("by", by.into())])
    });
    if moved.unchanged || moved.moved() == 0 {
        let seated = ("seated", seated(package).into());
        let args = [("value", Arg::Number(moved.before.value, 2)), ("bound", Arg::Number(moved.bound, 2)), seated];
        return std::iter::once(texts.say("quota-moved-none", &args)).chain(stopped).collect();
    }
    let each = moved.gain() / moved.moved() as f64;
    let worth = [
        ("moved", Arg::Count(moved.moved())),
        ("before", Arg::Number(moved.before.value, 2)),
        ("after", Arg::Number(moved.after.value, 2)),
        ("gain", Arg::Number(moved.gain(), 2)),
        ("each", Arg::Number(each, 3)),
    ];
    let proof = [
        ("gap_before", Arg::Number(100.0 * moved.before.gap, 3)),
        ("gap_after", Arg::Number(100.0 * moved.after.gap, 3)),
        ("bound", Arg::Number(moved.bound, 2)),
        ("seated", seated(package).into()),
        ("forecast", Arg::Number(moved.forecast(), 2)),
    ];
    let placed = [
        ("before", Arg::Text(texts.persons(moved.persons[0]))),
        ("after", Arg::Text(texts.persons(moved.persons[1]))),
        ("left", Arg::Count(moved.left)),
    ];
    let (equal, decimals) = tolerance(moved);
    let fewest = [("equal", equal.into()), ("tolerance", Arg::Number(moved.tolerance, decimals))];
    let mut out = vec![texts.say("quota-moved-worth", &worth)];
    // a search that was cut short has not looked for fewer moves to the end
    out.push(stopped.unwrap_or_else(|| texts.say("quota-moved-fewest", &fewest)));
    out.extend([texts.say("quota-moved-proof", &proof), texts.say("quota-moved-placed", &placed)]);
    if package.households.iter().any(|h| h.priority.is_some()) {
        out.push(texts.say("quota-moved-priority", &[]));
    }
    out
}
