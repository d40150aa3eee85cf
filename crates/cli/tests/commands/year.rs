//! `qonys year`: a year in a folder, killed, locked, damaged, and spoken in three languages.

use crate::program::{Goldens, LANGUAGES, Ran, arg, cases, copy_to, entries, fresh, names, qonys, root, run_in};
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const YEAR: &str = "examples/year";

fn open(state: &Path) {
    let (year, pool) = (root().join(YEAR).join("this-year"), root().join(YEAR).join("last-year"));
    qonys(&["year", "open", arg(&year), "--pool", arg(&pool), "--state", arg(state), "--count", "12"]).done();
}

/// Runs a sitting of the example.
fn sit(state: &Path, families: &str, date: &str, more: &[&str]) -> Ran {
    let families = root().join(YEAR).join(families);
    let mut args = vec!["year", "sit", arg(state), arg(&families), "--date", date];
    args.extend(more);
    qonys(&args)
}

fn journal(state: &Path) -> Vec<u8> {
    fs::read(state.join("journal.jsonl")).expect("a journal")
}

#[test]
fn what_it_says_stands_in_the_golden_files() {
    let mut goldens = Goldens::default();
    for lang in LANGUAGES {
        let home = fresh();
        let mut said = String::new();
        let mut run = |args: &str, quoted: Option<&str>| {
            let words = args.split(' ').chain(quoted.map(|_| "--reason")).chain(quoted).chain(["--lang", lang]);
            let here = home.path().join("year");
            let paths: Vec<String> = words
                .map(|word| match word.strip_prefix('@') {
                    Some(file) => root().join(file).display().to_string(),
                    None if word == "DIR" => here.display().to_string(),
                    None => word.to_owned(),
                })
                .collect();
            let ran = run_in(home.path(), &[], &paths.iter().map(String::as_str).collect::<Vec<_>>());
            let shown =
                ran.shown().replace(&here.display().to_string(), "DIR").replace(&root().display().to_string(), "");
            said.push_str(&format!("$ qonys {args}\n{shown}\n"));
        };
        let (year, pool) = (format!("@{YEAR}/this-year"), format!("@{YEAR}/last-year"));
        run("year status DIR", None);
        run(&format!("year open @examples/first-steps --pool {pool} {year} --state other --count unknown"), None);
        run(&format!("year open {pool} --pool {year} --state third"), None);
        run(&format!("year open {year} --pool {pool} @tests/cases/year/scores-only --state mixed"), None);
        run(&format!("year open {year} --pool @tests/cases/year/scores-only --state mute"), None);
        run(&format!("year sit mute @{YEAR}/january --date 2026-01-13"), None);
        run(&format!("year open {year} --pool {pool} --state DIR --sittings 2026-01-13,2026-02-03,2026-03-03"), None);
        run(&format!("year open {year} --state DIR"), None);
        run(&format!("year sit DIR @{YEAR}/january --date 2026-01-13 --accept"), None);
        run(&format!("year sit DIR @{YEAR}/january --date 2026-01-13 --accept"), None);
        run(&format!("year sit DIR @{YEAR}/january --date 2026-01-02"), None);
        run(
            &format!(
                "year sit DIR @{YEAR}/february --date 2026-02-03 --except F01=KZ-55 --except F06=KZ-55 --except X=Y --except F09=Z --author="
            ),
            Some("so"),
        );
        run(
            &format!(
                "year sit DIR @{YEAR}/february --date 2026-02-03 --except F06=KZ-39 --except F08=KZ-59 --author me"
            ),
            Some("so"),
        );
        run(
            &format!("year sit DIR @{YEAR}/february --date 2026-02-03 --except F09=KZ-63 --accept --author me"),
            Some("a house"),
        );
        run("year change DIR @tests/cases/year/bad-changes.csv", None);
        run("year change DIR @tests/cases/year/refused-changes.csv", None);
        run(&format!("year change DIR @{YEAR}/changes.csv"), None);
        run(&format!("year change DIR @{YEAR}/changes.csv"), None);
        run(&format!("year sit DIR @{YEAR}/march --date 2026-03-03 --explain --accept"), None);
        run("year sit DIR --date 2026-03-04 --json", None);
        run("year status DIR --date 2026-03-10", None);
        run("year status DIR --date 2026-03-02", None);
        run("year plan DIR", None);
        run("year plan DIR --sitting 4", None);
        run("year rerun DIR", None);
        run("year open @tests/cases/year/frame --state unlimited", None);
        run("year change unlimited @tests/cases/year/unlimited-changes.csv", None);
        run("year sit unlimited @tests/cases/year/first --date 2026-03-01 --accept", None);
        run("year sit unlimited @tests/cases/year/scored --date 2026-03-01", None);
        fs::write(home.path().join("file"), "").expect("written");
        run(&format!("year open {year} --state file/year"), None);
        run("replay @examples/first-steps --orders 1 --batches 1 --out file", None);
        let mut bytes = journal(&home.path().join("year"));
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        fs::write(home.path().join("year/journal.jsonl"), bytes).expect("written");
        run("year rerun DIR", None);
        goldens.compare(&cases().join(format!("year/{lang}.txt")), &said);
    }
}

