//! Statements that no plan can meet together, in words, each with the place where it stands.

use crate::Texts;
use qonys_model::{CapacityIx, Conflict, HouseholdIx, Package, RegionIx, Row, Statement, Table, TieTo, uses_of};
use std::collections::BTreeMap;

/// Households that one line names; the others are counted.
const NAMED: usize = 20;

/// A sentence that says that there is no plan, and a line for each statement that takes part: what it demands and where it
/// stands. `file` gives the name of the file (or workbook and sheet) of a table.
#[must_use]
pub fn conflict_lines(
    texts: &Texts,
    package: &Package,
    file: &dyn Fn(Table) -> String,
    conflict: &Conflict,
) -> Vec<String> {
    let head = if conflict.minimal { "conflict-minimal" } else { "conflict-loose" };
    let mut lines = vec![texts.say(head, &[])];
    let telling = Telling { texts, package, file, conflict };
    lines.extend(conflict.statements.iter().filter_map(|s| telling.line(*s)));
    lines.extend(telling.without_scores());
    lines.extend(telling.everyone());
    lines
}

struct Telling<'a> {
    texts: &'a Texts,
    package: &'a Package,
    file: &'a dyn Fn(Table) -> String,
    conflict: &'a Conflict,
}

impl Telling<'_> {
    /// A statement by itself; those that are told together with others of their kind give nothing.
    fn line(&self, statement: Statement) -> Option<String> {
        let package = self.package;
        let (said, table, row) = match statement {
            Statement::Places { region, capacity } => {
                let row = package.capacities.iter().find(|c| (c.region, c.capacity) == (region, capacity));
                let places = row.map_or(0, |c| c.places);
                let key = if row.is_some() { "conflict-places" } else { "conflict-no-row" };
                (self.limit(key, region, capacity, places), Table::Capacities, row.map_or(0, |c| c.row))
            }
            Statement::Minimum { region, capacity } => {
                let row = package.capacities.iter().find(|c| (c.region, c.capacity) == (region, capacity))?;
                (self.limit("conflict-minimum", region, capacity, row.minimum), Table::Capacities, row.row)
            }
            Statement::Lock(at) => {
                let lock = package.locks.get(at as usize)?;
                let key = if lock.kind.pins() { "conflict-pin" } else { "conflict-forbid" };
                (self.pair(key, lock.household, lock.region), Table::Locks, lock.row)
            }
            Statement::Veto(at) => {
                let wish = package.wishes.get(at as usize)?;
                (self.pair("conflict-veto", wish.household, wish.region), Table::Wishes, wish.row)
            }
            Statement::Tie(at) => {
                let tie = package.ties.get(at as usize)?;
                let said = match tie.to {
                    TieTo::Region(region) => self.pair("conflict-tie-region", tie.household, region),
                    TieTo::Household(other) => {
                        let words = [("household", self.household(tie.household)), ("other", self.household(other))];
                        self.texts.say("conflict-tie", &words.map(|(name, word)| (name, word.into())))
                    }
                };
                (said, Table::Ties, tie.row)
            }
            Statement::NoScore { .. } | Statement::Everyone { .. } => return None,
        };
        Some(self.at(&said, table, row))
    }

    fn at(&self, said: &str, table: Table, row: Row) -> String {
        let row = (row > 0).then(|| self.texts.say("fault-row", &[("row", row.into())]));
        let place = std::iter::once((self.file)(table)).chain(row).collect::<Vec<_>>().join(", ");
        format!("  {said} ({place})")
    }

    fn limit(&self, key: &str, region: RegionIx, capacity: CapacityIx, amount: u32) -> String {
        let words = [
            ("region", self.region(region).into()),
            ("capacity", self.package.programme.capacity[capacity.at()].name.clone().into()),
            ("amount", amount.into()),
        ];
        self.texts.say(key, &words)
    }

    /// A statement about a household and a region, with what the household would take of the limits in the list.
    fn pair(&self, key: &str, household: HouseholdIx, region: RegionIx) -> String {
        let takes = self.conflict.statements.iter().filter_map(|s| match *s {
            Statement::Places { region: at, capacity } | Statement::Minimum { region: at, capacity }
                if at == region =>
            {
                let amount = uses_of(self.package, household, region, capacity);
                Some(format!("{} {}", self.package.programme.capacity[capacity.at()].name, self.texts.count(amount)))
            }
            _ => None,
        });
        let mut takes: Vec<String> = takes.collect();
        takes.dedup();
        let words = [
            ("household", self.household(household).into()),
            ("region", self.region(region).into()),
            ("takes", if takes.is_empty() { "none".to_owned() } else { takes.join(", ") }.into()),
        ];
        self.texts.say(key, &words)
    }

    fn region(&self, region: RegionIx) -> String {
        self.package.regions[region.at()].id.clone()
    }

    fn household(&self, household: HouseholdIx) -> String {
        self.package.households[household.at()].id.clone()
    }

    /// A line for each household that lacks scores.
    fn without_scores(&self) -> Vec<String> {
        let mut absent: BTreeMap<HouseholdIx, Vec<String>> = BTreeMap::new();
        for statement in &self.conflict.statements {
            if let Statement::NoScore { household, region } = *statement {
                absent.entry(household).or_default().push(self.region(region));
            }
        }
        let line = |(household, regions): (HouseholdIx, Vec<String>)| {
            let words = [("household", self.household(household).into()), ("regions", regions.join(", ").into())];
            self.at(&self.texts.say("conflict-no-score", &words), Table::Scores, 0)
        };
        absent.into_iter().map(line).collect()
    }

    /// One line for all households that must be placed because everyone must.
    fn everyone(&self) -> Option<String> {
        let all = self.conflict.statements.iter().filter_map(|s| match *s {
            Statement::Everyone { household } => Some(household),
            _ => None,
        });
        let all: Vec<HouseholdIx> = all.collect();
        let persons: u64 = all.iter().map(|h| u64::from(self.package.households[h.at()].persons())).sum();
        let named: Vec<String> = all.iter().take(NAMED).map(|&h| self.household(h)).collect();
        let words = [
            ("households", named.join(", ").into()),
            ("count", all.len().into()),
            ("persons", persons.into()),
            ("more", all.len().saturating_sub(NAMED).into()),
        ];
        (!all.is_empty()).then(|| self.at(&self.texts.say("conflict-everyone", &words), Table::Programme, 0))
    }
}
