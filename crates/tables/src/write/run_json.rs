//! `run.json`: what a run read, did and proved, for machines and for the archive.

use super::overrides_json::OverridesRecord;
use super::wish_record::WishRecord;
use crate::{Input, WriteError};
use qonys_model::{Assumption, FairnessFacts, Outcome, Package, Place, StoppedBy};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What a record says that neither package nor outcome knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunFacts {
    /// Version of Qonys.
    pub qonys: String,
    /// Files read and their SHA-256.
    pub inputs: Vec<Input>,
    /// Seed that the run used, where an option set it; none = the programme's.
    pub seed: Option<u64>,
    /// Options of the run, by name.
    pub options: BTreeMap<String, serde_json::Value>,
    /// Seconds of each stage, in order.
    pub seconds: Vec<(String, f64)>,
    /// Most memory the process held, in MiB, where the system tells.
    pub peak_memory_mb: Option<f64>,
}

/// A run on record. Every number in it is finite: [`RunRecord::to_json`] refuses any other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunRecord {
    /// Version of Qonys.
    pub qonys: String,
    /// Name of the programme.
    pub package: String,
    /// Year of the programme.
    pub year: i16,
    /// Whether the people are not real.
    pub synthetic: bool,
    /// Files read and their SHA-256.
    pub inputs: Vec<Input>,
    /// Seed of every random choice.
    pub seed: u64,
    /// Options of the run, by name.
    pub options: BTreeMap<String, serde_json::Value>,
    /// Households of the package.
    pub households: u64,
    /// Their persons.
    pub persons: u64,
    /// Households placed.
    pub placed_households: u64,
    /// Their persons.
    pub placed_persons: u64,
    /// Households that wait.
    pub waiting: u64,
    /// Worth of the plan, expected people in work.
    #[serde(serialize_with = "finite")]
    pub value: f64,
    /// Proved upper bound on the worth of any plan under the same rules and inclusion.
    #[serde(serialize_with = "finite")]
    pub bound: f64,
    /// `(bound - value) / max(abs(bound), 1)`.
    #[serde(serialize_with = "finite")]
    pub gap: f64,
    /// Whether it is proved that no plan includes people better.
    pub inclusion_proved: bool,
    /// Whether the run was stopped before it was done.
    pub stopped: bool,
    /// By whom or what: `user`, `time-limit`, `gap`; null = it was not.
    pub stopped_by: Option<StoppedBy>,
    /// Seconds by stage, in order.
    #[serde(serialize_with = "finite_map")]
    pub seconds: Vec<(String, f64)>,
    /// Most memory the process held, in MiB; null where the system does not tell.
    #[serde(serialize_with = "finite_or_none")]
    pub peak_memory_mb: Option<f64>,
    /// Use and price of every capacity of every region.
    pub prices: Vec<PlacePrice>,
    /// Openings filled.
    pub openings_filled: u64,
    /// Openings wanted.
    pub openings_wanted: u64,
    /// Use and price of every row of openings.
    pub opening_prices: Vec<OpeningPrice>,
    /// What people decided over the engine's head.
    #[serde(skip_serializing_if = "OverridesRecord::is_nothing")]
    pub overrides: OverridesRecord,
    /// How many are worse off than under the default policy, and what the plan means for the groups where the policy names some.
    #[serde(serialize_with = "finite_facts")]
    pub fairness: Option<FairnessFacts>,
    /// What the rule on wishes came to; left out where there is none.
    #[serde(serialize_with = "finite_wishes", skip_serializing_if = "Option::is_none")]
    pub wishes: Option<WishRecord>,
    /// Numbers behind the values that nobody measured.
    pub assumptions: Vec<Assumption>,
    /// Always empty: a plan with a violation is not written.
    pub violations: [String; 0],
}

/// A capacity of a region after the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacePrice {
    /// Key of the region.
    pub region: String,
    /// Name of the capacity.
    pub capacity: String,
    /// Places; null = unlimited.
    pub places: Option<u32>,
    /// Minimum, 0 = none.
    pub minimum: u32,
    /// Use by households for whom the region is worth most when places cost nothing.
    pub asked: u32,
    /// Use by the plan.
    pub used: u32,
    /// What one more place would add to the plan's worth.
    #[serde(serialize_with = "finite")]
    pub price: f64,
}

