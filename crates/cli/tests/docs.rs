//! Every `$ qonys ...` block of the documentation is run and its output compared. `TRYCMD=overwrite` writes it anew.
//!
//! The blocks of a page run one after the other in a folder of their own that holds a copy of `examples/first-steps` and
//! `examples/year` and `examples/keys`.
//! A block whose fence reads `csv FOLDER/FILE` or `toml FOLDER/FILE` is written there first, into a copy of the example when FOLDER is none yet,
//! so that what a reader is told to change is what the commands read.

use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLE: &str = "examples/first-steps";
const YEAR: &str = "examples/year";
const KEYS: &str = "examples/keys";

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    here.canonicalize().expect("the repository")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|e| e.expect("an entry").path()) {
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, target).expect("copied");
        }
    }
}

/// Writes the files that a page spells out.
fn write_files_of(page: &str, work: &Path) {
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(file) = line.strip_prefix("```csv ").or_else(|| line.strip_prefix("```toml ")) else { continue };
        let text: String = lines.by_ref().take_while(|l| *l != "```").map(|l| format!("{l}\n")).collect();
        let path = work.join(file);
        let folder = path.parent().expect("a folder");
        if !folder.exists() {
            copy(&root().join(EXAMPLE), folder);
        }
        fs::write(path, text).expect("written");
    }
}

#[test]
fn the_commands_of_the_documentation_print_what_it_shows() {
    let docs = root().join("docs");
    let folders = [docs.clone(), docs.join("policy")];
    let listed = |folder: &PathBuf| fs::read_dir(folder).expect("docs").map(|e| e.expect("an entry").path());
    let mut pages: Vec<PathBuf> = folders.iter().flat_map(listed).collect();
    pages.push(root().join("README.md"));
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.sort();
    let mut shown = 0;
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        if !text.contains("```console") {
            continue;
        }
        let work = tempfile::tempdir().expect("a folder");
        copy(&root().join(EXAMPLE), &work.path().join(EXAMPLE));
        copy(&root().join(YEAR), &work.path().join(YEAR));
        copy(&root().join(KEYS), &work.path().join(KEYS));
        write_files_of(&text, work.path());
        std::env::set_current_dir(work.path()).expect("a folder");
        trycmd::TestCases::new().env("LC_ALL", "en").case(&page).run();
        std::env::set_current_dir(root()).expect("a folder");
        shown += text.matches("$ qonys ").count();
    }
    assert!(shown >= 5, "{shown} commands are shown");
}
