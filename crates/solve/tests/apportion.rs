//! Apportionment against definitions that share no code with it.

use num_bigint::BigUint;
use num_rational::Ratio;
use proptest::prelude::*;
use qonys_solve::apportion::{ApportionError, Apportioned, Limits, Method, apportion};

const METHODS: [Method; 3] = [Method::LargestRemainder, Method::Webster, Method::HuntingtonHill];

fn run(total: u64, weights: &[u64], limits: &[Limits], method: Method) -> Result<Apportioned, ApportionError> {
    let weights: Vec<BigUint> = weights.iter().copied().map(BigUint::from).collect();
    apportion(total, &weights, limits, method)
}

fn free(count: usize) -> Vec<Limits> {
    vec![Limits::default(); count]
}

/// A problem that can be met: weights of which one is above 0, limits around a plan that exists.
fn problem(most_seats: u64) -> impl Strategy<Value = (u64, Vec<u64>, Vec<Limits>)> {
    let one =
        (prop_oneof![Just(0_u64), 1..9_u64, 1..2_000_000_u64], 0..4_u64, proptest::option::of(0..6_u64), 0..most_seats);
    proptest::collection::vec(one, 1..6).prop_map(|list| {
        let mut total = 0;
        let (mut weights, mut limits) = (Vec::new(), Vec::new());
        for (weight, least, room, seats) in list {
            let seats = if weight == 0 { least } else { least + room.map_or(seats, |room| seats.min(room)) };
            total += seats;
            weights.push(weight);
            limits.push(Limits { least, most: room.map(|room| least + room) });
        }
        (total, weights, limits)
    })
}

