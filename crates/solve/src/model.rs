//! The problem as the engine works on it: impossible options dropped, limits as signed numbers, dual variables laid out.

use crate::matching::{Jobs, Matching};
use crate::problem::Problem;

/// A unit that waits.
pub(crate) const WAIT: u32 = u32::MAX;

/// No upper limit.
pub(crate) const UNLIMITED: i64 = i64::MAX / 4;

/// Dual variables that pairs may have in all.
const PAIR_VARS: usize = 1200;

/// A dual variable: a multiplier in `[0, high]` with a constant cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Var {
    pub(crate) cost: f64,
    pub(crate) high: f64,
}

/// What of a problem a model shows.
pub(crate) struct Lens<'a> {
    /// Units that may not wait.
    pub(crate) must: &'a dyn Fn(usize) -> bool,
    /// Units that may be placed.
    pub(crate) open: &'a dyn Fn(usize) -> bool,
    /// Persons of this class placed are the worth, and nothing else is.
    pub(crate) seat: Option<u32>,
    /// Classes with the persons that must be placed of each: one further row each.
    pub(crate) seated: &'a [(u32, u64)],
}

/// Units, options, rows; openings are shared with every part cut from it.
#[derive(Clone, Debug)]
pub(crate) struct Model<'j> {
    pub(crate) jobs: &'j Jobs,
    pub(crate) option_start: Vec<u32>,
    pub(crate) region: Vec<u32>,
    pub(crate) value: Vec<f64>,
    use_start: Vec<u32>,
    uses: Vec<(u32, u32)>,
    slot_start: Vec<u32>,
    pub(crate) slots: Vec<u32>,
    /// Units that can only wait though they have options.
    closed: Vec<u32>,
    pub(crate) must: Vec<bool>,
    pub(crate) persons: Vec<u32>,
    pub(crate) upper: Vec<i64>,
    pub(crate) lower: Vec<i64>,
    /// `(a, b, worth)`.
    pub(crate) pairs: Vec<(u32, u32, f64)>,
    /// Dual variables that pairs may have.
    pub(crate) pair_vars: usize,
    /// Pairs share their worth evenly in the bound, without variables.
    halves: bool,
    partner_start: Vec<u32>,
    partners: Vec<(u32, f64)>,
    /// Workers who stand still and compete for openings.
    pub(crate) base: Option<Matching<'j>>,
    /// Whether every plan's worth is a whole number.
    pub(crate) whole: bool,
    pub(crate) vars: Vec<Var>,
    /// First variable of the openings, one each.
    pub(crate) opening_var: usize,
    pub(crate) upper_var: Vec<Option<u32>>,
    pub(crate) lower_var: Vec<Option<u32>>,
    col_start: Vec<u32>,
    cols: Vec<(u32, f64)>,
}

impl<'j> Model<'j> {
    /// An empty model over these rows.
    pub(crate) fn new(jobs: &'j Jobs, upper: Vec<i64>, lower: Vec<i64>) -> Self {
        Self {
            jobs,
            option_start: vec![0],
            region: Vec::new(),
            value: Vec::new(),
            use_start: vec![0],
            uses: Vec::new(),
            slot_start: vec![0],
            slots: Vec::new(),
            closed: Vec::new(),
            must: Vec::new(),
            persons: Vec::new(),
            upper,
            lower,
            pairs: Vec::new(),
            pair_vars: PAIR_VARS,
            halves: false,
            partner_start: Vec::new(),
            partners: Vec::new(),
            base: None,
            whole: false,
            vars: Vec::new(),
            opening_var: 0,
            upper_var: Vec::new(),
            lower_var: Vec::new(),
            col_start: Vec::new(),
            cols: Vec::new(),
        }
    }

