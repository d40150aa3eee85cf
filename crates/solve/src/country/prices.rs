//! Prices of a country: on a small sample of its units, on a larger one, on all.
//!
//! What the stages agree on is checked by the bound over all units: prices that do not lower it are not gone on with,
//! however well they did on their sample. Within a stage prices go as far as a pool is trusted ([`Trust`]); whether it was
//! right to is judged by the bound that comes of it, and the next pool is trusted more or less (trust regions: Conn,
//! Gould, Toint 2000).

use super::limits::Limits;
use super::newton::{PROMISE, Point, Smoothed};
use super::pool::Pool;
use super::sample;
use super::source::{Reach, Source, Variables};
use super::trust::Trust;
use crate::engine::Context;
use rayon::prelude::*;

/// Waiting is looked at from this far, in typical differences between options: where places are as many as are needed
/// all prices of a kind may go up and down together, and waiting is all that tells how far.
const WAIT: f64 = 0.2;

/// The first temperature, in differences between the regions of a unit.
const FIRST: f64 = 0.25;

/// How often Newton's steps may be made again at one temperature, in all of a stage.
const TROUBLE: u32 = 30;

/// Samples: units for each price, and units at least.
const SAMPLES: [(usize, usize); 3] = [(2, 500), (10, 5_000), (100, 20_000)];

/// Options of a pool up to which the band is widened: memory.
const MOST: f64 = 4e6;

/// Options of a pool that are too many: where prices tell nobody's regions apart, some of the units are the last sample.
const LARGEST: f64 = 4e7;

/// The band that is kept of a unit's regions, in temperatures.
const REACH: f64 = 7.0;

/// So much wider it becomes where it was too narrow, and is where prices of a smaller sample are begun with: those are
/// not as near.
const WIDER: f64 = 3.0;

/// Steps are good that gain this part of what they promised, though the pool was too narrow to tell; after others it is
/// trusted so much less.
const GOOD: f64 = 0.5;
const LESS: f64 = 0.3;

/// Prices that go as far as they may so often running were too far off when a stage began: its temperature rises first.
const STRIDES: u32 = 2;

/// How the temperature falls, and that of workers.
const FALL: f64 = 0.3;
const WORKERS_FALL: f64 = 0.05;

/// The temperature of workers falls alone while their soft maxima lie so many times as far above true ones as those of units.
const WORKERS: f64 = 4.0;

/// So much lower at least is the temperature of workers in the end: those of one kind in one region are all alike, and where they
/// are indifferent a hundred or a thousand of them are, each with a soft maximum's error.
const ALIKE: f64 = 0.002;

/// So much lower is the last temperature of units where workers compete: at 10,000 x 20 the bound was 0.00016 % above
/// what it is so.
const COMPETING: f64 = 0.01;

/// So near to the true maximum, of the bound, the soft one tells no more.
const CLOSE: f64 = 3e-9;

/// The same as a part of the gap asked for.
const NEAR: f64 = 0.1;

/// Undecided units for each price that are many, and how near to the true maximum the soft one then is to come, as a part
/// of the gap asked for.
const CROWD: f64 = 20.0;
const CROWD_NEAR: f64 = 0.25;

/// How often prices and the division of pairs are found anew at the last temperature, at most, and for which gain in parts
/// of the bound at least.
const TURNS: u32 = 12;
const TURN: f64 = 3e-7;

/// Prices with the bound they prove.
pub(crate) struct Priced {
    pub(crate) prices: Vec<f64>,
    pub(crate) bound: f64,
    /// The last temperature.
    pub(crate) heat: f64,
    /// A typical difference between the options of a unit.
    pub(crate) scale: f64,
}

