//! What a policy promises groups, kept by prices, and what any plan means for them.
//!
//! A promise is a rule beside the rows of the posed problem (`qonys_solve::solve_with`): what a group gets is at least so
//! much. Its multiplier is the promise's price, and the bound on the plan's worth holds under the promises. Floors against
//! a default policy and proportional shares are after Freund, Lykouris, Paulson, Sturt and Weng, "Group fairness in
//! dynamic refugee assignment" (arXiv 2301.10642).

mod alone;
mod default_policy;

use crate::place::{Failed, PlaceError, PlaceOptions, engine, named};
use crate::pose::{Posed, own_worth};
use alone::{best_alone, shares_alone};
use qonys_model::{
    FairnessFacts, FairnessRule, GroupFacts, HouseholdIx, Place, Plan, SMALL_GROUP, StoppedBy, members_of_groups,
};
use qonys_solve::{
    Known, Measure, Options, Problem, Sense, SideRule, Sided, SidedError, Solution, SolveError, max_min, solve_with,
};
use std::collections::BTreeMap;

/// A promise that cannot be kept, or was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// The group; `None` = the households that may be worse off.
    pub group: Option<String>,
    /// What was promised: worth of the group, or the most households that may be worse off.
    pub promised: f64,
    /// The most (of worse off: the least) that any plan reaches of it alone where `proved`, else what the nearest found has.
    pub reach: f64,
}

/// How often fewer households worse off are asked for than the policy says.
const TIGHTER: usize = 6;

/// What a policy promises, in numbers.
pub(crate) struct Promises<'p, 'a> {
    posed: &'p Posed<'a>,
    /// For each group whether a unit is in it: a party is in a group if one of its households is.
    groups: Vec<Vec<bool>>,
    /// What each unit could expect under the default policy.
    default: Vec<f64>,
    /// For each group its own best alone, where the rule asks for it.
    alone: Vec<Option<f64>>,
    /// For each group what it is promised.
    promised: Vec<Option<f64>>,
    least_ratio: Option<(f64, f64)>,
    /// Plans that may keep the promises.
    known: Vec<Known>,
}

/// What promises add to the worth of units at their prices.
pub(crate) struct Bonus {
    /// For each unit the multiple of its worth.
    factor: Vec<f64>,
    /// For units and regions the amount beside.
    beside: BTreeMap<(u32, u32), f64>,
}

impl Bonus {
    /// For a unit in a region where it is worth so much.
    pub(crate) fn at(&self, unit: usize, region: u32, worth: f64) -> f64 {
        self.factor[unit] * worth + self.beside.get(&(unit as u32, region)).copied().unwrap_or(0.0)
    }
}

/// A plan that keeps the promises.
pub(crate) struct Fair<'p, 'a> {
    pub(crate) promises: Promises<'p, 'a>,
    pub(crate) sided: Sided,
    pub(crate) stopped: Option<StoppedBy>,
}

/// Solves a posed package under the promises of its policy.
pub(crate) fn fair<'p, 'a>(posed: &'p Posed<'a>, options: &PlaceOptions<'_>) -> Result<Fair<'p, 'a>, FairError> {
    let (result, stopped) = engine(posed, options, |engine| {
        let promises = Promises::of(posed, engine)?;
        let sided = promises.kept(engine)?;
        Ok((promises, sided))
    });
    let (promises, sided) = result.map_err(|error| match error {
        SidedOr::Sided(SidedError::Solve(error)) => FairError::Failed((error, stopped)),
        SidedOr::Sided(error) => FairError::Failed((as_failure(&error), stopped)),
        SidedOr::Broken { proved, broken } => {
            FairError::Place(PlaceError::Promises { proved: proved && stopped.is_none(), broken })
        }
    })?;
    let solution = &sided.solution;
    let enough = options.gap > 0.0 && (1e-12..=options.gap).contains(&solution.gap);
    let stopped = stopped.filter(|_| solution.stopped).or_else(|| enough.then_some(StoppedBy::Gap));
    Ok(Fair { promises, sided, stopped })
}

/// Why there is no plan that keeps the promises.
pub(crate) enum FairError {
    /// There is none without them either.
    Failed(Failed),
    /// They cannot be kept.
    Place(PlaceError),
}