    /// The model of a problem seen through a lens; options that use more than a row has are dropped.
    pub(crate) fn of(problem: &Problem, jobs: &'j Jobs, lens: &Lens<'_>) -> Self {
        let limit = |v: u64| i64::try_from(v).unwrap_or(UNLIMITED).min(UNLIMITED);
        let mut upper: Vec<i64> = problem.rows.iter().map(|r| r.upper.map_or(UNLIMITED, limit)).collect();
        let mut lower: Vec<i64> = problem.rows.iter().map(|r| limit(r.lower)).collect();
        for &(_, persons) in lens.seated {
            upper.push(UNLIMITED);
            lower.push(limit(persons));
        }
        let mut model = Self::new(jobs, upper, lower);
        for unit in 0..problem.units.len() {
            let head = problem.units[unit];
            let seated = lens.seated.iter().position(|s| s.0 == head.class);
            let extra = seated.map(|at| ((problem.rows.len() + at) as u32, head.persons));
            for (region, value, uses) in problem.options(unit).filter(|_| (lens.open)(unit)) {
                let value = match lens.seat {
                    None => value,
                    Some(class) if class == head.class => f64::from(head.persons),
                    Some(_) => 0.0,
                };
                let kinds = if lens.seat.is_none() { problem.workers(unit) } else { &[] };
                let slots = kinds.iter().filter_map(|&k| jobs.slot_of(k, region));
                let uses: Vec<(u32, u32)> = uses.iter().chain(extra).collect();
                model.option(region, value, &uses, slots);
            }
            model.unit((lens.must)(unit), head.persons);
        }
        let pairs = problem.pairs.iter().filter(|p| p.value > 0.0 && lens.seat.is_none());
        model.finish(pairs.map(|p| (p.a, p.b, p.value)).collect());
        model.whole = lens.seat.is_some() || model.counts_in_whole_numbers();
        model
    }

    /// Whether every plan's worth is a whole number, and small enough to be told from the next.
    fn counts_in_whole_numbers(&self) -> bool {
        let whole = |v: f64| v.fract() == 0.0 && v.abs() * (self.units() as f64) < 1e9;
        self.slots.is_empty() && self.value.iter().all(|&v| whole(v)) && self.pairs.iter().all(|p| whole(p.2))
    }

    /// Adds an option to the unit being built, unless it uses more than a row has.
    pub(crate) fn option(
        &mut self,
        region: u32,
        value: f64,
        uses: &[(u32, u32)],
        slots: impl IntoIterator<Item = u32>,
    ) -> bool {
        if uses.iter().any(|&(row, amount)| i64::from(amount) > self.upper[row as usize]) {
            return false;
        }
        self.region.push(region);
        self.value.push(value);
        self.uses.extend(uses.iter().filter(|u| u.1 > 0));
        self.use_start.push(self.uses.len() as u32);
        self.slots.extend(slots);
        self.slot_start.push(self.slots.len() as u32);
        true
    }

    /// Ends the unit being built.
    pub(crate) fn unit(&mut self, must: bool, persons: u32) {
        self.option_start.push(self.region.len() as u32);
        self.must.push(must);
        self.persons.push(persons);
    }

    /// Takes pairs and lays out the dual variables.
    pub(crate) fn finish(&mut self, pairs: Vec<(u32, u32, f64)>) {
        let n = self.units();
        let mut partners = vec![Vec::new(); n];
        for &(a, b, worth) in &pairs {
            partners[a as usize].push((b, worth));
            partners[b as usize].push((a, worth));
        }
        self.partner_start = std::iter::once(0)
            .chain(partners.iter().scan(0_u32, |sum, p| {
                *sum += p.len() as u32;
                Some(*sum)
            }))
            .collect();
        self.partners = partners.into_iter().flatten().collect();
        self.pairs = pairs;
        self.lay_out_vars();
    }

