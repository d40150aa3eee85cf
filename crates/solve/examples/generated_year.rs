//! Generated years, solved and measured: `generated_year small SEED [rows per region] [slack %]`, `seven SEED [slack %]`,
//! `programme SEED`, each with `key=value...`.
//!
//! `small`: 400 families in 20 regions with one to three rows per region. `seven`: 1,000 families in 20 regions with seven
//! rows each: persons, families, school places and four occupations, four fifths of the pairs allowed. `programme`: 3,500
//! families, two streams with quotas far below demand, workers who compete for openings. `limit=SECONDS` stops it;
//! `write=FILE` writes the instance as text for other solvers. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Options, Problem, Progress, Row, UnitSpec, solve};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let plain: Vec<&str> = args.iter().filter(|a| !a.contains('=')).map(String::as_str).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |at: usize, or: u64| plain.get(at).map_or(or, |a| a.parse().expect("a number"));
    let (kind, seed) = (plain.first().copied().unwrap_or("small"), number(1, 1));
    let threads = named("threads").map(|t| t.parse().expect("threads"));
    let families = named("families").map(|t| t.parse().expect("families"));
    let twist = Twist {
        rule: match named("rule").unwrap_or(if kind != "programme" { "value" } else { "order" }) {
            "value" => Inclusion::Value,
            "everyone" => Inclusion::Everyone,
            _ => Inclusion::Order,
        },
        classes: named("classes").map_or(1, |c| c.parse().expect("classes")),
        openings: named("openings").map_or(25, |c| c.parse().expect("openings")),
        minimum: named("minimum").map_or(0, |c| c.parse().expect("per cent")),
    };
    let problem = match kind {
        "small" => {
            let slack = plain.get(3).map_or(5, |s| s.parse().expect("slack"));
            small_year(seed, families.unwrap_or(400), number(2, 1), slack, &twist)
        }
        "seven" => {
            let slack = plain.get(2).map_or(5, |s| s.parse().expect("slack"));
            seven(seed, families.unwrap_or(1000), slack, &twist)
        }
        "programme" => programme(seed, families.unwrap_or(3500), &twist),
        other => panic!("no such year: {other}"),
    };
    if let Some(file) = named("write") {
        std::fs::write(file, as_text(&problem)).expect("written");
        return;
    }
    let start = Instant::now();
    let trace = named("trace").is_some();
    let told = |p: &Progress| {
        if trace {
            println!("{:8.3} s  {:10} {:?} {:?}", start.elapsed().as_secs_f64(), p.stage, p.value, p.bound);
        }
    };
    let limit = named("limit").map(|s| Duration::from_secs_f64(s.parse().expect("seconds")));
    let over = || limit.is_some_and(|limit| start.elapsed() >= limit);
    let mut options = Options { seed, threads, progress: Some(&told), stop: Some(&over), ..Options::default() };
    if let Some(effort) = named("effort") {
        options.effort = effort.parse().expect("effort");
    }
    let answer = solve(&problem, &options);
    let seconds = start.elapsed().as_secs_f64();
    match answer {
        Ok(s) => println!(
            "{kind} seed {seed}: value {:.9} bound {:.9} gap {:.5} % proved {} waiting {} in {seconds:.2} s",
            s.value,
            s.bound,
            100.0 * s.gap,
            s.inclusion_proved,
            s.regions.iter().filter(|r| r.is_none()).count()
        ),
        Err(error) => println!("{kind} seed {seed}: {error} in {seconds:.2} s"),
    }
}

/// What may be asked on top: `rule=value|order|everyone`, `classes=N`, `minimum=PER CENT of every row`, `openings=N rows in a region`.
struct Twist {
    rule: Inclusion,
    classes: u32,
    minimum: u64,
    openings: u32,
}

/// Families of 1 to 10 with mean about 3.9.
fn family(rng: &mut ChaCha8Rng) -> u32 {
    let weights = [10, 16, 20, 20, 15, 9, 5, 3, 1, 1];
    let mut at = rng.random_range(0..100);
    for (size, weight) in (1..).zip(weights) {
        if at < weight {
            return size;
        }
        at -= weight;
    }
    10
}

fn small_year(seed: u64, families: u32, kinds: u64, slack: i64, twist: &Twist) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let regions = 20_u32;
    let mut problem = Problem::new(regions, twist.rule);
    let sizes: Vec<u32> = (0..families).map(|_| family(&mut rng)).collect();
    let schools: Vec<u32> = sizes.iter().map(|&s| rng.random_range(0..=s.saturating_sub(1))).collect();
    let demand = [
        sizes.iter().map(|&s| u64::from(s)).sum::<u64>(),
        u64::from(families),
        schools.iter().map(|&s| u64::from(s)).sum::<u64>(),
    ];
    let weights: Vec<f64> = (0..regions).map(|_| rng.random_range(0.5..1.5)).collect();
    let total: f64 = weights.iter().sum();
    let mut rows = Vec::new();
    for weight in &weights {
        for &need in demand.iter().take(kinds as usize) {
            let upper = (need as f64 * (100 + slack) as f64 / 100.0 * weight / total).round() as u64;
            rows.push(problem.row(Row { upper: Some(upper), lower: upper * twist.minimum / 100 }));
        }
    }
    let rates = seed.is_multiple_of(2);
    for (&size, &school) in sizes.iter().zip(&schools) {
        let uses = [size, 1, school];
        let mut options = Vec::new();
        for region in 0..regions {
            if rng.random_bool(2.0 / 3.0) {
                let value = rng.random_range(0.0..1.0) * if rates { f64::from(size) } else { 1.0 };
                let uses = (0..kinds as usize).map(|k| (rows[region as usize * kinds as usize + k], uses[k])).collect();
                options.push(ChoiceSpec { region, value, uses });
            }
        }
        let class = rng.random_range(0..twist.classes);
        problem.unit(UnitSpec { options, persons: size, class, ..UnitSpec::default() });
    }
    problem
}