/// Every way to give the places within the limits; a weight of 0 takes its least.
fn ways(total: u64, weights: &[u64], limits: &[Limits]) -> Vec<Vec<u64>> {
    let Some((weight, weights)) = weights.split_first() else {
        return if total == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let limit = limits[0];
    let most = if *weight == 0 { limit.least } else { limit.most.unwrap_or(total).min(total) };
    let with = |seats: u64| {
        let rest = if seats <= total { ways(total - seats, weights, &limits[1..]) } else { Vec::new() };
        rest.into_iter().map(move |rest| [vec![seats], rest].concat())
    };
    (limit.least..=most.max(limit.least)).flat_map(with).collect()
}

/// What the method makes least: `sum seats^2 / weight` (Sainte-Laguë), `sum weight^2 / seats` (Hill). First how many of those
/// with a weight have nothing, whose weights together are to be least.
fn badness(method: Method, weights: &[u64], seats: &[u64]) -> (u64, i128, Ratio<i128>) {
    let mut empty = (0, 0);
    let mut sum = Ratio::from(0);
    for (&weight, &seats) in weights.iter().zip(seats).filter(|(w, _)| **w > 0) {
        let (w, s) = (i128::from(weight), i128::from(seats));
        match method {
            Method::HuntingtonHill if seats == 0 => empty = (empty.0 + 1, empty.1 + w),
            Method::HuntingtonHill => sum += Ratio::new(w * w, s),
            _ => sum += Ratio::new(s * s, w),
        }
    }
    (empty.0, empty.1, sum)
}

/// One place after the other to the strongest claim, the earlier of equals first.
fn one_by_one(method: Method, total: u64, weights: &[u64], limits: &[Limits]) -> Vec<u64> {
    let mut seats: Vec<u64> = limits.iter().map(|l| l.least).collect();
    for _ in seats.iter().sum::<u64>()..total {
        let stronger = |&a: &usize, &b: &usize| {
            let squared = |at: usize| (u128::from(weights[at]), u128::from(seats[at]));
            let ((wa, sa), (wb, sb)) = (squared(a), squared(b));
            match method {
                Method::HuntingtonHill if sa == 0 || sb == 0 => (sa == 0).cmp(&(sb == 0)).then(wa.cmp(&wb)),
                Method::HuntingtonHill => (wa * wa * sb * (sb + 1)).cmp(&(wb * wb * sa * (sa + 1))),
                _ => (wa * (2 * sb + 1)).cmp(&(wb * (2 * sa + 1))),
            }
        };
        let open = |at: &usize| weights[*at] > 0 && limits[*at].most.is_none_or(|most| seats[*at] < most);
        let best = (0..seats.len()).rev().filter(open).max_by(stronger).expect("the limits can be met");
        seats[best] += 1;
    }
    seats
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn the_total_and_the_limits_are_kept((total, weights, limits) in problem(200)) {
        for method in METHODS {
            let done = run(total, &weights, &limits, method).expect("can be met");
            prop_assert_eq!(done.seats.iter().sum::<u64>(), total);
            for (seats, limit) in done.seats.iter().zip(&limits) {
                prop_assert!(*seats >= limit.least && limit.most.is_none_or(|most| *seats <= most));
            }
            let sum: num_rational::BigRational = done.shares.iter().cloned().sum();
            prop_assert_eq!(sum, num_rational::BigRational::from(num_bigint::BigInt::from(total)));
        }
    }

    #[test]
    fn a_divisor_method_gives_one_place_after_the_other((total, weights, limits) in problem(200)) {
        for method in [Method::Webster, Method::HuntingtonHill] {
            let done = run(total, &weights, &limits, method).expect("can be met");
            prop_assert_eq!(done.seats, one_by_one(method, total, &weights, &limits));
        }
    }

    #[test]
    fn a_divisor_method_is_the_best_of_all_ways((total, weights, limits) in problem(6)) {
        for method in [Method::Webster, Method::HuntingtonHill] {
            let done = run(total, &weights, &limits, method).expect("can be met");
            let all = ways(total, &weights, &limits);
            prop_assert!(all.contains(&done.seats));
            let mine = badness(method, &weights, &done.seats);
            if method == Method::HuntingtonHill && mine.0 > 0 {
                continue; // fewer places than weights: which of them goes without is a matter of convention
            }
            let best = all.iter().map(|seats| badness(method, &weights, seats)).min().expect("a way");
            prop_assert_eq!(&mine, &best);
            let as_good = all.iter().filter(|seats| badness(method, &weights, seats) == best).count();
            prop_assert_eq!(done.tie.is_some(), as_good > 1, "{} are as good", as_good);
        }
    }

    #[test]
    fn no_limits_no_more_than_one_from_the_share(
        total in 0..5000_u64, weights in proptest::collection::vec(1..1_000_000_u64, 1..9)
    ) {
        let seats = run(total, &weights, &free(weights.len()), Method::LargestRemainder).expect("can be met").seats;
        let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        let mut rest: Vec<(u128, usize)> = Vec::new();
        let mut wanted: Vec<u64> = Vec::new();
        for (at, &weight) in weights.iter().enumerate() {
            let product = u128::from(total) * u128::from(weight);
            wanted.push((product / all) as u64);
            rest.push((all - product % all, at));
            prop_assert!(seats[at] == wanted[at] || seats[at] == wanted[at] + 1);
        }
        rest.sort_unstable();
        let left = (total - wanted.iter().sum::<u64>()) as usize;
        rest.iter().take(left).for_each(|(_, at)| wanted[*at] += 1);
        prop_assert_eq!(seats, wanted);
    }

    #[test]
    fn one_more_place_costs_nobody_one_under_a_divisor_method((total, weights, mut limits) in problem(60)) {
        limits.iter_mut().for_each(|limit| limit.most = limit.most.map(|most| most + 1));
        prop_assume!(weights.iter().any(|w| *w > 0));
        for method in [Method::Webster, Method::HuntingtonHill] {
            let before = run(total, &weights, &limits, method).expect("can be met").seats;
            let after = run(total + 1, &weights, &limits, method).expect("can be met").seats;
            prop_assert!(before.iter().zip(&after).all(|(b, a)| a >= b), "{:?} {:?}", before, after);
        }
    }

    #[test]
    fn order_and_scale_of_the_weights_say_nothing((total, weights, limits) in problem(200), times in 2..50_u64, by in 1..6_usize) {
        for method in METHODS {
            let done = run(total, &weights, &limits, method).expect("can be met");
            let scaled: Vec<u64> = weights.iter().map(|w| w * times).collect();
            prop_assert_eq!(&run(total, &scaled, &limits, method).expect("can be met").seats, &done.seats);
            let turn = |at: usize| (at + by) % weights.len();
            let turned: Vec<u64> = (0..weights.len()).map(|at| weights[turn(at)]).collect();
            let bounds: Vec<Limits> = (0..weights.len()).map(|at| limits[turn(at)]).collect();
            let other = run(total, &turned, &bounds, method).expect("can be met");
            prop_assert_eq!(done.tie.is_some(), other.tie.is_some());
            if done.tie.is_none() {
                let back: Vec<u64> = (0..weights.len()).map(|at| done.seats[turn(at)]).collect();
                prop_assert_eq!(other.seats, back);
            }
        }
    }
}

/// The example of Balinski and Young's table of 36 seats is older than the methods; this one is theirs for the five methods:
/// weights 9061, 7179, 5259, 3319, 1182 and 26 seats.
#[test]
fn the_five_methods_differ() {
    let weights = [9061, 7179, 5259, 3319, 1182];
    let seats = |method| run(26, &weights, &free(5), method).expect("can be met").seats;
    assert_eq!(seats(Method::LargestRemainder), [9, 7, 5, 4, 1]);
    assert_eq!(seats(Method::Webster), [9, 8, 5, 3, 1]);
    assert_eq!(seats(Method::HuntingtonHill), [9, 7, 6, 3, 1]);
}

#[test]
fn largest_remainder_may_take_a_place_when_there_are_more() {
    // Alabama's paradox in small: 10 and 11 places by 6, 6, 2
    let seats = |total| run(total, &[6, 6, 2], &free(3), Method::LargestRemainder).expect("can be met").seats;
    assert_eq!((seats(10), seats(11)), (vec![4, 4, 2], vec![5, 5, 1]));
}

#[test]
fn equal_claims_are_settled_by_order_and_told() {
    for method in METHODS {
        let done = run(4, &[5, 5, 5], &free(3), method).expect("can be met");
        assert_eq!(done.seats, [2, 1, 1]);
        let tie = done.tie.expect("a tie");
        assert_eq!((tie.given, tie.refused), (vec![0], vec![1, 2]));
        assert_eq!(run(3, &[5, 5, 5], &free(3), method).expect("can be met").tie, None);
    }
}

#[test]
fn numbers_as_large_as_they_come() {
    let huge = |power: u32| BigUint::from(10_u32).pow(power);
    for method in METHODS {
        let weights = [huge(300), huge(1), huge(299), BigUint::from(3_u32)];
        let limits = [
            Limits { least: 0, most: Some(5) },
            Limits::default(),
            Limits { least: 2, most: Some(2) },
            Limits::default(),
        ];
        let done = apportion(1_000_000_000_000, &weights, &limits, method).expect("can be met");
        // all but the first and third share in proportion 10 to 3
        assert_eq!(done.seats, [5, 769_230_769_225, 2, 230_769_230_768], "{method:?}");
    }
}

#[test]
fn few_places_for_many() {
    let weights: Vec<BigUint> = (1..=2000_u32).map(BigUint::from).collect();
    for method in METHODS {
        let done = apportion(3, &weights, &free(2000), method).expect("can be met");
        assert_eq!(done.seats[1997..], [1, 1, 1], "{method:?}");
    }
}

#[test]
fn limits_that_cannot_be_met_are_named() {
    let limits = |least, most| vec![Limits { least, most }; 2];
    let error =
        |total, weights: &[u64], limits: &[Limits]| run(total, weights, limits, Method::Webster).expect_err("refused");
    assert_eq!(error(9, &[1, 1], &limits(5, None)), ApportionError::LeastAboveTotal { least: 10, total: 9 });
    assert_eq!(error(9, &[1, 1], &limits(0, Some(4))), ApportionError::MostBelowTotal { most: 8, total: 9 });
    assert_eq!(error(9, &[1, 1], &limits(5, Some(4))), ApportionError::Crossed { index: 0, least: 5, most: 4 });
    assert_eq!(error(9, &[0, 0], &limits(1, None)), ApportionError::MostBelowTotal { most: 2, total: 9 });
    assert_eq!(error(9, &[1], &limits(1, None)), ApportionError::Lengths { weights: 1, limits: 2 });
    assert_eq!(run(0, &[0, 7], &limits(0, None), Method::HuntingtonHill).expect("nothing to give").seats, [0, 0]);
}
