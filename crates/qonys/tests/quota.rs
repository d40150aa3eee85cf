//! Keys of the examples against figures worked out in another way, and keys that cannot be met.

use proptest::prelude::*;
use qonys::quota::{QuotaError, quota};
use qonys_model::*;
use qonys_tables::read_key;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn key(name: &str) -> Key {
    let read = read_key(&root().join("examples/keys").join(format!("{name}.toml")));
    read.key.unwrap_or_else(|| panic!("{name}: {:?}", read.faults))
}

/// A column of a table by the key of the row: no quotes in these tables, except in the column of sources.
fn column(file: &str, name: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(file)).expect("the table");
    let mut lines = text.lines();
    let at = lines.next().expect("a header").split(',').position(|title| title == name).expect("the column");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    lines.map(cells).map(|cells| (cells[0].clone(), cells[at].clone())).collect()
}

fn places(quota: &Quota) -> Vec<u64> {
    quota.last().rows.iter().map(|row| row.places).collect()
}

/// Largest remainder by hand: shares as whole numbers, their sum, and nothing else.
fn largest_remainder(total: u64, shares: &[u128]) -> Vec<u64> {
    let sum: u128 = shares.iter().sum();
    let mut places: Vec<u64> = shares.iter().map(|s| (s * u128::from(total) / sum) as u64).collect();
    let mut rest: Vec<usize> = (0..shares.len()).collect();
    rest.sort_by_key(|&at| (std::cmp::Reverse(shares[at] * u128::from(total) % sum), at));
    let left = (total - places.iter().sum::<u64>()) as usize;
    rest.into_iter().take(left).for_each(|at| places[at] += 1);
    places
}

/// The published percentages, with five decimals, as whole numbers.
fn published(file: &str, name: &str) -> Vec<u128> {
    column(file, name).into_iter().map(|(_, share)| share.replace('.', "").parse().expect("five decimals")).collect()
}

#[test]
fn koenigstein_shares_are_apportioned_without_a_place_off() {
    for (year, file, name) in [
        (2015, "data/keys/germany_koenigstein_2015.csv", "share_pct_2015"),
        (2017, "data/keys/germany_koenigstein_2017.csv", "share_pct_2017"),
    ] {
        let shares = published(file, name);
        assert_eq!((shares.len(), shares.iter().sum::<u128>()), (16, 10_000_000));
        let key = key(&format!("koenigstein-{year}"));
        for total in [0, 1, 16, 99, 1000, 2281, 40_000, 441_899, 890_000, 1_000_003, 4_294_967_295] {
            assert_eq!(
                places(&quota(&key, total).expect("a quota")),
                largest_remainder(total, &shares),
                "{year}, {total}"
            );
        }
        // as many places as the last digit counts: the published key itself
        let all: Vec<u64> = shares.iter().map(|s| *s as u64).collect();
        assert_eq!(places(&quota(&key, 10_000_000).expect("a quota")), all);
    }
}

/// By construction of its tax column (the file says so): what is tested is the formula, exact to the last published digit.
#[test]
fn koenigstein_by_two_thirds_and_one_third_gives_the_published_key() {
    let given = quota(&key("koenigstein-formula"), 10_000_000).expect("a quota");
    let shares = published("data/keys/germany_koenigstein_2017.csv", "share_pct_2017");
    assert_eq!(places(&given), shares.iter().map(|s| *s as u64).collect::<Vec<_>>());
    let weights: Vec<String> = given.last().terms.iter().map(|t| t.weight.expect("a weight").to_string()).collect();
    assert_eq!(weights, ["2/3", "1/3"]);
}

#[test]
fn swiss_shares_by_webster() {
    let shares: Vec<f64> = column("data/keys/switzerland_2012.csv", "share_pct")
        .iter()
        .map(|(_, s)| s.parse().expect("a number"))
        .collect();
    let given = places(&quota(&key("switzerland-2012"), 1000).expect("a quota"));
    // 1000 places and one decimal: every share is whole
    assert_eq!(given, shares.iter().map(|s| (s * 10.0).round() as u64).collect::<Vec<_>>());
}

