//! The key of a quota (`KEY.toml`) and the tables it names: read whole, and every fault with its file and line.

mod figures;

use crate::synth_spec::{file_name, locate, spec_of, text_of};
use crate::{Cell, Input, parse};
use figures::{Figures, Sought};
use qonys_model::{Fault, FaultCode, Key, KeySpec, Severity, Table, key_faults};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// More levels than this are no country.
const MOST_LEVELS: usize = 6;

/// A key that can be used, and what somebody should look at in it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyRead {
    /// The key with its figures; there when no fault is an error.
    pub key: Option<Key>,
    /// Every fault, file by file and row by row.
    pub faults: Vec<Fault>,
    /// Files read.
    pub inputs: Vec<Input>,
}

/// Reads a key, the tables it names, and the keys of the levels above.
#[must_use]
pub fn read_key(path: &Path) -> KeyRead {
    let mut reading = Reading::default();
    let key = reading.key(path, &[]);
    let Reading { faults, mut inputs } = reading;
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    inputs.dedup();
    KeyRead { key: key.filter(|_| sound), faults, inputs }
}

#[derive(Default)]
struct Reading {
    faults: Vec<Fault>,
    inputs: Vec<Input>,
}

/// One key file while it is read.
struct Open<'a> {
    spec: KeySpec,
    text: &'a str,
    file: &'a str,
    folder: &'a Path,
}

impl Reading {
    fn key(&mut self, path: &Path, below: &[PathBuf]) -> Option<Key> {
        let file = file_name(path);
        let text = match text_of(path) {
            Ok((text, input)) => {
                self.inputs.push(input);
                text
            }
            Err(code) => {
                self.faults.push(of_file(code, &file, path));
                return None;
            }
        };
        let mut read = spec_of::<KeySpec>(&text, &file, |_| Vec::new());
        for fault in &mut read.faults {
            fault.code = match fault.code {
                FaultCode::SynthUnreadable => FaultCode::KeyUnreadable,
                FaultCode::SynthKeyUnknown => FaultCode::KeyKeyUnknown,
                other => other,
            };
        }
        self.faults.extend(read.faults);
        let spec = read.spec?;
        let mut own = key_faults(&spec);
        locate(&mut own, &text, &file);
        self.faults.extend(own);
        let folder = path.parent().unwrap_or(Path::new(""));
        self.figures(Open { spec, text: &text, file: &file, folder }, path, below)
    }

    /// The tables of a key whose formula is read.
    fn figures(&mut self, open: Open<'_>, path: &Path, below: &[PathBuf]) -> Option<Key> {
        let above = self.above(&open, path, below);
        let table = self.table(&open, &open.spec.regions.file, "regions.file")?;
        let mut figures = Figures::of(&table, &open.spec);
        self.inside(&open, figures.missing());
        let parents = figures.parents(&open.spec);
        let in_force = self.in_force(&open, &mut figures);
        let (regions, columns, faults) = figures.finish();
        self.faults.extend(faults);
        let mut key = Key {
            spec: open.spec.clone(),
            file: open.file.to_owned(),
            regions,
            figures: columns,
            in_force,
            parent: None,
        };
        if open.spec.parent.is_some() {
            let above = above?;
            self.join(&open, &mut key, &table, parents, above);
        }
        Some(key)
    }

    /// The key of the level above: read, or to be summed from this one (`Some(None)`); `None` when it cannot be read.
    fn above(&mut self, open: &Open<'_>, path: &Path, below: &[PathBuf]) -> Option<Option<Key>> {
        let Some(name) = open.spec.parent.as_ref().and_then(|p| p.key.as_ref()) else { return Some(None) };
        let here = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let target = open.folder.join(name);
        let there = target.canonicalize().unwrap_or_else(|_| target.clone());
        let chain: Vec<PathBuf> = below.iter().cloned().chain([here]).collect();
        if chain.contains(&there) || chain.len() >= MOST_LEVELS {
            self.inside(open, vec![of_key(FaultCode::KeyParentCycle, "parent.key", name)]);
            return None;
        }
        if !target.is_file() {
            self.inside(open, vec![of_key(FaultCode::KeyFileMissing, "parent.key", name)]);
            return None;
        }
        self.key(&target, &chain).map(Some)
    }

    /// Opens a table that a key names.
    fn table(&mut self, open: &Open<'_>, name: &str, key: &str) -> Option<crate::Sheet> {
        let path = open.folder.join(name);
        if name.trim().is_empty() || !path.is_file() {
            self.inside(open, vec![of_key(FaultCode::KeyFileMissing, key, name)]);
            return None;
        }
        let (sheet, inputs, faults) = crate::open_table(&path, Table::Regions);
        self.inputs.extend(inputs);
        self.faults.extend(faults);
        sheet
    }

