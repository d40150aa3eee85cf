//! The template package as a folder.

use super::template::{TABLES, TemplateTable};
use crate::write::csv_bytes;
use std::fmt::Write;

const PROGRAMME: &str = include_str!("programme.toml");

/// A template package as files, name and bytes: a commented `programme.toml`, a CSV file for each table with one small
/// household in them, and a `README.txt` that says what each file and column is. It reads without faults.
#[must_use]
pub fn init_folder() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("README.txt".to_owned(), readme().into_bytes()),
        ("programme.toml".to_owned(), PROGRAMME.as_bytes().to_vec()),
    ];
    files.extend(TABLES.iter().map(|table| (format!("{}.csv", table.name), csv(table))));
    files
}

fn csv(table: &TemplateTable) -> Vec<u8> {
    let header: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
    csv_bytes(&header, table.rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()))
}

fn readme() -> String {
    let mut text = String::from(
        "A data package for Qonys\n\
         \n\
         Put your programme into these files and run:  qonys check .   then   qonys place . --out out\n\
         The rows in the files are a sample: replace them.\n\
         \n\
         The files are CSV: UTF-8 or Windows-1251, with commas or semicolons, as a spreadsheet saves them.\n\
         A star (*) marks the files and columns that must be there. The others may be absent or empty.\n\
         \n\
         * programme.toml\n    The policy of the year. Its comments explain every key.\n",
    );
    for table in &TABLES {
        let star = |required| if required { '*' } else { ' ' };
        let _ = write!(text, "\n{} {}.csv\n    {}\n", star(table.required), table.name, table.about);
        for column in table.columns {
            let _ = writeln!(text, "    {} {:<12} {}", star(column.required), column.name, column.about);
        }
    }
    text.push_str(
        "\n  Further tables that a package may have:\n\
         \x20   uses.csv     household*, region*, capacity*, amount*: where a household's use of a capacity differs by region.\n\
         \x20   scores.csv   household* (or person*), region*, value*: the numbers of a model of your own; a pair that is\n\
         \x20                absent is not allowed. People may then be replaced by counts in columns of households.csv.\n\
         \n\
         households.csv may have further columns of whole numbers, which a capacity can count; regions.csv may have\n\
         further columns of numbers.\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use qonys_model::{Counts, Inclusion, Outlook, Programme, Value};

    fn file(name: &str) -> String {
        let files = init_folder();
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
        for (name, _) in init_folder().iter().filter(|(n, _)| n != "README.txt") {
            assert!(readme.contains(name.as_str()), "{name}");
        }
        for column in TABLES.iter().flat_map(|t| t.columns) {
            assert!(readme.contains(column.about), "{}", column.name);
        }
    }
}
