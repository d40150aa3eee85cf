//! Who waits and why: counts of groups, never families.

use super::facts::Tally;
use super::html::{Column, Table, figure, paragraph, paragraph_of};
use super::small::{Cell, cell, column, few};
use super::view::View;
use crate::svg::{Bar, BarRow, Caption, Look, Series, grouped_bars};
use qonys_model::WaitReason;

/// Family sizes from this on are one group.
const LARGE: u32 = 8;
/// Origins, priority classes and streams that are named; the rest is summed.
const NAMED: usize = 20;

pub(super) fn html(view: &View<'_>) -> String {
    let waiting = view.facts.waiting;
    if waiting.households == 0 {
        return paragraph(&view.say("page-waiting-none"));
    }
    let households = view.tell("count-households", &[("count", waiting.households.into())]);
    let persons = view.tell("count-persons", &[("count", waiting.persons.into())]);
    let args = [("households", households.into()), ("persons", persons.into())];
    let mut out = paragraph(&view.tell("page-waiting-how", &args));
    out.push_str(&figure("chart", &view.say("page-waiting-title"), &reasons(view)));
    if few(waiting.households) {
        return out + &paragraph_of("note", &view.say("page-few-all"));
    }
    out.push_str(&reason_table(view).folded(&view.say("page-table")));
    out.push_str("<div class=\"tables\">\n");
    for table in [by_size(view), by_stream(view), by_priority(view), by_origin(view)].into_iter().flatten() {
        out.push_str(&table.html());
    }
    out.push_str("</div>\n");
    out.push_str(&paragraph_of("note", &view.say("page-few-note")));
    out
}

fn reasons(view: &View<'_>) -> String {
    let rows: Vec<BarRow> = view
        .facts
        .reasons
        .iter()
        .zip(reason_cells(view))
        .map(|(&(reason, count), figure)| {
            let number = if matches!(figure, Cell::Shown(_)) { count as f64 } else { 0.0 };
            BarRow { label: view.say(reason_key(reason)), bars: vec![Bar { number, text: view.cell(figure) }] }
        })
        .collect();
    let top = rows.iter().flat_map(|r| &r.bars).map(|b| b.number).fold(0.0, f64::max);
    let (title, desc) = (view.say("page-waiting-title"), view.say("page-waiting-desc"));
    let caption = Caption { id: &view.id("reasons"), title: &title, desc: &desc };
    let series = [Series { name: view.say("page-col-households"), look: Look::Solid }];
    grouped_bars(&caption, &series, &rows, top)
}

/// How many wait for each reason. Where every family has one, the total less the others would tell a count that is not shown.
fn reason_cells(view: &View<'_>) -> Vec<Cell> {
    let figures: Vec<u64> = view.facts.reasons.iter().map(|&(_, count)| count).collect();
    let one_each = figures.len() > 1 && figures.iter().sum::<u64>() == view.facts.waiting.households;
    if one_each { column(&figures) } else { figures.into_iter().map(cell).collect() }
}

fn reason_table(view: &View<'_>) -> Table {
    let row =
        |(&(reason, _), cell): (&(Option<WaitReason>, u64), Cell)| vec![view.say(reason_key(reason)), view.cell(cell)];
    Table {
        title: view.say("page-waiting-title"),
        head: vec![(view.say("page-reason"), Column::Words), (view.say("page-col-households"), Column::Figures)],
        rows: view.facts.reasons.iter().zip(reason_cells(view)).map(row).collect(),
        total: false,
    }
}

fn reason_key(reason: Option<WaitReason>) -> &'static str {
    match reason {
        Some(WaitReason::NoOpenRegion) => "page-reason-no-open-region",
        Some(WaitReason::Priority) => "page-reason-priority",
        Some(WaitReason::AppliedLater) => "page-reason-applied-later",
        Some(WaitReason::Decided) => "page-reason-decided",
        Some(WaitReason::PlacesShort) => "page-reason-places-short",
        Some(WaitReason::NotWorth) => "page-reason-not-worth",
        Some(WaitReason::Declined) => "page-reason-declined",
        Some(WaitReason::Unasked) => "page-reason-unasked",
        None => "page-reason-unknown",
    }
}

