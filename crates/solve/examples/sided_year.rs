//! Rules beside the rows, measured: `sided_year SEED [families=400] [regions=20] [effort=N]`.
//!
//! Years with four groups of families whose worths have different means, one to three rows per region. Asked: a floor for
//! the worst-off group a fiftieth above what it has; floors for all groups; at most a twentieth moved from an older plan; as
//! many units as can be given what they rank first, for two per cent of worth. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys_solve::{
    ChoiceSpec, Inclusion, Known, Measure, Opening, Options, Problem, Row, Sense, SideRule, Sided, SidedError,
    UnitSpec, solve, solve_with,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: u64| named(key).map_or(or, |a| a.parse().expect("a number"));
    let seed = args.first().map_or(1, |a| a.parse().expect("a seed"));
    let problem =
        year(seed, number("families", 400) as u32, number("regions", 20) as u32, number("openings", 0) as u32);
    let options = Options { effort: number("effort", 40_000_000), ..Options::default() };
    let worth = Measure::worth(&problem);
    let free = solve(&problem, &options).expect("a plan");
    println!("free: value {:.4} gap {:.4} %", free.value, 100.0 * free.gap);
    let group = |g: usize| {
        let own = (0..problem.unit_count()).map(|u| f64::from(u8::from(group_of(u) == g))).collect();
        Measure::worth_of(&problem, own)
    };
    let level = |m: &Measure| m.level(&problem, &free.regions, &free.jobs);
    let ask = |name: &str, objective: &Measure, rules: &[SideRule], known: &[Known]| {
        let start = Instant::now();
        let answer = solve_with(&problem, objective, rules, known, &options);
        tell(name, &answer, start.elapsed().as_secs_f64());
    };
    let floor = |g: usize, times: f64| {
        let measure = group(g);
        SideRule { limit: times * level(&measure), measure, sense: Sense::AtLeast }
    };
    ask("one floor", &worth, &[floor(0, 1.005)], &[]);
    ask("three floors", &worth, &[floor(0, 1.004), floor(1, 1.003), floor(2, 1.002)], &[]);
    let other = year(seed + 1000, number("families", 400) as u32, number("regions", 20) as u32, 0);
    if let Ok(old) = solve(&other, &Options { effort: 1_000_000, ..options }) {
        let moved = Measure::amounts(&problem, |u, r| f64::from(u8::from(old.regions[u] != Some(r))));
        let limit = (level(&moved) * 0.8).floor();
        ask("moves", &worth, &[SideRule { measure: moved, sense: Sense::AtMost, limit }], &[]);
    }
    let first: Vec<u32> = (0..problem.unit_count()).map(|u| (u as u32 * 7919) % problem.regions()).collect();
    let wished = Measure::amounts(&problem, |u, r| f64::from(u8::from(first[u] == r)));
    let keep = SideRule { measure: worth.clone(), sense: Sense::AtLeast, limit: 0.98 * free.value };
    let plan = Known { regions: free.regions.clone(), jobs: free.jobs.clone() };
    ask("wishes", &wished, &[keep], &[plan]);
}

fn tell(name: &str, answer: &Result<Sided, SidedError>, seconds: f64) {
    match answer {
        Ok(s) => println!(
            "{name}: value {:.4} of {:.4}, bound {:.4}, gap {:.4} %, prices {:.4?}, {seconds:.2} s",
            s.solution.value,
            s.free.value,
            s.solution.bound,
            100.0 * s.solution.gap,
            s.prices
        ),
        Err(error) => println!("{name}: {error}, {seconds:.2} s"),
    }
}

fn group_of(unit: usize) -> usize {
    [0, 1, 1, 2, 2, 2, 3, 3, 3, 3][unit % 10]
}

fn year(seed: u64, families: u32, regions: u32, openings: u32) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut problem = Problem::new(regions, Inclusion::Value);
    let sizes: Vec<u32> = (0..families).map(|_| 1 + rng.random_range(0..4) + rng.random_range(0..4)).collect();
    let need: u32 = sizes.iter().sum();
    let kinds = 1 + seed % 2;
    let weights: Vec<f64> = (0..regions).map(|_| rng.random_range(0.5..1.5)).collect();
    let total: f64 = weights.iter().sum();
    let mut rows = Vec::new();
    for weight in &weights {
        for demand in [need, families].iter().take(kinds as usize) {
            let upper = (f64::from(*demand) * 1.05 * weight / total).round() as u64;
            rows.push(problem.row(Row { upper: Some(upper), lower: 0 }));
        }
    }
    for o in 0..openings {
        problem.opening(Opening { region: o % regions, count: 2 });
    }
    for kind in 0..8_u32.min(openings) {
        problem.kind((0..openings).filter(|o| (o + kind) % 4 == 0).map(|o| (o, 0.2)).collect());
    }
    for (unit, &size) in sizes.iter().enumerate() {
        let mean = [0.2, 0.35, 0.5, 0.6][group_of(unit)];
        let mut options = Vec::new();
        for region in 0..regions {
            let draw = rng.random_range(-0.2..0.2) + 0.1 * weights[region as usize];
            if rng.random_bool(2.0 / 3.0) {
                let uses =
                    (0..kinds as u32).map(|k| (rows[(region * kinds as u32 + k) as usize], [size, 1][k as usize]));
                options.push(ChoiceSpec {
                    region,
                    value: f64::from(size) * (mean + draw).max(0.0),
                    uses: uses.collect(),
                });
            }
        }
        let workers = if openings > 0 { (0..size.min(2)).map(|k| (unit as u32 + k) % 8).collect() } else { Vec::new() };
        problem.unit(UnitSpec { options, persons: size, workers, ..UnitSpec::default() });
    }
    problem
}
