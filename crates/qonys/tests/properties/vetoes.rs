//! Vetoes asked at the turn: nobody in a vetoed region, and no family better off by anything but the truth.

use crate::random::{self, Size};
use qonys::{Parties, PlaceOptions, judge, place, value_plan};
use qonys_model::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a household says: some regions ranked, of the others some vetoed.
fn said(rng: &mut ChaCha8Rng, household: HouseholdIx, regions: usize, veto: f64) -> Vec<Wish> {
    let mut order: Vec<RegionIx> = (0..regions).map(RegionIx::from).collect();
    order.shuffle(rng);
    let ranked = rng.random_range(0..=regions);
    let wish = |region, rank| Wish { household, region, rank, row: 0 };
    let mut list: Vec<Wish> =
        (1..).zip(&order[..ranked]).map(|(rank, &region)| wish(region, WishRank::Rank(rank))).collect();
    for &region in &order[ranked..] {
        if rng.random_bool(veto) {
            list.push(wish(region, WishRank::Veto));
        }
    }
    list
}

/// A package in which families choose and some may decline: nobody need be placed, and no region must have a minimum.
fn refusing(seed: u64, size: Size, veto: Option<VetoRule>) -> Package {
    let mut package = random::package(seed, size);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x7e70);
    package.capacities.iter_mut().for_each(|row| row.minimum = 0);
    if package.programme.inclusion.rule == InclusionRule::Everyone {
        package.programme.inclusion.rule = [InclusionRule::Order, InclusionRule::Value][seed as usize % 2];
    }
    let share = [0.01, 0.05, 0.25][seed as usize % 3];
    let rule = Some(WishRule::PriorityWithFloor);
    package.programme.wishes = Wishes { rule, floor: 1.0 - share, veto, ..Wishes::default() };
    let regions = package.regions.len();
    package.wishes = (0..package.households.len()).flat_map(|h| said(&mut rng, h.into(), regions, 0.6)).collect();
    // a pin or a must-tie against a veto is no package
    let targets: Vec<(HouseholdIx, RegionIx)> = bound(&package);
    package.wishes.retain(|w| w.rank != WishRank::Veto || !targets.contains(&(w.household, w.region)));
    package
}

/// Where pins and must-ties send each household of a party.
fn bound(package: &Package) -> Vec<(HouseholdIx, RegionIx)> {
    let pins = package.locks.iter().filter(|lock| lock.kind.pins()).map(|lock| (lock.household, lock.region));
    let ties = package.ties.iter().filter_map(|tie| match (tie.kind, tie.to) {
        (TieKind::Must, TieTo::Region(region)) => Some((tie.household, region)),
        _ => None,
    });
    let parties = Parties::of(package);
    let sent: Vec<(HouseholdIx, RegionIx)> = pins.chain(ties).collect();
    let party = |h: HouseholdIx| parties.list[parties.of[h.at()]].households.clone();
    sent.into_iter().flat_map(|(h, region)| party(h).into_iter().map(move |other| (other, region))).collect()
}

fn rank(package: &Package, household: HouseholdIx, region: RegionIx) -> u32 {
    match package.wishes.iter().find(|w| (w.household, w.region) == (household, region)).map(|w| w.rank) {
        Some(WishRank::Rank(rank)) => rank,
        None => 1000,
        Some(WishRank::Veto) => u32::MAX,
    }
}

/// How those who go together see their place, the smaller the better: a vetoed region is worse than waiting.
fn seen(package: &Package, plan: &Plan, households: &[HouseholdIx]) -> (u8, Vec<u32>) {
    let Some(region) = plan.placements[households[0].at()].place.region() else { return (1, Vec::new()) };
    let ranks: Vec<u32> = households.iter().map(|&h| rank(package, h, region)).collect();
    if ranks.contains(&u32::MAX) { (2, Vec::new()) } else { (0, ranks) }
}

/// The package in which these households say something else.
fn lying(truth: &Package, households: &[HouseholdIx], says: Vec<Wish>) -> Option<Package> {
    let mut lie = truth.clone();
    lie.wishes.retain(|w| !households.contains(&w.household));
    lie.wishes.extend(says);
    contradictions_of_statements(&lie).is_empty().then_some(lie)
}

/// What a party may say instead of the truth: nothing, no vetoes, a veto of all but the best, a veto more, anything.
fn lies(rng: &mut ChaCha8Rng, truth: &Package, households: &[HouseholdIx]) -> Vec<Vec<Wish>> {
    let own: Vec<Wish> = truth.wishes.iter().filter(|w| households.contains(&w.household)).cloned().collect();
    let regions = truth.regions.len();
    let ranked = || own.iter().filter(|w| w.rank != WishRank::Veto).cloned();
    let mut all = vec![Vec::new(), ranked().collect()];
    let veto = |region: usize| Wish { household: households[0], region: region.into(), rank: WishRank::Veto, row: 0 };
    let others =
        |region: usize| own.iter().filter(move |w| (w.household, w.region.at()) != (households[0], region)).cloned();
    for region in 0..regions {
        all.push(others(region).chain([veto(region)]).collect());
    }
    let best = own.iter().find(|w| w.household == households[0] && w.rank == WishRank::Rank(1)).cloned();
    if let Some(best) = best {
        let rest = (0..regions).filter(|&r| r != best.region.at()).map(veto);
        all.push(rest.chain([best.clone()]).collect());
    }
    for share in [0.0, 0.5, 1.0] {
        all.push(households.iter().flat_map(|&h| said(rng, h, regions, share)).collect());
    }
    all
}

