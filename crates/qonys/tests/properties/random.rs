//! Small random packages that use every feature: limits, minimums, ties, locks, wishes, uses, scores, classes, rules.

use qonys_model::*;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How large a package may be.
#[derive(Clone, Copy)]
pub struct Size {
    households: usize,
    regions: usize,
    members: usize,
    /// Households and regions are as many as said, not fewer.
    exact: bool,
}

impl Size {
    pub const fn up_to(households: usize, regions: usize, members: usize) -> Self {
        Self { households, regions, members, exact: false }
    }

    pub const fn exactly(households: usize, regions: usize, members: usize) -> Self {
        Self { households, regions, members, exact: true }
    }
}

const OCCUPATIONS: [&str; 6] = ["7212", "7213", "72", "2221", "222", "9"];

pub fn package(seed: u64, size: Size) -> Package {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let least = |most: usize| if size.exact { most } else { 1 };
    let regions = rng.random_range(least(size.regions)..=size.regions);
    let households = rng.random_range(least(size.households)..=size.households);
    let mut p = Package {
        programme: programme(&mut rng),
        regions: (0..regions).map(|r| region(&mut rng, r)).collect(),
        capacities: Vec::new(),
        openings: Vec::new(),
        households: Vec::new(),
        people: Vec::new(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: None,
    };
    for h in 0..households {
        household(&mut rng, &mut p, h, size.members);
    }
    capacities(&mut rng, &mut p);
    openings(&mut rng, &mut p);
    bonds(&mut rng, &mut p);
    if rng.random_bool(0.2) {
        p.scores = Some(scores(&mut rng, &p));
    }
    p
}

fn programme(rng: &mut impl Rng) -> Programme {
    let rule = |age: Option<&str>, stream: Option<&str>| {
        Counts::Rule(CountsRule {
            age: age.and_then(AgeRange::parse),
            stream: stream.map(str::to_owned),
            ..CountsRule::default()
        })
    };
    let kind = |name: &str, counts, otherwise| CapacityKind { name: name.into(), counts, otherwise };
    let mut capacity = vec![kind("persons", Counts::Every(Unit::Persons), Otherwise::None)];
    if rng.random_bool(0.5) {
        capacity = vec![
            kind("kandas", rule(None, Some("kandas")), Otherwise::None),
            kind("resettler", rule(None, Some("resettler")), Otherwise::None),
        ];
    }
    if rng.random_bool(0.4) {
        capacity.push(kind("school", rule(Some("6..17"), None), Otherwise::Unlimited));
    }
    if rng.random_bool(0.2) {
        capacity.push(kind("families", Counts::Every(Unit::Households), Otherwise::Unlimited));
    }
    let rules = [InclusionRule::Value, InclusionRule::Value, InclusionRule::Order, InclusionRule::Everyone];
    Programme {
        name: "random".into(),
        year: 2026,
        seed: rng.random(),
        synthetic: true,
        capacity,
        value: Value { kin: 0.3, wish: 0.2 },
        outlook: Outlook::default(),
        inclusion: Inclusion { rule: rules[rng.random_range(0..rules.len())] },
        arrivals: Arrivals::default(),
        fairness: Fairness::default(),
        wishes: Wishes::default(),
    }
}

fn region(rng: &mut impl Rng, r: usize) -> Region {
    let factor = [0.6, 0.9, 1.0, 1.3][rng.random_range(0..4)];
    Region {
        id: format!("R{r}"),
        names: Default::default(),
        tile: None,
        figures: [("work_factor".to_owned(), factor)].into(),
        row: 0,
    }
}

fn household(rng: &mut impl Rng, p: &mut Package, h: usize, members: usize) {
    let members = rng.random_range(1..=members);
    let first = p.people.len();
    for i in 0..members {
        let birth_year = if i == 0 { 1985 } else { [1950, 1990, 2012, 2024][rng.random_range(0..4)] };
        let occupation = rng.random_bool(0.8).then(|| OCCUPATIONS[rng.random_range(0..OCCUPATIONS.len())]);
        p.people.push(Person {
            id: format!("P{h}-{i}"),
            household: h.into(),
            birth_year,
            sex: None,
            occupation: occupation.map(|o| Occupation::parse(o).expect("a code")),
            education: [Education::Higher, Education::Vocational, Education::Unknown][rng.random_range(0..3)],
            languages: Vec::new(),
            works: [None, Some(true), Some(false)][rng.random_range(0..3)],
            needs: Vec::new(),
            row: 0,
        });
    }
    p.households.push(Household {
        id: format!("H{h}"),
        stream: Some(if rng.random_bool(0.5) { "kandas" } else { "resettler" }.into()),
        priority: [None, None, Some(1), Some(2)][rng.random_range(0..4)],
        applied: rng.random_bool(0.9).then(|| jiff::civil::date(2026, 1, rng.random_range(1..=20))),
        arrived: None,
        origin: None,
        counts: Default::default(),
        members: (first..p.people.len()).map(PersonIx::from).collect(),
        row: 0,
    });
}

/// Around 70 % of the demand in all, so that places are short more often than not.
fn capacities(rng: &mut impl Rng, p: &mut Package) {
    let minimums = rng.random_bool(0.25);
    for k in 0..p.programme.capacity.len() {
        let demand: u32 = p.households.iter().map(|h| counted(p, h, k.into())).sum();
        for r in 0..p.regions.len() {
            if rng.random_bool(0.15) {
                continue;
            }
            let places = rng.random_range(0..=1 + 3 * demand / (2 * p.regions.len() as u32).max(1));
            let minimum = if minimums && rng.random_bool(0.4) { rng.random_range(0..=places.min(4)) } else { 0 };
            p.capacities.push(RegionCapacity {
                region: r.into(),
                capacity: k.into(),
                places,
                minimum,
                period: None,
                row: 0,
            });
        }
    }
}

fn openings(rng: &mut impl Rng, p: &mut Package) {
    for r in 0..p.regions.len() {
        for _ in 0..rng.random_range(0..=2) {
            let occupation = Occupation::parse(OCCUPATIONS[rng.random_range(0..OCCUPATIONS.len())]).expect("a code");
            if !p.openings.iter().any(|o| o.region.at() == r && o.occupation == occupation) {
                let openings = rng.random_range(0..=2);
                p.openings.push(Opening { region: r.into(), occupation, openings, row: 0 });
            }
        }
    }
}

fn bonds(rng: &mut impl Rng, p: &mut Package) {
    let (households, regions) = (p.households.len(), p.regions.len());
    for h in 0..households {
        let other = rng.random_range(0..households);
        let region = RegionIx::from(rng.random_range(0..regions));
        let to = if rng.random_bool(0.5) { TieTo::Region(region) } else { TieTo::Household(other.into()) };
        let kind = if rng.random_bool(0.3) { TieKind::Must } else { TieKind::Prefer };
        if rng.random_bool(0.4) && to != TieTo::Household(h.into()) {
            p.ties.push(Tie { household: h.into(), to, kind, relation: None, row: 0 });
        }
        if rng.random_bool(0.4) {
            let rank = if rng.random_bool(0.3) { WishRank::Veto } else { WishRank::Rank(rng.random_range(1..=3)) };
            p.wishes.push(Wish { household: h.into(), region, rank, row: 0 });
        }
        if rng.random_bool(0.2) {
            let region = RegionIx::from(rng.random_range(0..regions));
            let kind = if rng.random_bool(0.3) { LockKind::Pin } else { LockKind::Forbid };
            p.locks.push(Lock { household: h.into(), region, kind, reason: None, author: None, at: None, row: 0 });
        }
        if rng.random_bool(0.1) {
            let capacity = CapacityIx::from(rng.random_range(0..p.programme.capacity.len()));
            p.uses.push(Use { household: h.into(), region, capacity, amount: rng.random_range(0..=3), row: 0 });
        }
    }
}

fn scores(rng: &mut impl Rng, p: &Package) -> Vec<Score> {
    let mut list = Vec::new();
    for h in 0..p.households.len() {
        for r in 0..p.regions.len() {
            if rng.random_bool(0.8) {
                let value = f64::from(rng.random_range(-20..=60)) / 16.0;
                list.push(Score { of: ScoreOf::Household(h.into()), region: r.into(), value, row: 0 });
            }
        }
    }
    list
}
