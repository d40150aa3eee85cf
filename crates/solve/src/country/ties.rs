//! Pairs of units worth more together: the worth of a pair is divided between its two sides, region by region.
//!
//! `worth * min(x_a, x_b) <= part * x_a + (worth - part) * x_b` for every part between nothing and all. With parts given,
//! units choose each for itself again, and the bound holds whatever the parts are. At given prices the best parts
//! are those at which both sides expect to be in a region alike often; for a pair that has no other ties they make the
//! bound that of the two choosing together. Parts and prices are bettered in turns.

use super::source::{Look, Source, Tariff};
use crate::problem::Problem;
use rayon::prelude::*;

/// Steps to the balance of one pair.
const STEPS: usize = 12;

/// How often all pairs are balanced anew where units have several ties.
const SWEEPS: usize = 4;

/// Not tied.
const ALONE: u32 = u32::MAX;

/// The pairs of a country and how their worth is divided.
#[derive(Default)]
pub(crate) struct Ties {
    regions: usize,
    /// `(a, b, worth)`.
    pairs: Vec<(u32, u32, f64)>,
    /// For each pair and region what its first side holds.
    pub(crate) part: Vec<f64>,
    /// For each pair how much better its first side does than its second.
    lead: Vec<f64>,
    /// Tied units, and for every unit of the country its place among them.
    units: Vec<u32>,
    place: Vec<u32>,
    /// Pairs of each tied unit.
    of: Vec<Vec<u32>>,
    /// The first unit of the web that a unit belongs to, by place.
    web: Vec<u32>,
    /// What each tied unit holds of its pairs, by region.
    held: Vec<f64>,
}

