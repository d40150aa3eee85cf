//! Every fault has a package that shows it: `tests/cases/faults/CODE-key[-case]/` with the list that reading it gives
//! in `expected.txt`, one fault to a line: code, file, row, column, value, further words.
//!
//! `QONYS_BLESS=1 cargo test -p qonys-tables --test faults` writes the lists anew; read the difference before you
//! commit it.

use qonys_model::{Fault, FaultCode, Severity};
use qonys_tables::{LIMITS, Limits, open_within, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn listed(faults: &[Fault]) -> String {
    let line = |f: &Fault| {
        let row = f.row.map(|row| row.to_string()).unwrap_or_default();
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let words: Vec<String> = f.words.iter().map(|(name, word)| format!("{name}={word}")).collect();
        let line = [f.code.code(), &f.file, &row, &cell(&f.column), &cell(&f.value), &words.join("; ")].join(" | ");
        format!("{}\n", line.trim_end_matches([' ', '|']))
    };
    faults.iter().map(line).collect()
}

/// The folders of cases with the code that each is named after.
fn folders() -> Vec<(FaultCode, PathBuf)> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(cases().join("faults")).expect("the cases").map(|entry| entry.expect("a case").path()).collect();
    folders.sort();
    let code = |folder: &PathBuf| {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let named = |code: &&FaultCode| {
            let rest = name.strip_prefix(&format!("{}-{}", code.code(), code.key()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        *FaultCode::ALL.iter().find(named).unwrap_or_else(|| panic!("{name} is named after no code"))
    };
    folders.into_iter().map(|folder| (code(&folder), folder)).collect()
}

/// Codes that no folder of text files can show; each has a test below.
const BUILT: [FaultCode; 7] = [
    FaultCode::PackageMissing,
    FaultCode::FileUnreadable,
    FaultCode::FileTooLarge,
    FaultCode::XlsxEncrypted,
    FaultCode::XlsxTooLarge,
    FaultCode::FaultsNotListed,
    FaultCode::PackageNotAFolder,
];

/// Codes that only a plan made by hand can have: `plan.rs` shows them.
const OF_PLANS: [FaultCode; 3] =
    [FaultCode::PlanHouseholdMissing, FaultCode::PlanSheetMissing, FaultCode::PlanUnrelated];

#[test]
fn every_code_is_shown() {
    let shown: BTreeSet<FaultCode> = folders().into_iter().map(|(code, _)| code).chain(BUILT).chain(OF_PLANS).collect();
    // those of `synth.toml`, which is no package, are shown where it is read
    // and those of a year in a folder in `year.rs`, those of a key in `keys.rs`
    let of_packages = |code: &FaultCode| !["Q7", "Q8", "Q9"].iter().any(|part| code.code().starts_with(part));
    let all: BTreeSet<FaultCode> = FaultCode::ALL.iter().copied().filter(of_packages).collect();
    assert_eq!(all.difference(&shown).collect::<Vec<_>>(), Vec::<&FaultCode>::new());
}

#[test]
fn codes_and_keys_are_unique() {
    let codes: BTreeSet<_> = FaultCode::ALL.iter().map(|code| code.code()).collect();
    let keys: BTreeSet<_> = FaultCode::ALL.iter().map(|code| code.key()).collect();
    assert_eq!((codes.len(), keys.len()), (FaultCode::ALL.len(), FaultCode::ALL.len()));
}

#[test]
fn every_case_lists_what_it_should() {
    let mut wrong = Vec::new();
    for (code, folder) in folders() {
        let read = read(&folder);
        let sound = read.faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
        assert_eq!(read.package.is_some(), sound, "{}", folder.display());
        assert!(read.faults.iter().any(|fault| fault.code == code), "{}: {}", folder.display(), listed(&read.faults));
        let golden = folder.join("expected.txt");
        let found = listed(&read.faults);
        if std::env::var_os("QONYS_BLESS").is_some() {
            fs::write(&golden, &found).expect("the list is written");
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&found) {
            wrong.push(format!("{}:\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "these lists differ from expected.txt:\n{}", wrong.join("\n"));
}

#[test]
fn a_good_package_is_read_whole_and_without_a_word() {
    let read = read(&cases().join("good-small"));
    assert_eq!(listed(&read.faults), "");
    let package = read.package.expect("no fault");
    let lists = [package.regions.len(), package.capacities.len(), package.openings.len(), package.households.len()];
    assert_eq!(lists, [3, 4, 4, 5]);
    let lists = [package.people.len(), package.ties.len(), package.wishes.len(), package.locks.len()];
    assert_eq!(lists, [10, 2, 4, 2]);
    assert_eq!(package.households[2].members.len(), 3);
    assert_eq!(read.inputs.len(), 9);
}

#[test]
fn nothing_at_the_path() {
    let read = read(&cases().join("no-such-package"));
    assert_eq!(read.faults.len(), 1);
    assert_eq!(read.faults[0].code, FaultCode::PackageMissing);
    assert!(read.faults[0].file.ends_with("no-such-package"));
}

#[test]
fn a_table_in_place_of_a_package() {
    let read = read(&cases().join("good-small/people.csv"));
    assert_eq!(listed(&read.faults), "Q114 | people.csv\n");
}

/// A copy of the good package, to be spoilt.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(cases().join("good-small")).expect("the good package") {
        let path = entry.expect("a file").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    folder
}

#[cfg(unix)]
#[test]
fn a_file_that_the_system_refuses() {
    let folder = copy();
    let wishes = folder.path().join("wishes.csv");
    fs::remove_file(&wishes).expect("removed");
    std::os::unix::fs::symlink(&wishes, &wishes).expect("a link to itself");
    assert_eq!(listed(&read(folder.path()).faults), "Q105 | wishes.csv\n");
}

#[test]
fn a_file_of_gigabytes() {
    let folder = copy();
    let wishes = fs::File::options().write(true).open(folder.path().join("wishes.csv")).expect("opened");
    wishes.set_len(LIMITS.file + 1).expect("a sparse file");
    assert_eq!(listed(&read(folder.path()).faults), "Q107 | wishes.csv\n");
}

#[test]
fn an_encrypted_workbook() {
    let folder = copy();
    fs::remove_file(folder.path().join("wishes.csv")).expect("removed");
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(2048, 0);
    fs::write(folder.path().join("wishes.xlsx"), bytes).expect("written");
    assert_eq!(listed(&read(folder.path()).faults), "Q109 | wishes.xlsx\n");
}

#[test]
fn a_workbook_that_unpacks_to_too_much() {
    let folder = copy();
    fs::remove_file(folder.path().join("wishes.csv")).expect("removed");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..2000 {
        sheet.write_string(row, 0, "the same words again and again").expect("a cell");
    }
    book.save(folder.path().join("wishes.xlsx")).expect("saved");
    let (_, faults) = open_within(folder.path(), &Limits { unpacked: 20_000, ..LIMITS });
    assert_eq!(listed(&faults), "Q110 | wishes.xlsx\n");
}

#[test]
fn what_is_not_listed_is_counted() {
    let folder = copy();
    let mut wishes = String::from("household,region,rank\n");
    for row in 0..1500 {
        wishes.push_str(&format!("H{},KZ-55,1\n", row + 1000));
    }
    fs::write(folder.path().join("wishes.csv"), wishes).expect("written");
    let faults = read(folder.path()).faults;
    assert_eq!(faults.iter().filter(|fault| fault.code == FaultCode::HouseholdUnknown).count(), 1000);
    assert!(
        listed(&faults).ends_with("Q113 | wishes.csv |  |  |  | code=Q404; count=500\n")
            || listed(&faults).starts_with("Q113")
    );
}
