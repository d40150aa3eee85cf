//! Sheets that people read: a title, a frozen header with a filter, rows, and a page set up for A4.

use super::sheet_name::SheetNames;
use crate::WriteError;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

/// A4, as workbooks number paper.
const A4: u8 = 9;
/// Most characters that a cell holds.
const LONGEST_CELL: usize = 32_767;
/// Most characters of a page header or footer.
const LONGEST_FOOTER: usize = 250;
/// Rows that a sheet holds.
const SHEET_ROWS: usize = 1_048_576;
/// Row of the header: the title stands above it.
pub(super) const HEADER_ROW: u32 = 1;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Text that may be long: wrapped.
    Words,
    Whole,
    /// Two decimals.
    Value,
    /// Three decimals of a per cent; 1 is 100 %.
    Share,
    /// Four decimals.
    Price,
    Day,
}

impl Kind {
    /// Numbers stand to the right, a little off the next column.
    fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Value | Self::Share | Self::Price)
    }
}

/// A column: header, what it holds, width in characters.
pub(super) struct Column<'a> {
    pub(super) header: &'a str,
    pub(super) kind: Kind,
    pub(super) width: u8,
}

impl Column<'_> {
    /// Lines that a cell of long text takes in the column, by a cautious guess of the letters' width.
    fn lines(&self, cell: &Value) -> usize {
        match (self.kind, cell) {
            (Kind::Words, Value::Text(words)) => {
                let room = usize::from(self.width).saturating_sub(4).max(1);
                words.lines().map(|line| line.chars().count().div_ceil(room).max(1)).sum()
            }
            _ => 1,
        }
    }
}

/// Height of a row of so many lines, in points: spreadsheets do not all fit rows to wrapped text by themselves.
fn height(lines: usize) -> f64 {
    const LINE: f64 = 15.0;
    /// The highest that a row can be.
    const MOST: f64 = 409.0;
    (LINE * lines.max(1) as f64).min(MOST)
}

/// A cell. Text is always written as text, never as a formula or a link.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(String),
    Number(f64),
    Day(Date),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// A table for one sheet, or for several when it has more rows than a sheet holds.
pub(super) struct TableSheet<'a> {
    /// Name of the tab.
    pub(super) tab: &'a str,
    /// Line above the header.
    pub(super) title: &'a str,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: Vec<Vec<Value>>,
}

/// A workbook under way.
pub(super) struct Book<'a> {
    workbook: Workbook,
    names: SheetNames,
    styles: Styles,
    /// Shown on every sheet beside the title and on every page; empty = nothing to say.
    mark: &'a str,
    page: &'a str,
    sheet_rows: usize,
}

struct Styles {
    title: Format,
    mark: Format,
    header: Format,
    label: Format,
    words: Format,
}

impl Styles {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            mark: Format::new().set_bold().set_font_color(Color::RGB(0x9C_1C_1C)),
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xDD_E7_EE))
                .set_border_bottom(FormatBorder::Thin),
            label: top(),
            words: top().set_text_wrap(),
        }
    }

    fn of(kind: Kind) -> Format {
        let top = Format::new().set_align(FormatAlign::Top);
        let top = if kind.is_number() { top.set_align(FormatAlign::Right).set_indent(1) } else { top };
        match kind {
            Kind::Text => top.set_num_format("@"),
            Kind::Words => top.set_text_wrap(),
            Kind::Whole => top.set_num_format("#,##0"),
            Kind::Value => top.set_num_format("#,##0.00"),
            Kind::Share => top.set_num_format("0.000%"),
            Kind::Price => top.set_num_format("#,##0.0000"),
            Kind::Day => top.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        }
    }
}

