//! What is wrong with a key file by itself, before any figure is read.

use super::{KeySpec, KeyTerm, Written};
use crate::{Fault, FaultCode};

/// More terms than this are no formula that anybody can read.
const MOST_TERMS: usize = 50;

/// Every fault of a key by itself. `column` holds the path of the TOML key.
#[must_use]
pub fn key_faults(spec: &KeySpec) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut add = |code, path: String, value: String| found.push(fault(code, path, value));
    if spec.term.is_empty() || spec.term.len() > MOST_TERMS {
        add(FaultCode::KeyTermShape, "term".to_owned(), spec.term.len().to_string());
    }
    for (at, term) in spec.term.iter().enumerate() {
        shape(term, &mut |what, value| add(FaultCode::KeyTermShape, format!("term.{at}{what}"), value));
        number(term.weight.as_ref(), false, &mut |v| {
            add(FaultCode::KeyNumberImpossible, format!("term.{at}.weight"), v)
        });
    }
    let weights = || spec.term.iter().filter_map(|term| term.weight.as_ref()).map(Written::fraction);
    let weighted = spec.term.iter().any(|t| t.places.is_none());
    if weighted && weights().count() > 0 && weights().all(|w| w.is_some_and(|w| w.over == 0)) {
        add(FaultCode::KeyWeightsZero, "term".to_owned(), String::new());
    }
    let limits = &spec.limits;
    let shares = [("limits.floor_share", &limits.floor_share), ("limits.cap_share", &limits.cap_share)];
    for (path, share) in shares {
        number(share.as_ref(), true, &mut |v| add(FaultCode::KeyNumberImpossible, path.to_owned(), v));
    }
    if let (Some(floor), Some(cap)) = (limits.floor, limits.cap)
        && floor > cap
    {
        add(FaultCode::KeyNumberImpossible, "limits.cap".to_owned(), cap.to_string());
    }
    if let Some(phase) = &spec.phase {
        number(phase.part.as_ref(), true, &mut |v| add(FaultCode::KeyNumberImpossible, "phase.part".to_owned(), v));
        number(phase.change.as_ref(), false, &mut |v| {
            add(FaultCode::KeyNumberImpossible, "phase.change".to_owned(), v)
        });
        if spec.in_force.is_none() {
            add(FaultCode::KeyTermShape, "phase".to_owned(), String::new());
        }
    }
    found
}

/// A term says one thing, and has a weight unless it gives places.
fn shape(term: &KeyTerm, add: &mut dyn FnMut(&str, String)) {
    let ways = [term.share_of.is_some(), term.change.is_some(), term.equal, term.places.is_some()];
    match ways.iter().filter(|way| **way).count() {
        1 => {}
        count => add("", count.to_string()),
    }
    match (&term.places, &term.weight) {
        (None, None) => add(".weight", String::new()),
        (Some(_), Some(weight)) => add(".weight", weight.to_string()),
        _ => {}
    }
    if term.places.is_some() && (term.times.is_some() || term.per.is_some()) {
        add(".places", String::new());
    }
}

fn number(written: Option<&Written>, share: bool, add: &mut dyn FnMut(String)) {
    if let Some(written) = written
        && written.fraction().is_none_or(|f| share && f.over > f.under)
    {
        add(written.to_string());
    }
}

fn fault(code: FaultCode, path: String, value: String) -> Fault {
    let value = (!value.is_empty()).then_some(value);
    let fault =
        Fault { code, table: None, file: String::new(), row: None, column: Some(path), value: None, words: Vec::new() };
    match value {
        Some(value) => fault.value(value),
        None => fault,
    }
}
