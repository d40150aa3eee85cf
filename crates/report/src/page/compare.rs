//! `compare.html` and `what-if.html`: two plans side by side, what is proved of the difference, what prices foretold, a curve.
//!
//! No household stands in it: who goes elsewhere is counted, with the small-cell rule; the table of families is in the files.

use super::html::{Column, Table, figure, paragraph, paragraph_of};
use super::replay::{framed_under, reading, record};
use super::small::{Cell, cell};
use super::{Record, document, id};
use crate::compare::{
    FigureCell, FigureTable, WhatIfText, compare_tables, curve_table, curve_told, foretold, measured, moved, proved,
    sides,
};
use crate::svg::{Axes, Caption, Line, lines};
use crate::{Lang, Texts, assumption_lines};
use qonys_model::{Assumption, Comparison, Curve};
use std::collections::BTreeMap;

/// What the page shows.
#[derive(Clone, Copy)]
pub struct ComparePage<'a> {
    /// The two sides; `None` where only a curve is shown.
    pub comparison: &'a Comparison,
    /// Whether the sides differ at all: else only the curve is shown.
    pub with_sides: bool,
    /// In each language (Kazakh, Russian, English): what was changed.
    pub changed: &'a [Vec<String>; 3],
    /// What the prices foretold, and the curve.
    pub what_if: WhatIfText<'a>,
    /// Every number behind the values that nobody measured.
    pub assumptions: &'a [Assumption],
    /// Where the figures come from.
    pub record: &'a Record,
    /// The language that is shown first.
    pub first_language: Lang,
}

/// The whole page. The same input gives the same bytes.
#[must_use]
pub fn compare_html(page: &ComparePage<'_>) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let articles: String = texts.iter().map(|texts| article(texts, page)).collect();
    document(page.first_language, &title(page), &articles)
}

fn title(page: &ComparePage<'_>) -> String {
    let (a, b) = (&page.comparison.a, &page.comparison.b);
    if a.programme == b.programme { a.programme.clone() } else { format!("{} · {}", a.programme, b.programme) }
}

fn article(texts: &Texts, page: &ComparePage<'_>) -> String {
    let comparison = page.comparison;
    let mut banners = Vec::new();
    if comparison.a.synthetic || comparison.b.synthetic {
        banners.push(format!("{}. {}", texts.say("page-synthetic-title", &[]), texts.say("page-synthetic", &[])));
    }
    for side in [&comparison.a, &comparison.b] {
        if let (Some(by), Some(gap)) = (side.stopped, side.gap) {
            banners.push(format!("{}: {}", side.name, crate::summary::stopped(texts, by, gap)));
        }
    }
    banners.extend(measured(texts, comparison).filter(|_| page.with_sides));
    let is_change = page.what_if.forecast.is_some() || page.what_if.curve.is_some();
    let kicker = if is_change { "whatif-kicker" } else { "compare-kicker" };
    let changed = &page.changed[texts.lang().at()];
    let lead = if page.with_sides { sides(texts, comparison) } else { comparison.a.name.clone() };
    let mut sections = Vec::new();
    if page.with_sides {
        let tables = compare_tables(texts, comparison);
        let of = |name: &str| tables.iter().find(|table| table.name == name).map(table_html).unwrap_or_default();
        sections.push(("difference", "compare-s-difference", difference(texts, page, changed) + &of("totals")));
        sections.push(("policy", "compare-s-policy", of("policy")));
        sections.push(("regions", "compare-s-regions", of("regions")));
        sections.push(("prices", "compare-s-capacities", of("capacities")));
        sections.push(("openings", "compare-s-openings", of("openings")));
        sections.push(("groups", "compare-s-groups", small_groups(texts, comparison, &tables)));
        sections.push(("declared", "compare-s-declared", small_declared(texts, comparison, &tables) + &of("promises")));
        sections.push(("wishes", "compare-s-wishes", of("wishes")));
        sections.push(("moves", "compare-s-moves", flows(texts, comparison)));
    }
    if let Some(curve) = page.what_if.curve {
        sections.push(("curve", "whatif-s-curve", curve_html(texts, curve)));
    }
    let keys: &[&str] = if is_change { &READ_WHAT_IF } else { &READ };
    sections.push(("reading", "page-s-reading", reading(texts, keys)));
    sections.push(("assumptions", "page-s-assumptions", assumed(texts, page.assumptions)));
    sections.push(("record", "page-s-record", record(texts, page.record)));
    framed_under(kicker, texts, page.first_language, &title(page), &banners, &lead, &sections)
}

