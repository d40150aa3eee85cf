//! What is left of places and openings while a year goes on, and who stands where.

use super::year::Year;
use crate::season::Backlog;
use qonys_solve::{Prices, Row, Uses};

/// The books of one run.
pub(super) struct Ledger<'y, 'a> {
    pub year: &'y Year<'a>,
    /// What is left of each row.
    pub rows: Vec<Row>,
    /// What is left of each opening.
    pub openings: Vec<u32>,
    /// For each unit of the problem its region.
    pub regions: Vec<Option<u32>>,
    /// For each unit of the problem and each of its workers the opening taken.
    pub jobs: Vec<Vec<Option<u32>>>,
    /// Worth of all who are placed.
    pub value: f64,
    /// What each row is charged at prices for having received ahead of an even pace; `None` = nothing.
    pub charges: Option<Vec<f64>>,
    /// Prices of the sitting before: the next ones are sought from there.
    pub prices: Option<Prices>,
    backlog: Backlog,
    /// Share of the year that has passed.
    passed: f64,
}

impl<'y, 'a> Ledger<'y, 'a> {
    pub fn new(year: &'y Year<'a>) -> Self {
        let problem = year.problem;
        Self {
            year,
            rows: problem.rows().to_vec(),
            openings: problem.openings().iter().map(|o| o.count).collect(),
            regions: vec![None; problem.unit_count()],
            jobs: vec![Vec::new(); problem.unit_count()],
            value: 0.0,
            charges: None,
            prices: None,
            backlog: Backlog::new(problem.rows().len()),
            passed: 0.0,
        }
    }

    /// The year goes on to a sitting: queues are worked off until then.
    pub fn go_on(&mut self, elapsed: f64) {
        let places = self.places();
        self.backlog.pass(elapsed - self.passed, &vec![0; places.len()], &places);
        self.passed = elapsed;
        let weight = self.year.balance;
        self.charges = (weight > 0.0).then(|| self.backlog.charges(weight, &places));
    }

    /// A sitting is over, which began with these rows: what it took joins the queues.
    pub fn held(&mut self, before: &[Row]) {
        let left = |row: &Row| row.upper.unwrap_or(0);
        let taken: Vec<u64> = before.iter().zip(&self.rows).map(|(b, now)| left(b) - left(now)).collect();
        let places = self.places();
        self.backlog.pass(0.0, &taken, &places);
    }

    /// What each row has for the whole year; one without a limit has 0 and never a queue that counts.
    fn places(&self) -> Vec<u64> {
        self.year.problem.rows().iter().map(|row| row.upper.unwrap_or(0)).collect()
    }

    /// Whether there is room for these uses.
    pub fn fits(&self, uses: Uses<'_>) -> bool {
        uses.iter().all(|(row, amount)| self.rows[row as usize].upper.is_none_or(|left| left >= u64::from(amount)))
    }

    /// The regions that have room for a unit: `(region, value, uses)`.
    pub fn open(&self, unit: u32) -> impl Iterator<Item = (u32, f64, Uses<'_>)> {
        self.year.problem.options(unit as usize).filter(|(_, _, uses)| self.fits(*uses))
    }

    /// What kin who stand in a region make it worth more to a unit.
    pub fn near(&self, unit: u32, region: u32) -> f64 {
        let there = |other: u32| self.regions[other as usize] == Some(region);
        self.year.kin(unit).iter().filter(|(other, _)| there(*other)).map(|(_, value)| value).sum()
    }

    /// The openings that a unit's workers take in a region when each takes the best that is left, and what they add.
    pub fn jobs_in(&self, unit: u32, region: u32) -> (Vec<Option<u32>>, f64) {
        let mut taken: Vec<u32> = Vec::new();
        let mut sum = 0.0;
        let mut take = |&kind: &u32| {
            let left = |o: u32| self.openings[o as usize] as usize > taken.iter().filter(|t| **t == o).count();
            let &(opening, uplift) = self.year.gains(kind, region).iter().find(|(o, _)| left(*o))?;
            taken.push(opening);
            sum += uplift;
            Some(opening)
        };
        let jobs = self.year.problem.workers(unit as usize).iter().map(&mut take).collect();
        (jobs, sum)
    }

    /// Places a unit. Whoever asks has made sure that there is room; that there was is judged here once more.
    ///
    /// # Errors
    /// The unit, when a row or an opening has less left than it takes, or the region is none of its options.
    pub fn place(&mut self, unit: u32, region: u32, jobs: Vec<Option<u32>>) -> Result<(), u32> {
        let problem = self.year.problem;
        let (_, value, uses) = problem.options(unit as usize).find(|o| o.0 == region).ok_or(unit)?;
        if !self.fits(uses) || self.regions[unit as usize].is_some() {
            return Err(unit);
        }
        for (row, amount) in uses {
            let row = &mut self.rows[row as usize];
            row.upper = row.upper.map(|left| left - u64::from(amount));
            row.lower = row.lower.saturating_sub(u64::from(amount));
        }
        self.value += value + self.near(unit, region);
        for (&kind, &opening) in problem.workers(unit as usize).iter().zip(&jobs) {
            let Some(opening) = opening else { continue };
            let left = self.openings[opening as usize].checked_sub(1).ok_or(unit)?;
            self.openings[opening as usize] = left;
            let gain = self.year.gains(kind, region).iter().find(|g| g.0 == opening);
            self.value += gain.ok_or(unit)?.1;
        }
        self.regions[unit as usize] = Some(region);
        self.jobs[unit as usize] = jobs;
        Ok(())
    }
}
