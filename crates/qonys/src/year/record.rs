//! A sitting as it is written down: by keys, so that it can be read without the engine.

use super::{Override, Overruled, Proposal};
use jiff::civil::Date;
use qonys_model::{HouseholdIx, Job, Package, Place, Placement};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a sitting decided. The same sitting gives the same record, whenever and wherever it is recomputed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SittingRecord {
    /// The day.
    pub date: Date,
    /// Share of the year that was over.
    pub elapsed: f64,
    /// Families that were expected after it.
    pub coming: f64,
    /// Everybody who was at hand.
    pub decisions: Vec<Decision>,
    /// Price of every limit that had one: region, capacity, price.
    pub prices: Vec<(String, String, f64)>,
}

/// What was decided of one household.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Key.
    pub household: String,
    /// Key of its region; `None` = it waits.
    pub region: Option<String>,
    /// Its members' openings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<Match>,
    /// What the place is worth to it, in expected people in work.
    pub value: f64,
    /// Codes of what decided, weightiest first.
    pub decided_by: Vec<qonys_model::DecidedBy>,
    /// Set when people decided otherwise than was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<OverruledRecord>,
}

/// A member and the opening that it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Key of the person.
    pub person: String,
    /// Occupation of the opening in the household's region.
    pub occupation: String,
}

/// An override, with what it cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverruledRecord {
    /// Where the proposal had it; `None` = waiting.
    pub proposed: Option<String>,
    /// Why.
    pub reason: String,
    /// Who.
    pub author: Option<String>,
    /// Worth lost.
    pub worth: f64,
    /// What it costs the year at the prices of the sitting.
    pub cost: f64,
}

impl SittingRecord {
    /// The record of a proposal that is accepted, with what was overruled in it, in the order of `overrides`.
    #[must_use]
    pub fn of(proposal: &Proposal, overrides: &[Override], overruled: &[Overruled]) -> Self {
        let package = &proposal.rest.package;
        let region = |place: Place| place.region().map(|r| package.regions[r.at()].id.clone());
        let human: BTreeMap<HouseholdIx, OverruledRecord> = overrides
            .iter()
            .zip(overruled)
            .map(|(said, done)| {
                let record = OverruledRecord {
                    proposed: region(done.proposed),
                    reason: said.reason.clone(),
                    author: said.author.clone(),
                    worth: done.worth,
                    cost: done.cost,
                };
                (done.household, record)
            })
            .collect();
        let plan = proposal.outcome.plan.placements.iter().zip(&proposal.outcome.explanations);
        let decision = |(placement, why): (&Placement, &qonys_model::Explanation)| Decision {
            household: package.households[placement.household.at()].id.clone(),
            region: region(placement.place),
            jobs: placement.jobs.iter().map(|job| matched(package, *job)).collect(),
            value: why.worth.total(),
            decided_by: why.decided_by.clone(),
            overruled: human.get(&placement.household).cloned(),
        };
        let price = |c: &qonys_model::CapacityUse| {
            let names =
                (package.regions[c.region.at()].id.clone(), package.programme.capacity[c.capacity.at()].name.clone());
            (c.price != 0.0).then_some((names.0, names.1, c.price))
        };
        Self {
            date: proposal.date,
            elapsed: proposal.elapsed,
            coming: proposal.coming,
            decisions: plan.map(decision).collect(),
            prices: proposal.outcome.capacities.iter().filter_map(price).collect(),
        }
    }

    /// The decisions in the positions of a year's package.
    ///
    /// # Errors
    /// The first key that the package does not have.
    pub(super) fn placements(&self, package: &Package) -> Result<Vec<Placement>, String> {
        let position = |ids: Vec<&str>| ids.iter().enumerate().map(|(at, id)| ((*id).to_owned(), at)).collect();
        let households: BTreeMap<String, usize> = position(package.households.iter().map(|h| h.id.as_str()).collect());
        let regions: BTreeMap<String, usize> = position(package.regions.iter().map(|r| r.id.as_str()).collect());
        let people: BTreeMap<String, usize> = position(package.people.iter().map(|p| p.id.as_str()).collect());
        let find = |ids: &BTreeMap<String, usize>, id: &str| ids.get(id).copied().ok_or_else(|| id.to_owned());
        let placement = |decision: &Decision| {
            let region = decision.region.as_deref().map(|id| find(&regions, id)).transpose()?;
            let job = |job: &Match| {
                let wanted = |o: &qonys_model::Opening| {
                    Some(o.region.at()) == region && o.occupation.to_string() == job.occupation
                };
                let opening = package.openings.iter().position(wanted).ok_or_else(|| job.occupation.clone())?;
                Ok(Job { person: find(&people, &job.person)?.into(), opening: opening.into() })
            };
            Ok(Placement {
                household: find(&households, &decision.household)?.into(),
                place: region.map_or(Place::Waiting, |r| Place::Region(r.into())),
                jobs: decision.jobs.iter().map(job).collect::<Result<_, String>>()?,
            })
        };
        self.decisions.iter().map(placement).collect()
    }
}

fn matched(package: &Package, job: Job) -> Match {
    Match {
        person: package.people[job.person.at()].id.clone(),
        occupation: package.openings[job.opening.at()].occupation.to_string(),
    }
}
