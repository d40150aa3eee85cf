//! `qonys init`: what it writes can be checked and placed at once, and it overwrites nothing.

use crate::program::{LANGUAGES, arg, fresh, names, qonys};
use std::fs;
use std::io::Read;
use std::path::Path;

#[test]
fn a_template_folder_is_clean_and_can_be_placed() {
    let home = fresh();
    let package = home.path().join("year/2026");
    let ran = qonys(&["init", arg(&package)]).done();
    assert!(ran.out.contains(arg(&package)) && ran.err.is_empty());
    assert_eq!(qonys(&["check", arg(&package)]).done().err, "");
    let out = home.path().join("out");
    qonys(&["place", arg(&package), "--out", arg(&out)]).done();
    assert_eq!(names(&out), ["plan.csv", "plan.xlsx", "report.html", "run.json"]);
}

#[test]
fn a_template_workbook_is_clean_and_gives_the_same_plan() {
    let home = fresh();
    let (folder, workbook) = (home.path().join("folder"), home.path().join("year.xlsx"));
    qonys(&["init", arg(&folder)]).done();
    qonys(&["init", arg(&workbook), "--xlsx"]).done();
    assert_eq!(qonys(&["check", arg(&workbook)]).done().err, "");
    let plan = |package, out: &str| {
        let out = home.path().join(out);
        qonys(&["place", package, "--out", arg(&out)]).done();
        fs::read_to_string(out.join("plan.csv")).expect("written")
    };
    assert_eq!(plan(arg(&folder), "one"), plan(arg(&workbook), "two"));
}

#[test]
fn a_template_workbook_has_the_ending_by_which_it_is_opened() {
    let home = fresh();
    let ran = qonys(&["init", "--xlsx", arg(&home.path().join("year 2026"))]).done();
    assert!(ran.out.contains("year 2026.xlsx"), "{}", ran.out);
    assert_eq!(names(home.path()), ["year 2026.xlsx"]);
    // the folder that holds it and nothing else is the package too
    assert_eq!(qonys(&["check", arg(home.path())]).done().err, "");
}

#[test]
fn an_empty_folder_is_filled() {
    let home = fresh();
    qonys(&["init", arg(home.path())]).done();
    assert!(names(home.path()).contains(&"programme.toml".to_owned()));
}

#[test]
fn what_is_there_is_left_alone() {
    let home = fresh();
    fs::write(home.path().join("notes"), "mine").expect("written");
    let file = home.path().join("notes");
    for args in [&["init", arg(home.path())][..], &["init", arg(&file)], &["init", "--xlsx", arg(&file)]] {
        let ran = qonys(args).refused();
        assert!(ran.err.contains("is already there"), "{}", ran.err);
    }
    assert!(qonys(&["init", "--xlsx", arg(home.path())]).refused().err.contains("is already there"));
    assert_eq!(names(home.path()), ["notes"]);
    assert_eq!(fs::read_to_string(&file).expect("there"), "mine");
}

/// The parts of a workbook whose names begin so, as text.
fn parts(workbook: &Path, prefix: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(workbook).expect("a workbook")).expect("an archive");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .filter(|name| name.starts_with(prefix))
        .collect();
    let text = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    };
    names.iter().map(text).collect()
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

/// Every sentence that somebody reads in a template: comments, notes, what a drop-down list says, lines of the README.
fn sentences(folder: &Path, workbook: &Path) -> Vec<String> {
    let file = |name: &str| fs::read_to_string(folder.join(name)).expect("written");
    let (programme, readme) = (file("programme.toml"), file("README.txt"));
    // the end of a broken sentence may be one key
    let long = |line: &&str| line.split_whitespace().count() > 5;
    let comments = programme.lines().filter(|line| line.starts_with("# ") && !line.contains("{ ")).filter(long);
    let lines = readme.lines().filter(long);
    let notes = parts(workbook, "xl/comments");
    let notes = notes.iter().flat_map(|xml| {
        between(xml, "<t xml:space=\"preserve\">", "</t>").into_iter().chain(between(xml, "<t>", "</t>"))
    });
    let sheets = parts(workbook, "xl/worksheets/sheet");
    let lists = sheets
        .iter()
        .flat_map(|xml| ["errorTitle=\"", "error=\""].into_iter().flat_map(|mark| between(xml, mark, "\"")));
    comments.chain(lines).chain(notes).chain(lists).map(str::to_owned).collect()
}

#[test]
fn a_template_speaks_the_language_that_was_asked_for() {
    for lang in LANGUAGES {
        let home = fresh();
        let (folder, workbook) = (home.path().join("folder"), home.path().join("year.xlsx"));
        qonys(&["init", arg(&folder), "--lang", lang]).done();
        qonys(&["init", arg(&workbook), "--xlsx", "--lang", lang]).done();
        for package in [&folder, &workbook] {
            assert_eq!(qonys(&["check", arg(package), "--lang", lang]).done().err, "", "{lang}");
        }
        let sentences = sentences(&folder, &workbook);
        assert!(sentences.len() > 150, "{lang}: {}", sentences.len());
        for sentence in &sentences {
            let cyrillic = sentence.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
            assert_eq!(cyrillic, lang != "en", "{lang}: {sentence}");
            assert!(!sentence.contains("init-") && !sentence.contains("{$"), "{lang}: {sentence}");
        }
    }
}
