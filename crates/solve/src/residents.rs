//! Who is where in a packing, by kinds of units that are alike.
//!
//! Units with as many persons that use the same in the same regions do the same to every row wherever they go, so what
//! is true of one in a region is true of all of its kind there. A package of a hundred thousand families has some
//! hundreds of kinds: to look at one unit of each is to look at all.

use crate::model::{Model, WAIT};
use crate::state::State;
use std::collections::{BTreeMap, BTreeSet};

/// Region, kind, which of its options, whether it is included.
type Key = (u32, u32, u32, bool);

/// Units that are placed, alike ones together.
#[derive(Clone, Debug)]
pub(crate) struct Residents {
    kind: Vec<u32>,
    groups: BTreeMap<Key, BTreeSet<u32>>,
    /// Regions in which something uses the row.
    regions: Vec<BTreeSet<u32>>,
}

impl Residents {
    /// Those of a state.
    pub(crate) fn of(state: &State<'_>, included: &[bool]) -> Self {
        let model = state.model;
        let mut known: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        let mut regions = vec![BTreeSet::new(); model.upper.len()];
        let mut kind = Vec::with_capacity(model.units());
        for unit in 0..model.units() {
            let next = known.len() as u32;
            kind.push(*known.entry(trait_of(model, unit)).or_insert_with(|| {
                for option in model.options(unit) {
                    for &(row, _) in model.uses(option) {
                        regions[row as usize].insert(model.region[option as usize]);
                    }
                }
                next
            }));
        }
        let mut residents = Self { kind, groups: BTreeMap::new(), regions };
        for (unit, (&option, &included)) in state.choice.iter().zip(included).enumerate() {
            residents.come(model, unit, option, included);
        }
        residents
    }

    /// Units of one kind are alike to every packing.
    pub(crate) fn kind(&self, unit: usize) -> u32 {
        self.kind[unit]
    }

    pub(crate) fn come(&mut self, model: &Model<'_>, unit: usize, option: u32, included: bool) {
        if option != WAIT {
            self.groups.entry(self.key(model, unit, option, included)).or_default().insert(unit as u32);
        }
    }

    pub(crate) fn go(&mut self, model: &Model<'_>, unit: usize, option: u32, included: bool) {
        if option == WAIT {
            return;
        }
        let key = self.key(model, unit, option, included);
        if let Some(group) = self.groups.get_mut(&key) {
            group.remove(&(unit as u32));
            if group.is_empty() {
                self.groups.remove(&key);
            }
        }
    }

    fn key(&self, model: &Model<'_>, unit: usize, option: u32, included: bool) -> Key {
        (model.region[option as usize], self.kind[unit], option - model.option_start[unit], included)
    }

    /// The first unit of every group in a region.
    pub(crate) fn in_region(&self, region: u32) -> impl Iterator<Item = usize> + '_ {
        self.groups
            .range((region, 0, 0, false)..=(region, u32::MAX, u32::MAX, true))
            .filter_map(|(_, group)| group.first().map(|&u| u as usize))
    }

    /// The first unit of every group in a region where something uses one of the rows.
    pub(crate) fn near(&self, rows: &[u32]) -> impl Iterator<Item = usize> + '_ {
        let regions: BTreeSet<u32> = rows.iter().flat_map(|&r| self.regions[r as usize].iter().copied()).collect();
        regions.into_iter().flat_map(|region| self.in_region(region))
    }

    /// One unit of every group of included units, with the number of units in it.
    pub(crate) fn included(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.groups.iter().filter(|(key, _)| key.3).filter_map(|(_, g)| g.first().map(|&u| (u as usize, g.len())))
    }
}

/// All that a packing sees of a unit.
fn trait_of(model: &Model<'_>, unit: usize) -> Vec<u32> {
    let mut seen = vec![model.persons[unit], u32::from(model.must[unit])];
    for option in model.options(unit) {
        let uses = model.uses(option);
        seen.extend([model.region[option as usize], uses.len() as u32]);
        seen.extend(uses.iter().flat_map(|u| [u.0, u.1]));
    }
    seen
}
