//! `qonys place`: read, place, write plan.csv, plan.xlsx, run.json and report.html, say it in one screen.

use crate::args::{EngineArgs, PlaceArgs};
use crate::clock::{Clock, peak_memory_mb};
use crate::interrupt;
use crate::outputs::{stage, write_error};
use crate::progress::ProgressLine;
use crate::reading;
use crate::terminal::{Stop, Terminal};
use qonys::{OldPlan, PlaceError, PlaceOptions, Promise, keep, lock_costs, place, single_costs_are_cheap};
use qonys_model::{Fault, Outcome, Package, StoppedBy};
use qonys_report::{
    Arg, Lang, PageInput, Record, Texts, conflict_lines, notes, override_text, report_html, summary, violation_line,
};
use qonys_tables::{Input, RunFacts, RunRecord, plan_csv, plan_xlsx};
use std::collections::BTreeMap;

pub fn run(args: &PlaceArgs, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    let (package, mut inputs, faults) = reading::package(&args.package, terminal)?;
    clock.lap("read");
    let _to_the_end = interrupt::search();
    let outcome = overruled(args, &package, &mut inputs, &clock, &line, terminal)?;
    line.step("progress-writing");
    let seed = args.engine.seed.unwrap_or(package.programme.seed);
    let notes = notes(&terminal.texts, &package, &outcome);
    let book = crate::book::texts(&terminal.texts, &package, &outcome, &notes);
    let mut files = vec![
        ("plan.csv".to_owned(), plan_csv(&package, &outcome, &notes)),
        ("plan.xlsx".to_owned(), plan_xlsx(&package, &outcome, &book).map_err(|e| write_error(terminal, &e))?),
        ("report.html".to_owned(), page(&package, &outcome, &inputs, seed, terminal.texts.lang()).into_bytes()),
    ];
    clock.lap("write");
    let record = record(args, &package, &outcome, inputs, &clock).map_err(|e| write_error(terminal, &e))?;
    files.push(("run.json".to_owned(), record.clone()));
    stage(terminal, &args.out, &files)?;
    drop(line);
    if args.json {
        terminal.out(&String::from_utf8_lossy(&record));
    } else {
        terminal.out(&said(args, terminal, &package, &outcome, &faults, &clock));
    }
    Ok(())
}

/// The plan, with an earlier one kept where one is given, and with what the locks cost.
fn overruled(
    args: &PlaceArgs,
    package: &Package,
    inputs: &mut Vec<Input>,
    clock: &Clock,
    line: &ProgressLine<'_>,
    terminal: &Terminal,
) -> Result<Outcome, Stop> {
    let mut outcome = match &args.keep {
        None => placed((package, inputs), &args.engine, clock, line, terminal)?,
        Some(file) => {
            let (old, faults) = qonys_tables::read_old_plan(file, package);
            if !faults.is_empty() && !args.json {
                terminal.err(&reading::listed(&faults, &terminal.texts));
            }
            let Some((places, gone)) = old else {
                return Err(if args.json { reading::refused(&faults, terminal) } else { Stop::Faults });
            };
            let old = OldPlan { places, gone };
            let kept =
                with_options(&args.engine, clock, line, |options| keep(package, &old, args.move_at_most, options))
                    .map_err(|error| refused(&terminal.texts, package, inputs, &error))?;
            inputs.extend(qonys_tables::open_table(file, qonys_model::Table::Plan).1);
            kept
        }
    };
    if !args.no_lock_costs && args.keep.is_none() {
        let each = single_costs_are_cheap(package);
        let costs = with_options(&args.engine, clock, line, |options| lock_costs(package, &outcome, |_| each, options));
        // a package whose minimums only an exception meets has no plan without its locks, and no cost to tell
        outcome.overrides.costs = costs.unwrap_or_default();
    }
    Ok(outcome)
}

/// Runs the engine with progress and the clock's limit.
pub fn placed(
    (package, inputs): (&Package, &[Input]),
    engine: &EngineArgs,
    clock: &Clock,
    line: &ProgressLine<'_>,
    terminal: &Terminal,
) -> Result<Outcome, Stop> {
    with_options(engine, clock, line, |options| place(package, options))
        .map_err(|error| refused(&terminal.texts, package, inputs, &error))
}

