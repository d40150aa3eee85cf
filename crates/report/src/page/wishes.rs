//! The section on wishes: the rule, what it came to, the plan without it beside.

use super::html::{Column, Table, paragraph, paragraph_of};
use super::view::View;
use crate::wishes_text::{mean, share, wishes_lines};
use qonys_model::{WishFigures, Wished};

pub(super) fn html(view: &View<'_>, wished: &Wished) -> String {
    let lines = wishes_lines(&view.texts, view.package, wished);
    let mut out: String = lines.iter().map(|line| paragraph(line)).collect();
    out.push_str(&table(view, wished).html());
    out.push_str(&paragraph_of("note", &view.say("wish-note")));
    out
}

fn table(view: &View<'_>, wished: &Wished) -> Table {
    let texts = &view.texts;
    let row = |key: &'static str, figure: &dyn Fn(&WishFigures) -> String| {
        vec![view.say(key), figure(&wished.with), figure(&wished.without)]
    };
    let rows = vec![
        row("wish-row-mean", &|f| mean(texts, f)),
        row("wish-row-first", &|f| share(texts, f, f.first)),
        row("wish-row-three", &|f| share(texts, f, f.top_three)),
        row("wish-row-ranked", &|f| share(texts, f, f.ranked)),
        row("wish-row-value", &|f| texts.number(f.value, 2)),
    ];
    let head =
        [("wish-col-figure", Column::Words), ("wish-col-plan", Column::Figures), ("wish-col-without", Column::Figures)];
    Table {
        title: view.say("wish-title"),
        head: head.into_iter().map(|(key, column)| (view.say(key), column)).collect(),
        rows,
        total: false,
    }
}
