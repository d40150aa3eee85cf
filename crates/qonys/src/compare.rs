//! Two plans side by side: what differs in worth, in regions, in groups, in who goes where; and what prices foretold.

mod declared;
mod forecast;
mod groups;
mod measure;

pub use forecast::{Prices, curve_point, forecast};

use crate::worths::Worths;
use crate::{Judgement, pose::own_worth};
use groups::groups;
use qonys_model::{
    CapacityRow, CapacitySide, Comparison, GroupCount, HouseholdIx, Move, OpeningRow, OpeningSide, Outcome, Package,
    Place, Plan, PolicyRow, RegionRow, SideFigures, counted,
};
use std::collections::BTreeMap;

/// One side of a comparison: a package and a plan of it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The package.
    pub package: &'a Package,
    /// The plan, and what is known of it.
    pub of: Of<'a>,
}

/// Where a plan comes from.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// The engine.
    Outcome(&'a Outcome),
    /// A file; judged.
    Judged(&'a Judgement),
}

impl Side<'_> {
    fn plan(&self) -> &Plan {
        match self.of {
            Of::Outcome(outcome) => &outcome.plan,
            Of::Judged(judgement) => &judgement.plan,
        }
    }

    /// Prices of the capacities and openings, where the engine made the plan.
    fn outcome(&self) -> Option<&Outcome> {
        match self.of {
            Of::Outcome(outcome) => Some(outcome),
            Of::Judged(_) => None,
        }
    }
}

/// Compares two sides. Cost: rows of both packages, households x capacities.
#[must_use]
pub fn compare(a: &Side<'_>, b: &Side<'_>) -> Comparison {
    let worths = [a, b].map(|side| household_worths(side.package, side.plan()));
    let [worths_a, worths_b] = &worths;
    let (moves, only_a, only_b) = moves(a, b, worths_a, worths_b);
    let (declared, promises) = declared::groups(a, b);
    let measures = measure::differing(a.package, b.package);
    Comparison {
        by_measures: if measures.is_empty() { None } else { measure::by_measures(a, b) },
        measures,
        declared,
        promises,
        wishes: declared::wishes(a, b),
        a: figures(a, worths_a),
        b: figures(b, worths_b),
        policy: policy(a.package, b.package),
        regions: regions(a, b),
        capacities: capacities(a, b),
        openings: openings(a, b),
        groups: groups((a, worths_a), (b, worths_b)),
        moves,
        only_a,
        only_b,
    }
}

/// What every household's place is worth, with the openings its members take and half of each kin term it shares. The sum is
/// the plan's worth.
#[must_use]
pub fn household_worths(package: &Package, plan: &Plan) -> Vec<f64> {
    let worths = Worths::new(package);
    let mut list: Vec<f64> = (plan.placements.iter())
        .map(|p| p.place.region().map_or(0.0, |region| own_worth(&worths, p.household, region)))
        .collect();
    for placement in &plan.placements {
        let Place::Region(region) = placement.place else { continue };
        let kinds: BTreeMap<_, _> = worths.workers(placement.household).collect();
        for job in &placement.jobs {
            let wanted = package.openings[job.opening.at()].occupation;
            let uplift = kinds.get(&job.person).map_or(0.0, |&kind| worths.uplift(kind, wanted, region));
            list[placement.household.at()] += uplift;
        }
    }
    let place = |h: HouseholdIx| plan.placements[h.at()].place.region();
    for (one, other) in worths.kin_pairs().filter(|(one, other)| place(*one).is_some() && place(*one) == place(*other))
    {
        for household in [one, other] {
            list[household.at()] += worths.kin_weight() / 2.0;
        }
    }
    list
}

