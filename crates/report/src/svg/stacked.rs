//! Bars made of several parts: what each term of a key contributes.

use super::bars::stripes;
use super::{Caption, label, open, percent, px, room_beside};
use crate::markup::escape;
use std::fmt::Write;

/// A label and the parts of its bar.
#[derive(Clone, Debug)]
pub struct StackedRow {
    /// Label.
    pub label: String,
    /// Lengths in the unit of the chart, one for each series; below 0 and not-a-number draw nothing.
    pub parts: Vec<f64>,
    /// Figure at the end of the bar.
    pub text: String,
}

/// Looks before they repeat.
const LOOKS: usize = 6;
const LEGEND: f64 = 22.0;
const ROW: f64 = 44.0;

/// One bar for each row, its parts one after the other; `top` is the sum that takes the full length.
#[must_use]
pub fn stacked_bars(caption: &Caption<'_>, series: &[String], rows: &[StackedRow], top: f64) -> String {
    let legend = LEGEND * series.len() as f64 + 6.0;
    let height = legend + ROW * rows.len() as f64;
    let mut out = open(caption, "stacked", &format!("height=\"{}\"", px(height.max(1.0))));
    let stripes = stripes(&mut out, caption.id);
    let look = |at: usize| {
        let fill = if at % LOOKS == 1 { format!(" fill=\"url(#{stripes})\"") } else { String::new() };
        format!("class=\"b p{}\"{fill}", at % LOOKS)
    };
    for (at, name) in series.iter().enumerate() {
        let y = LEGEND * at as f64;
        let _ = write!(
            out,
            "<rect x=\"0.5\" y=\"{}\" width=\"22\" height=\"10\" {}/><text x=\"30\" y=\"{}\" class=\"k\">{}</text>",
            px(y + 3.0),
            look(at),
            px(y + 12.5),
            escape(name)
        );
    }
    let room = room_beside(rows.iter().map(|r| r.text.chars().count()).max().unwrap_or(0));
    for (at, row) in rows.iter().enumerate() {
        let y = legend + ROW * at as f64;
        out.push_str("<g>");
        label(&mut out, y + 14.0, &row.label, 0);
        let mut from = 0.0;
        for (nth, part) in row.parts.iter().enumerate() {
            let width = percent(*part, top, room);
            if width > 0.0 {
                let (x, width_text) = (px(from), px(width));
                let _ = write!(
                    out,
                    "<rect x=\"{x}%\" y=\"{}\" width=\"{width_text}%\" height=\"14\" {}/>",
                    px(y + 20.0),
                    look(nth)
                );
            }
            from += width;
        }
        let _ = write!(
            out,
            "<text x=\"{}%\" y=\"{}\" dx=\"6\" class=\"f\">{}</text></g>",
            px(from),
            px(y + 31.5),
            escape(&row.text)
        );
    }
    out.push_str("</svg>");
    out
}
