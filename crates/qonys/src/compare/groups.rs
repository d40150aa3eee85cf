//! Households by stream, origin, priority and size, on both sides.

use super::Side;
use qonys_model::{GroupCount, GroupKind, GroupRow, Household, LARGE, Package, Placement};
use std::collections::BTreeMap;

/// A group's key in an order that people expect: numbers by size, nothing said last.
type Key = (GroupKind, bool, u64, Option<String>);

/// The groups of both sides. One that holds all or none of the households says nothing and is left out.
pub(super) fn groups(a: (&Side<'_>, &[f64]), b: (&Side<'_>, &[f64])) -> Vec<GroupRow> {
    let [of_a, of_b] = [a, b].map(|(side, worths)| grouped(side, worths));
    let mut rows: BTreeMap<Key, (GroupCount, GroupCount)> = BTreeMap::new();
    for (key, group) in of_a {
        rows.entry(key).or_default().0 = group;
    }
    for (key, group) in of_b {
        rows.entry(key).or_default().1 = group;
    }
    let mut of_kind: BTreeMap<GroupKind, usize> = BTreeMap::new();
    rows.keys().for_each(|key| *of_kind.entry(key.0).or_default() += 1);
    let row = |((kind, _, _, key), (a, b)): (Key, (GroupCount, GroupCount))| GroupRow { kind, key, a, b };
    rows.into_iter().filter(|(key, _)| of_kind[&key.0] > 1).map(row).collect()
}

fn grouped(side: &Side<'_>, worths: &[f64]) -> BTreeMap<Key, GroupCount> {
    let mut groups = BTreeMap::new();
    for placement in &side.plan().placements {
        let household = &side.package.households[placement.household.at()];
        for key in keys(household) {
            add(groups.entry(key).or_default(), side.package, placement, worths);
        }
    }
    groups
}

fn keys(household: &Household) -> [Key; 4] {
    let word = |kind, text: &Option<String>| (kind, text.is_none(), 0, text.clone());
    let number =
        |kind, number: Option<u64>| (kind, number.is_none(), number.unwrap_or(0), number.map(|n| n.to_string()));
    [
        word(GroupKind::Stream, &household.stream),
        word(GroupKind::Origin, &household.origin),
        number(GroupKind::Priority, household.priority.map(u64::from)),
        number(GroupKind::Size, Some(u64::from(household.persons()).min(LARGE))),
    ]
}

/// Counts a household.
pub(super) fn add(group: &mut GroupCount, package: &Package, placement: &Placement, worths: &[f64]) {
    let persons = u64::from(package.households[placement.household.at()].persons());
    group.households += 1;
    group.persons += persons;
    if placement.place.region().is_some() {
        group.placed_households += 1;
        group.placed_persons += persons;
        group.value += worths[placement.household.at()];
    }
}