#[test]
fn a_proposal_changes_nothing() {
    let home = fresh();
    open(home.path());
    let before = journal(home.path());
    let first = sit(home.path(), "january", "2026-01-13", &["--json"]).done().out;
    assert_eq!(sit(home.path(), "january", "2026-01-13", &["--json", "--threads", "1"]).done().out, first);
    assert_eq!(journal(home.path()), before);
    assert_eq!(names(home.path()), ["journal.jsonl", "journal.lock", "proposal.csv", "proposal.xlsx"]);
    let shown: Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(shown["households"][0]["next"].as_array().expect("a list").len(), 2);
    sit(home.path(), "january", "2026-01-13", &["--accept"]).done();
    let rows = |file: &str| fs::read_to_string(home.path().join(file)).expect("there").lines().count();
    assert_eq!((rows("sitting-001.csv"), rows("plan.csv")), (5, 5));
}

/// A family of one for the n-th run.
fn family(folder: &Path, n: usize) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("households.csv"), format!("household\nK{n}\n")).expect("written");
    let people = format!("person,household,birth_year,occupation\nK{n}-1,K{n},1990,7212\n");
    fs::write(folder.join("people.csv"), people).expect("written");
}

#[test]
fn killed_at_any_moment_a_sitting_was_held_or_it_was_not() {
    let home = fresh();
    let (state, families) = (home.path().join("state"), home.path().join("families"));
    open(&state);
    let (mut held, mut killed) = (0, 0);
    for n in 0..40 {
        family(&families, n);
        let before = journal(&state);
        let mut child = Command::new(env!("CARGO_BIN_EXE_qonys"))
            .args(["year", "sit", arg(&state), arg(&families), "--date", "2026-03-01", "--accept"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_micros(700 * n as u64));
        child.kill().expect("it is killed, or done");
        killed += usize::from(!child.wait().expect("it ended").success());
        let after = journal(&state);
        assert!(after.starts_with(&before), "run {n}: what stood before stands");
        held += usize::from(after.len() > before.len() && after.ends_with(b"\n"));
        // the lock is free again, and whoever comes next cuts off what was not finished
        qonys(&["year", "rerun", arg(&state)]).done();
    }
    assert!(killed > 0, "some were killed in time");
    let status = qonys(&["year", "status", arg(&state), "--date", "2026-03-02", "--json"]).done().out;
    let status: Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(status["sittings"].as_u64(), Some(held as u64));
    family(&families, 1000);
    qonys(&["year", "sit", arg(&state), arg(&families), "--date", "2026-03-02", "--accept"]).done();
    qonys(&["year", "rerun", arg(&state)]).done();
}

#[test]
fn cut_at_every_kind_of_byte_it_goes_on_from_the_record_before() {
    let home = fresh();
    let state = home.path().join("state");
    open(&state);
    sit(&state, "january", "2026-01-13", &["--accept"]).done();
    let whole = journal(&state);
    let first = whole.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    for cut in [first, first + 1, first + 70, first + 400, whole.len() - 1] {
        fs::write(state.join("journal.jsonl"), &whole[..cut]).expect("written");
        sit(&state, "january", "2026-01-13", &["--accept"]).done();
        assert_eq!(journal(&state), whole, "the same sitting, the same bytes");
    }
}

#[test]
fn two_writers_do_not_harm_each_other() {
    let home = fresh();
    open(home.path());
    let before = journal(home.path());
    let lock = OpenOptions::new().write(true).open(home.path().join("journal.lock")).expect("a lock");
    lock.try_lock().expect("nobody holds it");
    let ran = sit(home.path(), "january", "2026-01-13", &["--accept"]).refused();
    assert!(ran.err.contains("Another process"), "{}", ran.err);
    sit(home.path(), "january", "2026-01-13", &[]).done();
    assert_eq!(journal(home.path()), before);
    lock.unlock().expect("given back"); // and not only dropped: other tests fork
    sit(home.path(), "january", "2026-01-13", &["--accept"]).done();
}

#[test]
fn a_family_that_waits_may_be_told_anew() {
    let home = fresh();
    let (state, families) = (home.path().join("state"), home.path().join("families"));
    open(&state);
    family(&families, 1);
    let wishes = "household,region,rank\nK1,KZ-55,veto\nK1,KZ-39,veto\nK1,KZ-63,veto\nK1,KZ-59,veto\n";
    fs::write(families.join("wishes.csv"), wishes).expect("written");
    let accept = || qonys(&["year", "sit", arg(&state), arg(&families), "--date", "2026-03-01", "--accept", "--json"]);
    let region = |ran: Ran| {
        let shown: Value = serde_json::from_str(&ran.done().out).expect("JSON");
        shown["households"][0]["region"].clone()
    };
    assert_eq!(region(accept()), Value::Null);
    fs::remove_file(families.join("wishes.csv")).expect("there");
    let people = "person,household,birth_year,occupation\nK1-1,K1,1990,7212\nK1-2,K1,2026,\n";
    fs::write(families.join("people.csv"), people).expect("written");
    assert_ne!(region(accept()), Value::Null);
    let faults = accept();
    assert!(faults.code == 1 && faults.err.contains("Q801"), "{}", faults.shown());
    // nothing more can be said of a family that has its place
    family(&families, 2);
    fs::write(families.join("wishes.csv"), "household,region,rank\nK1,KZ-55,veto\n").expect("written");
    let faults = accept();
    assert!(faults.code == 1 && faults.err.contains("wishes.csv, row 2"), "{}", faults.shown());
    qonys(&["year", "rerun", arg(&state)]).done();
}

#[test]
fn a_sitting_may_come_as_one_table_or_as_a_workbook() {
    let home = fresh();
    let state = home.path().join("state");
    open(&state);
    let mut book = rust_xlsxwriter::Workbook::new();
    for path in entries(&root().join(YEAR).join("january")) {
        let sheet = book.add_worksheet();
        sheet.set_name(path.file_stem().expect("a name").to_string_lossy()).expect("a name");
        for (row, line) in (0..).zip(fs::read_to_string(&path).expect("a table").lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    let xlsx = home.path().join("january.xlsx");
    book.save(&xlsx).expect("saved");
    let shown = |families: &Path| {
        let ran = qonys(&["year", "sit", arg(&state), arg(families), "--date", "2026-01-13", "--json"]);
        serde_json::from_str::<Value>(&ran.done().out).expect("JSON")
    };
    assert_eq!(shown(&xlsx), shown(&root().join(YEAR).join("january")));
    let alone = qonys(&["year", "sit", arg(&state), arg(&root().join(YEAR).join("january/households.csv"))]);
    assert!(alone.code == 1 && alone.err.contains("Q605"), "{}", alone.shown());
    assert!(alone.err.contains("programme.toml, column capacity.counts: school-kk"), "{}", alone.err);
}

#[test]
fn a_sitting_that_was_held_is_said_to_be_held_though_its_tables_could_not_be_written() {
    let home = fresh();
    let state = home.path().join("state");
    open(&state);
    fs::create_dir_all(state.join("plan.csv").join("in the way")).expect("made");
    let ran = sit(&state, "january", "2026-01-13", &["--accept"]).refused();
    assert!(ran.err.contains("Sitting 1 is written into the journal and stands"), "{}", ran.err);
    assert_eq!(qonys_store::read(&state).expect("sound").len(), 2);
    fs::remove_dir_all(state.join("plan.csv")).expect("there");
    qonys(&["year", "plan", arg(&state)]).done();
    assert!(state.join("plan.csv").is_file());
    // a proposal decides nothing, and says so
    fs::create_dir_all(state.join("proposal.csv").join("in the way")).expect("made");
    let ran = sit(&state, "february", "2026-02-03", &[]).refused();
    assert!(ran.err.contains("Nothing was written"), "{}", ran.err);
}

#[test]
fn a_journal_of_a_later_method_is_refused_and_left_alone() {
    let home = fresh();
    let (state, later) = (home.path().join("state"), home.path().join("later"));
    open(&state);
    let body = qonys_store::read(&state).expect("sound").remove(0);
    let changed = body.replace("\"method\":1,", "\"method\":999,");
    assert_ne!(changed, body);
    qonys_store::Journal::start(&later).and_then(|mut journal| journal.append(&changed)).expect("written");
    let before = journal(&later);
    let ran = sit(&later, "january", "2026-01-13", &["--accept"]).refused();
    assert!(ran.err.contains("another version"), "{}", ran.err);
    let ran = qonys(&["year", "status", arg(&later)]).refused();
    assert!(ran.err.contains("another version"), "{}", ran.err);
    assert_eq!(journal(&later), before);
}

#[test]
fn tables_without_a_byte_are_one_fault_each() {
    let home = fresh();
    let (state, table) = (home.path().join("state"), home.path().join("families.csv"));
    open(&state);
    let before = journal(&state);
    fs::write(&table, "").expect("written");
    let ran = qonys(&["year", "sit", arg(&state), arg(&table), "--date", "2026-01-13", "--accept"]).refused();
    assert!(ran.err.contains("Q104") && ran.err.contains("1 error, no warning"), "{}", ran.err);
    let ran = qonys(&["year", "change", arg(&state), arg(&table)]).refused();
    assert!(ran.err.contains("Q104"), "{}", ran.err);
    assert_eq!(journal(&state), before);
}

#[test]
fn a_party_without_room_where_its_kin_are_is_told_so_in_every_table() {
    let home = fresh();
    let (state, families) = (home.path().join("state"), home.path().join("families"));
    open(&state);
    sit(&state, "january", "2026-01-13", &["--accept"]).done();
    let table = |folder: &Path, name: &str, text: &str| {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join(name), text).expect("written");
    };
    let january = fs::read_to_string(state.join("plan.csv")).expect("a plan");
    let region = january.lines().find_map(|line| line.strip_prefix("F04,")).expect("F04").split(',').next();
    let region = region.expect("a region").to_owned();
    // each of the two would fit where F04 are, the two together do not
    let status = qonys(&["year", "status", arg(&state), "--date", "2026-01-14", "--json"]).done().out;
    let status: Value = serde_json::from_str(&status).expect("JSON");
    let places = status["places"].as_array().expect("limits").iter();
    let mut left = places.filter(|p| p["region"] == region.as_str() && p["capacity"] == "places");
    let left = left.next().and_then(|p| p["left"].as_u64()).expect("a limit");
    let people: String = (0..2 * left).map(|n| format!("p{n},K{},1990\n", n % 2)).collect();
    table(&families, "households.csv", "household\nK0\nK1\n");
    table(&families, "people.csv", &format!("person,household,birth_year\n{people}"));
    table(&families, "ties.csv", "household,to,tie\nK0,K1,must\nK1,F04,must\n");
    let args = ["year", "sit", arg(&state), arg(&families), "--date", "2026-02-03"];
    let said = qonys(&args).done().out;
    let wanted =
        format!("which has no room for all 2 families that go together: places: needs {}, left {left}", 2 * left);
    assert_eq!(said.matches(&wanted).count(), 2, "{said}");
    assert_eq!(fs::read_to_string(state.join("proposal.csv")).expect("a table").matches(&wanted).count(), 2);
    // kin in two regions cannot both be followed
    let other = january.lines().skip(1).find(|line| !line.contains(&region)).and_then(|line| line.split(',').next());
    let other = other.expect("somebody elsewhere");
    table(&families, "ties.csv", &format!("household,to,tie\nK0,{other},must\nK0,F04,must\n"));
    let said = qonys(&args).done().out;
    assert!(said.contains("K0: ") && said.contains("Its kin are in more than one region: "), "{said}");
}

#[test]
fn numbers_of_families_beyond_all_measure_are_refused_or_end() {
    let home = fresh();
    let year = root().join(YEAR).join("this-year");
    let open = |state: &Path, more: &[&str]| {
        let mut args = vec!["year", "open", arg(&year), "--state", arg(state)];
        args.extend(more);
        qonys(&args)
    };
    let huge = open(&home.path().join("huge"), &["--count", "18446744073709551615"]).misunderstood();
    assert!(huge.err.contains("more than 10000000"), "{}", huge.err);
    // a first sitting of four thousand million: the pace so far goes on and on
    let state = home.path().join("often");
    open(&state, &["--sittings", "4294967295"]).done();
    sit(&state, "january", "2026-01-13", &["--threads", "1"]).done();
}

#[test]
fn a_past_year_counts_once() {
    let home = fresh();
    let (year, pool) = (root().join(YEAR).join("this-year"), root().join(YEAR).join("last-year"));
    let state = home.path().join("state");
    let ran = qonys(&["year", "open", arg(&year), "--pool", arg(&pool), arg(&pool), "--state", arg(&state)]).refused();
    assert!(ran.err.contains("The year 2025 is given twice") && !state.exists(), "{}", ran.err);
}

#[test]
fn promises_that_sittings_do_not_keep_are_named_when_a_year_is_opened() {
    let home = fresh();
    let frame = home.path().join("frame");
    copy_to(&root().join(YEAR).join("this-year"), &frame);
    let plain = qonys(&["year", "open", arg(&frame), "--state", arg(&home.path().join("plain"))]).done().out;
    let mut programme = fs::read_to_string(frame.join("programme.toml")).expect("a programme");
    programme +=
        "\n[fairness]\nrule = \"floor\"\n\n[[fairness.group]]\nname = \"large\"\nwho = { persons = \"5..\" }\n";
    fs::write(frame.join("programme.toml"), programme).expect("written");
    let fair = qonys(&["year", "open", arg(&frame), "--state", arg(&home.path().join("fair"))]).done().out;
    let sentence = "Sittings do not do that";
    assert!(fair.contains(sentence) && !plain.contains(sentence), "{fair}");
}

#[test]
fn regions_and_families_of_a_year_are_named_as_in_any_package() {
    let home = fresh();
    let (state, families) = (home.path().join("state"), home.path().join("families"));
    open(&state);
    sit(&state, "january", "2026-01-13", &["--accept"]).done();
    fs::create_dir_all(&families).expect("a folder");
    for file in entries(&root().join(YEAR).join("february")) {
        let text = fs::read_to_string(&file).expect("a table").replace("KZ-55", "Павлодар облысы");
        fs::write(families.join(file.file_name().expect("a name")), text).expect("written");
    }
    let shown = |families: &Path, more: &[&str]| {
        let mut args = vec!["year", "sit", arg(&state), arg(families), "--date", "2026-02-03", "--json"];
        args.extend(more);
        qonys(&args)
    };
    let february = root().join(YEAR).join("february");
    assert_eq!(shown(&families, &[]).done().out, shown(&february, &[]).done().out);
    // what people decide is understood alike
    let except = |region: &str| {
        let said = format!("F09={region}");
        let ran = shown(&february, &["--except", &said, "--reason", "so", "--author", "me"]);
        (ran.code, ran.err)
    };
    assert_eq!(except("Павлодарская область"), except("KZ-55"));
    assert!(except("Павлодарская область").1.contains("F09: stands in Pavlodar"), "{:?}", except("KZ-55"));
    assert!(except("Атлантида").1.contains("There is no region Атлантида"));
    let changes = home.path().join("changes.csv");
    fs::write(&changes, "date,places,to_region,to_capacity,reason\n2026-02-01,1,Павлодарская область,places,order\n")
        .expect("written");
    assert!(qonys(&["year", "change", arg(&state), arg(&changes)]).done().out.contains("1 place more in Pavlodar"));
    // a family that has its place and comes again under a key that looks the same
    fs::write(families.join("households.csv"), "household\nf01\n").expect("written");
    fs::write(families.join("people.csv"), "person,household,birth_year\nx,f01,1990\n").expect("written");
    ["wishes.csv", "locks.csv"].iter().for_each(|table| fs::remove_file(families.join(table)).expect("there"));
    let alike = shown(&families, &[]).done().err;
    assert!(alike.contains("Q415") && alike.contains("“F01” of an earlier sitting"), "{alike}");
}

#[test]
fn tables_of_a_sitting_come_out_of_the_journal_again() {
    let home = fresh();
    let state = home.path();
    open(state);
    sit(state, "january", "2026-01-13", &["--accept"]).done();
    let moved = ["--except", "F09=KZ-59", "--reason", "so", "--author", "me", "--accept"];
    sit(state, "february", "2026-02-03", &moved).done();
    let files = ["sitting-001.csv", "sitting-001.xlsx", "sitting-002.csv", "sitting-002.xlsx", "plan.csv"];
    let bytes = || files.map(|file| fs::read(state.join(file)).expect("a table"));
    let before = bytes();
    files.iter().for_each(|file| fs::remove_file(state.join(file)).expect("there"));
    qonys(&["year", "plan", arg(state), "--sitting", "1", "--sitting", "2"]).done();
    assert!(bytes() == before, "the same bytes");
    // one that was not held is refused, and nothing is written
    fs::remove_file(state.join("plan.csv")).expect("there");
    let ran = qonys(&["year", "plan", arg(state), "--sitting", "3"]).refused();
    assert!(ran.err.contains("There is no sitting 3") && !state.join("plan.csv").exists(), "{}", ran.err);
}

#[test]
fn a_past_year_that_teaches_no_prices_is_named() {
    let home = fresh();
    let (state, year) = (home.path().join("state"), root().join(YEAR));
    let scored = cases().join("year/scored");
    open(&state);
    let sit = |state: &Path, families: &Path| {
        qonys(&["year", "sit", arg(state), arg(families), "--date", "2026-01-13", "--accept"]).done().err
    };
    let status = |state: &Path| qonys(&["year", "status", arg(state), "--date", "2026-01-14", "--json"]).done().err;
    assert_eq!(status(&state), "", "how the year is valued is not known yet");
    for said in [sit(&state, &scored), status(&state)] {
        assert!(said.contains("Past year 2025 teaches no prices: its families") && said.contains("anew"), "{said}");
    }
    // a past year with scores beside its people teaches a year of people; none of scores alone does
    let pool = home.path().join("pool");
    copy_to(&year.join("last-year"), &pool);
    let table = fs::read_to_string(pool.join("households.csv")).expect("a table");
    let score = |line: &str| format!("{},KZ-55,0.5\n", line.split(',').next().expect("a key"));
    let scores: String = table.lines().skip(1).map(score).collect();
    fs::write(pool.join("scores.csv"), format!("household,region,value\n{scores}")).expect("written");
    let opened = home.path().join("people");
    qonys(&["year", "open", arg(&year.join("this-year")), "--pool", arg(&pool), "--state", arg(&opened)]).done();
    assert_eq!(sit(&opened, &year.join("january")), "");
    // a replay is refused
    let package = home.path().join("package");
    copy_to(&year.join("this-year"), &package);
    copy_to(&scored, &package);
    let out = home.path().join("out");
    let replay =
        |pool: &Path| qonys(&["replay", arg(&package), "--pool", arg(pool), "--orders", "1", "--out", arg(&out)]);
    let ran = replay(&year.join("last-year")).refused();
    assert!(ran.err.contains("Past year 2025 teaches no prices: its families"), "{}", ran.err);
    replay(&pool).done();
    let elsewhere = home.path().join("elsewhere");
    copy_to(&cases().join("year/scores-only"), &elsewhere);
    for path in entries(&elsewhere) {
        let text = fs::read_to_string(&path).expect("a table");
        fs::write(&path, text.replace("KZ-", "old-").replace("name_en", "name")).expect("written");
    }
    let ran = replay(&elsewhere).refused();
    assert!(ran.err.contains("none of its scores is for a region of this year"), "{}", ran.err);
}
