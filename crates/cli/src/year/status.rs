//! `qonys year status`: where the year stands.

use super::args::StatusArgs;
use super::change;
use super::proposal::{PriceRecord, prices};
use super::state::{look, warn_of_mute_pools};
use crate::clock::today;
use crate::place::refused;
use crate::reading::as_json;
use crate::terminal::{Stop, Terminal};
use jiff::civil::{Date, date};
use qonys::PlaceOptions;
use qonys::season::used;
use qonys::year::{Proposal, Year};
use qonys_report::{Arg, Texts, table_text};
use serde::Serialize;
use std::collections::BTreeMap;

/// Sittings that are listed.
const LISTED: usize = 5;

#[derive(Serialize)]
struct StatusRecord<'a> {
    date: String,
    elapsed: f64,
    coming: f64,
    sittings: usize,
    changes: usize,
    households: usize,
    placed_households: usize,
    value: f64,
    places: Vec<PlaceRecord<'a>>,
    waiting: Vec<WaitingRecord<'a>>,
    overrides: BTreeMap<&'a str, OverrideRecord>,
}

#[derive(Serialize)]
struct PlaceRecord<'a> {
    /// Places as they stand on the day.
    places: u32,
    /// Given away so far.
    given: u64,
    #[serde(flatten)]
    price: PriceRecord<'a>,
}

#[derive(Serialize)]
struct WaitingRecord<'a> {
    household: &'a str,
    note: String,
    /// Where a sitting on the day would place it.
    would_go_to: Option<&'a str>,
}

#[derive(Clone, Copy, Default, Serialize)]
struct OverrideRecord {
    count: u64,
    cost: f64,
}

pub fn run(args: &StatusArgs, terminal: &Terminal) -> Result<(), Stop> {
    let year = look(&args.state, terminal)?;
    let number = year.package().programme.year;
    let day = args.date.unwrap_or_else(|| today().clamp(year.today(), date(number, 12, 31)));
    // what was given before the last sitting is not told apart here
    if !year.may_sit(day) {
        let words = [
            ("date", Arg::Text(terminal.texts.date(day))),
            ("year", Arg::Text(number.to_string())),
            ("first", Arg::Text(terminal.texts.date(year.today()))),
        ];
        return Err(Stop::Message(terminal.texts.say("year-status-day-refused", &words)));
    }
    warn_of_mute_pools(&year, terminal);
    let look = year.look(day, &PlaceOptions::default());
    let look = look.map_err(|error| refused(&terminal.texts, &error.package, &[], &error.error))?;
    let record = record(&year, &look, day, &terminal.texts);
    terminal.out(&if args.json { as_json(&record) } else { said(&year, &look, &record, &terminal.texts) });
    Ok(())
}

