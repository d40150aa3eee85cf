//! The table of regions of a key: their keys, names, tiles, and every column that the key names.

use super::{of_key, sought, text_in};
use crate::fold::fold;
use crate::{Cell, Record, Sheet, parse};
use qonys_model::{Fault, FaultCode, InForce, KeyRegion, KeySpec, Table, codes};
use std::collections::{BTreeMap, BTreeSet};

/// More regions than any country has of its smallest kind.
const MOST_REGIONS: usize = 100_000;

/// So many faults of one code are listed for a table; the rest is counted and said in one line.
const LISTED: usize = 1000;

/// Columns by name: a number or none for each region.
pub(super) type Cells = BTreeMap<String, Vec<Option<f64>>>;

/// A column that a key names.
pub(super) struct Sought {
    pub column: String,
    /// Where the key names it.
    pub key: String,
    /// Whether an empty cell is a fault.
    pub empty: bool,
    /// Whether a 0 is a fault.
    pub zero: bool,
    /// Whether cells hold whole places, empty ones none.
    pub whole: bool,
}

/// What two codes of one region have in common: an older code is the region that it stands for now.
fn same(id: &str) -> String {
    fold(codes::region_alias(id).unwrap_or(id))
}

/// A table while it is read.
pub(super) struct Figures<'a> {
    sheet: &'a Sheet,
    regions: Vec<KeyRegion>,
    /// The record of each region.
    records: Vec<&'a Record>,
    columns: Cells,
    missing: Vec<Fault>,
    faults: Vec<Fault>,
}

impl<'a> Figures<'a> {
    pub fn of(sheet: &'a Sheet, spec: &KeySpec) -> Self {
        let mut figures = Self {
            sheet,
            regions: Vec::new(),
            records: Vec::new(),
            columns: BTreeMap::new(),
            missing: Vec::new(),
            faults: Vec::new(),
        };
        figures.regions(spec);
        let mut read: BTreeSet<(String, bool, bool, bool)> = BTreeSet::new();
        for sought in sought(spec) {
            match figures.column(&sought.column) {
                None => figures
                    .missing
                    .push(of_key(FaultCode::KeyColumnMissing, &sought.key, &sought.column).word("table", &sheet.file)),
                Some(at) if read.insert((sought.column.clone(), sought.empty, sought.zero, sought.whole)) => {
                    let cells = figures.cells(at, &sought);
                    figures.columns.insert(sought.column, cells);
                }
                Some(_) => {}
            }
        }
        figures
    }

