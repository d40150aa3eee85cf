//! Rules on wishes on generated years, measured: `wish_years FIRST LAST [families=329] [regions=20] [spare=1.0]
//! [loss=0.026] [floor=0.974] [tastes=own]`.
//!
//! Families of 1 to 7, as many places for persons as `spare` times the persons. What a region is worth to a family and how the
//! family ranks it are drawn independently (`tastes=own`), or the ranking follows the worth with noise (`tastes=worth`).
//! Every family ranks all regions. For each seed and rule: who is better off than without the rule, what it costs, what is
//! proved, how long it took. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys::{PlaceOptions, place};
use qonys_model::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: f64| named(key).map_or(or, |a| a.parse().expect("a number"));
    let plain: Vec<u64> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let (first, last) = (plain.first().copied().unwrap_or(1), plain.get(1).copied().unwrap_or(1));
    let rules = [("trade-up", WishRule::TradeUp), ("priority-with-floor", WishRule::PriorityWithFloor)];
    for seed in first..=last {
        let families = number("families", 329.0) as usize;
        let own = named("tastes") != Some("worth");
        let mut package = year(seed, families, number("regions", 20.0) as usize, number("spare", 1.0), own);
        for (name, rule) in rules.into_iter().filter(|(name, _)| named("rule").is_none_or(|only| only == *name)) {
            let wishes = &mut package.programme.wishes;
            (wishes.rule, wishes.loss, wishes.floor) = (Some(rule), number("loss", 0.026), number("floor", 0.974));
            let before = Instant::now();
            match place(&package, &PlaceOptions { gap: 1e-4, ..PlaceOptions::default() }) {
                Ok(outcome) => tell(seed, name, &outcome, before.elapsed().as_secs_f64()),
                Err(error) => println!("seed {seed} {name}: {error:?}"),
            }
        }
    }
}

fn tell(seed: u64, name: &str, outcome: &Outcome, seconds: f64) {
    let wished = outcome.wished.as_ref().expect("families rank regions");
    let figures = |f: &WishFigures| {
        let share = |n: u32| 100.0 * f64::from(n) / f64::from(f.ranking.max(1));
        format!(
            "mean rank {:.2}, first {:.1} %, top three {:.1} %",
            f.mean_rank.unwrap_or(0.0),
            share(f.first),
            share(f.top_three)
        )
    };
    let refused = wished.turns.iter().flat_map(|t| &t.refused);
    let proved = refused.clone().filter(|r| r.proved).count();
    println!(
        "seed {seed} {name}: better {} (at most {:?}), worse {}, given up {:.3} %; {} -> {}; refused {} ({proved} proved); {seconds:.1} s",
        wished.better,
        wished.better_bound,
        wished.worse,
        100.0 * wished.share_given_up(),
        figures(&wished.without),
        figures(&wished.with),
        refused.count(),
    );
}

fn year(seed: u64, families: usize, regions: usize, spare: f64, own: bool) -> Package {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let weights: Vec<f64> = (0..regions).map(|_| rng.random_range(0.5..1.5)).collect();
    let total: f64 = weights.iter().sum();
    let sizes: Vec<u32> = (0..families).map(|_| 1 + rng.random_range(0..4) + rng.random_range(0..4)).collect();
    let places = (f64::from(sizes.iter().sum::<u32>()) * spare).round();
    let mut left = places as u32;
    let mut limits = Vec::new();
    for (r, weight) in weights.iter().enumerate() {
        let share = if r + 1 == regions { left } else { ((places * weight / total).round() as u32).min(left) };
        left -= share;
        let (capacity, period) = (CapacityIx::from(0), None);
        limits.push(RegionCapacity { region: r.into(), capacity, places: share, minimum: 0, period, row: 0 });
    }
    let (mut households, mut scores, mut wishes) = (Vec::new(), Vec::new(), Vec::new());
    for (h, &size) in sizes.iter().enumerate() {
        let worth: Vec<f64> = (0..regions).map(|_| rng.random_range(0.2..0.8)).collect();
        let taste = |r: usize, noise: f64| if own { noise } else { worth[r] + 0.5 * noise };
        let tastes: Vec<f64> = (0..regions).map(|r| taste(r, rng.random_range(0.0..1.0))).collect();
        let mut ranked: Vec<usize> = (0..regions).collect();
        ranked.sort_by(|&a, &b| tastes[b].total_cmp(&tastes[a]));
        for (rank, &r) in ranked.iter().enumerate() {
            let rank = WishRank::Rank(rank as u32 + 1);
            wishes.push(Wish { household: h.into(), region: r.into(), rank, row: 0 });
        }
        for (r, worth) in worth.iter().enumerate() {
            let value = f64::from(size) * worth;
            scores.push(Score { of: ScoreOf::Household(h.into()), region: r.into(), value, row: 0 });
        }
        households.push(Household {
            id: format!("H{h}"),
            stream: None,
            priority: None,
            applied: None,
            arrived: None,
            origin: None,
            counts: [("persons".to_owned(), size)].into(),
            members: Vec::new(),
            row: 0,
        });
    }
    let region = |r: usize| Region {
        id: format!("R{r}"),
        names: [String::new(), String::new(), String::new()],
        tile: None,
        figures: std::collections::BTreeMap::new(),
        row: 0,
    };
    Package {
        programme: programme(seed),
        regions: (0..regions).map(region).collect(),
        capacities: limits,
        openings: Vec::new(),
        households,
        people: Vec::new(),
        ties: Vec::new(),
        wishes,
        locks: Vec::new(),
        uses: Vec::new(),
        scores: Some(scores),
    }
}

fn programme(seed: u64) -> Programme {
    Programme {
        name: "Generated".to_owned(),
        year: 2026,
        seed,
        synthetic: true,
        capacity: vec![CapacityKind {
            name: "persons".to_owned(),
            counts: Counts::Every(Unit::Persons),
            otherwise: Otherwise::None,
        }],
        value: Value::default(),
        outlook: Outlook::default(),
        inclusion: Inclusion::default(),
        arrivals: Arrivals::default(),
        fairness: Fairness::default(),
        wishes: Wishes::default(),
    }
}
