//! `qonys quota --from-prices PACKAGE`.

use super::{Bound, QuotaArgs, book, record};
use crate::clock::Clock;
use crate::outputs::{stage, write_error};
use crate::place::{refused, with_options};
use crate::progress::ProgressLine;
use crate::reading;
use crate::terminal::{Stop, Terminal};
use qonys::quota::{MoveOptions, move_quota};
use qonys_model::{CapacityIx, MovedQuota, Package};
use qonys_report::{Arg, MovedPage, moved_html, moved_remarks, moved_summary, transfers_told};
use qonys_tables::{
    Input, moved_capacities_csv, moved_csv, moved_curve_csv, moved_json, moved_transfers_csv, moved_xlsx,
};
use std::collections::BTreeSet;
use std::path::Path;

pub fn run(args: &QuotaArgs, path: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    let (package, inputs, _) = reading::package(path, terminal)?;
    let capacity = capacity(args, &package, terminal)?;
    let (most_share, most_places) = match args.move_at_most {
        Some(Bound::Share(share)) => (Some(share), None),
        Some(Bound::Places(places)) => (None, Some(places)),
        None => (None, None),
    };
    let found = with_options(&args.engine, &clock, &line, |place| {
        move_quota(&package, &MoveOptions { capacity, most_share, most_places, place: *place })
    });
    let (moved, proposed, _) = found.map_err(|error| refused(&terminal.texts, &package, &inputs, &error))?;
    line.step("progress-writing");
    write(args, (&package, &proposed), &moved, &inputs, terminal, &clock)?;
    drop(line);
    Ok(())
}

/// The capacity that is named, or the only one that has places.
fn capacity(args: &QuotaArgs, package: &Package, terminal: &Terminal) -> Result<CapacityIx, Stop> {
    let limited: BTreeSet<CapacityIx> = package.capacities.iter().map(|c| c.capacity).collect();
    let name = |k: &CapacityIx| package.programme.capacity[k.at()].name.as_str();
    let names = limited.iter().map(name).collect::<Vec<_>>().join(", ");
    let found = match &args.capacity {
        Some(wanted) => limited.iter().find(|k| name(k) == wanted),
        None if limited.len() == 1 => limited.first(),
        None => None,
    };
    let said = || match &args.capacity {
        Some(wanted) => terminal.texts.say("quota-no-capacity", &[("name", wanted.into()), ("names", names.into())]),
        None => terminal.texts.say("quota-which-capacity", &[("names", names.into())]),
    };
    found.copied().ok_or_else(|| Stop::Message(said()))
}

fn write(
    args: &QuotaArgs,
    (package, proposed): (&Package, &Package),
    moved: &MovedQuota,
    inputs: &[Input],
    terminal: &Terminal,
    clock: &Clock,
) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let failed = |error: qonys_tables::WriteError| write_error(terminal, &error);
    let seed = args.engine.seed.unwrap_or(package.programme.seed);
    let mark = if package.programme.synthetic { texts.say("synthetic", &[]) } else { String::new() };
    let title = package.programme.name.clone();
    let mut remarks = moved_remarks(texts, package, moved);
    remarks.extend((moved.moved() > 0).then(|| transfers_told(texts, moved)));
    let words = book(texts, title, mark, remarks);
    let json = moved_json(package, moved, env!("CARGO_PKG_VERSION"), inputs).map_err(failed)?;
    let bounds = args.move_at_most.map_or_else(String::new, |bound| match bound {
        Bound::Places(places) => format!(", --move-at-most {places}"),
        Bound::Share(share) => format!(", --move-at-most {}%", 100.0 * share),
    });
    let capacity = &package.programme.capacity[moved.capacity.at()].name;
    let page = moved_html(&MovedPage {
        package,
        moved,
        assumptions: &qonys::assumptions(package),
        record: &record(seed, inputs, format!("--capacity {capacity}{bounds}, --seed {seed}")),
        first_language: texts.lang(),
    });
    let files = [
        ("quota.csv".to_owned(), moved_csv(package, moved)),
        ("quota-moves.csv".to_owned(), moved_transfers_csv(package, moved)),
        ("quota-curve.csv".to_owned(), moved_curve_csv(moved)),
        ("quota.json".to_owned(), json.clone()),
        ("quota.xlsx".to_owned(), moved_xlsx(package, moved, &words).map_err(failed)?),
        ("quota.html".to_owned(), page.into_bytes()),
        ("capacities.csv".to_owned(), moved_capacities_csv(proposed)),
    ];
    stage(terminal, &args.out, &files)?;
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
        return Ok(());
    }
    let written = [("folder", Arg::Text(args.out.display().to_string())), ("seconds", Arg::Number(clock.seconds(), 1))];
    terminal.out(&format!("{}\n{}", moved_summary(texts, package, moved), texts.say("quota-moved-written", &written)));
    Ok(())
}
