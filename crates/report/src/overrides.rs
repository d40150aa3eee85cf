//! What people decided over the engine's head: by whom, why, and what it costs.

use crate::layout::Lines;
use crate::{Arg, Texts};
use qonys_model::{HouseholdIx, Kept, Lock, LockCost, LockCosts, LockKind, Outcome, Overrides, Package};
use std::collections::BTreeMap;

/// Families named on a screen.
const NAMED: usize = 20;

/// Locks of one reason, author or kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counted {
    pub count: u64,
    /// What they cost one by one, added up: by plans without each; `None` = that is not known of all of them.
    pub cost: Option<f64>,
    /// The same by prices.
    pub estimate: f64,
}

impl Counted {
    fn add(&mut self, cost: Option<&LockCost>) {
        self.count += 1;
        self.cost = self.cost.or((self.count == 1).then_some(0.0)).zip(cost.and_then(|c| c.single)).map(|(a, b)| a + b);
        self.estimate += cost.map_or(0.0, |cost| cost.estimate);
    }
}

/// A lock in a sentence, for the note of its household.
pub(crate) fn lock_note(texts: &Texts, package: &Package, lock: &Lock) -> String {
    if lock.reason.is_none() && lock.author.is_none() && lock.at.is_none() {
        let args = [("kind", kind(texts, lock.kind).into()), ("region", texts.region(package, lock.region).into())];
        return texts.say("overrides-note-silent", &args);
    }
    let unsaid = || texts.say("overrides-unsaid", &[]);
    let args = [
        ("region", Arg::Text(texts.region(package, lock.region))),
        ("reason", Arg::Text(lock.reason.clone().unwrap_or_else(unsaid))),
        ("author", Arg::Text(lock.author.clone().unwrap_or_else(unsaid))),
        ("date", Arg::Text(lock.at.map_or_else(unsaid, |day| texts.date(day)))),
    ];
    match lock.kind {
        LockKind::Pin => texts.say("overrides-note-pin", &args),
        LockKind::Forbid => texts.say("overrides-note-forbid", &args),
        LockKind::Exception => texts.say("overrides-note-exception", &args),
    }
}

/// Kind of lock in a word.
pub(crate) fn kind(texts: &Texts, kind: LockKind) -> String {
    match kind {
        LockKind::Pin => texts.say("overrides-pin", &[]),
        LockKind::Forbid => texts.say("overrides-forbid", &[]),
        LockKind::Exception => texts.say("overrides-exception", &[]),
    }
}

/// Locks by what `of` says of each, in the order of its words, for a page that anybody may read: a reason given for few families is
/// their story. It is not told; the decisions of such reasons are counted together, and come last.
pub(crate) fn counted_for_all<K: Ord>(
    package: &Package,
    outcome: &Outcome,
    of: impl Fn(&Lock) -> K,
    few: impl Fn(u64) -> bool,
) -> (Vec<(K, Counted)>, Counted) {
    let mut locks: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, lock) in package.locks.iter().enumerate() {
        locks.entry(of(lock)).or_default().push(at);
    }
    let mut rest = Vec::new();
    let counted = |locks: &[usize]| {
        let mut sum = Counted::default();
        let costs = outcome.overrides.costs.as_ref();
        locks.iter().for_each(|&at| sum.add(costs.and_then(|costs| costs.locks.get(at))));
        sum
    };
    let mut shown = Vec::new();
    for (key, locks) in locks {
        if few(locks.len() as u64) { rest.extend(locks) } else { shown.push((key, counted(&locks))) }
    }
    (shown, counted(&rest))
}

/// What one lock costs, in sentences.
#[must_use]
pub fn lock_cost(texts: &Texts, package: &Package, cost: &LockCost) -> String {
    let lock = &package.locks[cost.lock as usize];
    let mut args = vec![
        ("household", Arg::Text(texts.household(package, lock.household))),
        ("kind", Arg::Text(kind(texts, lock.kind))),
        ("region", Arg::Text(texts.region(package, lock.region))),
        ("estimate", Arg::Number(cost.estimate, 3)),
    ];
    match (cost.single, cost.single_range) {
        (Some(single), Some((low, high))) => {
            args.push(("cost", Arg::Number(single, 3)));
            args.push(("low", Arg::Number(low.max(0.0), 3)));
            args.push(("high", Arg::Number(high, 3)));
            let gains = single < -5e-4;
            texts.say(if gains { "overrides-lock-gains" } else { "overrides-lock-cost" }, &args)
        }
        _ => texts.say("overrides-lock-estimate", &args),
    }
}

/// What the locks of one household cost, for somebody who asks why it is where it is.
#[must_use]
pub fn lock_costs_of(texts: &Texts, package: &Package, costs: &LockCosts, household: HouseholdIx) -> Vec<String> {
    let own = costs.locks.iter().filter(|cost| package.locks[cost.lock as usize].household == household);
    own.map(|cost| lock_cost(texts, package, cost)).collect()
}

/// What all locks cost together.
pub(crate) fn joint(texts: &Texts, package: &Package, costs: &LockCosts) -> String {
    let (low, high) = costs.joint_range;
    let args = [
        ("count", (package.locks.len() as u64).into()),
        ("cost", Arg::Number(costs.joint, 3)),
        ("low", Arg::Number(low, 3)),
        ("high", Arg::Number(high, 3)),
    ];
    if costs.joint >= -5e-4 {
        return texts.say("overrides-joint", &args);
    }
    let signed = |value: f64| Arg::Text(texts.signed(value, 3));
    let args = [args[0].clone(), ("gain", signed(-costs.joint)), ("low", signed(-high)), ("high", signed(-low))];
    texts.say("overrides-joint-gains", &args)
}

