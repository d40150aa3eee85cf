//! `programme.toml`: the policy of a year in numbers that anyone can read and change.

use crate::{AgeRange, Arrivals, Fairness, Language, Wishes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of `programme.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Programme {
    /// Name of the programme, shown on every page.
    pub name: String,
    /// Year of the placement. Ages are counted as `year - birth_year`.
    pub year: i16,
    /// Seed of every random choice the engine makes; the same seed gives the same bytes.
    #[serde(default)]
    pub seed: u64,
    /// Set when the people of the package are not real, e.g. drawn from published margins. Shown wherever a number is.
    #[serde(default)]
    pub synthetic: bool,
    /// What is limited in a region, and what counts against each limit.
    pub capacity: Vec<CapacityKind>,
    /// Weights that convert kin and wishes into expected people in work.
    #[serde(default)]
    pub value: Value,
    /// Chances of being in work one year on.
    #[serde(default)]
    pub outlook: Outlook,
    /// Who is placed when places are fewer than people.
    #[serde(default)]
    pub inclusion: Inclusion,
    /// Families who come all year: how sittings look ahead.
    #[serde(default, skip_serializing_if = "Arrivals::is_default")]
    pub arrivals: Arrivals,
    /// Groups that the policy names, and what it promises them.
    #[serde(default, skip_serializing_if = "Fairness::is_default")]
    pub fairness: Fairness,
    /// What families' own rankings decide.
    #[serde(default, skip_serializing_if = "Wishes::is_default")]
    pub wishes: Wishes,
}

/// A named, counted limit that regions have (`[[capacity]]`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CapacityKind {
    /// Name, as used in `capacities.csv`.
    pub name: String,
    /// What a household uses of it.
    pub counts: Counts,
    /// What a region without a row in `capacities.csv` has of it.
    #[serde(default)]
    pub otherwise: Otherwise,
}

/// What a household uses of a capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Counts {
    /// `"persons"` or `"households"`: everybody.
    Every(Unit),
    /// A rule over members, or a column of `households.csv`.
    Rule(CountsRule),
}

/// The unit in which a capacity is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Each member that the rule takes counts one.
    #[default]
    Persons,
    /// A household with at least one member that the rule takes counts one.
    Households,
}

/// A rule over the members of a household: every condition that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountsRule {
    /// Persons (the default) or households.
    #[serde(default)]
    pub unit: Unit,
    /// Only households of this stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// Only households from this origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Only members of these ages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeRange>,
    /// Only members who list this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Only members who have this need (e.g. `dialysis`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// Only members whose occupation begins with these ISCO-08 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// The number stands in this column of `households.csv`; no other condition but `stream` and `origin` may be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// What a region without a row has of a capacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// Nothing: a household that needs some cannot go there.
    #[default]
    None,
    /// As much as anyone asks.
    Unlimited,
}

/// No weight, score or regional factor may be farther from 0 than this.
///
/// A household's worth is a sum of such numbers, over at most 2^32 members, ties or scores each, and a plan's a sum over at
/// most 2^32 households: below 1e32, which the engine computes with (`qonys_solve::LARGEST_VALUE`), even with its worths as `f32`.
/// Beyond it nothing that is said in people in work would mean anything, and a tenth of a person would be rounded away.
pub const LARGEST_NUMBER: f64 = 1e12;

/// `[value]`: weights, in expected people in work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Value {
    /// What one satisfied prefer-tie is worth.
    pub kin: f64,
    /// What a household's first wish is worth; its k-th wish is worth this divided by k.
    pub wish: f64,
}

impl Default for Value {
    fn default() -> Self {
        Self { kin: 0.25, wish: 0.1 }
    }
}

/// Levels of education, after the groups in which the programme's statistics are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Education {
    /// No completed general education.
    None,
    /// General secondary school.
    Secondary,
    /// Technical and vocational.
    Vocational,
    /// Higher.
    Higher,
    /// Not known: kept, counted and shown, never guessed.
    Unknown,
}

/// `[outlook]`: chances of being in work one year on. Every rate is an assumption unless `measured` names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Outlook {
    /// Ages at which people are expected to work.
    pub working_age: AgeRange,
    /// Chance of work without a matched opening, by education; each between 0 and 1.
    pub base: BTreeMap<Education, f64>,
    /// Chance of work when matched to an opening that shares 1, 2, 3, 4 ISCO-08 digits; each between 0 and 1, rising.
    pub matched: [f64; 4],
    /// Column of `regions.csv` whose number multiplies the base rate there. A region without one has 1.
    pub regional: String,
    /// Rates that somebody measured, with the source: key as in this table (`base.higher`, `matched`, `regional`).
    pub measured: BTreeMap<String, String>,
}

impl Default for Outlook {
    fn default() -> Self {
        Self {
            working_age: AgeRange { from: 16, to: Some(62) },
            base: BTreeMap::from([
                (Education::None, 0.25),
                (Education::Secondary, 0.35),
                (Education::Vocational, 0.45),
                (Education::Higher, 0.5),
                (Education::Unknown, 0.3),
            ]),
            matched: [0.5, 0.6, 0.7, 0.8],
            regional: "work_factor".to_owned(),
            measured: BTreeMap::new(),
        }
    }
}

impl Outlook {
    /// Base rate for a level of education; a level without a rate has the rate of `unknown`, or 0.
    #[must_use]
    pub fn base_rate(&self, education: Education) -> f64 {
        let rate = |level| self.base.get(&level).copied();
        rate(education).or_else(|| rate(Education::Unknown)).unwrap_or(0.0)
    }
}

/// `[inclusion]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Inclusion {
    /// Who is placed when places are fewer than people.
    pub rule: InclusionRule,
}

/// Who is placed, within a priority class, when places are fewer than people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InclusionRule {
    /// The plan of the highest total value.
    #[default]
    Value,
    /// By date of application: nobody waits for somebody who applied later.
    Order,
    /// All must be placed, else the run says why not.
    Everyone,
}

impl Programme {
    /// Whether a member speaks a language is asked by code; codes are compared without case.
    #[must_use]
    pub fn same_language(code: &str, language: &Language) -> bool {
        language.0.eq_ignore_ascii_case(code)
    }
}
