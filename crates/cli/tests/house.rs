//! The house rules of ARCHITECTURE.md that neither Cargo nor clippy can hold.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every source file of a crate with its text, tests left out.
fn sources(krate: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("crates").join(krate).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|e| e == "rs") && !of_tests(&entry) {
                let text = fs::read_to_string(&entry).expect("a source file");
                let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default().to_owned();
                files.push((entry, code));
            }
        }
    }
    assert!(!files.is_empty(), "{krate} has sources");
    files
}

/// Modules of tests are called `tests` or `..._tests` and stand behind `#[cfg(test)]`.
fn of_tests(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
    stem == "tests" || stem.ends_with("_tests")
}

fn assert_absent(krate: &str, words: &[&str], except: &[&str]) {
    for (file, text) in sources(krate) {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        for word in words {
            let found = text.contains(word) && !except.contains(&name);
            assert!(!found, "`{word}` in {}", file.display());
        }
    }
}

fn dependencies(krate: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join("crates").join(krate).join("Cargo.toml")).expect("a manifest");
    let section = manifest.split("[dependencies]").nth(1).expect("dependencies");
    let section = section.split("\n[").next().unwrap_or_default();
    let name = |line: &str| line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned();
    section.lines().map(name).filter(|n| n.starts_with("qonys")).collect()
}

#[test]
fn rooms_see_only_what_they_may() {
    assert_eq!(dependencies("model"), [""; 0]);
    assert_eq!(dependencies("solve"), [""; 0]);
    assert_eq!(dependencies("tables"), ["qonys-model"]);
    assert_eq!(dependencies("report"), ["qonys-model"]);
    assert_eq!(dependencies("store"), [""; 0]);
    assert_eq!(dependencies("qonys"), ["qonys-model", "qonys-solve"]);
}

#[test]
fn only_tables_opens_files() {
    for krate in ["model", "solve", "qonys", "report"] {
        assert_absent(krate, &["std::fs", "File::", "std::net", "std::env", "std::process"], &[]);
    }
    // The command line reads how much memory the process held, and nothing else.
    assert_absent("cli", &["std::fs", "File::"], &["clock.rs"]);
}

#[test]
fn the_journal_knows_no_records_and_no_clock() {
    assert_absent("store", &["std::net", "std::env", "std::process", "std::time", "serde", "household", "region"], &[]);
}

#[test]
fn the_engine_knows_no_people() {
    assert_absent("solve", &["household", "Household", "person_id", "qonys_model"], &[]);
}

#[test]
fn sentences_stand_in_locales() {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    // a word, that is; a letter by itself may have a width
    let word = |line: &str| line.split(|c| !cyrillic(c)).any(|letters| letters.chars().count() > 1);
    for krate in ["solve", "qonys", "report", "store", "cli"] {
        for (file, text) in sources(krate) {
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            let found = code.into_iter().find(|line| word(line));
            assert!(found.is_none(), "{}: {found:?}", file.display());
        }
    }
}

#[test]
fn modules_keep_to_one_idea() {
    for krate in ["model", "tables", "solve", "qonys", "report", "store", "cli"] {
        for (file, text) in sources(krate) {
            let lines = text.lines().count();
            assert!(lines <= 500, "{}: {lines} lines", file.display());
            let stem = file.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
            assert!(!["util", "utils", "common", "helper", "helpers", "misc"].contains(&stem), "{}", file.display());
        }
    }
}
