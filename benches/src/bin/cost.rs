//! What a country costs in families and regions: `cost FILE.svg [MOST FAMILIES]` measures from 1,000 families on, ten
//! times as many each time, prints the figures and draws them, both axes logarithmic.

#![allow(clippy::print_stdout, reason = "a measuring program: it prints")]

use qonys_bench::country::{Scores, Spec};
use qonys_bench::measure;
use qonys_solve::Options;
use std::fmt::Write;

/// What is measured: a name, regions, openings, a colour.
const LINES: [(&str, usize, bool, &str); 3] = [
    ("20 regions", 20, false, "#1b6ca8"),
    ("20 regions, openings", 20, true, "#c0561e"),
    ("200 regions", 200, false, "#4a7c3a"),
];

/// The gap asked for falls as families grow: this, over the families.
const GAP: f64 = 2.0;

/// More pairs of family and region than this are not measured.
const MOST_PAIRS: usize = 200_000_000;

/// The plot: width, height, and margins.
const SIZE: (f64, f64) = (640.0, 420.0);
const MARGIN: (f64, f64) = (60.0, 40.0);

/// Decades shown: families from 10^3 to 10^6, seconds from 10^-2 to 10^2.
const DECADES: ((f64, f64), (f64, f64)) = ((3.0, 6.0), (-2.0, 2.0));

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = args.first().ok_or("where to draw")?;
    let most: usize = args.get(1).map_or(Ok(1_000_000), |a| a.parse())?;
    let mut sizes: Vec<usize> = [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|&s| s < most).collect();
    sizes.push(most);
    let mut lines = Vec::new();
    for (name, regions, openings, colour) in LINES {
        let mut points = Vec::new();
        for &families in sizes.iter().filter(|&&f| f * regions <= MOST_PAIRS) {
            let spec =
                Spec { families, regions, seed: 1, slack: 5.0, openings, unit_size: false, scores: Scores::Drawn };
            let gap = GAP * regions as f64 / 20.0 / families as f64;
            let measured = measure::run(&spec, &Options { gap, ..Options::default() }, None)?;
            points.push((families as f64, measured.seconds));
            println!(
                "{families} x {regions}{}: {:.3} s, gap {:.5} %, {:.0} reads, peak so far {:.0} MiB",
                if openings { " with openings" } else { "" },
                measured.seconds,
                100.0 * measured.solution.gap,
                measured.seconds / measured.read,
                measure::peak_memory_mb().unwrap_or(f64::NAN),
            );
        }
        lines.push((name, colour, points));
    }
    std::fs::write(file, plot(&lines))?;
    Ok(())
}

/// Where families and seconds stand in the plot.
fn place(families: f64, seconds: f64) -> (f64, f64) {
    let part = |x: f64, (low, high): (f64, f64)| (libm::log10(x) - low) / (high - low);
    let x = MARGIN.0 + part(families, DECADES.0) * (SIZE.0 - 2.0 * MARGIN.0);
    let y = SIZE.1 - MARGIN.1 - part(seconds, DECADES.1) * (SIZE.1 - 2.0 * MARGIN.1);
    (x, y)
}

type Line<'a> = (&'a str, &'a str, Vec<(f64, f64)>);

fn plot(lines: &[Line<'_>]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"12\">\n<title>Seconds by families</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        SIZE.0, SIZE.1
    );
    for decade in 3..=6 {
        let (x, low) = place(10_f64.powi(decade), 1e-2);
        let high = place(1e3, 1e2).1;
        let _ = writeln!(svg, "<path d=\"M{x:.1} {low:.1}V{high:.1}\" stroke=\"#ddd\"/>");
        let families = 10_u64.pow(decade as u32);
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{families}</text>", low + 16.0);
    }
    for decade in -2..=2 {
        let (x, y) = place(1e3, 10_f64.powi(decade));
        let right = place(1e6, 1.0).0;
        let _ = writeln!(svg, "<path d=\"M{x:.1} {y:.1}H{right:.1}\" stroke=\"#ddd\"/>");
        let seconds = 10_f64.powi(decade);
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{seconds} s</text>", x - 6.0, y + 4.0);
    }
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">families</text>", SIZE.0 / 2.0, SIZE.1 - 8.0);
    for (_, colour, points) in lines {
        let path: Vec<String> = points
            .iter()
            .map(|&(families, seconds)| {
                let (x, y) = place(families, seconds);
                format!("{x:.1},{y:.1}")
            })
            .collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            path.join(" ")
        );
        for point in &path {
            let (x, y) = point.split_once(',').unwrap_or(("0", "0"));
            let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"3.5\" fill=\"{colour}\"/>");
        }
    }
    // above the plot, where no line goes
    let names = lines.iter().map(|(name, colour, _)| format!("<tspan dx=\"20\" fill=\"{colour}\">{name}</tspan>"));
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", MARGIN.0, MARGIN.1 - 14.0, names.collect::<String>());
    svg + "</svg>\n"
}
