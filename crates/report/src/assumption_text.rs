//! Numbers that nobody measured, in words.

use crate::{Lang, Texts};
use qonys_model::Assumption;

/// A line for each assumption: what it is, its value, and whether the default stands.
#[must_use]
pub fn assumption_lines(texts: &Texts, assumptions: &[Assumption]) -> Vec<String> {
    assumptions.iter().map(|assumption| line(texts, assumption)).collect()
}

fn line(texts: &Texts, assumption: &Assumption) -> String {
    let args = [("what", what(texts, &assumption.key).into()), ("value", shown(texts, &assumption.value).into())];
    if assumption.default { texts.say("assumption-default", &args) } else { texts.say("assumption-given", &args) }
}

/// A value of `programme.toml` as the language writes numbers: `0.5, 0.6` is `0,5; 0,6` in Russian, `16..62` is `16–62`.
pub(crate) fn shown(texts: &Texts, value: &str) -> String {
    let separator = if texts.lang() == Lang::En { ", " } else { "; " };
    value.split(", ").map(|part| shown_part(texts, part)).collect::<Vec<_>>().join(separator)
}

fn shown_part(texts: &Texts, part: &str) -> String {
    if let Some((from, to)) = part.split_once("..") {
        return if to.is_empty() { format!("{from}+") } else { format!("{from}–{to}") };
    }
    let decimals = part.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match (part.parse::<f64>(), u8::try_from(decimals)) {
        (Ok(number), Ok(decimals)) => texts.number(number, decimals),
        _ => part.to_owned(),
    }
}

/// What the number of a key of `programme.toml` means.
pub(crate) fn what(texts: &Texts, key: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_language_does() {
        let shown = |lang, value| shown(&Texts::new(lang), value);
        assert_eq!(shown(Lang::Ru, "0.5, 0.65"), "0,5; 0,65");
        assert_eq!(shown(Lang::En, "0.5, 0.65"), "0.5, 0.65");
        assert_eq!(shown(Lang::Kk, "16..62"), "16–62");
        assert_eq!(shown(Lang::Kk, "63.."), "63+");
        assert_eq!(shown(Lang::Kk, "work_factor"), "work_factor");
    }
}
