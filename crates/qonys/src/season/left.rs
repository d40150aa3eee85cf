//! What is left of rows and openings while a year goes on, and how far regions lag behind an even pace.

use qonys_solve::{Problem, Row};

/// What is left of a problem's rows and openings.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// For each row: how much may and how much must still be used.
    pub rows: Vec<Row>,
    /// For each opening how many are not filled.
    pub openings: Vec<u32>,
}

impl Left {
    /// Everything: nobody is placed yet.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        Self { rows: problem.rows().to_vec(), openings: problem.openings().iter().map(|o| o.count).collect() }
    }

    /// Takes away what a unit uses in a region and the openings that its workers take.
    ///
    /// # Panics
    /// When more is taken than is left: the caller placed a unit without room for it.
    pub fn take(&mut self, problem: &Problem, unit: usize, region: u32, jobs: &[Option<u32>]) {
        for (_, _, uses) in problem.options(unit).filter(|(at, ..)| *at == region) {
            for (row, amount) in uses {
                let row = &mut self.rows[row as usize];
                let amount = u64::from(amount);
                row.upper = row.upper.map(|upper| upper.checked_sub(amount).expect("room for whoever is placed"));
                row.lower = row.lower.saturating_sub(amount);
            }
        }
        for &opening in jobs.iter().flatten() {
            let count = &mut self.openings[opening as usize];
            *count = count.checked_sub(1).expect("an opening for whoever takes it");
        }
    }
}

/// What regions have received ahead of an even pace over the year: a queue that grows by what is taken and is worked off
/// at a steady rate (Bansak and Paulson, Operations Research 2024).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backlog {
    /// For each row the queue now, in the row's unit.
    pub now: Vec<f64>,
    /// For each row the longest queue so far.
    pub longest: Vec<f64>,
}

impl Backlog {
    /// No queue in so many rows.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self { now: vec![0.0; rows], longest: vec![0.0; rows] }
    }

    /// A share of the year passes, in which each row received `taken`; `places` is what it has for the whole year.
    pub fn pass(&mut self, share: f64, taken: &[u64], places: &[u64]) {
        for (row, (&taken, &places)) in taken.iter().zip(places).enumerate() {
            self.now[row] = (self.now[row] - share * places as f64).max(0.0) + taken as f64;
            self.longest[row] = self.longest[row].max(self.now[row]);
        }
    }

    /// What one more of each row is charged, where a queue as long as a whole year's places costs `weight` for each.
    #[must_use]
    pub fn charges(&self, weight: f64, places: &[u64]) -> Vec<f64> {
        let charge = |(now, &places): (&f64, &u64)| if places == 0 { 0.0 } else { weight * now / places as f64 };
        self.now.iter().zip(places).map(charge).collect()
    }
}
