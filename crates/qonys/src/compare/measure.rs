//! By what the two sides measure worth: where they measure differently, their worths do not lie on one scale.
//!
//! Then both plans are put on common ground: work, kin and wishes apart, and each plan valued by the measure of A and by that
//! of B, with places and openings taken as they are.

use super::{Side, household_worths};
use crate::worths::Worths;
use qonys_model::{
    ByMeasures, Job, MeasureKey, Outlook, Package, Place, Placement, Plan, TieKind, VetoRule, WishRule, WorthParts,
};
use std::collections::BTreeMap;

/// A plan's worth in its parts; they sum to it.
pub(super) fn parts(package: &Package, plan: &Plan) -> WorthParts {
    let worths = Worths::new(package);
    let mut parts = WorthParts::default();
    for placement in &plan.placements {
        let (household, Place::Region(region)) = (placement.household, placement.place) else { continue };
        parts.work += worths.work(household, region);
        parts.kin += worths.kin_in_region(household, region);
        parts.wish += worths.wish(household, region);
        let kinds: BTreeMap<_, _> = worths.workers(household).collect();
        for job in &placement.jobs {
            let wanted = package.openings[job.opening.at()].occupation;
            parts.work += kinds.get(&job.person).map_or(0.0, |&kind| worths.uplift(kind, wanted, region));
        }
    }
    let region = |h: qonys_model::HouseholdIx| plan.placements[h.at()].place.region();
    let together = worths.kin_pairs().filter(|(a, b)| region(*a).is_some() && region(*a) == region(*b));
    parts.kin += together.count() as f64 * worths.kin_weight();
    parts
}

/// What enters worth in different ways, in a fixed order. A weight of what neither side has is none.
pub(super) fn differing(a: &Package, b: &Package) -> Vec<MeasureKey> {
    let (of_a, of_b) = (&a.programme, &b.programme);
    let weighs = |package: &Package| package.programme.wishes.decides() == WishRule::Weight;
    let soft = |package: &Package| package.programme.wishes.vetoes() == VetoRule::Soft;
    let wish = |package: &Package| {
        (weighs(package) && !package.wishes.is_empty()).then(|| (package.programme.value.wish.to_bits(), soft(package)))
    };
    let scored = a.scores.is_some() && b.scores.is_some();
    let rates = |outlook: &Outlook| (outlook.working_age, outlook.base.clone(), outlook.matched);
    let ranked = !a.wishes.is_empty() || !b.wishes.is_empty();
    let wishes_differ =
        ranked && (weighs(a) != weighs(b) || (wish(a).is_some() && wish(b).is_some() && wish(a) != wish(b)));
    let kin = [a, b].iter().any(|package| package.ties.iter().any(|tie| tie.kind == TieKind::Prefer));
    let found = [
        (MeasureKey::Scores, a.scores.is_some() != b.scores.is_some() || (scored && scores_differ(a, b))),
        (MeasureKey::Rates, !scored && rates(&of_a.outlook) != rates(&of_b.outlook)),
        (MeasureKey::RegionalRates, !scored && factors_differ(a, b)),
        (MeasureKey::Kin, kin && of_a.value.kin.to_bits() != of_b.value.kin.to_bits()),
        (MeasureKey::Wishes, wishes_differ),
    ];
    found.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect()
}

/// Whether a region of both sides makes work more likely on one of them.
fn factors_differ(a: &Package, b: &Package) -> bool {
    let factors = |package: &Package| -> BTreeMap<String, f64> {
        let column = &package.programme.outlook.regional;
        let factor = |r: &qonys_model::Region| r.figures.get(column).copied().unwrap_or(1.0);
        package.regions.iter().map(|r| (r.id.clone(), factor(r))).collect()
    };
    let (of_a, of_b) = (factors(a), factors(b));
    of_a.iter().any(|(region, factor)| of_b.get(region).is_some_and(|other| other.to_bits() != factor.to_bits()))
}

/// Whether a household of both sides has another score in a region of both.
fn scores_differ(a: &Package, b: &Package) -> bool {
    let scores = |package: &Package| -> BTreeMap<(String, String), u64> {
        let worths = Worths::new(package);
        let mut scores = BTreeMap::new();
        for (h, household) in package.households.iter().enumerate() {
            for (r, region) in package.regions.iter().enumerate() {
                scores.insert((household.id.clone(), region.id.clone()), worths.work(h.into(), r.into()).to_bits());
            }
        }
        scores
    };
    let (of_a, of_b) = (scores(a), scores(b));
    of_a.iter().any(|(key, score)| of_b.get(key).is_some_and(|other| other != score))
}

/// Both plans by both measures; `None` where a plan cannot be carried over to the other package.
pub(super) fn by_measures(a: &Side<'_>, b: &Side<'_>) -> Option<ByMeasures> {
    let worth = |package: &Package, plan: &Plan| household_worths(package, plan).iter().sum::<f64>();
    let (a_in_b, b_in_a) = (carried(a, b)?, carried(b, a)?);
    Some(ByMeasures {
        by_a: [worth(a.package, a.plan()), worth(a.package, &b_in_a)],
        by_b: [worth(b.package, &a_in_b), worth(b.package, b.plan())],
    })
}

/// The plan of B by the measure of A; `None` where it cannot be carried over.
pub(super) fn by_measure_of(a: &Side<'_>, b: &Side<'_>) -> Option<f64> {
    Some(household_worths(a.package, &carried(b, a)?).iter().sum())
}

/// The plan of one side in the package of the other, by keys; `None` where that lacks a household, a region, a person or an
/// opening of it, or has households more.
fn carried(side: &Side<'_>, into: &Side<'_>) -> Option<Plan> {
    let (from, to) = (side.package, into.package);
    let regions: BTreeMap<&str, usize> = to.regions.iter().enumerate().map(|(at, r)| (r.id.as_str(), at)).collect();
    let people: BTreeMap<&str, usize> = to.people.iter().enumerate().map(|(at, p)| (p.id.as_str(), at)).collect();
    let openings: BTreeMap<(&str, String), usize> = (to.openings.iter().enumerate())
        .map(|(at, o)| ((to.regions[o.region.at()].id.as_str(), o.occupation.to_string()), at))
        .collect();
    let households: BTreeMap<&str, usize> =
        from.households.iter().enumerate().map(|(at, h)| (h.id.as_str(), at)).collect();
    if from.households.len() != to.households.len() {
        return None;
    }
    let job = |job: &Job| {
        let opening = &from.openings[job.opening.at()];
        let key = (from.regions[opening.region.at()].id.as_str(), opening.occupation.to_string());
        let person = *people.get(from.people[job.person.at()].id.as_str())?;
        Some(Job { person: person.into(), opening: (*openings.get(&key)?).into() })
    };
    let placement = |(at, household): (usize, &qonys_model::Household)| {
        let old = &side.plan().placements[*households.get(household.id.as_str())?];
        let place = match old.place {
            Place::Region(region) => Place::Region((*regions.get(from.regions[region.at()].id.as_str())?).into()),
            other => other,
        };
        let jobs = old.jobs.iter().map(job).collect::<Option<Vec<Job>>>()?;
        Some(Placement { household: at.into(), place, jobs })
    };
    Some(Plan { placements: to.households.iter().enumerate().map(placement).collect::<Option<Vec<_>>>()? })
}
