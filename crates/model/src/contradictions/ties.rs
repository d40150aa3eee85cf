//! Must-ties against each other, against locks and against vetoes.

use super::locks::with_other;
use super::statements::{Statement, Statements};
use crate::{Fault, FaultCode, Package, Table};

/// A fault at a tie's row; the value is the region that the household is tied to.
fn at_tie(package: &Package, code: FaultCode, tie: &Statement) -> Fault {
    Fault::new(code, Table::Ties)
        .row(tie.row)
        .column("to")
        .value(&package.regions[tie.region.at()].id)
        .word("household", &package.households[tie.household.at()].id)
}

/// Must-ties of one party to different regions.
pub(super) fn must_ties_differ(package: &Package, statements: &Statements) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, stated) in statements.parties() {
        let Some(first) = stated.must.first() else { continue };
        faults.extend(
            (stated.must.iter().filter(|tie| tie.region != first.region))
                .map(|tie| with_other(package, at_tie(package, FaultCode::MustTiesDiffer, tie), first)),
        );
    }
    faults
}

/// A must-tie to a region that a lock of the party forbids, or another than a pin names.
pub(super) fn must_tie_against_lock(package: &Package, statements: &Statements) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, stated) in statements.parties() {
        for tie in &stated.must {
            let fault = |case| at_tie(package, FaultCode::MustTieAgainstLock, tie).word("case", case);
            if let Some(pin) = stated.pins.iter().find(|pin| pin.region != tie.region) {
                faults.push(with_other(package, fault("pin"), pin));
            }
            if let Some(forbid) = stated.forbids.iter().find(|forbid| forbid.region == tie.region) {
                faults.push(with_other(package, fault("forbid"), forbid));
            }
        }
    }
    faults
}

/// A veto of any member of a party against a must-tie or a pin of the party.
pub(super) fn against_veto(package: &Package, statements: &Statements) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, stated) in statements.parties() {
        for veto in &stated.vetoes {
            let fault = |case| {
                Fault::new(FaultCode::AgainstVeto, Table::Wishes)
                    .row(veto.row)
                    .column("region")
                    .value(&package.regions[veto.region.at()].id)
                    .word("household", &package.households[veto.household.at()].id)
                    .word("case", case)
            };
            if let Some(tie) = stated.must.iter().find(|tie| tie.region == veto.region) {
                faults.push(with_other(package, fault("tie"), tie));
            }
            if let Some(pin) = stated.pins.iter().find(|pin| pin.region == veto.region) {
                faults.push(with_other(package, fault("pin"), pin));
            }
        }
    }
    faults
}
