//! `qonys what-if`, `qonys compare` and `qonys place --keep` from outside.

use crate::program::{Goldens, LANGUAGES, arg, cases, copy_of, fresh, qonys, root};
use serde_json::Value;
use std::fs;

const EXAMPLE: &str = "examples/first-steps";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What a what-if says of B is what a run over the package changed by hand says.
#[test]
fn a_what_if_is_the_run_of_the_package_changed_by_hand() {
    let changed = copy_of(&root().join(EXAMPLE));
    let file = changed.path().join("capacities.csv");
    let text = fs::read_to_string(&file).expect("a table");
    fs::write(&file, text.replace("KZ-55,places,9", "KZ-55,places,12")).expect("written");
    let folder = fresh();
    let by_hand = json(&qonys(&["place", arg(changed.path()), "--out", arg(folder.path()), "--json"]).done().out);
    let what_if = json(&qonys(&["what-if", EXAMPLE, "--set", "capacities[KZ-PAV,places]+3", "--json"]).done().out);
    let b = &what_if["comparison"]["b"];
    assert_eq!(b["value"], by_hand["value"]);
    assert_eq!(b["bound"], by_hand["bound"]);
    assert_eq!(b["heads"]["placed_persons"], by_hand["placed_persons"]);
    let compared = json(&qonys(&["compare", EXAMPLE, arg(changed.path()), "--json"]).done().out);
    for key in ["moves", "regions", "capacities", "openings", "groups"] {
        assert_eq!(compared["comparison"][key], what_if["comparison"][key], "{key}");
    }
    let (rise, most) = (what_if["difference"].as_f64(), what_if["forecast"]["at_most"].as_f64());
    assert!(rise.expect("a number") <= most.expect("a number") + 1e-9);
    assert_eq!(what_if["changes"][0]["what"], "capacities[KZ-55,places].places");
}

#[test]
fn all_files_or_none() {
    let folder = fresh();
    let out = folder.path().join("out");
    let set = ["--set", "value.kin=0.5", "--sweep", "capacities[KZ-59,places]+0..4/2", "--out", arg(&out)];
    qonys(&[&["what-if", EXAMPLE], &set[..]].concat()).done();
    let mut names: Vec<String> = fs::read_dir(&out)
        .expect("written")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["what-if-curve.csv", "what-if.csv", "what-if.html", "what-if.json"]);
    let curve = fs::read_to_string(out.join("what-if-curve.csv")).expect("a table");
    assert_eq!(curve.lines().count(), 4);
    let page = fs::read_to_string(out.join("what-if.html")).expect("a page");
    for household in 1..=12 {
        assert!(!page.contains(&format!("F{household:02}<")), "no family stands on the page");
    }
    let refused = folder.path().join("refused");
    qonys(&["what-if", EXAMPLE, "--set", "locks[F09,KZ-55]=pin", "--out", arg(&refused)]).refused();
    qonys(&["what-if", EXAMPLE, "--set", "capacities[KZ-55,places]+lots", "--out", arg(&refused)]).misunderstood();
    qonys(&["what-if", EXAMPLE, "--set", "capacities[KZ-55,beds]+1", "--out", arg(&refused)]).misunderstood();
    qonys(&["what-if", EXAMPLE]).misunderstood();
    // a sweep of which no step can be is no curve
    let sweep = qonys(&["what-if", EXAMPLE, "--sweep", "inclusion.rule=0..1/1", "--out", arg(&refused)]).refused();
    assert!(sweep.err.contains("inclusion.rule"), "{}", sweep.err);
    assert!(!refused.exists());
}

/// Steps over a weight are on several scales: what is drawn and told is each plan by one of them.
#[test]
fn a_sweep_over_a_weight_is_put_on_one_scale() {
    let out = fresh();
    let args = ["what-if", EXAMPLE, "--sweep", "value.kin=0.2..1/0.4", "--out", arg(out.path())];
    for (lang, words) in [("en", "do not lie on one scale"), ("ru", "не лежат на одной шкале"), ("kk", "бір шкалада")]
    {
        let text = qonys(&[&args[..], &["--lang", lang]].concat()).done().out.replace('\n', " ");
        assert!(text.contains(words), "{text}");
        let page = fs::read_to_string(out.path().join("what-if.html")).expect("a page");
        assert!(page.contains(words));
    }
    let points = json(&String::from_utf8(fs::read(out.path().join("what-if.json")).expect("written")).expect("text"));
    let points = points["curve"]["points"].as_array().expect("points").clone();
    let number = |at: usize, key: &str| points[at]["plan"][key].as_f64().expect("a number");
    assert_eq!((&points[0]["measures"], &points[2]["measures"]), (&serde_json::json!([]), &serde_json::json!(["kin"])));
    assert_eq!(number(0, "by_start"), number(0, "value"));
    // by its own measure more, by that of the starting point less
    assert!(number(2, "value") > number(0, "value") && number(2, "by_start") < number(0, "by_start"));
    let places = qonys(&["what-if", EXAMPLE, "--sweep", "capacities[KZ-55,places]+0..2/1"]).done().out;
    assert!(!places.contains("one scale"), "{places}");
}

