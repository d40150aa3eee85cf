//! `qonys synth`: what is wrong with a specification is told like the faults of a package, and nothing is written.

use crate::program::{Goldens, LANGUAGES, cases, fresh, names, root, run_in};
use qonys_model::{FaultCode, Severity};
use std::fs;

/// One slip in the example's specification for each code that only a specification can have.
const SLIPS: [(FaultCode, &str, &str); 6] = [
    (FaultCode::SynthUnreadable, "year = 2026", "year = \"soon\""),
    (FaultCode::SynthKeyUnknown, "year = 2026", "year = 2026\nyears = 1"),
    (FaultCode::SynthNumberImpossible, "persons = 3335", "persons = 0"),
    (FaultCode::SynthSharesNotWhole, "working = 58.1", "working = 48.1"),
    (FaultCode::SynthEmpty, "how_many = [3, 2, 1]", "how_many = []"),
    (FaultCode::SynthContradiction, "\"16..62\"", "\"16..70\""),
];

#[test]
fn every_slip_is_told_as_its_golden_says() {
    let sound = fs::read_to_string(root().join("examples/kazakhstan-2026/synth.toml")).expect("a specification");
    let mut goldens = Goldens::default();
    for (code, from, to) in SLIPS {
        let home = fresh();
        assert!(sound.contains(from), "{from}");
        fs::write(home.path().join("synth.toml"), sound.replacen(from, to, 1)).expect("written");
        let said = |lang: &&str| {
            let ran = run_in(home.path(), &[], &["synth", "synth.toml", "--out", "drawn", "--lang", lang]);
            let stops = code.severity() == Severity::Error;
            assert_eq!(ran.code, i32::from(stops), "{}", ran.shown());
            assert_eq!(names(home.path()).len(), if stops { 1 } else { 2 }, "{}", ran.shown());
            assert!(ran.err.starts_with(code.code()), "{}", ran.shown());
            let drawn = home.path().join("drawn");
            if drawn.exists() {
                fs::remove_dir_all(drawn).expect("removed");
            }
            format!("$ qonys synth synth.toml --out drawn --lang {lang}\n{}", ran.shown())
        };
        let found = LANGUAGES.iter().map(said).collect::<Vec<_>>().join("\n");
        let golden = format!("faults-built/{}-{}.txt", code.code(), code.key());
        goldens.compare(&cases().join(golden), &found);
    }
}
