//! Many years of a programme: what they are drawn from, and what replaying them under several policies showed.

use crate::{
    Education, Measured, Policy, Programme, SynthAgeShares, SynthAges, SynthDates, SynthOpenings, SynthOrigin,
    SynthSpec, SynthStream,
};
use jiff::civil::date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of a specification of many years (`eras.toml`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErasSpec {
    /// Rates and weights; its capacity must be the one kind that `places_per_thousand` limits. Its year is not used.
    pub programme: Programme,
    /// Sittings in each year.
    pub sittings: u16,
    /// Persons that a region can take in a year for each thousand of its inhabitants.
    pub places_per_thousand: f64,
    /// The regions, with borders of one time for all years.
    pub region: Vec<EraRegion>,
    /// What quota-only goes by.
    pub quota: Vec<EraShares>,
    /// Which regions are named as short of labour.
    pub named: Vec<EraNamed>,
    /// What the three age groups are.
    pub ages: SynthAges,
    /// Who came.
    pub period: Vec<EraPeriod>,
    /// Weights of occupations by education, as in a synthesis specification.
    pub occupations: BTreeMap<Education, BTreeMap<String, f64>>,
    /// The rule for openings, with the figures of one year.
    pub openings: SynthOpenings,
    /// The year of those figures: in another year demand and employment are theirs times the change of population.
    pub openings_year: i16,
    /// What history says happened.
    pub mark: Vec<EraMark>,
    /// What is assumed.
    pub assumption: Vec<EraText>,
}

/// A region over the years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EraRegion {
    /// Key.
    pub id: String,
    /// Name in Kazakh.
    pub kk: String,
    /// Name in Russian.
    pub ru: String,
    /// Name in English.
    pub en: String,
    /// Multiplies the base chance of work.
    pub work_factor: f64,
    /// Inhabitants in some years; straight lines between them, flat before the first and after the last.
    pub population: BTreeMap<String, f64>,
}

/// Weights of regions from a year on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EraShares {
    /// First year.
    pub from: i16,
    /// Weights; a region that is not listed has none.
    pub regions: BTreeMap<String, f64>,
}

/// Regions named from a year on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraNamed {
    /// First year.
    pub from: i16,
    /// Their keys.
    pub regions: Vec<String>,
}

/// Years whose arrivals are drawn from the same margins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EraPeriod {
    /// First year.
    pub from: i16,
    /// Persons who came in each year.
    pub persons: Vec<u32>,
    /// Percent of persons in each age group.
    pub age: SynthAgeShares,
    /// Percent of the old who live alone or as a couple.
    #[serde(default)]
    pub old_alone: f64,
    /// Percent of families in which one parent alone moves.
    #[serde(default)]
    pub lone_parents: f64,
    /// Percent of those of working age with each level of education.
    pub education: BTreeMap<Education, f64>,
    /// Percent of those of working age who cannot work.
    #[serde(default)]
    pub cannot_work: f64,
    /// Percent of families with 1, 2, 3... persons, whatever the origin.
    pub household_size: Vec<f64>,
    /// Percent of persons by origin.
    pub origin: BTreeMap<String, f64>,
}

/// An event of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraMark {
    /// When.
    pub year: i16,
    /// What, in three languages.
    #[serde(flatten)]
    pub text: EraText,
    /// Where it is published.
    pub source: String,
}

/// A text in the three languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EraText {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl EraText {
    /// The text in the order of languages of [`crate::Region::names`].
    #[must_use]
    pub fn in_order(&self) -> [&str; 3] {
        [&self.kk, &self.ru, &self.en]
    }
}

impl EraRegion {
    /// Inhabitants in a year.
    #[must_use]
    pub fn population_in(&self, year: i16) -> f64 {
        let known: BTreeMap<i16, f64> =
            self.population.iter().filter_map(|(y, n)| Some((y.parse().ok()?, *n))).collect();
        let before = known.range(..=year).next_back();
        let after = known.range(year..).next();
        match (before, after) {
            (Some((a, from)), Some((b, to))) if a < b => from + (to - from) * f64::from(year - a) / f64::from(b - a),
            (Some((_, n)), _) | (None, Some((_, n))) => *n,
            (None, None) => 0.0,
        }
    }
}

