//! The shape of a key file (`KEY.toml`).

use super::Written;
use crate::EraText;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole of a key file: by what, and how, places are shared over regions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeySpec {
    /// Name of the key, shown on every page.
    pub name: Said,
    /// What a reader should know before using the result.
    #[serde(default)]
    pub note: Option<Said>,
    /// The law, order or paper the key is from.
    #[serde(default)]
    pub source: Option<String>,
    /// Set when figures are made up. Shown wherever a number is.
    #[serde(default)]
    pub synthetic: bool,
    /// How shares become whole places.
    pub method: Apportionment,
    /// Where the regions and their figures are.
    pub regions: KeyTable,
    /// The quota in force: what the result is compared with and phased against.
    #[serde(default)]
    pub in_force: Option<InForce>,
    /// The terms of the formula (`[[term]]`).
    pub term: Vec<KeyTerm>,
    /// The least and the most that a region is given.
    #[serde(default)]
    pub limits: KeyLimits,
    /// How far a quota may move away from the one in force.
    #[serde(default)]
    pub phase: Option<KeyPhase>,
    /// The level above: its places are shared first, then each region's among those that belong to it.
    #[serde(default)]
    pub parent: Option<KeyParent>,
}

/// A text: one for all languages, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Said {
    /// The same in all languages.
    One(String),
    /// In Kazakh, Russian and English.
    Each(EraText),
}

impl Said {
    /// The text in a language, in the order of [`crate::Region::names`].
    #[must_use]
    pub fn at(&self, language: usize) -> &str {
        match self {
            Self::One(text) => text,
            Self::Each(texts) => texts.in_order()[language.min(2)],
        }
    }
}

/// How shares become whole places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Apportionment {
    /// The whole part of each share, then one each by the largest remainder (Hamilton, Hare-Niemeyer).
    LargestRemainder,
    /// Divisor method with standard rounding (Sainte-Laguë).
    Webster,
    /// Divisor method with the geometric mean: everyone with a share is given one place first.
    HuntingtonHill,
}

/// A table of regions: one row for each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyTable {
    /// Path of a .csv or .xlsx, from the folder of the key file.
    pub file: String,
    /// Column with the key of each region.
    #[serde(default = "region")]
    pub region: String,
    /// Column with its name; without it `name_kk`, `name_ru`, `name_en`, else the built-in names, else the key.
    #[serde(default)]
    pub name: Option<String>,
}

fn region() -> String {
    "region".to_owned()
}

/// Where the quota in force stands. An empty cell and a region that is not listed have a quota of 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InForce {
    /// Column with whole places.
    pub column: String,
    /// A table of its own; without it the column is in the table of regions.
    #[serde(default)]
    pub file: Option<String>,
    /// Column with the key of each region in that table.
    #[serde(default = "region")]
    pub region: String,
}

/// A term: a share for each region, with a weight; or places that each is given before the rest is shared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyTerm {
    /// Name, shown with what it contributes.
    pub name: Said,
    /// Weight, exact: 1, 0.5, "2/3", "40%". Weights need not sum to 1: each counts as its part of their sum.
    #[serde(default)]
    pub weight: Option<Written>,
    /// The share of a column in its sum.
    #[serde(default)]
    pub share_of: Option<String>,
    /// The change between two columns.
    #[serde(default)]
    pub change: Option<KeyChange>,
    /// The same for every region.
    #[serde(default)]
    pub equal: bool,
    /// So many places for every region before the rest is shared; such a term has no weight.
    #[serde(default)]
    pub places: Option<u32>,
    /// Multiplied by this column before shares are taken.
    #[serde(default)]
    pub times: Option<String>,
    /// Divided by this column before shares are taken.
    #[serde(default)]
    pub per: Option<String>,
    /// What an empty cell means.
    #[serde(default)]
    pub unknown: UnknownRule,
    /// What a 0 means.
    #[serde(default)]
    pub zero: ZeroRule,
}

/// A change over years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyChange {
    /// Column of the earlier year.
    pub from: String,
    /// Column of the later year.
    pub to: String,
    /// Which change counts; the other counts 0.
    pub of: ChangeKind,
    /// Whether it is taken relative to the earlier year.
    #[serde(default)]
    pub relative: bool,
}

/// Which change counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// What was lost.
    Loss,
    /// What was gained.
    Gain,
}

/// What an empty cell means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownRule {
    /// A fault: somebody has to find the figure or say what it shall mean.
    #[default]
    Fault,
    /// 0.
    Zero,
    /// The mean of those that are known.
    Mean,
}

/// What a 0 means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroRule {
    /// A fault: most figures (inhabitants, revenue) are never 0, and a 0 hides a figure that was not entered.
    #[default]
    Fault,
    /// A figure like any other.
    Allowed,
}

/// The least and the most places of a region. Several may be given: the highest least and the lowest most hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyLimits {
    /// At least so many places for every region.
    #[serde(default)]
    pub floor: Option<u32>,
    /// At most so many places for every region.
    #[serde(default)]
    pub cap: Option<u32>,
    /// At least this share of the total, rounded up to whole places.
    #[serde(default)]
    pub floor_share: Option<Written>,
    /// At most this share of the total, rounded down.
    #[serde(default)]
    pub cap_share: Option<Written>,
    /// Column with the least places of each region; empty = none.
    #[serde(default)]
    pub floor_column: Option<String>,
    /// Column with the most places of each region; empty = no limit.
    #[serde(default)]
    pub cap_column: Option<String>,
}

/// How far a quota may move from the one in force, brought to the new total.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyPhase {
    /// Only this part of the way from the quota in force to what the key gives: "1/3".
    #[serde(default)]
    pub part: Option<Written>,
    /// At most this share of the quota in force more or less: "20%".
    #[serde(default)]
    pub change: Option<Written>,
    /// Whatever the share says, so many places more or less are allowed: a region that has none could never get one.
    #[serde(default)]
    pub change_places: u32,
}

/// The level above.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyParent {
    /// Column of the regions table that says to which region of the level above a region belongs.
    pub column: String,
    /// Path of the key of the level above, from the folder of this file; without it this key's own terms, with the figures
    /// of those that belong together summed.
    #[serde(default)]
    pub key: Option<String>,
}
