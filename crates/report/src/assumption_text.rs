//! Numbers that nobody measured, in words.

use crate::Texts;
use qonys_model::Assumption;

/// A line for each assumption: what it is, its value as `programme.toml` writes it, and whether the default stands.
#[must_use]
pub fn assumption_lines(texts: &Texts, assumptions: &[Assumption]) -> Vec<String> {
    assumptions.iter().map(|assumption| line(texts, assumption)).collect()
}

fn line(texts: &Texts, assumption: &Assumption) -> String {
    let args = [("what", what(texts, &assumption.key).into()), ("value", (&assumption.value).into())];
    if assumption.default { texts.say("assumption-default", &args) } else { texts.say("assumption-given", &args) }
}

/// What the number of a key of `programme.toml` means.
fn what(texts: &Texts, key: &str) -> String {
    match key {
        "outlook.base.none" => texts.say("assumed-base-none", &[]),
        "outlook.base.secondary" => texts.say("assumed-base-secondary", &[]),
        "outlook.base.vocational" => texts.say("assumed-base-vocational", &[]),
        "outlook.base.higher" => texts.say("assumed-base-higher", &[]),
        "outlook.base.unknown" => texts.say("assumed-base-unknown", &[]),
        "outlook.matched" => texts.say("assumed-matched", &[]),
        "outlook.working_age" => texts.say("assumed-working-age", &[]),
        "outlook.regional" => texts.say("assumed-regional", &[]),
        "value.kin" => texts.say("assumed-kin", &[]),
        "value.wish" => texts.say("assumed-wish", &[]),
        other => texts.say("assumed-other", &[("key", other.into())]),
    }
}
