//! A package that is written and read again is the same package.

use proptest::prelude::*;
use qonys_model::{Package, Score, ScoreOf};
use qonys_tables::{Staged, read, write_package};
use std::path::{Path, PathBuf};

fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name)
}

fn sound(path: &Path) -> Package {
    let read = read(path);
    read.package.unwrap_or_else(|| panic!("{:#?}", read.faults))
}

fn through_files(package: &Package) -> Package {
    let root = tempfile::tempdir().expect("a folder");
    let mut staged = Staged::new(root.path()).expect("a folder");
    for (name, bytes) in write_package(package) {
        staged.add(&name, &bytes).expect("written");
    }
    staged.commit().expect("renamed");
    sound(root.path())
}

#[test]
fn a_package_with_every_table() {
    let package = sound(&case("good-small"));
    assert!(!package.people.is_empty() && !package.ties.is_empty() && !package.wishes.is_empty());
    assert!(!package.locks.is_empty() && !package.openings.is_empty());
    assert_eq!(through_files(&package), package);
}

#[test]
fn scores_of_households_and_of_people() {
    let package = sound(&case("good-small"));
    let of_households: Vec<ScoreOf> = (0..package.households.len()).map(|h| ScoreOf::Household(h.into())).collect();
    let of_people: Vec<ScoreOf> = (0..package.people.len()).map(|p| ScoreOf::Person(p.into())).collect();
    for of in [of_households, of_people] {
        let mut scored = package.clone();
        let pairs = of.into_iter().flat_map(|of| (0..package.regions.len()).map(move |region| (of, region)));
        let score = |(at, (of, region)): (usize, (ScoreOf, usize))| {
            let value = (at as f64 - 3.0) / 7.0;
            Score { of, region: region.into(), value, row: at as u32 + 2 }
        };
        scored.scores = Some(pairs.enumerate().map(score).collect());
        assert_eq!(through_files(&scored), scored);
    }
}

/// Formula signs, apostrophes, quotes, delimiters and line breaks; blanks only within, for readers leave out those around.
const TEXT: &str = "[=+@'\"-]{0,3}[a-zӘәҚ,;|#]([a-zӘә,;| \n]{0,6}[a-zӘә\"'])?";

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_in_keys_and_words(words in prop::collection::vec(TEXT, 8)) {
        let mut package = sound(&case("good-small"));
        // the number keeps keys apart, whatever the text
        for (at, household) in package.households.iter_mut().enumerate() {
            household.id = format!("{}{at}", words[at % 3]);
            household.origin = Some(words[3].clone());
        }
        for (at, person) in package.people.iter_mut().enumerate() {
            person.id = format!("{}{at}p", words[4]);
        }
        for lock in &mut package.locks {
            lock.reason = Some(words[5].clone());
            lock.author = Some(words[6].clone());
        }
        for capacity in &mut package.capacities {
            capacity.period = Some(words[7].clone());
        }
        prop_assert_eq!(through_files(&package), package);
    }
}
