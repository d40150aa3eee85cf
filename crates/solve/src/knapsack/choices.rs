//! All choices of a knapsack's items that lose little, one by one: back through the levels, along what their least sums
//! allow.

use super::{Amounts, DIMS, Knapsack, Least, SCRATCH, Scale};

/// Points between two questions whether to go on.
pub(crate) const POINTS: u64 = 256;

/// What a choice loses elsewhere: for each place the most of what any of its items loses there.
pub(crate) struct Aside<'a> {
    /// Before any item.
    pub(crate) start: &'a [f64],
    /// For each item the places where it loses, and how much.
    pub(crate) items: &'a [Vec<(usize, f64)>],
}

/// What the first items do when each loses least.
#[derive(Clone, Copy)]
struct Free {
    items: u128,
    uses: Amounts,
    lost: f64,
    /// The least that is lost more by any of them doing the other.
    against: f64,
}

/// A walk under way.
struct Walk<'a> {
    knapsack: &'a Knapsack,
    filled: &'a [&'a mut [f64]],
    aside: &'a Aside<'a>,
    most: f64,
    free: Vec<Free>,
    /// What is lost elsewhere by the items in, by place and in all; and what to set back.
    worst: Vec<f64>,
    sum: f64,
    undo: Vec<(usize, f64)>,
    /// Points looked at, and whether to look at more.
    points: u64,
    go_on: &'a dyn Fn() -> bool,
}

impl Knapsack {
    /// Tells every choice of the items, as bits, that ends within the limits and loses no more than `most`, here and elsewhere, with
    /// what it loses here. There may be 128 items. `go_on` is asked after every [`POINTS`] points looked at. Returns whether all
    /// were told, and how many points were looked at.
    pub(crate) fn choices(
        &self,
        end: &dyn Fn(usize, i32) -> f64,
        aside: &Aside<'_>,
        (most, go_on): (f64, &dyn Fn() -> bool),
        told: &mut dyn FnMut(u128, f64) -> bool,
    ) -> (bool, u64) {
        if !self.open() {
            return (true, 0);
        }
        let mut free = vec![Free { items: 0, uses: [0; DIMS], lost: 0.0, against: f64::INFINITY }];
        for (at, item) in self.items.iter().enumerate() {
            let mut next = free[at];
            if item.within < item.out {
                next.items |= 1 << at;
                next.uses = std::array::from_fn(|d| next.uses[d] + item.uses[d]);
            }
            next.lost += item.within.min(item.out);
            next.against = next.against.min((item.within - item.out).abs());
            free.push(next);
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let n = self.items.len();
            let (filled, ends, _) = self.forward::<Least>(scratch, Least::ONE);
            self.ends::<Least>(end, &mut ends[..self.levels.cells(n)]);
            let worst = aside.start.to_vec();
            let sum = worst.iter().sum();
            let undo = Vec::new();
            let mut walk =
                Walk { knapsack: self, filled: &filled, aside, most, free, worst, sum, undo, points: 0, go_on };
            let all = self.levels.stretches(n).iter().all(|stretch| {
                let [x, y, z] = stretch.at;
                let mut cells = (stretch.start..).zip(stretch.first..stretch.first + stretch.cells as i32);
                cells.all(|(cell, last)| walk.back(n, &[x, y, z, last], ends[cell], 0, told))
            });
            (all, walk.points)
        })
    }
}

