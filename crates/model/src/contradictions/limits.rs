//! Minimums that nothing can meet, and households that rules leave no region.

use super::needs::Needs;
use super::statements::{ClosedByStatement, Stated, Statements};
use crate::{Fault, FaultCode, HouseholdIx, Package, RegionCapacity, RegionIx, Table};

fn at_minimum(package: &Package, code: FaultCode, row: &RegionCapacity) -> Fault {
    Fault::new(code, Table::Capacities)
        .row(row.row)
        .column("minimum")
        .value(row.minimum.to_string())
        .word("region", &package.regions[row.region.at()].id)
        .word("capacity", &package.programme.capacity[row.capacity.at()].name)
}

/// A minimum above the places of its own row.
pub(super) fn minimum_above_places(package: &Package) -> Vec<Fault> {
    let above = package.capacities.iter().filter(|row| row.minimum > row.places);
    above
        .map(|row| at_minimum(package, FaultCode::MinimumAbovePlaces, row).word("places", row.places.to_string()))
        .collect()
}

/// A minimum above what all parties to whom the region is open would use there together.
pub(super) fn minimum_above_demand(package: &Package, statements: &Statements, needs: &Needs) -> Vec<Fault> {
    let mut faults = Vec::new();
    for row in package.capacities.iter().filter(|row| (1..=row.places).contains(&row.minimum)) {
        let mut demand = 0;
        for (party, households) in &statements.members {
            if demand >= u64::from(row.minimum) {
                break;
            }
            if open(households, statements.stated.get(party), needs, row.region).is_ok() {
                demand += needs.together(households, row.region, row.capacity);
            }
        }
        if demand < u64::from(row.minimum) {
            faults.push(at_minimum(package, FaultCode::MinimumAboveDemand, row).word("demand", demand.to_string()));
        }
    }
    faults
}

/// What closes a region to a party.
enum ClosedTo {
    Stated(ClosedByStatement),
    Places,
    Scores,
}

fn open(party: &[HouseholdIx], stated: Option<&Stated>, needs: &Needs, region: RegionIx) -> Result<(), ClosedTo> {
    if let Some(closed) = stated.and_then(|s| s.closes(region)) {
        return Err(ClosedTo::Stated(closed));
    }
    if needs.lacking(party, region).is_some() {
        return Err(ClosedTo::Places);
    }
    if party.iter().all(|&h| needs.scored(h, region)) { Ok(()) } else { Err(ClosedTo::Scores) }
}

/// A household to which vetoes, locks, ties, places and scores leave no region: it can only wait.
///
/// Parties whose own statements contradict each other are left out, and so are pinned ones: that is said elsewhere.
pub(super) fn no_region_open(package: &Package, statements: &Statements, needs: &Needs) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (party, households) in &statements.members {
        let stated = statements.stated.get(party);
        let said_elsewhere =
            |s: &Stated| !s.pins.is_empty() || (!s.must.is_empty() && s.targets().all(|r| s.closes(r).is_some()));
        if stated.is_some_and(said_elsewhere) {
            continue;
        }
        let mut closed = [0_u32; 5];
        let regions = (0..package.regions.len()).map(RegionIx::from);
        let any_open = regions.into_iter().any(|region| match open(households, stated, needs, region) {
            Ok(()) => true,
            Err(by) => {
                closed[match by {
                    ClosedTo::Stated(ClosedByStatement::Lock) => 0,
                    ClosedTo::Stated(ClosedByStatement::Tie) => 1,
                    ClosedTo::Stated(ClosedByStatement::Veto) => 2,
                    ClosedTo::Places => 3,
                    ClosedTo::Scores => 4,
                }] += 1;
                false
            }
        });
        if !any_open {
            faults.extend(households.iter().map(|&h| fault_no_region(package, h, &closed)));
        }
    }
    faults
}

fn fault_no_region(package: &Package, household: HouseholdIx, closed: &[u32; 5]) -> Fault {
    let household = &package.households[household.at()];
    Fault::new(FaultCode::NoRegionOpen, Table::Households)
        .row(household.row)
        .column("household")
        .value(&household.id)
        .word("by_locks", closed[0].to_string())
        .word("by_ties", closed[1].to_string())
        .word("by_vetoes", closed[2].to_string())
        .word("by_places", closed[3].to_string())
        .word("by_scores", closed[4].to_string())
}
