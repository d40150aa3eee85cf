//! People decide otherwise: what it costs, and whether the rules allow it.

use super::{Proposal, Refused, Year};
use crate::place::outcome;
use crate::pose::{Posed, pose};
use qonys_model::{Choice, DecidedBy, HouseholdIx, Job, Outcome, Place};
use qonys_solve::{ChoiceSpec, Inclusion, Problem, UnitSpec, fill_openings, worth};

/// A decision of the commission against the proposal.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Override {
    /// Key of the household.
    pub household: String,
    /// Key of the region; `None` = it waits.
    pub region: Option<String>,
    /// Why.
    pub reason: String,
    /// Who.
    pub author: Option<String>,
}

/// What an override does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overruled {
    /// Whose, at hand.
    pub household: HouseholdIx,
    /// Where the proposal had it.
    pub proposed: Place,
    /// Worth that is lost now, in expected people in work; negative when it gains.
    pub worth: f64,
    /// What it costs the year: worth lost, and the difference in price of what it takes.
    pub cost: f64,
}

impl Year {
    /// The proposal with these households elsewhere; everybody else stays where the proposal has them, and whoever is
    /// moved takes the best openings that are left there. `places` are positions at hand; each household once.
    ///
    /// Cost of a party is counted at its first household that is moved.
    ///
    /// # Errors
    /// [`Refused`] with every rule that it would break.
    pub fn overrule(
        &self,
        proposal: &Proposal,
        places: &[(HouseholdIx, Place)],
    ) -> Result<(Proposal, Vec<Overruled>), Refused> {
        let own = pose(&proposal.rest.package);
        let mut plan = proposal.outcome.plan.clone();
        for &(household, place) in places {
            let placement = &mut plan.placements[household.at()];
            (placement.place, placement.jobs) = (place, Vec::new());
        }
        for (household, jobs) in jobs(&own, &plan, places) {
            plan.placements[household.at()].jobs = jobs;
        }
        self.judged(proposal.date, &proposal.rest, &plan)?;
        let mut changed = Proposal { rest: proposal.rest.clone(), ..proposal.clone() };
        let solution = &mut changed.solution;
        for (unit, party) in own.parties.list.iter().enumerate() {
            let place = |h: &HouseholdIx| plan.placements[h.at()].place;
            solution.regions[unit] = place(&party.households[0]).region().map(|r| r.0);
            let job = |person| {
                let mut jobs = party.households.iter().flat_map(|h| &plan.placements[h.at()].jobs);
                jobs.find(|job| job.person == person).map(|job| job.opening.0)
            };
            solution.jobs[unit] = own.workers[unit].iter().map(|(person, _)| job(*person)).collect();
        }
        solution.value = worth(&own.problem, &solution.regions, &solution.jobs);
        changed.outcome = outcome(&own, solution, None, plan);
        for &(household, place) in places.iter().filter(|(_, place)| *place != Place::Waiting) {
            if place != proposal.place(household) {
                changed.outcome.explanations[household.at()].decided_by = vec![DecidedBy::Pin];
            }
        }
        let costs = costs(&own, proposal, &changed.outcome, places);
        drop(own);
        Ok((changed, costs))
    }
}

/// Jobs of the households that are moved, out of the openings that nobody else at hand takes.
fn jobs(own: &Posed<'_>, plan: &qonys_model::Plan, places: &[(HouseholdIx, Place)]) -> Vec<(HouseholdIx, Vec<Job>)> {
    let mut package = own.package.clone();
    for job in plan.placements.iter().flat_map(|p| &p.jobs) {
        package.openings[job.opening.at()].openings -= 1;
    }
    let worths = &own.worths;
    let mut problem = Problem::new(package.regions.len() as u32, Inclusion::Value);
    let kinds = crate::pose::openings(worths, &package, &own.workers, &mut problem);
    for &(household, place) in places {
        let choice = |region: qonys_model::RegionIx| ChoiceSpec { region: region.0, value: 0.0, uses: Vec::new() };
        let workers = worths.workers(household).map(|(_, kind)| kinds[&kind]).collect();
        let options = place.region().map(choice).into_iter().collect();
        problem.unit(UnitSpec { options, workers, ..UnitSpec::default() });
    }
    let regions: Vec<Option<u32>> = places.iter().map(|(_, place)| place.region().map(|r| r.0)).collect();
    let taken = fill_openings(&problem, &regions);
    let of = |(&(household, place), taken): (&(HouseholdIx, Place), Vec<Option<u32>>)| {
        let workers = worths.workers(household).zip(taken).filter(|_| place != Place::Waiting);
        let job = |((person, _), opening): (_, Option<u32>)| Some(Job { person, opening: (opening? as usize).into() });
        (household, workers.filter_map(job).collect())
    };
    places.iter().zip(taken).map(of).collect()
}

fn costs(own: &Posed<'_>, before: &Proposal, after: &Outcome, places: &[(HouseholdIx, Place)]) -> Vec<Overruled> {
    let at = |outcome: &Outcome, household: HouseholdIx| -> Option<Choice> {
        let region = outcome.plan.placements[household.at()].place.region()?;
        outcome.explanations[household.at()].choices.iter().find(|c| c.region == region).copied()
    };
    let total = |choice: Option<Choice>| choice.map_or(0.0, |c| c.worth.total() + c.others);
    let net = |choice: Option<Choice>| choice.map_or(0.0, |c| c.net());
    let party = |household: HouseholdIx| own.parties.of[household.at()];
    let cost = |(i, &(household, _)): (usize, &(HouseholdIx, Place))| {
        let again = places[..i].iter().any(|(other, _)| party(*other) == party(household));
        let (old, new) = (at(&before.outcome, household), at(after, household));
        let counted = if again { 0.0 } else { 1.0 };
        Overruled {
            household,
            proposed: before.place(household),
            worth: counted * (total(old) - total(new)),
            cost: counted * (net(old) - net(new)),
        }
    };
    places.iter().enumerate().map(cost).collect()
}
