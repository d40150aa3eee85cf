//! A year that is not over: families known so far, past years that stand for those who may still come, what is left.
//!
//! Numbers here count units (parties): what is forecast is what the engine places.

mod left;
mod rest;

pub use left::{Backlog, Left};
pub use rest::{Rest, used};

use crate::Parties;
use jiff::civil::{Date, date};
use qonys_model::Package;
use qonys_solve::Count;
use std::collections::BTreeSet;
use std::ops::Range;

/// How much a year may differ from the one past year that is known: standard deviation as a share of it. Assumed.
const YEAR_VARIES: f64 = 0.2;

/// What is known of how many the year brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coming {
    /// Fitted to the totals of past years: negative binomial where they vary by more than chance. Of one year alone it
    /// is assumed that years vary by a fifth; without any the pace of the year so far is all that is known.
    #[default]
    Fitted,
    /// So many families.
    Families(u64),
    /// Poisson at the mean of the past years.
    Poisson,
    /// Nothing but the pace of the year so far.
    Unknown,
}

/// Why a past year teaches no prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mute {
    /// The year is valued by scores, and the past year has none.
    People,
    /// The year is valued by people and openings, and the past year has scores only.
    Scores,
    /// Both have scores, but none of the past year's is for a region of the year.
    Regions,
}

impl Mute {
    /// Why a past year teaches a year nothing, if so. How a year is valued is known once it has families.
    #[must_use]
    pub fn of(pool: &Package, year: &Package) -> Option<Self> {
        if year.households.is_empty() {
            return None;
        }
        let here = |score: &qonys_model::Score| {
            let region = &pool.regions[score.region.at()].id;
            year.regions.iter().any(|r| r.id == *region)
        };
        match (&pool.scores, &year.scores) {
            (None, Some(_)) => Some(Self::People),
            (Some(_), None) if pool.people.is_empty() => Some(Self::Scores),
            (Some(scores), Some(_)) if !scores.iter().any(here) => Some(Self::Regions),
            _ => None,
        }
    }
}

/// Families of the year before those of past years, in one package that can be posed as one problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// All of them.
    pub package: Package,
    /// The families of the year.
    pub year: Range<usize>,
    /// Past years with their families, in the order given.
    pub pools: Vec<(i16, Range<usize>)>,
}

impl Season {
    /// Puts the pools behind the families of the year. Ids of the pools' families get a prefix that no file can hold.
    #[must_use]
    pub fn new(year: Package, pools: &[Package]) -> Self {
        let own = 0..year.households.len();
        let mut season = Self { package: year, year: own, pools: Vec::new() };
        for pool in pools {
            let range = season.join(pool);
            season.pools.push((pool.programme.year, range));
        }
        season
    }

    /// Adds families that are neither of the year's nor of a pool: the caller weighs them.
    pub fn join(&mut self, other: &Package) -> Range<usize> {
        let prefix = format!("\n{}:", self.package.households.len());
        self.package.join(other, &prefix)
    }

    /// For each unit how likely the next to come is like it: the pools count as `prior` units in all, a year back half
    /// as much as the year after it, and every unit with a family in `seen` counts 1.
    #[must_use]
    pub fn weights(&self, parties: &Parties, prior: f64, seen: impl Iterator<Item = usize>) -> Vec<f64> {
        let mut weights = vec![0.0; parties.list.len()];
        let share = |year: i16| 0.5_f64.powi((i32::from(self.package.programme.year) - i32::from(year)).max(0));
        let by_year: Vec<(f64, BTreeSet<usize>)> =
            self.pools.iter().map(|(year, range)| (share(*year), units_of(parties, range.clone()))).collect();
        let all: f64 = by_year.iter().filter(|(_, units)| !units.is_empty()).map(|(share, _)| share).sum();
        for (share, units) in &by_year {
            units.iter().for_each(|&unit| weights[unit] = prior * share / all / units.len() as f64);
        }
        units_of(parties, seen).into_iter().for_each(|unit| weights[unit] = 1.0);
        weights
    }

    /// How many units the whole year brings. A number of families is turned into units as the pools have them.
    #[must_use]
    pub fn count(&self, parties: &Parties, coming: Coming) -> Count {
        let sizes = self.pools.iter().map(|(_, range)| (range.len(), units_of(parties, range.clone()).len()));
        let sizes: Vec<(usize, usize)> = sizes.filter(|(_, units)| *units > 0).collect();
        let totals: Vec<u64> = sizes.iter().map(|(_, units)| *units as u64).collect();
        let mean = totals.iter().sum::<u64>() as f64 / totals.len().max(1) as f64;
        match (coming, totals.len()) {
            (Coming::Families(families), _) => {
                let (all, units) = sizes.iter().fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
                let ratio = if all == 0 { 1.0 } else { units as f64 / all as f64 };
                Count::Known((families as f64 * ratio).round() as u64)
            }
            (Coming::Unknown, _) | (_, 0) => Count::Unknown,
            (Coming::Poisson, _) => Count::Poisson { mean },
            (Coming::Fitted, 1) => Count::NegativeBinomial { mean, shape: 1.0 / (YEAR_VARIES * YEAR_VARIES) },
            (Coming::Fitted, _) => Count::fit(&totals),
        }
    }
}

fn units_of(parties: &Parties, households: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    households.map(|h| parties.of[h]).collect()
}

/// Share of a year that is over at the end of a day: 0 before it, 1 after it.
#[must_use]
pub fn elapsed(day: Date, year: i16) -> f64 {
    if day.year() != year {
        return if day.year() < year { 0.0 } else { 1.0 };
    }
    f64::from(day.day_of_year()) / f64::from(date(year, 12, 31).day_of_year())
}
