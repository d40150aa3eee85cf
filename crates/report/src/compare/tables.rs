//! The tables of a comparison, typed: a screen, a page and a workbook show the same.

use super::declared;
use crate::{Lang, Texts};
use qonys_model::{
    CapacitySide, Comparison, Curve, GroupCount, GroupKind, GroupRow, Move, Occupation, OpeningSide, SideFigures,
};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureCell {
    /// Nothing to show.
    None,
    /// Words.
    Text(String),
    /// A number with so many decimals.
    Number(f64, u8),
    /// A difference with so many decimals.
    Signed(f64, u8),
    /// A share of one.
    Share(f64),
}

impl FigureCell {
    /// As the language writes it.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        match self {
            Self::None => "–".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Number(number, decimals) => texts.number(*number, *decimals),
            Self::Signed(number, decimals) => texts.signed(*number, *decimals),
            Self::Share(share) => texts.percent(*share, 3),
        }
    }
}

/// A table: the first `words` columns are words.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTable {
    /// Name in files: `totals`, `policy`, `regions`, `capacities`, `openings`, `groups`, `declared`, `promises`, `wishes`,
    /// `moves`, `curve`.
    pub name: &'static str,
    /// Language of its words.
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// Headers.
    pub head: Vec<String>,
    /// Columns of words.
    pub words: usize,
    /// Rows.
    pub rows: Vec<Vec<FigureCell>>,
    /// For each row whether the two sides differ in it.
    pub differs: Vec<bool>,
}

impl FigureTable {
    /// The rows in which the sides differ; all rows of the totals, and of what the policies declare.
    pub fn differing(&self) -> impl Iterator<Item = &Vec<FigureCell>> {
        self.rows
            .iter()
            .zip(&self.differs)
            .filter(|(_, differs)| **differs || matches!(self.name, "totals" | "declared" | "promises" | "wishes"))
            .map(|(row, _)| row)
    }

