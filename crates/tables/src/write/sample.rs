//! A small package and outcome that the tests of this folder write.

use jiff::civil::date;
use qonys_model::{
    CapacityIx, CapacityUse, Certificate, Choice, DecidedBy, Education, Explanation, Household, HouseholdIx, Job,
    Language, Lock, LockKind, Occupation, Opening, OpeningIx, OpeningUse, Outcome, Overrides, Package, Person,
    PersonIx, Place, Placement, Plan, Programme, Region, RegionCapacity, RegionIx, Sex, Tie, TieKind, TieTo, Use,
    WaitReason, Wish, WishRank, Worth,
};
use std::collections::BTreeMap;

const PROGRAMME: &str = r#"
name = "Сынақ & <тест>"
year = 2026
seed = 7
[[capacity]]
name = "kandas"
counts = { stream = "kandas" }
[[capacity]]
name = "=families"
counts = "households"
otherwise = "unlimited"
[[capacity]]
name = "school"
counts = { age = "6..17", language = "kk", unit = "households" }
[outlook.measured]
"base.higher" = "Survey of 2025"
"#;

fn household(id: &str, members: Vec<u32>) -> Household {
    Household {
        id: id.to_owned(),
        stream: Some("kandas".to_owned()),
        priority: None,
        applied: Some(date(2026, 2, 10)),
        arrived: None,
        origin: Some("Моңғолия, \"BÖ\"".to_owned()),
        counts: BTreeMap::new(),
        members: members.into_iter().map(PersonIx).collect(),
        row: 2,
    }
}

fn person(id: &str, household: u32) -> Person {
    Person {
        id: id.to_owned(),
        household: HouseholdIx(household),
        birth_year: 1988,
        sex: Some(Sex::Female),
        occupation: Occupation::parse("0110").ok(),
        education: Education::Higher,
        languages: vec![Language("kk".to_owned()), Language("ru".to_owned())],
        works: Some(true),
        needs: Vec::new(),
        row: 2,
    }
}

/// Two regions, four households: two placed (one of them with a dangerous id), two waiting; every optional table.
pub(super) fn package() -> Package {
    let region = |id: &str, kk: &str| Region {
        id: id.to_owned(),
        names: [kk.to_owned(), String::new(), String::new()],
        tile: Some((1, -2)),
        figures: BTreeMap::from([("work_factor".to_owned(), 0.1 + 0.2)]),
        row: 2,
    };
    let mut households = vec![
        household("H-1", vec![0, 1]),
        household("=2+2", vec![2]),
        household("'=H", vec![]),
        household("Ә-4", vec![]),
    ];
    households[1].priority = Some(1);
    households[3].counts = BTreeMap::from([("persons".to_owned(), 3)]);
    households[3].applied = None;
    let mut people = vec![person("H-1-1", 0), person("H-1-2", 0), person("-3", 1)];
    people[1].education = Education::Unknown;
    people[1].sex = None;
    people[1].languages = Vec::new();
    people[1].works = None;
    people[2].needs = vec!["dialysis".to_owned(), "wheelchair".to_owned()];
    Package {
        programme: toml::from_str::<Programme>(PROGRAMME).expect("reads"),
        regions: vec![region("KZ-55", "Павлодар: облысы"), region("@KZ", "")],
        capacities: vec![
            RegionCapacity {
                region: RegionIx(0),
                capacity: CapacityIx(0),
                places: 5,
                minimum: 2,
                period: None,
                row: 2,
            },
            RegionCapacity {
                region: RegionIx(1),
                capacity: CapacityIx(1),
                places: 9,
                minimum: 0,
                period: None,
                row: 3,
            },
        ],
        openings: vec![Opening {
            region: RegionIx(0),
            occupation: Occupation::parse("0110").expect("a code"),
            openings: 2,
            row: 2,
        }],
        households,
        people,
        ties: vec![
            Tie {
                household: HouseholdIx(0),
                to: TieTo::Region(RegionIx(1)),
                kind: TieKind::Prefer,
                relation: Some("+kin".to_owned()),
                row: 2,
            },
            Tie {
                household: HouseholdIx(0),
                to: TieTo::Household(HouseholdIx(1)),
                kind: TieKind::Must,
                relation: None,
                row: 3,
            },
        ],
        wishes: vec![
            Wish { household: HouseholdIx(0), region: RegionIx(0), rank: WishRank::Rank(1), row: 2 },
            Wish { household: HouseholdIx(0), region: RegionIx(1), rank: WishRank::Veto, row: 3 },
        ],
        locks: vec![Lock {
            household: HouseholdIx(1),
            region: RegionIx(1),
            kind: LockKind::Pin,
            reason: Some("said so,\nin writing".to_owned()),
            author: None,
            at: Some(date(2026, 3, 1)),
            row: 2,
        }],
        uses: vec![Use { household: HouseholdIx(0), region: RegionIx(1), capacity: CapacityIx(1), amount: 4, row: 2 }],
        scores: None,
    }
}

