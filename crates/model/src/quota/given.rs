//! What a key gives.

use super::{Apportionment, Fraction, KeyRegion, Said};

/// Places shared by a key, level by level.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// The highest level first; the last is that of the key itself.
    pub levels: Vec<QuotaLevel>,
    /// Whether figures are made up.
    pub synthetic: bool,
}

/// One level.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaLevel {
    /// Name of the key.
    pub name: Said,
    /// What a reader should know.
    pub note: Option<Said>,
    /// Where the key is from.
    pub source: Option<String>,
    /// How shares became whole places.
    pub method: Apportionment,
    /// Places shared.
    pub total: u64,
    /// The terms.
    pub terms: Vec<QuotaTerm>,
    /// One for each region, in the order of the table.
    pub rows: Vec<QuotaRow>,
    /// Whether a quota in force is known.
    pub compared: bool,
    /// Whether the result is phased against it.
    pub phased: bool,
    /// Equal claims between which the order of the table decided: those given a place, those refused one.
    pub ties: Vec<(Vec<usize>, Vec<usize>)>,
}

/// A term of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaTerm {
    /// Name.
    pub name: Said,
    /// Its weight as part of the sum of weights, 0 to 1; `None` = places given first.
    pub weight: Option<Fraction>,
}

/// A region. `sum of parts + phase + limits + rounding = places`.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaRow {
    /// The region.
    pub region: KeyRegion,
    /// What each term contributes, in places.
    pub parts: Vec<f64>,
    /// What phasing adds, in places.
    pub phase: f64,
    /// What the limits add, its own and those of the others, in places.
    pub limits: f64,
    /// Share before rounding, in places.
    pub share: f64,
    /// Whole places.
    pub places: u64,
    /// At least so many were to be given.
    pub least: u64,
    /// At most so many were to be given.
    pub most: Option<u64>,
    /// Whether a limit holds it.
    pub held: Option<Held>,
    /// Quota in force.
    pub in_force: Option<u32>,
}

/// What holds a region at its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is given its least.
    Floor,
    /// It is given its most.
    Cap,
}

impl QuotaRow {
    /// What the terms give together, in places.
    #[must_use]
    pub fn entitled(&self) -> f64 {
        self.parts.iter().sum()
    }

    /// What rounding to whole places adds.
    #[must_use]
    pub fn rounding(&self) -> f64 {
        self.places as f64 - self.share
    }

    /// Places more than the quota in force, less when negative.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        let now = i64::try_from(self.places).ok()?;
        self.in_force.map(|then| now - i64::from(then))
    }
}

impl QuotaLevel {
    /// Sum of the quota in force.
    #[must_use]
    pub fn in_force(&self) -> u64 {
        self.rows.iter().filter_map(|r| r.in_force).map(u64::from).sum()
    }

    /// The part of all places that would lie in another region under the quota in force brought to the same total: half the
    /// sum of the differences of shares (Duncan and Duncan 1955), 0 to 1. `None` where one of the two is empty.
    #[must_use]
    pub fn distance(&self) -> Option<f64> {
        let (now, then) = (self.total as f64, self.in_force() as f64);
        if !self.compared || now == 0.0 || then == 0.0 {
            return None;
        }
        let part = |r: &QuotaRow| (r.places as f64 / now - f64::from(r.in_force.unwrap_or(0)) / then).abs();
        Some(self.rows.iter().map(part).sum::<f64>() / 2.0)
    }
}

impl Quota {
    /// The level of the key itself.
    ///
    /// # Panics
    /// When there is no level: the recipe makes at least one.
    #[must_use]
    pub fn last(&self) -> &QuotaLevel {
        self.levels.last().expect("a key has a level")
    }
}
