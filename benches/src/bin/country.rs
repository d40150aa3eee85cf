//! Draws a country, solves it and measures: `country --families 100000 --regions 20 --seed 1 --slack 5 --gap 0.00001`.
//!
//! `--sweep` runs seeds 1 to `--seeds` with 0, 2, 5 and 10 % more places than needed and prints a row of a table in
//! Markdown: families x regions, gap asked for, seeds, runs that reached it, worst gap, median and worst seconds, median and
//! worst reads, peak memory; `--write`
//! writes the instance for other solvers instead.

#![allow(clippy::print_stdout, reason = "a measuring program: it prints")]

use clap::Parser;
use qonys_bench::country::{Country, Scores, Spec};
use qonys_bench::file;
use qonys_bench::losses::Losses;
use qonys_bench::measure::{self, Measured};
use qonys_solve::Options;
use std::time::Duration;

/// A generated country, solved and measured.
#[derive(Parser)]
struct Args {
    /// How many families
    #[arg(long, default_value_t = 10_000)]
    families: usize,
    /// How many regions
    #[arg(long, default_value_t = 20)]
    regions: usize,
    /// Seed of the country
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Per cent more places than needed
    #[arg(long, default_value_t = 5.0)]
    slack: f64,
    /// Openings of five occupations in every region, fewer than workers
    #[arg(long)]
    openings: bool,
    /// Families that all count one, one limit per region
    #[arg(long)]
    unit_size: bool,
    /// How scores differ
    #[arg(long, value_enum, default_value_t)]
    scores: Scores,
    /// Stop as soon as this gap is certified (a fraction: 0.0001 is 0.01 %)
    #[arg(long, default_value_t = 0.0)]
    gap: f64,
    /// Stop after so many seconds
    #[arg(long)]
    limit: Option<f64>,
    /// Work of the search, in counted steps
    #[arg(long)]
    effort: Option<u64>,
    /// Threads; all there are when not given
    #[arg(long)]
    threads: Option<usize>,
    /// Print value and bound whenever they change
    #[arg(long)]
    trace: bool,
    /// Take the gap apart: regrets, and empty room at its price
    #[arg(long)]
    losses: bool,
    /// Seeds 1 to SEEDS with four slacks each, and the worst of them
    #[arg(long)]
    sweep: bool,
    /// How many seeds a sweep has
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// Write the instance for other solvers (format: see `qonys_bench::file`)
    #[arg(long)]
    write: Option<std::path::PathBuf>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let spec = Spec {
        families: args.families,
        regions: args.regions,
        seed: args.seed,
        slack: args.slack,
        openings: args.openings,
        unit_size: args.unit_size,
        scores: args.scores,
    };
    if let Some(path) = args.write {
        let country = Country::draw(&spec);
        file::write(&country, &mut std::io::BufWriter::new(std::fs::File::create(path)?))?;
        return Ok(());
    }
    let plain = Options::default();
    let options =
        Options { gap: args.gap, threads: args.threads, effort: args.effort.unwrap_or(plain.effort), ..plain };
    let limit = args.limit.map(Duration::try_from_secs_f64).transpose()?;
    if !args.sweep {
        let measured = measure::run(&spec, &options, limit)?;
        if args.trace {
            trace(&measured);
        }
        line(&spec, &measured);
        if args.losses {
            println!("{:?}", Losses::of(&measured.problem, &measured.solution));
        }
        return Ok(());
    }
    let runs = sweep(&spec, &options, limit, args.seeds)?;
    println!("\n{}", row(&spec, args.gap, &runs));
    Ok(())
}

/// What one run of a sweep came to.
struct Run {
    gap: f64,
    seconds: f64,
    reads: f64,
}

fn sweep(
    spec: &Spec,
    options: &Options<'_>,
    limit: Option<Duration>,
    seeds: u64,
) -> Result<Vec<Run>, Box<dyn std::error::Error>> {
    let mut runs = Vec::new();
    for seed in 1..=seeds {
        for slack in [0.0, 2.0, 5.0, 10.0] {
            let spec = Spec { seed, slack, ..*spec };
            let measured = measure::run(&spec, options, limit)?;
            line(&spec, &measured);
            let (gap, seconds) = (measured.solution.gap, measured.seconds);
            runs.push(Run { gap, seconds, reads: seconds / measured.read });
        }
    }
    Ok(runs)
}

/// A sweep as a row in Markdown: how many runs came to the gap asked for, the worst gap, medians and worsts.
fn row(spec: &Spec, asked: f64, runs: &[Run]) -> String {
    let sorted = |of: fn(&Run) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (gaps, seconds, reads) = (sorted(|r| r.gap), sorted(|r| r.seconds), sorted(|r| r.reads));
    let middle = |all: &[f64]| all.get(all.len() / 2).copied().unwrap_or(0.0);
    let worst = |all: &[f64]| all.last().copied().unwrap_or(0.0);
    format!(
        "| {} x {} | {:.4} % | {} | {} of {} | {:.6} % | {:.2}, {:.1} | {:.0}, {:.0} | {:.0} MiB |",
        spec.families,
        spec.regions,
        100.0 * asked,
        runs.len() / 4,
        runs.iter().filter(|r| r.gap <= asked).count(),
        runs.len(),
        100.0 * worst(&gaps),
        middle(&seconds),
        worst(&seconds),
        middle(&reads),
        worst(&reads),
        measure::peak_memory_mb().unwrap_or(0.0),
    )
}

fn trace(measured: &Measured) {
    for m in &measured.moments {
        let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{x:.6}"));
        println!("{:9.4} s  {:9} value {} bound {}", m.seconds, m.stage, shown(m.value), shown(m.bound));
    }
}

fn line(spec: &Spec, measured: &Measured) {
    let s = &measured.solution;
    let memory = measure::peak_memory_mb().map_or_else(|| "-".to_owned(), |mb| format!("{mb:.0}"));
    println!(
        "{} x {} seed {} slack {} %: value {:.6} bound {:.6} gap {:.7} % waiting {} in {:.3} s = {:.0} reads of {:.2} ms, peak {memory} MiB",
        spec.families,
        spec.regions,
        spec.seed,
        spec.slack,
        s.value,
        s.bound,
        100.0 * s.gap,
        s.regions.iter().filter(|r| r.is_none()).count(),
        measured.seconds,
        measured.seconds / measured.read,
        1e3 * measured.read,
    );
}
