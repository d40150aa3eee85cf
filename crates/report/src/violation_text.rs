//! Rules that a plan breaks, in words.

use crate::Texts;
use qonys_model::{ClosedBy, HouseholdIx, Package, RegionIx, Violation};

/// A violation in one sentence that begins with whom or what it is about.
#[must_use]
pub fn violation_line(texts: &Texts, package: &Package, violation: &Violation) -> String {
    let household = |h: HouseholdIx| texts.household(package, h).into();
    let region = |r: RegionIx| texts.region(package, r).into();
    match *violation {
        Violation::HouseholdMissing { household: h } => texts.say("violation-missing", &[("household", household(h))]),
        Violation::OutsidePackage { placement } => {
            texts.say("violation-outside-package", &[("placement", (u64::from(placement) + 1).into())])
        }
        Violation::RegionClosed { household: h, region: r, by } => closed(texts, package, h, r, by),
        Violation::PinnedWaits { household: h, region: r } => {
            texts.say("violation-pinned-waits", &[("household", household(h)), ("region", region(r))])
        }
        Violation::ExceptionWithoutGround { household: h, region: r } => {
            texts.say("violation-exception-groundless", &[("household", household(h)), ("region", region(r))])
        }
        Violation::PartySplit { household: h, other } => {
            texts.say("violation-party-split", &[("household", household(h)), ("other", household(other))])
        }
        Violation::CapacityExceeded { region: r, capacity, places, used } => texts.say(
            "violation-capacity",
            &[
                ("region", region(r)),
                ("capacity", texts.capacity(package, capacity).into()),
                ("places", places.into()),
                ("used", used.into()),
            ],
        ),
        Violation::MinimumUnmet { region: r, capacity, minimum, used } => texts.say(
            "violation-minimum",
            &[
                ("region", region(r)),
                ("capacity", texts.capacity(package, capacity).into()),
                ("minimum", minimum.into()),
                ("used", used.into()),
            ],
        ),
        Violation::WaitsUnderEveryone { household: h } => {
            texts.say("violation-waits-under-everyone", &[("household", household(h))])
        }
        Violation::PriorityBroken { household: h, region: r } => {
            texts.say("violation-priority", &[("household", household(h)), ("region", region(r))])
        }
        Violation::OrderBroken { household: h, region: r } => {
            texts.say("violation-order", &[("household", household(h)), ("region", region(r))])
        }
        Violation::NotAWorker { .. }
        | Violation::JobElsewhere { .. }
        | Violation::JobUnfit { .. }
        | Violation::OpeningOverfilled { .. } => job(texts, package, violation),
    }
}

fn job(texts: &Texts, package: &Package, violation: &Violation) -> String {
    let person = |p| texts.person(package, p).into();
    let opening = |o| texts.opening(package, o).into();
    match *violation {
        Violation::NotAWorker { household, person: p } => texts.say(
            "violation-not-a-worker",
            &[("household", texts.household(package, household).into()), ("person", person(p))],
        ),
        Violation::JobElsewhere { person: p, opening: o } => {
            texts.say("violation-job-elsewhere", &[("person", person(p)), ("opening", opening(o))])
        }
        Violation::JobUnfit { person: p, opening: o } => {
            texts.say("violation-job-unfit", &[("person", person(p)), ("opening", opening(o))])
        }
        Violation::OpeningOverfilled { opening: o, wanted, filled } => texts.say(
            "violation-overfilled",
            &[("opening", opening(o)), ("wanted", wanted.into()), ("filled", filled.into())],
        ),
        // The caller sends only those above.
        _ => String::new(),
    }
}

fn closed(texts: &Texts, package: &Package, household: HouseholdIx, region: RegionIx, by: ClosedBy) -> String {
    let who = ("household", texts.household(package, household).into());
    let place = ("region", texts.region(package, region).into());
    match by {
        ClosedBy::Capacity(capacity) => {
            let kind = ("capacity", texts.capacity(package, capacity).into());
            texts.say("violation-closed-capacity", &[who, place, kind])
        }
        ClosedBy::PinnedElsewhere => texts.say("violation-closed-pinned", &[who, place]),
        ClosedBy::Forbidden => texts.say("violation-closed-forbidden", &[who, place]),
        ClosedBy::TiedElsewhere => texts.say("violation-closed-tied", &[who, place]),
        ClosedBy::Veto => texts.say("violation-closed-veto", &[who, place]),
        ClosedBy::NoScore => texts.say("violation-closed-no-score", &[who, place]),
    }
}
