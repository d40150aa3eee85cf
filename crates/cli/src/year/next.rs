//! What stood beside a proposal: the next best regions, what tipped it, and kin whose region has no room.

use qonys::Parties;
use qonys::year::Proposal;
use qonys_model::{
    CapacityIx, Choice, ClosedBy, DecidedBy, HouseholdIx, Otherwise, Place, RegionIx, Tie, TieKind, TieTo, uses_of,
};
use qonys_report::{Arg, Texts, notes};
use std::collections::BTreeSet;

/// Differences below this are called none.
pub const HAIR: f64 = 0.005;

/// Regions shown beside the one that is proposed.
pub const SHOWN: usize = 2;

/// A region that was open and is not proposed.
pub struct Next {
    pub choice: Choice,
    /// `worth`, `price`, `both`, `even`, `minimum`, `fitting`, `rule`, `room`: what tipped it.
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
    let wanted = here.minimum - there.minimum;
    match here.net() - there.net() {
        net if net.abs() < HAIR => "even",
        net if wanted >= HAIR && net - wanted < HAIR => "minimum",
        net if net < 0.0 => "fitting",
        _ if more >= HAIR && cheaper >= HAIR => "both",
        _ if more >= cheaper => "worth",
        _ => "price",
    }
}

/// For a household that waits: why it cannot be where its kin are, whose places stand. A line for each limit that its whole
/// party does not fit in, or one when kin are in several regions.
fn kin(texts: &Texts, proposal: &Proposal, parties: &Parties, household: HouseholdIx) -> Vec<String> {
    let package = &proposal.rest.package;
    if proposal.place(household) != Place::Waiting {
        return Vec::new();
    }
    let party = &parties.list[parties.of[household.at()]].households;
    let bound = package.ties.iter().filter(|tie| tie.kind == TieKind::Must && party.contains(&tie.household));
    let there = |tie: &Tie| if let TieTo::Region(region) = tie.to { Some(region) } else { None };
    let regions: BTreeSet<RegionIx> = bound.filter_map(there).collect();
    let name = |region: &RegionIx| texts.region(package, *region);
    if regions.len() > 1 {
        let regions = regions.iter().map(name).collect::<Vec<_>>().join(", ");
        return vec![texts.say("year-kin-apart", &[("regions", Arg::Text(regions))])];
    }
    let Some(region) = regions.first() else { return Vec::new() };
    let kinds = 0..package.programme.capacity.len();
    let line = |capacity: CapacityIx| {
        let uses = party.iter().map(|family| u64::from(uses_of(package, *family, *region, capacity)));
        let (need, left) = (uses.sum(), left(proposal, *region, capacity)?);
        let words = [
            ("region", Arg::Text(name(region))),
            ("together", Arg::Count(party.len() as u64)),
            ("capacity", Arg::Text(texts.capacity(package, capacity))),
            ("need", Arg::Count(need)),
            ("left", Arg::Count(left)),
        ];
        (need > left).then(|| texts.say("year-kin-full", &words))
    };
    kinds.map(CapacityIx::from).filter_map(line).collect()
}

/// What the proposal leaves of a capacity in a region; `None` = it has no limit there.
fn left(proposal: &Proposal, region: RegionIx, capacity: CapacityIx) -> Option<u64> {
    let mut limits = proposal.outcome.capacities.iter().filter(|c| (c.region, c.capacity) == (region, capacity));
    match limits.next() {
        Some(limit) => limit.places.map(|places| u64::from(places.saturating_sub(limit.used))),
        None => {
            let none = proposal.rest.package.programme.capacity[capacity.at()].otherwise == Otherwise::None;
            none.then_some(0)
        }
    }
}

/// A sentence for each family at hand. A region that is closed because nothing is left is not closed by a rule; who cannot
/// be with kin is told so.
pub fn said(texts: &Texts, proposal: &Proposal) -> Vec<String> {
    let short = |by: &[ClosedBy]| by.iter().all(|by| matches!(by, ClosedBy::Capacity(_)));
    let mut said = notes(texts, &proposal.rest.package, &proposal.outcome);
    let parties = Parties::of(&proposal.rest.package);
    for (at, (note, why)) in said.iter_mut().zip(&proposal.outcome.explanations).enumerate() {
        if why.choices.is_empty() && why.closed.iter().any(|closed| short(&closed.by)) {
            *note = texts.say("year-no-room", &[]);
        }
        for line in kin(texts, proposal, &parties, at.into()) {
            *note = format!("{note} {line}");
        }
    }
    said
}
