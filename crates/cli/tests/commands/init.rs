//! `qonys init`: what it writes can be checked and placed at once, and it overwrites nothing.

use crate::program::{arg, fresh, names, qonys};
use std::fs;

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
