//! Chance that is the same everywhere: a keyed ChaCha stream, whole numbers only, no platform mathematics.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of chance for one purpose. Two purposes never share numbers, so that changing the rate of wishes, say,
/// leaves the families as they were.
pub(super) struct Dice(ChaCha12Rng);

impl Dice {
    /// The dice of a purpose within the `part`-th stream of a specification.
    pub(super) fn new(seed: u64, part: usize, purpose: &str) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&(part as u64).to_le_bytes());
        for (slot, byte) in key[16..].iter_mut().zip(purpose.bytes()) {
            *slot = byte;
        }
        Self(ChaCha12Rng::from_seed(key))
    }

    /// A number below `n`, every one as likely; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        if n < 2 {
            return 0;
        }
        let fair = u64::MAX - u64::MAX % n; // numbers from here on would favour small results
        loop {
            let number = self.0.next_u64();
            if number < fair {
                return number % n;
            }
        }
    }

    /// A number from `from` to `to`, both included; `from` when they run backwards.
    pub(super) fn between(&mut self, from: u16, to: u16) -> u16 {
        from + self.below(u64::from(to.saturating_sub(from)) + 1) as u16
    }

    /// Any order, every one as likely.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// A position, as likely as its weight; `None` when no weight is above 0.
    pub(super) fn pick(&mut self, weights: &[u64]) -> Option<usize> {
        let all: u64 = weights.iter().sum();
        if all == 0 {
            return None;
        }
        let mut left = self.below(all);
        weights.iter().position(|&weight| {
            let here = left < weight;
            left = left.wrapping_sub(weight);
            here
        })
    }
}

/// A share or weight as a whole number of millionths, so that all that follows is exact.
pub(super) fn millionths(share: f64) -> u64 {
    (share * 1e6).round() as u64 // a cast of what is negative or not a number gives 0
}

/// `percent` of `total`, rounded half up.
pub(super) fn percent_of(total: u64, percent: f64) -> u64 {
    ((u128::from(total) * u128::from(millionths(percent)) + 50_000_000) / 100_000_000) as u64
}

/// Shares `total` in proportion to the weights by largest remainder (Hamilton); of equal remainders the first wins.
pub(super) fn allot(total: u64, weights: &[u64]) -> Vec<u64> {
    let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if all == 0 {
        return vec![0; weights.len()];
    }
    let exact = |w: u64| u128::from(total) * u128::from(w);
    let mut shares: Vec<u64> = weights.iter().map(|&w| (exact(w) / all) as u64).collect();
    let missing = total - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(exact(weights[i]) % all));
    for &i in order.iter().take(missing as usize) {
        shares[i] += 1;
    }
    shares
}

/// The positions of the weights, each as often as it is allotted, in any order.
pub(super) fn deal(dice: &mut Dice, total: u64, weights: &[u64]) -> Vec<usize> {
    let counts = allot(total, weights);
    let mut dealt: Vec<usize> =
        counts.iter().enumerate().flat_map(|(i, &n)| std::iter::repeat_n(i, n as usize)).collect();
    dice.shuffle(&mut dealt);
    dealt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allots_every_one_and_nothing_more() {
        assert_eq!(allot(10, &[478, 436, 86]), [5, 4, 1]);
        assert_eq!(allot(3, &[1, 1]), [2, 1]);
        assert_eq!(allot(7, &[0, 5]), [0, 7]);
        assert_eq!(allot(7, &[]), Vec::<u64>::new());
    }

    #[test]
    fn purposes_do_not_share_numbers() {
        let numbers = |part, purpose| {
            let mut dice = Dice::new(2026, part, purpose);
            (0..8).map(|_| dice.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0, "families"), numbers(0, "families"));
        assert_ne!(numbers(0, "families"), numbers(0, "ages"));
        assert_ne!(numbers(0, "families"), numbers(1, "families"));
    }

    #[test]
    fn picks_by_weight_and_never_what_weighs_nothing() {
        let mut dice = Dice::new(1, 0, "pick");
        let mut seen = [0; 3];
        for _ in 0..4000 {
            seen[dice.pick(&[1, 0, 3]).expect("weights")] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((900..1100).contains(&seen[0]), "{seen:?}");
        assert_eq!(dice.pick(&[0, 0]), None);
    }
}
