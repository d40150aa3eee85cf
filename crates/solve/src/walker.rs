//! One walker of the search through plans that break limits: see [`crate::walks`].

use crate::model::WAIT;
use crate::walks::Ground;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Units that a move changes at the most.
const LENGTH: usize = 3;
/// Moves between two looks at the temperature and at the caller's wish to stop.
const LEG: u64 = 1024;

/// Moves of the first cycle; each further one is half as long again.
const CYCLE: u64 = 1 << 19;
/// Temperature at the beginning and at the end of a cycle, in typical differences between the options of a unit.
const HEAT: (f64, f64) = (1.0, 0.04);
/// Penalties at the beginning and at the end of a cycle, in first penalties.
const FACTOR: (f64, f64) = (1.2, 15.0);

pub(crate) struct Walker<'g, 'm> {
    ground: &'g Ground<'m>,
    rng: ChaCha8Rng,
    choice: Vec<u32>,
    used: Vec<i64>,
    /// Rows beyond a limit.
    broken: usize,
    worth: f64,
    residents: Vec<Vec<u32>>,
    /// Where each unit stands in its region's list.
    place: Vec<u32>,
    penalty: Vec<f64>,
    heat: f64,
    best: Option<(f64, Vec<u32>)>,
    /// Moves of the cycle, and those done.
    cycle: u64,
    moved: u64,
}

/// A unit and the option it goes to.
type Step = (u32, u32);

impl<'g, 'm> Walker<'g, 'm> {
    /// A walker that stands at a plan, which may break limits.
    pub(crate) fn new(ground: &'g Ground<'m>, choice: &[u32], seed: u64) -> Self {
        let model = ground.model;
        let mut walker = Self {
            ground,
            rng: ChaCha8Rng::seed_from_u64(seed),
            choice: vec![WAIT; model.units()],
            used: vec![0; model.upper.len()],
            broken: model.lower.iter().filter(|&&l| l > 0).count(),
            worth: 0.0,
            residents: vec![Vec::new(); ground.regions + 1],
            place: vec![0; model.units()],
            penalty: ground.penalty.clone(),
            heat: 0.0,
            best: None,
            cycle: CYCLE,
            moved: 0,
        };
        for unit in 0..model.units() {
            walker.join(unit);
        }
        walker.stand_at(choice);
        for unit in 0..model.units() {
            if walker.choice[unit] == WAIT && model.must[unit] {
                walker.set(unit, ground.ways(unit).first().copied().unwrap_or(WAIT));
            }
        }
        walker.note();
        walker
    }

    /// The best plan met that keeps all limits, with its worth.
    pub(crate) fn best(&self) -> Option<(f64, &[u32])> {
        self.best.as_ref().map(|b| (b.0, b.1.as_slice()))
    }

    /// Takes note of a plan that keeps all limits.
    pub(crate) fn hear_of(&mut self, worth: f64, choice: &[u32]) {
        if self.best.as_ref().is_none_or(|b| worth > b.0 + self.ground.least) {
            self.best = Some((worth, choice.to_vec()));
        }
    }

    /// Makes so many moves, or stops when a plan worth `enough` is known; returns the moves made.
    pub(crate) fn walk(&mut self, moves: u64, enough: f64, stop: &(dyn Fn() -> bool + Sync)) -> u64 {
        let mut done = 0;
        while done < moves && !stop() && self.best.as_ref().is_none_or(|b| b.0 < enough) {
            if self.moved >= self.cycle {
                self.begin();
            }
            self.cool();
            for _ in 0..LEG {
                self.step();
            }
            self.moved += LEG;
            done += LEG;
        }
        done
    }

    /// Begins a new cycle at the best plan known.
    fn begin(&mut self) {
        self.moved = 0;
        self.cycle += self.cycle / 2;
        if let Some((_, best)) = &self.best {
            let best = best.clone();
            self.stand_at(&best);
        }
    }

    /// Sets temperature and penalties as the cycle has it.
    fn cool(&mut self) {
        let part = self.moved as f64 / self.cycle as f64;
        let ground = self.ground;
        let between = |from: f64, to: f64| from * libm::pow(to / from, part);
        self.heat = ground.typical * between(HEAT.0, HEAT.1);
        let factor = between(FACTOR.0, FACTOR.1);
        for (mine, first) in self.penalty.iter_mut().zip(&ground.penalty) {
            *mine = first * factor;
        }
    }

