//! What replaying a year under several policies showed.

use crate::{Package, RegionIx};
use serde::Serialize;

/// A way to place families as they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The first era: a family is sent to a region with room in proportion to its quota, whatever its trade.
    QuotaOnly,
    /// The second era: only regions named as short of labour receive; within them by share of need.
    NeedKey,
    /// Each family to its best region with room.
    FirstCome,
    /// This software: prices from sampled futures.
    Prices,
    /// The certified optimum of the whole year.
    Hindsight,
}

impl Policy {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::QuotaOnly, Self::NeedKey, Self::FirstCome, Self::Prices, Self::Hindsight];

    /// The word by which it is asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::QuotaOnly => "quota-only",
            Self::NeedKey => "need-key",
            Self::FirstCome => "first-come",
            Self::Prices => "prices",
            Self::Hindsight => "hindsight",
        }
    }
}

impl std::str::FromStr for Policy {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|p| p.name() == word).ok_or_else(|| format!("none of {}", known()))
    }
}

/// A year replayed.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The package as it was replayed: places scaled.
    pub package: Package,
    /// Whether families came on the days given; else in random orders.
    pub dated: bool,
    /// Families of the past years in the pool.
    pub pool_households: u64,
    /// No plan within the places and openings is worth more than this.
    pub bound: f64,
    /// `(bound - value) / max(|bound|, 1)` of hindsight.
    pub gap: f64,
    /// Worth of hindsight's plan.
    pub best: f64,
    /// Need of every region that the need-key goes by; 0 = not named.
    pub need: Vec<f64>,
    /// A result for each policy asked for.
    pub policies: Vec<PolicyResult>,
    /// Where prices lose, when prices were asked for.
    pub loss: Option<Loss>,
}

/// A policy over all orders.
#[derive(Clone, Debug)]
pub struct PolicyResult {
    /// Which.
    pub policy: Policy,
    /// One for each order.
    pub orders: Vec<OrderResult>,
    /// Mean worth of all who are placed after every sitting.
    pub value_after: Vec<f64>,
    /// Mean number of parties that have come and wait after every sitting.
    pub waiting_after: Vec<f64>,
    /// Mean number of persons sent to every region in the year.
    pub persons_by_region: Vec<f64>,
}

/// A policy over one order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderResult {
    /// Worth, in expected people in work, kin and wishes converted.
    pub value: f64,
    /// Worth as a share of hindsight's.
    pub share_of_hindsight: f64,
    /// Expected people in work alone; with scores the sum of scores.
    pub in_work: f64,
    /// Openings filled.
    pub openings_filled: u32,
    /// Families placed.
    pub households_placed: u32,
    /// Families who wait at the end of the year.
    pub households_waiting: u32,
    /// Persons placed.
    pub persons_placed: u32,
    /// The longest queue of a region that receives evenly: where.
    pub backlog_region: Option<RegionIx>,
    /// And how many persons.
    pub backlog_persons: f64,
    /// Rules on who waits, minimums and pins that the plan breaks; places, openings, ties and vetoes are never broken.
    pub rules_broken: u32,
    /// Seconds the run took; of hindsight with the search for the optimum.
    pub seconds: f64,
}

/// Mean and standard deviation over orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation; 0 of a single order.
    pub sd: f64,
}

impl Measured {
    /// Of some numbers; of none, 0.
    #[must_use]
    pub fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let n = numbers.clone().count().max(1) as f64;
        let mean = numbers.clone().sum::<f64>() / n;
        let squares: f64 = numbers.map(|number| (number - mean).powi(2)).sum();
        Self { mean, sd: (squares / (n - 1.0).max(1.0)).sqrt() }
    }
}

impl PolicyResult {
    /// Mean and standard deviation of a figure over the orders.
    #[must_use]
    pub fn measured(&self, figure: impl Fn(&OrderResult) -> f64 + Clone) -> Measured {
        Measured::of(self.orders.iter().map(figure))
    }
}

/// The distance between prices and hindsight in parts, each as a share of hindsight's value; means over some orders.
///
/// `rule + sittings + forecast` is the whole distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Loss {
    /// Orders that it was measured over.
    pub orders: u32,
    /// What the programme's own rule (turns, classes, minimums, pins) gives up even in hindsight.
    pub rule: f64,
    /// What is lost with a perfect forecast: whole families into what is left, decided sitting by sitting for good.
    pub sittings: f64,
    /// What not knowing who comes costs on top: prices from sampled futures less prices from the future itself.
    pub forecast: f64,
    /// For comparison: the whole distance of a year at hindsight's own prices, never corrected.
    pub fixed_prices: f64,
    /// Share of all limited places that are free at the end of the year while families wait; 0 when nobody waits.
    pub places_left: f64,
}
