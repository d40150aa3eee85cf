//! `qonys year sit`: a proposal, and with `--accept` a decision.

use super::args::SitArgs;
use super::overrides::excepted;
use super::plan::{plan_csv, stem, tables};
use super::proposal::json;
use super::spoken::{overruled_lines, spoken};
use super::state::{Record, as_written, look, sound, version, warn_of_mute_pools, write};
use super::store_stop;
use crate::clock::today;
use crate::outputs::{staged, write_cause, write_error};
use crate::place::refused;
use crate::reading::as_json;
use crate::terminal::{Stop, Terminal};
use qonys::PlaceOptions;
use qonys::year::{Overruled, Proposal, Refused, SittingRecord, Year};
use qonys_model::Violation;
use qonys_report::{Arg, explain};
use qonys_tables::{families_source, read_families};

pub fn run(args: &SitArgs, terminal: &Terminal) -> Result<(), Stop> {
    let texts = &terminal.texts;
    // whoever will write holds the lock from the beginning, so that nothing changes between proposal and decision
    let (journal, mut year) = if args.accept {
        let (journal, year) = write(&args.state, terminal)?;
        (Some(journal), year)
    } else {
        (None, look(&args.state, terminal)?)
    };
    let day = args.date.unwrap_or_else(today);
    if !year.may_sit(day) {
        let words = [
            ("date", Arg::Text(texts.date(day))),
            ("year", Arg::Text(year.package().programme.year.to_string())),
            ("first", Arg::Text(texts.date(year.today()))),
        ];
        return Err(Stop::Message(texts.say("year-day-refused", &words)));
    }
    let families = args.families.as_deref().map(|path| {
        let (source, faults) = families_source(path);
        (as_written(&source), faults)
    });
    if let Some((source, faults)) = &families {
        let read = read_families(source, faults.clone(), year.package(), &year.waiting());
        year.admit(sound(read, None, terminal)?);
    }
    warn_of_mute_pools(&year, terminal);
    let refused = |error: Refused| refused(texts, &error.package, &[], &error.error);
    let options = PlaceOptions { threads: args.threads.map(usize::from), ..PlaceOptions::default() };
    let mut proposal = year.propose(day, &options).map_err(refused)?;
    let excepted = excepted(args, &year, &proposal, terminal)?;
    let mut overruled = Vec::new();
    if !excepted.places.is_empty() {
        (proposal, overruled) =
            year.overrule(&proposal, &excepted.places).map_err(|error| not_allowed(terminal, &error))?;
    }
    let outcome = SittingRecord::of(&proposal, &excepted.overrides, &overruled);
    let number = year.held().len() + 1;
    if let Some(mut journal) = journal {
        let families = families.map(|(source, _)| source);
        let record =
            Record::Sitting { qonys: version(), families, overrides: excepted.overrides, outcome: outcome.clone() };
        // what the year would not take is not written down
        year.hold(outcome)
            .map_err(|id| Stop::Message(texts.say("year-journal-failed", &[("error", Arg::Text(id))])))?;
        journal.append(&record.line()).map_err(|error| store_stop(texts, &error))?;
    }
    files(args, terminal, &year, &proposal, number)?;
    terminal.out(&if args.json {
        as_json(&json(&proposal, &overruled, number, args.accept, texts))
    } else {
        said(args, terminal, &proposal, &overruled, number)
    });
    Ok(())
}

/// Every rule that the decisions of people would break.
fn not_allowed(terminal: &Terminal, error: &Refused) -> Stop {
    let qonys::PlaceError::Withheld(violations) = &error.error else {
        return refused(&terminal.texts, &error.package, &[], &error.error);
    };
    let mut lines = vec![terminal.texts.say("year-except-refused", &[])];
    let line = |violation| qonys_report::violation_line(&terminal.texts, &error.package, violation);
    lines.extend(violations.iter().map(|violation| format!("  - {}", line(violation))));
    if violations.iter().any(|violation| matches!(violation, Violation::CapacityExceeded { .. })) {
        lines.push(terminal.texts.say("year-except-places", &[]));
    }
    Stop::Message(lines.join("\n"))
}

/// The proposal as tables: `proposal.*` while nothing is decided, `sitting-N.*` and `plan.csv` once it is.
fn files(args: &SitArgs, terminal: &Terminal, year: &Year, proposal: &Proposal, number: usize) -> Result<(), Stop> {
    let name = if args.accept { stem(number as u64) } else { "proposal".to_owned() };
    let mut files = tables(&name, proposal, terminal)?.to_vec();
    if args.accept {
        files.push(("plan.csv".to_owned(), plan_csv(year)));
    }
    staged(&args.state, &files).map_err(|error| {
        if !args.accept {
            return write_error(terminal, &error);
        }
        // the decision is on the disk already: nobody should think that the sitting was not held
        let words = [("number", Arg::Count(number as u64)), ("error", Arg::Text(write_cause(&terminal.texts, &error)))];
        Stop::Message(terminal.texts.say("year-held-without-files", &words))
    })
}

fn said(args: &SitArgs, terminal: &Terminal, proposal: &Proposal, overruled: &[Overruled], number: usize) -> String {
    let texts = &terminal.texts;
    let mut lines = vec![spoken(texts, proposal, number)];
    lines.extend(overruled_lines(texts, proposal, overruled));
    if args.explain {
        for placement in &proposal.outcome.plan.placements {
            let package = &proposal.rest.package;
            lines.push(explain(texts, package, &proposal.outcome, placement.household).trim_end().to_owned() + "\n");
        }
    }
    let words = [
        ("folder", Arg::Text(args.state.display().to_string())),
        ("number", Arg::Count(number as u64)),
        ("file", Arg::Text(stem(number as u64))),
    ];
    lines.push(texts.say(if args.accept { "year-accepted" } else { "year-proposed" }, &words));
    lines.join("\n")
}
