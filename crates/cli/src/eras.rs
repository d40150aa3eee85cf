//! `qonys replay eras.toml`: many years drawn and replayed; writes eras.json, eras.csv, eras_regions.csv and eras.html.

use crate::args::ReplayArgs;
use crate::clock::Clock;
use crate::outputs::{stage, write_error};
use crate::progress::ProgressLine;
use crate::reading::listed;
use crate::replay::{count, options, policies, record, refused};
use crate::terminal::{Stop, Terminal};
use qonys::eras::{ErasError, ErasOptions, eras};
use qonys_model::{Eras, ErasSpec, Fault};
use qonys_report::{Arg, eras_html, eras_summary};
use qonys_tables::{Input, ReplayFacts, eras_csv, eras_json, eras_regions_csv};
use std::path::Path;

/// How close hindsight is proved in each year unless told otherwise: it is to be read to a tenth of a percent.
const GAP: f64 = 0.001;

pub fn run(args: &ReplayArgs, path: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    if !args.pool.is_empty() {
        return Err(Stop::Message(terminal.texts.say("eras-pool", &[])));
    }
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    let read = qonys_tables::read_eras_spec(path);
    if !read.faults.is_empty() {
        terminal.err(&listed(&read.faults, &terminal.texts));
    }
    let spec = read.spec.ok_or(Stop::Faults)?;
    let seed = args.seed.unwrap_or(spec.programme.seed);
    let eras = replayed((args, path), &spec, seed, &line, terminal)?;
    line.step("progress-writing");
    let inputs: Vec<Input> = read.input.into_iter().collect();
    let mut options = options(args, seed);
    options.remove("orders"); // years come in one order
    options.insert("batches".to_owned(), serde_json::json!(args.batches.unwrap_or(spec.sittings)));
    options.insert("gap".to_owned(), serde_json::json!(gap(args)));
    let page = eras_html(&eras, &record(&inputs, seed, &options), terminal.texts.lang());
    let facts = ReplayFacts { qonys: env!("CARGO_PKG_VERSION").to_owned(), inputs, options, seconds: clock.seconds() };
    let json = eras_json(&eras, &facts).map_err(|e| write_error(terminal, &e))?;
    let files = [
        ("eras.json".to_owned(), json.clone()),
        ("eras.csv".to_owned(), eras_csv(&eras)),
        ("eras_regions.csv".to_owned(), eras_regions_csv(&eras)),
        ("eras.html".to_owned(), page.into_bytes()),
    ];
    stage(terminal, &args.out, &files)?;
    drop(line);
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
    } else {
        let folder = Arg::Text(args.out.display().to_string());
        let written = [("folder", folder), ("seconds", Arg::Number(clock.seconds(), 1))];
        let texts = &terminal.texts;
        terminal.out(&format!("{}\n{}", eras_summary(texts, &eras), texts.say("eras-written", &written)));
    }
    Ok(())
}

fn gap(args: &ReplayArgs) -> f64 {
    if args.gap > 0.0 { args.gap } else { GAP }
}

fn replayed(
    (args, path): (&ReplayArgs, &Path),
    spec: &ErasSpec,
    seed: u64,
    line: &ProgressLine<'_>,
    terminal: &Terminal,
) -> Result<Eras, Stop> {
    let tell = |year: i16| line.year(year);
    let options = ErasOptions {
        policies: &policies(args),
        sittings: args.batches,
        seed,
        scale_capacity: args.scale_capacity,
        count: count(args.count),
        gap: gap(args),
        threads: args.threads.map(usize::from),
        progress: Some(&tell),
    };
    eras(spec, &options).map_err(|error| match error {
        ErasError::Draw(_, fault) => {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            terminal.err(&listed(&[Fault { file, ..fault.fault() }], &terminal.texts));
            Stop::Faults
        }
        ErasError::Replay(year, error) => Stop::Message(format!("{year}: {}", refused(&terminal.texts, &error))),
    })
}
