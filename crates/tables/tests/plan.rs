//! Plans made by hand.

use qonys_model::{Fault, Package, Place, RegionIx};
use qonys_tables::{read, read_old_plan, read_plan};
use std::fs;
use std::path::Path;

fn package() -> Package {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small");
    read(&case).package.expect("a good package")
}

fn plan(text: &str) -> (Option<Vec<Place>>, Vec<Fault>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.csv");
    fs::write(&path, text).expect("written");
    let (plan, faults) = read_plan(&path, &package());
    (plan.map(|plan| plan.placements.iter().map(|placement| placement.place).collect()), faults)
}

fn codes(faults: &[Fault]) -> Vec<(&str, Option<u32>, Option<&str>)> {
    faults.iter().map(|f| (f.code.code(), f.row, f.value.as_deref())).collect()
}

const WAITS: Place = Place::Waiting;

fn there(region: u32) -> Place {
    Place::Region(RegionIx(region))
}

#[test]
fn every_word_for_waiting_and_any_order() {
    let (places, faults) = plan("region;Семья\nKZ-39;H2\nожидает;H1\nkz-59;H3\n;H4\nКүтеді;H5\n");
    assert_eq!(codes(&faults), []);
    assert_eq!(places, Some(vec![WAITS, there(1), there(2), WAITS, WAITS]));
}

#[test]
fn what_a_run_writes_is_read_without_a_word() {
    let header = "household,region,value,runner_up,runner_up_value,decided_by,note\n";
    let (places, faults) = plan(&format!(
        "{header}H1,KZ-55,1,KZ-39,0.9,value,\nH2,waiting,,,,,\nH3,KZ-59,,,,,\nH4,KZ-39,,,,,\nH5,waiting,,,,,\n"
    ));
    assert_eq!(codes(&faults), []);
    assert_eq!(places, Some(vec![there(0), WAITS, there(2), there(1), WAITS]));
}

#[test]
fn households_left_out_wait_with_a_warning() {
    let (places, faults) = plan("household,region\nH1,KZ-PAV\nH2,KZ-39\nH3,KZ-59\n");
    let expected = [("Q409", Some(2), Some("KZ-PAV")), ("Q413", None, Some("H4")), ("Q413", None, Some("H5"))];
    assert_eq!(codes(&faults), expected);
    assert_eq!(places, Some(vec![there(0), there(1), there(2), WAITS, WAITS]));
}

#[test]
fn unknown_and_repeated_households_and_regions_are_faults() {
    let (places, faults) = plan("household,region\nH1,KZ-55\nH1,KZ-39\nH7,KZ-59\nH2,KZ-5\nH3,\nH4,\nH5,\n");
    let expected = [("Q401", Some(3), Some("H1")), ("Q404", Some(4), Some("H7")), ("Q402", Some(5), Some("KZ-5"))];
    assert_eq!(codes(&faults), expected);
    assert_eq!(places, None);
}

#[test]
fn a_workbook_of_many_sheets_needs_one_with_the_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "household").expect("a cell");
    book.add_worksheet().write_string(0, 0, "region").expect("a cell");
    book.save(&path).expect("saved");
    let (plan, faults) = read_plan(&path, &package());
    assert_eq!((plan, codes(&faults)), (None, vec![("Q116", None, None)]));
}

#[test]
fn a_plan_that_is_no_table() {
    let (places, faults) = plan("");
    assert_eq!((places, codes(&faults)), (None, vec![("Q104", None, None)]));
    let (places, faults) = plan("a,b\n1,2\n");
    assert_eq!(places, None);
    assert_eq!(faults.iter().filter(|fault| fault.code.code() == "Q201").count(), 2);
}

