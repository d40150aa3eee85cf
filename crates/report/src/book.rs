//! Words of the workbook `plan.xlsx`, by the names that its writer gives them.

use crate::Texts;
use std::collections::BTreeMap;

/// Sheet titles, column headers and the footer of the workbook by name: `summary`, `waiting`, `prices`, `openings`
/// (sheets), `household`, `members`... (columns), `unlimited`, `page`, `synthetic`.
#[must_use]
pub fn book_texts(texts: &Texts) -> BTreeMap<&'static str, String> {
    let say = |key| texts.say(key, &[]);
    BTreeMap::from([
        ("applied", say("book-applied")),
        ("asked", say("book-asked")),
        ("capacity", say("book-capacity")),
        ("filled", say("book-filled")),
        ("household", say("book-household")),
        ("households", say("book-households")),
        ("left", say("book-left")),
        ("matched", say("book-matched")),
        ("members", say("book-members")),
        ("minimum", say("book-minimum")),
        ("note", say("book-note")),
        ("occupation", say("book-occupation")),
        ("occupation_name", say("book-occupation-name")),
        ("openings", say("book-openings")),
        ("page", say("book-page")),
        ("places", say("book-places")),
        ("price", say("book-price")),
        ("prices", say("book-prices")),
        ("reason", say("book-reason")),
        ("region", say("book-region")),
        ("region_name", say("book-region-name")),
        ("runner_up", say("book-runner-up")),
        ("stream", say("book-stream")),
        ("summary", say("book-summary")),
        ("synthetic", say("synthetic")),
        ("unlimited", say("book-unlimited")),
        ("used", say("book-used")),
        ("value", say("book-value")),
        ("plan", say("book-plan")),
        ("waiting", say("book-waiting")),
        ("wanted", say("book-wanted")),
    ])
}