    fn in_force(&mut self, open: &Open<'_>, figures: &mut Figures<'_>) -> Option<Vec<u32>> {
        let wanted = open.spec.in_force.as_ref()?;
        let Some(file) = &wanted.file else { return figures.whole(&wanted.column) };
        let table = self.table(open, file, "in_force.file")?;
        let (quota, missing, faults) = figures.quota_of(&table, wanted);
        self.faults.extend(faults);
        self.inside(open, missing);
        Some(quota)
    }

    /// Finds the region above of every region.
    fn join(
        &mut self,
        open: &Open<'_>,
        key: &mut Key,
        table: &crate::Sheet,
        parents: Vec<Option<String>>,
        above: Option<Key>,
    ) {
        let column = open.spec.parent.as_ref().map_or("", |p| &p.column);
        let mut ids: Vec<String> =
            above.as_ref().map(|a| a.regions.iter().map(|r| r.id.clone()).collect()).unwrap_or_default();
        let given = above.is_some();
        let mut place: BTreeMap<String, usize> = ids.iter().cloned().zip(0..).collect();
        for (region, parent) in key.regions.iter_mut().zip(&parents) {
            let Some(parent) = parent else { continue }; // an empty cell is said already
            if !given && !place.contains_key(parent) {
                place.insert(parent.clone(), ids.len());
                ids.push(parent.clone());
            }
            region.parent = place.get(parent).copied();
            if region.parent.is_none() {
                let mut fault = Fault::new(FaultCode::KeyParentUnknown, Table::Regions).row(region.row).column(column);
                fault.file.clone_from(&table.file);
                self.faults.push(fault.value(parent));
            }
        }
        let above = above.unwrap_or_else(|| key.summed(&ids));
        let taken: BTreeSet<usize> = key.regions.iter().filter_map(|region| region.parent).collect();
        for (at, region) in above.regions.iter().enumerate() {
            if !taken.contains(&at) {
                let mut fault =
                    Fault::new(FaultCode::KeyParentChildless, Table::Regions).column(column).value(&region.id);
                fault.file.clone_from(&table.file);
                self.faults.push(fault);
            }
        }
        key.parent = Some(Box::new(above));
    }

    /// Faults of the key file itself.
    fn inside(&mut self, open: &Open<'_>, mut faults: Vec<Fault>) {
        locate(&mut faults, open.text, open.file);
        self.faults.extend(faults);
    }
}

/// A fault of a key of the file; its line is found later.
fn of_key(code: FaultCode, key: &str, value: &str) -> Fault {
    let mut fault = Fault::new(code, Table::Regions).column(key).value(value);
    fault.table = None;
    fault
}

fn of_file(code: FaultCode, file: &str, path: &Path) -> Fault {
    let missing = code == FaultCode::FileMissing;
    let mut fault = of_key(if missing { FaultCode::KeyFileMissing } else { code }, "", &path.to_string_lossy());
    fault.column = None;
    fault.file = file.to_owned();
    fault
}

/// A column that a key names, with where it names it.
fn sought(spec: &KeySpec) -> Vec<Sought> {
    use qonys_model::{UnknownRule, ZeroRule};
    let mut list = Vec::new();
    for (at, term) in spec.term.iter().enumerate() {
        let (empty, zero) = (term.unknown == UnknownRule::Fault, term.zero == ZeroRule::Fault);
        let mut add = |key: &str, column: &Option<String>, divides: bool| {
            if let Some(column) = column {
                list.push(Sought {
                    column: column.clone(),
                    key: format!("term.{at}.{key}"),
                    empty: empty || (divides && term.unknown == UnknownRule::Zero),
                    zero: zero || divides,
                    whole: false,
                });
            }
        };
        add("share_of", &term.share_of, false);
        let change = term.change.as_ref();
        add("change.from", &change.map(|c| c.from.clone()), change.is_some_and(|c| c.relative));
        add("change.to", &change.map(|c| c.to.clone()), false);
        add("times", &term.times, false);
        add("per", &term.per, true);
    }
    let limits = [("limits.floor_column", &spec.limits.floor_column), ("limits.cap_column", &spec.limits.cap_column)];
    let quota = spec.in_force.as_ref().filter(|q| q.file.is_none()).map(|q| q.column.clone());
    for (key, column) in limits.into_iter().chain([("in_force.column", &quota)]) {
        if let Some(column) = column {
            list.push(Sought { column: column.clone(), key: key.to_owned(), empty: false, zero: false, whole: true });
        }
    }
    list
}

/// A cell as text; `None` when it is empty.
fn text_in(cell: Option<&Cell>) -> Option<String> {
    cell.and_then(parse::text)
}
