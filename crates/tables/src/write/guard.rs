//! Text that a spreadsheet would run as a formula, made harmless in CSV.
//!
//! Spreadsheets take a CSV cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula. Such a text is
//! written with an apostrophe before it, which they show as text. So that nothing is lost, a text that already has
//! apostrophes before such a character gets one more: [`unguarded`] undoes [`guarded`] for every text.

use std::borrow::Cow;

fn dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The text as it is written to a CSV cell. Numbers that are numbers are not passed through here.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a CSV cell as it was before [`guarded`]: one apostrophe less where one guards a formula sign.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if dangerous(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_words_are_not() {
        for text in ["=1+1", "+7 701", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "H-1", "Әсел", "'ay", "a=b", "'"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "['=+@\\-\t\ra]{0,4}.{0,3}") {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert_eq!(unguarded(&written), text.as_str());
        }
    }
}