/// What a run wrote is read again: the sheet of the plan stands among many, below a title.
#[test]
fn the_workbook_of_a_run_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    for header in [["Family", "Region"], ["Семья", "Регион"], ["Отбасы", "Өңір"]] {
        let mut book = rust_xlsxwriter::Workbook::new();
        let summary = book.add_worksheet();
        summary.write_string(0, 0, "A year").expect("a cell").write_string(3, 0, "Families").expect("a cell");
        let region = book.add_worksheet();
        region.write_string(0, 0, "KZ-55").expect("a cell").write_string(1, 0, header[0]).expect("a cell");
        let plan = book.add_worksheet();
        plan.write_string(0, 0, "Plan · Synthetic").expect("a cell");
        for (row, cells) in
            [header, ["H1", "KZ-55"], ["H2", "waiting"], ["H3", "KZ-59"], ["H4", "KZ-39"], ["H5", "waiting"]]
                .into_iter()
                .enumerate()
        {
            for (column, cell) in cells.into_iter().enumerate() {
                plan.write_string(row as u32 + 1, column as u16, cell).expect("a cell");
            }
        }
        book.save(&path).expect("saved");
        let (plan, faults) = read_plan(&path, &package());
        assert_eq!(codes(&faults), [], "{header:?}");
        let places: Vec<Place> = plan.expect("a plan").placements.iter().map(|p| p.place).collect();
        assert_eq!(places, [there(0), WAITS, there(2), there(1), WAITS]);
    }
}

fn old_plan(text: &str) -> (Option<qonys_tables::OldPlaces>, Vec<Fault>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.csv");
    fs::write(&path, text).expect("written");
    read_old_plan(&path, &package())
}

#[test]
fn an_earlier_plan_may_speak_of_families_that_are_no_more() {
    let (old, faults) = old_plan("household,region\nH1,KZ-55\nH9,KZ-39\nH2,waiting\n");
    assert_eq!(codes(&faults), []);
    let (places, gone) = old.expect("a plan");
    assert_eq!(places, [Some(there(0)), Some(WAITS), None, None, None]);
    assert_eq!(gone, ["H9"]);
    let (old, faults) = old_plan("household,region\nH1,KZ-55\nH9,KZ-39\nH9,KZ-39\nH1,KZ-39\n");
    assert_eq!((old, codes(&faults)), (None, vec![("Q401", Some(4), Some("H9")), ("Q401", Some(5), Some("H1"))]));
    assert_eq!(faults[1].words, [("first_row", "2".to_owned())]);
}

/// A region that is misspelt would pass for one that nobody can stay in, and a false count of moves for a proof.
#[test]
fn an_earlier_plan_is_refused_for_an_unknown_region_as_any_plan_is() {
    let text = "household,region\nH1,KZ-5X\nH2,KZ-39\nH9,XX-1\n";
    let (old, faults) = old_plan(text);
    let expected = [("Q402", Some(2), Some("KZ-5X")), ("Q402", Some(4), Some("XX-1"))];
    assert_eq!((old, codes(&faults)), (None, expected.to_vec()));
    assert_eq!(faults[0].column.as_deref(), Some("region"));
    let (_, of_a_plan) = plan(text);
    assert!(codes(&of_a_plan).contains(&expected[0]));
    let (old, faults) = old_plan("household,region\nH1,KZ-PAV\n");
    assert_eq!(codes(&faults), [("Q409", Some(2), Some("KZ-PAV"))]);
    assert_eq!(old.expect("a plan").0[0], Some(there(0)));
}

#[test]
fn an_earlier_plan_of_other_families_is_refused() {
    let (old, faults) = old_plan("household,region\nX1,KZ-55\nX2,KZ-39\n");
    assert_eq!((old, codes(&faults)), (None, vec![("Q416", None, Some("X1"))]));
    let (old, faults) = old_plan("household,region\n");
    assert_eq!((old, codes(&faults)), (None, vec![("Q416", None, None)]));
    // which column is missing is said, and nothing that follows from it
    let (old, faults) = old_plan("family key,region\nX1,KZ-55\n");
    assert!(old.is_none() && !codes(&faults).iter().any(|(code, ..)| *code == "Q416"), "{faults:?}");
}
