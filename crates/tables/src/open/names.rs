//! Names of tables as files and sheets are called: English, Russian, Kazakh.

use crate::fold::{fold, nearest};
use qonys_model::Table;

/// Other names of each table; the English one is [`Table::name`].
const OTHER_NAMES: &[(Table, &[&str])] = &[
    (Table::Programme, &["program", "программа", "бағдарлама"]),
    (Table::Regions, &["region", "регионы", "регион", "области", "өңірлер", "өңір", "аймақтар", "облыстар"]),
    (
        Table::Capacities,
        &[
            "capacity",
            "квоты",
            "места",
            "вместимость",
            "вместимости",
            "ёмкости",
            "сыйымдылық",
            "сыйымдылықтар",
            "квоталар",
            "орындар",
        ],
    ),
    (Table::Openings, &["opening", "вакансии", "рабочие места", "вакансиялар", "бос орындар", "бос жұмыс орындары"]),
    (
        Table::Households,
        &["household", "families", "семьи", "домохозяйства", "отбасылар", "отбасы", "үй шаруашылықтары"],
    ),
    (Table::People, &["persons", "person", "люди", "лица", "члены семей", "адамдар", "отбасы мүшелері"]),
    (Table::Ties, &["tie", "связи", "родственные связи", "байланыстар", "туыстық байланыстар"]),
    (Table::Wishes, &["wish", "пожелания", "тілектер", "қалаулар"]),
    (Table::Locks, &["lock", "закрепления", "решения", "бекітулер", "шешімдер"]),
    (Table::Uses, &["use", "использование", "расход", "пайдалану"]),
    (Table::Scores, &["score", "оценки", "баллы", "бағалар", "ұпайлар"]),
    (Table::Outcomes, &["outcome", "результаты", "исходы", "нәтижелер"]),
    (Table::Plan, &["план", "жоспар"]),
];

/// The table of this name, compared without case, blanks and underscores.
#[must_use]
pub fn table_named(name: &str) -> Option<Table> {
    let name = fold(name);
    OTHER_NAMES
        .iter()
        .find(|(table, others)| fold(table.name()) == name || others.iter().any(|other| fold(other) == name))
        .map(|(table, _)| *table)
}

/// The name of a table that is most like this one; `none` when none is alike.
pub(crate) fn nearest_table(name: &str) -> &'static str {
    nearest(
        name,
        OTHER_NAMES.iter().flat_map(|(table, others)| std::iter::once(table.name()).chain(others.iter().copied())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_table_has_a_name_in_every_language() {
        for table in Table::ALL.into_iter().chain([Table::Plan]) {
            assert_eq!(table_named(table.name()), Some(table));
            let (_, others) = OTHER_NAMES.iter().find(|(named, _)| *named == table).expect("a row");
            assert!(others.iter().filter(|name| !name.is_ascii()).count() >= 2, "{table:?}");
        }
    }

    #[test]
    fn no_name_means_two_tables() {
        let mut seen = BTreeMap::new();
        for (table, others) in OTHER_NAMES {
            for name in others.iter().copied().chain([table.name()]) {
                assert_eq!(seen.insert(fold(name), name), None, "{name}");
            }
        }
    }

    #[test]
    fn case_and_blanks_do_not_matter() {
        assert_eq!(table_named("ЛЮДИ"), Some(Table::People));
        assert_eq!(table_named("Отбасы мүшелері"), Some(Table::People));
        assert_eq!(table_named("Households"), Some(Table::Households));
        assert_eq!(table_named("аи\u{306}мақтар"), Some(Table::Regions), "as some systems write file names");
        assert_eq!(table_named("notes"), None);
    }

    #[test]
    fn a_misprint_is_recognised() {
        assert_eq!(nearest_table("peopel"), "people");
        assert_eq!(nearest_table("вакансыи"), "вакансии");
        assert_eq!(nearest_table("zzz"), "none");
    }
}
