//! `[fairness]` of `programme.toml`: groups, the rule that protects them, and what of it only the tables can contradict.

use super::programme::{LEVELS, named};
use super::toml_keys::{Item, Keys, Open};
use qonys_model::{
    DefaultPolicy, Fairness, FairnessRule, Fault, FaultCode, Group, GroupRule, Occupation, Package, Row, Sex, Table,
    codes, members_of_groups,
};
use std::collections::{BTreeMap, BTreeSet};

const RULES: [(&str, FairnessRule); 4] = [
    ("none", FairnessRule::None),
    ("floor", FairnessRule::Floor),
    ("proportional", FairnessRule::Proportional),
    ("max-min", FairnessRule::MaxMin),
];

const POLICIES: [(&str, DefaultPolicy); 3] = [
    ("quota-only", DefaultPolicy::QuotaOnly),
    ("first-come", DefaultPolicy::FirstCome),
    ("random", DefaultPolicy::Random),
];

/// Fills `[fairness]`; returns the line of each group.
pub(super) fn fairness<'t>(keys: &mut Keys<'t>, open: &mut Open<'t>, fairness: &mut Fairness) -> Vec<Row> {
    let rule = open.take("rule");
    let place = rule.as_ref().map(|item| keys.fault(FaultCode::GroupsMissing, item));
    fairness.rule = rule.and_then(|item| keys.word(&item, &RULES)).unwrap_or_default();
    fairness.against = open.take("against").and_then(|item| keys.word(&item, &POLICIES)).unwrap_or_default();
    fairness.worse_off_at_most = open.take("worse_off_at_most").and_then(|item| keys.whole(&item));
    let mut rows = Vec::new();
    let mut seen = BTreeMap::new();
    let groups = open.take("group").and_then(|item| keys.list(item)).unwrap_or_default();
    for item in groups {
        let row = keys.fault(FaultCode::GroupEmpty, &item).row.unwrap_or(0);
        let Some(mut open) = keys.table(item) else { continue };
        let name = match open.take("name") {
            Some(item) => named(keys, &item).inspect(|name| {
                if let Some(first) = seen.insert(name.clone(), row) {
                    let fault = keys.fault(FaultCode::IdTwice, &item).word("first_row", first.to_string());
                    keys.faults.push(fault);
                }
            }),
            None => {
                keys.missing(&open, "name");
                None
            }
        };
        let who = match open.take("who").map(|item| keys.table(item)) {
            Some(Some(mut open)) => {
                let who = who(keys, &mut open);
                // passed over, a condition that nobody knows would widen the group and its promise
                keys.close_with(open, FaultCode::GroupConditionUnknown);
                who
            }
            Some(None) => GroupRule::default(),
            None => {
                keys.missing(&open, "who");
                GroupRule::default()
            }
        };
        fairness.group.push(Group { name: name.unwrap_or_default(), who });
        rows.push(row);
        keys.close(open);
    }
    if fairness.rule != FairnessRule::None && fairness.group.is_empty() {
        keys.faults.extend(place);
    }
    rows
}

fn who(keys: &mut Keys<'_>, open: &mut Open<'_>) -> GroupRule {
    let text = |keys: &mut Keys<'_>, item: Option<Item<'_>>| item.and_then(|item| named(keys, &item));
    let mut rule = GroupRule::default();
    let taken = open.take("stream");
    rule.stream = text(keys, taken);
    let taken = open.take("origin");
    rule.origin = text(keys, taken);
    rule.persons = open.take("persons").and_then(|item| keys.ages(&item));
    let taken = open.take("column");
    rule.column = text(keys, taken);
    rule.number = open.take("number").and_then(|item| keys.ages(&item));
    rule.age = open.take("age").and_then(|item| keys.ages(&item));
    let sexes = [("female", Sex::Female), ("male", Sex::Male)];
    rule.sex = open.take("sex").and_then(|item| keys.word(&item, &sexes));
    rule.education = open.take("education").and_then(|item| keys.word(&item, &LEVELS));
    let taken = open.take("language");
    rule.language = text(keys, taken);
    let taken = open.take("needs");
    rule.needs = text(keys, taken);
    if let Some(item) = open.take("occupation") {
        rule.occupation = named(keys, &item);
        let known = |text: &String| Occupation::parse(text).is_ok_and(codes::is_isco08);
        if rule.occupation.as_ref().is_some_and(|text| !known(text)) {
            keys.add(FaultCode::OccupationUnknown, &item);
        }
    }
    rule
}

/// A group that asks for a column of `households`, or for people, which the package does not have.
pub(super) fn impossible(fairness: &Fairness, rows: &[Row], columns: &BTreeSet<String>, people: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (group, &row) in fairness.group.iter().zip(rows) {
        let fault = |value: &str, case| {
            let fault = Fault::new(FaultCode::GroupImpossible, Table::Programme).row(row).column("fairness.group");
            fault.value(value).word("case", case)
        };
        if let Some(column) = group.who.column.as_ref().filter(|column| !columns.contains(*column)) {
            faults.push(fault(column, "column-missing"));
        }
        if !people && group.who.asks_members() {
            faults.push(fault(&group.name, "no-people"));
        }
    }
    faults
}

/// A group that nobody belongs to.
pub(super) fn empty(package: &Package, rows: &[Row]) -> Vec<Fault> {
    let groups = package.programme.fairness.group.iter().zip(members_of_groups(package)).zip(rows);
    let nobody = groups.filter(|((_, members), _)| members.is_empty());
    let fault = |((group, _), &row): ((&Group, _), &Row)| {
        Fault::new(FaultCode::GroupEmpty, Table::Programme).row(row).column("fairness.group").value(&group.name)
    };
    nobody.map(fault).collect()
}
