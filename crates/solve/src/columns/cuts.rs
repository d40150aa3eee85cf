//! Cuts of three units: a set that holds two of them leaves no other such set room, for there are only three.

use super::prices::Weights;
use super::{Cut, Part, bits};
use std::collections::BTreeSet;

/// Cuts taken at a time.
const AT_ONCE: usize = 60;

/// How often a unit may be in them.
const OFTEN: u32 = 6;

/// What a cut must be broken by.
const BROKEN: f64 = 0.02;

/// Sets below this weight are not counted.
const FAINT: f64 = 1e-4;

/// Triples looked at in full.
const MOST: usize = 20_000;

/// The cuts most broken by the weights of sets, and the work done.
pub(super) fn broken(part: &Part, weights: &[Weights]) -> (Vec<Cut>, u64) {
    let n = part.price.len();
    // how often two units are in one set
    let mut together = vec![0.0_f32; n * n];
    let mut heavy: Vec<Vec<(Vec<usize>, f64)>> = Vec::new();
    let mut of_unit: Vec<Vec<(u32, u32)>> = vec![Vec::new(); n];
    let mut work = (n * n) as u64 / 16;
    for (at, (region, weights)) in part.regions.iter().zip(weights).enumerate() {
        let mut sets = Vec::new();
        for &(set, weight) in weights.iter().filter(|l| l.1 > FAINT) {
            let mut units: Vec<usize> = bits(set).map(|bit| region.units[bit] as usize).collect();
            units.sort_unstable();
            for (first, &a) in units.iter().enumerate() {
                of_unit[a].push((at as u32, sets.len() as u32));
                for &b in &units[first + 1..] {
                    together[a * n + b] += weight as f32;
                    together[b * n + a] += weight as f32;
                }
            }
            work += (units.len() * units.len()) as u64 / 16;
            sets.push((units, weight));
        }
        heavy.push(sets);
    }
    let mut found: Vec<(f64, Cut)> = Vec::new();
    let known: BTreeSet<Cut> = part.cuts.iter().copied().collect();
    let mut near: Vec<(f64, Cut)> = Vec::new();
    for a in 0..n {
        let row = &together[a * n..][..n];
        let others: Vec<usize> = (a + 1..n).filter(|&b| row[b] > 0.01).collect();
        for (first, &b) in others.iter().enumerate() {
            for &c in &others[first + 1..] {
                let sum = f64::from(row[b] + row[c] + together[b * n + c]);
                if sum > 1.0 + BROKEN {
                    near.push((sum, [a as u32, b as u32, c as u32]));
                }
            }
        }
        work += (others.len() * others.len()) as u64 / 32;
    }
    near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    near.truncate(MOST);
    for &(sum, cut) in &near {
        if known.contains(&cut) {
            continue;
        }
        // sets with all three were counted three times, and count once
        let [a, b, c] = cut.map(|u| u as usize);
        let all: f64 = of_unit[a]
            .iter()
            .filter_map(|&(region, set)| {
                let (units, weight) = &heavy[region as usize][set as usize];
                (units.binary_search(&b).is_ok() && units.binary_search(&c).is_ok()).then_some(*weight)
            })
            .sum();
        work += of_unit[a].len() as u64 / 4;
        let by = sum - 2.0 * all - 1.0;
        if by > BROKEN {
            found.push((by, cut));
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut often = vec![0; n];
    let mut taken = Vec::new();
    for (_, cut) in found {
        if taken.len() < AT_ONCE && cut.iter().all(|&u| often[u as usize] < OFTEN) {
            cut.iter().for_each(|&u| often[u as usize] += 1);
            taken.push(cut);
        }
    }
    (taken, work)
}

impl Part {
    /// Adds cuts, at no price yet.
    pub(super) fn add(&mut self, cuts: &[Cut]) {
        self.cuts.extend(cuts);
        self.cut_price.resize(self.cuts.len(), 0.0);
        self.place_cuts();
    }

    /// Leaves out cuts with hardly a price.
    pub(super) fn forget(&mut self, little: f64) {
        let priced: Vec<bool> = self.cut_price.iter().map(|p| *p > little).collect();
        let mut keep = priced.iter();
        self.cuts.retain(|_| *keep.next().unwrap_or(&true));
        self.cut_price.retain(|p| *p > little);
        self.place_cuts();
    }

    /// Says in each region which cuts count there.
    fn place_cuts(&mut self) {
        for region in &mut self.regions {
            let mut bit_of = vec![u32::MAX; self.price.len()];
            region.units.iter().zip(0..).for_each(|(&unit, bit)| bit_of[unit as usize] = bit);
            let bits_of = |cut: &Cut| {
                let held = cut.iter().map(|&u| bit_of[u as usize]).filter(|b| *b != u32::MAX);
                held.fold(0_u128, |bits, bit| bits | 1 << bit)
            };
            let counted = self.cuts.iter().zip(0..).map(|(cut, at)| (at, bits_of(cut)));
            region.cuts = counted.filter(|c| c.1.count_ones() > 1).collect();
        }
    }
}
