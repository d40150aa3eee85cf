//! Rules on wishes: nobody worse, limits and floors kept, no ranking better than the true one, whatever the package.

use crate::random::{self, Size};
use qonys::{PlaceOptions, judge, place};
use qonys_model::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A random list of regions for a household.
fn ranking(rng: &mut ChaCha8Rng, household: usize, regions: usize) -> Vec<Wish> {
    let mut order: Vec<usize> = (0..regions).collect();
    order.shuffle(rng);
    let ranked = rng.random_range(0..=regions);
    let wish = |(at, &r): (usize, &usize)| Wish {
        household: household.into(),
        region: r.into(),
        rank: WishRank::Rank(at as u32 + 1),
        row: 0,
    };
    order[..ranked].iter().enumerate().map(wish).collect()
}

/// A package in which most households rank regions, under a rule.
fn wishing(seed: u64, size: Size, wishes: Wishes) -> Package {
    let mut package = random::package(seed, size);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x5eed);
    let vetoes: Vec<Wish> = package.wishes.iter().filter(|w| w.rank == WishRank::Veto).cloned().collect();
    package.wishes.clear();
    for h in 0..package.households.len() {
        let mut list = ranking(&mut rng, h, package.regions.len());
        list.retain(|w| !vetoes.iter().any(|v| (v.household, v.region) == (w.household, w.region)));
        package.wishes.extend(list);
    }
    package.wishes.extend(vetoes);
    package.programme.wishes = wishes;
    package
}

/// How a household sees its place, the smaller the better: by the rows of the package alone.
fn seen(package: &Package, plan: &Plan, household: usize) -> u32 {
    let Some(region) = plan.placements[household].place.region() else { return u32::MAX };
    let wish = package.wishes.iter().find(|w| w.household.at() == household && w.region == region);
    match wish.map(|w| w.rank) {
        Some(WishRank::Rank(rank)) => rank,
        None => 1000,
        Some(WishRank::Veto) => 2000,
    }
}

fn rule(rule: WishRule, share: f64, veto: VetoRule) -> Wishes {
    Wishes { rule: Some(rule), loss: share, floor: 1.0 - share, veto: Some(veto), ..Wishes::default() }
}

/// The same package with wishes that decide nothing.
fn without(package: &Package) -> Package {
    let mut other = package.clone();
    other.programme.wishes.rule = Some(WishRule::None);
    other
}

#[test]
fn nobody_is_worse_off_by_exchanges_and_rules_and_loss_are_kept() {
    let (mut better, mut moved) = (0, 0);
    for seed in 0..120 {
        let size = if seed % 6 == 0 { Size::exactly(30, 5, 3) } else { Size::up_to(12, 4, 4) };
        let veto = if seed % 2 == 0 { VetoRule::Hard } else { VetoRule::Soft };
        let loss = [0.0, 0.05, 0.4][seed as usize % 3];
        let package = wishing(seed, size, rule(WishRule::TradeUp, loss, veto));
        let plain = place(&without(&package), &PlaceOptions::default());
        let Ok(plain) = plain else {
            assert!(place(&package, &PlaceOptions::default()).is_err(), "seed {seed}");
            continue;
        };
        let outcome = place(&package, &PlaceOptions::default()).expect("the plan without the rule is one");
        let judged = judge(&package, &outcome.plan, &PlaceOptions::default()).expect("numbers");
        assert!(judged.violations.is_empty(), "seed {seed}: {:?}", judged.violations);
        let value = plain.certificate.value;
        assert!(judged.worth >= value - loss * value.abs() - 1e-6 * (1.0 + value.abs()), "seed {seed}: loss");
        let all = 0..package.households.len();
        for h in all.clone() {
            let (was, is) = (seen(&package, &plain.plan, h), seen(&package, &outcome.plan, h));
            assert!(is <= was, "seed {seed}: household {h} was at {was}, is at {is}");
            better += u32::from(is < was);
        }
        let Some(wished) = outcome.wished else { continue };
        let told = all.clone().filter(|&h| seen(&package, &outcome.plan, h) < seen(&package, &plain.plan, h)).count();
        assert_eq!((wished.better as usize, wished.worse), (told, 0), "seed {seed}");
        assert!(wished.better_bound.is_none_or(|most| most as usize >= told), "seed {seed}: bound");
        // every move stands in exactly one exchange, and exchanges hang together
        let mut moves: Vec<(HouseholdIx, Option<RegionIx>, RegionIx)> = Vec::new();
        for exchange in &wished.exchanges {
            for pair in exchange.moves.windows(2) {
                assert_eq!(Some(pair[0].to), pair[1].from, "seed {seed}: the next leaves where this one goes");
            }
            let (first, last) = (exchange.moves.first().expect("a move"), exchange.moves.last().expect("a move"));
            assert_eq!(exchange.cycle, Some(last.to) == first.from, "seed {seed}");
            let all = exchange.moves.iter();
            moves.extend(all.flat_map(|m| m.households.iter().map(move |&h| (h, m.from, m.to))));
        }
        moves.sort();
        let place_of = |plan: &Plan, h: usize| plan.placements[h].place.region();
        let changed = all.filter(|&h| place_of(&plain.plan, h) != place_of(&outcome.plan, h));
        let expected: Vec<_> = changed
            .map(|h| (HouseholdIx::from(h), place_of(&plain.plan, h), place_of(&outcome.plan, h).expect("not worse")))
            .collect();
        assert_eq!(moves, expected, "seed {seed}");
        moved += moves.len();
    }
    assert!(better >= 20 && moved >= 20, "{better} better, {moved} moved: the test tests something");
}

