//! Ctrl-C as the terminal sends it: a real process, a real signal.
//!
//! When the search begins and ends depends on the machine, so the moment is looked for: later when the signal came before
//! the search, earlier when it came after.

use crate::made::medium_year;
use crate::program::{arg, fresh, names};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

const FILES: [&str; 4] = ["plan.csv", "plan.xlsx", "report.html", "run.json"];

fn place(package: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_qonys"))
        .args(["--lang", "en", "place", arg(package), "--out", arg(out), "--threads", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// What Ctrl-C does to the process in the foreground.
fn interrupt(child: &Child) {
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
    killed.expect("there is `kill`");
}

/// Interrupts a run after `wait`, so many times; how it ended and what it said.
fn interrupted(package: &Path, out: &Path, wait: Duration, times: u32) -> (ExitStatus, String) {
    let child = place(package, out);
    std::thread::sleep(wait);
    (0..times).for_each(|_| interrupt(&child));
    let ended = child.wait_with_output().expect("it ends");
    (ended.status, String::from_utf8(ended.stdout).expect("UTF-8"))
}

fn stopped_by(out: &Path) -> Value {
    let run: Value = serde_json::from_slice(&fs::read(out.join("run.json")).expect("written")).expect("JSON");
    run["stopped_by"].clone()
}

/// Looks for a moment at which `wanted` becomes true; it says `None` when it did, else whether the signal came too early.
fn at_the_right_moment(mut wanted: impl FnMut(Duration) -> Option<bool>) {
    let (mut early, mut late) = (0.0, f64::INFINITY);
    for _ in 0..60 {
        let wait = if late.is_finite() { f64::midpoint(early, late) } else { f64::max(0.02, 2.0 * early) };
        match wanted(Duration::from_secs_f64(wait)) {
            None => return,
            Some(true) => early = wait,
            Some(false) => late = wait,
        }
        if late - early < 1e-3 {
            (early, late) = (early / 2.0, f64::INFINITY); // the machine is busier or less busy than before
        }
    }
    panic!("no moment found between {early} s and {late} s");
}

#[test]
fn the_first_one_ends_the_search_with_the_best_plan_so_far() {
    let package = fresh();
    medium_year(package.path());
    at_the_right_moment(|wait| {
        let out = fresh();
        let (status, said) = interrupted(package.path(), out.path(), wait, 1);
        if !status.success() {
            assert!(names(out.path()).is_empty(), "ended before the search, and wrote {:?}", names(out.path()));
            return Some(true);
        }
        assert_eq!(names(out.path()), FILES);
        let by = stopped_by(out.path());
        if by.is_null() {
            return Some(false);
        }
        assert_eq!(by, "user");
        assert!(said.contains("You stopped the run before it was done."), "{said}");
        let report = fs::read_to_string(out.path().join("report.html")).expect("written");
        assert!(report.contains("You stopped the run before it was done."));
        None
    });
}

#[test]
fn the_second_one_ends_the_program_and_leaves_nothing_half_written() {
    let package = fresh();
    medium_year(package.path());
    at_the_right_moment(|wait| {
        let out = fresh();
        for name in FILES {
            fs::write(out.path().join(name), "from an earlier run").expect("written");
        }
        let (status, _) = interrupted(package.path(), out.path(), wait, 2);
        let kept = |name: &&&str| fs::read(out.path().join(name)).expect("there") == b"from an earlier run";
        let old = FILES.iter().filter(kept).count();
        assert_eq!(names(out.path()), FILES, "no temporary file is left");
        match status.code() {
            Some(130) => {
                assert!(old == 4 || old == 0, "{old} old files of 4");
                (old == 0).then_some(false) // it was all written before the second signal
            }
            Some(0) => {
                assert_eq!(old, 0);
                Some(false)
            }
            _ => {
                assert_eq!(old, 4); // ended by the first signal, before the search
                Some(true)
            }
        }
    });
}
