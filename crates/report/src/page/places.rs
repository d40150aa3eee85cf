//! Places: the map, what was asked, used and left in every region, and what one more place is worth.

use super::facts::{Kind, NO_PRICE};
use super::html::{Column, Table, figure, heading, paragraph, paragraph_of};
use super::view::{View, length};
use crate::markup::escape;
use crate::svg::{
    Bar, BarRow, Caption, Look, Series, SignedRow, Tile, TileAmount, TilePrice, grouped_bars, signed_bars, tile_map,
};
use qonys_model::CapacityUse;
use std::fmt::Write;

/// Bars of so many regions fit on one sheet of paper; a chart is never cut by a page.
const REGIONS_PER_CHART: usize = 10;
const CHARTS_PER_KIND: usize = 2;
/// All maps of one language together have about so many tiles: the file stays small with 200 regions or 50 kinds.
const TILES: usize = 200;
/// All tables of quotas together have at most so many rows.
const ROWS: usize = 1000;
const PRICES: usize = 18;

/// The maps, one for each of the largest kinds of place.
pub(super) fn maps(view: &View<'_>) -> String {
    let kinds = &view.facts.kinds;
    if kinds.is_empty() {
        return paragraph(&view.say("page-map-none"));
    }
    let most = (TILES / view.package.regions.len().max(1)).clamp(1, 6);
    let mut largest: Vec<usize> = (0..kinds.len()).collect();
    largest.sort_by_key(|&at| (std::cmp::Reverse(kinds[at].places.max(kinds[at].used)), at));
    largest.truncate(most);
    largest.sort_unstable();
    let mut out = paragraph(&view.say("page-map-how"));
    out.push_str(&key(view));
    for &at in &largest {
        let title = view.capacity(kinds[at].capacity);
        out.push_str(&figure("chart map", &title, &map(view, &kinds[at], at)));
    }
    if kinds.len() > largest.len() {
        let args = [("shown", largest.len().into()), ("all", kinds.len().into())];
        out.push_str(&paragraph_of("note", &view.tell("page-map-more", &args)));
    }
    out
}

fn key(view: &View<'_>) -> String {
    let mut out = format!("<ul class=\"key\" aria-label=\"{}\">", escape(&view.say("page-map-key")));
    let steps = [
        ("none", "page-map-key-none"),
        ("q0", "page-map-key-0"),
        ("q1", "page-map-key-1"),
        ("q2", "page-map-key-2"),
        ("q3", "page-map-key-3"),
        ("q4", "page-map-key-4"),
        ("q5", "page-map-key-5"),
        ("open", "page-map-key-open"),
    ];
    let open = view.facts.kinds.iter().any(|kind| kind.unlimited || kind.delicate);
    for (class, key) in steps.into_iter().filter(|&(class, _)| class != "open" || open) {
        let name = view.say(key);
        let _ = write!(
            out,
            "<li><svg class=\"q\" width=\"22\" height=\"14\" aria-hidden=\"true\"><g class=\"tile {class}\">\
             <rect x=\"1\" y=\"1\" width=\"20\" height=\"12\" rx=\"2\"/></g></svg> {}</li>",
            escape(&name)
        );
    }
    out.push_str("</ul>\n");
    out
}

fn map(view: &View<'_>, kind: &Kind, at: usize) -> String {
    let mut rows: Vec<Option<&CapacityUse>> = vec![None; view.package.regions.len()];
    for row in &kind.rows {
        rows[row.region.at()] = Some(row);
    }
    let tile = |(at, row): (usize, &Option<&CapacityUse>)| Tile {
        place: view.package.regions[at].tile,
        name: view.region(at.into()),
        amount: row.map(|row| amount(view, kind, row)),
        price: row.map(|row| price(view, row)),
    };
    let tiles: Vec<Tile> = rows.iter().enumerate().map(tile).collect();
    let full = kind.rows.iter().filter(|r| r.places.is_some_and(|p| r.used >= p)).count();
    let title = view.tell("page-map-title", &[("capacity", view.capacity(kind.capacity).into())]);
    let desc = view.tell("page-map-desc", &[("regions", tiles.len().into()), ("full", full.into())]);
    tile_map(&Caption { id: &view.id(&format!("map-{at}")), title: &title, desc: &desc }, &tiles)
}

