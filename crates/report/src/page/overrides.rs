//! Decisions of people: counted by reason and author, with what they cost; places above quota; an earlier plan that was kept.

use super::html::{Column, Table, paragraph};
use super::small::few;
use super::view::View;
use crate::overrides::{Counted, above, counted_for_all, joint, kept, kind};

/// The section; empty where nobody overrode anything.
pub(super) fn html(view: &View<'_>) -> String {
    let (texts, package, outcome) = (&view.texts, view.package, view.outcome);
    let overrides = &outcome.overrides;
    let mut out = String::new();
    if !package.locks.is_empty() {
        if let Some(costs) = &overrides.costs {
            out.push_str(&paragraph(&joint(texts, package, costs)));
        }
        out.push_str(&paragraph(&view.say("overrides-how")));
        let said = |text: &str| if text.is_empty() { view.say("overrides-unsaid") } else { text.to_owned() };
        let row = |reason: String, lock, author: String, counted: &Counted| {
            let estimate = overrides.costs.as_ref().map(|_| texts.number(counted.estimate, 3));
            let count = texts.count(counted.count);
            vec![reason, kind(texts, lock), author, count, estimate.unwrap_or_else(|| "–".to_owned())]
        };
        let (shown, small) = counted_for_all(package, outcome, few);
        let mut rows: Vec<Vec<String>> = shown
            .iter()
            .map(|((lock, reason, author), counted)| row(said(reason), *lock, said(author), counted))
            .collect();
        let unshown = || view.say("overrides-reasons-few");
        rows.extend(small.iter().map(|(lock, counted)| row(unshown(), *lock, "…".to_owned(), counted)));
        let table = Table {
            title: view.say("overrides-s-reasons"),
            head: vec![
                (view.say("overrides-col-reason"), Column::Words),
                (view.say("overrides-col-kind"), Column::Words),
                (view.say("overrides-col-author"), Column::Words),
                (view.say("overrides-col-count"), Column::Figures),
                (view.say("overrides-col-estimate"), Column::Figures),
            ],
            rows,
            total: false,
        };
        out.push_str(&table.html());
    }
    above(texts, package, outcome).iter().for_each(|line| out.push_str(&paragraph(line)));
    if let Some(plan) = &overrides.kept {
        kept(texts, outcome, plan).iter().for_each(|line| out.push_str(&paragraph(line)));
    }
    out
}