const READ: [&str; 4] = ["compare-read-1", "compare-read-2", "compare-read-3", "compare-read-4"];
const READ_WHAT_IF: [&str; 6] =
    ["compare-read-1", "compare-read-2", "compare-read-3", "compare-read-4", "whatif-read-1", "whatif-read-2"];

fn difference(texts: &Texts, page: &ComparePage<'_>, changed: &[String]) -> String {
    let mut out: String = changed.iter().map(|line| paragraph(line)).collect();
    out.push_str(&paragraph_of("proof", &proved(texts, page.comparison)));
    if let Some(forecast) = page.what_if.forecast {
        foretold(texts, page.comparison, forecast).iter().for_each(|line| out.push_str(&paragraph(line)));
    }
    moved(texts, page.comparison).iter().for_each(|line| out.push_str(&paragraph(line)));
    out
}

fn assumed(texts: &Texts, assumptions: &[Assumption]) -> String {
    let item = |line: String| format!("<li>{}</li>\n", crate::markup::escape(&line));
    let list: String = assumption_lines(texts, assumptions).into_iter().map(item).collect();
    format!("{}<ul>\n{list}</ul>\n", paragraph(&texts.say("page-assumptions-how", &[])))
}

/// Tables are told as words here: a table knows its language by its cells.
fn table_html(table: &FigureTable) -> String {
    Table {
        title: table.title.clone(),
        head: head(table),
        rows: table.rows.iter().map(|row| row.iter().map(|cell| told(table, cell)).collect()).collect(),
        total: false,
    }
    .html()
}

fn head(table: &FigureTable) -> Vec<(String, Column)> {
    let column = |at| if at < table.words { Column::Words } else { Column::Figures };
    table.head.iter().enumerate().map(|(at, name)| (name.clone(), column(at))).collect()
}

fn told(table: &FigureTable, cell: &FigureCell) -> String {
    cell.text(&Texts::new(table.lang))
}

/// Groups of fewer than five households are not broken down.
fn small_groups(texts: &Texts, comparison: &Comparison, tables: &[FigureTable]) -> String {
    let Some(table) = tables.iter().find(|table| table.name == "groups") else { return String::new() };
    let row = |(cells, group): (&Vec<FigureCell>, &qonys_model::GroupRow)| -> Vec<String> {
        let few = [group.a.households, group.b.households].iter().any(|n| matches!(cell(*n), Cell::Few));
        let shown = |(at, figure): (usize, &FigureCell)| {
            if at >= table.words && few { texts.say("page-few", &[]) } else { figure.text(texts) }
        };
        cells.iter().enumerate().map(shown).collect()
    };
    let rows = table.rows.iter().zip(&comparison.groups).map(row).collect();
    Table { title: table.title.clone(), head: head(table), rows, total: false }.html()
}

/// Declared groups of fewer than five households are not broken down either.
fn small_declared(texts: &Texts, comparison: &Comparison, tables: &[FigureTable]) -> String {
    let Some(table) = tables.iter().find(|table| table.name == "declared") else { return String::new() };
    let row = |(cells, group): (&Vec<FigureCell>, &qonys_model::DeclaredGroup)| -> Vec<String> {
        let few = [group.a, group.b].iter().flatten().any(|side| matches!(cell(side.households.into()), Cell::Few));
        let shown = |(at, figure): (usize, &FigureCell)| {
            if at >= table.words && few { texts.say("page-few", &[]) } else { figure.text(texts) }
        };
        cells.iter().enumerate().map(shown).collect()
    };
    let rows = table.rows.iter().zip(&comparison.declared).map(row).collect();
    Table { title: table.title.clone(), head: head(table), rows, total: false }.html()
}

