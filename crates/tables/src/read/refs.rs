//! References between tables: keys that a table lists, and the look-ups of those who name them.

use super::line::Line;
use super::nearest::{NOTHING_NEAR, nearest};
use super::sink::Sink;
use qonys_model::{CapacityIx, FaultCode, HouseholdIx, PersonIx, RegionIx, codes};
use std::collections::{HashMap, HashSet};

/// Keys of a list, and the row of each. `listed` is false while nobody knows the list: then nothing is unknown.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub listed: bool,
    positions: HashMap<String, (u32, u32)>,
}

impl Ids {
    /// Adds a key; when it stands already, the row where it does.
    pub fn add(&mut self, id: &str, position: u32, row: u32) -> Result<(), u32> {
        match self.positions.get(id) {
            Some(&(_, first)) => Err(first),
            None => {
                self.positions.insert(id.to_owned(), (position, row));
                Ok(())
            }
        }
    }

    pub fn get(&self, id: &str) -> Option<u32> {
        self.positions.get(id).map(|&(position, _)| position)
    }
}

/// Everything that can be referred to.
#[derive(Debug, Default)]
pub(super) struct Refs {
    pub regions: Ids,
    /// Region keys in lower case.
    pub regions_lower: Ids,
    pub region_names: Vec<String>,
    pub capacities: Ids,
    pub capacity_names: Vec<String>,
    pub households: Ids,
    /// Households of earlier sittings of a year: one may be tied to them, and nothing else can be said of them.
    pub earlier: Ids,
    /// Those of them that are named again though they may not be: said once, not for each member.
    pub seated: HashSet<u32>,
    pub people: Ids,
}

/// A region found by its key, or by another code of it.
#[derive(Clone, Copy)]
pub(super) enum FoundRegion {
    ByKey(RegionIx),
    ByAlias(RegionIx, &'static str),
}

impl Refs {
    /// The region of a key: exactly, else without case, else by an older or other code.
    pub fn find_region(&self, key: &str) -> Option<FoundRegion> {
        let by_key = |key: &str| self.regions.get(key).or_else(|| self.regions_lower.get(&key.to_lowercase()));
        if let Some(region) = by_key(key) {
            return Some(FoundRegion::ByKey(RegionIx(region)));
        }
        let alias = codes::region_alias(key).or_else(|| codes::region_alias(&key.to_uppercase()))?;
        by_key(alias).map(|region| FoundRegion::ByAlias(RegionIx(region), alias))
    }

    /// A region that was found; an alias is said once for each value.
    pub fn found(&self, found: FoundRegion, line: &Line<'_>, sink: &mut Sink, column: &str) -> RegionIx {
        match found {
            FoundRegion::ByKey(region) => region,
            FoundRegion::ByAlias(region, alias) => {
                let value = line.text(column).unwrap_or_default();
                sink.add_once(FaultCode::RegionAlias, &value, || {
                    line.fault(FaultCode::RegionAlias, column).word("new", alias)
                });
                region
            }
        }
    }

    /// The region that a cell names.
    pub fn region(&self, line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<RegionIx> {
        let key = line.key(sink, column)?;
        let found = self.find_region(&key);
        if found.is_none() && self.regions.listed {
            sink.add(FaultCode::RegionUnknown, || {
                line.fault(FaultCode::RegionUnknown, column).word("nearest", self.nearest_region(&key))
            });
        }
        found.map(|found| self.found(found, line, sink, column))
    }

    /// The listed region most like a key.
    pub fn nearest_region(&self, key: &str) -> String {
        nearest(key, self.region_names.iter().map(String::as_str))
    }

    /// Whether some listed region is like a key.
    pub fn is_like_region(&self, key: &str) -> bool {
        self.nearest_region(key) != NOTHING_NEAR
    }

    /// The capacity that a cell names.
    pub fn capacity(&self, line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<CapacityIx> {
        let key = line.key(sink, column)?;
        let found = self.capacities.get(&key).or_else(|| {
            let lower = key.to_lowercase();
            let same = self.capacity_names.iter().position(|name| name.to_lowercase() == lower)?;
            u32::try_from(same).ok()
        });
        if found.is_none() && self.capacities.listed {
            sink.add(FaultCode::CapacityUnknown, || {
                let nearest = nearest(&key, self.capacity_names.iter().map(String::as_str));
                line.fault(FaultCode::CapacityUnknown, column).word("nearest", nearest)
            });
        }
        found.map(CapacityIx)
    }

    /// The household that a cell names.
    pub fn household(&self, line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<HouseholdIx> {
        let key = line.key(sink, column)?;
        let found = self.households.get(&key);
        if found.is_none() && self.earlier.get(&key).is_some() {
            let fault = || line.fault(FaultCode::HouseholdSeated, column).word("case", "not-named");
            sink.add(FaultCode::HouseholdSeated, fault);
        } else if found.is_none() && self.households.listed {
            sink.add(FaultCode::HouseholdUnknown, || line.fault(FaultCode::HouseholdUnknown, column));
        }
        found.map(HouseholdIx)
    }

    /// The person that a cell names.
    pub fn person(&self, line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<PersonIx> {
        let key = line.key(sink, column)?;
        let found = self.people.get(&key);
        if found.is_none() && self.people.listed {
            sink.add(FaultCode::PersonUnknown, || line.fault(FaultCode::PersonUnknown, column));
        }
        found.map(PersonIx)
    }
}

/// Pairs that may stand only once in a table.
#[derive(Debug, Default)]
pub(super) struct Pairs<K>(HashMap<K, u32>);

impl<K: std::hash::Hash + Eq> Pairs<K> {
    pub fn new() -> Self {
        Self(HashMap::new())
    }

    /// Whether the pair is new; else says where it stands already. `columns` are those that make the pair.
    pub fn is_new(&mut self, pair: K, line: &Line<'_>, sink: &mut Sink, columns: &[&str]) -> bool {
        let Some(&first) = self.0.get(&pair) else {
            self.0.insert(pair, line.row());
            return true;
        };
        sink.add(FaultCode::PairTwice, || {
            let values: Vec<String> = columns.iter().filter_map(|column| line.text(column)).collect();
            let last = columns.last().copied().unwrap_or_default();
            line.fault(FaultCode::PairTwice, last).word("pair", values.join(" + ")).word("first_row", first.to_string())
        });
        false
    }
}
