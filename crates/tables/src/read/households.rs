//! `households.csv`: people who move together, and counts that may stand in for them.

use super::line::{Line, Lines};
use super::nearest::nearest;
use super::refs::Refs;
use super::sink::Sink;
use crate::fold::fold;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::{Counts, FaultCode, Household, HouseholdIx, Programme};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of the table; further ones are counts when a capacity names them.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    Column {
        name: "stream", required: false, other_names: &["поток", "категория", "статус", "ағын", "санат"]
    },
    Column {
        name: "priority", required: false, other_names: &["приоритет", "очередность", "басымдық"]
    },
    Column {
        name: "applied",
        required: false,
        other_names: &["дата заявления", "заявление", "дата обращения", "өтініш күні", "өтініш берілген күн"],
    },
    Column {
        name: "arrived",
        required: false,
        other_names: &["дата прибытия", "прибытие", "прибыли", "келген күні", "келу күні"],
    },
    Column {
        name: "origin",
        required: false,
        other_names: &["откуда", "страна исхода", "страна", "откуда прибыли", "шыққан елі", "қайдан", "елі"],
    },
    Column {
        name: "persons",
        required: false,
        other_names: &["человек", "число человек", "членов семьи", "адам саны", "адамдар"],
    },
];

/// Reads the table into `households` and lists its keys in `refs`. A household that is there already is a fault, but
/// for one of `again`: its record takes the place of the one before. Gives the positions of those named, and the columns
/// of counts as the programme names them.
pub(super) fn households(
    sheet: &Sheet,
    programme: &Programme,
    refs: &mut Refs,
    households: &mut Vec<Household>,
    again: &BTreeSet<HouseholdIx>,
) -> (BTreeSet<HouseholdIx>, BTreeSet<String>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, true);
    lines.must_have_rows(&mut sink);
    let columns = count_columns(&lines, &mut sink, programme);
    let mut named = BTreeSet::new();
    for line in lines.iter() {
        let id = line.key(&mut sink, "household");
        let counts = counts(&line, &mut sink, &columns);
        let household = Household {
            id: id.clone().unwrap_or_default(),
            stream: line.text("stream"),
            priority: line.rank(&mut sink, "priority"),
            applied: line.optional(&mut sink, "applied", parse::date),
            arrived: line.optional(&mut sink, "arrived", parse::date),
            origin: line.text("origin"),
            counts,
            members: Vec::new(),
            row: line.row(),
        };
        let Some(id) = id else { continue };
        if let Some((alike, first)) = refs.households.alike(&id).map(|(alike, row)| (alike.to_owned(), row)) {
            sink.add(FaultCode::IdsAlike, || {
                let fault = line.fault(FaultCode::IdsAlike, "household").word("case", "here");
                fault.word("other", alike).word("first_row", first.to_string())
            });
        }
        let earlier = refs.earlier.get(&id);
        if let Some((alike, _)) = refs.earlier.alike(&id).filter(|_| earlier.is_none()) {
            sink.add(FaultCode::IdsAlike, || {
                line.fault(FaultCode::IdsAlike, "household").word("case", "earlier").word("other", alike)
            });
        }
        let position = earlier.unwrap_or(households.len() as u32);
        if let Err(first) = refs.households.add(&id, position, line.row()) {
            sink.add(FaultCode::IdTwice, || {
                line.fault(FaultCode::IdTwice, "household").word("first_row", first.to_string())
            });
            continue;
        }
        match earlier {
            None => households.push(household),
            Some(at) if again.contains(&HouseholdIx(at)) => households[at as usize] = household,
            Some(at) => {
                refs.seated.insert(at);
                sink.add(FaultCode::HouseholdSeated, || {
                    line.fault(FaultCode::HouseholdSeated, "household").word("case", "named")
                });
            }
        }
        named.insert(HouseholdIx(position));
    }
    refs.households.listed = lines.has("household") && !lines.is_empty();
    uncounted_streams(&lines, programme, &mut sink);
    (named, columns.into_keys().collect(), sink)
}

/// The columns that capacities count by or groups go by, and `persons`: the name under which the programme asks for it, and where it
/// stands. Other further columns are unknown.
fn count_columns(lines: &Lines<'_>, sink: &mut Sink, programme: &Programme) -> BTreeMap<String, (usize, String)> {
    let asked: Vec<&String> = (programme.capacity.iter())
        .filter_map(|kind| match &kind.counts {
            Counts::Rule(rule) => rule.column.as_ref(),
            Counts::Every(_) => None,
        })
        .chain(programme.fairness.group.iter().filter_map(|group| group.who.column.as_ref()))
        .collect();
    let mut columns = BTreeMap::new();
    if let Some(at) = lines.columns.at("persons") {
        columns.insert("persons".to_owned(), (at, lines.columns.title("persons")));
    }
    for (at, title) in lines.columns.unknown() {
        let names: Vec<&&String> = asked.iter().filter(|name| fold(name) == fold(title)).collect();
        for name in &names {
            columns.insert((**name).clone(), (*at, title.clone()));
        }
        if names.is_empty() {
            let known = COLUMNS.iter().map(|column| column.name).chain(asked.iter().map(|name| name.as_str()));
            sink.add(FaultCode::ColumnUnknown, || {
                lines.header_fault(FaultCode::ColumnUnknown, title).word("nearest", nearest(title, known))
            });
        }
    }
    for name in asked {
        // a rule may count by a column under one of its other names
        if let Some(column) = COLUMNS.iter().find(|column| super::is_named(column, name))
            && let Some(at) = lines.columns.at(column.name)
        {
            columns.insert(name.clone(), (at, lines.columns.title(column.name)));
        }
    }
    columns
}

fn counts(line: &Line<'_>, sink: &mut Sink, columns: &BTreeMap<String, (usize, String)>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let mut said = BTreeSet::new();
    for (name, (at, title)) in columns {
        match parse::whole(line.cell_at(*at)) {
            Ok(Some(count)) => {
                counts.insert(name.clone(), count);
            }
            Ok(None) => {}
            Err(code) if said.insert(*at) => sink.add(code, || line.fault_at(code, *at, title)),
            Err(_) => {}
        }
    }
    counts
}

/// Streams that no capacity counts, when capacities count by stream at all; each is said once, at its first row.
fn uncounted_streams(lines: &Lines<'_>, programme: &Programme, sink: &mut Sink) {
    let counted: BTreeSet<String> = (programme.capacity.iter())
        .filter_map(|kind| match &kind.counts {
            Counts::Rule(rule) => rule.stream.as_ref().map(|stream| stream.to_lowercase()),
            Counts::Every(_) => None,
        })
        .collect();
    if counted.is_empty() || !lines.has("stream") {
        return;
    }
    for line in lines.iter() {
        let stream = line.text("stream").unwrap_or_default();
        if !counted.contains(&stream.to_lowercase()) {
            sink.add_once(FaultCode::StreamUncounted, &stream, || {
                let streams = counted.iter().map(String::as_str);
                line.fault(FaultCode::StreamUncounted, "stream")
                    .word("case", if stream.is_empty() { "empty" } else { "named" })
                    .word("nearest", nearest(&stream, streams))
            });
        }
    }
}
