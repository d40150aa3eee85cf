//! Workbooks.

use super::*;
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format};

const LEAST_SHEETS: [(&str, &[&[&str]]); 4] = [
    ("programme", &[&["name = \"Test\""], &["year = 2026"]]),
    ("regions", &[&["region"], &["KZ-55"]]),
    ("capacities", &[&["region", "capacity", "places"], &["KZ-55", "persons", "10"]]),
    ("households", &[&["household"], &["1"]]),
];

fn open_book(bytes: &[u8]) -> (Source, Vec<Fault>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("year.xlsx");
    fs::write(&path, bytes).expect("a workbook");
    open(&path)
}

#[test]
fn a_package_in_one_workbook() {
    let (source, faults) = open_book(&workbook(&LEAST_SHEETS));
    assert_eq!(faults, []);
    assert_eq!(
        source.programme.map(|p| (p.file, p.text)),
        Some(("year.xlsx [programme]".into(), "name = \"Test\"\nyear = 2026\n".into()))
    );
    assert_eq!(source.sheets.len(), 3);
    assert_eq!(source.sheets[0].file, "year.xlsx [regions]");
    assert_eq!(source.sheets[0].rows[0].row, 2);
    assert_eq!(source.inputs.len(), 1);
}

#[test]
fn sheets_named_in_russian_and_kazakh() {
    let mut sheets = LEAST_SHEETS;
    sheets[0].0 = "Программа";
    sheets[1].0 = "ӨҢІРЛЕР";
    sheets[2].0 = "Квоты";
    sheets[3].0 = "Отбасылар";
    let (source, faults) = open_book(&workbook(&sheets));
    assert_eq!(faults, []);
    assert_eq!(source.sheets.len(), 3);
}

#[test]
fn sheets_missing_twice_and_unknown() {
    let (source, faults) = open_book(&workbook(&[
        LEAST_SHEETS[0],
        LEAST_SHEETS[1],
        ("Регионы", &[&["region"]]),
        LEAST_SHEETS[2],
        ("huoseholds", &[&["household"], &["1"]]),
        ("Sheet9", &[]),
        ("README", &[&["hello"]]),
        ("lists", &[&["hello"]]),
        ("plan", &[&["household"]]),
    ]));
    let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.file.as_str())).collect();
    assert_eq!(
        found,
        [
            (FaultCode::TableTwice, "year.xlsx [Регионы]"),
            (FaultCode::TableUnknown, "year.xlsx [huoseholds]"),
            (FaultCode::FileMissing, "year.xlsx [households]"),
        ]
    );
    assert_eq!(faults[0].words, [("other", "year.xlsx [regions]".to_owned())]);
    assert_eq!(faults[1].words, [("nearest", "households".to_owned())]);
    assert_eq!(sheet_of(&source, Table::Regions).file, "year.xlsx [regions]");
}

#[test]
fn an_empty_sheet_of_a_table() {
    let mut sheets = LEAST_SHEETS;
    sheets[1].1 = &[];
    assert_eq!(codes(&open_book(&workbook(&sheets)).1), [FaultCode::FileEmpty]);
}

#[test]
fn cells_of_every_kind() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("people").expect("a name");
    sheet.write_row(2, 1, ["text", "number", "date", "truth", "moment", "error"]).expect("a header");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_string(4, 1, " Аян ").expect("a cell");
    sheet.write_number(4, 2, 2.5).expect("a cell");
    sheet.write_datetime_with_format(4, 3, ExcelDateTime::from_ymd(2026, 3, 15).expect("a day"), &day).expect("a cell");
    sheet.write_boolean(4, 4, true).expect("a cell");
    let moment = ExcelDateTime::from_ymd(2026, 3, 15).and_then(|day| day.and_hms(10, 30, 0)).expect("a moment");
    sheet.write_datetime_with_format(4, 5, moment, &day).expect("a cell");
    sheet.write_string(5, 1, "  ").expect("a cell");
    sheet.write_blank(6, 6, &day).expect("a cell");
    sheet.write_string(7, 1, "Ерлан").expect("a cell");
    sheet.write_formula(7, 6, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).expect("a cell");
    let folder = package(&[("people.xlsx", &book.save_to_buffer().expect("a workbook"))]);
    let (source, faults) = open(folder.path());
    let people = sheet_of(&source, Table::People);
    assert_eq!(people.header, ["", "text", "number", "date", "truth", "moment", "error"]);
    let rows: Vec<u32> = people.rows.iter().map(|record| record.row).collect();
    assert_eq!(rows, [5, 8], "row numbers as shown, rows without anything left out");
    let date = Cell::Date(Date::constant(2026, 3, 15));
    let cells = [Cell::Empty, text("Аян"), Cell::Number(2.5), date.clone(), Cell::Truth(true), date, Cell::Empty];
    assert_eq!(people.rows[0].cells, cells);
    assert_eq!(codes(&faults), [FaultCode::RowUnreadable]);
    assert_eq!(
        (faults[0].row, faults[0].column.as_deref(), faults[0].value.as_deref()),
        (Some(8), Some("error"), Some("#N/A"))
    );
    assert_eq!(people.rows[1].cells[6], Cell::Empty);
}

