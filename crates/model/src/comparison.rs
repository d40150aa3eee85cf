//! Two plans side by side: of one package, of a package changed, of two packages. Everything is named by its key, since the two
//! need not list the same things in the same order.

use crate::{DeclaredGroup, DeclaredWishes, PromiseSide, StoppedBy};
use serde::Serialize;

/// Two sides and what differs between them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// What it is compared with.
    pub a: SideFigures,
    /// What is compared.
    pub b: SideFigures,
    /// Keys of the programme that differ, in order.
    pub policy: Vec<PolicyRow>,
    /// Every region of either side: those of A in order, then those that only B has.
    pub regions: Vec<RegionRow>,
    /// Every limited capacity of either side, in the same way.
    pub capacities: Vec<CapacityRow>,
    /// Every row of openings of either side, in the same way.
    pub openings: Vec<OpeningRow>,
    /// What enters worth in different ways on the two sides; empty = both measure alike, and their worths lie on one scale.
    pub measures: Vec<MeasureKey>,
    /// Both plans by both measures, where the sides measure differently and each plan can be carried over.
    pub by_measures: Option<ByMeasures>,
    /// Households by stream, origin, priority, size.
    pub groups: Vec<GroupRow>,
    /// The groups that either policy names.
    pub declared: Vec<DeclaredGroup>,
    /// What each policy promises them; `None` = no group is named.
    pub promises: [Option<PromiseSide>; 2],
    /// How both plans serve wishes; `None` = nobody ranks a region.
    pub wishes: Option<DeclaredWishes>,
    /// Households of both sides whose place differs, in the order of A.
    pub moves: Vec<Move>,
    /// Households that only A has.
    pub only_a: Vec<String>,
    /// Households that only B has.
    pub only_b: Vec<String>,
}

/// What is proved of the difference between the best plans of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The best of B is worth more than the best of A.
    More,
    /// The best of B is worth less than the best of A.
    Less,
    /// They are worth the same, to a billionth.
    Same,
    /// The difference is smaller than what the two proofs leave open.
    Open,
    /// One side is a plan by hand, or was not solved: only the plans are compared, not the best of each side.
    NotAsked,
    /// The sides measure worth differently: there is no difference to prove.
    OtherMeasure,
}

impl Comparison {
    /// Value of B less that of A.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.b.value - self.a.value
    }

    /// Whether both sides measure worth alike.
    #[must_use]
    pub fn one_scale(&self) -> bool {
        self.measures.is_empty()
    }

    /// Between what the difference of the two best plans lies, proved; `None` where a side has no bound, or the sides measure
    /// worth differently.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        if !self.one_scale() {
            return None;
        }
        let (a, b) = (self.a.bound?, self.b.bound?);
        Some((self.b.value - a, b - self.a.value))
    }

    /// What the proofs say of it.
    #[must_use]
    pub fn proof(&self) -> Proof {
        const SAME: f64 = 1e-9;
        match self.range() {
            _ if !self.one_scale() => Proof::OtherMeasure,
            None => Proof::NotAsked,
            Some((low, _)) if low > SAME => Proof::More,
            Some((_, high)) if high < -SAME => Proof::Less,
            Some((low, high)) if high - low <= 2.0 * SAME => Proof::Same,
            Some(_) => Proof::Open,
        }
    }
}

/// What may enter worth in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKey {
    /// An outside model's scores.
    Scores,
    /// Chances of work, or the ages at which people are expected to work.
    Rates,
    /// What regions multiply them by.
    RegionalRates,
    /// The weight of kin.
    Kin,
    /// The weight of wishes, or whether they enter worth at all.
    Wishes,
}

/// Both plans by both measures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ByMeasures {
    /// Worth of A's plan and of B's plan by the measure of A.
    pub by_a: [f64; 2],
    /// The same by the measure of B.
    pub by_b: [f64; 2],
}

