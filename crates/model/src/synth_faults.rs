//! What is wrong with a synthesis specification before anything is drawn: all of it, each with the key it stands under.

use crate::{
    AgeRange, Education, Fault, FaultCode, Occupation, SynthDates, SynthFigure, SynthOpenings, SynthOrigin, SynthSpec,
    SynthStream, SynthTies, SynthWishes, codes,
};
use std::collections::{BTreeMap, BTreeSet};

/// Published shares are rounded to one decimal: each may be off by half of it.
const ROUNDING: f64 = 0.05;
/// Larger weights and counts are slips of the hand, and could overflow the arithmetic.
const LARGEST: f64 = 1e9;
/// Nobody counts a larger family, and ages of that many children could not be told apart.
const LARGEST_FAMILY: usize = 20;
/// The key of an occupation table for "none recorded".
const UNKNOWN: &str = "unknown";

/// Every fault of a specification. `column` holds the key with dots between its parts, positions in lists counted from
/// 0 (`stream.1.origin.0.percent`); file and row are for the reader to add.
#[must_use]
pub fn synth_faults(spec: &SynthSpec) -> Vec<Fault> {
    let mut found = Found(Vec::new());
    found.ages(spec);
    if !(1900..=2200).contains(&spec.year) {
        found.add(FaultCode::SynthNumberImpossible, "year", spec.year);
    }
    if spec.stream.is_empty() {
        found.add(FaultCode::SynthEmpty, "stream", "");
    }
    let mut prefixes = BTreeSet::new();
    for (at, stream) in spec.stream.iter().enumerate() {
        let path = format!("stream.{at}");
        if !prefixes.insert(&stream.prefix) {
            let words = vec![("first_row", "none".to_owned())];
            found.push(FaultCode::IdTwice, &format!("{path}.prefix"), &stream.prefix, words);
        }
        found.stream(&path, stream);
    }
    for (education, weights) in &spec.occupations {
        found.occupations(&format!("occupations.{}", key_of(*education)), weights);
    }
    if let Some(openings) = &spec.openings {
        found.openings(openings);
    }
    found.0
}

fn key_of(education: Education) -> &'static str {
    match education {
        Education::None => "none",
        Education::Secondary => "secondary",
        Education::Vocational => "vocational",
        Education::Higher => "higher",
        Education::Unknown => UNKNOWN,
    }
}

struct Found(Vec<Fault>);