/// Seven rows in every region, all as wide as what families need, times the slack.
fn seven(seed: u64, families: u32, slack: i64, twist: &Twist) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let regions = 20_u32;
    let mut problem = Problem::new(regions, twist.rule);
    let needs: Vec<[u32; 7]> = (0..families)
        .map(|_| {
            let size = family(&mut rng);
            let mut need = [size, 1, rng.random_range(0..=size.saturating_sub(1)), 0, 0, 0, 0];
            for _ in 0..(size - need[2]).min(2) {
                if rng.random_bool(0.6) {
                    need[rng.random_range(3..7)] += 1;
                }
            }
            need
        })
        .collect();
    let weights: Vec<f64> = (0..regions).map(|_| rng.random_range(0.5..1.5)).collect();
    let total: f64 = weights.iter().sum();
    let mut rows = Vec::new();
    for weight in &weights {
        for kind in 0..7 {
            let need: u32 = needs.iter().map(|n| n[kind]).sum();
            let upper = (f64::from(need) * (100 + slack) as f64 / 100.0 * weight / total).ceil() as u64;
            rows.push(problem.row(Row { upper: Some(upper), lower: upper * twist.minimum / 100 }));
        }
    }
    for need in &needs {
        let mut options = Vec::new();
        for region in 0..regions {
            if rng.random_bool(0.8) {
                let uses = (0..7).map(|k| (rows[region as usize * 7 + k], need[k])).collect();
                options.push(ChoiceSpec { region, value: rng.random_range(0.0..1.0), uses });
            }
        }
        let class = rng.random_range(0..twist.classes);
        problem.unit(UnitSpec { options, persons: need[0], class, ..UnitSpec::default() });
    }
    problem
}

fn programme(seed: u64, families: u32, twist: &Twist) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (regions, occupations) = (20_u32, 120_u32);
    let mut problem = Problem::new(regions, twist.rule);
    let quota = |problem: &mut Problem, rng: &mut ChaCha8Rng, places: f64, first: u32, count: u32| -> Vec<(u32, u32)> {
        let weights: Vec<f64> = (0..count).map(|_| rng.random_range(0.4..1.6)).collect();
        let total: f64 = weights.iter().sum();
        let row = |w: &f64| {
            let upper = (places * w / total).round() as u64;
            Row { upper: Some(upper), lower: upper * twist.minimum / 100 }
        };
        (first..).zip(weights.iter().map(|w| problem.row(row(w))).collect::<Vec<_>>()).collect()
    };
    let share = f64::from(families) / 3500.0;
    let kandas = quota(&mut problem, &mut rng, 2281.0 * share, 0, 8);
    let resettlers = quota(&mut problem, &mut rng, 5997.0 * share, 5, 7);
    let mut trades = Vec::new();
    for region in 0..15 {
        for _ in 0..twist.openings {
            let trade = rng.random_range(0..occupations);
            let count = (60.0 * rng.random_range(0.0..1.0_f64).powi(4)).ceil() as u32;
            trades.push((problem.opening(Opening { region, count }), trade));
        }
    }
    // the digits that two occupations share: groups of 3, 10 and 40 stand for minor, sub-major and major groups
    let shared = |a: u32, b: u32| [1, 3, 10, 40].iter().position(|&g| a / g == b / g).map(|level| 4 - level);
    let mut kinds = Vec::new();
    for trade in 0..occupations {
        for base in [0.35, 0.45, 0.55] {
            let uplift =
                |t: u32| shared(trade, t).map(|digits| [0.0, 0.03, 0.08, 0.16, 0.25][digits] * (1.0 - base) * 2.0);
            kinds.push(problem.kind(trades.iter().filter_map(|&(o, t)| uplift(t).map(|u| (o, u))).collect()));
        }
    }
    let factor: Vec<f64> = (0..regions).map(|_| rng.random_range(0.85..1.15)).collect();
    for unit in 0..families {
        let size = family(&mut rng);
        let quota = if rng.random_bool(0.31) { &kandas } else { &resettlers };
        let count = (0..size.min(3)).filter(|_| rng.random_bool(0.6)).count();
        let workers: Vec<usize> = (0..count).map(|_| rng.random_range(0..kinds.len())).collect();
        let base: f64 = workers.iter().map(|w| [0.35, 0.45, 0.55][w % 3]).sum();
        let option = |&(region, row): &(u32, u32)| ChoiceSpec {
            region,
            value: base * factor[region as usize],
            uses: vec![(row, size)],
        };
        let open: Vec<ChoiceSpec> = quota.iter().map(option).collect();
        problem.unit(UnitSpec {
            options: open,
            workers: workers.iter().map(|&w| kinds[w]).collect(),
            persons: size,
            class: rng.random_range(0..twist.classes),
            turn: if unit % 5 == 0 { 0 } else { unit },
            ..UnitSpec::default()
        });
    }
    problem
}

/// Rows `u UPPER`, then units `n OPTIONS`, then for each option `region value row:amount...`.
fn as_text(problem: &Problem) -> String {
    let mut text = String::new();
    for row in problem.rows() {
        let _ = writeln!(text, "u {}", row.upper.map_or(-1, |u| u as i64));
    }
    for unit in 0..problem.unit_count() {
        let _ = writeln!(text, "n {}", problem.options(unit).count());
        for (region, value, uses) in problem.options(unit) {
            let uses: Vec<String> = uses.iter().map(|u| format!("{}:{}", u.0, u.1)).collect();
            let _ = writeln!(text, "{region} {value:?} {}", uses.join(" "));
        }
    }
    text
}
