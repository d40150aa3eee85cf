//! Each rule broken once, on a package of two regions that a reader can follow.

use qonys_model::*;

const NORTH: RegionIx = RegionIx(0);
const EAST: RegionIx = RegionIx(1);
const PERSONS: CapacityIx = CapacityIx(0);

fn region(id: &str) -> Region {
    Region { id: id.into(), names: Default::default(), tile: None, figures: Default::default(), row: 0 }
}

fn household(n: usize, priority: Option<u32>, applied: &str) -> Household {
    Household {
        id: format!("H{n}"),
        stream: Some("kandas".into()),
        priority,
        applied: Some(applied.parse().expect("a date")),
        arrived: None,
        origin: None,
        counts: Default::default(),
        members: vec![PersonIx(2 * n as u32), PersonIx(2 * n as u32 + 1)],
        row: 0,
    }
}

fn person(n: usize) -> Person {
    Person {
        id: format!("P{n}"),
        household: HouseholdIx((n / 2) as u32),
        birth_year: if n.is_multiple_of(2) { 1990 } else { 2015 },
        sex: None,
        occupation: n.is_multiple_of(2).then(|| Occupation::parse("7212").expect("a code")),
        education: Education::Vocational,
        languages: Vec::new(),
        works: None,
        needs: Vec::new(),
        row: 0,
    }
}