fn figures(side: &Side<'_>, worths: &[f64]) -> SideFigures {
    let package = side.package;
    let mut heads = GroupCount::default();
    for placement in &side.plan().placements {
        groups::add(&mut heads, package, placement, worths);
    }
    let certificate = side.outcome().map(|outcome| outcome.certificate);
    let filled = side.plan().placements.iter().map(|p| p.jobs.len() as u64).sum();
    SideFigures {
        name: side.name.to_owned(),
        programme: package.programme.name.clone(),
        year: package.programme.year,
        synthetic: package.programme.synthetic,
        scored: package.scores.is_some(),
        given: certificate.is_none(),
        heads,
        value: match side.of {
            Of::Outcome(outcome) => outcome.certificate.value,
            Of::Judged(judgement) => judgement.worth,
        },
        parts: measure::parts(package, side.plan()),
        bound: certificate.map(|c| c.bound),
        gap: certificate.map(|c| c.gap),
        inclusion_proved: certificate.map(|c| c.inclusion_proved),
        stopped: certificate.and_then(|c| c.stopped),
        openings_wanted: package.openings.iter().map(|o| u64::from(o.openings)).sum(),
        openings_filled: filled,
        violations: match side.of {
            Of::Outcome(_) => 0,
            Of::Judged(judgement) => judgement.violations.len() as u64,
        },
    }
}

/// Keys of the two programmes that differ.
fn policy(a: &Package, b: &Package) -> Vec<PolicyRow> {
    let keys = [a, b].map(|package| {
        let mut keys = BTreeMap::new();
        let json = serde_json::to_value(&package.programme).unwrap_or_default();
        flat(&json, String::new(), &mut keys);
        keys
    });
    let [a, b] = &keys;
    let all: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let row = |key: &String| PolicyRow { key: key.clone(), a: a.get(key).cloned(), b: b.get(key).cloned() };
    all.into_iter().filter(|key| a.get(*key) != b.get(*key)).map(row).collect()
}

fn flat(json: &serde_json::Value, path: String, keys: &mut BTreeMap<String, String>) {
    let joined = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match json {
        serde_json::Value::Object(object) => {
            object.iter().for_each(|(key, value)| flat(value, joined(key), keys));
        }
        serde_json::Value::Array(list) if path == "capacity" => {
            for kind in list {
                let name = kind["name"].as_str().unwrap_or_default();
                flat(kind, format!("{path}[{name}]"), keys);
            }
        }
        other => _ = keys.insert(path, other.to_string()),
    }
}

/// The keys of A in order, then those that only B has.
fn both<K: Ord + Clone, T: Clone>(a: Vec<(K, T)>, b: Vec<(K, T)>) -> Vec<(K, Option<T>, Option<T>)> {
    let mut of_b: BTreeMap<K, T> = b.iter().cloned().collect();
    let mut rows: Vec<_> = a
        .into_iter()
        .map(|(key, value)| {
            let other = of_b.remove(&key);
            (key, Some(value), other)
        })
        .collect();
    rows.extend(b.into_iter().filter(|(key, _)| of_b.contains_key(key)).map(|(key, value)| (key, None, Some(value))));
    rows
}

fn named(a: &Package, b: &Package, region: &str) -> ([String; 3], Option<(i32, i32)>) {
    let mut known = a.regions.iter().chain(&b.regions);
    known.find(|r| r.id == region).map_or_else(Default::default, |r| (r.names.clone(), r.tile))
}

fn regions(a: &Side<'_>, b: &Side<'_>) -> Vec<RegionRow> {
    let sums = [a, b].map(|side| {
        let mut sums: Vec<(String, (u64, u64))> = side.package.regions.iter().map(|r| (r.id.clone(), (0, 0))).collect();
        for placement in &side.plan().placements {
            if let Place::Region(region) = placement.place {
                let sum = &mut sums[region.at()].1;
                sum.0 += 1;
                sum.1 += u64::from(side.package.households[placement.household.at()].persons());
            }
        }
        sums
    });
    let [of_a, of_b] = sums;
    let row = |(region, in_a, in_b): (String, _, _)| {
        let (names, tile) = named(a.package, b.package, &region);
        RegionRow { region, names, tile, a: in_a, b: in_b }
    };
    both(of_a, of_b).into_iter().map(row).collect()
}

