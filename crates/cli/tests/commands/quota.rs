//! `qonys quota`: files, words in three languages, bad keys and bad totals.

use crate::program::{Goldens, LANGUAGES, arg, cases, entries, fresh, qonys, root, run_in};
use calamine::Reader as _;
use serde_json::Value;
use std::fs;

const FILES: [&str; 4] = ["quota.csv", "quota.html", "quota.json", "quota.xlsx"];

#[test]
fn a_key_writes_its_files_and_the_same_bytes_again() {
    let (one, other) = (fresh(), fresh());
    let key = root().join("examples/keys/sweden-municipalities.toml");
    for out in [&one, &other] {
        qonys(&["quota", arg(&key), "--total", "7100", "--capacity", "nyanlända", "--out", arg(out.path())]).done();
    }
    for name in FILES.iter().chain(&["capacities.csv"]) {
        let read = |out: &tempfile::TempDir| fs::read(out.path().join(name)).expect("written");
        assert!(read(&one) == read(&other), "{name} differs");
    }
    let html = fs::read_to_string(one.path().join("quota.html")).expect("a page");
    for mark in ["SYNTHETIC FIGURES", "УСЛОВНЫЕ ЧИСЛА", "ШАРТТЫ САНДАР"] {
        assert!(html.contains(mark), "{mark}");
    }
}

#[test]
fn json_says_what_the_table_says() {
    let out = fresh();
    let key = root().join("examples/keys/kazakhstan-need-phased.toml");
    let ran = qonys(&["quota", arg(&key), "--total", "2281", "--json", "--out", arg(out.path())]).done();
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    let regions = json["levels"][0]["regions"].as_array().expect("regions");
    let sum: u64 = regions.iter().map(|r| r["places"].as_u64().expect("places")).sum();
    assert_eq!((sum, json["total"].as_u64(), regions.len()), (2281, Some(2281), 10));
    let held: Vec<_> = regions.iter().filter(|r| r["held"] == "cap").map(|r| r["region"].clone()).collect();
    assert_eq!(held, ["KZ-55"]);
    let csv = fs::read_to_string(out.path().join("quota.csv")).expect("a table");
    assert!(csv.contains("KZ-55,Pavlodar Region,684,977,-293"), "{csv}");
}

#[test]
fn what_is_wrong_is_said_in_every_language_and_nothing_is_written() {
    let folder = fresh();
    let out = folder.path().join("out");
    let case = root().join("tests/cases/keys/Q909-figure-zero/KEY.toml");
    let need = root().join("examples/keys/kazakhstan-need-phased.toml");
    for lang in LANGUAGES {
        let bad = qonys(&["quota", arg(&case), "--total", "10", "--out", arg(&out), "--lang", lang]).refused();
        assert!(bad.err.contains("Q909") && bad.err.contains("regions.csv"), "{}", bad.err);
        // 30 % of one place is none
        let few = qonys(&["quota", arg(&need), "--total", "1", "--out", arg(&out), "--lang", lang]).refused();
        assert!(few.err.contains("--total") && !few.err.contains("quota-refused"), "{}", few.err);
        let empty = root().join("tests/cases/keys/Q910-key-term-empty/KEY.toml");
        let empty = qonys(&["quota", arg(&empty), "--total", "5", "--out", arg(&out), "--lang", lang]).refused();
        assert!(empty.err.contains("Q910") && !empty.err.contains("{$"), "{}", empty.err);
    }
    assert!(!out.exists());
}

#[test]
fn totals_that_are_none_are_usage() {
    let out = fresh();
    let key = root().join("examples/keys/population-gdp.toml");
    for total in ["-1", "1.5", "1000000000000", "NaN", "many", ""] {
        let ran = qonys(&["quota", arg(&key), "--total", total, "--out", arg(out.path())]);
        assert_eq!(ran.code, 2, "{total}: {}", ran.shown());
    }
    for total in ["0", "4294967295"] {
        qonys(&["quota", arg(&key), "--total", total, "--out", arg(out.path())]).done();
    }
    let neither = qonys(&["quota", "--out", arg(out.path())]);
    assert_eq!(neither.code, 2);
    let both = qonys(&["quota", arg(&key), "--total", "1", "--from-prices", "x", "--out", arg(out.path())]);
    assert_eq!(both.code, 2);
}

#[test]
fn a_proposal_can_be_put_into_its_package() {
    let (out, again) = (fresh(), fresh());
    let example = root().join("examples/first-steps");
    qonys(&["quota", "--from-prices", arg(&example), "--capacity", "places", "--out", arg(out.path())]).done();
    let package = fresh();
    for entry in entries(&example) {
        fs::copy(&entry, package.path().join(entry.file_name().expect("a name"))).expect("copied");
    }
    fs::copy(out.path().join("capacities.csv"), package.path().join("capacities.csv")).expect("copied");
    let ran = qonys(&["place", arg(package.path()), "--json", "--out", arg(again.path())]).done();
    let placed: Value = serde_json::from_str(&ran.out).expect("JSON");
    let proposal: Value =
        serde_json::from_slice(&fs::read(out.path().join("quota.json")).expect("written")).expect("JSON");
    assert_eq!(placed["value"], proposal["proposed"]["value"]);
    assert!(proposal["gain"].as_f64() > Some(0.0));
    // nothing more is to be gained
    let more = qonys(&[
        "quota",
        "--from-prices",
        arg(package.path()),
        "--capacity",
        "places",
        "--json",
        "--out",
        arg(again.path()),
    ]);
    let more: Value = serde_json::from_str(&more.done().out).expect("JSON");
    assert!(more["gain"].as_f64().is_some_and(|gain| gain.abs() < 1e-9), "{more}");
}

