//! Multipliers from what plans seen so far promise: cutting planes in a box (Kelley 1960; Marsten, Hogan and Blankenship
//! 1975, "The boxstep method").

use super::runs::Seen;
use crate::lp;

/// Multipliers within `[low, high]` at which the best of the plans seen, `weight x value + sum of multiplier x slack`, is
/// least, and that figure. With `total` the multipliers sum to it.
pub(super) fn least(
    seen: &[Seen],
    weight: f64,
    low: &[f64],
    high: &[f64],
    total: Option<f64>,
) -> Option<(Vec<f64>, f64)> {
    let n = low.len();
    // unknowns are measured in the box's own widths, worths in the largest plan's
    let width: Vec<f64> = low.iter().zip(high).map(|(l, h)| (h - l).max(1e-300)).collect();
    let at_low = |plan: &Seen| weight * plan.value + plan.slack.iter().zip(low).map(|(s, l)| s * l).sum::<f64>();
    let slopes = |plan: &Seen| plan.slack.iter().zip(&width).map(|(s, w)| s * w).collect::<Vec<f64>>();
    let size =
        seen.iter().map(|p| at_low(p).abs() + slopes(p).iter().map(|s| s.abs()).sum::<f64>()).fold(1e-300, f64::max);
    // the best of the plans is nowhere in the box below the least of the first
    let first = seen.first()?;
    let floor = (at_low(first) + slopes(first).iter().map(|s| s.min(0.0)).sum::<f64>()) / size;
    let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
    for plan in seen {
        let slope: Vec<f64> = slopes(plan).iter().map(|s| -s / size).chain([1.0]).collect();
        rows.push((slope, at_low(plan) / size - floor));
    }
    for i in 0..n {
        let unit = |value: f64| (0..=n).map(|j| if i == j { value } else { 0.0 }).collect::<Vec<f64>>();
        rows.push((unit(-1.0), -1.0));
    }
    if let Some(total) = total {
        let left = total - low.iter().sum::<f64>();
        let sum: Vec<f64> = width.iter().copied().chain([0.0]).collect();
        rows.push((sum.iter().map(|w| -w).collect(), -left));
        rows.push((sum, left));
    }
    let cost: Vec<f64> = (0..=n).map(|j| if j == n { 1.0 } else { 0.0 }).collect();
    let x = lp::least(&cost, &rows)?;
    let prices = (0..n).map(|i| (low[i] + x[i] * width[i]).clamp(low[i], high[i])).collect();
    Some((prices, (x[n] + floor) * size))
}
