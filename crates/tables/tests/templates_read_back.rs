//! What `qonys init` writes is read without a fault, as a folder and as a workbook, and says the same both ways.

use qonys_model::{Programme, Table};
use qonys_tables::{Source, Staged, init_folder, init_xlsx, open, parse, read};
use std::path::Path;

/// Sentences of the template; the program has them in three languages, and tries them there.
fn words(key: &str, _: &[(&'static str, &str)]) -> String {
    if key.starts_with("init-key-") { format!("\"{key}\" # a \\ sentence, of many words") } else { key.to_owned() }
}

fn tables(path: &Path) -> Source {
    let (source, faults) = open(path);
    assert_eq!(faults, [], "{}", path.display());
    source
}

fn programme(source: &Source) -> Programme {
    let text = &source.programme.as_ref().expect("a programme").text;
    toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Name of each table and its cells as text, header first, without the stars of required columns.
fn cells(source: &Source) -> Vec<(Table, Vec<Vec<String>>)> {
    let table = |sheet: &qonys_tables::Sheet| {
        let header = sheet.header.iter().map(|title| title.trim_end_matches('*').to_owned()).collect();
        let row =
            |record: &qonys_tables::Record| record.cells.iter().map(|c| parse::text(c).unwrap_or_default()).collect();
        (sheet.table, std::iter::once(header).chain(sheet.rows.iter().map(row)).collect())
    };
    source.sheets.iter().map(table).collect()
}

#[test]
fn folder_and_workbook_read_without_a_fault_and_say_the_same() {
    let root = tempfile::tempdir().expect("a folder");
    let mut staged = Staged::new(root.path().join("package")).expect("a folder");
    for (name, bytes) in init_folder(&words) {
        staged.add(&name, &bytes).expect("written");
    }
    staged.commit().expect("renamed");
    let mut staged = Staged::new(root.path()).expect("a folder");
    staged.add("package.xlsx", &init_xlsx(&words).expect("a workbook")).expect("written");
    staged.commit().expect("renamed");

    let folder = tables(&root.path().join("package"));
    let workbook = tables(&root.path().join("package.xlsx"));
    assert_eq!(programme(&folder), programme(&workbook));
    assert_eq!(folder.sheets.len(), 8);
    assert_eq!(cells(&folder), cells(&workbook));
    let (folder, workbook) = (read(&root.path().join("package")), read(&root.path().join("package.xlsx")));
    assert_eq!((folder.faults, workbook.faults), (vec![], vec![]));
    let package = folder.package.expect("no fault");
    assert_eq!((package.households.len(), package.people.len(), package.regions.len()), (1, 3, 3));
    assert_eq!(Some(package), workbook.package);
}
