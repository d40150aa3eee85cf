//! Words: text, lists, yes and no.

use crate::{Cell, fold::fold, fold::trimmed};
use qonys_model::FaultCode;

/// Yes in English, Russian and Kazakh, folded.
const YES: &[&str] = &["yes", "y", "true", "1", "+", "да", "истина", "иә", "ия", "иа", "ақиқат"];
/// No in English, Russian and Kazakh, folded; a lone hyphen folds to nothing and is looked at before.
const NO: &[&str] = &["no", "n", "false", "0", "нет", "ложь", "жоқ", "жок", "жалған"];

/// The text of a cell; a workbook's number as it is written in full (`7212`), its date as `2026-03-15`.
#[must_use]
pub fn text(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Empty => return None,
        Cell::Text(text) => trimmed(text).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Truth(truth) => truth.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A key: the text of a cell without the marks that nobody sees (zero-width spaces, joiners, soft hyphens, byte order marks), which
/// pages and chats put into what is copied out of them.
#[must_use]
pub fn key(cell: &Cell) -> Option<String> {
    let text = text(cell)?;
    if text.is_ascii() {
        return Some(text); // most keys
    }
    let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text: String = text.chars().filter(|c| !unseen(*c)).collect();
    let text = trimmed(&text);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Yes or no.
///
/// # Errors
/// [`FaultCode::WordUnknown`].
pub fn yes_no(cell: &Cell) -> Result<Option<bool>, FaultCode> {
    if let Cell::Truth(truth) = cell {
        return Ok(Some(*truth));
    }
    let Some(text) = text(cell) else { return Ok(None) };
    let word = fold(&text);
    if YES.contains(&word.as_str()) {
        Ok(Some(true))
    } else if NO.contains(&word.as_str()) || ["-", "\u{2212}", "–", "—"].contains(&text.as_str()) {
        Ok(Some(false))
    } else {
        Err(FaultCode::WordUnknown)
    }
}

/// The words of a list, parted by `;`, `,`, `/`, `|` or blanks, in order.
#[must_use]
pub fn list(cell: &Cell) -> Vec<String> {
    let Some(text) = text(cell) else { return Vec::new() };
    let parts = |c: char| matches!(c, ';' | ',' | '/' | '|') || c.is_whitespace();
    text.split(parts).map(trimmed).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;
    use rstest::rstest;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn text_of_every_kind_of_cell() {
        assert_eq!(text(&Cell::Empty), None);
        assert_eq!(text(&cell(" \u{a0} ")), None);
        assert_eq!(text(&cell(" Аян ")), Some("Аян".to_owned()));
        assert_eq!(text(&Cell::Number(7212.0)), Some("7212".to_owned()));
        assert_eq!(text(&Cell::Number(870_101_300_123.0)), Some("870101300123".to_owned()));
        assert_eq!(text(&Cell::Number(0.5)), Some("0.5".to_owned()));
        assert_eq!(text(&Cell::Date(Date::constant(2026, 3, 15))), Some("2026-03-15".to_owned()));
        assert_eq!(text(&Cell::Truth(true)), Some("true".to_owned()));
    }

    #[rstest]
    #[case(&["yes", "Да", "ИӘ", "true", "1", "+", " y "], true)]
    #[case(&["no", "НЕТ", "жоқ", "false", "0", "-", "\u{2212}", "—"], false)]
    fn yes_and_no(#[case] words: &[&str], #[case] truth: bool) {
        for word in words {
            assert_eq!(yes_no(&cell(word)), Ok(Some(truth)), "{word}");
        }
    }

    #[test]
    fn neither_yes_nor_no() {
        assert_eq!(yes_no(&cell("perhaps")), Err(FaultCode::WordUnknown));
        assert_eq!(yes_no(&Cell::Number(2.0)), Err(FaultCode::WordUnknown));
        assert_eq!(yes_no(&Cell::Number(1.0)), Ok(Some(true)));
        assert_eq!(yes_no(&Cell::Truth(false)), Ok(Some(false)));
        assert_eq!(yes_no(&Cell::Empty), Ok(None));
    }

    #[test]
    fn lists() {
        for form in ["kk;ru;zh", "kk, ru, zh", "kk/ru/zh", "kk ru  zh", "kk | ru | zh", ";kk;;ru,\u{a0}zh;"] {
            assert_eq!(list(&cell(form)), ["kk", "ru", "zh"], "{form}");
        }
        assert!(list(&Cell::Empty).is_empty());
        assert!(list(&cell(";,")).is_empty());
    }
}
