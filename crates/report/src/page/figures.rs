//! The main figures: who is placed, what the plan is worth, how good it is proved to be.

use super::facts::Heads;
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
        out.push_str(&figure("chart", &view.say("page-use"), &uses(view)));
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
    let value = view.texts.number(view.outcome.certificate.value, if view.scored() { 2 } else { 0 });
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

fn uses(view: &View<'_>) -> String {
    let kinds = &view.facts.kinds;
    let rows: Vec<PartRow> = kinds
        .iter()
        .map(|kind| {
            let used = if kind.delicate { cell(kind.used) } else { Cell::Shown(kind.used) };
            let shown = matches!(used, Cell::Shown(_));
            let mut text = ("page-use-of", view.texts.percent(kind.used as f64 / kind.places.max(1) as f64, 0));
            if !shown {
                text.1 = view.say("page-hidden");
            }
            if kind.unlimited {
                text.0 = "page-use-unlimited";
            }
            let args = [("used", view.cell(used).into()), ("places", kind.places.into()), ("share", text.1.into())];
            PartRow {
                label: view.capacity(kind.capacity),
                whole: kind.places as f64,
                part: if shown { kind.used as f64 } else { 0.0 },
                text: view.tell(text.0, &args),
            }
        })
        .collect();
    let top = rows.iter().map(|r| r.whole.max(r.part)).fold(0.0, f64::max);
    let (title, desc) = (view.say("page-use"), view.say("page-use-desc"));
    let caption = Caption { id: &view.id("use"), title: &title, desc: &desc };
    part_bars(&caption, [&view.say("page-use-part"), &view.say("page-use-whole")], &rows, top)
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
