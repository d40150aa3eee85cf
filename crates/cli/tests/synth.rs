//! The synthetic population of the example is what its specification draws, byte for byte, and meets its margins.

use qonys_model::{Drawn, DrawnHousehold, DrawnPerson, Education, SynthSpec, SynthStream, TieKind, WishRank};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn example() -> PathBuf {
    root().join("examples/kazakhstan-2026")
}

fn spec() -> SynthSpec {
    let read = qonys_tables::read_synth_spec(&example().join("synth.toml"));
    assert_eq!(read.faults, []);
    read.spec.expect("a specification")
}

fn drawn(spec: &SynthSpec) -> Drawn {
    qonys::synth::draw(spec).expect("a population")
}

fn rounded(total: u64, percent: f64) -> u64 {
    (total as f64 * percent / 100.0).round() as u64
}

/// By largest remainder a share is within one of its exact number.
fn met(counted: usize, total: usize, percent: f64) -> bool {
    (counted as f64 - total as f64 * percent / 100.0).abs() < 1.0
}

/// A stream's households, each with its people.
fn families<'d>(drawn: &'d Drawn, stream: &SynthStream) -> Vec<(&'d DrawnHousehold, Vec<&'d DrawnPerson>)> {
    let mut people: BTreeMap<&str, Vec<&DrawnPerson>> = BTreeMap::new();
    for person in &drawn.people {
        people.entry(&person.household).or_default().push(person);
    }
    let theirs = drawn.households.iter().filter(|h| h.stream == stream.name);
    theirs.map(|h| (h, people[h.id.as_str()].clone())).collect()
}

fn age(spec: &SynthSpec, person: &DrawnPerson) -> u16 {
    u16::try_from(spec.year - person.birth_year).expect("born before the year")
}

/// Set `QONYS_BLESS` to write the files instead of comparing them.
#[test]
fn the_committed_example_is_what_its_specification_draws() {
    let drawn = drawn(&spec());
    if std::env::var_os("QONYS_BLESS").is_some() {
        qonys_tables::write_synth(&drawn, &example()).expect("written");
    }
    let tables = qonys_tables::synth_tables(&drawn);
    let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["openings.csv", "households.csv", "people.csv", "ties.csv", "wishes.csv"]);
    for (name, bytes) in &tables {
        let committed = std::fs::read(example().join(name)).expect("committed");
        assert!(committed == *bytes, "{name} is not what synth.toml draws: run `qonys synth` again");
    }
}

#[test]
fn the_example_packages_have_no_faults() {
    for name in ["kazakhstan-2026", "first-steps"] {
        let read = qonys_tables::read(&root().join("examples").join(name));
        assert_eq!(read.faults, [], "{name}");
        let package = read.package.expect("a package");
        assert!(package.programme.synthetic, "{name} says that its people are not real");
    }
}

#[test]
fn the_order_of_12_december_2025_stands_in_the_example() {
    let package = qonys_tables::read(&example()).package.expect("a package");
    let quota = |name: &str| {
        let kind = package.programme.capacity.iter().position(|c| c.name == name).expect("a quota");
        let rows = package.capacities.iter().filter(|c| c.capacity.at() == kind);
        rows.fold((0, 0), |(regions, places), row| (regions + 1, places + row.places))
    };
    assert_eq!(quota("kandas"), (8, 2281));
    assert_eq!(quota("resettler"), (7, 5997));
    assert_eq!(package.regions.len(), 20);
    let tiles: BTreeSet<_> = package.regions.iter().map(|r| r.tile.expect("a tile")).collect();
    assert_eq!(tiles.len(), 20, "no two regions on one tile");
}

#[test]
fn every_margin_is_met() {
    let spec = spec();
    let drawn = drawn(&spec);
    let asked: Vec<_> = spec.stream.iter().map(|s| (s.name.as_str(), s.persons)).collect();
    assert_eq!(asked, [("kandas", 3335), ("resettler", 7344)]);
    for stream in &spec.stream {
        let families = families(&drawn, stream);
        let people: Vec<_> = families.iter().flat_map(|(h, people)| people.iter().map(move |p| (h, *p))).collect();
        let all = people.len();
        assert_eq!(all, stream.persons as usize);
        for origin in &stream.origin {
            let theirs = people.iter().filter(|(h, _)| h.origin == origin.name).count();
            assert!(met(theirs, all, origin.percent), "{}: {theirs}", origin.name);
        }
        let aged = |range: qonys_model::AgeRange| people.iter().filter(|(_, p)| range.contains(age(&spec, p))).count();
        assert!(met(aged(spec.ages.children), all, stream.age.children));
        assert!(met(aged(spec.ages.working), all, stream.age.working));
        assert!(met(aged(spec.ages.old), all, stream.age.old));
        let workers: Vec<_> =
            people.iter().map(|(_, p)| *p).filter(|p| spec.ages.working.contains(age(&spec, p))).collect();
        let with = |level| workers.iter().filter(|p| p.education == level).count();
        let unknown = with(Education::Unknown);
        assert_eq!(unknown as u64, rounded(workers.len() as u64, stream.education_unknown));
        for (&level, &percent) in &stream.education {
            assert!(met(with(level), workers.len() - unknown, percent), "{level:?}: {}", with(level));
        }
        let unable = workers.iter().filter(|p| p.works == Some(false)).count();
        assert_eq!(unable as u64, rounded(workers.len() as u64, stream.cannot_work));
    }
}

