//! What a replay leaves behind: `replay.json` for machines, `replay.csv` with a row for each order and policy.

use super::guard::guarded;
use super::plan_csv::csv_bytes;
use crate::{Input, WriteError};
use qonys_model::{Loss, Measured, OrderResult, PolicyResult, Replayed};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the record says that the replay does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplayFacts {
    /// Version of Qonys.
    pub qonys: String,
    /// Files read and their SHA-256.
    pub inputs: Vec<Input>,
    /// Options of the run, by name.
    pub options: BTreeMap<String, serde_json::Value>,
    /// Seconds of the whole run.
    pub seconds: f64,
}

#[derive(Serialize)]
struct Record<'a> {
    qonys: &'a str,
    package: &'a str,
    year: i16,
    synthetic: bool,
    inputs: &'a [Input],
    options: &'a BTreeMap<String, serde_json::Value>,
    households: usize,
    persons: u64,
    pool_households: u64,
    arrivals: &'static str,
    hindsight: Hindsight,
    policies: BTreeMap<&'static str, PolicyRecord<'a>>,
    loss: Option<Loss>,
    /// Regions named as short of labour, with their need.
    need: BTreeMap<&'a str, f64>,
    seconds: f64,
}

#[derive(Serialize)]
struct Hindsight {
    value: f64,
    bound: f64,
    gap: f64,
}

#[derive(Serialize)]
struct PolicyRecord<'a> {
    share_of_hindsight_mean: f64,
    share_of_hindsight_sd: f64,
    value_mean: f64,
    value_sd: f64,
    in_work_mean: f64,
    openings_filled_mean: f64,
    persons_placed_share: f64,
    persons_placed_mean: f64,
    households_placed_mean: f64,
    households_waiting_mean: f64,
    longest_backlog_persons_mean: f64,
    longest_backlog_region: Option<&'a str>,
    rules_broken_mean: f64,
    ms_per_household: f64,
    value_after_sitting: &'a [f64],
    waiting_after_sitting: &'a [f64],
    persons_by_region: BTreeMap<&'a str, f64>,
}

/// The replay as JSON. Numbers under `ms_per_household` and `seconds` are times; all others are the same in every run.
///
/// # Errors
/// [`WriteError::Record`] when it cannot be made.
pub fn replay_json(replay: &Replayed, facts: &ReplayFacts) -> Result<Vec<u8>, WriteError> {
    let package = &replay.package;
    let region = |r: usize| package.regions[r].id.as_str();
    let named = replay.need.iter().enumerate().filter(|(_, need)| **need > 0.0);
    let record = Record {
        qonys: &facts.qonys,
        package: &package.programme.name,
        year: package.programme.year,
        synthetic: package.programme.synthetic,
        inputs: &facts.inputs,
        options: &facts.options,
        households: package.households.len(),
        persons: package.households.iter().map(|h| u64::from(h.persons())).sum(),
        pool_households: replay.pool_households,
        arrivals: if replay.dated { "dates" } else { "random orders" },
        hindsight: Hindsight { value: replay.best, bound: replay.bound, gap: replay.gap },
        policies: replay.policies.iter().map(|p| (p.policy.name(), policy(replay, p))).collect(),
        loss: replay.loss,
        need: named.map(|(r, need)| (region(r), *need)).collect(),
        seconds: facts.seconds,
    };
    let mut bytes = serde_json::to_vec_pretty(&record)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn policy<'a>(replay: &'a Replayed, result: &'a PolicyResult) -> PolicyRecord<'a> {
    let households = replay.package.households.len().max(1) as f64;
    let persons: u64 = replay.package.households.iter().map(|h| u64::from(h.persons())).sum();
    let mean = |figure: fn(&OrderResult) -> f64| result.measured(figure).mean;
    let Measured { mean: share, sd } = result.measured(|o| o.share_of_hindsight);
    let placed = mean(|o| f64::from(o.persons_placed));
    let longest = result.orders.iter().max_by(|a, b| a.backlog_persons.total_cmp(&b.backlog_persons));
    let id = |r: usize| replay.package.regions[r].id.as_str();
    PolicyRecord {
        share_of_hindsight_mean: share,
        share_of_hindsight_sd: sd,
        value_mean: mean(|o| o.value),
        value_sd: result.measured(|o| o.value).sd,
        in_work_mean: mean(|o| o.in_work),
        openings_filled_mean: mean(|o| f64::from(o.openings_filled)),
        persons_placed_share: placed / persons.max(1) as f64,
        persons_placed_mean: placed,
        households_placed_mean: mean(|o| f64::from(o.households_placed)),
        households_waiting_mean: mean(|o| f64::from(o.households_waiting)),
        longest_backlog_persons_mean: mean(|o| o.backlog_persons),
        longest_backlog_region: longest.and_then(|o| o.backlog_region).map(|r| id(r.at())),
        rules_broken_mean: mean(|o| f64::from(o.rules_broken)),
        ms_per_household: mean(|o| o.seconds) * 1000.0 / households,
        value_after_sitting: &result.value_after,
        waiting_after_sitting: &result.waiting_after,
        persons_by_region: result.persons_by_region.iter().enumerate().map(|(r, n)| (id(r), *n)).collect(),
    }
}

/// A row for each order and policy. It holds no times: the same bytes for the same package and seed.
#[must_use]
pub fn replay_csv(replay: &Replayed) -> Vec<u8> {
    let header = [
        "order",
        "policy",
        "value",
        "share_of_hindsight",
        "in_work",
        "openings_filled",
        "households_placed",
        "households_waiting",
        "persons_placed",
        "longest_backlog_region",
        "longest_backlog_persons",
        "rules_broken",
    ];
    let orders = replay.policies.iter().map(|p| p.orders.len()).max().unwrap_or(0);
    let rows = (0..orders).flat_map(|at| replay.policies.iter().filter_map(move |p| Some((at, p, p.orders.get(at)?))));
    csv_bytes(
        &header,
        rows.map(|(at, p, o)| {
            let region = o.backlog_region.map_or("", |r| replay.package.regions[r.at()].id.as_str());
            vec![
                (at + 1).to_string(),
                p.policy.name().to_owned(),
                format!("{:.6}", o.value),
                format!("{:.6}", o.share_of_hindsight),
                format!("{:.6}", o.in_work),
                o.openings_filled.to_string(),
                o.households_placed.to_string(),
                o.households_waiting.to_string(),
                o.persons_placed.to_string(),
                guarded(region).into_owned(),
                format!("{:.1}", o.backlog_persons),
                o.rules_broken.to_string(),
            ]
        }),
    )
}
