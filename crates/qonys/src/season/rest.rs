//! The rest of a year as a package of its own: who is not placed, over the places and openings that are left.

use qonys_model::{CapacityIx, HouseholdIx, Package, Plan, RegionIx, Tie, TieKind, TieTo, counted};
use std::collections::{BTreeMap, BTreeSet};

/// Who is not placed and what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The package: places, minimums and openings less what is used; ties to households that are placed are ties to their
    /// regions.
    pub package: Package,
    /// Its households as positions in the whole package.
    pub households: Vec<HouseholdIx>,
}

impl Rest {
    /// Takes away from a package what a plan uses. Cost: rows of all tables.
    #[must_use]
    pub fn of(whole: &Package, plan: &Plan) -> Self {
        let waits = |placement: &&qonys_model::Placement| placement.place.region().is_none();
        let households: Vec<HouseholdIx> = plan.placements.iter().filter(waits).map(|p| p.household).collect();
        let mut package = whole.only(&households);
        package.ties.extend(ties_to_placed(whole, plan, &households));
        let used = used(whole, plan);
        for limit in &mut package.capacities {
            let used = used.get(&(limit.region, limit.capacity)).copied().unwrap_or(0);
            let used = u32::try_from(used).unwrap_or(u32::MAX);
            limit.places = limit.places.saturating_sub(used);
            limit.minimum = limit.minimum.saturating_sub(used).min(limit.places);
        }
        for job in plan.placements.iter().flat_map(|p| &p.jobs) {
            let opening = &mut package.openings[job.opening.at()];
            opening.openings = opening.openings.saturating_sub(1);
        }
        Self { package, households }
    }
}

/// What a plan uses of every capacity of every region where it places somebody.
#[must_use]
pub fn used(package: &Package, plan: &Plan) -> BTreeMap<(RegionIx, CapacityIx), u64> {
    let exceptions = package.differing_uses();
    let mut used = BTreeMap::new();
    for placement in &plan.placements {
        let Some(region) = placement.place.region() else { continue };
        let household = placement.household;
        for capacity in (0..package.programme.capacity.len()).map(CapacityIx::from) {
            let own = || counted(package, &package.households[household.at()], capacity);
            let amount = exceptions.get(&(household, region, capacity)).copied().unwrap_or_else(own);
            *used.entry((region, capacity)).or_default() += u64::from(amount);
        }
    }
    used
}

/// Ties between somebody who waits and somebody who is placed, each pair once, as ties to the region where they are.
fn ties_to_placed(whole: &Package, plan: &Plan, hand: &[HouseholdIx]) -> Vec<Tie> {
    let position: BTreeMap<HouseholdIx, usize> = hand.iter().enumerate().map(|(at, h)| (*h, at)).collect();
    let mut said = BTreeSet::new();
    let mut ties = Vec::new();
    for tie in &whole.ties {
        let TieTo::Household(to) = tie.to else { continue };
        let (waits, placed) =
            if position.contains_key(&tie.household) { (tie.household, to) } else { (to, tie.household) };
        let (Some(&at), Some(region)) = (position.get(&waits), plan.placements[placed.at()].place.region()) else {
            continue;
        };
        if said.insert((waits, placed, tie.kind == TieKind::Must)) {
            ties.push(Tie { household: at.into(), to: TieTo::Region(region), ..tie.clone() });
        }
    }
    ties
}