/// A page is handed on: the folders of who made it do not stand in it.
#[test]
fn pages_show_names_and_not_paths() {
    let (home, out) = (fresh(), fresh());
    let other = home.path().join("other");
    crate::program::copy_to(&root().join(EXAMPLE), &other);
    qonys(&["what-if", arg(&other), "--set", "value.kin=0.5", "--out", arg(out.path())]).done();
    qonys(&["compare", EXAMPLE, arg(&other), "--out", arg(out.path())]).done();
    for page in ["what-if.html", "compare.html"] {
        let page = fs::read_to_string(out.path().join(page)).expect("a page");
        assert!(page.contains("other") && !page.contains(arg(home.path())));
    }
}

/// Policies: the same package under another programme; plans: what a run wrote is worth what the run says.
#[test]
fn policies_and_plans_are_compared() {
    let folder = fresh();
    let out = folder.path().join("out");
    let run = json(&qonys(&["place", EXAMPLE, "--out", arg(&out), "--json"]).done().out);
    for plan in ["plan.csv", "plan.xlsx"] {
        let file = out.join(plan);
        let compared = json(&qonys(&["compare", EXAMPLE, EXAMPLE, "--plan-b", arg(&file), "--json"]).done().out);
        let value = compared["comparison"]["b"]["value"].as_f64().expect("a number");
        assert!((value - run["value"].as_f64().expect("a number")).abs() < 1e-9, "{plan}");
        assert_eq!(compared["proof"], "not-asked");
        assert_eq!(compared["comparison"]["b"]["violations"], 0);
    }
    let policy = folder.path().join("other.toml");
    let text = fs::read_to_string(root().join(EXAMPLE).join("programme.toml")).expect("a programme");
    fs::write(&policy, text.replace("kin = 0.2 ", "kin = 2.0 ")).expect("written");
    let compared = json(&qonys(&["compare", EXAMPLE, arg(&policy), "--json"]).done().out);
    assert_eq!(compared["comparison"]["policy"][0]["key"], "value.kin");
    qonys(&["compare", arg(&policy), EXAMPLE]).refused();
}

/// A plan of a run is kept by the next: from the table and from the workbook.
#[test]
fn a_plan_is_kept() {
    let folder = fresh();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    qonys(&["place", EXAMPLE, "--out", arg(&first)]).done();
    for plan in ["plan.csv", "plan.xlsx"] {
        let file = first.join(plan);
        let kept = ["place", EXAMPLE, "--keep", arg(&file), "--out", arg(&second), "--json"];
        let record = json(&qonys(&kept).done().out);
        let kept = &record["overrides"]["kept"];
        assert_eq!((&kept["placed_before"], &kept["moved_households"]), (&11.into(), &0.into()), "{plan}");
        assert_eq!(kept["fewest_proved"], true);
        assert_eq!(record["inputs"].as_array().expect("a list").iter().filter(|i| i["file"] == plan).count(), 1);
    }
}

/// Under another weight of kin the plans have no difference in worth that could be proved; both stand by both measures.
#[test]
fn another_measure_is_said_first_and_proves_nothing() {
    let folder = fresh();
    let args = ["what-if", EXAMPLE, "--set", "value.kin=1.0"];
    let text = qonys(&[&args[..], &["--lang", "en", "--out", arg(folder.path())]].concat()).done().out;
    let (said, totals) = (text.find("measure worth differently"), text.find("In all"));
    assert!(said.is_some() && said < totals, "{text}");
    assert!(!text.contains("Proved:") && !text.contains("it is proved"), "{text}");
    let json = json(&qonys(&[&args[..], &["--json"]].concat()).done().out);
    assert_eq!(json["proof"], "other-measure");
    assert!(json["difference"].is_null() && json["proved_between"].is_null(), "{json}");
    let comparison = &json["comparison"];
    assert_eq!(comparison["measures"][0], "kin");
    let by = &comparison["by_measures"];
    for (own, side) in [(&by["by_a"][0], "a"), (&by["by_b"][1], "b")] {
        let value = comparison[side]["value"].as_f64().expect("a number");
        assert!(own.as_f64().is_some_and(|own| (own - value).abs() < 1e-9), "{by}");
    }
    assert!(by["by_a"][1].as_f64() <= comparison["a"]["value"].as_f64(), "{by}");
    let table = fs::read_to_string(folder.path().join("what-if.csv")).expect("a table");
    let value = table.lines().find(|line| line.starts_with("total,,,value,")).expect("a row");
    assert!(value.ends_with(','), "no difference between two scales: {value}");
    assert!(table.contains("total,,,value_by_a,"), "{table}");
}

