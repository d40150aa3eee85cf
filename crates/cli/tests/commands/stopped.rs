//! A run that ends before it is done says so everywhere, and what it found keeps every rule.

use crate::made::medium_year;
use crate::program::{LANGUAGES, arg, fresh, qonys, sentence};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What was made of a run that was ended by an option.
fn placed(lang: &str, option: [&str; 2]) -> (String, Value, String) {
    let (package, out) = (fresh(), fresh());
    medium_year(package.path());
    let args = ["--lang", lang, "place", arg(package.path()), "--out", arg(out.path()), option[0], option[1]];
    let ran = qonys(&args).done();
    let judged =
        qonys(&["check", arg(package.path()), "--plan", arg(&out.path().join("plan.csv")), "--time-limit", "0.001"]);
    assert!(judged.done().out.contains("The plan breaks no rule."));
    let text = |name: &str| fs::read_to_string(Path::new(out.path()).join(name)).expect("written");
    (ran.out, serde_json::from_str(&text("run.json")).expect("JSON"), text("report.html"))
}

/// The sentence up to its figures.
fn beginning(lang: &str, key: &str) -> String {
    let sentence = sentence(lang, "summary", key);
    sentence.split(['.', ',', ';']).next().expect("a sentence").to_owned()
}

fn is_told(option: [&str; 2], by: &str) {
    for lang in LANGUAGES {
        let (summary, run, report) = placed(lang, option);
        assert_eq!((&run["stopped"], &run["stopped_by"]), (&Value::Bool(true), &Value::String(by.to_owned())));
        assert!(run["gap"].as_f64().expect("a gap") >= 0.0 && run["bound"].as_f64() >= run["value"].as_f64());
        let key = format!("stopped-by-{by}");
        assert!(summary.contains(&beginning(lang, &key)), "{summary}");
        for lang in LANGUAGES {
            assert!(report.contains(&beginning(lang, &key)), "{lang} in report.html");
        }
    }
}

#[test]
fn by_the_time_limit() {
    is_told(["--time-limit", "0.000001"], "time-limit");
}

#[test]
fn by_the_gap_asked_for() {
    is_told(["--gap", "1"], "gap");
}

#[test]
fn a_run_that_was_done_is_not_called_stopped() {
    let (package, out) = (crate::program::root().join("examples/first-steps"), fresh());
    qonys(&["place", arg(&package), "--out", arg(out.path()), "--gap", "0.5", "--time-limit", "500"]).done();
    let run: Value = serde_json::from_slice(&fs::read(out.path().join("run.json")).expect("written")).expect("JSON");
    assert_eq!((&run["stopped"], &run["stopped_by"]), (&Value::Bool(false), &Value::Null));
}
