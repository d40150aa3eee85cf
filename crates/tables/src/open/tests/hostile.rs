//! Files that are not what they say, and files made to break a reader.

use super::*;
use proptest::prelude::*;

fn faults_of_people(bytes: &[u8]) -> Vec<FaultCode> {
    let folder = package(&[("people.xlsx", bytes)]);
    let (source, faults) = open(folder.path());
    assert!(faults.iter().all(|fault| fault.table == Some(Table::People) && fault.file.starts_with("people.xlsx")));
    assert_eq!(source.sheets.iter().filter(|sheet| sheet.table != Table::People).count(), 3, "the rest is read");
    codes(&faults)
}

#[test]
fn not_a_workbook() {
    for bytes in [
        b"person\n1\n".as_slice(),
        b"PK\x03\x04",
        &zipped(&[("a.txt", b"hello")]),
        &zipped(&[]),
        &zipped(&[("xl/workbook.xml", b"<workbook></workbook>")]),
        &zipped(&[("xl/workbook.xml", b"no xml")]),
    ] {
        assert_eq!(faults_of_people(bytes), [FaultCode::XlsxNotAWorkbook]);
    }
    assert_eq!(faults_of_people(b""), [FaultCode::FileEmpty]);
}

#[test]
fn encrypted_or_old() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let with = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [ole.clone(), vec![0; 1024], name, vec![0; 64]].concat()
    };
    assert_eq!(faults_of_people(&with("EncryptedPackage")), [FaultCode::XlsxEncrypted]);
    assert_eq!(faults_of_people(&ole), [FaultCode::XlsxEncrypted]);
    assert_eq!(faults_of_people(&with("Workbook")), [FaultCode::XlsxNotAWorkbook], "an old .xls under a new name");
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let zeros = vec![0; 130 << 20];
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook></workbook>"), ("xl/media/image.bin", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(faults_of_people(&bomb), [FaultCode::XlsxTooLarge]);
}

