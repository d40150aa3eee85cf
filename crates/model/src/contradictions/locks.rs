//! Locks against locks, and pins against what regions have.

use super::needs::Needs;
use super::statements::{Statement, Statements};
use crate::{CapacityIx, Fault, FaultCode, Package, RegionIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A fault at a lock's row; the value is the household, the word `region` its region.
fn at_lock(package: &Package, code: FaultCode, lock: &Statement) -> Fault {
    Fault::new(code, Table::Locks)
        .row(lock.row)
        .column("household")
        .value(&package.households[lock.household.at()].id)
        .word("region", &package.regions[lock.region.at()].id)
}

/// Adds the other statement to a fault: `other_household`, `other_region`, `other_row`.
pub(super) fn with_other(package: &Package, fault: Fault, other: &Statement) -> Fault {
    fault
        .word("other_household", &package.households[other.household.at()].id)
        .word("other_region", &package.regions[other.region.at()].id)
        .word("other_row", other.row.to_string())
}

/// A pin and a forbid of one region within a party, or two pins of one household.
pub(super) fn pin_and_forbid(package: &Package, statements: &Statements) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, stated) in statements.parties() {
        for pin in &stated.pins {
            if let Some(forbid) = stated.forbids.iter().find(|f| f.region == pin.region) {
                let case = if forbid.household == pin.household { "own" } else { "forbid" };
                let fault = at_lock(package, FaultCode::PinAndForbid, pin).word("case", case);
                faults.push(with_other(package, fault, forbid));
            }
        }
        let mut first: BTreeMap<_, &Statement> = BTreeMap::new();
        for pin in &stated.pins {
            let earlier = first.entry(pin.household).or_insert(pin);
            if earlier.region != pin.region {
                let fault = at_lock(package, FaultCode::PinAndForbid, pin).word("case", "two-pins");
                faults.push(with_other(package, fault, earlier));
            }
        }
    }
    faults
}

/// Pins of different households of one party to different regions.
pub(super) fn pins_differ(package: &Package, statements: &Statements) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, stated) in statements.parties() {
        let Some(first) = stated.pins.first() else { continue };
        let differs = |pin: &&Statement| pin.household != first.household && pin.region != first.region;
        faults.extend(
            (stated.pins.iter().filter(differs))
                .map(|pin| with_other(package, at_lock(package, FaultCode::PinsDiffer, pin), first)),
        );
    }
    faults
}

/// A pin to a region that has too little of a capacity for the whole party.
pub(super) fn pin_without_capacity(package: &Package, statements: &Statements, needs: &Needs) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (party, stated) in statements.parties() {
        let mut seen = BTreeSet::new();
        for pin in stated.pins.iter().filter(|pin| seen.insert(pin.region)) {
            if let Some((capacity, asked, places)) = needs.lacking(party, pin.region) {
                faults.push(
                    at_lock(package, FaultCode::PinWithoutCapacity, pin)
                        .word("capacity", &package.programme.capacity[capacity.at()].name)
                        .word("asked", asked.to_string())
                        .word("places", places.to_string()),
                );
            }
        }
    }
    faults
}

/// Pins that fit one by one and together ask for more than a region has.
pub(super) fn pins_above_capacity(package: &Package, statements: &Statements, needs: &Needs) -> Vec<Fault> {
    let mut asked: BTreeMap<(RegionIx, CapacityIx), u64> = BTreeMap::new();
    for (party, stated) in statements.parties() {
        let Some(pin) = stated.pins.first() else { continue };
        if needs.lacking(party, pin.region).is_some() {
            continue; // said by itself already
        }
        for capacity in (0..package.programme.capacity.len()).map(CapacityIx::from) {
            *asked.entry((pin.region, capacity)).or_default() += needs.together(party, pin.region, capacity);
        }
    }
    let above = |row: &&crate::RegionCapacity| {
        asked.get(&(row.region, row.capacity)).is_some_and(|&asked| asked > u64::from(row.places))
    };
    let fault = |row: &crate::RegionCapacity| {
        Fault::new(FaultCode::PinsAboveCapacity, Table::Capacities)
            .row(row.row)
            .column("places")
            .value(row.places.to_string())
            .word("region", &package.regions[row.region.at()].id)
            .word("capacity", &package.programme.capacity[row.capacity.at()].name)
            .word("asked", asked[&(row.region, row.capacity)].to_string())
    };
    package.capacities.iter().filter(above).map(fault).collect()
}

/// A pin to a region where scores are given and do not allow the household or one that must go with it.
pub(super) fn pin_without_score(package: &Package, statements: &Statements, needs: &Needs) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (party, stated) in statements.parties() {
        let mut seen = BTreeSet::new();
        for pin in stated.pins.iter().filter(|pin| seen.insert(pin.region)) {
            if let Some(without) = party.iter().find(|&&h| !needs.scored(h, pin.region)) {
                faults.push(
                    at_lock(package, FaultCode::PinWithoutScore, pin)
                        .word("other_household", &package.households[without.at()].id),
                );
            }
        }
    }
    faults
}
