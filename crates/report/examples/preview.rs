//! Writes a report of invented figures, to look at the page: `cargo run -p qonys-report --example preview -- FILE [wide]`.
//!
//! The quotas are those of Kazakhstan in 2026; families, openings, prices and the plan are made up on the spot and worth
//! nothing. `wide` makes a package of 200 regions and 50 kinds of place.

use qonys_model::codes;
use qonys_model::*;
use qonys_report::{Lang, PageInput, Record, report_html};
use std::collections::BTreeMap;

const KANDAS: [(&str, u32); 8] = [
    ("KZ-55", 977),
    ("KZ-11", 285),
    ("KZ-10", 264),
    ("KZ-63", 200),
    ("KZ-59", 200),
    ("KZ-39", 200),
    ("KZ-23", 125),
    ("KZ-27", 30),
];
const RESETTLERS: [(&str, u32); 7] =
    [("KZ-59", 2820), ("KZ-55", 1655), ("KZ-63", 600), ("KZ-39", 485), ("KZ-10", 275), ("KZ-62", 125), ("KZ-35", 37)];
const TRADES: [&str; 22] = [
    "2221", "2341", "7212", "7115", "8332", "5120", "2330", "6130", "7411", "9211", "2212", "3115", "5223", "8341",
    "7231", "2142", "4110", "5311", "7126", "9313", "2511", "3256",
];
const ORIGINS: [&str; 7] = ["CN", "MN", "UZ", "TM", "RU", "IR", "TR"];

/// Numbers that look random and are always the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("give the file to write")?;
    let wide = args.next().as_deref() == Some("wide");
    let package = package(wide);
    let outcome = outcome(&package);
    let record = Record {
        version: "0.1.0".to_owned(),
        seed: 2026,
        inputs: ["programme.toml", "regions.csv", "capacities.csv", "openings.csv", "households.csv", "people.csv"]
            .map(|name| {
                (name.to_owned(), "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea".to_owned())
            })
            .to_vec(),
        further: Vec::new(),
    };
    let input = PageInput {
        package: &package,
        outcome: &outcome,
        record: &record,
        date: Some(jiff::civil::date(2026, 3, 16)),
        first_language: Lang::Kk,
    };
    Ok(std::fs::write(file, report_html(&input))?)
}

fn kind(name: &str, counts: Counts) -> CapacityKind {
    CapacityKind { name: name.to_owned(), counts, otherwise: Otherwise::None }
}

fn of_stream(stream: &str) -> Counts {
    Counts::Rule(CountsRule { stream: Some(stream.to_owned()), ..CountsRule::default() })
}

