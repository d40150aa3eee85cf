//! A year of random sittings, orders and overrides: what holds whatever happens.

use crate::random::{self, Size};
use jiff::civil::{Date, date};
use qonys::season::{Coming, Season, used};
use qonys::year::{METHOD, Override, Settings, SittingRecord, Sittings, Year};
use qonys::{Parties, PlaceError, PlaceOptions, place};
use qonys_model::*;
use qonys_solve::Count;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

const SIZE: Size = Size::up_to(14, 4, 4);

fn settings(sittings: Sittings) -> Settings {
    Settings { method: METHOD, sittings, coming: Coming::Fitted }
}

/// So many families in the whole year.
fn expecting(families: u64) -> Settings {
    Settings { coming: Coming::Families(families), ..settings(Sittings::ByDate) }
}

/// What happened in a year, so that it can happen again.
enum Event {
    Sitting(Box<Package>, Date, Vec<Override>, SittingRecord),
    Change(Vec<Change>),
}

fn in_order(package: &Package, rng: &mut ChaCha8Rng) -> Package {
    let mut order: Vec<HouseholdIx> = (0..package.households.len()).map(HouseholdIx::from).collect();
    order.shuffle(rng);
    package.only(&order)
}

fn first(package: &Package, count: usize) -> Package {
    package.only(&(0..count).map(HouseholdIx::from).collect::<Vec<_>>())
}

fn some_change(year: &Year, day: Date, rng: &mut ChaCha8Rng) -> Change {
    let limits = &year.package().capacities;
    let mut limit = || {
        let limit = &limits[rng.random_range(0..limits.len())];
        rng.random_bool(0.7).then_some((limit.region, limit.capacity))
    };
    let (from, to) = (limit(), limit());
    let date = day.checked_add(jiff::Span::new().days(rng.random_range(0..40))).expect("a day");
    let places = rng.random_range(1..4);
    Change { date, places, from, to, reason: "order".into(), author: None, row: 2 }
}

/// No limit is exceeded on this day or on any later one, no opening is filled twice, and kin who are placed are together.
fn assert_within(seed: u64, year: &Year, day: Date) {
    let used = used(year.package(), year.plan());
    let days = [day, year.today()].into_iter().chain(year.changes().iter().map(|c| c.date).filter(|d| *d >= day));
    for day in days {
        for limit in &year.standing(day).capacities {
            let used = used.get(&(limit.region, limit.capacity)).copied().unwrap_or(0);
            assert!(used <= u64::from(limit.places), "seed {seed}, {day}: {used} of {limit:?}");
        }
    }
    let mut filled = vec![0; year.package().openings.len()];
    for job in year.plan().placements.iter().flat_map(|p| &p.jobs) {
        filled[job.opening.at()] += 1;
    }
    for (filled, opening) in filled.iter().zip(&year.package().openings) {
        assert!(*filled <= opening.openings, "seed {seed}");
    }
    for tie in year.package().ties.iter().filter(|t| t.kind == TieKind::Must) {
        let TieTo::Household(other) = tie.to else { continue };
        let place = |h: HouseholdIx| year.plan().placements[h.at()].place;
        if let (Place::Region(one), Place::Region(two)) = (place(tie.household), place(other)) {
            assert_eq!(one, two, "seed {seed}: kin apart");
        }
    }
}