impl<'a> Book<'a> {
    /// A workbook created on a given day: two runs give the same bytes.
    pub(super) fn new(title: &str, created: Date, mark: &'a str, page: &'a str) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(created.year().try_into().unwrap_or(1900), month(created), day(created))?;
        let properties = DocProperties::new().set_title(text(title)).set_author("Qonys").set_comment(text(mark));
        workbook.set_properties(&properties.set_creation_datetime(&created));
        let names = SheetNames::default();
        Ok(Self { workbook, names, styles: Styles::new(), mark, page, sheet_rows: SHEET_ROWS })
    }

    #[cfg(test)]
    pub(super) fn with_sheet_rows(mut self, rows: usize) -> Self {
        self.sheet_rows = rows;
        self
    }

    /// A first sheet of lines: a title, what the mark says, figures, sentences.
    pub(super) fn add_lines(
        &mut self,
        tab: &str,
        title: &str,
        figures: &[(String, Value, Kind)],
        sentences: &[String],
    ) -> Result<(), WriteError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(self.names.name(tab))?;
        page_setup(sheet, self.mark, self.page)?;
        sheet.set_column_width(0, 46)?.set_column_width(1, 60)?;
        write(sheet, 0, 0, &title.into(), &self.styles.title)?;
        write(sheet, 1, 0, &self.mark.into(), &self.styles.mark)?;
        let mut row = 3;
        for (label, figure, kind) in figures {
            write(sheet, row, 0, &label.as_str().into(), &self.styles.label)?;
            write(sheet, row, 1, figure, &Styles::of(*kind).set_align(FormatAlign::Left).set_indent(0))?;
            row += 1;
        }
        row += 1;
        for sentence in sentences {
            if !sentence.is_empty() {
                sheet.merge_range(row, 0, row, 1, "", &self.styles.words)?;
                write(sheet, row, 0, &sentence.as_str().into(), &self.styles.words)?;
                sheet.set_row_height(row, height(sentence.chars().count().div_ceil(100)))?;
                row += 1;
            }
        }
        Ok(())
    }

    /// A table: as many sheets as its rows need, at least one.
    pub(super) fn add_table(&mut self, table: &TableSheet<'_>) -> Result<(), WriteError> {
        let room = self.sheet_rows - HEADER_ROW as usize - 1;
        let mut rows = table.rows.as_slice();
        loop {
            let (these, rest) = rows.split_at(rows.len().min(room));
            self.add_sheet(table, these)?;
            rows = rest;
            if rows.is_empty() {
                return Ok(());
            }
        }
    }

    fn add_sheet(&mut self, table: &TableSheet<'_>, rows: &[Vec<Value>]) -> Result<(), WriteError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(self.names.name(table.tab))?;
        page_setup(sheet, self.mark, self.page)?;
        let title =
            if self.mark.is_empty() { table.title.to_owned() } else { format!("{} · {}", table.title, self.mark) };
        write(sheet, 0, 0, &title.as_str().into(), &self.styles.title)?;
        let formats: Vec<Format> = table.columns.iter().map(|c| Styles::of(c.kind)).collect();
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(at, column.width)?;
            let header = self.styles.header.clone();
            let header =
                if column.kind.is_number() { header.set_align(FormatAlign::Right).set_indent(1) } else { header };
            write(sheet, HEADER_ROW, at, &column.header.into(), &header)?;
        }
        for (row, cells) in (HEADER_ROW + 1..).zip(rows) {
            for ((at, cell), format) in (0_u16..).zip(cells).zip(&formats) {
                write(sheet, row, at, cell, format)?;
            }
            let lines = table.columns.iter().zip(cells).map(|(column, cell)| column.lines(cell)).max().unwrap_or(1);
            if lines > 1 {
                sheet.set_row_height(row, height(lines))?;
            }
        }
        let last_column = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let last_row = HEADER_ROW + u32::try_from(rows.len()).unwrap_or(u32::MAX);
        sheet.set_row_height(HEADER_ROW, 32)?;
        sheet.set_freeze_panes(HEADER_ROW + 1, 1)?;
        sheet.set_repeat_rows(0, HEADER_ROW)?;
        sheet.autofilter(HEADER_ROW, 0, last_row, last_column)?;
        // Codes such as 0110 are text on purpose.
        sheet.ignore_error_range(HEADER_ROW, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// The workbook's bytes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// A4 across, as wide as the page, numbered, the mark at the foot of every page.
fn page_setup(sheet: &mut Worksheet, mark: &str, page: &str) -> Result<(), XlsxError> {
    let plain = |text: &str| text.replace('&', "&&");
    let end = format!("&R{} &P / &N", plain(page));
    let room = LONGEST_FOOTER.saturating_sub(end.chars().count());
    let mark: String = plain(mark).chars().take(room).collect();
    // A mark cut between the two halves of `&&` would make an order of what follows it.
    let mark =
        if mark.chars().rev().take_while(|&c| c == '&').count() % 2 == 1 { &mark[..mark.len() - 1] } else { &mark };
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L{mark}{end}"));
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, value: &Value, format: &Format) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Text(words) => {
            sheet.write_string_with_format(row, column, text(words), format)?;
        }
        // No cell holds NaN or infinity; the recipe makes neither.
        Value::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?;
        }
        Value::Number(_) => {}
        Value::Day(date) => {
            match ExcelDateTime::from_ymd(date.year().try_into().unwrap_or(0), month(*date), day(*date)) {
                Ok(moment) => {
                    sheet.write_datetime_with_format(row, column, &moment, format)?;
                }
                // Days that workbooks do not know (before 1900) stand as text.
                Err(_) => {
                    sheet.write_string_with_format(row, column, date.to_string(), format)?;
                }
            }
        }
    }
    Ok(())
}

/// Text that a workbook takes: cut to what a cell holds, without characters that its XML cannot hold.
pub(crate) fn text(words: &str) -> String {
    let mut units = 0;
    words
        .chars()
        .map(|c| if matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c })
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST_CELL
        })
        .collect()
}

fn month(date: Date) -> u8 {
    date.month().unsigned_abs()
}

fn day(date: Date) -> u8 {
    date.day().unsigned_abs()
}