    fn lay_out_vars(&mut self) {
        let free = f64::INFINITY;
        self.vars.clear();
        let most = self.most_use();
        self.upper_var = vec![None; self.upper.len()];
        self.lower_var = vec![None; self.upper.len()];
        for (row, &most) in most.iter().enumerate() {
            if self.upper[row] < most {
                self.upper_var[row] = Some(self.vars.len() as u32);
                self.vars.push(Var { cost: self.upper[row] as f64, high: free });
            }
            if self.lower[row] > 0 {
                self.lower_var[row] = Some(self.vars.len() as u32);
                self.vars.push(Var { cost: -(self.lower[row] as f64), high: free });
            }
        }
        self.opening_var = self.vars.len();
        let touched = self.openings_touched();
        let high = |t: bool| if t { free } else { 0.0 };
        self.vars.extend(
            self.jobs
                .count
                .iter()
                .zip(&touched)
                .map(|(&c, &t)| Var { cost: if t { f64::from(c) } else { 0.0 }, high: high(t) }),
        );
        let mut cols: Vec<Vec<(u32, f64)>> = Vec::with_capacity(self.region.len());
        for option in 0..self.region.len() {
            let mut col = Vec::with_capacity(2);
            for &(row, amount) in self.uses(option as u32) {
                col.extend(self.upper_var[row as usize].map(|v| (v, f64::from(amount))));
                col.extend(self.lower_var[row as usize].map(|v| (v, -f64::from(amount))));
            }
            cols.push(col);
        }
        self.pair_vars(&mut cols);
        self.col_start = std::iter::once(0)
            .chain(cols.iter().scan(0_u32, |sum, c| {
                *sum += c.len() as u32;
                Some(*sum)
            }))
            .collect();
        self.cols = cols.into_iter().flatten().collect();
    }

    /// `worth * min(x_a, x_b) <= alpha * x_a + (worth - alpha) * x_b` for each region open to both, alpha in `[0, worth]`.
    /// The part `worth * x_b` that does not depend on alpha is added by [`Model::priced`] as a constant of the option.
    /// Where that were too many variables, each side holds half of the worth for good: a bound as well, a little higher.
    fn pair_vars(&mut self, cols: &mut [Vec<(u32, f64)>]) {
        let ways: usize = self.pairs.iter().map(|p| self.options(p.0 as usize).len()).sum();
        self.halves = ways > self.pair_vars;
        if self.halves {
            return;
        }
        for &(a, b, worth) in &self.pairs {
            for at in self.options(a as usize) {
                if let Some(bt) =
                    self.options(b as usize).find(|&o| self.region[o as usize] == self.region[at as usize])
                {
                    let var = self.vars.len() as u32;
                    cols[at as usize].push((var, -1.0));
                    cols[bt as usize].push((var, 1.0));
                    self.vars.push(Var { cost: 0.0, high: worth });
                }
            }
        }
    }

    /// For each row the most that all units together could use of it.
    pub(crate) fn most_use(&self) -> Vec<i64> {
        let mut most = vec![0_i64; self.upper.len()];
        let mut of_unit = vec![0_i64; self.upper.len()];
        for unit in 0..self.units() {
            for option in self.options(unit) {
                for &(row, amount) in self.uses(option) {
                    let known = &mut of_unit[row as usize];
                    let more = i64::from(amount) - *known;
                    if more > 0 {
                        *known += more;
                        most[row as usize] += more;
                    }
                }
            }
            for option in self.options(unit) {
                for &(row, _) in self.uses(option) {
                    of_unit[row as usize] = 0;
                }
            }
        }
        most
    }

    fn openings_touched(&self) -> Vec<bool> {
        let mut touched = vec![false; self.jobs.count.len()];
        let mut seen = vec![false; self.jobs.slots()];
        for &slot in &self.slots {
            seen[slot as usize] = true;
        }
        if let Some(base) = &self.base {
            base.mark(&mut seen);
        }
        for slot in (0..seen.len() as u32).filter(|&s| seen[s as usize]) {
            for edge in self.jobs.slot_edges(slot) {
                touched[self.jobs.edges[edge].0 as usize] = true;
            }
        }
        touched
    }

