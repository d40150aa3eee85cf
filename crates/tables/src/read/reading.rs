//! The order in which tables are read, and what is judged over all of them.

use super::finish::finish;
use super::programme::{ProgrammeRead, counts_impossible, programme, veto_untrue};
use super::refs::Refs;
use super::sink::Sink;
use super::{capacities, fairness, households, locks, openings, outcomes, people, regions, scores, ties, uses, wishes};
use crate::fold::fold;
use crate::{Sheet, Source};
use qonys_model::{
    Counts, CountsRule, Fault, FaultCode, Household, HouseholdIx, Package, Score, ScoreOf, Severity, Table,
    contradictions_of_limits, contradictions_of_statements,
};
use std::collections::BTreeSet;

/// Reads all tables of a source. `faults` are those found when it was opened; they stay in the list.
pub(super) fn read(source: &Source, faults: Vec<Fault>) -> (Option<Package>, Vec<Fault>) {
    let mut reading = Reading { source, faults };
    let package = reading.package();
    reading.judge(&package);
    let faults = finish(source, reading.faults);
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    (sound.then_some(package), faults)
}

pub(super) struct Reading<'a> {
    pub source: &'a Source,
    pub faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    pub fn sheet(&self, table: Table) -> Option<&'a Sheet> {
        self.source.sheets.iter().find(|sheet| sheet.table == table)
    }

    /// Reads a table, when it is there.
    fn table<T: Default>(&mut self, table: Table, read: impl FnOnce(&Sheet) -> (T, Sink)) -> T {
        let Some(sheet) = self.sheet(table) else { return T::default() };
        let (rows, sink) = read(sheet);
        self.faults.extend(sink.finish());
        rows
    }

    /// Everything, as far as it can be read.
    fn package(&mut self) -> Package {
        let (policy, mut refs) = self.policy();
        let mut package = self.frame(&policy, &mut refs);
        let year = policy.year_known.then_some(package.programme.year);
        let (_, counts) = self.families(&mut package, &mut refs, year, &BTreeSet::new());
        self.table(Table::Outcomes, |sheet| ((), outcomes::outcomes(sheet)));
        self.counting_rules(&policy, &counts);
        self.regional_column(&policy);
        self.vetoes(&policy, &package);
        self.groups(&policy, &package, &counts);
        self.something_to_value_by();
        self.empty_households(&package.households, package.scores.as_deref());
        package
    }

    /// The programme, and the capacities that it names.
    pub fn policy(&mut self) -> (ProgrammeRead, Refs) {
        let policy = self.programme();
        let capacity_names = policy.programme.capacity.iter().map(|kind| kind.name.clone()).collect();
        let mut refs = Refs { capacity_names, ..Refs::default() };
        refs.capacities.listed = policy.capacities_known;
        for (at, name) in refs.capacity_names.iter().enumerate() {
            let _ = refs.capacities.add(name, at as u32, 0); // a name that stands twice is said already
        }
        (policy, refs)
    }

    /// Regions, places and openings: a package without families.
    pub fn frame(&mut self, policy: &ProgrammeRead, refs: &mut Refs) -> Package {
        let regional = &policy.programme.outlook.regional;
        let regions = self.table(Table::Regions, |sheet| regions::regions(sheet, regional, refs));
        let capacities = self.table(Table::Capacities, |sheet| capacities::capacities(sheet, refs));
        let openings = self.table(Table::Openings, |sheet| openings::openings(sheet, refs));
        Package {
            programme: policy.programme.clone(),
            regions,
            capacities,
            openings,
            households: Vec::new(),
            people: Vec::new(),
            ties: Vec::new(),
            wishes: Vec::new(),
            locks: Vec::new(),
            uses: Vec::new(),
            scores: None,
        }
    }

    /// Adds the families with all that is said of them to those that a package has. One of `again` may be named again:
    /// then nothing that was said of it before stands. Gives the positions of those named and the columns of counts.
    pub fn families(
        &mut self,
        package: &mut Package,
        refs: &mut Refs,
        year: Option<i16>,
        again: &BTreeSet<HouseholdIx>,
    ) -> (BTreeSet<HouseholdIx>, BTreeSet<String>) {
        let Package { programme, households, .. } = &mut *package;
        let (named, counts) = self.table(Table::Households, |sheet| {
            let (named, counts, sink) = households::households(sheet, programme, refs, households, again);
            ((named, counts), sink)
        });
        refs.households.listed &= !self.is_cut_short(Table::Households);
        package.forget(&named.intersection(again).copied().collect());
        for (at, person) in package.people.iter().enumerate() {
            let _ = refs.people.add(&person.id, at as u32, 0); // unique where it was read
        }
        let Package { households, people, .. } = &mut *package;
        self.table(Table::People, |sheet| ((), people::people(sheet, year, households, people, refs)));
        refs.people.listed |= self.is_absent(Table::People);
        refs.people.listed &= !self.is_cut_short(Table::People);
        package.ties.extend(self.table(Table::Ties, |sheet| ties::ties(sheet, refs)));
        package.wishes.extend(self.table(Table::Wishes, |sheet| wishes::wishes(sheet, refs)));
        package.locks.extend(self.table(Table::Locks, |sheet| locks::locks(sheet, refs)));
        package.uses.extend(self.table(Table::Uses, |sheet| uses::uses(sheet, refs)));
        let scores = self.table(Table::Scores, |sheet| {
            let (scores, sink) = scores::scores(sheet, refs);
            (Some(scores), sink)
        });
        if let Some(scores) = scores {
            package.scores.get_or_insert_default().extend(scores);
        }
        (named, counts)
    }

    fn programme(&mut self) -> ProgrammeRead {
        let Some(text) = &self.source.programme else { return ProgrammeRead::unknown() };
        let mut read = programme(&text.text);
        let mut sink = Sink::of(Table::Programme, &text.file);
        for fault in std::mem::take(&mut read.faults) {
            sink.add(fault.code, || fault);
        }
        self.faults.extend(sink.finish());
        read
    }

    /// Whether a table is not in the package at all: it could not be opened is another matter.
    fn is_absent(&self, table: Table) -> bool {
        self.sheet(table).is_none() && !self.faults.iter().any(|fault| fault.table == Some(table))
    }

    /// Whether a table breaks off, at a quotation mark that does not close: nobody knows what the rest would have said.
    fn is_cut_short(&self, table: Table) -> bool {
        let last = self.sheet(table).and_then(|sheet| sheet.rows.last()).map_or(1, |record| record.row);
        let cut = |fault: &Fault| fault.code == FaultCode::RowUnreadable && fault.row > Some(last);
        self.faults.iter().any(|fault| fault.table == Some(table) && cut(fault))
    }

    /// A rule that counts by a column that is not there, or by members when no people are listed.
    pub fn counting_rules(&mut self, policy: &ProgrammeRead, counts: &BTreeSet<String>) {
        let no_people = self.is_absent(Table::People);
        let households = self.sheet(Table::Households).is_some();
        for (kind, &row) in policy.programme.capacity.iter().zip(&policy.counts_rows) {
            let Counts::Rule(rule) = &kind.counts else { continue };
            match &rule.column {
                Some(column) if households && !counts.contains(column) => {
                    self.faults.push(counts_impossible(row, column, "column-missing"));
                }
                None if no_people && asks_members(rule) => {
                    self.faults.push(counts_impossible(row, &kind.name, "no-people"));
                }
                _ => {}
            }
        }
    }

    /// Groups of `[fairness]` that the tables cannot tell, or that nobody belongs to.
    fn groups(&mut self, policy: &ProgrammeRead, package: &Package, counts: &BTreeSet<String>) {
        let people = !self.is_absent(Table::People);
        let rows = &policy.group_rows;
        if self.sheet(Table::Households).is_none() || rows.len() != package.programme.fairness.group.len() {
            return;
        }
        let impossible = fairness::impossible(&package.programme.fairness, rows, counts, people);
        if impossible.is_empty() && !package.households.is_empty() {
            self.faults.extend(fairness::empty(package, rows));
        }
        self.faults.extend(impossible);
    }

    /// The column of regional factors, when the programme names one that is not there.
    pub fn regional_column(&mut self, policy: &ProgrammeRead) {
        let (Some(row), Some(sheet)) = (policy.regional_row, self.sheet(Table::Regions)) else { return };
        let column = &policy.programme.outlook.regional;
        if !column.is_empty() && sheet.header.iter().all(|title| fold(title) != fold(column)) {
            let code = FaultCode::RegionalColumnMissing;
            self.faults.push(Fault::new(code, Table::Programme).row(row).column("outlook.regional").value(column));
        }
    }

    /// Vetoes that close regions before families choose: said of the policy, whether somebody vetoes a region or not.
    pub fn vetoes(&mut self, policy: &ProgrammeRead, package: &Package) {
        if let (Some(row), Some(first)) = (policy.wishes_row, package.vetoes_first()) {
            self.faults.push(veto_untrue(row, first));
        }
    }

    pub fn something_to_value_by(&mut self) {
        let people = self.sheet(Table::People).is_some_and(|sheet| !sheet.rows.is_empty());
        let opened = self.faults.iter().all(|fault| fault.code != FaultCode::PackageMissing)
            && (!self.source.sheets.is_empty() || self.source.programme.is_some());
        let unread = |table| self.faults.iter().any(|f| f.table == Some(table) && f.code < FaultCode::ColumnMissing);
        if opened && !people && self.sheet(Table::Scores).is_none() && !unread(Table::People) && !unread(Table::Scores)
        {
            self.faults.push(Fault::new(FaultCode::NothingToValue, Table::People));
        }
    }

    /// Households without members, where members are listed and neither scores nor counts stand in for them.
    pub fn empty_households(&mut self, households: &[Household], scores: Option<&[Score]>) {
        let Some(people) = self.sheet(Table::People).filter(|sheet| !sheet.rows.is_empty()) else { return };
        if people::lacks_household(people) || self.is_cut_short(Table::People) {
            return; // said already, and then no household has members
        }
        let scored: BTreeSet<u32> = (scores.unwrap_or_default().iter())
            .filter_map(|score| match score.of {
                ScoreOf::Household(household) => Some(household.0),
                ScoreOf::Person(_) => None,
            })
            .collect();
        let Some(sheet) = self.sheet(Table::Households) else { return };
        let mut sink = Sink::of(Table::Households, &sheet.file);
        for (at, household) in households.iter().enumerate() {
            let stands_in = scored.contains(&(at as u32)) || !household.counts.is_empty();
            if household.members.is_empty() && !stands_in {
                sink.add(FaultCode::HouseholdWithoutPeople, || {
                    Fault::new(FaultCode::HouseholdWithoutPeople, Table::Households)
                        .row(household.row)
                        .column("household")
                        .value(&household.id)
                });
            }
        }
        self.faults.extend(sink.finish());
    }

    /// What the model finds: contradictions of statements always, of limits when all that they depend on is sound.
    pub fn judge(&mut self, package: &Package) {
        let mut found = contradictions_of_statements(package);
        let needed = [
            Table::Programme,
            Table::Regions,
            Table::Capacities,
            Table::Households,
            Table::People,
            Table::Uses,
            Table::Scores,
        ];
        let is_error = |fault: &&Fault| fault.code.severity() == Severity::Error;
        if !self.faults.iter().filter(is_error).any(|f| f.table.is_none_or(|table| needed.contains(&table))) {
            found.extend(contradictions_of_limits(package));
        }
        for table in Table::ALL {
            let mut sink = Sink::of(table, "");
            for fault in found.iter().filter(|fault| fault.table == Some(table)) {
                sink.add(fault.code, || fault.clone());
            }
            self.faults.extend(sink.finish());
        }
    }
}

fn asks_members(rule: &CountsRule) -> bool {
    rule.age.is_some() || rule.language.is_some() || rule.needs.is_some() || rule.occupation.is_some()
}
