//! `qonys place`: what it writes.

use crate::made::medium_year;
use crate::program::{LANGUAGES, arg, cases, copy_of, fresh, names, qonys, root, sentence};
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Everything that a run gives.
struct Output {
    out: String,
    folder: tempfile::TempDir,
}

impl Output {
    fn of(package: &Path, lang: &str) -> Self {
        let folder = fresh();
        let ran = qonys(&["place", arg(package), "--out", arg(folder.path()), "--lang", lang]).done();
        Self { out: ran.out, folder }
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a text file")
    }

    fn run(&self) -> Value {
        serde_json::from_str(&self.text("run.json")).expect("JSON")
    }

    /// Every text of the workbook, a cell to a line.
    fn cells(&self) -> String {
        let mut book: Xlsx<_> = open_workbook(self.folder.path().join("plan.xlsx")).expect("a workbook");
        let sheets = book.worksheets();
        let text = |cell: &Data| if let Data::String(text) = cell { format!("{text}\n") } else { String::new() };
        sheets.iter().flat_map(|(_, range)| range.rows().flatten().map(text)).collect()
    }
}

#[test]
fn four_files_and_one_screen() {
    let output = Output::of(&root().join("examples/first-steps"), "en");
    assert_eq!(names(output.folder.path()), ["plan.csv", "plan.xlsx", "report.html", "run.json"]);
    assert!(output.out.lines().count() <= 40, "{}", output.out);
    assert!(output.out.lines().all(|line| line.chars().count() <= 100), "{}", output.out);
    assert!(output.out.contains(arg(output.folder.path())));
}

#[test]
fn every_household_has_one_line_in_the_plan() {
    let package = root().join("examples/first-steps");
    let plan = Output::of(&package, "en").text("plan.csv");
    let households = fs::read_to_string(package.join("households.csv")).expect("a table");
    let first = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(first(&plan), first(&households));
    assert_eq!(plan.lines().next(), Some("household,region,value,runner_up,runner_up_value,decided_by,note"));
}

