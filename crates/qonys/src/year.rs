//! A year of a programme whose families come all year: one sitting of the commission after the other.
//!
//! A [`Year`] is what a journal's records amount to. It never looks at a clock or a file: dates, families and orders are
//! given, and the same records give the same year. A proposal changes nothing; [`Year::hold`] does.

mod overrule;
mod places;
mod propose;
mod record;

pub use overrule::{Override, Overruled};
pub use propose::{Proposal, Refused};
pub use record::{Decision, Match, OverruledRecord, SittingRecord};

use crate::pose::own_worth;
use crate::season::{self, Coming};
use crate::{WorkerKind, Worths};
use jiff::civil::{Date, date};
use qonys_model::{CapacityIx, Change, HouseholdIx, Package, Place, Placement, Plan, RegionIx, Tie, TieKind, TieTo};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the method: proposals are recomputed to the same bytes only by the version that made them.
pub const METHOD: u32 = 1;

/// How the commission sits and what it knows of the year to come. Written down when a year is opened.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// Version of the method.
    pub method: u32,
    /// When it sits.
    pub sittings: Sittings,
    /// How many families come.
    pub coming: Coming,
}

/// When the commission sits: how much of the year is over at a sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sittings {
    /// Whenever it likes: the date says how much of the year is over.
    #[default]
    ByDate,
    /// So many times, evenly.
    Number(u32),
    /// On these days; after the last nobody is expected.
    Dates(Vec<Date>),
}

/// A sitting that was held.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// When.
    pub date: Date,
    /// Share of the year that was over then.
    pub elapsed: f64,
    /// What it gave away of every capacity.
    pub taken: BTreeMap<(RegionIx, CapacityIx), u64>,
    /// What was decided, as written down.
    pub record: SittingRecord,
}

/// Everything known of a year.
#[derive(Clone, Debug)]
pub struct Year {
    /// The frame and every family named so far; places as they stood when the year was opened.
    package: Package,
    plan: Plan,
    /// For each household the sitting that placed it, from 0.
    placed_at: Vec<Option<usize>>,
    pools: Vec<Package>,
    settings: Settings,
    held: Vec<Held>,
    changes: Vec<Change>,
}

