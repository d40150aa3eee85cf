//! What a synthetic population is drawn from: the published margins, written down in one TOML file.
//!
//! Shares are in percent and must sum to 100 within rounding. Weights are any numbers, at least one above 0; only their
//! proportions count. Totals are met exactly: every margin is turned into whole persons by largest remainder.

use crate::{AgeRange, Education};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of a synthesis specification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthSpec {
    /// Seed of the draw: the same specification and seed give the same bytes.
    pub seed: u64,
    /// Year in which ages are counted.
    pub year: i16,
    /// What the three age groups are.
    pub ages: SynthAges,
    /// The kinds of movers, each drawn on its own.
    pub stream: Vec<SynthStream>,
    /// Weights of occupations (ISCO-08, one to four digits) by education; the key `unknown` is the weight of none recorded.
    pub occupations: BTreeMap<Education, BTreeMap<String, f64>>,
    /// How openings are derived; without it none are written.
    #[serde(default)]
    pub openings: Option<SynthOpenings>,
}

/// The three age groups: they follow each other without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynthAges {
    /// Children.
    pub children: AgeRange,
    /// Working age.
    pub working: AgeRange,
    /// Above working age.
    pub old: AgeRange,
}

/// One kind of mover.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthStream {
    /// Name, as in `households.csv`.
    pub name: String,
    /// Household ids are this, a dash and a number: `K-00001`.
    pub prefix: String,
    /// Persons, met exactly.
    pub persons: u32,
    /// Days of application, drawn evenly.
    pub applied: SynthDates,
    /// Days of arrival, drawn evenly; without it nobody has one.
    #[serde(default)]
    pub arrived: Option<SynthDates>,
    /// Percent of persons in each age group.
    pub age: SynthAgeShares,
    /// Percent of the old who live without anyone of working age, alone or as a couple.
    #[serde(default)]
    pub old_alone: f64,
    /// Percent of families with a child in which one parent alone moves; raised when the margins ask for it.
    #[serde(default)]
    pub lone_parents: f64,
    /// Percent of those of working age with known education who have each level (`unknown` is no level here).
    pub education: BTreeMap<Education, f64>,
    /// Percent of those of working age whose education is not recorded.
    #[serde(default)]
    pub education_unknown: f64,
    /// Percent of those of working age who cannot work.
    #[serde(default)]
    pub cannot_work: f64,
    /// Where they come from.
    pub origin: Vec<SynthOrigin>,
    /// Kin.
    #[serde(default)]
    pub ties: SynthTies,
    /// Wishes and vetoes.
    #[serde(default)]
    pub wishes: SynthWishes,
}

/// Days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynthDates {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Percent of persons by age group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthAgeShares {
    /// Children.
    pub children: f64,
    /// Working age.
    pub working: f64,
    /// Above working age.
    pub old: f64,
}

/// One origin of a stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthOrigin {
    /// As in `households.csv`.
    pub name: String,
    /// Percent of the stream's persons.
    pub percent: f64,
    /// Percent of its families with 1, 2, 3... persons.
    pub household_size: Vec<f64>,
    /// Percent of its families that speak these languages: codes with a blank between them, `"kk zh"`.
    pub languages: BTreeMap<String, f64>,
}

/// How often households have kin elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SynthTies {
    /// Percent of households with kin in a region (a prefer-tie).
    pub prefer_region: f64,
    /// Percent of households with a prefer-tie to another household of the same origin.
    pub prefer_household: f64,
    /// Percent of households with a must-tie to another household of the same origin.
    pub must_household: f64,
    /// Weights of the regions in which the kin live.
    pub regions: BTreeMap<String, f64>,
    /// Weights of the relations written.
    pub relations: BTreeMap<String, f64>,
}

/// How often households wish.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SynthWishes {
    /// Percent of households that rank regions.
    pub percent: f64,
    /// Weights of ranking 1, 2, 3... regions.
    pub how_many: Vec<f64>,
    /// Weights of the regions wished for.
    pub regions: BTreeMap<String, f64>,
    /// Percent of households that rule out one region.
    pub veto: f64,
    /// Weights of the regions ruled out.
    pub vetoed: BTreeMap<String, f64>,
}

/// The rule for openings: `demand x reserved percent x sector's need / all need x region's figure / figure everywhere`,
/// rounded by largest remainder, then shared among the sector's occupations in the same way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthOpenings {
    /// Workers that the whole country hires in the year.
    pub demand: u64,
    /// Percent of them reserved for the programme.
    pub reserved: f64,
    /// Workers needed in all sectors together, those not listed included.
    pub need: u64,
    /// Figures by region, under a name that sectors refer to.
    pub figures: BTreeMap<String, SynthFigure>,
    /// The sectors.
    pub sector: Vec<SynthSector>,
}

/// A figure by region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthFigure {
    /// The figure of the whole country, at least the sum over `regions`.
    pub everywhere: u64,
    /// The figure of each region that receives people.
    pub regions: BTreeMap<String, u64>,
}

/// A sector of the economy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SynthSector {
    /// Name.
    pub name: String,
    /// Workers needed, of [`SynthOpenings::need`].
    pub need: u64,
    /// Which figure spreads it over regions.
    pub by: String,
    /// Weights of its occupations, ISCO-08.
    pub occupations: BTreeMap<String, f64>,
}
