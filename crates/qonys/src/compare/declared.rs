//! What the policies declare beside worth: groups with what they are promised, and wishes.

use super::{Of, Side, both};
use crate::fairness::shown;
use crate::pose::pose;
use crate::wishes::{better_and_worse, figures_of};
use qonys_model::{
    DeclaredGroup, DeclaredWishes, Fairness, FairnessFacts, FairnessRule, GroupSide, Household, Package, PromiseSide,
    Rankings, Standing, WishSide,
};
use std::collections::BTreeMap;

/// The groups that either policy names, and what each policy promises. A side whose policy names none is measured by the
/// groups of the other.
pub(super) fn groups(a: &Side<'_>, b: &Side<'_>) -> (Vec<DeclaredGroup>, [Option<PromiseSide>; 2]) {
    let facts = [facts(a, b), facts(b, a)];
    let rows = facts.each_ref().map(|facts| {
        let groups = facts.iter().flat_map(|facts| &facts.groups);
        groups.map(|group| (group.name.clone(), group_side(group))).collect::<Vec<_>>()
    });
    let [of_a, of_b] = rows;
    let rows: Vec<DeclaredGroup> =
        both(of_a, of_b).into_iter().map(|(name, a, b)| DeclaredGroup { name, a, b }).collect();
    // nothing is promised to nobody
    if rows.is_empty() {
        return (rows, [None, None]);
    }
    let promise = |side: &Side<'_>, facts: &Option<FairnessFacts>| {
        let value = side.outcome().map(|outcome| outcome.certificate.value);
        facts.as_ref().map(|facts| PromiseSide {
            rule: facts.rule,
            cost: value.and_then(|value| facts.price(value)),
            worse_off: facts.worse_off,
            worse_off_at_most: facts.worse_off_at_most,
        })
    };
    let promises = [promise(a, &facts[0]), promise(b, &facts[1])];
    (rows, promises)
}

fn facts(side: &Side<'_>, other: &Side<'_>) -> Option<FairnessFacts> {
    let known = match side.of {
        Of::Outcome(outcome) => &outcome.fairness,
        Of::Judged(judgement) => &judgement.fairness,
    };
    let [own, theirs] = [side, other].map(|side| &side.package.programme.fairness);
    let measured = known.as_ref().is_some_and(|facts| !facts.groups.is_empty());
    let Some(named) = [own, theirs].into_iter().find(|fairness| !fairness.group.is_empty() && !measured) else {
        return known.clone();
    };
    let mut package: Package = side.package.clone();
    package.programme.fairness = Fairness { rule: FairnessRule::None, worse_off_at_most: None, ..named.clone() };
    let posed = pose(&package);
    Some(shown(&posed, side.plan(), None, package.programme.seed))
}

fn group_side(group: &qonys_model::GroupFacts) -> GroupSide {
    let each = |sum: f64| sum / f64::from(group.households.max(1));
    GroupSide {
        households: group.households,
        mean: each(group.value),
        mean_default: each(group.default_value),
        mean_promised: group.promised.map(each),
        kept: group.promised.map(|promised| group.value >= promised - 1e-6 * (1.0 + promised.abs())),
        price: group.price,
    }
}

/// How both plans serve wishes; `None` where nobody ranks a region on either side.
pub(super) fn wishes(a: &Side<'_>, b: &Side<'_>) -> Option<DeclaredWishes> {
    let rankings = [a, b].map(|side| Rankings::of(side.package));
    let sides = [(a, &rankings[0]), (b, &rankings[1])].map(|(side, rankings)| wish_side(side, rankings));
    if sides.iter().all(|side| side.figures.ranking == 0) {
        return None;
    }
    let at_b: BTreeMap<&str, usize> =
        b.package.households.iter().enumerate().map(|(at, h)| (h.id.as_str(), at)).collect();
    let both = |(at, household): (usize, &Household)| {
        let other = *at_b.get(household.id.as_str())?;
        Some([standing(a, &rankings[0], at), standing(b, &rankings[1], other)])
    };
    let (better, worse) = better_and_worse(a.package.households.iter().enumerate().filter_map(both));
    let [a, b] = sides;
    Some(DeclaredWishes { a, b, better, worse })
}

fn standing(side: &Side<'_>, rankings: &Rankings, household: usize) -> Option<Standing> {
    let region = side.plan().placements[household].place.region()?;
    Some(rankings.standing(household.into(), region))
}

fn wish_side(side: &Side<'_>, rankings: &Rankings) -> WishSide {
    let parts = super::measure::parts(side.package, side.plan());
    let standings = (0..side.plan().placements.len()).map(|h| standing(side, rankings, h));
    let figures = figures_of(rankings, standings, parts.work + parts.kin);
    let wished = side.outcome().and_then(|outcome| outcome.wished.as_ref());
    WishSide {
        rule: side.package.programme.wishes.decides(),
        figures,
        better: wished.map(|wished| wished.better),
        worse: wished.map(|wished| wished.worse),
        given_up: wished.map(qonys_model::Wished::given_up),
    }
}