/// Lives through a random year. `None` when a sitting had to be refused: pins or the rule that everyone is placed.
fn lived(seed: u64, pools: &[Package]) -> Option<(Package, Vec<Event>, Year)> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut package = in_order(&random::package(seed, SIZE), &mut rng);
    package.programme.arrivals.futures = 3;
    if rng.random_bool(0.3) {
        package.programme.arrivals.backlog = 0.5;
    }
    if rng.random_bool(0.3) {
        package.capacities.iter_mut().for_each(|limit| limit.period = Some("month".into()));
    }
    let mut year = Year::open(&package, pools.to_vec(), settings(Sittings::ByDate));
    let (mut day, mut known, mut events) = (date(2026, 1, 10), 0, Vec::new());
    while known < package.households.len() {
        known = (known + rng.random_range(1..=5)).min(package.households.len());
        year.admit(first(&package, known));
        let proposal = match year.propose(day, &PlaceOptions::default()) {
            Ok(proposal) => proposal,
            Err(refused) => match refused.error {
                PlaceError::Impossible { .. } | PlaceError::NoPlanFound { .. } => return None,
                error => panic!("seed {seed}: {error:?}"),
            },
        };
        let hand = &proposal.rest.package.households;
        let (mut said, mut record) = (Vec::new(), SittingRecord::of(&proposal, &[], &[]));
        if !hand.is_empty() && rng.random_bool(0.5) {
            let household = HouseholdIx::from(rng.random_range(0..hand.len()));
            let region = rng.random_range(0..=package.regions.len());
            let region = package.regions.get(region);
            let at = region.and_then(|r| package.regions.iter().position(|x| x.id == r.id));
            let place = at.map_or(Place::Waiting, |r| Place::Region(r.into()));
            if let Ok((proposal, done)) = year.overrule(&proposal, &[(household, place)]) {
                said = vec![Override {
                    household: hand[household.at()].id.clone(),
                    region: region.map(|r| r.id.clone()),
                    reason: "so".into(),
                    author: None,
                }];
                record = SittingRecord::of(&proposal, &said, &done);
            }
        }
        year.hold(record.clone()).expect("known families");
        events.push(Event::Sitting(Box::new(first(&package, known)), day, said, record));
        assert_within(seed, &year, day);
        if !package.capacities.is_empty() && rng.random_bool(0.5) {
            let changes = vec![some_change(&year, day, &mut rng)];
            if year.change(&changes).is_ok() {
                events.push(Event::Change(changes));
                assert_within(seed, &year, day);
            }
        }
        day = day.checked_add(jiff::Span::new().days(rng.random_range(5..60))).expect("a day").min(date(2026, 12, 31));
    }
    Some((package, events, year))
}

#[test]
fn no_sitting_exceeds_a_limit_whatever_the_order_changes_and_overrides() {
    let pool = random::package(77, SIZE);
    let lived = (0..600).filter(|seed| lived(*seed, std::slice::from_ref(&pool)).is_some()).count();
    assert!(lived > 50, "{lived}");
}

#[test]
fn the_same_records_give_the_same_bytes_for_any_number_of_threads() {
    let pool = random::package(78, SIZE);
    let line = |record: &SittingRecord| serde_json::to_string(record).expect("JSON");
    for seed in 200..300 {
        let Some((package, events, _)) = lived(seed, std::slice::from_ref(&pool)) else { continue };
        for threads in [1, 2] {
            let mut year = Year::open(&package, vec![pool.clone()], settings(Sittings::ByDate));
            let options = PlaceOptions { threads: Some(threads), ..PlaceOptions::default() };
            for event in &events {
                match event {
                    Event::Sitting(families, day, said, record) => {
                        year.admit(Package::clone(families));
                        let mut proposal = year.propose(*day, &options).expect("it was proposed before");
                        let mut done = Vec::new();
                        for said in said {
                            let position = |h: &Household| h.id == said.household;
                            let household =
                                proposal.rest.package.households.iter().position(position).expect("at hand");
                            let region =
                                said.region.as_ref().map(|id| package.regions.iter().position(|r| r.id == *id));
                            let place = region.map_or(Place::Waiting, |r| Place::Region(r.expect("a region").into()));
                            let places = [(household.into(), place)];
                            (proposal, done) = year.overrule(&proposal, &places).expect("it was allowed before");
                        }
                        let again = SittingRecord::of(&proposal, said, &done);
                        assert_eq!(line(&again), line(record), "seed {seed}");
                        let read: SittingRecord = serde_json::from_str(&line(record)).expect("JSON");
                        year.hold(read).expect("known families");
                    }
                    Event::Change(changes) => year.change(changes).expect("allowed before"),
                }
            }
        }
    }
}

#[test]
fn a_whole_year_in_one_sitting_is_the_batch_engine() {
    let mut compared = 0;
    for seed in 300..600 {
        let package = random::package(seed, SIZE);
        let Ok(batch) = place(&package, &PlaceOptions::default()) else { continue };
        let pool = random::package(seed + 1, SIZE);
        let mut year = Year::open(&package, vec![pool], settings(Sittings::Number(1)));
        year.admit(package.clone());
        let sitting = year.propose(date(2026, 6, 1), &PlaceOptions::default()).expect("the batch has a plan");
        assert!(sitting.last);
        assert_eq!(sitting.outcome.plan, batch.plan, "seed {seed}");
        assert_eq!(sitting.outcome.certificate, batch.certificate, "seed {seed}");
        assert_eq!(sitting.outcome.capacities, batch.capacities, "seed {seed}: prices and all");
        assert_eq!(sitting.outcome.openings, batch.openings, "seed {seed}");
        year.hold(SittingRecord::of(&sitting, &[], &[])).expect("known families");
        assert!((year.worth() - batch.certificate.value).abs() < 1e-9, "seed {seed}");
        compared += 1;
    }
    assert!(compared > 60, "{compared}");
}

