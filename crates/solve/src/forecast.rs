//! Who may still come this year: how many, and which units of the pool stand for them.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// The most that are sampled as the rest of a year: a number that no programme has.
const MOST: u64 = 10_000_000;

/// How many units a whole year brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// Exactly so many.
    Known(u64),
    /// Poisson: they come independently of each other at a known rate.
    Poisson {
        /// Expected in the whole year.
        mean: f64,
    },
    /// Negative binomial: Poisson at a rate that itself is uncertain (gamma distributed), as when years differ by
    /// more than chance. The year so far teaches about the rate.
    NegativeBinomial {
        /// Expected in the whole year.
        mean: f64,
        /// Shape of the gamma distribution: variance = mean + mean² / shape.
        shape: f64,
    },
    /// Nothing is known but the pace of the year so far.
    Unknown,
}

impl Count {
    /// Fits a count to the totals of past years by the method of moments: negative binomial where they vary by more than chance
    /// (variance above mean), else Poisson; of a single year the mean alone is taken; of none nothing is known.
    #[must_use]
    pub fn fit(totals: &[u64]) -> Self {
        let n = totals.len() as f64;
        if totals.is_empty() {
            return Self::Unknown;
        }
        let mean = totals.iter().map(|&t| t as f64).sum::<f64>() / n;
        let variance = totals.iter().map(|&t| (t as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        if totals.len() > 1 && variance > mean {
            Self::NegativeBinomial { mean, shape: mean * mean / (variance - mean) }
        } else {
            Self::Poisson { mean }
        }
    }

    /// How many come yet, drawn at random, when `seen` have come in the share `elapsed` (0 to 1) of the year.
    fn rest(self, seen: u64, elapsed: f64, rng: &mut ChaCha8Rng) -> u64 {
        let left = (1.0 - elapsed).clamp(0.0, 1.0);
        // the rate is gamma distributed a posteriori: shape + seen, rate + elapsed (conjugate to Poisson)
        let (shape, rate) = match self {
            Self::Known(total) => return total.saturating_sub(seen),
            Self::Poisson { mean } => return poisson(mean * left, rng),
            Self::NegativeBinomial { mean, shape } => (shape + seen as f64, shape / mean.max(1e-9) + elapsed),
            // Jeffreys' prior
            Self::Unknown => (0.5 + seen as f64, elapsed),
        };
        if rate <= 0.0 {
            return 0;
        }
        let pace = Gamma::new(shape, 1.0 / rate).map_or(0.0, |gamma| gamma.sample(rng));
        poisson(pace * left, rng)
    }
}

fn poisson(mean: f64, rng: &mut ChaCha8Rng) -> u64 {
    Poisson::new(mean).map_or(0, |p| p.sample(rng) as u64)
}

/// What is known of the rest of the year.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// How many the whole year brings.
    pub count: Count,
    /// Units that have come so far.
    pub seen: u64,
    /// Share of the year that is over, counted in arrivals expected: 0 to 1.
    pub elapsed: f64,
    /// How likely the next to come is like each unit of the pool, relatively.
    pub weights: Vec<f64>,
}

impl Forecast {
    /// Samples rests of the year: for each the units of the pool that come, in the order of the pool.
    ///
    /// Numbers are drawn from the count; then units by systematic sampling, which gives each unit its expected number
    /// within one and so less noise than independent draws. Of more than 10,000,000 to come no more are drawn.
    /// Cost: futures x (pool + units to come).
    #[must_use]
    pub fn sample(&self, futures: usize, seed: u64) -> Vec<Vec<u32>> {
        let total: f64 = self.weights.iter().filter(|w| **w > 0.0).sum();
        if self.elapsed >= 1.0 || total <= 0.0 {
            return Vec::new();
        }
        let draw = |at: usize| {
            let (n, mut rng) = self.number(at, seed);
            self.systematic(n, total, &mut rng)
        };
        (0..futures).map(draw).collect()
    }

    /// How many come in each of the rests that [`Self::sample`] draws; known also where nobody is known who is like them.
    /// None once the year is over.
    #[must_use]
    pub fn numbers(&self, futures: usize, seed: u64) -> Vec<u64> {
        let futures = if self.elapsed >= 1.0 { 0 } else { futures };
        (0..futures).map(|at| self.number(at, seed).0).collect()
    }

