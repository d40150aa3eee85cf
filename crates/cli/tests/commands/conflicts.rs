//! When nothing can meet all that a package demands: what conflicts, where it stands, in three languages.

use crate::made::medium_year;
use crate::program::{Goldens, LANGUAGES, arg, cases, copy_of, fresh, names, qonys};
use std::fs;
use std::path::Path;

/// Name of the golden file, and what is changed in the good package: a table and its new text.
const CASES: [(&str, &[(&str, &str)]); 4] = [
    (
        "everyone-a-pin-and-ties",
        &[
            ("programme.toml", "everyone"),
            (
                "locks.csv",
                "household,region,lock,reason,author,at\nH4,KZ-55,forbid,no school,office,2026-03-01\nH1,KZ-39,pin,a job,office,2026-03-01\n",
            ),
            ("ties.csv", "household,to,tie\nH5,H2,must\nH2,KZ-39,must\nH4,KZ-39,prefer\n"),
            ("capacities.csv", "region,capacity,places\nKZ-55,persons,6\nKZ-39,persons,5\nKZ-59,persons,4\n"),
        ],
    ),
    (
        "minimums-of-more-than-there-are",
        &[(
            "capacities.csv",
            "region,capacity,places,minimum\nKZ-55,persons,6,6\nKZ-39,persons,5,5\nKZ-59,persons,4,\n",
        )],
    ),
    (
        "everyone-where-places-are-short",
        &[
            ("programme.toml", "everyone"),
            ("capacities.csv", "region,capacity,places\nKZ-55,persons,3\nKZ-39,persons,2\nKZ-59,persons,3\n"),
        ],
    ),
    (
        "everyone-and-refusals",
        &[
            ("programme.toml", "everyone"),
            ("wishes.csv", "household,region,rank\nH1,KZ-55,veto\nH3,KZ-55,veto\n"),
            (
                "locks.csv",
                "household,region,lock,reason,author,at\nH3,KZ-39,forbid,no school,office,2026-03-01\nH1,KZ-59,forbid,no school,office,2026-03-01\n",
            ),
            ("capacities.csv", "region,capacity,places\nKZ-55,persons,9\nKZ-39,persons,9\nKZ-59,persons,2\n"),
        ],
    ),
];

fn change(package: &Path, table: &str, text: &str) {
    let path = package.join(table);
    let text = if table == "programme.toml" {
        fs::read_to_string(&path).expect("a programme").replace("rule = \"value\"", &format!("rule = \"{text}\""))
    } else {
        text.to_owned()
    };
    fs::write(path, text).expect("written");
}

#[test]
fn what_conflicts_is_told_as_its_golden_says() {
    let mut goldens = Goldens::default();
    for (name, changes) in CASES {
        let (package, out) = (copy_of(&cases().join("good-small")), fresh());
        changes.iter().for_each(|(table, text)| change(package.path(), table, text));
        let said = LANGUAGES.map(|lang| {
            let ran = qonys(&["place", arg(package.path()), "--out", arg(out.path()), "--lang", lang]).refused();
            format!("$ qonys place {name} --lang {lang}\n{}", ran.shown())
        });
        assert!(names(out.path()).is_empty(), "{name}: nothing is written");
        goldens.compare(&cases().join("conflicts").join(format!("{name}.txt")), &said.join("\n"));
    }
}

/// Some families among many must all go where there is room for fewer: the others are not spoken of.
#[test]
fn a_conflict_among_many_families_is_found() {
    let (package, out) = (fresh(), fresh());
    medium_year(package.path());
    let rewrite = |table: &str, change: &dyn Fn(String) -> String| {
        let path = package.path().join(table);
        fs::write(&path, change(fs::read_to_string(&path).expect("a table"))).expect("written");
    };
    rewrite("programme.toml", &|text| text.replace("rule = \"value\"", "rule = \"everyone\""));
    // plenty everywhere but for the resettlers of one region
    let plenty = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let places = if line.starts_with("KZ-15,resettler") { "20" } else { "900" };
        format!("{},{},{places},0\n", cells[0], cells[1])
    };
    rewrite("capacities.csv", &|text| {
        let rows: String = text.lines().skip(1).map(plenty).collect();
        format!("region,capacity,places,minimum\n{rows}")
    });
    let households = fs::read_to_string(package.path().join("households.csv")).expect("a table");
    let resettlers = households.lines().filter(|line| line.contains(",resettler,")).take(15);
    let ties: String =
        resettlers.map(|line| format!("{},KZ-15,must\n", line.split(',').next().expect("a key"))).collect();
    fs::write(package.path().join("ties.csv"), format!("household,to,tie\n{ties}")).expect("written");
    fs::write(package.path().join("locks.csv"), "household,region,lock,reason,author,at\n").expect("written");
    fs::write(package.path().join("wishes.csv"), "household,region,rank\n").expect("written");
    let ran = qonys(&["place", arg(package.path()), "--out", arg(out.path())]).refused();
    let told = ran.err.split_once("There is no plan").expect("the conflict").1;
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].contains("any one of them must give"), "{told}");
    assert_eq!(lines[1], "  KZ-15, resettler: only 20 places (capacities.csv, row 18)");
    let (ties, everyone) = lines[2..].split_at(lines.len() - 3);
    assert!(ties.len() < 12 && ties.iter().all(|line| line.contains(" must go to KZ-15; it takes: ")), "{told}");
    assert!(everyone[0].contains(&format!("here {} families with ", ties.len())), "{told}");
}
