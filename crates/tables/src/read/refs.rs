//! References between tables: keys that a table lists, and the look-ups of those who name them.

use super::line::Line;
use super::nearest::{NOTHING_NEAR, nearest};
use super::sink::Sink;
use crate::fold::{fold, looks};
use qonys_model::{CapacityIx, FaultCode, HouseholdIx, PersonIx, RegionIx, codes};
use std::collections::{HashMap, HashSet};

/// Keys of a list, and the row of each. `listed` is false while nobody knows the list: then nothing is unknown.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub listed: bool,
    positions: HashMap<String, (u32, u32)>,
    /// How keys look, and the first that looks so.
    looks: HashMap<String, String>,
}

impl Ids {
    /// Adds a key; when it stands already, the row where it does.
    pub fn add(&mut self, id: &str, position: u32, row: u32) -> Result<(), u32> {
        match self.positions.get(id) {
            Some(&(_, first)) => Err(first),
            None => {
                self.positions.insert(id.to_owned(), (position, row));
                self.looks.entry(looks(id)).or_insert_with(|| id.to_owned());
                Ok(())
            }
        }
    }

    /// The key that looks like this one and is another, and its row.
    pub fn alike(&self, id: &str) -> Option<(&str, u32)> {
        let first = self.looks.get(&looks(id)).filter(|first| *first != id)?;
        self.positions.get(first).map(|&(_, row)| (first.as_str(), row))
    }

    /// The word `nearest` for a key that is not listed.
    fn nearest(&self, id: &str) -> &str {
        self.alike(id).map_or(NOTHING_NEAR, |(alike, _)| alike)
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
    /// Regions by their names in the three languages; `None` where two have one name.
    pub region_titles: HashMap<String, Option<u32>>,
    pub capacities: Ids,
    pub capacity_names: Vec<String>,
    pub households: Ids,
    /// Households of earlier sittings of a year: one may be tied to them, and nothing else can be said of them.
    pub earlier: Ids,
    /// Those of them that are named again though they may not be: said once, not for each member.
    pub seated: HashSet<u32>,
    pub people: Ids,
}

/// A region found by its key, by another code of it, or by its name.
#[derive(Clone, Copy)]
pub(super) enum FoundRegion {
    Key(RegionIx),
    Alias(RegionIx),
    Name(RegionIx),
}

impl FoundRegion {
    pub fn region(self) -> RegionIx {
        match self {
            Self::Key(region) | Self::Alias(region) | Self::Name(region) => region,
        }
    }
}

impl Refs {
    /// Lists a region, and its names, with those that the built-in list has for it.
    pub fn add_region_names(&mut self, id: &str, names: &[String; 3], at: u32) {
        let known = codes::region(id).map(|known| known.names.map(str::to_owned)).unwrap_or_default();
        for name in names.iter().chain(&known).map(|name| fold(name)).filter(|name| !name.is_empty()) {
            let title = self.region_titles.entry(name).or_insert(Some(at));
            *title = title.filter(|one| *one == at);
        }
    }

    /// The region of a key: exactly, else without case, else by an older or other code, else by its name.
    pub fn find_region(&self, key: &str) -> Option<FoundRegion> {
        let by_key = |key: &str| self.regions.get(key).or_else(|| self.regions_lower.get(&key.to_lowercase()));
        if let Some(region) = by_key(key) {
            return Some(FoundRegion::Key(RegionIx(region)));
        }
        let alias = codes::region_alias(key).or_else(|| codes::region_alias(&key.to_uppercase()));
        if let Some(region) = alias.and_then(by_key) {
            return Some(FoundRegion::Alias(RegionIx(region)));
        }
        self.region_titles.get(&fold(key)).copied().flatten().map(|region| FoundRegion::Name(RegionIx(region)))
    }

    /// A region that was found; an alias or a name is said once for each value.
    pub fn found(&self, found: FoundRegion, line: &Line<'_>, sink: &mut Sink, column: &str) -> RegionIx {
        let (region, by) = match found {
            FoundRegion::Key(region) => return region,
            FoundRegion::Alias(region) => (region, "code"),
            FoundRegion::Name(region) => (region, "name"),
        };
        let value = line.text(column).unwrap_or_default();
        sink.add_once(FaultCode::RegionAlias, &value, || {
            let new = self.region_names.get(region.at()).map_or("", String::as_str);
            line.fault(FaultCode::RegionAlias, column).word("new", new).word("by", by)
        });
        region
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
            sink.add(FaultCode::HouseholdUnknown, || {
                line.fault(FaultCode::HouseholdUnknown, column).word("nearest", self.households.nearest(&key))
            });
        }
        found.map(HouseholdIx)
    }

    /// The person that a cell names.
    pub fn person(&self, line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<PersonIx> {
        let key = line.key(sink, column)?;
        let found = self.people.get(&key);
        if found.is_none() && self.people.listed {
            sink.add(FaultCode::PersonUnknown, || {
                line.fault(FaultCode::PersonUnknown, column).word("nearest", self.people.nearest(&key))
            });
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
