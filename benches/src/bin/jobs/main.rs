//! Competition for jobs, as in Gölz and Procaccia (AAAI 2019): `jobs [seeds=10] [threads=2]`.
//!
//! 100 people, ten places for ten each, professions with few jobs in each place. Four plans are judged with
//! competition: of a score that adds people up as if each were alone, of the greedy algorithm (each step the person and
//! place with the largest marginal gain), ours, and with feature `highs` the exact optimum. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

mod town;

use qonys_solve::{Options, solve};
use std::time::Instant;
use town::Towns;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: u64| named(key).map_or(or, |a| a.parse().expect("a number"));
    println!("| professions | seed | added up | greedy | ours | bound | seconds | optimum |");
    println!("|---|---|---|---|---|---|---|---|");
    for professions in [5, 10, 20] {
        let mut sums = [0.0; 4];
        for seed in 1..=number("seeds", 10) {
            let towns = Towns::draw(seed, professions);
            let problem = towns.problem();
            let options = Options { seed, threads: Some(number("threads", 2) as usize), ..Options::default() };
            let start = Instant::now();
            let plan = solve(&problem, &options).expect("everybody may wait");
            let seconds = start.elapsed().as_secs_f64();
            let alone = solve(&towns.without_competition(), &options).expect("everybody may wait");
            let values = [
                towns.judge(&alone.regions),
                towns.judge(&towns.greedy()),
                towns.judge(&plan.regions),
                optimum(&towns),
            ];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
            let [added, greedy, ours, best] = values;
            println!(
                "| {professions} | {seed} | {added:.3} | {greedy:.3} | {ours:.3} | {:.3} | {seconds:.2} | {best:.3} |",
                plan.bound
            );
        }
        let best = if sums[3].is_nan() { sums[2] } else { sums[3] };
        let below = |at: usize| 100.0 * (best - sums[at]) / best;
        let (added, greedy, ours) = (below(0), below(1), below(2));
        let of = if sums[3].is_nan() { "ours" } else { "the optimum" };
        println!("| {professions} | all, below {of} | {added:.2} % | {greedy:.2} % | {ours:.3} % | | | |");
    }
}

/// The exact optimum, judged like the others; NaN without the feature.
fn optimum(towns: &Towns) -> f64 {
    #[cfg(feature = "highs")]
    {
        let best = qonys_solve::by_highs(&towns.problem(), None, 120.0).filter(|best| best.optimal);
        best.map_or(f64::NAN, |best| towns.judge(&best.regions))
    }
    #[cfg(not(feature = "highs"))]
    {
        let _ = towns;
        f64::NAN
    }
}
