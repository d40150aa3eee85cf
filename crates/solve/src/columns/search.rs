//! The search for the best choice of sets, one for each region, so that every unit is in one: depth first, at given
//! prices. Sets that hold a unit taken elsewhere go, and so do those without a unit that has no other region left.

use super::prices::{Look, SETS_PER_STEP};
use super::{Frame, Part, Region, bits, ones};
use crate::fix::Mark;
use crate::hull::Hull;
use crate::model::WAIT;
use crate::state::State;

/// What is left at a point of the search.
#[derive(Clone)]
struct Left {
    /// Sets of each region, the least loss first, by their places in [`Search::sets`].
    sets: Vec<Vec<u32>>,
    /// Units that each region may still hold, as bits.
    within: Vec<u128>,
    /// How many regions may still hold each unit.
    regions: Vec<u32>,
}

struct Search<'a> {
    hull: &'a Hull<'a>,
    frame: &'a Frame,
    regions: &'a [Region],
    /// Sets with their losses, by region.
    sets: Vec<Vec<(u128, f64)>>,
    /// For each unit the regions that hold it, with its bit there.
    of_unit: Vec<Vec<(u32, u32)>>,
    level: f64,
    steps: u64,
    most: u64,
}

/// Searches all plans above the mark's target; false when more than `most` steps were needed. With the steps done.
pub(super) fn search(
    hull: &Hull<'_>,
    frame: &Frame,
    part: &Part,
    look: &Look,
    mark: &mut Mark,
    most: u64,
) -> (bool, u64) {
    let mut of_unit = vec![Vec::new(); part.price.len()];
    for (at, region) in part.regions.iter().enumerate() {
        for (bit, &unit) in region.units.iter().enumerate() {
            of_unit[unit as usize].push((at as u32, bit as u32));
        }
    }
    let sets: Vec<Vec<(u128, f64)>> = (0..part.regions.len())
        .map(|r| {
            let mut sets: Vec<(u128, f64)> =
                part.regions[r].sets.iter().enumerate().map(|(at, &set)| (set, look.loss(r, at))).collect();
            sets.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            sets
        })
        .collect();
    let left = Left {
        sets: sets.iter().map(|s| (0..s.len() as u32).collect()).collect(),
        within: part.regions.iter().map(|r| ones(r.units.len())).collect(),
        regions: of_unit.iter().map(|o| o.len() as u32).collect(),
    };
    let mut search = Search { hull, frame, regions: &part.regions, sets, of_unit, level: look.bound, steps: 0, most };
    let all = search.descend(left, vec![true; part.regions.len()], mark);
    (all, search.steps)
}

impl Search<'_> {
    /// Takes away what cannot be; false when no plan above the target is left.
    fn tidy(&mut self, left: &mut Left, mut touched: Vec<bool>, target: f64) -> bool {
        let least = |left: &Left, s: &Search<'_>, r: usize| left.sets[r].first().map(|&at| s.sets[r][at as usize].1);
        loop {
            let mut spent = 0.0;
            for r in 0..left.sets.len() {
                let Some(least) = least(left, self, r) else { return false };
                spent += least;
            }
            let stake = self.level - target;
            if spent >= stake {
                return false;
            }
            let Some(r) = touched.iter().position(|t| *t) else { return true };
            touched[r] = false;
            self.steps += left.sets[r].len() as u64 / SETS_PER_STEP + 1;
            let own = least(left, self, r).unwrap_or_default();
            let (mut or, mut and) = (0_u128, u128::MAX);
            for &at in &left.sets[r] {
                let (set, loss) = self.sets[r][at as usize];
                if spent - own + loss < stake {
                    or |= set;
                    and &= set;
                } else {
                    break;
                }
            }
            if or == 0 && and == u128::MAX {
                return false;
            }
            // units that no set here holds any more
            let gone = left.within[r] & !or;
            left.within[r] = or;
            let mut forced: Vec<(usize, u32)> = Vec::new();
            for bit in bits(gone) {
                let unit = self.regions[r].units[bit] as usize;
                left.regions[unit] -= 1;
                match left.regions[unit] {
                    0 => return false,
                    1 => {
                        let last = self.of_unit[unit].iter().find(|(r, bit)| left.within[*r as usize] >> bit & 1 == 1);
                        forced.extend(last.map(|&(r, bit)| (r as usize, bit)));
                    }
                    _ => {}
                }
            }
            for (other, bit) in forced {
                let sets = &self.sets[other];
                let before = left.sets[other].len();
                left.sets[other].retain(|&at| sets[at as usize].0 >> bit & 1 == 1);
                touched[other] |= left.sets[other].len() < before;
                self.steps += before as u64 / SETS_PER_STEP;
            }
            // units that all sets here hold
            for bit in bits(and) {
                let unit = self.regions[r].units[bit] as usize;
                if left.regions[unit] == 1 {
                    continue;
                }
                for at in 0..self.of_unit[unit].len() {
                    let (other, bit) = self.of_unit[unit][at];
                    let other = other as usize;
                    if other != r && left.within[other] >> bit & 1 == 1 {
                        let sets = &self.sets[other];
                        self.steps += left.sets[other].len() as u64 / SETS_PER_STEP;
                        left.sets[other].retain(|&at| sets[at as usize].0 >> bit & 1 == 0);
                        left.within[other] &= !(1 << bit);
                        left.regions[unit] -= 1;
                        touched[other] = true;
                    }
                }
            }
            let sets = &self.sets[r];
            left.sets[r].retain(|&at| spent - own + sets[at as usize].1 < stake);
        }
    }

    fn descend(&mut self, mut left: Left, touched: Vec<bool>, mark: &mut Mark) -> bool {
        self.steps += 2;
        if !self.tidy(&mut left, touched, mark.target()) {
            return true;
        }
        let open = (0..left.sets.len()).filter(|&r| left.sets[r].len() > 1).min_by_key(|&r| (left.sets[r].len(), r));
        let Some(region) = open else {
            self.leaf(&left, mark);
            return true;
        };
        for at in 0..left.sets[region].len() {
            if self.steps > self.most {
                return false;
            }
            let mut child = left.clone();
            child.sets[region] = vec![left.sets[region][at]];
            let mut touched = vec![false; left.sets.len()];
            touched[region] = true;
            if !self.descend(child, touched, mark) {
                return false;
            }
        }
        true
    }

    fn leaf(&self, left: &Left, mark: &mut Mark) {
        let mut choice = self.frame.choice.clone();
        let mut placed = 0;
        for (region, (sets, all)) in self.regions.iter().zip(left.sets.iter().zip(&self.sets)) {
            for bit in bits(all[sets[0] as usize].0) {
                let way = region.ways[bit];
                let unit = self.frame.units[region.units[bit] as usize] as usize;
                choice[unit] = if (way as usize) < self.hull.model.region.len() { way } else { WAIT };
                placed += 1;
            }
        }
        if placed == self.frame.units.len() {
            mark.offer(&State::of(self.hull.model, &choice));
        }
    }
}
