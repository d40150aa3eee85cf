//! What the prices of one package say of another: price x change, and the Lagrangian bound at these prices.

use super::measure::{by_measure_of, differing};
use super::{Of, Side};
use crate::pose::pose;
use qonys_model::{CurvePlan, CurvePoint, Forecast, ForecastTerm, InclusionRule, Outcome, Package};
use qonys_solve::lagrangian_bound;
use std::collections::BTreeMap;

/// The prices of a plan, by the keys of what they price.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    value: f64,
    rows: BTreeMap<(String, String), f64>,
    openings: BTreeMap<(String, String), f64>,
}

impl Prices {
    /// The prices that an outcome found for its package.
    #[must_use]
    pub fn of(package: &Package, outcome: &Outcome) -> Self {
        let rows = outcome.capacities.iter().map(|c| (row_key(package, c.region.at(), c.capacity.at()), c.price));
        let openings =
            package.openings.iter().zip(&outcome.openings).map(|(o, used)| (opening_key(package, o), used.price));
        Self { value: outcome.certificate.value, rows: rows.collect(), openings: openings.collect() }
    }

    /// The price of what a setting names: `capacities[KZ-59,kandas].places`, `openings[KZ-39,2221]`.
    #[must_use]
    pub fn of_what(&self, what: &str) -> Option<f64> {
        let row = self.rows.iter().find_map(|(key, &price)| {
            let rest = what.strip_prefix(&format!("capacities[{},{}].", key.0, key.1))?;
            Some(if rest == "minimum" { price.min(0.0) } else { price.max(0.0) })
        });
        let opening = || self.openings.iter().find(|(key, _)| what == format!("openings[{},{}]", key.0, key.1));
        row.or_else(|| opening().map(|(_, &price)| price))
    }

    /// No plan of a package is worth more, by these prices alone: proved for any package, whatever it changes.
    #[must_use]
    pub fn bound(&self, package: &Package) -> f64 {
        let posed = pose(package);
        let mut rows = vec![0.0; posed.problem.rows().len()];
        for (&(region, capacity), &row) in &posed.rows {
            let key = row_key(package, region.at(), capacity.at());
            rows[row as usize] = self.rows.get(&key).copied().unwrap_or(0.0);
        }
        let price = |o| self.openings.get(&opening_key(package, o)).copied().unwrap_or(0.0);
        let openings: Vec<f64> = package.openings.iter().map(price).collect();
        lagrangian_bound(&posed.problem, &rows, &openings)
    }
}

fn row_key(package: &Package, region: usize, capacity: usize) -> (String, String) {
    (package.regions[region].id.clone(), package.programme.capacity[capacity].name.clone())
}

fn opening_key(package: &Package, opening: &qonys_model::Opening) -> (String, String) {
    (package.regions[opening.region.at()].id.clone(), opening.occupation.to_string())
}

/// What the prices of A foretell of B. A place more is worth its price where places are short, a place more of a minimum costs
/// its price where the minimum binds, an opening more is worth its price. Worth is concave in places as far as families can be
/// divided, so the sum errs on the side of too much for large rises and of too little loss for large cuts.
#[must_use]
pub fn forecast(a: &Package, prices: &Prices, b: &Package) -> Forecast {
    let mut forecast = Forecast {
        terms: Vec::new(),
        by_prices: 0.0,
        unpriced: 0,
        further: further(a, b),
        by_turn: by_turn(a) || by_turn(b),
        at_most: prices.bound(b) - prices.value,
    };
    let limits = |package: &Package| -> BTreeMap<(String, String), (u32, u32)> {
        let row =
            |c: &qonys_model::RegionCapacity| (row_key(package, c.region.at(), c.capacity.at()), (c.places, c.minimum));
        package.capacities.iter().map(row).collect()
    };
    let wanted = |package: &Package| -> BTreeMap<(String, String), u32> {
        package.openings.iter().map(|o| (opening_key(package, o), o.openings)).collect()
    };
    let (rows_a, rows_b) = (limits(a), limits(b));
    for (key, after) in &rows_b {
        let named = |column: &str| format!("capacities[{},{}].{column}", key.0, key.1);
        match rows_a.get(key) {
            Some(before) => {
                let price = prices.rows.get(key).copied().unwrap_or(0.0);
                forecast.term(named("places"), before.0, after.0, price.max(0.0));
                forecast.term(named("minimum"), before.1, after.1, price.min(0.0));
            }
            None => forecast.unpriced += 1,
        }
    }
    forecast.unpriced += rows_a.keys().filter(|key| !rows_b.contains_key(*key)).count() as u64;
    let (openings_a, openings_b) = (wanted(a), wanted(b));
    for (key, &after) in &openings_b {
        match openings_a.get(key) {
            Some(&before) => {
                let price = prices.openings.get(key).copied().unwrap_or(0.0);
                forecast.term(format!("openings[{},{}]", key.0, key.1), before, after, price);
            }
            None if after > 0 => forecast.unpriced += 1,
            None => {}
        }
    }
    for (key, &before) in openings_a.iter().filter(|(key, _)| !openings_b.contains_key(*key)) {
        let price = prices.openings.get(key).copied().unwrap_or(0.0);
        forecast.term(format!("openings[{},{}]", key.0, key.1), before, 0, price);
    }
    forecast
}

