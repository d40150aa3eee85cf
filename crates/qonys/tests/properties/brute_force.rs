//! On small packages the engine's plan is the best there is.

use crate::enumerate;
use crate::random::{self, Size};
use crate::reference::Reference;
use qonys::{PlaceError, PlaceOptions, place};
use qonys_model::Package;

/// Inclusion and value of the engine's plan are those of the best plan, and its certificate says so.
fn judge(package: &Package, told: &str) {
    let mut reference = Reference::new(package);
    match (place(package, &PlaceOptions::default()), reference.best()) {
        (Ok(outcome), Some(best)) => {
            let (c, merit) = (outcome.certificate, reference.merit(&outcome.plan));
            assert_eq!(merit.inclusion, best.inclusion, "{told}: who is included");
            assert!((merit.value - best.value).abs() < 1e-9, "{told}: {} instead of {}", merit.value, best.value);
            assert!((c.value - best.value).abs() < 1e-9, "{told}: value {} of {}", c.value, best.value);
            assert!(c.bound >= best.value - 1e-9, "{told}: bound {} below {}", c.bound, best.value);
            assert!(c.gap < 1e-9 && c.inclusion_proved && c.stopped.is_none(), "{told}: {c:?}");
        }
        (Err(PlaceError::Impossible(_)), None) => {}
        (found, best) => panic!("{told}: {:?} where the best is {best:?}", found.map(|o| o.certificate)),
    }
}

fn judge_many(seeds: std::ops::Range<u64>, size: Size) {
    for seed in seeds {
        judge(&random::package(seed, size), &format!("seed {seed}"));
    }
}

/// The reference itself is right: it agrees with trying every plan, one by one, by the judge of `model::check`.
#[test]
fn the_reference_agrees_with_plain_enumeration() {
    for seed in 0..3000 {
        let package = random::package(seed, Size::up_to(5, 3, 3));
        let (best, plain) = (Reference::new(&package).best(), enumerate::best(&package));
        match (best, plain) {
            (Some(best), Some((_, value))) => assert!((best.value - value).abs() < 1e-9, "seed {seed}"),
            (best, plain) => assert_eq!(best.is_none(), plain.is_none(), "seed {seed}"),
        }
    }
}

#[test]
fn up_to_five_households_in_three_regions() {
    judge_many(0..8000, Size::up_to(5, 3, 3));
}

#[test]
fn up_to_ten_households_in_four_regions() {
    judge_many(100_000..108_000, Size::up_to(10, 4, 4));
}

#[test]
fn exactly_ten_households_in_four_regions() {
    judge_many(200_000..208_000, Size::exactly(10, 4, 3));
}

/// By hand, in release: `QONYS_SEEDS=300000..500000 cargo test --release -p qonys --test properties -- --ignored`.
#[test]
#[ignore = "minutes"]
fn many_more_of_ten_households_in_four_regions() {
    let asked = std::env::var("QONYS_SEEDS").unwrap_or_else(|_| "300000..500000".to_owned());
    let (from, to) = asked.split_once("..").expect("FROM..TO");
    judge_many(from.parse().expect("a number")..to.parse().expect("a number"), Size::exactly(10, 4, 4));
}
