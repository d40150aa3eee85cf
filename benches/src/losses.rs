//! Where a gap comes from: at the prices of a solution its gap is the regrets of units and the price of empty room.

use qonys_solve::{Problem, Solution};

/// A gap in parts; they add up to bound less value.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    /// Units placed elsewhere than at their best, and what they lose together.
    pub moved: (usize, f64),
    /// Units that wait though a region is worth its price, and what they lose.
    pub waiting: (usize, f64),
    /// For each kind of limit the places that stay empty and have a price, and what they would be worth.
    pub empty: Vec<(u64, f64)>,
    /// Openings that stay empty and have a price, and what they would be worth.
    pub unfilled: (u64, f64),
    /// Workers who gain less than by the best opening of their region, and pairs apart.
    pub rest: f64,
}

impl Losses {
    /// Takes a solution apart. Rows of one kind stand together, one for each region.
    #[must_use]
    pub fn of(problem: &Problem, solution: &Solution) -> Self {
        let mut losses = Self::default();
        let mut used = vec![0_u64; problem.rows().len()];
        // what a worker of a kind gains in a region at the prices of openings
        let mut gains = vec![0.0_f64; problem.kinds().len() * problem.regions() as usize];
        let place = |kind: usize, region: u32| kind * problem.regions() as usize + region as usize;
        for (kind, edges) in problem.kinds().iter().enumerate() {
            for &(opening, uplift) in edges.iter().filter(|e| problem.openings()[e.0 as usize].count > 0) {
                let gain = &mut gains[place(kind, problem.openings()[opening as usize].region)];
                *gain = gain.max(uplift - solution.opening_prices[opening as usize]);
            }
        }
        for (unit, region) in solution.regions.iter().enumerate() {
            let (mut best, mut here) = (0.0_f64, 0.0);
            for (option, value, uses) in problem.options(unit) {
                let mine = Some(option) == *region;
                let mut worth = value;
                for &kind in problem.workers(unit) {
                    worth += gains[place(kind as usize, option)];
                }
                for (row, amount) in uses.iter() {
                    worth -= f64::from(amount) * solution.row_prices[row as usize];
                    used[row as usize] += if mine { u64::from(amount) } else { 0 };
                }
                best = best.max(worth);
                here = if mine { worth } else { here };
            }
            if best > here {
                let sum = if region.is_some() { &mut losses.moved } else { &mut losses.waiting };
                *sum = (sum.0 + 1, sum.1 + best - here);
            }
        }
        let regions = problem.regions() as usize;
        losses.empty = vec![(0, 0.0); used.len().div_ceil(regions.max(1))];
        for (row, (limits, price)) in problem.rows().iter().zip(&solution.row_prices).enumerate() {
            let free = limits.upper.map_or(0, |u| u - used[row]);
            if *price > 0.0 {
                let kind = &mut losses.empty[row / regions.max(1)];
                *kind = (kind.0 + free, kind.1 + price * free as f64);
            }
        }
        let mut filled = vec![0_u64; problem.openings().len()];
        solution.jobs.iter().flatten().flatten().for_each(|&opening| filled[opening as usize] += 1);
        for ((opening, price), filled) in problem.openings().iter().zip(&solution.opening_prices).zip(filled) {
            if *price > 0.0 {
                let free = u64::from(opening.count) - filled;
                losses.unfilled = (losses.unfilled.0 + free, losses.unfilled.1 + price * free as f64);
            }
        }
        let known =
            losses.unfilled.1 + losses.moved.1 + losses.waiting.1 + losses.empty.iter().map(|e| e.1).sum::<f64>();
        losses.rest = solution.bound - solution.value - known;
        losses
    }
}
