//! Which joint uses a region's programme looks at: level by level, those from which the limits can still be met at a loss
//! that is not beyond what is at stake.
//!
//! Rows one by one, and then in pairs with the widest, tell how little can be lost at least on the way to a use and from
//! there on: small programmes for that of the whole. Items that lose most come first, so that levels are narrow while few
//! choices are likely, and narrow again where little is left to make up for them.

use crate::knapsack::{Amounts, DIMS, Item, Knapsack, Least};

/// The first positions of a stretch.
pub(crate) type First = [i32; DIMS - 1];

/// Least and most use; the most is less than the least where there is none.
pub(crate) type Span = (i32, i32);

/// No use at all.
const EMPTY: Span = (0, -1);

/// Times the cells of pairs of rows that those of a programme must be for pairs to be looked at.
const WORTH: usize = 3;

/// Cells along the last dimension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) at: First,
    /// Position of its first cell.
    pub(crate) first: i32,
    pub(crate) cells: usize,
    /// Where it begins among the cells of the level.
    pub(crate) start: usize,
}

/// The cells of a level.
#[derive(Clone, Copy, Debug)]
struct Level {
    low: First,
    width: [u32; DIMS - 1],
    /// Where the places of first positions begin.
    find: usize,
    first: usize,
    stretches: usize,
    cells: usize,
}

/// The cells of all levels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    levels: Vec<Level>,
    stretches: Vec<Stretch>,
    /// For first positions the stretch there, counted from one; level by level.
    find: Vec<u32>,
}

impl Levels {
    /// One level more, with the cells whose first positions are in the spans, and the last in the span that `along` tells.
    fn push(&mut self, spans: [Span; DIMS - 1], along: impl Fn(&First) -> Span) {
        let width = spans.map(|(low, high)| (high - low + 1).max(0) as u32);
        let (first, mut cells) = (self.stretches.len(), 0);
        let find = self.find.len();
        for x in spans[0].0..=spans[0].1 {
            for y in spans[1].0..=spans[1].1 {
                for z in spans[2].0..=spans[2].1 {
                    let at = [x, y, z];
                    let (low, high) = along(&at);
                    if low <= high {
                        let stretch = Stretch { at, first: low, cells: (high - low + 1) as usize, start: cells };
                        cells += stretch.cells;
                        self.stretches.push(stretch);
                        self.find.push(self.stretches.len() as u32);
                    } else {
                        self.find.push(0);
                    }
                }
            }
        }
        let stretches = self.stretches.len() - first;
        self.levels.push(Level { low: spans.map(|s| s.0), width, find, first, stretches, cells });
    }

    pub(crate) fn cells(&self, level: usize) -> usize {
        self.levels[level].cells
    }

    pub(crate) fn all_cells(&self) -> usize {
        self.levels.iter().map(|l| l.cells).sum()
    }

    pub(crate) fn widest(&self) -> usize {
        self.levels.iter().map(|l| l.cells).max().unwrap_or(1)
    }

    pub(crate) fn some_everywhere(&self) -> bool {
        self.levels.iter().all(|l| l.cells > 0)
    }

    pub(crate) fn stretches(&self, level: usize) -> &[Stretch] {
        let level = &self.levels[level];
        &self.stretches[level.first..][..level.stretches]
    }

    /// Stretches of all levels before this one.
    pub(crate) fn before(&self, level: usize) -> usize {
        self.levels[level].first
    }

    /// What a pass costs, in cells.
    pub(crate) fn cost(&self) -> u64 {
        (self.all_cells() + STRETCH * self.stretches.len()) as u64
    }

    /// The place of the stretch with these first positions among all.
    #[inline]
    fn place(&self, level: usize, at: First) -> Option<usize> {
        let level = &self.levels[level];
        let mut place = 0;
        for (at, (low, &width)) in at.iter().zip(level.low.iter().zip(&level.width)) {
            let by = at.wrapping_sub(*low) as u32;
            if by >= width {
                return None;
            }
            place = place * width + by;
        }
        (self.find[level.find + place as usize] as usize).checked_sub(1)
    }

    #[inline]
    pub(crate) fn stretch(&self, level: usize, at: First) -> Option<&Stretch> {
        self.place(level, at).map(|place| &self.stretches[place])
    }
}

/// What a stretch costs beside its cells, in cells.
const STRETCH: usize = 10;

/// The levels of a programme, what it cost to find them (in cells), and whether uses were left out.
pub(crate) struct Shape {
    pub(crate) levels: Levels,
    pub(crate) cost: u64,
    pub(crate) cut: bool,
}

