//! Numbers and shares the way each language writes them.
//!
//! Kazakh and Russian: decimal comma, no-break space between thousands. English: point and comma.
//! (Unicode CLDR 46, `numbers/symbols` of `kk`, `ru`, `en`.)

use crate::Lang;
use fluent_bundle::types::{FluentNumber, FluentNumberStyle};

/// No value: shown where a number is not finite.
pub(crate) const NONE: &str = "—";

/// A whole number with its thousands apart.
#[must_use]
pub fn count(lang: Lang, number: u64) -> String {
    grouped(lang, &number.to_string())
}

/// A number with exactly so many decimals; `—` when it is not finite.
#[must_use]
pub fn number(lang: Lang, value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    // A value that rounds to zero has no sign: nobody should read a loss into "-0.00".
    let sign = if value < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) { "−" } else { "" };
    let mark = if fraction.is_empty() { "" } else { lang.decimal_mark() };
    format!("{sign}{}{mark}{fraction}", grouped(lang, whole))
}

/// A share of one as a percentage with exactly so many decimals.
#[must_use]
pub fn percent(lang: Lang, share: f64, decimals: u8) -> String {
    if !share.is_finite() {
        return NONE.to_owned();
    }
    let space = if lang == Lang::Ru { "\u{a0}" } else { "" };
    format!("{}{space}%", number(lang, share * 100.0, decimals))
}

/// How a number inside a message is written: by the options that the message gives it.
pub(crate) fn in_message(lang: Lang, number_value: &FluentNumber) -> String {
    let options = &number_value.options;
    let most = options.maximum_fraction_digits.or(options.minimum_fraction_digits).unwrap_or(0);
    let decimals = u8::try_from(most).unwrap_or(u8::MAX);
    if options.style == FluentNumberStyle::Percent {
        return percent(lang, number_value.value, decimals);
    }
    let bare = !options.use_grouping || options.minimum_integer_digits.is_some();
    if bare {
        let width = options.minimum_integer_digits.unwrap_or(1);
        return format!("{:0width$.0}", number_value.value);
    }
    number(lang, number_value.value, decimals)
}

fn grouped(lang: Lang, digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(lang.thousands_mark());
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_marks() {
        assert_eq!(number(Lang::En, 12345.678, 2), "12,345.68");
        assert_eq!(number(Lang::Ru, 12345.678, 2), "12\u{a0}345,68");
        assert_eq!(number(Lang::Kk, -0.25, 2), "−0,25");
        assert_eq!(count(Lang::En, 1_000_000), "1,000,000");
        assert_eq!(count(Lang::Ru, 999), "999");
        assert_eq!(percent(Lang::Ru, 0.125, 1), "12,5\u{a0}%");
        assert_eq!(percent(Lang::En, 0.125, 1), "12.5%");
    }

    #[test]
    fn nothing_is_negative_by_rounding_alone() {
        assert_eq!(number(Lang::En, -0.001, 2), "0.00");
        assert_eq!(number(Lang::En, -0.005_1, 2), "−0.01");
    }

    #[test]
    fn not_finite_is_a_dash() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(number(Lang::Kk, value, 2), NONE);
            assert_eq!(percent(Lang::Kk, value, 2), NONE);
        }
    }
}
