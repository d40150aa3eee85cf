//! Bars of either sign from a common zero: prices.

use super::bars::{Look, fill, stripes};
use super::{Caption, label, open, px};
use crate::markup::escape;
use std::fmt::Write;

/// A label and a number of either sign.
#[derive(Clone, Debug)]
pub struct SignedRow {
    /// Label.
    pub label: String,
    /// The number; one that is not finite draws nothing.
    pub number: f64,
    /// Figure as written, at the right edge, with its sign.
    pub text: String,
}

const ROW: f64 = 38.0;

/// One bar for each row, to the right of zero when positive (filled), to the left when negative (striped).
#[must_use]
pub fn signed_bars(caption: &Caption<'_>, rows: &[SignedRow]) -> String {
    let finite = || rows.iter().map(|r| r.number).filter(|n| n.is_finite());
    let (low, high) = finite().fold((0.0_f64, 0.0_f64), |(low, high), n| (low.min(n), high.max(n)));
    // divided before they are added: two numbers near the largest there is would have no finite difference
    let span = (high / 2.0 - low / 2.0).max(f64::MIN_POSITIVE);
    let share = |number: f64| number / 2.0 / span * 100.0;
    let zero = share(-low);
    let mut out = open(caption, "signed", &format!("height=\"{}\"", px((ROW * rows.len() as f64).max(1.0))));
    let stripes = stripes(&mut out, caption.id);
    for (at, row) in rows.iter().enumerate() {
        let y = ROW * at as f64;
        let number = if row.number.is_finite() { row.number } else { 0.0 };
        let width = share(number.abs());
        let (x, look) = if number < 0.0 { (zero - width, Look::Striped) } else { (zero, Look::Solid) };
        out.push_str("<g>");
        label(&mut out, y + 14.0, &row.label, row.text.chars().count());
        let _ = write!(
            out,
            "<text x=\"100%\" y=\"{}\" class=\"f end\">{}</text>\
             <rect x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"10\" class=\"b {}\"{}/>\
             <line x1=\"{z}%\" x2=\"{z}%\" y1=\"{}\" y2=\"{}\" class=\"zero\"/></g>",
            px(y + 14.0),
            escape(&row.text),
            px(x),
            px(y + 20.0),
            px(width),
            if look == Look::Solid { "solid" } else { "striped" },
            fill(look, &stripes),
            px(y + 18.0),
            px(y + 32.0),
            z = px(zero),
        );
    }
    out.push_str("</svg>");
    out
}
