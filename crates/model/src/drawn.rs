//! A synthetic population, as drawn: ids and plain values, not yet a package.

use crate::{Education, Occupation, Sex, TieKind, WishRank};
use jiff::civil::Date;
use serde::Serialize;

/// Everything one draw gives, each list in the order in which it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Drawn {
    /// By stream, then day of application.
    pub households: Vec<DrawnHousehold>,
    /// In household order; adults first.
    pub people: Vec<DrawnPerson>,
    /// In household order.
    pub ties: Vec<DrawnTie>,
    /// In household order.
    pub wishes: Vec<DrawnWish>,
    /// By region, then occupation.
    pub openings: Vec<DrawnOpening>,
}

/// A household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnHousehold {
    /// Key.
    pub id: String,
    /// Stream.
    pub stream: String,
    /// Day of application.
    pub applied: Date,
    /// Day of arrival.
    pub arrived: Option<Date>,
    /// Origin.
    pub origin: String,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnPerson {
    /// Key.
    pub id: String,
    /// Key of the household.
    pub household: String,
    /// Year of birth.
    pub birth_year: i16,
    /// Sex.
    pub sex: Sex,
    /// Occupation, when recorded.
    pub occupation: Option<Occupation>,
    /// Education.
    pub education: Education,
    /// Codes with a blank between them.
    pub languages: String,
    /// `Some(false)` = cannot work; `None` = nothing recorded.
    pub works: Option<bool>,
}

/// A tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnTie {
    /// Key of the household.
    pub household: String,
    /// Key of a region or household.
    pub to: String,
    /// Must or prefer.
    pub kind: TieKind,
    /// Relation.
    pub relation: String,
}

/// A wish or veto.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnWish {
    /// Key of the household.
    pub household: String,
    /// Key of the region.
    pub region: String,
    /// Rank or veto.
    pub rank: WishRank,
}

/// Openings of one occupation in one region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnOpening {
    /// Key of the region.
    pub region: String,
    /// ISCO-08.
    pub occupation: Occupation,
    /// How many, at least 1.
    pub openings: u32,
}
