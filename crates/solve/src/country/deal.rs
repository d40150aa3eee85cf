//! Where nearly all units are indifferent, since scores are the same for many, prices decide nothing for anybody, and no
//! ordinary model could hold all who are undecided. So everybody is dealt a place after the fractional plan, and few of
//! them at a time are left undecided.

use super::pool::Pool;
use super::source::Source;

/// To wait is dealt where it has such a share at least, and where no option fits.
const LEAST: f64 = 1e-3;
/// What unlikely options cost beside the error they make.
const UNLIKELY: f64 = 0.3;
/// What it is worth beside the error to come where somebody tied to the unit is: nearly always more.
const KIN: f64 = 10.0;

/// Gives every unit of a pool one of its options or none, large units first, so that the use of rows and slots stays close
/// to what shares add up to (error diffusion). Upper limits are kept; who fits nowhere waits.
pub(super) fn deal(source: &Source<'_>, pool: &Pool, share: &[f64], placed: &mut [Option<u32>]) {
    let limit = |(upper, taken): (&Option<u64>, &f64)| upper.map_or(f64::INFINITY, |u| u as f64 - taken);
    let room: Vec<f64> = source.upper.iter().zip(&pool.taken).map(limit).collect();
    let mut dealt =
        Dealt { used: vec![0.0; room.len()], room, off: vec![0.0; pool.taken.len()], weight: weights(pool) };
    let size = |unit: usize| pool.uses(pool.options(unit).start).iter().map(|u| f64::from(u.1)).sum::<f64>();
    let mut order: Vec<(usize, f64)> = (0..pool.units()).map(|unit| (unit, size(unit))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    pool.unit.iter().for_each(|&unit| placed[unit as usize] = None);
    for (unit, _) in order {
        let options = pool.options(unit);
        let waits = 1.0 - options.clone().map(|o| share[o]).sum::<f64>();
        for option in options.clone() {
            dealt.count(pool.uses(option), -share[option]);
        }
        let id = pool.unit[unit] as usize;
        let kin = |region: u32| source.ties.partners(id).filter(|p| placed[p.0 as usize] == Some(region)).count();
        let mut best = (!pool.must[unit] && waits >= LEAST).then(|| (-UNLIKELY * libm::log(waits), None));
        for option in options.filter(|&o| dealt.fits(pool.uses(o))) {
            let likely = UNLIKELY * libm::log(share[option].max(1e-300)) + KIN * kin(pool.region[option]) as f64;
            let error = dealt.error(pool.uses(option)) - likely;
            if best.is_none_or(|b| error < b.0) {
                best = Some((error, Some(option)));
            }
        }
        let option = best.and_then(|b| b.1);
        if let Some(option) = option {
            dealt.place(pool.uses(option));
        }
        placed[id] = option.map(|o| pool.region[o]);
    }
}

/// One over the square of the typical use of each resource, so that persons and families weigh alike.
fn weights(pool: &Pool) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); pool.taken.len()];
    for &(resource, amount) in &pool.uses {
        let sum = &mut sums[resource as usize];
        *sum = (sum.0 + f64::from(amount), sum.1 + 1.0);
    }
    sums.iter().map(|&(sum, n)| if sum > 0.0 { (n / sum) * (n / sum) } else { 0.0 }).collect()
}

/// What those dealt so far use, and how far that is off what was expected of them.
struct Dealt {
    room: Vec<f64>,
    used: Vec<f64>,
    off: Vec<f64>,
    weight: Vec<f64>,
}

impl Dealt {
    fn fits(&self, uses: &[(u32, f32)]) -> bool {
        let within = |&(resource, amount): &(u32, f32)| {
            let row = resource as usize;
            row >= self.room.len() || self.used[row] + f64::from(amount) <= self.room[row]
        };
        uses.iter().all(within)
    }

    /// What this adds to the squared error.
    fn error(&self, uses: &[(u32, f32)]) -> f64 {
        let rise = |&(resource, amount): &(u32, f32)| {
            let (off, by) = (self.off[resource as usize], f64::from(amount));
            self.weight[resource as usize] * by * (2.0 * off + by)
        };
        uses.iter().map(rise).sum()
    }

    fn count(&mut self, uses: &[(u32, f32)], times: f64) {
        uses.iter().for_each(|&(resource, amount)| self.off[resource as usize] += times * f64::from(amount));
    }

    fn place(&mut self, uses: &[(u32, f32)]) {
        self.count(uses, 1.0);
        let rows = self.used.len();
        for &(row, amount) in uses.iter().filter(|u| (u.0 as usize) < rows) {
            self.used[row as usize] += f64::from(amount);
        }
    }
}

