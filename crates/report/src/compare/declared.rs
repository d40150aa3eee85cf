//! The tables of what the policies declare: groups, promises, wishes.

use super::tables::{FigureCell, FigureTable, number, text, whole};
use crate::Texts;
use qonys_model::{Comparison, FairnessRule, GroupSide, PromiseSide, WishRule, WishSide};

/// The groups that either policy names: what a household of them has on the mean, and what it is promised.
pub(super) fn groups(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = [
        "compare-col-group",
        "compare-col-each-a",
        "compare-col-each-b",
        "compare-col-default-a",
        "compare-col-default-b",
        "compare-col-promised-a",
        "compare-col-promised-b",
        "compare-col-kept-a",
        "compare-col-kept-b",
        "compare-col-promise-price-a",
        "compare-col-promise-price-b",
    ];
    let mut table = FigureTable::new(texts, "declared", "compare-s-declared", &head, 1);
    for row in &comparison.declared {
        let of = |side: Option<GroupSide>, get: fn(GroupSide) -> Option<f64>| number(side.and_then(get), 3);
        let kept = |side: Option<GroupSide>| match side.and_then(|side| side.kept) {
            None => FigureCell::None,
            Some(kept) => text(texts.say(if kept { "compare-kept" } else { "compare-not-kept" }, &[])),
        };
        let price = |side: Option<GroupSide>| number(side.filter(|s| s.mean_promised.is_some()).map(|s| s.price), 3);
        table.row(
            row.a != row.b,
            vec![
                text(&row.name),
                of(row.a, |s| Some(s.mean)),
                of(row.b, |s| Some(s.mean)),
                of(row.a, |s| Some(s.mean_default)),
                of(row.b, |s| Some(s.mean_default)),
                of(row.a, |s| s.mean_promised),
                of(row.b, |s| s.mean_promised),
                kept(row.a),
                kept(row.b),
                price(row.a),
                price(row.b),
            ],
        );
    }
    table
}

/// What each policy promises, and what that costs.
pub(super) fn promises(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = ["compare-col-figure", "compare-col-a", "compare-col-b", "compare-col-difference"];
    let mut table = FigureTable::new(texts, "promises", "compare-s-promises", &head, 1);
    let [a, b] = &comparison.promises;
    if a.is_none() && b.is_none() {
        return table;
    }
    let rule = |side: &Option<PromiseSide>| {
        let key = side.map(|side| match side.rule {
            FairnessRule::None => "compare-rule-none",
            FairnessRule::Floor => "compare-rule-floor",
            FairnessRule::Proportional => "compare-rule-proportional",
            FairnessRule::MaxMin => "compare-rule-max-min",
        });
        key.map_or(FigureCell::None, |key| text(texts.say(key, &[])))
    };
    table.row(a != b, vec![text(texts.say("compare-promise-rule", &[])), rule(a), rule(b), FigureCell::None]);
    let cost = |side: &Option<PromiseSide>| side.and_then(|side| side.cost);
    let cells = vec![text(texts.say("compare-promise-cost", &[])), number(cost(a), 4), number(cost(b), 4)];
    table.row(cost(a) != cost(b), cells.into_iter().chain([FigureCell::None]).collect());
    let mut counts = |key: &str, of: fn(&PromiseSide) -> Option<u32>| {
        let [in_a, in_b] = [a, b].map(|side| side.as_ref().and_then(of));
        row(&mut table, texts.say(key, &[]), in_a.map(f64::from), in_b.map(f64::from), 0);
    };
    counts("compare-worse-off", |side| Some(side.worse_off));
    counts("compare-worse-off-at-most", |side| side.worse_off_at_most);
    table
}

/// How both plans serve wishes.
pub(super) fn wishes(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = ["compare-col-figure", "compare-col-a", "compare-col-b", "compare-col-difference"];
    let mut table = FigureTable::new(texts, "wishes", "compare-s-wishes", &head, 1);
    let Some(wishes) = comparison.wishes else { return table };
    let (a, b) = (wishes.a, wishes.b);
    let rule = |side: WishSide| {
        let key = match side.rule {
            WishRule::None => "compare-wish-none",
            WishRule::Weight => "compare-wish-weight",
            WishRule::TradeUp => "compare-wish-trade-up",
            WishRule::PriorityWithFloor => "compare-wish-priority",
        };
        text(texts.say(key, &[]))
    };
    table.row(a.rule != b.rule, vec![text(texts.say("compare-wish-rule", &[])), rule(a), rule(b), FigureCell::None]);
    let mut add = |key: &str, of: fn(&WishSide) -> Option<f64>, decimals: u8| {
        row(&mut table, texts.say(key, &[]), of(&a), of(&b), decimals);
    };
    add("compare-wish-ranking", |s| Some(s.figures.ranking.into()), 0);
    add("compare-wish-first", |s| Some(s.figures.first.into()), 0);
    add("compare-wish-top-three", |s| Some(s.figures.top_three.into()), 0);
    add("compare-wish-mean", |s| s.figures.mean_rank, 2);
    add("compare-wish-better", |s| s.better.map(f64::from), 0);
    add("compare-wish-worse", |s| s.worse.map(f64::from), 0);
    add("compare-wish-given-up", |s| s.given_up, 4);
    for (key, count) in [("compare-wish-better-in-b", wishes.better), ("compare-wish-worse-in-b", wishes.worse)] {
        table.row(count > 0, vec![text(texts.say(key, &[])), FigureCell::None, whole(count.into()), FigureCell::None]);
    }
    table
}

/// A figure of both sides; one that neither has is left out.
fn row(table: &mut FigureTable, name: String, a: Option<f64>, b: Option<f64>, decimals: u8) {
    if a.is_none() && b.is_none() {
        return;
    }
    let difference = a.zip(b).map(|(a, b)| b - a);
    let signed = difference.map_or(FigureCell::None, |difference| FigureCell::Signed(difference, decimals));
    table.row(a != b, vec![text(name), number(a, decimals), number(b, decimals), signed]);
}