#[test]
fn the_means_of_family_size_follow_the_published_ones() {
    let spec = spec();
    let drawn = drawn(&spec);
    // SOURCES.md: 2.06 x the origin's mean of 1991-2011 / 3.67; Turkistan 4.01, the other regions 4.30
    let means = [("CN", 1.86), ("UZ", 2.19), ("MN", 2.81), ("TM", 2.06), ("KZ-61", 4.01), ("KZ-19", 4.30)];
    for (origin, mean) in means {
        let stream = spec.stream.iter().find(|s| s.origin.iter().any(|o| o.name == origin)).expect("a stream");
        let families = families(&drawn, stream);
        let theirs: Vec<usize> = families.iter().filter(|(h, _)| h.origin == origin).map(|(_, p)| p.len()).collect();
        let found = theirs.iter().sum::<usize>() as f64 / theirs.len() as f64;
        assert!((found - mean).abs() < 0.03, "{origin}: {found}");
    }
}

#[test]
fn families_are_plausible() {
    let spec = spec();
    let drawn = drawn(&spec);
    for stream in &spec.stream {
        for (household, people) in families(&drawn, stream) {
            let ages: Vec<u16> = people.iter().map(|p| age(&spec, p)).collect();
            let id = &household.id;
            let head = ages[0];
            assert!(head >= 18, "{id}: {ages:?} has no grown-up first");
            for (person, &age) in people.iter().zip(&ages) {
                assert!(age <= 90, "{id}");
                if spec.ages.children.contains(age) {
                    assert!(head >= age + 18, "{id}: {ages:?}");
                    assert_eq!((person.education, person.occupation), (Education::None, None), "{}", person.id);
                }
                let least = match person.education {
                    Education::Higher => 22,
                    Education::Vocational => 19,
                    Education::Secondary => 17,
                    Education::None | Education::Unknown => 0,
                };
                assert!(age >= least, "{}: {:?} at {age}", person.id, person.education);
                assert!(person.occupation.is_none() || spec.ages.working.contains(age), "{}", person.id);
            }
            let old_with_young = ages.iter().filter(|&&a| spec.ages.old.contains(a)).count();
            if spec.ages.working.contains(head) && old_with_young > 0 {
                assert!(ages.iter().all(|&a| !spec.ages.old.contains(a) || a >= head + 18), "{id}: {ages:?}");
            }
            assert!(stream.applied.from <= household.applied && household.applied <= stream.applied.to, "{id}");
        }
    }
}

#[test]
fn ties_and_wishes_do_not_contradict_each_other() {
    let spec = spec();
    let drawn = drawn(&spec);
    let origin: BTreeMap<&str, &str> = drawn.households.iter().map(|h| (h.id.as_str(), h.origin.as_str())).collect();
    let mut paired = BTreeSet::new();
    let mut kin = BTreeSet::new();
    let mut musts = 0;
    for tie in &drawn.ties {
        musts += usize::from(tie.kind == TieKind::Must);
        if let Some(other) = origin.get(tie.to.as_str()) {
            assert_eq!(*other, origin[tie.household.as_str()], "kin come from one origin");
            assert!(paired.insert(&tie.household) && paired.insert(&tie.to), "no household is in two pairs");
        } else {
            assert_eq!(tie.kind, TieKind::Prefer);
            kin.insert((&tie.household, &tie.to));
        }
    }
    assert!(musts > 0 && kin.len() > musts);
    let mut ranked = BTreeSet::new();
    for wish in &drawn.wishes {
        let pair = (&wish.household, &wish.region);
        assert!(ranked.insert(pair), "no region twice");
        assert!(wish.rank != WishRank::Veto || !kin.contains(&pair), "nobody rules out where the kin live");
    }
}

#[test]
fn openings_are_fewer_than_those_who_could_take_them() {
    let spec = spec();
    let drawn = drawn(&spec);
    let rule = spec.openings.as_ref().expect("a rule");
    let total: u64 = drawn.openings.iter().map(|o| u64::from(o.openings)).sum();
    let exact: f64 = rule
        .sector
        .iter()
        .map(|sector| {
            let figure = &rule.figures[&sector.by];
            let here = figure.regions.values().sum::<u64>() as f64 / figure.everywhere as f64;
            rule.demand as f64 * rule.reserved / 100.0 * sector.need as f64 / rule.need as f64 * here
        })
        .sum();
    assert!((total as f64 - exact).abs() <= 1.0, "{total} for {exact}");
    let workers =
        drawn.people.iter().filter(|p| spec.ages.working.contains(age(&spec, p)) && p.works.is_none()).count();
    let placed = workers as f64 * f64::from(2281 + 5997) / f64::from(3335 + 7344);
    assert!((total as f64) < placed, "{total} openings for about {placed:.0} workers who find a place");
}

