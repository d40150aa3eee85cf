//! Prices: the Lagrangian dual.
//!
//! With a price on every limited thing each unit's best option is its own affair, and
//! `L(p) = sum_v cost_v p_v + sum_u max_option(value - price of what it takes)` is an upper bound on every plan for
//! any `p` in the box (Geoffrion 1974; Fisher 1981). Workers take the best opening at its price:
//! `max(0, max_o(uplift - price))`, so the matching is priced as well.
//!
//! `L` is piecewise linear. It is minimised through its smoothing by the soft maximum at a falling temperature
//! (Nesterov 2005) with projected Newton steps (Bertsekas 1982), the systems solved by conjugate gradients.
//! What is certified is always `L` itself, with exact maxima, rounded outward.

use crate::model::Model;
use rayon::prelude::*;

/// Units in one part of a parallel sum: fixed, so that sums do not depend on threads.
const CHUNK: usize = 256;

/// Free variables up to which Newton's systems are solved by factoring.
const DENSE: usize = 900;

/// Free variables up to which a Newton step costs next to nothing.
const CHEAP: usize = 200;

/// Temperature from which on pairs divide their worth, in typical differences between options.
const LATE: f64 = 6e-3;

/// The value of the smoothed dual at a point, with what its slope and curvature need.
pub(crate) struct Smooth {
    pub(crate) value: f64,
    pub(crate) slope: Vec<f64>,
    /// Curvature's diagonal, roughly.
    pub(crate) diagonal: Vec<f64>,
    /// Probability of every option, by chunk.
    pub(crate) share: Vec<Vec<f64>>,
    /// Probability of every opening for a worker of its slot.
    pub(crate) edge_share: Vec<f64>,
    /// Expected workers in each slot.
    pub(crate) slot_mass: Vec<f64>,
}

/// One chunk's part of a smooth evaluation.
struct Part {
    value: f64,
    slope: Vec<f64>,
    diagonal: Vec<f64>,
    share: Vec<f64>,
    slot_mass: Vec<f64>,
}

/// The dual of a model.
pub(crate) struct Dual<'m> {
    pub(crate) model: &'m Model<'m>,
    value: Vec<f64>,
    pub(crate) slots_used: Vec<u32>,
    scale: f64,
}

impl<'m> Dual<'m> {
    pub(crate) fn new(model: &'m Model<'m>) -> Self {
        let mut dual = Self::at_scale(model, 1.0);
        dual.scale = dual.spread();
        dual
    }

    /// With a typical difference between the options of a unit that is known from a larger model.
    pub(crate) fn at_scale(model: &'m Model<'m>, scale: f64) -> Self {
        let value = model.with_pairs();
        let mut seen = vec![false; model.jobs.slots()];
        for option in 0..model.region.len() {
            for &slot in model.slots(option as u32) {
                seen[slot as usize] = true;
            }
        }
        if let Some(base) = &model.base {
            base.mark(&mut seen);
        }
        let slots_used = (0..seen.len() as u32).filter(|&s| seen[s as usize]).collect();
        Self { model, value, slots_used, scale }
    }

    /// A typical difference between the options of a unit.
    pub(crate) fn scale(&self) -> f64 {
        self.scale
    }

    /// Prices to begin with: nothing costs anything, pairs share their worth evenly.
    pub(crate) fn start(&self) -> Vec<f64> {
        self.model.vars.iter().map(|v| if v.cost == 0.0 && v.high.is_finite() { v.high * 0.5 } else { 0.0 }).collect()
    }

    /// A typical difference between the options of a unit: what temperatures are measured in.
    fn spread(&self) -> f64 {
        let best = self.slot_gains(&vec![0.0; self.model.vars.len()]);
        let mut spreads: Vec<f64> = (0..self.model.units())
            .filter_map(|unit| {
                let worth = |o: u32| self.worth_of(o, &[], &best);
                let most = self.model.options(unit).map(worth).fold(0.0, f64::max);
                let least = self.model.options(unit).map(worth).fold(0.0, f64::min);
                (most > least).then_some(most - least)
            })
            .collect();
        spreads.sort_by(f64::total_cmp);
        spreads.get(spreads.len() / 2).copied().unwrap_or(1.0)
    }