/// How many households and persons go from where to where.
fn flows(texts: &Texts, comparison: &Comparison) -> String {
    if comparison.moves.is_empty() {
        return paragraph(&texts.say("compare-none-move", &[]));
    }
    let mut sums: BTreeMap<(&Option<String>, &Option<String>), u64> = BTreeMap::new();
    for moved in &comparison.moves {
        *sums.entry((&moved.from, &moved.to)).or_default() += 1;
    }
    let place = |region: &Option<String>| match region {
        None => texts.say("compare-waits", &[]),
        Some(key) => {
            let known = comparison.regions.iter().find(|row| row.region == *key);
            let name = known.map(|row| &row.names[texts.lang().at()]).filter(|name| !name.is_empty());
            name.unwrap_or(key).clone()
        }
    };
    let row = |((from, to), households): ((&Option<String>, &Option<String>), u64)| {
        let shown = match cell(households) {
            Cell::Shown(figure) => texts.count(figure),
            Cell::Few | Cell::Hidden => texts.say("page-few", &[]),
        };
        vec![place(from), place(to), shown]
    };
    let table = Table {
        title: texts.say("compare-s-moves", &[]),
        head: vec![
            (texts.say("compare-col-from", &[]), Column::Words),
            (texts.say("compare-col-to", &[]), Column::Words),
            (texts.say("compare-col-households", &[]), Column::Figures),
        ],
        rows: sums.into_iter().map(row).collect(),
        total: false,
    };
    paragraph(&texts.say("compare-moves-how", &[])) + &table.html()
}

/// The curve with the tangent and the bound beside it, and its table.
fn curve_html(texts: &Texts, curve: &Curve) -> String {
    let line = |key: &str, look: usize, of: &dyn Fn(&qonys_model::CurvePoint) -> Option<f64>| Line {
        name: texts.say(key, &[]),
        look,
        points: curve.points.iter().map(|point| of(point).unwrap_or(f64::NAN)).collect(),
    };
    let mut series = Vec::new();
    if !curve.measures().is_empty() {
        // only what lies on one scale can be drawn as one line
        series.push(line("whatif-line-by-start", 3, &|p| p.plan.and_then(|plan| plan.by_start)));
    } else {
        series.push(line("whatif-line-bound", 0, &|p| Some(p.at_most)));
        if curve.points.iter().any(|point| point.tangent.is_some()) {
            series.push(line("whatif-line-tangent", 1, &|p| p.tangent));
        }
        series.push(line("whatif-line-value", 3, &|p| p.plan.map(|plan| plan.value)));
    }
    let finite = || series.iter().flat_map(|l| &l.points).copied().filter(|v| v.is_finite());
    let (low, high) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = if low < high { (low, high) } else { (low - 0.5, low + 0.5) };
    let step = step((high - low) / 4.0);
    let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
    let count = ((high - low) / step).round() as usize;
    let decimals =
        if step >= 1.0 { 0 } else { (-libm::log10(step)).ceil().clamp(0.0, 6.0) as u8 + u8::from(step < 1.0) };
    let across = (0..=count).map(|n| low + step * n as f64).map(|v| (v, texts.number(v, decimals.min(4)))).collect();
    let last = curve.points.len().saturating_sub(1);
    let shown = |at: usize| {
        let number = curve.points[at].number;
        (at, texts.number(number, if number.fract() == 0.0 { 0 } else { 3 }))
    };
    let mut named: Vec<usize> = vec![0, last / 2, last];
    named.dedup();
    let axes = Axes { low, high, across, below: named.into_iter().map(shown).collect() };
    let title = format!("{}: {}", texts.say("whatif-s-curve", &[]), curve.what);
    let told = curve_told(texts, curve);
    let caption = Caption { id: &id(texts.lang(), "curve-chart"), title: &title, desc: &told };
    let chart = figure("chart", &title, &lines(&caption, &axes, &series, &[]));
    let table = curve_table(texts, curve);
    paragraph(&told) + &chart + &table_html(&table)
}

