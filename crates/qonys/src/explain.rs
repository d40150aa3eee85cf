//! Why each household is where it is, read off the final prices.

use crate::fairness::Bonus;
use crate::holders::HeldPlaces;
use crate::pose::{Posed, own_worth};
use crate::{Party, WorkerKind};
use qonys_model::{
    CapacityIx, Choice, DecidedBy, Explanation, HouseholdIx, InclusionRule, Place, Plan, RegionIx, WaitReason, Worth,
};
use qonys_solve::Solution;
use std::collections::BTreeMap;

/// Differences smaller than this are no reason.
const TIE: f64 = 1e-9;

/// What a worker of a kind could gain in a region.
#[derive(Clone, Copy, Default)]
struct Gain {
    /// Uplift of the opening that is best at its price.
    uplift: f64,
    /// Its price.
    price: f64,
    /// Uplift of the best opening if openings cost nothing.
    free: f64,
}

/// What a region is worth to a household when every place and opening is free, the dearest wish first in line.
struct Free {
    region: RegionIx,
    worth: f64,
}

/// Reads explanations off a plan and its prices. Cost: households x regions x capacities + worker kinds x openings.
pub(crate) struct Explainer<'a> {
    posed: &'a Posed<'a>,
    plan: &'a Plan,
    solution: &'a Solution,
    gains: BTreeMap<(WorkerKind, RegionIx), Gain>,
    kin_of: BTreeMap<HouseholdIx, Vec<HouseholdIx>>,
    last_class: u32,
    held: HeldPlaces,
    promises: Option<&'a Bonus>,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(
        posed: &'a Posed<'a>,
        plan: &'a Plan,
        solution: &'a Solution,
        promises: Option<&'a Bonus>,
    ) -> Self {
        let mut kin_of: BTreeMap<HouseholdIx, Vec<HouseholdIx>> = BTreeMap::new();
        for (a, b) in posed.worths.kin_pairs() {
            kin_of.entry(a).or_default().push(b);
            kin_of.entry(b).or_default().push(a);
        }
        let last_class = posed.parties.list.iter().map(|p| p.class).max().unwrap_or(u32::MAX);
        let (gains, held) = (gains(posed, &solution.opening_prices), HeldPlaces::of(posed, plan));
        Self { posed, plan, solution, gains, kin_of, last_class, held, promises }
    }

    /// The explanation of one household.
    pub(crate) fn explain(&self, household: HouseholdIx) -> Explanation {
        let party = self.party(household);
        let placement = &self.plan.placements[household.at()];
        let open = open_regions(party);
        let mut choices: Vec<Choice> = open.map(|region| self.choice(household, region)).collect();
        choices.sort_by(|a, b| b.net().total_cmp(&a.net()).then(a.region.cmp(&b.region)));
        let (own, others): (Vec<&Choice>, Vec<&Choice>) =
            choices.iter().partition(|c| Place::Region(c.region) == placement.place);
        let runner_up = others.first().map(|c| c.region);
        let margin = own.first().zip(others.first()).map(|(own, other)| own.net() - other.net());
        let mut explanation = Explanation {
            household,
            worth: own.first().map_or_else(Worth::default, |c| c.worth),
            jobs: placement.jobs.clone(),
            closed: party.closed_regions(),
            decided_by: Vec::new(),
            runner_up,
            margin,
            waiting: Vec::new(),
            choices,
        };
        match placement.place {
            Place::Region(region) => explanation.decided_by = self.decided_by(&explanation, region),
            Place::Waiting => {
                explanation.decided_by = vec![DecidedBy::Waiting];
                explanation.waiting = self.waits(&explanation);
            }
        }
        explanation
    }

    /// The region a household would be sent to if places and openings were free for all.
    pub(crate) fn asks_for(&self, household: HouseholdIx) -> Option<RegionIx> {
        let own = self.plan.placements[household.at()].place.region();
        let free: Vec<Free> = open_regions(self.party(household)).map(|r| self.free(household, r)).collect();
        let best = free.iter().map(|f| f.worth).fold(f64::NEG_INFINITY, f64::max);
        let mut best = free.iter().filter(|f| f.worth >= best - TIE).map(|f| f.region);
        let first = best.clone().next();
        best.find(|&r| Some(r) == own).or(first)
    }

    fn party(&self, household: HouseholdIx) -> &'a Party {
        &self.posed.parties.list[self.posed.parties.of[household.at()]]
    }

    /// Prices of the places that a party takes in a region, one for each limit: below 0 where a minimum must be met.
    fn prices_of_places(&self, party: &'a Party, region: RegionIx) -> impl Iterator<Item = f64> {
        party.uses[region.at()].iter().enumerate().filter_map(move |(k, &amount)| {
            let row = self.posed.rows.get(&(region, CapacityIx::from(k)))?;
            Some(self.solution.row_prices[*row as usize] * f64::from(amount))
        })
    }

    /// A household's own worth in a region, with the price of its openings there.
    fn worth(&self, household: HouseholdIx, region: RegionIx) -> (Worth, f64) {
        let worths = &self.posed.worths;
        let placement = &self.plan.placements[household.at()];
        let own_place = placement.place == Place::Region(region);
        let mut openings = (0.0, 0.0);
        for (person, kind) in worths.workers(household) {
            let (uplift, price) = if own_place {
                let job = placement.jobs.iter().find(|j| j.person == person);
                job.map_or((0.0, 0.0), |job| {
                    let wanted = self.posed.package.openings[job.opening.at()].occupation;
                    (worths.uplift(kind, wanted, region), self.solution.opening_prices[job.opening.at()])
                })
            } else {
                self.gains.get(&(kind, region)).map_or((0.0, 0.0), |gain| (gain.uplift, gain.price))
            };
            openings = (openings.0 + uplift, openings.1 + price);
        }
        let worth = Worth {
            work: worths.work(household, region),
            openings: openings.0,
            kin: worths.kin_in_region(household, region) + self.kin_near(household, region),
            wish: worths.wish(household, region),
        };
        (worth, openings.1)
    }

    /// A household's half of the kin terms it would share with households that the plan places in a region, or that
    /// go wherever it goes.
    fn kin_near(&self, household: HouseholdIx, region: RegionIx) -> f64 {
        let party = self.posed.parties.of[household.at()];
        let near = |other: &&HouseholdIx| {
            self.posed.parties.of[other.at()] == party
                || self.plan.placements[other.at()].place == Place::Region(region)
        };
        let kin = self.kin_of.get(&household).map_or(0, |kin| kin.iter().filter(near).count());
        kin as f64 * self.posed.worths.kin_weight() / 2.0
    }

    fn choice(&self, household: HouseholdIx, region: RegionIx) -> Choice {
        let party = self.party(household);
        let (worth, mut openings_cost) = self.worth(household, region);
        // The other half of every kin term is worth as much to the kin.
        let mut others = self.kin_near(household, region);
        for &other in party.households.iter().filter(|&&h| h != household) {
            let (worth, cost) = self.worth(other, region);
            others += worth.total();
            openings_cost += cost;
        }
        let unit = self.posed.parties.of[household.at()];
        let promise = self.promises.map_or(0.0, |bonus| bonus.at(unit, region.0, worth.total() + others));
        let places_cost = self.prices_of_places(party, region).sum();
        let minimum = self.prices_of_places(party, region).map(|price| (-price).max(0.0)).sum();
        Choice { region, worth, others, places_cost, openings_cost, promise, minimum }
    }

    fn free(&self, household: HouseholdIx, region: RegionIx) -> Free {
        let worths = &self.posed.worths;
        let gain = |kind| self.gains.get(&(kind, region)).map_or(0.0, |gain| gain.free);
        let worth = |h: HouseholdIx| {
            let openings: f64 = worths.workers(h).map(|(_, kind)| gain(kind)).sum();
            own_worth(worths, h, region) + openings + 2.0 * self.kin_near(h, region)
        };
        Free { region, worth: self.party(household).households.iter().map(|&h| worth(h)).sum() }
    }

    fn decided_by(&self, explanation: &Explanation, region: RegionIx) -> Vec<DecidedBy> {
        let household = explanation.household;
        let party = self.party(household);
        let mut codes = Vec::new();
        if party.pinned {
            codes.push(DecidedBy::Pin);
        } else if party.tied {
            codes.push(DecidedBy::MustTie);
        } else if explanation.choices.len() == 1 {
            codes.push(DecidedBy::OnlyRegion);
        } else if self.asks_for(household) == Some(region) {
            codes.push(DecidedBy::BestValue);
        } else {
            codes.push(by_price(explanation, region));
        }
        let also = [
            (party.households.len() > 1, DecidedBy::Party),
            (!explanation.jobs.is_empty(), DecidedBy::Opening),
            (explanation.worth.kin > 0.0, DecidedBy::Kin),
            (explanation.worth.wish > 0.0, DecidedBy::Wish),
        ];
        codes.extend(also.into_iter().filter(|(holds, _)| *holds).map(|(_, code)| code));
        codes
    }

    fn waits(&self, explanation: &Explanation) -> Vec<WaitReason> {
        if explanation.choices.is_empty() {
            return vec![WaitReason::NoOpenRegion];
        }
        let party = self.party(explanation.household);
        // of the last class only those are placed who add something
        let by_worth = self.posed.package.programme.inclusion.rule == InclusionRule::Value;
        let worthless = || explanation.choices.iter().all(|c| c.worth.total() + c.others < 0.0);
        if by_worth && party.class == self.last_class && worthless() {
            return vec![WaitReason::NotWorth];
        }
        self.held.reasons(party, &self.posed.parties)
    }
}

