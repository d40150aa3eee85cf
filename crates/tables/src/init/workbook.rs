//! The template package as a workbook.

use super::Say;
use super::template::{Holds, PROGRAMME, ProgrammeLine, ProgrammeValue, TABLES, TemplateColumn, TemplateTable};
use crate::WriteError;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};

/// Rows that the drop-down lists reach: as many households as a sheet is good for.
const LAST_ROW: u32 = 100_000;
/// Rows in which the keys of a list are looked for.
const LAST_KEY: u32 = 20_000;

/// A template package as one workbook: a sheet for each table, the same rows as [`crate::init_folder`], a note on every
/// header in the words of `say`, drop-down lists where only some words or keys may stand. Required columns have a star and a
/// dark header. The bytes are always the same.
///
/// # Errors
/// [`WriteError::Workbook`] when the workbook cannot be made.
pub fn init_xlsx(say: &Say<'_>) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("Qonys").set_creation_datetime(&created));
    programme_sheet(workbook.add_worksheet(), say)?;
    for table in &TABLES {
        table_sheet(workbook.add_worksheet(), table, say)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The star of a required column is no part of its name: readers leave it out.
fn header(column: &TemplateColumn) -> String {
    format!("{}{}", column.name, if column.required { "*" } else { "" })
}

fn header_format(required: bool) -> Format {
    let format = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    if required {
        format.set_background_color(Color::RGB(0x1F_4E_6B)).set_font_color(Color::White)
    } else {
        format.set_background_color(Color::RGB(0xE3_EB_F0))
    }
}

fn note(about: &str) -> Note {
    let lines = about.chars().count() / 34 + 2;
    Note::new(about)
        .set_author("Qonys")
        .add_author_prefix(false)
        .set_width(240)
        .set_height(u32::try_from(lines).unwrap_or(2) * 18 + 8)
}

fn programme_sheet(sheet: &mut Worksheet, say: &Say<'_>) -> Result<(), XlsxError> {
    sheet.set_name("programme")?;
    sheet.set_column_width(0, 32)?.set_column_width(1, 40)?;
    let header = header_format(true);
    sheet.write_string_with_format(0, 0, "key", &header)?.write_string_with_format(0, 1, "value", &header)?;
    sheet.insert_note(0, 0, &note(&say("init-sheet-key", &[])))?;
    sheet.insert_note(0, 1, &note(&say("init-sheet-value", &[])))?;
    for (row, line) in (1..).zip(&PROGRAMME) {
        programme_line(sheet, row, line, say)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    page_setup(sheet);
    Ok(())
}

fn programme_line(sheet: &mut Worksheet, row: u32, line: &ProgrammeLine, say: &Say<'_>) -> Result<(), XlsxError> {
    let left = Format::new().set_align(FormatAlign::Left);
    let words = left.clone().set_num_format("@");
    sheet.write_string(row, 0, line.key)?;
    let about: Vec<String> = line.about.iter().map(|key| say(key, &[])).collect();
    sheet.insert_note(row, 0, &note(&about.join(" ")))?;
    match line.value {
        ProgrammeValue::Text(text) => {
            sheet.write_string_with_format(row, 1, text, &words)?;
        }
        ProgrammeValue::Said(key) => {
            sheet.write_string_with_format(row, 1, say(key, &[]), &words)?;
        }
        ProgrammeValue::Number(number) => {
            sheet.write_number_with_format(row, 1, number, &left)?;
        }
        ProgrammeValue::Truth(truth) => {
            sheet.write_boolean_with_format(row, 1, truth, &left)?;
        }
        ProgrammeValue::OneOf(word, all) => {
            sheet.write_string_with_format(row, 1, word, &words)?;
            sheet.add_data_validation(row, 1, row, 1, &DataValidation::new().allow_list_strings(all)?)?;
        }
    }
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, table: &TemplateTable, say: &Say<'_>) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (at, column) in (0_u16..).zip(table.columns) {
        let longest = table.rows.iter().map(|row| row[usize::from(at)].chars().count()).max().unwrap_or(0);
        sheet.set_column_width(at, u32::try_from(longest.max(column.name.len())).unwrap_or(40) + 4)?;
        sheet.set_column_format(at, &cell_format(column.holds))?;
        sheet.write_string_with_format(0, at, header(column), &header_format(column.required))?;
        let of_table = (at == 0).then(|| say(table.about, &[]));
        let required = column.required.then(|| say("init-required", &[]));
        let about: Vec<String> = of_table.into_iter().chain(required).chain([say(column.about, &[])]).collect();
        sheet.insert_note(0, at, &note(&about.join(" ")))?;
        if let Some(list) = list(column, say)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &list)?;
        }
        for (row, cells) in (1..).zip(table.rows) {
            write_cell(sheet, row, at, cells[usize::from(at)], column.holds)?;
        }
    }
    // Codes such as 0110 are text on purpose.
    let last_column = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.ignore_error_range(1, 0, LAST_ROW, last_column, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 22)?;
    page_setup(sheet);
    Ok(())
}

