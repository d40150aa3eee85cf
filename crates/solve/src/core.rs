//! The exact core: depth-first branch and bound with Lagrangian bounds at fixed prices.
//!
//! At prices `p` a plan's worth is `L(p)` less its losses: each unit's regret (its best priced option less the one it
//! takes) and the price of whatever room stays empty. An option whose regret alone exceeds the distance between the
//! bound and the best plan is in no better plan and is dropped (reduced-cost fixing, as in Posta, Ferland, Michelon 2012).

use crate::dual::Dual;
use crate::model::{Model, UNLIMITED, WAIT};
use crate::state::State;

/// What a search in full or in part found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Best choices found that beat the floor, with their worth.
    pub(crate) best: Option<(Vec<u32>, f64)>,
    /// Steps done.
    pub(crate) steps: u64,
}

/// What to search for.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    /// Worth of every option at the prices ([`crate::dual::Dual::priced`]).
    pub(crate) priced: &'a [f64],
    /// The part of the bound that no unit decides ([`crate::dual::Dual::constant`]).
    pub(crate) constant: f64,
    /// The dual variables.
    pub(crate) prices: &'a [f64],
    /// Only plans worth more than this count.
    pub(crate) floor: f64,
    /// Steps allowed.
    pub(crate) steps: u64,
    /// Any plan will do.
    pub(crate) any: bool,
}

struct Branching<'m, 't> {
    model: &'m Model<'m>,
    task: Task<'t>,
    /// Units that have a choice, in the order they are decided, and what they may take: `(option, regret)`.
    order: Vec<usize>,
    ways: Vec<Vec<(u32, f64)>>,
    /// Rows that the units left can touch: least and most use from each depth on, `depth * rows + row`.
    least: Vec<i64>,
    most: Vec<i64>,
    rows: Vec<u32>,
    row_price: Vec<(f64, f64)>,
    state: State<'m>,
    worth: f64,
    best: Option<(Vec<u32>, f64)>,
    floor: f64,
    tolerance: f64,
    steps: u64,
    done: bool,
}

/// Searches the plans of a model that are worth more than the floor, at these prices.
pub(crate) fn search_at(dual: &Dual<'_>, prices: &[f64], floor: f64, steps: u64) -> Found {
    let priced = dual.priced(prices);
    let constant = dual.constant(prices);
    search(dual.model, Task { priced: &priced, constant, prices, floor, steps, any: false })
}

/// Searches all plans of a model.
pub(crate) fn search<'m>(model: &'m Model<'m>, task: Task<'_>) -> Found {
    let nothing = Found { best: None, steps: 1 };
    let mut bound = task.constant;
    let mut size = task.constant.abs();
    let mut ways_of: Vec<Vec<(u32, f64)>> = Vec::with_capacity(model.units());
    for unit in 0..model.units() {
        let mut ways: Vec<(u32, f64)> = model.options(unit).map(|o| (o, task.priced[o as usize])).collect();
        if !model.must[unit] {
            ways.push((WAIT, 0.0));
        }
        ways.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some(&(_, top)) = ways.first() else { return nothing };
        for way in &mut ways {
            way.1 = top - way.1;
        }
        bound += top;
        size += top.abs();
        ways_of.push(ways);
    }
    let tolerance = 1e-13 * size;
    let room = bound - task.floor + tolerance;
    if room < 0.0 {
        return nothing;
    }
    let mut state = State::new(model);
    let mut worth = 0.0;
    let mut order = Vec::new();
    for (unit, ways) in ways_of.iter_mut().enumerate() {
        if !task.any {
            ways.retain(|w| w.1 <= room);
        }
        if ways.len() == 1 {
            worth += state.set(unit, ways[0].0);
        } else {
            order.push(unit);
        }
    }
    order.sort_by(|&a, &b| ways_of[b][1].1.total_cmp(&ways_of[a][1].1).then(a.cmp(&b)));
    let ways: Vec<_> = order.iter().map(|&u| std::mem::take(&mut ways_of[u])).collect();
    let mut run = Branching {
        model,
        task,
        least: Vec::new(),
        most: Vec::new(),
        rows: Vec::new(),
        row_price: Vec::new(),
        order,
        ways,
        state,
        worth,
        best: None,
        floor: task.floor,
        tolerance,
        steps: 0,
        done: false,
    };
    run.limits();
    run.descend(0, bound);
    Found { best: run.best, steps: run.steps + 1 }
}

