//! What stood beside a proposal: the next best regions, what tipped it, and kin whose region has no room.

use qonys::year::Proposal;
use qonys_model::{CapacityIx, Choice, ClosedBy, DecidedBy, HouseholdIx, Place, RegionIx, TieKind, TieTo, uses_of};
use qonys_report::{Texts, notes};

/// Differences below this are called none.
const HAIR: f64 = 0.005;

/// Regions shown beside the one that is proposed.
pub const SHOWN: usize = 2;

/// A region that was open and is not proposed.
pub struct Next {
    pub choice: Choice,
    /// `worth`, `price`, `both`, `even`, `fitting`, `rule`, `room`: what tipped it.
    pub tipped: &'static str,
}

/// Worth of a region to the whole party.
pub fn worth(choice: &Choice) -> f64 {
    choice.worth.total() + choice.others
}

/// Price of what the party would take there.
pub fn price(choice: &Choice) -> f64 {
    choice.places_cost + choice.openings_cost
}

/// The region that is proposed, unless it waits.
pub fn here(proposal: &Proposal, household: HouseholdIx) -> Option<Choice> {
    let Place::Region(region) = proposal.place(household) else { return None };
    let choices = &proposal.outcome.explanations[household.at()].choices;
    choices.iter().find(|choice| choice.region == region).copied()
}

/// The best regions beside it, by worth less price.
pub fn next(proposal: &Proposal, household: HouseholdIx) -> Vec<Next> {
    let here = here(proposal, household);
    let why = &proposal.outcome.explanations[household.at()];
    let human = why.decided_by.iter().any(|by| matches!(by, DecidedBy::Pin | DecidedBy::MustTie));
    let others = why.choices.iter().filter(|choice| here.is_none_or(|here| here.region != choice.region));
    others.take(SHOWN).map(|&choice| Next { choice, tipped: tipped(here.as_ref(), &choice, human) }).collect()
}

fn tipped(here: Option<&Choice>, there: &Choice, human: bool) -> &'static str {
    let Some(here) = here else { return if there.net() < -HAIR { "price" } else { "room" } };
    if human {
        return "rule";
    }
    let (more, cheaper) = (worth(here) - worth(there), price(there) - price(here));
    match here.net() - there.net() {
        net if net.abs() < HAIR => "even",
        net if net < 0.0 => "fitting",
        _ if more >= HAIR && cheaper >= HAIR => "both",
        _ if more >= cheaper => "worth",
        _ => "price",
    }
}

/// A limit that keeps a family from the region of its kin.
pub struct KinFull {
    pub region: RegionIx,
    pub capacity: CapacityIx,
    pub need: u64,
    pub left: u64,
}

/// For a household that waits: the limits of the region where its kin are that its party does not fit in.
pub fn kin_full(proposal: &Proposal, household: HouseholdIx) -> Vec<KinFull> {
    if proposal.place(household) != Place::Waiting {
        return Vec::new();
    }
    let package = &proposal.rest.package;
    let kin = package.ties.iter().find_map(|tie| match (tie.kind, tie.to) {
        (TieKind::Must, TieTo::Region(region)) if tie.household == household => Some(region),
        _ => None,
    });
    let Some(region) = kin else { return Vec::new() };
    let limit = |used: &qonys_model::CapacityUse| {
        let need = u64::from(uses_of(package, household, region, used.capacity));
        let left = u64::from(used.places.unwrap_or(u32::MAX).saturating_sub(used.used));
        (used.region == region && need > left).then_some(KinFull { region, capacity: used.capacity, need, left })
    };
    proposal.outcome.capacities.iter().filter_map(limit).collect()
}

/// A sentence for each family at hand. A region that is closed because nothing is left is not closed by a rule.
pub fn said(texts: &Texts, proposal: &Proposal) -> Vec<String> {
    let short = |by: &[ClosedBy]| by.iter().all(|by| matches!(by, ClosedBy::Capacity(_)));
    let mut said = notes(texts, &proposal.rest.package, &proposal.outcome);
    for (note, why) in said.iter_mut().zip(&proposal.outcome.explanations) {
        if why.choices.is_empty() && why.closed.iter().any(|closed| short(&closed.by)) {
            *note = texts.say("year-no-room", &[]);
        }
    }
    said
}