fn record<'a>(year: &'a Year, look: &'a Proposal, day: Date, texts: &Texts) -> StatusRecord<'a> {
    let (standing, given) = (year.standing(day), used(year.package(), year.plan()));
    let package = &look.rest.package;
    let place =
        |((price, limit), stands): ((PriceRecord<'a>, &qonys_model::RegionCapacity), &qonys_model::RegionCapacity)| {
            let given = given.get(&(limit.region, limit.capacity)).copied().unwrap_or(0);
            PlaceRecord { places: stands.places, given, price }
        };
    let places = prices(look).into_iter().zip(&package.capacities).zip(&standing.capacities).map(place).collect();
    let waiting = look.outcome.plan.placements.iter().zip(super::next::said(texts, look));
    let waiting = waiting.map(|(placement, note)| WaitingRecord {
        household: &package.households[placement.household.at()].id,
        note,
        would_go_to: placement.place.region().map(|r| package.regions[r.at()].id.as_str()),
    });
    let decisions = year.held().iter().flat_map(|held| &held.record.decisions);
    let mut overrides: BTreeMap<&str, OverrideRecord> = BTreeMap::new();
    for overruled in decisions.filter_map(|decision| decision.overruled.as_ref()) {
        let sum = overrides.entry(&overruled.reason).or_default();
        (sum.count, sum.cost) = (sum.count + 1, sum.cost + overruled.cost);
    }
    StatusRecord {
        date: day.to_string(),
        elapsed: look.elapsed,
        coming: look.coming,
        sittings: year.held().len(),
        changes: year.changes().len(),
        households: year.package().households.len(),
        placed_households: year.package().households.len() - year.waiting().len(),
        value: year.worth(),
        places,
        waiting: waiting.collect(),
        overrides,
    }
}

fn said(year: &Year, look: &Proposal, record: &StatusRecord<'_>, texts: &Texts) -> String {
    let words = [
        ("name", Arg::Text(year.package().programme.name.clone())),
        ("date", Arg::Text(texts.date(look.date))),
        ("elapsed", Arg::Text(texts.percent(record.elapsed, 0))),
        ("sittings", Arg::Count(record.sittings as u64)),
        ("placed", Arg::Count(record.placed_households as u64)),
        ("waiting", Arg::Count(record.waiting.len() as u64)),
        ("coming", Arg::Count(record.coming.round().max(0.0) as u64)),
        ("value", Arg::Number(record.value, 2)),
    ];
    let mut lines = vec![texts.say("year-status", &words)];
    if year.package().programme.synthetic {
        lines.push(texts.say("synthetic", &[]));
    }
    lines.push(String::new());
    lines.push(table_text(&places(year, record, texts), 2).trim_end().to_owned());
    lines.push(texts.say("year-status-note", &[]));
    if !record.waiting.is_empty() {
        lines.push(format!("\n{}", texts.say("year-status-waiting", &[])));
    }
    for waiting in &record.waiting {
        let words = [("household", Arg::Text(waiting.household.to_owned())), ("note", Arg::Text(waiting.note.clone()))];
        lines.push(match waiting.would_go_to {
            Some(region) => {
                let position = look.rest.package.regions.iter().position(|r| r.id == region).unwrap_or(0);
                let region = texts.region(&look.rest.package, position.into());
                texts.say("year-status-would", &[words[0].clone(), ("region", Arg::Text(region))])
            }
            None => texts.say("year-why", &words),
        });
    }
    lines.extend(history(year, record, texts));
    lines.join("\n")
}

fn places(year: &Year, record: &StatusRecord<'_>, texts: &Texts) -> Vec<Vec<String>> {
    let package = year.package();
    let columns = [
        "year-column-region",
        "year-column-capacity",
        "year-column-places",
        "year-column-given",
        "year-column-left",
        "year-column-forecast",
        "year-column-one-more",
    ];
    let mut rows = vec![columns.map(|key| texts.say(key, &[])).to_vec()];
    for (limit, place) in package.capacities.iter().zip(&record.places) {
        rows.push(vec![
            texts.region(package, limit.region),
            texts.capacity(package, limit.capacity),
            texts.count(place.places),
            texts.count(place.given),
            texts.count(place.price.left),
            texts.count((place.price.forecast + f64::from(place.price.used)).round().max(0.0) as u64),
            texts.number(place.price.price, 2),
        ]);
    }
    rows
}

/// The last sittings, orders, and what people decided otherwise.
fn history(year: &Year, record: &StatusRecord<'_>, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if !year.held().is_empty() {
        lines.push(format!("\n{}", texts.say("year-status-sittings", &[])));
    }
    for (number, held) in (1_u64..).zip(year.held()).skip(year.held().len().saturating_sub(LISTED)) {
        let placed = held.record.decisions.iter().filter(|d| d.region.is_some()).count();
        let words = [
            ("number", Arg::Count(number)),
            ("date", Arg::Text(texts.date(held.date))),
            ("placed", Arg::Count(placed as u64)),
            ("waiting", Arg::Count((held.record.decisions.len() - placed) as u64)),
        ];
        lines.push(texts.say("year-status-sitting", &words));
    }
    if !year.changes().is_empty() {
        lines.push(format!("\n{}", texts.say("year-status-changes", &[])));
    }
    lines.extend(year.changes().iter().map(|one| format!("  {}", change::line(texts, year.package(), one))));
    if !record.overrides.is_empty() {
        lines.push(format!("\n{}", texts.say("year-status-overrides", &[])));
    }
    for (reason, sum) in &record.overrides {
        let words = [
            ("reason", Arg::Text((*reason).to_owned())),
            ("count", Arg::Count(sum.count)),
            ("cost", Arg::Number(sum.cost, 2)),
        ];
        lines.push(texts.say("year-status-override", &words));
    }
    lines
}