    /// The same units and options in the same order without openings: within further limits (upper, lower), where `more` adds
    /// to an option's uses and says what it is worth more.
    pub(crate) fn without_openings<'n>(
        &self,
        none: &'n Jobs,
        (upper, lower): (&[i64], &[i64]),
        more: impl Fn(u32, &mut Vec<(u32, u32)>) -> f64,
    ) -> Model<'n> {
        let mut model = Model::new(none, [&self.upper, upper].concat(), [&self.lower, lower].concat());
        let mut uses = Vec::new();
        for option in 0..self.region.len() as u32 {
            uses.clear();
            uses.extend(self.uses(option));
            model.value.push(self.value[option as usize] + more(option, &mut uses));
            model.uses.append(&mut uses);
            model.use_start.push(model.uses.len() as u32);
        }
        model.slot_start = vec![0; self.slot_start.len()];
        model.option_start.clone_from(&self.option_start);
        model.region.clone_from(&self.region);
        model.must.clone_from(&self.must);
        model.persons.clone_from(&self.persons);
        model.closed.clone_from(&self.closed);
        model.pair_vars = self.pair_vars;
        model.finish(self.pairs.clone());
        model
    }

    /// Takes all options from a unit: it can only wait.
    pub(crate) fn close(&mut self, unit: usize) {
        self.closed.push(unit as u32);
    }

    /// Whether some row has a lower limit.
    pub(crate) fn has_minimums(&self) -> bool {
        self.lower.iter().any(|&l| l > 0)
    }

    /// What one more of a row is worth at prices of the variables: above 0 by its upper limit, below 0 by its lower one.
    pub(crate) fn row_price(&self, prices: &[f64], row: usize) -> f64 {
        let price = |var: Option<u32>| var.map_or(0.0, |v| prices[v as usize]);
        price(self.upper_var[row]) - price(self.lower_var[row])
    }

    /// The other way round: the variables of a row at such a price.
    pub(crate) fn put_row_price(&self, prices: &mut [f64], row: usize, price: f64) {
        for (var, price) in [(self.upper_var[row], price), (self.lower_var[row], -price)] {
            if let Some(var) = var {
                prices[var as usize] = price.max(0.0);
            }
        }
    }

    pub(crate) fn units(&self) -> usize {
        self.must.len()
    }

    pub(crate) fn options(&self, unit: usize) -> std::ops::Range<u32> {
        if !self.closed.is_empty() && self.closed.contains(&(unit as u32)) {
            return 0..0;
        }
        self.option_start[unit]..self.option_start[unit + 1]
    }

    pub(crate) fn uses(&self, option: u32) -> &[(u32, u32)] {
        let option = option as usize;
        &self.uses[self.use_start[option] as usize..self.use_start[option + 1] as usize]
    }

    pub(crate) fn slots(&self, option: u32) -> &[u32] {
        let option = option as usize;
        &self.slots[self.slot_start[option] as usize..self.slot_start[option + 1] as usize]
    }

    pub(crate) fn cols(&self, option: u32) -> &[(u32, f64)] {
        let option = option as usize;
        &self.cols[self.col_start[option] as usize..self.col_start[option + 1] as usize]
    }

    pub(crate) fn partners(&self, unit: usize) -> &[(u32, f64)] {
        &self.partners[self.partner_start[unit] as usize..self.partner_start[unit + 1] as usize]
    }

    /// The constants that pairs add to options in the bound: the second unit of a pair holds the whole worth, of which
    /// the dual variable shifts a part to the first.
    pub(crate) fn with_pairs(&self) -> Vec<f64> {
        let mut value = self.value.clone();
        for &(a, b, worth) in &self.pairs {
            for bt in self.options(b as usize) {
                let here = self.region[bt as usize];
                let Some(at) = self.options(a as usize).find(|&o| self.region[o as usize] == here) else { continue };
                if self.halves {
                    value[at as usize] += worth / 2.0;
                    value[bt as usize] += worth / 2.0;
                } else {
                    value[bt as usize] += worth;
                }
            }
        }
        value
    }

    /// The option of a unit in a region.
    pub(crate) fn option_in(&self, unit: usize, region: u32) -> Option<u32> {
        self.options(unit).find(|&o| self.region[o as usize] == region)
    }
}