#[test]
fn sweden_gives_the_decided_numbers_and_municipalities_sum_to_their_county() {
    let given = quota(&key("sweden-municipalities"), 7100).expect("a quota");
    let counties = &given.levels[0];
    let decided = column("data/keys/sweden_lanstal.csv", "places");
    let decided: Vec<u64> = decided.iter().skip(1).step_by(2).map(|(_, n)| n.parse().expect("a number")).collect();
    assert_eq!(counties.rows.iter().map(|r| r.places).collect::<Vec<_>>(), decided);
    for (at, county) in counties.rows.iter().enumerate() {
        let own = given.last().rows.iter().filter(|r| r.region.parent == Some(at));
        assert_eq!(own.map(|r| r.places).sum::<u64>(), county.places, "{}", county.region.id);
    }
}

/// Webster by one place after the other on floating-point weights.
#[test]
fn kazakhstan_by_labour_lost_and_openings() {
    let number = |name: &str| -> Vec<f64> {
        column("examples/keys/kazakhstan.csv", name).iter().map(|(_, n)| n.parse().expect("a number")).collect()
    };
    let (from, to, openings) = (number("labour_force_2022"), number("labour_force_2025"), number("openings_derived"));
    let loss: Vec<f64> = from.iter().zip(&to).map(|(from, to)| (from - to).max(0.0)).collect();
    let (lost, wanted) = (loss.iter().sum::<f64>(), openings.iter().sum::<f64>());
    let weight: Vec<f64> = loss.iter().zip(&openings).map(|(l, o)| l / lost + o / wanted).collect();
    let mut seats = vec![0_u64; weight.len()];
    for _ in 0..2281 {
        let claim = |r: &usize| weight[*r] / (seats[*r] as f64 + 0.5);
        let best = (0..weight.len()).max_by(|a, b| claim(a).total_cmp(&claim(b))).expect("a region");
        seats[best] += 1;
    }
    assert_eq!(places(&quota(&key("kazakhstan-need"), 2281).expect("a quota")), seats);
    let force: u32 = key("kazakhstan-need").in_force.expect("a quota in force").iter().sum();
    assert_eq!(force, 2281);
}

#[test]
fn a_phase_goes_its_part_of_the_way_and_no_further() {
    let (whole, phased) = (quota(&key("kazakhstan-need"), 2281), quota(&key("kazakhstan-need-phased"), 2281));
    let (whole, phased) = (whole.expect("a quota"), phased.expect("a quota"));
    for (whole, phased) in whole.last().rows.iter().zip(&phased.last().rows) {
        let then = f64::from(phased.in_force.expect("a quota in force"));
        let wanted = then + (whole.entitled() - then) / 3.0;
        assert!((phased.entitled() + phased.phase - wanted).abs() < 1e-9, "{}", phased.region.id);
    }
    // 30 % of 2281 is 684.3
    let most = phased.last().rows.iter().map(|r| r.places).max();
    assert_eq!(most, Some(684));
    assert!(phased.last().distance() < whole.last().distance());
}

#[test]
fn the_parts_of_every_example_sum_to_its_places() {
    let names = [
        "koenigstein-2015",
        "koenigstein-formula",
        "switzerland-2012",
        "sweden-municipalities",
        "population-gdp",
        "kazakhstan-need",
        "kazakhstan-need-phased",
    ];
    for (name, total) in names.iter().flat_map(|name| [0, 7, 17, 2281, 99_999].map(|total| (name, total))) {
        let given = quota(&key(name), total).expect("a quota");
        for level in &given.levels {
            assert_eq!(level.rows.iter().map(|r| r.places).sum::<u64>(), total, "{name}");
            for row in &level.rows {
                let sum = row.entitled() + row.phase + row.limits + row.rounding();
                assert!((sum - row.places as f64).abs() < 1e-6, "{name}, {}: {row:?}", row.region.id);
            }
        }
    }
}

