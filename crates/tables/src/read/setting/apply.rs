//! A setting written into the tables, where a hand would have written it.

use super::programme::set_key;
use super::{Operator, Setting, SettingFault, SettingFaultKind as Kind, TABLES, Target, Text, number_of};
use crate::fold::{NOTHING_NEAR, fold};
use crate::header::{Columns, columns};
use crate::read::nearest::nearest;
use crate::read::refs::{FoundRegion, Refs};
use crate::read::{columns_of, words};
use crate::{Cell, Record, Sheet, Source, parse};
use qonys_model::{CapacityIx, Occupation, Otherwise, Package, RegionIx, Row, Table, codes};

/// What a setting did.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The setting as it was written.
    pub setting: String,
    /// What it changed, by keys in force: `capacities[KZ-59,kandas].places`.
    pub what: String,
    /// What stood there; `None` = nothing.
    pub before: Option<String>,
    /// What stands there now; `None` = nothing.
    pub after: Option<String>,
    /// The number that stands there now, where it is one.
    pub number: Option<f64>,
}

/// Writes a setting into the tables of a package. `package` is what was read from them; the caller reads them anew, which
/// judges the change as it would judge a file.
///
/// # Errors
/// [`SettingFault`] where it names what is not there. Then `source` is as it was.
pub fn apply_setting(source: &mut Source, package: &Package, setting: &Setting) -> Result<Changed, SettingFault> {
    let edit = Edit { setting, package, refs: crate::read::year::refs(package) };
    match &setting.target {
        Target::Key { path, position } => set_key(source, package, setting, path, *position),
        Target::Cell { table: Table::Locks, keys, column } => edit.lock(source, keys, column.as_deref()),
        Target::Cell { table, keys, column } => edit.cell(source, *table, keys, column.as_deref()),
    }
}

struct Edit<'a> {
    setting: &'a Setting,
    package: &'a Package,
    refs: Refs,
}

/// A cell that a setting names.
struct Place {
    /// Row of the table; `None` = there is none yet.
    row: Option<Row>,
    /// The keys in force.
    keys: Vec<String>,
    /// The column, by its English name or its title.
    column: String,
    /// Whole numbers only.
    whole: bool,
    /// The number that holds where the cell or the row is not there; `None` = there is none to add to.
    otherwise: Option<f64>,
}

