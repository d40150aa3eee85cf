//! A plan made by hand: household and region.

use super::finish::fill_words;
use super::line::Lines;
use super::refs::Refs;
use super::words::is_waiting;
use crate::header::Column;
use crate::open_table;
use qonys_model::{Fault, FaultCode, HouseholdIx, Package, Place, Placement, Plan, Severity, Table};
use std::collections::HashMap;
use std::path::Path;

/// Columns of the table. Those that a run writes beside the plan are known and not read.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    super::REGION,
    Column {
        name: "region_name",
        required: false,
        other_names: &["name of the region", "название региона", "өңірдің атауы"],
    },
    Column { name: "value", required: false, other_names: &[] },
    Column { name: "runner_up", required: false, other_names: &[] },
    Column { name: "runner_up_value", required: false, other_names: &[] },
    Column { name: "decided_by", required: false, other_names: &[] },
    Column {
        name: "note", required: false, other_names: &["примечание", "ескерту", "ескертпе"]
    },
];

/// Reads a plan for a package. The region may be `waiting` (`ожидает`, `күтеді`) or empty, which means the same.
/// A household that is not listed waits, with a warning. Which member takes which opening is not read: `jobs` is empty.
///
/// The plan is there when no fault is an error.
#[must_use]
pub fn read_plan(path: &Path, package: &Package) -> (Option<Plan>, Vec<Fault>) {
    let (sheet, _, mut faults) = open_table(path, Table::Plan);
    let mut plan = None;
    if let Some(sheet) = sheet {
        let refs = refs(package);
        let (lines, mut sink) = Lines::of(&sheet, COLUMNS, false);
        let mut places: Vec<Option<(Place, u32)>> = vec![None; package.households.len()];
        for line in lines.iter() {
            let household = refs.household(&line, &mut sink, "household");
            let waits = line.text("region").is_none_or(|text| is_waiting(&text));
            let place =
                if waits { Some(Place::Waiting) } else { refs.region(&line, &mut sink, "region").map(Place::Region) };
            let Some(household) = household else { continue };
            if let Some((_, first)) = places[household.at()] {
                sink.add(FaultCode::IdTwice, || {
                    line.fault(FaultCode::IdTwice, "household").word("first_row", first.to_string())
                });
                continue;
            }
            places[household.at()] = Some((place.unwrap_or(Place::Waiting), line.row()));
        }
        if lines.has("household") {
            for (household, _) in package.households.iter().zip(&places).filter(|(_, place)| place.is_none()) {
                sink.add(FaultCode::PlanHouseholdMissing, || {
                    Fault::new(FaultCode::PlanHouseholdMissing, Table::Plan)
                        .column(lines.columns.title("household"))
                        .value(&household.id)
                });
            }
        }
        let placement = |(at, place): (usize, Option<(Place, u32)>)| Placement {
            household: HouseholdIx::from(at),
            place: place.map_or(Place::Waiting, |(place, _)| place),
            jobs: Vec::new(),
        };
        plan = Some(Plan { placements: places.into_iter().enumerate().map(placement).collect() });
        faults.extend(sink.finish());
    }
    faults.iter_mut().for_each(fill_words);
    faults.sort_by_key(|fault| fault.row.unwrap_or(u32::MAX));
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    (plan.filter(|_| sound), faults)
}

/// Where an earlier plan has each household of a package (`None` = it does not say), and the households it names that are gone.
pub type OldPlaces = (Vec<Option<Place>>, Vec<String>);

/// Reads an earlier plan as far as it speaks of a package: where it has each household (`None` = it does not say), and the
/// households that the package no longer has. A region that the package does not list is a fault as everywhere: nobody could be
/// kept there, and a slip of the pen would pass for a family that must move. A plan that names none of the households is one too.
#[must_use]
pub fn read_old_plan(path: &Path, package: &Package) -> (Option<OldPlaces>, Vec<Fault>) {
    let (sheet, _, mut faults) = open_table(path, Table::Plan);
    let mut read = None;
    if let Some(sheet) = sheet {
        let mut refs = refs(package);
        // who is no more is no fault of an earlier plan
        refs.households.listed = false;
        let (lines, mut sink) = Lines::of(&sheet, COLUMNS, false);
        let mut places: Vec<Option<Place>> = vec![None; package.households.len()];
        let mut gone = Vec::new();
        let mut rows: HashMap<String, u32> = HashMap::new();
        for line in lines.iter() {
            let waits = line.text("region").is_none_or(|text| is_waiting(&text));
            let region = if waits { None } else { refs.region(&line, &mut sink, "region").map(Place::Region) };
            let household = refs.household(&line, &mut sink, "household");
            let Some(key) = line.text("household") else { continue };
            if let Some(&first) = rows.get(&key) {
                sink.add(FaultCode::IdTwice, || {
                    line.fault(FaultCode::IdTwice, "household").word("first_row", first.to_string())
                });
                continue;
            }
            match household {
                Some(household) => places[household.at()] = if waits { Some(Place::Waiting) } else { region },
                None => gone.push(key.clone()),
            }
            rows.insert(key, line.row());
        }
        if lines.has("household") && lines.has("region") && gone.len() == rows.len() {
            sink.add(FaultCode::PlanUnrelated, || {
                let fault = Fault::new(FaultCode::PlanUnrelated, Table::Plan).column(lines.columns.title("household"));
                gone.first().map_or(fault.clone(), |first| fault.value(first))
            });
        }
        faults.extend(sink.finish());
        read = Some((places, gone));
    }
    faults.iter_mut().for_each(fill_words);
    faults.sort_by_key(|fault| fault.row.unwrap_or(u32::MAX));
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    (read.filter(|_| sound), faults)
}

/// The keys of a package that is read.
fn refs(package: &Package) -> Refs {
    let mut refs = Refs::default();
    refs.regions.listed = true;
    refs.households.listed = true;
    // the keys of a package are unique
    for (at, region) in package.regions.iter().enumerate() {
        let _ = refs.regions.add(&region.id, at as u32, region.row);
        let _ = refs.regions_lower.add(&region.id.to_lowercase(), at as u32, region.row);
        refs.region_names.push(region.id.clone());
        refs.add_region_names(&region.id, &region.names, at as u32);
    }
    for (at, household) in package.households.iter().enumerate() {
        let _ = refs.households.add(&household.id, at as u32, household.row);
    }
    refs
}
