//! The sums that the page shows, the same in every language.

use qonys_model::{
    CapacityIx, CapacityUse, Counts, Household, Occupation, Opening, OpeningUse, Outcome, Package, Place, RegionIx,
    WaitReason, Worth,
};
use std::collections::BTreeMap;

/// Households and their persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heads {
    pub households: u64,
    pub persons: u64,
}

impl Heads {
    fn add(&mut self, household: &Household) {
        self.households += 1;
        self.persons += u64::from(size(household));
    }
}

/// A kind of capacity over all regions.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub capacity: CapacityIx,
    /// Regions with places, without a limit, with use or with a minimum; most places first, then region order.
    pub rows: Vec<CapacityUse>,
    pub places: u64,
    /// Use of limited and of unlimited places.
    pub used: u64,
    pub unlimited: bool,
    /// Counts people by what they need: single figures would tell of a person's health.
    pub delicate: bool,
}

/// Openings of one occupation over all regions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trade {
    pub occupation: Occupation,
    pub wanted: u64,
    pub filled: u64,
}

/// How many asked and how many of these wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub asked: u64,
    pub waiting: u64,
}

/// Everything counted once.
pub(super) struct Facts {
    pub asked: Heads,
    pub placed: Heads,
    pub waiting: Heads,
    pub parts: Worth,
    /// Kinds that some region has, in the programme's order.
    pub kinds: Vec<Kind>,
    /// Most wanted first, then by code.
    pub trades: Vec<Trade>,
    /// Openings one more of which would add something, highest price first.
    pub scarce_openings: Vec<(Opening, f64)>,
    /// Prices that are not zero, highest first, then in package order.
    pub prices: Vec<CapacityUse>,
    /// `None` = no reason is recorded.
    pub reasons: Vec<(Option<WaitReason>, u64)>,
    /// By number of persons.
    pub sizes: BTreeMap<u32, Tally>,
    pub streams: BTreeMap<Option<String>, Tally>,
    /// By priority class; `None` comes last.
    pub priorities: Vec<(Option<u32>, Tally)>,
    pub origins: BTreeMap<Option<String>, Tally>,
}

/// Smaller prices than this are noise of the computation and shown as zero.
pub(super) const NO_PRICE: f64 = 5e-5;

impl Facts {
    pub fn of(package: &Package, outcome: &Outcome) -> Self {
        let mut facts = Self::empty(package, outcome);
        let mut reasons: BTreeMap<Option<u8>, (Option<WaitReason>, u64)> = BTreeMap::new();
        let mut priorities: BTreeMap<u64, (Option<u32>, Tally)> = BTreeMap::new();
        for (at, household) in package.households.iter().enumerate() {
            let waits = outcome.plan.placements.get(at).is_none_or(|p| p.place == Place::Waiting);
            facts.asked.add(household);
            if waits {
                facts.waiting.add(household)
            } else {
                facts.placed.add(household)
            }
            let explanation = outcome.explanations.get(at);
            if waits {
                let given = explanation.map_or(&[][..], |e| &e.waiting);
                let missing = given.is_empty().then_some(None);
                for reason in given.iter().map(|&r| Some(r)).chain(missing) {
                    reasons.entry(reason.map(|r| r as u8)).or_insert((reason, 0)).1 += 1;
                }
            } else if let Some(explanation) = explanation {
                add_worth(&mut facts.parts, &explanation.worth);
            }
            let class = household.priority.map_or(u64::MAX, u64::from);
            let tallies = [
                facts.sizes.entry(size(household)).or_default(),
                facts.streams.entry(household.stream.clone()).or_default(),
                facts.origins.entry(household.origin.clone()).or_default(),
                &mut priorities.entry(class).or_insert((household.priority, Tally::default())).1,
            ];
            for tally in tallies {
                tally.asked += 1;
                tally.waiting += u64::from(waits);
            }
        }
        facts.reasons = reasons.into_values().collect();
        facts.reasons.sort_by_key(|&(reason, count)| (std::cmp::Reverse(count), reason.map(|r| r as u8)));
        facts.priorities = priorities.into_values().collect();
        facts
    }

    fn empty(package: &Package, outcome: &Outcome) -> Self {
        Self {
            asked: Heads::default(),
            placed: Heads::default(),
            waiting: Heads::default(),
            parts: Worth::default(),
            kinds: kinds(package, outcome),
            trades: trades(package, outcome),
            scarce_openings: scarce_openings(package, outcome),
            prices: prices(package, outcome),
            reasons: Vec::new(),
            sizes: BTreeMap::new(),
            streams: BTreeMap::new(),
            priorities: Vec::new(),
            origins: BTreeMap::new(),
        }
    }
}

