//! A small package with its outcome, to show every sentence and chart in tests.
//!
//! Seven families, four regions, places for the stream `kandas` and school places taught in Kazakh. Worked by hand:
//! every kind of placement and of waiting is in it once. The families are invented.

use jiff::civil::date;
use qonys_model::codes;
use qonys_model::*;
use std::collections::BTreeMap;

/// Pavlodar, Kostanay, North Kazakhstan, Abai.
const REGIONS: [&str; 4] = ["KZ-55", "KZ-39", "KZ-59", "KZ-10"];
const PAVLODAR: RegionIx = RegionIx(0);
const KOSTANAY: RegionIx = RegionIx(1);
const NORTH: RegionIx = RegionIx(2);
const ABAI: RegionIx = RegionIx(3);
const KANDAS: CapacityIx = CapacityIx(0);
const SCHOOL: CapacityIx = CapacityIx(1);

/// The package.
pub(crate) fn package() -> Package {
    Package {
        programme: programme(),
        regions: REGIONS.iter().enumerate().map(|(at, iso)| region(at, iso)).collect(),
        capacities: vec![
            limit(PAVLODAR, KANDAS, 6, 2),
            limit(KOSTANAY, KANDAS, 6, 0),
            limit(NORTH, KANDAS, 3, 0),
            limit(PAVLODAR, SCHOOL, 2, 0),
            limit(KOSTANAY, SCHOOL, 4, 0),
        ],
        openings: vec![opening(PAVLODAR, "7212", 1), opening(KOSTANAY, "2221", 1), opening(KOSTANAY, "5120", 2)],
        households: households(),
        people: people(),
        ties: vec![
            tie(1, TieTo::Region(PAVLODAR), TieKind::Prefer),
            tie(3, TieTo::Household(HouseholdIx(1)), TieKind::Must),
        ],
        wishes: vec![wish(0, PAVLODAR, WishRank::Rank(1)), wish(4, NORTH, WishRank::Veto)],
        locks: vec![
            lock(2, PAVLODAR, LockKind::Pin, "treatment in the regional hospital"),
            lock(5, PAVLODAR, LockKind::Forbid, "no flat without stairs"),
        ],
        uses: Vec::new(),
        scores: None,
    }
}

/// Its outcome.
pub(crate) fn outcome() -> Outcome {
    let explanations = explanations();
    let placements = explanations.iter().zip(places()).map(|(why, place)| Placement {
        household: why.household,
        place,
        jobs: why.jobs.clone(),
    });
    Outcome {
        fairness: None,
        wished: None,
        plan: Plan { placements: placements.collect() },
        certificate: Certificate { value: 3.53, bound: 3.6, gap: 0.07 / 3.6, inclusion_proved: false, stopped: None },
        capacities: vec![
            used(PAVLODAR, KANDAS, Some(6), 2, [13, 6], 0.12),
            used(KOSTANAY, KANDAS, Some(6), 0, [3, 4], 0.05),
            used(NORTH, KANDAS, Some(3), 0, [0, 3], 0.03),
            used(PAVLODAR, SCHOOL, Some(2), 0, [3, 2], 0.0),
            used(KOSTANAY, SCHOOL, Some(4), 0, [1, 1], 0.0),
            used(NORTH, SCHOOL, None, 0, [0, 1], 0.0),
        ],
        openings: vec![filled(0, 1, 0.2), filled(1, 1, 0.1), filled(2, 0, 0.0)],
        explanations,
        assumptions: assumptions(),
        overrides: Overrides::default(),
        stages: vec![
            Stage { name: "prices".into(), value: None, bound: Some(3.6) },
            Stage { name: "exact".into(), value: Some(3.53), bound: Some(3.6) },
        ],
    }
}