impl Found {
    fn push(&mut self, code: FaultCode, path: &str, value: impl ToString, words: Vec<(&'static str, String)>) {
        let value = Some(value.to_string().chars().take(80).collect());
        let column = Some(path.to_owned());
        self.0.push(Fault { code, table: None, file: String::new(), row: None, column, value, words });
    }

    fn add(&mut self, code: FaultCode, path: &str, value: impl ToString) {
        self.push(code, path, value, Vec::new());
    }

    fn contradiction(&mut self, path: &str, reason: &str, value: impl ToString) {
        self.push(FaultCode::SynthContradiction, path, value, vec![("reason", reason.to_owned())]);
    }

    fn number(&mut self, path: &str, number: f64, most: f64) -> bool {
        let sound = (0.0..=most).contains(&number);
        if !sound {
            self.add(FaultCode::SynthNumberImpossible, path, number);
        }
        sound
    }

    /// Shares that must sum to 100.
    fn shares(&mut self, path: &str, shares: &[(String, f64)]) {
        if shares.is_empty() {
            return self.add(FaultCode::SynthEmpty, path, "");
        }
        let sound = shares.iter().filter(|(key, share)| self.number(&format!("{path}.{key}"), *share, 100.0)).count();
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        if sound == shares.len() && (sum - 100.0).abs() > ROUNDING * shares.len() as f64 + 1e-9 {
            let sum = format!("{:.2}", sum).trim_end_matches('0').trim_end_matches('.').to_owned();
            self.push(FaultCode::SynthSharesNotWhole, path, &sum, vec![("sum", sum.clone())]);
        }
    }

    /// Weights of which at least one must be above 0.
    fn weights(&mut self, path: &str, weights: &[(String, f64)]) {
        let sound = weights.iter().filter(|(key, w)| self.number(&format!("{path}.{key}"), *w, LARGEST)).count();
        if sound == weights.len() && weights.iter().all(|(_, w)| *w < 1e-6) {
            self.add(FaultCode::SynthEmpty, path, "");
        }
    }

    fn ages(&mut self, spec: &SynthSpec) {
        let follows =
            |before: AgeRange, after: AgeRange| before.to.is_some_and(|to| to.checked_add(1) == Some(after.from));
        let ages = &spec.ages;
        if !follows(ages.children, ages.working) {
            self.contradiction("ages.working", "ages", ages.working);
        }
        if !follows(ages.working, ages.old) || ages.old.from > 100 {
            self.contradiction("ages.old", "ages", ages.old);
        }
    }

    fn stream(&mut self, path: &str, stream: &SynthStream) {
        let at = |key: &str| format!("{path}.{key}");
        for (key, text) in [("name", &stream.name), ("prefix", &stream.prefix)] {
            if text.trim().is_empty() {
                self.add(FaultCode::SynthEmpty, &at(key), text);
            }
        }
        if stream.persons == 0 || f64::from(stream.persons) > LARGEST / 10.0 {
            self.add(FaultCode::SynthNumberImpossible, &at("persons"), stream.persons);
        }
        self.dates(&at("applied"), &stream.applied);
        if let Some(arrived) = &stream.arrived {
            self.dates(&at("arrived"), arrived);
        }
        let ages = [("children", stream.age.children), ("working", stream.age.working), ("old", stream.age.old)];
        self.shares(&at("age"), &ages.map(|(key, share)| (key.to_owned(), share)));
        if stream.education.contains_key(&Education::Unknown) {
            self.contradiction(&at("education.unknown"), "education-unknown", UNKNOWN);
        }
        let education: Vec<_> = stream.education.iter().map(|(&level, &p)| (key_of(level).to_owned(), p)).collect();
        self.shares(&at("education"), &education);
        let percents = [
            ("old_alone", stream.old_alone),
            ("lone_parents", stream.lone_parents),
            ("education_unknown", stream.education_unknown),
            ("cannot_work", stream.cannot_work),
        ];
        for (key, percent) in percents {
            self.number(&at(key), percent, 100.0);
        }
        self.origins(path, &stream.origin);
        self.ties(&at("ties"), &stream.ties);
        self.wishes(&at("wishes"), &stream.wishes);
    }

    fn dates(&mut self, path: &str, dates: &SynthDates) {
        if dates.from > dates.to {
            self.contradiction(path, "dates", format!("{} > {}", dates.from, dates.to));
        }
    }

    fn origins(&mut self, path: &str, origins: &[SynthOrigin]) {
        let shares: Vec<_> = origins.iter().enumerate().map(|(i, o)| (format!("{i}.percent"), o.percent)).collect();
        self.shares(&format!("{path}.origin"), &shares);
        for (i, origin) in origins.iter().enumerate() {
            let path = format!("{path}.origin.{i}");
            let sizes = listed(&origin.household_size);
            if sizes.len() > LARGEST_FAMILY {
                self.add(FaultCode::SynthNumberImpossible, &format!("{path}.household_size"), sizes.len());
            }
            self.shares(&format!("{path}.household_size"), &sizes);
            self.shares(&format!("{path}.languages"), &named(&origin.languages));
        }
    }

    fn ties(&mut self, path: &str, ties: &SynthTies) {
        let at = |key: &str| format!("{path}.{key}");
        let sound = self.number(&at("prefer_region"), ties.prefer_region, 100.0)
            & self.number(&at("prefer_household"), ties.prefer_household, 100.0)
            & self.number(&at("must_household"), ties.must_household, 100.0);
        if sound && ties.prefer_household + ties.must_household > 50.0 {
            // a pair is one tie and two households
            self.contradiction(&at("prefer_household"), "pairs", ties.prefer_household + ties.must_household);
        }
        if ties.prefer_region > 0.0 {
            self.weights(&at("regions"), &named(&ties.regions));
        }
        if !ties.relations.is_empty() {
            self.weights(&at("relations"), &named(&ties.relations));
        }
    }

    fn wishes(&mut self, path: &str, wishes: &SynthWishes) {
        let at = |key: &str| format!("{path}.{key}");
        self.number(&at("percent"), wishes.percent, 100.0);
        self.number(&at("veto"), wishes.veto, 100.0);
        if wishes.percent > 0.0 {
            self.weights(&at("regions"), &named(&wishes.regions));
            self.weights(&at("how_many"), &listed(&wishes.how_many));
        }
        if wishes.veto > 0.0 {
            self.weights(&at("vetoed"), &named(&wishes.vetoed));
        }
    }

    fn occupations(&mut self, path: &str, weights: &BTreeMap<String, f64>) {
        for code in weights.keys().filter(|code| code.as_str() != UNKNOWN) {
            if !Occupation::parse(code).is_ok_and(codes::is_isco08) {
                self.add(FaultCode::OccupationUnknown, &format!("{path}.{code}"), code);
            }
        }
        self.weights(path, &named(weights));
    }

    fn openings(&mut self, spec: &SynthOpenings) {
        self.number("openings.reserved", spec.reserved, 100.0);
        for (key, number) in [("demand", spec.demand), ("need", spec.need)] {
            if number == 0 || number as f64 > LARGEST {
                self.add(FaultCode::SynthNumberImpossible, &format!("openings.{key}"), number);
            }
        }
        for (name, figure) in &spec.figures {
            self.figure(&format!("openings.figures.{name}"), figure);
        }
        if spec.sector.iter().map(|s| u128::from(s.need)).sum::<u128>() > u128::from(spec.need) {
            self.contradiction("openings.need", "sectors", spec.need);
        }
        for (i, sector) in spec.sector.iter().enumerate() {
            let path = format!("openings.sector.{i}");
            if !spec.figures.contains_key(&sector.by) {
                self.contradiction(&format!("{path}.by"), "figure", &sector.by);
            }
            let path = format!("{path}.occupations");
            if sector.occupations.contains_key(UNKNOWN) {
                self.add(FaultCode::OccupationUnknown, &format!("{path}.{UNKNOWN}"), UNKNOWN);
            }
            self.occupations(&path, &sector.occupations);
        }
    }

    fn figure(&mut self, path: &str, figure: &SynthFigure) {
        if figure.everywhere == 0 || figure.everywhere as f64 > LARGEST {
            self.add(FaultCode::SynthNumberImpossible, &format!("{path}.everywhere"), figure.everywhere);
        }
        if figure.regions.values().map(|&n| u128::from(n)).sum::<u128>() > u128::from(figure.everywhere) {
            self.contradiction(&format!("{path}.everywhere"), "regions", figure.everywhere);
        }
    }
}

fn named(table: &BTreeMap<String, f64>) -> Vec<(String, f64)> {
    table.iter().map(|(key, &number)| (key.clone(), number)).collect()
}

fn listed(numbers: &[f64]) -> Vec<(String, f64)> {
    numbers.iter().enumerate().map(|(at, &number)| (at.to_string(), number)).collect()
}