/// Persons of a household: its members, or its `persons` column where people are not listed, or one.
fn size(household: &Household) -> u32 {
    match household.members.len() {
        0 => household.counts.get("persons").copied().unwrap_or(1),
        members => u32::try_from(members).unwrap_or(u32::MAX),
    }
}

fn add_worth(sum: &mut Worth, worth: &Worth) {
    sum.work += worth.work;
    sum.openings += worth.openings;
    sum.kin += worth.kin;
    sum.wish += worth.wish;
}

/// Whether the package has the region and the capacity that a row speaks of.
fn known(package: &Package, row: &CapacityUse) -> bool {
    row.region.at() < package.regions.len() && row.capacity.at() < package.programme.capacity.len()
}

fn kinds(package: &Package, outcome: &Outcome) -> Vec<Kind> {
    let kind = |(at, kind): (usize, &qonys_model::CapacityKind)| {
        let capacity = CapacityIx::from(at);
        let mut rows: Vec<CapacityUse> = outcome
            .capacities
            .iter()
            .filter(|c| c.capacity == capacity && known(package, c))
            .filter(|c| c.places != Some(0) || c.used > 0 || c.minimum > 0)
            .copied()
            .collect();
        let places = |c: &CapacityUse| c.places.map_or(u64::MAX, u64::from);
        rows.sort_by_key(|c| (std::cmp::Reverse(places(c)), std::cmp::Reverse(c.used), c.region));
        Kind {
            capacity,
            places: rows.iter().filter_map(|c| c.places).map(u64::from).sum(),
            used: rows.iter().map(|c| u64::from(c.used)).sum(),
            unlimited: rows.iter().any(|c| c.places.is_none()),
            delicate: matches!(&kind.counts, Counts::Rule(rule) if rule.needs.is_some()),
            rows,
        }
    };
    package.programme.capacity.iter().enumerate().map(kind).filter(|k| !k.rows.is_empty()).collect()
}

/// Openings with their use; a row of use that no opening has is left out.
fn opened<'a>(package: &'a Package, outcome: &'a Outcome) -> impl Iterator<Item = (&'a Opening, &'a OpeningUse)> {
    outcome.openings.iter().filter_map(|u| package.openings.get(u.opening.at()).map(|o| (o, u)))
}

fn trades(package: &Package, outcome: &Outcome) -> Vec<Trade> {
    let mut sums: BTreeMap<Occupation, (u64, u64)> = BTreeMap::new();
    for opening in &package.openings {
        sums.entry(opening.occupation).or_default().0 += u64::from(opening.openings);
    }
    for (opening, used) in opened(package, outcome) {
        sums.entry(opening.occupation).or_default().1 += u64::from(used.filled);
    }
    let mut trades: Vec<Trade> =
        sums.into_iter().map(|(occupation, (wanted, filled))| Trade { occupation, wanted, filled }).collect();
    trades.sort_by_key(|t| (std::cmp::Reverse(t.wanted), t.occupation));
    trades
}

fn scarce_openings(package: &Package, outcome: &Outcome) -> Vec<(Opening, f64)> {
    let mut scarce: Vec<(Opening, f64)> = opened(package, outcome)
        .filter(|(o, u)| u.price.is_finite() && u.price > NO_PRICE && o.region.at() < package.regions.len())
        .map(|(o, u)| (o.clone(), u.price))
        .collect();
    scarce.sort_by(|a, b| {
        b.1.total_cmp(&a.1).then(a.0.region.cmp(&b.0.region)).then(a.0.occupation.cmp(&b.0.occupation))
    });
    scarce
}

fn prices(package: &Package, outcome: &Outcome) -> Vec<CapacityUse> {
    let priced = |c: &&CapacityUse| known(package, c) && c.price.is_finite() && c.price.abs() > NO_PRICE;
    let mut prices: Vec<CapacityUse> = outcome.capacities.iter().filter(priced).copied().collect();
    let place = |c: &CapacityUse| -> (CapacityIx, RegionIx) { (c.capacity, c.region) };
    prices.sort_by(|a, b| b.price.total_cmp(&a.price).then(place(a).cmp(&place(b))));
    prices
}
