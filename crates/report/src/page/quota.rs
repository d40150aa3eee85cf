//! `quota.html`: what a key gives, region by region, with what each term contributes.

use super::html::{Column, Table, figure, heading, paragraph};
use super::replay::{framed_under, reading, record};
use super::{Record, document, id};
use crate::quota::{held, holds, remarks, signed, signed_part, title, weight};
use crate::svg::{Caption, StackedRow, Tile, TileAmount, stacked_bars, tile_map};
use crate::{Lang, Texts};
use qonys_model::{Quota, QuotaLevel, QuotaRow};

/// Bars that a chart has at the most; a level with more regions has its table alone.
const MOST_BARS: usize = 60;

/// The whole page. The same input gives the same bytes.
#[must_use]
pub fn quota_html(quota: &Quota, made: &Record, first_language: Lang) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let articles: String = texts.iter().map(|texts| article(texts, quota, made, first_language)).collect();
    document(first_language, &title(&texts[first_language.at()], quota.last()), &articles)
}

fn article(texts: &Texts, quota: &Quota, made: &Record, first: Lang) -> String {
    let banners: Vec<String> = quota.synthetic.then(|| texts.say("quota-synthetic", &[])).into_iter().collect();
    let sections = [
        ("places", "quota-s-places", each(texts, quota, |level, at| places(texts, quota, level, at))),
        ("map", "quota-s-map", map(texts, quota.last())),
        ("terms", "quota-s-terms", each(texts, quota, |level, at| terms(texts, level, at))),
        ("formula", "quota-s-formula", each(texts, quota, |level, _| formula(texts, level))),
        ("reading", "page-s-reading", reading(texts, &READ)),
        ("record", "page-s-record", record(texts, made)),
    ];
    let lead = texts.say("quota-lead", &[]);
    framed_under("quota-kicker", texts, first, &title(texts, quota.last()), &banners, &lead, &sections)
}

/// How to read the page.
const READ: [&str; 5] = ["quota-read-1", "quota-read-2", "quota-read-3", "quota-read-4", "quota-read-5"];

/// Something of every level; with a heading where there are several.
fn each(texts: &Texts, quota: &Quota, of: impl Fn(&QuotaLevel, usize) -> String) -> String {
    let level = |(at, level): (usize, &QuotaLevel)| {
        let head = if quota.levels.len() > 1 { heading(&title(texts, level)) } else { String::new() };
        head + &of(level, at)
    };
    quota.levels.iter().enumerate().map(level).collect()
}

fn name<'l>(texts: &Texts, row: &'l QuotaRow) -> &'l str {
    row.region.name(texts.lang().at())
}

fn places(texts: &Texts, quota: &Quota, level: &QuotaLevel, at: usize) -> String {
    let above = at.checked_sub(1).map(|above| &quota.levels[above]);
    let mut head = vec![(texts.say("page-col-region", &[]), Column::Words)];
    head.extend(above.map(|_| (texts.say("quota-col-within", &[]), Column::Words)));
    head.push((texts.say("quota-col-places", &[]), Column::Figures));
    head.push((texts.say("quota-col-share", &[]), Column::Figures));
    if level.compared {
        head.extend(["quota-col-in-force", "quota-col-change"].map(|key| (texts.say(key, &[]), Column::Figures)));
    }
    // places of two totals are compared by their shares
    let rescaled = level.compared && level.in_force() > 0 && level.in_force() != level.total;
    head.extend(rescaled.then(|| (texts.say("quota-col-share-in-force", &[]), Column::Figures)));
    head.extend(holds(level).then(|| (texts.say("quota-col-held", &[]), Column::Figures)));
    let (all, all_in_force) = (level.total.max(1) as f64, level.in_force().max(1) as f64);
    let row = |row: &QuotaRow| {
        let mut cells = vec![name(texts, row).to_owned()];
        cells.extend(above.map(|a| row.region.parent.map_or("", |p| name(texts, &a.rows[p])).to_owned()));
        cells.push(texts.count(row.places));
        cells.push(texts.percent(row.places as f64 / all, 2));
        if level.compared {
            cells.push(row.in_force.map_or_else(String::new, |q| texts.count(q)));
            cells.push(row.change().map_or_else(String::new, |c| signed(texts, c)));
        }
        if rescaled {
            cells.push(row.in_force.map_or_else(String::new, |q| texts.percent(q as f64 / all_in_force, 2)));
        }
        cells.extend(holds(level).then(|| held(texts, row)));
        cells
    };
    let mut rows: Vec<Vec<String>> = level.rows.iter().map(row).collect();
    let mut sum = vec![texts.say("quota-sum", &[])];
    sum.extend(above.map(|_| String::new()));
    sum.extend([texts.count(level.total), texts.percent(if level.total > 0 { 1.0 } else { 0.0 }, 2)]);
    if level.compared {
        let change = level.total as i64 - level.in_force() as i64;
        sum.extend([texts.count(level.in_force()), signed(texts, change)]);
    }
    sum.extend(rescaled.then(|| texts.percent(1.0, 2)));
    sum.extend(holds(level).then(String::new));
    rows.push(sum);
    let distance = level.distance().map(|d| {
        let args = [("share", (100.0 * d, 1).into()), ("then", crate::Arg::Count(level.in_force()))];
        paragraph(&texts.say("quota-distance", &args))
    });
    let table = Table { title: texts.say("quota-s-places", &[]), head, rows, total: true };
    distance.unwrap_or_default() + &table.html()
}

