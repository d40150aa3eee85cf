//! Where the faults of one table are gathered.

use qonys_model::{Fault, FaultCode, Table};
use std::collections::{BTreeMap, BTreeSet};

/// So many faults of one code are listed for a table; the rest is counted and said in one line.
pub(super) const LISTED: usize = 1000;

/// Faults of one table.
#[derive(Debug)]
pub(super) struct Sink {
    table: Table,
    file: String,
    faults: Vec<Fault>,
    count: BTreeMap<FaultCode, usize>,
    said: BTreeSet<(FaultCode, String)>,
}

impl Sink {
    pub fn of(table: Table, file: &str) -> Self {
        let (faults, count, said) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { table, file: file.to_owned(), faults, count, said }
    }

    /// Adds a fault; `make` is called only when it will be listed.
    pub fn add(&mut self, code: FaultCode, make: impl FnOnce() -> Fault) {
        let count = self.count.entry(code).or_default();
        *count += 1;
        if *count <= LISTED {
            let mut fault = make();
            fault.file.clone_from(&self.file);
            self.faults.push(fault);
        }
    }

    /// Adds a fault unless one of this code was said of the same thing.
    pub fn add_once(&mut self, code: FaultCode, of: &str, make: impl FnOnce() -> Fault) {
        if self.said.len() < LISTED && self.said.insert((code, of.to_owned())) {
            self.add(code, make);
        }
    }

    /// All faults, with what was not listed counted at the end.
    pub fn finish(mut self) -> Vec<Fault> {
        for (code, count) in self.count.iter().filter(|(_, count)| **count > LISTED) {
            let mut fault = Fault::new(FaultCode::FaultsNotListed, self.table)
                .word("code", code.code())
                .word("count", (count - LISTED).to_string());
            fault.file.clone_from(&self.file);
            self.faults.push(fault);
        }
        self.faults
    }
}
