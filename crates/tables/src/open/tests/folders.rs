//! Folders.

use super::*;

#[test]
fn the_least_package_has_no_faults() {
    let folder = package(&[]);
    let (source, faults) = open(folder.path());
    assert_eq!(faults, []);
    assert_eq!(source.programme.as_ref().map(|p| p.text.as_str()), Some(LEAST[0].1));
    let tables: Vec<Table> = source.sheets.iter().map(|sheet| sheet.table).collect();
    assert_eq!(tables, [Table::Regions, Table::Capacities, Table::Households], "in the order of Table::ALL");
    let files: Vec<&str> = source.inputs.iter().map(|input| input.file.as_str()).collect();
    assert_eq!(files, ["capacities.csv", "households.csv", "programme.toml", "regions.csv"], "in name order");
}

#[test]
fn inputs_carry_the_hash_of_their_bytes() {
    let folder = package(&[("regions.csv", b"abc")]);
    let (source, _) = open(folder.path());
    let sha256 = source.inputs.iter().find(|input| input.file == "regions.csv").map(|input| input.sha256.as_str());
    assert_eq!(sha256, Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

#[test]
fn nothing_at_the_path() {
    let (source, faults) = open(Path::new("no/such/package"));
    assert_eq!(codes(&faults), [FaultCode::PackageMissing]);
    assert_eq!((faults[0].file.as_str(), faults[0].table), ("no/such/package", None));
    assert_eq!(source, Source::default());
}

#[test]
fn every_needed_file_is_missed_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::FileMissing; 4]);
    let files: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(files, ["programme.toml", "regions.csv", "capacities.csv", "households.csv"]);
}

#[test]
fn a_file_that_is_there_but_bad_is_not_missed_as_well() {
    let folder =
        package(&[("regions.csv", b""), ("households.csv", b" \n\n ;;\n"), ("capacities.csv", b"\xef\xbb\xbf")]);
    let (source, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::FileEmpty; 3]);
    assert!(source.sheets.is_empty());
}

#[test]
fn a_single_table_is_no_package() {
    let folder = package(&[]);
    for file in ["regions.csv", "programme.toml"] {
        let (_, faults) = open(&folder.path().join(file));
        assert_eq!(codes(&faults), [FaultCode::PackageNotAFolder]);
        assert_eq!(faults[0].file, file);
    }
}

#[test]
fn names_in_any_case_and_language() {
    let folder =
        package(&[("PEOPLE.CSV", b"person\n1\n"), ("Вакансии.csv", b"region\n1\n"), ("тілектер.tsv", b"a\tb\n")]);
    let (source, faults) = open(folder.path());
    assert_eq!(faults, []);
    assert_eq!(sheet_of(&source, Table::People).file, "PEOPLE.CSV");
    assert_eq!(sheet_of(&source, Table::Openings).file, "Вакансии.csv");
    assert_eq!(sheet_of(&source, Table::Wishes).header, ["a", "b"]);
}

#[test]
fn a_workbook_stands_in_for_a_csv() {
    let people = workbook(&[("Sheet1", &[&["person"], &["1"]])]);
    let folder = package(&[("people.xlsx", &people)]);
    let (source, faults) = open(folder.path());
    assert_eq!(faults, []);
    assert_eq!(sheet_of(&source, Table::People).file, "people.xlsx [Sheet1]");
    assert_eq!(sheet_of(&source, Table::People).rows[0].cells, [text("1")]);
}

#[test]
fn a_workbook_called_csv_is_read_as_what_it_is() {
    let people = workbook(&[("Sheet1", &[&["person"], &["1"]])]);
    let folder = package(&[("people.csv", &people)]);
    let (source, faults) = open(folder.path());
    assert_eq!(faults, []);
    assert_eq!(sheet_of(&source, Table::People).header, ["person"]);
}

#[test]
fn a_table_twice() {
    let people = workbook(&[("people", &[&["person"], &["1"]])]);
    let folder = package(&[("people.csv", b"person\n7\n"), ("people.xlsx", &people), ("Регионы.csv", b"region\n")]);
    let (source, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::TableTwice; 2]);
    assert_eq!(faults[0].file, "people.xlsx");
    assert_eq!(faults[0].words, [("other", "people.csv".to_owned())]);
    assert_eq!(faults[1].file, "Регионы.csv");
    assert_eq!(sheet_of(&source, Table::People).rows[0].cells, [text("7")], "the first by name counts");
}

#[test]
fn other_files_are_passed_over_and_likely_misprints_mentioned() {
    let folder = package(&[
        (".people.csv", b"x"),
        ("~$people.xlsx", b"x"),
        ("README.md", b"x"),
        ("SOURCES.csv", b"x"),
        ("LICENSE", b"x"),
        ("synth.toml", b"x"),
        ("notes.txt", b"x"),
        ("people.md", b"x"),
        ("plan.csv", b"household,region\n"),
        ("peopel.csv", b"x"),
        ("people.ods", b"x"),
    ]);
    fs::create_dir(folder.path().join("maps")).expect("a folder");
    let (source, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::TableUnknown, FaultCode::TableFormat]);
    assert_eq!((faults[0].file.as_str(), faults[0].words[0].1.as_str()), ("peopel.csv", "people"));
    assert_eq!(faults[1].file, "people.ods");
    assert_eq!(source.inputs.len(), 4, "what is passed over is not read");
}

