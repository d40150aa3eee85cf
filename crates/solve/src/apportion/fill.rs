//! Shares in proportion to the weights where the limits allow it: the level at which they sum to the total.

use super::Limits;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

/// Shares before rounding.
pub(super) struct Shares {
    /// For each its share; they sum to the total.
    pub values: Vec<BigRational>,
    /// Places for one unit of weight: the share of whoever is at no limit is this times its weight.
    pub level: BigRational,
}

/// The shares `clamp(level * weight, least, most)` that sum to the total. The limits can be met.
pub(super) fn shares(total: u64, weights: &[BigUint], limits: &[Limits]) -> Shares {
    let level = level(total, weights, limits);
    let values = weights.iter().zip(limits).map(|(w, l)| clamped(&level, w, l)).collect();
    Shares { values, level }
}

fn level(total: u64, weights: &[BigUint], limits: &[Limits]) -> BigRational {
    let total = BigRational::from(BigInt::from(total));
    let mut bends = bends(weights, limits);
    bends.sort();
    bends.dedup();
    let sum =
        |level: &BigRational| -> BigRational { weights.iter().zip(limits).map(|(w, l)| clamped(level, w, l)).sum() };
    let above = bends.partition_point(|bend| sum(bend) < total);
    // between two bends the sum is a straight line: those at no limit share what the others leave
    let low = if above == 0 { BigRational::zero() } else { bends[above - 1].clone() };
    let high = bends.get(above);
    let mut left = total;
    let mut free = BigUint::zero();
    for (weight, limit) in weights.iter().zip(limits) {
        let at = |level: &BigRational| level * big(weight);
        let least = BigRational::from(BigInt::from(limit.least));
        let below_least = high.map_or(at(&low) < least, |high| at(high) <= least);
        let most = limit.most.map(|m| BigRational::from(BigInt::from(m)));
        let above_most = most.as_ref().is_some_and(|most| at(&low) >= *most);
        if weight.is_zero() || below_least {
            left -= least;
        } else if above_most {
            left -= most.unwrap_or_default();
        } else {
            free += weight;
        }
    }
    if free.is_zero() { high.cloned().unwrap_or(low) } else { left / big(&free) }
}

/// The levels at which somebody leaves the least or reaches the most.
fn bends(weights: &[BigUint], limits: &[Limits]) -> Vec<BigRational> {
    let at = |(weight, limit): (&BigUint, &Limits)| {
        let number = |places: u64| BigRational::new(BigInt::from(places), BigInt::from(weight.clone()));
        let both = if weight.is_zero() { [None, None] } else { [Some(limit.least), limit.most] };
        both.into_iter().flatten().map(number).collect::<Vec<_>>()
    };
    weights.iter().zip(limits).flat_map(at).collect()
}

fn clamped(level: &BigRational, weight: &BigUint, limit: &Limits) -> BigRational {
    let least = BigRational::from(BigInt::from(limit.least));
    if weight.is_zero() {
        return least;
    }
    let share = (level * big(weight)).max(least);
    match limit.most {
        Some(most) => share.min(BigRational::from(BigInt::from(most))),
        None => share,
    }
}

fn big(number: &BigUint) -> BigRational {
    BigRational::from(BigInt::from(number.clone()))
}
