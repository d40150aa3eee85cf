//! Lines over time: one for each series, with marks of events.

use super::{Caption, open, px};
use crate::markup::escape;
use std::fmt::Write;

/// A line: its values one after the other, in equal steps.
#[derive(Clone, Debug)]
pub struct Line {
    /// Name in the legend.
    pub name: String,
    /// How it is drawn, 0 to 4: each differs from the others by dashes as well as by colour.
    pub look: usize,
    /// Values; one that is not finite breaks the line.
    pub points: Vec<f64>,
}

/// An event: a vertical line with its number above.
#[derive(Clone, Debug)]
pub struct Mark {
    /// At which step, from 0.
    pub at: usize,
    /// What stands above it.
    pub text: String,
}

/// What stands at the axes.
#[derive(Clone, Debug)]
pub struct Axes {
    /// Value at the bottom.
    pub low: f64,
    /// Value at the top.
    pub high: f64,
    /// Values that have a line across, each with its figure as written.
    pub across: Vec<(f64, String)>,
    /// Steps that are named below, from 0, each with its name as written.
    pub below: Vec<(usize, String)>,
}

const LEGEND: f64 = 22.0;
const PLOT: f64 = 250.0;
const ABOVE: f64 = 22.0;
const BELOW: f64 = 24.0;
/// Width of the plot in its own unit; it is stretched to the page.
const SPAN: f64 = 1000.0;

/// Lines over the same steps. A legend names them, in the order given; those given later lie on top.
#[must_use]
pub fn lines(caption: &Caption<'_>, axes: &Axes, series: &[Line], marks: &[Mark]) -> String {
    let steps = series.iter().map(|s| s.points.len()).max().unwrap_or(0);
    let legend = LEGEND * series.len() as f64 + 8.0;
    let above = if marks.is_empty() { 8.0 } else { ABOVE };
    let top = legend + above;
    let mut out = open(caption, "lines", &format!("height=\"{}\"", px(top + PLOT + BELOW)));
    for (at, line) in series.iter().enumerate() {
        let y = LEGEND * at as f64;
        let _ = write!(
            out,
            "<line x1=\"0\" x2=\"30\" y1=\"{y1}\" y2=\"{y1}\" class=\"line c{}\"/>\
             <text x=\"38\" y=\"{}\" class=\"k\">{}</text>",
            line.look.min(4),
            px(y + 12.5),
            escape(&line.name),
            y1 = px(y + 8.0),
        );
    }
    let share = |step: usize| if steps > 1 { step as f64 / (steps - 1) as f64 } else { 0.5 };
    let height = |value: f64| PLOT * (1.0 - ((value - axes.low) / (axes.high - axes.low)).clamp(0.0, 1.0));
    for (value, _) in &axes.across {
        let y = px(top + height(*value));
        let _ = write!(out, "<line x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\" class=\"grid\"/>");
    }
    for mark in marks {
        let x = px(100.0 * share(mark.at));
        let _ = write!(
            out,
            "<line x1=\"{x}%\" x2=\"{x}%\" y1=\"{}\" y2=\"{}\" class=\"mark\"/>\
             <text x=\"{x}%\" y=\"{}\" class=\"f{}\">{}</text>",
            px(top),
            px(top + PLOT),
            px(top - 6.0),
            anchor(share(mark.at)),
            escape(&mark.text),
        );
    }
    let _ = write!(
        out,
        "<svg x=\"0\" y=\"{}\" width=\"100%\" height=\"{PLOT}\" viewBox=\"0 0 {SPAN} {PLOT}\" preserveAspectRatio=\"none\">",
        px(top)
    );
    for line in series {
        let stepped: Vec<(usize, f64)> = line.points.iter().copied().enumerate().collect();
        for run in stepped.split(|(_, value)| !value.is_finite()).filter(|run| !run.is_empty()) {
            let point = |&(step, value): &(usize, f64)| format!("{},{}", px(SPAN * share(step)), px(height(value)));
            let points: Vec<String> = run.iter().map(point).collect();
            let _ = write!(out, "<polyline points=\"{}\" class=\"line c{}\"/>", points.join(" "), line.look.min(4));
        }
    }
    out.push_str("</svg>");
    // above the lines, so that none crosses a figure out
    for (value, text) in &axes.across {
        let y = px(top + height(*value) - 3.0);
        let _ = write!(out, "<text x=\"0\" y=\"{y}\" class=\"f\">{}</text>", escape(text));
    }
    for (step, text) in &axes.below {
        let x = share(*step);
        let _ = write!(
            out,
            "<text x=\"{}%\" y=\"{}\" class=\"f{}\">{}</text>",
            px(100.0 * x),
            px(top + PLOT + 17.0),
            anchor(x),
            escape(text)
        );
    }
    out.push_str("</svg>");
    out
}

/// Words at the edges stay inside.
fn anchor(share: f64) -> &'static str {
    match share {
        s if s < 0.04 => "",
        s if s > 0.96 => " end",
        _ => " mid",
    }
}
