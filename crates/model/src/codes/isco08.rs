//! The International Standard Classification of Occupations 2008 (ILO, 2012): all four levels, with names.

use super::records;
use crate::Occupation;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../../codes/isco08.csv");

struct Named {
    code: Occupation,
    /// Kazakh, Russian, English.
    names: [&'static str; 3],
}

/// Ascending by code, so that a group stands before its members.
fn list() -> &'static [Named] {
    static LIST: OnceLock<Vec<Named>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut list: Vec<Named> = records(TABLE)
            .filter_map(|[code, en, ru, kk]| Some(Named { code: Occupation::parse(code).ok()?, names: [kk, ru, en] }))
            .collect();
        list.sort_by_key(|named| named.code);
        list
    })
}

fn find(code: Occupation) -> Option<&'static Named> {
    list().binary_search_by_key(&code, |named| named.code).ok().map(|at| &list()[at])
}

/// Whether ISCO-08 has this code, at any of its four levels.
#[must_use]
pub fn is_isco08(code: Occupation) -> bool {
    find(code).is_some()
}

/// What ISCO-08 calls a code. `language` is 0 for Kazakh, 1 for Russian, 2 for English; `None` for any other number
/// and for a code that ISCO-08 does not have.
#[must_use]
pub fn occupation_name(code: Occupation, language: usize) -> Option<&'static str> {
    find(code)?.names.get(language).copied()
}

/// All codes of ISCO-08, ascending; a group stands before its members: `2`, `22`, `222`, `2221`.
pub fn occupations() -> impl Iterator<Item = Occupation> {
    list().iter().map(|named| named.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Occupation {
        Occupation::parse(text).expect("a code")
    }

    #[test]
    fn every_record_is_kept_and_none_twice() {
        assert_eq!(list().len(), TABLE.lines().count() - 1);
        assert!(list().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(TABLE.lines().all(|line| line.matches('"').count() % 2 == 0 && !line.contains("\"\"")));
    }

    #[test]
    fn has_the_published_number_of_groups_at_each_level() {
        let at = |digits: u8| occupations().filter(|c| c.digits() == digits).count();
        assert_eq!([at(1), at(2), at(3), at(4)], [10, 43, 130, 436]);
    }

    #[test]
    fn every_group_but_the_major_ones_has_its_parent() {
        for child in occupations().filter(|c| c.digits() > 1) {
            let text = child.to_string();
            assert!(is_isco08(code(&text[..text.len() - 1])), "{child} has no parent");
        }
    }

    #[test]
    fn every_group_has_a_unit_group() {
        let units: Vec<Occupation> = occupations().filter(|c| c.digits() == 4).collect();
        for group in occupations() {
            assert!(units.iter().any(|unit| unit.digits_shared(group) == group.digits()), "{group} is empty");
        }
    }

    #[test]
    fn every_name_is_there_in_every_language() {
        for code in occupations() {
            for language in 0..3 {
                let name = occupation_name(code, language).expect("a name");
                assert!(!name.is_empty() && name == name.trim(), "{code} in language {language}: {name:?}");
            }
        }
        assert_eq!(occupation_name(code("2221"), 3), None);
    }

    #[test]
    fn knows_codes_and_refuses_others() {
        assert_eq!(occupation_name(code("2221"), 2), Some("Nursing professionals"));
        assert_eq!(occupation_name(code("0110"), 2), Some("Commissioned armed forces officers"));
        assert_eq!(occupation_name(code("83"), 2), Some("Drivers and mobile plant operators"));
        assert!(!is_isco08(code("2229")));
        assert!(!is_isco08(code("00")));
        assert_eq!(occupation_name(code("9999"), 0), None);
    }
}