impl Edit<'_> {
    fn fault(&self, kind: Kind, part: &str, known: impl Into<String>) -> SettingFault {
        Text(&self.setting.text).fault(kind, part, known)
    }

    fn region(&self, key: &str) -> Result<RegionIx, SettingFault> {
        if let Some(FoundRegion::Key(region) | FoundRegion::Alias(region) | FoundRegion::Name(region)) =
            self.refs.find_region(key)
        {
            return Ok(region);
        }
        let named = |r: &qonys_model::Region| r.names.iter().any(|name| !name.is_empty() && fold(name) == fold(key));
        if let Some(at) = self.package.regions.iter().position(named) {
            return Ok(at.into());
        }
        let near = self.refs.nearest_region(key);
        let known = if near == NOTHING_NEAR { self.refs.region_names.join(", ") } else { near };
        Err(self.fault(Kind::RegionUnknown, key, known))
    }

    fn capacity(&self, name: &str) -> Result<CapacityIx, SettingFault> {
        let same = |known: &String| fold(known) == fold(name);
        self.refs
            .capacity_names
            .iter()
            .position(same)
            .map(CapacityIx::from)
            .ok_or_else(|| self.fault(Kind::CapacityUnknown, name, self.refs.capacity_names.join(", ")))
    }

    fn household(&self, id: &str) -> Result<&qonys_model::Household, SettingFault> {
        let households = &self.package.households;
        let exact = households.iter().find(|h| h.id == id);
        exact.or_else(|| households.iter().find(|h| h.id.eq_ignore_ascii_case(id))).ok_or_else(|| {
            self.fault(Kind::HouseholdUnknown, id, nearest(id, households.iter().map(|h| h.id.as_str())))
        })
    }

    fn place(&self, table: Table, keys: &[String], column: Option<&str>) -> Result<Place, SettingFault> {
        let own = |names: &[&str]| -> Result<String, SettingFault> {
            let Some(column) = column else { return Ok(names[0].to_owned()) };
            let known = names.iter().find(|name| fold(name) == fold(column));
            known
                .map(|name| (*name).to_owned())
                .ok_or_else(|| self.fault(Kind::ColumnUnknown, column, names.join(", ")))
        };
        let regions = &self.package.regions;
        match table {
            Table::Capacities => {
                let (region, capacity) = (self.region(&keys[0])?, self.capacity(&keys[1])?);
                let column = own(&["places", "minimum"])?;
                let kind = &self.package.programme.capacity[capacity.at()];
                let row = self.package.capacities.iter().find(|c| (c.region, c.capacity) == (region, capacity));
                let unlimited = row.is_none() && kind.otherwise == Otherwise::Unlimited;
                if unlimited && (self.setting.operator != Operator::Set || column != "places") {
                    return Err(self.fault(Kind::Unlimited, &keys.join(","), ""));
                }
                let keys = vec![regions[region.at()].id.clone(), kind.name.clone()];
                Ok(Place { row: row.map(|c| c.row), keys, column, whole: true, otherwise: Some(0.0) })
            }
            Table::Openings => {
                let region = self.region(&keys[0])?;
                let occupation = Occupation::parse(&keys[1]).ok().filter(|&o| codes::is_isco08(o));
                let occupation =
                    occupation.ok_or_else(|| self.fault(Kind::OccupationUnknown, &keys[1], NOTHING_NEAR))?;
                let row = self.package.openings.iter().find(|o| (o.region, o.occupation) == (region, occupation));
                let column = own(&["openings"])?;
                let keys = vec![regions[region.at()].id.clone(), occupation.to_string()];
                Ok(Place { row: row.map(|o| o.row), keys, column, whole: true, otherwise: Some(0.0) })
            }
            Table::Regions => {
                let region = &regions[self.region(&keys[0])?.at()];
                let regional = &self.package.programme.outlook.regional;
                let otherwise = (fold(&keys[1]) == fold(regional)).then_some(1.0);
                self.column_of(
                    column,
                    Place {
                        row: Some(region.row),
                        keys: vec![region.id.clone()],
                        column: keys[1].clone(),
                        whole: false,
                        otherwise,
                    },
                )
            }
            Table::Households => {
                let household = self.household(&keys[0])?;
                let (row, keys, column_named) = (Some(household.row), vec![household.id.clone()], keys[1].clone());
                self.column_of(column, Place { row, keys, column: column_named, whole: true, otherwise: None })
            }
            _ => {
                let people = &self.package.people;
                let person = people.iter().find(|p| p.id == keys[0]).ok_or_else(|| {
                    self.fault(Kind::PersonUnknown, &keys[0], nearest(&keys[0], people.iter().map(|p| p.id.as_str())))
                })?;
                let (row, keys, column_named) = (Some(person.row), vec![person.id.clone()], keys[1].clone());
                self.column_of(column, Place { row, keys, column: column_named, whole: true, otherwise: None })
            }
        }
    }

    /// A table whose column stands between the brackets has none behind them.
    fn column_of(&self, column: Option<&str>, place: Place) -> Result<Place, SettingFault> {
        match column {
            Some(column) => Err(self.fault(Kind::ColumnUnknown, column, NOTHING_NEAR)),
            None => Ok(place),
        }
    }

    fn cell(
        &self,
        source: &mut Source,
        table: Table,
        keys: &[String],
        column: Option<&str>,
    ) -> Result<Changed, SettingFault> {
        let place = self.place(table, keys, column)?;
        let key_columns = key_columns(table);
        if key_columns.iter().any(|key| fold(key) == fold(&place.column)) {
            return Err(self.fault(Kind::ColumnUnknown, &place.column, NOTHING_NEAR));
        }
        let mut sheet = taken(source, table, key_columns);
        let known = columns_of(table);
        let (found, _) = columns(&sheet, known, true);
        let at = self.column_at(&sheet, &found, table, &place.column)?;
        let before = place.row.and_then(|row| sheet.rows.iter().find(|record| record.row == row));
        let before = at.and_then(|at| before?.cells.get(at)).cloned().unwrap_or(Cell::Empty);
        let after = self.after(&before, &place)?;
        let at = at.unwrap_or_else(|| {
            sheet.header.push(place.column.clone());
            sheet.header.len() - 1
        });
        let mut what = place.keys.clone();
        let named = match table {
            Table::Capacities => format!("capacities[{}].{}", what.join(","), place.column),
            Table::Openings => format!("openings[{}]", what.join(",")),
            _ => {
                what.push(place.column.clone());
                format!("{}[{}]", table.name(), what.join(","))
            }
        };
        let number = parse::number(&after).ok().flatten();
        let changed = Changed {
            setting: self.setting.text.clone(),
            what: named,
            before: parse::text(&before),
            after: parse::text(&after),
            number,
        };
        let record = match place.row {
            Some(row) => sheet.rows.iter_mut().find(|record| record.row == row),
            None => None,
        };
        match record {
            Some(record) => put(record, at, after),
            None => {
                let mut record = appended(&sheet);
                for (key, column) in place.keys.iter().zip(key_columns) {
                    let at = found.at(column).unwrap_or_else(|| header_at(&sheet, column));
                    put(&mut record, at, Cell::Text(key.clone()));
                }
                if table == Table::Capacities && place.column != "places" {
                    put(&mut record, found.at("places").unwrap_or(at), Cell::Number(0.0));
                }
                put(&mut record, at, after);
                sheet.rows.push(record);
            }
        }
        give_back(source, sheet);
        Ok(changed)
    }

    /// Where the column stands; `None` = it may be added to the table.
    fn column_at(
        &self,
        sheet: &Sheet,
        found: &Columns,
        table: Table,
        name: &str,
    ) -> Result<Option<usize>, SettingFault> {
        let known = columns_of(table).iter().find(|column| column.is_named(name));
        let at = match known {
            Some(column) => found.at(column.name),
            None => sheet.header.iter().position(|title| fold(title) == fold(name)),
        };
        if at.is_some() || known.is_some() {
            return Ok(at);
        }
        // a factor may be given to regions that had none; other columns nobody reads
        let regional = &self.package.programme.outlook.regional;
        if table == Table::Regions && fold(name) == fold(regional) {
            return Ok(None);
        }
        let titles = sheet.header.iter().map(String::as_str);
        Err(self.fault(Kind::ColumnUnknown, name, nearest(name, titles)))
    }

    fn after(&self, before: &Cell, place: &Place) -> Result<Cell, SettingFault> {
        let (operator, operand) = (self.setting.operator, self.setting.operand.as_str());
        let Some(number) = number_of(operand) else {
            // words replace words; they cannot be added
            let numeric = place.otherwise.is_some();
            return if operator == Operator::Set && !numeric {
                Ok(Cell::Text(operand.trim_matches('"').to_owned()))
            } else {
                Err(self.fault(Kind::NotANumber, operand, ""))
            };
        };
        let stands = parse::number(before).ok().flatten().or(place.otherwise);
        let stands = match (operator, stands) {
            (Operator::Set, _) => 0.0,
            (_, Some(stands)) => stands,
            (_, None) => return Err(self.fault(Kind::NothingThere, &place.column, "")),
        };
        let mut after = operator.on(stands, number);
        if place.whole && operator == Operator::Multiply {
            after = after.round(); // a share of places is so many whole places
        }
        let after = (after * 1e9).round() / 1e9;
        if after < 0.0 {
            return Err(self.fault(Kind::BelowZero, &after.to_string(), ""));
        }
        Ok(Cell::Number(after))
    }

    /// `locks[household,region]=pin`, `=forbid`, `=none`.
    fn lock(&self, source: &mut Source, keys: &[String], column: Option<&str>) -> Result<Changed, SettingFault> {
        if let Some(column) = column {
            return Err(self.fault(Kind::ColumnUnknown, column, NOTHING_NEAR));
        }
        let household = self.household(&keys[0])?.id.clone();
        let region = self.region(&keys[1])?;
        let at = self.package.households.iter().position(|h| h.id == household).expect("found above");
        let operand = self.setting.operand.as_str();
        let none = words::plain(operand) == "none";
        if self.setting.operator != Operator::Set || !(none || words::lock_kind(operand).is_some()) {
            return Err(self.fault(Kind::LockUnknown, operand, "=pin, =forbid, =none"));
        }
        let stands = |lock: &&qonys_model::Lock| lock.household.at() == at && lock.region == region;
        let rows: Vec<Row> = self.package.locks.iter().filter(stands).map(|lock| lock.row).collect();
        let mut sheet = taken(source, Table::Locks, &["household", "region", "lock"]);
        let (found, _) = columns(&sheet, columns_of(Table::Locks), true);
        let lock_at = found.at("lock").unwrap_or(2);
        let before = sheet.rows.iter().find(|record| rows.contains(&record.row));
        let before = before.and_then(|record| record.cells.get(lock_at)).and_then(parse::text);
        sheet.rows.retain(|record| !rows.contains(&record.row));
        let region = &self.package.regions[region.at()].id;
        if !none {
            let mut record = appended(&sheet);
            put(&mut record, found.at("household").unwrap_or(0), Cell::Text(household.clone()));
            put(&mut record, found.at("region").unwrap_or(1), Cell::Text(region.clone()));
            put(&mut record, lock_at, Cell::Text(operand.to_owned()));
            sheet.supposed.push(record.row);
            sheet.rows.push(record);
        }
        give_back(source, sheet);
        Ok(Changed {
            setting: self.setting.text.clone(),
            what: format!("locks[{household},{region}]"),
            before,
            after: (!none).then(|| operand.to_owned()),
            number: None,
        })
    }
}