    /// Tries one move: a unit goes elsewhere, and perhaps a resident of where it came to moves on, and so forth.
    fn step(&mut self) {
        let ground = self.ground;
        let mut moves: [Step; LENGTH] = [(0, 0); LENGTH];
        let mut length = 0;
        let mut gain = 0.0;
        let unit = self.rng.random_range(0..self.choice.len());
        let from = self.region(self.choice[unit]);
        let mut next = unit as u32;
        let wish = 1 + (self.rng.random_range(0_u32..16) + 5) / 8; // one unit, two, or three
        loop {
            let ways = ground.ways(next as usize);
            let now = self.choice[next as usize];
            let home = if length > 0 && self.rng.random_bool(0.4) {
                ways.iter().copied().find(|&o| self.region(o) == from)
            } else {
                None
            };
            let option = home.unwrap_or_else(|| {
                let lot: f64 = self.rng.random_range(0.0..1.0);
                ways.get((lot * lot * ways.len() as f64) as usize).copied().unwrap_or(now)
            });
            if option == now {
                break;
            }
            gain += self.take(now, -1) + self.take(option, 1);
            moves[length] = (next, option);
            length += 1;
            let at = self.region(option);
            if length == wish as usize || option == WAIT || at == from {
                break;
            }
            let n = self.residents[at].len();
            if n == 0 {
                break;
            }
            next = self.residents[at][self.rng.random_range(0..n)];
            if moves[..length].iter().any(|m| m.0 == next) {
                break;
            }
        }
        if length == 0 {
            return;
        }
        if gain >= 0.0 || self.rng.random_range(0.0..1.0) < libm::exp(gain / self.heat) {
            for &(unit, option) in &moves[..length] {
                self.stay(unit as usize, option);
            }
            self.note();
        } else {
            for &(unit, option) in &moves[..length] {
                self.take(option, -1);
                self.take(self.choice[unit as usize], 1);
            }
        }
    }

    fn region(&self, option: u32) -> usize {
        if option == WAIT { self.ground.regions } else { self.ground.model.region[option as usize] as usize }
    }

    /// Adds or takes away what an option uses and is worth; returns what that gains, penalties counted.
    fn take(&mut self, option: u32, sign: i64) -> f64 {
        if option == WAIT {
            return 0.0;
        }
        let model = self.ground.model;
        let worth = sign as f64 * model.value[option as usize];
        self.worth += worth;
        let mut gain = worth;
        for &(row, amount) in model.uses(option) {
            let row = row as usize;
            let (upper, lower) = (model.upper[row], model.lower[row]);
            let off = |used: i64| (used - upper).max(0) + (lower - used).max(0);
            let before = off(self.used[row]);
            self.used[row] += sign * i64::from(amount);
            let after = off(self.used[row]);
            self.broken = self.broken + usize::from(after > 0) - usize::from(before > 0);
            gain -= self.penalty[row] * (after - before) as f64;
        }
        gain
    }

    fn set(&mut self, unit: usize, option: u32) {
        let before = self.choice[unit];
        if before != option {
            self.take(before, -1);
            self.take(option, 1);
            self.stay(unit, option);
        }
    }

    /// Puts a unit whose option has been taken into its region's list.
    fn stay(&mut self, unit: usize, option: u32) {
        let region = self.region(self.choice[unit]);
        let at = self.place[unit] as usize;
        self.residents[region].swap_remove(at);
        if let Some(&moved) = self.residents[region].get(at) {
            self.place[moved as usize] = at as u32;
        }
        self.choice[unit] = option;
        self.join(unit);
    }

    fn join(&mut self, unit: usize) {
        let region = self.region(self.choice[unit]);
        self.place[unit] = self.residents[region].len() as u32;
        self.residents[region].push(unit as u32);
    }

    fn stand_at(&mut self, choice: &[u32]) {
        for (unit, &option) in choice.iter().enumerate() {
            self.set(unit, option);
        }
        // summed anew, lest errors add up
        let placed = self.choice.iter().filter(|&&o| o != WAIT);
        self.worth = placed.map(|&o| self.ground.model.value[o as usize]).sum::<f64>();
    }

    /// Takes note of the plan if it keeps all limits and is the best.
    fn note(&mut self) {
        if self.broken == 0 && self.best.as_ref().is_none_or(|b| self.worth > b.0 + self.ground.least) {
            self.best = Some((self.worth, self.choice.clone()));
        }
    }
}
