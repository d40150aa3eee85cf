//! `--except`: what the commission decides otherwise, in the positions of a proposal.

use super::args::SitArgs;
use crate::terminal::{Stop, Terminal};
use qonys::year::{Override, Proposal, Year};
use qonys_model::{HouseholdIx, Place, RegionIx};
use qonys_report::Arg;
use qonys_tables::find_region;

/// What was typed, and where it stands at hand.
pub struct Excepted {
    pub overrides: Vec<Override>,
    pub places: Vec<(HouseholdIx, Place)>,
}

/// Finds households and regions; everything that cannot be found is said at once.
pub fn excepted(args: &SitArgs, year: &Year, proposal: &Proposal, terminal: &Terminal) -> Result<Excepted, Stop> {
    let texts = &terminal.texts;
    let package = &proposal.rest.package;
    let (mut excepted, mut wrong) = (Excepted { overrides: Vec::new(), places: Vec::new() }, Vec::new());
    if ![0, 1, args.except.len()].contains(&args.reason.len()) || args.reason.iter().any(|r| r.trim().is_empty()) {
        wrong.push(texts.say("year-except-reasons", &[]));
    }
    if !args.except.is_empty() && args.author.as_ref().is_none_or(|author| author.trim().is_empty()) {
        wrong.push(texts.say("year-except-author", &[]));
    }
    for (at, (household, region)) in args.except.iter().enumerate() {
        let words = [("household", Arg::Text(household.clone())), ("region", Arg::Text(region.clone()))];
        let found = package.households.iter().position(|h| h.id == *household).map(HouseholdIx::from);
        let waits = region.eq_ignore_ascii_case(qonys_tables::WAITING);
        let place = if waits { Some(Place::Waiting) } else { find_region(package, region).map(Place::Region) };
        if found.is_none() {
            let known = year.package().households.iter().any(|h| h.id == *household);
            let key = if known { "year-except-placed" } else { "year-except-household" };
            wrong.push(texts.say(key, &words));
        }
        if place.is_none() {
            wrong.push(texts.say("year-except-region", &words));
        }
        let (Some(found), Some(place)) = (found, place) else { continue };
        if excepted.places.iter().any(|(other, _)| *other == found) {
            wrong.push(texts.say("year-except-twice", &words));
            continue;
        }
        if place == proposal.place(found) {
            let named = |region: RegionIx| {
                texts.say("year-except-same", &[words[0].clone(), ("region", Arg::Text(texts.region(package, region)))])
            };
            wrong.push(place.region().map_or_else(|| texts.say("year-except-waits", &words[..1]), named));
            continue;
        }
        excepted.places.push((found, place));
        excepted.overrides.push(Override {
            household: household.clone(),
            region: place.region().map(|r| package.regions[r.at()].id.clone()),
            reason: args.reason.get(at).or(args.reason.first()).cloned().unwrap_or_default(),
            author: args.author.clone(),
        });
    }
    if wrong.is_empty() { Ok(excepted) } else { Err(Stop::Message(wrong.join("\n"))) }
}

/// The same for a record of the journal, when it is recomputed.
pub fn recorded(overrides: &[Override], proposal: &Proposal) -> Option<Vec<(HouseholdIx, Place)>> {
    let package = &proposal.rest.package;
    let place = |said: &Override| {
        let household = package.households.iter().position(|h| h.id == said.household)?;
        let place = match &said.region {
            Some(region) => Place::Region(package.regions.iter().position(|r| r.id == *region)?.into()),
            None => Place::Waiting,
        };
        Some((household.into(), place))
    };
    overrides.iter().map(place).collect()
}
