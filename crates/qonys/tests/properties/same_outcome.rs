//! Through the library too: the same package gives the same outcome, explanations and all, for any number of threads.

use crate::random::{self, Size};
use qonys::{PlaceOptions, place};

#[test]
fn for_any_number_of_threads_and_again() {
    let mut compared = 0;
    for seed in 0..40 {
        let mut package = random::package(seed, Size::up_to(60, 6, 4));
        if seed % 2 == 0 {
            package.openings.clear();
        }
        let outcome = |threads| place(&package, &PlaceOptions { threads: Some(threads), ..PlaceOptions::default() });
        let Ok(first) = outcome(1) else { continue };
        for threads in [1, 2, 4, 8] {
            assert!(outcome(threads).is_ok_and(|other| other == first), "seed {seed}, {threads} threads");
        }
        compared += 1;
    }
    assert!(compared > 10, "{compared}");
}
