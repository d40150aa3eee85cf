//! Matched openings: each worker takes at most one, in the household's own region; each opening is filled once.

use super::Violation;
use crate::{OpeningIx, Package, Plan};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn jobs(package: &Package, plan: &Plan) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut filled: BTreeMap<OpeningIx, u32> = BTreeMap::new();
    let mut busy = BTreeSet::new();
    let programme = &package.programme;
    for placement in &plan.placements {
        for &job in &placement.jobs {
            let (person, opening) = (&package.people[job.person.at()], &package.openings[job.opening.at()]);
            let works =
                person.works != Some(false) && programme.outlook.working_age.contains(person.age(programme.year));
            if person.household != placement.household || !works || !busy.insert(job.person) {
                found.push(Violation::NotAWorker { household: placement.household, person: job.person });
            }
            if placement.place.region() != Some(opening.region) {
                found.push(Violation::JobElsewhere { person: job.person, opening: job.opening });
            }
            if person.occupation.is_none_or(|own| own.digits_shared(opening.occupation) == 0) {
                found.push(Violation::JobUnfit { person: job.person, opening: job.opening });
            }
            *filled.entry(job.opening).or_default() += 1;
        }
    }
    for (opening, filled) in filled {
        let wanted = package.openings[opening.at()].openings;
        if filled > wanted {
            found.push(Violation::OpeningOverfilled { opening, wanted, filled });
        }
    }
    found
}