/// The lowest bound found and its prices.
pub(crate) fn minimise(source: &mut Source<'_>, context: &mut Context<'_>) -> Priced {
    let nothing = vec![0.0; source.upper.len() + source.jobs.count.len()];
    let open: Vec<u32> = (0..source.units() as u32).filter(|&u| source.open[u as usize]).collect();
    let (scale, first) = spreads(source, &open);
    let mut best = Priced { bound: source.bound(&nothing), prices: nothing, heat: 0.0, scale };
    context.tell("prices", None, Some(best.bound));
    let variables = source.variables();
    let order = &variables.order;
    if order.is_empty() || open.is_empty() {
        return best;
    }
    let all = sample::asked(source, &open);
    let mut sizes: Vec<usize> = SAMPLES.iter().map(|&(each, least)| (each * order.len()).max(least)).collect();
    sizes.retain(|&s| 2 * s <= open.len());
    sizes.push(open.len());
    let (mut heat, mut width) = (FIRST * first, 0.0);
    for &size in &sizes {
        let size = size.min((LARGEST / width) as usize);
        let whole = size == open.len();
        let ids = sample::of(source, &open, size);
        let limits = if whole { source.limits() } else { sample::limits(source, &all, &sample::asked(source, &ids)) };
        let enough = scale * (order.len() as f64 / size as f64).min(0.14) * if whole { 0.05 } else { 0.5 };
        let competing = whole && !source.jobs.edges.is_empty();
        let last = if competing { COMPETING * enough } else { enough };
        let mut stage = Stage {
            source: &mut *source,
            variables: &variables,
            ids: &ids,
            limits: &limits,
            whole,
            first: size <= sizes[0],
            scale,
            competing,
            last,
        };
        let (prices, value, cooled, options) = stage.descend(best.prices.clone(), heat, context);
        width = options as f64 / size as f64;
        let bound = if whole { value } else { source.bound(&prices) };
        let least = if cooled > FALL * last { cooled.max(enough) } else { cooled };
        if bound < best.bound {
            best = Priced { prices, bound, heat: least, scale };
            heat = cooled * FALL;
        } else {
            // a sample that says nothing of the whole: its prices are dropped, and the next one starts as it did
            best.heat = least;
        }
        context.tell("prices", None, Some(best.bound));
    }
    best
}

/// Prices on some of the units.
struct Stage<'s, 'a> {
    source: &'s mut Source<'a>,
    variables: &'s Variables,
    ids: &'s [u32],
    limits: &'s Limits,
    whole: bool,
    scale: f64,
    /// Prices come from nowhere yet.
    first: bool,
    /// Workers have a temperature of their own.
    competing: bool,
    /// The lowest temperature.
    last: f64,
}

impl Stage<'_, '_> {
    /// The next temperatures, if there are lower ones. Where workers compete, those who are alike choose openings at one of
    /// their own, which falls while soft maxima of workers lie several times as far above true ones as those of units, and
    /// in the end: units that are nearly told apart would follow no step beside workers who are not, nor the other way round.
    fn cool(&self, (units, workers): (f64, f64), heat: &mut f64, alike: &mut f64) -> bool {
        let workers_first = workers > WORKERS * units || *heat <= self.last;
        if self.competing && *alike > ALIKE && workers_first {
            *alike *= WORKERS_FALL;
        } else if *heat > self.last {
            *heat *= FALL;
        } else {
            return false;
        }
        true
    }

    /// Whether many more units are undecided than prices alone can make so: many have the same scores. What they are worth in
    /// excess at a temperature is then much of the bound, however low that is for others.
    fn crowded(&self, point: &Point, heat: f64, little: f64) -> bool {
        let many = CROWD * self.variables.order.len() as f64 * heat;
        self.whole && point.excess > many && point.excess > little
    }

