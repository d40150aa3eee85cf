//! What is wrong with a specification of many years before anything is drawn.

use crate::{ErasSpec, Fault, FaultCode, synth_faults};
use std::collections::BTreeSet;

/// More than a thousand persons for each thousand inhabitants in a year is a slip of the hand.
const MOST_PLACES: f64 = 1000.0;

/// Every fault of a specification: that of each period's margins as a synthesis specification has them, and what only
/// many years can get wrong. `column` holds the key; file and row are for the reader to add.
#[must_use]
pub fn eras_faults(spec: &ErasSpec) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut add = |code, path: &str, value: String| {
        let value = Some(value.chars().take(80).collect());
        let words =
            if code == FaultCode::SynthContradiction { vec![("reason", "figure".to_owned())] } else { Vec::new() };
        let column = Some(path.to_owned());
        found.push(Fault { code, table: None, file: String::new(), row: None, column, value, words });
    };
    for (key, empty) in [("region", spec.region.is_empty()), ("period", spec.years().is_empty())] {
        if empty {
            add(FaultCode::SynthEmpty, key, String::new());
        }
    }
    if !(1..=366).contains(&spec.sittings) {
        add(FaultCode::SynthNumberImpossible, "sittings", spec.sittings.to_string());
    }
    if !(0.0..=MOST_PLACES).contains(&spec.places_per_thousand) {
        add(FaultCode::SynthNumberImpossible, "places_per_thousand", spec.places_per_thousand.to_string());
    }
    if spec.programme.capacity.len() != 1 {
        add(FaultCode::SynthNumberImpossible, "programme.capacity", spec.programme.capacity.len().to_string());
    }
    let known: BTreeSet<&str> = spec.region.iter().map(|r| r.id.as_str()).collect();
    for (at, region) in spec.region.iter().enumerate() {
        for (year, persons) in &region.population {
            if year.parse::<i16>().is_err() || !(0.0..=1e9).contains(persons) {
                add(FaultCode::SynthNumberImpossible, &format!("region.{at}.population.{year}"), persons.to_string());
            }
        }
    }
    let mut strange = |path: String, ids: &mut dyn Iterator<Item = &String>| {
        ids.filter(|id| !known.contains(id.as_str()))
            .for_each(|id| add(FaultCode::SynthContradiction, &path, id.clone()));
    };
    for (at, quota) in spec.quota.iter().enumerate() {
        strange(format!("quota.{at}.regions"), &mut quota.regions.keys());
    }
    for (at, named) in spec.named.iter().enumerate() {
        strange(format!("named.{at}.regions"), &mut named.regions.iter());
    }
    found.extend(years(spec));
    found
}

/// The years one by one, each as a synthesis specification; what all of them share is said once.
fn years(spec: &ErasSpec) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    let years = spec.years();
    for pair in years.windows(2).filter(|w| w[0] == w[1]) {
        found.push(Fault {
            code: FaultCode::SynthContradiction,
            table: None,
            file: String::new(),
            row: None,
            column: Some("period".to_owned()),
            value: Some(pair[0].to_string()),
            words: vec![("reason", "figure".to_owned())],
        });
    }
    for (at, period) in spec.period.iter().enumerate() {
        for year in (period.from..).take(period.persons.len()) {
            for mut fault in spec.year(year).iter().flat_map(synth_faults) {
                fault.column = fault.column.map(|key| key.replace("stream.0", &format!("period.{at}")));
                if !found.contains(&fault) {
                    found.push(fault);
                }
            }
        }
    }
    found
}