fn capacities(a: &Side<'_>, b: &Side<'_>) -> Vec<CapacityRow> {
    let of = [a, b].map(|side| {
        let used = used(side);
        let package = side.package;
        let row = |(at, c): (usize, &qonys_model::RegionCapacity)| {
            let key =
                (package.regions[c.region.at()].id.clone(), package.programme.capacity[c.capacity.at()].name.clone());
            let price = side.outcome().map(|outcome| outcome.capacities[at].price);
            let used = used[c.region.at()][c.capacity.at()];
            (key, CapacitySide { places: c.places, minimum: c.minimum, used, price })
        };
        package.capacities.iter().enumerate().map(row).collect::<Vec<_>>()
    });
    let [of_a, of_b] = of;
    let row = |((region, capacity), in_a, in_b): ((String, String), _, _)| {
        let (names, _) = named(a.package, b.package, &region);
        CapacityRow { region, names, capacity, a: in_a, b: in_b }
    };
    both(of_a, of_b).into_iter().map(row).collect()
}

/// Use of every capacity in every region by a plan.
fn used(side: &Side<'_>) -> Vec<Vec<u32>> {
    let package = side.package;
    let kinds = package.programme.capacity.len();
    let differs = package.differing_uses();
    let mut sums = vec![vec![0_u32; kinds]; package.regions.len()];
    for placement in &side.plan().placements {
        let Place::Region(region) = placement.place else { continue };
        let household = placement.household;
        for (k, sum) in sums[region.at()].iter_mut().enumerate() {
            let own = || counted(package, &package.households[household.at()], k.into());
            *sum = sum.saturating_add(differs.get(&(household, region, k.into())).copied().unwrap_or_else(own));
        }
    }
    sums
}

fn openings(a: &Side<'_>, b: &Side<'_>) -> Vec<OpeningRow> {
    let of = [a, b].map(|side| {
        let package = side.package;
        let mut filled = vec![0_u32; package.openings.len()];
        side.plan().placements.iter().flat_map(|p| &p.jobs).for_each(|job| filled[job.opening.at()] += 1);
        let row = |(at, o): (usize, &qonys_model::Opening)| {
            let key = (package.regions[o.region.at()].id.clone(), o.occupation.to_string());
            let price = side.outcome().map(|outcome| outcome.openings[at].price);
            (key, OpeningSide { openings: o.openings, filled: filled[at], price })
        };
        package.openings.iter().enumerate().map(row).collect::<Vec<_>>()
    });
    let [of_a, of_b] = of;
    let row = |((region, occupation), in_a, in_b): ((String, String), _, _)| {
        let (names, _) = named(a.package, b.package, &region);
        OpeningRow { region, names, occupation, a: in_a, b: in_b }
    };
    both(of_a, of_b).into_iter().map(row).collect()
}

/// Who stands elsewhere; who is only in A; who is only in B.
fn moves(a: &Side<'_>, b: &Side<'_>, worths_a: &[f64], worths_b: &[f64]) -> (Vec<Move>, Vec<String>, Vec<String>) {
    let at_b: BTreeMap<&str, usize> =
        b.package.households.iter().enumerate().map(|(at, h)| (h.id.as_str(), at)).collect();
    let mut seen = vec![false; b.package.households.len()];
    let region = |side: &Side<'_>, at: usize| {
        let region = side.plan().placements[at].place.region()?;
        Some(side.package.regions[region.at()].id.clone())
    };
    let (mut moves, mut only_a) = (Vec::new(), Vec::new());
    for (at, household) in a.package.households.iter().enumerate() {
        let Some(&other) = at_b.get(household.id.as_str()) else {
            only_a.push(household.id.clone());
            continue;
        };
        seen[other] = true;
        let (from, to) = (region(a, at), region(b, other));
        if from != to {
            let (worth_a, worth_b) = (worths_a[at], worths_b[other]);
            let persons = b.package.households[other].persons();
            moves.push(Move { household: household.id.clone(), persons, from, to, worth_a, worth_b });
        }
    }
    let unseen = b.package.households.iter().zip(seen).filter(|(_, seen)| !seen);
    (moves, only_a, unseen.map(|(h, _)| h.id.clone()).collect())
}
