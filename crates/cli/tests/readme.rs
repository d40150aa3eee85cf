//! The README prints what its first command prints, seconds aside.

use std::fs;
use std::path::Path;
use std::process::Command;

const COMMAND: &str = "cargo run --release -- place examples/kazakhstan-2026 --out out";
const FENCE: &str = "```text\n";

/// A summary up to the seconds at its end.
fn without_seconds(text: &str) -> &str {
    let text = text.trim_end();
    text.rfind(" (").map_or(text, |at| &text[..at])
}

/// `UPDATE_DOCS=1` writes the block; the seconds stay those that somebody measured with the release build.
#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let work = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_qonys"))
        .current_dir(work.path())
        .env("LC_ALL", "en")
        .arg("place")
        .arg(root.join("examples/kazakhstan-2026").canonicalize().expect("the example"))
        .args(["--out", "out"])
        .output()
        .expect("the binary runs");
    let printed = String::from_utf8(run.stdout).expect("UTF-8");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));

    let command = readme.find(COMMAND).expect("the command is in the README");
    let start = command + readme[command..].find(FENCE).expect("a block follows") + FENCE.len();
    let end = start + readme[start..].find("```").expect("the block ends");
    let shown = &readme[start..end];
    if without_seconds(shown) == without_seconds(&printed) {
        return;
    }
    assert!(std::env::var_os("UPDATE_DOCS").is_some(), "the README shows\n{shown}\nand the command prints\n{printed}");
    let seconds = &shown.trim_end()[without_seconds(shown).len()..];
    let block = format!("{}{seconds}\n", without_seconds(&printed));
    fs::write(root.join("README.md"), [&readme[..start], &block, &readme[end..]].concat()).expect("written");
}
