//! The quota of the same total that would place the families at hand best.
//!
//! The places of a capacity are made one pool over all regions that have some ([`super::pooled`]): the plan of that problem says
//! where places are needed. Among quotas of equal worth the one is proposed that moves fewest places ([`super::fewest`]).

use super::fewest::{Found, Judged, fewest};
use super::pooled::Pooled;
use crate::{PlaceError, PlaceOptions, place};
use qonys_model::{CapacityIx, MovedQuota, Outcome, Package, Place, QuotaMove, QuotaStep, RegionIx, StoppedBy};
use std::collections::BTreeMap;

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
    let mut pooled = Pooled::new(package, &bounds, options);
    let free = pooled.best(None)?;
    let judge = |quota: &BTreeMap<RegionIx, u32>| place(&with_places(package, options.capacity, quota), &options.place);
    let placed = judge(&free.quota)?;
    let first = Judged { found: free, outcome: placed };
    let Found { judged, tolerance, tried } = fewest(&mut pooled, &before, first, &judge)?;
    let bound = pooled.bound;
    let (quota, after) = match judged {
        Some(judged) => (judged.found.quota, judged.outcome),
        None => (bounds.iter().map(|b| (b.region, b.before)).collect(), before.clone()),
    };
    let proposed = with_places(package, options.capacity, &quota);
    let mut moved = moved(package, &proposed, options.capacity, &bounds, [&before, &after]);
    moved.bound = bound.max(after.certificate.value).max(before.certificate.value);
    moved.tolerance = tolerance;
    moved.transfers = super::transfers::transfers(package, options, &moved, &after);
    let ended =
        [before.certificate.stopped, after.certificate.stopped].into_iter().flatten().find(|by| *by != StoppedBy::Gap);
    moved.stopped = ended.or_else(|| options.place.stop.and_then(|ask| ask()));
    moved.steps = steps(&moved, tried, package.bounds_all_plans());
    Ok((moved, proposed, [before, after]))
}

/// From the quota in force to the proposal: what was found with so many places moved. One that is no better than with fewer
/// is left out: worth less, and where who is seated comes before worth, with no more persons placed.
fn steps(moved: &MovedQuota, mut tried: Vec<QuotaStep>, by_worth: bool) -> Vec<QuotaStep> {
    let end = |moved: u64, of: &qonys_model::Certificate, bound: f64, persons: u64| QuotaStep {
        moved,
        value: of.value,
        bound,
        persons,
    };
    let mut steps = vec![end(0, &moved.before, moved.before.bound, moved.persons[0])];
    if moved.moved() == 0 {
        return steps;
    }
    tried.sort_by_key(|step| step.moved);
    let better = |step: &QuotaStep, than: &QuotaStep| {
        step.moved > than.moved
            && (step.value > than.value + moved.tolerance || (!by_worth && step.persons > than.persons))
    };
    let last = end(moved.moved(), &moved.after, moved.bound, moved.persons[1]);
    for step in tried {
        if better(&step, &steps[steps.len() - 1]) && better(&last, &step) {
            steps.push(step);
        }
    }
    steps.push(last);
    steps
}

/// A region that has places of the capacity.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub region: RegionIx,
    pub before: u32,
    pub least: u32,
    pub most: u32,
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

/// A package with other places of a capacity.
pub(super) fn with_places(package: &Package, capacity: CapacityIx, places: &BTreeMap<RegionIx, u32>) -> Package {
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
    let rows: Vec<QuotaMove> = bounds.iter().map(row).collect();
    MovedQuota {
        capacity,
        left: rows.iter().map(|r| u64::from(r.after.saturating_sub(r.used_after))).sum(),
        unchanged: rows.iter().all(|r| r.after == r.before),
        rows,
        before: outcomes[0].certificate,
        after: outcomes[1].certificate,
        bound: outcomes[1].certificate.value,
        persons: outcomes.map(|o| persons(package, o)),
        households: outcomes.map(placed),
        transfers: Vec::new(),
        steps: Vec::new(),
        tolerance: 0.0,
        stopped: None,
    }
}

pub(super) fn persons(package: &Package, outcome: &Outcome) -> u64 {
    let placed = outcome.plan.placements.iter().filter(|p| p.place != Place::Waiting);
    placed.map(|p| u64::from(package.households[p.household.at()].persons())).sum()
}