/// A key over one column, with more lines of TOML in it.
fn simple(figures: &[(&str, f64)], more: &str) -> Key {
    let folder = tempfile();
    let rows: String = figures.iter().map(|(id, n)| format!("{id},{n},{n}\n")).collect();
    fs::write(folder.join("regions.csv"), format!("region,people,county\n{rows}")).expect("written");
    let text = format!(
        "name = \"Test\"\nmethod = \"largest-remainder\"\n[regions]\nfile = \"regions.csv\"\n{more}\n\
         [[term]]\nname = \"People\"\nweight = 1\nshare_of = \"people\"\n"
    );
    fs::write(folder.join("KEY.toml"), text).expect("written");
    let read = read_key(&folder.join("KEY.toml"));
    fs::remove_dir_all(&folder).expect("removed");
    read.key.unwrap_or_else(|| panic!("{:?}", read.faults))
}

/// A folder of its own for each call.
fn tempfile() -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("qonys-quota-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn limits_that_cannot_be_met_are_refused_by_name() {
    let three = [("A", 1.0), ("B", 2.0), ("C", 3.0)];
    let case = |more: &str, total| match quota(&simple(&three, more), total) {
        Err(error) => (error.refusal().case, error.refusal().numbers, error.refusal().region.map(str::to_owned)),
        Ok(given) => panic!("{more}: {:?}", places(&given)),
    };
    assert_eq!(case("[limits]\nfloor = 10", 29), ("least", [30, 29], None));
    assert_eq!(case("[limits]\ncap = 9", 28), ("most", [27, 28], None));
    assert_eq!(case("[limits]\nfloor = 5\ncap_share = \"10%\"", 30), ("crossed", [5, 3], Some("A".to_owned())));
    let first = "[[term]]\nname = \"First\"\nplaces = 4\n";
    assert_eq!(case(first, 11), ("given", [12, 11], None));
    assert_eq!(places(&quota(&simple(&three, first), 18).expect("a quota")), [5, 6, 7]);
    assert_eq!(places(&quota(&simple(&three, "[limits]\nfloor = 2\ncap = 4"), 8).expect("a quota")), [2, 2, 4]);
}

#[test]
fn an_empty_term_is_a_fault_with_its_place() {
    let read = read_key(&root().join("tests/cases/keys/Q910-key-term-empty/KEY.toml"));
    let Err(QuotaError::Faults(faults)) = quota(&read.key.expect("a key"), 10) else { panic!("refused") };
    assert_eq!((faults[0].code, faults[0].column.as_deref()), (FaultCode::KeyTermEmpty, Some("term.0")));
}

#[test]
fn the_level_above_by_the_same_terms() {
    // counties are the figures themselves here: A and B have the county "10", C another
    let key = simple(&[("A", 10.0), ("B", 10.0), ("C", 40.0)], "[parent]\ncolumn = \"county\"");
    let given = quota(&key, 30).expect("a quota");
    assert_eq!(
        given.levels.iter().map(|l| l.rows.iter().map(|r| r.places).collect()).collect::<Vec<Vec<_>>>(),
        [vec![10, 20], vec![5, 5, 20]]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// The order of rows and the scale of a column say nothing, and a change bound holds.
    #[test]
    fn rows_turned_and_figures_scaled(
        figures in proptest::collection::btree_map(1..100_000_u32, 1..1_000_000_u32, 2..9), total in 0..100_000_u64
    ) {
        let rows: Vec<(String, f64)> = figures.iter().map(|(id, n)| (format!("R{id}"), f64::from(*n) / 100.0)).collect();
        let named = |rows: &[(String, f64)]| {
            let list: Vec<(&str, f64)> = rows.iter().map(|(id, n)| (id.as_str(), *n)).collect();
            let given = quota(&simple(&list, ""), total).expect("a quota");
            let tied = !given.last().ties.is_empty();
            (given.last().rows.iter().map(|r| (r.region.id.clone(), r.places)).collect::<BTreeMap<_, _>>(), tied)
        };
        let (first, tied) = named(&rows);
        let turned: Vec<_> = rows.iter().rev().cloned().collect();
        let scaled: Vec<_> = rows.iter().map(|(id, n)| (id.clone(), (n * 100.0).round() * 7.0)).collect();
        if !tied {
            prop_assert_eq!(&named(&turned).0, &first);
        }
        prop_assert_eq!(&named(&scaled).0, &first);
    }
}
