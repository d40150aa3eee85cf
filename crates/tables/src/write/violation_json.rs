//! A violation for a machine: by the keys of the package, never by positions in its lists.

use qonys_model::{ClosedBy, HouseholdIx, OpeningIx, Package, PersonIx, RegionIx, Violation};
use serde_json::{Value, json};

/// A rule that a plan breaks: the word `violation` with what it is about, and `message`, the sentence that a person reads.
#[must_use]
pub fn violation_json(package: &Package, violation: &Violation, message: &str) -> Value {
    let household = |h: HouseholdIx| package.households[h.at()].id.as_str();
    let region = |r: RegionIx| package.regions[r.at()].id.as_str();
    let person = |p: PersonIx| package.people[p.at()].id.as_str();
    let capacity = |k: qonys_model::CapacityIx| package.programme.capacity[k.at()].name.as_str();
    let opening = |o: OpeningIx| {
        let opening = &package.openings[o.at()];
        json!({ "region": region(opening.region), "occupation": opening.occupation.to_string() })
    };
    let about = match *violation {
        Violation::HouseholdMissing { household: h } | Violation::WaitsUnderEveryone { household: h } => {
            json!({ "household": household(h) })
        }
        Violation::OutsidePackage { placement } => json!({ "placement": placement }),
        Violation::RegionClosed { household: h, region: r, by } => {
            json!({ "household": household(h), "region": region(r), "by": closed_by_json(package, by) })
        }
        Violation::PinnedWaits { household: h, region: r }
        | Violation::ExceptionWithoutGround { household: h, region: r }
        | Violation::PriorityBroken { household: h, region: r }
        | Violation::OrderBroken { household: h, region: r } => {
            json!({ "household": household(h), "region": region(r) })
        }
        Violation::PartySplit { household: h, other } => {
            json!({ "household": household(h), "other": household(other) })
        }
        Violation::CapacityExceeded { region: r, capacity: k, places, used } => {
            json!({ "region": region(r), "capacity": capacity(k), "places": places, "used": used })
        }
        Violation::MinimumUnmet { region: r, capacity: k, minimum, used } => {
            json!({ "region": region(r), "capacity": capacity(k), "minimum": minimum, "used": used })
        }
        Violation::NotAWorker { household: h, person: p } => json!({ "household": household(h), "person": person(p) }),
        Violation::JobElsewhere { person: p, opening: o } | Violation::JobUnfit { person: p, opening: o } => {
            json!({ "person": person(p), "opening": opening(o) })
        }
        Violation::OpeningOverfilled { opening: o, wanted, filled } => {
            json!({ "opening": opening(o), "wanted": wanted, "filled": filled })
        }
    };
    // the word is the one that the model gives the violation
    let mut record = json!({ "violation": json!(violation)["violation"] });
    if let (Value::Object(record), Value::Object(about)) = (&mut record, about) {
        record.extend(about);
        record.insert("message".to_owned(), message.into());
    }
    record
}

/// The rule that closes a region: a word, or `{ "capacity": NAME }`.
pub(super) fn closed_by_json(package: &Package, by: ClosedBy) -> Value {
    match by {
        ClosedBy::Capacity(capacity) => json!({ "capacity": package.programme.capacity[capacity.at()].name }),
        word => json!(word),
    }
}
