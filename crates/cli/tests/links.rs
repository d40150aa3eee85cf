//! What the documentation points at exists: relative links, their headings, and paths in the repository.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Every Markdown file of the repository, and its text.
fn pages() -> Vec<(PathBuf, String)> {
    let mut pages = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            if path.is_dir() && !name.starts_with('.') && !["target", "out", "node_modules"].contains(&name) {
                folders.push(path);
            } else if name.ends_with(".md") {
                let text = fs::read_to_string(&path).expect("a page");
                pages.push((path, text));
            }
        }
    }
    pages.sort();
    pages
}

/// The text without fenced and indented blocks.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced && !line.starts_with("    ") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Headings as the anchors that a forge makes of them.
fn anchors(text: &str) -> Vec<String> {
    let anchor = |line: &str| {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    prose(text).lines().filter(|l| l.starts_with('#')).map(anchor).collect()
}

/// The targets of `[words](target)` and `src="target"`.
fn links(text: &str) -> Vec<String> {
    let text = prose(text);
    let ends = |mark: &str, end: char| -> Vec<String> {
        text.split(mark).skip(1).filter_map(|rest| rest.split_once(end)).map(|(target, _)| target.to_owned()).collect()
    };
    let mut found = ends("](", ')');
    found.extend(ends("src=\"", '"'));
    found
}

#[test]
fn links_lead_somewhere() {
    let mut checked = 0;
    for (page, text) in pages() {
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().expect("a folder").join(file) };
            assert!(target.exists(), "{}: {link}", page.display());
            if !anchor.is_empty() && target.extension().is_some_and(|e| e == "md") {
                let known = anchors(&fs::read_to_string(&target).expect("a page"));
                assert!(known.iter().any(|a| a == anchor), "{}: no heading for {link}", page.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked} links");
}

/// A `path` in code quotes whose first folder is one of the repository's must be there.
#[test]
fn paths_in_the_text_exist() {
    let rooms = ["crates", "docs", "examples", "codes", "data", "locales", "schemas", "tests", ".ci"];
    let mut checked = 0;
    for (page, text) in pages() {
        let text = prose(&text);
        for path in text.split('`').skip(1).step_by(2) {
            let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            let room = path.split('/').next().unwrap_or_default();
            if plain && path.contains('/') && rooms.contains(&room) {
                assert!(root().join(path).exists(), "{}: `{path}`", page.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "{checked} paths");
}
