//! The quota of the same total that would place the families at hand best.
//!
//! The places of a capacity are made one pool over all regions that have some: the problem then is the same placement with a
//! row that spans regions, and its plan says where the places are needed. A region that may not fall below some number of
//! places takes them from the pool whether it uses them or not: `sum of max(use, least) <= total`. That is one row for each
//! set of regions, of which only those are added that a plan breaks. Every row holds for every quota that is allowed, so the
//! bound of the last problem is a bound over all of them.

use crate::place::{refused, solved};
use crate::pose::{Pool, pose_pooled};
use crate::{PlaceError, PlaceOptions, Posed, place};
use num_bigint::BigUint;
use qonys_model::{CapacityIx, MovedQuota, Outcome, Package, Place, QuotaMove, RegionIx};
use qonys_solve::Solution;
use qonys_solve::apportion::{Limits, Method, apportion};
use std::collections::{BTreeMap, BTreeSet};

/// How far the proposal may go.
#[derive(Clone, Copy)]
pub struct MoveOptions<'a> {
    /// The capacity whose places may move.
    pub capacity: CapacityIx,
    /// No region gains or loses more than this share of its places; `None` = no bound.
    pub most_share: Option<f64>,
    /// No region gains or loses more places than this; `None` = no bound.
    pub most_places: Option<u32>,
    /// How to place.
    pub place: PlaceOptions<'a>,
}

/// Rows that may be added: each is broken by the plan before, so there are few.
const ROUNDS: usize = 40;

/// Proposes a quota of the same total, with the outcomes under the quota in force and under the proposal, and the package
/// with the proposed places. Only regions with a row of the capacity take part: a row with 0 places opens a region. When no
/// better quota is found, the one in force is proposed.
///
/// # Errors
/// [`PlaceError`]: one of the placements has no plan.
pub fn move_quota(
    package: &Package,
    options: &MoveOptions<'_>,
) -> Result<(MovedQuota, Package, [Outcome; 2]), PlaceError> {
    let before = place(package, &options.place)?;
    let bounds = bounds(package, options);
    let (quota, used, bound) = best(package, &bounds, options)?;
    let proposed = with_places(package, options.capacity, &quota);
    let after = place(&proposed, &options.place)?;
    let worse =
        after.certificate.value < before.certificate.value && persons(package, &after) <= persons(package, &before);
    let left: u64 = bounds.iter().map(|b| u64::from(b.before)).sum::<u64>() - used;
    let (proposed, after, unchanged) =
        if worse { (package.clone(), before.clone(), true) } else { (proposed, after, false) };
    let moved = moved(package, &proposed, options.capacity, &bounds, [&before, &after], (bound, left, unchanged));
    Ok((moved, proposed, [before, after]))
}

/// A region that has places of the capacity.
struct Bounds {
    region: RegionIx,
    before: u32,
    least: u32,
    most: u32,
}

fn bounds(package: &Package, options: &MoveOptions<'_>) -> Vec<Bounds> {
    let own = || package.capacities.iter().filter(|c| c.capacity == options.capacity);
    let total: u32 = own().fold(0, |sum, c| sum.saturating_add(c.places));
    let bound = |c: &qonys_model::RegionCapacity| {
        let share = options.most_share.map(|share| (f64::from(c.places) * share).floor() as u32);
        let by = [share, options.most_places].into_iter().flatten().min();
        let least = by.map_or(0, |by| c.places.saturating_sub(by)).max(c.minimum);
        let most = by.map_or(total, |by| c.places.saturating_add(by)).min(total);
        Bounds { region: c.region, before: c.places, least, most: most.max(least) }
    };
    own().map(bound).collect()
}

/// The places that the best plan over all allowed quotas needs, filled up to the total; the places it uses or must give; and
/// the bound.
fn best(
    package: &Package,
    bounds: &[Bounds],
    options: &MoveOptions<'_>,
) -> Result<(BTreeMap<RegionIx, u32>, u64, f64), PlaceError> {
    let most: BTreeMap<RegionIx, u32> = bounds.iter().map(|b| (b.region, b.most)).collect();
    let open = with_places(package, options.capacity, &most);
    let total: u64 = bounds.iter().map(|b| u64::from(b.before)).sum();
    let everywhere: BTreeSet<RegionIx> = bounds.iter().map(|b| b.region).collect();
    let mut pools = vec![Pool { capacity: options.capacity, regions: everywhere, places: total }];
    loop {
        let posed = pose_pooled(&open, &pools);
        let (solution, _) = solved(&posed, &options.place).map_err(|failed| refused(&posed, failed, &options.place))?;
        let used = used(&posed, &solution, options.capacity);
        let use_of = |b: &Bounds| used.get(&b.region).copied().unwrap_or(0);
        let needs: u64 = bounds.iter().map(|b| use_of(b).max(b.least.into())).sum();
        if needs <= total || pools.len() >= ROUNDS {
            return Ok((filled(bounds, &used, total), needs.min(total), solution.bound));
        }
        // those who use more than they must be given share what the others leave
        let above: Vec<&Bounds> = bounds.iter().filter(|b| use_of(b) > b.least.into()).collect();
        let rest: u64 = bounds.iter().filter(|b| use_of(b) <= b.least.into()).map(|b| u64::from(b.least)).sum();
        let regions = above.iter().map(|b| b.region).collect();
        pools.push(Pool { capacity: options.capacity, regions, places: total.saturating_sub(rest) });
    }
}

