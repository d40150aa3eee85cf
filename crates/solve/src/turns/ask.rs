//! Whether a unit can have a region: by the plan in hand, by the prices, by search.

use super::{prices, tiny};
use crate::dual::Dual;
use crate::engine::{self, Context};
use crate::improve;
use crate::model::{Model, WAIT};
use crate::part::{Part, cut};
use crate::search;
use crate::state::State;

/// Steps of the search for one question.
const EFFORT: u64 = 3_000_000;
/// Temperatures by which prices are mended for one question.
const MEND: u32 = 3;

/// What a question came to.
pub(super) enum Answer {
    /// A whole plan with the unit there, worth the floor.
    Found(Vec<u32>),
    /// None; `proved`: there is none.
    None {
        /// Whether it is proved.
        proved: bool,
    },
}

/// The plan in hand, and what is still open to every unit.
pub(super) struct Asker<'m, 'c> {
    pub(super) model: &'m Model<'m>,
    hand: State<'m>,
    /// Options left to each unit; one = it is settled.
    left: Vec<Vec<u32>>,
    prices: Vec<f64>,
    floor: f64,
    context: &'c mut Context<'c>,
    group: Vec<u32>,
    /// Whether a plan lets nobody in who waits.
    allowed: &'m (dyn Fn(&[Option<u32>]) -> bool + Sync),
}

impl<'m, 'c> Asker<'m, 'c> {
    pub(super) fn new(
        model: &'m Model<'m>,
        hand: State<'m>,
        floor: f64,
        context: &'c mut Context<'c>,
        allowed: &'m (dyn Fn(&[Option<u32>]) -> bool + Sync),
    ) -> Self {
        let prices = prices(model, context);
        let left = (0..model.units()).map(|u| model.options(u).collect()).collect();
        let regions = model.region.iter().max().map_or(0, |r| r + 1);
        // a sum taken in another order must not fail the plan in hand
        let floor = floor - 1e-9 * floor.abs().max(1e-3);
        Self { model, hand, left, prices, floor, context, group: (0..regions).collect(), allowed }
    }

    pub(super) fn choice(&self) -> &[u32] {
        &self.hand.choice
    }

    pub(super) fn stopped(&self) -> bool {
        self.context.stop()
    }

    /// A whole plan if it is allowed.
    fn found(&self, plan: Vec<u32>) -> Answer {
        let region = |&o: &u32| (o != WAIT).then(|| self.model.region[o as usize]);
        let regions: Vec<Option<u32>> = plan.iter().map(region).collect();
        if (self.allowed)(&regions) { Answer::Found(plan) } else { Answer::None { proved: false } }
    }

    /// Takes a whole plan in hand.
    pub(super) fn take(&mut self, plan: Vec<u32>) {
        self.hand = State::of(self.model, &plan);
    }

    /// From now on a unit has these options only; the plan in hand has it in one of them.
    pub(super) fn keep(&mut self, unit: usize, mut options: Vec<u32>) {
        options.sort_unstable();
        self.left[unit] = options;
    }

