//! What is typed wrong, and languages.

use crate::program::{LANGUAGES, arg, cases, copy_of, fresh, qonys, root, run_in};
use std::fs;

#[test]
fn what_cannot_be_understood_ends_with_2() {
    let first_steps = root().join("examples/first-steps");
    let package = arg(&first_steps);
    let wrong: [&[&str]; 15] = [
        &[],
        &["settle", package],
        &["place", package],
        &["place", "--out", "out"],
        &["place", package, "--out"],
        &["place", package, "--out", "out", "--threads", "0"],
        &["place", package, "--out", "out", "--threads", "many"],
        &["place", package, "--out", "out", "--gap", "1.5"],
        &["place", package, "--out", "out", "--gap", "NaN"],
        &["place", package, "--out", "out", "--time-limit", "-1"],
        &["place", package, "--out", "out", "--seed", "-1"],
        &["check"],
        &["explain", package],
        &["check", package, "--lang", "fr"],
        &["check", package, "--jsno"],
    ];
    for args in wrong {
        let ran = qonys(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.shown());
        assert!(ran.err.contains("--help"), "{args:?}: {}", ran.err);
    }
}

/// A program that reads what `--json` prints gets JSON, also where there is no plan.
#[test]
fn without_a_result_json_says_why() {
    let package = copy_of(&root().join("examples/first-steps"));
    let capacities = "region,capacity,places,minimum\nKZ-55,places,99,20\nKZ-39,places,99,15\n\
                      KZ-55,school-kk,99,\nKZ-39,school-kk,99,\n";
    fs::write(package.path().join("capacities.csv"), capacities).expect("written");
    fs::remove_file(package.path().join("locks.csv")).expect("removed");
    let out = fresh();
    let plan = arg(out.path());
    for args in
        [&["place", arg(package.path()), "--out", plan][..], &["what-if", arg(package.path()), "--set", "value.kin=1"]]
    {
        let said = qonys(args).refused().err;
        let ran = qonys(&[args, &["--json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.shown()));
        assert_eq!((ran.code, json["refused"].as_str().map(str::trim)), (1, Some(said.trim())));
    }
}

/// A result that is lost is no success.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    use std::process::{Command, Stdio};
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let mut check = Command::new(env!("CARGO_BIN_EXE_qonys"));
    check.args(["check", arg(&root().join("examples/first-steps")), "--lang", "en"]).stdout(Stdio::from(full));
    let ran = check.output().expect("the program runs");
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("could not be written"));
}

#[test]
fn help_and_version_are_no_faults() {
    for args in [&["--help"][..], &["place", "--help"], &["check", "-h"], &["--version"]] {
        let ran = qonys(args).done();
        assert!(ran.out.starts_with("qonys ") || ran.out.contains("Usage: qonys"), "{}", ran.out);
    }
}

#[test]
fn an_unknown_household_is_told_with_the_nearest() {
    let first_steps = root().join("examples/first-steps");
    for (lang, household) in [("en", "There is no household F1 "), ("ru", "F1"), ("kk", "F1")] {
        let ran = qonys(&["explain", arg(&first_steps), "F1", "--lang", lang]).refused();
        assert!(ran.err.contains(household) && ran.err.contains("F01"), "{}", ran.err);
    }
}

#[test]
fn a_household_is_found_whatever_its_letters_case() {
    let first_steps = root().join("examples/first-steps");
    let explain = |household| qonys(&["explain", arg(&first_steps), household]).done().out;
    assert_eq!(explain("F07"), explain("f07"));
    let all = qonys(&["explain", arg(&first_steps), "F07", "--all-languages"]).done().out;
    for lang in LANGUAGES {
        let one = qonys(&["explain", arg(&first_steps), "F07", "--lang", lang]).done().out;
        assert!(all.contains(one.trim_end()), "{lang}: {all}");
    }
}

#[test]
fn every_command_says_what_is_wrong_with_its_package() {
    let (home, nothing, small) = (fresh(), fresh(), cases().join("good-small"));
    let empty = home.path().join("empty.xlsx");
    fs::write(&empty, "").expect("written");
    let people = small.join("people.csv");
    let missing = home.path().join("nothing");
    let out = home.path().join("out");
    for (package, code) in
        [(&missing, "Q101"), (&people, "Q114"), (&empty, "Q104"), (&nothing.path().to_owned(), "Q102")]
    {
        let package = arg(package);
        let commands: [&[&str]; 4] = [
            &["place", package, "--out", arg(&out)],
            &["check", package],
            &["check", package, "--plan", arg(&people)],
            &["explain", package, "H1"],
        ];
        for args in commands {
            let ran = qonys(args).refused();
            assert!(ran.err.starts_with(&format!("{code} error")), "{args:?}: {}", ran.err);
        }
    }
    assert!(!out.exists());
}

#[test]
fn a_specification_that_is_not_there() {
    let home = fresh();
    let ran = qonys(&["synth", arg(&home.path().join("synth.toml"))]).refused();
    assert!(ran.err.starts_with('Q') && ran.err.contains("synth.toml"), "{}", ran.err);
    fs::write(home.path().join("synth.toml"), "seed = \"one\"\nfamilies = [").expect("written");
    let ran = qonys(&["synth", arg(&home.path().join("synth.toml"))]).refused();
    assert!(ran.err.contains("synth.toml"), "{}", ran.err);
    assert_eq!(crate::program::names(home.path()), ["synth.toml"]);
}

#[test]
fn the_language_is_the_one_asked_for_else_the_environments() {
    let said = |environment: &[(&str, &str)], args: &[&str]| {
        let args = [&["check", "good-small"], args].concat();
        run_in(&cases(), environment, &args).done().out
    };
    let english = said(&[], &[]);
    assert!(english.starts_with("The package can be used"));
    let kazakh = said(&[("LANG", "kk_KZ.UTF-8")], &[]);
    let russian = said(&[("LANG", "kk_KZ.UTF-8"), ("LC_ALL", "ru_RU.UTF-8")], &[]);
    assert!(kazakh.starts_with("Пакетті") && russian.starts_with("Пакет"), "{kazakh}{russian}");
    assert_eq!(said(&[("LANG", "kk_KZ.UTF-8")], &["--lang", "en"]), english);
    assert_eq!(said(&[("LANG", "de_DE.UTF-8")], &[]), english);
    assert_eq!(said(&[("LANG", "")], &[]), english);
}