fn programme() -> Programme {
    let stream = CountsRule { stream: Some("kandas".into()), ..CountsRule::default() };
    let school = CountsRule { age: AgeRange::parse("6..17"), language: Some("kk".into()), ..CountsRule::default() };
    Programme {
        name: "Sample".into(),
        year: 2026,
        seed: 1,
        synthetic: true,
        capacity: vec![
            CapacityKind { name: "kandas".into(), counts: Counts::Rule(stream), otherwise: Otherwise::None },
            CapacityKind { name: "school-kk".into(), counts: Counts::Rule(school), otherwise: Otherwise::Unlimited },
        ],
        value: Value::default(),
        outlook: Outlook::default(),
        inclusion: Inclusion { rule: InclusionRule::Order },
        arrivals: Arrivals::default(),
        fairness: Fairness::default(),
        wishes: Wishes::default(),
    }
}

fn region(at: usize, iso: &str) -> Region {
    let known = codes::region(iso).expect("a region of the code list");
    Region {
        id: iso.into(),
        names: known.names.map(Into::into),
        tile: Some(known.tile),
        figures: BTreeMap::from([("work_factor".to_owned(), [1.1, 1.0, 0.9, 1.0][at])]),
        row: at as Row + 2,
    }
}

fn limit(region: RegionIx, capacity: CapacityIx, places: u32, minimum: u32) -> RegionCapacity {
    RegionCapacity { region, capacity, places, minimum, period: None, row: 0 }
}

fn opening(region: RegionIx, occupation: &str, openings: u32) -> Opening {
    Opening { region, occupation: Occupation::parse(occupation).expect("a code"), openings, row: 0 }
}

fn tie(household: usize, to: TieTo, kind: TieKind) -> Tie {
    Tie { household: household.into(), to, kind, relation: None, row: 0 }
}

fn wish(household: usize, region: RegionIx, rank: WishRank) -> Wish {
    Wish { household: household.into(), region, rank, row: 0 }
}

fn lock(household: usize, region: RegionIx, kind: LockKind, reason: &str) -> Lock {
    let (reason, author) = (Some(reason.to_owned()), Some("commission".to_owned()));
    Lock { household: household.into(), region, kind, reason, author, at: Some(date(2026, 3, 2)), row: 0 }
}

fn households() -> Vec<Household> {
    let members: [&[u32]; 7] =
        [&[0, 1, 2, 3], &[4, 5, 6], &[7, 8], &[9], &[10, 11, 12], &[13, 14, 15], &[16, 17, 18, 19, 20, 21, 22]];
    let applied = [(1, 12), (1, 15), (2, 20), (1, 15), (3, 5), (2, 1), (1, 10)];
    let household = |(at, (members, (month, day))): (usize, (&[u32], (i8, i8)))| Household {
        id: format!("F0{}", at + 1),
        stream: Some("kandas".into()),
        priority: (at == 2).then_some(1),
        applied: Some(date(2026, month, day)),
        arrived: None,
        origin: Some(["China", "Uzbekistan", "Mongolia"][at % 3].into()),
        counts: BTreeMap::new(),
        members: members.iter().copied().map(PersonIx).collect(),
        row: at as Row + 2,
    };
    members.into_iter().zip(applied).enumerate().map(household).collect()
}