/// Options for the recipe from what was typed.
pub fn with_options<T>(
    engine: &EngineArgs,
    clock: &Clock,
    line: &ProgressLine<'_>,
    work: impl FnOnce(&PlaceOptions<'_>) -> T,
) -> T {
    let before = clock.seconds();
    let search = interrupt::search();
    let stop = || {
        let late = || engine.time_limit.is_some_and(|limit| clock.seconds() - before > limit);
        if search.interrupted() {
            line.step("progress-stopping");
            return Some(StoppedBy::User);
        }
        late().then_some(StoppedBy::TimeLimit)
    };
    let report = |progress: &qonys::Progress| {
        clock.lap(progress.stage);
        if !search.interrupted() {
            line.engine(progress);
        }
    };
    let done = work(&PlaceOptions {
        threads: engine.threads.map(usize::from),
        seed: engine.seed,
        gap: engine.gap,
        stop: Some(&stop),
        progress: Some(&report),
    });
    clock.lap("check and explain");
    done
}

/// The end of a command that has no plan.
pub fn refused(texts: &Texts, package: &Package, inputs: &[Input], error: &PlaceError) -> Stop {
    let said = refusal(texts, package, inputs, error);
    match error {
        PlaceError::NoPlanFound { stopped: Some(StoppedBy::User), .. } => Stop::Interrupted(said),
        _ => Stop::Message(said),
    }
}

/// Why there is no plan, in the user's words.
fn refusal(texts: &Texts, package: &Package, inputs: &[Input], error: &PlaceError) -> String {
    let statements = |key: &str, capacities: &[(qonys_model::RegionIx, qonys_model::CapacityIx)], households: &[_]| {
        let mut lines = vec![texts.say(key, &[])];
        for (region, capacity) in capacities {
            let limit = package.capacities.iter().find(|c| (c.region, c.capacity) == (*region, *capacity));
            let number = |n: Option<u32>| Arg::Count(u64::from(n.unwrap_or(0)));
            lines.push(texts.say(
                "refused-capacity",
                &[
                    ("region", Arg::Text(package.regions[region.at()].id.clone())),
                    ("capacity", Arg::Text(package.programme.capacity[capacity.at()].name.clone())),
                    ("places", number(limit.map(|c| c.places))),
                    ("minimum", number(limit.map(|c| c.minimum))),
                ],
            ));
        }
        let ids: Vec<&str> =
            households.iter().map(|h: &qonys_model::HouseholdIx| package.households[h.at()].id.as_str()).collect();
        if !ids.is_empty() {
            let shown = ids.iter().take(20).copied().collect::<Vec<_>>().join(", ");
            let more = Arg::Count(ids.len().saturating_sub(20) as u64);
            lines.push(texts.say("refused-households", &[("households", Arg::Text(shown)), ("more", more)]));
        }
        lines.join("\n")
    };
    match error {
        PlaceError::Impossible(conflict) => {
            conflict_lines(texts, package, &|table| reading::file_of(inputs, table), conflict).join("\n")
        }
        PlaceError::NoPlanFound { stopped: Some(_), .. } => texts.say("refused-stopped", &[]),
        PlaceError::NoPlanFound { capacities, households, stopped: None } => {
            statements("refused-not-found", capacities, households)
        }
        PlaceError::MoreMustMove { asked, fewest } => {
            texts.say("keep-more-must-move", &[("asked", (*asked).into()), ("fewest", (*fewest).into())])
        }
        PlaceError::KeepWithPromises => texts.say("keep-with-promises", &[]),
        PlaceError::MovesNotFound { asked } => texts.say("keep-not-found", &[("asked", (*asked).into())]),
        PlaceError::Withheld(violations) => {
            let broken = violations.iter().take(20).map(|v| violation_line(texts, package, v));
            let mut lines = vec![texts.say("refused-withheld", &[("count", Arg::Count(violations.len() as u64))])];
            lines.extend(broken);
            lines.join("\n")
        }
        PlaceError::Promises { proved, broken } => promises(texts, *proved, broken),
        PlaceError::TwoRules => texts.say("refused-two-rules", &[]),
        PlaceError::Numbers { households, .. } => {
            let ids: Vec<&str> = households.iter().map(|h| package.households[h.at()].id.as_str()).collect();
            let count = Arg::Count(ids.len() as u64);
            texts.say("refused-numbers", &[("count", count), ("households", Arg::Text(ids.join(", ")))])
        }
    }
}

/// The promises that are not kept, with figures, and what to do.
fn promises(texts: &Texts, proved: bool, broken: &[Promise]) -> String {
    let key = if proved { "refused-promises-proved" } else { "refused-promises-open" };
    let line = |promise: &Promise| {
        let figures = |decimals| {
            [("promised", Arg::Number(promise.promised, decimals)), ("reach", Arg::Number(promise.reach, decimals))]
        };
        match &promise.group {
            Some(group) => {
                let [promised, reach] = figures(3);
                texts.say("refused-promise-group", &[("group", Arg::Text(group.clone())), promised, reach])
            }
            None => texts.say("refused-promise-worse", &figures(0)),
        }
    };
    let mut lines = vec![texts.say(key, &[])];
    lines.extend(broken.iter().map(line));
    lines.push(texts.say("refused-promises-fix", &[]));
    lines.join("\n")
}

fn page(package: &Package, outcome: &Outcome, inputs: &[Input], seed: u64, lang: Lang) -> String {
    let record = Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        inputs: inputs.iter().map(|i| (i.file.clone(), i.sha256.clone())).collect(),
        further: Vec::new(),
    };
    report_html(&PageInput { package, outcome, record: &record, date: None, first_language: lang })
}