/// Text stays text, so that codes keep their zeros and nothing becomes a date of itself.
fn cell_format(holds: Holds) -> Format {
    match holds {
        Holds::Number => Format::new().set_align(FormatAlign::Left),
        Holds::Day => Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Holds::Text | Holds::Words(_) | Holds::Suggested(_) | Holds::KeyOf(_) => Format::new().set_num_format("@"),
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &str, holds: Holds) -> Result<(), XlsxError> {
    let format = cell_format(holds);
    match (holds, cell.parse::<f64>(), cell.parse::<Date>()) {
        _ if cell.is_empty() => {}
        (Holds::Number, Ok(number), _) => {
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        (Holds::Day, _, Ok(_)) => {
            sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(cell)?, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, cell, &format)?;
        }
    }
    Ok(())
}

/// The drop-down list of a column, if it has one.
fn list(column: &TemplateColumn, say: &Say<'_>) -> Result<Option<DataValidation>, XlsxError> {
    let list = DataValidation::new();
    Ok(match column.holds {
        Holds::Text | Holds::Number | Holds::Day => None,
        Holds::Words(words) => Some(
            list.allow_list_strings(words)?
                .set_error_title(say("init-words-title", &[]))?
                .set_error_message(say("init-words-error", &[("words", &words.join(", "))]))?,
        ),
        Holds::Suggested(words) => Some(
            list.allow_list_strings(words)?
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title(say("init-new-title", &[]))?
                .set_error_message(say("init-new-error", &[]))?,
        ),
        Holds::KeyOf(table) => Some(
            // Only the rows that are filled: a list that ends in blanks opens at its end.
            list.allow_list_formula(Formula::new(format!(
                "=OFFSET({table}!$A$2,0,0,MAX(1,COUNTA({table}!$A$2:$A${LAST_KEY})),1)"
            )))
            .set_error_title(say("init-unknown-title", &[]))?
            .set_error_message(say("init-unknown-error", &[("table", table)]))?,
        ),
    })
}

fn page_setup(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        std::io::read_to_string(archive.by_name(name).expect("the part")).expect("text")
    }

    #[test]
    fn sheets_headers_and_rows_read_back() {
        let bytes = init_xlsx(&super::super::keys).expect("written");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
        let mut names = vec!["programme"];
        names.extend(TABLES.iter().map(|t| t.name));
        assert_eq!(book.sheet_names(), names);
        for table in &TABLES {
            let range = book.worksheet_range(table.name).expect("a sheet");
            assert_eq!(range.height(), table.rows.len() + 1, "{}", table.name);
            let header: Vec<String> = range.rows().next().expect("a header").iter().map(ToString::to_string).collect();
            assert_eq!(header, table.columns.iter().map(super::header).collect::<Vec<_>>());
            for (title, column) in header.iter().zip(table.columns) {
                assert_eq!(crate::fold::fold(title), crate::fold::fold(column.name));
            }
        }
        let households = book.worksheet_range("households").expect("a sheet");
        let applied = households.get_value((1, 3)).expect("a day");
        assert!(matches!(applied, Data::DateTime(day) if day.to_ymd_hms_milli() == (2026, 2, 10, 0, 0, 0, 0)));
        let openings = book.worksheet_range("openings").expect("a sheet");
        assert_eq!(openings.get_value((1, 1)), Some(&Data::String("7212".into())));
    }

    #[test]
    fn the_programme_sheet_says_what_the_file_says() {
        let files = crate::init_folder(&super::super::keys);
        let (_, text) = files.iter().find(|(name, _)| name == "programme.toml").expect("the file");
        let programme: toml::Table = toml::from_str(std::str::from_utf8(text).expect("UTF-8")).expect("TOML");
        let mut expected = Vec::new();
        flatten("", &toml::Value::Table(programme), &mut expected);
        let mut lines: Vec<(String, String)> = PROGRAMME.iter().map(|l| (l.key.to_owned(), written(l.value))).collect();
        expected.sort();
        lines.sort();
        assert_eq!(lines, expected);
    }

    fn written(value: ProgrammeValue) -> String {
        match value {
            ProgrammeValue::Text(text) | ProgrammeValue::Said(text) | ProgrammeValue::OneOf(text, _) => text.to_owned(),
            ProgrammeValue::Number(number) => number.to_string(),
            ProgrammeValue::Truth(truth) => truth.to_string(),
        }
    }

    /// Dotted keys, as the sheet has them: capacities by name, rules and lists as text.
    fn flatten(key: &str, value: &toml::Value, lines: &mut Vec<(String, String)>) {
        let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
        match value {
            toml::Value::Table(rule) if key.ends_with(".counts") => {
                let conditions: Vec<String> =
                    rule.iter().map(|(k, v)| format!("{k}={}", v.as_str().expect("text"))).collect();
                lines.push((key.to_owned(), conditions.join("; ")));
            }
            toml::Value::Table(table) => table.iter().for_each(|(name, v)| flatten(&below(name), v, lines)),
            toml::Value::Array(capacities) if key == "capacity" => {
                for capacity in capacities {
                    let mut capacity = capacity.as_table().expect("a table").clone();
                    let name = capacity.remove("name").expect("a name");
                    flatten(&below(name.as_str().expect("text")), &toml::Value::Table(capacity), lines);
                }
            }
            toml::Value::Array(list) => {
                lines.push((key.to_owned(), list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")));
            }
            toml::Value::String(text) => lines.push((key.to_owned(), text.clone())),
            other => lines.push((key.to_owned(), other.to_string())),
        }
    }

    #[test]
    fn columns_with_words_or_keys_have_drop_down_lists() {
        let bytes = init_xlsx(&super::super::keys).expect("written");
        let lists = |number: usize| {
            let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            let list = |v: &str| {
                v.split_once("<formula1>").and_then(|(_, v)| v.split_once("</formula1>")).map(|v| v.0.to_owned())
            };
            xml.split("<dataValidation ").skip(1).filter_map(list).collect::<Vec<_>>()
        };
        let regions = "OFFSET(regions!$A$2,0,0,MAX(1,COUNTA(regions!$A$2:$A$20000)),1)";
        let households = "OFFSET(households!$A$2,0,0,MAX(1,COUNTA(households!$A$2:$A$20000)),1)";
        assert!(lists(1).contains(&"\"value,order,everyone\"".to_owned()));
        assert_eq!(lists(3), [regions, "\"kandas,resettler,school-kk\""]);
        assert_eq!(lists(4), [regions]);
        assert_eq!(lists(5), ["\"kandas,resettler\""]);
        let people = ["\"female,male\"", "\"none,secondary,vocational,higher,unknown\"", "\"yes,no\""];
        assert_eq!(lists(6), [&[households], people.as_slice()].concat());
        assert_eq!(lists(7), [households, "\"must,prefer\""]);
        assert_eq!(lists(8), [households, regions]);
        assert_eq!(lists(9), [households, regions, "\"pin,forbid,exception\""]);
    }

    #[test]
    fn every_header_and_key_has_a_note() {
        let bytes = init_xlsx(&super::super::keys).expect("written");
        let notes = |number: usize| part(&bytes, &format!("xl/comments{number}.xml")).matches("<comment ref").count();
        assert_eq!(notes(1), PROGRAMME.len() + 2);
        for (number, table) in (2..).zip(&TABLES) {
            assert_eq!(notes(number), table.columns.len(), "{}", table.name);
        }
    }

    #[test]
    fn the_bytes_are_always_the_same() {
        assert!(init_xlsx(&super::super::keys).expect("written") == init_xlsx(&super::super::keys).expect("written"));
        assert!(
            part(&init_xlsx(&super::super::keys).expect("written"), "docProps/core.xml")
                .contains("2026-01-01T00:00:00Z")
        );
    }
}