    /// A plan with the unit there that is one move or one swap from the plan in hand.
    pub(super) fn at_once(&self, unit: usize, option: u32) -> Option<Vec<u32>> {
        // a copy: what is asked leaves no trace in what is answered next
        let mut hand = self.hand.clone();
        let worth = hand.worth();
        let region = self.model.region[option as usize];
        let mut best: Option<(f64, Vec<(usize, u32)>)> = None;
        let mut weigh = |hand: &mut State<'m>, moves: &[(usize, u32)]| {
            if !hand.fit_all(moves) {
                return;
            }
            let before: Vec<u32> = moves.iter().map(|m| hand.choice[m.0]).collect();
            let gain: f64 = moves.iter().map(|&(u, o)| hand.set(u, o)).sum();
            for (&(u, _), &o) in moves.iter().zip(&before) {
                hand.set(u, o);
            }
            if best.as_ref().is_none_or(|b| gain > b.0) {
                best = Some((gain, moves.to_vec()));
            }
        };
        weigh(&mut hand, &[(unit, option)]);
        for other in 0..self.model.units() {
            let now = self.hand.choice[other];
            if other == unit || now == WAIT || self.model.region[now as usize] != region {
                continue;
            }
            for &next in self.left[other].iter().filter(|&&o| o != now) {
                weigh(&mut hand, &[(unit, option), (other, next)]);
            }
        }
        let (gain, moves) = best?;
        if worth + gain < self.floor {
            return None;
        }
        let mut plan = self.hand.choice.clone();
        moves.into_iter().for_each(|(u, o)| plan[u] = o);
        match self.found(plan) {
            Answer::Found(plan) => Some(plan),
            Answer::None { .. } => None,
        }
    }

    /// Whether the unit can have the option. Nothing is changed by asking.
    pub(super) fn ask(&self, unit: usize, option: u32) -> Answer {
        if self.hand.choice[unit] == option {
            return Answer::Found(self.hand.choice.clone());
        }
        let part = self.part(unit, option);
        let (start, fixed) = self.enter(&part, unit, option);
        let floor = self.floor - fixed;
        let dual = Dual::new(&part.model);
        let mut prices = part.prices(self.model, &self.prices);
        if dual.bound(&prices) < floor {
            return Answer::None { proved: true };
        }
        if let Some(plan) = self.at_once(unit, option) {
            return Answer::Found(plan);
        }
        let mended = dual.minimise(prices, 3e-3, MEND, &|| self.context.stop());
        if mended.1 < floor {
            return Answer::None { proved: true };
        }
        prices = mended.0;
        self.search(&part, &dual, &prices, &start, floor)
    }

    /// What is still open, with the unit in one option.
    fn part(&self, unit: usize, option: u32) -> Part<'m> {
        let open = |u: &usize| *u == unit || self.left[*u].len() > 1;
        let ways = |u: usize| if u == unit { vec![option] } else { self.left[u].clone() };
        let members: Vec<(u32, Vec<u32>)> = (0..self.model.units()).filter(open).map(|u| (u as u32, ways(u))).collect();
        cut(self.model, &self.hand, &members, &self.group, &|_| false)
    }

    /// The plan in hand as choices of a part, the unit moved where it asks to be; and what those are worth who stand still.
    fn enter(&self, part: &Part<'m>, unit: usize, option: u32) -> (Vec<u32>, f64) {
        let local = |at: usize, wanted: u32| {
            let mut own = part.model.options(at);
            own.find(|&o| part.options[o as usize] == wanted).unwrap_or(WAIT)
        };
        let choice =
            |(at, &u): (usize, &u32)| local(at, if u as usize == unit { option } else { self.hand.choice[u as usize] });
        let start: Vec<u32> = part.units.iter().enumerate().map(choice).collect();
        let mut before = start.clone();
        let at = part.units.iter().position(|&u| u as usize == unit).expect("it asks");
        before[at] = WAIT;
        let mut whole = self.hand.clone();
        whole.set(unit, WAIT);
        (start, whole.worth() - State::of(&part.model, &before).worth())
    }

    /// Looks for a plan of the part that is worth the floor, from the plan in hand and then from nothing.
    fn search(&self, part: &Part<'m>, dual: &Dual<'_>, prices: &[f64], start: &[u32], floor: f64) -> Answer {
        let quiet = engine::quiet(self.context.options, EFFORT);
        let mut context = Context::new(&quiet);
        if tiny(&part.model) {
            return match engine::run(&part.model, &mut context, Some(start)) {
                Ok(run) if run.value >= floor => self.found(self.whole(part, &run.choice)),
                Ok(run) => Answer::None { proved: run.bound < floor },
                Err(conflict) => Answer::None { proved: conflict.proved },
            };
        }
        let guide = engine::guide(&part.model, dual, dual.priced(prices), prices);
        let mut state = State::of(&part.model, start);
        if !state.feasible() {
            search::repair(&mut state, &guide, quiet.seed, 60);
        }
        if state.feasible() {
            let mut budget = EFFORT / 10;
            search::polish(&mut state, &guide, &mut budget, &|| self.context.stop());
        } else {
            match engine::first_plan(&part.model, dual, &guide, prices, &mut context, None) {
                Ok(plan) => state = plan,
                Err(conflict) => return Answer::None { proved: conflict.proved },
            }
        }
        if state.worth() < floor {
            improve::plan(&mut state, &guide, prices, floor, &mut context);
        }
        if state.feasible() && state.worth() >= floor {
            self.found(self.whole(part, &state.choice))
        } else {
            Answer::None { proved: false }
        }
    }

    fn whole(&self, part: &Part<'m>, choice: &[u32]) -> Vec<u32> {
        let mut plan = self.hand.choice.clone();
        part.to_whole(choice).into_iter().for_each(|(unit, option)| plan[unit] = option);
        plan
    }

    /// The last touches: what is still open is put to the best.
    pub(super) fn settle(&mut self) {
        let open: Vec<(u32, Vec<u32>)> = (0..self.model.units())
            .filter(|&u| self.left[u].len() > 1)
            .map(|u| (u as u32, self.left[u].clone()))
            .collect();
        if open.is_empty() || self.stopped() {
            return;
        }
        let part = cut(self.model, &self.hand, &open, &self.group, &|_| false);
        let local = |(at, &u): (usize, &u32)| {
            let now = self.hand.choice[u as usize];
            part.model.options(at).find(|&o| part.options[o as usize] == now).unwrap_or(WAIT)
        };
        let start: Vec<u32> = part.units.iter().enumerate().map(local).collect();
        let before = State::of(&part.model, &start).worth();
        let quiet = engine::quiet(self.context.options, 10 * EFFORT);
        let mut context = Context::new(&quiet);
        if let Ok(run) = engine::run(&part.model, &mut context, Some(&start))
            && run.value > before
        {
            let plan = self.whole(&part, &run.choice);
            if let Answer::Found(plan) = self.found(plan) {
                self.take(plan);
            }
        }
    }
}
