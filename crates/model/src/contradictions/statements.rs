//! Locks, must-ties and vetoes of a package, gathered by party: the households that must-ties bind together.

use crate::{HouseholdIx, LockKind, Package, RegionIx, Row, TieKind, TieTo};
use std::collections::BTreeMap;

/// A statement about one region, with whose it is and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    pub household: HouseholdIx,
    pub region: RegionIx,
    pub row: Row,
}

/// What is stated of one party, each list in file order.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub pins: Vec<Statement>,
    pub forbids: Vec<Statement>,
    pub must: Vec<Statement>,
    pub vetoes: Vec<Statement>,
}

/// Why a party cannot go to a region by what is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClosedByStatement {
    Lock,
    Tie,
    Veto,
}

impl Stated {
    /// The regions that pins and must-ties allow, at most one of them when nothing contradicts.
    pub fn targets(&self) -> impl Iterator<Item = RegionIx> + '_ {
        self.pins.iter().chain(&self.must).map(|s| s.region)
    }

    /// What closes a region to the party; `None` = nothing that is stated.
    pub fn closes(&self, region: RegionIx) -> Option<ClosedByStatement> {
        let at = |s: &Statement| s.region == region;
        if self.forbids.iter().any(at) || self.pins.iter().any(|s| !at(s)) {
            Some(ClosedByStatement::Lock)
        } else if self.must.iter().any(|s| !at(s)) {
            Some(ClosedByStatement::Tie)
        } else if self.vetoes.iter().any(at) {
            Some(ClosedByStatement::Veto)
        } else {
            None
        }
    }
}

/// Every party, and what is stated of those of whom something is.
#[derive(Debug)]
pub(super) struct Statements {
    /// The households of each party, by the position of its first; in household order.
    pub members: BTreeMap<usize, Vec<HouseholdIx>>,
    /// What is stated, by party.
    pub stated: BTreeMap<usize, Stated>,
}

impl Statements {
    pub fn of(package: &Package) -> Self {
        let party = parties(package);
        let mut stated: BTreeMap<usize, Stated> = BTreeMap::new();
        for lock in &package.locks {
            let statement = Statement { household: lock.household, region: lock.region, row: lock.row };
            let about = stated.entry(party[lock.household.at()]).or_default();
            match lock.kind {
                LockKind::Pin | LockKind::Exception => about.pins.push(statement),
                LockKind::Forbid => about.forbids.push(statement),
            }
        }
        for tie in &package.ties {
            if let (TieKind::Must, TieTo::Region(region)) = (tie.kind, tie.to) {
                let statement = Statement { household: tie.household, region, row: tie.row };
                stated.entry(party[tie.household.at()]).or_default().must.push(statement);
            }
        }
        for wish in package.closing_vetoes() {
            let statement = Statement { household: wish.household, region: wish.region, row: wish.row };
            stated.entry(party[wish.household.at()]).or_default().vetoes.push(statement);
        }
        let mut members: BTreeMap<usize, Vec<HouseholdIx>> = BTreeMap::new();
        for (household, &first) in party.iter().enumerate() {
            members.entry(first).or_default().push(HouseholdIx::from(household));
        }
        Self { members, stated }
    }

    /// Parties of which something is stated, in household order, each with its households.
    pub fn parties(&self) -> impl Iterator<Item = (&[HouseholdIx], &Stated)> {
        self.stated.iter().map(|(party, stated)| (self.members[party].as_slice(), stated))
    }
}

/// For each household the first household of its party, by union of the must-ties between households.
fn parties(package: &Package) -> Vec<usize> {
    let mut first: Vec<usize> = (0..package.households.len()).collect();
    for tie in &package.ties {
        if let (TieKind::Must, TieTo::Household(other)) = (tie.kind, tie.to) {
            let (a, b) = (root(&mut first, tie.household.at()), root(&mut first, other.at()));
            first[a.max(b)] = a.min(b);
        }
    }
    (0..first.len()).map(|household| root(&mut first, household)).collect()
}

fn root(first: &mut [usize], mut household: usize) -> usize {
    while first[household] != household {
        first[household] = first[first[household]];
        household = first[household];
    }
    household
}