fn explanation(household: u32, work: f64) -> Explanation {
    Explanation {
        household: HouseholdIx(household),
        worth: Worth { work, ..Worth::default() },
        jobs: Vec::new(),
        choices: Vec::new(),
        closed: Vec::new(),
        decided_by: Vec::new(),
        runner_up: None,
        margin: None,
        waiting: Vec::new(),
    }
}

/// `H-1` in the first region, `=2+2` in the second, the others wait.
pub(super) fn outcome() -> Outcome {
    let place = [Place::Region(RegionIx(0)), Place::Region(RegionIx(1)), Place::Waiting, Place::Waiting];
    let job = Job { person: PersonIx(0), opening: OpeningIx(0) };
    let placement = |(at, place): (usize, Place)| Placement {
        household: HouseholdIx::from(at),
        place,
        jobs: if at == 0 { vec![job] } else { Vec::new() },
    };
    let mut explanations =
        vec![explanation(0, 1.25), explanation(1, -0.000_000_4), explanation(2, 0.0), explanation(3, 0.0)];
    let other = Worth { work: 1.0 / 3.0, kin: 0.25, ..Worth::default() };
    explanations[0].jobs = vec![job];
    explanations[0].decided_by = vec![DecidedBy::BestValue, DecidedBy::Opening];
    explanations[0].runner_up = Some(RegionIx(1));
    explanations[0].choices = vec![Choice {
        region: RegionIx(1),
        worth: other,
        others: 0.0,
        places_cost: 0.1,
        openings_cost: 0.0,
        promise: 0.0,
        minimum: 0.0,
    }];
    explanations[1].decided_by = vec![DecidedBy::Pin];
    for waits in &mut explanations[2..] {
        waits.decided_by = vec![DecidedBy::Waiting];
        waits.waiting = vec![WaitReason::PlacesShort];
    }
    Outcome {
        fairness: None,
        wished: None,
        plan: Plan { placements: place.into_iter().enumerate().map(placement).collect() },
        certificate: Certificate { value: 1.25, bound: 1.26, gap: 0.01 / 1.26, inclusion_proved: true, stopped: None },
        capacities: vec![
            CapacityUse {
                region: RegionIx(0),
                capacity: CapacityIx(0),
                places: Some(5),
                minimum: 2,
                asked: 9,
                used: 2,
                price: 0.125,
            },
            CapacityUse {
                region: RegionIx(1),
                capacity: CapacityIx(1),
                places: None,
                minimum: 0,
                asked: 1,
                used: 1,
                price: 0.0,
            },
        ],
        openings: vec![OpeningUse { opening: OpeningIx(0), filled: 1, price: 0.5 }],
        explanations,
        assumptions: Vec::new(),
        overrides: Overrides::default(),
        stages: Vec::new(),
    }
}
