//! Households that are bound together: they go as one or wait as one, so their turn is one as well.

use crate::{HouseholdIx, Package, TieKind, TieTo};
use jiff::civil::Date;

/// Class first (no priority comes last), then date of application (no date comes last).
pub(super) type Turn = (u32, Date);

/// Households bound together by must-ties; most often one.
pub(super) struct Company {
    pub(super) households: Vec<HouseholdIx>,
    /// The most urgent class and the earliest application of its members.
    pub(super) turn: Turn,
    /// Someone is pinned, so that it makes way for nobody.
    pub(super) pinned: bool,
    /// People who move.
    pub(super) persons: u32,
}

/// All companies, by first household. Cost: households + ties, a few times over.
pub(super) fn companies(package: &Package) -> Vec<Company> {
    let mut leader: Vec<usize> = (0..package.households.len()).collect();
    loop {
        let before = leader.clone();
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            if let TieTo::Household(other) = tie.to {
                let first = leader[tie.household.at()].min(leader[other.at()]);
                (leader[tie.household.at()], leader[other.at()]) = (first, first);
            }
        }
        // a chain of ties leads to its first household at once
        for h in 0..leader.len() {
            leader[h] = leader[leader[h]];
        }
        if leader == before {
            break;
        }
    }
    let mut members: Vec<Vec<HouseholdIx>> = vec![Vec::new(); leader.len()];
    for (h, &first) in leader.iter().enumerate() {
        members[first].push(h.into());
    }
    let mut pinned = vec![false; leader.len()];
    package.locks.iter().filter(|l| l.kind.pins()).for_each(|l| pinned[leader[l.household.at()]] = true);
    let company = |(first, households): (usize, Vec<HouseholdIx>)| {
        let of = || households.iter().map(|h| &package.households[h.at()]);
        Company {
            turn: (
                of().filter_map(|h| h.priority).min().unwrap_or(u32::MAX),
                of().filter_map(|h| h.applied).min().unwrap_or(Date::MAX),
            ),
            pinned: pinned[first],
            persons: of().map(crate::Household::persons).sum(),
            households,
        }
    };
    members.into_iter().enumerate().filter(|m| !m.1.is_empty()).map(company).collect()
}
