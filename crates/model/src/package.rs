//! A data package: the tables of DESIGN as nouns, every reference resolved to a position.

use crate::{CapacityIx, Education, HouseholdIx, InclusionRule, Occupation, PersonIx, Programme, RegionIx};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which table of a package a thing came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// `programme.toml`.
    Programme,
    /// `regions.csv`.
    Regions,
    /// `capacities.csv`.
    Capacities,
    /// `openings.csv`.
    Openings,
    /// `households.csv`.
    Households,
    /// `people.csv`.
    People,
    /// `ties.csv`.
    Ties,
    /// `wishes.csv`.
    Wishes,
    /// `locks.csv`.
    Locks,
    /// `uses.csv`.
    Uses,
    /// `scores.csv`.
    Scores,
    /// `outcomes.csv`.
    Outcomes,
    /// A plan, made by hand or by a run.
    Plan,
    /// Orders that move places while a year goes on.
    Changes,
}

impl Table {
    /// Every table a package may hold, in the order in which they are read.
    pub const ALL: [Self; 12] = [
        Self::Programme,
        Self::Regions,
        Self::Capacities,
        Self::Openings,
        Self::Households,
        Self::People,
        Self::Ties,
        Self::Wishes,
        Self::Locks,
        Self::Uses,
        Self::Scores,
        Self::Outcomes,
    ];

    /// File stem and sheet name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Regions => "regions",
            Self::Capacities => "capacities",
            Self::Openings => "openings",
            Self::Households => "households",
            Self::People => "people",
            Self::Ties => "ties",
            Self::Wishes => "wishes",
            Self::Locks => "locks",
            Self::Uses => "uses",
            Self::Scores => "scores",
            Self::Outcomes => "outcomes",
            Self::Plan => "plan",
            Self::Changes => "changes",
        }
    }
}

/// Row of the source table as a spreadsheet shows it: the header is row 1, the first record row 2. 0 = not from a file.
pub type Row = u32;

/// A package whose every reference is resolved and every cell read.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The policy.
    pub programme: Programme,
    /// Regions, in file order.
    pub regions: Vec<Region>,
    /// Limits by region, in file order; at most one for a region and a capacity.
    pub capacities: Vec<RegionCapacity>,
    /// Openings, in file order; at most one for a region and an occupation.
    pub openings: Vec<Opening>,
    /// Households, in file order.
    pub households: Vec<Household>,
    /// People, in file order. Empty when scores or counts stand in for them.
    pub people: Vec<Person>,
    /// Ties.
    pub ties: Vec<Tie>,
    /// Wishes and vetoes.
    pub wishes: Vec<Wish>,
    /// Human decisions.
    pub locks: Vec<Lock>,
    /// Uses of a capacity that differ by region.
    pub uses: Vec<Use>,
    /// An outside model's numbers, when given: then a pair that is absent is not allowed.
    pub scores: Option<Vec<Score>>,
}

/// A place where people are placed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Region {
    /// Key, ISO 3166-2 where there is one.
    pub id: String,
    /// Name in Kazakh, Russian, English, in this order; empty = the key is shown.
    pub names: [String; 3],
    /// Column and row of its tile on the tile map.
    pub tile: Option<(i32, i32)>,
    /// Any further numeric columns of `regions.csv`, by header.
    pub figures: BTreeMap<String, f64>,
    /// Source row.
    pub row: Row,
}

/// A limit in a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegionCapacity {
    /// Region.
    pub region: RegionIx,
    /// Which capacity.
    pub capacity: CapacityIx,
    /// At most so much is used there.
    pub places: u32,
    /// At least so much is used there; 0 = no minimum.
    pub minimum: u32,
    /// Period: `month` and `quarter` limit what a sitting may give ([`crate::Arrivals`]); anything else as written.
    pub period: Option<String>,
    /// Source row.
    pub row: Row,
}

/// Jobs of one occupation wanted in one region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// Region.
    pub region: RegionIx,
    /// Occupation, one to four digits.
    pub occupation: Occupation,
    /// How many.
    pub openings: u32,
    /// Source row.
    pub row: Row,
}

/// People who move together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Household {
    /// Key.
    pub id: String,
    /// Kind of mover.
    pub stream: Option<String>,
    /// Priority class, 1 first; `None` comes after every numbered class.
    pub priority: Option<u32>,
    /// Day of application.
    pub applied: Option<Date>,
    /// Day of arrival.
    pub arrived: Option<Date>,
    /// Country or region of origin.
    pub origin: Option<String>,
    /// Whole-number columns of `households.csv`, by header: counts that stand in for people.
    pub counts: BTreeMap<String, u32>,
    /// Members, positions in [`Package::people`], in file order.
    pub members: Vec<PersonIx>,
    /// Source row.
    pub row: Row,
}

