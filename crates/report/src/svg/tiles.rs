//! The tile map: one equal tile for each region, so that a small region is seen as well as a large one.

use super::names::{em, lines, short_names};
use super::{Caption, open, percent, px};
use crate::markup::escape;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How much of a region's places is used.
#[derive(Clone, Debug)]
pub struct TileAmount {
    /// Used part of the places, 0 to 1: six steps of fill; `None` = there is none, or it is not shown.
    pub share: Option<f64>,
    /// The figure on the tile, e.g. the places used.
    pub text: String,
    /// A smaller line under it, e.g. out of how many.
    pub of: String,
    /// Whether that line is short and says what the map is about, as a change does: then a phone shows it too.
    pub on_phone: bool,
}

/// What one more place is worth there: a bar along the lower edge.
#[derive(Clone, Debug)]
pub struct TilePrice {
    /// The price; negative ones are striped.
    pub number: f64,
    /// As written.
    pub text: String,
}

/// A region on the map.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Column and row; `None` = in the rows below the map.
    pub place: Option<(i32, i32)>,
    /// Full name.
    pub name: String,
    /// `None` = the region has no places: an empty, dashed tile.
    pub amount: Option<TileAmount>,
    /// `None` = no price is shown.
    pub price: Option<TilePrice>,
}

const STEP: f64 = 118.0;
const SIDE: f64 = 112.0;
const DOWN: f64 = 124.0;
const HIGH: f64 = 118.0;
const INNER: f64 = 98.0;
/// Wider grids than this are pulled together: empty columns and rows between tiles are left out.
const WIDEST: i64 = 24;

/// Draws the map. Tiles without a place, or with one that an earlier tile has, follow in rows below.
#[must_use]
pub fn tile_map(caption: &Caption<'_>, tiles: &[Tile]) -> String {
    let grid = Grid::of(tiles);
    let (width, height) = (grid.columns as f64 * STEP, grid.rows as f64 * DOWN);
    // on a phone no narrower than its figures can be read, on a desktop no wider than its tiles need
    let shape = format!(
        "viewBox=\"0 0 {} {}\" preserveAspectRatio=\"xMinYMin\" style=\"min-width:{}px;max-width:{}px\"",
        px(width),
        px(height.max(1.0)),
        px(grid.columns as f64 * 38.0),
        px(width)
    );
    let mut out = open(caption, "tiles", &shape);
    let stripes = super::bars::stripes(&mut out, caption.id);
    let prices = tiles.iter().filter_map(|t| t.price.as_ref()).map(|p| p.number.abs());
    let top = prices.filter(|p| p.is_finite()).fold(0.0, f64::max);
    let names: Vec<&str> = tiles.iter().map(|t| t.name.as_str()).collect();
    let short = short_names(&names);
    for ((tile, short), (column, row)) in tiles.iter().zip(short).zip(grid.places) {
        let corner = (column as f64 * STEP + 3.0, row as f64 * DOWN + 3.0);
        draw(&mut out, tile, &short, corner, top, &stripes);
    }
    out.push_str("</svg>");
    out
}

/// Where every tile stands, counted from 0.
struct Grid {
    places: Vec<(usize, usize)>,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn of(tiles: &[Tile]) -> Self {
        let columns = Axis::of(tiles.iter().filter_map(|t| t.place).map(|p| p.0));
        let rows = Axis::of(tiles.iter().filter_map(|t| t.place).map(|p| p.1));
        let mut taken = BTreeSet::new();
        let placed: Vec<Option<(usize, usize)>> = tiles
            .iter()
            .map(|t| t.place.map(|(x, y)| (columns.at(x), rows.at(y))).filter(|&p| taken.insert(p)))
            .collect();
        let loose = placed.iter().filter(|p| p.is_none()).count();
        let width = if loose == 0 { columns.length.max(1) } else { columns.length.max(loose.min(8)) };
        let below = if rows.length == 0 { 0 } else { rows.length };
        let mut next = 0;
        let places = placed
            .into_iter()
            .map(|place| {
                place.unwrap_or_else(|| {
                    next += 1;
                    ((next - 1) % width, below + (next - 1) / width)
                })
            })
            .collect();
        Self { places, columns: width, rows: below + loose.div_ceil(width) }
    }
}

/// One direction of the grid.
struct Axis {
    low: i64,
    length: usize,
    /// Set when the direction is pulled together: the rank of each number that occurs.
    ranks: Option<BTreeMap<i32, usize>>,
}

impl Axis {
    fn of(numbers: impl Iterator<Item = i32>) -> Self {
        let seen: BTreeSet<i32> = numbers.collect();
        let (Some(&low), Some(&high)) = (seen.first(), seen.last()) else {
            return Self { low: 0, length: 0, ranks: None };
        };
        let length = i64::from(high) - i64::from(low) + 1;
        if length <= WIDEST {
            return Self { low: i64::from(low), length: length as usize, ranks: None };
        }
        let length = seen.len();
        Self { low: 0, length, ranks: Some(seen.into_iter().enumerate().map(|(rank, n)| (n, rank)).collect()) }
    }

    fn at(&self, number: i32) -> usize {
        match &self.ranks {
            Some(ranks) => ranks.get(&number).copied().unwrap_or(0),
            None => (i64::from(number) - self.low) as usize,
        }
    }
}

