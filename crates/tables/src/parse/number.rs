//! Numbers as people write them: decimal point or comma, blanks between the thousands, any minus.

use crate::{Cell, fold::trimmed};
use qonys_model::FaultCode;

/// A finite number.
///
/// # Errors
/// [`FaultCode::NumberUnreadable`], [`FaultCode::NumberNotFinite`].
pub fn number(cell: &Cell) -> Result<Option<f64>, FaultCode> {
    let value = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => of_text(text)?,
        Cell::Number(number) => *number,
        Cell::Date(_) | Cell::Truth(_) => return Err(FaultCode::NumberUnreadable),
    };
    if value.is_finite() { Ok(Some(value)) } else { Err(FaultCode::NumberNotFinite) }
}

/// A whole number from 0 to 4 294 967 295; `3.0` and `3,0` are whole.
///
/// A comma before exactly three digits (`1,200`) is refused: it would be 1200 to one reader and 1.2 to another.
///
/// # Errors
/// As [`number`]; [`FaultCode::NumberNegative`], [`FaultCode::NumberNotWhole`], [`FaultCode::NumberTooLarge`].
pub fn whole(cell: &Cell) -> Result<Option<u32>, FaultCode> {
    if let Cell::Text(text) = cell
        && !text.is_empty()
        && text.len() < 10
        && text.bytes().all(|b| b.is_ascii_digit())
    {
        return Ok(text.parse().ok()); // most cells: no detour through f64
    }
    let Some(value) = number(cell)? else { return Ok(None) };
    if value < 0.0 {
        Err(FaultCode::NumberNegative)
    } else if value.fract() != 0.0 {
        Err(FaultCode::NumberNotWhole)
    } else if value > f64::from(u32::MAX) {
        Err(FaultCode::NumberTooLarge)
    } else if matches!(cell, Cell::Text(text) if thousand_or_thousandth(text)) {
        Err(FaultCode::NumberUnreadable)
    } else {
        Ok(Some(value as u32))
    }
}

/// `1,200`: one comma, one to three digits before it, none of them a leading zero, three after it.
fn thousand_or_thousandth(text: &str) -> bool {
    let Some((before, after)) = trimmed(text).split_once(',') else { return false };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    digits(before) && digits(after) && after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0')
}

/// The number that a text says; may be infinite or not a number.
fn of_text(text: &str) -> Result<f64, FaultCode> {
    let (sign, digits) = sign_and_rest(trimmed(text));
    if let "inf" | "infinity" | "nan" | "∞" = digits.to_lowercase().as_str() {
        return Err(FaultCode::NumberNotFinite);
    }
    let plain = plain_form(digits).ok_or(FaultCode::NumberUnreadable)?;
    let value: f64 = plain.parse().map_err(|_| FaultCode::NumberUnreadable)?;
    Ok(if sign { -value } else { value })
}

/// Whether a minus stands before it, and what follows.
fn sign_and_rest(text: &str) -> (bool, &str) {
    let mut letters = text.chars();
    match letters.next() {
        Some('-' | '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}') => {
            (true, letters.as_str().trim_start())
        }
        Some('+') => (false, letters.as_str().trim_start()),
        _ => (false, text),
    }
}

/// The form that Rust reads: groups of thousands joined, a point for the decimal comma. `None`: no number.
fn plain_form(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let (whole, fraction) = whole_and_fraction(mantissa)?;
    let mut plain = join_thousands(whole)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (plain.is_empty() && fraction.is_empty()) {
        return None;
    }
    plain.push('.');
    plain.push_str(fraction);
    plain.push_str(exponent);
    Some(plain)
}

/// Splits at the decimal mark: the last of point and comma, unless that one stands more than once.
fn whole_and_fraction(mantissa: &str) -> Option<(&str, &str)> {
    let commas = mantissa.matches(',').count();
    let points = mantissa.matches('.').count();
    match (commas, points) {
        (0, 0) => Some((mantissa, "")),
        (1, 0) => mantissa.split_once(','),
        (0, 1) => mantissa.split_once('.'),
        (_, 0) | (0, _) => Some((mantissa, "")), // 1,200,300
        (_, 1) if mantissa.rfind(',') < mantissa.find('.') => mantissa.split_once('.'),
        (1, _) if mantissa.rfind('.') < mantissa.find(',') => mantissa.split_once(','),
        _ => None,
    }
}