#[test]
fn a_folder_instead_of_a_file() {
    let folder = package(&[]);
    fs::remove_file(folder.path().join("regions.csv")).expect("removed");
    fs::create_dir(folder.path().join("regions.csv")).expect("a folder");
    fs::create_dir(folder.path().join("People")).expect("a folder");
    fs::create_dir(folder.path().join("households")).expect("a drawer beside households.csv");
    let (_, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::FolderInsteadOfFile; 2], "and regions are not missed as well");
    let files: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(files, ["People", "regions.csv"]);
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_lead_nowhere_or_to_folders() {
    use std::os::unix::fs::symlink;
    let folder = package(&[]);
    let at = |name: &str| folder.path().join(name);
    symlink(at("people.csv"), at("people.csv")).expect("a loop");
    symlink(at("nowhere"), at("ties.csv")).expect("a dead link");
    symlink(folder.path(), at("wishes.csv")).expect("a link to a folder");
    symlink(at("regions.csv"), at("openings.csv")).expect("a link to a file");
    let (source, faults) = open(folder.path());
    let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.file.as_str())).collect();
    assert_eq!(
        found,
        [
            (FaultCode::FolderInsteadOfFile, "wishes.csv"),
            (FaultCode::FileUnreadable, "people.csv"),
            (FaultCode::FileMissing, "ties.csv"),
        ]
    );
    assert_eq!(sheet_of(&source, Table::Openings).header, ["region"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_device_is_not_waited_for() {
    let folder = package(&[]);
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("people.csv")).expect("a link");
    assert_eq!(codes(&open(folder.path()).1), [FaultCode::FileUnreadable]);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_text() {
    use std::os::unix::ffi::OsStrExt;
    let folder = package(&[]);
    let name = std::ffi::OsStr::from_bytes(b"peop\xffle.csv");
    if fs::write(folder.path().join(name), b"x").is_err() {
        return; // some file systems refuse such names themselves
    }
    let (_, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::TableUnknown]);
    assert_eq!(faults[0].file, "peop\u{fffd}le.csv");
}

#[test]
fn too_large_a_file() {
    let limits = Limits { file: 100, workbook: 100, ..LIMITS };
    let folder = package(&[("people.csv", "person\n".repeat(20).as_bytes())]);
    let (_, faults) = open_within(folder.path(), &limits);
    assert_eq!(codes(&faults), [FaultCode::FileTooLarge]);
    assert_eq!((faults[0].table, faults[0].file.as_str()), (Some(Table::People), "people.csv"));
}

#[test]
fn a_wide_header_does_not_multiply_without_limit() {
    let limits = Limits { cells: 1000, ..LIMITS };
    let people = format!("{}\n{}", vec!["c"; 100].join(","), "1\n".repeat(11));
    let folder = package(&[("people.csv", people.as_bytes())]);
    let (source, faults) = open_within(folder.path(), &limits);
    assert_eq!(codes(&faults), [FaultCode::FileTooLarge]);
    assert_eq!(sheet_of(&source, Table::People).rows.len(), 10);
}

#[test]
fn neither_utf8_nor_1251() {
    let folder = package(&[("people.csv", b"person,name\n1,Jos\xe9 Mu\xf1oz\n")]);
    let (_, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::EncodingUnknown]);
    assert_eq!((faults[0].file.as_str(), faults[0].row), ("people.csv", Some(2)));
}

#[test]
fn the_programme_may_be_in_1251_and_carry_a_mark() {
    let text = "name = \"Программа расселения\"\n";
    let folder = package(&[("programme.toml", &encoding_rs::WINDOWS_1251.encode(text).0)]);
    assert_eq!(open(folder.path()).0.programme.map(|p| p.text), Some(text.to_owned()));
    let folder = package(&[("programme.toml", format!("\u{feff}{text}").as_bytes())]);
    assert_eq!(open(folder.path()).0.programme.map(|p| p.text), Some(text.to_owned()));
}

#[test]
fn a_plan_by_itself() {
    let folder = package(&[
        ("my plan.csv", b"household;region\n1;KZ-55\n"),
        ("a.xlsx", &workbook(&[("notes", &[&["x"]]), ("Plan", &[&["household"], &["1"]])])),
        ("b.xlsx", &workbook(&[("Sheet1", &[&["household"], &["2"]])])),
    ]);
    let (sheet, inputs, faults) = open_table(&folder.path().join("my plan.csv"), Table::Plan);
    assert_eq!(faults, []);
    assert_eq!(sheet.map(|sheet| (sheet.table, sheet.file)), Some((Table::Plan, "my plan.csv".to_owned())));
    assert_eq!(inputs.len(), 1);
    let (sheet, ..) = open_table(&folder.path().join("a.xlsx"), Table::Plan);
    assert_eq!(sheet.map(|sheet| sheet.file), Some("a.xlsx [Plan]".to_owned()));
    let (sheet, ..) = open_table(&folder.path().join("b.xlsx"), Table::Plan);
    assert_eq!(sheet.map(|sheet| sheet.rows[0].cells.clone()), Some(vec![text("2")]));
    let (sheet, _, faults) = open_table(&folder.path().join("c.csv"), Table::Plan);
    assert_eq!((sheet, codes(&faults)), (None, vec![FaultCode::FileMissing]));
}

#[test]
fn a_table_asked_for_by_itself_may_be_a_folder() {
    let folder = package(&[]);
    assert_eq!(codes(&open_table(folder.path(), Table::Plan).2), [FaultCode::FolderInsteadOfFile]);
}
