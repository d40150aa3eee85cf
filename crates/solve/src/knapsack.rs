//! One region's knapsack: dynamic programmes over the joint use of its rows.
//!
//! An item is out or in, and each has its loss; a plan of the region also loses by the room it leaves. A level of the
//! programme holds, for every joint use that can still end within the limits, the sum over all choices of the items so
//! far. Forward and backward levels together give that sum with any single item in or out (Martello and Toth 1990;
//! for fixing variables Posta, Ferland and Michelon 2012). What a sum is, a [`Scale`] says: the least loss, or the mass of
//! all choices at a temperature.

use std::cell::RefCell;

/// Rows that one programme may hold.
pub(crate) const DIMS: usize = 4;

/// Cells whose sums, there and back, are one step of work.
pub(crate) const CELLS_PER_STEP: u64 = 16;

/// Amounts of an item, or positions in a level.
pub(crate) type Amounts = [i32; DIMS];

/// What is summed over choices, and how losses add up along one.
pub(crate) trait Scale {
    /// The sum of nothing.
    const NONE: f64;
    /// The one choice of no items.
    const ONE: f64;
    /// What sums over choices of so many items begin with, and are a multiple of.
    fn start(items: usize) -> f64;
    /// One choice or another.
    fn or(a: f64, b: f64) -> f64;
    /// One thing and another.
    fn and(a: f64, b: f64) -> f64;
}

/// Least loss: losses add, of choices the least counts.
pub(crate) struct Least;

impl Scale for Least {
    const NONE: f64 = f64::INFINITY;
    const ONE: f64 = 0.0;
    fn start(_: usize) -> f64 {
        Self::ONE
    }
    #[inline]
    fn or(a: f64, b: f64) -> f64 {
        if a < b { a } else { b }
    }
    #[inline]
    fn and(a: f64, b: f64) -> f64 {
        a + b
    }
}

/// Mass: weights multiply, those of choices add.
pub(crate) struct Mass;

impl Scale for Mass {
    const NONE: f64 = 0.0;
    const ONE: f64 = 1.0;
    /// As far up as the sum of all choices lets it: those that fit may weigh next to nothing.
    fn start(items: usize) -> f64 {
        2.0_f64.powi(900 - items.min(900) as i32)
    }
    #[inline]
    fn or(a: f64, b: f64) -> f64 {
        a + b
    }
    #[inline]
    fn and(a: f64, b: f64) -> f64 {
        a * b
    }
}

/// Sums held side by side, so that they need not wait for each other.
const LANES: usize = 4;

/// Adds `back` and `by` to `to` (or writes it there), and the same with `forward` to the sums.
#[inline]
fn spread<S: Scale, const FRESH: bool>(
    to: &mut [f64],
    back: &[f64],
    forward: &[f64],
    by: f64,
    sums: &mut [f64; LANES],
) {
    let one = |to: &mut f64, back: f64, forward: f64, sum: &mut f64| {
        let then = S::and(back, by);
        *to = if FRESH { then } else { S::or(*to, then) };
        *sum = S::or(*sum, S::and(then, forward));
    };
    let (mut tos, mut backs, mut forwards) =
        (to.chunks_exact_mut(LANES), back.chunks_exact(LANES), forward.chunks_exact(LANES));
    for ((t, b), f) in (&mut tos).zip(&mut backs).zip(&mut forwards) {
        for lane in 0..LANES {
            one(&mut t[lane], b[lane], f[lane], &mut sums[lane]);
        }
    }
    let rest = tos.into_remainder().iter_mut().zip(backs.remainder()).zip(forwards.remainder());
    for ((t, b), f) in rest {
        one(t, *b, *f, &mut sums[0]);
    }
}

/// An item with its loss (or weight) out and in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) out: f64,
    pub(crate) within: f64,
    pub(crate) uses: Amounts,
}

/// The items of a region, and where their joint use must end.
#[derive(Clone, Debug)]
pub(crate) struct Knapsack {
    pub(crate) items: Vec<Item>,
    /// Least and most joint use that may be reached in the end; least may not exceed most.
    pub(crate) low: Amounts,
    pub(crate) high: Amounts,
    boxes: Vec<Cells>,
}

/// The joint uses of a level: all from `low` to `high`.
#[derive(Clone, Copy, Debug)]
struct Cells {
    low: Amounts,
    high: Amounts,
}

impl Cells {
    fn width(&self, dim: usize) -> usize {
        (self.high[dim] - self.low[dim] + 1).max(0) as usize
    }

