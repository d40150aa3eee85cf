//! Whether a region is better for a party than the place it has, or worse: by its households' own rankings.

use crate::pose::{Posed, own_worth};
use qonys_model::{HouseholdIx, Rankings, RegionIx};
use qonys_solve::Solution;

/// How a region compares for a party with the place it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Change {
    /// Households strictly better off by their own ranking.
    pub(super) better: u32,
    /// Ranks that they rise by, all together.
    pub(super) steps: u32,
}

/// Compares a region with the place a party has. `None` = a household would be worse off: it ranks the region lower, or
/// ranks both alike and would be worth less there.
///
/// Where a household is indifferent nothing is known of its wish but that it does not mind; it may be moved to make room for
/// others only if its own worth is not lower: what it is worth there without an opening is compared with what it is worth
/// here with the openings that its members hold.
pub(super) fn change(
    posed: &Posed<'_>,
    rankings: &Rankings,
    best: &Solution,
    party: usize,
    region: u32,
) -> Option<Change> {
    let here = best.regions[party]?;
    if here == region {
        return Some(Change { better: 0, steps: 0 });
    }
    let [from, to] = [here, region].map(|r| RegionIx::from(r as usize));
    let mut change = Change { better: 0, steps: 0 };
    for &household in &posed.parties.list[party].households {
        let [was, is] = [from, to].map(|r| rankings.standing(household, r));
        if is > was || is == was && here_with_openings(posed, best, household, from) > there(posed, household, to) {
            return None;
        }
        if is < was {
            change.better += 1;
            change.steps += rankings.rank(household, was).saturating_sub(rankings.rank(household, is));
        }
    }
    Some(change)
}

fn there(posed: &Posed<'_>, household: HouseholdIx, region: RegionIx) -> f64 {
    own_worth(&posed.worths, household, region) + 1e-9
}

/// What a household is worth where it is, its matched openings included.
fn here_with_openings(posed: &Posed<'_>, best: &Solution, household: HouseholdIx, region: RegionIx) -> f64 {
    let party = posed.parties.of[household.at()];
    let held = posed.workers[party].iter().zip(&best.jobs[party]);
    let own = held.filter(|((person, _), _)| posed.package.people[person.at()].household == household);
    let openings: f64 = own
        .filter_map(|((_, kind), opening)| {
            let wanted = posed.package.openings[(*opening)? as usize].occupation;
            Some(posed.worths.uplift(*kind, wanted, region))
        })
        .sum();
    own_worth(&posed.worths, household, region) + openings
}
