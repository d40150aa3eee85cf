//! Any package is replayed under any policy within its limits, hindsight is above all, and threads change nothing.

use crate::arrivals::{first_wish, plain};
use crate::random::{self, Size};
use jiff::ToSpan;
use jiff::civil::date;
use qonys::replay::{CountKnown, ReplayError, ReplayOptions, replay};
use qonys_model::{Package, Policy, PolicyResult, Replayed, Wish, WishRank};

const SIZE: Size = Size::up_to(14, 4, 4);

/// Every policy over one order; a test says what it needs otherwise.
fn options<'a>() -> ReplayOptions<'a> {
    ReplayOptions {
        policies: &Policy::ALL,
        batches: 10,
        orders: 1,
        seed: 1,
        scale_capacity: 1.0,
        count: CountKnown::Known,
        need_column: "labour_need",
        quota_column: "quota_weight",
        take_apart: false,
        gap: 0.0,
        threads: Some(1),
        now: &|| 0.0,
        progress: None,
    }
}

fn replayed(seed: u64, threads: usize, count: CountKnown) -> Result<(Package, Replayed), ReplayError> {
    let package = random::package(seed, SIZE);
    let pools: Vec<Package> = (0..seed % 3).map(|nth| random::package(1000 + 7 * seed + nth, SIZE)).collect();
    let options = ReplayOptions {
        batches: 1 + (seed % 5) as usize,
        orders: 2,
        seed,
        scale_capacity: [1.0, 0.6, 1.5][(seed % 3) as usize],
        count,
        take_apart: seed.is_multiple_of(4),
        threads: Some(threads),
        ..options()
    };
    let done = replay(&package, &pools, &options)?;
    Ok((package, done))
}

/// A plan that exceeds a limit, takes an opening twice or splits a party ends in an error, so every result here has been
/// judged by `qonys_model::check`.
#[test]
fn no_policy_exceeds_a_limit_and_none_is_above_hindsight() {
    let counts = [CountKnown::Known, CountKnown::Poisson, CountKnown::Unknown];
    for seed in 0..160 {
        let (package, done) =
            replayed(seed, 1, counts[(seed % 3) as usize]).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        assert_eq!(done.policies.len(), Policy::ALL.len());
        for result in &done.policies {
            for order in &result.orders {
                let above = order.value - done.bound;
                assert!(above <= 1e-6 * done.bound.abs().max(1.0), "seed {seed}, {:?}: {above} above", result.policy);
                let all = (order.households_placed + order.households_waiting) as usize;
                assert_eq!(all, package.households.len(), "seed {seed}, {:?}", result.policy);
            }
            let last = result.value_after.last().copied().unwrap_or(0.0);
            assert!((last - result.measured(|o| o.value).mean).abs() < 1e-9, "seed {seed}, {:?}", result.policy);
        }
    }
}

#[test]
fn threads_change_nothing() {
    for seed in 0..24 {
        let told = |threads| format!("{:?}", replayed(seed, threads, CountKnown::Unknown).expect("a replay").1);
        let one = told(1);
        assert_eq!(one, told(2), "seed {seed}");
        assert_eq!(one, told(4), "seed {seed}");
    }
}

/// Half a year of families wish to go to one region, then half a year to the other. Prices that charge a region for
/// receiving ahead of an even pace mix them; the other policies go on as they did.
#[test]
fn a_charged_backlog_shortens_the_queues_of_prices_alone() {
    let mut package = plain(40);
    package.capacities.iter_mut().for_each(|limit| limit.places = 50);
    for (h, household) in package.households.iter_mut().enumerate() {
        household.arrived = Some(date(2026, 1, 1) + (9 * h as i64).days());
        package.wishes.push(first_wish(h, h / 20));
    }
    let queues = |backlog: f64| {
        package.programme.arrivals.backlog = backlog;
        replay(&package, &[], &options()).expect("a replay").policies
    };
    let [free, charged] = [0.0, 2.0].map(queues);
    for (one, other) in free.iter().zip(&charged) {
        if one.policy == Policy::Prices {
            let queue = |result: &PolicyResult| result.measured(|o| o.backlog_persons).mean;
            assert!(queue(other) < 0.75 * queue(one), "{} and {}", queue(one), queue(other));
        } else {
            assert_eq!(one.value_after, other.value_after, "{:?}", one.policy);
        }
    }
}