fn package(wide: bool) -> Package {
    let mut draw = Draw(7);
    let mut regions: Vec<Region> = codes::regions()
        .map(|r| Region {
            id: r.iso.to_owned(),
            names: r.names.map(str::to_owned),
            tile: Some(r.tile),
            figures: BTreeMap::new(),
            row: 0,
        })
        .collect();
    let mut kinds = vec![
        kind("kandas", of_stream("kandas")),
        kind("resettler", of_stream("resettler")),
        kind("dialysis", Counts::Rule(CountsRule { needs: Some("dialysis".to_owned()), ..CountsRule::default() })),
    ];
    if wide {
        regions.extend((0..180).map(|n| Region {
            id: format!("district-with-a-rather-long-name-{n}"),
            names: [const { String::new() }; 3],
            tile: None,
            figures: BTreeMap::new(),
            row: 0,
        }));
        kinds.extend((0..47).map(|n| kind(&format!("capacity {n}"), Counts::Every(Unit::Persons))));
    }
    let households = (0..if wide { 500 } else { 3500 }).map(|at| household(at, &mut draw)).collect();
    let openings = (0..regions.len() * 9).map(|at| Opening {
        region: RegionIx::from(at / 9),
        occupation: Occupation::parse(TRADES[(at * 7 + at / 9) % TRADES.len()]).expect("a code"),
        openings: 3 + draw.below(40) as u32,
        row: 0,
    });
    Package {
        programme: Programme {
            name: "Қоныстандыру бағдарламасы · Программа расселения".to_owned(),
            year: 2026,
            seed: 2026,
            synthetic: true,
            capacity: kinds,
            value: Value::default(),
            outlook: Outlook::default(),
            inclusion: Inclusion { rule: InclusionRule::Order },
            arrivals: Arrivals::default(),
            fairness: Fairness::default(),
            wishes: Wishes::default(),
        },
        openings: openings.collect(),
        regions,
        capacities: Vec::new(),
        households,
        people: Vec::new(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: None,
    }
}

fn household(at: usize, draw: &mut Draw) -> Household {
    let kandas = draw.below(10) < 3;
    let origin = match (kandas, draw.below(1000)) {
        (true, 0..=2) => "KG",
        (true, n) => ORIGINS[(n * n / 150_000) as usize % ORIGINS.len()],
        (false, n) => ["KZ-61", "KZ-79", "KZ-31", "KZ-19", "KZ-43"][n as usize % 5],
    };
    Household {
        id: format!("H{at}"),
        stream: Some(if kandas { "kandas" } else { "resettler" }.to_owned()),
        priority: Some(1 + draw.below(3) as u32),
        applied: None,
        arrived: None,
        origin: Some(origin.to_owned()),
        counts: BTreeMap::from([("persons".to_owned(), 1 + (draw.below(4) + draw.below(4)) as u32)]),
        members: Vec::new(),
        row: 0,
    }
}

fn outcome(package: &Package) -> Outcome {
    let mut draw = Draw(11);
    let at = |id: &str| package.regions.iter().position(|r| r.id == id).map(RegionIx::from);
    let mut uses = Vec::new();
    for (capacity, quotas) in [(0, &KANDAS[..]), (1, &RESETTLERS[..])] {
        for (nth, &(id, places)) in quotas.iter().enumerate() {
            let left = if nth == 5 || nth == 6 { places / 3 + 2 } else { (nth / 4) as u32 };
            let price = if left > 0 { 0.0 } else { 0.02 + draw.below(40) as f64 / 100.0 };
            uses.push(CapacityUse {
                region: at(id).expect("a region"),
                capacity: CapacityIx(capacity),
                places: Some(places),
                minimum: if nth == 4 { places / 2 } else { 0 },
                asked: draw.below(u64::from(places) * 2) as u32,
                used: places - left,
                price: if nth == 4 { -0.06 } else { price },
            });
        }
    }
    for (id, places, used) in [("KZ-55", Some(12), 3), ("KZ-75", None, 9), ("KZ-59", Some(6), 6)] {
        let region = at(id).expect("a region");
        uses.push(CapacityUse { region, capacity: CapacityIx(2), places, minimum: 0, asked: 4, used, price: 0.0 });
    }
    for capacity in 3..package.programme.capacity.len() {
        uses.extend((0..package.regions.len()).map(|region| CapacityUse {
            region: RegionIx::from(region),
            capacity: CapacityIx::from(capacity),
            places: Some(1 + draw.below(4_000_000_000) as u32),
            minimum: 0,
            asked: draw.below(4_000_000_000) as u32,
            used: 0,
            price: draw.below(200) as f64 / 100.0 - 1.0,
        }));
    }
    let explanations: Vec<Explanation> = (0..package.households.len()).map(|h| explanation(h, &mut draw)).collect();
    let place = |e: &Explanation| if e.waiting.is_empty() { Place::Region(RegionIx(0)) } else { Place::Waiting };
    let placements =
        explanations.iter().map(|e| Placement { household: e.household, place: place(e), jobs: Vec::new() }).collect();
    let openings = package.openings.iter().enumerate().map(|(n, o)| OpeningUse {
        opening: OpeningIx::from(n),
        filled: draw.below(u64::from(o.openings) + 1) as u32,
        price: if n % 13 == 0 { draw.below(30) as f64 / 100.0 } else { 0.0 },
    });
    let value = explanations.iter().map(|e| e.worth.total()).sum::<f64>();
    Outcome {
        fairness: None,
        wished: None,
        plan: Plan { placements },
        certificate: Certificate {
            value,
            bound: value * 1.000_32,
            gap: 0.000_32,
            inclusion_proved: true,
            stopped: None,
        },
        capacities: uses,
        openings: openings.collect(),
        explanations,
        assumptions: assumptions(),
        overrides: Overrides::default(),
        stages: ["prices", "rounding", "search", "exact"]
            .iter()
            .enumerate()
            .map(|(n, name)| Stage {
                name: (*name).to_owned(),
                value: (n > 0).then_some(value - 3.0 + n as f64),
                bound: Some(value * 1.000_32),
            })
            .collect(),
    }
}

fn explanation(at: usize, draw: &mut Draw) -> Explanation {
    let waiting = match draw.below(40) {
        0..=7 => vec![WaitReason::AppliedLater],
        8..=10 => vec![WaitReason::Priority, WaitReason::PlacesShort],
        11 if at.is_multiple_of(29) => vec![WaitReason::NoOpenRegion],
        _ => Vec::new(),
    };
    let worth = Worth {
        work: draw.below(150) as f64 / 100.0,
        openings: draw.below(4) as f64 / 10.0,
        kin: if draw.below(6) == 0 { 0.25 } else { 0.0 },
        wish: if draw.below(3) == 0 { 0.1 } else { 0.0 },
    };
    Explanation {
        household: HouseholdIx::from(at),
        worth: if waiting.is_empty() { worth } else { Worth::default() },
        jobs: Vec::new(),
        choices: Vec::new(),
        closed: Vec::new(),
        decided_by: Vec::new(),
        runner_up: None,
        margin: None,
        waiting,
    }
}

fn assumptions() -> Vec<Assumption> {
    let all = [
        ("outlook.working_age", "16..62"),
        ("outlook.base.none", "0.25"),
        ("outlook.base.secondary", "0.35"),
        ("outlook.base.vocational", "0.45"),
        ("outlook.base.higher", "0.5"),
        ("outlook.base.unknown", "0.3"),
        ("outlook.matched", "[0.5, 0.6, 0.7, 0.8]"),
        ("outlook.regional", "work_factor"),
        ("value.kin", "0.25"),
        ("value.wish", "0.1"),
    ];
    all.iter()
        .enumerate()
        .map(|(n, (key, value))| Assumption { key: (*key).to_owned(), value: (*value).to_owned(), default: n % 3 == 0 })
        .collect()
}