    /// Lowers the temperature from `heat`; gives the best prices, the bound of these units, the temperature reached and how many
    /// options the last pool had.
    fn descend(&mut self, start: Vec<f64>, mut heat: f64, context: &Context<'_>) -> (Vec<f64>, f64, f64, usize) {
        let first = self.source.bound_of(Some(self.ids), self.limits, &start);
        let mut best = (first, start.clone(), self.source.ties.part.clone());
        let mut prices = start;
        // how wide the band is, in temperatures, and how far it is trusted, in parts of its width
        let (mut reach, mut share) = (if self.first { REACH } else { WIDER * REACH }, 1.0_f64);
        let (mut trouble, mut strides, mut cooled) = (0, 0, false);
        // temperatures and the soft maximum that the last step began with
        let mut started: Option<(f64, f64, f64)> = None;
        let gap = context.options.gap;
        let mut rounds = 0;
        let mut alike = 1.0;
        loop {
            self.source.balance(&prices, heat);
            let source = &*self.source;
            let tariff = source.tariff(&prices);
            let near = Reach { width: reach * heat, wait: (reach * heat).max(WAIT * self.scale) };
            let pool = Pool::gather(source, &tariff, Some(self.ids), near, &[]);
            let trust = Trust::new(self.variables, &prices, share * near.wait, share * near.width);
            let smoothed =
                Smoothed { source, pool: &pool, limits: self.limits, variables: self.variables, trust: &trust, alike };
            let mut next = prices.clone();
            let (steps, enough) = if self.whole { (60, 0.1) } else { (12, 0.3) };
            let point = smoothed.descend(&mut next, heat, steps, (enough, PROMISE), &|| context.stop());
            let there = source.bound_of(Some(self.ids), self.limits, &next);
            let better = there < best.0;
            let gain = best.0 - there;
            if better {
                best = (there, next.clone(), source.ties.part.clone());
            }
            let again = trouble < TROUBLE && !context.stop();
            // the soft maximum over all regions lies above the true one: what is missing was out of the pool's reach
            if there > point.value && again {
                trouble += 1;
                if better {
                    prices = next;
                }
                // if most of what was promised came true it goes on from there in a band as wide
                if gain < GOOD * point.fall {
                    share *= LESS;
                    if WIDER * pool.region.len() as f64 <= MOST {
                        reach *= WIDER;
                    }
                }
                continue;
            }
            let little = (NEAR * gap).max(CLOSE) * there.abs();
            // where it does not matter what a price is it goes far for nothing
            let far = trust.reached(&next) && point.fall > little;
            prices = next;
            // what a step gained on its pool is lost on the next one: back and forth
            let start = (heat, alike, point.value + point.fall);
            let idle = started.is_some_and(|s| (s.0, s.1) == (heat, alike) && start.2 >= s.2);
            started = Some(start);
            share = if idle { LESS * share } else { (2.0 * share).min(1.0) };
            if far && again {
                trouble += 1;
                strides += 1;
                if !cooled && strides == STRIDES {
                    (heat, reach, strides) = (heat / FALL, REACH, 0);
                }
                continue;
            }
            cooled = true;
            // soft and true maxima near each other say nothing where the way to the least is long and flat: only then are
            // prices settled when the step that led here gained next to nothing as well
            let above = point.value - there;
            let close = above <= little && gain <= little;
            reach = REACH;
            if !close && !context.stop() && self.cool((point.excess, above - point.excess), &mut heat, &mut alike) {
                continue;
            }
            if self.crowded(&point, heat, (CROWD_NEAR * gap).max(CLOSE) * there.abs()) && !context.stop() {
                heat *= FALL;
                continue;
            }
            // prices and the division of pairs answer each other
            rounds += 1;
            if source.ties.is_empty() || rounds == TURNS || gain < TURN * there.abs() || context.stop() {
                self.source.ties.divide(best.2);
                return (best.1, best.0, heat, pool.region.len());
            }
        }
    }
}

/// Differences between the worths of a unit's regions, waiting included: a typical one of a sample, and the root of the
/// mean square of all. The first is what temperatures are measured in; the other is larger where few units carry much,
/// and the first temperature is measured in it.
fn spreads(source: &Source<'_>, open: &[u32]) -> (f64, f64) {
    let all: Vec<f64> = open.par_iter().with_min_len(1024).map(|&unit| source.spread(unit as usize)).collect();
    let most = all.iter().fold(0.0_f64, |most, s| most.max(*s));
    let square = |part: &[f64]| part.iter().map(|s| (s / most) * (s / most)).sum::<f64>();
    let squares: f64 = all.par_chunks(1 << 16).map(square).collect::<Vec<f64>>().iter().sum();
    let mut some: Vec<f64> =
        all.iter().copied().step_by(all.len().div_ceil(1000).max(1)).filter(|s| *s > 0.0).collect();
    some.sort_by(f64::total_cmp);
    let typical = some.get(some.len() / 2).copied().unwrap_or(1.0);
    (typical, (most * (squares / all.len().max(1) as f64).sqrt()).max(typical))
}
