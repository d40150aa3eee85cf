//! What people do to tables without meaning to: titles above the header, names for keys, letters that look alike, marks that nobody
//! sees, a quotation mark too many, a workbook left in a folder.

use qonys_model::{FaultCode, Severity};
use qonys_tables::{Read, init_xlsx, read};
use std::fs;
use std::path::Path;

/// Reads the good package after changes: a file, what stands in it, and what is put in its place.
fn changed(changes: &[(&str, &str, &str)]) -> Read {
    let package = tempfile::tempdir().expect("a folder");
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small");
    for entry in fs::read_dir(good).expect("the good package") {
        let path = entry.expect("a file").path();
        fs::copy(&path, package.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    for (file, from, to) in changes {
        let path = package.path().join(file);
        let text = fs::read_to_string(&path).expect("a table");
        assert!(text.contains(from), "{file}: {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("written");
    }
    read(package.path())
}

fn codes(read: &Read) -> Vec<FaultCode> {
    read.faults.iter().map(|fault| fault.code).collect()
}

fn word<'r>(read: &'r Read, name: &str) -> Vec<&'r str> {
    let words = read.faults.iter().flat_map(|fault| &fault.words);
    words.filter(|(other, _)| *other == name).map(|(_, word)| word.as_str()).collect()
}

#[test]
fn a_title_above_the_header_is_no_header() {
    let same = changed(&[]).package;
    for title in ["Families of 2026\n\n", "Families of 2026,,,,,\nas of 1 March,,,,,\n", "Families, as of 1 March\n"] {
        let read = changed(&[("households.csv", "household,", &format!("{title}household,"))]);
        assert_eq!(codes(&read), [], "{title}");
        let rows = read.package.expect("sound").households.iter().map(|h| h.id.clone()).collect::<Vec<_>>();
        assert_eq!(rows, ["H1", "H2", "H3", "H4", "H5"], "{title}");
    }
    assert!(same.is_some());
    // a column that the table needs is still missed, and the first row is what it is missed in
    let read = changed(&[("households.csv", "household,", "whose,")]);
    assert_eq!(codes(&read).first(), Some(&FaultCode::ColumnMissing));
    // what is wrong with a header is told by the row where it stands
    let read = changed(&[("households.csv", "household,", "Families of 2026\n\nhousehold,shoes,")]);
    assert_eq!(read.faults[0].code, FaultCode::ColumnUnknown);
    assert_eq!(read.faults[0].row, Some(3));
}

#[test]
fn a_semicolon_table_under_a_title_is_parted_by_semicolons() {
    let table = "Places of 2026\nregion;capacity;places\nKZ-55;persons;9\nKZ-39;persons;9\nKZ-59;persons;9\n";
    let all =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small/capacities.csv"));
    let read = changed(&[("capacities.csv", &all.expect("a table"), table)]);
    assert_eq!(codes(&read), []);
    assert_eq!(read.package.expect("sound").capacities.len(), 3);
}

#[test]
fn a_region_is_found_by_its_name_with_a_warning() {
    for name in ["Павлодарская область", "павлодар облысы", "Pavlodar Region"] {
        let read = changed(&[("wishes.csv", "H1,KZ-55,1", &format!("H1,{name},1"))]);
        assert_eq!(codes(&read), [FaultCode::RegionAlias], "{name}");
        assert_eq!((word(&read, "new"), word(&read, "by")), (vec!["KZ-55"], vec!["name"]));
        assert_eq!(read.package.expect("sound").wishes[0].region.at(), 0);
    }
    // where two regions have one name, it is the name of neither
    let two = ("regions.csv", "Костанайская область", "Павлодарская область");
    let read = changed(&[two, ("wishes.csv", "H1,KZ-55,1", "H1,Павлодарская область,1")]);
    assert_eq!(codes(&read), [FaultCode::RegionUnknown]);
}

#[test]
fn marks_that_nobody_sees_are_no_part_of_a_key() {
    let read = changed(&[("wishes.csv", "H1,KZ-55,1", "H\u{200b}1,KZ\u{ad}-55\u{feff},1")]);
    assert_eq!(codes(&read), []);
}

#[test]
fn letters_that_look_alike_are_pointed_out() {
    // a Cyrillic letter in place of the Latin one
    let read = changed(&[("wishes.csv", "H1,KZ-55,1", "Н1,KZ-55,1"), ("ties.csv", "H5,H2", "H5,Н2")]);
    assert_eq!(codes(&read), [FaultCode::HouseholdUnknown, FaultCode::HouseholdUnknown]);
    assert_eq!(word(&read, "nearest"), ["H2", "H1"]);
    let read = changed(&[("wishes.csv", "H1,KZ-55,1", "H9,KZ-55,1")]);
    assert_eq!(word(&read, "nearest"), ["none"]);
    // one family twice would be placed twice
    let read = changed(&[
        ("households.csv", "H5,kandas", "h1,kandas,,,,\nH5,kandas"),
        ("people.csv", "P10,", "P11,h1,1990,,,,,,\nP10,"),
    ]);
    assert_eq!(codes(&read), [FaultCode::IdsAlike]);
    assert_eq!(FaultCode::IdsAlike.severity(), Severity::Warning);
    assert_eq!((word(&read, "other"), word(&read, "first_row")), (vec!["H1"], vec!["2"]));
}

/// The rest of the table is not known, so nobody is said to be missing from it.
#[test]
fn a_quotation_mark_that_does_not_close_is_one_fault() {
    let read = changed(&[("people.csv", "P4,", "\"P4,")]);
    assert_eq!(codes(&read), [FaultCode::RowUnreadable]);
    let read = changed(&[("households.csv", "H2,", "\"H2,")]);
    assert_eq!(codes(&read), [FaultCode::RowUnreadable]);
}

#[test]
fn a_list_of_words_is_told_whole() {
    let read = changed(&[("locks.csv", "forbid", "frobid")]);
    assert_eq!(codes(&read), [FaultCode::WordUnknown]);
    assert!(word(&read, "expected")[0].ends_with("ерекше жағдай"));
}

#[test]
fn a_folder_with_one_workbook_is_the_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("Переселение 2026.xlsx"),
        init_xlsx(&|key: &str, _: &[(&'static str, &str)]| key.to_owned()).expect("a workbook"),
    )
    .expect("written");
    fs::write(folder.path().join("letter.docx"), "of no matter").expect("written");
    let in_folder = read(folder.path());
    assert_eq!(codes(&in_folder), []);
    assert!(in_folder.package.is_some());
    // of two nobody knows which is meant
    fs::write(
        folder.path().join("old.xlsx"),
        init_xlsx(&|key: &str, _: &[(&'static str, &str)]| key.to_owned()).expect("a workbook"),
    )
    .expect("written");
    assert!(read(folder.path()).package.is_none());
}

/// Who decided, why and when is missed; columns that are not there at all are missed once, not in every row.
#[test]
fn a_decision_is_not_taken_in_silence() {
    let head = "household,region,lock,reason,author,at\n";
    let all = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/good-small/locks.csv"));
    let all = all.expect("a table");
    let with = |rows: &str| changed(&[("locks.csv", &all, rows)]);
    for (cells, missing) in [
        (",,", "reason, author, at"),
        ("a flat stands empty,,2026-03-02", "author"),
        ("a flat stands empty,akimat,", "at"),
        (",akimat,2026-03-02", "reason"),
    ] {
        // a place above quota is given by nobody for no reason
        let exception = if missing == "at" { FaultCode::LockUnsigned } else { FaultCode::ExceptionUnsigned };
        for (lock, code) in
            [("pin", FaultCode::LockUnsigned), ("forbid", FaultCode::LockUnsigned), ("exception", exception)]
        {
            let read = with(&format!("{head}H3,KZ-59,{lock},{cells}\n"));
            assert_eq!(codes(&read), [code], "{lock}: {cells}");
            assert_eq!(word(&read, "missing"), [missing], "{lock}: {cells}");
            assert_eq!((read.faults[0].row, read.faults[0].value.as_deref()), (Some(2), Some("H3")));
            assert_eq!(read.package.is_some(), code == FaultCode::LockUnsigned, "a warning, or an error");
        }
    }
    let read = with("household,region,lock\nH3,KZ-59,pin\nH1,KZ-59,forbid\n");
    assert_eq!(codes(&read), [FaultCode::LockUnsigned], "once");
    assert!(read.package.is_some());
    // a day that cannot be read is one fault, not two
    let read = with(&format!("{head}H3,KZ-59,pin,housing is bought,commission,31.02.2026\n"));
    assert_eq!(codes(&read), [FaultCode::DateUnreadable]);
}
