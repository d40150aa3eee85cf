//! Charts and the tile map as pure functions to SVG: ready strings and numbers in, one `<svg>` element out.
//!
//! Every chart has `role="img"`, a title and a description for screen readers. Nothing is told by colour alone: figures stand
//! beside their bars, series differ by pattern, and amounts on the map are written on the tiles. Bars are laid out in
//! percent of the width with type of a fixed size, so that they stay legible on a phone; colours come from [`STYLE`], which
//! a page includes once and [`standalone`] puts into a single picture.

mod bars;
mod lines;
mod names;
mod signed;
mod stacked;
mod tiles;

pub use bars::{Bar, BarRow, Look, PartRow, Series, grouped_bars, part_bars};
pub use lines::{Axes, Line, Mark, lines};
pub use signed::{SignedRow, signed_bars};
pub use stacked::{StackedRow, stacked_bars};
pub use tiles::{Tile, TileAmount, TilePrice, tile_map};

use crate::markup::{escape, shortened};
use std::fmt::Write;

/// Colours and type of all charts, light and dark; charts refer to it by class.
pub const STYLE: &str = include_str!("svg/style.css");

/// Width in pixels for which labels are cut: a phone's, and that of the narrowest screen or paper that is not a phone.
const PHONE: f64 = 312.0;
const PAGE: f64 = 620.0;

/// What a chart is called, to the eye and to a screen reader.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Unique in the page, of ASCII letters, digits and hyphens: ids inside the chart begin with it.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What is to be seen in it, in a sentence or two.
    pub desc: &'a str,
}

/// A chart as a document of its own, `width` pixels wide: with its style inside and with the labels of a wide page.
#[must_use]
pub fn standalone(chart: &str, width: u32) -> String {
    const WIDE: &str = "svg.q .n{display:none!important}svg.q .w{display:inline!important}";
    let inside = chart.find('>').map_or(0, |at| at + 1);
    let (open, rest) = chart.split_at(inside);
    let head = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\"");
    let mut open = open.replacen("<svg width=\"100%\"", &head, 1);
    // the limits of a map's width are those of a page
    if let Some(from) = open.find(" style=\"")
        && let Some(to) = open[from + 8..].find('"')
    {
        open.replace_range(from..from + 8 + to + 1, "");
    }
    format!("{open}<style>{STYLE}{WIDE}</style>{rest}")
}

/// Opens an `<svg>` of full width; `shape` is its height in pixels or its view box.
fn open(caption: &Caption<'_>, class: &str, shape: &str) -> String {
    let Caption { id, title, desc } = *caption;
    let id = escape(id);
    format!(
        "<svg width=\"100%\" {shape} class=\"q {class}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        escape(title),
        escape(desc)
    )
}

/// A label at the left edge beside a figure of `figure` characters at the right: cut for phones, longer where there is room.
fn label(out: &mut String, y: f64, text: &str, figure: usize) {
    let room = |width: f64| ((width - figure as f64 * 7.0) / 7.8).max(10.0) as usize;
    let (short, long) = (fitted(text, room(PHONE)), fitted(text, room(PAGE)));
    if short == long {
        let _ = write!(out, "<text x=\"0\" y=\"{}\" class=\"l\">{}</text>", px(y), escape(&long));
    } else {
        for (class, text) in [("n", short), ("w", long)] {
            let _ = write!(out, "<text x=\"0\" y=\"{}\" class=\"l {class}\">{}</text>", px(y), escape(&text));
        }
    }
}

/// A label of at most `most` characters. Of two names with a point between, as in `Region · Places`, both stay to be seen: labels
/// of one region would else be told apart by what was cut.
fn fitted(text: &str, most: usize) -> String {
    const BETWEEN: &str = " · ";
    let length = |text: &str| text.chars().count();
    match text.rsplit_once(BETWEEN) {
        Some((first, second)) if length(text) > most => {
            let room = most.saturating_sub(length(BETWEEN));
            let second = shortened(second, (room * 2 / 3).max(room.saturating_sub(length(first))));
            let first = shortened(first, room.saturating_sub(length(&second)));
            format!("{first}{BETWEEN}{second}")
        }
        _ => shortened(text, most),
    }
}

/// A share of the width in percent, between 0 and `room`; nothing that is not a number is drawn.
fn percent(number: f64, top: f64, room: f64) -> f64 {
    if number.is_finite() && top.is_finite() && top > 0.0 { (number / top).clamp(0.0, 1.0) * room } else { 0.0 }
}

/// A length with at most two decimals, the same bytes everywhere.
fn px(length: f64) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The part of the width, in percent, that bars may take when figures of this many characters stand at their ends.
fn room_beside(longest: usize) -> f64 {
    (100.0 - (longest as f64 * 7.2 + 10.0) / PHONE * 100.0).clamp(25.0, 88.0)
}

#[cfg(test)]
mod tests;