impl Branching<'_, '_> {
    /// Least and most that the units still open can use of every row that has a limit.
    fn limits(&mut self) {
        let model = self.model;
        self.rows = (0..model.upper.len() as u32)
            .filter(|&r| model.upper[r as usize] < UNLIMITED || model.lower[r as usize] > 0)
            .collect();
        let width = self.rows.len();
        let mut place = vec![usize::MAX; model.upper.len()];
        for (at, &row) in self.rows.iter().enumerate() {
            place[row as usize] = at;
        }
        let price = |var: Option<u32>| var.map_or(0.0, |v| self.task.prices[v as usize]);
        self.row_price = self
            .rows
            .iter()
            .map(|&r| (price(model.upper_var[r as usize]), price(model.lower_var[r as usize])))
            .collect();
        let depth = self.order.len();
        self.least = vec![0; (depth + 1) * width];
        self.most = vec![0; (depth + 1) * width];
        for at in (0..depth).rev() {
            let (mut low, mut high) = (vec![i64::MAX; width], vec![0_i64; width]);
            let mut seen = vec![0_usize; width];
            for &(option, _) in &self.ways[at] {
                if option != WAIT {
                    for &(row, amount) in model.uses(option) {
                        let r = place[row as usize];
                        if r != usize::MAX {
                            low[r] = low[r].min(i64::from(amount));
                            high[r] = high[r].max(i64::from(amount));
                            seen[r] += 1;
                        }
                    }
                }
            }
            for r in 0..width {
                let least = if seen[r] == self.ways[at].len() { low[r] } else { 0 };
                self.least[at * width + r] = self.least[(at + 1) * width + r] + least;
                self.most[at * width + r] = self.most[(at + 1) * width + r] + high[r];
            }
        }
    }

    /// Whether the limits can still be met, and the price of room that is sure to stay empty.
    fn waste(&self, depth: usize) -> Option<f64> {
        let width = self.rows.len();
        let mut waste = 0.0;
        for (at, &row) in self.rows.iter().enumerate() {
            let used = self.state.used[row as usize];
            let (low, high) = (used + self.least[depth * width + at], used + self.most[depth * width + at]);
            let (upper, lower) = (self.model.upper[row as usize], self.model.lower[row as usize]);
            if low > upper || high < lower {
                return None;
            }
            let (up, down) = self.row_price[at];
            if up > 0.0 && high < upper {
                waste += up * (upper - high) as f64;
            }
            if down > 0.0 && low > lower {
                waste += down * (low - lower) as f64;
            }
        }
        Some(waste)
    }

    fn descend(&mut self, depth: usize, bound: f64) {
        self.steps += 1;
        if self.steps > self.task.steps {
            self.done = true;
            return;
        }
        let Some(waste) = self.waste(depth) else { return };
        if !self.task.any && bound - waste <= self.target() {
            return;
        }
        if depth == self.order.len() {
            self.leaf();
            return;
        }
        let unit = self.order[depth];
        for at in 0..self.ways[depth].len() {
            let (option, regret) = self.ways[depth][at];
            if !self.task.any && bound - regret - waste <= self.target() {
                break;
            }
            if option != WAIT && !self.state.room(option) {
                continue;
            }
            let gain = self.state.set(unit, option);
            self.worth += gain;
            self.descend(depth + 1, bound - regret);
            self.worth -= gain;
            self.state.set(unit, WAIT);
            if self.done {
                return;
            }
        }
    }

    /// What a node's bound must exceed: the floor, and for whole worths the next whole number.
    fn target(&self) -> f64 {
        if self.model.whole { self.floor + 1.0 - 1e-6 } else { self.floor + self.tolerance }
    }

    fn leaf(&mut self) {
        let worth = self.worth;
        if self.task.any
            || self.best.is_none() && self.floor == f64::NEG_INFINITY
            || worth > self.floor + self.tolerance
        {
            let exact = self.state.worth();
            self.floor = exact;
            self.best = Some((self.state.choice.clone(), exact));
            self.done = self.task.any;
        }
    }
}