    fn count(&self) -> usize {
        (0..DIMS).map(|d| self.width(d)).product()
    }

    /// Where the row of cells with these first positions begins; [`None`] outside.
    fn row(&self, at: [i32; DIMS - 1]) -> Option<usize> {
        let mut start = 0;
        for (dim, &at) in at.iter().enumerate() {
            if at < self.low[dim] || at > self.high[dim] {
                return None;
            }
            start = start * self.width(dim) + (at - self.low[dim]) as usize;
        }
        Some(start * self.width(DIMS - 1))
    }

    /// For every row of cells its first positions.
    fn rows(&self) -> impl Iterator<Item = [i32; DIMS - 1]> + '_ {
        let (a, b, c) = (self.low[0]..=self.high[0], self.low[1]..=self.high[1], self.low[2]..=self.high[2]);
        a.flat_map(move |x| {
            let c = c.clone();
            b.clone().flat_map(move |y| c.clone().map(move |z| [x, y, z]))
        })
    }

    /// The stretches of the last dimension where both a cell here and the one `by` further there lie:
    /// `(first here, first there, how many)`.
    fn overlap(&self, there: &Cells, by: i32) -> (usize, usize, usize) {
        let last = DIMS - 1;
        let first = self.low[last].max(there.low[last] - by);
        let end = self.high[last].min(there.high[last] - by);
        if end < first {
            return (0, 0, 0);
        }
        ((first - self.low[last]) as usize, (first + by - there.low[last]) as usize, (end - first + 1) as usize)
    }
}

/// Sums over all choices, and over those with each item in and out.
pub(crate) struct Sums {
    pub(crate) all: f64,
    pub(crate) within: Vec<f64>,
    pub(crate) out: Vec<f64>,
}