fn map(texts: &Texts, level: &QuotaLevel) -> String {
    if level.rows.iter().all(|row| row.region.tile.is_none()) {
        return String::new();
    }
    let most = level.rows.iter().map(|row| row.places).max().unwrap_or(0).max(1) as f64;
    let tile = |row: &QuotaRow| Tile {
        place: row.region.tile,
        name: name(texts, row).to_owned(),
        amount: Some(TileAmount {
            share: Some(row.places as f64 / most),
            text: texts.count(row.places),
            of: row.change().map_or_else(String::new, |c| signed(texts, c)),
            on_phone: row.change().is_some(),
        }),
        price: None,
    };
    let tiles: Vec<Tile> = level.rows.iter().map(tile).collect();
    let key = if level.compared { "quota-map-how-compared" } else { "quota-map-how" };
    let (name, how) = (texts.say("quota-s-map", &[]), texts.say(key, &[]));
    let caption = Caption { id: &id(texts.lang(), "quota-map"), title: &name, desc: &how };
    figure("chart map", &how, &tile_map(&caption, &tiles))
}

fn terms(texts: &Texts, level: &QuotaLevel, at: usize) -> String {
    let lang = texts.lang().at();
    let names: Vec<String> = level.terms.iter().map(|t| t.name.at(lang).to_owned()).collect();
    let title = texts.say("quota-chart", &[]);
    let mut out = String::new();
    if level.rows.len() <= MOST_BARS {
        let bar = |row: &QuotaRow| StackedRow {
            label: name(texts, row).to_owned(),
            parts: row.parts.clone(),
            text: texts.number(row.entitled(), 1),
        };
        let bars: Vec<StackedRow> = level.rows.iter().map(bar).collect();
        let top = level.rows.iter().map(QuotaRow::entitled).fold(0.0, f64::max);
        let desc = texts.say("quota-chart-desc", &[]);
        let caption = Caption { id: &id(texts.lang(), &format!("quota-terms-{at}")), title: &title, desc: &desc };
        out += &figure("chart", &title, &stacked_bars(&caption, &names, &bars, top));
    }
    let mut head = vec![(texts.say("page-col-region", &[]), Column::Words)];
    head.extend(names.iter().map(|name| (name.clone(), Column::Figures)));
    let rest = ["quota-col-phase", "quota-col-limits", "quota-col-rounding", "quota-col-places"];
    head.extend(rest.map(|key| (texts.say(key, &[]), Column::Figures)));
    let row = |row: &QuotaRow| {
        let mut cells = vec![name(texts, row).to_owned()];
        cells.extend(row.parts.iter().map(|p| texts.number(*p, 2)));
        cells.extend([row.phase, row.limits, row.rounding()].map(|p| signed_part(texts, p, 2)));
        cells.push(texts.count(row.places));
        cells
    };
    let rows = level.rows.iter().map(row).collect();
    let table = Table { title: title.clone(), head, rows, total: false };
    out + &table.folded(&texts.say("page-table-of", &[("title", title.into())]))
}

fn formula(texts: &Texts, level: &QuotaLevel) -> String {
    let lang = texts.lang().at();
    let table = Table {
        title: texts.say("quota-s-formula", &[]),
        head: vec![
            (texts.say("quota-col-term", &[]), Column::Words),
            (texts.say("quota-col-weight", &[]), Column::Figures),
        ],
        rows: level.terms.iter().map(|t| vec![t.name.at(lang).to_owned(), weight(texts, t.weight)]).collect(),
        total: false,
    };
    // the terms stand in the table, the distance above
    let said = remarks(texts, level);
    let distance = usize::from(level.distance().is_some());
    let skipped = 2 + usize::from(level.phased);
    let told = said.iter().enumerate().filter(|(at, _)| *at > 0 && !(distance == 1 && *at == skipped));
    table.html() + &told.map(|(_, text)| paragraph(text)).collect::<String>()
}