#[test]
fn a_bomb_that_lies_about_its_size_is_stopped_too() {
    let zeros = vec![b' '; 130 << 20];
    let mut bomb = zipped(&[("xl/workbook.xml", &[b"<a>".as_slice(), &zeros].concat())]);
    let size = (zeros.len() as u32 + 3).to_le_bytes();
    let mut lies = 0;
    for at in 0..bomb.len() - 4 {
        if bomb[at..at + 4] == size {
            bomb[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert_eq!(lies, 2, "the local header and the directory");
    let codes = faults_of_people(&bomb);
    assert!(matches!(codes[..], [FaultCode::XlsxTooLarge | FaultCode::XlsxNotAWorkbook]), "{codes:?}");
}

#[test]
fn many_small_files_add_up() {
    let limits = Limits { unpacked: 5000, ..LIMITS };
    let part = vec![b'x'; 1000];
    let names: Vec<String> = (0..6).map(|n| format!("{n}.bin")).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    files.push(("xl/workbook.xml", b"<a></a>"));
    assert_eq!(guard::inspect(&zipped(&files), &limits), Err(FaultCode::XlsxTooLarge));
    assert_eq!(guard::inspect(&zipped(&files), &LIMITS), Ok(()));
}

#[test]
fn too_many_files() {
    let names: Vec<String> = (0..10_001).map(|n| n.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(faults_of_people(&zipped(&files)), [FaultCode::XlsxTooLarge]);
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let sheet = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>
        <row r="1"><c r="A1" t="str"><v>person</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    assert_eq!(faults_of_people(&hand_made(sheet, None)), [FaultCode::RowTooLong]);
}

#[test]
fn a_wide_header_over_many_rows_is_stopped() {
    let header = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>"#;
    let rows = "<row><c><v>1</v></c></row>".repeat(7000);
    let sheet = format!("<worksheet><sheetData>{header}{rows}</sheetData></worksheet>");
    assert_eq!(faults_of_people(&hand_made(&sheet, None)), [FaultCode::XlsxTooLarge]);
}

#[test]
fn strings_that_the_file_only_claims() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let claims = |count: &str| format!(r#"<sst uniqueCount="{count}"><si><t>person</t></si></sst>"#);
    assert_eq!(faults_of_people(&hand_made(sheet, Some(&claims("1")))), []);
    for count in ["900000000000", "18446744073709551615"] {
        assert_eq!(faults_of_people(&hand_made(sheet, Some(&claims(count)))), [FaultCode::XlsxTooLarge]);
    }
}

#[test]
fn one_long_string_shown_in_many_cells() {
    let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(50_000);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    assert_eq!(faults_of_people(&hand_made(&sheet, Some(&strings))), [FaultCode::XlsxTooLarge]);
}

#[test]
fn entities_are_not_expanded() {
    let sheet = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>"#;
    assert_eq!(faults_of_people(&hand_made(sheet, None)), [FaultCode::XlsxNotAWorkbook]);
}

#[test]
fn references_and_cells_that_cannot_be() {
    for cell in [
        r#"<c r="ZZZZZZZZZ1"><v>1</v></c>"#,
        r#"<c r="A0"><v>1</v></c>"#,
        r#"<c r="A1" t="s"><v>99</v></c>"#,
        r#"<c r="A1" t="x"><v>99</v></c>"#,
        r#"<c r="A1"><w>99</w></c>"#,
        r#"<c r="A1"><v>99"#,
    ] {
        let sheet = format!(r#"<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>"#);
        assert_eq!(faults_of_people(&hand_made(&sheet, None)), [FaultCode::XlsxNotAWorkbook], "{cell}");
    }
}

/// A small workbook with strings, numbers, a date and a style.
fn sample() -> Vec<u8> {
    workbook(&[("people", &[&["person", "household"], &["Аян", "1"], &["Ерлан", "1"]]), ("ties", &[&["household"]])])
}

#[test]
fn every_truncation_of_a_workbook_is_a_fault() {
    let bytes = sample();
    for length in (0..bytes.len()).step_by(17).chain(bytes.len() - 60..bytes.len()) {
        let book = xlsx::Book::open(bytes[..length].to_vec(), &LIMITS);
        assert!(book.is_err(), "{length} of {} bytes", bytes.len());
    }
    assert!(xlsx::Book::open(bytes, &LIMITS).is_ok());
}

/// Reads bytes under every name that a table can have.
fn read_all_ways(bytes: &[u8]) {
    let folder =
        package(&[("people.csv", bytes), ("households.csv", bytes), ("ties.xlsx", bytes), ("programme.toml", bytes)]);
    let (source, _) = open(folder.path());
    assert!(source.inputs.len() <= 6);
    for sheet in &source.sheets {
        assert!(sheet.rows.iter().all(|record| record.cells.len() == sheet.header.len()));
        assert!(sheet.rows.is_sorted_by(|a, b| a.row < b.row));
        let (_, _) = crate::header::columns(sheet, &[], false);
        for cell in sheet.rows.iter().flat_map(|record| &record.cells) {
            let _ = (crate::parse::date(cell), crate::parse::year(cell), crate::parse::whole(cell));
            let _ = (crate::parse::number(cell), crate::parse::yes_no(cell), crate::parse::list(cell));
        }
    }
    let _ = open(&folder.path().join("ties.xlsx"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_all_ways(&bytes);
    }

    #[test]
    fn random_tables_never_panic(text in "([a-zA-Zа-я0-9 ,;\"\t\r\n.=#\u{a0}-]|sep=;|31\\.02\\.2026|1e400|\"\"){0,80}") {
        read_all_ways(text.as_bytes());
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        read_all_ways(&utf16);
    }

    #[test]
    fn damaged_workbooks_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), more in any::<prop::sample::Index>()) {
        let mut bytes = sample();
        let (at, more) = (at.index(bytes.len()), more.index(bytes.len()));
        bytes[at] = byte;
        bytes[more] = !bytes[more];
        read_all_ways(&bytes);
    }

    #[test]
    fn damaged_sheets_never_panic(
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["<", ">", "\"", "</c>", "r=\"", "<c r=\"A1\">", "9", "\u{0}", "&", "]]>", "<!--", "t=\"e\""]),
    ) {
        let mut sheet = r#"<worksheet><dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1" t="str"><v>person</v></c>
            <c r="B1" t="b"><v>1</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"#.to_owned();
        sheet.insert_str(at.index(sheet.len()), with);
        read_all_ways(&hand_made(&sheet, None));
    }
}