/// A row of openings after the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpeningPrice {
    /// Key of the region.
    pub region: String,
    /// ISCO-08 code.
    pub occupation: String,
    /// Openings wanted.
    pub openings: u32,
    /// Openings filled.
    pub filled: u32,
    /// What one more would add to the plan's worth.
    #[serde(serialize_with = "finite")]
    pub price: f64,
}

impl RunRecord {
    /// The record of a run over a package.
    #[must_use]
    pub fn new(package: &Package, outcome: &Outcome, facts: RunFacts) -> Self {
        let count = |n: usize| n as u64;
        let placed: Vec<_> = outcome
            .plan
            .placements
            .iter()
            .filter(|p| matches!(p.place, Place::Region(_)))
            .map(|p| p.household)
            .collect();
        let certificate = outcome.certificate;
        Self {
            qonys: facts.qonys,
            package: package.programme.name.clone(),
            year: package.programme.year,
            synthetic: package.programme.synthetic,
            inputs: facts.inputs,
            seed: facts.seed.unwrap_or(package.programme.seed),
            options: facts.options,
            households: count(package.households.len()),
            persons: package.households.iter().map(|h| u64::from(h.persons())).sum(),
            placed_households: count(placed.len()),
            placed_persons: placed.iter().map(|h| u64::from(package.households[h.at()].persons())).sum(),
            waiting: count(outcome.plan.placements.len() - placed.len()),
            value: certificate.value,
            bound: certificate.bound,
            gap: certificate.gap,
            inclusion_proved: certificate.inclusion_proved,
            stopped: certificate.stopped.is_some(),
            stopped_by: certificate.stopped,
            seconds: facts.seconds,
            peak_memory_mb: facts.peak_memory_mb,
            prices: place_prices(package, outcome),
            openings_filled: outcome.openings.iter().map(|o| u64::from(o.filled)).sum(),
            openings_wanted: package.openings.iter().map(|o| u64::from(o.openings)).sum(),
            opening_prices: opening_prices(package, outcome),
            overrides: OverridesRecord::new(package, outcome),
            fairness: outcome.fairness.clone(),
            wishes: outcome.wished.as_ref().map(|wished| WishRecord::new(package, wished)),
            assumptions: outcome.assumptions.clone(),
            violations: [],
        }
    }

    /// The record as indented JSON with a line break at its end.
    ///
    /// # Errors
    /// [`WriteError::Record`] when a number is NaN or infinite, which JSON would turn into `null` in silence.
    pub fn to_json(&self) -> Result<Vec<u8>, WriteError> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }
}

fn place_prices(package: &Package, outcome: &Outcome) -> Vec<PlacePrice> {
    let price = |c: &qonys_model::CapacityUse| PlacePrice {
        region: package.regions[c.region.at()].id.clone(),
        capacity: package.programme.capacity[c.capacity.at()].name.clone(),
        places: c.places,
        minimum: c.minimum,
        asked: c.asked,
        used: c.used,
        price: c.price,
    };
    outcome.capacities.iter().map(price).collect()
}

fn opening_prices(package: &Package, outcome: &Outcome) -> Vec<OpeningPrice> {
    let price = |o: &qonys_model::OpeningUse| {
        let opening = &package.openings[o.opening.at()];
        OpeningPrice {
            region: package.regions[opening.region.at()].id.clone(),
            occupation: opening.occupation.to_string(),
            openings: opening.openings,
            filled: o.filled,
            price: o.price,
        }
    };
    outcome.openings.iter().map(price).collect()
}

fn finite<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.is_finite() { serializer.serialize_f64(*number) } else { Err(S::Error::custom("a number is not finite")) }
}

fn finite_or_none<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => finite(number, serializer),
        None => serializer.serialize_none(),
    }
}

fn finite_facts<S: Serializer>(facts: &Option<FairnessFacts>, serializer: S) -> Result<S::Ok, S::Error> {
    let of_groups = facts.iter().flat_map(|f| &f.groups).flat_map(|g| {
        [Some(g.value), g.without, Some(g.default_value), g.promised, g.alone, Some(g.price)].into_iter().flatten()
    });
    let of_all = facts.iter().flat_map(|f| {
        let ratio = f.least_ratio.map_or([0.0; 2], |(least, bound)| [least, bound]);
        [f.default_value, f.value_without.unwrap_or(0.0), f.worse_off_price].into_iter().chain(ratio)
    });
    if of_groups.chain(of_all).any(|n| !n.is_finite()) {
        return Err(S::Error::custom("a number is not finite"));
    }
    facts.serialize(serializer)
}