enum SidedOr {
    Sided(SidedError),
    Broken { proved: bool, broken: Vec<Promise> },
}

impl From<SidedError> for SidedOr {
    fn from(error: SidedError) -> Self {
        Self::Sided(error)
    }
}

/// A side rule posed wrongly is a fault of this program: said as a search that found nothing.
fn as_failure(_: &SidedError) -> SolveError {
    SolveError::NoPlanFound { rows: Vec::new(), units: Vec::new() }
}

impl<'p, 'a> Promises<'p, 'a> {
    fn of(posed: &'p Posed<'a>, engine: &Options<'_>) -> Result<Self, SidedOr> {
        let fairness = &posed.package.programme.fairness;
        let groups = groups(posed);
        let (default, known) = default_policy::expected(posed, fairness.against, engine.seed);
        let mut promises = Self {
            posed,
            alone: vec![None; groups.len()],
            promised: vec![None; groups.len()],
            groups,
            default,
            least_ratio: None,
            known,
        };
        let some = |group: &Vec<bool>| group.iter().any(|m| *m);
        let named: Vec<usize> = (0..promises.groups.len()).filter(|&g| some(&promises.groups[g])).collect();
        match fairness.rule {
            FairnessRule::None => {}
            FairnessRule::Floor => {
                for g in named {
                    promises.promised[g] = Some(promises.sum(g, &promises.default));
                }
            }
            FairnessRule::Proportional => {
                let shares = shares_alone(&posed.problem, &promises.groups, engine);
                promises.promised.clone_from(&shares.worth);
                promises.alone = shares.worth;
                promises.known.push(shares.plan);
            }
            FairnessRule::MaxMin => promises.level(&named, engine)?,
        }
        Ok(promises)
    }

    /// Every group at the greatest ratio to its own best that all can have.
    fn level(&mut self, named: &[usize], engine: &Options<'_>) -> Result<(), SidedOr> {
        let problem = &self.posed.problem;
        for &g in named {
            self.alone[g] = best_alone(problem, &self.groups[g], engine).filter(|best| *best > 0.0);
        }
        let counted: Vec<(usize, f64)> = named.iter().filter_map(|&g| Some((g, self.alone[g]?))).collect();
        if counted.is_empty() {
            return Ok(());
        }
        let measure = |&(g, best): &(usize, f64)| {
            let own = self.groups[g].iter().map(|m| if *m { 1.0 / best } else { 0.0 }).collect();
            Measure::worth_of(problem, own)
        };
        let measures: Vec<Measure> = counted.iter().map(measure).collect();
        let levelled = max_min(problem, &measures, &self.known, &Options { effort: engine.effort / 4, ..*engine })?;
        for &(g, best) in &counted {
            self.promised[g] = Some(levelled.least * best * (1.0 - 1e-9));
        }
        self.least_ratio = Some((levelled.least, levelled.bound));
        self.known.push(levelled.plan);
        Ok(())
    }

    fn sum(&self, group: usize, of_units: &[f64]) -> f64 {
        self.groups[group].iter().zip(of_units).filter(|(m, _)| **m).map(|(_, v)| v).sum()
    }

    /// The rules beside the rows, and for each the group it is about. `hope`: what openings and kin are taken to add for
    /// a unit in a region where it is asked who would be worse off there.
    fn rules(&self, hope: &dyn Fn(usize, u32) -> f64) -> Vec<(Option<usize>, SideRule)> {
        let problem = &self.posed.problem;
        let mut rules: Vec<(Option<usize>, SideRule)> = Vec::new();
        for (g, promised) in self.promised.iter().enumerate() {
            let Some(limit) = *promised else { continue };
            let own = self.groups[g].iter().map(|m| f64::from(u8::from(*m))).collect();
            let measure = Measure::worth_of(problem, own);
            rules.push((Some(g), SideRule { measure, sense: Sense::AtLeast, limit }));
        }
        if let Some(most) = self.posed.package.programme.fairness.worse_off_at_most {
            rules.push((None, self.worse_off_rule(most, hope)));
        }
        rules
    }