fn people() -> Vec<Person> {
    use Education::{Higher, None as Nil, Secondary, Unknown, Vocational};
    let rows: [(&str, usize, i16, Education, &str); 23] = [
        ("Aidar", 0, 1985, Vocational, "7212"),
        ("Saule", 0, 1988, Higher, "2341"),
        ("Arman", 0, 2014, Nil, ""),
        ("Dana", 0, 2018, Nil, ""),
        ("Gulnar", 1, 1990, Higher, "2221"),
        ("Yerlan", 1, 1987, Secondary, "8332"),
        ("Aliya", 1, 2010, Nil, ""),
        ("Bolat", 2, 1955, Secondary, ""),
        ("Zhanar", 2, 1958, Secondary, ""),
        ("Kanat", 3, 2000, Unknown, ""),
        ("Marat", 4, 1979, Secondary, "9213"),
        ("Ainur", 4, 1982, Secondary, ""),
        ("Timur", 4, 2009, Nil, ""),
        ("Serik", 5, 1991, Secondary, "7112"),
        ("Madina", 5, 1993, Secondary, ""),
        ("Asel", 5, 2016, Nil, ""),
        ("Nurlan", 6, 1975, Secondary, "6121"),
        ("Raushan", 6, 1978, Secondary, ""),
        ("Daulet", 6, 2006, Secondary, ""),
        ("Kamila", 6, 2009, Nil, ""),
        ("Alua", 6, 2012, Nil, ""),
        ("Askar", 6, 2015, Nil, ""),
        ("Zere", 6, 2020, Nil, ""),
    ];
    let person =
        |(at, (id, household, birth_year, education, occupation)): (usize, (&str, usize, i16, _, &str))| Person {
            id: id.into(),
            household: household.into(),
            birth_year,
            sex: None,
            occupation: Occupation::parse(occupation).ok(),
            education,
            languages: vec![Language("kk".into())],
            works: None,
            needs: Vec::new(),
            row: at as Row + 2,
        };
    rows.into_iter().enumerate().map(person).collect()
}

fn places() -> [Place; 7] {
    [
        Place::Region(PAVLODAR),
        Place::Region(KOSTANAY),
        Place::Region(PAVLODAR),
        Place::Region(KOSTANAY),
        Place::Waiting,
        Place::Region(NORTH),
        Place::Waiting,
    ]
}

fn explanations() -> Vec<Explanation> {
    let all = |by: ClosedBy| REGIONS.iter().enumerate().map(|(r, _)| closed(r.into(), by)).collect::<Vec<_>>();
    let no_places = || closed(ABAI, ClosedBy::Capacity(KANDAS));
    let pinned = all(ClosedBy::PinnedElsewhere).into_iter().filter(|c| c.region != PAVLODAR).collect();
    vec![
        why(
            0,
            vec![
                choice(PAVLODAR, worth(1.045, 0.305, 0.0, 0.1), 0.0, 0.48, 0.2),
                choice(KOSTANAY, worth(0.95, 0.0, 0.0, 0.0), 0.0, 0.2, 0.0),
                choice(NORTH, worth(0.855, 0.0, 0.0, 0.0), 0.0, 0.12, 0.0),
            ],
            vec![no_places()],
            vec![DecidedBy::BestValue, DecidedBy::Opening, DecidedBy::Wish],
        )
        .job(0, 0),
        why(
            1,
            vec![
                choice(KOSTANAY, worth(0.85, 0.3, 0.0, 0.0), 0.3, 0.2, 0.1),
                choice(PAVLODAR, worth(0.935, 0.0, 0.25, 0.0), 0.33, 0.48, 0.0),
            ],
            vec![closed(NORTH, ClosedBy::Capacity(KANDAS)), no_places()],
            vec![DecidedBy::Price, DecidedBy::Opening],
        )
        .job(4, 1),
        why(2, vec![choice(PAVLODAR, Worth::default(), 0.0, 0.24, 0.0)], pinned, vec![DecidedBy::Pin]),
        why(
            3,
            vec![
                choice(KOSTANAY, worth(0.3, 0.0, 0.0, 0.0), 1.15, 0.2, 0.1),
                choice(PAVLODAR, worth(0.33, 0.0, 0.0, 0.0), 1.185, 0.48, 0.0),
            ],
            vec![closed(NORTH, ClosedBy::Capacity(KANDAS)), no_places()],
            vec![DecidedBy::Party, DecidedBy::Price],
        ),
        why(
            4,
            vec![
                choice(KOSTANAY, worth(0.7, 0.0, 0.0, 0.0), 0.0, 0.15, 0.0),
                choice(PAVLODAR, worth(0.77, 0.0, 0.0, 0.0), 0.0, 0.36, 0.0),
            ],
            vec![closed(NORTH, ClosedBy::Veto), no_places()],
            vec![DecidedBy::Waiting],
        )
        .waits(WaitReason::AppliedLater),
        why(
            5,
            vec![
                choice(NORTH, worth(0.63, 0.0, 0.0, 0.0), 0.0, 0.09, 0.0),
                choice(KOSTANAY, worth(0.7, 0.0, 0.0, 0.0), 0.0, 0.15, 0.0),
            ],
            vec![closed(PAVLODAR, ClosedBy::Forbidden), no_places()],
            vec![DecidedBy::Fitting],
        ),
        why(6, Vec::new(), all(ClosedBy::Capacity(KANDAS)), vec![DecidedBy::Waiting]).waits(WaitReason::NoOpenRegion),
    ]
}