fn size(seed: u64) -> Size {
    if seed.is_multiple_of(9) { Size::exactly(16, 4, 2) } else { Size::up_to(8, 4, 3) }
}

#[test]
fn nothing_serves_a_family_better_than_the_truth_about_what_it_wishes_and_refuses() {
    let (mut tried, mut declined) = (0, 0);
    for seed in 0..90 {
        let truth = refusing(seed, size(seed), None);
        let Ok(honest) = place(&truth, &PlaceOptions::default()) else { continue };
        declined += honest.wished.as_ref().map_or(0, Wished::declined);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for party in Parties::of(&truth).list {
            for says in lies(&mut rng, &truth, &party.households) {
                let Some(lie) = lying(&truth, &party.households, says) else { continue };
                let got = place(&lie, &PlaceOptions::default()).expect("vetoes do not decide whether there is a plan");
                let [true_one, false_one] = [&honest.plan, &got.plan].map(|plan| seen(&truth, plan, &party.households));
                let who = &party.households;
                assert!(true_one <= false_one, "seed {seed}: {who:?} gain by a lie, {true_one:?} to {false_one:?}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 1500 && declined >= 20, "{tried} lies, {declined} declined");
}

#[test]
fn a_false_veto_may_serve_where_vetoes_close_regions_beforehand() {
    let gains = |veto: Option<VetoRule>| {
        let mut gained = 0;
        for seed in 0..60 {
            let truth = refusing(seed, Size::up_to(8, 4, 3), veto);
            let Ok(honest) = place(&truth, &PlaceOptions::default()) else { continue };
            for party in Parties::of(&truth).list {
                let alone = &party.households[..1];
                let own: Vec<Wish> = truth.wishes.iter().filter(|w| w.household == alone[0]).cloned().collect();
                let last = own.iter().rev().find(|w| w.rank != WishRank::Veto).map(|w| w.region);
                let says = own.into_iter().map(|w| {
                    let rank = if Some(w.region) == last { WishRank::Veto } else { w.rank };
                    Wish { rank, ..w }
                });
                let Some(lie) = lying(&truth, alone, says.collect()) else { continue };
                let Ok(got) = place(&lie, &PlaceOptions::default()) else { continue };
                let who = &party.households;
                gained += u32::from(seen(&truth, &got.plan, who) < seen(&truth, &honest.plan, who));
            }
        }
        gained
    };
    assert!(gains(Some(VetoRule::Hard)) > 0, "the warning warns of something");
    assert_eq!(gains(None), 0);
}

#[test]
fn nobody_is_placed_where_it_refused_and_only_refusals_cost_more_than_the_floor() {
    let (mut declined, mut let_in, mut gave_way) = (0, 0, 0);
    for seed in 0..150 {
        let package = refusing(seed, size(seed), None);
        let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
        let judged = judge(&package, &outcome.plan, &PlaceOptions::default()).expect("numbers");
        assert!(judged.violations.is_empty(), "seed {seed}: {:?}", judged.violations);
        let Some(wished) = &outcome.wished else { continue };
        for (h, placement) in outcome.plan.placements.iter().enumerate() {
            let region = placement.place.region();
            assert!(
                region.is_none_or(|r| rank(&package, h.into(), r) != u32::MAX),
                "seed {seed}: {h} is where it refused"
            );
            let waits = outcome.explanations[h].waiting.contains(&WaitReason::Declined);
            assert_eq!(waits, wished.reasons[h].declined, "seed {seed}");
            assert!(!waits || region.is_none(), "seed {seed}");
        }
        // with those who declined where they could have gone, and without those let in, the floor is reached
        let mut all = outcome.plan.clone();
        for (placement, reason) in all.placements.iter_mut().zip(&wished.reasons) {
            if reason.without.is_none() {
                placement.place = Place::Waiting;
            }
            if let Some(region) = reason.turn.and_then(|at| wished.turns[at as usize].declined) {
                placement.place = Place::Region(region);
            }
        }
        let least = wished.least.expect("a floor");
        let near = 1e-6 * (1.0 + least.abs());
        assert!(value_plan(&package, &all).worth >= least - near, "seed {seed}: the floor");
        assert!(outcome.certificate.value >= least - wished.gave_way - near, "seed {seed}: gave way");
        assert!(wished.declined() > 0 || wished.gave_way == 0.0, "seed {seed}: nobody declined");
        assert!(outcome.certificate.bound >= outcome.certificate.value, "seed {seed}");
        declined += wished.declined();
        let_in += wished.let_in();
        gave_way += u32::from(wished.gave_way > 0.0);
        // the same for any number of threads
        for threads in [1, 2, 4] {
            let again = place(&package, &PlaceOptions { threads: Some(threads), ..PlaceOptions::default() });
            assert_eq!(again.expect("a plan").plan, outcome.plan, "seed {seed}, {threads} threads");
        }
    }
    assert!(
        declined >= 30 && let_in >= 3 && gave_way >= 10,
        "{declined} declined, {let_in} let in, {gave_way} gave way"
    );
}

/// Stopped before anybody chose: who stands where it refused to go waits, but has declined nothing.
#[test]
fn who_had_no_turn_has_declined_nothing() {
    let (mut waits, mut stays) = (0, 0);
    let stop = || Some(StoppedBy::TimeLimit);
    for seed in 0..80 {
        let package = refusing(seed, size(seed), None);
        let Ok(outcome) = place(&package, &PlaceOptions { stop: Some(&stop), ..PlaceOptions::default() }) else {
            continue;
        };
        let Some(wished) = &outcome.wished else { continue };
        assert_eq!(wished.turns.len(), 0, "seed {seed}");
        for (h, reason) in wished.reasons.iter().enumerate() {
            // who waited before may still be asked about what was left free
            assert!(!reason.declined || reason.without.is_none(), "seed {seed}: {reason:?}");
            let why = &outcome.explanations[h].waiting;
            let put_out = reason.unasked && reason.without.is_some() && reason.standing.is_none();
            assert_eq!(put_out, why.contains(&WaitReason::Unasked), "seed {seed}: {why:?}");
            waits += usize::from(put_out);
            stays += usize::from(reason.unasked && reason.standing.is_some());
        }
    }
    assert!(waits >= 10 && stays >= 50, "{waits} wait, {stays} stay");
}

#[test]
fn the_bound_holds_for_every_plan_of_those_who_are_placed() {
    let (mut proved, mut tight) = (0, 0);
    for seed in 0..40 {
        let package = refusing(seed, Size::up_to(5, 3, 3), None);
        let Ok(outcome) = place(&package, &PlaceOptions::default()) else { continue };
        if outcome.wished.as_ref().is_none_or(|wished| wished.declined() == 0) {
            continue;
        }
        // those who are placed and nobody else, with vetoed regions closed: its best plan is worth no more
        let mut only = package.clone();
        only.programme.wishes = Wishes { rule: Some(WishRule::None), ..Wishes::default() };
        only.programme.inclusion.rule = InclusionRule::Value;
        for (h, placement) in outcome.plan.placements.iter().enumerate() {
            let regions = if placement.place == Place::Waiting { 0..package.regions.len() } else { 0..0 };
            let forbid = |r: usize| Lock {
                household: h.into(),
                region: r.into(),
                kind: LockKind::Forbid,
                reason: None,
                author: None,
                at: None,
                row: 0,
            };
            only.locks.extend(regions.map(forbid));
        }
        let Ok(best) = place(&only, &PlaceOptions::default()) else { continue };
        let waits = |plan: &Plan| plan.placements.iter().map(|p| p.place == Place::Waiting).collect::<Vec<_>>();
        if waits(&best.plan) == waits(&outcome.plan) {
            assert!(best.certificate.value <= outcome.certificate.bound + 1e-6, "seed {seed}");
            proved += 1;
            // problems as small as these are solved to the end, so what is proved is the best there is
            tight += usize::from(outcome.certificate.bound <= best.certificate.value + 1e-6);
        }
    }
    assert!(proved >= 5 && tight == proved, "{proved} bounds, {tight} of them tight");
}

#[test]
fn where_nobody_can_be_left_to_wait_vetoes_close_regions_beforehand() {
    let mut differ = 0;
    for seed in 0..60 {
        let mut package = refusing(seed, Size::up_to(9, 4, 3), None);
        let free = place(&package, &PlaceOptions::default()).map(|o| o.plan).ok();
        let row = package.capacities.iter_mut().find(|row| row.places > 0);
        match row.filter(|_| seed % 2 == 0) {
            Some(row) => row.minimum = 1,
            None => package.programme.inclusion.rule = InclusionRule::Everyone,
        }
        let expected = if seed % 2 == 0 && package.capacities.iter().any(|row| row.minimum > 0) {
            VetoesFirst::Minimum
        } else {
            VetoesFirst::Everyone
        };
        assert_eq!(package.vetoes_first(), Some(expected), "seed {seed}");
        let mut written = package.clone();
        written.programme.wishes.veto = Some(VetoRule::Hard);
        let plans = [&package, &written].map(|p| place(p, &PlaceOptions::default()).ok().map(|o| o.plan));
        assert_eq!(plans[0], plans[1], "seed {seed}");
        differ += u32::from(plans[0] != free);
    }
    assert!(differ >= 10, "{differ} differ from plans in which vetoes are asked at the turn");
}