impl Ties {
    /// The pairs both sides of which may be placed; each side holds half.
    pub(crate) fn of(problem: &Problem, open: &[bool]) -> Self {
        let both = |p: &&crate::Pair| p.value > 0.0 && p.a != p.b && open[p.a as usize] && open[p.b as usize];
        let pairs: Vec<(u32, u32, f64)> = problem.pairs.iter().filter(both).map(|p| (p.a, p.b, p.value)).collect();
        if pairs.is_empty() {
            return Self::default();
        }
        let mut units: Vec<u32> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
        units.sort_unstable();
        units.dedup();
        let mut place = vec![ALONE; problem.units.len()];
        (0..).zip(&units).for_each(|(at, &unit)| place[unit as usize] = at);
        let (mut of, mut web) = (vec![Vec::new(); units.len()], units.clone());
        for (pair, &(a, b, _)) in (0..).zip(&pairs) {
            [a, b].iter().for_each(|&u| of[place[u as usize] as usize].push(pair));
        }
        let mut seen = vec![false; units.len()];
        for (start, &name) in units.iter().enumerate() {
            let mut ahead = vec![start];
            while let Some(at) = ahead.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    web[at] = name;
                    ahead.extend(of[at].iter().flat_map(|&p| {
                        let (a, b, _) = pairs[p as usize];
                        [place[a as usize] as usize, place[b as usize] as usize]
                    }));
                }
            }
        }
        let regions = problem.regions as usize;
        let (lead, held) = (vec![0.0; pairs.len()], vec![0.0; units.len() * regions]);
        let part = pairs.iter().flat_map(|p| std::iter::repeat_n(0.5 * p.2, regions)).collect();
        let mut ties = Self { regions, pairs, part: Vec::new(), lead, units, place, of, web, held };
        ties.divide(part);
        ties
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether a unit is tied to another.
    pub(crate) fn has(&self, unit: usize) -> bool {
        self.place.get(unit).is_some_and(|&p| p != ALONE)
    }

    /// Tied units, in order.
    pub(crate) fn units(&self) -> &[u32] {
        &self.units
    }

    /// What a unit holds of its pairs in a region.
    pub(crate) fn held(&self, unit: usize, region: u32) -> f64 {
        if self.has(unit) { self.held[self.place[unit] as usize * self.regions + region as usize] } else { 0.0 }
    }

    /// The unit by which a web of ties is known; another unit is its own.
    pub(crate) fn web(&self, unit: u32) -> u32 {
        if self.has(unit as usize) { self.web[self.place[unit as usize] as usize] } else { unit }
    }

    /// Units tied to a unit, each with the pair and its worth.
    pub(crate) fn partners(&self, unit: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let pairs = if self.has(unit) { self.of[self.place[unit] as usize].as_slice() } else { &[] };
        pairs.iter().map(move |&p| {
            let (a, b, worth) = self.pairs[p as usize];
            (if a as usize == unit { b } else { a }, worth)
        })
    }

    /// All pairs: `(a, b, worth)`.
    pub(crate) fn pairs(&self) -> &[(u32, u32, f64)] {
        &self.pairs
    }

    /// What the first side of a pair holds in a region.
    pub(crate) fn part(&self, pair: usize, region: u32) -> f64 {
        self.part[pair * self.regions + region as usize]
    }

    /// Divides the worth of pairs so.
    pub(crate) fn divide(&mut self, part: Vec<f64>) {
        self.part = part;
        self.held.fill(0.0);
        for (pair, &(a, b, worth)) in self.pairs.iter().enumerate() {
            for region in 0..self.regions {
                let part = self.part[pair * self.regions + region];
                self.held[self.place[a as usize] as usize * self.regions + region] += part;
                self.held[self.place[b as usize] as usize * self.regions + region] += worth - part;
            }
        }
    }

    /// Balances every pair at these worths of tied units without their pairs (tied units x regions, minus infinity = not
    /// open) and this temperature.
    fn balance(&mut self, worth: &[f64], must: &[bool], heat: f64) {
        let regions = self.regions;
        let sweeps = if self.of.iter().any(|p| p.len() > 1) { SWEEPS } else { 1 };
        let (mut first, mut second) = (vec![0.0; regions], vec![0.0; regions]);
        for pair in (0..sweeps).flat_map(|_| 0..self.pairs.len()) {
            let (a, b, whole) = self.pairs[pair];
            let (at, bt) = (self.place[a as usize] as usize * regions, self.place[b as usize] as usize * regions);
            let part = &mut self.part[pair * regions..(pair + 1) * regions];
            for region in 0..regions {
                first[region] = worth[at + region] + self.held[at + region] - part[region];
                second[region] = worth[bt + region] + self.held[bt + region] - (whole - part[region]);
            }
            let sides =
                Sides { first: &first, second: &second, whole, heat, must: (must[a as usize], must[b as usize]) };
            self.lead[pair] = sides.balance(self.lead[pair]);
            for (region, part) in part.iter_mut().enumerate() {
                let now = sides.part(region, self.lead[pair]);
                self.held[at + region] += now - *part;
                self.held[bt + region] -= now - *part;
                *part = now;
            }
        }
        // sums made anew: rounding would add up
        let part = std::mem::take(&mut self.part);
        self.divide(part);
    }
}

/// Two units and what they are worth by region without the pair.
struct Sides<'a> {
    first: &'a [f64],
    second: &'a [f64],
    whole: f64,
    heat: f64,
    must: (bool, bool),
}

