//! Draws a country: `country --families 10000 --regions 20 --seed 1 --slack 5 --write FILE`.

#![allow(clippy::print_stdout, reason = "a measuring program: it prints")]

use clap::Parser;
use qonys_bench::country::{Country, Spec};
use qonys_bench::file;

/// A generated country.
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
    /// Write the instance for other solvers (format: see `qonys_bench::file`)
    #[arg(long)]
    write: Option<std::path::PathBuf>,
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let spec = Spec {
        families: args.families,
        regions: args.regions,
        seed: args.seed,
        slack: args.slack,
        openings: args.openings,
        unit_size: args.unit_size,
    };
    let country = Country::draw(&spec);
    let open = country.values.iter().filter(|v| !v.is_nan()).count();
    let share = open as f64 / country.values.len().max(1) as f64;
    println!("{} families x {} regions, {:.1} % of pairs open", country.families(), country.regions, 100.0 * share);
    if let Some(path) = args.write {
        file::write(&country, &mut std::io::BufWriter::new(std::fs::File::create(path)?))?;
    }
    let problem = qonys_bench::problem::problem(country);
    let start = std::time::Instant::now();
    let told = |p: &qonys_solve::Progress| println!("{:9.4} s {:?} {:?} {:?}", start.elapsed().as_secs_f64(), p.stage, p.value, p.bound);
    let options = qonys_solve::Options { progress: Some(&told), threads: Some(4), ..Default::default() };
    let s = qonys_solve::solve(&problem, &options).unwrap();
    println!("value {} bound {} gap {:.6} %", s.value, s.bound, s.gap * 100.0);
    Ok(())
}
