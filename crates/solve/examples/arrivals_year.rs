//! Generated years in 52 sittings: `arrivals_year [families=1000] [capacity=1.1] [seed=1] [orders=5] [kind=stable|drift|trend]
//! [count=known|poisson|unknown] [futures=4] [prior=200] [rows=1]`.
//!
//! The pool is a draw of the year before. Printed for each policy: share of what the whole year's best plan is worth,
//! mean and least over the orders of arrival. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys_solve::{
    ChoiceSpec, Count, Forecast, Inclusion, Options, Prices, Problem, Row, Sitting, UnitSpec, sit, solve,
};
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

const REGIONS: usize = 20;
const TRADES: usize = 12;
const SITTINGS: usize = 52;

#[derive(Clone)]
struct Family {
    size: u32,
    school: u32,
    /// Worth in each region; `None` = not allowed.
    values: Vec<Option<f64>>,
}

struct World {
    /// How well a trade does in a region.
    affinity: Vec<Vec<f64>>,
    /// Share of each region in the places.
    shares: Vec<f64>,
}

impl World {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        let weights: Vec<f64> = (0..REGIONS).map(|_| rng.random_range(0.5..1.5)).collect();
        let total: f64 = weights.iter().sum();
        Self {
            affinity: (0..TRADES).map(|_| (0..REGIONS).map(|_| rng.random_range(0.2..1.0)).collect()).collect(),
            shares: weights.iter().map(|w| w / total).collect(),
        }
    }

    /// A family of an origin drawn by the mix; origins differ in trades.
    fn family(&self, mix: [f64; 4], rng: &mut ChaCha8Rng) -> Family {
        let mut at = rng.random_range(0.0..mix.iter().sum::<f64>());
        let mut origin = 0;
        while origin < 3 && at >= mix[origin] {
            at -= mix[origin];
            origin += 1;
        }
        let size = size(rng);
        let mut values = vec![0.0; REGIONS];
        for _ in (0..size.min(3)).filter(|_| rng.random_bool(0.6)).collect::<Vec<_>>() {
            let trade = (origin * 3 + rng.random_range(0..5)) % TRADES;
            let base = rng.random_range(0.3..0.9);
            for (region, value) in values.iter_mut().enumerate() {
                *value += base * self.affinity[trade][region] * rng.random_range(0.8..1.2);
            }
        }
        let school = rng.random_range(0..size);
        Family { size, school, values: values.into_iter().map(|v| rng.random_bool(0.8).then_some(v)).collect() }
    }
}