/// A language by its code (`kk`, `ru`, `zh`...), lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Language(pub String);

/// Sex as recorded. It never enters the value, unless the policy names a group by it ([`crate::Fairness`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A member of a household.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// Key.
    pub id: String,
    /// The household the person moves with.
    pub household: HouseholdIx,
    /// Year of birth.
    pub birth_year: i16,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Occupation, when known.
    pub occupation: Option<Occupation>,
    /// Education; unknown is a value.
    pub education: Education,
    /// Languages spoken.
    pub languages: Vec<Language>,
    /// Whether the person can work, when said.
    pub works: Option<bool>,
    /// Needs that a place must meet, lower case.
    pub needs: Vec<String>,
    /// Source row.
    pub row: Row,
}

impl Package {
    /// Whether worth alone decides who is placed, or all are: then a bound on a plan's worth speaks of all plans. Else it
    /// speaks of those that seat the same families, because who is seated comes first.
    #[must_use]
    pub fn bounds_all_plans(&self) -> bool {
        match self.programme.inclusion.rule {
            InclusionRule::Everyone => true,
            InclusionRule::Order => false,
            InclusionRule::Value => self.households.iter().all(|h| h.priority.is_none()),
        }
    }
}

impl Person {
    /// Age in the programme's year, in whole years; 0 for a birth year after it.
    #[must_use]
    pub fn age(&self, year: i16) -> u16 {
        u16::try_from(year.saturating_sub(self.birth_year)).unwrap_or(0)
    }
}

/// Whether a tie or wish binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieKind {
    /// Obeyed.
    Must,
    /// Worth [`crate::Value::kin`] when satisfied.
    Prefer,
}

/// What a household is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TieTo {
    /// Kin already live there.
    Region(RegionIx),
    /// Kin who are placed too.
    Household(HouseholdIx),
}

/// A bond of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// From.
    pub household: HouseholdIx,
    /// To.
    pub to: TieTo,
    /// Must or prefer.
    pub kind: TieKind,
    /// Relation, as written.
    pub relation: Option<String>,
    /// Source row.
    pub row: Row,
}

/// Rank of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum WishRank {
    /// 1 is the first wish.
    Rank(u32),
    /// Not there.
    Veto,
}

/// A household's opinion of a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wish {
    /// Whose.
    pub household: HouseholdIx,
    /// Region.
    pub region: RegionIx,
    /// Rank or veto.
    pub rank: WishRank,
    /// Source row.
    pub row: Row,
}

/// What a human decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LockKind {
    /// There, and nowhere else; never waiting.
    Pin,
    /// Not there.
    Forbid,
    /// There, above quota, in the best interest of a child: what the household uses is not counted against the capacities.
    Exception,
}

impl LockKind {
    /// Whether it holds a household in one region.
    #[must_use]
    pub fn pins(self) -> bool {
        matches!(self, Self::Pin | Self::Exception)
    }
}

/// A human decision that the engine obeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lock {
    /// Whom it binds.
    pub household: HouseholdIx,
    /// Region.
    pub region: RegionIx,
    /// Pin or forbid.
    pub kind: LockKind,
    /// Reason, as written.
    pub reason: Option<String>,
    /// Author, as written.
    pub author: Option<String>,
    /// Day of the decision.
    pub at: Option<Date>,
    /// Source row.
    pub row: Row,
}

/// A use of a capacity that differs by region: it replaces what the counting rule gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Use {
    /// Whose.
    pub household: HouseholdIx,
    /// Where.
    pub region: RegionIx,
    /// Of what.
    pub capacity: CapacityIx,
    /// How much.
    pub amount: u32,
    /// Source row.
    pub row: Row,
}

/// Whom a score speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ScoreOf {
    /// A whole household.
    Household(HouseholdIx),
    /// One member; a household's score is the sum over its members, allowed where every scored member is.
    Person(PersonIx),
}

/// An outside model's number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Of whom.
    pub of: ScoreOf,
    /// Where.
    pub region: RegionIx,
    /// Worth, any sign, finite.
    pub value: f64,
    /// Source row.
    pub row: Row,
}
