//! Dates and years.

use super::whole;
use crate::{Cell, fold::trimmed};
use jiff::civil::Date;
use qonys_model::FaultCode;
use std::ops::RangeInclusive;

/// Years that a date of a programme can have; others are misprints.
pub const YEARS: RangeInclusive<i16> = 1900..=2100;

/// Serial numbers of days (1 = 1 January 1900) that are taken for dates where a workbook has a plain number: 1954 to
/// 2100. Smaller ones are left alone, for `2026` is a year that somebody put into the wrong column, not 18 July 1905.
const SERIALS: RangeInclusive<f64> = 20_000.0..=73_415.0;

/// A day: `2026-03-15` (a time may follow), `15.03.2026`, `15/03/2026` (the day first), or a workbook's date.
///
/// # Errors
/// [`FaultCode::DateUnreadable`] for what is no date or no such day (31.02), [`FaultCode::DateImpossible`] for a year
/// outside 1900 to 2100.
pub fn date(cell: &Cell) -> Result<Option<Date>, FaultCode> {
    let day = match cell {
        Cell::Empty => return Ok(None),
        Cell::Date(day) => *day,
        Cell::Text(text) => of_text(trimmed(text)).ok_or(FaultCode::DateUnreadable)?,
        Cell::Number(serial) => of_serial(*serial).ok_or(FaultCode::DateUnreadable)?,
        Cell::Truth(_) => return Err(FaultCode::DateUnreadable),
    };
    if YEARS.contains(&day.year()) { Ok(Some(day)) } else { Err(FaultCode::DateImpossible) }
}

/// A year of four digits (`1985`, `1985.0`), or the year of a whole date.
///
/// # Errors
/// As [`whole`]; [`FaultCode::DateImpossible`] for a year outside 1900 to 2100.
pub fn year(cell: &Cell) -> Result<Option<i16>, FaultCode> {
    if let Cell::Date(day) = cell {
        return if YEARS.contains(&day.year()) { Ok(Some(day.year())) } else { Err(FaultCode::DateImpossible) };
    }
    let Some(number) = whole(cell).or_else(|code| match date(cell) {
        Ok(Some(day)) => Ok(u32::try_from(day.year()).ok()),
        _ => Err(code),
    })?
    else {
        return Ok(None);
    };
    match i16::try_from(number) {
        Ok(year) if YEARS.contains(&year) => Ok(Some(year)),
        _ => Err(FaultCode::DateImpossible),
    }
}

fn of_serial(serial: f64) -> Option<Date> {
    if !SERIALS.contains(&serial) {
        return None;
    }
    let day_zero = Date::constant(1899, 12, 30); // the workbook's calendar has a 29 February 1900
    day_zero.checked_add(jiff::Span::new().days(serial.floor() as i64)).ok()
}

