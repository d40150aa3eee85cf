//! The same package gives the same bytes, with any number of threads and however often (invariant 3).

use crate::made::medium_year;
use crate::program::{arg, fresh, qonys, root};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The files that hold no time: name and bytes. run.json is compared without its times, memory and thread count.
fn files(package: &Path, threads: &str) -> Vec<(String, Vec<u8>)> {
    let out = fresh();
    qonys(&["place", arg(package), "--out", arg(out.path()), "--threads", threads]).done();
    let read = |name: &str| fs::read(out.path().join(name)).expect("written");
    let mut run: Value = serde_json::from_slice(&read("run.json")).expect("JSON");
    for (part, name) in [("", "seconds"), ("", "peak_memory_mb"), ("/options", "threads")] {
        let removed = run.pointer_mut(part).and_then(Value::as_object_mut).and_then(|part| part.remove(name));
        assert!(removed.is_some(), "run.json says {part}/{name}");
    }
    let run = serde_json::to_vec_pretty(&run).expect("JSON");
    let mut files: Vec<_> =
        ["plan.csv", "plan.xlsx", "report.html"].iter().map(|name| ((*name).to_owned(), read(name))).collect();
    files.push(("run.json".to_owned(), run));
    files
}

fn assert_same(package: &Path) {
    let first = files(package, "1");
    for threads in ["1", "2", "4", "8"] {
        for ((name, bytes), (_, wanted)) in files(package, threads).iter().zip(&first) {
            assert!(bytes == wanted, "{}: {name} differs with {threads} threads", package.display());
        }
    }
}

#[test]
fn a_dozen_families() {
    assert_same(&root().join("examples/first-steps"));
}

#[test]
fn a_hundred_and_fifty_families() {
    let package = fresh();
    medium_year(package.path());
    assert_same(package.path());
}

#[test]
fn a_hundred_and_fifty_families_without_openings() {
    let package = fresh();
    medium_year(package.path());
    fs::remove_file(package.path().join("openings.csv")).expect("removed");
    assert_same(package.path());
}

/// Rows in another order are the same families: the plan is worth the same, whichever of equals it takes.
#[test]
fn the_order_of_rows_is_no_merit() {
    let (package, turned) = (fresh(), fresh());
    medium_year(package.path());
    for path in crate::program::entries(package.path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a table");
        let text = match text.split_once('\n') {
            Some((header, rows)) if name.ends_with(".csv") && name != "regions.csv" => {
                let rows: Vec<&str> = rows.lines().rev().collect();
                format!("{header}\n{}\n", rows.join("\n"))
            }
            _ => text,
        };
        fs::write(turned.path().join(name), text).expect("written");
    }
    let value = |package: &Path| {
        let out = fresh();
        qonys(&["place", arg(package), "--out", arg(out.path())]).done();
        let run: Value =
            serde_json::from_slice(&fs::read(out.path().join("run.json")).expect("written")).expect("JSON");
        (run["value"].as_f64().expect("a value"), run["bound"].as_f64().expect("a bound"))
    };
    let ((one, one_bound), (other, other_bound)) = (value(package.path()), value(turned.path()));
    let slack = 1e-9 + (one_bound - one).max(other_bound - other);
    assert!((one - other).abs() <= slack, "{one} and {other}, proved to {slack}");
}
