//! Bars of amounts: groups of bars by row, and parts of a whole.

use super::{Caption, label, open, percent, px, room_beside};
use crate::markup::escape;
use std::fmt::Write;

/// How a series is drawn. Each differs from the others by pattern as well as by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Filled.
    Solid,
    /// Striped.
    Striped,
    /// Outlined.
    Outlined,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Striped => "striped",
            Self::Outlined => "outlined",
        }
    }
}

/// One of the bars that every row has.
#[derive(Clone, Debug)]
pub struct Series {
    /// Name in the legend.
    pub name: String,
    /// How it is drawn.
    pub look: Look,
}

/// A bar: its length as a number, its figure as written.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Length, in the unit of the chart; below 0 and not-a-number draw nothing.
    pub number: f64,
    /// Figure beside it.
    pub text: String,
}

/// A label and a bar for each series.
#[derive(Clone, Debug)]
pub struct BarRow {
    /// Label.
    pub label: String,
    /// One bar for each series, in order.
    pub bars: Vec<Bar>,
}

const LEGEND: f64 = 22.0;
const THICK: f64 = 13.0;
const LABEL: f64 = 20.0;
const AFTER: f64 = 14.0;

/// Rows of bars side by side, one for each series; `top` is the number that takes the full length.
/// A single series has no legend.
#[must_use]
pub fn grouped_bars(caption: &Caption<'_>, series: &[Series], rows: &[BarRow], top: f64) -> String {
    let legend = if series.len() > 1 { LEGEND * series.len() as f64 + 6.0 } else { 0.0 };
    let row_height = LABEL + THICK * series.len() as f64 + AFTER;
    let height = legend + row_height * rows.len() as f64;
    let mut out = open(caption, "bars", &format!("height=\"{}\"", px(height.max(1.0))));
    let stripes = stripes(&mut out, caption.id);
    if series.len() > 1 {
        draw_legend(&mut out, series, &stripes);
    }
    let longest = rows.iter().flat_map(|r| &r.bars).map(|b| b.text.chars().count()).max().unwrap_or(0);
    let room = room_beside(longest);
    for (at, row) in rows.iter().enumerate() {
        let y = legend + row_height * at as f64;
        out.push_str("<g>");
        label(&mut out, y + 14.0, &row.label, 0);
        for (nth, (bar, series)) in row.bars.iter().zip(series).enumerate() {
            let y = y + LABEL + THICK * nth as f64;
            let width = percent(bar.number, top, room);
            let fill = fill(series.look, &stripes);
            let _ = write!(
                out,
                "<rect x=\"0\" y=\"{}\" width=\"{}%\" height=\"{}\" class=\"b {}\"{fill}/>\
                 <text x=\"{}%\" y=\"{}\" dx=\"6\" class=\"f\">{}</text>",
                px(y + 1.0),
                px(width),
                px(THICK - 3.0),
                series.look.class(),
                px(width),
                px(y + 10.5),
                escape(&bar.text)
            );
        }
        out.push_str("</g>");
    }
    out.push_str("</svg>");
    out
}

/// A part of a whole.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// Label.
    pub label: String,
    /// The whole: an outlined bar.
    pub whole: f64,
    /// The part: filled, inside the whole.
    pub part: f64,
    /// Figures as written, at the right edge.
    pub text: String,
}

/// One bar for each row: the whole outlined, the part filled; `names` are the words for part and whole in the legend.
#[must_use]
pub fn part_bars(caption: &Caption<'_>, names: [&str; 2], rows: &[PartRow], top: f64) -> String {
    let legend = LEGEND * 2.0 + 6.0;
    let row_height = 38.0;
    let mut out = open(caption, "parts", &format!("height=\"{}\"", px(legend + row_height * rows.len() as f64)));
    let series = [(names[0], Look::Solid), (names[1], Look::Outlined)]
        .map(|(name, look)| Series { name: name.to_owned(), look });
    draw_legend(&mut out, &series, "");
    for (at, row) in rows.iter().enumerate() {
        let y = legend + row_height * at as f64;
        out.push_str("<g>");
        label(&mut out, y + 14.0, &row.label, row.text.chars().count());
        let _ = write!(
            out,
            "<text x=\"100%\" y=\"{}\" class=\"f end\">{}</text>\
             <rect x=\"0\" y=\"{y2}\" width=\"{}%\" height=\"10\" class=\"b outlined\"/>\
             <rect x=\"0\" y=\"{y2}\" width=\"{}%\" height=\"10\" class=\"b solid\"/></g>",
            px(y + 14.0),
            escape(&row.text),
            px(percent(row.whole, top, 100.0)),
            px(percent(row.part, top, 100.0)),
            y2 = px(y + 20.0),
        );
    }
    out.push_str("</svg>");
    out
}

/// Defines the striped pattern of a chart and returns its id.
pub(super) fn stripes(out: &mut String, id: &str) -> String {
    let name = format!("{}-s", escape(id));
    let _ = write!(
        out,
        "<defs><pattern id=\"{name}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"s0\"/>\
         <rect width=\"3\" height=\"6\" class=\"s1\"/></pattern></defs>"
    );
    name
}

pub(super) fn fill(look: Look, stripes: &str) -> String {
    if look == Look::Striped { format!(" fill=\"url(#{stripes})\"") } else { String::new() }
}

fn draw_legend(out: &mut String, series: &[Series], stripes: &str) {
    for (at, one) in series.iter().enumerate() {
        let y = LEGEND * at as f64;
        let fill = fill(one.look, stripes);
        let _ = write!(
            out,
            "<rect x=\"0.5\" y=\"{}\" width=\"22\" height=\"10\" class=\"b {}\"{fill}/>\
             <text x=\"30\" y=\"{}\" class=\"k\">{}</text>",
            px(y + 3.0),
            one.look.class(),
            px(y + 12.5),
            escape(&one.name)
        );
    }
}
