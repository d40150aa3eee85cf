//! Plans read off the bound of whole regions: units are committed to the regions that most likely hold them, the likeliest
//! first, while prices settle anew (diving, as where columns are generated: Joncour, Michel, Sadykov, Sverdlov and
//! Vanderbeck 2010). What is likely is told by the smoothed bound: at its temperature each region holds all sets of units
//! that fit, the better ones more.

use crate::fix::{Mark, Narrowed};
use crate::hull::{Hull, Node};
use crate::model::WAIT;
use crate::settle::{Chance, likely, settle};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Temperature to begin at, in typical differences between options. Below, the first commitments follow prices too
/// closely and the last units do not fit; above, too much is left to chance.
const HEAT: f64 = 3e-3;
/// How it falls where numbers would run under, and the last that is tried, likewise.
const FALL: f64 = 0.6;
const LAST: f64 = 3e-4;
/// Temperature at least, likewise; and what lies between bound and best plan in temperatures, when that is less.
const COLD: f64 = 1e-5;
const SPAN: f64 = 8.0;

/// Chance above which a unit is committed at once, while many are open.
const SURE: f64 = 0.97;
/// Open units above which that holds.
const MANY: usize = 120;
/// One part in how many of the open units is committed at a time, at least; and at most, when few are open.
const PARTS: (usize, usize) = (8, 6);
/// Rounds of settling prices, before the first commitment and after each: rough prices and more plans do better than
/// few plans at exact prices.
const FIRST: u32 = 6;
const ROUNDS: u32 = 3;

/// Settled prices at a temperature, and how likely each unit has each way there.
pub(crate) struct Ground {
    node: Node,
    chances: Vec<Chance>,
    heat: f64,
}

/// How one plan differs from others.
pub(crate) struct Manner {
    pub(crate) seed: u64,
    /// How far luck lowers chances that are not sure.
    pub(crate) luck: f64,
    /// Most that chance may add for the ways of the best plan.
    pub(crate) bias: f64,
}

impl Ground {
    /// Settles prices at the first temperature where that can be done; and the work done.
    pub(crate) fn new(hull: &Hull<'_>, root: &Node) -> (Option<Self>, u64) {
        let (mut heat, mut steps) = (HEAT * hull.scale, 0);
        while heat > LAST * hull.scale {
            let mut node = root.clone();
            steps += settle(hull, &mut node, heat, FIRST);
            if let Some((chances, looked)) = likely(hull, &node, heat) {
                return (Some(Self { node, chances, heat }), steps + looked);
            }
            heat *= FALL;
        }
        (None, steps)
    }

    /// Commits units until all are, or no plan above the mark is left; calls for what is open on the way, the first time
    /// that no more than `few` units are. A plan that comes of it is offered to the mark. Returns that, and the steps taken.
    pub(crate) fn descend(
        &self,
        hull: &Hull<'_>,
        root: &Node,
        mark: &mut Mark,
        (manner, few): (&Manner, usize),
        stop: &dyn Fn() -> bool,
    ) -> (Option<Node>, u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(manner.seed);
        let mut draw =
            Draw { best: ways_of(hull, mark), bias: manner.bias * rng.random::<f64>(), luck: manner.luck, rng };
        let target = mark.target();
        let mut node = self.node.clone();
        node.alive.clone_from(&root.alive);
        node.ways.clone_from(&root.ways);
        let (mut chances, mut heat, mut bound) = (self.chances.clone(), self.heat, root.bound);
        let (mut rest, mut steps) = (None, 0);
        loop {
            // its prices are not those of the bound: what it says now is all that counts
            node.bound = f64::INFINITY;
            let committed = draw.commit(hull, &mut node, &mut chances);
            let (mut next, looked) = Narrowed::new(hull, node, bound - target);
            steps += looked;
            let left = committed && next.narrow(hull, target, vec![false; hull.pieces.len()], &mut steps);
            if !left || next.leaf(hull, mark) || stop() {
                return (rest, steps);
            }
            node = next.node;
            bound = node.bound;
            if rest.is_none() && node.open() <= few {
                rest = Some(node.clone());
            }
            heat = heat.min(((bound - target) / SPAN).max(COLD * hull.scale));
            steps += settle(hull, &mut node, heat, ROUNDS);
            let Some((then, looked)) = likely(hull, &node, heat) else { return (rest, steps) };
            steps += looked;
            chances = then;
        }
    }
}

/// The ways that units have in the best plan, if one was found here.
fn ways_of(hull: &Hull<'_>, mark: &Mark) -> Option<Vec<u32>> {
    let waits = |unit: usize| (hull.model.region.len() + unit) as u32;
    let way = |(unit, &option): (usize, &u32)| if option == WAIT { waits(unit) } else { option };
    mark.choice.as_ref().map(|choice| choice.iter().enumerate().map(way).collect())
}

/// What decides the order of commitments.
pub(crate) struct Draw {
    pub(crate) rng: ChaCha8Rng,
    /// How far luck lowers chances that are not sure.
    pub(crate) luck: f64,
    /// What is added for the ways of the best plan.
    pub(crate) bias: f64,
    /// The ways that units have there.
    pub(crate) best: Option<Vec<u32>>,
}

impl Draw {
    /// Gives the likeliest units the one way; whether there were any.
    fn commit(&mut self, hull: &Hull<'_>, node: &mut Node, chances: &mut Vec<Chance>) -> bool {
        chances.retain(|c| node.ways[c.0 as usize] > 1 && node.alive[c.1 as usize]);
        let count = self.rank(chances, node.open());
        let mut fixed = 0;
        for &(unit, way, _) in chances.iter() {
            if fixed == count {
                break;
            }
            if node.ways[unit as usize] > 1 {
                node.fix(hull, unit as usize, way);
                fixed += 1;
            }
        }
        fixed > 0
    }

    /// Sorts chances, the first to commit to first; and how many of the open units to commit.
    pub(crate) fn rank(&mut self, chances: &mut [Chance], open: usize) -> usize {
        let sure = chances.iter().filter(|c| c.2 > SURE).count();
        self.shift(chances);
        chances.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let most = if open > MANY { open } else { open / PARTS.1 };
        sure.min(most).max(open / PARTS.0).max(1)
    }

    /// Lowers chances by luck, and raises those of the best plan.
    fn shift(&mut self, chances: &mut [Chance]) {
        for (unit, way, chance) in chances {
            if *chance <= SURE {
                *chance -= self.luck * self.rng.random::<f64>();
            }
            if self.best.as_ref().is_some_and(|best| best[*unit as usize] == *way) {
                *chance += self.bias;
            }
        }
    }
}
