//! Plans mended and bettered by hand's breadths: one unit moved, or two exchanged, while all rows and rules hold.
//!
//! Multipliers alone leave a plan a whole unit short of some rule or beyond it. Exchanges trade such slacks against each
//! other: first whatever lessens what is missed at the least loss by the multipliers, then whatever gains.

use super::Known;
use super::frozen::keeps_all;
use super::runs::Runs;
use crate::weigh::Measure;

/// Units and options up to which pairs of units are tried.
const UNITS: usize = 1500;
const OPTIONS: usize = 60_000;

/// Exchanges made at the most.
const MOVES: usize = 4000;

/// A way to place a unit, measured.
struct Way {
    region: u32,
    value: f64,
    slack: Vec<f64>,
    uses: Vec<(u32, u32)>,
}

/// A plan under change. What a unit's openings add is lost when it moves.
struct Desk<'a> {
    runs: &'a Runs<'a>,
    ways: Vec<Vec<Way>>,
    /// For each unit its way, and what its openings add: `(value, slack)`.
    at: Vec<Option<usize>>,
    extra: Vec<(f64, Vec<f64>)>,
    /// Units in pairs stay where they are.
    stays: Vec<bool>,
    used: Vec<u64>,
    slack: Vec<f64>,
    size: Vec<f64>,
    prices: &'a [f64],
}

/// A unit with its new way.
type Step = (usize, Option<usize>);

/// A change: one unit, or two that exchange.
type Change = [Step];

/// The plan mended and bettered; `None` when nothing was gained or the problem is too large for it.
pub(super) fn bettered(runs: &Runs<'_>, plan: &Known, prices: &[f64]) -> Option<Known> {
    let options: usize = (0..runs.problem.unit_count()).map(|u| runs.problem.options(u).count()).sum();
    if runs.problem.unit_count() > UNITS || options > OPTIONS || !keeps_all(runs.problem, &plan.regions, &plan.jobs) {
        return None;
    }
    let mut desk = Desk::new(runs, plan, prices);
    let before = desk.at.clone();
    let mut left = MOVES;
    while desk.missed(&desk.slack) > 0.0 && left > 0 && !runs.stop() {
        if !desk.mend() {
            break;
        }
        left -= 1;
    }
    if desk.missed(&desk.slack) == 0.0 {
        while left > 0 && !runs.stop() && desk.gain(&mut left) {}
    }
    (desk.at != before).then(|| desk.plan(plan, &before))
}

impl<'a> Desk<'a> {
    fn new(runs: &'a Runs<'a>, plan: &Known, prices: &'a [f64]) -> Self {
        let problem = runs.problem;
        let units = problem.unit_count();
        let own = |m: &Measure, unit: usize| m.own.get(unit).copied().unwrap_or(0.0);
        let measures: Vec<(&Measure, f64)> = runs.rules.iter().map(|r| (&r.measure, r.sign())).collect();
        let mut ways: Vec<Vec<Way>> = (0..units)
            .map(|unit| {
                let way = |(region, value, uses): (u32, f64, crate::Uses<'_>)| Way {
                    region,
                    value: own(runs.objective, unit) * value,
                    slack: measures.iter().map(|(m, sign)| sign * own(m, unit) * value).collect(),
                    uses: uses.iter().collect(),
                };
                problem.options(unit).map(way).collect()
            })
            .collect();
        let mut add = |m: &Measure, put: &dyn Fn(&mut Way, f64)| {
            for &(unit, region, amount) in &m.plus {
                let way = ways[unit as usize].iter_mut().find(|w| w.region == region);
                way.into_iter().for_each(|way| put(way, amount));
            }
        };
        add(runs.objective, &|way, amount| way.value += amount);
        for (i, (m, sign)) in measures.iter().enumerate() {
            add(m, &|way, amount| way.slack[i] += sign * amount);
        }
        let at: Vec<Option<usize>> =
            (0..units).map(|u| plan.regions[u].and_then(|r| ways[u].iter().position(|w| w.region == r))).collect();
        let mut used = vec![0; problem.rows().len()];
        for (unit, way) in at.iter().enumerate() {
            way.iter().for_each(|&w| ways[unit][w].uses.iter().for_each(|u| used[u.0 as usize] += u64::from(u.1)));
        }
        let uplift = |unit: usize| {
            let worth =
                Measure { own: (0..=unit).map(|u| f64::from(u8::from(u == unit))).collect(), ..Measure::default() };
            worth.level(problem, &plan.regions, &plan.jobs)
                - plan.regions[unit].and_then(|r| problem.value(unit, r)).unwrap_or(0.0)
        };
        let extra = |unit: usize| {
            let sum = if plan.jobs[unit].iter().any(Option::is_some) { uplift(unit) } else { 0.0 };
            let slack = measures.iter().map(|(m, sign)| sign * own(m, unit) * sum).collect();
            (own(runs.objective, unit) * sum, slack)
        };
        let mut stays = vec![false; units];
        for pair in problem.pairs() {
            stays[pair.a as usize] = true;
            stays[pair.b as usize] = true;
        }
        let level = |m: &Measure| m.level(problem, &plan.regions, &plan.jobs);
        let slack = runs.rules.iter().map(|r| r.sign() * (level(&r.measure) - r.limit)).collect();
        let size = runs.rules.iter().map(|r| r.limit.abs().max(1.0)).collect();
        Self { runs, at, extra: (0..units).map(extra).collect(), ways, stays, used, slack, size, prices }
    }

    /// What slacks miss in all, each by the size of its limit.
    fn missed(&self, slack: &[f64]) -> f64 {
        slack.iter().zip(&self.size).map(|(s, size)| (-s / size - 1e-12).max(0.0)).sum()
    }