/// Beside an earlier plan: what locks are held against.
pub(crate) fn against_kept(texts: &Texts, overrides: &Overrides) -> Option<String> {
    let kept = overrides.kept.as_ref().filter(|_| overrides.costs.is_some())?;
    let most = kept.at_most.unwrap_or(kept.moved.len() as u64);
    Some(texts.say("overrides-against-kept", &[("most", most.into())]))
}

/// What an earlier plan's keeping did, without naming families.
pub(crate) fn kept(texts: &Texts, outcome: &Outcome, kept: &Kept) -> Vec<String> {
    let moved = kept.moved.len() as u64;
    let args = [
        ("before", kept.before.into()),
        ("moved", moved.into()),
        ("fewest", kept.fewest.into()),
        ("most", kept.at_most.unwrap_or(moved).into()),
    ];
    let mut said = vec![match (kept.at_most, kept.fewest_proved) {
        (None, true) => texts.say("overrides-kept-fewest", &args),
        (None, false) => texts.say("overrides-kept-fewest-open", &args),
        (Some(_), true) => texts.say("overrides-kept-within", &args),
        (Some(_), false) => texts.say("overrides-kept-within-open", &args),
    }];
    let certificate = outcome.certificate;
    let args = [
        ("cost", Arg::Number(kept.cost(certificate.value), 3)),
        ("low", Arg::Number((kept.free_value - certificate.bound).max(0.0), 3)),
        ("high", Arg::Number(kept.free_bound - certificate.value, 3)),
        ("price", Arg::Number(kept.price, 3)),
    ];
    said.push(texts.say("overrides-kept-cost", &args));
    if !kept.gone.is_empty() || kept.unplaced_before > 0 {
        let args = [("gone", (kept.gone.len() as u64).into()), ("new", kept.unplaced_before.into())];
        said.push(texts.say("overrides-kept-others", &args));
    }
    said
}

/// Who moves from where to where, why, and what the move is worth to the family; then who is gone.
fn moves(texts: &Texts, package: &Package, kept: &Kept) -> Vec<String> {
    let line = |moved: &qonys_model::Moved| {
        let to = moved.to.map_or_else(|| texts.say("compare-waits", &[]), |to| texts.region(package, to));
        let args = [
            ("household", Arg::Text(texts.household(package, moved.household))),
            ("from", Arg::Text(texts.region(package, moved.from))),
            ("to", Arg::Text(to)),
            ("gain", Arg::Text(moved.gain.map_or_else(String::new, |gain| texts.signed(gain, 3)))),
        ];
        if !moved.locks.is_empty() {
            let decisions = moved.locks.iter().map(|&at| decision(texts, package, moved.household, at));
            let decisions = Arg::Text(decisions.collect::<Vec<_>>().join(" "));
            return texts.say("overrides-moved-lock", &[&args[..3], &[("decisions", decisions)]].concat());
        }
        let closed = !moved.closed.is_empty();
        texts.say(if closed { "overrides-moved-closed" } else { "overrides-moved-way" }, &args)
    };
    let mut lines: Vec<String> = kept.moved.iter().take(NAMED).map(line).collect();
    if kept.moved.len() > NAMED {
        lines.push(texts.say("compare-more-rows", &[("count", ((kept.moved.len() - NAMED) as u64).into())]));
    }
    if !kept.gone.is_empty() {
        let named = kept.gone.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = (kept.gone.len().saturating_sub(NAMED) as u64).into();
        lines.push(texts.say("overrides-kept-gone", &[("households", Arg::Text(named)), ("more", more)]));
    }
    lines
}

/// A decision that moved a household; where it binds another that goes with it, that one is named.
fn decision(texts: &Texts, package: &Package, moved: HouseholdIx, lock: u32) -> String {
    let lock = &package.locks[lock as usize];
    let note = lock_note(texts, package, lock);
    if lock.household == moved { note } else { format!("{}: {note}", texts.household(package, lock.household)) }
}

/// Everything about overrides that the terminal says after a run; empty where there are none.
#[must_use]
pub fn override_text(texts: &Texts, package: &Package, outcome: &Outcome) -> String {
    let mut lines = Lines::default();
    let overrides = &outcome.overrides;
    if let Some(costs) = &overrides.costs {
        lines.line(&joint(texts, package, costs));
        costs.locks.iter().take(NAMED).for_each(|cost| lines.item(&lock_cost(texts, package, cost)));
        if costs.locks.len() > NAMED {
            let more = ((costs.locks.len() - NAMED) as u64).into();
            lines.line(&texts.say("compare-more-rows", &[("count", more)]));
        }
        against_kept(texts, overrides).iter().for_each(|line| lines.line(line));
    }
    above(texts, package, outcome).iter().for_each(|line| lines.line(line));
    if let Some(plan) = &overrides.kept {
        kept(texts, outcome, plan).iter().for_each(|line| lines.line(line));
        moves(texts, package, plan).iter().for_each(|line| lines.item(line));
    }
    lines.text()
}

/// Places used above quota, by region and capacity.
pub(crate) fn above(texts: &Texts, package: &Package, outcome: &Outcome) -> Vec<String> {
    let mut sums: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    for above in &outcome.overrides.above {
        let sum = sums.entry((above.region, above.capacity)).or_default();
        sum.0 += u64::from(above.amount);
        sum.1 += 1;
    }
    let line = |((region, capacity), (places, families)): ((_, _), (u64, u64))| {
        let args = [
            ("region", Arg::Text(texts.region(package, region))),
            ("capacity", Arg::Text(texts.capacity(package, capacity))),
            ("places", places.into()),
            ("households", Arg::Text(texts.households(families))),
        ];
        texts.say("overrides-above", &args)
    };
    sums.into_iter().map(line).collect()
}