/// Two regions of four places each, one capacity; families of two with a worker each.
pub(crate) fn plain(households: usize) -> Package {
    let mut package = random::package(5, Size::up_to(1, 1, 1));
    package.programme.capacity =
        vec![CapacityKind { name: "persons".into(), counts: Counts::Every(Unit::Persons), otherwise: Otherwise::None }];
    package.programme.inclusion = Inclusion { rule: InclusionRule::Order };
    let region = package.regions[0].clone();
    package.regions =
        (0..2).map(|r| Region { id: format!("R{r}"), figures: Default::default(), ..region.clone() }).collect();
    let limit =
        |r: usize| RegionCapacity { region: r.into(), capacity: 0.into(), places: 4, minimum: 0, period: None, row: 0 };
    package.capacities = (0..2).map(limit).collect();
    let (mut people, mut all) = (Vec::new(), Vec::new());
    for h in 0..households {
        let person = |i: usize| Person { id: format!("P{h}-{i}"), household: h.into(), ..package.people[0].clone() };
        all.push(Household {
            id: format!("H{h}"),
            members: vec![people.len().into(), (people.len() + 1).into()],
            priority: None,
            applied: None,
            ..package.households[0].clone()
        });
        people.extend([person(0), person(1)]);
    }
    people.iter_mut().for_each(|p| (p.works, p.occupation) = (None, None));
    Package {
        people,
        households: all,
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        openings: Vec::new(),
        scores: None,
        ..package
    }
}

pub(crate) fn first_wish(household: usize, region: usize) -> Wish {
    Wish { household: household.into(), region: region.into(), rank: WishRank::Rank(1), row: 0 }
}

fn must(household: usize, to: usize) -> Tie {
    Tie { household: household.into(), to: TieTo::Household(to.into()), kind: TieKind::Must, relation: None, row: 0 }
}

fn sit(year: &mut Year, package: &Package, known: usize, day: Date) -> Plan {
    year.admit(first(package, known));
    let proposal = year.propose(day, &PlaceOptions::default()).expect("a proposal");
    year.hold(SittingRecord::of(&proposal, &[], &[])).expect("known families");
    year.plan().clone()
}

#[test]
fn kin_who_come_later_join_those_who_are_placed_while_there_is_room() {
    let mut package = plain(3);
    // H0 goes to R1; H1 and H2 are kin, the second of them one too many
    package.wishes = vec![first_wish(0, 1)];
    package.ties = vec![must(1, 0), must(2, 0)];
    let mut year = Year::open(&package, Vec::new(), settings(Sittings::Number(3)));
    let plan = sit(&mut year, &package, 1, date(2026, 1, 10));
    assert_eq!(plan.placements[0].place, Place::Region(1.into()));
    let plan = sit(&mut year, &package, 2, date(2026, 2, 10));
    assert_eq!(plan.placements[1].place, Place::Region(1.into()));
    year.admit(first(&package, 3));
    let proposal = year.propose(date(2026, 3, 10), &PlaceOptions::default()).expect("a proposal");
    assert_eq!(proposal.outcome.plan.placements[0].place, Place::Waiting, "R1 is full");
    let closed = &proposal.outcome.explanations[0].closed;
    assert!(closed.iter().any(|c| c.region.at() == 1 && c.by.contains(&ClosedBy::Capacity(0.into()))), "{closed:?}");
    assert!(closed.iter().any(|c| c.region.at() == 0 && c.by.contains(&ClosedBy::TiedElsewhere)), "{closed:?}");
}

#[test]
fn a_region_is_not_flooded_in_one_month_and_catches_up_in_the_next() {
    let mut package = plain(4);
    package.capacities.iter_mut().for_each(|limit| limit.period = Some("month".into()));
    package.programme.arrivals.month = 0.5;
    let mut year = Year::open(&package, Vec::new(), settings(Sittings::ByDate));
    let count = |plan: &Plan| plan.placements.iter().filter(|p| p.place != Place::Waiting).count();
    assert_eq!(count(&sit(&mut year, &package, 4, date(2026, 3, 2))), 2, "two of four places in each region");
    assert_eq!(count(&sit(&mut year, &package, 4, date(2026, 3, 30))), 2, "the same month");
    assert_eq!(count(&sit(&mut year, &package, 4, date(2026, 4, 1))), 4);
}