impl ErasSpec {
    /// Every year that somebody came in, in order.
    #[must_use]
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.period.iter().flat_map(|p| (p.from..).take(p.persons.len())).collect();
        years.sort_unstable();
        years
    }

    /// Inhabitants of all regions in a year.
    #[must_use]
    pub fn population(&self, year: i16) -> f64 {
        self.region.iter().map(|r| r.population_in(year)).sum()
    }

    /// What the arrivals and openings of a year are drawn from; `None` for a year in which nobody came.
    #[must_use]
    pub fn year(&self, year: i16) -> Option<SynthSpec> {
        let inside = |p: &&EraPeriod| year >= p.from && usize::from(p.from.abs_diff(year)) < p.persons.len();
        let period = self.period.iter().find(inside)?;
        let days = SynthDates { from: date(year, 1, 1), to: date(year, 12, 31) };
        let origin = |(name, &percent): (&String, &f64)| SynthOrigin {
            name: name.clone(),
            percent,
            household_size: period.household_size.clone(),
            languages: BTreeMap::from([("kk".to_owned(), 100.0)]),
        };
        let stream = SynthStream {
            name: "kandas".to_owned(),
            prefix: format!("Y{year}"),
            persons: period.persons[usize::from(period.from.abs_diff(year))],
            applied: days,
            arrived: Some(days),
            age: period.age,
            old_alone: period.old_alone,
            lone_parents: period.lone_parents,
            education: period.education.clone(),
            education_unknown: 0.0,
            cannot_work: period.cannot_work,
            origin: period.origin.iter().map(origin).collect(),
            ties: Default::default(),
            wishes: Default::default(),
        };
        Some(SynthSpec {
            seed: self.programme.seed.wrapping_add(year.unsigned_abs().into()),
            year,
            ages: self.ages,
            stream: vec![stream],
            occupations: self.occupations.clone(),
            openings: Some(self.openings_in(year)),
        })
    }

    /// The rule for openings with the figures moved to another year.
    fn openings_in(&self, year: i16) -> SynthOpenings {
        let change = |then: f64, now: f64| if then > 0.0 { now / then } else { 1.0 };
        let country = change(self.population(self.openings_year), self.population(year));
        let region = |id: &str| {
            let found = self.region.iter().find(|r| r.id == id);
            found.map_or(1.0, |r| change(r.population_in(self.openings_year), r.population_in(year)))
        };
        let times = |figure: u64, by: f64| (figure as f64 * by).round() as u64;
        let mut openings = self.openings.clone();
        openings.demand = times(openings.demand, country);
        for figure in openings.figures.values_mut() {
            let elsewhere = figure.everywhere.saturating_sub(figure.regions.values().sum());
            figure.regions.iter_mut().for_each(|(id, number)| *number = times(*number, region(id)));
            figure.everywhere = times(elsewhere, country) + figure.regions.values().sum::<u64>();
        }
        openings
    }

    /// Weights of the quota in a year, by region.
    #[must_use]
    pub fn quota_in(&self, year: i16) -> BTreeMap<String, f64> {
        let last = self.quota.iter().filter(|q| q.from <= year).max_by_key(|q| q.from);
        last.map(|q| q.regions.clone()).unwrap_or_default()
    }

    /// Regions named as short of labour in a year.
    #[must_use]
    pub fn named_in(&self, year: i16) -> Vec<String> {
        let last = self.named.iter().filter(|n| n.from <= year).max_by_key(|n| n.from);
        last.map(|n| n.regions.clone()).unwrap_or_default()
    }
}

/// Years replayed.
#[derive(Clone, Debug)]
pub struct Eras {
    /// What they were drawn from.
    pub spec: ErasSpec,
    /// One for each year, in order.
    pub years: Vec<EraYear>,
}

/// A year replayed under every policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EraYear {
    /// Which.
    pub year: i16,
    /// Families who came.
    pub households: u64,
    /// Persons who came.
    pub persons: u64,
    /// Openings derived, by region in the order of the specification.
    pub openings: Vec<u64>,
    /// Gap of hindsight, as a share.
    pub gap: f64,
    /// A result for each policy.
    pub policies: Vec<EraPolicy>,
}

/// A year under one policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EraPolicy {
    /// Which.
    pub policy: Policy,
    /// Worth as a share of hindsight's.
    pub share_of_hindsight: f64,
    /// Expected people in work.
    pub in_work: f64,
    /// Openings filled.
    pub openings_filled: u64,
    /// Persons placed.
    pub persons_placed: u64,
    /// Families who wait at the end of the year.
    pub households_waiting: u64,
    /// Persons placed by region, in the order of the specification.
    pub persons_by_region: Vec<u64>,
}

impl EraYear {
    /// A region's share of those placed by a policy over its share of the openings: above 1 it received more than its
    /// part of the work, below 1 less. `None` where it has no openings or nobody was placed.
    #[must_use]
    pub fn served(&self, policy: &EraPolicy, region: usize) -> Option<f64> {
        served(&policy.persons_by_region, &self.openings, region)
    }

    /// Half the sum of the differences between the regions' shares of those placed and of the openings: the part of
    /// those placed who would have to go elsewhere for people to be where the work is. 0 to 1; 0 when nobody was placed.
    #[must_use]
    pub fn unevenness(&self, policy: &EraPolicy) -> f64 {
        let (people, work) = (total(&policy.persons_by_region), total(&self.openings));
        if people == 0.0 || work == 0.0 {
            return 0.0;
        }
        let pairs = policy.persons_by_region.iter().zip(&self.openings);
        pairs.map(|(&p, &o)| (p as f64 / people - o as f64 / work).abs()).sum::<f64>() / 2.0
    }
}

impl Eras {
    /// Sums of a policy over all years: the `nth` of every year.
    #[must_use]
    pub fn sum(&self, nth: usize, figure: impl Fn(&EraPolicy) -> f64) -> f64 {
        self.years.iter().map(|year| figure(&year.policies[nth])).sum()
    }

    /// [`EraYear::served`] over all years together.
    #[must_use]
    pub fn served(&self, nth: usize, region: usize) -> Option<f64> {
        let sum = |of: &dyn Fn(&EraYear, usize) -> u64| -> Vec<u64> {
            (0..self.spec.region.len()).map(|r| self.years.iter().map(|y| of(y, r)).sum()).collect()
        };
        let people = sum(&|year, r| year.policies[nth].persons_by_region[r]);
        served(&people, &sum(&|year, r| year.openings[r]), region)
    }

    /// Mean and standard deviation of a policy's share of hindsight over the years.
    #[must_use]
    pub fn share(&self, nth: usize) -> Measured {
        Measured::of(self.years.iter().map(|year| year.policies[nth].share_of_hindsight))
    }
}

fn served(people: &[u64], openings: &[u64], region: usize) -> Option<f64> {
    let (all, work) = (total(people), total(openings));
    let part = openings[region] as f64 / work;
    (all > 0.0 && part > 0.0).then(|| people[region] as f64 / all / part)
}

fn total(numbers: &[u64]) -> f64 {
    numbers.iter().sum::<u64>() as f64
}