fn by_size(view: &View<'_>) -> Option<Table> {
    let mut groups: Vec<(String, Tally)> = Vec::new();
    let mut large = Tally::default();
    for (&size, &tally) in &view.facts.sizes {
        if size < LARGE {
            groups.push((view.texts.count(size), tally));
        } else {
            add(&mut large, tally);
        }
    }
    if large.asked > 0 {
        groups.push((view.tell("page-size-more", &[("from", LARGE.into())]), large));
    }
    table(view, "page-by-size", "page-col-size", groups)
}

fn by_stream(view: &View<'_>) -> Option<Table> {
    let name = |stream: &Option<String>| match stream {
        Some(name) => view.texts.stream(name),
        None => view.say("page-unknown"),
    };
    let groups = view.facts.streams.iter().map(|(stream, &tally)| (name(stream), tally)).collect();
    table(view, "page-by-stream", "page-col-stream", most_named(view, groups))
}

fn by_priority(view: &View<'_>) -> Option<Table> {
    let name = |class: Option<u32>| class.map_or_else(|| view.say("page-unknown"), |c| view.texts.count(c));
    let groups = view.facts.priorities.iter().map(|&(class, tally)| (name(class), tally)).collect::<Vec<_>>();
    let stated = view.facts.priorities.iter().any(|(class, _)| class.is_some());
    if stated { table(view, "page-by-priority", "page-col-priority", most_named(view, groups)) } else { None }
}

fn by_origin(view: &View<'_>) -> Option<Table> {
    let region = |id: &String| view.package.regions.iter().position(|r| r.id == *id).map(|at| view.region(at.into()));
    let name = |origin: &Option<String>| match origin {
        Some(origin) => region(origin).unwrap_or_else(|| view.tell("page-origin", &[("name", origin.into())])),
        None => view.say("page-unknown"),
    };
    let mut groups: Vec<(String, Tally)> = view.facts.origins.iter().map(|(o, &t)| (name(o), t)).collect();
    groups.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.asked));
    let stated = view.facts.origins.keys().any(Option::is_some);
    if stated { table(view, "page-by-origin", "page-col-origin", most_named(view, groups)) } else { None }
}

/// The first groups by name, the others summed.
fn most_named(view: &View<'_>, mut groups: Vec<(String, Tally)>) -> Vec<(String, Tally)> {
    if groups.len() > NAMED {
        let rest = groups.split_off(NAMED);
        let mut sum = Tally::default();
        rest.iter().for_each(|(_, tally)| add(&mut sum, *tally));
        groups.push((view.tell("page-origin-rest", &[("count", rest.len().into())]), sum));
    }
    groups
}

fn add(sum: &mut Tally, tally: Tally) {
    sum.asked += tally.asked;
    sum.waiting += tally.waiting;
}

/// How many of each group asked and how many wait; a table of one group alone says nothing new and is left out.
fn table(view: &View<'_>, title: &str, group: &str, groups: Vec<(String, Tally)>) -> Option<Table> {
    if groups.len() < 2 {
        return None;
    }
    let asked = column(&groups.iter().map(|(_, t)| t.asked).collect::<Vec<_>>());
    let waiting = column(&groups.iter().map(|(_, t)| t.waiting).collect::<Vec<_>>());
    let head = [(group, Column::Words), ("page-col-asked", Column::Figures), ("page-waiting", Column::Figures)];
    Some(Table {
        title: view.say(title),
        head: head.map(|(key, column)| (view.say(key), column)).to_vec(),
        rows: groups
            .into_iter()
            .zip(asked)
            .zip(waiting)
            .map(|(((name, _), asked), waiting)| vec![name, view.cell(asked), view.cell(waiting)])
            .collect(),
        total: false,
    })
}