/// Three couples-of-one-worker-and-one-child, four places in the north, two in the east, one welder wanted in the north.
fn package() -> Package {
    let programme = Programme {
        name: "test".into(),
        year: 2026,
        seed: 0,
        synthetic: true,
        capacity: vec![CapacityKind {
            name: "places".into(),
            counts: Counts::Every(Unit::Persons),
            otherwise: Otherwise::None,
        }],
        value: Value::default(),
        outlook: Outlook::default(),
        inclusion: Inclusion::default(),
        arrivals: Arrivals::default(),
        fairness: Fairness::default(),
        wishes: Wishes::default(),
    };
    let places =
        |region, places| RegionCapacity { region, capacity: PERSONS, places, minimum: 0, period: None, row: 0 };
    Package {
        programme,
        regions: vec![region("KZ-59"), region("KZ-63")],
        capacities: vec![places(NORTH, 4), places(EAST, 2)],
        openings: vec![Opening {
            region: NORTH,
            occupation: Occupation::parse("7212").expect("a code"),
            openings: 1,
            row: 0,
        }],
        households: vec![
            household(0, None, "2026-01-01"),
            household(1, None, "2026-02-01"),
            household(2, None, "2026-03-01"),
        ],
        people: (0..6).map(person).collect(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: None,
    }
}

fn plan(places: [Option<RegionIx>; 3]) -> Plan {
    let placement = |(h, place): (usize, Option<RegionIx>)| Placement {
        household: h.into(),
        place: place.map_or(Place::Waiting, Place::Region),
        jobs: Vec::new(),
    };
    Plan { placements: places.into_iter().enumerate().map(placement).collect() }
}

fn lock(household: u32, region: RegionIx, kind: LockKind) -> Lock {
    Lock { household: HouseholdIx(household), region, kind, reason: None, author: None, at: None, row: 0 }
}

fn tie(household: u32, to: TieTo) -> Tie {
    Tie { household: HouseholdIx(household), to, kind: TieKind::Must, relation: None, row: 0 }
}

const FULL: [Option<RegionIx>; 3] = [Some(NORTH), Some(NORTH), Some(EAST)];

#[test]
fn a_plan_that_obeys_every_rule_has_no_violation() {
    assert_eq!(check(&package(), &plan(FULL)), []);
}

#[test]
fn too_many_people_in_a_region() {
    let found = check(&package(), &plan([Some(NORTH), Some(EAST), Some(EAST)]));
    assert_eq!(found, [Violation::CapacityExceeded { region: EAST, capacity: PERSONS, places: 2, used: 4 }]);
}

#[test]
fn a_region_without_a_row_has_no_places_unless_unlimited() {
    let mut p = package();
    p.capacities.truncate(1);
    let found = check(&p, &plan(FULL));
    assert_eq!(found, [Violation::CapacityExceeded { region: EAST, capacity: PERSONS, places: 0, used: 2 }]);
    p.programme.capacity[0].otherwise = Otherwise::Unlimited;
    assert_eq!(check(&p, &plan(FULL)), []);
}

#[test]
fn an_unmet_minimum() {
    let mut p = package();
    p.capacities[1].minimum = 2;
    let found = check(&p, &plan([Some(NORTH), Some(NORTH), None]));
    assert_eq!(found, [Violation::MinimumUnmet { region: EAST, capacity: PERSONS, minimum: 2, used: 0 }]);
}

#[test]
fn a_use_that_differs_by_region_replaces_the_rule() {
    let mut p = package();
    p.uses = vec![Use { household: HouseholdIx(1), region: EAST, capacity: PERSONS, amount: 0, row: 0 }];
    assert_eq!(check(&p, &plan([Some(NORTH), Some(EAST), Some(EAST)])), []);
}

#[test]
fn locks_ties_and_vetoes_close_regions() {
    type Change = fn(&mut Package);
    let cases: [(Change, ClosedBy); 4] = [
        (|p| p.locks.push(lock(2, NORTH, LockKind::Pin)), ClosedBy::PinnedElsewhere),
        (|p| p.locks.push(lock(2, EAST, LockKind::Forbid)), ClosedBy::Forbidden),
        (|p| p.ties.push(tie(2, TieTo::Region(NORTH))), ClosedBy::TiedElsewhere),
        (
            |p| p.wishes.push(Wish { household: HouseholdIx(2), region: EAST, rank: WishRank::Veto, row: 0 }),
            ClosedBy::Veto,
        ),
    ];
    for (change, by) in cases {
        let mut p = package();
        change(&mut p);
        let found = check(&p, &plan(FULL));
        assert_eq!(found, [Violation::RegionClosed { household: HouseholdIx(2), region: EAST, by }]);
    }
}

#[test]
fn a_pinned_household_never_waits() {
    let mut p = package();
    p.locks.push(lock(2, EAST, LockKind::Pin));
    let found = check(&p, &plan([Some(NORTH), Some(NORTH), None]));
    assert_eq!(found, [Violation::PinnedWaits { household: HouseholdIx(2), region: EAST }]);
}

#[test]
fn a_party_is_never_split() {
    let mut p = package();
    p.ties.push(tie(0, TieTo::Household(HouseholdIx(2))));
    let split = Violation::PartySplit { household: HouseholdIx(0), other: HouseholdIx(2) };
    assert_eq!(check(&p, &plan(FULL)), [split]);
    assert_eq!(check(&p, &plan([Some(NORTH), Some(EAST), None])), [split]);
    assert_eq!(check(&p, &plan([Some(NORTH), Some(EAST), Some(NORTH)])), []);
}

#[test]
fn a_pair_without_a_score_is_closed() {
    let mut p = package();
    let score = |h, region| Score { of: ScoreOf::Household(HouseholdIx(h)), region, value: 1.0, row: 0 };
    p.scores = Some(vec![score(0, NORTH), score(1, NORTH), score(2, NORTH)]);
    let closed = Violation::RegionClosed { household: HouseholdIx(2), region: EAST, by: ClosedBy::NoScore };
    assert_eq!(check(&p, &plan(FULL)), [closed]);
}

#[test]
fn jobs_are_taken_by_workers_of_the_household_once_and_there() {
    let job = |person, opening| Job { person: PersonIx(person), opening: OpeningIx(opening) };
    let with = |household: usize, jobs: &[Job]| {
        let mut plan = plan(FULL);
        plan.placements[household].jobs = jobs.to_vec();
        check(&package(), &plan)
    };
    assert_eq!(with(0, &[job(0, 0)]), []);
    let child = Violation::NotAWorker { household: HouseholdIx(0), person: PersonIx(1) };
    let unfit = Violation::JobUnfit { person: PersonIx(1), opening: OpeningIx(0) };
    assert_eq!(with(0, &[job(1, 0)]), [child, unfit]);
    let elsewhere = Violation::JobElsewhere { person: PersonIx(4), opening: OpeningIx(0) };
    assert_eq!(with(2, &[job(4, 0)]), [elsewhere]);
    let twice = Violation::NotAWorker { household: HouseholdIx(0), person: PersonIx(0) };
    let overfilled = Violation::OpeningOverfilled { opening: OpeningIx(0), wanted: 1, filled: 2 };
    assert_eq!(with(0, &[job(0, 0), job(0, 0)]), [twice, overfilled]);
}

#[test]
fn everyone_means_everyone() {
    let mut p = package();
    p.programme.inclusion.rule = InclusionRule::Everyone;
    let found = check(&p, &plan([Some(NORTH), Some(NORTH), None]));
    assert_eq!(found, [Violation::WaitsUnderEveryone { household: HouseholdIx(2) }]);
}

#[test]
fn nobody_waits_for_somebody_who_applied_later() {
    let mut p = package();
    p.programme.inclusion.rule = InclusionRule::Order;
    p.capacities[0].places = 2;
    let found = check(&p, &plan([None, Some(NORTH), Some(EAST)]));
    assert_eq!(found, [Violation::OrderBroken { household: HouseholdIx(0), region: NORTH }]);
    assert_eq!(check(&p, &plan([Some(EAST), Some(NORTH), None])), []);
}

#[test]
fn a_free_place_is_not_withheld_from_one_who_waits_by_order() {
    let mut p = package();
    p.programme.inclusion.rule = InclusionRule::Order;
    let found = check(&p, &plan([Some(NORTH), Some(EAST), None]));
    assert_eq!(found, [Violation::OrderBroken { household: HouseholdIx(2), region: NORTH }]);
}

#[test]
fn nobody_waits_for_a_less_urgent_class() {
    let mut p = package();
    p.capacities[0].places = 2;
    p.households[2].priority = Some(1);
    let found = check(&p, &plan([Some(NORTH), Some(EAST), None]));
    assert_eq!(found, [Violation::PriorityBroken { household: HouseholdIx(2), region: NORTH }]);
    assert_eq!(check(&p, &plan([Some(NORTH), None, Some(EAST)])), []);
}

#[test]
fn those_who_are_bound_together_wait_for_nobody_who_applied_later() {
    let mut p = package();
    p.programme.inclusion.rule = InclusionRule::Order;
    p.ties = vec![tie(0, TieTo::Household(HouseholdIx(1)))];
    let both = |region| [0, 1].map(|h| Violation::OrderBroken { household: HouseholdIx(h), region }).to_vec();
    // free places, places that a later one holds, and places that a later pair holds
    assert_eq!(check(&p, &plan([None, None, Some(EAST)])), both(NORTH));
    assert_eq!(check(&p, &plan([None, None, Some(NORTH)])), both(NORTH));
    p.ties = vec![tie(1, TieTo::Household(HouseholdIx(2)))];
    let found = check(&p, &plan([None, Some(NORTH), Some(NORTH)]));
    assert_eq!(found, [Violation::OrderBroken { household: HouseholdIx(0), region: NORTH }]);
    // two do not fit where one leaves
    p.capacities[0].places = 2;
    assert_eq!(check(&p, &plan([Some(NORTH), None, None])), []);
    // the pair's turn is that of its first member
    p.ties = vec![tie(0, TieTo::Household(HouseholdIx(2)))];
    p.capacities[0].places = 4;
    assert_eq!(check(&p, &plan([Some(NORTH), Some(EAST), Some(NORTH)])), []);
    p.programme.inclusion.rule = InclusionRule::Value;
    p.households[2].priority = Some(1);
    let found = check(&p, &plan([None, Some(NORTH), None]));
    let urgent = [0, 2].map(|h| Violation::PriorityBroken { household: HouseholdIx(h), region: NORTH });
    assert_eq!(found, urgent, "of the class of its most urgent member");
}

#[test]
fn a_minimum_may_hold_a_place_for_one_who_comes_later_and_no_more_than_that() {
    let mut p = package();
    p.programme.inclusion.rule = InclusionRule::Order;
    p.capacities[0] = RegionCapacity { places: 3, minimum: 2, ..p.capacities[0].clone() };
    let uses = |h: u32, amount| Use { household: HouseholdIx(h), region: NORTH, capacity: PERSONS, amount, row: 0 };
    p.locks = vec![lock(1, EAST, LockKind::Pin)];
    // the first needs two places and the last holds two
    let held = plan([None, Some(EAST), Some(NORTH)]);
    let found = [Violation::OrderBroken { household: HouseholdIx(0), region: NORTH }];
    assert_eq!(check(&p, &held), found, "the minimum holds with either");
    p.uses = vec![uses(2, 3)];
    p.capacities[0].minimum = 3;
    assert_eq!(check(&p, &held), [], "two are less than three");
    p.uses = vec![uses(0, 0)];
    p.capacities[0].minimum = 2;
    assert_eq!(check(&p, &held), found, "nobody need make way");
}

#[test]
fn a_plan_must_speak_of_every_household_and_of_nothing_else() {
    let mut short = plan(FULL);
    short.placements.pop();
    assert_eq!(check(&package(), &short), [Violation::HouseholdMissing { household: HouseholdIx(2) }]);
    let nowhere = plan([Some(RegionIx(9)), None, None]);
    assert_eq!(check(&package(), &nowhere), [Violation::OutsidePackage { placement: 0 }]);
}

/// Families choose in turn and are asked for vetoes then.
fn choosing(inclusion: InclusionRule) -> Package {
    let mut p = package();
    p.programme.inclusion.rule = inclusion;
    p.programme.wishes.rule = Some(WishRule::PriorityWithFloor);
    p
}

fn veto(household: u32, region: RegionIx) -> Wish {
    Wish { household: HouseholdIx(household), region, rank: WishRank::Veto, row: 0 }
}

#[test]
fn who_declines_at_its_turn_is_not_passed_over() {
    let mut p = choosing(InclusionRule::Order);
    let declined = plan([None, Some(NORTH), Some(EAST)]);
    let passed_over = [Violation::OrderBroken { household: HouseholdIx(0), region: NORTH }];
    assert_eq!(check(&p, &declined), passed_over, "it vetoes nothing");
    p.wishes = vec![veto(0, EAST)];
    assert_eq!(check(&p, &declined), []);
    p.programme.wishes.veto = Some(VetoRule::Hard);
    assert_eq!(check(&p, &declined), passed_over, "a closed region is no reason to wait");
    p.programme.wishes.veto = None;
    p.capacities[1].minimum = 1;
    assert_eq!(check(&p, &declined), passed_over, "where a region has a minimum nobody declines");
}

#[test]
fn a_region_vetoed_at_the_turn_is_closed() {
    let mut p = choosing(InclusionRule::Value);
    p.wishes = vec![veto(2, EAST)];
    let closed = Violation::RegionClosed { household: HouseholdIx(2), region: EAST, by: ClosedBy::Veto };
    assert_eq!(check(&p, &plan(FULL)), [closed]);
}

#[test]
fn what_somebody_declined_is_for_those_who_wait_and_for_nobody_to_make_way() {
    let mut p = choosing(InclusionRule::Order);
    p.capacities[0].places = 2;
    p.wishes = vec![veto(0, NORTH)];
    // the place in the east is free, and the second waits
    let free = [Violation::OrderBroken { household: HouseholdIx(1), region: EAST }];
    assert_eq!(check(&p, &plan([None, None, Some(NORTH)])), free);
    // whoever has a place by the choice of the first keeps it, though somebody who applied earlier waits: a pair that did not fit before
    p.capacities[1].places = 3;
    p.ties = vec![tie(1, TieTo::Household(HouseholdIx(3)))];
    p.households.push(Household { members: vec![PersonIx(6), PersonIx(7)], ..household(3, None, "2026-02-01") });
    p.people.extend((6..8).map(person));
    p.wishes = vec![veto(0, EAST)];
    p.capacities[1].places = 4;
    let with = |places: [Option<RegionIx>; 4]| {
        let placement = |(h, place): (usize, Option<RegionIx>)| Placement {
            household: h.into(),
            place: place.map_or(Place::Waiting, Place::Region),
            jobs: Vec::new(),
        };
        Plan { placements: places.into_iter().enumerate().map(placement).collect() }
    };
    assert_eq!(check(&p, &with([None, None, Some(EAST), None])), []);
    // more than that is passed over
    p.wishes = Vec::new();
    let all = check(&p, &with([Some(NORTH), None, Some(EAST), None]));
    assert_eq!(all, [1, 3].map(|h| Violation::OrderBroken { household: HouseholdIx(h), region: EAST }));
}
