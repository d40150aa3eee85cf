//! Groups and promises from outside: in the record and on the page, by a hand-made plan, and when they cannot be kept.

use crate::program::{LANGUAGES, arg, copy_to, fresh, names, qonys, root};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// First steps with a policy on groups.
fn with_fairness(folder: &Path, fairness: &str) -> String {
    copy_to(&root().join("examples/first-steps"), folder);
    let file = folder.join("programme.toml");
    let programme = fs::read_to_string(&file).expect("a programme");
    fs::write(&file, format!("{programme}\n[fairness]\n{fairness}")).expect("written");
    arg(folder).to_owned()
}

const ORIGIN: &str = "rule = \"floor\"\n[[fairness.group]]\nname = \"From China\"\nwho = { origin = \"CN\" }\n";

#[test]
fn a_promise_by_origin_stands_in_the_record_and_on_the_first_page() {
    let (home, out) = (fresh(), fresh());
    let package = with_fairness(home.path(), ORIGIN);
    qonys(&["place", &package, "--out", arg(out.path())]).done();
    let run = fs::read_to_string(out.path().join("run.json")).expect("a record");
    let run: Value = serde_json::from_str(&run).expect("JSON");
    let group = &run["fairness"]["groups"][0];
    assert_eq!(
        (&group["name"], &group["households"], &group["small"]),
        (&"From China".into(), &5.into(), &true.into())
    );
    let figure = |key: &str| group[key].as_f64().expect("a number");
    assert!(figure("value") >= figure("promised") - 1e-9 && figure("promised") == figure("default_value"));
    let page = fs::read_to_string(out.path().join("report.html")).expect("a page");
    for words in ["goes by sex or origin", "учитывает пол или происхождение", "жынысты немесе шыққан жерді"]
    {
        assert!(page.contains(words), "{words}");
    }
    let plan = out.path().join("plan.csv");
    let judged = qonys(&["check", &package, "--plan", arg(&plan), "--json"]).done();
    let judged: Value = serde_json::from_str(&judged.out).expect("JSON");
    let worth = judged["fairness"]["groups"][0]["value"].as_f64().expect("a number");
    assert!((worth - figure("value")).abs() < 1e-9);
}

#[test]
fn what_cannot_be_promised_is_said_with_figures_and_nothing_is_written() {
    let (home, out) = (fresh(), fresh());
    let package = with_fairness(home.path(), "worse_off_at_most = 0\n");
    for lang in LANGUAGES {
        let ran = qonys(&["place", &package, "--out", arg(out.path()), "--lang", lang]).refused();
        assert!(ran.err.contains('0') && ran.err.contains('2'), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 3, "{}", ran.err);
        assert_eq!(names(out.path()), [""; 0]);
    }
}
