//! `qonys replay`: many years from one specification; a year of a package is in docs/replay.md, which runs as a test.

use crate::program::{fresh, names, qonys, root, run_in};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The example's specification with a hundredth of the people.
fn small_eras(folder: &Path) {
    let sound = fs::read_to_string(root().join("examples/eras/eras.toml")).expect("a specification");
    let hundredth = |line: &str| match line.strip_prefix("persons = [").and_then(|l| l.strip_suffix(']')) {
        None => line.to_owned(),
        Some(list) => {
            let few = list.split(", ").map(|n| (n.parse::<u32>().expect("a number") / 100).to_string());
            format!("persons = [{}]", few.collect::<Vec<_>>().join(", "))
        }
    };
    let small = sound.lines().map(hundredth).collect::<Vec<_>>().join("\n");
    fs::write(folder.join("eras.toml"), small).expect("written");
}

#[test]
fn a_folder_with_eras_is_the_file_in_it_for_any_number_of_threads() {
    let home = fresh();
    small_eras(home.path());
    let replay = |spec: &str, threads: &str, out: &str| {
        run_in(home.path(), &[], &["replay", spec, "--batches", "3", "--threads", threads, "--out", out]).done()
    };
    replay(".", "1", "one");
    replay("eras.toml", "4", "four");
    assert_eq!(names(&home.path().join("one")), ["eras.csv", "eras.html", "eras.json", "eras_regions.csv"]);
    for file in ["eras.csv", "eras_regions.csv", "eras.html"] {
        let bytes = |out: &str| fs::read(home.path().join(out).join(file)).expect("a file");
        let same = bytes("one") == bytes("four");
        assert!(same || file == "eras.html", "{file} differs"); // the page names the options typed
    }
    let json = fs::read_to_string(home.path().join("one/eras.json")).expect("a record");
    let record: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(record["inputs"][0]["file"], "eras.toml");
    let years = record["years"].as_array().expect("years");
    assert_eq!(years.len(), 35);
    for year in years {
        let worth = |policy: &str| {
            let all = year["policies"].as_array().expect("policies");
            all.iter().find(|p| p["policy"] == policy).and_then(|p| p["in_work"].as_f64()).expect("a number")
        };
        assert!(worth("hindsight") > 0.0 && worth("need-key") <= worth("hindsight") * 1.001, "{year}");
    }
}

#[test]
fn a_folder_without_either_is_told_what_a_package_needs() {
    let home = fresh();
    let folder = home.path().display().to_string();
    let ran = qonys(&["replay", &folder, "--out", &format!("{folder}/out")]).refused();
    assert!(ran.err.contains("Q102"), "{}", ran.shown());
}

#[test]
fn a_pool_that_knows_what_is_to_come_is_refused() {
    let home = fresh();
    let (this, last) = (root().join("examples/first-steps"), root().join("examples/year/last-year"));
    let [this, last] = [this, last].map(|path| path.display().to_string());
    let out = home.path().join("out").display().to_string();
    let replay = |package: &str, pool: &str| {
        qonys(&["replay", package, "--pool", pool, "--orders", "1", "--batches", "2", "--out", &out])
    };
    let later = replay(&last, &this).refused();
    assert!(later.err.contains("A past year cannot be 2026"), "{}", later.err);
    let itself = replay(&this, &this).refused();
    assert!(itself.err.contains("the year itself"), "{}", itself.err);
    let twice = qonys(&["replay", &this, "--pool", &last, &last, "--out", &out]).refused();
    assert!(twice.err.contains("The year 2025 is given twice"), "{}", twice.err);
    let eras = root().join("examples/eras").display().to_string();
    let eras = replay(&eras, &last).refused();
    assert!(eras.err.contains("--pool cannot be given"), "{}", eras.err);
    assert!(!home.path().join("out").exists());
    replay(&this, &last).done();
}
