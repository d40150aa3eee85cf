//! Places above quota: an exception is for a household with a child.

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

/// An exception for a household without a member under 18.
pub(super) fn exception_without_child(package: &Package) -> Vec<Fault> {
    let without = exceptions(package).filter(|lock| !package.has_child(lock.household));
    without.map(|lock| at_lock(package, FaultCode::ExceptionWithoutChild, lock)).collect()
}
