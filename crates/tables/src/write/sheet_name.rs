//! Names that a workbook takes for its sheets.

use std::collections::BTreeSet;

/// Longest name, in UTF-16 units as spreadsheets count.
const LONGEST: usize = 31;

/// Gives every sheet of one workbook a valid name that no other has.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// The wanted name, changed as little as possible: at most 31 units, none of `[]:*?/\`, no apostrophe at either
    /// end, neither empty nor the reserved `History`, and told from the others when case is ignored.
    pub(crate) fn name(&mut self, wanted: &str) -> String {
        let allowed: String =
            wanted.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
        let plain = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = match plain.trim_matches(['\'', ' ']) {
            "" => "Sheet",
            name => name,
        };
        let names = std::iter::once(cut(plain, LONGEST).to_owned())
            .chain((2_u32..).map(|n| format!(" ({n})")).map(|end| format!("{}{end}", cut(plain, LONGEST - end.len()))));
        let free = |name: &String| {
            let folded = fold(name);
            folded != "history" && !self.taken.contains(&folded)
        };
        let name = names.into_iter().find(free).expect("numbers do not end before sheets do");
        self.taken.insert(fold(&name));
        name
    }
}

/// Upper case first: letters that differ in lower case only (final sigma) are one to a spreadsheet.
fn fold(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    text[..end.map_or(text.len(), |(at, _)| at)].trim_end_matches(['\'', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_good_names() {
        let mut names = SheetNames::default();
        assert_eq!(names.name("KZ-55 Павлодар облысы"), "KZ-55 Павлодар облысы");
    }

    #[test]
    fn tells_like_names_apart() {
        let mut names = SheetNames::default();
        assert_eq!(names.name("Күту"), "Күту");
        assert_eq!(names.name("күту"), "күту (2)");
        assert_eq!(names.name("КҮТУ?"), "КҮТУ (3)");
    }

    #[test]
    fn mends_bad_names() {
        let mut names = SheetNames::default();
        assert_eq!(names.name("a/b:[c]"), "a b c");
        assert_eq!(names.name("''"), "Sheet");
        assert_eq!(names.name("history"), "history (2)");
        assert_eq!(names.name(&"ж".repeat(40)), "ж".repeat(31));
        assert_eq!(names.name(&"ж".repeat(40)), format!("{} (2)", "ж".repeat(27)));
    }

    proptest! {
        #[test]
        fn every_name_is_taken_by_a_workbook(wanted in prop::collection::vec("[a-cA-C'/ 😀\\[\n]{0,40}", 1..8)) {
            let mut names = SheetNames::default();
            let mut book = rust_xlsxwriter::Workbook::new();
            for wanted in &wanted {
                book.add_worksheet().set_name(names.name(wanted)).expect("a valid name");
            }
            // The workbook itself refuses two sheets of one name.
            book.save_to_buffer().expect("names differ");
        }
    }
}