/// The parts that sum to a plan's worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct WorthParts {
    /// Expected people in work, or the scores given.
    pub work: f64,
    /// Kin who are together, by their weight.
    pub kin: f64,
    /// Wishes kept, by their weight.
    pub wish: f64,
}

/// The figures of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SideFigures {
    /// What it is called: a path, a change.
    pub name: String,
    /// Name of the programme.
    pub programme: String,
    /// Year of the programme.
    pub year: i16,
    /// Whether the people are not real.
    pub synthetic: bool,
    /// Whether values are an outside model's.
    pub scored: bool,
    /// Whether the plan was given and not made by the engine.
    pub given: bool,
    /// All who are there, and those of them who are placed.
    pub heads: GroupCount,
    /// Worth of the plan, in expected people in work.
    pub value: f64,
    /// The same in its parts.
    pub parts: WorthParts,
    /// No plan under the same rules is worth more; `None` for a plan by hand.
    pub bound: Option<f64>,
    /// `(bound - value) / max(abs(bound), 1)`.
    pub gap: Option<f64>,
    /// Whether it is proved that no plan includes people better.
    pub inclusion_proved: Option<bool>,
    /// What ended the run before it was done.
    pub stopped: Option<StoppedBy>,
    /// Openings wanted.
    pub openings_wanted: u64,
    /// Openings filled.
    pub openings_filled: u64,
    /// Rules that a plan by hand breaks.
    pub violations: u64,
}

/// Households of a group, and those of them who are placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct GroupCount {
    /// Households.
    pub households: u64,
    /// Their persons.
    pub persons: u64,
    /// Households placed.
    pub placed_households: u64,
    /// Their persons.
    pub placed_persons: u64,
    /// Worth of those placed, each household with half of the kin terms it shares.
    pub value: f64,
}

impl GroupCount {
    /// Households that wait.
    #[must_use]
    pub fn waiting_households(&self) -> u64 {
        self.households - self.placed_households
    }

    /// Persons who wait.
    #[must_use]
    pub fn waiting_persons(&self) -> u64 {
        self.persons - self.placed_persons
    }

    /// Worth of a placed household, on the mean; 0 where none is placed.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.placed_households == 0 { 0.0 } else { self.value / self.placed_households as f64 }
    }
}

/// A key of the programme that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyRow {
    /// Path of the key.
    pub key: String,
    /// In A, as JSON; `None` = it has none.
    pub a: Option<String>,
    /// In B.
    pub b: Option<String>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegionRow {
    /// Key.
    pub region: String,
    /// Name in Kazakh, Russian, English; empty = the key is shown.
    pub names: [String; 3],
    /// Column and row of its tile.
    pub tile: Option<(i32, i32)>,
    /// Households and persons that A places there; `None` = A has no such region.
    pub a: Option<(u64, u64)>,
    /// The same for B.
    pub b: Option<(u64, u64)>,
}

/// A limited capacity of a region.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapacityRow {
    /// Key of the region.
    pub region: String,
    /// Its names.
    pub names: [String; 3],
    /// Name of the capacity.
    pub capacity: String,
    /// In A; `None` = not limited, or not there.
    pub a: Option<CapacitySide>,
    /// In B.
    pub b: Option<CapacitySide>,
}

/// A capacity on one side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CapacitySide {
    /// Places.
    pub places: u32,
    /// Minimum.
    pub minimum: u32,
    /// Use by the plan.
    pub used: u32,
    /// Price of one more place; `None` for a plan by hand.
    pub price: Option<f64>,
}

/// Openings of one occupation in one region.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpeningRow {
    /// Key of the region.
    pub region: String,
    /// Its names.
    pub names: [String; 3],
    /// ISCO-08 code.
    pub occupation: String,
    /// In A; `None` = not there.
    pub a: Option<OpeningSide>,
    /// In B.
    pub b: Option<OpeningSide>,
}

