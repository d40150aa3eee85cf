//! The journal's records, and the year that they amount to.

use super::store_stop;
use crate::pools::mute;
use crate::reading::listed;
use crate::terminal::{Stop, Terminal};
use qonys::year::{METHOD, Override, Settings, SittingRecord, Year};
use qonys_model::{Fault, Package, Severity};
use qonys_report::Arg;
use qonys_store::Journal;
use qonys_tables::{Source, read_changes, read_families, read_frame, read_source};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One line of the journal: all that is needed to compute the year again.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Record {
    /// The first record.
    Open { qonys: String, settings: Settings, frame: Source, pools: Vec<Source> },
    /// A sitting: what was given and what was decided.
    Sitting { qonys: String, families: Option<Source>, overrides: Vec<Override>, outcome: SittingRecord },
    /// Orders that move places.
    Change { qonys: String, changes: Source },
}

impl Record {
    /// As a line.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The version that writes records.
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Tables as a later reader of the journal will find them: what is written down is what is computed with.
pub fn as_written(source: &Source) -> Source {
    serde_json::to_string(source).and_then(|json| serde_json::from_str(&json)).unwrap_or_else(|_| source.clone())
}

/// The year of a folder, for looking at.
pub fn look(folder: &Path, terminal: &Terminal) -> Result<Year, Stop> {
    let bodies = qonys_store::read(folder).map_err(|error| store_stop(&terminal.texts, &error))?;
    year(&bodies, terminal, |_, _, _| Ok(()))
}

/// The year of a folder, with the journal locked for writing.
pub fn write(folder: &Path, terminal: &Terminal) -> Result<(Journal, Year), Stop> {
    let (journal, bodies) = Journal::open(folder).map_err(|error| store_stop(&terminal.texts, &error))?;
    Ok((journal, year(&bodies, terminal, |_, _, _| Ok(()))?))
}

/// Builds the year record by record. `before` is shown every sitting before it is held, with the families admitted.
pub fn year(
    bodies: &[String],
    terminal: &Terminal,
    mut before: impl FnMut(&Year, &Record, &str) -> Result<(), Stop>,
) -> Result<Year, Stop> {
    let mut year = None;
    for (number, body) in (1..).zip(bodies) {
        let foreign = || Stop::Message(terminal.texts.say("year-record-foreign", &[("record", Arg::Count(number))]));
        let record: Record = serde_json::from_str(body).map_err(|_| foreign())?;
        match (&record, &mut year) {
            // what a later method decided it decided by rules that are not known here
            (Record::Open { settings, .. }, None) if settings.method > METHOD => return Err(foreign()),
            (Record::Open { settings, frame, pools, .. }, None) => {
                let frame = read_frame(frame, Vec::new()).0.ok_or_else(foreign)?;
                let pools = pools.iter().map(|pool| read_source(pool, Vec::new()).0);
                let pools = pools.collect::<Option<Vec<Package>>>().ok_or_else(foreign)?;
                year = Some(Year::open(&frame, pools, settings.clone()));
            }
            (Record::Sitting { families, outcome, .. }, Some(year)) => {
                if let Some(families) = families {
                    let read = read_families(families, Vec::new(), year.package(), &year.waiting());
                    year.admit(read.0.ok_or_else(foreign)?);
                }
                before(year, &record, body)?;
                year.hold(outcome.clone()).map_err(|_| foreign())?;
            }
            (Record::Change { changes, .. }, Some(year)) => {
                let changes = read_changes(changes, Vec::new(), year.package()).0.ok_or_else(foreign)?;
                year.change(&changes).map_err(|_| foreign())?;
            }
            _ => return Err(foreign()),
        }
    }
    year.ok_or_else(|| Stop::Message(terminal.texts.say("year-record-foreign", &[("record", Arg::Count(1))])))
}

/// Warns of past years that teach this one no prices.
pub fn warn_of_mute_pools(year: &Year, terminal: &Terminal) {
    let mute: Vec<String> =
        year.pools().iter().filter_map(|pool| mute(pool, year.package(), &terminal.texts)).collect();
    if !mute.is_empty() {
        terminal.err(&format!("{}\n{}\n", mute.join("\n"), terminal.texts.say("year-pool-foreign-advice", &[])));
    }
}

/// What was read, or the faults said; warnings are said too. `from` is named above faults of one package among several.
pub fn sound<T>(read: (Option<T>, Vec<Fault>), from: Option<&Path>, terminal: &Terminal) -> Result<T, Stop> {
    let (read, faults) = read;
    let errors = faults.iter().any(|fault| fault.code.severity() == Severity::Error);
    if errors || (from.is_none() && !faults.is_empty()) {
        if let Some(from) = from {
            let package = [("package", Arg::Text(from.display().to_string()))];
            terminal.err(&terminal.texts.say("year-faults-of", &package));
        }
        terminal.err(&listed(&faults, &terminal.texts));
    }
    read.ok_or(Stop::Faults)
}
