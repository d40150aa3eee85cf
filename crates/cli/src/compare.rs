//! `qonys compare`: two packages, two policies or two plans side by side.

use crate::args::{CompareArgs, EngineArgs};
use crate::clock::Clock;
use crate::outputs::{stage, write_error};
use crate::place::placed;
use crate::progress::ProgressLine;
use crate::reading::{self, listed};
use crate::terminal::{Stop, Terminal};
use qonys::compare::{Of, Side, compare};
use qonys::{Judgement, value_plan};
use qonys_model::{Comparison, Outcome, Package};
use qonys_report::{
    Arg, ComparePage, FigureCell, FigureTable, Record, WhatIfText, compare_html, compare_summary, compare_tables,
};
use qonys_tables::{CompareFacts, Input, SheetCell, SheetText, compare_csv, compare_json, compare_xlsx};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub fn run(args: &CompareArgs, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    if is_programme(&args.a) {
        return Err(Stop::Message(terminal.texts.say("compare-programme-both", &[])));
    }
    let a = read_side(&args.a, None, args.plan_a.as_deref(), terminal)?;
    let b = if is_programme(&args.b) {
        read_side(&args.a, Some(&args.b), args.plan_b.as_deref(), terminal)?
    } else {
        read_side(&args.b, None, args.plan_b.as_deref(), terminal)?
    };
    let solve = |side: &ReadSide| -> Result<Option<Outcome>, Stop> {
        if side.judged.is_some() {
            return Ok(None);
        }
        placed((&side.package, &side.inputs), &args.engine, &clock, &line, terminal).map(Some)
    };
    let (outcome_a, outcome_b) = (solve(&a)?, solve(&b)?);
    let comparison = compare(&a.side(outcome_a.as_ref()), &b.side(outcome_b.as_ref()));
    let mut inputs = a.inputs.clone();
    inputs.extend(b.inputs.iter().filter(|input| !a.inputs.contains(input)).cloned());
    let facts = CompareFacts {
        qonys: env!("CARGO_PKG_VERSION").to_owned(),
        inputs,
        options: options(&args.engine),
        changes: Vec::new(),
        seconds: clock.seconds(),
    };
    let json = compare_json(Some(&comparison), None, None, &facts).map_err(|e| write_error(terminal, &e))?;
    let mut written = Vec::new();
    if let Some(folder) = &args.out {
        line.step("progress-writing");
        let titled = with_titles(&comparison, a.title.clone(), b.title.clone());
        let page = page(args, &titled, &b.package, &facts, terminal);
        written = vec![
            ("compare.csv".to_owned(), compare_csv(&comparison)),
            ("compare.xlsx".to_owned(), workbook(&comparison, terminal)?),
            ("compare.json".to_owned(), json.clone()),
            ("compare.html".to_owned(), page.into_bytes()),
        ];
        stage(terminal, folder, &written)?;
    }
    drop(line);
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
    } else {
        let mut text = compare_summary(&terminal.texts, &comparison, &WhatIfText::default());
        if let Some(folder) = &args.out {
            text.push_str(&files(terminal, folder, &written, &clock));
        }
        terminal.out(&text);
    }
    Ok(())
}

