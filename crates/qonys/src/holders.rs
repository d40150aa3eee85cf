//! Who holds the places that somebody who waits could use: the true reason of waiting is read off them.

use crate::pose::Posed;
use crate::{Parties, Party};
use jiff::civil::Date;
use qonys_model::{CapacityIx, InclusionRule, Plan, RegionIx, WaitReason};
use std::collections::BTreeMap;

/// Those who take some of a capacity in a region.
#[derive(Default)]
struct Holders {
    used: u64,
    /// The earliest application in each class.
    earliest: BTreeMap<u32, Date>,
    /// The last turn of all whom a decision put there.
    last_pinned: Option<(u32, Date)>,
    /// The least urgent class of all others.
    last_class: Option<u32>,
}

/// All holders of a plan, `[region][capacity]`.
pub(crate) struct HeldPlaces {
    by: Vec<Vec<Holders>>,
    places: BTreeMap<(RegionIx, CapacityIx), u32>,
    rule: InclusionRule,
}

impl HeldPlaces {
    /// Cost: parties x capacities.
    pub(crate) fn of(posed: &Posed<'_>, plan: &Plan) -> Self {
        let kinds = posed.package.programme.capacity.len();
        let empty = || (0..kinds).map(|_| Holders::default()).collect();
        let mut held = Self {
            by: (0..posed.package.regions.len()).map(|_| empty()).collect(),
            places: posed.package.capacities.iter().map(|c| ((c.region, c.capacity), c.places)).collect(),
            rule: posed.package.programme.inclusion.rule,
        };
        for party in &posed.parties.list {
            let place = plan.placements[party.households[0].at()].place;
            let Some(region) = place.region() else { continue };
            for (holders, &amount) in held.by[region.at()].iter_mut().zip(&party.uses[region.at()]) {
                if amount > 0 {
                    holders.add(party, amount);
                }
            }
        }
        held
    }

    /// Why a party waits though regions are open to it, as far as places tell.
    pub(crate) fn reasons(&self, party: &Party, parties: &Parties) -> Vec<WaitReason> {
        let own = (party.class, party.applied);
        let by_order = self.rule == InclusionRule::Order;
        let classes = parties.list.iter().any(|p| p.class != party.class);
        let mut found = [false; 4];
        for (region, uses) in party.uses.iter().enumerate() {
            for (kind, &need) in uses.iter().enumerate().filter(|(_, need)| **need > 0) {
                let holders = &self.by[region][kind];
                let places = self.places.get(&(region.into(), kind.into()));
                if places.is_none_or(|&places| holders.used + u64::from(need) <= u64::from(places)) {
                    continue; // there is room
                }
                let urgent = classes && holders.earliest.range(..own.0).next().is_some();
                let earlier = by_order && holders.earliest.get(&own.0).is_some_and(|&date| date <= own.1);
                let before = |turn: (u32, Date)| if by_order { turn <= own } else { turn.0 < own.0 };
                let pinned = holders.last_pinned.is_some_and(|turn| !before(turn));
                let others = !by_order && holders.last_class.is_some_and(|class| class >= own.0);
                for (seen, now) in found.iter_mut().zip([urgent, earlier, pinned, others]) {
                    *seen |= now;
                }
            }
        }
        let all = [WaitReason::Priority, WaitReason::AppliedLater, WaitReason::Decided, WaitReason::PlacesShort];
        let mut reasons: Vec<WaitReason> = all.into_iter().zip(found).filter(|r| r.1).map(|r| r.0).collect();
        if reasons.is_empty() {
            reasons.push(WaitReason::PlacesShort);
        }
        reasons
    }
}

impl Holders {
    fn add(&mut self, party: &Party, amount: u32) {
        self.used += u64::from(amount);
        let date = self.earliest.entry(party.class).or_insert(party.applied);
        *date = (*date).min(party.applied);
        let turn = (party.class, party.applied);
        if party.pinned {
            self.last_pinned = Some(self.last_pinned.map_or(turn, |last| last.max(turn)));
        } else {
            self.last_class = Some(self.last_class.map_or(party.class, |last| last.max(party.class)));
        }
    }
}
