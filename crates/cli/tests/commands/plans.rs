//! `qonys check --plan`: a plan made by hand is judged.

use crate::made::medium_year;
use crate::program::{Goldens, LANGUAGES, arg, cases, copy_of, entries, fresh, qonys, root, run_in};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The package and the folder of its plans, both as seen from the root.
const PACKAGES: [(&str, &str); 2] = [
    ("examples/first-steps", "tests/cases/plans/first-steps"),
    ("tests/cases/good-small", "tests/cases/plans/good-small"),
];

/// The judgement of a plan, as JSON.
fn judged(package: &Path, plan: &Path) -> Value {
    let ran = qonys(&["check", arg(package), "--plan", arg(plan), "--json"]);
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.shown()))
}

/// What a judgement finds broken, as it is told.
fn broken(judgement: &Value) -> Vec<&str> {
    let violations = judgement["violations"].as_array().expect("a list");
    violations.iter().map(|violation| violation["message"].as_str().expect("a sentence")).collect()
}

fn small_plan(name: &str) -> PathBuf {
    cases().join("plans/good-small").join(name)
}

#[test]
fn every_plan_is_judged_as_its_golden_says() {
    let mut goldens = Goldens::default();
    for (package, folder) in PACKAGES {
        for plan in entries(&root().join(folder)).iter().filter(|path| path.extension().is_some_and(|e| e != "txt")) {
            let plan = format!("{folder}/{}", plan.file_name().expect("a name").to_string_lossy());
            let said = |lang: &&str| {
                let ran = run_in(&root(), &[], &["check", package, "--plan", &plan, "--lang", lang]);
                format!("$ qonys check {package} --plan {plan} --lang {lang}\n{}", ran.shown())
            };
            let found = LANGUAGES.iter().map(said).collect::<Vec<_>>().join("\n");
            goldens.compare(&root().join(&plan).with_extension("txt"), &found);
        }
    }
}

#[test]
fn the_exit_code_tells_good_plans_from_bad_ones() {
    let code = |name: &str| {
        let package = cases().join("good-small");
        qonys(&["check", arg(&package), "--plan", arg(&small_plan(name))]).code
    };
    for good in ["good.csv", "second-best.csv", "not-mentioned.csv", "old-codes.csv", "waiting-ru.csv"] {
        assert_eq!(code(good), 0, "{good}");
    }
    for bad in ["over-full.csv", "split-party.csv", "vetoed.csv", "pinned-waits.csv", "household-twice.csv"] {
        assert_eq!(code(bad), 1, "{bad}");
    }
}

#[test]
fn what_place_writes_breaks_no_rule_and_gives_nothing_away() {
    let made = fresh();
    medium_year(made.path());
    for package in [root().join("examples/first-steps"), cases().join("good-small"), made.path().to_owned()] {
        let out = fresh();
        qonys(&["place", arg(&package), "--out", arg(out.path())]).done();
        let judgement = judged(&package, &out.path().join("plan.csv"));
        assert_eq!(broken(&judgement), [""; 0], "{}", package.display());
        let away = judgement["given_away"].as_f64().expect("a number");
        assert!(away.abs() < 1e-9, "{}: gives away {away}", package.display());
        let run: Value =
            serde_json::from_slice(&fs::read(out.path().join("run.json")).expect("written")).expect("JSON");
        let (worth, value) = (judgement["worth"].as_f64().expect("a number"), run["value"].as_f64().expect("a number"));
        assert!((worth - value).abs() < 1e-9, "{}: {worth} and {value}", package.display());
    }
}

#[test]
fn what_a_plan_gives_away_is_the_best_less_its_worth() {
    let judgement = judged(&cases().join("good-small"), &small_plan("second-best.csv"));
    let number = |name: &str| judgement[name].as_f64().expect("a number");
    assert!((number("best") - number("worth") - number("given_away")).abs() < 1e-12);
    assert!(number("given_away") > 0.1 && number("bound") >= number("best"));
}

/// One plan: as CSV, as a workbook, with semicolons, and with more columns than are read.
#[test]
fn the_form_of_a_plan_makes_no_difference() {
    let package = cases().join("good-small");
    let home = fresh();
    for name in ["good.csv", "over-full.csv"] {
        let text = fs::read_to_string(small_plan(name)).expect("a plan");
        let wanted = judged(&package, &small_plan(name));
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
        let xlsx = home.path().join("a plan.xlsx");
        book.save(&xlsx).expect("saved");
        let semicolons = home.path().join("semicolons.csv");
        fs::write(&semicolons, text.replace(',', ";").replace('\n', "\r\n")).expect("written");
        let notes = home.path().join("notes.csv");
        let noted = text.replace("household,region", "note,household,region").replace("\nH", "\n\"why, so\",H");
        fs::write(&notes, noted).expect("written");
        for form in [xlsx, semicolons, notes] {
            assert_eq!(judged(&package, &form), wanted, "{}", form.display());
        }
    }
}

