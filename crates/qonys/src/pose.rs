//! From a package to numbers: parties become units, limits become rows, openings and workers become indices.

use crate::{Parties, Party, WorkerKind, Worths};
use qonys_model::{CapacityIx, HouseholdIx, InclusionRule, Package, PersonIx, RegionIx};
use qonys_solve::{ChoiceSpec, Inclusion, Opening, Pair, Problem, Row, UnitSpec};
use std::collections::{BTreeMap, BTreeSet};

/// A package as numbers, with the way back.
pub struct Posed<'a> {
    /// The package.
    pub package: &'a Package,
    /// What each region is worth to each household.
    pub worths: Worths<'a>,
    /// Unit u is party u.
    pub parties: Parties,
    /// The numbers. Opening o is the package's opening o.
    pub problem: Problem,
    /// The row of every limited capacity.
    pub rows: BTreeMap<(RegionIx, CapacityIx), u32>,
    /// The workers of each party, in the engine's order.
    pub workers: Vec<Vec<(PersonIx, WorkerKind)>>,
}

/// Places of a capacity that several regions have together: they use at most so many in all.
pub(crate) struct Pool {
    /// Which capacity.
    pub capacity: CapacityIx,
    /// Which regions.
    pub regions: BTreeSet<RegionIx>,
    /// Places they have together.
    pub places: u64,
}

/// Poses the placement of a package. Cost: households x regions x capacities, plus worker kinds x openings.
#[must_use]
pub fn pose(package: &Package) -> Posed<'_> {
    posed(package, Worths::new(package), &[])
}

/// [`pose`] with places that regions have together, besides those that each has for itself.
pub(crate) fn pose_pooled<'a>(package: &'a Package, pools: &[Pool]) -> Posed<'a> {
    posed(package, Worths::new(package), pools)
}

/// [`pose`] with these worths.
pub(crate) fn pose_with<'a>(package: &'a Package, worths: Worths<'a>) -> Posed<'a> {
    posed(package, worths, &[])
}

fn posed<'a>(package: &'a Package, worths: Worths<'a>, pools: &[Pool]) -> Posed<'a> {
    let parties = Parties::of(package);
    let inclusion = match package.programme.inclusion.rule {
        InclusionRule::Value => Inclusion::Value,
        InclusionRule::Order => Inclusion::Order,
        InclusionRule::Everyone => Inclusion::Everyone,
    };
    let mut problem = Problem::new(package.regions.len() as u32, inclusion);
    let rows = limits(package, &mut problem);
    let pools: Vec<(&Pool, u32)> =
        pools.iter().map(|pool| (pool, problem.row(Row { upper: Some(pool.places), lower: 0 }))).collect();
    let workers: Vec<Vec<(PersonIx, WorkerKind)>> =
        parties.list.iter().map(|party| party.households.iter().flat_map(|&h| worths.workers(h)).collect()).collect();
    let kinds = openings(&worths, package, &workers, &mut problem);
    let turns = turns(&parties);
    for (party, workers) in parties.list.iter().zip(&workers) {
        problem.unit(UnitSpec {
            options: options(&worths, &parties, party, &rows, &pools),
            workers: workers.iter().map(|(_, kind)| kinds[kind]).collect(),
            must_place: party.pinned,
            class: party.class,
            persons: party.persons,
            turn: turns[&party.applied],
        });
    }
    for (a, b) in worths.kin_pairs() {
        let (a, b) = (parties.of[a.at()] as u32, parties.of[b.at()] as u32);
        if a != b {
            problem.pair(Pair { a, b, value: worths.kin_weight() });
        }
    }
    Posed { package, worths, parties, problem, rows, workers }
}

fn limits(package: &Package, problem: &mut Problem) -> BTreeMap<(RegionIx, CapacityIx), u32> {
    let limits = package.capacities.iter().map(|c| {
        let row = Row { upper: Some(u64::from(c.places)), lower: u64::from(c.minimum) };
        ((c.region, c.capacity), problem.row(row))
    });
    limits.collect()
}

/// Poses the openings and the kinds of workers who gain by them. With scores there are none: see [`Worths::scored`].
pub(crate) fn openings(
    worths: &Worths<'_>,
    package: &Package,
    workers: &[Vec<(PersonIx, WorkerKind)>],
    problem: &mut Problem,
) -> BTreeMap<WorkerKind, u32> {
    for opening in &package.openings {
        problem.opening(Opening { region: opening.region.0, count: opening.openings });
    }
    let present: BTreeSet<WorkerKind> = workers.iter().flatten().map(|(_, kind)| *kind).collect();
    let gains = |kind: WorkerKind| {
        let uplift = |(o, opening): (usize, &qonys_model::Opening)| {
            let uplift = worths.uplift(kind, opening.occupation, opening.region);
            (uplift > 0.0 && opening.openings > 0).then_some((o as u32, uplift))
        };
        package.openings.iter().enumerate().filter_map(uplift).collect()
    };
    present.into_iter().map(|kind| (kind, problem.kind(gains(kind)))).collect()
}

/// Turn of each date of application: 0 is the earliest.
fn turns(parties: &Parties) -> BTreeMap<jiff::civil::Date, u32> {
    let dates: BTreeSet<_> = parties.list.iter().map(|p| p.applied).collect();
    dates.into_iter().zip(0..).collect()
}

fn options(
    worths: &Worths<'_>,
    parties: &Parties,
    party: &Party,
    rows: &BTreeMap<(RegionIx, CapacityIx), u32>,
    pools: &[(&Pool, u32)],
) -> Vec<ChoiceSpec> {
    let open = (0..party.closed.len()).filter(|&r| party.closed[r].is_empty()).map(RegionIx::from);
    let together = kin_together(worths, parties, party);
    open.map(|region| {
        let uses = party.uses[region.at()].iter().enumerate().filter(|(_, amount)| **amount > 0);
        let row = |(k, &amount): (usize, &u32)| rows.get(&(region, k.into())).map(|&row| (row, amount));
        let shared = pools.iter().filter(|(pool, _)| pool.regions.contains(&region));
        let shared = shared.map(|(pool, row)| (*row, party.uses[region.at()][pool.capacity.at()]));
        ChoiceSpec {
            region: region.0,
            value: party.households.iter().map(|&h| own_worth(worths, h, region)).sum::<f64>() + together,
            uses: uses.filter_map(row).chain(shared.filter(|(_, amount)| *amount > 0)).collect(),
        }
    })
    .collect()
}

/// What a region is worth to a household before openings and before kin who are placed too.
pub(crate) fn own_worth(worths: &Worths<'_>, household: HouseholdIx, region: RegionIx) -> f64 {
    worths.work(household, region) + worths.wish(household, region) + worths.kin_in_region(household, region)
}

/// Prefer-ties within a party are satisfied wherever it goes.
fn kin_together(worths: &Worths<'_>, parties: &Parties, party: &Party) -> f64 {
    if party.households.len() == 1 {
        return 0.0;
    }
    let own = parties.of[party.households[0].at()];
    let within = worths.kin_pairs().filter(|(a, b)| parties.of[a.at()] == own && parties.of[b.at()] == own);
    within.count() as f64 * worths.kin_weight()
}
