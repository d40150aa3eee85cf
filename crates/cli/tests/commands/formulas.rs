//! A cell that a spreadsheet would run, or a browser, stays text in everything that is written.

use crate::program::{arg, cases, copy_of, fresh, qonys};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The households of the good package, renamed.
const DANGEROUS: [(&str, &str); 5] = [
    ("H1", "=HYPERLINK(\"http://example.org\";\"x\")"),
    ("H2", "+1"),
    ("H3", "@SUM(A1)"),
    ("H4", "-2+3"),
    ("H5", "<img src=x onerror=alert(1)>"),
];
const NAME: &str = "=cmd|' /C calc'!A0";

/// A package with such keys, and such a name for a region.
fn package() -> tempfile::TempDir {
    let package = copy_of(&cases().join("good-small"));
    for file in ["households.csv", "people.csv", "ties.csv", "wishes.csv", "locks.csv"] {
        let path = package.path().join(file);
        let text = fs::read_to_string(&path).expect("a table");
        let cell = |cell: &str| {
            let name = DANGEROUS.iter().find(|(key, _)| *key == cell).map_or(cell, |(_, name)| name);
            format!("\"{}\"", name.replace('"', "\"\""))
        };
        let line = |line: &str| line.split(',').map(cell).collect::<Vec<_>>().join(",") + "\n";
        fs::write(&path, text.lines().map(line).collect::<String>()).expect("written");
    }
    let regions = package.path().join("regions.csv");
    let text = fs::read_to_string(&regions).expect("a table");
    fs::write(&regions, text.replace("Pavlodar Region", NAME)).expect("written");
    package
}

fn placed(package: &Path) -> tempfile::TempDir {
    let out = fresh();
    qonys(&["place", arg(package), "--out", arg(out.path())]).done();
    out
}

#[test]
fn no_cell_of_plan_csv_begins_as_a_formula() {
    let package = package();
    let out = placed(package.path());
    let plan = fs::read_to_string(out.path().join("plan.csv")).expect("written");
    for (_, name) in DANGEROUS {
        assert!(plan.contains(&name.replace('"', "\"\"")), "{name} in {plan}");
    }
    for line in plan.lines() {
        let mut quoted = false;
        let cells = line.split(|c| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        for cell in cells {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell} in {line}");
        }
    }
    // and what was written is read again as the same households
    let judged = qonys(&["check", arg(package.path()), "--plan", arg(&out.path().join("plan.csv"))]).done();
    assert!(judged.out.contains("gives away 0.000"), "{}", judged.out);
    assert_eq!(judged.err, "");
}

#[test]
fn plan_xlsx_holds_texts_and_no_formula() {
    let package = package();
    let out = placed(package.path());
    let mut book: Xlsx<_> = open_workbook(out.path().join("plan.xlsx")).expect("a workbook");
    let mut texts = BTreeSet::new();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).expect("a sheet");
        let found = formulas.used_cells().find(|(_, _, formula)| !formula.is_empty());
        assert!(found.is_none(), "{sheet}: {found:?}");
        let range = book.worksheet_range(&sheet).expect("a sheet");
        texts.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    for name in DANGEROUS.iter().map(|(_, name)| *name).chain([NAME]) {
        assert!(texts.contains(name), "{name} in {texts:?}");
    }
}

#[test]
fn report_html_shows_the_signs_and_runs_nothing() {
    let package = package();
    let out = placed(package.path());
    let report = fs::read_to_string(out.path().join("report.html")).expect("written");
    assert!(!report.contains("<img src=x"), "a tag of the data stands in the page");
    assert!(!report.contains("HYPERLINK(\""), "quotes of the data stand in the page");
    assert!(report.contains("=cmd|"), "the name of the region is shown");
}

#[test]
fn explain_and_check_say_such_keys_as_they_are() {
    let package = package();
    let ran = qonys(&["explain", arg(package.path()), DANGEROUS[0].1]).done();
    assert!(ran.out.contains(DANGEROUS[0].1), "{}", ran.out);
    assert_eq!(qonys(&["check", arg(package.path())]).done().err, "");
}
