//! Lays open the sets of every region that lose no more than is at stake.

use super::{Frame, Part, Region, WIDE};
use crate::dual::{ROUNDING, outward};
use crate::fix::Narrowed;
use crate::hull::Hull;
use crate::knapsack::{Aside, CELLS_PER_STEP, POINTS};
use crate::model::WAIT;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Times the sets allowed that may be looked for, and looks in a step of work.
const LOOKS: u64 = 24;
const LOOKS_PER_STEP: u64 = 2;

/// What all regions together have laid open and looked at; too much is too much in any order.
struct Spent {
    sets: AtomicUsize,
    points: AtomicU64,
    most: usize,
}

impl Spent {
    fn take(&self) -> bool {
        self.sets.fetch_add(1, Ordering::Relaxed) < self.most
    }

    fn look(&self) -> bool {
        self.points.fetch_add(POINTS, Ordering::Relaxed) < LOOKS * self.most as u64
    }

    /// Nothing more need be looked at.
    fn stop(&self) {
        self.points.store(u64::MAX / 2, Ordering::Relaxed);
    }
}

/// What losses count from.
pub(super) struct Ground {
    pub(super) known: Narrowed,
    /// The most that each region is worth, as tightly as is known, and what that loses at the prices of its rows.
    most: Vec<f64>,
    lost: Vec<f64>,
    /// The bound at that.
    pub(super) level: f64,
}

impl Ground {
    /// Looks at each region once more for its most alone: fewer units are open then, and its programme may hold more rows.
    pub(super) fn new(hull: &Hull<'_>, known: Narrowed) -> (Self, u64) {
        let look = |p: usize| {
            let of = known.of(p);
            (of.most, hull.exact(&hull.pieces[p], &known.node, &of.row_price, (0.0, of.lost), false))
        };
        let exact: Vec<_> = (0..hull.pieces.len()).into_par_iter().map(look).collect();
        let most: Vec<f64> = exact.iter().map(|(known, exact)| exact.most.min(*known)).collect();
        let lost = exact.iter().zip(&most).map(|((_, exact), most)| exact.lost + exact.most - most).collect();
        let (units, size) = hull.units_worth(&known.node);
        let size = size + exact.iter().map(|e| e.1.size).sum::<f64>();
        let level = outward(units + most.iter().sum::<f64>(), size);
        let steps = exact.iter().map(|e| e.1.steps).sum();
        (Self { known, most, lost, level }, steps)
    }

    /// What a region loses at least without the unit at a place.
    fn without(&self, piece: usize, place: u32) -> f64 {
        let known = self.known.of(piece);
        (known.out[place as usize] - (known.most - self.most[piece]).max(0.0)).max(0.0)
    }
}

/// The sets of a region and what its units with one way are worth.
struct Laid {
    region: Region,
    fixed: f64,
    size: f64,
    steps: u64,
}

/// All sets that a plan worth more than the level less `stake` may take; [`None`] where there are more than `most`. `every`: also those
/// without which other regions lose too much. With the work done.
pub(super) fn open(
    hull: &Hull<'_>,
    ground: &Ground,
    (stake, every): (f64, bool),
    most: usize,
) -> (Option<(Frame, Part)>, u64) {
    let node = &ground.known.node;
    let open: Vec<u32> = (0..node.ways.len() as u32).filter(|&u| node.ways[u as usize] > 1).collect();
    let spent = Spent { sets: AtomicUsize::new(0), points: AtomicU64::new(0), most };
    let laid: Option<Vec<Laid>> = (0..hull.pieces.len())
        .into_par_iter()
        .map(|piece| lay(hull, piece, ground, (stake, every), (&open, &spent)))
        .collect();
    // what was spent until it was too much depends on threads: it is counted as half of what may be
    let Some(laid) = laid else { return (None, LOOKS * most as u64 / LOOKS_PER_STEP / 2) };
    let steps = laid.iter().map(|l| l.steps).sum();
    let (constant, size) = hull.units_worth(node);
    let fixed: f64 = (0..node.ways.len()).map(|u| node.unit_price[u]).sum();
    let mut choice = vec![WAIT; node.ways.len()];
    for (unit, choice) in choice.iter_mut().enumerate().filter(|(u, _)| node.ways[*u] == 1) {
        *choice = hull.model.options(unit).find(|&o| node.alive[o as usize]).unwrap_or(WAIT);
    }
    let frame = Frame {
        constant: constant - fixed + laid.iter().map(|l| l.fixed).sum::<f64>(),
        size: size + fixed.abs() + laid.iter().map(|l| l.size).sum::<f64>(),
        choice,
        units: open,
    };
    let price = frame.units.iter().map(|&u| node.unit_price[u as usize]).collect();
    let regions = laid.into_iter().map(|l| l.region).collect();
    (Some((frame, Part { regions, price, cuts: Vec::new(), cut_price: Vec::new(), bound: f64::INFINITY })), steps)
}

