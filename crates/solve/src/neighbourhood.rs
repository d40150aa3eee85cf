//! Large-neighbourhood search: a few regions at a time are solved by the exact core, or where they have many rows by a dive,
//! while the rest stands still.
//!
//! A round deals the regions into groups; the groups share no region, so they are solved in parallel and every gain
//! is kept. Rows that span groups are left to one group of the round.

use crate::core::{self, Found};
use crate::dual::Dual;
use crate::fractional;
use crate::model::{Model, UNLIMITED, WAIT};
use crate::nearness::Nearness;
use crate::part::{self, Part};
use crate::plunge;
use crate::reround;
use crate::search::Guide;
use crate::state::State;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Steps that one group may take in a round.
const STEPS: [u64; 2] = [12_000, 40_000];
/// Units of a group that may move.
const FREE: [usize; 2] = [40, 60];
/// Share of the groups for which the second of each holds.
const WIDE: f64 = 0.35;
/// Units of a group that may move where openings are rounded anew.
const MANY: usize = 700;
/// Regions of a group, and units of it that may move, where plans are read off prices: least and most.
const DIVED: [usize; 2] = [4, 16];
const OPEN: [usize; 2] = [60, 250];
/// How many times what misplaced units lose on average an option may fall short of its unit's best there, before prices
/// settle and after: those further off are hardly ever part of a better plan, and cost most of the time.
const FAR: [f64; 2] = [12.0, 8.0];

/// The search, round by round.
pub(crate) struct Rounds<'a> {
    guide: &'a Guide,
    prices: &'a [f64],
    rng: ChaCha8Rng,
    regions: Vec<u32>,
    spread: Vec<bool>,
    nearness: Nearness,
    /// Plans of groups are read off prices, not searched for.
    pub(crate) dives: bool,
    done: usize,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(state: &State<'_>, guide: &'a Guide, prices: &'a [f64], seed: u64) -> Self {
        let model = state.model;
        let mut regions: Vec<u32> = model.region.clone();
        regions.sort_unstable();
        regions.dedup();
        Self {
            guide,
            prices,
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0x9e37_79b9_7f4a_7c15),
            nearness: Nearness::of(state, guide, &regions),
            spread: row_spread(model),
            regions,
            dives: plunge::suits(model),
            done: 0,
        }
    }

    /// One round; returns the steps it took. The plan never gets worse; among equals it may change.
    pub(crate) fn round<'m>(&mut self, state: &mut State<'m>, value: &mut f64) -> u64 {
        let model = state.model;
        let sizes = if model.slots.is_empty() { [2, 3, 4, 6, 3, 10] } else { [3, 5, 8, 4, 6, 10] };
        let size = if self.dives { self.rng.random_range(DIVED[0]..=DIVED[1]) } else { sizes[self.done % 6] };
        let mut size = size.min(self.regions.len());
        if self.dives {
            // as large as the others: one that is solved last keeps no thread waiting
            size = self.regions.len().div_ceil(self.regions.len().div_ceil(size));
        }
        self.done += 1;
        for at in (1..self.regions.len()).rev() {
            self.regions.swap(at, self.rng.random_range(0..=at));
        }
        // every other round, for what the prices do not see
        if self.done.is_multiple_of(2) {
            if self.done.is_multiple_of(16) {
                self.nearness = Nearness::of(state, self.guide, &self.regions);
            }
            self.nearness.deal(&mut self.regions, size, &mut self.rng);
        }
        let groups: Vec<&[u32]> = self.regions.chunks(size).collect();
        let whole: &State<'m> = state;
        let (dives, loss) = (self.dives, if self.dives { loss(state, self.guide) } else { f64::INFINITY });
        let even = if model.slots.is_empty() && !dives { 1e-11 * value.abs() } else { 0.0 };
        let seed: u64 = self.rng.random();
        let solve = |(at, group): (usize, &&[u32])| {
            let rng = ChaCha8Rng::seed_from_u64(seed ^ at as u64);
            solve_group(whole, self.guide, self.prices, group, (at == 0, &self.spread), (even, dives, loss), rng)
        };
        let results: Vec<Outcome> = groups.par_iter().enumerate().map(solve).collect();
        let mut sum = 0;
        for (steps, moves) in results {
            sum += steps;
            let Some(moves) = moves else { continue };
            let before: Vec<(usize, u32)> = moves.iter().map(|m| (m.0, state.choice[m.0])).collect();
            for &(unit, _) in &moves {
                state.set(unit, WAIT);
            }
            for &(unit, option) in &moves {
                state.set(unit, option);
            }
            let now = state.worth();
            if now >= *value - even && state.feasible() {
                *value = now;
            } else {
                for &(unit, option) in &before {
                    state.set(unit, option);
                }
            }
        }
        sum
    }
}

/// For each row whether options of more than one region use it.
pub(crate) fn row_spread(model: &Model<'_>) -> Vec<bool> {
    let mut first = vec![u32::MAX; model.upper.len()];
    let mut spread = vec![false; model.upper.len()];
    for option in 0..model.region.len() as u32 {
        let region = model.region[option as usize];
        for &(row, _) in model.uses(option) {
            let known = &mut first[row as usize];
            if *known == u32::MAX {
                *known = region;
            } else if *known != region {
                spread[row as usize] = true;
            }
        }
    }
    spread
}