fn worth(work: f64, openings: f64, kin: f64, wish: f64) -> Worth {
    Worth { work, openings, kin, wish }
}

fn choice(region: RegionIx, worth: Worth, others: f64, places_cost: f64, openings_cost: f64) -> Choice {
    Choice { region, worth, others, places_cost, openings_cost, promise: 0.0, minimum: 0.0 }
}

fn closed(region: RegionIx, by: ClosedBy) -> Closed {
    Closed { region, by: vec![by] }
}

/// Placed at the first choice, the second one the runner-up.
fn why(household: usize, choices: Vec<Choice>, closed: Vec<Closed>, decided_by: Vec<DecidedBy>) -> Explanation {
    Explanation {
        household: household.into(),
        worth: choices.first().map(|c| c.worth).unwrap_or_default(),
        jobs: Vec::new(),
        closed,
        decided_by,
        runner_up: choices.get(1).map(|c| c.region),
        margin: choices.get(1).map(|c| choices[0].net() - c.net()),
        choices,
        waiting: Vec::new(),
    }
}

trait With {
    fn job(self, person: u32, opening: u32) -> Self;
    fn waits(self, reason: WaitReason) -> Self;
}

impl With for Explanation {
    fn job(mut self, person: u32, opening: u32) -> Self {
        self.jobs.push(Job { person: PersonIx(person), opening: OpeningIx(opening) });
        self
    }

    fn waits(mut self, reason: WaitReason) -> Self {
        self.worth = Worth::default();
        self.runner_up = self.choices.first().map(|c| c.region);
        self.margin = None;
        self.waiting.push(reason);
        self
    }
}

fn used(
    region: RegionIx,
    capacity: CapacityIx,
    places: Option<u32>,
    minimum: u32,
    [asked, used]: [u32; 2],
    price: f64,
) -> CapacityUse {
    CapacityUse { region, capacity, places, minimum, asked, used, price }
}

fn filled(opening: u32, filled: u32, price: f64) -> OpeningUse {
    OpeningUse { opening: OpeningIx(opening), filled, price }
}

fn assumptions() -> Vec<Assumption> {
    let of = |(key, value, default): (&str, &str, bool)| Assumption { key: key.into(), value: value.into(), default };
    [
        ("outlook.working_age", "16..62", true),
        ("outlook.base.none", "0.25", true),
        ("outlook.base.secondary", "0.35", true),
        ("outlook.base.vocational", "0.45", false),
        ("outlook.base.higher", "0.5", true),
        ("outlook.base.unknown", "0.3", true),
        ("outlook.matched", "0.5, 0.6, 0.7, 0.8", true),
        ("outlook.regional", "work_factor", false),
        ("value.kin", "0.25", true),
        ("value.wish", "0.1", true),
    ]
    .map(of)
    .to_vec()
}

#[test]
fn the_sample_keeps_every_rule_that_can_be_judged() {
    assert_eq!(check(&package(), &outcome().plan), Vec::new());
}