    pub(super) fn new(texts: &Texts, name: &'static str, title: &str, head: &[&str], words: usize) -> Self {
        let head = head.iter().map(|key| texts.say(key, &[])).collect();
        Self {
            name,
            lang: texts.lang(),
            title: texts.say(title, &[]),
            head,
            words,
            rows: Vec::new(),
            differs: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, differs: bool, cells: Vec<FigureCell>) {
        self.rows.push(cells);
        self.differs.push(differs);
    }
}

pub(super) fn whole(number: u64) -> FigureCell {
    FigureCell::Number(number as f64, 0)
}

pub(super) fn text(text: impl Into<String>) -> FigureCell {
    FigureCell::Text(text.into())
}

pub(super) fn number(number: Option<f64>, decimals: u8) -> FigureCell {
    number.map_or(FigureCell::None, |number| FigureCell::Number(number, decimals))
}

/// Prices closer than this are the same to a reader.
const SAME_PRICE: f64 = 5e-5;

fn named(texts: &Texts, names: &[String; 3], key: &str) -> String {
    let name = &names[texts.lang().at()];
    if name.is_empty() { key.to_owned() } else { name.clone() }
}

/// The tables of a comparison, those without rows left out.
#[must_use]
pub fn compare_tables(texts: &Texts, comparison: &Comparison) -> Vec<FigureTable> {
    let tables = [
        totals(texts, comparison),
        policy(texts, comparison),
        regions(texts, comparison),
        capacities(texts, comparison),
        openings(texts, comparison),
        groups(texts, comparison),
        declared::groups(texts, comparison),
        declared::promises(texts, comparison),
        declared::wishes(texts, comparison),
        moves(texts, comparison),
    ];
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn totals(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = ["compare-col-figure", "compare-col-a", "compare-col-b", "compare-col-difference"];
    let mut table = FigureTable::new(texts, "totals", "compare-s-totals", &head, 1);
    let (a, b) = (&comparison.a, &comparison.b);
    let mut add = |key: &str, of: &dyn Fn(&SideFigures) -> Option<f64>, decimals: u8| {
        let (in_a, in_b) = (of(a), of(b));
        // worths of two measures do not lie on one scale
        let own = ["figure-value", "figure-value-scores", "compare-value", "figure-bound"].contains(&key);
        let difference = in_a.zip(in_b).map(|(a, b)| b - a).filter(|_| comparison.one_scale() || !own);
        let signed = difference.map_or(FigureCell::None, |d| FigureCell::Signed(d, decimals));
        let cells = vec![text(texts.say(key, &[])), number(in_a, decimals), number(in_b, decimals), signed];
        table.row(difference.is_some_and(|d| d != 0.0), cells);
    };
    let parted = [a, b].iter().any(|side| side.parts.kin != 0.0 || side.parts.wish != 0.0);
    let scored = a.scored && b.scored;
    let value = match (scored, parted) {
        (_, true) => "compare-value",
        (true, false) => "figure-value-scores",
        (false, false) => "figure-value",
    };
    add(value, &|s| Some(s.value), 4);
    if parted || !comparison.one_scale() {
        add(if scored { "compare-part-scores" } else { "compare-part-work" }, &|s| Some(s.parts.work), 4);
        add("compare-part-kin", &|s| Some(s.parts.kin), 4);
        add("compare-part-wish", &|s| Some(s.parts.wish), 4);
    }
    add("figure-bound", &|s| s.bound, 4);
    add("figure-households", &|s| Some(s.heads.households as f64), 0);
    add("figure-placed-households", &|s| Some(s.heads.placed_households as f64), 0);
    add("figure-placed-persons", &|s| Some(s.heads.placed_persons as f64), 0);
    add("figure-waiting-households", &|s| Some(s.heads.waiting_households() as f64), 0);
    add("figure-waiting-persons", &|s| Some(s.heads.waiting_persons() as f64), 0);
    add("figure-wanted", &|s| Some(s.openings_wanted as f64), 0);
    add("figure-filled", &|s| Some(s.openings_filled as f64), 0);
    if a.given || b.given {
        add("compare-violations", &|s| Some(s.violations as f64), 0);
    }
    if let Some(by) = comparison.by_measures {
        for (key, [of_a, of_b]) in [("compare-by-a", by.by_a), ("compare-by-b", by.by_b)] {
            let signed = FigureCell::Signed(of_b - of_a, 4);
            let cells = vec![text(texts.say(key, &[])), number(Some(of_a), 4), number(Some(of_b), 4), signed];
            table.row(of_a != of_b, cells);
        }
    }
    let share = |gap: Option<f64>| gap.map_or(FigureCell::None, FigureCell::Share);
    table.row(false, vec![text(texts.say("figure-gap", &[])), share(a.gap), share(b.gap), FigureCell::None]);
    table
}

fn policy(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = ["compare-col-key", "compare-col-a", "compare-col-b"];
    let mut table = FigureTable::new(texts, "policy", "compare-s-policy", &head, 3);
    let side = |value: &Option<String>| value.as_ref().map_or(FigureCell::None, text);
    for row in &comparison.policy {
        table.row(true, vec![text(&row.key), side(&row.a), side(&row.b)]);
    }
    table
}

fn regions(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = ["compare-col-region", "compare-col-persons-a", "compare-col-persons-b", "compare-col-difference"];
    let mut table = FigureTable::new(texts, "regions", "compare-s-regions", &head, 1);
    for row in &comparison.regions {
        let persons = |side: Option<(u64, u64)>| side.map_or(FigureCell::None, |(_, persons)| whole(persons));
        let difference = row.b.unwrap_or_default().1 as f64 - row.a.unwrap_or_default().1 as f64;
        let name = named(texts, &row.names, &row.region);
        table.row(row.a != row.b, vec![text(name), persons(row.a), persons(row.b), FigureCell::Signed(difference, 0)]);
    }
    table
}

fn capacities(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = [
        "compare-col-region",
        "compare-col-capacity",
        "compare-col-places-a",
        "compare-col-places-b",
        "compare-col-used-a",
        "compare-col-used-b",
        "compare-col-price-a",
        "compare-col-price-b",
    ];
    let mut table = FigureTable::new(texts, "capacities", "compare-s-capacities", &head, 2);
    for row in &comparison.capacities {
        let of = |side: Option<CapacitySide>, get: fn(CapacitySide) -> u32| {
            side.map_or(FigureCell::None, |side| whole(get(side).into()))
        };
        let price = |side: Option<CapacitySide>| side.and_then(|side| side.price);
        let counts = |side: Option<CapacitySide>| side.map(|s| (s.places, s.minimum, s.used));
        let differs = counts(row.a) != counts(row.b) || differ(price(row.a), price(row.b));
        table.row(
            differs,
            vec![
                text(named(texts, &row.names, &row.region)),
                text(texts.say("capacity-name", &[("name", (&row.capacity).into())])),
                of(row.a, |s| s.places),
                of(row.b, |s| s.places),
                of(row.a, |s| s.used),
                of(row.b, |s| s.used),
                number(price(row.a), 4),
                number(price(row.b), 4),
            ],
        );
    }
    table
}

fn differ(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).is_some_and(|(a, b)| (a - b).abs() > SAME_PRICE)
}

fn openings(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = [
        "compare-col-region",
        "compare-col-occupation",
        "compare-col-wanted-a",
        "compare-col-wanted-b",
        "compare-col-filled-a",
        "compare-col-filled-b",
        "compare-col-price-a",
        "compare-col-price-b",
    ];
    let mut table = FigureTable::new(texts, "openings", "compare-s-openings", &head, 2);
    for row in &comparison.openings {
        let of = |side: Option<OpeningSide>, get: fn(OpeningSide) -> u32| {
            side.map_or(FigureCell::None, |side| whole(get(side).into()))
        };
        let price = |side: Option<OpeningSide>| side.and_then(|side| side.price);
        let counts = |side: Option<OpeningSide>| side.map(|s| (s.openings, s.filled));
        let name = Occupation::parse(&row.occupation).map_or_else(|_| row.occupation.clone(), |o| texts.occupation(o));
        let differs = counts(row.a) != counts(row.b) || differ(price(row.a), price(row.b));
        table.row(
            differs,
            vec![
                text(named(texts, &row.names, &row.region)),
                text(format!("{name} ({})", row.occupation)),
                of(row.a, |s| s.openings),
                of(row.b, |s| s.openings),
                of(row.a, |s| s.filled),
                of(row.b, |s| s.filled),
                number(price(row.a), 4),
                number(price(row.b), 4),
            ],
        );
    }
    table
}

/// The name of a group.
pub(crate) fn group(texts: &Texts, row: &GroupRow) -> [String; 2] {
    let (kind, said) = match row.kind {
        GroupKind::Stream => ("compare-by-stream", row.key.as_ref().map(|key| texts.stream(key))),
        GroupKind::Origin => ("compare-by-origin", row.key.clone()),
        GroupKind::Priority => ("compare-by-priority", row.key.clone()),
        GroupKind::Size => (
            "compare-by-size",
            row.key
                .as_ref()
                .map(|key| if *key == qonys_model::LARGE.to_string() { format!("{key}+") } else { key.clone() }),
        ),
    };
    [texts.say(kind, &[]), said.unwrap_or_else(|| texts.say("compare-not-said", &[]))]
}

fn groups(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = [
        "compare-col-by",
        "compare-col-group",
        "compare-col-households-b",
        "compare-col-placed-a",
        "compare-col-placed-b",
        "compare-col-mean-a",
        "compare-col-mean-b",
    ];
    let mut table = FigureTable::new(texts, "groups", "compare-s-groups", &head, 2);
    for row in &comparison.groups {
        let [kind, name] = group(texts, row);
        let mean =
            |g: &GroupCount| if g.placed_households == 0 { FigureCell::None } else { FigureCell::Number(g.mean(), 3) };
        let same = |g: &GroupCount| (g.households, g.placed_households, (g.mean() * 1e6).round() as i64);
        table.row(
            same(&row.a) != same(&row.b),
            vec![
                text(kind),
                text(name),
                whole(row.b.households),
                whole(row.a.placed_households),
                whole(row.b.placed_households),
                mean(&row.a),
                mean(&row.b),
            ],
        );
    }
    table
}

fn moves(texts: &Texts, comparison: &Comparison) -> FigureTable {
    let head = [
        "compare-col-household",
        "compare-col-from",
        "compare-col-to",
        "compare-col-persons",
        "compare-col-worth-a",
        "compare-col-worth-b",
        "compare-col-difference",
    ];
    let mut table = FigureTable::new(texts, "moves", "compare-s-moves", &head, 3);
    let place = |region: &Option<String>| match region {
        None => texts.say("compare-waits", &[]),
        Some(key) => {
            let known = comparison.regions.iter().find(|row| row.region == *key);
            known.map_or_else(|| key.clone(), |row| named(texts, &row.names, key))
        }
    };
    for row in &comparison.moves {
        let Move { household, persons, from, to, worth_a, worth_b } = row;
        table.row(
            true,
            vec![
                text(household),
                text(place(from)),
                text(place(to)),
                whole((*persons).into()),
                FigureCell::Number(*worth_a, 3),
                FigureCell::Number(*worth_b, 3),
                match comparison.one_scale() {
                    true => FigureCell::Signed(worth_b - worth_a, 3),
                    false => FigureCell::None,
                },
            ],
        );
    }
    table
}

/// The table of a curve. Where a step measures worth differently from the starting point, each plan by the measure of that stands
/// instead of what prices say, which is on another scale.
#[must_use]
pub fn curve_table(texts: &Texts, curve: &Curve) -> FigureTable {
    let one_scale = curve.measures().is_empty();
    let [by_prices, at_most] = match one_scale {
        true => ["whatif-col-tangent", "whatif-col-at-most"].map(Some),
        false => [Some("whatif-col-by-start"), None],
    };
    let head = [
        Some("whatif-col-number"),
        Some(if one_scale { "whatif-col-value" } else { "whatif-col-value-own" }),
        Some(if one_scale { "whatif-col-bound" } else { "whatif-col-bound-own" }),
        by_prices,
        at_most,
        Some("whatif-col-placed"),
        Some("whatif-col-waiting"),
        Some("whatif-col-price"),
        Some("whatif-col-moved"),
    ];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    let mut table = FigureTable::new(texts, "curve", "whatif-s-curve", &head, 1);
    table.title = format!("{}: {}", table.title, curve.what);
    for point in &curve.points {
        let plan = point.plan;
        let count = |get: fn(qonys_model::CurvePlan) -> u64| plan.map_or(FigureCell::None, |plan| whole(get(plan)));
        let decimals = if point.number.fract() == 0.0 { 0 } else { 3 };
        let mut cells = vec![
            FigureCell::Number(point.number, decimals),
            number(plan.map(|p| p.value), 4),
            number(plan.map(|p| p.bound), 4),
        ];
        match one_scale {
            true => cells.extend([number(point.tangent, 4), FigureCell::Number(point.at_most, 4)]),
            false => cells.push(number(plan.and_then(|p| p.by_start), 4)),
        }
        cells.extend([
            count(|p| p.placed_persons),
            count(|p| p.waiting_households),
            number(plan.and_then(|p| p.price), 4),
            count(|p| p.moved),
        ]);
        table.row(true, cells);
    }
    table
}
