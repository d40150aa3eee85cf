//! A run that fails leaves what was there, and nothing half written.

use crate::program::{arg, cases, copy_of, entries, fresh, names, qonys, root};
use std::fs;
use std::path::Path;

const OLD: [&str; 4] = ["plan.csv", "plan.xlsx", "report.html", "run.json"];

/// A folder with the output of an earlier run.
fn old_output() -> tempfile::TempDir {
    let out = fresh();
    for name in OLD {
        fs::write(out.path().join(name), format!("the old {name}")).expect("written");
    }
    out
}

#[track_caller]
fn assert_old(out: &Path) {
    assert_eq!(names(out), OLD);
    for path in entries(out) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(fs::read_to_string(&path).expect("text"), format!("the old {name}"));
    }
}

/// A good package with one change of a file.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let package = copy_of(&cases().join("good-small"));
    let path = package.path().join(file);
    let text = fs::read_to_string(&path).expect("a table");
    assert!(text.contains(from), "{file} has {from}");
    fs::write(&path, text.replace(from, to)).expect("written");
    package
}

#[test]
fn a_package_with_a_fault() {
    let out = old_output();
    let package = changed("people.csv", "1984", "nineteen");
    let ran = qonys(&["place", arg(package.path()), "--out", arg(out.path())]).refused();
    assert!(ran.err.contains("Q303 error  people.csv, row 2, column birth_year: nineteen"), "{}", ran.err);
    assert_old(out.path());
}

#[test]
fn a_package_with_a_fault_makes_no_folder() {
    let home = fresh();
    let package = changed("people.csv", "1984", "nineteen");
    qonys(&["place", arg(package.path()), "--out", arg(&home.path().join("new/out"))]).refused();
    assert_eq!(names(home.path()), [""; 0]);
}

#[test]
fn statements_that_no_plan_can_meet() {
    let out = old_output();
    // eight minimal places for seven people who may go there
    let package = changed("programme.toml", "rule = \"value\"", "rule = \"everyone\"");
    let capacities = package.path().join("capacities.csv");
    fs::write(&capacities, "region,capacity,places\nKZ-55,persons,3\nKZ-39,persons,2\nKZ-59,persons,4\n")
        .expect("written");
    let ran = qonys(&["place", arg(package.path()), "--out", arg(out.path())]).refused();
    assert!(
        ran.err.starts_with("There is no plan: these statements cannot all hold, and any one of them must give."),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("everyone must be placed; here "), "{}", ran.err);
    assert_old(out.path());
}

#[test]
fn a_file_where_the_folder_should_be() {
    let home = fresh();
    let out = home.path().join("out");
    fs::write(&out, "somebody's notes").expect("written");
    let package = cases().join("good-small");
    for target in [out.clone(), out.join("deeper")] {
        let ran = qonys(&["place", arg(&package), "--out", arg(&target)]).refused();
        assert!(ran.err.starts_with("Nothing was written. "), "{}", ran.err);
        assert!(ran.err.contains(arg(&out)), "{}", ran.err);
    }
    assert_eq!(names(home.path()), ["out"]);
    assert_eq!(fs::read_to_string(&out).expect("there"), "somebody's notes");
}

#[test]
fn a_folder_where_a_file_should_be() {
    let out = old_output();
    fs::remove_file(out.path().join("run.json")).expect("removed");
    fs::create_dir(out.path().join("run.json")).expect("a folder");
    fs::write(out.path().join("run.json/notes"), "mine").expect("written");
    let ran = qonys(&["place", arg(&cases().join("good-small")), "--out", arg(out.path())]).refused();
    assert!(ran.err.starts_with("Nothing was written. ") && ran.err.contains("run.json"), "{}", ran.err);
    assert_eq!(names(out.path()), OLD);
    for name in &OLD[..3] {
        assert_eq!(fs::read_to_string(out.path().join(name)).expect("text"), format!("the old {name}"));
    }
    assert_eq!(fs::read_to_string(out.path().join("run.json/notes")).expect("there"), "mine");
}

#[test]
fn a_run_that_goes_well_replaces_the_four_files_and_no_other() {
    let out = old_output();
    fs::write(out.path().join("minutes.txt"), "of the commission").expect("written");
    qonys(&["place", arg(&root().join("examples/first-steps")), "--out", arg(out.path())]).done();
    assert_eq!(names(out.path()), ["minutes.txt", "plan.csv", "plan.xlsx", "report.html", "run.json"]);
    assert_eq!(fs::read_to_string(out.path().join("minutes.txt")).expect("there"), "of the commission");
    for name in OLD {
        assert!(!fs::read(out.path().join(name)).expect("written").starts_with(b"the old"), "{name}");
    }
}

#[test]
fn a_package_may_take_its_own_output() {
    let package = copy_of(&cases().join("good-small"));
    let folder = arg(package.path());
    qonys(&["place", folder, "--out", folder]).done();
    let first = fs::read(package.path().join("plan.csv")).expect("written");
    let clean = qonys(&["check", folder]).done();
    assert_eq!(clean.err, "");
    qonys(&["place", folder, "--out", folder]).done();
    assert_eq!(fs::read(package.path().join("plan.csv")).expect("written"), first);
}
