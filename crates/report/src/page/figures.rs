//! The main figures: who is placed, what the plan is worth, how good it is proved to be.

use super::facts::{Heads, Kind};
use super::html::{Column, Table, figure, paragraph, paragraph_of};
use super::small::{Cell, cell};
use super::view::View;
use crate::markup::escape;
use crate::svg::{Caption, PartRow, part_bars};
use qonys_model::InclusionRule;

pub(super) fn html(view: &View<'_>) -> String {
    let mut out = cards(view);
    out.push_str(&paragraph_of("proof", &proof(view)));
    if !view.facts.kinds.is_empty() {
        out.push_str(&uses(view));
    }
    out.push_str(&parts(view).folded(&view.tell("page-table-of", &[("title", view.say("page-parts").into())])));
    out.push_str(&paragraph(&view.say(match view.package.programme.inclusion.rule {
        InclusionRule::Value => "page-rule-value",
        InclusionRule::Order => "page-rule-order",
        InclusionRule::Everyone => "page-rule-everyone",
    })));
    let proved = view.outcome.certificate.inclusion_proved;
    out.push_str(&paragraph(&view.say(if proved { "page-inclusion-proved" } else { "page-inclusion-open" })));
    out
}

fn cards(view: &View<'_>) -> String {
    let facts = view.facts;
    let mut out = String::from("<dl class=\"cards\">\n");
    let persons = |heads: Heads| view.tell("count-persons", &[("count", heads.persons.into())]);
    let households = |heads: Heads| view.tell("count-households", &[("count", heads.households.into())]);
    let share = |heads: Heads| {
        let share = heads.persons as f64 / facts.asked.persons.max(1) as f64;
        view.tell("page-share-of-asked", &[("share", view.texts.percent(share, 0).into())])
    };
    out.push_str(&card(&view.say("page-asked"), &persons(facts.asked), &[households(facts.asked)]));
    out.push_str(&card(
        &view.say("page-placed"),
        &persons(facts.placed),
        &[households(facts.placed), share(facts.placed)],
    ));
    out.push_str(&card(
        &view.say("page-waiting"),
        &persons(facts.waiting),
        &[households(facts.waiting), share(facts.waiting)],
    ));
    let value = view.outcome.certificate.value;
    let value = view.texts.number(value, if view.scored() || value.abs() < 100.0 { 1 } else { 0 });
    out.push_str(&card(
        &view.say(view.by_value("page-value", "page-value-scores")),
        &value,
        &[view.say(view.by_value("page-value-note", "page-value-note-scores"))],
    ));
    if !facts.trades.is_empty() {
        let (wanted, filled) = facts.trades.iter().fold((0, 0), |(w, f), t| (w + t.wanted, f + t.filled));
        let note = view.tell("page-openings-note", &[("wanted", wanted.into())]);
        out.push_str(&card(&view.say("page-openings"), &view.texts.count(filled), &[note]));
    }
    out.push_str("</dl>\n");
    out
}

fn card(name: &str, figure: &str, notes: &[String]) -> String {
    let notes: String = notes.iter().map(|n| format!("<dd>{}</dd>", escape(n))).collect();
    format!("<div><dt>{}</dt><dd class=\"figure\">{}</dd>{notes}</div>\n", escape(name), escape(figure))
}

/// The certificate in words. Bound and gap are rounded up, so that what is said stays true.
fn proof(view: &View<'_>) -> String {
    let certificate = view.outcome.certificate;
    let up = |number: f64, decimals: i32| {
        let unit = 10_f64.powi(decimals);
        let rounded = (number * unit - 1e-6).ceil() / unit;
        if rounded.is_finite() { rounded } else { number }
    };
    let met = certificate.gap.is_finite() && certificate.gap <= 1e-9;
    let args = [
        ("bound", view.texts.number(up(certificate.bound, 1), 1).into()),
        ("value", view.texts.number(certificate.value, 1).into()),
        ("gap", view.texts.percent(up(certificate.gap, 4), 2).into()),
    ];
    view.tell(if met { "page-bound-met" } else { "page-bound" }, &args)
}

/// Kinds of place that are drawn, the largest first; the tables by region have all.
const KINDS: usize = 14;

fn uses(view: &View<'_>) -> String {
    let mut kinds: Vec<&Kind> = view.facts.kinds.iter().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.places));
    kinds.truncate(KINDS);
    let rows: Vec<PartRow> = kinds.iter().map(|kind| use_row(view, kind)).collect();
    let (title, desc) = (view.say("page-use"), view.say("page-use-desc"));
    let caption = Caption { id: &view.id("use"), title: &title, desc: &desc };
    let chart = part_bars(&caption, [&view.say("page-use-part"), &view.say("page-use-whole")], &rows, 1.0);
    let mut out = figure("chart", &title, &chart);
    if kinds.len() < view.facts.kinds.len() {
        let args = [("shown", kinds.len().into()), ("all", view.facts.kinds.len().into())];
        out.push_str(&paragraph_of("note", &view.tell("page-use-rest", &args)));
    }
    out
}

/// Kinds differ in what they count, so each bar is a share of its own places.
fn use_row(view: &View<'_>, kind: &Kind) -> PartRow {
    let used = if kind.delicate { cell(kind.used) } else { Cell::Shown(kind.used) };
    let share = kind.used as f64 / kind.places.max(1) as f64;
    let percent = if used == Cell::Few { view.say("page-hidden") } else { view.texts.percent(share, 0) };
    let args = [("used", view.cell(used).into()), ("places", kind.places.into()), ("share", percent.into())];
    PartRow {
        label: view.capacity(kind.capacity),
        whole: if kind.unlimited { 0.0 } else { 1.0 },
        part: if kind.unlimited || used == Cell::Few { 0.0 } else { share },
        text: view.tell(if kind.unlimited { "page-use-unlimited" } else { "page-use-of" }, &args),
    }
}

fn parts(view: &View<'_>) -> Table {
    let parts = view.facts.parts;
    let work = if view.scored() { "page-part-scores" } else { "page-part-work" };
    let all = [
        (work, parts.work),
        ("page-part-openings", parts.openings),
        ("page-part-kin", parts.kin),
        ("page-part-wish", parts.wish),
        ("page-total", parts.total()),
    ];
    let unit = if view.scored() { "page-value-scores" } else { "page-unit" };
    Table {
        title: view.say("page-parts"),
        head: vec![(view.say("page-col-part"), Column::Words), (view.say(unit), Column::Figures)],
        rows: all.iter().map(|&(key, sum)| vec![view.say(key), view.texts.number(sum, 1)]).collect(),
        total: true,
    }
}
