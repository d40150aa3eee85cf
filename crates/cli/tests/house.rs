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

/// The texts in quotation marks of a source, comments left out.
fn quoted(code: &str) -> Vec<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("#[error("));
    let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "' '").replace("'\\\"'", "' '");
    let mut texts = Vec::new();
    let mut letters = code.chars();
    while letters.any(|c| c == '"') {
        let mut text = String::new();
        while let Some(letter) = letters.next().filter(|c| *c != '"') {
            text.push(letter);
            text.extend(if letter == '\\' { letters.next() } else { None });
        }
        texts.push(text);
    }
    texts
}

/// Whether a text is a sentence of English: it begins with a capital and has three words in a row in small letters.
fn is_english(text: &str) -> bool {
    let plain = |word: &str| {
        word.len() > 1 && word.trim_end_matches(['.', ',', ':', ';']).bytes().all(|b| b.is_ascii_lowercase())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    text.starts_with(|c: char| c.is_ascii_uppercase()) && words.windows(3).any(|three| three.iter().all(|w| plain(w)))
}

/// English could hide where Cyrillic letters cannot. Texts of `clap` are the command's help, which is English.
#[test]
fn no_english_sentence_stands_in_a_room_that_writes_for_people() {
    assert!(is_english("The rows in the files are a sample: replace them."));
    for krate in ["tables", "report", "cli"] {
        for (file, code) in sources(krate) {
            let found = quoted(&code).into_iter().find(|text| is_english(text));
            assert!(found.is_none(), "{}: {found:?}", file.display());
        }
    }
}

/// Files that sources take in whole are no place for sentences either: their comments are keys of `locales/`.
#[test]
fn templates_have_keys_for_comments() {
    let folder = root().join("crates/tables/src/init");
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut lines = 0;
    for file in files.filter(|file| file.extension().is_some_and(|ending| ending != "rs")) {
        for line in fs::read_to_string(&file).expect("text").lines().filter(|line| line.starts_with('#')) {
            let words = line.split_whitespace().filter(|word| word.bytes().all(|b| b.is_ascii_lowercase())).count();
            assert!(words < 3, "{}: {line}", file.display());
            lines += 1;
        }
    }
    assert!(lines > 40, "{lines} comments");
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
