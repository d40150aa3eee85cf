//! What the rule on wishes came to, as lines of text.

use crate::Texts;
use qonys_model::{Package, Standing, VetoesFirst, WishFigures, WishRule, Wished};

/// Lines for the terminal and the page: the rule, how wishes are served with and without it, who is better off, the cost.
#[must_use]
pub fn wishes_lines(texts: &Texts, package: &Package, wished: &Wished) -> Vec<String> {
    let mut lines = vec![rule(texts, package, wished.rule)];
    lines.extend(vetoes(texts, package));
    lines.push(figures(texts, wished));
    let counts = [("better", households(texts, wished.better)), ("worse", households(texts, wished.worse))];
    lines.push(texts.say("wish-better", &counts.map(|(name, text)| (name, text.into()))));
    if let Some(bound) = wished.better_bound {
        lines.push(texts.say("wish-bound", &[("count", bound.into())]));
    }
    let share = texts.percent(wished.share_given_up(), 2);
    let args = [
        ("price", (wished.given_up(), 3).into()),
        ("share", share.into()),
        ("without", (wished.without.value, 2).into()),
    ];
    lines.push(texts.say("wish-cost", &args));
    lines.extend(exchanges(texts, wished));
    lines.extend(turns(texts, wished));
    lines.extend(unasked(texts, wished));
    lines.extend(declined(texts, wished));
    lines.extend(wished.rule.rearranges().then(|| texts.say("wish-prices", &[])));
    lines
}

/// When vetoes count, where families choose.
fn vetoes(texts: &Texts, package: &Package) -> Option<String> {
    match package.vetoes_first() {
        Some(VetoesFirst::Written) => Some(texts.say("wish-veto-hard", &[])),
        Some(VetoesFirst::Everyone) => Some(texts.say("wish-veto-everyone", &[])),
        Some(VetoesFirst::Minimum) => Some(texts.say("wish-veto-minimum", &[])),
        None if package.vetoes_at_turn() => Some(texts.say("wish-veto-at-turn", &[])),
        None => None,
    }
}

/// Who had no turn to choose, since the run was stopped.
fn unasked(texts: &Texts, wished: &Wished) -> Option<String> {
    let count = wished.unasked();
    let told = || texts.say("wish-unasked", &[("households", households(texts, count).into())]);
    let missed = wished.least.filter(|_| wished.declined() == 0 && wished.gave_way > 0.0).map(|least| {
        let args = [("floor", (least, 3).into()), ("gave_way", (wished.gave_way, 3).into())];
        format!(" {}", texts.say("wish-missed", &args))
    });
    (count > 0).then(|| told() + &missed.unwrap_or_default())
}

/// Who declined, who came instead, and how far the floor gave way.
fn declined(texts: &Texts, wished: &Wished) -> Option<String> {
    let least = wished.least.filter(|_| wished.declined() > 0)?;
    let counts = [("declined", households(texts, wished.declined())), ("let_in", households(texts, wished.let_in()))];
    let told = texts.say("wish-declined", &counts.map(|(name, text)| (name, text.into())));
    let floor = if wished.gave_way > 0.0 {
        let key = if wished.unasked() > 0 { "wish-missed" } else { "wish-gave-way" };
        texts.say(key, &[("floor", (least, 3).into()), ("gave_way", (wished.gave_way, 3).into())])
    } else {
        texts.say("wish-floor-held", &[("floor", (least, 3).into())])
    };
    Some(format!("{told} {floor}"))
}

fn rule(texts: &Texts, package: &Package, rule: WishRule) -> String {
    let wishes = &package.programme.wishes;
    match rule {
        WishRule::TradeUp => texts.say("wish-rule-trade-up", &[("share", texts.percent(wishes.loss, 2).into())]),
        WishRule::PriorityWithFloor => {
            texts.say("wish-rule-priority", &[("share", texts.percent(wishes.floor, 2).into())])
        }
        WishRule::None | WishRule::Weight => texts.say("wish-rule-weight", &[]),
    }
}

fn households(texts: &Texts, count: u32) -> String {
    texts.households(count)
}

fn figures(texts: &Texts, wished: &Wished) -> String {
    let (with, without) = (&wished.with, &wished.without);
    texts.say(
        "wish-figures",
        &[
            ("mean", mean(texts, with).into()),
            ("mean_without", mean(texts, without).into()),
            ("first", share(texts, with, with.first).into()),
            ("first_without", share(texts, without, without.first).into()),
            ("three", share(texts, with, with.top_three).into()),
            ("three_without", share(texts, without, without.top_three).into()),
            ("households", households(texts, with.ranking).into()),
        ],
    )
}

/// Mean rank.
pub(crate) fn mean(texts: &Texts, figures: &WishFigures) -> String {
    figures.mean_rank.map_or_else(|| texts.say("wish-nothing", &[]), |mean| texts.number(mean, 2))
}

/// So many of those who rank.
pub(crate) fn share(texts: &Texts, figures: &WishFigures, count: u32) -> String {
    if figures.ranking == 0 {
        return texts.say("wish-nothing", &[]);
    }
    texts.percent(f64::from(count) / f64::from(figures.ranking), 1)
}

fn exchanges(texts: &Texts, wished: &Wished) -> Option<String> {
    let longest = wished.exchanges.iter().map(|e| e.moves.len()).max()?;
    let cycles = wished.exchanges.iter().filter(|e| e.cycle).count();
    let chains = wished.exchanges.len() - cycles;
    let counts = [("cycles", cycles.into()), ("chains", chains.into()), ("longest", longest.into())];
    Some(texts.say("wish-exchanges", &counts))
}

fn turns(texts: &Texts, wished: &Wished) -> Option<String> {
    if wished.turns.is_empty() {
        return None;
    }
    let refused = wished.turns.iter().flat_map(|t| &t.refused);
    let proved = refused.clone().filter(|r| r.proved).count();
    let refused = refused.count();
    let counts = [
        ("turns", wished.turns.len().into()),
        ("refused", refused.into()),
        ("proved", proved.into()),
        ("open", (refused - proved).into()),
    ];
    Some(texts.say("wish-turns", &counts))
}

/// How a family sees a region.
pub(crate) fn standing(texts: &Texts, standing: Option<Standing>) -> String {
    match standing {
        Some(Standing::Rank(rank)) => texts.say("wish-standing-rank", &[("rank", rank.into())]),
        Some(Standing::Unranked) => texts.say("wish-standing-unranked", &[]),
        Some(Standing::Vetoed) => texts.say("wish-standing-vetoed", &[]),
        None => texts.say("wish-standing-waits", &[]),
    }
}