impl Walk<'_> {
    /// Tells the choices of the first items that lead to a use; `lost` and `items`: by those after.
    fn back(
        &mut self,
        level: usize,
        at: &Amounts,
        lost: f64,
        items: u128,
        told: &mut dyn FnMut(u128, f64) -> bool,
    ) -> bool {
        self.points += 1;
        if self.points.is_multiple_of(POINTS) && !(self.go_on)() {
            return false;
        }
        let free = self.free[level];
        let left = self.most - lost - self.sum;
        if free.lost + free.against > left {
            // none of the first items can do but what loses least
            if free.lost > left || free.uses != *at {
                return true;
            }
            let before = self.aside((0..level).filter(|at| free.items >> at & 1 == 1));
            let fits = lost + free.lost + self.sum <= self.most;
            self.back_to(before);
            return !fits || told(items | free.items, lost + free.lost);
        }
        let Some(stretch) = self.knapsack.levels.stretch(level, [at[0], at[1], at[2]]) else { return true };
        let cell = at[DIMS - 1].wrapping_sub(stretch.first) as usize;
        if cell >= stretch.cells || self.filled[level][stretch.start + cell] > left {
            return true;
        }
        let level = level - 1;
        let item = &self.knapsack.items[level];
        if !self.back(level, at, lost + item.out, items, told) {
            return false;
        }
        let then = self.aside([level].into_iter());
        let before = std::array::from_fn(|d| at[d] - item.uses[d]);
        let all = self.back(level, &before, lost + item.within, items | 1 << level, told);
        self.back_to(then);
        all
    }

    /// Counts what these items lose elsewhere; returns what [`Walk::back_to`] takes it back by.
    fn aside(&mut self, items: impl Iterator<Item = usize>) -> (usize, f64) {
        let before = (self.undo.len(), self.sum);
        for item in items {
            for &(place, loss) in &self.aside.items[item] {
                if loss > self.worst[place] {
                    self.undo.push((place, self.worst[place]));
                    self.sum += loss - self.worst[place];
                    self.worst[place] = loss;
                }
            }
        }
        before
    }

    fn back_to(&mut self, (undo, sum): (usize, f64)) {
        for (place, worst) in self.undo.drain(undo..).rev() {
            self.worst[place] = worst;
        }
        self.sum = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knapsack::Item;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn choices_are_all_that_lose_no_more() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let (mut told_of, mut aside_mattered, mut long) = (0, 0, 0);
        for _ in 0..600 {
            let n = rng.random_range(0..11);
            let one_sided = rng.random_bool(0.7);
            let items: Vec<Item> = (0..n)
                .map(|_| {
                    let (loss, within) = (rng.random_range(0.0..1.0), rng.random_bool(0.5));
                    let other = if one_sided { 0.0 } else { rng.random_range(0.0..1.0) };
                    let (out, within) = if within { (loss, other) } else { (other, loss) };
                    Item { out, within, uses: std::array::from_fn(|_| rng.random_range(0..4)) }
                })
                .collect();
            let low = std::array::from_fn(|_| rng.random_range(0..3) * rng.random_range(0..2));
            let high = std::array::from_fn(|d| low[d] + rng.random_range(0..9));
            let by = |d: usize, at: i32| [0.1, 0.0, 0.03, 0.01][d] * f64::from(at);
            let start: Vec<f64> = (0..3).map(|_| rng.random_range(0.0..0.1)).collect();
            let losses: Vec<Vec<(usize, f64)>> = (0..n)
                .map(|_| {
                    (0..rng.random_range(0..3)).map(|_| (rng.random_range(0..3), rng.random_range(0.0..0.5))).collect()
                })
                .collect();
            let most = rng.random_range(0.0..3.0);
            let mut wanted = Vec::new();
            for choice in 0..1_u128 << n {
                let (mut uses, mut lost, mut worst) = ([0; DIMS], 0.0, start.clone());
                for (i, item) in items.iter().enumerate() {
                    if choice >> i & 1 == 1 {
                        uses = std::array::from_fn(|d| uses[d] + item.uses[d]);
                        losses[i].iter().for_each(|&(place, loss)| worst[place] = worst[place].max(loss));
                        lost += item.within;
                    } else {
                        lost += item.out;
                    }
                }
                lost += (0..DIMS).map(|d| by(d, uses[d])).sum::<f64>();
                let fits = (0..DIMS).all(|d| (low[d]..=high[d]).contains(&uses[d]));
                let all = lost + worst.iter().sum::<f64>();
                assert!((all - most).abs() > 1e-9, "a tie would tell nothing");
                if fits && all <= most {
                    wanted.push((choice, lost));
                }
                aside_mattered += u32::from(fits && lost <= most && all > most);
            }
            let knapsack = Knapsack::new(items, (&low, &high), &by, most);
            let mut told = Vec::new();
            let aside = Aside { start: &start, items: &losses };
            let (all, points) = knapsack.choices(&by, &aside, (most, &|| true), &mut |choice, lost| {
                told.push((choice, lost));
                true
            });
            told.sort_by_key(|t| t.0);
            let same = |(a, b): (&(u128, f64), &(u128, f64))| a.0 == b.0 && (a.1 - b.1).abs() < 1e-12;
            assert!(all && told.len() == wanted.len() && told.iter().zip(&wanted).all(same), "{told:?} {wanted:?}");
            told_of += told.len();
            let (all, _) = knapsack.choices(&by, &aside, (most, &|| false), &mut |_, _| true);
            assert_eq!(all, points < POINTS);
            long += u32::from(points >= POINTS);
        }
        assert!(told_of > 400 && aside_mattered > 200 && long > 5, "{told_of} {aside_mattered} {long}");
    }
}