    /// Those who wait count where they could expect something; whoever is placed counts less that, and more where it is
    /// worth less than expected.
    fn worse_off_rule(&self, most: u32, hope: &dyn Fn(usize, u32) -> f64) -> SideRule {
        let problem = &self.posed.problem;
        let households = |unit: usize| self.posed.parties.list[unit].households.len() as f64;
        let waiting = |unit: usize| if worse(0.0, self.default[unit]) { households(unit) } else { 0.0 };
        let all: f64 = (0..problem.unit_count()).map(waiting).sum();
        let measure = Measure::amounts(problem, |unit, region| {
            let value = problem.value(unit, region).unwrap_or(0.0);
            let there = if worse(value + hope(unit, region), self.default[unit]) { households(unit) } else { 0.0 };
            there - waiting(unit)
        });
        SideRule { measure, sense: Sense::AtMost, limit: f64::from(most) - all }
    }

    /// The most that openings and kin could add for a unit in a region.
    fn most_hope(&self, unit: usize, region: u32) -> f64 {
        let problem = &self.posed.problem;
        let uplift = |&kind: &u32| {
            let gains = &problem.kinds()[kind as usize];
            let here = gains.iter().filter(|(o, _)| problem.openings()[*o as usize].region == region);
            here.map(|(_, uplift)| *uplift).fold(0.0, f64::max)
        };
        let kin = problem.pairs().iter().filter(|p| p.a as usize == unit || p.b as usize == unit);
        problem.workers(unit).iter().map(uplift).sum::<f64>() + kin.map(|p| p.value / 2.0).sum::<f64>()
    }

    /// What the openings that are best at these prices would add for a unit in a region.
    fn likely(&self, prices: &[f64], unit: usize, region: u32) -> f64 {
        let problem = &self.posed.problem;
        let uplift = |&kind: &u32| {
            let gains = &problem.kinds()[kind as usize];
            let here = gains.iter().filter(|(o, _)| problem.openings()[*o as usize].region == region);
            let net = |&(o, uplift): &(u32, f64)| (uplift - prices[o as usize], uplift);
            let best = here.map(net).reduce(|a, b| if b.0 > a.0 { b } else { a });
            best.filter(|(net, _)| *net > 0.0).map_or(0.0, |(_, uplift)| uplift)
        };
        problem.workers(unit).iter().map(uplift).sum()
    }

    fn kept(&self, engine: &Options<'_>) -> Result<Sided, SidedOr> {
        let problem = &self.posed.problem;
        let worth = Measure::worth(problem);
        let (about, rules): (Vec<_>, Vec<_>) = self.rules(&|_, _| 0.0).into_iter().unzip();
        let hopeful: Vec<SideRule> = self.rules(&|u, r| self.most_hope(u, r)).into_iter().map(|(_, r)| r).collect();
        if hopeful == rules {
            let asked = solve_with(problem, &worth, &rules, &self.known, engine);
            return asked.map_err(|error| self.broken(error, &about, &rules, true));
        }
        // who is worse off turns on who gets which opening, which no rule by region can say: plans are asked for by what
        // openings are likely to add, and held to the number itself; the bound is by what they could add at the most
        let short = Options { effort: engine.effort / 4, ..*engine };
        let relaxed = solve_with(problem, &worth, &hopeful, &self.known, &short);
        let relaxed = relaxed.map_err(|error| self.broken(error, &about, &hopeful, true))?;
        let found = self.by_likely(&relaxed, engine)?;
        let mut sided = match found {
            Some(sided) => sided,
            None => solve_with(problem, &worth, &rules, &self.known, engine)
                .map_err(|error| self.broken(error, &about, &rules, false))?,
        };
        let solution = &mut sided.solution;
        solution.bound = relaxed.solution.bound.max(solution.value);
        solution.gap = (solution.bound - solution.value) / solution.bound.abs().max(1.0);
        Ok(sided)
    }

    /// Plans by what openings are likely to add, asked for fewer worse off until as few are as the policy says.
    fn by_likely(&self, relaxed: &Sided, engine: &Options<'_>) -> Result<Option<Sided>, SidedOr> {
        let problem = &self.posed.problem;
        let worth = Measure::worth(problem);
        let most = self.posed.package.programme.fairness.worse_off_at_most.unwrap_or(u32::MAX);
        let prices = &relaxed.solution.opening_prices;
        let mut rules: Vec<SideRule> =
            self.rules(&|u, r| self.likely(prices, u, r)).into_iter().map(|(_, rule)| rule).collect();
        for _ in 0..TIGHTER {
            let Ok(sided) = solve_with(problem, &worth, &rules, &[], engine) else { return Ok(None) };
            let found = self.worse_off(&worths_of_units(problem, &known_of(&sided.solution)));
            if found <= most {
                return Ok(Some(sided));
            }
            let last = rules.len() - 1; // the number of households stands last
            rules[last].limit -= f64::from(found - most);
        }
        Ok(None)
    }

