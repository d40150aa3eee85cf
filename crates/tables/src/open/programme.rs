//! A programme sheet of a workbook as TOML.
//!
//! Either one column of TOML lines, or two columns: dotted keys and values. Line N of the TOML is row N of the sheet, so
//! that what is said about a line is true of the row; only capacities, which TOML wants in one list, stand at the end.

use super::fault;
use super::xlsx::Grid;
use crate::fold::fold;
use crate::{Cell, ProgrammeText, parse};
use qonys_model::{Fault, FaultCode, Row, Table};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use toml::Value;

/// Headers of the first column, folded.
const KEY_HEADERS: &[&str] = &["key", "ключ", "параметр", "кілт", "параметрлер"];
/// Headers of the second column, folded.
const VALUE_HEADERS: &[&str] = &["value", "значение", "мән", "мәні"];
/// Keys whose value is text, whatever it looks like; a star stands for the rest of the key.
const TEXT_KEYS: &[&str] = &[
    "name",
    "inclusion.rule",
    "fairness.rule",
    "fairness.against",
    "outlook.working_age",
    "outlook.regional",
    "outlook.measured.*",
    "capacity.*",
];
/// Keys whose value is a list of numbers.
const LIST_KEYS: &[&str] = &["outlook.matched"];
/// Keys whose value is yes or no.
const YES_NO_KEYS: &[&str] = &["synthetic"];
/// Other words for what a capacity counts in.
const UNITS: &[(&str, &[&str])] = &[
    ("persons", &["persons", "people", "люди", "лица", "человек", "адамдар", "адам"]),
    ("households", &["households", "families", "семьи", "домохозяйства", "отбасылар", "отбасы"]),
];

/// The programme of a sheet.
pub(super) fn text(grid: &Grid, file: &str) -> (ProgrammeText, Vec<Fault>) {
    let rows: Vec<Line> = grid.rows.iter().map(|(row, cells)| Line::new(*row, cells)).collect();
    let mut faults = Vec::new();
    let text = if rows.iter().any(|line| line.value.is_some()) {
        two_columns(&rows, file, &mut faults)
    } else {
        one_column(&rows)
    };
    (ProgrammeText { file: file.to_owned(), text }, faults)
}

/// A row of the sheet.
struct Line<'g> {
    row: Row,
    key: String,
    value: Option<&'g Cell>,
}

impl<'g> Line<'g> {
    fn new(row: Row, cells: &'g [(usize, Cell)]) -> Self {
        let at = |column| cells.iter().rev().find(|(place, _)| *place == column).map(|(_, cell)| cell);
        Self { row, key: at(0).and_then(parse::text).unwrap_or_default(), value: at(1) }
    }

    fn is_header(&self) -> bool {
        let value = self.value.and_then(parse::text).unwrap_or_default();
        KEY_HEADERS.contains(&fold(&self.key).as_str()) && VALUE_HEADERS.contains(&fold(&value).as_str())
    }
}

/// Text that gets its lines at the numbers of rows.
#[derive(Default)]
struct Lines {
    text: String,
    next: Row,
}

