//! A family that declines, from outside: its reason in every file, and a judge who does not take it for one passed over.

use crate::program::{LANGUAGES, arg, copy_to, fresh, qonys, root};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// First steps with families who choose in turn; F01 refuses what could be given to it.
fn choosing(folder: &Path, veto: &str) -> String {
    copy_to(&root().join("examples/first-steps"), folder);
    let file = folder.join("programme.toml");
    let programme = fs::read_to_string(&file).expect("a programme");
    let rule = format!("{programme}\n[wishes]\nrule = \"priority-with-floor\"\nfloor = 0.98\n{veto}");
    fs::write(&file, rule).expect("written");
    let wishes = "household,region,rank\nF01,KZ-63,1\nF01,KZ-55,veto\nF01,KZ-39,veto\nF09,KZ-55,veto\n";
    fs::write(folder.join("wishes.csv"), wishes).expect("written");
    arg(folder).to_owned()
}

#[test]
fn who_declines_waits_and_is_told_why() {
    let (home, out) = (fresh(), fresh());
    let package = choosing(home.path(), "");
    let placed = qonys(&["place", &package, "--out", arg(out.path())]).done();
    assert!(
        !placed.err.contains("Q625") && placed.out.contains("only vetoed regions could be given: 1"),
        "{}",
        placed.out
    );
    let run = fs::read_to_string(out.path().join("run.json")).expect("a record");
    let run: Value = serde_json::from_str(&run).expect("JSON");
    let wishes = &run["wishes"];
    assert_eq!(wishes["declined"], serde_json::json!(["F01"]));
    let turn =
        wishes["turns"].as_array().expect("turns").iter().find(|t| t["households"][0] == "F01").expect("its turn");
    assert!(["KZ-39", "KZ-55"].contains(&turn["declined"].as_str().expect("a region")), "{turn}");
    let number = |key: &str| wishes[key].as_f64().expect("a number");
    let value = wishes["with"]["value"].as_f64().expect("a number");
    assert!(number("gave_way") > 0.0 && (number("least") - number("gave_way") - value).abs() < 1e-9);
    let plan = out.path().join("plan.csv");
    let judged = qonys(&["check", &package, "--plan", arg(&plan), "--json"]).done();
    let judged: Value = serde_json::from_str(&judged.out).expect("JSON");
    assert_eq!(judged["violations"], serde_json::json!([]));
    let reasons =
        ["had vetoed could be given to it", "Семье можно было дать только регионы", "Отбасына тек өзі немесе"];
    for lang in LANGUAGES {
        let told = qonys(&["explain", &package, "F01", "--lang", lang]).done().out.replace("\n    ", " ");
        assert!(reasons.iter().any(|reason| told.contains(reason)), "{told}");
    }
    let page = fs::read_to_string(out.path().join("report.html")).expect("a page");
    for words in ["given to it, it had vetoed", "Семья отказалась от регионов", "Отбасы өзіне беруге болатын"]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn written_out_hard_vetoes_close_regions_beforehand_and_are_warned_of() {
    let (home, out) = (fresh(), fresh());
    let package = choosing(home.path(), "veto = \"hard\"\n");
    let placed = qonys(&["place", &package, "--out", arg(out.path())]).done();
    assert!(placed.err.contains("Q625") || placed.out.contains("Q625"), "{}", placed.err);
    let plan = fs::read_to_string(out.path().join("plan.csv")).expect("a plan");
    assert!(plan.contains("F01,KZ-63"), "the first in the queue is placed where it accepts to go: {plan}");
}