    fn broken(&self, error: SidedError, about: &[Option<usize>], rules: &[SideRule], alike: bool) -> SidedOr {
        let groups = &self.posed.package.programme.fairness.group;
        let all: f64 = self.worst();
        let promise = |at: usize, level: f64| Promise {
            group: about[at].map(|g| groups[g].name.clone()),
            promised: rules[at].limit + if about[at].is_none() { all } else { 0.0 },
            reach: level + if about[at].is_none() { all } else { 0.0 },
        };
        match error {
            SidedError::Impossible { rules: which, reach } => {
                let proved = alike || which.iter().all(|&at| about[at].is_some());
                SidedOr::Broken { proved, broken: which.iter().zip(reach).map(|(&at, r)| promise(at, r)).collect() }
            }
            SidedError::NoPlanFound { missed } => {
                let broken = missed.iter().enumerate().filter(|(_, by)| **by > 0.0).map(|(at, by)| {
                    let sign = if rules[at].sense == Sense::AtLeast { -1.0 } else { 1.0 };
                    promise(at, rules[at].limit + sign * by)
                });
                SidedOr::Broken { proved: false, broken: broken.collect() }
            }
            error => SidedOr::Sided(error),
        }
    }

    /// What promises add for units at these prices.
    pub(crate) fn bonus(&self, prices: &[f64]) -> Bonus {
        let mut bonus = Bonus { factor: vec![0.0; self.default.len()], beside: BTreeMap::new() };
        for ((about, rule), price) in self.rules(&|_, _| 0.0).iter().zip(prices).filter(|(_, price)| **price > 0.0) {
            if about.is_some() {
                bonus.factor.iter_mut().zip(&rule.measure.own).for_each(|(sum, own)| *sum += price * own);
            }
            for &(unit, region, amount) in &rule.measure.plus {
                *bonus.beside.entry((unit, region)).or_insert(0.0) -= price * amount;
            }
        }
        bonus
    }

    /// Households that would be worse off if all waited.
    fn worst(&self) -> f64 {
        let counted = |(party, default): (&crate::Party, &f64)| {
            if worse(0.0, *default) { party.households.len() as f64 } else { 0.0 }
        };
        self.posed.parties.list.iter().zip(&self.default).map(counted).sum()
    }

    /// What a plan means for the groups, beside the best plan without the promises.
    pub(crate) fn facts(&self, plan: &Plan, free: Option<&Solution>, prices: &[f64]) -> FairnessFacts {
        let fairness = &self.posed.package.programme.fairness;
        let own = self.by_unit(plan);
        let without = free.map(|solution| (self.by_unit(&named(self.posed, solution)), solution.value));
        let about: Vec<Option<usize>> = self.rules(&|_, _| 0.0).into_iter().map(|(about, _)| about).collect();
        let price = |of: Option<usize>| {
            let at = about.iter().position(|a| *a == of);
            at.and_then(|at| prices.get(at)).copied().unwrap_or(0.0)
        };
        let group = |g: usize| {
            let units = self.groups[g].iter().zip(&self.posed.parties.list).filter(|(m, _)| **m).map(|(_, p)| p);
            let households = units.clone().map(|p| p.households.len() as u32).sum();
            GroupFacts {
                name: fairness.group[g].name.clone(),
                households,
                persons: units.map(|p| p.persons).sum(),
                small: households < SMALL_GROUP,
                by_sex_or_origin: fairness.group[g].who.by_sex_or_origin(),
                value: self.sum(g, &own),
                without: without.as_ref().map(|w| self.sum(g, &w.0)),
                default_value: self.sum(g, &self.default),
                promised: self.promised[g],
                alone: self.alone[g],
                price: price(Some(g)),
            }
        };
        FairnessFacts {
            rule: fairness.rule,
            against: fairness.against,
            groups: (0..self.groups.len()).map(group).collect(),
            worse_off: self.worse_off(&own),
            worse_off_at_most: fairness.worse_off_at_most,
            worse_off_without: without.as_ref().map(|w| self.worse_off(&w.0)),
            default_value: self.default.iter().sum(),
            value_without: without.map(|w| w.1),
            worse_off_price: price(None),
            least_ratio: self.least_ratio,
        }
    }

