//! The best plan by trying all of them. It reads the package's tables and shares no code with the recipe: the value is
//! computed anew from the formula in docs/method.md, the rules are `model::check`'s.

use qonys_model::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The best plan's inclusion and value; `None` = no plan obeys the rules.
pub fn best(package: &Package) -> Option<(Vec<u64>, f64)> {
    let mut best: Option<(Vec<u64>, f64)> = None;
    let mut places = vec![0_usize; package.households.len()];
    loop {
        if let Some(found) = worth_of(package, &places)
            && best.as_ref().is_none_or(|b| b.0.cmp(&found.0).then(b.1.total_cmp(&found.1)) == Ordering::Less)
        {
            best = Some(found);
        }
        let Some(next) = places.iter().position(|&p| p < package.regions.len()) else { return best };
        places[next] += 1;
        places[..next].fill(0);
    }
}

/// Inclusion and value of one assignment (0 = waits, r + 1 = region r); `None` when it breaks a hard rule.
fn worth_of(package: &Package, places: &[usize]) -> Option<(Vec<u64>, f64)> {
    let placement = |(h, &p): (usize, &usize)| Placement {
        household: h.into(),
        place: if p == 0 { Place::Waiting } else { Place::Region((p - 1).into()) },
        jobs: Vec::new(),
    };
    let plan = Plan { placements: places.iter().enumerate().map(placement).collect() };
    // Priority and order are not rules of a single plan here: they are the comparison between plans.
    let hard = |v: &Violation| !matches!(v, Violation::PriorityBroken { .. } | Violation::OrderBroken { .. });
    if check(package, &plan).iter().any(hard) {
        return None;
    }
    Some((inclusion(package, places), value(package, places)))
}

fn inclusion(package: &Package, places: &[usize]) -> Vec<u64> {
    let parties = parties(package);
    let class = |party: &[usize]| party.iter().map(|&h| package.households[h].priority.unwrap_or(u32::MAX)).min();
    match package.programme.inclusion.rule {
        InclusionRule::Everyone => Vec::new(),
        InclusionRule::Value => {
            let mut persons: BTreeMap<Option<u32>, u64> = parties.iter().map(|p| (class(p), 0)).collect();
            for party in parties.iter().filter(|p| places[p[0]] > 0) {
                let seated: u32 = party.iter().map(|&h| package.households[h].persons()).sum();
                *persons.get_mut(&class(party)).expect("a class") += u64::from(seated);
            }
            persons.pop_last();
            persons.into_values().collect()
        }
        InclusionRule::Order => {
            let date = |h: usize| package.households[h].applied.unwrap_or(jiff::civil::Date::MAX);
            let applied = |party: &[usize]| party.iter().map(|&h| date(h)).min();
            let mut queue = parties;
            queue.sort_by_key(|p| (class(p), applied(p), p[0]));
            queue.iter().map(|p| u64::from(places[p[0]] > 0)).collect()
        }
    }
}

fn parties(package: &Package) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..package.households.len()).collect();
    for _ in 0..of.len() {
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Must) {
            if let TieTo::Household(other) = tie.to {
                let least = of[tie.household.at()].min(of[other.at()]);
                (of[tie.household.at()], of[other.at()]) = (least, least);
            }
        }
    }
    let mut parties: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (h, party) in of.into_iter().enumerate() {
        parties.entry(party).or_default().push(h);
    }
    parties.into_values().collect()
}

fn value(package: &Package, places: &[usize]) -> f64 {
    let placed = |h: HouseholdIx| places[h.at()].checked_sub(1).map(RegionIx::from);
    let weights = &package.programme.value;
    let mut value = 0.0;
    for h in (0..places.len()).map(HouseholdIx::from) {
        let Some(region) = placed(h) else { continue };
        value += match &package.scores {
            Some(scores) => scores
                .iter()
                .filter(|s| s.of == ScoreOf::Household(h) && s.region == region)
                .map(|s| s.value)
                .sum::<f64>(),
            None => workers(package, h).map(|p| base(package, p, region)).sum(),
        };
        for wish in package.wishes.iter().rev().filter(|w| w.household == h && w.region == region).take(1) {
            if let WishRank::Rank(rank) = wish.rank {
                value += weights.wish / f64::from(rank);
            }
        }
    }
    let mut kin = std::collections::BTreeSet::new();
    for tie in package.ties.iter().filter(|t| t.kind == TieKind::Prefer) {
        let here = placed(tie.household);
        match tie.to {
            TieTo::Region(region) if here == Some(region) => _ = kin.insert((tie.household, None, Some(region))),
            TieTo::Household(other) if here.is_some() && here == placed(other) => {
                kin.insert((tie.household.min(other), Some(tie.household.max(other)), None));
            }
            _ => {}
        }
    }
    value + kin.len() as f64 * weights.kin + matched(package, places)
}

fn workers(package: &Package, household: HouseholdIx) -> impl Iterator<Item = &Person> {
    package.people.iter().filter(move |p| {
        let age = 2026 - p.birth_year;
        p.household == household && p.works != Some(false) && (16..=62).contains(&age)
    })
}

fn base(package: &Package, person: &Person, region: RegionIx) -> f64 {
    let rate = package.programme.outlook.base[&person.education];
    (rate * package.regions[region.at()].figures["work_factor"]).min(1.0)
}

/// The best filling of openings, by trying every one of each region's workers in every opening.
fn matched(package: &Package, places: &[usize]) -> f64 {
    if package.scores.is_some() {
        return 0.0;
    }
    let in_region = |region: RegionIx| {
        let here: Vec<&Person> = (0..places.len())
            .filter(|&h| places[h] == region.at() + 1)
            .flat_map(|h| workers(package, h.into()))
            .collect();
        let openings: Vec<&Opening> = package.openings.iter().filter(|o| o.region == region).collect();
        let mut left: Vec<u32> = openings.iter().map(|o| o.openings).collect();
        fill(package, region, &here, &openings, &mut left)
    };
    (0..package.regions.len()).map(|r| in_region(r.into())).sum()
}

fn fill(package: &Package, region: RegionIx, people: &[&Person], openings: &[&Opening], left: &mut [u32]) -> f64 {
    let Some((person, rest)) = people.split_first() else { return 0.0 };
    let mut best = fill(package, region, rest, openings, left);
    for (o, opening) in openings.iter().enumerate() {
        let digits = person.occupation.map_or(0, |own| own.digits_shared(opening.occupation));
        if left[o] == 0 || digits == 0 {
            continue;
        }
        let rate = package.programme.outlook.matched[usize::from(digits) - 1];
        left[o] -= 1;
        let gain = (rate - base(package, person, region)).max(0.0);
        best = best.max(gain + fill(package, region, rest, openings, left));
        left[o] += 1;
    }
    best
}