    fn number(&self, future: usize, seed: u64) -> (u64, ChaCha8Rng) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(future as u64);
        (self.count.rest(self.seen, self.elapsed, &mut rng).min(MOST), rng)
    }

    fn systematic(&self, n: u64, total: f64, rng: &mut ChaCha8Rng) -> Vec<u32> {
        let step = total / n.max(1) as f64;
        let mut next = rng.random_range(0.0..1.0) * step;
        let mut reached = 0.0;
        let mut drawn = Vec::with_capacity(n as usize);
        for (unit, &weight) in self.weights.iter().enumerate() {
            reached += weight.max(0.0);
            while next < reached && (drawn.len() as u64) < n {
                drawn.push(unit as u32);
                next += step;
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(count: Count, seen: u64, elapsed: f64) -> Forecast {
        Forecast { count, seen, elapsed, weights: vec![1.0; 100] }
    }

    fn mean_size(forecast: &Forecast) -> f64 {
        let futures = forecast.sample(4000, 1);
        futures.iter().map(Vec::len).sum::<usize>() as f64 / futures.len() as f64
    }

    #[test]
    fn a_known_number_less_those_seen_comes() {
        let futures = forecast(Count::Known(120), 20, 0.1).sample(3, 7);
        assert!(futures.iter().all(|f| f.len() == 100), "{futures:?}");
    }

    #[test]
    fn poisson_has_no_memory_and_a_gamma_rate_learns() {
        assert!((mean_size(&forecast(Count::Poisson { mean: 200.0 }, 10, 0.5)) - 100.0).abs() < 1.0);
        // posterior rate: (50 + 150) / (50 / 200 + 0.5) = 800 / 3 a year, half of it left
        let learnt = forecast(Count::NegativeBinomial { mean: 200.0, shape: 50.0 }, 150, 0.5);
        assert!((mean_size(&learnt) - 400.0 / 3.0).abs() < 2.0, "{}", mean_size(&learnt));
        // nothing known: the pace so far goes on
        assert!((mean_size(&forecast(Count::Unknown, 60, 0.25)) - 181.5).abs() < 3.0);
    }

    #[test]
    fn counts_are_fitted_by_moments() {
        assert_eq!(Count::fit(&[]), Count::Unknown);
        assert_eq!(Count::fit(&[100]), Count::Poisson { mean: 100.0 });
        assert_eq!(Count::fit(&[100, 101, 99]), Count::Poisson { mean: 100.0 });
        let Count::NegativeBinomial { mean, shape } = Count::fit(&[50, 150]) else { panic!("overdispersed") };
        assert!((mean - 100.0).abs() < 1e-9 && (shape - 10_000.0 / 4900.0).abs() < 1e-9);
    }

    #[test]
    fn each_unit_comes_by_its_weight() {
        let mut forecast = forecast(Count::Known(300), 0, 0.0);
        forecast.weights[0] = 101.0; // half of all
        for future in forecast.sample(20, 3) {
            let first = future.iter().filter(|&&u| u == 0).count();
            assert!((150..=153).contains(&first), "{first}");
            assert_eq!(future.len(), 300);
        }
    }

    #[test]
    fn numbers_are_those_of_the_sample_and_have_an_end() {
        for count in [Count::Known(90), Count::Poisson { mean: 80.0 }, Count::Unknown] {
            let forecast = forecast(count, 10, 0.2);
            let sizes: Vec<u64> = forecast.sample(5, 3).iter().map(|future| future.len() as u64).collect();
            assert_eq!(forecast.numbers(5, 3), sizes, "{count:?}");
            assert_eq!(Forecast { weights: Vec::new(), ..forecast.clone() }.numbers(5, 3), sizes, "{count:?}");
            assert!(Forecast { elapsed: 1.0, ..forecast }.numbers(5, 3).is_empty());
        }
        assert_eq!(forecast(Count::Known(u64::MAX), 4, 0.01).numbers(2, 1), [MOST, MOST]);
        assert_eq!(forecast(Count::Unknown, 4, 1e-15).numbers(2, 1), [MOST, MOST]);
    }

    #[test]
    fn nobody_comes_after_the_end_or_from_an_empty_pool() {
        assert!(forecast(Count::Known(10), 0, 1.0).sample(2, 1).is_empty());
        let empty = Forecast { weights: Vec::new(), ..forecast(Count::Known(10), 0, 0.0) };
        assert!(empty.sample(2, 1).is_empty());
    }
}
