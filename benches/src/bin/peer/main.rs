//! The engine's part in a comparison with other solvers: writes a generated country as an instance, solves it, writes the
//! plan: `peer families=10000 regions=20 seed=1 slack=5 threads=2 seconds=60 instance=FILE plan=FILE`.
//!
//! Prints a line `moment SECONDS VALUE BOUND` whenever value or bound change (`-` = not known), and `done SECONDS VALUE BOUND`.
//! The plan is a line for each family: its region, or -1. Used by `benches/peers`.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys_bench::country::{Country, Scores, Spec};
use qonys_bench::{file, problem};
use qonys_solve::{Options, Progress, solve};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: f64| named(key).map_or(or, |a| a.parse().expect("a number"));
    let spec = Spec {
        families: number("families", 10_000.0) as usize,
        regions: number("regions", 20.0) as usize,
        seed: number("seed", 1.0) as u64,
        slack: number("slack", 5.0),
        openings: false,
        unit_size: false,
        scores: Scores::Drawn,
    };
    let country = Country::draw(&spec);
    file::write(&country, &mut BufWriter::new(File::create(named("instance").ok_or("instance=FILE")?)?))?;
    let problem = problem::problem(country);
    let (start, limit) = (Instant::now(), number("seconds", 60.0));
    let late = || start.elapsed().as_secs_f64() >= limit;
    let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{x:.6}"));
    let tell = |p: &Progress| {
        println!("moment {:.4} {} {}", start.elapsed().as_secs_f64(), shown(p.value), shown(p.bound));
    };
    let options = Options {
        threads: Some(number("threads", 2.0) as usize),
        stop: Some(&late),
        progress: Some(&tell),
        ..Options::default()
    };
    let plan = solve(&problem, &options)?;
    println!("done {:.4} {:.6} {:.6}", start.elapsed().as_secs_f64(), plan.value, plan.bound);
    let mut out = BufWriter::new(File::create(named("plan").ok_or("plan=FILE")?)?);
    for region in &plan.regions {
        writeln!(out, "{}", region.map_or(-1, i64::from))?;
    }
    out.flush()?;
    Ok(())
}