/// Groups and wishes that a policy declares stand beside the other side's in every output.
#[test]
fn declared_groups_and_wishes_are_compared() {
    let (changed, out) = (copy_of(&root().join(EXAMPLE)), fresh());
    let file = changed.path().join("programme.toml");
    let text = fs::read_to_string(&file).expect("a programme");
    let fairness =
        "\n[fairness]\nrule = \"floor\"\n[[fairness.group]]\nname = \"Large\"\nwho = { persons = \"3..\" }\n";
    fs::write(&file, text + fairness).expect("written");
    let ran = qonys(&["compare", EXAMPLE, arg(changed.path()), "--lang", "en", "--out", arg(out.path())]).done();
    assert!(ran.out.contains("Groups that the policies name") && ran.out.contains("Mean rank"), "{}", ran.out);
    let read = |name: &str| fs::read_to_string(out.path().join(name)).expect("written");
    let table = read("compare.csv");
    for row in
        ["declared-group,Large,,mean,", "declared-group,Large,,kept,,1", "promise,,,rule,none,floor", "wish,,,first,"]
    {
        assert!(table.contains(row), "{row}: {table}");
    }
    let page = read("compare.html");
    assert!(page.contains("Large") && page.contains("Mean rank"), "the page");
    let json = json(&read("compare.json"));
    assert_eq!(json["comparison"]["declared"][0]["name"], "Large");
    assert_eq!(json["comparison"]["declared"][0]["b"]["kept"], true);
    assert!(json["comparison"]["wishes"]["b"]["figures"]["mean_rank"].is_number());
}

/// What an earlier plan says wrongly is refused, as `check --plan` refuses it; who is gone is counted and named.
#[test]
fn an_earlier_plan_is_read_as_strictly_as_any_plan() {
    let folder = fresh();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    qonys(&["place", EXAMPLE, "--out", arg(&first)]).done();
    let text = fs::read_to_string(first.join("plan.csv")).expect("a plan");
    let file = folder.path().join("old.csv");
    let kept = |text: &str| {
        fs::write(&file, text).expect("written");
        qonys(&["place", EXAMPLE, "--keep", arg(&file), "--out", arg(&second)])
    };
    let refused = kept(&text.replace(",KZ-55,", ",KZ-5X,")).refused();
    assert!(["Q402", "old.csv, row 2", "KZ-5X"].iter().all(|part| refused.err.contains(part)), "{}", refused.shown());
    assert!(!second.exists(), "nothing is written");
    fs::write(&file, text.replace("\nF", "\nX")).expect("written");
    let mut goldens = Goldens::default();
    let said = LANGUAGES.map(|lang| {
        let ran = qonys(&["place", EXAMPLE, "--keep", arg(&file), "--out", arg(&second), "--lang", lang]).refused();
        format!("--lang {lang}\n{}", ran.shown())
    });
    goldens.compare(&cases().join("faults-built/Q416-plan-unrelated.txt"), &said.join("\n"));
    let done = kept(&format!("{}X7,KZ-55\n", text.replace("\nF01,", "\nX01,"))).done();
    let said = done.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("no longer in the package: X01, X7.") && said.contains("and 2 who are gone."), "{said}");
}

/// A pin that comes after a plan was told: who moves, by whose decision and why, and what it costs.
#[test]
fn a_new_pin_is_priced_beside_an_earlier_plan() {
    let folder = fresh();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    qonys(&["place", EXAMPLE, "--out", arg(&first)]).done();
    let package = copy_of(&root().join(EXAMPLE));
    let locks = package.path().join("locks.csv");
    let text = fs::read_to_string(&locks).expect("a table");
    fs::write(&locks, format!("{text}F09,KZ-59,pin,her sister is ill,guardians,2026-03-02\n")).expect("written");
    let file = first.join("plan.csv");
    let ran = qonys(&["place", arg(package.path()), "--keep", arg(&file), "--out", arg(&second)]).done();
    let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let decision = "by decision. Pinned to North Kazakhstan by guardians on 2 March 2026: her sister is ill.";
    assert!(said.contains("- F09: ") && said.contains(decision), "{}", ran.shown());
    assert!(
        said.contains("3 decisions of people cost") && said.contains("F09, pinned, North Kazakhstan: costs"),
        "{said}"
    );
    let run = json(&fs::read_to_string(second.join("run.json")).expect("written"));
    let overrides = &run["overrides"];
    assert!(overrides["joint_cost"].as_f64().is_some_and(|cost| cost > 0.0), "{overrides}");
    assert!(overrides["locks"][2]["cost"].is_number() && overrides["locks"][2]["cost_estimate"].is_number());
    let moved = overrides["kept"]["moved"].as_array().expect("a list");
    let own = moved.iter().find(|m| m["household"] == "F09").expect("moved by the pin");
    assert_eq!(
        (&own["decisions"][0]["author"], &own["decisions"][0]["reason"]),
        (&"guardians".into(), &"her sister is ill".into())
    );
    let bare = ["place", arg(package.path()), "--keep", arg(&file), "--no-lock-costs", "--out", arg(&second), "--json"];
    assert!(json(&qonys(&bare).done().out)["overrides"]["joint_cost"].is_null());
}