impl Lines {
    fn put(&mut self, row: Row, line: &str) {
        self.next = self.next.max(1);
        while self.next < row {
            self.text.push('\n');
            self.next += 1;
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.next += 1;
    }
}

fn one_column(rows: &[Line<'_>]) -> String {
    let mut lines = Lines::default();
    for line in rows {
        lines.put(line.row, &line.key.replace(['\n', '\r'], " "));
    }
    lines.text
}

/// What is said of a capacity: each part with its row and value.
type Parts = BTreeMap<String, (Row, Value)>;

fn two_columns(rows: &[Line<'_>], file: &str, faults: &mut Vec<Fault>) -> String {
    let mut lines = Lines::default();
    let mut capacities: Vec<(String, Parts)> = Vec::new();
    let skip = usize::from(rows.first().is_some_and(Line::is_header));
    for line in rows.iter().skip(skip).filter(|line| !line.key.starts_with('#')) {
        let Some(cell) = line.value else { continue };
        let key = line.key.trim();
        if key.is_empty() {
            let fault = fault(FaultCode::RowUnreadable, Some(Table::Programme), file).row(line.row).column("A");
            faults.push(fault.value(parse::text(cell).unwrap_or_default()));
            continue;
        }
        let value = value_of(key, cell);
        match key.strip_prefix("capacity.").and_then(|rest| rest.rsplit_once('.')) {
            Some((name, part)) => {
                let (name, part) = (name.trim(), part.trim().to_owned());
                let value = if part == "counts" { counts(cell) } else { value };
                let place = capacities.iter().position(|(other, _)| other == name).unwrap_or_else(|| {
                    capacities.push((name.to_owned(), BTreeMap::new()));
                    capacities.len() - 1
                });
                match capacities[place].1.entry(part) {
                    Entry::Vacant(free) => {
                        free.insert((line.row, value));
                    }
                    Entry::Occupied(first) => {
                        let twice = fault(FaultCode::ProgrammeKeyTwice, Some(Table::Programme), file).row(line.row);
                        faults.push(twice.column(key).word("first_row", first.get().0.to_string()));
                    }
                }
            }
            None => lines.put(line.row, &format!("{} = {value}", dotted(key))),
        }
    }
    lines.text + &list_of(&capacities)
}

/// The list of capacities as TOML, one to a line.
fn list_of(capacities: &[(String, Parts)]) -> String {
    if capacities.is_empty() {
        return String::new();
    }
    let mut text = String::from("capacity = [\n");
    for (name, parts) in capacities {
        text.push_str(&format!("    {{ name = {}", Value::from(name.as_str())));
        for (part, (_, value)) in parts {
            text.push_str(&format!(", {} = {value}", bare_or_quoted(part)));
        }
        text.push_str(" },\n");
    }
    text + "]\n"
}

/// What a capacity counts: a unit, or conditions such as `stream=kandas; age=6..17`.
fn counts(cell: &Cell) -> Value {
    let text = parse::text(cell).unwrap_or_default();
    let unit = |word: &str| UNITS.iter().find(|(_, words)| words.contains(&fold(word).as_str())).map(|(unit, _)| *unit);
    if !text.contains('=') {
        return Value::from(unit(&text).unwrap_or(&text));
    }
    let mut rule = toml::Table::new();
    for condition in text.split(';').map(str::trim).filter(|condition| !condition.is_empty()) {
        let (key, value) = match condition.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim().trim_matches('"')),
            None => ("unit", condition),
        };
        let value = if key == "unit" { unit(value).unwrap_or(value) } else { value };
        rule.insert(key.to_owned(), Value::from(value));
    }
    Value::Table(rule)
}

fn value_of(key: &str, cell: &Cell) -> Value {
    let listed =
        |keys: &[&str]| keys.iter().any(|k| *k == key || k.strip_suffix('*').is_some_and(|k| key.starts_with(k)));
    let text = || Value::from(parse::text(cell).unwrap_or_default());
    if listed(TEXT_KEYS) {
        text()
    } else if listed(YES_NO_KEYS) {
        parse::yes_no(cell).ok().flatten().map_or_else(text, Value::from)
    } else if listed(LIST_KEYS) {
        numbers(cell).map_or_else(text, Value::Array)
    } else {
        number(cell).unwrap_or_else(text)
    }
}

/// A list of numbers parted by semicolons or blanks (a comma may be a decimal comma).
fn numbers(cell: &Cell) -> Option<Vec<Value>> {
    let text = parse::text(cell)?;
    let text = text.trim_matches(['[', ']']);
    let parts: Vec<&str> =
        if text.contains(';') { text.split(';').collect() } else { text.split_whitespace().collect() };
    let parts = parts.into_iter().map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty());
    let one = |part: &str| parse::number(&Cell::Text(part.to_owned())).ok().flatten().map(Value::from);
    parts.map(one).collect()
}

/// Whole numbers as TOML's integers, others as its floats.
fn number(cell: &Cell) -> Option<Value> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53
    let number = parse::number(cell).ok().flatten()?;
    Some(if number.fract() == 0.0 && number.abs() < EXACT { Value::from(number as i64) } else { Value::from(number) })
}

/// A dotted key as TOML: `outlook.measured.base.higher` has one key, `base.higher`, below `measured`.
fn dotted(key: &str) -> String {
    const MEASURED: &str = "outlook.measured.";
    match key.strip_prefix(MEASURED) {
        Some(rest) => format!("{MEASURED}{}", bare_or_quoted(rest.trim())),
        None => key.split('.').map(|part| bare_or_quoted(part.trim())).collect::<Vec<_>>().join("."),
    }
}

fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if bare { key.to_owned() } else { Value::from(key).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[(Row, &str, Option<Cell>)]) -> Grid {
        let row = |(row, key, value): &(Row, &str, Option<Cell>)| {
            let key = (!key.is_empty()).then(|| (0, Cell::Text((*key).to_owned())));
            let value = value.clone().map(|value| (1, value));
            (*row, key.into_iter().chain(value).collect())
        };
        Grid { rows: rows.iter().map(row).collect(), unreadable: Vec::new() }
    }

    fn words(value: &str) -> Option<Cell> {
        Some(Cell::Text(value.to_owned()))
    }

    #[test]
    fn one_column_is_toml_with_rows_for_lines() {
        let grid = grid(&[(1, "name = \"A\"", None), (4, "[value]", None), (5, "kin = 0.5", None)]);
        assert_eq!(text(&grid, "f").0.text, "name = \"A\"\n\n\n[value]\nkin = 0.5\n");
    }

    #[test]
    fn two_columns_are_keys_and_values() {
        let rows = [
            (1, "Кілт", words("Мән")),
            (2, "name", Some(Cell::Number(2026.0))),
            (3, "year", Some(Cell::Number(2026.0))),
            (4, "seed", words("7")),
            (5, "# thoughts", words("x")),
            (6, "synthetic", words("иә")),
            (7, "value.kin", words("0,25")),
            (8, "outlook.base.higher", Some(Cell::Number(0.5))),
            (9, "outlook.matched", words("0,5; 0,6; 0,7; 0,8")),
            (10, "outlook.working_age", words("16..62")),
            (11, "outlook.measured.base.higher", words("Survey 2024")),
            (12, "inclusion.rule", words("order")),
            (14, "capacity.families.counts", words("households")),
            (15, "capacity.school-kk.counts", words("stream=kandas; age=6..17; language=kk")),
            (16, "capacity.school-kk.otherwise", words("unlimited")),
            (17, "capacity.клиника №1.counts", words("адамдар")),
            (18, "note", None),
        ];
        let (programme, faults) = text(&grid(&rows), "year.xlsx [programme]");
        assert_eq!(faults, []);
        assert_eq!(programme.file, "year.xlsx [programme]");
        let expected = r#"
            name = "2026"
            year = 2026
            seed = 7
            synthetic = true
            value.kin = 0.25
            outlook.base.higher = 0.5
            outlook.matched = [0.5, 0.6, 0.7, 0.8]
            outlook.working_age = "16..62"
            outlook.measured."base.higher" = "Survey 2024"
            inclusion.rule = "order"
            [[capacity]]
            name = "families"
            counts = "households"
            [[capacity]]
            name = "school-kk"
            counts = { stream = "kandas", age = "6..17", language = "kk" }
            otherwise = "unlimited"
            [[capacity]]
            name = "клиника №1"
            counts = "persons"
        "#;
        let parse = |text: &str| toml::from_str::<qonys_model::Programme>(text).expect("a programme");
        assert_eq!(parse(&programme.text), parse(expected));
        let line = programme.text.lines().position(|line| line.starts_with("outlook.matched"));
        assert_eq!(line, Some(8), "row 9 is line 9");
    }

    #[test]
    fn what_cannot_be_a_number_is_left_to_the_reader_of_toml() {
        let (programme, _) = text(&grid(&[(1, "year", words("next")), (2, "strange key", words("a \"b\"\nc"))]), "f");
        let table: toml::Table = programme.text.parse().expect("TOML");
        assert_eq!(table["year"].as_str(), Some("next"));
        assert_eq!(table["strange key"].as_str(), Some("a \"b\"\nc"));
    }

    #[test]
    fn values_without_keys_and_keys_twice() {
        let rows = [
            (1, "", words("lost")),
            (2, "capacity.a.counts", words("persons")),
            (3, "capacity.a.counts", words("households")),
        ];
        let (_, faults) = text(&grid(&rows), "f");
        let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.row)).collect();
        assert_eq!(found, [(FaultCode::RowUnreadable, Some(1)), (FaultCode::ProgrammeKeyTwice, Some(3))]);
    }
}