/// Openings on one side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OpeningSide {
    /// Wanted.
    pub openings: u32,
    /// Filled by the plan.
    pub filled: u32,
    /// Price of one more; `None` for a plan by hand.
    pub price: Option<f64>,
}

/// By what households are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// Stream.
    Stream,
    /// Country or region of origin.
    Origin,
    /// Priority class.
    Priority,
    /// Persons in the household; from 7 on together.
    Size,
}

/// Groups from this size on are counted together.
pub const LARGE: u64 = 7;

/// A group on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupRow {
    /// By what.
    pub kind: GroupKind,
    /// Which; `None` = nothing is said of them.
    pub key: Option<String>,
    /// In A.
    pub a: GroupCount,
    /// In B.
    pub b: GroupCount,
}

/// A household whose place differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// Key.
    pub household: String,
    /// Its persons, as B has them.
    pub persons: u32,
    /// Key of the region in A; `None` = it waits.
    pub from: Option<String>,
    /// Key of the region in B; `None` = it waits.
    pub to: Option<String>,
    /// Worth of its place in A, by A's values.
    pub worth_a: f64,
    /// Worth of its place in B, by B's values.
    pub worth_b: f64,
}

/// What the prices of A say of a change, beside what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// The changes that have a price, in order.
    pub terms: Vec<ForecastTerm>,
    /// Sum of price x change over these.
    pub by_prices: f64,
    /// Changes of places and openings that have no price, since A has no such limit: the sum does not speak of them.
    pub unpriced: u64,
    /// Whether something else than numbers of places and openings changed: the sum does not speak of that either.
    pub further: bool,
    /// Whether turn or class decide who is placed: then prices hold for those who are, and say nothing of who else comes in.
    pub by_turn: bool,
    /// B's Lagrangian bound at A's prices less the value of A's plan: proved, whatever changed, that B's best plan is worth at
    /// most so much more.
    pub at_most: f64,
}

/// A number of places or openings that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForecastTerm {
    /// `capacities[KZ-59,kandas].places`.
    pub what: String,
    /// By how much.
    pub change: f64,
    /// A's price for one more.
    pub price: f64,
}

/// A number changed step by step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Curve {
    /// What is changed, by keys in force.
    pub what: String,
    /// The steps, in order.
    pub points: Vec<CurvePoint>,
}

impl Curve {
    /// In what a step measures worth differently from the package as it is, each once; empty = all worths lie on one scale.
    #[must_use]
    pub fn measures(&self) -> Vec<MeasureKey> {
        let all = self.points.iter().flat_map(|point| point.measures.iter().copied());
        all.fold(Vec::new(), |mut found, key| {
            if !found.contains(&key) {
                found.push(key);
            }
            found
        })
    }
}

/// A step of a curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The setting.
    pub setting: String,
    /// The number that stands there.
    pub number: f64,
    /// In what worth is measured differently here from the package as it is; empty = worths lie on one scale.
    pub measures: Vec<MeasureKey>,
    /// The plan at this step; `None` = there is none.
    pub plan: Option<CurvePlan>,
    /// What the prices of the package as it is say the plan should be worth: a tangent. `None` where they say nothing.
    pub tangent: Option<f64>,
    /// No plan at this step is worth more, by the prices of the package as it is alone.
    pub at_most: f64,
}

/// The plan at a step of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CurvePlan {
    /// Worth, by the measure of this step.
    pub value: f64,
    /// Worth of the same plan by the measure of the package as it is; `None` where it cannot be carried over.
    pub by_start: Option<f64>,
    /// No plan is worth more, by the measure of this step.
    pub bound: f64,
    /// `(bound - value) / max(abs(bound), 1)`.
    pub gap: f64,
    /// Persons placed.
    pub placed_persons: u64,
    /// Households that wait.
    pub waiting_households: u64,
    /// Price of one more of what is changed, where it has one.
    pub price: Option<f64>,
    /// Households that stand elsewhere than in the plan of the package as it is.
    pub moved: u64,
}