/// A step of a curve: the package with one number changed, and its plan, where there is one.
#[must_use]
pub fn curve_point(
    start: (&Package, &Outcome, &Prices),
    step: (&Package, Option<&Outcome>),
    (setting, what, number): (String, &str, f64),
) -> CurvePoint {
    let ((a, outcome_a, prices), (b, outcome)) = (start, step);
    let forecast = forecast(a, prices, b);
    let says = forecast.unpriced == 0 && !forecast.further;
    let value = outcome_a.certificate.value;
    let measures = differing(a, b);
    let by_start = |outcome: &Outcome| {
        let start = Side { name: "", package: a, of: Of::Outcome(outcome_a) };
        let step = Side { name: "", package: b, of: Of::Outcome(outcome) };
        if measures.is_empty() { Some(outcome.certificate.value) } else { by_measure_of(&start, &step) }
    };
    let plan = outcome.map(|outcome| {
        let placed = |p: &&qonys_model::Placement| p.place.region().is_some();
        let persons = |p: &qonys_model::Placement| u64::from(b.households[p.household.at()].persons());
        let placements = &outcome.plan.placements;
        let elsewhere = placements.iter().zip(&outcome_a.plan.placements).filter(|(new, old)| new.place != old.place);
        CurvePlan {
            value: outcome.certificate.value,
            by_start: by_start(outcome),
            bound: outcome.certificate.bound,
            gap: outcome.certificate.gap,
            placed_persons: placements.iter().filter(placed).map(persons).sum(),
            waiting_households: placements.iter().filter(|p| !placed(p)).count() as u64,
            price: Prices::of(b, outcome).of_what(what),
            moved: elsewhere.count() as u64,
        }
    });
    let tangent = says.then_some(value + forecast.by_prices);
    CurvePoint { setting, number, measures, plan, tangent, at_most: value + forecast.at_most }
}

/// Whether something else than worth decides who is placed.
fn by_turn(package: &Package) -> bool {
    let mut classes = package.households.iter().map(|h| h.priority);
    let first = classes.next();
    package.programme.inclusion.rule != InclusionRule::Value || classes.any(|class| Some(class) != first)
}

trait Terms {
    fn term(&mut self, what: String, before: u32, after: u32, price: f64);
}

impl Terms for Forecast {
    fn term(&mut self, what: String, before: u32, after: u32, price: f64) {
        if before != after {
            let change = f64::from(after) - f64::from(before);
            self.by_prices += price * change;
            self.terms.push(ForecastTerm { what, change, price });
        }
    }
}

/// Whether the packages differ in something else than numbers of places and openings.
fn further(a: &Package, b: &Package) -> bool {
    let regions =
        |package: &Package| -> Vec<_> { package.regions.iter().map(|r| (r.id.clone(), r.figures.clone())).collect() };
    a.programme != b.programme
        || regions(a) != regions(b)
        || a.households != b.households
        || a.people != b.people
        || a.ties != b.ties
        || a.wishes != b.wishes
        || a.locks != b.locks
        || a.uses != b.uses
        || a.scores != b.scores
}