    /// Value of an option less the prices of what it takes, its workers at their slots' gains.
    fn worth_of(&self, option: u32, prices: &[f64], gains: &[f64]) -> f64 {
        let mut worth = self.value[option as usize];
        if !prices.is_empty() {
            for &(var, amount) in self.model.cols(option) {
                worth -= amount * prices[var as usize];
            }
        }
        for &slot in self.model.slots(option) {
            worth += gains[slot as usize];
        }
        worth
    }

    /// For each slot what a worker gains by the best opening at its price.
    pub(crate) fn slot_gains(&self, prices: &[f64]) -> Vec<f64> {
        let (jobs, first) = (self.model.jobs, self.model.opening_var);
        let mut gains = vec![0.0; jobs.slots()];
        for &slot in &self.slots_used {
            gains[slot as usize] = jobs
                .slot_edges(slot)
                .map(|e| jobs.edges[e].1 - prices[first + jobs.edges[e].0 as usize])
                .fold(0.0, f64::max);
        }
        gains
    }

    /// Worth of every option at these prices.
    pub(crate) fn priced(&self, prices: &[f64]) -> Vec<f64> {
        let gains = self.slot_gains(prices);
        (0..self.model.region.len() as u32).map(|o| self.worth_of(o, prices, &gains)).collect()
    }

    /// What the prices leave to workers who stand still, with all constant costs: the part of the bound that no unit decides.
    pub(crate) fn constant(&self, prices: &[f64]) -> f64 {
        let costs: f64 = self.model.vars.iter().zip(prices).map(|(v, p)| v.cost * p).sum();
        let gains = self.slot_gains(prices);
        let still = self.model.base.as_ref().map_or(0.0, |base| base.gain_of(&gains));
        costs + still
    }

    /// A bound on every plan, valid for any prices in the box: the Lagrangian, rounded outward.
    /// A unit that must be placed and cannot be makes it minus infinity.
    pub(crate) fn bound(&self, prices: &[f64]) -> f64 {
        let gains = self.slot_gains(prices);
        let model = self.model;
        let parts: Vec<(f64, f64)> = chunks(model.units())
            .into_par_iter()
            .map(|span| {
                let (mut sum, mut size) = (0.0, 0.0);
                for unit in span {
                    let least = if model.must[unit] { f64::NEG_INFINITY } else { 0.0 };
                    let best = model.options(unit).map(|o| self.worth_of(o, prices, &gains)).fold(least, f64::max);
                    sum += best;
                    size += best.abs();
                }
                (sum, size)
            })
            .collect();
        let still = model.base.as_ref().map_or(0.0, |base| base.gain_of(&gains));
        let costs = model.vars.iter().zip(prices).map(|(v, p)| v.cost * p);
        let constant: Vec<f64> = costs.chain([still]).collect();
        let sum: f64 = parts.iter().map(|p| p.0).sum::<f64>() + constant.iter().sum::<f64>();
        let size: f64 = parts.iter().map(|p| p.1).sum::<f64>() + constant.iter().map(|c| c.abs()).sum::<f64>();
        outward(sum, size)
    }

    /// Minimises the dual from these prices; returns the best prices and their certified bound.
    /// `heat`: the first temperature, in typical differences between options; `depth`: how many times it falls.
    pub(crate) fn minimise(&self, start: Vec<f64>, heat: f64, depth: u32, stop: &dyn Fn() -> bool) -> (Vec<f64>, f64) {
        let mut best = (start.clone(), self.bound(&start));
        if self.model.vars.iter().all(|v| v.high == 0.0) || !best.1.is_finite() {
            return best;
        }
        let mut prices = start;
        let mut heat = self.scale * heat;
        let mut idle = 0;
        for _ in 0..depth {
            if stop() {
                break;
            }
            self.descend(&mut prices, heat, 0.3);
            let bound = self.bound(&prices);
            if bound < best.1 {
                idle = if bound < best.1 - 1e-10 * best.1.abs() { 0 } else { idle + 1 };
                best = (prices.clone(), bound);
            } else {
                idle += 1;
            }
            let left = heat * (1 + self.model.opening_var.min(self.model.vars.len())) as f64;
            // with openings a plan is never so near that the last millionth of the bound would tell
            let enough = if self.slots_used.is_empty() { 1e-8 } else { 3e-7 };
            if idle > 8 || left < enough * best.1.abs() {
                break;
            }
            heat *= 0.3;
        }
        best
    }

