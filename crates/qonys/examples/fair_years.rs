//! Promises to groups on generated years, measured: `fair_years FIRST LAST [families=400] [rows=1] [liking=same]`.
//!
//! 20 regions, families of 1 to 7, four groups whose worths have different means; places for 105 % of the persons (and with
//! `rows=2` of the families). `liking=own`: every group does well in regions of its own. `liking=same`: all do best in the
//! same regions, and those most for whom it makes the greatest difference are sent there, so that the others are pushed out. For each seed and rule: the price of the promises
//! in per cent of the worth without them, the proved gap, and who is worse off. All numbers are synthetic.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program: it prints and reads a clock")]

use qonys::{PlaceOptions, place};
use qonys_model::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

const GROUPS: [(&str, f64, f64); 4] = [("A", 0.1, 0.15), ("B", 0.2, 0.35), ("C", 0.3, 0.5), ("D", 0.4, 0.6)];
const REGIONS: usize = 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let named = |key: &str| args.iter().find_map(|a| a.strip_prefix(key).and_then(|a| a.strip_prefix('=')));
    let number = |key: &str, or: usize| named(key).map_or(or, |a| a.parse().expect("a number"));
    let plain: Vec<u64> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let (first, last) = (plain.first().copied().unwrap_or(1), plain.get(1).copied().unwrap_or(1));
    for seed in first..=last {
        let same = named("liking") != Some("own");
        let mut package = year(seed, number("families", 400), number("rows", 1), same);
        for (name, rule, most) in [
            ("floor", FairnessRule::Floor, None),
            ("proportional", FairnessRule::Proportional, None),
            ("max-min", FairnessRule::MaxMin, None),
            ("worse off halved", FairnessRule::None, Some(())),
        ] {
            let before = Instant::now();
            package.programme.fairness.rule = rule;
            package.programme.fairness.worse_off_at_most = None;
            if most.is_some() {
                let open = place(&package, &PlaceOptions { gap: 1e-3, ..PlaceOptions::default() }).expect("a plan");
                package.programme.fairness.worse_off_at_most = open.fairness.map(|f| f.worse_off / 2);
            }
            match place(&package, &PlaceOptions { gap: 1e-4, ..PlaceOptions::default() }) {
                Ok(outcome) => tell(seed, name, &outcome, before.elapsed().as_secs_f64()),
                Err(error) => println!("seed {seed} {name}: {error:?}"),
            }
        }
    }
}

fn tell(seed: u64, name: &str, outcome: &Outcome, seconds: f64) {
    let facts = outcome.fairness.as_ref().expect("groups are named");
    let without = facts.value_without.expect("solved");
    let price = 100.0 * facts.price(outcome.certificate.value).expect("solved") / without;
    let gap = 100.0 * outcome.certificate.gap;
    let means: Vec<String> = facts
        .groups
        .iter()
        .map(|g| {
            let mean = |v: f64| v / f64::from(g.households);
            format!(
                "{} {:.3} ({:.3}, {:.3})",
                g.name,
                mean(g.value),
                mean(g.without.unwrap_or(0.0)),
                mean(g.default_value)
            )
        })
        .collect();
    println!(
        "seed {seed} {name}: price {price:.3} %, gap {gap:.3} %, worse off {} (without {}), {}; least {:?}, {seconds:.1} s",
        facts.worse_off,
        facts.worse_off_without.unwrap_or(0),
        means.join("; "),
        facts.least_ratio
    );
}

fn year(seed: u64, families: usize, rows: usize, same: bool) -> Package {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let weights: Vec<f64> = (0..REGIONS).map(|_| rng.random_range(0.5..1.5)).collect();
    let total: f64 = weights.iter().sum();
    let sizes: Vec<u32> = (0..families).map(|_| 1 + rng.random_range(0..4) + rng.random_range(0..4)).collect();
    let need = [sizes.iter().sum::<u32>(), families as u32];
    let kinds = [("persons", Unit::Persons), ("families", Unit::Households)];
    let capacity = kinds[..rows].iter().map(|(name, unit)| CapacityKind {
        name: (*name).to_owned(),
        counts: Counts::Every(*unit),
        otherwise: Otherwise::None,
    });
    let group = |(name, ..): &(&str, f64, f64)| Group {
        name: (*name).to_owned(),
        who: GroupRule { stream: Some((*name).to_owned()), ..GroupRule::default() },
    };
    let programme = Programme {
        name: "Generated".to_owned(),
        year: 2026,
        seed,
        synthetic: true,
        capacity: capacity.collect(),
        value: Value::default(),
        outlook: Outlook::default(),
        inclusion: Inclusion::default(),
        arrivals: Arrivals::default(),
        fairness: Fairness { group: GROUPS.iter().map(group).collect(), ..Fairness::default() },
        wishes: Wishes::default(),
    };
    let region = |r: usize| Region {
        id: format!("R{r}"),
        names: [String::new(), String::new(), String::new()],
        tile: None,
        figures: std::collections::BTreeMap::new(),
        row: 0,
    };
    let limits = (0..REGIONS * rows).map(|at| {
        let (r, k) = (at / rows, at % rows);
        let places = (f64::from(need[k]) * 1.05 * weights[r] / total).round() as u32;
        RegionCapacity { region: r.into(), capacity: k.into(), places, minimum: 0, period: None, row: 0 }
    });
    // what a region is worth to a group besides what it is worth to a family
    let mut liking: Vec<Vec<f64>> =
        GROUPS.iter().map(|_| (0..REGIONS).map(|_| rng.random_range(-0.1..0.1)).collect()).collect();
    if same {
        let common = liking[0].clone();
        let of = |group: usize| common.iter().map(|x| x * (group + 1) as f64 / 2.0).collect();
        liking = (0..GROUPS.len()).map(of).collect();
    }
    let chance = if same { 0.04 } else { 0.15 };
    let (mut households, mut scores) = (Vec::new(), Vec::new());
    for (h, &size) in sizes.iter().enumerate() {
        let draw = rng.random_range(0.0..1.0);
        let mut below = 0.0;
        let found = GROUPS.iter().position(|g| {
            below += g.1;
            draw < below
        });
        let group = found.unwrap_or(GROUPS.len() - 1);
        for (r, liked) in liking[group].iter().enumerate() {
            let own = GROUPS[group].2 + liked + rng.random_range(-chance..chance);
            let value = f64::from(size) * own.max(0.0);
            scores.push(Score { of: ScoreOf::Household(h.into()), region: r.into(), value, row: 0 });
        }
        households.push(Household {
            id: format!("H{h}"),
            stream: Some(GROUPS[group].0.to_owned()),
            priority: None,
            applied: None,
            arrived: None,
            origin: None,
            counts: [("persons".to_owned(), size)].into(),
            members: Vec::new(),
            row: 0,
        });
    }
    Package {
        programme,
        regions: (0..REGIONS).map(region).collect(),
        capacities: limits.collect(),
        openings: Vec::new(),
        households,
        people: Vec::new(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: Some(scores),
    }
}