/// With everybody in one sitting prices are the batch engine: worth what `qonys::place` finds, where there is a plan.
#[test]
fn a_year_in_one_sitting_is_the_batch_engine() {
    let mut compared = 0;
    for seed in 0..60 {
        let package = random::package(seed, SIZE);
        let Ok(placed) = qonys::place(&package, &qonys::PlaceOptions::default()) else { continue };
        let options =
            ReplayOptions { policies: &[Policy::Prices], batches: 1, seed: package.programme.seed, ..options() };
        let done = replay(&package, &[], &options).expect("a replay");
        let value = done.policies[0].orders[0].value;
        assert!((value - placed.certificate.value).abs() < 1e-6, "seed {seed}: {value}, {}", placed.certificate.value);
        compared += 1;
    }
    assert!(compared > 20, "{compared} packages had a plan");
}

/// A key is made before the year: whom this year's families would suit is not in it where past years say it.
#[test]
fn the_key_of_need_does_not_look_at_who_will_come() {
    let key = |towards: usize, pools: &[Package]| {
        let mut package = plain(6);
        package.wishes = (0..6).map(|h| first_wish(h, towards)).collect();
        let options = ReplayOptions { policies: &[Policy::NeedKey], batches: 2, need_column: "", ..options() };
        replay(&package, pools, &options).expect("a replay").need
    };
    let pool = plain(4);
    assert_eq!(key(0, std::slice::from_ref(&pool)), key(1, std::slice::from_ref(&pool)));
    assert_ne!(key(0, &[]), key(1, &[]), "without past years there is nothing else to go by");
}

/// Two years whose families of the second half differ are the same in their first half under every policy: none looks at
/// who will come. Hindsight does.
#[test]
fn no_policy_knows_who_will_come() {
    let course = |seed: usize, later: bool, pools: &[Package]| {
        let mut package = plain(24);
        package.capacities.iter_mut().for_each(|limit| limit.places = 20);
        package.regions.iter_mut().for_each(|region| _ = region.figures.insert("labour_need".into(), 1.0));
        for (h, household) in package.households.iter_mut().enumerate() {
            household.arrived = Some(date(2026, 1, 1) + (15 * h as i64).days());
            // those of the first half wish by turns for either region; the others more, all for the same one, or for none
            if h < 12 {
                let second = first_wish(h, (h * 7 + seed) / 3 % 2);
                package.wishes.push(Wish { rank: WishRank::Rank(2), ..second });
            } else if later {
                package.wishes.push(first_wish(h, 1));
            }
        }
        let options =
            ReplayOptions { batches: 12, orders: 2, seed: seed as u64, count: CountKnown::Unknown, ..options() };
        replay(&package, pools, &options).expect("a replay").policies
    };
    let pool = plain(6);
    let (mut hindsight_differs, mut later_differs) = (false, false);
    for seed in 0..12 {
        let pools = if seed % 2 == 0 { vec![] } else { vec![pool.clone()] };
        for (one, other) in course(seed, false, &pools).iter().zip(course(seed, true, &pools)) {
            let half = |result: &PolicyResult| (result.value_after[..6].to_vec(), result.waiting_after[..6].to_vec());
            if one.policy == Policy::Hindsight {
                hindsight_differs |= half(one) != half(&other);
            } else {
                assert_eq!(half(one), half(&other), "seed {seed}, {:?}", one.policy);
                later_differs |= one.value_after != other.value_after;
            }
        }
    }
    assert!(hindsight_differs && later_differs, "it would not be seen if a policy knew");
}