/// A file or folder by its own name: a page is handed on, and whose folders it came out of is nobody's business.
pub fn called(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The sides under the names that a page shows; where both would have the same, as they were typed.
pub fn with_titles(comparison: &Comparison, a: String, b: String) -> Comparison {
    let mut titled = comparison.clone();
    if a != b {
        (titled.a.name, titled.b.name) = (a, b);
    }
    titled
}

/// A side as it was read.
struct ReadSide {
    name: String,
    /// The name without folders.
    title: String,
    package: Package,
    inputs: Vec<Input>,
    judged: Option<Judgement>,
}

impl ReadSide {
    fn side<'a>(&'a self, outcome: Option<&'a Outcome>) -> Side<'a> {
        let of = match (&self.judged, outcome) {
            (Some(judged), _) => Of::Judged(judged),
            (None, Some(outcome)) => Of::Outcome(outcome),
            (None, None) => unreachable!("a side without a given plan is placed"),
        };
        Side { name: &self.name, package: &self.package, of }
    }
}

fn is_programme(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// A package, under another programme where one is given, with its plan where one is given.
fn read_side(
    path: &Path,
    programme: Option<&PathBuf>,
    plan: Option<&Path>,
    terminal: &Terminal,
) -> Result<ReadSide, Stop> {
    let (mut name, mut title) = (path.display().to_string(), called(path));
    let (package, mut inputs, _) = match programme {
        None => reading::package(path, terminal)?,
        Some(programme) => {
            (name, title) = (programme.display().to_string(), called(programme));
            reading::under(path, programme, terminal)?
        }
    };
    let mut judged = None;
    if let Some(file) = plan {
        name = format!("{name}, {}", file.display());
        title = format!("{title}, {}", called(file));
        let (plan, faults) = qonys_tables::read_plan(file, &package);
        if !faults.is_empty() && !terminal.json {
            terminal.err(&listed(&faults, &terminal.texts));
        }
        let plan =
            plan.ok_or_else(|| if terminal.json { reading::refused(&faults, terminal) } else { Stop::Faults })?;
        judged = Some(value_plan(&package, &plan));
        inputs.extend(qonys_tables::open_table(file, qonys_model::Table::Plan).1);
    }
    Ok(ReadSide { name, title, package, inputs, judged })
}

/// Options of the engine, by name.
pub fn options(engine: &EngineArgs) -> BTreeMap<String, serde_json::Value> {
    BTreeMap::from([
        ("gap".to_owned(), serde_json::json!(engine.gap)),
        ("seed".to_owned(), serde_json::json!(engine.seed)),
        ("threads".to_owned(), serde_json::json!(engine.threads)),
        ("time_limit".to_owned(), serde_json::json!(engine.time_limit)),
    ])
}

/// What somebody needs to make a page again.
pub fn record(inputs: &[Input], seed: u64, options: &BTreeMap<String, serde_json::Value>) -> Record {
    let options = options.iter().map(|(name, value)| format!("{name}: {value}"));
    Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        inputs: inputs.iter().map(|i| (i.file.clone(), i.sha256.clone())).collect(),
        further: vec![options.collect::<Vec<_>>().join(", ")],
    }
}

/// Where the files are.
pub fn files(terminal: &Terminal, folder: &Path, written: &[(String, Vec<u8>)], clock: &Clock) -> String {
    let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
    let args = [
        ("folder", Arg::Text(folder.display().to_string())),
        ("files", Arg::Text(names.join(", "))),
        ("seconds", Arg::Number(clock.seconds(), 1)),
    ];
    format!("{}\n", terminal.texts.say("compare-written", &args))
}

fn workbook(comparison: &Comparison, terminal: &Terminal) -> Result<Vec<u8>, Stop> {
    let texts = &terminal.texts;
    let cell = |cell: &FigureCell| match cell {
        FigureCell::None => SheetCell::Empty,
        FigureCell::Text(text) => SheetCell::Text(text.clone()),
        FigureCell::Number(number, _) | FigureCell::Signed(number, _) | FigureCell::Share(number) => {
            SheetCell::Number(*number)
        }
    };
    let sheet = |table: FigureTable| SheetText {
        title: table.title.clone(),
        head: table.head.clone(),
        words: table.words,
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    };
    let sheets: Vec<SheetText> = compare_tables(texts, comparison).into_iter().map(sheet).collect();
    let synthetic = comparison.a.synthetic || comparison.b.synthetic;
    let mark = if synthetic { texts.say("synthetic", &[]) } else { String::new() };
    compare_xlsx(&comparison.a.programme, &mark, &texts.say("book-page", &[]), &sheets)
        .map_err(|e| write_error(terminal, &e))
}

fn page(
    args: &CompareArgs,
    comparison: &Comparison,
    package: &Package,
    facts: &CompareFacts,
    terminal: &Terminal,
) -> String {
    let seed = args.engine.seed.unwrap_or(package.programme.seed);
    compare_html(&ComparePage {
        comparison,
        with_sides: true,
        changed: &[Vec::new(), Vec::new(), Vec::new()],
        what_if: WhatIfText::default(),
        assumptions: &qonys::assumptions(package),
        record: &record(&facts.inputs, seed, &facts.options),
        first_language: terminal.texts.lang(),
    })
}