/// Which units of a pool stay undecided: so `many`, dealt anew each `turn`, half of them such as wait.
pub(super) fn some(pool: &Pool, placed: &[Option<u32>], many: usize, turn: usize) -> Vec<bool> {
    let waits = |at: usize| placed[pool.unit[at] as usize].is_none();
    let lot = |at: usize| super::sample::hash(pool.unit[at] ^ (turn as u32).rotate_right(8));
    let (mut waiting, mut others): (Vec<usize>, Vec<usize>) = (0..pool.units()).partition(|&at| waits(at));
    // who may not wait and does comes first
    waiting.sort_by_key(|&at| (!pool.must[at], lot(at), at));
    others.sort_by_key(|&at| (lot(at), at));
    waiting.truncate((many / 2).max(many.saturating_sub(others.len())));
    others.truncate(many - waiting.len());
    let mut some = vec![false; pool.units()];
    waiting.into_iter().chain(others).for_each(|at| some[at] = true);
    some
}

#[cfg(test)]
mod tests {
    use super::super::source::Reach;
    use super::*;
    use crate::matching::Jobs;
    use crate::problem::{ChoiceSpec, Inclusion, Problem, Row, UnitSpec};

    /// Ninety units of one to three persons who are worth the same in two regions with 60 places each, and a third has room
    /// for none: they, and a pool of all.
    fn with_pool(check: impl FnOnce(&Source<'_>, &Pool)) {
        let mut problem = Problem::new(3, Inclusion::Value);
        for upper in [60, 60, 0] {
            problem.row(Row { upper: Some(upper), lower: 0 });
        }
        for unit in 0..90 {
            let persons = 1 + unit % 3;
            let option = |region| ChoiceSpec { region, value: 1.0, uses: vec![(region, persons)] };
            problem.unit(UnitSpec { options: (0..3).map(option).collect(), persons, ..UnitSpec::default() });
        }
        let jobs = Jobs::of(&problem);
        let must = (0..90).map(|u| u >= 80).collect();
        let source = Source::new(&problem, &jobs, must, vec![true; 90]);
        let reach = Reach { width: 1.0, wait: 2.0 };
        let pool = Pool::gather(&source, &source.tariff(&[0.0; 3]), None, reach, &[]);
        assert!(pool.units() == 90 && pool.options(0).len() == 2);
        check(&source, &pool);
    }

    fn used(pool: &Pool, placed: &[Option<u32>]) -> [f64; 2] {
        let mut used = [0.0; 2];
        for (unit, placed) in placed.iter().enumerate() {
            for option in pool.options(unit).filter(|&o| *placed == Some(pool.region[o])) {
                used[pool.region[option] as usize] += f64::from(pool.uses(option)[0].1);
            }
        }
        used
    }

    #[test]
    fn use_comes_near_to_what_shares_add_up_to() {
        with_pool(|source, pool| {
            // a fifth of 180 persons here, a third there
            let share: Vec<f64> = pool.region.iter().map(|&r| [0.2, 1.0 / 3.0][r as usize]).collect();
            let mut placed = vec![None; 90];
            deal(source, pool, &share, &mut placed);
            let used = used(pool, &placed);
            assert!((used[0] - 36.0).abs() <= 3.0 && (used[1] - 60.0).abs() <= 3.0, "{used:?}");
        });
    }

    #[test]
    fn limits_are_kept_where_shares_ask_for_more() {
        with_pool(|source, pool| {
            let share: Vec<f64> = pool.region.iter().map(|&r| [0.9, 0.1][r as usize]).collect();
            let mut placed = vec![Some(2); 90];
            deal(source, pool, &share, &mut placed);
            assert_eq!(used(pool, &placed), [60.0, 60.0]);
            assert!(!placed.contains(&Some(2)), "who fits nowhere waits");
        });
    }

    #[test]
    fn who_may_not_wait_is_left_undecided_first_and_lots_change() {
        with_pool(|_, pool| {
            let placed: Vec<Option<u32>> = (0..90).map(|u| (u < 60).then_some(0)).collect();
            let kept = some(pool, &placed, 40, 0);
            let count = |of: std::ops::Range<usize>| kept[of].iter().filter(|k| **k).count();
            assert_eq!((count(0..60), count(60..80), count(80..90)), (20, 10, 10));
            assert_ne!(kept, some(pool, &placed, 40, 1));
            assert!(some(pool, &placed, 500, 0).iter().all(|k| *k));
        });
    }

    #[test]
    fn who_is_settled_is_counted_where_placed() {
        with_pool(|source, pool| {
            let placed: Vec<Option<u32>> = (0..90).map(|u| (u % 2 == 0).then_some(1)).collect();
            let mut settled =
                Pool::gather(source, &source.tariff(&[0.0; 3]), None, Reach { width: 1.0, wait: 2.0 }, &[]);
            let kept: Vec<bool> = (0..90).map(|u| u < 30).collect();
            settled.settle(source, &placed, &kept);
            assert_eq!((settled.units(), settled.region.len()), (30, 60));
            assert_eq!((settled.taken[0], settled.taken[1], settled.worth), (0.0, 60.0, 30.0));
            assert_eq!(settled.uses(settled.options(29).start), pool.uses(pool.options(29).start));
        });
    }
}
