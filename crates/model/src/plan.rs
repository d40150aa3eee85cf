//! A plan: every household's region, or waiting.

use crate::{HouseholdIx, OpeningIx, PersonIx, RegionIx};
use serde::Serialize;

/// Every household's place, in the package's household order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// One for each household, in the order of [`crate::Package::households`].
    pub placements: Vec<Placement>,
}

/// Where one household goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placement {
    /// Whose.
    pub household: HouseholdIx,
    /// Where.
    pub place: Place,
    /// Which members are matched to which openings of that region.
    pub jobs: Vec<Job>,
}

/// A region, or waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Place {
    /// Placed there.
    Region(RegionIx),
    /// Not placed by this plan.
    Waiting,
}

impl Place {
    /// The region, unless waiting.
    #[must_use]
    pub fn region(self) -> Option<RegionIx> {
        match self {
            Self::Region(region) => Some(region),
            Self::Waiting => None,
        }
    }
}

/// A member matched to an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Job {
    /// Who.
    pub person: PersonIx,
    /// To what.
    pub opening: OpeningIx,
}
