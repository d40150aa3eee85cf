//! docs/package.md says what the reader does: its columns, headers and defaults are the reader's, its examples read.

use qonys_model::{Programme, Table};
use qonys_tables::{columns_of, read, table_named};
use std::fs;
use std::path::Path;

const REFERENCE: &str = include_str!("../../../docs/package.md");

fn tables() -> impl Iterator<Item = Table> {
    Table::ALL.into_iter().filter(|table| *table != Table::Programme)
}

/// The text below a heading, up to the next heading of the same rank.
fn section(heading: &str) -> &'static str {
    let rank = heading.split(' ').next().expect("a heading");
    let (_, below) = REFERENCE.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no `{heading}`"));
    below.split(&format!("\n{rank} ")).next().expect("a section")
}

/// The first fenced block of a language in a text.
fn block<'t>(text: &'t str, language: &str) -> &'t str {
    let (_, code) = text.split_once(&format!("```{language}\n")).expect("an example");
    code.split("```").next().expect("a block")
}

/// The cells of the rows of all tables of a text.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| line.starts_with("| ")).map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
}

#[test]
fn columns_stand_in_the_order_of_the_reader_and_required_ones_have_a_star() {
    for table in tables() {
        let section = section(&format!("## {}.csv", table.name()));
        let (first, _) = section.split_once("\n\n|").map(|(_, rest)| rest.split_once("\n\n").unwrap_or((rest, ""))).expect("columns");
        let listed: Vec<&str> = first.lines().skip(2).filter_map(|l| l.split(" | ").next()).map(|l| l.trim_matches(['|', ' '])).collect();
        let known: Vec<String> =
            columns_of(table).iter().map(|c| format!("`{}`{}", c.name, if c.required { "\\*" } else { "" })).collect();
        assert_eq!(listed, known, "{}", table.name());
    }
}

#[test]
fn every_header_in_another_language_is_listed() {
    let listed: Vec<Vec<&str>> = rows(section("## Headers")).collect();
    for table in tables() {
        for column in columns_of(table) {
            let key = format!("`{}`", column.name);
            let own = |row: &&Vec<&str>| ["keys", table.name()].contains(&row[0]) && row[1].starts_with(&key);
            let row = listed.iter().find(own).unwrap_or_else(|| panic!("no row for {} {key}", table.name()));
            let text = row[1..].join(", ");
            for name in column.other_names {
                let stands = text.split([',', '(', ')']).any(|part| part.trim().trim_start_matches("also ") == *name);
                assert!(stands, "{} {}: `{name}` is not among {text}", table.name(), column.name);
            }
        }
    }
}

#[test]
fn names_of_tables_are_those_that_are_read() {
    for row in rows(section("## Names of tables")).filter(|row| row[0] != "table") {
        for name in row.iter().flat_map(|cell| cell.split(", ")).filter(|name| !name.is_empty()) {
            assert_eq!(table_named(name), table_named(row[0]), "{name}");
        }
    }
}

#[test]
fn defaults_are_those_of_the_program() {
    let capacity = "[[capacity]]\nname = \"all\"\ncounts = \"persons\"\n";
    let programme: Programme = toml::from_str(&format!("name = \"x\"\nyear = 2026\n{capacity}")).expect("a programme");
    let own = toml::Value::try_from(&programme).expect("TOML");
    let mut seen = 0;
    for row in rows(section("## programme.toml")).filter(|row| row.len() == 4 && row[2].starts_with('`')) {
        let path = row[0].trim_end_matches("\\*").trim_matches('`');
        let mut at = &own;
        for key in path.split('.') {
            at = if at.is_array() { &at[0] } else { at };
            at = at.get(key).unwrap_or_else(|| panic!("no key `{path}`"));
        }
        assert_eq!(at.to_string(), row[2].trim_matches('`'), "{path}");
        seen += 1;
    }
    assert_eq!(seen, 14, "keys with a default");
}

#[test]
fn the_examples_are_a_package_without_faults() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "programme.toml", block(section("### Counting"), "toml"));
    for table in tables().filter(|table| *table != Table::Scores) {
        let section = section(&format!("## {}.csv", table.name()));
        write(folder.path(), &format!("{}.csv", table.name()), block(section, "csv"));
    }
    let first = read(folder.path());
    assert_eq!(first.faults, []);
    let package = first.package.expect("a package");
    assert_eq!((package.households.len(), package.people.len(), package.ties.len()), (2, 4, 2));
    write(folder.path(), "scores.csv", block(section("## scores.csv"), "csv"));
    let scored = read(folder.path());
    assert_eq!(scored.faults, []);
    assert_eq!(scored.package.and_then(|p| p.scores).map(|s| s.len()), Some(3));
}

fn write(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).expect("writes");
}
