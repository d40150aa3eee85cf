//! `qonys replay`: the same families under several policies; writes replay.json, replay.csv and replay.html.

use crate::args::{CountArg, ReplayArgs};
use crate::clock::Clock;
use crate::outputs::{stage, write_error};
use crate::pools::{mute, past};
use crate::progress::ProgressLine;
use crate::reading;
use crate::terminal::{Stop, Terminal};
use qonys::replay::{CountKnown, ReplayError, ReplayOptions, replay};
use qonys_model::{Package, Policy, Replayed};
use qonys_report::{Arg, Record, ReplayPage, Texts, replay_html, replay_summary};
use qonys_tables::{Input, ReplayFacts, replay_csv, replay_json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Sittings of a year unless told otherwise: weekly.
const WEEKLY: u16 = 52;

pub fn run(args: &ReplayArgs, terminal: &Terminal) -> Result<(), Stop> {
    if let Some(spec) = eras_spec(&args.package) {
        return crate::eras::run(args, &spec, terminal);
    }
    let clock = Clock::start();
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    let (package, mut inputs, _) = reading::package(&args.package, terminal)?;
    let mut pools = Vec::new();
    for path in &args.pool {
        let (pool, read, _) = reading::package(path, terminal)?;
        inputs.extend(read);
        past(&pool, &pools, &package, terminal)?;
        if let Some(mute) = mute(&pool, &package, &terminal.texts) {
            return Err(Stop::Message(mute));
        }
        pools.push(pool);
    }
    let replayed = replayed(args, &package, &pools, &clock, &line, terminal)?;
    line.step("progress-writing");
    let seed = seed(args, &package);
    let assumptions = qonys::assumptions(&package);
    let page = replay_html(&ReplayPage {
        replay: &replayed,
        assumptions: &assumptions,
        record: &record(&inputs, seed, &options(args, seed)),
        first_language: terminal.texts.lang(),
    });
    let facts = ReplayFacts {
        qonys: env!("CARGO_PKG_VERSION").to_owned(),
        inputs,
        options: options(args, seed),
        seconds: clock.seconds(),
    };
    let json = replay_json(&replayed, &facts).map_err(|e| write_error(terminal, &e))?;
    let files = [
        ("replay.json".to_owned(), json.clone()),
        ("replay.csv".to_owned(), replay_csv(&replayed)),
        ("replay.html".to_owned(), page.into_bytes()),
    ];
    stage(terminal, &args.out, &files)?;
    drop(line);
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
    } else {
        terminal.out(&said(args, terminal, &replayed, &clock));
    }
    Ok(())
}

/// The specification of many years, when that is what was named: the file, or a folder that holds one and no package.
fn eras_spec(named: &Path) -> Option<PathBuf> {
    if named.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return Some(named.to_owned());
    }
    let spec = named.join("eras.toml");
    (spec.is_file() && !named.join("programme.toml").exists()).then_some(spec)
}

fn replayed(
    args: &ReplayArgs,
    package: &Package,
    pools: &[Package],
    clock: &Clock,
    line: &ProgressLine<'_>,
    terminal: &Terminal,
) -> Result<Replayed, Stop> {
    let now = || clock.seconds();
    let tell = |policy: Policy, order: u32| line.replay(policy, order, args.orders);
    let options = ReplayOptions {
        policies: &policies(args),
        batches: usize::from(args.batches.unwrap_or(WEEKLY)),
        orders: u32::from(args.orders),
        seed: seed(args, package),
        scale_capacity: args.scale_capacity,
        count: count(args.count),
        need_column: &args.need,
        quota_column: &args.quota,
        take_apart: true,
        gap: args.gap,
        threads: args.threads.map(usize::from),
        now: &now,
        progress: Some(&tell),
    };
    replay(package, pools, &options).map_err(|error| Stop::Message(refused(&terminal.texts, &error)))
}

/// Why a year was not replayed. All but a year without families is a fault of this program, and is told as it is.
pub fn refused(texts: &Texts, error: &ReplayError) -> String {
    match error {
        ReplayError::Empty => texts.say("replay-empty", &[]),
        error => texts.say("replay-refused", &[("error", Arg::Text(error.to_string()))]),
    }
}

/// The policies named, each once.
pub fn policies(args: &ReplayArgs) -> Vec<Policy> {
    let mut policies: Vec<Policy> = Vec::new();
    for policy in &args.policies {
        if !policies.contains(policy) {
            policies.push(*policy);
        }
    }
    policies
}

pub fn count(count: CountArg) -> CountKnown {
    match count {
        CountArg::Known => CountKnown::Known,
        CountArg::Poisson => CountKnown::Poisson,
        CountArg::Unknown => CountKnown::Unknown,
    }
}

fn seed(args: &ReplayArgs, package: &Package) -> u64 {
    args.seed.unwrap_or(package.programme.seed)
}

pub fn options(args: &ReplayArgs, seed: u64) -> BTreeMap<String, serde_json::Value> {
    BTreeMap::from([
        ("batches".to_owned(), serde_json::json!(args.batches.unwrap_or(WEEKLY))),
        ("orders".to_owned(), serde_json::json!(args.orders)),
        ("seed".to_owned(), serde_json::json!(seed)),
        ("scale_capacity".to_owned(), serde_json::json!(args.scale_capacity)),
        ("count".to_owned(), serde_json::json!(format!("{:?}", args.count).to_lowercase())),
        ("need".to_owned(), serde_json::json!(args.need)),
        ("quota".to_owned(), serde_json::json!(args.quota)),
        ("gap".to_owned(), serde_json::json!(args.gap)),
        ("threads".to_owned(), serde_json::json!(args.threads)),
    ])
}

/// What somebody needs to make the page again.
pub fn record(inputs: &[Input], seed: u64, options: &BTreeMap<String, serde_json::Value>) -> Record {
    let options = options.iter().map(|(name, value)| format!("{name}: {value}"));
    Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        inputs: inputs.iter().map(|i| (i.file.clone(), i.sha256.clone())).collect(),
        further: vec![options.collect::<Vec<_>>().join(", ")],
    }
}

/// One screen: the table, how to read it, where the files are.
fn said(args: &ReplayArgs, terminal: &Terminal, replayed: &Replayed, clock: &Clock) -> String {
    let folder = Arg::Text(args.out.display().to_string());
    let written =
        terminal.texts.say("replay-written", &[("folder", folder), ("seconds", Arg::Number(clock.seconds(), 1))]);
    format!("{}\n{written}", replay_summary(&terminal.texts, replayed))
}
