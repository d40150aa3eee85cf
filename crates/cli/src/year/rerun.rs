//! `qonys year rerun`: every sitting is computed again from the journal and compared, byte by byte.

use super::args::RerunArgs;
use super::overrides::recorded;
use super::state::{Record, year};
use super::store_stop;
use crate::terminal::{Stop, Terminal};
use qonys::PlaceOptions;
use qonys::year::{Proposal, SittingRecord, Year};
use qonys_report::{Arg, Texts};

pub fn run(args: &RerunArgs, terminal: &Terminal) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let bodies = qonys_store::read(&args.state).map_err(|error| store_stop(texts, &error))?;
    let (mut sittings, mut different) = (0_u64, Vec::new());
    year(&bodies, terminal, |year, record, body| {
        sittings += 1;
        if recomputed(year, record).is_none_or(|(_, again)| again.line() != body) {
            different.push(differs(texts, sittings, record));
        }
        Ok(())
    })?;
    if different.is_empty() {
        let words = [("records", Arg::Count(bodies.len() as u64)), ("sittings", Arg::Count(sittings))];
        terminal.out(&texts.say("year-rerun-same", &words));
        return Ok(());
    }
    Err(Stop::Message(different.join("\n")))
}

/// The sentence for a sitting that comes out otherwise than it was written.
pub fn differs(texts: &Texts, number: u64, record: &Record) -> String {
    let Record::Sitting { qonys, outcome, .. } = record else { return String::new() };
    let words = [
        ("number", Arg::Count(number)),
        ("date", Arg::Text(texts.date(outcome.date))),
        ("version", Arg::Text(qonys.clone())),
    ];
    texts.say("year-rerun-differs", &words)
}

/// A sitting as it comes out now: what was decided, and its record.
pub fn recomputed(year: &Year, record: &Record) -> Option<(Proposal, Record)> {
    let Record::Sitting { qonys, families, overrides, outcome } = record else { return None };
    let proposal = year.propose(outcome.date, &PlaceOptions::default()).ok()?;
    let places = recorded(overrides, &proposal)?;
    let (proposal, overruled) =
        if places.is_empty() { (proposal, Vec::new()) } else { year.overrule(&proposal, &places).ok()? };
    let outcome = SittingRecord::of(&proposal, overrides, &overruled);
    let record =
        Record::Sitting { qonys: qonys.clone(), families: families.clone(), overrides: overrides.clone(), outcome };
    Some((proposal, record))
}
