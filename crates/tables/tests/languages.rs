//! One package in three languages, three separators and two encodings is one package.

use qonys_model::Package;
use qonys_tables::read;
use rstest::rstest;
use std::path::Path;

fn package(name: &str) -> Package {
    let read = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name));
    assert_eq!(read.faults, [], "{name}");
    read.package.expect("no fault")
}

/// Russian: Windows-1251, semicolons, CRLF, decimal commas, 15.03.2026. Kazakh: UTF-8 with a mark, tabs, Kazakh file
/// names. Names of regions that these leave out come from the built-in list.
#[rstest]
#[case("good-small-ru")]
#[case("good-small-kk")]
fn the_same_package(#[case] name: &str) {
    let (english, other) = (package("good-small"), package(name));
    assert_eq!(other.programme, english.programme);
    assert_eq!(other.regions, english.regions);
    assert_eq!(other.people, english.people);
    assert_eq!(other, english);
}