impl Year {
    /// A year without families. `pools` are past years.
    #[must_use]
    pub fn open(frame: &Package, pools: Vec<Package>, settings: Settings) -> Self {
        Self {
            package: Package { scores: None, ..frame.without_families() },
            plan: Plan { placements: Vec::new() },
            placed_at: Vec::new(),
            pools,
            settings,
            held: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Every family named so far in the year's frame.
    #[must_use]
    pub fn package(&self) -> &Package {
        &self.package
    }

    /// Where every family is, in the order of [`Self::package`].
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Sittings held.
    #[must_use]
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// Changes of places, in the order in which they were written down.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// As it was opened.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Families of past years.
    #[must_use]
    pub fn pools(&self) -> &[Package] {
        &self.pools
    }

    /// Families without a place: they are at hand at the next sitting, and may be named again with what is new of them.
    #[must_use]
    pub fn waiting(&self) -> BTreeSet<HouseholdIx> {
        let waits = self.plan.placements.iter().filter(|p| p.place == Place::Waiting);
        waits.map(|p| p.household).collect()
    }

    /// What the plan so far is worth, in expected people in work: every place, every opening taken, every kin near.
    #[must_use]
    pub fn worth(&self) -> f64 {
        let worths = Worths::new(&self.package);
        let place = |household: HouseholdIx| self.plan.placements[household.at()].place.region();
        let own = |placement: &Placement| {
            let Some(region) = placement.place.region() else { return 0.0 };
            let taken = |(person, kind): (_, WorkerKind)| {
                let job = placement.jobs.iter().find(|job| job.person == person)?;
                Some(worths.uplift(kind, self.package.openings[job.opening.at()].occupation, region))
            };
            let openings: f64 = worths.workers(placement.household).filter_map(taken).sum();
            own_worth(&worths, placement.household, region) + openings
        };
        let near = worths.kin_pairs().filter(|(a, b)| place(*a).is_some() && place(*a) == place(*b));
        let kin = near.count() as f64 * worths.kin_weight();
        self.plan.placements.iter().map(own).sum::<f64>() + kin
    }

    /// The sitting that placed a household, from 0.
    #[must_use]
    pub fn placed_at(&self, household: HouseholdIx) -> Option<usize> {
        self.placed_at[household.at()]
    }

    /// The first day on which anything can still be decided: that of the last sitting, or New Year.
    #[must_use]
    pub fn today(&self) -> Date {
        let year = self.package.programme.year;
        self.held.iter().map(|held| held.date).max().unwrap_or(date(year, 1, 1))
    }

    /// Whether a sitting may be held on a day: within the programme's year, and not before the last one.
    #[must_use]
    pub fn may_sit(&self, day: Date) -> bool {
        day.year() == self.package.programme.year && day >= self.today()
    }

    /// Adds families that ask for a place. `package` is the year's own with theirs behind it, as
    /// `qonys_tables::read_families` gives it; families that wait may be told anew in it.
    pub fn admit(&mut self, package: Package) {
        let position: BTreeMap<&str, usize> =
            package.people.iter().enumerate().map(|(p, x)| (x.id.as_str(), p)).collect();
        for job in self.plan.placements.iter_mut().flat_map(|p| &mut p.jobs) {
            let person = &self.package.people[job.person.at()].id;
            job.person = position[person.as_str()].into(); // only families that wait may be told anew
        }
        for household in self.plan.placements.len()..package.households.len() {
            self.plan.placements.push(Placement {
                household: household.into(),
                place: Place::Waiting,
                jobs: Vec::new(),
            });
            self.placed_at.push(None);
        }
        self.package = package;
    }

    /// Share of the year that is over at the next sitting, should it be on this day.
    #[must_use]
    pub fn elapsed_at_sitting(&self, day: Date) -> f64 {
        self.elapsed(day, self.held.len() + 1)
    }

    /// Share of the year that is over on a day between sittings.
    #[must_use]
    pub fn elapsed_between(&self, day: Date) -> f64 {
        self.elapsed(day, self.held.len())
    }

    fn elapsed(&self, day: Date, sittings: usize) -> f64 {
        let year = self.package.programme.year;
        match &self.settings.sittings {
            Sittings::ByDate => season::elapsed(day, year),
            Sittings::Number(number) => (sittings as f64 / f64::from((*number).max(1))).min(1.0),
            Sittings::Dates(dates) => {
                let end = dates.iter().max().copied().unwrap_or(date(year, 12, 31));
                (season::elapsed(day, year) / season::elapsed(end, year)).min(1.0)
            }
        }
    }

    /// Writes down a sitting. The families named in the record must be admitted.
    ///
    /// # Errors
    /// The first id that the year does not know, or that has its place already.
    pub fn hold(&mut self, record: SittingRecord) -> Result<(), String> {
        let before = season::used(&self.package, &self.plan);
        let placements = record.placements(&self.package)?;
        if let Some(twice) = placements.iter().find(|p| self.placed_at[p.household.at()].is_some()) {
            return Err(self.package.households[twice.household.at()].id.clone());
        }
        for placement in placements {
            let at = placement.household.at();
            self.placed_at[at] = placement.place.region().map(|_| self.held.len());
            self.plan.placements[at] = placement;
        }
        let mut taken = season::used(&self.package, &self.plan);
        taken.iter_mut().for_each(|(at, used)| *used -= before.get(at).copied().unwrap_or(0));
        taken.retain(|_, used| *used > 0);
        self.held.push(Held { date: record.date, elapsed: record.elapsed, taken, record });
        Ok(())
    }

    /// The package as a plan is judged: a must-tie between families of different sittings binds the later one to the
    /// region of the earlier one, for nobody who has a place moves.
    fn judged_package(&self, mut package: Package, plan: &Plan, placed_at: &[Option<usize>]) -> Package {
        let place = |household: HouseholdIx| plan.placements[household.at()].place.region();
        let order = |household: HouseholdIx| placed_at[household.at()].unwrap_or(usize::MAX);
        let apart = |tie: Tie| match (tie.kind, tie.to) {
            (TieKind::Must, TieTo::Household(other)) if order(other) != order(tie.household) => {
                let (first, later) =
                    if order(other) < order(tie.household) { (other, tie.household) } else { (tie.household, other) };
                place(first).map_or(tie.clone(), |region| Tie {
                    household: later,
                    to: TieTo::Region(region),
                    ..tie.clone()
                })
            }
            _ => tie,
        };
        package.ties = package.ties.into_iter().map(apart).collect();
        package
    }
}
