//! Statements of a package that no plan can meet together.

use crate::{CapacityIx, HouseholdIx, RegionIx};
use serde::Serialize;

/// Something that a package demands and could demand otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statement {
    /// A region has no more of a capacity than this: a row of `capacities`, or none where there is no row.
    Places {
        /// Region.
        region: RegionIx,
        /// Capacity.
        capacity: CapacityIx,
    },
    /// A region must use so much of a capacity.
    Minimum {
        /// Region.
        region: RegionIx,
        /// Capacity.
        capacity: CapacityIx,
    },
    /// A pin or a forbid: a position in [`crate::Package::locks`].
    Lock(u32),
    /// A must-tie: a position in [`crate::Package::ties`].
    Tie(u32),
    /// A veto: a position in [`crate::Package::wishes`].
    Veto(u32),
    /// Scores are given, and none for this pair.
    NoScore {
        /// Household.
        household: HouseholdIx,
        /// Region.
        region: RegionIx,
    },
    /// Everyone must be placed, and so this household.
    Everyone {
        /// Household.
        household: HouseholdIx,
    },
}

/// Statements that cannot all hold: it is proved that no plan meets them, whatever else a package says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The statements.
    pub statements: Vec<Statement>,
    /// Whether it is proved that each of them is needed: a plan meets all but any one.
    pub minimal: bool,
}