/// Joins `1 200 300`, `1,200,300`, `1.200.300` or `1'200`; every group after the first must have three digits, and
/// all must be parted by the same mark.
fn join_thousands(whole: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, ',' | '.' | '\'' | '\u{2019}') || c.is_whitespace();
    let Some(mark) = whole.chars().find(|c| is_mark(*c)) else {
        return whole.bytes().all(|b| b.is_ascii_digit()).then(|| whole.to_owned());
    };
    let mut joined = String::with_capacity(whole.len());
    for (position, group) in whole.split(mark).enumerate() {
        let fits = if position == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !fits || !group.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use FaultCode::{NumberNegative, NumberNotFinite, NumberNotWhole, NumberTooLarge, NumberUnreadable};
    use rstest::rstest;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[rstest]
    #[case("0.35", 0.35)]
    #[case("0,35", 0.35)]
    #[case(",5", 0.5)]
    #[case("12.", 12.0)]
    #[case("1 200", 1200.0)]
    #[case("1\u{a0}200,5", 1200.5)]
    #[case("1\u{2009}200\u{2009}300", 1_200_300.0)]
    #[case("1\u{202f}200", 1200.0)]
    #[case("1,200,300", 1_200_300.0)]
    #[case("1,200.50", 1200.5)]
    #[case("1.200,50", 1200.5)]
    #[case("1,234", 1.234)]
    #[case("-3", -3.0)]
    #[case("\u{2212}3,5", -3.5)]
    #[case("– 3", -3.0)]
    #[case("+4", 4.0)]
    #[case("1e3", 1000.0)]
    #[case("2,5E-1", 0.25)]
    #[case("  7\u{a0}", 7.0)]
    fn numbers(#[case] text: &str, #[case] value: f64) {
        assert_eq!(number(&cell(text)), Ok(Some(value)));
    }

    #[rstest]
    #[case("1e400", NumberNotFinite)]
    #[case("inf", NumberNotFinite)]
    #[case("-Infinity", NumberNotFinite)]
    #[case("NaN", NumberNotFinite)]
    #[case("nan", NumberNotFinite)]
    #[case("∞", NumberNotFinite)]
    #[case("twelve", NumberUnreadable)]
    #[case("1 2", NumberUnreadable)]
    #[case("12 00", NumberUnreadable)]
    #[case("1,20,300", NumberUnreadable)]
    #[case("1 200,300,4", NumberUnreadable)]
    #[case("--3", NumberUnreadable)]
    #[case("3%", NumberUnreadable)]
    #[case("0x10", NumberUnreadable)]
    #[case(".", NumberUnreadable)]
    #[case("1e", NumberUnreadable)]
    #[case("1e5.5", NumberUnreadable)]
    #[case("٣", NumberUnreadable)]
    fn no_numbers(#[case] text: &str, #[case] code: FaultCode) {
        assert_eq!(number(&cell(text)), Err(code));
        assert_eq!(whole(&cell(text)), Err(code));
    }

    #[rstest]
    #[case("0", 0)]
    #[case("007", 7)]
    #[case("3.0", 3)]
    #[case("3,0", 3)]
    #[case("-0", 0)]
    #[case("1 200", 1200)]
    #[case("1,200,300", 1_200_300)]
    #[case("4294967295", u32::MAX)]
    #[case("1e3", 1000)]
    fn wholes(#[case] text: &str, #[case] value: u32) {
        assert_eq!(whole(&cell(text)), Ok(Some(value)));
    }

    #[rstest]
    #[case("-3", NumberNegative)]
    #[case("-0.5", NumberNegative)]
    #[case("3.5", NumberNotWhole)]
    #[case("3,5", NumberNotWhole)]
    #[case("4294967296", NumberTooLarge)]
    #[case("99999999999999999999999", NumberTooLarge)]
    #[case("1,000", NumberUnreadable)]
    fn no_wholes(#[case] text: &str, #[case] code: FaultCode) {
        assert_eq!(whole(&cell(text)), Err(code));
    }

    #[test]
    fn cells_of_a_workbook() {
        assert_eq!(whole(&Cell::Number(12.0)), Ok(Some(12)));
        assert_eq!(whole(&Cell::Number(12.5)), Err(NumberNotWhole));
        assert_eq!(whole(&Cell::Number(f64::NAN)), Err(NumberNotFinite));
        assert_eq!(number(&Cell::Number(-2.5)), Ok(Some(-2.5)));
        assert_eq!(number(&Cell::Truth(true)), Err(NumberUnreadable));
        assert_eq!(whole(&Cell::Empty), Ok(None));
        assert_eq!(number(&Cell::Empty), Ok(None));
    }
}