/// The columns that name a row.
fn key_columns(table: Table) -> &'static [&'static str] {
    let keys = TABLES.iter().find(|(known, _)| *known == table).map_or(&[][..], |(_, keys)| keys);
    if keys.last() == Some(&"column") { &keys[..1] } else { keys }
}

/// The table out of the source; one that is not there is made, with the columns that it must have.
fn taken(source: &mut Source, table: Table, key_columns: &[&str]) -> Sheet {
    if let Some(sheet) = source.sheets.iter().find(|sheet| sheet.table == table) {
        return sheet.clone();
    }
    let mut header: Vec<String> = key_columns.iter().map(|&name| name.to_owned()).collect();
    let further = columns_of(table).iter().filter(|column| column.required && !key_columns.contains(&column.name));
    header.extend(further.map(|column| column.name.to_owned()));
    Sheet {
        table,
        file: format!("{}.csv", table.name()),
        header_row: 1,
        header,
        rows: Vec::new(),
        supposed: Vec::new(),
    }
}

fn give_back(source: &mut Source, sheet: Sheet) {
    match source.sheets.iter_mut().find(|known| known.table == sheet.table) {
        Some(known) => *known = sheet,
        None => source.sheets.push(sheet),
    }
    source.sheets.sort_by_key(|sheet| sheet.table);
}

fn header_at(sheet: &Sheet, column: &str) -> usize {
    sheet.header.iter().position(|title| title == column).unwrap_or(0)
}

/// A record below the last.
fn appended(sheet: &Sheet) -> Record {
    let row = sheet.rows.iter().map(|record| record.row).max().unwrap_or(1) + 1;
    Record { row, cells: Vec::new() }
}

fn put(record: &mut Record, at: usize, cell: Cell) {
    if record.cells.len() <= at {
        record.cells.resize(at + 1, Cell::Empty);
    }
    record.cells[at] = cell;
}