/// Families of 1 to 10 with mean about 3.9.
fn size(rng: &mut ChaCha8Rng) -> u32 {
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

/// Rows lie region by region: persons, then school places, then families.
fn uses(family: &Family, region: usize, rows: usize) -> Vec<(u32, u32)> {
    let amounts = [family.size, family.school, 1];
    (0..rows).map(|k| ((region * rows + k) as u32, amounts[k])).collect()
}

fn pose(families: &[&Family], left: &[u64], rows: usize, inclusion: Inclusion) -> Problem {
    let mut problem = Problem::new(REGIONS as u32, inclusion);
    for &places in left {
        problem.row(Row { upper: Some(places), lower: 0 });
    }
    for family in families {
        let option = |(region, value): (usize, &Option<f64>)| {
            value.map(|value| ChoiceSpec { region: region as u32, value, uses: uses(family, region, rows) })
        };
        let options = family.values.iter().enumerate().filter_map(option).collect();
        problem.unit(UnitSpec { options, persons: family.size, ..UnitSpec::default() });
    }
    problem
}

struct Setting {
    count: Count,
    futures: usize,
    prior: f64,
    rows: usize,
}

/// Each family to its best open region, in the order of arrival.
fn first_come(order: &[&Family], places: &[u64], rows: usize) -> f64 {
    let mut left = places.to_vec();
    let mut value = 0.0;
    for family in order {
        let fits =
            |r: &usize| uses(family, *r, rows).iter().all(|&(row, amount)| left[row as usize] >= u64::from(amount));
        let open = (0..REGIONS).filter(|r| family.values[*r].is_some() && fits(r));
        if let Some(best) = open.max_by(|&a, &b| family.values[a].unwrap().total_cmp(&family.values[b].unwrap())) {
            value += family.values[best].unwrap();
            for (row, amount) in uses(family, best, rows) {
                left[row as usize] -= u64::from(amount);
            }
        }
    }
    value
}

/// Weekly sittings at prices from sampled futures; who waits is looked at again. Units of the problem: the pool, then the
/// families in the order of arrival.
fn by_prices(problem: &Problem, pool: usize, order: &[&Family], places: &[u64], setting: &Setting, seed: u64) -> f64 {
    let mut rows: Vec<Row> = places.iter().map(|&p| Row { upper: Some(p), lower: 0 }).collect();
    let mut value = 0.0;
    let mut waiting: Vec<u32> = Vec::new();
    let mut known: Option<Prices> = None;
    let options = Options { effort: 2_000_000, gap: 1e-4, ..Options::default() };
    for sitting in 0..SITTINGS {
        let come = order.len() * sitting / SITTINGS..order.len() * (sitting + 1) / SITTINGS;
        let seen = come.end;
        let mut hand = std::mem::take(&mut waiting);
        hand.extend(come.map(|i| (pool + i) as u32));
        let mut weights = vec![setting.prior / pool as f64; pool];
        weights.resize(pool + seen, 1.0);
        let elapsed = (sitting + 1) as f64 / SITTINGS as f64;
        let forecast = Forecast { count: setting.count, seen: seen as u64, elapsed, weights };
        let futures = forecast.sample(setting.futures, seed ^ sitting as u64);
        let sitting = Sitting {
            problem,
            rows: &rows,
            openings: &[],
            hand: &hand,
            futures: &futures,
            surcharge: None,
            placed: &[],
            guess: known.as_ref(),
        };
        let seating = sit(&sitting, &options).expect("everybody may wait");
        value += seating.value;
        known = Some(seating.prices);
        for (&unit, region) in hand.iter().zip(&seating.plan.regions) {
            let Some(region) = region else {
                waiting.push(unit);
                continue;
            };
            for (row, amount) in uses(order[unit as usize - pool], *region as usize, setting.rows) {
                rows[row as usize].upper = rows[row as usize].upper.map(|left| left - u64::from(amount));
            }
        }
    }
    value
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let word = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: f64| word(key).map_or(or, |a| a.parse().expect("a number"));
    let (families, seed, orders) =
        (number("families", 1000.0) as usize, number("seed", 1.0) as u64, number("orders", 5.0) as u64);
    let kind = word("kind").unwrap_or("stable");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let world = World::new(&mut rng);
    let before = if kind == "trend" { families * 4 / 5 } else { families };
    let pool: Vec<Family> = (0..before).map(|_| world.family([0.4, 0.3, 0.2, 0.1], &mut rng)).collect();
    let mix = |at: f64| [0.4 - 0.3 * at, 0.3 - 0.2 * at, 0.2 + 0.1 * at, 0.1 + 0.4 * at];
    let at = |i: usize| if kind == "drift" { i as f64 / families as f64 } else { 0.0 };
    let year: Vec<Family> = (0..families).map(|i| world.family(mix(at(i)), &mut rng)).collect();
    let count = match word("count").unwrap_or("known") {
        "known" => Count::Known(families as u64),
        "poisson" => Count::Poisson { mean: before as f64 },
        _ => Count::Unknown,
    };
    let setting = Setting {
        count,
        futures: number("futures", 4.0) as usize,
        prior: number("prior", 200.0),
        rows: number("rows", 1.0) as usize,
    };
    let demand =
        [year.iter().map(|f| f.size).sum::<u32>(), year.iter().map(|f| f.school).sum::<u32>(), families as u32];
    let places: Vec<u64> = world
        .shares
        .iter()
        .flat_map(|share| demand.iter().take(setting.rows).map(move |&d| f64::from(d) * share))
        .map(|places| (places * number("capacity", 1.1)).round() as u64)
        .collect();
    let all: Vec<&Family> = year.iter().collect();
    let best =
        solve(&pose(&all, &places, setting.rows, Inclusion::Value), &Options::default()).expect("everybody may wait");
    println!("hindsight {:.3}, gap {:.4} %", best.value, 100.0 * best.gap);
    let mut shares = [Vec::new(), Vec::new(), Vec::new()];
    let mut seconds = 0.0;
    for order in 0..orders {
        let mut sequence = all.clone();
        if kind != "drift" {
            sequence.shuffle(&mut ChaCha8Rng::seed_from_u64(order));
        }
        shares[0].push(first_come(&sequence, &places, setting.rows) / best.value);
        let everybody: Vec<&Family> = pool.iter().chain(sequence.iter().copied()).collect();
        for (rule, shares) in [Inclusion::Value, Inclusion::Order].into_iter().zip(&mut shares[1..]) {
            let start = Instant::now();
            let problem = pose(&everybody, &places, setting.rows, rule);
            let value = by_prices(&problem, pool.len(), &sequence, &places, &setting, order << 8);
            shares.push(value / best.value);
            seconds += start.elapsed().as_secs_f64();
        }
    }
    for (name, of) in ["first-come", "prices, rule value", "prices, rule order"].iter().zip(&shares) {
        let mean = of.iter().sum::<f64>() / of.len() as f64;
        println!("{name}: mean {mean:.4} least {:.4}", of.iter().copied().fold(f64::INFINITY, f64::min));
    }
    println!("{:.2} ms a family", 1000.0 * seconds / (2.0 * orders as f64 * families as f64));
}