    /// Probability of every option at a temperature (in typical differences between options) near these prices: nearly
    /// an optimal fractional plan when the temperature is low.
    pub(crate) fn shares(&self, prices: &[f64], heat: f64) -> Vec<f64> {
        let mut prices = prices.to_vec();
        let heat = self.scale * heat;
        self.descend(&mut prices, heat, 0.02).share.concat()
    }

    /// Prices settled at a temperature (in typical differences between options) from these on, the probability of every
    /// option there, and the bound that they prove.
    pub(crate) fn settled(&self, mut prices: Vec<f64>, heat: f64) -> (Vec<f64>, Vec<f64>, f64) {
        let heat = self.scale * heat;
        let share = self.descend(&mut prices, heat, 0.3).share.concat();
        let bound = self.bound(&prices);
        (prices, share, bound)
    }

    /// Newton steps at one temperature; returns the smoothed dual where they end.
    fn descend(&self, prices: &mut Vec<f64>, heat: f64, near: f64) -> Smooth {
        let mut here = self.smooth(prices, heat);
        // damping in Levenberg's way: a step that the box cuts to pieces is tried again shorter and nearer to the slope
        let mut damp = 1e-9;
        let mut room = Vec::new();
        for _ in 0..16 {
            let mut free: Vec<bool> = (0..prices.len())
                .map(|v| {
                    let var = self.model.vars[v];
                    let low = prices[v] <= 0.0 && here.slope[v] >= 0.0;
                    let high = prices[v] >= var.high && here.slope[v] <= 0.0;
                    var.high > 0.0 && !low && !high
                })
                .collect();
            // pairs divide their worth only once the rest is nearly settled: their variables are many and change little
            if heat > LATE * self.scale {
                free[self.model.opening_var + self.model.jobs.count.len()..].fill(false);
            }
            // a row's two limits pull on one use: while one has a price the other stays out
            for row in 0..self.model.upper.len() {
                if let (Some(up), Some(low)) = (self.model.upper_var[row], self.model.lower_var[row]) {
                    if prices[up as usize] > 0.0 && prices[low as usize] == 0.0 {
                        free[low as usize] = false;
                    } else if prices[low as usize] > 0.0 && prices[up as usize] == 0.0 {
                        free[up as usize] = false;
                    }
                }
            }
            let count = free.iter().filter(|f| **f).count();
            let step = if count <= DENSE {
                self.newton_dense(&here, &free, heat, damp, &mut room)
            } else {
                self.newton(&here, &free, heat, damp)
            };
            let promise: f64 = -here.slope.iter().zip(&step).map(|(g, d)| g * d).sum::<f64>();
            // near enough for the next temperature; where systems are large, sooner
            let near = if count <= CHEAP { 0.02 } else { near };
            if promise.is_nan() || promise <= near * heat * (1.0 + count as f64).sqrt() {
                break;
            }
            let mut length = 1.0;
            let mut moved = false;
            for _ in 0..6 {
                let next: Vec<f64> = (0..prices.len())
                    .map(|v| (prices[v] + length * step[v]).clamp(0.0, self.model.vars[v].high.min(1e6 * self.scale)))
                    .collect();
                let drop: f64 = (0..prices.len()).map(|v| here.slope[v] * (prices[v] - next[v])).sum();
                let there = self.smooth(&next, heat);
                if there.value <= here.value - 1e-4 * drop.max(0.0) && there.value < here.value {
                    *prices = next;
                    here = there;
                    moved = true;
                    break;
                }
                length *= 0.4;
            }
            if moved {
                damp = if length == 1.0 { (damp * 0.1_f64).max(1e-9) } else { damp };
            } else if damp < 1e2 {
                damp *= 1e3;
            } else {
                break;
            }
        }
        here
    }

