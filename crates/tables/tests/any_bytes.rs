//! Whatever stands in the files: reading never panics, and a package comes only without an error.

use proptest::prelude::*;
use qonys_model::{Package, ScoreOf, Severity, TieTo};
use qonys_tables::{Read, read};
use std::fs;
use std::path::Path;

const FILES: [&str; 11] = [
    "programme.toml",
    "regions.csv",
    "capacities.csv",
    "openings.csv",
    "households.csv",
    "people.csv",
    "ties.csv",
    "wishes.csv",
    "locks.csv",
    "uses.csv",
    "scores.csv",
];

/// The good package, and two tables that it does without.
fn good(file: &str) -> Vec<u8> {
    match file {
        "uses.csv" => b"household,region,capacity,amount\nH1,KZ-55,persons,2\nH2,KZ-39,school-kk,1\n".to_vec(),
        "scores.csv" => {
            let mut text = String::from("household,person,region,value\n");
            for household in 1..=5 {
                for region in ["KZ-55", "KZ-39", "KZ-59"] {
                    text.push_str(&format!("H{household},,{region},0.{household}\n"));
                }
            }
            text.into_bytes()
        }
        _ => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small").join(file);
            fs::read(path).expect("a table of the good package")
        }
    }
}

/// Texts that have surprised programs before.
const NASTY: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "-0",
    "1e400",
    "NaN",
    "inf",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "2.5",
    "1,5",
    "=1+1",
    "@x",
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "\u{301}",
    "😀",
    "veto",
    "waiting",
    "pin",
    "forbid",
    "must",
    "prefer",
    "KZ-55",
    "KZ-39",
    "KZ-PAV",
    "kz-59",
    "H1",
    "H2",
    "H3",
    "P1",
    "persons",
    "school-kk",
    "1895",
    "2030",
    "31.02.2026",
    "0110",
    "110",
    "11111",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "[",
    "]]",
    "{",
    "=",
    "nan",
    "kandas",
    "yes",
];

#[derive(Clone, Debug)]
enum Change {
    /// Puts a text over the cell of this row and column.
    Cell { row: usize, column: usize, text: usize },
    /// Puts a text at a byte.
    Insert { at: usize, text: usize },
    /// Puts a byte over a byte.
    Byte { at: usize, byte: u8 },
    /// Takes bytes out.
    Cut { at: usize, length: usize },
    /// Writes a line twice.
    Twice { row: usize },
}

fn change() -> impl Strategy<Value = Change> {
    let text = 0..NASTY.len();
    prop_oneof![
        6 => (0..12_usize, 0..9_usize, text.clone()).prop_map(|(row, column, text)| Change::Cell { row, column, text }),
        2 => (any::<usize>(), text).prop_map(|(at, text)| Change::Insert { at, text }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte { at, byte }),
        1 => (any::<usize>(), 0..40_usize).prop_map(|(at, length)| Change::Cut { at, length }),
        1 => (0..12_usize).prop_map(|row| Change::Twice { row }),
    ]
}

fn changed(mut bytes: Vec<u8>, change: &Change) -> Vec<u8> {
    let place = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
    match *change {
        Change::Cell { row, column, text } => {
            let mut lines: Vec<Vec<u8>> = bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
            let at = row % lines.len();
            let mut cells: Vec<Vec<u8>> = lines[at].split(|&b| b == b',').map(<[u8]>::to_vec).collect();
            let count = cells.len();
            cells[column % count] = NASTY[text].as_bytes().to_vec();
            lines[at] = cells.join(&b',');
            lines.join(&b'\n')
        }
        Change::Insert { at, text } => {
            let at = place(at, &bytes);
            bytes.splice(at..at, NASTY[text].bytes());
            bytes
        }
        Change::Byte { at, byte } => {
            let at = place(at, &bytes);
            bytes.get_mut(at).into_iter().for_each(|b| *b = byte);
            bytes
        }
        Change::Cut { at, length } => {
            let at = place(at, &bytes);
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
            bytes
        }
        Change::Twice { row } => {
            let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').collect();
            let line = lines[row % lines.len()].to_vec();
            [bytes, line].join(&b'\n')
        }
    }
}

fn read_changed(changes: &[(usize, Change)], without: &[usize]) -> Read {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, file) in FILES.iter().enumerate().filter(|(at, _)| !without.contains(at)) {
        let mine = changes.iter().filter(|(of, _)| of % FILES.len() == at);
        let bytes = mine.fold(good(file), |bytes, (_, change)| changed(bytes, change));
        fs::write(folder.path().join(file), bytes).expect("written");
    }
    read(folder.path())
}

/// Every position points at something, and members and people agree.
fn is_whole(package: &Package) -> bool {
    let region = |at: usize| at < package.regions.len();
    let household = |at: usize| at < package.households.len();
    let capacity = |at: usize| at < package.programme.capacity.len();
    package.capacities.iter().all(|c| region(c.region.at()) && capacity(c.capacity.at()) && c.minimum <= c.places)
        && package.openings.iter().all(|o| region(o.region.at()))
        && package.people.iter().enumerate().all(|(at, p)| {
            package.households[p.household.at()].members.iter().filter(|member| member.at() == at).count() == 1
        })
        && package.ties.iter().all(|t| {
            household(t.household.at())
                && match t.to {
                    TieTo::Region(to) => region(to.at()),
                    TieTo::Household(to) => household(to.at()) && to != t.household,
                }
        })
        && package.wishes.iter().all(|w| household(w.household.at()) && region(w.region.at()))
        && package.locks.iter().all(|l| household(l.household.at()) && region(l.region.at()))
        && package
            .uses
            .iter()
            .all(|u| household(u.household.at()) && region(u.region.at()) && capacity(u.capacity.at()))
        && package.scores.iter().flatten().all(|s| {
            s.value.is_finite()
                && region(s.region.at())
                && match s.of {
                    ScoreOf::Household(of) => household(of.at()),
                    ScoreOf::Person(of) => of.at() < package.people.len(),
                }
        })
        && package.regions.iter().all(|r| !r.id.is_empty() && r.figures.values().all(|figure| figure.is_finite()))
        && package.households.iter().all(|h| !h.id.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_package_only_without_an_error(
        changes in prop::collection::vec((0..FILES.len(), change()), 1..6),
        without in prop::collection::vec(0..FILES.len() * 3, 0..2),
    ) {
        let read = read_changed(&changes, &without);
        let errors = read.faults.iter().filter(|fault| fault.code.severity() == Severity::Error).count();
        prop_assert_eq!(read.package.is_some(), errors == 0, "{:#?}", read.faults);
        for fault in &read.faults {
            prop_assert!(!fault.file.is_empty(), "{:?}", fault);
            let texts = fault.value.iter().chain(&fault.column).chain(fault.words.iter().map(|(_, word)| word));
            prop_assert!(texts.into_iter().all(|text| !text.contains(char::is_control)), "{:?}", fault);
        }
        prop_assert!(read.faults.is_sorted_by_key(|fault| (fault.table, fault.row)));
        if let Some(package) = &read.package {
            prop_assert!(is_whole(package));
        }
    }
}

#[test]
fn most_single_changes_of_a_cell_are_noticed_and_some_leave_a_package() {
    let single = |text: &str| {
        let text = NASTY.iter().position(|nasty| *nasty == text).expect("a nasty text");
        read_changed(&[(2, Change::Cell { row: 1, column: 2, text })], &[])
    };
    assert!(single("4294967295").package.is_some());
    assert!(single("4294967296").package.is_none());
    assert!(single("NaN").package.is_none());
    assert!(single("").package.is_none());
}