/// Places of the capacity that a plan uses in each region.
fn used(posed: &Posed<'_>, solution: &Solution, capacity: CapacityIx) -> BTreeMap<RegionIx, u64> {
    let mut used = BTreeMap::new();
    for (party, region) in posed.parties.list.iter().zip(&solution.regions) {
        if let Some(region) = region.map(|r| RegionIx::from(r as usize)) {
            *used.entry(region).or_default() += u64::from(party.uses[region.at()][capacity.at()]);
        }
    }
    used
}

/// The places used, at least the least; what is left of the total goes back to the regions that have fewer than before, in
/// proportion to how many fewer.
fn filled(bounds: &[Bounds], used: &BTreeMap<RegionIx, u64>, total: u64) -> BTreeMap<RegionIx, u32> {
    let mut places: Vec<u64> =
        bounds.iter().map(|b| used.get(&b.region).copied().unwrap_or(0).max(b.least.into())).collect();
    // more is needed than there is only when rounds ran out: take from those furthest above what they had
    while places.iter().sum::<u64>() > total {
        let most = (0..places.len()).max_by_key(|&at| places[at].saturating_sub(bounds[at].least.into()));
        let Some(at) = most.filter(|&at| places[at] > bounds[at].least.into()) else { break };
        places[at] -= 1;
    }
    let left = total.saturating_sub(places.iter().sum());
    let missing: Vec<u64> =
        bounds.iter().zip(&places).map(|(b, &now)| u64::from(b.before).saturating_sub(now)).collect();
    let weights: Vec<BigUint> = missing.iter().map(|&m| BigUint::from(m)).collect();
    let limits: Vec<Limits> = missing.iter().map(|&m| Limits { least: 0, most: Some(m) }).collect();
    let back = apportion(left, &weights, &limits, Method::LargestRemainder).map(|done| done.seats).unwrap_or_default();
    let places = places.iter().zip(back.into_iter().chain(std::iter::repeat(0))).map(|(now, back)| now + back);
    bounds.iter().zip(places).map(|(b, places)| (b.region, u32::try_from(places).unwrap_or(u32::MAX))).collect()
}

/// A package with other places of a capacity.
fn with_places(package: &Package, capacity: CapacityIx, places: &BTreeMap<RegionIx, u32>) -> Package {
    let mut package = package.clone();
    for row in package.capacities.iter_mut().filter(|c| c.capacity == capacity) {
        if let Some(&now) = places.get(&row.region) {
            row.places = now;
        }
    }
    package
}

fn moved(
    package: &Package,
    proposed: &Package,
    capacity: CapacityIx,
    bounds: &[Bounds],
    outcomes: [&Outcome; 2],
    (bound, left, unchanged): (f64, u64, bool),
) -> MovedQuota {
    let of = |outcome: &Outcome, region| {
        let found = outcome.capacities.iter().find(|c| c.region == region && c.capacity == capacity);
        found.map_or((0, 0.0), |c| (c.used, c.price))
    };
    let row = |b: &Bounds| {
        let ((used_before, price_before), (used_after, price_after)) =
            (of(outcomes[0], b.region), of(outcomes[1], b.region));
        let now = proposed.capacities.iter().find(|c| c.region == b.region && c.capacity == capacity);
        QuotaMove {
            region: b.region,
            before: b.before,
            after: now.map_or(b.before, |c| c.places),
            least: b.least,
            most: b.most,
            used_before,
            used_after,
            price_before,
            price_after,
        }
    };
    let placed =
        |outcome: &Outcome| outcome.plan.placements.iter().filter(|p| p.place != Place::Waiting).count() as u64;
    MovedQuota {
        capacity,
        rows: bounds.iter().map(row).collect(),
        before: outcomes[0].certificate,
        after: outcomes[1].certificate,
        bound: bound.max(outcomes[1].certificate.value),
        persons: outcomes.map(|o| persons(package, o)),
        households: outcomes.map(placed),
        left,
        unchanged,
    }
}

fn persons(package: &Package, outcome: &Outcome) -> u64 {
    let placed = outcome.plan.placements.iter().filter(|p| p.place != Place::Waiting);
    placed.map(|p| u64::from(package.households[p.household.at()].persons())).sum()
}
