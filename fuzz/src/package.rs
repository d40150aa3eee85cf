//! Bytes to a package: lines `@@ NAME` begin a file of the folder; bytes that begin like a workbook are one. What is read
//! must be whole, what is placed must keep the rules, and what is refused must be refused with a place and a reason.

use qonys::{PlaceError, PlaceOptions, place};
use qonys_model::{Package, ScoreOf, Severity, StoppedBy, TieTo};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Households up to which the package is placed too.
const FEW: usize = 40;

/// How often the engine may ask whether to stop before it is told yes.
const ASKS: u32 = 40;

/// Reads what the bytes say and judges what comes out.
pub fn judge(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("package");
    if bytes.starts_with(b"PK") {
        let workbook = path.with_extension("xlsx");
        std::fs::write(&workbook, bytes).expect("written");
        judge_path(&workbook);
    } else {
        std::fs::create_dir(&path).expect("a folder");
        for (name, content) in files(bytes) {
            std::fs::write(path.join(name), content).expect("written");
        }
        judge_path(&path);
    }
}

/// The files that the bytes hold; a name is letters, digits, `.`, `-`, `_` and blanks.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        if let Some(name) = line.strip_prefix(b"@@ ") {
            let name = String::from_utf8_lossy(name);
            let name: String = name.chars().filter(|c| c.is_alphanumeric() || ".-_ ".contains(*c)).take(60).collect();
            let name = name.trim_matches(['.', ' ']);
            files.push((if name.is_empty() { "nameless" } else { name }.to_owned(), Vec::new()));
        } else if let Some((_, content)) = files.last_mut() {
            content.extend_from_slice(line);
        }
    }
    files
}

fn judge_path(path: &Path) {
    let read = qonys_tables::read(path);
    let errors = read.faults.iter().filter(|fault| fault.code.severity() == Severity::Error).count();
    assert_eq!(read.package.is_some(), errors == 0, "{:#?}", read.faults);
    for fault in &read.faults {
        assert!(!fault.file.is_empty(), "{fault:?}");
        let texts = fault.value.iter().chain(&fault.column).chain(fault.words.iter().map(|(_, word)| word));
        assert!(texts.into_iter().all(|text| !text.contains(char::is_control)), "{fault:?}");
    }
    if let Some(package) = &read.package {
        assert_whole(package);
        if package.households.len() <= FEW {
            judge_placed(package);
        }
    }
}

fn judge_placed(package: &Package) {
    let asked = AtomicU32::new(0);
    let stop = || (asked.fetch_add(1, Ordering::Relaxed) >= ASKS).then_some(StoppedBy::User);
    match place(package, &PlaceOptions { threads: Some(1), stop: Some(&stop), ..PlaceOptions::default() }) {
        Ok(outcome) => {
            let c = outcome.certificate;
            assert!(c.value.is_finite() && c.bound >= c.value && c.gap >= 0.0, "{c:?}");
            assert_eq!(outcome.explanations.len(), package.households.len());
        }
        Err(PlaceError::Withheld(violations)) => panic!("the engine broke rules: {violations:?}"),
        Err(PlaceError::Impossible(_) | PlaceError::NoPlanFound { .. }) => {}
        Err(error @ PlaceError::Numbers { .. }) => panic!("a number that was read cannot be computed with: {error}"),
        Err(PlaceError::Promises { .. } | PlaceError::TwoRules) => {}
        Err(
            kept @ (PlaceError::MoreMustMove { .. } | PlaceError::MovesNotFound { .. } | PlaceError::KeepWithPromises),
        ) => {
            panic!("no earlier plan was given: {kept}");
        }
    }
}

/// Every position points at something, and members and people agree.
fn assert_whole(package: &Package) {
    let region = |at: usize| assert!(at < package.regions.len());
    let household = |at: usize| assert!(at < package.households.len());
    let capacity = |at: usize| assert!(at < package.programme.capacity.len());
    for c in &package.capacities {
        (region(c.region.at()), capacity(c.capacity.at()));
        assert!(c.minimum <= c.places);
    }
    package.openings.iter().for_each(|o| region(o.region.at()));
    for (at, person) in package.people.iter().enumerate() {
        household(person.household.at());
        let members = &package.households[person.household.at()].members;
        assert_eq!(members.iter().filter(|member| member.at() == at).count(), 1);
    }
    for tie in &package.ties {
        household(tie.household.at());
        match tie.to {
            TieTo::Region(to) => region(to.at()),
            TieTo::Household(to) => household(to.at()),
        }
    }
    package.wishes.iter().for_each(|w| (household(w.household.at()), region(w.region.at())).0);
    package.locks.iter().for_each(|l| (household(l.household.at()), region(l.region.at())).0);
    for u in &package.uses {
        (household(u.household.at()), region(u.region.at()), capacity(u.capacity.at()));
    }
    for score in package.scores.iter().flatten() {
        region(score.region.at());
        assert!(score.value.is_finite());
        match score.of {
            ScoreOf::Household(of) => household(of.at()),
            ScoreOf::Person(of) => assert!(of.at() < package.people.len()),
        }
    }
    assert!(package.households.iter().all(|h| !h.id.is_empty()) && package.regions.iter().all(|r| !r.id.is_empty()));
}