/// Why the region, though another is worth as much or more: promises or a minimum to be met here, where without them another
/// would be better; else prices; else, where another is better at its price too, that families are whole.
fn by_price(explanation: &Explanation, region: RegionIx) -> DecidedBy {
    let best = explanation.margin.is_none_or(|margin| margin >= -TIE);
    let own = explanation.choices.iter().find(|c| c.region == region);
    let better_without = |part: fn(&Choice) -> f64| {
        let without = |c: &Choice| c.net() - part(c);
        let own = own.map_or(0.0, without);
        explanation.choices.iter().any(|c| without(c) > own + TIE)
    };
    if best && better_without(|c| c.promise) {
        DecidedBy::Promise
    } else if own.is_some_and(|c| c.minimum > TIE) && better_without(|c| c.minimum) {
        DecidedBy::Minimum
    } else if best {
        DecidedBy::Price
    } else {
        DecidedBy::Fitting
    }
}

fn open_regions(party: &Party) -> impl Iterator<Item = RegionIx> {
    (0..party.closed.len()).filter(|&r| party.closed[r].is_empty()).map(RegionIx::from)
}

fn gains(posed: &Posed<'_>, prices: &[f64]) -> BTreeMap<(WorkerKind, RegionIx), Gain> {
    let kinds: std::collections::BTreeSet<WorkerKind> = posed.workers.iter().flatten().map(|(_, k)| *k).collect();
    let mut gains: BTreeMap<(WorkerKind, RegionIx), Gain> = BTreeMap::new();
    for kind in kinds {
        for (opening, &price) in posed.package.openings.iter().zip(prices).filter(|(o, _)| o.openings > 0) {
            let uplift = posed.worths.uplift(kind, opening.occupation, opening.region);
            if uplift <= 0.0 {
                continue;
            }
            let gain = gains.entry((kind, opening.region)).or_default();
            gain.free = gain.free.max(uplift);
            if uplift - price > gain.uplift - gain.price {
                (gain.uplift, gain.price) = (uplift, price);
            }
        }
    }
    gains
}
