//! One region's knapsack: dynamic programmes over the joint use of its rows.
//!
//! An item is out or in, and each has its loss; a plan of the region also loses by the room it leaves. A level of the
//! programme holds, for every joint use that can still end within the limits, the sum over all choices of the items so
//! far. Forward and backward levels together give that sum with any single item in or out (Martello and Toth 1990;
//! for fixing variables Posta, Ferland and Michelon 2012). What a sum is, a [`Scale`] says: the least loss, or the mass of
//! all choices at a temperature.

mod choices;

pub(crate) use choices::{Aside, POINTS};

use crate::levels::{First, Levels, Span, Stretch, shape};
use std::cell::RefCell;
use std::sync::Arc;

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

/// The items of a region, and the joint uses after each of them.
#[derive(Clone, Debug)]
pub(crate) struct Knapsack {
    pub(crate) items: Vec<Item>,
    levels: Arc<Levels>,
    /// Cells looked at to find the levels, and those of the levels.
    cells: u64,
    /// Whether joint uses were left out because they lose too much.
    pub(crate) cut: bool,
}

/// Cells of a stretch that lie in another when moved by so much: `(first here, first there, how many)`.
#[inline]
fn overlap(here: &Stretch, there: &Stretch, by: i32) -> (usize, usize, usize) {
    let first = here.first.max(there.first - by);
    let end = (here.first + here.cells as i32).min(there.first - by + there.cells as i32);
    if end <= first {
        return (0, 0, 0);
    }
    ((first - here.first) as usize, (first + by - there.first) as usize, (end - first) as usize)
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

fn moved(at: First, uses: &Amounts, sign: i32) -> First {
    std::array::from_fn(|d| at[d] + sign * uses[d])
}

impl Knapsack {
    /// Items with their losses, that must end between `low` and `high`. Choices that lose more than `stake` may be left out;
    /// `end(dim, use)`: what an end loses by its use in one dimension.
    pub(crate) fn new(
        items: Vec<Item>,
        (low, high): (&Amounts, &Amounts),
        end: &dyn Fn(usize, i32) -> f64,
        stake: f64,
    ) -> Self {
        let shape = shape(&items, (low, high), end, stake);
        Self { items, levels: Arc::new(shape.levels), cells: shape.cost, cut: shape.cut }
    }

    pub(crate) fn with_levels(items: Vec<Item>, levels: Levels) -> Self {
        Self { items, cells: levels.cost(), levels: Arc::new(levels), cut: false }
    }

    pub(crate) fn into_levels(self) -> Levels {
        Arc::unwrap_or_clone(self.levels)
    }

    /// The same with other losses, or weights.
    pub(crate) fn map(&self, item: &dyn Fn(&Item) -> Item) -> Self {
        Self { items: self.items.iter().map(item).collect(), ..self.clone() }
    }

    /// Cells of all levels: what one pass costs.
    pub(crate) fn cells(&self) -> u64 {
        self.cells
    }

    /// Whether some choice may end within the limits, as far as single rows tell.
    pub(crate) fn open(&self) -> bool {
        self.levels.some_everywhere()
    }

    fn next<S: Scale>(&self, level: usize, from: &[f64], to: &mut [f64]) {
        let (levels, item) = (&*self.levels, &self.items[level]);
        let use_last = item.uses[DIMS - 1];
        for stretch in levels.stretches(level + 1) {
            let to = &mut to[stretch.start..][..stretch.cells];
            let stay = levels.stretch(level, stretch.at).map(|s| (s, overlap(stretch, s, 0)));
            let (t, n) = stay.as_ref().map_or((0, 0), |(_, o)| (o.0, o.2));
            to[..t].fill(S::NONE);
            to[t + n..].fill(S::NONE);
            if let Some((same, (t, f, n))) = stay {
                for (to, from) in to[t..][..n].iter_mut().zip(&from[same.start + f..][..n]) {
                    *to = S::and(*from, item.out);
                }
            }
            if let Some(shifted) = levels.stretch(level, moved(stretch.at, &item.uses, -1)) {
                let (t, f, n) = overlap(stretch, shifted, -use_last);
                for (to, from) in to[t..][..n].iter_mut().zip(&from[shifted.start + f..][..n]) {
                    *to = S::or(*to, S::and(*from, item.within));
                }
            }
        }
    }

    /// The sum over all choices that end within the limits; `end` as for [`Knapsack::sums`].
    pub(crate) fn all<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64) -> f64 {
        SCRATCH.with_borrow_mut(|scratch| {
            let widest = self.levels.widest();
            let (mut here, rest) = room(scratch, 3 * widest).split_at_mut(widest);
            let (mut then, ends) = rest.split_at_mut(widest);
            here[0] = S::ONE;
            for level in 0..self.items.len() {
                let (from, to) = (self.levels.cells(level), self.levels.cells(level + 1));
                self.next::<S>(level, &here[..from], &mut then[..to]);
                std::mem::swap(&mut here, &mut then);
            }
            let last = self.levels.cells(self.items.len());
            self.ends::<S>(end, &mut ends[..last]);
            here[..last].iter().zip(&ends[..last]).fold(S::NONE, |sum, (h, e)| S::or(sum, S::and(*h, *e)))
        })
    }

    /// What each end adds, from what it adds by the use of each row.
    fn ends<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64, to: &mut [f64]) {
        for stretch in self.levels.stretches(self.items.len()) {
            let start = (0..DIMS - 1).fold(S::ONE, |sum, d| S::and(sum, end(d, stretch.at[d])));
            for (to, at) in to[stretch.start..][..stretch.cells].iter_mut().zip(stretch.first..) {
                *to = S::and(start, end(DIMS - 1, at));
            }
        }
    }

    /// All levels filled from the first on, then two of room for a level.
    fn forward<'s, S: Scale>(
        &self,
        scratch: &'s mut Vec<f64>,
        start: f64,
    ) -> (Vec<&'s mut [f64]>, &'s mut [f64], &'s mut [f64]) {
        let all_levels = self.levels.all_cells();
        let widest = self.levels.widest();
        let (mut free, rest) = room(scratch, all_levels + 2 * widest).split_at_mut(all_levels);
        let (back, then) = rest.split_at_mut(widest);
        let mut filled: Vec<&mut [f64]> = Vec::with_capacity(self.items.len() + 1);
        for level in 0..=self.items.len() {
            let (one, rest) = std::mem::take(&mut free).split_at_mut(self.levels.cells(level));
            filled.push(one);
            free = rest;
        }
        filled[0][0] = start;
        for level in 0..self.items.len() {
            let (before, after) = filled.split_at_mut(level + 1);
            self.next::<S>(level, before[level], after[0]);
        }
        (filled, back, then)
    }

    /// For each stretch, of one level after the other, the cells from first to last through which some choice sums up to no more than
    /// `most`; the last before the first where there is none.
    pub(crate) fn alive<S: Scale>(&self, end: &dyn Fn(usize, i32) -> f64, most: f64) -> Vec<Span> {
        let n = self.items.len();
        let mut alive = vec![(0, -1); self.levels.before(n) + self.levels.stretches(n).len()];
        if !self.open() {
            return alive;
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let (filled, mut back, mut then) = self.forward::<S>(scratch, S::ONE);
            self.ends::<S>(end, &mut back[..self.levels.cells(n)]);
            for level in (0..=n).rev() {
                if level < n {
                    let (here, after) = (self.levels.cells(level), self.levels.cells(level + 1));
                    self.previous::<S>(level, filled[level], &back[..after], &mut then[..here]);
                    std::mem::swap(&mut back, &mut then);
                }
                for (s, alive) in self.levels.stretches(level).iter().zip(&mut alive[self.levels.before(level)..]) {
                    let (f, b) = (&filled[level][s.start..][..s.cells], &back[s.start..][..s.cells]);
                    let reached = |(f, b): (&f64, &f64)| S::and(*f, *b) <= most;
                    if let Some(first) = f.iter().zip(b).position(reached) {
                        let last = f.iter().zip(b).rposition(reached).unwrap_or(first);
                        *alive = (s.first + first as i32, s.first + last as i32);
                    }
                }
            }
        });
        alive
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
        let (levels, mut back, mut then) = self.forward::<S>(scratch, S::start(n));
        self.ends::<S>(end, &mut back[..self.levels.cells(n)]);
        let mut all = S::NONE;
        for stretch in self.levels.stretches(n) {
            let [x, y, z] = stretch.at;
            for (cell, last) in (stretch.start..).zip(stretch.first..stretch.first + stretch.cells as i32) {
                let sum = S::and(levels[n][cell], back[cell]);
                if sum != S::NONE {
                    told(&[x, y, z, last], sum);
                    all = S::or(all, sum);
                }
            }
        }
        let mut sums = Sums { all, within: vec![S::NONE; n], out: vec![S::NONE; n] };
        for level in (0..n).rev() {
            let (within, out) = self.previous::<S>(
                level,
                levels[level],
                &back[..self.levels.cells(level + 1)],
                &mut then[..self.levels.cells(level)],
            );
            sums.within[level] = within;
            sums.out[level] = out;
            std::mem::swap(&mut back, &mut then);
        }
        sums
    }

    /// One backward level; returns the sums with the item in and out.
    fn previous<S: Scale>(&self, level: usize, forward: &[f64], back: &[f64], to: &mut [f64]) -> (f64, f64) {
        let (levels, item) = (&*self.levels, &self.items[level]);
        let use_last = item.uses[DIMS - 1];
        let (mut sum_in, mut sum_out) = ([S::NONE; LANES], [S::NONE; LANES]);
        for stretch in levels.stretches(level) {
            let (to, forward) = (&mut to[stretch.start..][..stretch.cells], &forward[stretch.start..][..stretch.cells]);
            let stay = levels.stretch(level + 1, stretch.at).map(|s| (s, overlap(stretch, s, 0)));
            let (t, n) = stay.as_ref().map_or((0, 0), |(_, o)| (o.0, o.2));
            to[..t].fill(S::NONE);
            to[t + n..].fill(S::NONE);
            if let Some((same, (t, f, n))) = stay {
                let back = &back[same.start + f..][..n];
                spread::<S, true>(&mut to[t..][..n], back, &forward[t..][..n], item.out, &mut sum_out);
            }
            if let Some(shifted) = levels.stretch(level + 1, moved(stretch.at, &item.uses, 1)) {
                let (t, f, n) = overlap(stretch, shifted, use_last);
                let back = &back[shifted.start + f..][..n];
                spread::<S, false>(&mut to[t..][..n], back, &forward[t..][..n], item.within, &mut sum_in);
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
        let mut narrower = 0;
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
            let by = |d: usize, at: i32| [0.1, 0.0, 0.0, 0.01][d] * f64::from(at);
            let knapsack = Knapsack::new(items.clone(), (&low, &high), &by, f64::INFINITY);
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
            // what loses no more than is at stake is told exactly, all else is told to lose more
            let stake = rng.random_range(0.0..2.5);
            let cut = Knapsack::new(items.clone(), (&low, &high), &by, stake);
            narrower += u32::from(cut.cut);
            if cut.open() {
                let sums = cut.sums::<Least>(&by, &mut |_, _| {});
                let told = |sum: f64, least: f64| near(sum, least) || least > stake && sum > stake;
                assert!(told(sums.all, least[0]));
                let all = (0..n).all(|i| told(sums.out[i], least[1 + 2 * i]) && told(sums.within[i], least[2 + 2 * i]));
                assert!(all, "stake {stake}");
            } else {
                assert!(least[0] > stake);
            }
            for i in 0..n {
                assert!(near(by_loss.out[i], least[1 + 2 * i]) && near(by_loss.within[i], least[2 + 2 * i]));
                assert!(
                    near(mass_of(by_mass.out[i]), mass[1 + 2 * i]) && near(mass_of(by_mass.within[i]), mass[2 + 2 * i])
                );
            }
        }
        assert!(narrower > 100, "{narrower} were narrower");
    }
}