fn price(view: &View<'_>, row: &CapacityUse) -> TilePrice {
    let number = if row.price.abs() > NO_PRICE { row.price } else { 0.0 };
    TilePrice { number, text: view.price(number) }
}

fn amount(view: &View<'_>, kind: &Kind, row: &CapacityUse) -> TileAmount {
    let of = match row.places {
        Some(places) => view.tell("page-map-of", &[("places", places.into())]),
        None => view.say("page-map-unlimited"),
    };
    let hidden = length(kind, row.used) < f64::from(row.used);
    let share = row.places.filter(|_| !hidden).map(|p| f64::from(row.used) / f64::from(p.max(1)));
    TileAmount { share, text: view.used(kind, row.used), of, on_phone: false }
}

/// Asked, placed and left, a chart and a table for each kind of place.
pub(super) fn quotas(view: &View<'_>) -> String {
    let mut out = paragraph(&view.say("page-quota-how"));
    let mut left = ROWS;
    for (at, kind) in view.facts.kinds.iter().enumerate() {
        out.push_str(&heading(&view.capacity(kind.capacity)));
        if at < 6 {
            out.push_str(&charts(view, kind, at));
        }
        let shown = kind.rows.len().min(left.max(5));
        left = left.saturating_sub(shown);
        let title = view.tell("page-quota-title", &[("capacity", view.capacity(kind.capacity).into())]);
        out.push_str(&table(view, kind, shown, title).folded(&view.say("page-table")));
        if shown < kind.rows.len() {
            let args = [("shown", shown.into()), ("all", kind.rows.len().into())];
            out.push_str(&paragraph_of("note", &view.tell("page-table-cut", &args)));
        }
    }
    if view.facts.kinds.is_empty() {
        out.push_str(&paragraph(&view.say("page-map-none")));
    }
    out
}

fn charts(view: &View<'_>, kind: &Kind, at: usize) -> String {
    let series = [("page-col-asked", Look::Striped), ("page-col-placed", Look::Solid), ("page-left", Look::Outlined)]
        .map(|(key, look)| Series { name: view.say(key), look });
    let drawn = &kind.rows[..kind.rows.len().min(REGIONS_PER_CHART * CHARTS_PER_KIND)];
    let bars: Vec<BarRow> = drawn.iter().map(|row| bar_row(view, kind, row)).collect();
    let top = bars.iter().flat_map(|r| &r.bars).map(|b| b.number).fold(0.0, f64::max);
    let title = view.tell("page-quota-title", &[("capacity", view.capacity(kind.capacity).into())]);
    let desc = view.say("page-quota-desc");
    let mut out = String::new();
    for (part, rows) in bars.chunks(REGIONS_PER_CHART).enumerate() {
        let first = part * REGIONS_PER_CHART;
        let mut words = view.say("page-quota-chart");
        if bars.len() > REGIONS_PER_CHART {
            let numbers = [("from", (first + 1).into()), ("to", (first + rows.len()).into())];
            let part = view.tell("page-quota-part", &numbers);
            words = format!("{words} ({part})");
        }
        let caption = Caption { id: &view.id(&format!("quota-{at}-{part}")), title: &title, desc: &desc };
        out.push_str(&figure("chart", &words, &grouped_bars(&caption, &series, rows, top)));
    }
    if drawn.len() < kind.rows.len() {
        let args = [("shown", drawn.len().into()), ("all", kind.rows.len().into())];
        out.push_str(&paragraph_of("note", &view.tell("page-quota-rest", &args)));
    }
    out
}

fn bar_row(view: &View<'_>, kind: &Kind, row: &CapacityUse) -> BarRow {
    let used = length(kind, row.used);
    let free =
        if used > 0.0 || row.used == 0 { row.places.map_or(0.0, |p| f64::from(p) - f64::from(row.used)) } else { 0.0 };
    let bar = |number: f64, text: String| Bar { number, text };
    BarRow {
        label: view.region(row.region),
        bars: vec![
            bar(length(kind, row.asked), view.used(kind, row.asked)),
            bar(used, view.used(kind, row.used)),
            bar(free, left(view, kind, row)),
        ],
    }
}

