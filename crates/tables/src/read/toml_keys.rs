//! Typed keys of a TOML document, each fault with its line, its key and the text that stands there.

use super::nearest::{NOTHING_NEAR, nearest};
use super::twice::{first_at, path_at};
use qonys_model::{AgeRange, Fault, FaultCode, Row, Table};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the parser says of a key that stands twice; it keeps the first.
const DUPLICATE: &str = "duplicate key";
/// How it begins to say that a key such as `value.kin` goes on below something that is no table; it leaves the key out.
const EXTENDED: &str = "cannot extend value";

/// Reads keys of one document and collects what is wrong with them.
pub(super) struct Keys<'t> {
    text: &'t str,
    /// Byte offset at which each line begins.
    lines: Vec<usize>,
    pub faults: Vec<Fault>,
}

/// A table being read: keys are taken out of it, those left over at the end are unknown.
pub(super) struct Open<'t> {
    path: String,
    span: Range<usize>,
    table: DeTable<'t>,
    asked: Vec<&'static str>,
}

/// A value that was taken, with where it stands.
pub(super) struct Item<'t> {
    path: String,
    span: Range<usize>,
    value: DeValue<'t>,
}

impl<'t> Keys<'t> {
    /// Parses the document. Faults of its syntax are collected, and then there is no table; but a key that stands twice, or
    /// that goes on below a value, is passed over, and the rest is read.
    pub fn parse(text: &'t str) -> (Self, Option<Open<'t>>) {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut keys = Self { text, lines, faults: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut sound = true;
        for error in &errors {
            let start = error.span().map_or(0, |span| span.start);
            let fault = match error.message() {
                DUPLICATE => keys.twice(table.get_ref(), start),
                message if message.starts_with(EXTENDED) => {
                    let key = &text[error.span().unwrap_or(0..0)];
                    keys.at(FaultCode::ProgrammeUnreadable, start).column(key).word("expected", "table")
                }
                _ => {
                    sound = false;
                    let (row, column) = keys.place(start);
                    let line = text.lines().nth(row as usize - 1).unwrap_or_default();
                    let fault = keys.at(FaultCode::ProgrammeUnreadable, start).column(column.to_string());
                    fault.value(line.trim()).word("expected", "toml")
                }
            };
            keys.faults.push(fault);
        }
        let span = 0..0;
        let open = Open { path: String::new(), span, table: table.into_inner(), asked: Vec::new() };
        (keys, sound.then_some(open))
    }

    /// A fault at a byte offset.
    fn at(&self, code: FaultCode, offset: usize) -> Fault {
        Fault::new(code, Table::Programme).row(self.place(offset).0)
    }

    /// The fault of a key that stands a second time; the first is the one in the table.
    fn twice(&self, table: &DeTable<'_>, offset: usize) -> Fault {
        let path = path_at(self.text, offset);
        let first = first_at(self.text, table, &path, offset)
            .map_or_else(|| NOTHING_NEAR.to_owned(), |at| self.place(at).0.to_string());
        self.at(FaultCode::ProgrammeKeyTwice, offset).column(path.join(".")).word("first_row", first)
    }

    /// Line and column, from 1, of a byte offset.
    fn place(&self, offset: usize) -> (Row, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..offset).map_or(0, |t| t.chars().count()) + 1;
        (Row::try_from(line).unwrap_or(Row::MAX), column)
    }

    /// A fault at a value.
    pub fn fault(&self, code: FaultCode, item: &Item<'_>) -> Fault {
        let text = self.text.get(item.span.clone()).unwrap_or_default();
        let value = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
        let (row, _) = self.place(item.span.start);
        Fault::new(code, Table::Programme).row(row).column(&item.path).value(value)
    }

    /// Adds a fault at a value.
    pub fn add(&mut self, code: FaultCode, item: &Item<'_>) {
        self.faults.push(self.fault(code, item));
    }

    fn not_a<T>(&mut self, item: &Item<'_>, expected: &'static str) -> Option<T> {
        self.faults.push(self.fault(FaultCode::ProgrammeUnreadable, item).word("expected", expected));
        None
    }

