//! `qonys year change`.

use super::args::ChangeArgs;
use super::state::{Record, as_written, sound, version, write};
use super::store_stop;
use crate::reading::listed;
use crate::terminal::{Stop, Terminal};
use qonys_model::{CapacityIx, Change, Package, RegionIx};
use qonys_report::{Arg, Texts};
use qonys_tables::{changes_source, read_changes};

pub fn run(args: &ChangeArgs, terminal: &Terminal) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let (mut journal, mut year) = write(&args.state, terminal)?;
    let (source, faults) = changes_source(&args.changes);
    let source = as_written(&source);
    let changes = sound(read_changes(&source, faults, year.package()), None, terminal)?;
    let mut faults = year.repeated(&changes);
    if faults.is_empty() {
        faults = year.change(&changes).err().unwrap_or_default();
    }
    if !faults.is_empty() {
        let file = source.sheets.first().map(|sheet| sheet.file.clone()).unwrap_or_default();
        faults.iter_mut().for_each(|fault| fault.file.clone_from(&file));
        terminal.err(&listed(&faults, texts));
        return Err(Stop::Faults);
    }
    let record = Record::Change { qonys: version(), changes: source };
    journal.append(&record.line()).map_err(|error| store_stop(texts, &error))?;
    let lines: Vec<String> = changes.iter().map(|change| line(texts, year.package(), change)).collect();
    terminal.out(&lines.join("\n"));
    Ok(())
}

/// One change in words.
pub fn line(texts: &Texts, package: &Package, change: &Change) -> String {
    let place = |(region, capacity): (RegionIx, CapacityIx)| {
        let words = [
            ("region", Arg::Text(texts.region(package, region))),
            ("capacity", Arg::Text(texts.capacity(package, capacity))),
        ];
        texts.say("year-limit", &words)
    };
    let mut words = vec![
        ("date", Arg::Text(texts.date(change.date))),
        ("places", Arg::Count(u64::from(change.places))),
        ("reason", Arg::Text(change.reason.clone())),
    ];
    words.extend(change.from.map(|from| ("from", Arg::Text(place(from)))));
    words.extend(change.to.map(|to| ("to", Arg::Text(place(to)))));
    let key = match (change.from, change.to) {
        (Some(_), Some(_)) => "year-moved",
        (Some(_), None) => "year-taken",
        _ => "year-added",
    };
    texts.say(key, &words)
}
