//! A year of very many arrivals in weekly sittings, at engine level: posed once, replayed by index.
//!
//!     cargo run --release -p qonys --example million_arrivals -- [families=1000000] [regions=20] [sittings=52] [capacity=1.1] [threads=4] [hindsight] [only=prices]
//!
//! Families of 1 to 5 with a value in every region; the year before is drawn alike and a twentieth as large. It prints
//! what each policy is worth and the seconds of every part; `hindsight`: what the year could be worth, proved, first;
//! `only`: one policy alone.

use qonys::replay::{RunOptions, Year, hindsight, run, shuffled};
use qonys_model::Policy;
use qonys_solve::{ChoiceSpec, Count, Inclusion, Options, Problem, Row, UnitSpec};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

/// How well each of some kinds of family does in a region, and chance on top.
fn unit(regions: usize, affinity: &[Vec<f64>], rng: &mut ChaCha8Rng) -> UnitSpec {
    let persons = rng.random_range(1..6);
    let own = &affinity[rng.random_range(0..affinity.len())];
    let option = |region: usize, rng: &mut ChaCha8Rng| ChoiceSpec {
        region: region as u32,
        value: f64::from(persons).sqrt() * own[region] * rng.random_range(0.8..1.2),
        uses: vec![(region as u32, persons)],
    };
    UnitSpec { options: (0..regions).map(|r| option(r, rng)).collect(), persons, ..UnitSpec::default() }
}

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that times")]
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |key: &str, or: f64| {
        let found = args.iter().find_map(|a| a.strip_prefix(key)?.strip_prefix('='));
        found.map_or(or, |word| word.parse().expect("a number"))
    };
    let (families, regions, sittings) =
        (number("families", 1e6) as u32, number("regions", 20.0) as usize, number("sittings", 52.0) as usize);
    let threads =
        rayon::ThreadPoolBuilder::new().num_threads(number("threads", 4.0) as usize).build().expect("threads");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let affinity: Vec<Vec<f64>> = (0..30).map(|_| (0..regions).map(|_| rng.random_range(0.2..1.0)).collect()).collect();
    let pool = families / 20;
    let start = Instant::now();
    let mut problem = Problem::new(regions as u32, Inclusion::Value);
    let places = (f64::from(families) * 3.0 * number("capacity", 1.1) / regions as f64).round() as u64;
    (0..regions).for_each(|_| _ = problem.row(Row { upper: Some(places), lower: 0 }));
    (0..families + pool).for_each(|_| _ = problem.unit(unit(regions, &affinity, &mut rng)));
    let mut weights = vec![0.0; families as usize];
    weights.resize((families + pool) as usize, 200.0 / f64::from(pool));
    let year = Year::new(&problem, 0..families, weights, vec![1.0; regions]);
    println!("posed in {:.1} s", start.elapsed().as_secs_f64());
    let calendar = shuffled(0..families, sittings, 1, 0);
    let best = args.iter().any(|a| a == "hindsight").then(|| {
        let start = Instant::now();
        let best = threads.install(|| hindsight(&year, 0.001, 1)).expect("everybody may wait");
        println!("hindsight: {:.1}, gap {:.5}, {:.1} s", best.value, best.gap, start.elapsed().as_secs_f64());
        best
    });
    let empty =
        || qonys_solve::solve(&Problem::new(1, Inclusion::Value), &Options::default()).expect("nothing to place");
    let best = best.unwrap_or_else(empty);
    let only = args.iter().find_map(|a| a.strip_prefix("only="));
    let all = [Policy::QuotaOnly, Policy::FirstCome, Policy::Prices];
    for policy in all.into_iter().filter(|p| only.is_none_or(|name| name == p.name())) {
        let start = Instant::now();
        let count = Count::Known(u64::from(families));
        let options = RunOptions { count, seed: 1, order: 0, hindsight: &best };
        let course = threads.install(|| run(&year, &calendar, policy, &options)).expect("a course");
        let seconds = start.elapsed().as_secs_f64();
        let placed = course.regions.iter().flatten().count();
        println!(
            "{}: worth {:.1}, {placed} placed, {seconds:.1} s, {:.2} s a sitting",
            policy.name(),
            course.value,
            seconds / sittings as f64
        );
    }
}
