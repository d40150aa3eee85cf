//! Places above quota: an exception is named, signed, and for a household with a child.

use crate::{Fault, FaultCode, Lock, LockKind, Package, Table};

fn at_lock(package: &Package, code: FaultCode, lock: &Lock) -> Fault {
    Fault::new(code, Table::Locks)
        .row(lock.row)
        .column("household")
        .value(&package.households[lock.household.at()].id)
        .word("region", &package.regions[lock.region.at()].id)
}

fn exceptions(package: &Package) -> impl Iterator<Item = &Lock> {
    package.locks.iter().filter(|lock| lock.kind == LockKind::Exception)
}

/// An exception without a reason, or without an author.
pub(super) fn exception_unsigned(package: &Package) -> Vec<Fault> {
    let mut faults = Vec::new();
    for lock in exceptions(package) {
        let missing = match (&lock.reason, &lock.author) {
            (None, _) => "reason",
            (_, None) => "author",
            _ => continue,
        };
        faults.push(at_lock(package, FaultCode::ExceptionUnsigned, lock).column(missing).word("missing", missing));
    }
    faults
}

/// An exception for a household without a member under 18.
pub(super) fn exception_without_child(package: &Package) -> Vec<Fault> {
    let without = exceptions(package).filter(|lock| !package.has_child(lock.household));
    without.map(|lock| at_lock(package, FaultCode::ExceptionWithoutChild, lock)).collect()
}