#[test]
fn a_cell_beside_the_table() {
    let mut sheets = LEAST_SHEETS;
    sheets[3].1 = &[&["household", "", ""], &["1", "", "x"], &["2", "", ""]];
    let (_, faults) = open_book(&workbook(&sheets));
    assert_eq!(codes(&faults), [FaultCode::RowTooLong]);
    assert_eq!(
        (faults[0].row, faults[0].column.as_deref(), faults[0].value.as_deref()),
        (Some(2), Some("C"), Some("x"))
    );
}

#[test]
fn rows_and_cells_out_of_order() {
    let sheet = r#"<worksheet><sheetData><row r="3"><c r="B3"><v>5</v></c><c r="A3" t="inlineStr"><is><t>b</t></is></c></row>
        <row r="1"><c r="A1" t="str"><v>person</v></c><c r="B1" t="str"><v>n</v></c></row><row r="3"><c r="B3"><v>6</v></c></row>
        <row><c><v>7</v></c></row></sheetData></worksheet>"#;
    let folder = package(&[("people.xlsx", &hand_made(sheet, None))]);
    let (source, faults) = open(folder.path());
    assert_eq!(faults, []);
    let people = sheet_of(&source, Table::People);
    assert_eq!(people.header, ["person", "n"]);
    assert_eq!(people.rows[0].cells, [text("b"), Cell::Number(6.0)]);
    assert_eq!(people.rows[1].row, 4);
}

#[test]
fn an_error_that_the_reader_does_not_know() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>person</v></c></row>
        <row r="2"><c r="A2" t="e"><v>#SPILL!</v></c></row><row r="3"><c r="A3"><v>5</v></c></row></sheetData></worksheet>"#;
    let folder = package(&[("people.xlsx", &hand_made(sheet, None))]);
    let (source, faults) = open(folder.path());
    assert_eq!(codes(&faults), [FaultCode::RowUnreadable]);
    assert_eq!(faults[0].value.as_deref(), Some("#SPILL!"));
    assert_eq!(sheet_of(&source, Table::People).rows[0].cells, [Cell::Number(5.0)], "the rest is read on");
}

#[test]
fn days_before_the_calendar_begins() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("people").expect("a name");
    sheet.write_row(0, 0, ["date"]).expect("a header");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (row, serial) in [(1, 60.0), (2, -5.0), (3, 1e300)] {
        sheet.write_number_with_format(row, 0, serial, &day).expect("a cell");
    }
    let folder = package(&[("people.xlsx", &book.save_to_buffer().expect("a workbook"))]);
    let (source, _) = open(folder.path());
    let cells = sheet_of(&source, Table::People).rows.iter().map(|record| crate::parse::date(&record.cells[0]));
    let cells: Vec<_> = cells.collect();
    assert_eq!(cells[0], Err(FaultCode::DateUnreadable), "29 February 1900");
    assert_eq!(cells[1..], [Err(FaultCode::DateImpossible), Err(FaultCode::DateImpossible)]);
}

#[test]
fn the_programme_in_two_columns() {
    let mut sheets = LEAST_SHEETS;
    sheets[0].1 = &[&["Ключ", "Значение"], &["name", "Test"], &["# a comment", "x"], &["year", "2026"]];
    let (source, faults) = open_book(&workbook(&sheets));
    assert_eq!(faults, []);
    assert_eq!(source.programme.map(|p| p.text), Some("\nname = \"Test\"\n\nyear = 2026\n".to_owned()));
}

#[test]
fn the_templates_that_we_hand_out_are_read_without_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in crate::init_folder(&crate::init::keys) {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let book = folder.path().join("year.xlsx.template");
    fs::write(&book, crate::init_xlsx(&crate::init::keys).expect("a workbook")).expect("a file");
    let (of_files, of_book) = (crate::read(folder.path()), crate::read(&book));
    assert_eq!((&of_files.faults, &of_book.faults), (&vec![], &vec![]));
    let households = |read: crate::Read| read.package.expect("a package").households.len();
    assert_eq!(households(of_files), households(of_book));
}