    /// Faults of columns that are not there, at the keys that name them.
    pub fn missing(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.missing)
    }

    pub fn finish(mut self) -> (Vec<KeyRegion>, Cells, Vec<Fault>) {
        self.faults.sort_by_key(|fault| fault.row);
        self.faults.dedup();
        let found = std::mem::take(&mut self.faults);
        let faults = self.listed(found);
        (self.regions, self.columns, faults)
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.sheet.header.iter().position(|title| fold(title) == fold(name))
    }

    fn regions(&mut self, spec: &KeySpec) {
        let Some(key) = self.column(&spec.regions.region) else {
            let fault = of_key(FaultCode::KeyColumnMissing, "regions.region", &spec.regions.region);
            self.missing.push(fault.word("table", &self.sheet.file));
            return;
        };
        let named = spec.regions.name.as_ref().map(|name| (name, self.column(name)));
        if let Some((name, None)) = named {
            self.missing
                .push(of_key(FaultCode::KeyColumnMissing, "regions.name", name).word("table", &self.sheet.file));
        }
        let names = match named {
            Some((_, at)) => [at; 3],
            None => ["name_kk", "name_ru", "name_en"].map(|name| self.column(name)),
        };
        let tile = [self.column("tile_x"), self.column("tile_y")];
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for record in &self.sheet.rows {
            let Some(id) = text_in(record.cells.get(key)) else {
                self.add(FaultCode::CellEmpty, record, key, &[]);
                continue;
            };
            if let Some(first) = seen.insert(same(&id), record.row) {
                self.add(FaultCode::IdTwice, record, key, &[("first_row", first.to_string())]);
                continue;
            }
            let region = self.region(record, id, names, tile);
            self.regions.push(region);
            self.records.push(record);
        }
        if self.regions.is_empty() {
            self.faults.push(self.fault(FaultCode::TableWithoutRows));
        } else if self.regions.len() > MOST_REGIONS {
            self.faults.push(self.fault(FaultCode::FileTooLarge));
        }
    }

    /// Names and tile; what the table does not say of a known region comes from the built-in list.
    fn region(
        &mut self,
        record: &Record,
        id: String,
        names: [Option<usize>; 3],
        tile: [Option<usize>; 2],
    ) -> KeyRegion {
        let known = codes::region(codes::region_alias(&id).unwrap_or(&id));
        let mut said = names.map(|at| at.and_then(|at| text_in(record.cells.get(at))).unwrap_or_default());
        if let Some(known) = known {
            for (name, known) in said.iter_mut().zip(known.names).filter(|(name, _)| name.is_empty()) {
                known.clone_into(name);
            }
        }
        let place = match tile {
            [Some(x), Some(y)] => self.tile(record, x).zip(self.tile(record, y)),
            _ => known.map(|known| known.tile),
        };
        KeyRegion { id, names: said, tile: place, row: record.row, parent: None }
    }

    fn tile(&mut self, record: &Record, at: usize) -> Option<i32> {
        match parse::whole(record.cells.get(at).unwrap_or(&Cell::Empty)) {
            Ok(place) => place.filter(|p| *p < 100).map(|p| p as i32),
            Err(code) => {
                self.add(code, record, at, &[]);
                None
            }
        }
    }

    /// A column of figures, every cell judged.
    fn cells(&mut self, at: usize, sought: &Sought) -> Vec<Option<f64>> {
        let records = self.records.clone();
        let read = |record: &&Record| {
            let cell = record.cells.get(at).unwrap_or(&Cell::Empty);
            let number = if sought.whole { parse::whole(cell).map(|n| n.map(f64::from)) } else { parse::number(cell) };
            let code = match number {
                Err(code) => code,
                Ok(Some(number)) if number < 0.0 => FaultCode::NumberNegative,
                Ok(Some(0.0)) if sought.zero => FaultCode::FigureZero,
                Ok(None) if sought.empty => FaultCode::FigureUnknown,
                Ok(number) => return number,
            };
            let words = [("most", u32::MAX.to_string())];
            self.add(code, record, at, if code == FaultCode::NumberTooLarge { &words } else { &[] });
            None
        };
        records.iter().map(read).collect()
    }

    /// A column of the table as whole places.
    pub fn whole(&self, column: &str) -> Option<Vec<u32>> {
        Some(self.columns.get(column)?.iter().map(|cell| cell.unwrap_or(0.0) as u32).collect())
    }

    /// The region above that each region names.
    pub fn parents(&mut self, spec: &KeySpec) -> Vec<Option<String>> {
        let Some(parent) = &spec.parent else { return Vec::new() };
        let Some(at) = self.column(&parent.column) else {
            self.faults.push(self.fault(FaultCode::ColumnMissing).column(&parent.column));
            return vec![None; self.regions.len()];
        };
        let records = self.records.clone();
        let read = |record: &&Record| {
            let text = text_in(record.cells.get(at));
            if text.is_none() {
                self.add(FaultCode::CellEmpty, record, at, &[]);
            }
            text
        };
        records.iter().map(read).collect()
    }

    /// The quota in force out of a table of its own: one number for each region, 0 for those that it does not list; the faults
    /// of the key that names it, and those of the table.
    pub fn quota_of(&self, sheet: &Sheet, wanted: &InForce) -> (Vec<u32>, Vec<Fault>, Vec<Fault>) {
        let mut quota = vec![0; self.regions.len()];
        let find = |name: &str| sheet.header.iter().position(|title| fold(title) == fold(name));
        let columns = [("in_force.region", &wanted.region), ("in_force.column", &wanted.column)];
        let missing: Vec<Fault> = columns
            .into_iter()
            .filter(|(_, name)| find(name).is_none())
            .map(|(key, name)| of_key(FaultCode::KeyColumnMissing, key, name).word("table", &sheet.file))
            .collect();
        let (Some(key), Some(places)) = (find(&wanted.region), find(&wanted.column)) else {
            return (quota, missing, Vec::new());
        };
        let ids: BTreeMap<String, usize> = self.regions.iter().map(|r| same(&r.id)).zip(0..).collect();
        let mut other = Figures {
            sheet,
            regions: Vec::new(),
            records: Vec::new(),
            columns: BTreeMap::new(),
            missing: Vec::new(),
            faults: Vec::new(),
        };
        let mut seen: BTreeMap<usize, u32> = BTreeMap::new();
        for record in &sheet.rows {
            let Some(id) = text_in(record.cells.get(key)) else {
                other.add(FaultCode::CellEmpty, record, key, &[]);
                continue;
            };
            let Some(&region) = ids.get(&same(&id)) else {
                other.add(FaultCode::RegionUnknown, record, key, &[("nearest", "none".to_owned())]);
                continue;
            };
            if let Some(first) = seen.insert(region, record.row) {
                other.add(FaultCode::IdTwice, record, key, &[("first_row", first.to_string())]);
                continue;
            }
            match parse::whole(record.cells.get(places).unwrap_or(&Cell::Empty)) {
                Ok(number) => quota[region] = number.unwrap_or(0),
                Err(code) => other.add(code, record, places, &[("most", u32::MAX.to_string())]),
            }
        }
        let found = std::mem::take(&mut other.faults);
        let faults = other.listed(found);
        (quota, missing, faults)
    }

    /// The first of each code, and how many more there are.
    fn listed(&self, faults: Vec<Fault>) -> Vec<Fault> {
        let mut count: BTreeMap<FaultCode, usize> = BTreeMap::new();
        let mut kept: Vec<Fault> = Vec::new();
        for fault in faults {
            let so_far = count.entry(fault.code).or_default();
            *so_far += 1;
            if *so_far <= LISTED {
                kept.push(fault);
            }
        }
        for (code, more) in count.into_iter().filter(|(_, count)| *count > LISTED) {
            let fault = self.fault(FaultCode::FaultsNotListed);
            kept.push(fault.word("code", code.code()).word("count", (more - LISTED).to_string()));
        }
        kept
    }

    fn fault(&self, code: FaultCode) -> Fault {
        let mut fault = Fault::new(code, Table::Regions);
        fault.file.clone_from(&self.sheet.file);
        fault
    }

    /// A fault of a cell.
    fn add(&mut self, code: FaultCode, record: &Record, at: usize, words: &[(&'static str, String)]) {
        let mut fault = self.fault(code).row(record.row);
        if let Some(title) = self.sheet.header.get(at) {
            fault = fault.column(title);
        }
        if let Some(value) = text_in(record.cells.get(at)) {
            fault = fault.value(value);
        }
        for (name, word) in words {
            fault = fault.word(name, word);
        }
        self.faults.push(fault);
    }
}
