//! Names that fit on a tile: broken into lines where the map is wide, cut to what sets them apart on a phone.

use crate::markup::shortened;
use std::collections::{BTreeMap, BTreeSet};

/// About how wide a character is, in parts of the size of the type; bold type and wide faces included.
pub(super) fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | 'і' | 'І' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '\u{a0}' => 0.32,
        'f' | 'r' | 't' | '-' | '(' | ')' => 0.42,
        'm' | 'w' | 'M' | 'W' | 'ж' | 'м' | 'ш' | 'щ' | 'ю' | 'ы' | 'Ж' | 'М' | 'Ш' | 'Щ' | 'Ю' | 'Ы' | 'Ф' | 'ф' => {
            0.9
        }
        c if c.is_uppercase() => 0.7,
        _ => 0.6,
    }
}

/// A name in at most `most` lines, broken at blanks and after hyphens; the rest is cut.
pub(super) fn lines(name: &str, most: usize) -> Vec<String> {
    const WIDTH: usize = 15;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace().flat_map(|w| w.split_inclusive('-')) {
        let fits = lines.last().is_some_and(|l| {
            let blank = usize::from(!l.ends_with('-'));
            l.chars().count() + blank + word.chars().count() <= WIDTH
        });
        match lines.last_mut() {
            Some(line) if fits => {
                if !line.ends_with('-') {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let mut lines: Vec<String> = lines.iter().map(|l| shortened(l, WIDTH + 1)).collect();
    if cut && let Some(last) = lines.last_mut() {
        *last = format!("{}…", shortened(last, WIDTH - 1).trim_end_matches('…'));
    }
    lines
}

/// What a phone has room for: the name without the words that many names share (`region`), cut to its beginning.
pub(super) fn short_names(names: &[&str]) -> Vec<String> {
    let words = |name: &str| -> BTreeSet<String> { name.split([' ', '-']).map(str::to_lowercase).collect() };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for word in names.iter().flat_map(|name| words(name)) {
        *seen.entry(word).or_default() += 1;
    }
    let own = |name: &str| {
        let kept: Vec<&str> = name
            .split([' ', '-'])
            .filter(|w| !w.is_empty() && seen.get(&w.to_lowercase()).is_none_or(|&n| n < 3))
            .collect();
        abbreviated(&kept.join(" "), name)
    };
    let short: Vec<String> = names.iter().map(|name| own(name)).collect();
    let twice = |s: &String| short.iter().filter(|other| *other == s).count() > 1;
    let apart = |(name, s): (&&str, &String)| if twice(s) { initials(name) } else { s.clone() };
    names.iter().zip(&short).map(apart).collect()
}

fn abbreviated(own: &str, name: &str) -> String {
    match own.split(' ').find(|w| !w.is_empty()) {
        None => initials(name),
        Some(word) if word.chars().count() <= 6 => word.to_owned(),
        Some(word) => format!("{}.", start(word, 5)),
    }
}

/// The beginnings of the first two words.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).filter(|w| !w.is_empty()).take(2).collect();
    let most = if words.len() == 1 { 6 } else { 2 };
    words.iter().map(|w| start(w, most)).collect::<Vec<_>>().join(".")
}

fn start(word: &str, most: usize) -> String {
    word.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_and_cut() {
        assert_eq!(lines("Северо-Казахстанская", 3), ["Северо-", "Казахстанская"]);
        assert_eq!(lines("Шығыс Қазақстан облысы", 3), ["Шығыс Қазақстан", "облысы"]);
        assert_eq!(lines("a b", 3), ["a b"]);
        assert_eq!(lines(&"слово ".repeat(40), 2), ["слово слово", "слово слово…"]);
        assert!(lines(&"х".repeat(400), 3)[0].chars().count() <= 16);
    }

    #[test]
    fn phones_get_what_sets_a_name_apart() {
        let names = ["Абай облысы", "Солтүстік Қазақстан облысы", "Батыс Қазақстан облысы", "Шығыс Қазақстан облысы"];
        assert_eq!(short_names(&names), ["Абай", "Солтү.", "Батыс", "Шығыс"]);
        assert_eq!(short_names(&["Almaty Region", "Almaty City", ""]), ["Al.Re", "Al.Ci", ""]);
    }
}
