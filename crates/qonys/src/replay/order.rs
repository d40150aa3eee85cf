//! The order in which families come, cut into sittings.

use jiff::civil::Date;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::ops::Range;

/// Sittings of a year: who comes before each, and how much of the year is over after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// For each sitting the units that have come since the last one, in the order in which they came.
    pub sittings: Vec<Vec<u32>>,
    /// For each sitting the share of the year that is over: 1 in the last.
    pub elapsed: Vec<f64>,
}

/// Any order, every one as likely: as many in each sitting, give or take one.
#[must_use]
pub fn shuffled(units: Range<u32>, batches: usize, seed: u64, order: u64) -> Calendar {
    let mut sequence: Vec<u32> = units.collect();
    sequence.shuffle(&mut dice(seed, order));
    let batches = batches.max(1);
    let cut = |b: usize| sequence.len() * b / batches;
    Calendar {
        sittings: (0..batches).map(|b| sequence[cut(b)..cut(b + 1)].to_vec()).collect(),
        elapsed: (1..=batches).map(|b| b as f64 / batches as f64).collect(),
    }
}

/// In the order of days, those of one day in any order: a sitting at the end of each of so many spans of equal length
/// between the first day and the last.
#[must_use]
pub fn dated(units: Range<u32>, days: &[Date], batches: usize, seed: u64, order: u64) -> Calendar {
    let batches = batches.max(1);
    let mut sequence: Vec<(u32, Date)> = units.zip(days.iter().copied()).collect();
    sequence.shuffle(&mut dice(seed, order));
    sequence.sort_by_key(|(_, day)| *day); // stable: chance decides within a day
    let first = sequence.first().map_or(Date::MIN, |(_, day)| *day);
    let after = |day: Date| first.until(day).map_or(0, |span| i64::from(span.get_days()));
    let length = sequence.last().map_or(0, |(_, day)| after(*day)) + 1;
    let mut sittings = vec![Vec::new(); batches];
    for (unit, day) in sequence {
        let at = after(day) as u128 * batches as u128 / length as u128;
        sittings[at as usize].push(unit);
    }
    Calendar { sittings, elapsed: (1..=batches).map(|b| b as f64 / batches as f64).collect() }
}

fn dice(seed: u64, order: u64) -> ChaCha8Rng {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    dice.set_stream(order);
    dice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_comes_once_in_either_kind_of_order() {
        let days: Vec<Date> = (0..23).map(|i| jiff::civil::date(2026, 1, 1 + (i * 7 % 23) as i8)).collect();
        for calendar in [shuffled(5..28, 4, 1, 2), dated(5..28, &days, 4, 1, 2)] {
            let mut all: Vec<u32> = calendar.sittings.concat();
            all.sort_unstable();
            assert_eq!(all, (5..28).collect::<Vec<_>>());
            assert_eq!(calendar.elapsed, [0.25, 0.5, 0.75, 1.0]);
        }
    }

    #[test]
    fn days_decide_the_sitting_and_seeds_the_order_within_a_day() {
        let days = [3, 1, 2, 1, 4].map(|d| jiff::civil::date(2026, 5, d));
        let calendar = dated(0..5, &days, 2, 9, 0);
        assert_eq!(calendar.sittings[0].iter().copied().collect::<std::collections::BTreeSet<_>>(), [1, 2, 3].into());
        assert_eq!(calendar.sittings[1], [0, 4]);
        assert_ne!(shuffled(0..40, 1, 1, 0), shuffled(0..40, 1, 1, 1));
        assert_eq!(shuffled(0..40, 1, 1, 1), shuffled(0..40, 1, 1, 1));
    }
}
