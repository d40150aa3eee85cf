//! `[arrivals]`: families who come all year, and orders that move places while it goes on.

use crate::{CapacityIx, RegionIx, Row};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[arrivals]`: how sittings of a commission look ahead, and whether a region may be flooded. Nothing of it is used when
/// the whole year is placed at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Arrivals {
    /// Sittings planned in the year, all of the same length; without it the date says how much of the year is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sittings: Option<u32>,
    /// Rests of the year that are sampled at every sitting; more of them give steadier prices and take longer.
    pub futures: u32,
    /// Past years count as so many families against those seen this year; the smaller, the sooner a new mix is believed.
    pub prior: f64,
    /// What a backlog as long as a region's whole year would cost for each place, in expected people in work; 0 = regions
    /// are not balanced over time.
    pub backlog: f64,
    /// Largest share of a region's places given in one month, where `period` in `capacities.csv` is `month`.
    pub month: f64,
    /// The same for a quarter.
    pub quarter: f64,
}

impl Default for Arrivals {
    fn default() -> Self {
        Self { sittings: None, futures: 8, prior: 200.0, backlog: 0.0, month: 0.15, quarter: 0.4 }
    }
}

impl Arrivals {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Places that an order adds, takes away, or moves between regions or capacities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// From this day on.
    pub date: Date,
    /// How many, at least 1.
    pub places: u32,
    /// Where they are taken from; `None` = they are new.
    pub from: Option<(RegionIx, CapacityIx)>,
    /// Where they go; `None` = they are gone.
    pub to: Option<(RegionIx, CapacityIx)>,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub author: Option<String>,
    /// Source row.
    pub row: Row,
}