    /// The dual with every maximum softened at this temperature.
    fn smooth(&self, prices: &[f64], heat: f64) -> Smooth {
        let (model, jobs) = (self.model, self.model.jobs);
        let first = model.opening_var;
        let mut edge_share = vec![0.0; jobs.edges.len()];
        let mut gains = vec![0.0; jobs.slots()];
        for &slot in &self.slots_used {
            let span = jobs.slot_edges(slot);
            let net = |e: usize| jobs.edges[e].1 - prices[first + jobs.edges[e].0 as usize];
            let top = span.clone().map(net).fold(0.0, f64::max);
            let mut sum = soft(-top / heat);
            for e in span.clone() {
                edge_share[e] = soft((net(e) - top) / heat);
                sum += edge_share[e];
            }
            for e in span {
                edge_share[e] /= sum;
            }
            gains[slot as usize] = top + heat * libm::log(sum);
        }
        let parts: Vec<Part> =
            chunks(model.units()).into_par_iter().map(|span| self.smooth_part(span, prices, &gains, heat)).collect();
        let mut all = Smooth {
            value: model.vars.iter().zip(prices).map(|(v, p)| v.cost * p).sum(),
            slope: model.vars.iter().map(|v| v.cost).collect(),
            diagonal: vec![0.0; model.vars.len()],
            share: Vec::with_capacity(parts.len()),
            edge_share,
            slot_mass: vec![0.0; jobs.slots()],
        };
        for part in parts {
            all.value += part.value;
            add(&mut all.slope, &part.slope);
            add(&mut all.diagonal, &part.diagonal);
            add(&mut all.slot_mass, &part.slot_mass);
            all.share.push(part.share);
        }
        for &slot in &self.slots_used {
            // workers who stand still take openings too
            let still = model.base.as_ref().map_or(0.0, |base| base.present(slot));
            all.value += still * gains[slot as usize];
            all.slot_mass[slot as usize] += still;
            let mass = all.slot_mass[slot as usize];
            for e in jobs.slot_edges(slot) {
                let var = first + jobs.edges[e].0 as usize;
                all.slope[var] -= mass * all.edge_share[e];
                all.diagonal[var] += mass * all.edge_share[e] / heat;
            }
        }
        all
    }

    fn smooth_part(&self, span: std::ops::Range<usize>, prices: &[f64], gains: &[f64], heat: f64) -> Part {
        let model = self.model;
        let mut part = Part {
            value: 0.0,
            slope: vec![0.0; model.vars.len()],
            diagonal: vec![0.0; model.vars.len()],
            share: Vec::with_capacity((model.option_start[span.end] - model.option_start[span.start]) as usize),
            slot_mass: vec![0.0; model.jobs.slots()],
        };
        let mut net = Vec::new();
        for unit in span {
            net.clear();
            net.extend(model.options(unit).map(|o| self.worth_of(o, prices, gains)));
            let wait = !model.must[unit];
            let top = net.iter().copied().fold(if wait { 0.0 } else { f64::NEG_INFINITY }, f64::max);
            if top == f64::NEG_INFINITY {
                continue;
            }
            let mut sum = if wait { soft(-top / heat) } else { 0.0 };
            for n in &mut net {
                *n = soft((*n - top) / heat);
                sum += *n;
            }
            part.value += top + heat * libm::log(sum);
            for (option, n) in model.options(unit).zip(&net) {
                let share = n / sum;
                part.share.push(share);
                if share > 1e-14 {
                    for &(var, amount) in model.cols(option) {
                        part.slope[var as usize] -= share * amount;
                        part.diagonal[var as usize] += share * (1.0 - share) * amount * amount / heat;
                    }
                    for &slot in model.slots(option) {
                        part.slot_mass[slot as usize] += share;
                    }
                }
            }
        }
        part
    }
}

/// What sums of terms may be off by, in parts of the sum of their absolute values.
pub(crate) const ROUNDING: f64 = 4e-13;

/// A bound that was summed up, rounded outward; `size`: the sum of absolute terms.
pub(crate) fn outward(sum: f64, size: f64) -> f64 {
    if sum == f64::NEG_INFINITY { sum } else { sum + ROUNDING * size }
}

pub(crate) fn add(sum: &mut [f64], part: &[f64]) {
    for (s, p) in sum.iter_mut().zip(part) {
        *s += p;
    }
}

pub(crate) fn chunks(units: usize) -> Vec<std::ops::Range<usize>> {
    let size = CHUNK.max(units.div_ceil(64));
    (0..units).step_by(size).map(|start| start..(start + size).min(units)).collect()
}

/// The exponential, and nothing where it is too small to count.
pub(crate) fn soft(x: f64) -> f64 {
    if x < -40.0 { 0.0 } else { libm::exp(x) }
}
