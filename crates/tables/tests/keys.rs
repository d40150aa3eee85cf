//! Every fault of a key has a folder that shows it: `tests/cases/keys/CODE-...[-case]/KEY.toml` with the list that reading it
//! gives in `expected.txt`. Where reading finds nothing, the fault is in what the figures amount to.
//!
//! `QONYS_BLESS=1 cargo test -p qonys-tables --test keys` writes the lists anew; read the difference before you commit it.

use qonys_model::{Fault, FaultCode, Severity};
use qonys_tables::read_key;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn listed(faults: &[Fault]) -> String {
    let line = |f: &Fault| {
        let row = f.row.map(|row| row.to_string()).unwrap_or_default();
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let words: Vec<String> = f.words.iter().map(|(name, word)| format!("{name}={word}")).collect();
        let line = [f.code.code(), &f.file, &row, &cell(&f.column), &cell(&f.value), &words.join("; ")].join(" | ");
        format!("{}\n", line.trim_end_matches([' ', '|']))
    };
    faults.iter().map(line).collect()
}

#[test]
fn every_case_lists_what_it_should() {
    let cases = root().join("tests/cases/keys");
    let mut folders: Vec<PathBuf> = fs::read_dir(cases).expect("cases").map(|e| e.expect("a case").path()).collect();
    folders.sort();
    let (mut wrong, mut shown) = (Vec::new(), BTreeSet::new());
    for folder in folders {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let read = read_key(&folder.join("KEY.toml"));
        let sound = read.faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
        assert_eq!(read.key.is_some(), sound, "{name}");
        shown.extend(read.faults.iter().map(|fault| fault.code.code()));
        let found = listed(&read.faults);
        // a term that is empty is found when it is evaluated: see crates/qonys/tests/quota.rs
        assert!(name.starts_with("Q910") || found.contains(&name[..4]), "{name}: {found}");
        let golden = folder.join("expected.txt");
        if std::env::var_os("QONYS_BLESS").is_some() {
            fs::write(&golden, &found).expect("the list is written");
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&found) {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "these lists differ from expected.txt:\n{}", wrong.join("\n"));
    let all = FaultCode::ALL.iter().map(|code| code.code()).filter(|code| code.starts_with("Q9") && *code != "Q910");
    assert_eq!(all.filter(|code| !shown.contains(code)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_keys_of_the_examples_are_sound() {
    let mut count = 0;
    for entry in fs::read_dir(root().join("examples/keys")).expect("the examples") {
        let path = entry.expect("an example").path();
        if path.extension().is_some_and(|e| e == "toml") {
            let read = read_key(&path);
            assert_eq!(listed(&read.faults), "", "{}", path.display());
            count += usize::from(read.key.is_some());
        }
    }
    assert!(count >= 8, "{count} keys");
}

#[test]
fn nothing_at_the_path_and_a_folder() {
    let code = |path: &str| listed(&read_key(&root().join(path)).faults);
    assert!(code("examples/keys/none.toml").starts_with("Q903 | none.toml"), "{}", code("examples/keys/none.toml"));
    assert!(code("examples/keys").starts_with("Q103 | keys"), "{}", code("examples/keys"));
}
