//! The template package as a folder.

use super::Say;
use super::template::{TABLES, TemplateTable};
use crate::write::csv_bytes;
use std::fmt::Write;

/// The programme with the keys of its comments in angle brackets.
const PROGRAMME: &str = include_str!("programme.toml");

/// Comments and the README are broken into lines of at most so many letters.
const WIDTH: usize = 110;

/// A template package as files, name and bytes: a commented `programme.toml`, a CSV file for each table with one small
/// household in them, and a `README.txt` that says what each file and column is, in the words of `say`. It reads without
/// faults.
#[must_use]
pub fn init_folder(say: &Say<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("README.txt".to_owned(), readme(say).into_bytes()),
        ("programme.toml".to_owned(), programme(say).into_bytes()),
    ];
    files.extend(TABLES.iter().map(|table| (format!("{}.csv", table.name), csv(table))));
    files
}

fn csv(table: &TemplateTable) -> Vec<u8> {
    let header: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
    csv_bytes(&header, table.rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()))
}

/// The programme with sentences for keys. A comment that is nothing but a sentence takes the lines that it needs.
fn programme(say: &Say<'_>) -> String {
    let mut text = String::new();
    for line in PROGRAMME.lines() {
        match line.strip_prefix("# <").and_then(|rest| rest.strip_suffix('>')) {
            Some(key) => put(&mut text, ["# ", "# "], &say(key, &[])),
            None => {
                text.push_str(&filled(line, say));
                text.push('\n');
            }
        }
    }
    text
}

/// A line with the sentence of the key in it, where it has one.
fn filled(line: &str, say: &Say<'_>) -> String {
    let parts = line.split_once("<init-").and_then(|(before, rest)| Some((before, rest.split_once('>')?)));
    let Some((before, (key, after))) = parts else { return line.to_owned() };
    // within quotation marks a text must not end them
    let said = say(&format!("init-{key}"), &[]);
    format!("{before}{}{after}", if after.starts_with('"') { said.replace(['"', '\\'], "'") } else { said })
}

/// Adds a sentence in lines, with what stands before the first and before the others.
fn put(text: &mut String, [first, others]: [&str; 2], sentence: &str) {
    let mut room = WIDTH.saturating_sub(first.chars().count());
    let mut line = first.to_owned();
    let mut fresh = true;
    for word in sentence.split(' ') {
        let length = word.chars().count();
        if !fresh && length + 1 > room {
            text.push_str(&line);
            text.push('\n');
            (line, room, fresh) = (others.to_owned(), WIDTH.saturating_sub(others.chars().count()), true);
        }
        if !fresh {
            line.push(' ');
        }
        line.push_str(word);
        room = room.saturating_sub(length + usize::from(!fresh));
        fresh = false;
    }
    text.push_str(&line);
    text.push('\n');
}

fn readme(say: &Say<'_>) -> String {
    let mut text = String::new();
    let star = |required| if required { '*' } else { ' ' };
    for (key, blank) in [
        ("init-readme-title", true),
        ("init-readme-run", false),
        ("init-readme-sample", true),
        ("init-readme-csv", false),
        ("init-readme-star", true),
    ] {
        put(&mut text, [""; 2], &say(key, &[]));
        text.push_str(if blank { "\n" } else { "" });
    }
    text.push_str("* programme.toml\n");
    put(&mut text, ["    "; 2], &say("init-readme-programme", &[]));
    for table in &TABLES {
        let _ = write!(text, "\n{} {}.csv\n", star(table.required), table.name);
        put(&mut text, ["    "; 2], &say(table.about, &[]));
        for column in table.columns {
            let name = format!("    {} {:<12} ", star(column.required), column.name);
            put(&mut text, [&name, &" ".repeat(name.len())], &say(column.about, &[]));
        }
    }
    text.push('\n');
    put(&mut text, ["  "; 2], &say("init-readme-further", &[]));
    put(&mut text, ["    uses.csv     ", "                 "], &say("init-readme-uses", &[]));
    put(&mut text, ["    scores.csv   ", "                 "], &say("init-readme-scores", &[]));
    text.push('\n');
    put(&mut text, [""; 2], &say("init-readme-columns", &[]));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use qonys_model::{Counts, Inclusion, Outlook, Programme, Value};

    fn file(name: &str) -> String {
        let files = init_folder(&super::super::keys);
        let (_, bytes) = files.iter().find(|(n, _)| n == name).expect("the file is there");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }

    #[test]
    fn the_programme_reads_and_shows_the_defaults() {
        let programme: Programme = toml::from_str(&file("programme.toml")).expect("reads");
        assert_eq!(programme.outlook, Outlook::default());
        assert_eq!(programme.value, Value::default());
        assert_eq!(programme.inclusion, Inclusion::default());
        assert!(programme.capacity.iter().all(|c| matches!(c.counts, Counts::Rule(_))));
    }

    #[test]
    fn the_programme_names_every_key_with_a_comment_before_it() {
        let text = file("programme.toml");
        let schema: serde_json::Value = serde_json::from_str(&crate::programme_schema()).expect("JSON");
        let mut parts = vec![&schema];
        parts.extend(["CapacityKind", "Value", "Outlook", "Inclusion"].map(|d| &schema["$defs"][d]));
        for key in parts.iter().flat_map(|p| p["properties"].as_object().expect("keys").keys()) {
            let lines: Vec<&str> = text.lines().collect();
            let stands = |l: &&str| {
                l.starts_with(&format!("{key} = "))
                    || l.starts_with(&format!("[[{key}]]"))
                    || l.ends_with(&format!("{key}]"))
            };
            let at = lines.iter().position(stands).unwrap_or_else(|| panic!("no `{key}`"));
            assert!(lines[at - 1].starts_with('#'), "no comment before `{key}`");
        }
        let rule = schema["$defs"]["CountsRule"]["properties"].as_object().expect("keys");
        for key in rule.keys() {
            assert!(text.contains(&format!("#   {key} = ")), "the condition `{key}` is not explained");
        }
    }

    #[test]
    fn every_row_has_a_cell_for_every_column_and_required_ones_are_full() {
        for table in &TABLES {
            for row in table.rows {
                assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                for (cell, column) in row.iter().zip(table.columns) {
                    assert!(!column.required || !cell.is_empty(), "{} {}", table.name, column.name);
                }
            }
            let lines = file(&format!("{}.csv", table.name)).lines().count();
            assert_eq!(lines, table.rows.len() + 1);
        }
    }

    #[test]
    fn the_readme_names_every_file_and_column() {
        let readme = file("README.txt");
        for (name, _) in init_folder(&super::super::keys).iter().filter(|(n, _)| n != "README.txt") {
            assert!(readme.contains(name.as_str()), "{name}");
        }
        for column in TABLES.iter().flat_map(|t| t.columns) {
            assert!(readme.contains(column.about), "{}", column.name);
        }
    }
}
