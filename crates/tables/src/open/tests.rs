//! Packages as people hand them in, good and bad.

mod folders;
mod hostile;
mod workbooks;

use super::*;
use crate::Cell;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The least that is a package.
const LEAST: [(&str, &str); 4] = [
    ("programme.toml", "name = \"Test\"\nyear = 2026\n"),
    ("regions.csv", "region\nKZ-55\n"),
    ("capacities.csv", "region,capacity,places\nKZ-55,persons,10\n"),
    ("households.csv", "household\n1\n"),
];

/// A folder with the least package and more files; a later file of the same name replaces an earlier one.
fn package(more: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let least = LEAST.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in least.chain(more.iter().copied()) {
        fs::write(folder.path().join(name), bytes).expect("a written file");
    }
    folder
}

fn codes(faults: &[Fault]) -> Vec<FaultCode> {
    faults.iter().map(|fault| fault.code).collect()
}

fn sheet_of(source: &Source, table: Table) -> &Sheet {
    source.sheets.iter().find(|sheet| sheet.table == table).expect("the table")
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A workbook with text cells, sheet by sheet.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a sheet name");
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A zip of the given files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("a written entry");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook of hand-made XML with one sheet `people`.
fn hand_made(sheet: &str, strings: Option<&str>) -> Vec<u8> {
    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str =
        r#"<workbook xmlns:r="r"><sheets><sheet name="people" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const BOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut files = vec![
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    files.extend(strings.map(|strings| ("xl/sharedStrings.xml", strings.as_bytes())));
    zipped(&files)
}