thread_local! {
    /// Levels of the programme that a thread is at: to ask the system for them anew costs more than to fill them.
    static SCRATCH: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// So many cells, with anything in them.
fn room(scratch: &mut Vec<f64>, cells: usize) -> &mut [f64] {
    if scratch.len() < cells {
        scratch.resize(cells, 0.0);
    }
    &mut scratch[..cells]
}

fn before(at: [i32; DIMS - 1], uses: &Amounts, sign: i32) -> [i32; DIMS - 1] {
    std::array::from_fn(|d| at[d] + sign * uses[d])
}

impl Knapsack {
    pub(crate) fn new(items: Vec<Item>, low: Amounts, high: Amounts) -> Self {
        let mut boxes = vec![Cells { low: [0; DIMS], high: [0; DIMS] }];
        let mut rest = [0_i32; DIMS];
        for item in &items {
            for (r, u) in rest.iter_mut().zip(item.uses) {
                *r += u;
            }
        }
        let mut sum = [0_i32; DIMS];
        for item in &items {
            for dim in 0..DIMS {
                sum[dim] += item.uses[dim];
                rest[dim] -= item.uses[dim];
            }
            boxes.push(Cells {
                low: std::array::from_fn(|d| (low[d] - rest[d]).max(0)),
                high: std::array::from_fn(|d| high[d].min(sum[d])),
            });
        }
        Self { items, low, high, boxes }
    }

    /// Cells of all levels: what one pass costs.
    pub(crate) fn cells(&self) -> u64 {
        self.boxes.iter().map(|b| b.count() as u64).sum()
    }

    /// Whether some choice may end within the limits, as far as single rows tell.
    pub(crate) fn open(&self) -> bool {
        self.boxes.iter().all(|b| b.count() > 0)
            && (0..DIMS).all(|d| self.low[d] <= self.high[d] && self.boxes[0].low[d] == 0)
            && (0..DIMS).all(|d| self.low[d] <= self.boxes.last().map_or(0, |b| b.high[d]))
    }

    fn next<S: Scale>(&self, level: usize, from: &[f64], to: &mut [f64]) {
        let (a, b, item) = (&self.boxes[level], &self.boxes[level + 1], &self.items[level]);
        to.fill(S::NONE);
        let (stay, go) = (a.overlap(b, 0), a.overlap(b, item.uses[DIMS - 1]));
        for (row, at) in b.rows().enumerate() {
            let start = row * b.width(DIMS - 1);
            if let Some(same) = a.row(at) {
                let (f, t, n) = stay;
                for (to, from) in to[start + t..][..n].iter_mut().zip(&from[same + f..][..n]) {
                    *to = S::and(*from, item.out);
                }
            }
            if let Some(shifted) = a.row(before(at, &item.uses, -1)) {
                let (f, t, n) = go;
                for (to, from) in to[start + t..][..n].iter_mut().zip(&from[shifted + f..][..n]) {
                    *to = S::or(*to, S::and(*from, item.within));
                }
            }
        }
    }

    /// The sum over all choices that end within the limits; `end` as for [`Knapsack::sums`].
    pub(crate) fn all<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64) -> f64 {
        SCRATCH.with_borrow_mut(|scratch| {
            let widest = self.boxes.iter().map(Cells::count).max().unwrap_or(1);
            let (mut here, rest) = room(scratch, 3 * widest).split_at_mut(widest);
            let (mut then, ends) = rest.split_at_mut(widest);
            here[0] = S::ONE;
            for level in 0..self.items.len() {
                let (from, to) = (self.boxes[level].count(), self.boxes[level + 1].count());
                self.next::<S>(level, &here[..from], &mut then[..to]);
                std::mem::swap(&mut here, &mut then);
            }
            let last = self.boxes[self.items.len()].count();
            self.ends::<S>(end, &mut ends[..last]);
            here[..last].iter().zip(&ends[..last]).fold(S::NONE, |sum, (h, e)| S::or(sum, S::and(*h, *e)))
        })
    }

    /// What each end adds, from what it adds by the use of each row; nothing where limits are not kept.
    fn ends<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64, to: &mut [f64]) {
        let last = &self.boxes[self.items.len()];
        let of_dim = |d: usize| -> Vec<f64> {
            let part = |at: i32| if at >= self.low[d] && at <= self.high[d] { end(d, at) } else { S::NONE };
            (last.low[d]..=last.high[d]).map(part).collect()
        };
        let parts: [Vec<f64>; DIMS] = std::array::from_fn(of_dim);
        let part = |d: usize, at: i32| parts[d][(at - last.low[d]) as usize];
        for (at, row) in last.rows().zip(to.chunks_mut(last.width(DIMS - 1).max(1))) {
            let start = (0..DIMS - 1).fold(S::ONE, |sum, d| S::and(sum, part(d, at[d])));
            for (to, part) in row.iter_mut().zip(&parts[DIMS - 1]) {
                *to = S::and(start, *part);
            }
        }
    }

    /// The sums over all choices and by item, and what is told of every end: `(joint use, sum of choices that end
    /// there)`. `end(dim, use)`: what an end adds by its use in one dimension.
    pub(crate) fn sums<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64, told: &mut dyn FnMut(&Amounts, f64)) -> Sums {
        SCRATCH.with_borrow_mut(|scratch| self.sums_in::<S>(scratch, end, told))
    }

    fn sums_in<S: Scale>(
        &self,
        scratch: &mut Vec<f64>,
        end: &dyn Fn(usize, i32) -> f64,
        told: &mut dyn FnMut(&Amounts, f64),
    ) -> Sums {
        let n = self.items.len();
        let counts: Vec<usize> = self.boxes.iter().map(Cells::count).collect();
        let (widest, all_levels) = (counts.iter().copied().max().unwrap_or(1), counts.iter().sum::<usize>());
        let (forward, rest) = room(scratch, all_levels + 2 * widest).split_at_mut(all_levels);
        let (mut back, mut then) = rest.split_at_mut(widest);
        let mut levels: Vec<&mut [f64]> = Vec::with_capacity(n + 1);
        let mut free = forward;
        for count in &counts {
            let (level, rest) = std::mem::take(&mut free).split_at_mut(*count);
            levels.push(level);
            free = rest;
        }
        levels[0][0] = S::start(n);
        for level in 0..n {
            let (before, after) = levels.split_at_mut(level + 1);
            self.next::<S>(level, before[level], after[0]);
        }
        self.ends::<S>(end, &mut back[..counts[n]]);
        let mut all = S::NONE;
        let last = &self.boxes[n];
        let mut cell = 0;
        for at in last.rows() {
            for z in last.low[DIMS - 1]..=last.high[DIMS - 1] {
                let sum = S::and(levels[n][cell], back[cell]);
                if sum != S::NONE {
                    told(&[at[0], at[1], at[2], z], sum);
                    all = S::or(all, sum);
                }
                cell += 1;
            }
        }
        let mut sums = Sums { all, within: vec![S::NONE; n], out: vec![S::NONE; n] };
        for level in (0..n).rev() {
            let (within, out) =
                self.previous::<S>(level, levels[level], &back[..counts[level + 1]], &mut then[..counts[level]]);
            sums.within[level] = within;
            sums.out[level] = out;
            std::mem::swap(&mut back, &mut then);
        }
        sums
    }

    /// One backward level; returns the sums with the item in and out.
    fn previous<S: Scale>(&self, level: usize, forward: &[f64], back: &[f64], to: &mut [f64]) -> (f64, f64) {
        let (a, b, item) = (&self.boxes[level], &self.boxes[level + 1], &self.items[level]);
        to.fill(S::NONE);
        let (stay, go) = (a.overlap(b, 0), a.overlap(b, item.uses[DIMS - 1]));
        let (mut sum_in, mut sum_out) = ([S::NONE; LANES], [S::NONE; LANES]);
        for (row, at) in a.rows().enumerate() {
            let start = row * a.width(DIMS - 1);
            if let Some(same) = b.row(at) {
                let (f, t, n) = stay;
                let (to, forward) = (&mut to[start + f..][..n], &forward[start + f..][..n]);
                spread::<S, true>(to, &back[same + t..][..n], forward, item.out, &mut sum_out);
            }
            if let Some(shifted) = b.row(before(at, &item.uses, 1)) {
                let (f, t, n) = go;
                let (to, forward) = (&mut to[start + f..][..n], &forward[start + f..][..n]);
                spread::<S, false>(to, &back[shifted + t..][..n], forward, item.within, &mut sum_in);
            }
        }
        let total = |sums: [f64; LANES]| sums.into_iter().fold(S::NONE, S::or);
        (total(sum_in), total(sum_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn sums_are_those_over_all_choices() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for _ in 0..400 {
            let n = rng.random_range(0..7);
            let items: Vec<Item> = (0..n)
                .map(|_| Item {
                    out: rng.random_range(0.0..1.0),
                    within: rng.random_range(0.0..1.0),
                    uses: std::array::from_fn(|_| rng.random_range(0..4)),
                })
                .collect();
            let low = std::array::from_fn(|_| rng.random_range(0..3) * rng.random_range(0..2));
            let high = std::array::from_fn(|d| low[d] + rng.random_range(0..7));
            let knapsack = Knapsack::new(items.clone(), low, high);
            let by = |d: usize, at: i32| [0.1, 0.0, 0.0, 0.01][d] * f64::from(at);
            let end = |at: &Amounts| (0..DIMS).map(|d| by(d, at[d])).sum::<f64>();
            let (mut least, mut mass) = (vec![f64::INFINITY; 2 * n + 1], vec![0.0; 2 * n + 1]);
            for choice in 0..1_u32 << n {
                let (mut sum, mut loss, mut weight) = ([0; DIMS], 0.0, 1.0);
                for (i, item) in items.iter().enumerate() {
                    let within = choice >> i & 1 == 1;
                    loss += if within { item.within } else { item.out };
                    weight *= if within { item.within } else { item.out };
                    (0..DIMS).filter(|_| within).for_each(|d| sum[d] += item.uses[d]);
                }
                if (0..DIMS).all(|d| (low[d]..=high[d]).contains(&sum[d])) {
                    let places = (0..n).map(|i| 1 + 2 * i + (choice >> i & 1) as usize).chain([0]);
                    for place in places {
                        least[place] = least[place].min(loss + end(&sum));
                        mass[place] += weight * libm::exp(-end(&sum));
                    }
                }
            }
            if !knapsack.open() {
                assert!(least[0].is_infinite());
                continue;
            }
            let by_loss = knapsack.sums::<Least>(&by, &mut |_, _| {});
            let by_mass = knapsack.sums::<Mass>(&|d, at| libm::exp(-by(d, at)), &mut |_, _| {});
            let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-12;
            let mass_of = |sum: f64| sum / Mass::start(n);
            assert!(near(by_loss.all, least[0]) && near(mass_of(by_mass.all), mass[0]));
            assert!(near(knapsack.all::<Least>(&by), least[0]));
            for i in 0..n {
                assert!(near(by_loss.out[i], least[1 + 2 * i]) && near(by_loss.within[i], least[2 + 2 * i]));
                assert!(
                    near(mass_of(by_mass.out[i]), mass[1 + 2 * i]) && near(mass_of(by_mass.within[i]), mass[2 + 2 * i])
                );
            }
        }
    }
}
