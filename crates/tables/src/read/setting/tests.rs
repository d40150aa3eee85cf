//! The language of settings, and that a setting says what a hand would have written.

use super::*;
use crate::{Source, open, read_source};
use qonys_model::{InclusionRule, Package};
use std::path::Path;

fn first_steps() -> (Source, Package) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/first-steps");
    let (source, faults) = open(&path);
    let package = read_source(&source, faults).0.expect("the example has no fault");
    (source, package)
}

fn applied(text: &str) -> (Changed, Package) {
    let (mut source, package) = first_steps();
    let changed = apply_setting(&mut source, &package, &parse_setting(text).expect(text)).expect(text);
    let (package, faults) = read_source(&source, Vec::new());
    (changed, package.unwrap_or_else(|| panic!("{text}: {faults:?}")))
}

fn refused(text: &str) -> (SettingFaultKind, String, String) {
    let (mut source, package) = first_steps();
    let before = source.clone();
    let fault = parse_setting(text)
        .and_then(|setting| apply_setting(&mut source, &package, &setting))
        .expect_err("this is no setting");
    assert_eq!(source, before, "{text}: nothing is changed");
    (fault.kind, fault.part, fault.known)
}

fn places(package: &Package, region: &str, capacity: &str) -> Option<u32> {
    let named = |c: &&qonys_model::RegionCapacity| {
        package.regions[c.region.at()].id == region && package.programme.capacity[c.capacity.at()].name == capacity
    };
    package.capacities.iter().find(named).map(|c| c.places)
}

#[test]
fn places_are_set_raised_lowered_and_multiplied() {
    for (text, expected) in [
        ("capacities[KZ-59,places]+50", 55),
        ("capacities[KZ-59,places] - 2", 3),
        ("capacities[KZ-59,places]=7", 7),
        ("capacities[KZ-59,places]*1.5", 8), // 7.5 rounded
        ("capacities[kz-59, Places].places=7", 7),
        ("capacities[KZ-SEV,places]+1", 6), // the code in force until 2022
        ("capacities[North Kazakhstan,places]+1", 6),
        ("Capacities[\"KZ-59\",\"places\"]+1", 6),
    ] {
        let (changed, package) = applied(text);
        assert_eq!(places(&package, "KZ-59", "places"), Some(expected), "{text}");
        assert_eq!(changed.what, "capacities[KZ-59,places].places");
        assert_eq!((changed.before.as_deref(), changed.number), (Some("5"), Some(f64::from(expected))));
    }
}

#[test]
fn a_row_that_is_not_there_is_added() {
    let (changed, package) = applied("capacities[KZ-59,school-kk]+3");
    assert_eq!((places(&package, "KZ-59", "school-kk"), changed.before), (Some(3), None));
    let (_, package) = applied("openings[KZ-39,2221]=30");
    let opening = package.openings.last().expect("added");
    assert_eq!((opening.occupation.to_string().as_str(), opening.openings), ("2221", 30));
    let (_, package) = applied("capacities[KZ-59,places].minimum=2");
    assert_eq!(package.capacities.iter().map(|c| c.minimum).sum::<u32>(), 2);
}

#[test]
fn regions_households_people_and_locks() {
    assert_eq!(applied("regions[KZ-59,work_factor]*1.1").1.regions[3].figures["work_factor"], 0.88);
    assert_eq!(applied("households[F02,priority]=1").1.households[1].priority, Some(1));
    let (_, package) = applied("locks[f09,KZ-39]=pin");
    assert_eq!(package.locks.len(), 3);
    let (changed, package) = applied("locks[F07,KZ-63]=none");
    assert_eq!((package.locks.len(), changed.before.as_deref(), changed.after), (1, Some("pin"), None));
}

#[test]
fn keys_of_the_programme() {
    assert_eq!(applied("value.kin=0,3").1.programme.value.kin, 0.3);
    assert_eq!(applied("kin*2").1.programme.value.kin, 0.4);
    assert_eq!(applied("matched[4]=0.9").1.programme.outlook.matched, [0.2, 0.4, 0.6, 0.9]);
    assert_eq!(applied("outlook.matched=[0.1,0.2,0.3,0.4]").1.programme.outlook.matched, [0.1, 0.2, 0.3, 0.4]);
    assert_eq!(applied("inclusion.rule=value").1.programme.inclusion.rule, InclusionRule::Value);
    assert_eq!(applied("seed+4").1.programme.seed, 5);
    let (changed, package) = applied("outlook.base.higher+0.1");
    assert_eq!((changed.before.as_deref(), changed.number), (Some("0.5"), Some(0.6)));
    assert_eq!(package.programme.outlook.base.len(), 5);
    assert_eq!(applied("arrivals.futures=3").1.programme.arrivals.futures, 3);
}

#[test]
fn one_rate_written_leaves_the_others() {
    let (mut source, _) = first_steps();
    let text = "name = \"x\"\nyear = 2026\n[[capacity]]\nname = \"places\"\ncounts = \"persons\"\n";
    source.programme.as_mut().expect("there").text = text.to_owned();
    source.sheets.iter_mut().for_each(|sheet| {
        if sheet.table == Table::Capacities {
            sheet.rows.truncate(4);
        }
    });
    let (package, faults) = read_source(&source, Vec::new());
    let package = package.unwrap_or_else(|| panic!("{faults:?}"));
    let setting = parse_setting("base.higher=0.9").expect("a setting");
    apply_setting(&mut source, &package, &setting).expect("applies");
    let after = read_source(&source, Vec::new()).0.expect("reads").programme;
    let mut expected = package.programme;
    expected.outlook.base.insert(qonys_model::Education::Higher, 0.9);
    assert_eq!(after, expected);
}