#[test]
fn the_figures_of_the_specification_are_those_of_the_data() {
    let spec = spec();
    let data = root().join("data/kazakhstan");
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(data.join(name)).expect("a data file");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    };
    let iso: BTreeMap<String, String> =
        rows("regions.csv").iter().map(|r| (r["region"].clone(), r["iso_3166_2"].clone())).collect();
    let columns = [
        ("agriculture", "employed_agriculture"),
        ("industry-construction", "employed_industry_construction"),
        ("services", "employed_services"),
    ];
    let market = rows("labour_market_by_region.csv");
    let figures = &spec.openings.as_ref().expect("a rule").figures;
    for row in market.iter().filter(|row| row["year"] == "2025") {
        for (figure, column) in columns {
            let figure = &figures[figure];
            let number: u64 = row[column].parse().expect("a number");
            match iso.get(&row["region"]) {
                None => assert_eq!(figure.everywhere, number),
                Some(region) => assert!(figure.regions.get(region).is_none_or(|&n| n == number), "{region} {column}"),
            }
        }
    }
    let quota = rows("quota_by_region_year.csv");
    let committed = std::fs::read_to_string(example().join("capacities.csv")).expect("capacities");
    let order = quota.iter().filter(|row| row["year"] == "2026");
    let expected: BTreeSet<String> =
        order.map(|row| format!("{},{},{}", iso[&row["region"]], row["kind"], row["quota"])).collect();
    assert_eq!(committed.lines().skip(1).map(str::to_owned).collect::<BTreeSet<_>>(), expected);
}

#[test]
fn another_seed_draws_other_families_within_the_same_margins() {
    let spec = spec();
    let other = drawn(&SynthSpec { seed: 7, ..spec.clone() });
    let first = drawn(&spec);
    assert_eq!(other.people.len(), first.people.len());
    assert_eq!(other.openings, first.openings, "openings are derived, not drawn");
    assert_ne!(other.people, first.people);
    assert_ne!(other.ties, first.ties);
}

#[test]
fn ten_times_the_size_is_drawn_too() {
    let mut spec = spec();
    for stream in &mut spec.stream {
        stream.persons *= 10;
    }
    let drawn = drawn(&spec);
    assert_eq!(drawn.people.len(), 106_790);
    let ids: BTreeSet<&str> = drawn.households.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids.len(), drawn.households.len());
}

#[test]
fn margins_that_families_cannot_hold_are_refused() {
    let mut spec = spec();
    let stream = &mut spec.stream[0];
    (stream.age.children, stream.age.working, stream.age.old) = (95.0, 5.0, 0.0);
    let error = qonys::synth::draw(&spec).expect_err("nobody grown up");
    assert_eq!(error, qonys::synth::SynthError::TooFewAdults { stream: "kandas".to_owned() });
    assert_eq!(error.fault().code.code(), "Q706");
}

/// One slip of each kind in the example's specification, and what is said about it.
#[test]
fn every_fault_of_a_specification_is_put_in_words() {
    let sound = std::fs::read_to_string(example().join("synth.toml")).expect("a specification");
    let cases = [
        ("year = 2026", "year = \"soon\"", "Q701", "A value here is of the wrong kind."),
        ("year = 2026", "", "Q701", "The key “year” is missing here."),
        ("year = 2026", "year 2026", "Q701", "This line is not valid TOML."),
        ("year = 2026", "year = 2026\nyears = 1", "Q702", "Nothing reads the key “years”."),
        ("persons = 3335", "persons = 0", "Q703", "“0” is not possible here."),
        ("working = 58.1", "working = 48.1", "Q704", "The shares of “stream.0.age” sum to 90, not to 100."),
        (
            "how_many = [3, 2, 1]",
            "how_many = []",
            "Q705",
            "“stream.0.wishes.how_many” is empty, or nothing in it is above 0.",
        ),
        ("\"16..62\"", "\"16..70\"", "Q706", "The age groups must follow each other without a gap or an overlap."),
        (
            "by = \"services\"",
            "by = \"trade\"",
            "Q706",
            "The figure “trade” is not given, is 0, or is too large to count with.",
        ),
        ("prefix = \"R\"", "prefix = \"K\"", "Q401", "“K” stands twice."),
        ("2330 = 14", "2339 = 14", "Q308", "“2339” is no code of ISCO-08."),
    ];
    for (from, to, code, sentence) in cases {
        assert!(sound.contains(from), "{from}");
        let read = qonys_tables::synth_spec_of(&sound.replacen(from, to, 1), "synth.toml");
        let fault = read.faults.first().expect("a fault");
        let text = qonys_report::fault_line(&qonys_report::Texts::new(qonys_report::Lang::En), fault);
        assert_eq!((text.code, text.sentence.as_str()), (code, sentence), "{to}");
        for lang in qonys_report::Lang::ALL {
            let text = qonys_report::fault_line(&qonys_report::Texts::new(lang), fault);
            assert!(!text.sentence.contains('$') && !text.fix.is_empty(), "{lang:?} {text:?}");
        }
        assert_eq!(read.spec.is_some(), code == "Q702", "only a warning lets a specification through");
    }
}
