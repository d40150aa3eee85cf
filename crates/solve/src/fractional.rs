//! A plan read off the smoothed dual: at a low temperature the probabilities of the options are nearly an optimal
//! fractional plan, and say what prices alone cannot: how many of the units that are alike, and so indifferent, go
//! where.
//!
//! Units are rounded one after the other, each to the option that keeps the use of rows and the workers of each slot
//! closest to what the probabilities of the units rounded so far add up to (error diffusion). Large units come first,
//! so that small ones fill what is left.

use crate::dual::Dual;
use crate::model::{Model, WAIT};
use crate::search::Guide;
use crate::state::State;

/// Good temperatures, in typical differences between options, the best first.
pub(crate) const HEATS: [f64; 3] = [3e-4, 1e-3, 1e-4];
/// Options less probable than this are not rounded to while another fits.
const LEAST: f64 = 1e-3;

/// Rounds the fractional plan at these prices. Limits are kept; units that fit nowhere wait, even if they must not.
pub(crate) fn plan<'m>(model: &'m Model<'m>, dual: &Dual<'_>, guide: &Guide, prices: &[f64], heat: f64) -> State<'m> {
    round(model, guide, &dual.shares(prices, heat))
}

/// Rounds these shares of options. Limits are kept; units that fit nowhere wait, even if they must not.
pub(crate) fn round<'m>(model: &'m Model<'m>, guide: &Guide, share: &[f64]) -> State<'m> {
    let mut state = State::new(model);
    let mut off = Off::new(model);
    for unit in order(model) {
        let Some(option) = off.best(model, &mut state, guide, share, unit) else { continue };
        off.count(model, share, unit, option);
        if option != WAIT {
            state.set(unit, option);
        }
    }
    state
}

/// Large units first; units alike one after the other.
fn order(model: &Model<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.units()).filter(|&u| !model.options(u).is_empty()).collect();
    let alike = |unit: usize| {
        let first = model.options(unit).start;
        (model.slots(first), model.options(unit).len(), model.uses(first))
    };
    order.sort_by(|&a, &b| {
        let size = |u: usize| model.uses(model.options(u).start).iter().map(|u| u64::from(u.1)).sum::<u64>();
        size(b).cmp(&size(a)).then_with(|| alike(a).cmp(&alike(b))).then(a.cmp(&b))
    });
    order
}

/// How far the rounded units are off the fractional plan.
struct Off {
    rows: Vec<f64>,
    slots: Vec<f64>,
    /// One over the square of a row's typical use, so that rows of persons and of families weigh alike.
    weight: Vec<f64>,
}

impl Off {
    fn new(model: &Model<'_>) -> Self {
        let mut sums = vec![(0.0, 0.0); model.upper.len()];
        for option in 0..model.region.len() as u32 {
            for &(row, amount) in model.uses(option) {
                sums[row as usize].0 += f64::from(amount);
                sums[row as usize].1 += 1.0;
            }
        }
        let weight = |&(sum, n): &(f64, f64)| if sum > 0.0 { (n / sum) * (n / sum) } else { 0.0 };
        Self {
            rows: vec![0.0; model.upper.len()],
            slots: vec![0.0; model.jobs.slots()],
            weight: sums.iter().map(weight).collect(),
        }
    }

    /// The option that fits and leaves the least error; [`None`] when a unit that must be placed fits nowhere.
    fn best(
        &mut self,
        model: &Model<'_>,
        state: &mut State<'_>,
        guide: &Guide,
        share: &[f64],
        unit: usize,
    ) -> Option<u32> {
        self.spread(model, share, unit, -1.0);
        let waits = (1.0 - model.options(unit).map(|o| share[o as usize]).sum::<f64>()).max(0.0);
        let mut best = if model.must[unit] || waits < LEAST { None } else { Some((-libm::log(waits), WAIT)) };
        for option in model.options(unit).filter(|&o| share[o as usize] >= LEAST) {
            let error = self.error(model, option) - 0.3 * libm::log(share[option as usize]);
            if best.is_none_or(|b| error < b.0) && state.room(option) {
                best = Some((error, option));
            }
        }
        if best.is_none() {
            let priced = |o: u32| guide.priced[o as usize];
            let open =
                model.options(unit).filter(|&o| state.room(o) && (model.must[unit] || guide.gross[o as usize] >= 0.0));
            best = open.max_by(|&a, &b| priced(a).total_cmp(&priced(b))).map(|o| (0.0, o));
        }
        self.spread(model, share, unit, 1.0);
        best.map(|b| b.1)
    }

    /// What placing a unit so adds to the squared error.
    fn error(&self, model: &Model<'_>, option: u32) -> f64 {
        let rise = |off: f64, by: f64| by * (2.0 * off + by);
        let rows = model
            .uses(option)
            .iter()
            .map(|&(row, amount)| self.weight[row as usize] * rise(self.rows[row as usize], f64::from(amount)));
        let slots = model.slots(option).iter().map(|&slot| rise(self.slots[slot as usize], 1.0));
        rows.sum::<f64>() + slots.sum::<f64>()
    }

    /// Takes a unit's expected uses into account with a sign: what is expected of it is no error yet.
    fn spread(&mut self, model: &Model<'_>, share: &[f64], unit: usize, sign: f64) {
        for option in model.options(unit) {
            let part = sign * share[option as usize];
            for &(row, amount) in model.uses(option) {
                self.rows[row as usize] += part * f64::from(amount);
            }
            for &slot in model.slots(option) {
                self.slots[slot as usize] += part;
            }
        }
    }

    fn count(&mut self, model: &Model<'_>, share: &[f64], unit: usize, option: u32) {
        self.spread(model, share, unit, -1.0);
        if option == WAIT {
            return;
        }
        for &(row, amount) in model.uses(option) {
            self.rows[row as usize] += f64::from(amount);
        }
        for &slot in model.slots(option) {
            self.slots[slot as usize] += 1.0;
        }
    }
}