#[test]
fn what_is_wrong_is_named_with_what_would_be_right() {
    use SettingFaultKind as K;
    let kinds = [
        ("capacities[KZ-59,places]", K::NoOperator),
        ("+5", K::NoTarget),
        ("capacities[KZ-59,places", K::NoTarget),
        ("value.kin=", K::NoOperand),
        ("capacity[KZ-59,places]+1", K::TableUnknown),
        ("capacities[KZ-59]+1", K::KeysCounted),
        ("capacities[KZ-5,places]+1", K::RegionUnknown),
        ("capacities[KZ-59,kandas]+1", K::CapacityUnknown),
        ("openings[KZ-59,9999]=1", K::OccupationUnknown),
        ("households[F99,priority]=1", K::HouseholdUnknown),
        ("people[nobody,sex]=f", K::PersonUnknown),
        ("capacities[KZ-59,places].maximum=1", K::ColumnUnknown),
        ("regions[KZ-59,gdp]+1", K::ColumnUnknown),
        ("households[F01,household]=F99", K::ColumnUnknown),
        ("value.kni=1", K::KeyUnknown),
        ("value=1", K::KeyUnknown),
        ("matched[5]=1", K::PositionUnknown),
        ("year[1]=1", K::PositionUnknown),
        ("capacities[KZ-59,places]+many", K::NotANumber),
        ("value.kin+many", K::NotANumber),
        ("households[F01,priority]+1", K::NothingThere),
        ("inclusion.rule+1", K::NothingThere),
        ("capacities[KZ-59,places]-50", K::BelowZero),
        ("locks[F01,KZ-55]=maybe", K::LockUnknown),
    ];
    for (text, kind) in kinds {
        assert_eq!(refused(text).0, kind, "{text}");
    }
    assert_eq!(refused("capacity[KZ-59,places]+1").2, "capacities");
    assert_eq!(refused("value.kni=1").2, "value.kin");
    assert_eq!(refused("capacities[KZ-5,places]+1").1, "KZ-5");
}

#[test]
fn a_sweep_is_a_list_of_settings() {
    let sweep = parse_sweep("capacities[KZ-59,places]+0..200/20").expect("a sweep");
    assert_eq!(sweep.points.len(), 11);
    assert_eq!(sweep.at(sweep.points[3]), "capacities[KZ-59,places]+60");
    assert_eq!(parse_sweep("value.kin=0..0.3/0.1").expect("a sweep").points, [0.0, 0.1, 0.2, 0.3]);
    assert_eq!(parse_sweep("value.kin=0.3..0/-0.1").expect("a sweep").points.len(), 4);
    for (text, kind) in [
        ("value.kin=3", SettingFaultKind::NoRange),
        ("value.kin=0..1", SettingFaultKind::NoRange),
        ("value.kin=0..1/0", SettingFaultKind::NoRange),
        ("value.kin=1..0/0.1", SettingFaultKind::NoRange),
        ("value.kin=a..1/0.1", SettingFaultKind::NotANumber),
        ("value.kin=0..1/0.001", SettingFaultKind::TooManyPoints),
    ] {
        assert_eq!(parse_sweep(text).expect_err(text).kind, kind, "{text}");
    }
}

/// A what-if and the same change made by hand in the files are the same package.
#[test]
fn a_setting_is_what_a_hand_would_write() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/first-steps");
    let by_hand = |file: &str, from: &str, to: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        for entry in std::fs::read_dir(&example).expect("the example") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
        }
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.contains(from), "{file} has {from}");
        std::fs::write(&path, text.replace(from, to)).expect("written");
        crate::read(folder.path()).package.expect("no fault")
    };
    for (setting, file, from, to) in [
        ("capacities[KZ-PAV,places]+3", "capacities.csv", "KZ-55,places,9", "KZ-55,places,12"),
        ("capacities[KZ-39,school-kk]*2", "capacities.csv", "KZ-39,school-kk,2", "KZ-39,school-kk,4"),
        ("openings[KZ-39,2341]=30", "openings.csv", "KZ-39,2341,1", "KZ-39,2341,30"),
        ("openings[KZ-39,2221]=30", "openings.csv", "KZ-55,2512,1", "KZ-55,2512,1\nKZ-39,2221,30"),
        ("regions[KZ-59,work_factor]=0.9", "regions.csv", "1,0,0.8", "1,0,0.9"),
        ("value.kin=0.3", "programme.toml", "kin = 0.2", "kin = 0.3"),
        ("matched[4]=0.9", "programme.toml", "0.6, 0.8]", "0.6, 0.9]"),
        ("inclusion.rule=everyone", "programme.toml", "rule = \"order\"", "rule = \"everyone\""),
        ("households[F10,priority]=2", "households.csv", "F10,,", "F10,2,"),
    ] {
        assert_eq!(applied(setting).1, by_hand(file, from, to), "{setting}");
    }
}
