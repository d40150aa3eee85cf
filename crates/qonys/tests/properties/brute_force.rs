//! On small packages the engine's plan is the best there is.

use crate::enumerate;
use crate::random::{self, Size};
use qonys::{PlaceError, PlaceOptions, place};

fn same_as_enumeration(seeds: std::ops::Range<u64>, size: Size) {
    for seed in seeds {
        let package = random::package(seed, size);
        let best = enumerate::best(&package);
        match (place(&package, &PlaceOptions::default()), best) {
            (Ok(outcome), Some((_, value))) => {
                let c = outcome.certificate;
                assert!((c.value - value).abs() < 1e-9, "seed {seed}: {} instead of {value}", c.value);
                assert!(c.bound >= c.value - 1e-9, "seed {seed}: bound {} below value {}", c.bound, c.value);
                assert!(c.gap < 1e-6, "seed {seed}: gap {}", c.gap);
            }
            (Err(PlaceError::Impossible { .. }), None) => {}
            (found, best) => panic!("seed {seed}: {:?} where enumeration finds {best:?}", found.map(|o| o.certificate)),
        }
    }
}

#[test]
fn up_to_five_households_in_three_regions() {
    same_as_enumeration(0..8000, Size { households: 5, regions: 3, members: 3 });
}

#[test]
fn up_to_seven_households_in_three_regions() {
    same_as_enumeration(100_000..100_200, Size { households: 7, regions: 3, members: 3 });
}

#[test]
fn up_to_five_households_in_four_regions() {
    same_as_enumeration(200_000..200_500, Size { households: 5, regions: 4, members: 4 });
}