fn of_text(text: &str) -> Option<Date> {
    let text = ["г.", "ж.", "г", "ж"].iter().find_map(|end| text.strip_suffix(end)).map_or(text, str::trim_end);
    let (day, time) = match text.find([' ', 'T', '\u{a0}']) {
        Some(at) => (&text[..at], Some(text[at..].trim_start_matches([' ', 'T', '\u{a0}']))),
        None => (text, None),
    };
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let mark = day.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let mut parts = day.split(mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 {
        return None; // 15.03.26 could be any century, or the year first
    }
    let number = |part: &str, longest| {
        (1..=longest).contains(&part.len()).then_some(())?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `10:30`, `00:00:00.000`, `10:30Z`, `10:30+05:00`.
fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches('Z');
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    let mut parts = clock.split(':');
    let two = |part: Option<&str>, most: u8| {
        part.is_some_and(|p| (1..=2).contains(&p.len()) && p.parse::<u8>().is_ok_and(|n| n <= most))
    };
    two(parts.next(), 24)
        && two(parts.next(), 59)
        && parts.next().is_none_or(|seconds| two(seconds.split('.').next(), 60))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use FaultCode::{DateImpossible, DateUnreadable, NumberNegative, NumberNotWhole, NumberUnreadable};
    use rstest::rstest;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[rstest]
    #[case("2026-03-15")]
    #[case("2026-03-15T10:30")]
    #[case("2026-03-15 00:00:00")]
    #[case("2026-03-15T10:30:00.250Z")]
    #[case("2026-03-15T10:30:00+05:00")]
    #[case("2026/03/15")]
    #[case("15.03.2026")]
    #[case("15.3.2026")]
    #[case("15/03/2026")]
    #[case("15-03-2026")]
    #[case("15.03.2026 0:00")]
    #[case("15.03.2026 г.")]
    #[case("15.03.2026ж.")]
    fn one_day(#[case] text: &str) {
        assert_eq!(date(&cell(text)), Ok(Some(Date::constant(2026, 3, 15))));
    }

    #[rstest]
    #[case("31.02.2026", DateUnreadable)]
    #[case("2025-02-29", DateUnreadable)]
    #[case("03/15/2026", DateUnreadable)]
    #[case("15.03.26", DateUnreadable)]
    #[case("15 March 2026", DateUnreadable)]
    #[case("soon", DateUnreadable)]
    #[case("2026", DateUnreadable)]
    #[case("2026-03", DateUnreadable)]
    #[case("2026-03-15-1", DateUnreadable)]
    #[case("2026-03-15 noon", DateUnreadable)]
    #[case("2026-+3-15", DateUnreadable)]
    #[case("г", DateUnreadable)]
    #[case("1826-03-15", DateImpossible)]
    #[case("15.03.3026", DateImpossible)]
    #[case("0026-03-15", DateImpossible)]
    fn no_day(#[case] text: &str, #[case] code: FaultCode) {
        assert_eq!(date(&cell(text)), Err(code));
    }

    #[test]
    fn dates_of_a_workbook() {
        assert_eq!(date(&Cell::Number(46096.0)), Ok(Some(Date::constant(2026, 3, 15))));
        assert_eq!(date(&Cell::Number(46096.75)), Ok(Some(Date::constant(2026, 3, 15))));
        assert_eq!(date(&Cell::Number(2026.0)), Err(DateUnreadable));
        assert_eq!(date(&Cell::Number(f64::NAN)), Err(DateUnreadable));
        assert_eq!(date(&Cell::Number(20_260_315.0)), Err(DateUnreadable));
        assert_eq!(date(&Cell::Date(Date::constant(9999, 12, 31))), Err(DateImpossible));
        assert_eq!(date(&Cell::Truth(true)), Err(DateUnreadable));
        assert_eq!(date(&Cell::Empty), Ok(None));
    }

    #[rstest]
    #[case("1985", 1985)]
    #[case("1985.0", 1985)]
    #[case("1985,0", 1985)]
    #[case("15.03.1985", 1985)]
    fn years(#[case] text: &str, #[case] value: i16) {
        assert_eq!(year(&cell(text)), Ok(Some(value)));
    }

    #[rstest]
    #[case("85", DateImpossible)]
    #[case("1899", DateImpossible)]
    #[case("2101", DateImpossible)]
    #[case("19850", DateImpossible)]
    #[case("99999", DateImpossible)]
    #[case("1985.5", NumberNotWhole)]
    #[case("-1985", NumberNegative)]
    #[case("born", NumberUnreadable)]
    fn no_years(#[case] text: &str, #[case] code: FaultCode) {
        assert_eq!(year(&cell(text)), Err(code));
    }

    #[test]
    fn years_of_a_workbook() {
        assert_eq!(year(&Cell::Number(1985.0)), Ok(Some(1985)));
        assert_eq!(year(&Cell::Date(Date::constant(1985, 3, 15))), Ok(Some(1985)));
        assert_eq!(year(&Cell::Date(Date::constant(1885, 3, 15))), Err(DateImpossible));
        assert_eq!(year(&Cell::Empty), Ok(None));
    }
}
