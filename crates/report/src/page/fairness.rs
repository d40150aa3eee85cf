//! What the plan means for the groups of the policy. Groups are of the policy's own naming: small ones are flagged, not
//! hidden; only the number of families follows the small-cell rule.

use super::html::{Column, Table, figure, paragraph, paragraph_of};
use super::small::cell;
use super::view::View;
use crate::fairness_text::{mean, name, told};
use crate::svg::{Bar, BarRow, Caption, Look, Series, grouped_bars};
use qonys_model::{FairnessFacts, GroupFacts, SMALL_GROUP};

/// Key of the section's title: where the policy names no groups it tells only who is worse off.
pub(super) fn title(view: &View<'_>) -> &'static str {
    let named = view.outcome.fairness.as_ref().is_some_and(|facts| !facts.groups.is_empty());
    if named { "page-s-fairness" } else { "page-s-worse-off" }
}

pub(super) fn html(view: &View<'_>, facts: &FairnessFacts) -> String {
    let value = view.outcome.certificate.value;
    let mut out: String =
        told(&view.texts, view.package, facts, value).iter().map(|sentence| paragraph(sentence)).collect();
    if facts.groups.is_empty() {
        return out;
    }
    out.push_str(&figure("chart", &view.say("fair-title"), &chart(view, facts)));
    out.push_str(&table(view, facts).html());
    if facts.groups.iter().any(|g| g.small) {
        out.push_str(&paragraph_of("note", &view.tell("fair-small-note", &[("count", SMALL_GROUP.into())])));
    }
    out.push_str(&paragraph_of("note", &view.say("fair-overlap-note")));
    if facts.groups.iter().any(|g| g.promised.is_some()) {
        out.push_str(&paragraph_of("note", &view.say("fair-price-note")));
    }
    out
}

fn chart(view: &View<'_>, facts: &FairnessFacts) -> String {
    let each = |sum: Option<f64>, group: &GroupFacts| {
        let number = sum.unwrap_or(0.0) / f64::from(group.households.max(1));
        Bar { number: number.max(0.0), text: mean(&view.texts, sum, group.households) }
    };
    let row = |group: &GroupFacts| BarRow {
        label: name(&view.texts, group),
        bars: vec![each(Some(group.value), group), each(group.without, group), each(Some(group.default_value), group)],
    };
    let rows: Vec<BarRow> = facts.groups.iter().map(row).collect();
    let top = rows.iter().flat_map(|r| &r.bars).map(|b| b.number).fold(0.0, f64::max);
    let series =
        [("fair-col-plan", Look::Solid), ("fair-col-without", Look::Striped), ("fair-col-default", Look::Outlined)]
            .map(|(key, look)| Series { name: view.say(key), look });
    let (title, desc) = (view.say("fair-title"), view.say("fair-desc"));
    grouped_bars(&Caption { id: &view.id("groups"), title: &title, desc: &desc }, &series, &rows, top)
}

fn table(view: &View<'_>, facts: &FairnessFacts) -> Table {
    let figures = [
        "page-col-households",
        "fair-col-plan",
        "fair-col-without",
        "fair-col-default",
        "fair-col-promised",
        "fair-col-person",
        "fair-col-person-without",
        "fair-col-price",
    ];
    let figures = figures.map(|key| (view.say(key), Column::Figures));
    let row = |group: &GroupFacts| {
        let (families, persons) = (group.households, group.persons);
        vec![
            name(&view.texts, group),
            view.cell(cell(u64::from(families))),
            mean(&view.texts, Some(group.value), families),
            mean(&view.texts, group.without, families),
            mean(&view.texts, Some(group.default_value), families),
            mean(&view.texts, group.promised, families),
            mean(&view.texts, Some(group.value), persons),
            mean(&view.texts, group.without, persons),
            view.texts.number(group.price, 3),
        ]
    };
    Table {
        title: view.say("fair-title"),
        head: std::iter::once((view.say("fair-col-group"), Column::Words)).chain(figures).collect(),
        rows: facts.groups.iter().map(row).collect(),
        total: false,
    }
}