/// The levels of items that must end between `low` and `high`. Cells through which every choice loses more than `stake`
/// may be left out. `end`: what a use in a dimension loses at the end.
pub(crate) fn shape(
    items: &[Item],
    (low, high): (&Amounts, &Amounts),
    end: &dyn Fn(usize, i32) -> f64,
    stake: f64,
) -> Shape {
    let last = DIMS - 1;
    let mut spans = plain(items, low, high);
    let mut shape = Shape { levels: Levels::default(), cost: 0, cut: false };
    let mut pairs: [Option<Pair>; DIMS - 1] = Default::default();
    if stake.is_finite() {
        let stake = stake * (1.0 + 1e-9);
        let held: Vec<usize> = (0..DIMS).filter(|&d| high[d] > 0).collect();
        for &dim in &held {
            shape.cut |= line(items, dim, &mut spans, end, stake);
            shape.cost += (items.len() * (high[dim] as usize + STRETCH)) as u64;
        }
        let width = |s: &[Span; DIMS], d: usize| (s[d].1 - s[d].0 + 1).max(0) as usize;
        let others = &held[..held.len().saturating_sub(1)];
        let cells = spans.iter().map(|s| (0..DIMS).map(|d| width(s, d)).product::<usize>()).sum::<usize>();
        let of_pairs =
            |s: &[Span; DIMS]| others.iter().map(|&d| width(s, d) * (width(s, last) + STRETCH)).sum::<usize>();
        if others.len() > 1 && cells > WORTH * spans.iter().map(of_pairs).sum::<usize>() {
            for &dim in others {
                let pair = Pair::new(items, dim, &spans, end, stake);
                shape.cost += 2 * pair.levels.cost();
                pairs[dim] = Some(pair);
            }
            shape.cut = true;
        }
    }
    for (level, spans) in spans.iter().enumerate() {
        shape.levels.push([spans[0], spans[1], spans[2]], |at| {
            pairs.iter().zip(at).fold(spans[last], |span, (pair, &at)| {
                let Some(pair) = pair else { return span };
                let other = pair.span(level, at);
                (span.0.max(other.0), span.1.min(other.1))
            })
        });
    }
    shape.cost += shape.levels.cost();
    shape
}

/// The uses of each dimension at each level from which limits can be kept, as far as that dimension alone tells.
fn plain(items: &[Item], low: &Amounts, high: &Amounts) -> Vec<[Span; DIMS]> {
    let mut rest: Amounts = std::array::from_fn(|d| items.iter().map(|i| i.uses[d]).sum());
    let mut sum = [0; DIMS];
    let mut spans = Vec::with_capacity(items.len() + 1);
    spans.push(std::array::from_fn(|d| if low[d] <= rest[d] { (0, 0) } else { EMPTY }));
    for item in items {
        spans.push(std::array::from_fn(|d| {
            sum[d] += item.uses[d];
            rest[d] -= item.uses[d];
            ((low[d] - rest[d]).max(0), high[d].min(sum[d]))
        }));
    }
    spans
}

/// Narrows the spans of a dimension to the uses through which some choice loses no more than `stake`, as far as this dimension
/// tells; whether any is narrower now.
fn line(items: &[Item], dim: usize, spans: &mut [[Span; DIMS]], end: &dyn Fn(usize, i32) -> f64, stake: f64) -> bool {
    let (low, high) = spans[items.len()][dim];
    let most = spans.iter().map(|s| s[dim].1).max().unwrap_or(0).max(0) as usize;
    let width = most + 1;
    let mut filled = vec![f64::INFINITY; width * (items.len() + 1)];
    filled[0] = 0.0;
    for (item, at) in items.iter().zip(0..) {
        let (from, to) = filled[at * width..][..2 * width].split_at_mut(width);
        to.iter_mut().zip(&*from).for_each(|(t, f)| *t = f + item.out);
        let by = (item.uses[dim] as usize).min(width);
        to[by..].iter_mut().zip(&*from).for_each(|(t, f)| *t = least(*t, f + item.within));
    }
    let mut back = vec![f64::INFINITY; width];
    for at in low..=high {
        back[at as usize] = end(dim, at);
    }
    let mut cut = false;
    for level in (0..=items.len()).rev() {
        if let Some(item) = items.get(level) {
            // a use further on is not changed before it was read
            let by = (item.uses[dim] as usize).min(width);
            for at in 0..width - by {
                back[at] = least(back[at] + item.out, back[at + by] + item.within);
            }
            back[width - by..].iter_mut().for_each(|b| *b += item.out);
        }
        let reached = |(f, b): (&f64, &f64)| f + b <= stake;
        let here = &filled[level * width..][..width];
        let span = match here.iter().zip(&back).position(reached) {
            Some(first) => (first as i32, here.iter().zip(&back).rposition(reached).unwrap_or(first) as i32),
            None => EMPTY,
        };
        let before = spans[level][dim];
        let span = (span.0.max(before.0), span.1.min(before.1));
        cut |= span != before;
        spans[level][dim] = span;
    }
    cut
}

fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// What a row and the widest tell together.
struct Pair {
    levels: Levels,
    /// For each stretch the uses of the widest row through which some choice loses no more than is at stake.
    alive: Vec<Span>,
}

impl Pair {
    fn new(items: &[Item], dim: usize, spans: &[[Span; DIMS]], end: &dyn Fn(usize, i32) -> f64, stake: f64) -> Self {
        let last = DIMS - 1;
        let mut levels = Levels::default();
        spans.iter().for_each(|s| levels.push([(0, 0), (0, 0), s[dim]], |_| s[last]));
        let item = |i: &Item| Item { uses: [0, 0, i.uses[dim], i.uses[last]], ..*i };
        let knapsack = Knapsack::with_levels(items.iter().map(item).collect(), levels);
        let alive = knapsack.alive::<Least>(
            &|d, amount| match d {
                0 | 1 => 0.0,
                2 => end(dim, amount),
                _ => end(last, amount),
            },
            stake,
        );
        Self { levels: knapsack.into_levels(), alive }
    }

    fn span(&self, level: usize, at: i32) -> Span {
        self.levels.place(level, [0, 0, at]).map_or(EMPTY, |place| self.alive[place])
    }
}
