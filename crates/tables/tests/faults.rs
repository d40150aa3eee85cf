//! Every fault has a package that shows it.

use qonys_model::Fault;
use qonys_tables::read;
use std::path::PathBuf;

fn cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

fn said(faults: &[Fault]) -> String {
    let line = |f: &Fault| {
        let row = f.row.map(|row| row.to_string()).unwrap_or_default();
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let words: Vec<String> = f.words.iter().map(|(name, word)| format!("{name}={word}")).collect();
        format!("{}|{}|{row}|{}|{}|{}\n", f.code.code(), f.file, cell(&f.column), cell(&f.value), words.join("; "))
    };
    faults.iter().map(line).collect()
}

#[test]
fn a_good_package_is_read_whole_and_without_a_word() {
    let read = read(&cases().join("good-small"));
    assert_eq!(said(&read.faults), "");
    let package = read.package.expect("no fault");
    assert_eq!(package.households.len(), 5);
}
