//! Whole places by exact weights: largest remainder, Webster (Sainte-Laguë) and Huntington-Hill, with a least and a most
//! for each.
//!
//! Everything is decided in whole numbers of any length; floating point only guesses where to begin. Claims of the same
//! strength are settled by the order in which the weights stand, and told.
//!
//! Sources: M. Balinski, H. P. Young, *Fair Representation* (2nd ed., Brookings 2001), with least and most places in its
//! appendix, section 5; F. Pukelsheim, *Proportional Representation* (2nd ed., Springer 2017), chapters 4, 5 and 12.
//!
//! ```
//! use num_bigint::BigUint;
//! use qonys_solve::apportion::{Limits, Method, apportion};
//!
//! let weights: Vec<BigUint> = [534_u32, 287, 179].map(BigUint::from).to_vec();
//! let free = vec![Limits::default(); 3];
//! let seats = |method| apportion(10, &weights, &free, method).map(|done| done.seats);
//! assert_eq!(seats(Method::LargestRemainder)?, [5, 3, 2]);
//! assert_eq!(seats(Method::Webster)?, [5, 3, 2]);
//! # Ok::<(), qonys_solve::apportion::ApportionError>(())
//! ```

mod divisor;
mod fill;

use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::Zero;

/// How shares become whole places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Hamilton, Hare-Niemeyer: everyone the whole part of its share, then one each by the largest remainder. Stays within one
    /// of the share, but a larger total can cost somebody a place (Alabama paradox).
    LargestRemainder,
    /// Divisor method with standard rounding (Sainte-Laguë): favours neither large nor small; a larger total never costs
    /// anybody a place.
    Webster,
    /// Divisor method with the geometric mean: everyone with a weight is given one place before anybody is given two.
    HuntingtonHill,
}

/// The least and the most that one may be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// At least so many.
    pub least: u64,
    /// At most so many; `None` = no limit.
    pub most: Option<u64>,
}

impl Limits {
    fn most(self) -> u64 {
        self.most.unwrap_or(u64::MAX)
    }
}

/// Places given, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Apportioned {
    /// Places, in the order of the weights; their sum is the total.
    pub seats: Vec<u64>,
    /// The share before rounding, exact: proportional to the weights but for those at their least or most. Sums to the total.
    pub shares: Vec<BigRational>,
    /// The claims of equal strength between which the order decided, if any.
    pub tie: Option<Tie>,
}

/// Equal claims to the last places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Those who were given a place by standing first.
    pub given: Vec<usize>,
    /// Those who were not.
    pub refused: Vec<usize>,
}

/// Why places cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApportionError {
    /// Not as many limits as weights.
    #[error("{weights} weights and {limits} limits")]
    Lengths {
        /// Weights given.
        weights: usize,
        /// Limits given.
        limits: usize,
    },
    /// A least above the most of the same.
    #[error("least {least} above most {most} of {index}")]
    Crossed {
        /// Which.
        index: usize,
        /// Its least.
        least: u64,
        /// Its most.
        most: u64,
    },
    /// What must be given is more than there is.
    #[error("the least places together are {least}, the total is {total}")]
    LeastAboveTotal {
        /// Sum of the least places.
        least: u128,
        /// Places there are.
        total: u64,
    },
    /// What may be given is less than there is. One whose weight is 0 may be given its least and no more.
    #[error("the most places together are {most}, the total is {total}")]
    MostBelowTotal {
        /// Sum of the most places.
        most: u128,
        /// Places there are.
        total: u64,
    },
}

/// Gives `total` places by weights within limits. A weight of 0 is given its least.
///
/// # Errors
/// [`ApportionError`]: the limits cannot be met.
pub fn apportion(
    total: u64,
    weights: &[BigUint],
    limits: &[Limits],
    method: Method,
) -> Result<Apportioned, ApportionError> {
    check(total, weights, limits)?;
    let shares = fill::shares(total, weights, limits);
    let (seats, tie) = match method {
        Method::LargestRemainder => largest_remainder(total, &shares.values),
        Method::Webster | Method::HuntingtonHill => divisor::seats(total, weights, limits, &shares, method),
    };
    Ok(Apportioned { seats, shares: shares.values, tie })
}

fn check(total: u64, weights: &[BigUint], limits: &[Limits]) -> Result<(), ApportionError> {
    if weights.len() != limits.len() {
        return Err(ApportionError::Lengths { weights: weights.len(), limits: limits.len() });
    }
    for (index, limit) in limits.iter().enumerate() {
        if limit.least > limit.most() {
            return Err(ApportionError::Crossed { index, least: limit.least, most: limit.most() });
        }
    }
    let least: u128 = limits.iter().map(|l| u128::from(l.least)).sum();
    if least > total.into() {
        return Err(ApportionError::LeastAboveTotal { least, total });
    }
    let may = |(weight, limit): (&BigUint, &Limits)| if weight.is_zero() { limit.least } else { limit.most() };
    let most: u128 = weights.iter().zip(limits).map(|both| u128::from(may(both))).sum();
    if most < total.into() {
        return Err(ApportionError::MostBelowTotal { most, total });
    }
    Ok(())
}

/// The whole parts, then one each by the largest remainder. Shares within limits of whole numbers stay within them: one at a
/// limit has no remainder.
fn largest_remainder(total: u64, shares: &[BigRational]) -> (Vec<u64>, Option<Tie>) {
    let mut seats: Vec<u64> = shares.iter().map(|share| whole(&share.to_integer())).collect();
    let left = total - seats.iter().sum::<u64>();
    let mut order: Vec<(usize, BigRational)> = shares.iter().map(BigRational::fract).enumerate().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(order.len());
    let (given, refused) = order.split_at(left);
    given.iter().for_each(|(at, _)| seats[*at] += 1);
    let tie = match (given.last(), refused.first()) {
        (Some(last), Some(next)) if last.1 == next.1 => {
            let same = |list: &[(usize, BigRational)]| {
                list.iter().filter(|(_, rest)| *rest == last.1).map(|(at, _)| *at).collect()
            };
            Some(Tie { given: same(given), refused: same(refused) })
        }
        _ => None,
    };
    (seats, tie)
}

/// A whole number known to fit.
fn whole(number: &num_bigint::BigInt) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