    fn worse_off(&self, of_units: &[f64]) -> u32 {
        let households = self.posed.parties.list.iter().map(|p| p.households.len() as u32);
        let each = of_units.iter().zip(&self.default).zip(households);
        each.filter(|((value, default), _)| worse(**value, **default)).map(|(_, households)| households).sum()
    }

    /// What a plan is worth to each party; of a kin term each side has half.
    fn by_unit(&self, plan: &Plan) -> Vec<f64> {
        let (posed, worths) = (self.posed, &self.posed.worths);
        let mut sums = vec![0.0; posed.parties.list.len()];
        for placement in &plan.placements {
            let Place::Region(region) = placement.place else { continue };
            let sum = &mut sums[posed.parties.of[placement.household.at()]];
            *sum += own_worth(worths, placement.household, region);
            for job in &placement.jobs {
                let kind = worths.workers(placement.household).find(|(p, _)| *p == job.person).map(|(_, kind)| kind);
                let wanted = posed.package.openings[job.opening.at()].occupation;
                *sum += kind.map_or(0.0, |kind| worths.uplift(kind, wanted, region));
            }
        }
        for (a, b) in worths.kin_pairs() {
            let place = |h: HouseholdIx| plan.placements[h.at()].place.region();
            if place(a).is_some() && place(a) == place(b) {
                sums[posed.parties.of[a.at()]] += worths.kin_weight() / 2.0;
                sums[posed.parties.of[b.at()]] += worths.kin_weight() / 2.0;
            }
        }
        sums
    }
}

/// Facts of a plan under a policy that binds nothing, or where there is no plan that keeps its promises.
pub(crate) fn shown(posed: &Posed<'_>, plan: &Plan, best: Option<&Solution>, seed: u64) -> FairnessFacts {
    let groups = groups(posed);
    let (default, known) = default_policy::expected(posed, posed.package.programme.fairness.against, seed);
    let none = vec![None; groups.len()];
    let promises = Promises { posed, alone: none.clone(), promised: none, groups, default, least_ratio: None, known };
    promises.facts(plan, best, &[])
}

/// For each group whether a party belongs to it.
fn groups(posed: &Posed<'_>) -> Vec<Vec<bool>> {
    let units = posed.parties.list.len();
    let of = |members: Vec<HouseholdIx>| {
        let mut group = vec![false; units];
        members.iter().for_each(|h| group[posed.parties.of[h.at()]] = true);
        group
    };
    members_of_groups(posed.package).into_iter().map(of).collect()
}

fn known_of(solution: &Solution) -> Known {
    Known { regions: solution.regions.clone(), jobs: solution.jobs.clone() }
}

/// Whether a value is below what could be expected by more than rounding.
fn worse(value: f64, expected: f64) -> bool {
    value < expected - 1e-9 * (1.0 + expected.abs())
}

/// What each unit of a plan in numbers has: its option's value, its uplifts, half of its pairs.
fn worths_of_units(problem: &Problem, plan: &Known) -> Vec<f64> {
    let uplift = |kind: u32, opening: Option<u32>| {
        let gains = &problem.kinds()[kind as usize];
        opening.and_then(|o| gains.iter().find(|g| g.0 == o)).map_or(0.0, |g| g.1)
    };
    let mut worths: Vec<f64> = (0..problem.unit_count())
        .map(|unit| {
            let value = plan.regions[unit].and_then(|region| problem.value(unit, region)).unwrap_or(0.0);
            let jobs = problem.workers(unit).iter().zip(&plan.jobs[unit]);
            value + jobs.map(|(&kind, &opening)| uplift(kind, opening)).sum::<f64>()
        })
        .collect();
    for pair in problem.pairs() {
        let (a, b) = (pair.a as usize, pair.b as usize);
        if plan.regions[a].is_some() && plan.regions[a] == plan.regions[b] {
            worths[a] += pair.value / 2.0;
            worths[b] += pair.value / 2.0;
        }
    }
    worths
}