#[test]
fn a_backlog_sends_families_where_fewer_came() {
    let mut package = plain(2);
    package.wishes = vec![first_wish(0, 1), first_wish(1, 1)];
    let places = |backlog: f64| {
        let mut package = package.clone();
        package.programme.arrivals.backlog = backlog;
        let mut year = Year::open(&package, Vec::new(), expecting(2));
        sit(&mut year, &package, 1, date(2026, 1, 10));
        sit(&mut year, &package, 2, date(2026, 1, 20)).placements.iter().map(|p| p.place).collect::<Vec<_>>()
    };
    let (one, zero) = (Place::Region(1.into()), Place::Region(0.into()));
    assert_eq!((places(0.0), places(1.0)), (vec![one, one], vec![one, zero]));
}

#[test]
fn a_backlog_is_held_against_the_places_of_the_day() {
    let mut package = plain(2);
    package.wishes = vec![first_wish(0, 1), first_wish(1, 1)];
    package.programme.arrivals.backlog = 1.0;
    package.capacities[1].places = 0;
    let mut year = Year::open(&package, Vec::new(), expecting(2));
    // the region has no place when the year is opened, and four from the second day on
    let (from, to) = (None, Some((1.into(), 0.into())));
    let order = Change { date: date(2026, 1, 2), places: 4, from, to, reason: "order".into(), author: None, row: 2 };
    year.change(&[order]).expect("places are added");
    sit(&mut year, &package, 1, date(2026, 1, 10));
    let plan = sit(&mut year, &package, 2, date(2026, 1, 20));
    let places: Vec<Place> = plan.placements.iter().map(|p| p.place).collect();
    assert_eq!(places, [Place::Region(1.into()), Place::Region(0.into())]);
}

#[test]
fn past_years_count_as_many_as_the_prior_says_and_older_ones_by_half() {
    let year = random::package(1, SIZE).without_families();
    let pool = |seed: u64, back: i16| {
        let mut pool = random::package(seed, SIZE);
        pool.programme.year -= back;
        pool
    };
    let pools = [pool(2, 1), pool(3, 2)];
    let mut season = Season::new(year, &pools);
    let seen = season.join(&random::package(4, SIZE));
    let parties = Parties::of(&season.package);
    let weights = season.weights(&parties, 30.0, seen.clone());
    let of = |range: &std::ops::Range<usize>| -> f64 {
        let units: BTreeSet<usize> = range.clone().map(|h| parties.of[h]).collect();
        units.iter().map(|unit| weights[*unit]).sum()
    };
    assert!((of(&season.pools[0].1) - 20.0).abs() < 1e-9 && (of(&season.pools[1].1) - 10.0).abs() < 1e-9);
    let seen_units: BTreeSet<usize> = seen.map(|h| parties.of[h]).collect();
    assert!(seen_units.iter().all(|unit| (weights[*unit] - 1.0).abs() < 1e-9));
    let totals: Vec<u64> = season
        .pools
        .iter()
        .map(|(_, range)| range.clone().map(|h| parties.of[h]).collect::<BTreeSet<_>>().len() as u64)
        .collect();
    assert_eq!(season.count(&parties, Coming::Fitted), Count::fit(&totals));
    assert_eq!(season.count(&parties, Coming::Unknown), Count::Unknown);
}

#[test]
fn who_is_expected_is_expected_before_anybody_has_come_and_no_longer_than_that() {
    let mut package = plain(3);
    package.capacities[0].minimum = 4;
    package.programme.inclusion.rule = InclusionRule::Value;
    package.wishes = (0..3).map(|h| first_wish(h, 1)).collect();
    let look = |families| {
        let year = Year::open(&package, Vec::new(), expecting(families));
        year.propose(date(2026, 1, 10), &PlaceOptions::default()).expect("nobody is at hand")
    };
    assert_eq!((look(40).coming, look(40).last), (40.0, false));
    assert_eq!((look(0).coming, look(0).last), (0.0, true));
    let mut year = Year::open(&package, Vec::new(), expecting(3));
    year.admit(package.clone());
    let all = year.propose(date(2026, 1, 20), &PlaceOptions::default()).expect("a proposal");
    assert!(all.last && all.coming == 0.0, "all three have come");
    let there = all.outcome.plan.placements.iter().filter(|p| p.place == Place::Region(0.into())).count();
    assert_eq!((there, all.unmet), (2, vec![]), "the minimum holds");
}