fn draw(out: &mut String, tile: &Tile, short: &str, (x, y): (f64, f64), top: f64, stripes: &str) {
    let class = match tile.amount.as_ref().map(|a| a.share) {
        None => "none".to_owned(),
        Some(None) => "open".to_owned(),
        Some(Some(share)) => format!("q{}", fill_step(share)),
    };
    let _ = write!(
        out,
        "<g class=\"tile {class}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>",
        escape(&spoken(tile)),
        px(x),
        px(y),
        px(SIDE),
        px(HIGH)
    );
    let left = x + 7.0;
    for (at, line) in lines(&tile.name, 3).iter().enumerate() {
        text(out, line, left, y + 18.0 + 14.5 * at as f64, 12.5, "w");
    }
    text(out, short, left, y + 30.0, 25.0, "n");
    if let Some(amount) = &tile.amount {
        text(out, &amount.text, left, y + 76.0, 23.0, "w big");
        text(out, &amount.text, left, y + 69.0, 33.0, "n big");
        text(out, &amount.of, left, y + 92.0, 12.5, "w");
        if amount.on_phone {
            text(out, &amount.of, left, y + 102.0, 28.0, "n");
        }
    }
    if let Some(price) = &tile.price {
        draw_price(out, price, (left, y), top, stripes);
    }
    out.push_str("</g>");
}

fn draw_price(out: &mut String, price: &TilePrice, (left, y): (f64, f64), top: f64, stripes: &str) {
    let look = if price.number < 0.0 { super::Look::Striped } else { super::Look::Solid };
    let fill = super::bars::fill(look, stripes);
    let class = if price.number < 0.0 { "striped" } else { "price" };
    let bar = percent(price.number.abs(), top, 52.0);
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"9\" class=\"{class} w\"{fill}/>\
         <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" class=\"{class} n\"{fill}/>",
        px(left),
        px(y + 101.5),
        px(bar),
        px(left),
        px(y + 88.0),
        px(bar / 52.0 * INNER),
    );
    text_within(out, &price.text, left + bar + if bar > 0.0 { 5.0 } else { 0.0 }, y + 110.5, 12.5, INNER - bar - 5.0);
}

/// One of six steps; a region that is full, and only such a one, has the last.
fn fill_step(share: f64) -> usize {
    if !share.is_finite() || share <= 0.0 {
        0
    } else if share >= 1.0 {
        5
    } else {
        1 + ((share * 4.0) as usize).min(3)
    }
}

fn spoken(tile: &Tile) -> String {
    let mut parts = vec![tile.name.clone()];
    parts.extend(tile.amount.iter().map(|a| format!("{} {}", a.text, a.of)));
    parts.extend(tile.price.iter().map(|p| p.text.clone()));
    parts.join(" · ")
}

fn text(out: &mut String, text: &str, x: f64, y: f64, size: f64, class: &str) {
    write_text(out, text, (x, y), size, class, INNER);
}

/// A line that is only shown where the map is wide.
fn text_within(out: &mut String, text: &str, x: f64, y: f64, size: f64, room: f64) {
    write_text(out, text, (x, y), size, "w", room);
}

/// A line of text, drawn together where it would be longer than its room.
fn write_text(out: &mut String, text: &str, (x, y): (f64, f64), size: f64, class: &str, room: f64) {
    let room = room.max(size);
    let likely = text.chars().map(em).sum::<f64>() * size;
    let squeeze = if likely > room {
        format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", px(room))
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" class=\"{class}\"{squeeze}>{}</text>",
        px(x),
        px(y),
        px(size),
        escape(text)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(place: Option<(i32, i32)>) -> Tile {
        Tile { place, name: "A".to_owned(), amount: None, price: None }
    }

    /// A phone shows the lines of class `n`, a desktop those of class `w`.
    #[test]
    fn a_change_stands_on_a_phone_too() {
        let amount = TileAmount { share: Some(0.5), text: "4".to_owned(), of: "+3".to_owned(), on_phone: true };
        let shown = |amount| {
            let tile = Tile { amount: Some(amount), ..tile(None) };
            let map = tile_map(&Caption { id: "m", title: "t", desc: "d" }, &[tile]);
            map.split("<text").filter(|text| text.contains(">+3<") && text.contains("class=\"n\"")).count()
        };
        assert_eq!(shown(amount.clone()), 1);
        assert_eq!(shown(TileAmount { on_phone: false, ..amount }), 0);
    }

    #[test]
    fn only_a_full_region_has_the_last_step() {
        assert_eq!([0.0, 0.1, 0.3, 0.6, 0.999, 1.0, 2.0, f64::NAN].map(fill_step), [0, 1, 2, 3, 4, 5, 5, 0]);
    }

    #[test]
    fn far_tiles_are_pulled_together() {
        let grid = Grid::of(&[tile(Some((i32::MIN, 0))), tile(Some((0, i32::MAX))), tile(Some((i32::MAX, 5)))]);
        assert_eq!((grid.columns, grid.rows), (3, 3));
        assert_eq!(grid.places, vec![(0, 0), (1, 2), (2, 1)]);
    }

    #[test]
    fn tiles_without_a_place_or_on_a_taken_one_stand_below() {
        let grid = Grid::of(&[tile(Some((2, 1))), tile(Some((2, 1))), tile(None), tile(Some((4, 1)))]);
        assert_eq!(grid.places, vec![(0, 0), (0, 1), (1, 1), (2, 0)]);
        assert_eq!((grid.columns, grid.rows), (3, 2));
        let none = Grid::of(&[]);
        assert_eq!((none.columns, none.rows), (1, 0));
    }
}
