//! The template package as a workbook.

use super::template::{Holds, PROGRAMME, ProgrammeLine, ProgrammeValue, TABLES, TemplateColumn, TemplateTable};
use crate::WriteError;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Note, Workbook, Worksheet, XlsxError,
};

/// Rows that the drop-down lists reach: as many households as a sheet is good for.
const LAST_ROW: u32 = 100_000;
/// Rows in which the keys of a list are looked for.
const LAST_KEY: u32 = 20_000;

/// A template package as one workbook: a sheet for each table, the same rows as [`crate::init_folder`], a note on every
/// header, drop-down lists where only some words or keys may stand. Required columns have a dark header.
/// The bytes are always the same.
///
/// # Errors
/// [`WriteError::Workbook`] when the workbook cannot be made.
pub fn init_xlsx() -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("Qonys").set_creation_datetime(&created));
    programme_sheet(workbook.add_worksheet())?;
    for table in &TABLES {
        table_sheet(workbook.add_worksheet(), table)?;
    }
    Ok(workbook.save_to_buffer()?)
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

fn programme_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("programme")?;
    sheet.set_column_width(0, 32)?.set_column_width(1, 40)?;
    let header = header_format(true);
    sheet.write_string_with_format(0, 0, "key", &header)?.write_string_with_format(0, 1, "value", &header)?;
    sheet.insert_note(0, 0, &note("The policy of the year, one key in a row. Point at a key to read what it is."))?;
    sheet.insert_note(
        0,
        1,
        &note("A key whose row is left out has the value that stands here, unless it is required."),
    )?;
    for (row, line) in (1..).zip(&PROGRAMME) {
        programme_line(sheet, row, line)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    page_setup(sheet);
    Ok(())
}

fn programme_line(sheet: &mut Worksheet, row: u32, line: &ProgrammeLine) -> Result<(), XlsxError> {
    let left = Format::new().set_align(FormatAlign::Left);
    let words = left.clone().set_num_format("@");
    sheet.write_string(row, 0, line.key)?;
    sheet.insert_note(row, 0, &note(line.about))?;
    match line.value {
        ProgrammeValue::Text(text) => {
            sheet.write_string_with_format(row, 1, text, &words)?;
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

fn table_sheet(sheet: &mut Worksheet, table: &TemplateTable) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (at, column) in (0_u16..).zip(table.columns) {
        let longest = table.rows.iter().map(|row| row[usize::from(at)].chars().count()).max().unwrap_or(0);
        sheet.set_column_width(at, u32::try_from(longest.max(column.name.len())).unwrap_or(40) + 4)?;
        sheet.set_column_format(at, &cell_format(column.holds))?;
        sheet.write_string_with_format(0, at, column.name, &header_format(column.required))?;
        let about = if column.required { "Required. " } else { "" };
        let about = match at {
            0 => format!("{} {about}{}", table.about, column.about),
            _ => format!("{about}{}", column.about),
        };
        sheet.insert_note(0, at, &note(&about))?;
        if let Some(list) = list(column)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &list)?;
        }
        for (row, cells) in (1..).zip(table.rows) {
            write_cell(sheet, row, at, cells[usize::from(at)], column.holds)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 22)?;
    page_setup(sheet);
    Ok(())
}

/// Text stays text, so that codes keep their zeros and nothing becomes a date of itself.
fn cell_format(holds: Holds) -> Format {
    match holds {
        Holds::Number => Format::new(),
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
fn list(column: &TemplateColumn) -> Result<Option<DataValidation>, XlsxError> {
    let list = DataValidation::new();
    Ok(match column.holds {
        Holds::Text | Holds::Number | Holds::Day => None,
        Holds::Words(words) => Some(
            list.allow_list_strings(words)?
                .set_error_title("Not one of the words")?
                .set_error_message(format!("Only these may stand here: {}.", words.join(", ")))?,
        ),
        Holds::Suggested(words) => Some(
            list.allow_list_strings(words)?
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("A new name")?
                .set_error_message("The sheet programme must name it in a capacity.")?,
        ),
        Holds::KeyOf(table) => Some(
            // Only the rows that are filled: a list that ends in blanks opens at its end.
            list.allow_list_formula(Formula::new(format!(
                "=OFFSET({table}!$A$2,0,0,MAX(1,COUNTA({table}!$A$2:$A${LAST_KEY})),1)"
            )))
            .set_error_title("Not known")?
            .set_error_message(format!("Put it on the sheet {table} first."))?,
        ),
    })
}

fn page_setup(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}
