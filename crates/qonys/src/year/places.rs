//! Places as they stand on a day, what of them may be given, and orders that change them.

use super::Year;
use crate::season::{Backlog, used};
use jiff::civil::Date;
use qonys_model::{CapacityIx, Change, Fault, FaultCode, Otherwise, Package, RegionCapacity, RegionIx, Table};
use qonys_solve::{Prices, Row};

/// A limit of a region, as positions.
type At = (RegionIx, CapacityIx);

impl Year {
    /// The package with places as they stand on a day.
    #[must_use]
    pub fn standing(&self, day: Date) -> Package {
        self.with_places(|limit| self.places_on(limit, day))
    }

    /// The package with the places that may be given on a day: a cut that is ordered for later holds back its places
    /// already, places that come later are not given before.
    #[must_use]
    pub fn room(&self, day: Date) -> Package {
        self.with_places(|limit| self.least_from(limit, day))
    }

    fn with_places(&self, places: impl Fn(&RegionCapacity) -> i64) -> Package {
        let mut package = self.package.clone();
        for limit in &mut package.capacities {
            limit.places = u32::try_from(places(limit).max(0)).unwrap_or(u32::MAX);
            limit.minimum = limit.minimum.min(limit.places);
        }
        package
    }

    fn places_on(&self, limit: &RegionCapacity, day: Date) -> i64 {
        let at = Some((limit.region, limit.capacity));
        let by = |change: &Change| {
            let places = i64::from(change.places);
            i64::from(change.to == at) * places - i64::from(change.from == at) * places
        };
        i64::from(limit.places) + self.changes.iter().filter(|change| change.date <= day).map(by).sum::<i64>()
    }

    fn least_from(&self, limit: &RegionCapacity, day: Date) -> i64 {
        let later = self.changes.iter().map(|change| change.date).filter(|date| *date > day);
        std::iter::once(day).chain(later).map(|day| self.places_on(limit, day)).min().unwrap_or(0)
    }

    /// Writes down changes of places: all of them, or none and every fault. Nothing that is used can be taken away.
    ///
    /// # Errors
    /// A fault for every change that is refused, at its row.
    pub fn change(&mut self, changes: &[Change]) -> Result<(), Vec<Fault>> {
        let mut tried = self.clone();
        let faults: Vec<Fault> = changes.iter().filter_map(|change| tried.one_change(change).err()).collect();
        if faults.is_empty() {
            *self = tried;
            return Ok(());
        }
        Err(faults)
    }

    /// A fault for every change that was written down before, or stands twice among these: an order that is entered again
    /// by mistake moves no place twice.
    #[must_use]
    pub fn repeated(&self, changes: &[Change]) -> Vec<Fault> {
        let told = |at: usize| self.changes.iter().chain(&changes[..at]);
        let same = |one: &Change, other: &Change| Change { row: one.row, ..other.clone() } == *one;
        let again = changes.iter().enumerate().filter(|(at, change)| told(*at).any(|other| same(change, other)));
        let fault = |(_, change): (usize, &Change)| {
            let fault = Fault::new(FaultCode::ChangeTwice, Table::Changes).row(change.row).column("reason");
            fault.value(&change.reason)
        };
        again.map(fault).collect()
    }

    fn one_change(&mut self, change: &Change) -> Result<(), Fault> {
        let fault = |code, column: &str| Fault::new(code, Table::Changes).row(change.row).column(column);
        if !self.may_sit(change.date) {
            let refused = fault(FaultCode::ChangeTooEarly, "date").value(change.date.to_string());
            return Err(refused.word("first", self.today().to_string()));
        }
        for (at, column) in [(change.from, "from_capacity"), (change.to, "to_capacity")] {
            let Some(at) = at else { continue };
            let kind = &self.package.programme.capacity[at.1.at()];
            let listed = self.package.capacities.iter().any(|limit| (limit.region, limit.capacity) == at);
            if !listed && kind.otherwise == Otherwise::Unlimited {
                return Err(fault(FaultCode::ChangeUnlimited, column).value(&kind.name));
            }
            if !listed {
                let (region, capacity) = at;
                let none = RegionCapacity { region, capacity, places: 0, minimum: 0, period: None, row: 0 };
                self.package.capacities.push(none);
            }
        }
        if let Some(at) = change.from {
            let left = self.left(at, change.date);
            if i64::from(change.places) > left {
                let refused = fault(FaultCode::ChangeAboveLeft, "places").value(change.places.to_string());
                let (region, capacity) = at;
                return Err(refused
                    .word("region", &self.package.regions[region.at()].id)
                    .word("capacity", &self.package.programme.capacity[capacity.at()].name)
                    .word("left", left.to_string()));
            }
        }
        self.changes.push(change.clone());
        Ok(())
    }

    /// What is not used of a limit from a day on.
    fn left(&self, at: At, day: Date) -> i64 {
        let used = used(&self.package, &self.plan).get(&at).copied().unwrap_or(0);
        let limit = self.package.capacities.iter().find(|limit| (limit.region, limit.capacity) == at);
        let used = i64::try_from(used).unwrap_or(i64::MAX);
        limit.map_or(0, |limit| (self.least_from(limit, day) - used).max(0))
    }

    /// What of the rows may be taken on a day, where a capacity is given by the month or quarter. A party larger than
    /// the share may be the first of a period.
    pub(super) fn within_period(&self, day: Date, rows: &[Row], largest: &[u64]) -> Vec<Row> {
        let arrivals = &self.package.programme.arrivals;
        let quarter = |date: Date| (date.month() - 1) / 3;
        let limits = self.package.capacities.iter().zip(rows).zip(largest);
        let room = limits.map(|((limit, row), &largest)| {
            let (share, same): (f64, &dyn Fn(Date) -> bool) = match limit.period.as_deref() {
                Some("month") => (arrivals.month, &|date| date.month() == day.month()),
                Some("quarter") => (arrivals.quarter, &|date| quarter(date) == quarter(day)),
                _ => return *row,
            };
            let held = self.held.iter().filter(|held| same(held.date));
            let taken: u64 = held.filter_map(|held| held.taken.get(&(limit.region, limit.capacity))).sum();
            let most = (share * self.places_on(limit, day).max(0) as f64).ceil() as u64;
            let now = if taken == 0 { most.max(largest) } else { most.saturating_sub(taken) };
            let upper = row.upper.map_or(now, |upper| upper.min(now));
            Row { upper: Some(upper), lower: row.lower.min(upper) }
        });
        room.collect()
    }

    /// What regions that received ahead of an even pace are charged on top, when the programme balances over time. The pace is
    /// that of the places as they stand on the day.
    pub(super) fn surcharge(&self, day: Date, elapsed: f64, openings: usize) -> Option<Prices> {
        let weight = self.package.programme.arrivals.backlog;
        if weight <= 0.0 {
            return None;
        }
        let limits = &self.package.capacities;
        let places: Vec<u64> = limits.iter().map(|limit| self.places_on(limit, day).max(0).unsigned_abs()).collect();
        let mut backlog = Backlog::new(limits.len());
        let mut before = 0.0;
        for held in &self.held {
            let taken = |limit: &RegionCapacity| held.taken.get(&(limit.region, limit.capacity)).copied().unwrap_or(0);
            let taken: Vec<u64> = limits.iter().map(taken).collect();
            backlog.pass((held.elapsed - before).max(0.0), &taken, &places);
            before = held.elapsed;
        }
        backlog.pass((elapsed - before).max(0.0), &vec![0; limits.len()], &places);
        let rows = backlog.charges(weight, &places);
        Some(Prices { rows, openings: vec![0.0; openings] })
    }
}