/// The sheet of a plan is found among others; the workbook of a run, which has none, is answered with what to give.
#[test]
fn the_sheet_of_a_plan_is_found() {
    let package = cases().join("good-small");
    let home = fresh();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "minutes of the meeting").expect("a cell");
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(fs::read_to_string(small_plan("good.csv")).expect("a plan").lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    let xlsx = home.path().join("decided.xlsx");
    book.save(&xlsx).expect("saved");
    assert_eq!(judged(&package, &xlsx), judged(&package, &small_plan("good.csv")));

    qonys(&["place", arg(&package), "--out", arg(home.path())]).done();
    let written = judged(&package, &home.path().join("plan.xlsx"));
    assert_eq!(written, judged(&package, &home.path().join("plan.csv")), "what a run wrote is read");

    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "household").expect("a cell");
    book.add_worksheet().write_string(0, 0, "region").expect("a cell");
    book.save(home.path().join("plan.xlsx")).expect("saved");
    let mut goldens = Goldens::default();
    let said = LANGUAGES.map(|lang| {
        let plan = home.path().join("plan.xlsx");
        let ran = qonys(&["check", arg(&package), "--plan", arg(&plan), "--lang", lang]).refused();
        format!("--lang {lang}\n{}", ran.shown())
    });
    goldens.compare(&cases().join("faults-built/Q116-plan-sheet-missing.txt"), &said.join("\n"));
}

#[test]
fn rules_of_inclusion_are_judged_too() {
    let change = |from: &str, to: &str| {
        let package = copy_of(&cases().join("good-small"));
        let programme = package.path().join("programme.toml");
        let text = fs::read_to_string(&programme).expect("a programme");
        assert!(text.contains(from));
        fs::write(&programme, text.replace(from, to)).expect("written");
        package
    };
    let everyone = change("rule = \"value\"", "rule = \"everyone\"");
    let judgement = judged(everyone.path(), &small_plan("waiting-kk.csv"));
    let waits = |household: &str| format!("{household}: waits, but the rule is that everyone is placed.");
    assert_eq!(broken(&judgement), [waits("H1"), waits("H4")]);

    let order = change("rule = \"value\"", "rule = \"order\"");
    let capacities = order.path().join("capacities.csv");
    let text = fs::read_to_string(&capacities).expect("a table");
    fs::write(&capacities, text.replace(",6,2,", ",6,,")).expect("written");
    let judgement = judged(order.path(), &small_plan("waiting-kk.csv"));
    let waits = |household: &str, region: &str| {
        format!("{household}: waits, though there would be room in {region} if only those who applied later made way.")
    };
    assert_eq!(broken(&judgement), [waits("H1", "Pavlodar Region"), waits("H4", "Pavlodar Region")]);
}

#[test]
fn a_plan_that_is_not_there_is_asked_for_in_its_own_words() {
    let package = cases().join("good-small");
    let mut goldens = Goldens::default();
    let ran = |lang: &&str| qonys(&["check", arg(&package), "--plan", "no-such-plan.csv", "--lang", lang]).refused();
    let found = LANGUAGES.iter().map(|lang| ran(lang).shown()).collect::<Vec<_>>().join("\n");
    goldens.compare(&cases().join("plans/no-such-plan.txt"), &found);
}

#[test]
fn faults_of_a_plan_come_as_json_too() {
    let ran = qonys(&[
        "check",
        arg(&cases().join("good-small")),
        "--plan",
        arg(&small_plan("unknown-household.csv")),
        "--json",
    ]);
    let list: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let fault = &list["faults"][0];
    let place = json!(["Q404", "unknown-household.csv", 7, "household", "H15"]);
    assert_eq!(json!([fault["code"], fault["file"], fault["row"], fault["column"], fault["value"]]), place);
}

/// A machine is told what a person is told: the keys of the package, not positions in its lists.
#[test]
fn violations_are_told_by_the_keys_of_the_package() {
    let package = cases().join("good-small");
    let found = |plan: &str| {
        let mut judgement = judged(&package, &small_plan(plan));
        let violations = judgement["violations"].as_array_mut().expect("a list");
        for violation in violations.iter_mut() {
            let sentence = violation.as_object_mut().expect("an object").remove("message").expect("a sentence");
            assert!(sentence.as_str().is_some_and(|text| !text.is_empty()));
        }
        json!(violations)
    };
    let over_full = json!([{
        "violation": "capacity-exceeded", "region": "KZ-55", "capacity": "persons", "places": 6, "used": 7,
    }]);
    assert_eq!(found("over-full.csv"), over_full);
    assert_eq!(found("split-party.csv"), json!([{ "violation": "party-split", "household": "H5", "other": "H2" }]));
    let closed = |by| json!({ "violation": "region-closed", "household": "H3", "region": "KZ-55", "by": by });
    assert_eq!(found("vetoed.csv"), json!([closed("pinned-elsewhere"), closed("veto")]));
}
