//! What stands behind the figures: assumptions, method, how to read them, and the record of the run.

use super::Record;
use super::html::{Column, Table, paragraph, paragraph_of};
use super::view::View;
use crate::assumption_text::{shown, what};
use crate::markup::escape;
use qonys_model::Assumption;
use std::fmt::Write;

pub(super) fn assumptions(view: &View<'_>) -> String {
    let mut out = String::new();
    if view.package.programme.synthetic {
        out.push_str(&paragraph_of("strong", &view.say("page-synthetic-assumption")));
    }
    let assumed = &view.outcome.assumptions;
    if assumed.is_empty() {
        out.push_str(&paragraph(&view.say("page-assumptions-none")));
    } else {
        out.push_str(&paragraph(&view.say("page-assumptions-how")));
        out.push_str(&assumed_table(view).html());
    }
    let measured = &view.package.programme.outlook.measured;
    if !measured.is_empty() {
        out.push_str(&measured_table(view).html());
    }
    out
}

fn assumed_table(view: &View<'_>) -> Table {
    let head = [
        ("page-col-meaning", Column::Words),
        ("page-col-number", Column::Words),
        ("page-col-from", Column::Words),
        ("page-col-key", Column::Words),
    ];
    let row = |a: &Assumption| {
        let from = if a.default { "page-from-default" } else { "page-from-programme" };
        vec![what(&view.texts, &a.key), shown(&view.texts, &a.value), view.say(from), a.key.clone()]
    };
    Table {
        title: view.say("page-s-assumptions"),
        head: head.map(|(key, column)| (view.say(key), column)).to_vec(),
        rows: view.outcome.assumptions.iter().map(row).collect(),
        total: false,
    }
}

fn measured_table(view: &View<'_>) -> Table {
    let head = ["page-col-meaning", "page-col-source", "page-col-key"];
    let full = |key: &str| if key.contains("outlook.") { key.to_owned() } else { format!("outlook.{key}") };
    Table {
        title: view.say("page-measured"),
        head: head.map(|key| (view.say(key), Column::Words)).to_vec(),
        rows: view
            .package
            .programme
            .outlook
            .measured
            .iter()
            .map(|(key, source)| vec![what(&view.texts, &full(key)), source.clone(), key.clone()])
            .collect(),
        total: false,
    }
}

pub(super) fn method(view: &View<'_>) -> String {
    let formula = |key: &str| paragraph_of("formula", &view.say(key));
    [
        paragraph(&view.say(view.by_value("page-method-value", "page-method-value-scores"))),
        formula(view.by_value("page-method-formula-value", "page-method-formula-value-scores")),
        paragraph(&view.say("page-method-rules")),
        paragraph(&view.say("page-method-bound")),
        formula("page-method-formula-bound"),
        formula("page-method-formula-gap"),
        paragraph(&view.say("page-method-check")),
    ]
    .concat()
}

pub(super) fn reading(view: &View<'_>) -> String {
    let own = if view.scored() { "page-read-scores" } else { "page-read-traits" };
    let keys = ["page-read-modelled", "page-read-not", "page-read-human", own, "page-read-contest", "page-read-few"];
    let items: String = keys.iter().map(|key| format!("<li>{}</li>\n", escape(&view.say(key)))).collect();
    format!("<ul>\n{items}</ul>\n")
}

pub(super) fn record(view: &View<'_>, record: &Record, date: Option<&str>) -> String {
    let mut out = String::from("<dl class=\"record\">\n");
    let mut line = |key: &str, text: &str| {
        let _ = writeln!(out, "<dt>{}</dt><dd><bdi>{}</bdi></dd>", escape(&view.say(key)), escape(text));
    };
    line("page-record-version", &record.version);
    line("page-record-seed", &record.seed.to_string());
    if let Some(date) = date {
        line("page-record-made", date);
    }
    out.push_str("</dl>\n");
    for further in &record.further {
        out.push_str(&paragraph(further));
    }
    if !record.inputs.is_empty() {
        let head = [("page-col-file", Column::Words)].map(|(key, column)| (view.say(key), column));
        let table = Table {
            title: view.say("page-record-inputs"),
            head: head.into_iter().chain([("SHA-256".to_owned(), Column::Words)]).collect(),
            rows: record.inputs.iter().map(|(file, hash)| vec![file.clone(), hash.clone()]).collect(),
            total: false,
        };
        out.push_str(&format!("<div class=\"hashes\">{}</div>\n", table.html()));
    }
    if !view.outcome.stages.is_empty() {
        out.push_str(&stages(view).html());
    }
    out.push_str(&paragraph_of("note", &view.say("page-record-again")));
    out
}

fn stages(view: &View<'_>) -> Table {
    let head =
        [("page-col-stage", Column::Words), ("page-col-value", Column::Figures), ("page-col-bound", Column::Figures)];
    let name = |name: &String| view.tell("page-stage", &[("name", name.into())]);
    let number = |n: Option<f64>| n.map_or_else(String::new, |n| view.texts.number(n, 2));
    Table {
        title: view.say("page-record-stages"),
        head: head.map(|(key, column)| (view.say(key), column)).to_vec(),
        rows: view.outcome.stages.iter().map(|s| vec![name(&s.name), number(s.value), number(s.bound)]).collect(),
        total: false,
    }
}
