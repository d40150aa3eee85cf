//! Exact fractions: figures as they are written, shares as whole weights.

use num_bigint::{BigInt, BigUint, Sign};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use qonys_model::Fraction;

/// A fraction of whole numbers.
pub(super) fn fraction(over: u64, under: u64) -> BigRational {
    BigRational::new(over.into(), under.into())
}

/// A weight of a key.
pub(super) fn big(fraction: Fraction) -> BigRational {
    self::fraction(fraction.over, fraction.under)
}

/// A finite figure that is not negative, as the decimal that it was written as: the shortest that reads back the same.
pub(super) fn figure(number: f64) -> BigRational {
    let text = number.abs().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = BigInt::parse_bytes(format!("{whole}{part}").as_bytes(), 10).unwrap_or_default();
    BigRational::new(digits, BigInt::from(10).pow(part.len() as u32))
}

/// A quotient as a decimal of at least forty digits: sums of thousands of quotients would need denominators of thousands of
/// digits. Equal quotients stay equal.
pub(super) fn rounded(number: &BigRational) -> BigRational {
    const DIGITS: i64 = 40;
    let bits = |part: &BigInt| i64::try_from(part.bits()).unwrap_or(i64::MAX);
    let before = (bits(number.numer()) - bits(number.denom())) * 30_103 / 100_000; // digits before the point, about
    let places = u32::try_from((DIGITS - before).max(0)).unwrap_or(u32::MAX);
    let by = BigInt::from(10).pow(places);
    BigRational::new((number * &by).round().to_integer(), by)
}

/// The nearest floating-point number.
pub(super) fn near(number: &BigRational) -> f64 {
    number.to_f64().unwrap_or(f64::MAX)
}

/// A weight's part of all weights, as a fraction that can be shown; to twelve digits where it needs more.
pub(super) fn part(weight: &BigRational, sum: &BigRational) -> Fraction {
    let none = Fraction { over: 0, under: 1 };
    if sum.is_zero() {
        return none;
    }
    let part = weight / sum;
    let exact = part.numer().to_u64().zip(part.denom().to_u64()).and_then(|(over, under)| Fraction::new(over, under));
    let long = || Fraction::new((near(&part) * 1e12).round() as u64, 1_000_000_000_000);
    exact.or_else(long).unwrap_or(none)
}

/// Shares as whole numbers in the same proportion.
pub(super) fn weights_of(shares: &[BigRational]) -> Vec<BigUint> {
    let mut under = BigInt::one();
    for share in shares {
        let rest = &under * share.denom();
        under = rest / common(&under, share.denom());
    }
    let whole = |share: &BigRational| {
        let (sign, digits) = (share.numer() * (&under / share.denom())).into_parts();
        if sign == Sign::Minus { BigUint::zero() } else { digits }
    };
    shares.iter().map(whole).collect()
}

/// The greatest common divisor of two numbers above 0.
fn common(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.clone(), b.clone());
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_what_was_written() {
        assert_eq!(figure(12.97496), BigRational::new(1_297_496.into(), 100_000.into()));
        assert_eq!(figure(0.1) + figure(0.2), figure(0.3));
        assert_eq!(figure(1e300), BigRational::from(BigInt::from(10).pow(300)));
        assert_eq!(figure(1e-300), BigRational::from(BigInt::from(10).pow(300)).recip());
        assert_eq!(figure(0.0), BigRational::zero());
    }

    #[test]
    fn quotients_have_forty_digits() {
        let third = rounded(&fraction(1, 3));
        assert!((&third - fraction(1, 3)).to_f64().expect("a number").abs() < 1e-40);
        assert_eq!(rounded(&fraction(2, 6)), third);
        assert_eq!(rounded(&fraction(5, 4)), fraction(5, 4));
        let tiny = figure(1e-300) / figure(3.0);
        assert!(((rounded(&tiny) - &tiny) / &tiny).to_f64().expect("a number").abs() < 1e-38);
    }

    #[test]
    fn whole_weights_keep_the_proportion() {
        let weights = weights_of(&[fraction(1, 6), fraction(3, 4), fraction(0, 1)]);
        assert_eq!(weights, [2_u32, 9, 0].map(BigUint::from));
    }
}
