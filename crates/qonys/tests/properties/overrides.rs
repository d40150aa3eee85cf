//! Places above quota, and what locks cost.

use crate::random::{self, Size};
use qonys::{OldPlan, PlaceOptions, keep, kept_lock_costs, lock_costs, place};
use qonys_model::*;

const SIZE: Size = Size::up_to(9, 4, 4);

fn lock(household: HouseholdIx, region: RegionIx, kind: LockKind) -> Lock {
    let said = |text: &str| Some(text.to_owned());
    Lock { household, region, kind, reason: said("a reason"), author: said("an author"), at: None, row: 0 }
}

/// A household that stands alone, with a child, and nothing said of it.
fn free_household(package: &Package) -> Option<HouseholdIx> {
    (0..package.households.len()).map(HouseholdIx::from).find(|&h| {
        let tied = |t: &Tie| t.kind == TieKind::Must && (t.household == h || t.to == TieTo::Household(h));
        package.has_child(h)
            && !package.ties.iter().any(tied)
            && !package.locks.iter().any(|l| l.household == h)
            && !package.wishes.iter().any(|w| w.household == h && w.rank == WishRank::Veto)
    })
}

#[test]
fn an_exception_takes_no_place_from_anybody() {
    let mut compared = 0;
    for seed in 0..160 {
        let mut package = random::package(seed, SIZE);
        package.scores = None;
        package.capacities.iter_mut().for_each(|c| c.minimum = 0);
        let Some(household) = free_household(&package) else { continue };
        let region = RegionIx::from(seed as usize % package.regions.len());
        // the same package without the household, and with it above quota
        let mut alone = package.clone();
        alone.locks.push(lock(household, region, LockKind::Exception));
        let Ok(outcome) = place(&alone, &PlaceOptions::default()) else { continue };
        assert_eq!(check(&alone, &outcome.plan), []);
        assert_eq!(outcome.plan.placements[household.at()].place, Place::Region(region), "seed {seed}");
        let places = |r: RegionIx, k: CapacityIx| {
            let limit = alone.capacities.iter().find(|c| (c.region, c.capacity) == (r, k));
            limit.map(|c| c.places)
        };
        for above in &outcome.overrides.above {
            assert_eq!((above.household, above.region), (household, region));
            let counted = outcome.capacities.iter().find(|c| (c.region, c.capacity) == (region, above.capacity));
            let used = counted.expect("a limit").used;
            assert!(Some(used) <= places(region, above.capacity), "seed {seed}: others keep within the quota");
        }
        // without ground the judge says so
        let mut groundless = alone.clone();
        groundless.locks.last_mut().expect("there").reason = None;
        assert!(check(&groundless, &outcome.plan).contains(&Violation::ExceptionWithoutGround { household, region }));
        let mut grown = alone.clone();
        grown.people.iter_mut().for_each(|p| p.birth_year = p.birth_year.min(alone.programme.year - 18));
        assert!(contradictions(&grown).iter().any(|f| f.code == FaultCode::ExceptionWithoutChild));
        compared += 1;
    }
    assert!(compared > 25, "{compared}");
}

/// A package with pins or forbids, by value alone: a rule of inclusion may let a lock change who is placed at all.
fn locked(seed: u64) -> Option<Package> {
    let mut package = random::package(seed, SIZE);
    package.programme.inclusion.rule = InclusionRule::Value;
    package.households.iter_mut().for_each(|h| h.priority = None);
    package.locks.retain(|l| l.kind != LockKind::Exception);
    (!package.locks.is_empty()).then_some(package)
}

#[test]
fn the_cost_of_a_lock_is_what_its_absence_would_bring() {
    let mut compared = 0;
    for seed in 0..120 {
        let Some(package) = locked(seed) else { continue };
        let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
        let Ok(Some(costs)) = lock_costs(&package, &outcome, |_| true, &PlaceOptions::default()) else { continue };
        let free = Package { locks: Vec::new(), ..package.clone() };
        let free = place(&free, &PlaceOptions::default()).expect("no lock makes a plan possible");
        assert!((costs.joint - (free.certificate.value - outcome.certificate.value)).abs() < 1e-9);
        let gap = outcome.certificate.bound - outcome.certificate.value + 1e-6;
        for cost in &costs.locks {
            let single = cost.single.expect("asked");
            let (low, high) = cost.single_range.expect("asked");
            assert!(single >= -gap && single <= costs.joint + gap + (free.certificate.bound - free.certificate.value));
            assert!(low <= single + 1e-9 && single <= high + 1e-9, "seed {seed}");
            assert!(cost.estimate >= -1e-9 && cost.estimate.is_finite(), "seed {seed}: {}", cost.estimate);
        }
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

/// Beside an earlier plan a lock is held against plans that move no more families: it cannot cost less than nothing, and whom it
/// moved is told with it.
#[test]
fn the_cost_of_a_lock_is_told_beside_an_earlier_plan() {
    let (mut compared, mut moved_by_lock) = (0, 0);
    for seed in 0..120 {
        let Some(package) = locked(seed) else { continue };
        let free = Package { locks: Vec::new(), ..package.clone() };
        let options = PlaceOptions::default();
        let Ok(before) = place(&free, &options) else { continue };
        let old = OldPlan { places: before.plan.placements.iter().map(|p| Some(p.place)).collect(), gone: Vec::new() };
        let Ok(outcome) = keep(&package, &old, None, &options) else { continue };
        let Ok(Some(costs)) = kept_lock_costs(&package, &outcome, (&old, None), |_| true, &options) else { continue };
        let kept = outcome.overrides.kept.as_ref().expect("an earlier plan was given");
        let gap = outcome.certificate.bound - outcome.certificate.value + 1e-6;
        let (low, high) = costs.joint_range;
        assert!(low <= costs.joint + 1e-9 && costs.joint <= high + 1e-9, "seed {seed}");
        assert!(costs.joint >= -gap, "seed {seed}: {}", costs.joint);
        // without the locks, and with as many moves, the earlier plan itself could stand
        assert!(costs.joint + outcome.certificate.value >= before.certificate.value - gap, "seed {seed}");
        for moved in &kept.moved {
            let by_lock = moved.closed.iter().any(|c| matches!(c, ClosedBy::PinnedElsewhere | ClosedBy::Forbidden));
            assert_eq!(by_lock, !moved.locks.is_empty(), "seed {seed}");
            moved_by_lock += u32::from(by_lock);
        }
        compared += 1;
    }
    assert!(compared > 20 && moved_by_lock > 10, "{compared}, {moved_by_lock}");
}
