//! What a household uses of a capacity: a rule over its members, so new capacities need no code.

use crate::{
    CapacityIx, Counts, CountsRule, Household, HouseholdIx, LockKind, Package, Person, Programme, RegionIx, Unit,
};

/// What one household uses of one capacity by the counting rule alone, before `uses.csv`.
///
/// With people in the package the members are counted; a household without members in a package without people counts
/// by [`Household::persons`].
#[must_use]
pub fn counted(package: &Package, household: &Household, capacity: CapacityIx) -> u32 {
    match &package.programme.capacity[capacity.at()].counts {
        Counts::Every(Unit::Households) => 1,
        Counts::Every(Unit::Persons) => household.persons(),
        Counts::Rule(rule) => by_rule(package, household, rule),
    }
}

/// What one household uses of one capacity in one region: nothing above quota, else `uses.csv`, else the counting rule.
#[must_use]
pub fn uses_of(package: &Package, household: HouseholdIx, region: RegionIx, capacity: CapacityIx) -> u32 {
    let above = |l: &crate::Lock| (l.kind, l.household, l.region) == (LockKind::Exception, household, region);
    if package.locks.iter().any(above) {
        return 0;
    }
    package
        .uses
        .iter()
        .find(|u| u.household == household && u.region == region && u.capacity == capacity)
        .map_or_else(|| counted(package, &package.households[household.at()], capacity), |u| u.amount)
}

impl Household {
    /// How many people move: the members listed, else the column `persons`, else one.
    #[must_use]
    pub fn persons(&self) -> u32 {
        if self.members.is_empty() {
            self.counts.get("persons").copied().unwrap_or(1)
        } else {
            self.members.len() as u32
        }
    }
}

/// Whether a household has what is wanted, case aside; nothing wanted fits all.
pub(crate) fn fits(wanted: &Option<String>, have: &Option<String>) -> bool {
    wanted.as_ref().is_none_or(|w| have.as_ref().is_some_and(|h| h.eq_ignore_ascii_case(w)))
}

fn by_rule(package: &Package, household: &Household, rule: &CountsRule) -> u32 {
    if !fits(&rule.stream, &household.stream) || !fits(&rule.origin, &household.origin) {
        return 0;
    }
    let number = if let Some(column) = &rule.column {
        household.counts.get(column).copied().unwrap_or(0)
    } else if asks_members(rule) {
        let takes = |&&p: &&crate::PersonIx| member_counts(&package.people[p.at()], rule, package.programme.year);
        household.members.iter().filter(takes).count() as u32
    } else {
        household.persons()
    };
    match rule.unit {
        Unit::Persons => number,
        Unit::Households => number.min(1),
    }
}

fn asks_members(rule: &CountsRule) -> bool {
    rule.age.is_some() || rule.language.is_some() || rule.needs.is_some() || rule.occupation.is_some()
}

fn member_counts(person: &Person, rule: &CountsRule, year: i16) -> bool {
    rule.age.is_none_or(|range| range.contains(person.age(year)))
        && rule.language.as_ref().is_none_or(|code| person.languages.iter().any(|l| Programme::same_language(code, l)))
        && rule.needs.as_ref().is_none_or(|need| person.needs.iter().any(|n| n.eq_ignore_ascii_case(need)))
        && rule
            .occupation
            .as_ref()
            .is_none_or(|prefix| person.occupation.is_some_and(|o| o.to_string().starts_with(prefix.as_str())))
}