fn record(
    args: &PlaceArgs,
    package: &Package,
    outcome: &Outcome,
    inputs: Vec<Input>,
    clock: &Clock,
) -> Result<Vec<u8>, qonys_tables::WriteError> {
    let engine = &args.engine;
    let options = BTreeMap::from([
        ("gap".to_owned(), serde_json::json!(engine.gap)),
        ("threads".to_owned(), serde_json::json!(engine.threads)),
        ("time_limit".to_owned(), serde_json::json!(engine.time_limit)),
    ]);
    let mut options = options;
    if args.keep.is_some() {
        options.insert("move_at_most".to_owned(), serde_json::json!(args.move_at_most));
    }
    let facts = RunFacts {
        qonys: env!("CARGO_PKG_VERSION").to_owned(),
        inputs,
        seed: engine.seed,
        options,
        seconds: clock.laps(),
        peak_memory_mb: peak_memory_mb(),
    };
    RunRecord::new(package, outcome, facts).to_json()
}

/// One screen: the figures, what to look at, where the files are.
fn said(
    args: &PlaceArgs,
    terminal: &Terminal,
    package: &Package,
    outcome: &Outcome,
    faults: &[Fault],
    clock: &Clock,
) -> String {
    let texts = &terminal.texts;
    let mut lines = vec![summary(texts, package, outcome).text()];
    let overrides = override_text(texts, package, outcome);
    if !overrides.is_empty() {
        lines.push(overrides);
    }
    if !faults.is_empty() {
        lines.push(texts.say("place-warnings", &[("count", Arg::Count(faults.len() as u64))]));
    }
    let folder = Arg::Text(args.out.display().to_string());
    lines.push(texts.say("place-written", &[("folder", folder), ("seconds", Arg::Number(clock.seconds(), 1))]));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use qonys_report::Lang;
    use std::path::Path;

    /// Reading refuses such a number; a package that did not come from files may still hold one.
    #[test]
    fn a_number_that_the_engine_refuses_is_said_by_the_key_of_its_household() {
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small");
        let mut package = qonys_tables::read(&small).package.expect("a package");
        package.programme.value.wish = 1e300;
        let error = place(&package, &PlaceOptions::default()).expect_err("too large");
        for (lang, sentence) in [
            (Lang::En, "what a region is worth to H1 is too large"),
            (Lang::Ru, "слишком велика ценность региона для семей H1"),
            (Lang::Kk, "өңірдің құндылығы тым үлкен: H1"),
        ] {
            let said = refusal(&Texts::new(lang), &package, &[], &error);
            assert!(said.contains(sentence) && !said.contains("unit"), "{said}");
        }
    }
}
