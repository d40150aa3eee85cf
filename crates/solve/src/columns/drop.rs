//! What prices rule out: sets that lose more than lies between bound and best plan, by themselves or with what other
//! regions then lose (reduced-cost fixing).

use super::prices::Look;
use super::{Part, Region, bits, ones};
use rayon::prelude::*;

/// Drops the sets that no plan above the target takes; false when a region has none left.
pub(super) fn drop_worse(part: &mut Part, look: &Look, target: f64, steps: &mut u64) -> bool {
    let stake = (look.bound - target) * (1.0 + 1e-9);
    let least: Vec<Least> =
        part.regions.par_iter().enumerate().map(|(r, region)| Least::of(region, look, r, stake)).collect();
    *steps += part.sets() as u64 / 2;
    let mut of_unit: Vec<Vec<(usize, usize)>> = vec![Vec::new(); part.price.len()];
    for (r, region) in part.regions.iter().enumerate() {
        for (bit, &unit) in region.units.iter().enumerate() {
            of_unit[unit as usize].push((r, bit));
        }
    }
    let (least, of_unit) = (&least, &of_unit);
    let regions = part.regions.len();
    part.regions.par_iter_mut().enumerate().for_each(|(r, region)| {
        let places = |bit: usize| of_unit[region.units[bit] as usize].iter().filter(move |p| p.0 != r);
        // what all others lose when a unit is here, and when it is not: the worst first
        let mut alone: Vec<(f64, u128, bool)> = Vec::new();
        for bit in 0..region.units.len() {
            let with = places(bit).map(|&(o, b)| least[o].out[b]).sum::<f64>();
            let ways = places(bit).map(|&(to, at)| {
                let rest = places(bit).filter(|p| p.0 != to).map(|&(o, b)| least[o].out[b]).sum::<f64>();
                least[to].within[at] + rest
            });
            alone.push((with, 1 << bit, true));
            alone.push((ways.fold(f64::INFINITY, f64::min), 1 << bit, false));
        }
        alone.retain(|a| a.0 > 0.0);
        alone.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let elsewhere = |bit: usize| places(bit).map(|&(o, b)| (o, least[o].out[b])).filter(|e| e.1 > 0.0);
        let elsewhere: Vec<Vec<(usize, f64)>> = (0..region.units.len()).map(|bit| elsewhere(bit).collect()).collect();
        let mut worst = vec![0.0_f64; regions];
        region.retain(|at, set| {
            let left = stake - look.loss(r, at);
            if left < 0.0 || alone.iter().take_while(|a| a.0 > left).any(|a| (set & a.1 != 0) == a.2) {
                return false;
            }
            // every other region goes without all of them
            worst.fill(0.0);
            for bit in bits(set) {
                elsewhere[bit].iter().for_each(|&(other, loss)| worst[other] = worst[other].max(loss));
            }
            worst.iter().sum::<f64>() <= left
        });
    });
    !part.empty()
}

/// What a region loses at least with and without each of its units.
struct Least {
    within: Vec<f64>,
    out: Vec<f64>,
}

impl Least {
    /// Losses above `stake` are infinite.
    fn of(region: &Region, look: &Look, r: usize, stake: f64) -> Self {
        let units = region.units.len();
        let mut least = Self { within: vec![f64::INFINITY; units], out: vec![f64::INFINITY; units] };
        let all = ones(units);
        let (mut within, mut out) = (all, all);
        let (mut from, mut to) = (f64::NEG_INFINITY, 0.05 * stake);
        // the least losses first: mostly they tell all there is to tell
        while within | out != 0 && from < stake {
            let next = |at: &usize| (from..to.min(stake)).contains(&look.loss(r, *at));
            let mut next: Vec<usize> = (0..region.sets.len()).filter(next).collect();
            next.sort_by(|&a, &b| look.loss(r, a).total_cmp(&look.loss(r, b)));
            for at in next {
                let (set, loss) = (region.sets[at], look.loss(r, at));
                bits(set & within).for_each(|bit| least.within[bit] = loss);
                bits(all & !set & out).for_each(|bit| least.out[bit] = loss);
                (within, out) = (within & !set, out & set);
            }
            (from, to) = (to, 3.0 * to);
        }
        least
    }
}
