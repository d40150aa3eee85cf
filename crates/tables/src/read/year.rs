//! A year in parts: its frame without families, then the families of one sitting after the other.

use super::finish::finish;
use super::reading::Reading;
use super::refs::{FoundRegion, Refs};
use crate::{Source, open_some};
use qonys_model::{Fault, FaultCode, HouseholdIx, Package, RegionIx, Severity, Table};
use std::collections::BTreeSet;
use std::path::Path;

/// Tables that hold for the whole year.
const FRAME: [Table; 4] = [Table::Programme, Table::Regions, Table::Capacities, Table::Openings];
/// Tables that come with families.
const FAMILIES: [Table; 7] =
    [Table::Households, Table::People, Table::Ties, Table::Wishes, Table::Locks, Table::Uses, Table::Scores];

/// Opens a package for its frame; its families are not looked at.
#[must_use]
pub fn frame_source(path: &Path) -> (Source, Vec<Fault>) {
    open_some(path, &FRAME, &FRAME[..3])
}

/// Opens the families of a sitting: a folder, a workbook, or `households.csv` alone. A programme, regions or places that
/// lie beside them are not looked at: the year's own stand.
#[must_use]
pub fn families_source(path: &Path) -> (Source, Vec<Fault>) {
    open_some(path, &FAMILIES, &FAMILIES[..1])
}

/// Reads programme, regions, places and openings. The package has no families.
#[must_use]
pub fn read_frame(source: &Source, faults: Vec<Fault>) -> (Option<Package>, Vec<Fault>) {
    let mut reading = Reading { source, faults };
    let (policy, mut refs) = reading.policy();
    let package = reading.frame(&policy, &mut refs);
    reading.regional_column(&policy);
    reading.vetoes(&policy, &package);
    reading.judge(&package);
    // what families ask for is not known yet
    reading.faults.retain(|fault| fault.code != FaultCode::MinimumAboveDemand);
    sound(source, reading.faults, package)
}

/// Reads the families of a sitting and adds them to a year's package: those that were there keep their positions. They
/// may be tied to any of them. One of `waiting` may be named again: then nothing that was said of it before stands.
#[must_use]
pub fn read_families(
    source: &Source,
    faults: Vec<Fault>,
    year: &Package,
    waiting: &BTreeSet<HouseholdIx>,
) -> (Option<Package>, Vec<Fault>) {
    let mut reading = Reading { source, faults };
    let mut package = year.clone();
    let mut refs = refs(year);
    let (named, counts) = reading.families(&mut package, &mut refs, Some(year.programme.year), waiting);
    if reading.sheet(Table::Households).is_some() {
        reading.counted_columns(&package.programme, &counts); // where there is no table that is said, and no more
    }
    reading.something_to_value_by();
    reading.scores_as_before(year);
    let named: Vec<HouseholdIx> = named.into_iter().collect();
    let new = package.only(&named);
    reading.empty_households(&new.households, new.scores.as_deref());
    reading.judge(&new);
    reading.faults.retain(|fault| !matches!(fault.code, FaultCode::MinimumAboveDemand | FaultCode::MinimumAbovePlaces));
    sound(source, reading.faults, package)
}

impl Reading<'_> {
    /// Columns of the families' counts that a capacity asks for.
    fn counted_columns(&mut self, programme: &qonys_model::Programme, counts: &BTreeSet<String>) {
        let mut policy = super::programme::ProgrammeRead::unknown();
        policy.counts_rows = vec![0; programme.capacity.len()];
        policy.programme = programme.clone();
        self.counting_rules(&policy, counts);
    }

    /// Where some are valued by scores, all are: a family without a number is not allowed anywhere.
    fn scores_as_before(&mut self, year: &Package) {
        let scored = self.sheet(Table::Scores).is_some();
        if !year.households.is_empty() && year.scores.is_some() != scored {
            let case = if scored { "new" } else { "missing" };
            self.faults.push(Fault::new(FaultCode::ScoresNotAll, Table::Scores).word("case", case));
        }
    }
}

fn sound(source: &Source, faults: Vec<Fault>, package: Package) -> (Option<Package>, Vec<Fault>) {
    let faults = finish(source, faults);
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    (sound.then_some(package), faults)
}

/// The region of a package that is meant by a key, another code or a name, as in a table.
#[must_use]
pub fn find_region(package: &Package, named: &str) -> Option<RegionIx> {
    refs(package).find_region(named).map(FoundRegion::region)
}

/// The keys of a year's package; row 0 says that they stand in no file that is read.
pub(super) fn refs(year: &Package) -> Refs {
    let mut refs = Refs::default();
    (refs.regions.listed, refs.capacities.listed) = (true, true);
    // the keys of a package are unique
    for (at, region) in year.regions.iter().enumerate() {
        let _ = refs.regions.add(&region.id, at as u32, 0);
        let _ = refs.regions_lower.add(&region.id.to_lowercase(), at as u32, 0);
        refs.add_region_names(&region.id, &region.names, at as u32);
        refs.region_names.push(region.id.clone());
    }
    for (at, kind) in year.programme.capacity.iter().enumerate() {
        let _ = refs.capacities.add(&kind.name, at as u32, 0);
        refs.capacity_names.push(kind.name.clone());
    }
    for (at, household) in year.households.iter().enumerate() {
        let _ = refs.earlier.add(&household.id, at as u32, 0);
    }
    refs
}
