//! The generalized assignment problem's public instances, solved and compared with the best known values:
//! `gap FOLDER [seconds=10] [threads=2] [only=PART OF A NAME] [seed=0] [clock=wall|cpu]`.
//!
//! FOLDER holds instances in OR-Library format in sub-folders and `best_known.csv`, which names them. Every item is
//! assigned, costs are minimised: the engine is given the costs with the other sign. Prints Markdown tables.
//! `clock=cpu` counts processor seconds over threads (Linux), for a machine that has other things to do.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

mod instance;

use instance::{Instance, Known};
use qonys_solve::{Options, solve};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Steps that no run reaches: the clock ends it.
const EFFORT: u64 = u64::MAX / 4;

/// What came of one instance.
struct Outcome {
    name: String,
    best_known: f64,
    cost: f64,
    bound: f64,
    seconds: f64,
    feasible: bool,
    proved: bool,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: u64| named(key).map_or(or, |a| a.parse().expect("a number"));
    let folder = args.iter().find(|a| !a.contains('=')).expect("the folder of instances");
    let folder = Path::new(folder);
    let list = std::fs::read_to_string(folder.join("best_known.csv")).expect("best_known.csv in the folder");
    let mut outcomes = Vec::new();
    println!("| instance | best known | ours | distance | bound | seconds | feasible | proved |");
    println!("|---|---|---|---|---|---|---|---|");
    for known in instance::best_known(&list).expect("best_known.csv as expected") {
        if !known.path.contains(named("only").unwrap_or_default()) {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(&known.path)).expect("an instance");
        let instance = Instance::read(&text).expect("an instance in OR-Library format");
        let limit = Duration::from_secs(number("seconds", 10));
        let threads = number("threads", 2) as usize;
        let clock = Clock::start((named("clock") == Some("cpu")).then_some(threads));
        let outcome = measure(&instance, &known, &clock, limit, threads, number("seed", 0));
        println!("{}", line(&outcome));
        outcomes.push(outcome);
    }
    println!();
    summary(&outcomes);
}

/// Seconds since a start: by the wall, or of the processor over a number of threads.
struct Clock {
    start: Instant,
    threads: Option<usize>,
    used: f64,
}

impl Clock {
    fn start(threads: Option<usize>) -> Self {
        Self { start: Instant::now(), threads, used: processor_seconds() }
    }

    fn seconds(&self) -> f64 {
        match self.threads {
            None => self.start.elapsed().as_secs_f64(),
            Some(threads) => (processor_seconds() - self.used) / threads as f64,
        }
    }
}

/// Processor seconds of this program so far; 0 where the system does not tell.
fn processor_seconds() -> f64 {
    let Ok(text) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn measure(instance: &Instance, known: &Known, clock: &Clock, limit: Duration, threads: usize, seed: u64) -> Outcome {
    let problem = instance.problem();
    let late = || clock.seconds() >= limit.as_secs_f64();
    let options = Options { seed, threads: Some(threads), effort: EFFORT, stop: Some(&late), ..Options::default() };
    let answer = solve(&problem, &options);
    let seconds = clock.seconds();
    let name = known.path.rsplit('/').next().unwrap_or_default().to_owned();
    let (cost, bound) = match &answer {
        Ok(plan) => (instance.cost(&plan.regions), -plan.bound),
        Err(_) => (None, f64::NEG_INFINITY),
    };
    let proved = cost.is_some_and(|cost| bound > cost - 1.0 + 1e-6);
    let cost_or = cost.unwrap_or(f64::INFINITY);
    Outcome { name, best_known: known.value, cost: cost_or, bound, seconds, feasible: cost.is_some(), proved }
}

impl Outcome {
    /// Per cent above the best known value.
    fn distance(&self) -> f64 {
        100.0 * (self.cost - self.best_known) / self.best_known
    }
}

fn line(o: &Outcome) -> String {
    let yes = |b: bool| if b { "yes" } else { "no" };
    let above = if o.bound > o.best_known + 1e-6 { " (above the best known value)" } else { "" };
    format!(
        "| {} | {} | {} | {:.3} % | {:.2}{above} | {:.1} | {} | {} |",
        o.name,
        o.best_known,
        o.cost,
        o.distance(),
        o.bound,
        o.seconds,
        yes(o.feasible),
        yes(o.proved)
    )
}

/// Means by type, the first letter of a name.
fn summary(outcomes: &[Outcome]) {
    let mut types: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        types.entry(outcome.name[..1].to_uppercase()).or_default().push(outcome);
        types.entry("all".to_owned()).or_default().push(outcome);
    }
    println!(
        "| type | instances | feasible | at the best known value | proved | mean distance | worst distance | mean gap |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, of_type) in types {
        let count = |test: &dyn Fn(&&&Outcome) -> bool| of_type.iter().filter(test).count();
        let mean = |f: &dyn Fn(&Outcome) -> f64| of_type.iter().map(|o| f(o)).sum::<f64>() / of_type.len() as f64;
        println!(
            "| {name} | {} | {} | {} | {} | {:.4} % | {:.3} % | {:.4} % |",
            of_type.len(),
            count(&|o| o.feasible),
            count(&|o| o.cost <= o.best_known),
            count(&|o| o.proved),
            mean(&Outcome::distance),
            of_type.iter().map(|o| o.distance()).fold(0.0, f64::max),
            mean(&|o| 100.0 * (o.cost - o.bound) / o.bound),
        );
    }
    let easy: Vec<&Outcome> = outcomes.iter().filter(|o| "abc".contains(&o.name[..1])).collect();
    let at_best = easy.iter().filter(|o| o.cost <= o.best_known).count();
    let above = outcomes.iter().filter(|o| o.bound > o.best_known + 1e-6).count();
    println!();
    println!("Types A, B and C at the best known value: {at_best} of {}.", easy.len());
    println!("Bounds above a best known value: {above} of {}.", outcomes.len());
}