/// Solves one group of regions; returns the steps taken and the changes, if any.
fn solve_group<'m>(
    state: &State<'m>,
    guide: &Guide,
    prices: &[f64],
    group: &[u32],
    (owns_spread, spread): (bool, &[bool]),
    (even, dives, loss): (f64, bool, f64),
    mut rng: ChaCha8Rng,
) -> Outcome {
    let model = state.model;
    // where workers compete, rounding anew and exact search take turns: the one sees many units, the other all ways
    let anew = !model.slots.is_empty() && rng.random_bool(if model.units() > MANY { 0.9 } else { 0.6 });
    // a third of the groups are looked at more widely: where regions have many rows little else helps
    let wide = usize::from(rng.random_bool(WIDE));
    let most = match (dives, anew) {
        (true, _) => rng.random_range(OPEN[0]..=OPEN[1]),
        (false, true) => MANY,
        (false, false) => FREE[wide],
    };
    let members = members(state, guide, group, (most, FAR[0] * loss), &mut rng);
    if members.is_empty() {
        return (1, None);
    }
    let tight = |row: u32| {
        spread[row as usize] && !owns_spread && (model.upper[row as usize] < UNLIMITED || model.lower[row as usize] > 0)
    };
    let part = part::cut(model, state, &members, group, &tight);
    let stays = |(at, &unit): (usize, &u32)| {
        let now = state.choice[unit as usize];
        part.model.options(at).find(|&o| part.options[o as usize] == now).unwrap_or(WAIT)
    };
    let own: Vec<u32> = part.units.iter().enumerate().map(stays).collect();
    let floor = State::of(&part.model, &own).worth();
    let found = if dives {
        plunge::plan(&part.model, part.prices(model, prices), &own, (floor, FAR[1] * loss), rng)
    } else if anew {
        let heat = fractional::HEATS[rng.random_range(0..fractional::HEATS.len())];
        reround::part(&part, model, prices, heat, floor)
    } else {
        search_part(&part, model, prices, floor - even, STEPS[wide])
    };
    let moves = found
        .best
        .map(|(choice, _)| part.to_whole(&choice).into_iter().filter(|&(u, o)| state.choice[u] != o).collect());
    let cost = model.jobs.step_cost();
    let steps = if anew { found.steps / 5 } else { found.steps * cost };
    // cutting a part out and matching its workers anew
    let cut = part.model.region.len() as u64 * if model.slots.is_empty() { 30 } else { 120 };
    (steps + cut + part.model.base.as_ref().map_or(0, |_| cost * (20 + part.model.units() as u64 / 8)), moves)
}

/// Steps taken, and the changes found.
type Outcome = (u64, Option<Vec<(usize, u32)>>);

fn search_part(part: &Part<'_>, whole: &Model<'_>, prices: &[f64], floor: f64, steps: u64) -> Found {
    let dual = Dual::new(&part.model);
    let start = part.prices(whole, prices);
    let prices = if whole.jobs.edges.is_empty() { dual.minimise(start, 0.005, 4, &|| false).0 } else { start };
    let steps = if part.model.slots.is_empty() { steps } else { steps / 20 };
    core::search_at(&dual, &prices, floor, steps)
}

/// What units that do not stand where they are priced best lose by that, on average.
fn loss(state: &State<'_>, guide: &Guide) -> f64 {
    let model = state.model;
    let (mut sum, mut count) = (0.0, 0);
    for unit in 0..model.units() {
        let worth = |o: u32| if o == WAIT { 0.0 } else { guide.priced[o as usize] };
        let least = if model.must[unit] { f64::NEG_INFINITY } else { 0.0 };
        let best = model.options(unit).map(worth).fold(least, f64::max);
        let lost = best - worth(state.choice[unit]);
        if lost > 1e-9 * guide.scale {
            sum += lost;
            count += 1;
        }
    }
    sum / f64::from(count.max(1))
}

/// Units that may move within the group, with their options there that fall short of the best by no more than `far`: a
/// random choice of those near to indifference.
fn members(
    state: &State<'_>,
    guide: &Guide,
    group: &[u32],
    (most, far): (usize, f64),
    rng: &mut ChaCha8Rng,
) -> Vec<(u32, Vec<u32>)> {
    let model = state.model;
    let mut near: Vec<(f64, u32, Vec<u32>)> = Vec::new();
    for unit in 0..model.units() {
        let now = state.choice[unit];
        if now != WAIT && !group.contains(&model.region[now as usize]) {
            continue;
        }
        let mut ways: Vec<u32> = model.options(unit).filter(|&o| group.contains(&model.region[o as usize])).collect();
        if !model.must[unit] {
            ways.push(WAIT);
        }
        let worth = |o: u32| if o == WAIT { 0.0 } else { guide.priced[o as usize] };
        let top = ways.iter().map(|&o| worth(o)).fold(f64::NEG_INFINITY, f64::max);
        ways.retain(|&o| o == now || worth(o) >= top - far);
        if ways.len() < 2 {
            continue;
        }
        let best = ways.iter().filter(|&&o| o != now).map(|&o| worth(o)).fold(f64::NEG_INFINITY, f64::max);
        // a waiting unit belongs mostly to the groups where it is priced best
        if now == WAIT {
            let anywhere = model.options(unit).map(worth).fold(f64::NEG_INFINITY, f64::max);
            if best < anywhere && !rng.random_bool(0.3) {
                continue;
            }
        }
        near.push((worth(now) - best, unit as u32, ways));
    }
    if near.len() > most {
        let least = near.iter().map(|n| n.0).fold(f64::INFINITY, f64::min).min(0.0);
        for n in &mut near {
            n.0 = (n.0 - least + guide.doubt) * rng.random_range(0.0..1.0_f64);
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.truncate(most);
    }
    near.into_iter().map(|(_, unit, ways)| (unit, ways)).collect()
}