/// Places left; hidden where they would give a hidden use away.
fn left(view: &View<'_>, kind: &Kind, row: &CapacityUse) -> String {
    match row.places {
        None => view.say("page-unlimited"),
        Some(_) if length(kind, row.used) < f64::from(row.used) => view.say("page-hidden"),
        Some(places) => view.texts.count(places.saturating_sub(row.used)),
    }
}

fn table(view: &View<'_>, kind: &Kind, shown: usize, title: String) -> Table {
    let minimums = kind.rows.iter().any(|r| r.minimum > 0);
    let mut keys = vec!["page-col-places", "page-col-asked", "page-col-placed", "page-col-left"];
    keys.extend(minimums.then_some("page-col-minimum"));
    keys.push("page-col-price");
    let mut head = vec![(view.say("page-col-region"), Column::Words)];
    head.extend(keys.into_iter().map(|key| (view.say(key), Column::Figures)));
    let row = |row: &CapacityUse| {
        let mut cells = vec![
            view.region(row.region),
            view.places(row.places),
            view.used(kind, row.asked),
            view.used(kind, row.used),
            left(view, kind, row),
        ];
        cells.extend(minimums.then(|| view.texts.count(row.minimum)));
        cells.push(view.price(row.price));
        cells
    };
    Table { title, head, rows: kind.rows[..shown].iter().map(row).collect(), total: false }
}

/// What one more place would add, the highest first.
pub(super) fn prices(view: &View<'_>) -> String {
    let prices = &view.facts.prices;
    let Some(first) = prices.first() else {
        return paragraph(&view.say("page-prices-none")) + &paragraph(&view.say("page-prices-zero"));
    };
    let names = |row: &CapacityUse| {
        [("region", view.region(row.region).into()), ("capacity", view.capacity(row.capacity).into())]
    };
    let mut out = String::new();
    if first.price > 0.0 {
        let [region, capacity] = names(first);
        let args = [region, capacity, ("price", view.price(first.price).into())];
        out.push_str(&paragraph(&view.tell("page-prices-how", &args)));
    }
    out.push_str(&paragraph(&view.say("page-prices-zero")));
    // the highest, and the lowest when they are negative: both ends say something
    let drawn: Vec<&CapacityUse> = match prices.len() > PRICES {
        true => {
            let low = prices.iter().rev().take(PRICES / 3).filter(|p| p.price < 0.0).count();
            prices[..PRICES - low].iter().chain(&prices[prices.len() - low..]).collect()
        }
        false => prices.iter().collect(),
    };
    let row = |row: &&CapacityUse| SignedRow {
        label: view.tell("page-prices-row", &names(row)),
        number: row.price,
        text: view.price(row.price),
    };
    let rows: Vec<SignedRow> = drawn.iter().map(row).collect();
    let (title, desc) = (view.say("page-prices-title"), view.say("page-prices-desc"));
    let caption = Caption { id: &view.id("price"), title: &title, desc: &desc };
    out.push_str(&figure("chart", &title, &signed_bars(&caption, &rows)));
    if drawn.len() < prices.len() {
        let args = [("shown", drawn.len().into()), ("all", prices.len().into())];
        out.push_str(&paragraph_of("note", &view.tell("page-prices-rest", &args)));
    }
    out.push_str(&price_table(view, &drawn, title).folded(&view.say("page-table")));
    out.push_str(&paragraph(&view.say("page-prices-valid")));
    out
}

fn price_table(view: &View<'_>, rows: &[&CapacityUse], title: String) -> Table {
    let head =
        [("page-col-region", Column::Words), ("page-col-places", Column::Words), ("page-col-price", Column::Figures)];
    Table {
        title,
        head: head.map(|(key, column)| (view.say(key), column)).to_vec(),
        rows: rows
            .iter()
            .map(|row| vec![view.region(row.region), view.capacity(row.capacity), view.price(row.price)])
            .collect(),
        total: false,
    }
}
