//! One short note on every household: what decided its place, or why it waits.

use crate::Texts;
use crate::overrides::lock_note;
use qonys_model::{Choice, DecidedBy, Explanation, Outcome, Package, WaitReason, Worth};

/// A note for each household, in package order.
#[must_use]
pub fn notes(texts: &Texts, package: &Package, outcome: &Outcome) -> Vec<String> {
    let mut notes: Vec<String> = outcome.explanations.iter().map(|why| note(texts, package, why)).collect();
    for lock in &package.locks {
        if let Some(note) = notes.get_mut(lock.household.at()) {
            *note = format!("{note} {}", lock_note(texts, package, lock)).trim().to_owned();
        }
    }
    notes
}

/// Why each household waits, in package order; empty for those who are placed.
#[must_use]
pub fn reasons(texts: &Texts, outcome: &Outcome) -> Vec<String> {
    let told = |why: &Explanation| why.waiting.iter().map(|&reason| wait_reason(texts, reason)).collect::<Vec<_>>();
    outcome.explanations.iter().map(|why| told(why).join(" ")).collect()
}

/// A reason to wait, as a sentence.
pub(crate) fn wait_reason(texts: &Texts, reason: WaitReason) -> String {
    match reason {
        WaitReason::NoOpenRegion => texts.say("wait-no-open-region", &[]),
        WaitReason::Priority => texts.say("wait-priority", &[]),
        WaitReason::AppliedLater => texts.say("wait-applied-later", &[]),
        WaitReason::Decided => texts.say("wait-decided", &[]),
        WaitReason::PlacesShort => texts.say("wait-places-short", &[]),
        WaitReason::NotWorth => texts.say("wait-not-worth", &[]),
        WaitReason::Declined => texts.say("wait-declined", &[]),
        WaitReason::Unasked => texts.say("wait-unasked", &[]),
    }
}

/// What decided, in a few words.
pub(crate) fn decided(texts: &Texts, by: DecidedBy) -> String {
    match by {
        DecidedBy::Pin => texts.say("decided-pin", &[]),
        DecidedBy::MustTie => texts.say("decided-must-tie", &[]),
        DecidedBy::Party => texts.say("decided-party", &[]),
        DecidedBy::TradeUp => texts.say("decided-trade-up", &[]),
        DecidedBy::PriorityWithFloor => texts.say("decided-priority-with-floor", &[]),
        DecidedBy::OnlyRegion => texts.say("decided-only-region", &[]),
        DecidedBy::BestValue => texts.say("decided-best-value", &[]),
        DecidedBy::Price => texts.say("decided-price", &[]),
        DecidedBy::Promise => texts.say("decided-promise", &[]),
        DecidedBy::Minimum => texts.say("decided-minimum", &[]),
        DecidedBy::Fitting => texts.say("decided-fitting", &[]),
        DecidedBy::Opening => texts.say("decided-opening", &[]),
        DecidedBy::Kin => texts.say("decided-kin", &[]),
        DecidedBy::Wish => texts.say("decided-wish", &[]),
        DecidedBy::Kept => texts.say("decided-kept", &[]),
        DecidedBy::Waiting => texts.say("decided-waiting", &[]),
    }
}

fn note(texts: &Texts, package: &Package, why: &Explanation) -> String {
    if !why.waiting.is_empty() {
        return why.waiting.iter().map(|&reason| wait_reason(texts, reason)).collect::<Vec<_>>().join(" ");
    }
    let mut parts: Vec<String> = why.decided_by.iter().map(|&by| decided(texts, by)).collect();
    if why.decided_by.iter().any(|by| matches!(by, DecidedBy::Price | DecidedBy::Minimum)) {
        parts.extend(dearer(texts, package, why));
    }
    sentence(&parts.join("; "))
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// Names the region that would have been worth more.
fn dearer(texts: &Texts, package: &Package, why: &Explanation) -> Option<String> {
    let runner_up = why.choices.iter().find(|choice| Some(choice.region) == why.runner_up)?;
    let more = more_there(why.worth, runner_up);
    (more > 0.005).then(|| {
        let region = texts.region(package, runner_up.region);
        texts.say("note-dearer", &[("region", region.into()), ("worth", (more, 2).into())])
    })
}

fn more_there(here: Worth, there: &Choice) -> f64 {
    there.worth.total() - here.total()
}