/// One place gains all that three did, and no place is said to be used that is not.
#[test]
fn a_proposal_moves_no_more_than_gains() {
    let example = root().join("examples/first-steps");
    for bound in [&[][..], &["--move-at-most", "1"]] {
        let out = fresh();
        let args = ["quota", "--from-prices", arg(&example), "--capacity", "places", "--out", arg(out.path())];
        let text = qonys(&[&args[..], bound, &["--lang", "en"]].concat()).done().out;
        let json: Value =
            serde_json::from_slice(&fs::read(out.path().join("quota.json")).expect("written")).expect("JSON");
        assert_eq!(json["moved"], 1, "{json}");
        assert!(json["gain"].as_f64().is_some_and(|gain| (gain - 0.4).abs() < 1e-9), "{json}");
        let regions = json["regions"].as_array().expect("regions");
        let free = |r: &Value| r["places"].as_u64().expect("places") - r["used"].as_u64().expect("use");
        let free: u64 = regions.iter().map(free).sum();
        assert_eq!(json["left"].as_u64(), Some(free));
        assert!(free > 0 && !text.contains("Every place is"), "{text}");
        let curve = fs::read_to_string(out.path().join("quota-curve.csv")).expect("written");
        let last = curve.lines().last().expect("a step");
        assert!(last.starts_with("1,8.9") && last.contains(",0.4"), "{curve}");
        let moves = fs::read_to_string(out.path().join("quota-moves.csv")).expect("written");
        assert!(moves.lines().nth(1).is_some_and(|line| line.starts_with("KZ-59,KZ-55,1,0.194421,0.4")), "{moves}");
        assert!(text.contains("North Kazakhstan  Pavlodar") && text.contains("+0.400"), "{text}");
        let book = fs::read(out.path().join("quota.xlsx")).expect("written");
        let sheets = calamine::Xlsx::new(std::io::Cursor::new(book)).expect("a workbook").sheet_names();
        assert!(sheets.iter().any(|name| name == "From where to where"), "{sheets:?}");
        let page = fs::read_to_string(out.path().join("quota.html")).expect("written");
        for words in ["From where to where", "Откуда куда", "Қайдан қайда"] {
            assert!(page.contains(words), "{words}");
        }
    }
}

/// A search that is cut short does not pass for one that found nothing.
#[test]
fn a_stopped_proposal_says_so() {
    let (out, example) = (fresh(), root().join("examples/first-steps"));
    let args = ["quota", "--from-prices", arg(&example), "--capacity", "places", "--time-limit", "0.000001"];
    for (lang, words) in [("en", "stopped by the time limit"), ("ru", "остановлен по времени"), ("kk", "уақыт шегі")]
    {
        let text = qonys(&[&args[..], &["--lang", lang, "--out", arg(out.path())]].concat()).done().out;
        assert!(text.replace('\n', " ").contains(words), "{text}");
    }
}

#[test]
fn a_capacity_has_to_be_named_where_there_are_several() {
    let folder = fresh();
    let out = folder.path().join("out");
    let example = root().join("examples/first-steps");
    for (more, lang) in [(&[][..], "en"), (&["--capacity", "beds"], "ru"), (&["--capacity", "beds"], "kk")] {
        let args = [&["quota", "--from-prices", arg(&example), "--out", arg(&out), "--lang", lang], more].concat();
        let ran = qonys(&args).refused();
        assert!(ran.err.contains("places, school-kk"), "{}", ran.err);
    }
    assert!(!out.exists());
}

/// A workbook holds the figures as well, and the key of a region may be any column.
#[test]
fn figures_out_of_a_workbook() {
    let folder = fresh();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in ["Land", "Einwohner"].iter().enumerate() {
        sheet.write_string(0, at as u16, *title).expect("a cell");
    }
    for (row, (name, people)) in (1..).zip([("Nord", 3.5), ("S\u{fc}d", 1.5)]) {
        sheet.write_string(row, 0, name).expect("a cell");
        sheet.write_number(row, 1, people).expect("a cell");
    }
    book.save(folder.path().join("f.xlsx")).expect("a workbook");
    let text = "name = \"W\"\nmethod = \"webster\"\n[regions]\nfile = \"f.xlsx\"\nregion = \"land\"\n\
                [[term]]\nname = \"P\"\nweight = 1\nshare_of = \"einwohner\"\n";
    fs::write(folder.path().join("KEY.toml"), text).expect("written");
    let out = folder.path().join("out");
    let key = folder.path().join("KEY.toml");
    qonys(&["quota", arg(&key), "--total", "10", "--capacity", "k", "--out", arg(&out)]).done();
    let csv = fs::read_to_string(out.join("capacities.csv")).expect("written");
    assert_eq!(csv, "region,capacity,places\nNord,k,7\nS\u{fc}d,k,3\n");
}

/// What is said of every key that is wrong, in each language: `said.txt` beside it. The time of a run that is warned only is
/// left out.
#[test]
fn every_wrong_key_is_told_as_its_golden_says() {
    let mut goldens = Goldens::default();
    for folder in entries(&cases().join("keys")) {
        let out = fresh();
        let said = |lang: &&str| {
            let ran =
                run_in(&folder, &[], &["quota", "KEY.toml", "--total", "10", "--out", arg(out.path()), "--lang", lang]);
            format!("$ qonys quota KEY.toml --total 10 --lang {lang}\n{}(exit code {})\n", ran.err, ran.code)
        };
        let found = LANGUAGES.iter().map(said).collect::<Vec<_>>().join("\n");
        assert!(!found.contains("{ $") && !found.contains("{$"), "{found}");
        goldens.compare(&folder.join("said.txt"), &found);
    }
}