#[test]
fn who_chooses_in_turn_keeps_every_rule_and_the_floor() {
    let (mut better, mut refused) = (0, 0);
    for seed in 0..80 {
        let size = if seed % 8 == 0 { Size::exactly(24, 4, 3) } else { Size::up_to(12, 4, 4) };
        let share = [0.0, 0.05, 0.4][seed as usize % 3];
        let package = wishing(seed, size, rule(WishRule::PriorityWithFloor, share, VetoRule::Hard));
        let Ok(plain) = place(&without(&package), &PlaceOptions::default()) else { continue };
        let outcome = place(&package, &PlaceOptions::default()).expect("the plan without the rule is one");
        let judged = judge(&package, &outcome.plan, &PlaceOptions::default()).expect("numbers");
        assert!(judged.violations.is_empty(), "seed {seed}: {:?}", judged.violations);
        let value = plain.certificate.value;
        assert!(judged.worth >= value - share * value.abs() - 1e-6 * (1.0 + value.abs()), "seed {seed}: floor");
        let Some(wished) = outcome.wished else { continue };
        better += wished.better;
        refused += wished.turns.iter().map(|t| t.refused.len()).sum::<usize>();
        let class = |t: &Turn| {
            let own = t.households.iter().map(|h| package.households[h.at()].priority.unwrap_or(u32::MAX));
            own.min().expect("a household")
        };
        let keys: Vec<_> = wished.turns.iter().map(|t| (class(t), t.ticket.clone())).collect();
        assert!(keys.is_sorted(), "seed {seed}: urgent classes first, then tickets");
    }
    assert!(better >= 10 && refused >= 20, "{better} better, {refused} refused: the test tests something");
}

#[test]
fn no_ranking_serves_a_family_better_than_its_true_one() {
    let mut tried = 0;
    for seed in 0..90 {
        let size = if seed % 10 == 0 { Size::exactly(16, 4, 2) } else { Size::up_to(9, 4, 3) };
        let veto = if seed % 2 == 0 { VetoRule::Hard } else { VetoRule::Soft };
        let share = [0.01, 0.05, 0.25][seed as usize % 3];
        let truth = wishing(seed, size, rule(WishRule::PriorityWithFloor, share, veto));
        let Ok(honest) = place(&truth, &PlaceOptions::default()) else { continue };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for h in 0..truth.households.len() {
            for _ in 0..4 {
                let mut lie = truth.clone();
                let mine = |w: &Wish| w.household.at() == h && w.rank != WishRank::Veto;
                let vetoed: Vec<RegionIx> =
                    truth.wishes.iter().filter(|w| w.household.at() == h && !mine(w)).map(|w| w.region).collect();
                lie.wishes.retain(|w| !mine(w));
                let list = ranking(&mut rng, h, truth.regions.len());
                if veto == VetoRule::Soft {
                    // a soft veto is a part of the ranking: it may be false, and a true one may be left out
                    lie.wishes.retain(|w| w.household.at() != h);
                    let free =
                        (0..truth.regions.len()).map(RegionIx::from).filter(|r| !list.iter().any(|w| w.region == *r));
                    let refused: Vec<RegionIx> = free.filter(|_| rng.random_bool(0.5)).collect();
                    let refuse = |region| Wish { household: h.into(), region, rank: WishRank::Veto, row: 0 };
                    lie.wishes.extend(list.into_iter().chain(refused.into_iter().map(refuse)));
                } else {
                    lie.wishes.extend(list.into_iter().filter(|w| !vetoed.contains(&w.region)));
                }
                let got =
                    place(&lie, &PlaceOptions::default()).expect("rankings do not decide whether there is a plan");
                let (true_one, false_one) = (seen(&truth, &honest.plan, h), seen(&truth, &got.plan, h));
                assert!(true_one <= false_one, "seed {seed}: household {h} gains by a lie, {true_one} to {false_one}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 500, "{tried} lies");
}

#[test]
fn wishes_that_decide_nothing_decide_nothing() {
    for seed in 0..20 {
        let package = wishing(seed, Size::up_to(10, 4, 3), rule(WishRule::None, 0.0, VetoRule::Hard));
        let mut silent = package.clone();
        silent.wishes.retain(|w| w.rank == WishRank::Veto);
        let plans = [&package, &silent].map(|p| place(p, &PlaceOptions::default()).ok().map(|o| o.plan));
        assert_eq!(plans[0], plans[1], "seed {seed}");
    }
}
