//! `qonys year open`.

use super::args::OpenArgs;
use super::state::{Record, as_written, sound, version};
use super::store_stop;
use crate::pools::past;
use crate::terminal::{Stop, Terminal};
use qonys::season::Coming;
use qonys::year::{METHOD, Settings, Sittings};
use qonys_model::Package;
use qonys_report::Arg;
use qonys_store::Journal;
use qonys_tables::{families_source, frame_source, open, read_frame, read_source};

pub fn run(args: &OpenArgs, terminal: &Terminal) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let (frame, faults) = frame_source(&args.package);
    let frame = as_written(&frame);
    let package = sound(read_frame(&frame, faults), None, terminal)?;
    let (mut pools, mut years): (Vec<_>, Vec<Package>) = (Vec::new(), Vec::new());
    for path in &args.pool {
        let (source, faults) = open(path);
        let source = as_written(&source);
        let pool = sound(read_source(&source, faults), Some(path), terminal)?;
        past(&pool, &years, &package, terminal)?;
        if years.iter().any(|other| without_scores(other, &pool) || without_scores(&pool, other)) {
            let year = [("year", Arg::Text(pool.programme.year.to_string()))];
            return Err(Stop::Message(texts.say("year-pool-mixed", &year)));
        }
        years.push(pool);
        pools.push(source);
    }
    let year = package.programme.year;
    let planned = package.programme.arrivals.sittings.map(Sittings::Number);
    let sittings = args.sittings.clone().or(planned).unwrap_or_default();
    if let Sittings::Dates(dates) = &sittings
        && let Some(date) = dates.iter().find(|date| date.year() != year)
    {
        let words = [("date", texts.date(*date).into()), ("year", Arg::Text(year.to_string()))];
        return Err(Stop::Message(texts.say("year-date-outside", &words)));
    }
    let settings = Settings { method: METHOD, sittings, coming: args.count.unwrap_or_default() };
    let record = Record::Open { qonys: version(), settings, frame, pools };
    let mut journal = Journal::start(&args.state).map_err(|error| store_stop(texts, &error))?;
    journal.append(&record.line()).map_err(|error| store_stop(texts, &error))?;
    let Record::Open { settings, .. } = &record else { return Ok(()) };
    terminal.out(&said(args, terminal, &package, &years, settings));
    Ok(())
}

/// Whether one has no scores where the other has nothing else: no year could learn from both.
fn without_scores(one: &Package, other: &Package) -> bool {
    one.scores.is_none() && other.people.is_empty()
}

fn said(args: &OpenArgs, terminal: &Terminal, package: &Package, pools: &[Package], settings: &Settings) -> String {
    let texts = &terminal.texts;
    let year = Arg::Text(package.programme.year.to_string());
    let mut lines = vec![texts.say(
        "year-opened",
        &[
            ("name", Arg::Text(package.programme.name.clone())),
            ("year", year),
            ("folder", Arg::Text(args.state.display().to_string())),
            ("regions", Arg::Count(package.regions.len() as u64)),
        ],
    )];
    if package.programme.synthetic || pools.iter().any(|pool| pool.programme.synthetic) {
        lines.push(texts.say("synthetic", &[]));
    }
    if pools.is_empty() {
        lines.push(texts.say("year-pool-none", &[]));
    }
    for pool in pools {
        let words = [
            ("year", Arg::Text(pool.programme.year.to_string())),
            ("households", Arg::Count(pool.households.len() as u64)),
        ];
        lines.push(texts.say("year-pool", &words));
        if pool.people.is_empty() {
            lines.push(texts.say("year-pool-scores", &[]));
        }
    }
    lines.push(match settings.coming {
        Coming::Families(families) => texts.say("year-count-known", &[("families", Arg::Count(families))]),
        Coming::Fitted if pools.len() > 1 => texts.say("year-count-fitted", &[]),
        Coming::Fitted if pools.len() == 1 => texts.say("year-count-one-year", &[]),
        Coming::Poisson if !pools.is_empty() => texts.say("year-count-poisson", &[]),
        Coming::Fitted | Coming::Poisson | Coming::Unknown => texts.say("year-count-unknown", &[]),
    });
    if package.programme.fairness.binds() || package.programme.wishes.decides().rearranges() {
        lines.push(texts.say("year-rules-left", &[]));
    }
    let families = families_source(&args.package).0.sheets.iter().map(|s| s.rows.len()).next();
    if let Some(families) = families.filter(|n| *n > 0) {
        lines.push(texts.say("year-families-left", &[("families", Arg::Count(families as u64))]));
    }
    lines.join("\n")
}