fn finite_wishes<S: Serializer>(wishes: &Option<WishRecord>, serializer: S) -> Result<S::Ok, S::Error> {
    if wishes.as_ref().is_some_and(|w| !w.finite()) {
        return Err(S::Error::custom("a number is not finite"));
    }
    wishes.serialize(serializer)
}

fn finite_map<S: Serializer>(numbers: &[(String, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    if numbers.iter().any(|(_, n)| !n.is_finite()) {
        return Err(S::Error::custom("a number is not finite"));
    }
    serializer.collect_map(numbers.iter().map(|(name, n)| (name, n)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;
    use serde_json::{Value, json};

    fn facts() -> RunFacts {
        RunFacts {
            qonys: "0.1.0".to_owned(),
            inputs: vec![Input { file: "people.csv".to_owned(), sha256: "ab".to_owned() }],
            seed: None,
            options: BTreeMap::from([("threads".to_owned(), json!(4))]),
            seconds: vec![("read".to_owned(), 0.5), ("check".to_owned(), 0.25)],
            peak_memory_mb: None,
        }
    }

    #[test]
    fn counts_what_the_plan_says() {
        let record = RunRecord::new(&sample::package(), &sample::outcome(), facts());
        let json: Value = serde_json::from_slice(&record.to_json().expect("finite")).expect("JSON");
        let expect = [
            ("qonys", json!("0.1.0")),
            ("synthetic", json!(false)),
            ("seed", json!(7)),
            ("options", json!({"threads": 4})),
            ("inputs", json!([{"file": "people.csv", "sha256": "ab"}])),
            ("households", json!(4)),
            ("persons", json!(7)), // 2 + 1 members, one uncounted household, three by the column `persons`
            ("placed_households", json!(2)),
            ("placed_persons", json!(3)),
            ("waiting", json!(2)),
            ("value", json!(1.25)),
            ("bound", json!(1.26)),
            ("inclusion_proved", json!(true)),
            ("stopped", json!(false)),
            ("stopped_by", Value::Null),
            ("seconds", json!({"read": 0.5, "check": 0.25})),
            ("peak_memory_mb", Value::Null),
            ("openings_filled", json!(1)),
            ("openings_wanted", json!(2)),
            ("violations", json!([])),
        ];
        for (key, value) in expect {
            assert_eq!(json[key], value, "{key}");
        }
        let price = json!({"region": "KZ-55", "capacity": "kandas", "places": 5, "minimum": 2, "asked": 9, "used": 2, "price": 0.125});
        assert_eq!(json["prices"][0], price);
        assert_eq!(json["prices"][1]["places"], Value::Null);
        let opening = json!({"region": "KZ-55", "occupation": "0110", "openings": 2, "filled": 1, "price": 0.5});
        assert_eq!(json["opening_prices"], json!([opening]));
    }

    #[test]
    fn a_seed_given_as_an_option_is_the_one_on_record() {
        let record = |seed| RunRecord::new(&sample::package(), &sample::outcome(), RunFacts { seed, ..facts() }).seed;
        assert_eq!((record(None), record(Some(9))), (7, 9));
    }

    #[test]
    fn stages_keep_their_order() {
        let record = RunRecord::new(&sample::package(), &sample::outcome(), facts());
        let text = String::from_utf8(record.to_json().expect("finite")).expect("UTF-8");
        assert!(text.find("\"read\"").expect("there") < text.find("\"check\"").expect("there"));
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn no_number_that_is_not_finite_gets_through() {
        let good = RunRecord::new(&sample::package(), &sample::outcome(), facts());
        let spoil: [fn(&mut RunRecord); 7] = [
            |r| r.value = f64::NAN,
            |r| r.bound = f64::INFINITY,
            |r| r.gap = f64::NEG_INFINITY,
            |r| r.seconds[0].1 = f64::NAN,
            |r| r.peak_memory_mb = Some(f64::INFINITY),
            |r| r.prices[0].price = f64::NAN,
            |r| r.opening_prices[0].price = f64::INFINITY,
        ];
        for spoil in spoil {
            let mut record = good.clone();
            spoil(&mut record);
            assert!(matches!(record.to_json(), Err(WriteError::Record(_))));
        }
    }
}
