//! Decisions of people: counted by reason, by author and by kind, with what they cost; places above quota; an earlier plan that was
//! kept.

use super::html::{Column, Table, paragraph};
use super::small::few;
use super::view::View;
use crate::overrides::{Counted, above, against_kept, counted_for_all, joint, kept, kind};
use qonys_model::{Lock, LockKind};

/// The section; empty where nobody overrode anything.
pub(super) fn html(view: &View<'_>) -> String {
    let (texts, package, outcome) = (&view.texts, view.package, view.outcome);
    let overrides = &outcome.overrides;
    let mut out = String::new();
    if !package.locks.is_empty() {
        if let Some(costs) = &overrides.costs {
            out.push_str(&paragraph(&joint(texts, package, costs)));
        }
        against_kept(texts, overrides).iter().for_each(|line| out.push_str(&paragraph(line)));
        out.push_str(&paragraph(&view.say("overrides-how")));
        let said = |text: &Option<String>| text.clone().unwrap_or_else(|| view.say("overrides-unsaid"));
        let tables = [
            (
                ["overrides-s-reasons", "overrides-col-reason", "overrides-reasons-few"],
                rows(view, |lock| said(&lock.reason), few),
            ),
            (
                ["overrides-s-authors", "overrides-col-author", "overrides-authors-few"],
                rows(view, |lock| said(&lock.author), few),
            ),
        ];
        for (keys, (shown, rest)) in tables {
            let shown = shown.into_iter().chain((rest.count > 0).then(|| (view.say(keys[2]), rest)));
            out.push_str(&table(view, keys, shown));
        }
        // how many of each kind is no family's story
        let (kinds, _) = rows(view, |lock| lock.kind as u8, |_| false);
        let named =
            |lock: u8| [LockKind::Pin, LockKind::Forbid, LockKind::Exception].into_iter().find(|k| *k as u8 == lock);
        let kinds = kinds.into_iter().filter_map(|(lock, counted)| Some((kind(texts, named(lock)?), counted)));
        out.push_str(&table(view, ["overrides-s-kinds", "overrides-col-kind", ""], kinds));
    }
    above(texts, package, outcome).iter().for_each(|line| out.push_str(&paragraph(line)));
    if let Some(plan) = &overrides.kept {
        kept(texts, outcome, plan).iter().for_each(|line| out.push_str(&paragraph(line)));
    }
    out
}

fn rows<K: Ord>(view: &View<'_>, of: impl Fn(&Lock) -> K, few: impl Fn(u64) -> bool) -> (Vec<(K, Counted)>, Counted) {
    counted_for_all(view.package, view.outcome, of, few)
}

fn table(view: &View<'_>, [title, head, _]: [&str; 3], counts: impl Iterator<Item = (String, Counted)>) -> String {
    let cost = |counted: &Counted| match (&view.outcome.overrides.costs, counted.cost) {
        (None, _) => "–".to_owned(),
        (Some(_), Some(cost)) => view.texts.number(cost, 3),
        (Some(_), None) => {
            let estimate = view.texts.number(counted.estimate, 3);
            view.tell("overrides-estimated", &[("estimate", estimate.into())])
        }
    };
    let row = |(name, counted): (String, Counted)| vec![name, view.texts.count(counted.count), cost(&counted)];
    let table = Table {
        title: view.say(title),
        head: vec![
            (view.say(head), Column::Words),
            (view.say("overrides-col-count"), Column::Figures),
            (view.say("overrides-col-cost"), Column::Figures),
        ],
        rows: counts.map(row).collect(),
        total: false,
    };
    table.html()
}
