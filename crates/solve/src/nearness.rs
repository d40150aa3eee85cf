//! Which regions belong into one neighbourhood: those between which many units are nearly indifferent.
//!
//! A few regions taken at random seldom share units that could change between them; with many regions such groups are
//! where little can be gained.

use crate::model::WAIT;
use crate::search::Guide;
use crate::state::State;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How many units of one region are nearly as well placed in another, by pairs of regions.
pub(crate) struct Nearness {
    width: usize,
    near: Vec<f64>,
}

impl Nearness {
    pub(crate) fn of(state: &State<'_>, guide: &Guide, regions: &[u32]) -> Self {
        let model = state.model;
        let width = regions.iter().max().map_or(0, |&r| r as usize + 1);
        let mut near = vec![1e-3; width * width];
        let mut leads = Vec::new();
        for pass in 0..2 {
            for unit in 0..model.units() {
                let now = state.choice[unit];
                if now == WAIT {
                    continue;
                }
                let here = guide.priced[now as usize];
                let from = model.region[now as usize] as usize;
                for option in model.options(unit).filter(|&o| o != now) {
                    let loss = (here - guide.priced[option as usize]).max(0.0);
                    let to = model.region[option as usize] as usize;
                    if pass == 0 {
                        leads.push(loss);
                    } else {
                        let weight = libm::exp(-loss / typical(&leads));
                        near[from * width + to] += weight;
                        near[to * width + from] += weight;
                    }
                }
            }
            leads.sort_by(f64::total_cmp);
            leads.truncate(2 * model.units());
        }
        Self { width, near }
    }

    /// Puts regions near to each other into one group of this size.
    pub(crate) fn deal(&self, regions: &mut [u32], size: usize, rng: &mut ChaCha8Rng) {
        for at in 0..regions.len() {
            let group = at / size * size..at;
            let weight = |r: u32| -> f64 {
                let to = |&g: &u32| self.near[g as usize * self.width + r as usize];
                if group.is_empty() { 1.0 } else { regions[group.clone()].iter().map(to).sum() }
            };
            let weights: Vec<f64> = regions[at..].iter().map(|&r| weight(r)).collect();
            let mut lot = rng.random_range(0.0..1.0) * weights.iter().sum::<f64>();
            let chosen = weights.iter().position(|w| {
                lot -= w;
                lot <= 0.0
            });
            regions.swap(at, at + chosen.unwrap_or(0));
        }
    }
}

fn typical(leads: &[f64]) -> f64 {
    leads.get(leads.len() / 2).copied().unwrap_or(1.0).max(1e-300)
}
