//! Generated years for `qonys replay`, as packages with scores: one year and the year before it as its pool.
//!
//!     cargo run --release -p qonys-tables --example arrival_years -- DIR [kind=stable|drift|trend] [families=1000] [before=1000] [seed=1] [rows=1]
//!
//! writes `DIR/year` and `DIR/before`: 20 regions, families of 1 to 10 from four origins whose trades differ, four in
//! five regions open to a family, values by how well its trades do in a region. Persons are limited in every region
//! (`rows=2`: places in school too); all places together hold everybody exactly, so `--scale-capacity 1.1` gives 110 %.
//! `stable`: both years are drawn alike; the year before had as many families, or as many as `before` says. `drift`: the
//! mix of origins of the year moves from that of the year before (first family) to another (last); its families have
//! days of arrival. `trend`: the year before had a fifth fewer.

use jiff::civil::{Date, date};
use qonys_model::{Household, HouseholdIx, Package, Region, RegionCapacity, Score, ScoreOf};
use qonys_tables::{Staged, write_package};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::path::Path;

const REGIONS: usize = 20;
const TRADES: usize = 12;
/// Origins of the year before, and what they drift to.
const MIX: [[f64; 4]; 2] = [[0.4, 0.3, 0.2, 0.1], [0.1, 0.1, 0.3, 0.5]];
/// Families of 1, 2, 3... persons in percent: mean 3.7.
const SIZES: [u32; 10] = [10, 16, 20, 20, 15, 9, 5, 3, 1, 1];

struct World {
    /// How well a trade does in a region.
    affinity: Vec<[f64; REGIONS]>,
    /// Share of each region in the places.
    shares: [f64; REGIONS],
}

impl World {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        let weights: [f64; REGIONS] = std::array::from_fn(|_| rng.random_range(0.5..1.5));
        let total: f64 = weights.iter().sum();
        let affinity = (0..TRADES).map(|_| std::array::from_fn(|_| rng.random_range(0.2..1.0))).collect();
        Self { affinity, shares: weights.map(|w| w / total) }
    }

    /// Adds a family of an origin drawn by the mix. Origins differ in their trades.
    fn family(&self, package: &mut Package, mix: [f64; 4], arrived: Option<Date>, rng: &mut ChaCha8Rng) {
        let origin = pick(&mix, rng);
        let size = pick(&SIZES.map(f64::from), rng) as u32 + 1;
        let mut values = [0.0; REGIONS];
        for _ in 0..size.min(3) {
            if !rng.random_bool(0.6) {
                continue;
            }
            let trade = (origin * 3 + rng.random_range(0..5)) % TRADES;
            let base = rng.random_range(0.3..0.9);
            for (value, affinity) in values.iter_mut().zip(self.affinity[trade]) {
                *value += base * affinity * rng.random_range(0.8..1.2);
            }
        }
        let household = HouseholdIx::from(package.households.len());
        for (region, value) in values.into_iter().enumerate() {
            if rng.random_bool(0.8) {
                let score = Score { of: ScoreOf::Household(household), region: region.into(), value, row: 0 };
                package.scores.get_or_insert_default().push(score);
            }
        }
        let counts = [("persons".to_owned(), size), ("pupils".to_owned(), rng.random_range(0..size))];
        package.households.push(Household {
            id: format!("F-{:05}", household.0 + 1),
            stream: None,
            priority: None,
            applied: None,
            arrived,
            origin: Some(format!("O{origin}")),
            counts: BTreeMap::from(counts),
            members: Vec::new(),
            row: 0,
        });
    }

    /// Places for everybody, no more: in each row the sum over regions is the demand, by largest share.
    fn places(&self, package: &mut Package) {
        for capacity in 0..package.programme.capacity.len() {
            let column = ["persons", "pupils"][capacity];
            let demand: u32 = package.households.iter().map(|h| h.counts[column]).sum();
            let mut given = 0;
            let mut reached = 0.0;
            for (region, share) in self.shares.iter().enumerate() {
                reached += share;
                let places = (reached * f64::from(demand)).round() as u32 - given;
                given += places;
                let (region, capacity) = (region.into(), capacity.into());
                package.capacities.push(RegionCapacity { region, capacity, places, minimum: 0, period: None, row: 0 });
            }
        }
    }
}

fn pick(weights: &[f64], rng: &mut ChaCha8Rng) -> usize {
    let mut at = rng.random_range(0.0..weights.iter().sum::<f64>());
    let found = weights.iter().position(|weight| {
        at -= weight;
        at < 0.0
    });
    found.unwrap_or(weights.len() - 1)
}

fn frame(year: i16, rows: usize) -> Result<Package, toml::de::Error> {
    let mut programme = format!("name = \"Generated year\"\nyear = {year}\nseed = 1\nsynthetic = true\n");
    for column in ["persons", "pupils"].iter().take(rows) {
        programme += &format!("[[capacity]]\nname = \"{column}\"\ncounts = {{ column = \"{column}\" }}\n");
    }
    let region = |r: usize| Region {
        id: format!("R{:02}", r + 1),
        names: Default::default(),
        tile: None,
        figures: BTreeMap::new(),
        row: 0,
    };
    Ok(Package {
        programme: toml::from_str(&programme)?,
        regions: (0..REGIONS).map(region).collect(),
        capacities: Vec::new(),
        openings: Vec::new(),
        households: Vec::new(),
        people: Vec::new(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: None,
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let word = |key: &str| args.iter().find_map(|a| a.strip_prefix(key)?.strip_prefix('='));
    let folder = Path::new(args.first().ok_or("name a folder")?);
    let number = |key: &str, or: usize| word(key).map_or(Ok(or), str::parse);
    let kind = word("kind").unwrap_or("stable");
    let (families, seed, rows) = (number("families", 1000)?, number("seed", 1)?, number("rows", 1)?.clamp(1, 2));
    let mut rng = ChaCha8Rng::seed_from_u64(seed as u64);
    let world = World::new(&mut rng);
    let mut before = frame(2025, rows)?;
    let past = number("before", if kind == "trend" { families * 4 / 5 } else { families })?;
    for _ in 0..past {
        world.family(&mut before, MIX[0], None, &mut rng);
    }
    let mut year = frame(2026, rows)?;
    for nth in 0..families {
        let at = if kind == "drift" { nth as f64 / families as f64 } else { 0.0 };
        let mix = std::array::from_fn(|o| MIX[0][o] + at * (MIX[1][o] - MIX[0][o]));
        let day = jiff::Span::new().days((nth * 364 / families) as i64);
        let arrived = (kind == "drift").then(|| date(2026, 1, 1).saturating_add(day));
        world.family(&mut year, mix, arrived, &mut rng);
    }
    for (name, mut package) in [("before", before), ("year", year)] {
        world.places(&mut package);
        let mut staged = Staged::new(folder.join(name))?;
        for (file, bytes) in write_package(&package) {
            staged.add(&file, &bytes)?;
        }
        staged.commit()?;
    }
    Ok(())
}