/// A field of run.json and whether a value is of its kind.
type Field = (&'static str, fn(&Value) -> bool);

const FIELDS: [Field; 20] = [
    ("qonys", Value::is_string),
    ("package", Value::is_string),
    ("year", Value::is_u64),
    ("synthetic", Value::is_boolean),
    ("inputs", Value::is_array),
    ("seed", Value::is_u64),
    ("options", Value::is_object),
    ("households", Value::is_u64),
    ("persons", Value::is_u64),
    ("placed_households", Value::is_u64),
    ("placed_persons", Value::is_u64),
    ("waiting", Value::is_u64),
    ("value", Value::is_f64),
    ("bound", Value::is_f64),
    ("gap", Value::is_f64),
    ("seconds", Value::is_object),
    ("prices", Value::is_array),
    ("openings_filled", Value::is_u64),
    ("assumptions", Value::is_array),
    ("violations", Value::is_array),
];

#[test]
fn the_run_record_has_its_fields_and_they_agree() {
    let made = fresh();
    medium_year(made.path());
    for package in [root().join("examples/first-steps"), cases().join("good-small"), made.path().to_owned()] {
        let output = Output::of(&package, "en");
        let run = output.run();
        for (name, is) in FIELDS {
            assert!(is(&run[name]), "{name}: {}", run[name]);
        }
        let whole = |name: &str| run[name].as_u64().expect("a count");
        let number = |name: &str| run[name].as_f64().expect("a number");
        assert_eq!(whole("households"), whole("placed_households") + whole("waiting"));
        assert!(whole("placed_persons") <= whole("persons"));
        let gap = (number("bound") - number("value")) / number("bound").abs().max(1.0);
        assert!(number("gap") >= 0.0 && (number("gap") - gap).abs() < 1e-12, "{gap}");
        assert!(run["violations"].as_array().expect("a list").is_empty());
        let plan = output.text("plan.csv");
        let waiting = plan.lines().filter(|line| line.split(',').nth(1) == Some("waiting")).count() as u64;
        assert_eq!(waiting, whole("waiting"));
        for price in run["prices"].as_array().expect("a list") {
            assert!(price["region"].is_string() && price["capacity"].is_string(), "{price}");
            assert!(price["price"].is_f64() && price["used"].as_f64() <= price["places"].as_f64(), "{price}");
        }
        assert!(run["seconds"]["total"].as_f64().expect("seconds") > 0.0);
        if cfg!(target_os = "linux") {
            assert!(run["peak_memory_mb"].as_f64().expect("megabytes") > 1.0);
        }
    }
}

#[test]
fn the_run_record_names_the_bytes_that_were_read() {
    let package = cases().join("good-small");
    let run = Output::of(&package, "en").run();
    let hash = |name: &str| {
        let digest = Sha256::digest(fs::read(package.join(name)).expect("a table"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let wanted: Vec<(String, String)> = names(&package).into_iter().map(|name| (name.clone(), hash(&name))).collect();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let inputs = run["inputs"].as_array().expect("a list").iter();
    assert_eq!(inputs.map(|input| (text(&input["file"]), text(&input["sha256"]))).collect::<Vec<_>>(), wanted);
}

#[test]
fn options_are_kept_in_the_record() {
    let out = fresh();
    let package = cases().join("good-small");
    let typed = ["--seed", "77", "--threads", "2", "--gap", "0.01", "--time-limit", "50"];
    let args = [&["place", arg(&package), "--out", arg(out.path())], &typed[..]].concat();
    qonys(&args).done();
    let run: Value = serde_json::from_slice(&fs::read(out.path().join("run.json")).expect("written")).expect("JSON");
    assert_eq!(run["seed"], 77);
    assert_eq!(run["options"], serde_json::json!({ "threads": 2, "gap": 0.01, "time_limit": 50.0 }));
}

#[test]
fn json_prints_the_run_record_as_it_is_written() {
    let out = fresh();
    let ran = qonys(&["place", arg(&cases().join("good-small")), "--out", arg(out.path()), "--json"]).done();
    assert_eq!(ran.out.trim_end(), fs::read_to_string(out.path().join("run.json")).expect("written").trim_end());
    assert_eq!(ran.err, "");
}

#[test]
fn warnings_are_told_and_do_not_stop_the_run() {
    let package = copy_of(&cases().join("faults/Q203-column-unknown"));
    let out = fresh();
    let ran = qonys(&["place", arg(package.path()), "--out", arg(out.path())]).done();
    assert!(ran.err.contains("Q203 warning  people.csv, row 1, column nedes"), "{}", ran.err);
    assert!(ran.out.contains("2 warnings about the package stand above"), "{}", ran.out);
}

/// Invariant 6, in every language and everywhere. The page holds all languages.
#[test]
fn synthetic_families_are_called_synthetic() {
    let package = root().join("examples/first-steps");
    for lang in LANGUAGES {
        let (output, synthetic) = (Output::of(&package, lang), sentence(lang, "common", "synthetic"));
        assert!(output.out.contains(&synthetic), "{}", output.out);
        assert!(output.cells().contains(&synthetic), "{}", output.cells());
        assert_eq!(output.run()["synthetic"], true);
        let report = output.text("report.html");
        for said in LANGUAGES.map(|lang| sentence(lang, "page", "page-synthetic")) {
            assert!(report.contains(&said), "{said}");
        }
    }
}

#[test]
fn real_families_are_not() {
    let package = copy_of(&root().join("examples/first-steps"));
    let programme = package.path().join("programme.toml");
    let text = fs::read_to_string(&programme).expect("a programme");
    fs::write(&programme, text.replace("synthetic = true", "synthetic = false")).expect("written");
    let (output, synthetic) = (Output::of(package.path(), "en"), sentence("en", "common", "synthetic"));
    assert!(!output.out.contains(&synthetic) && !output.cells().contains(&synthetic), "{}", output.out);
    assert!(!output.text("report.html").contains(&sentence("en", "page", "page-synthetic")));
    assert_eq!(output.run()["synthetic"], false);
}

#[test]
fn assumptions_are_told_everywhere() {
    let package = root().join("examples/first-steps");
    for (lang, on_terminal, in_a_cell) in [
        ("en", "Assumptions behind these figures (numbers that nobody has measured): ", "(assumption"),
        ("ru", "Допущений (чисел, которых никто не измерял) в основе расчётов: ", "(допущение"),
        ("kk", "Есептеудің негізіндегі болжамдар (ешкім өлшемеген сандар): ", "(болжам"),
    ] {
        let output = Output::of(&package, lang);
        let assumptions = output.run()["assumptions"].as_array().expect("a list").clone();
        assert!(!assumptions.is_empty());
        assert!(output.out.contains(&format!("{on_terminal}{}", assumptions.len())), "{}", output.out);
        assert_eq!(output.cells().matches(in_a_cell).count(), assumptions.len(), "{}", output.cells());
        let report = output.text("report.html");
        for assumption in assumptions {
            let key = assumption["key"].as_str().expect("a key");
            assert!(report.contains(key), "{key} in report.html");
        }
    }
}

#[test]
fn a_rate_that_was_measured_is_no_assumption() {
    let package = copy_of(&root().join("examples/first-steps"));
    let programme = package.path().join("programme.toml");
    let mut text = fs::read_to_string(&programme).expect("a programme");
    text += "\n[outlook.measured]\n\"base.none\" = \"Follow-up of 2025, 412 people\"\n";
    fs::write(&programme, text).expect("written");
    let run = Output::of(package.path(), "en").run();
    let keys: Vec<&str> =
        run["assumptions"].as_array().expect("a list").iter().filter_map(|a| a["key"].as_str()).collect();
    assert!(!keys.contains(&"outlook.base.none") && keys.contains(&"outlook.base.secondary"), "{keys:?}");
}

/// The largest numbers that are read are numbers that can be computed with, whoever is to be placed first.
#[test]
fn numbers_at_the_limit_are_computed_with() {
    let package = copy_of(&cases().join("good-small"));
    let programme = fs::read_to_string(package.path().join("programme.toml")).expect("a programme");
    let weights = programme.replace("kin = 0.25", "kin = 1e12").replace("wish = 0.1", "wish = 1e12");
    assert_ne!(weights, programme);
    let regions = fs::read_to_string(package.path().join("regions.csv")).expect("regions");
    fs::write(package.path().join("regions.csv"), regions.replace(",1.05", ",1e12")).expect("written");
    let scores = "household,region,value\nH1,KZ-55,1e12\nH1,KZ-39,-1e12\nH2,KZ-39,1e12\nH2,KZ-55,1e12\n\
                  H3,KZ-59,-1e12\nH4,KZ-39,5\nH5,KZ-39,1e12\nH5,KZ-55,1e12\n";
    for scored in [false, true] {
        if scored {
            fs::write(package.path().join("scores.csv"), scores).expect("written");
        }
        for rule in ["value", "order"] {
            let text = weights.replace("rule = \"value\"", &format!("rule = \"{rule}\""));
            fs::write(package.path().join("programme.toml"), text).expect("written");
            let run = Output::of(package.path(), "en").run();
            let value = run["value"].as_f64().unwrap_or_else(|| panic!("{run:#}"));
            assert!(value > 1e12 && value < 1e14, "{rule}: {value}");
        }
    }
}
