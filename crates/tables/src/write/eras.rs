//! What a replay of many years leaves behind: `eras.json`, `eras.csv` by year and policy, `eras_regions.csv` by region too.

use super::guard::guarded;
use super::plan_csv::csv_bytes;
use super::replay::ReplayFacts;
use crate::WriteError;
use qonys_model::{Eras, Measured};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Record<'a> {
    qonys: &'a str,
    programme: &'a str,
    /// Outcomes are modelled, not observed.
    modelled: bool,
    synthetic: bool,
    inputs: &'a [crate::Input],
    options: &'a BTreeMap<String, serde_json::Value>,
    households: u64,
    persons: u64,
    policies: BTreeMap<&'static str, Total>,
    regions: Vec<&'a str>,
    years: &'a [qonys_model::EraYear],
    assumptions: Vec<&'a str>,
    seconds: f64,
}

#[derive(Serialize)]
struct Total {
    share_of_hindsight_mean: f64,
    share_of_hindsight_sd: f64,
    in_work: f64,
    openings_filled: f64,
    persons_placed_share: f64,
}

/// The years as JSON. Only the number under `seconds` is a time.
///
/// # Errors
/// [`WriteError::Record`] when it cannot be made.
pub fn eras_json(eras: &Eras, facts: &ReplayFacts) -> Result<Vec<u8>, WriteError> {
    let persons: u64 = eras.years.iter().map(|y| y.persons).sum();
    let names = eras.years.first().map_or(&[][..], |y| &y.policies[..]).iter().enumerate();
    let total = |nth: usize| {
        let Measured { mean, sd } = eras.share(nth);
        Total {
            share_of_hindsight_mean: mean,
            share_of_hindsight_sd: sd,
            in_work: eras.sum(nth, |p| p.in_work),
            openings_filled: eras.sum(nth, |p| p.openings_filled as f64),
            persons_placed_share: eras.sum(nth, |p| p.persons_placed as f64) / persons.max(1) as f64,
        }
    };
    let record = Record {
        qonys: &facts.qonys,
        programme: &eras.spec.programme.name,
        modelled: true,
        synthetic: eras.spec.programme.synthetic,
        inputs: &facts.inputs,
        options: &facts.options,
        households: eras.years.iter().map(|y| y.households).sum(),
        persons,
        policies: names.map(|(nth, p)| (p.policy.name(), total(nth))).collect(),
        regions: eras.spec.region.iter().map(|r| r.id.as_str()).collect(),
        years: &eras.years,
        assumptions: eras.spec.assumption.iter().map(|a| a.en.as_str()).collect(),
        seconds: facts.seconds,
    };
    let mut bytes = serde_json::to_vec_pretty(&record)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A row for each year and policy.
#[must_use]
pub fn eras_csv(eras: &Eras) -> Vec<u8> {
    let header = [
        "year",
        "policy",
        "persons",
        "households",
        "openings",
        "share_of_hindsight",
        "in_work",
        "openings_filled",
        "persons_placed",
        "households_waiting",
        "unevenness",
    ];
    let rows = eras.years.iter().flat_map(|y| y.policies.iter().map(move |p| (y, p)));
    csv_bytes(
        &header,
        rows.map(|(y, p)| {
            vec![
                y.year.to_string(),
                p.policy.name().to_owned(),
                y.persons.to_string(),
                y.households.to_string(),
                y.openings.iter().sum::<u64>().to_string(),
                format!("{:.6}", p.share_of_hindsight),
                format!("{:.3}", p.in_work),
                p.openings_filled.to_string(),
                p.persons_placed.to_string(),
                p.households_waiting.to_string(),
                format!("{:.4}", y.unevenness(p)),
            ]
        }),
    )
}

/// A row for each year, policy and region. `served` is the region's share of those placed over its share of openings.
#[must_use]
pub fn eras_regions_csv(eras: &Eras) -> Vec<u8> {
    let header = ["year", "policy", "region", "openings", "persons_placed", "served"];
    let regions = 0..eras.spec.region.len();
    let rows = eras.years.iter().flat_map(|y| y.policies.iter().map(move |p| (y, p)));
    let rows = rows.flat_map(|(y, p)| regions.clone().map(move |r| (y, p, r)));
    csv_bytes(
        &header,
        rows.map(|(y, p, r)| {
            vec![
                y.year.to_string(),
                p.policy.name().to_owned(),
                guarded(&eras.spec.region[r].id).into_owned(),
                y.openings[r].to_string(),
                p.persons_by_region[r].to_string(),
                y.served(p, r).map_or_else(String::new, |ratio| format!("{ratio:.4}")),
            ]
        }),
    )
}