    fn of(&self, unit: usize, way: Option<usize>) -> Option<&Way> {
        way.map(|w| &self.ways[unit][w])
    }

    /// What a change adds to the objective and to the slacks.
    fn effect(&self, change: &Change) -> (f64, Vec<f64>) {
        let (mut value, mut slack) = (0.0, vec![0.0; self.size.len()]);
        for &(unit, way) in change {
            let (extra, extra_slack) = &self.extra[unit];
            value -= extra + self.of(unit, self.at[unit]).map_or(0.0, |w| w.value);
            value += self.of(unit, way).map_or(0.0, |w| w.value);
            for (i, sum) in slack.iter_mut().enumerate() {
                *sum -= extra_slack[i] + self.of(unit, self.at[unit]).map_or(0.0, |w| w.slack[i]);
                *sum += self.of(unit, way).map_or(0.0, |w| w.slack[i]);
            }
        }
        (value, slack)
    }

    /// Takes a change's uses out of the rows and puts the new ones in.
    fn shift(&mut self, change: &Change, back: bool) {
        for &(unit, way) in change {
            let (out, into) = if back { (way, self.at[unit]) } else { (self.at[unit], way) };
            if let Some(w) = out {
                self.ways[unit][w].uses.iter().for_each(|u| self.used[u.0 as usize] -= u64::from(u.1));
            }
            if let Some(w) = into {
                self.ways[unit][w].uses.iter().for_each(|u| self.used[u.0 as usize] += u64::from(u.1));
            }
        }
    }

    fn fits(&mut self, change: &Change) -> bool {
        self.shift(change, false);
        let rows = self.runs.problem.rows();
        let holds = |&(row, _): &(u32, u32)| {
            let (row, used) = (rows[row as usize], self.used[row as usize]);
            used >= row.lower && row.upper.is_none_or(|upper| used <= upper)
        };
        let all = change.iter().all(|&(unit, way)| {
            let both = [self.of(unit, self.at[unit]), self.of(unit, way)];
            both.into_iter().flatten().all(|w| w.uses.iter().all(holds))
        });
        self.shift(change, true);
        all
    }

    fn make(&mut self, change: &Change) {
        let (_, slack) = self.effect(change);
        self.slack.iter_mut().zip(slack).for_each(|(sum, s)| *sum += s);
        self.shift(change, false);
        for &(unit, way) in change {
            self.at[unit] = way;
            self.extra[unit] = (0.0, vec![0.0; self.size.len()]);
        }
    }

    /// Calls for every change of one unit, and of two that exchange regions; stops when told `true`.
    fn each(&mut self, see: &mut dyn FnMut(&mut Self, &Change) -> bool) -> bool {
        let units = self.at.len();
        for unit in (0..units).filter(|&u| !self.stays[u]).collect::<Vec<_>>() {
            for way in 0..self.ways[unit].len() {
                if self.at[unit] != Some(way) && see(self, &[(unit, Some(way))]) {
                    return true;
                }
            }
            let Some(here) = self.of(unit, self.at[unit]).map(|w| w.region) else { continue };
            for other in unit + 1..units {
                if self.stays[other] {
                    continue;
                }
                let Some(there) = self.of(other, self.at[other]).map(|w| w.region).filter(|t| *t != here) else {
                    continue;
                };
                let to = self.ways[unit].iter().position(|w| w.region == there);
                let from = self.ways[other].iter().position(|w| w.region == here);
                if let (Some(_), Some(_)) = (to, from)
                    && see(self, &[(unit, to), (other, from)])
                {
                    return true;
                }
            }
        }
        false
    }

    /// Makes the change that lessens what is missed at the least loss by the multipliers.
    fn mend(&mut self) -> bool {
        let now = self.missed(&self.slack);
        let mut best: Option<(f64, Vec<Step>)> = None;
        self.each(&mut |desk, change| {
            let (value, slack) = desk.effect(change);
            let after: Vec<f64> = desk.slack.iter().zip(&slack).map(|(s, d)| s + d).collect();
            let less = now - desk.missed(&after);
            if less > 1e-12 {
                let priced = value + desk.prices.iter().zip(&slack).map(|(p, d)| p * d).sum::<f64>();
                // a hair that mends little is no better than a step that mends all
                let score = if priced < 0.0 { priced / less } else { priced };
                if best.as_ref().is_none_or(|b| score > b.0) && desk.fits(change) {
                    best = Some((score, change.to_vec()));
                }
            }
            false
        });
        let Some((_, change)) = best else { return false };
        self.make(&change);
        true
    }

    /// Makes changes that gain and miss nothing, as they are met.
    fn gain(&mut self, left: &mut usize) -> bool {
        let least = 1e-9 * self.size.iter().copied().fold(1.0, f64::max);
        let mut gained = false;
        self.each(&mut |desk, change| {
            let (value, slack) = desk.effect(change);
            if value > least {
                let after: Vec<f64> = desk.slack.iter().zip(&slack).map(|(s, d)| s + d).collect();
                if desk.missed(&after) == 0.0 && desk.fits(change) {
                    desk.make(change);
                    gained = true;
                    *left -= 1;
                }
            }
            *left == 0
        });
        gained
    }

    fn plan(&self, plan: &Known, before: &[Option<usize>]) -> Known {
        let mut other = plan.clone();
        for (unit, (now, before)) in self.at.iter().zip(before).enumerate() {
            if now != before {
                other.regions[unit] = self.of(unit, *now).map(|w| w.region);
                other.jobs[unit].iter_mut().for_each(|job| *job = None);
            }
        }
        other
    }
}
