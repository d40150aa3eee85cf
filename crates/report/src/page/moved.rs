//! `quota.html` of a proposal: the quota of the same total that would place the families at hand best.

use super::html::{Column, Table, figure, paragraph};
use super::replay::{framed_under, reading, record};
use super::{Record, document, id};
use crate::moved::{
    change, moved_remarks, step_head, step_rows, steps_told, title, transfer_head, transfer_rows, transfers_told,
};
use crate::quota::signed;
use crate::svg::{Caption, SignedRow, Tile, TileAmount, signed_bars, tile_map};
use crate::{Lang, Texts, assumption_lines};
use qonys_model::{Assumption, MovedQuota, Package, QuotaMove};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct MovedPage<'a> {
    /// The package whose families are placed.
    pub package: &'a Package,
    /// The proposal.
    pub moved: &'a MovedQuota,
    /// Every number behind the values that nobody measured.
    pub assumptions: &'a [Assumption],
    /// Where the figures come from.
    pub record: &'a Record,
    /// The language that is shown first.
    pub first_language: Lang,
}

/// The whole page. The same input gives the same bytes.
#[must_use]
pub fn moved_html(page: &MovedPage<'_>) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let articles: String = texts.iter().map(|texts| article(texts, page)).collect();
    document(page.first_language, &title(&texts[page.first_language.at()], page.package, page.moved), &articles)
}

fn article(texts: &Texts, page: &MovedPage<'_>) -> String {
    let synthetic = || format!("{}. {}", texts.say("page-synthetic-title", &[]), texts.say("page-synthetic", &[]));
    let banners: Vec<String> = page.package.programme.synthetic.then(synthetic).into_iter().collect();
    let worth: String = moved_remarks(texts, page.package, page.moved).iter().map(|remark| paragraph(remark)).collect();
    let sections = [
        ("places", "quota-s-proposal", proposal(texts, page)),
        ("worth", "quota-s-worth", worth + &transfers(texts, page) + &steps(texts, page)),
        ("map", "quota-s-map", map(texts, page)),
        ("reading", "page-s-reading", reading(texts, &READ)),
        ("assumptions", "page-s-assumptions", assumed(texts, page.assumptions)),
        ("record", "page-s-record", record(texts, page.record)),
    ];
    let lead = texts.say("quota-moved-lead", &[]);
    let title = title(texts, page.package, page.moved);
    framed_under("quota-kicker", texts, page.first_language, &title, &banners, &lead, &sections)
}

/// How to read the page.
const READ: [&str; 5] =
    ["quota-moved-read-1", "quota-moved-read-2", "quota-moved-read-3", "quota-moved-read-4", "quota-moved-read-5"];

fn proposal(texts: &Texts, page: &MovedPage<'_>) -> String {
    let moved = page.moved;
    let bar = |row: &QuotaMove| SignedRow {
        label: texts.region(page.package, row.region),
        number: change(row) as f64,
        text: signed(texts, change(row)),
    };
    let bars: Vec<SignedRow> = moved.rows.iter().map(bar).collect();
    let (name, desc) = (texts.say("quota-moved-chart", &[]), texts.say("quota-moved-chart-desc", &[]));
    let caption = Caption { id: &id(texts.lang(), "quota-moved"), title: &name, desc: &desc };
    let columns = [
        "quota-col-in-force",
        "quota-col-proposed",
        "quota-col-change",
        "quota-col-used-before",
        "quota-col-used-after",
        "quota-col-price-before",
        "quota-col-price-after",
    ];
    let mut head = vec![(texts.say("page-col-region", &[]), Column::Words)];
    head.extend(columns.map(|key| (texts.say(key, &[]), Column::Figures)));
    let row = |row: &QuotaMove| {
        vec![
            texts.region(page.package, row.region),
            texts.count(row.before),
            texts.count(row.after),
            signed(texts, change(row)),
            texts.count(row.used_before),
            texts.count(row.used_after),
            texts.number(row.price_before, 3),
            texts.number(row.price_after, 3),
        ]
    };
    let rows = moved.rows.iter().map(row).collect();
    let table = Table { title: texts.say("quota-s-proposal", &[]), head, rows, total: false };
    figure("chart", &name, &signed_bars(&caption, &bars)) + &table.html()
}

/// From which region to which, and what that gains.
fn transfers(texts: &Texts, page: &MovedPage<'_>) -> String {
    if page.moved.transfers.is_empty() {
        return String::new();
    }
    let columns = [Column::Words; 2].into_iter().chain(std::iter::repeat(Column::Figures));
    let head = transfer_head(texts).into_iter().zip(columns).collect();
    let rows = transfer_rows(texts, page.package, page.moved);
    let table = Table { title: texts.say("quota-s-transfers", &[]), head, rows, total: false };
    paragraph(&transfers_told(texts, page.moved)) + &table.html()
}

/// What the first moves gain, and what the last.
fn steps(texts: &Texts, page: &MovedPage<'_>) -> String {
    if page.moved.moved() == 0 {
        return String::new();
    }
    let head = step_head(texts).into_iter().map(|key| (key, Column::Figures)).collect();
    let rows = step_rows(texts, page.moved);
    let table = Table { title: texts.say("quota-s-steps", &[]), head, rows, total: false };
    paragraph(&steps_told(texts, page.package)) + &table.html()
}

fn map(texts: &Texts, page: &MovedPage<'_>) -> String {
    let most = page.moved.rows.iter().map(|row| row.after).max().unwrap_or(0).max(1);
    let tile = |(at, region): (usize, &qonys_model::Region)| {
        let row = page.moved.rows.iter().find(|row| row.region.at() == at);
        Tile {
            place: region.tile,
            name: texts.region(page.package, at.into()),
            amount: row.map(|row| TileAmount {
                share: Some(f64::from(row.after) / f64::from(most)),
                text: texts.count(row.after),
                of: signed(texts, change(row)),
                on_phone: true,
            }),
            price: None,
        }
    };
    let tiles: Vec<Tile> = page.package.regions.iter().enumerate().map(tile).collect();
    let (name, how) = (texts.say("quota-s-map", &[]), texts.say("quota-map-how-compared", &[]));
    let caption = Caption { id: &id(texts.lang(), "quota-map"), title: &name, desc: &how };
    figure("chart map", &how, &tile_map(&caption, &tiles))
}

fn assumed(texts: &Texts, assumptions: &[Assumption]) -> String {
    let items: Vec<String> = assumption_lines(texts, assumptions);
    items.iter().map(|line| paragraph(line)).collect()
}