fn lay(
    hull: &Hull<'_>,
    number: usize,
    ground: &Ground,
    (stake, every): (f64, bool),
    (open, spent): (&[u32], &Spent),
) -> Option<Laid> {
    let (node, piece) = (&ground.known.node, &hull.pieces[number]);
    let known = ground.known.of(number);
    let row_price = &known.row_price;
    let mut laid = Laid {
        region: Region { units: Vec::new(), ways: Vec::new(), sets: Vec::new(), worth: Vec::new(), cuts: Vec::new() },
        fixed: 0.0,
        size: known.size,
        steps: 10,
    };
    let wide = (ground.lost[number] + stake) * (1.0 + 1e-9) + ROUNDING * known.size;
    let view = if ground.most[number].is_finite() { hull.look(piece, node, row_price, wide) } else { None };
    // no set at all: the part is empty
    let Some(view) = view else { return Some(laid) };
    laid.steps += view.knapsack.cells() / CELLS_PER_STEP;
    let rows = piece.rows();
    let (mut used, mut base) = (vec![0_i64; rows], Vec::new());
    for &place in &view.taken {
        used.iter_mut().zip(piece.uses(place as usize)).for_each(|(u, &a)| *u += i64::from(a));
        if node.ways[piece.units[place as usize] as usize] == 1 {
            laid.fixed += piece.value[place as usize];
        } else {
            base.push(place);
        }
    }
    let places: Vec<u32> = base.iter().copied().chain(view.open.iter().map(|o| o.0)).collect();
    if places.len() > WIDE {
        spent.stop();
        return None;
    }
    let always = (1_u128 << base.len()) - 1;
    let region = &mut laid.region;
    for &place in &places {
        let unit = piece.units[place as usize];
        region.units.push(open.binary_search(&unit).unwrap_or_default() as u32);
        region.ways.push(piece.options[place as usize]);
    }
    // what other regions lose without the units
    let aside = |place: u32| if every { Vec::new() } else { elsewhere(hull, ground, number, place) };
    let mut start = vec![0.0_f64; hull.pieces.len()];
    for &place in &base {
        aside(place).iter().for_each(|&(other, loss)| start[other] = start[other].max(loss));
    }
    let items: Vec<Vec<(usize, f64)>> = view.open.iter().map(|o| aside(o.0)).collect();
    let aside = Aside { start: &start, items: &items };
    let (all, looks) = view.knapsack.choices(
        &|dim, amount| view.waste(dim, amount),
        &aside,
        (wide, &|| spent.look()),
        &mut |items, _| {
            // rows that the programme does not hold
            let mut uses = used.clone();
            let mut worth = base.iter().map(|&p| piece.value[p as usize]).sum::<f64>();
            for bit in super::bits(items) {
                let place = view.open[bit].0 as usize;
                worth += piece.value[place];
                uses.iter_mut().zip(piece.uses(place)).for_each(|(u, &a)| *u += i64::from(a));
            }
            if uses.iter().zip(piece.lower.iter().zip(&piece.upper)).any(|(u, (low, high))| u < low || high < u) {
                return true;
            }
            region.sets.push(always | items << base.len());
            region.worth.push(worth);
            spent.take()
        },
    );
    laid.steps += looks / LOOKS_PER_STEP;
    all.then_some(laid)
}

/// What every other region loses at least without the unit at a place.
fn elsewhere(hull: &Hull<'_>, ground: &Ground, piece: usize, place: u32) -> Vec<(usize, f64)> {
    let unit = hull.pieces[piece].units[place as usize] as usize;
    let alive = hull.ways(unit).filter(|&way| ground.known.node.alive[way as usize]);
    let others = alive.map(|way| hull.spot[way as usize]).filter(|spot| spot.0 as usize != piece);
    others.map(|(other, at)| (other as usize, ground.without(other as usize, at))).filter(|o| o.1 > 0.0).collect()
}
