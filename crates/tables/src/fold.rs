//! One form of a word for comparing: headers, table names and cell words are matched by it.

/// Lower case, without blanks, underscores, hyphens, dots, parentheses and stars; `ё` as `е`; letters that were
/// written as a letter and an accent (as some systems write file names) put together.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            '_' | '-' | '\u{2010}'..='\u{2015}' | '.' | '(' | ')' | '*' | ':' | '\'' | '\u{2019}' | '\u{ad}' => {}
            '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            blank if blank.is_whitespace() => {}
            'ё' => folded.push('е'),
            // и + breve is й; е + diaeresis is ё
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            '\u{308}' if folded.ends_with('е') => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Text without blanks, byte order marks and zero-width characters around it.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    if let [first, .., last] | [first @ last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text; // most cells
    }
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'))
}

/// A key as the eye reads it: capital letters, without blanks, and with the Latin letter for every Cyrillic one that looks the same.
/// Two keys that differ and look alike are hardly ever meant to be two.
#[must_use]
pub fn looks(key: &str) -> String {
    let latin = |letter| match letter {
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Ё' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' | 'Ү' => 'Y',
        'Х' => 'X',
        'І' => 'I',
        'Ѕ' => 'S',
        'Ј' => 'J',
        other => other,
    };
    key.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).map(latin).collect()
}

/// What the word `nearest` of a fault says when no known name is alike.
pub const NOTHING_NEAR: &str = "none";

/// The name that is most like the word; [`NOTHING_NEAR`] when none is alike.
#[must_use]
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> &'n str {
    const ALIKE: f64 = 0.6;
    let word = fold(word);
    let mut best = (ALIKE, NOTHING_NEAR);
    for name in names {
        let likeness = strsim::normalized_damerau_levenshtein(&word, &fold(name));
        if likeness > best.0 {
            best = (likeness, name);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_blanks_and_underscores_do_not_matter() {
        for form in ["birth_year", "Birth Year", "BIRTH-YEAR", " birth\u{a0}year*", "birth.year"] {
            assert_eq!(fold(form), "birthyear");
        }
        assert_eq!(fold("Үй шаруашылығы"), fold("ҮЙ_ШАРУАШЫЛЫҒЫ"));
        assert_eq!(fold("Жильё"), fold("жилье"));
        assert_ne!(fold("region"), fold("regions"));
    }

    #[test]
    fn letters_in_two_parts_are_put_together() {
        assert_eq!(fold("аи\u{306}мақ"), "аймақ");
        assert_eq!(fold("жилье\u{308}"), "жилье");
    }

    #[test]
    fn keys_that_look_alike_are_found() {
        assert_eq!(looks("КН-1"), looks("kh-1"), "Cyrillic capitals, Latin small letters");
        assert_eq!(looks("H - 1"), "H-1");
        assert_ne!(looks("H-11"), looks("H1-1"));
        assert_ne!(looks("Ф1"), looks("F1"));
    }

    #[test]
    fn marks_around_text_go() {
        assert_eq!(trimmed("\u{feff} \u{a0}Аян\t\u{200b}"), "Аян");
    }
}