    /// Says that a key is missing from a table.
    pub fn missing(&mut self, open: &Open<'_>, key: &str) {
        let (row, _) = self.place(open.span.start);
        let row = if open.path.is_empty() { 0 } else { row };
        self.faults
            .push(Fault::new(FaultCode::ProgrammeKeyMissing, Table::Programme).row(row).column(open.path_of(key)));
    }

    /// A text.
    pub fn text(&mut self, item: &Item<'_>) -> Option<String> {
        match item.value.as_str() {
            Some(text) => Some(text.trim().to_owned()),
            None => self.not_a(item, "text"),
        }
    }

    /// A whole number of the wanted kind, not negative.
    pub fn whole<T: TryFrom<u64>>(&mut self, item: &Item<'_>) -> Option<T> {
        let Some(integer) = item.value.as_integer() else { return self.not_a(item, "whole") };
        if integer.as_str().starts_with('-') {
            self.add(FaultCode::NumberNegative, item);
            return None;
        }
        let digits = integer.as_str().trim_start_matches('+');
        let number = u64::from_str_radix(digits, integer.radix()).ok().and_then(|n| T::try_from(n).ok());
        if number.is_none() {
            self.add(FaultCode::NumberTooLarge, item);
        }
        number
    }

    /// A number, which may not be finite.
    pub fn number(&mut self, item: &Item<'_>) -> Option<f64> {
        let number = match &item.value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|n| n as f64),
            _ => None,
        };
        if number.is_none() { self.not_a(item, "number") } else { number }
    }

    /// `true` or `false`.
    pub fn truth(&mut self, item: &Item<'_>) -> Option<bool> {
        item.value.as_bool().or_else(|| self.not_a(item, "truth"))
    }

    /// A range of ages.
    pub fn ages(&mut self, item: &Item<'_>) -> Option<AgeRange> {
        item.value.as_str().and_then(AgeRange::parse).or_else(|| self.not_a(item, "ages"))
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, item: &Item<'_>, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(item)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|&(_, meaning)| meaning);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|&(word, _)| word).collect();
            self.faults.push(self.fault(FaultCode::WordUnknown, item).expected(list.join(", ")));
        }
        found
    }

    /// A table.
    pub fn table(&mut self, item: Item<'t>) -> Option<Open<'t>> {
        if !item.value.is_table() {
            return self.not_a(&item, "table");
        }
        let DeValue::Table(table) = item.value else { return None };
        Some(Open { path: item.path, span: item.span, table, asked: Vec::new() })
    }

    /// A list of values; each has the key of the list.
    pub fn list(&mut self, item: Item<'t>) -> Option<Vec<Item<'t>>> {
        if !item.value.is_array() {
            return self.not_a(&item, "list");
        }
        let DeValue::Array(array) = item.value else { return None };
        let each = |value: Spanned<DeValue<'t>>| Item {
            path: item.path.clone(),
            span: value.span(),
            value: value.into_inner(),
        };
        Some(array.into_iter().map(each).collect())
    }

    /// Warns of the keys that nobody asked for.
    pub fn close(&mut self, open: Open<'_>) {
        self.close_with(open, FaultCode::ProgrammeKeyUnknown);
    }

    /// The same, with a fault of its own for each such key.
    pub fn close_with(&mut self, open: Open<'_>, code: FaultCode) {
        for (key, _) in &open.table {
            let (row, _) = self.place(key.span().start);
            let nearest = nearest(key.get_ref(), open.asked.iter().copied());
            self.faults.push(
                Fault::new(code, Table::Programme)
                    .row(row)
                    .column(open.path_of(key.get_ref()))
                    .value(key.get_ref())
                    .word("nearest", nearest),
            );
        }
    }
}

impl<'t> Open<'t> {
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Takes a key out, when it is there.
    pub fn take(&mut self, key: &'static str) -> Option<Item<'t>> {
        self.asked.push(key);
        let (_, value) = self.table.remove_entry(key)?;
        Some(Item { path: self.path_of(key), span: value.span(), value: value.into_inner() })
    }
}

impl Item<'_> {
    /// Whether it is a text.
    pub fn is_text(&self) -> bool {
        self.value.is_str()
    }
}
