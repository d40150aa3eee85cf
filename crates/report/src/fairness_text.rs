//! What a plan means for the groups of a policy, as lines of text.

use crate::Texts;
use qonys_model::{DefaultPolicy, FairnessFacts, FairnessRule, GroupFacts, Package};

/// Lines for the terminal: the promise, its price, who is worse off, and a line for every group. `value` is the plan's
/// worth.
#[must_use]
pub fn fairness_lines(texts: &Texts, package: &Package, facts: &FairnessFacts, value: f64) -> Vec<String> {
    let mut lines = Vec::new();
    if facts.sex_or_origin_enters() {
        lines.push(texts.say("fair-banner", &[]));
    }
    lines.extend(told(texts, package, facts, value));
    lines.extend(facts.groups.iter().map(|group| line(texts, group)));
    lines.extend(broken(texts, facts));
    if facts.groups.iter().any(|g| g.small) {
        lines.push(texts.say("fair-small-note", &[("count", qonys_model::SMALL_GROUP.into())]));
    }
    lines
}

/// The promises that a plan does not keep: one made by hand may break any.
fn broken(texts: &Texts, facts: &FairnessFacts) -> Option<String> {
    let short = |g: &&GroupFacts| g.promised.is_some_and(|promised| g.value < promised - 1e-6 * (1.0 + promised.abs()));
    let mut names: Vec<String> = facts.groups.iter().filter(short).map(|g| g.name.clone()).collect();
    if facts.worse_off_at_most.is_some_and(|most| facts.worse_off > most) {
        names.push(texts.say("fair-broken-worse", &[]));
    }
    (!names.is_empty()).then(|| texts.say("fair-broken", &[("groups", names.join("; ").into())]))
}

/// The promise, its price, and who is worse off.
pub(crate) fn told(texts: &Texts, package: &Package, facts: &FairnessFacts, value: f64) -> Vec<String> {
    let against = texts.say(against(facts.against), &[]);
    let mut lines = Vec::new();
    if !facts.groups.is_empty() {
        lines.push(texts.say(rule(facts.rule), &[("against", (&against).into())]));
    }
    if let Some((least, bound)) = facts.least_ratio {
        let (least, bound) = (texts.percent(least, 2), texts.percent(bound, 2));
        lines.push(texts.say("fair-least", &[("least", least.into()), ("bound", bound.into())]));
    }
    let binds = facts.rule != FairnessRule::None || facts.worse_off_at_most.is_some();
    if let Some((without, price)) = facts.value_without.zip(facts.price(value)).filter(|_| binds) {
        // the plan may be the better of two that are both proved near the best
        let price = price.max(0.0);
        let share = texts.percent(price / without.abs().max(1e-9), 2);
        let args = [("price", (price, 3).into()), ("share", share.into()), ("without", (without, 2).into())];
        lines.push(texts.say("fair-price", &args));
    }
    let all = package.households.len();
    let args = [("against", against.into()), ("count", facts.worse_off.into()), ("all", all.into())];
    lines.push(texts.say("fair-worse", &args));
    if let Some(count) = facts.worse_off_without {
        lines.push(texts.say("fair-worse-without", &[("count", count.into())]));
    }
    if let Some(most) = facts.worse_off_at_most {
        let price = (facts.worse_off_price, 3).into();
        lines.push(texts.say("fair-worse-most", &[("most", most.into()), ("price", price)]));
    }
    lines
}

/// Name with its flags.
pub(crate) fn name(texts: &Texts, group: &GroupFacts) -> String {
    let flags = [(group.small, "fair-small"), (group.by_sex_or_origin, "fair-by-sex-origin")];
    let flags: Vec<String> = flags.iter().filter(|(holds, _)| *holds).map(|(_, key)| texts.say(key, &[])).collect();
    if flags.is_empty() { group.name.clone() } else { format!("{} [{}]", group.name, flags.join("; ")) }
}

/// A figure of a group by so many.
pub(crate) fn mean(texts: &Texts, sum: Option<f64>, by: u32) -> String {
    match sum {
        Some(sum) if by > 0 => texts.number(sum / f64::from(by), 3),
        _ => texts.say("fair-nothing", &[]),
    }
}

fn line(texts: &Texts, group: &GroupFacts) -> String {
    let each = |sum: Option<f64>| mean(texts, sum, group.households);
    texts.say(
        "fair-group",
        &[
            ("name", name(texts, group).into()),
            ("households", texts.households(group.households).into()),
            ("persons", texts.persons(group.persons).into()),
            ("mean", each(Some(group.value)).into()),
            ("without", each(group.without).into()),
            ("default", each(Some(group.default_value)).into()),
            ("promised", each(group.promised).into()),
        ],
    )
}

fn rule(rule: FairnessRule) -> &'static str {
    match rule {
        FairnessRule::None => "fair-rule-none",
        FairnessRule::Floor => "fair-rule-floor",
        FairnessRule::Proportional => "fair-rule-proportional",
        FairnessRule::MaxMin => "fair-rule-max-min",
    }
}

fn against(policy: DefaultPolicy) -> &'static str {
    match policy {
        DefaultPolicy::QuotaOnly => "fair-against-quota-only",
        DefaultPolicy::FirstCome => "fair-against-first-come",
        DefaultPolicy::Random => "fair-against-random",
    }
}