/// A step of few digits near a length.
fn step(length: f64) -> f64 {
    let unit = libm::pow(10.0, libm::log10(length).floor());
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|n| n * unit).find(|s| *s >= length * 0.999).unwrap_or(10.0 * unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup_check::well_formed;
    use qonys_model::{
        ByMeasures, CapacityRow, CapacitySide, CurvePlan, CurvePoint, DeclaredGroup, DeclaredWishes, FairnessRule,
        Forecast, ForecastTerm, GroupCount, GroupKind, GroupRow, GroupSide, MeasureKey, Move, PromiseSide, RegionRow,
        SideFigures, WishFigures, WishRule, WishSide,
    };

    const HOSTILE: &str = "<b>\"A\" & 'b'</b>\u{202e}";

    fn side(value: f64) -> SideFigures {
        let heads = GroupCount { households: 40, persons: 99, placed_households: 33, placed_persons: 80, value };
        SideFigures {
            name: HOSTILE.to_owned(),
            programme: HOSTILE.to_owned(),
            synthetic: true,
            heads,
            value,
            bound: Some(value + 0.01),
            gap: Some(0.0005),
            ..SideFigures::default()
        }
    }

    fn comparison() -> Comparison {
        let names = [String::new(), HOSTILE.to_owned(), "East".to_owned()];
        let capacity = |price| Some(CapacitySide { places: 30, minimum: 0, used: 29, price: Some(price) });
        let group = |n| GroupCount { households: n, persons: n, placed_households: n, placed_persons: n, value: 0.5 };
        let row = |key: &str, n| GroupRow { kind: GroupKind::Origin, key: Some(key.into()), a: group(n), b: group(n) };
        let moved = |n: usize| Move {
            household: format!("SECRET-{n}"),
            persons: 2,
            from: Some("KZ-63".into()),
            to: n.is_multiple_of(2).then(|| "KZ-55".into()),
            worth_a: 0.25,
            worth_b: 0.5,
        };
        let tile = None;
        let declared = |name: &str, households| {
            let mean_promised = Some(0.25);
            let side =
                GroupSide { households, mean: 0.5, mean_default: 0.125, mean_promised, kept: Some(true), price: 0.5 };
            DeclaredGroup { name: name.into(), a: None, b: Some(side) }
        };
        let promise =
            PromiseSide { rule: FairnessRule::Floor, cost: Some(0.5), worse_off: 3, worse_off_at_most: Some(4) };
        let figures =
            WishFigures { value: 19.0, ranking: 30, first: 10, top_three: 20, ranked: 21, mean_rank: Some(2.5) };
        let wishes =
            WishSide { rule: WishRule::TradeUp, figures, better: Some(5), worse: Some(0), given_up: Some(0.5) };
        Comparison {
            a: side(20.0),
            b: side(20.005),
            policy: Vec::new(),
            regions: vec![RegionRow {
                region: "KZ-63".into(),
                names: names.clone(),
                tile,
                a: Some((9, 22)),
                b: Some((4, 9)),
            }],
            capacities: vec![CapacityRow {
                region: "KZ-63".into(),
                names,
                capacity: HOSTILE.into(),
                a: capacity(0.5),
                b: capacity(0.25),
            }],
            openings: Vec::new(),
            measures: Vec::new(),
            by_measures: None,
            declared: vec![declared(HOSTILE, 31), declared("few", 3)],
            promises: [None, Some(promise)],
            wishes: Some(DeclaredWishes { a: wishes, b: wishes, better: 7, worse: 2 }),
            groups: vec![row(HOSTILE, 31), row("MN", 3)],
            moves: (0..14).map(moved).chain([Move { to: Some("KZ-71".into()), ..moved(99) }]).collect(),
            only_a: vec!["SECRET-a".into()],
            only_b: Vec::new(),
        }
    }

    fn curve() -> Curve {
        let plan = |value| CurvePlan {
            value,
            by_start: Some(value),
            bound: value,
            gap: 0.0,
            placed_persons: 80,
            waiting_households: 3,
            price: Some(0.5),
            moved: 7,
        };
        let point = |n: u32, plan| CurvePoint {
            setting: format!("x+{n}"),
            number: f64::from(n),
            measures: Vec::new(),
            plan,
            tangent: Some(20.0 + f64::from(n)),
            at_most: if plan.is_some() { 21.0 + f64::from(n) } else { f64::NAN },
        };
        Curve {
            what: HOSTILE.to_owned(),
            points: vec![point(0, Some(plan(20.0))), point(5, None), point(10, Some(plan(24.0)))],
        }
    }

    fn page(first_language: Lang) -> String {
        let (comparison, curve) = (comparison(), curve());
        let term = ForecastTerm { what: HOSTILE.into(), change: 5.0, price: 0.5 };
        let forecast =
            Forecast { terms: vec![term], by_prices: 2.5, unpriced: 2, further: true, by_turn: true, at_most: 3.0 };
        let record = Record { version: "0".into(), ..Record::default() };
        compare_html(&ComparePage {
            comparison: &comparison,
            with_sides: true,
            changed: &[vec![HOSTILE.into()], vec![HOSTILE.into()], vec![HOSTILE.into()]],
            what_if: WhatIfText { changed: &[], forecast: Some(&forecast), curve: Some(&curve) },
            assumptions: &[],
            record: &record,
            first_language,
        })
    }

    #[test]
    fn is_well_formed_in_three_languages_and_names_no_family() {
        for lang in Lang::ALL {
            let page = page(lang);
            let seen = well_formed(page.strip_prefix("<!DOCTYPE html>\n").expect("a page"));
            assert!(seen.references.iter().all(|id| seen.ids.contains(id)), "every link leads somewhere");
            assert!(!page.contains("SECRET") && !page.contains("<b>") && !page.contains('\u{202e}'));
            assert!(!page.contains("script"));
        }
    }

    #[test]
    fn small_flows_and_groups_are_not_counted() {
        let page = page(Lang::En);
        let few = crate::markup::escape(&Texts::new(Lang::En).say("page-few", &[]));
        // seven wait, seven go to one region, one to another: only the last is too few
        assert!(page.contains("<bdi>7</bdi>") && page.contains(&format!("<bdi>{few}</bdi>")));
        assert!(!page.contains("<bdi>3</bdi></td><td class=\"num\"><bdi>3</bdi>"), "the group of three is hidden");
    }

    #[test]
    fn a_difference_within_the_gaps_is_said_to_be_open() {
        let texts = Texts::new(Lang::En);
        assert!(proved(&texts, &comparison()).starts_with("Not proved"));
        let far = Comparison { b: side(21.0), ..comparison() };
        assert!(proved(&texts, &far).contains("worth more"));
        let less = Comparison { b: side(19.0), ..comparison() };
        assert!(proved(&texts, &less).contains("worth less"));
    }

    #[test]
    fn worths_on_two_scales_have_no_difference_and_no_proof() {
        let by_measures = Some(ByMeasures { by_a: [20.0, 18.0], by_b: [22.0, 25.0] });
        let measures = vec![MeasureKey::Kin, MeasureKey::Rates];
        let other = Comparison { a: side(20.0), b: side(25.0), measures, by_measures, ..comparison() };
        assert_eq!((other.proof(), other.range()), (qonys_model::Proof::OtherMeasure, None));
        for texts in Lang::ALL.map(Texts::new) {
            let text = crate::compare_summary(&texts, &other, &WhatIfText::default());
            assert!(!text.contains(&texts.signed(5.0, 4)), "{text}");
            assert!(text.contains(&texts.number(18.0, 4)) && text.contains(&texts.number(22.0, 4)), "{text}");
            assert!(!text.contains("compare-") && !text.contains("{$"), "{text}");
        }
        let text = crate::compare_summary(&Texts::new(Lang::En), &other, &WhatIfText::default());
        assert!(!text.contains("Proved") && text.contains("measure worth differently"), "{text}");
    }
}