impl Sides<'_> {
    /// What the first side holds in a region when it does better by so much; where one cannot be there the pair is worth
    /// nothing, and how it is divided tells nothing.
    fn part(&self, region: usize, lead: f64) -> f64 {
        let even = 0.5 * (self.second[region] + self.whole - self.first[region] + lead);
        if even.is_finite() { even.clamp(0.0, self.whole) } else { self.outside(region) }
    }

    /// Who cannot be there holds all.
    fn outside(&self, region: usize) -> f64 {
        if self.first[region] == f64::NEG_INFINITY { self.whole } else { 0.0 }
    }

    /// The lead that comes of the parts it makes.
    fn balance(&self, mut lead: f64) -> f64 {
        for _ in 0..STEPS {
            let (a, a_free) = self.soft(lead, true);
            let (b, b_free) = self.soft(lead, false);
            let off = a - b - lead;
            if !off.is_finite() {
                return 0.0;
            }
            if off.abs() <= 1e-3 * self.heat {
                break;
            }
            let slope = (0.5 * (a_free + b_free) - 1.0).min(-0.1);
            lead -= (off / slope).clamp(-self.whole, self.whole);
        }
        lead
    }

    /// The soft maximum of one side, and its share of regions where the division is free to move.
    fn soft(&self, lead: f64, first: bool) -> (f64, f64) {
        let (own, must) = if first { (self.first, self.must.0) } else { (self.second, self.must.1) };
        let worth = |region: usize| {
            let part = self.part(region, lead);
            (own[region] + if first { part } else { self.whole - part }, part > 0.0 && part < self.whole)
        };
        let start = if must { f64::NEG_INFINITY } else { 0.0 };
        let top = (0..own.len()).map(|r| worth(r).0).fold(start, f64::max);
        let (mut sum, mut free) = (if must { 0.0 } else { libm::exp(-top / self.heat) }, 0.0);
        for region in 0..own.len() {
            let (worth, moves) = worth(region);
            let share = libm::exp((worth - top) / self.heat);
            sum += share;
            free += if moves { share } else { 0.0 };
        }
        (top + self.heat * libm::log(sum), free / sum)
    }
}

impl Source<'_> {
    /// Divides the worth of pairs as is best at these prices and this temperature.
    pub(crate) fn balance(&mut self, prices: &[f64], heat: f64) {
        if self.ties.is_empty() {
            return;
        }
        let mut ties = std::mem::take(&mut self.ties);
        let tariff = self.tariff(prices);
        let mut worth = vec![f64::NEG_INFINITY; ties.units.len() * ties.regions];
        worth.par_chunks_mut(ties.regions).zip(&ties.units).with_min_len(256).for_each_init(
            Look::default,
            |look, (row, &unit)| {
                self.worths(unit as usize, &tariff, look);
                look.near.iter().for_each(|near| row[near.region as usize] = near.worth);
            },
        );
        ties.balance(&worth, &self.must, heat);
        self.ties = ties;
    }

    /// What every region is worth to a unit less prices, pairs left out.
    fn worths(&self, unit: usize, tariff: &Tariff, look: &mut Look) {
        look.near.clear();
        self.look_at_all(unit, tariff, look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At parts in balance two units that choose each for itself are worth no more than if they chose together.
    #[test]
    fn a_pair_in_balance_is_worth_what_both_are_together() {
        let none = f64::NEG_INFINITY;
        let cases = [
            (vec![1.0, 0.2, 0.0], vec![0.1, 0.9, 0.3], 0.5),
            (vec![1.0, 0.2, 0.0], vec![0.1, 0.9, 0.3], 5.0),
            (vec![1.0, none, 0.4], vec![none, 0.9, 0.6], 0.3),
            (vec![-0.2, none], vec![-0.1, 0.5], 0.6),
            (vec![none, none], vec![0.3, 0.5], 0.6),
        ];
        for (first, second, whole) in cases {
            let heat = 1e-4;
            let sides = Sides { first: &first, second: &second, whole, heat, must: (false, false) };
            let lead = sides.balance(0.0);
            let alone = |own: &[f64]| own.iter().copied().fold(0.0, f64::max);
            let together = (0..first.len()).map(|r| first[r] + second[r] + whole).fold(0.0, f64::max);
            let best = together.max(alone(&first) + alone(&second));
            let parts: Vec<f64> = (0..first.len()).map(|r| sides.part(r, lead)).collect();
            assert!(parts.iter().all(|p| (0.0..=whole).contains(p)));
            let one = (0..first.len()).map(|r| first[r] + parts[r]).fold(0.0, f64::max);
            let other = (0..first.len()).map(|r| second[r] + whole - parts[r]).fold(0.0, f64::max);
            assert!(one + other >= best - 1e-12, "{first:?} {second:?}");
            assert!(one + other <= best + 10.0 * heat, "{first:?} {second:?}: {} {best}", one + other);
        }
    }
}
