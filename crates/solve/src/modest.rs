//! Prices as what one more place adds, where they are determined from one side only.
//!
//! When units must be placed, one place fewer may leave no plan at all. Then any higher price proves the same bound, and what the
//! descent ends at says nothing. What one more place adds is the least of these prices: that of a little more room.

use crate::dual::Dual;
use crate::model::Model;

/// Room that is added to every row, in its own unit.
const MORE: f64 = 0.01;

/// The prices, or lower ones that prove nearly the same bound where some are beyond what any unit could gain by a place.
pub(crate) fn prices(dual: &Dual<'_>, prices: &[f64], stop: &dyn Fn() -> bool) -> Vec<f64> {
    let model = dual.model;
    let dearest = |prices: &[f64]| row_vars(model).map(|v| prices[v]).fold(0.0, f64::max);
    if !model.must.iter().any(|&must| must) || dearest(prices) <= most_gain(dual) {
        return prices.to_vec();
    }
    let mut roomy = model.clone();
    for var in row_vars(model) {
        roomy.vars[var].cost += MORE;
    }
    let other = Dual::new(&roomy);
    let (lower, _) = other.minimise(other.start(), 0.5, 14, stop);
    if dearest(&lower) < dearest(prices) { lower } else { prices.to_vec() }
}

fn row_vars<'m>(model: &'m Model<'_>) -> impl Iterator<Item = usize> + 'm {
    model.upper_var.iter().chain(&model.lower_var).flatten().map(|&v| v as usize)
}

/// The most that any unit could gain by standing elsewhere, with everything free.
fn most_gain(dual: &Dual<'_>) -> f64 {
    let free = dual.priced(&vec![0.0; dual.model.vars.len()]);
    let gain = |unit: usize| {
        let start = if dual.model.must[unit] { None } else { Some((0.0, 0.0)) };
        let ends = dual.model.options(unit).map(|o| free[o as usize]).fold(start, |ends, worth| {
            Some(ends.map_or((worth, worth), |(low, high): (f64, f64)| (low.min(worth), high.max(worth))))
        });
        ends.map_or(0.0, |(low, high)| high - low)
    };
    (0..dual.model.units()).map(gain).fold(0.0, f64::max)
}
