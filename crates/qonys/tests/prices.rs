//! What one more place is worth, where all who are included must be placed and places are just enough.

use qonys::{PlaceOptions, place};
use qonys_model::{InclusionRule, Package};
use std::path::Path;

fn first_steps() -> Package {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/first-steps");
    qonys_tables::read(&folder).package.expect("a sound package")
}

#[test]
fn no_price_is_above_what_all_together_are_worth() {
    for rule in [InclusionRule::Order, InclusionRule::Everyone] {
        for region in 0..4 {
            for places in 0..10 {
                let mut package = first_steps();
                package.programme.inclusion.rule = rule;
                package.capacities[region].places = places;
                let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
                let worth = outcome.certificate.value;
                for row in &outcome.capacities {
                    assert!(row.price.abs() < worth, "{rule:?}, {places} in {region}: {} of {worth}", row.price);
                }
            }
        }
    }
}
