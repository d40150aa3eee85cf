//! The known name that somebody may have meant.

use crate::fold::fold;

/// What the word `nearest` of a fault says when no known name is alike.
pub(super) const NOTHING_NEAR: &str = "none";

/// The known name most like this one, when its likeness (Damerau-Levenshtein, 0 to 1) is at least 0.5; of equally
/// like ones the first. [`NOTHING_NEAR`] otherwise.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let name = fold(name);
    let mut best = (0.5, NOTHING_NEAR);
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&name, &fold(candidate));
        if likeness > best.0 || (likeness == best.0 && best.1 == NOTHING_NEAR) {
            best = (likeness, candidate);
        }
    }
    best.1.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misprint_finds_its_name_and_nonsense_finds_none() {
        let known = ["KZ-55", "KZ-39", "KZ-11"];
        assert_eq!(nearest("KZ-5", known.into_iter()), "KZ-55");
        assert_eq!(nearest("kz_39", known.into_iter()), "KZ-39");
        assert_eq!(nearest("Atlantis", known.into_iter()), NOTHING_NEAR);
        assert_eq!(nearest("x", std::iter::empty()), NOTHING_NEAR);
    }
}