#[test]
fn a_sitting_that_is_refused_names_what_may_be_given_on_the_day() {
    let mut package = plain(3);
    package.capacities.iter_mut().for_each(|limit| limit.period = Some("month".into()));
    package.programme.arrivals.month = 0.5;
    let pin = |household: usize| Lock {
        household: household.into(),
        region: 0.into(),
        kind: LockKind::Pin,
        reason: None,
        author: None,
        at: None,
        row: 0,
    };
    package.locks = vec![pin(0), pin(1)];
    let mut year = Year::open(&package, Vec::new(), expecting(9));
    sit(&mut year, &package, 1, date(2026, 3, 2));
    year.admit(first(&package, 2));
    let refused = year.propose(date(2026, 3, 9), &PlaceOptions::default()).expect_err("two places a month are given");
    let PlaceError::Impossible(conflict) = refused.error else { panic!("{refused}") };
    assert!(conflict.minimal, "{conflict:?}");
    let places = Statement::Places { region: 0.into(), capacity: 0.into() };
    assert_eq!(conflict.statements, [places, Statement::Lock(0)]);
    sit(&mut year, &package, 2, date(2026, 4, 1));
}

#[test]
fn an_order_that_is_entered_again_is_a_fault() {
    let package = plain(1);
    let at = |r: usize| Some((r.into(), 0.into()));
    let order = Change {
        date: date(2026, 2, 1),
        places: 1,
        from: at(0),
        to: at(1),
        reason: "order".into(),
        author: None,
        row: 2,
    };
    let mut year = Year::open(&package, Vec::new(), settings(Sittings::ByDate));
    let again = Change { row: 3, ..order.clone() };
    let codes = |year: &Year, changes: &[Change]| -> Vec<_> {
        year.repeated(changes).iter().map(|fault| (fault.code, fault.row)).collect()
    };
    assert_eq!(codes(&year, &[order.clone(), again.clone()]), [(FaultCode::ChangeTwice, Some(3))]);
    year.change(std::slice::from_ref(&order)).expect("there is room");
    let other = Change { reason: "another".into(), ..again.clone() };
    assert_eq!(codes(&year, &[again, other]), [(FaultCode::ChangeTwice, Some(3))]);
}

/// Three families wish for one region, and a minimum takes two of them to the other.
#[test]
fn who_goes_where_a_minimum_must_be_met_is_told_so() {
    let mut package = plain(3);
    package.programme.inclusion.rule = InclusionRule::Value;
    package.wishes = (0..3).map(|h| first_wish(h, 1)).collect();
    package.capacities[0].minimum = 4;
    let told = |outcome: &Outcome| {
        let minimum = |why: &&Explanation| why.decided_by[0] == DecidedBy::Minimum;
        let there = outcome.plan.placements.iter().filter(|p| p.place == Place::Region(0.into())).count();
        (there, outcome.explanations.iter().filter(minimum).count())
    };
    assert_eq!(told(&place(&package, &PlaceOptions::default()).expect("a plan")), (2, 2));
    // where a fourth is expected the minimum does not bind yet, but draws already
    let mut year = Year::open(&package, vec![plain(4)], expecting(4));
    year.admit(package.clone());
    let proposal = year.propose(date(2026, 1, 20), &PlaceOptions::default()).expect("a proposal");
    let (there, minimum) = told(&proposal.outcome);
    assert!(!proposal.last && there > 0 && minimum == there, "{there} there, {minimum} told");
    // the two that fill it exactly, though at the price of the minimum one of them would rather be elsewhere
    let takes = |household: usize, amount| Use {
        household: household.into(),
        region: 0.into(),
        capacity: 0.into(),
        amount,
        row: 0,
    };
    let filled = Package { uses: vec![takes(0, 3), takes(1, 1)], ..package.clone() };
    assert_eq!(told(&place(&filled, &PlaceOptions::default()).expect("a plan")), (2, 2));
    // a region that is chosen because the other is full is chosen by price
    package.capacities[0].minimum = 0;
    assert_eq!(told(&place(&package, &PlaceOptions::default()).expect("a plan")), (1, 0));
}
