//! Progress on standard error while the engine works, only when it is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use qonys_report::{Arg, Texts};
use std::io::IsTerminal;
use std::time::Duration;

/// A line that says what is being done; it disappears when dropped.
pub struct ProgressLine<'a> {
    texts: &'a Texts,
    bar: ProgressBar,
}

impl<'a> ProgressLine<'a> {
    pub fn new(texts: &'a Texts) -> Self {
        let bar = ProgressBar::new_spinner();
        if std::io::stderr().is_terminal() {
            bar.set_style(
                ProgressStyle::with_template("{spinner} {elapsed} {msg}")
                    .unwrap_or_else(|_| ProgressStyle::default_spinner()),
            );
            bar.enable_steady_tick(Duration::from_millis(120));
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { texts, bar }
    }

    /// A step without numbers: `progress-reading`, `progress-writing`.
    pub fn step(&self, key: &str) {
        self.bar.set_message(self.texts.say(key, &[]));
    }

    /// Which policy is replayed, and how far it is.
    pub fn replay(&self, policy: qonys_model::Policy, order: u32, orders: u16) {
        let words = [
            ("policy", Arg::Text(self.texts.policy(policy))),
            ("order", Arg::Count(u64::from(order) + 1)),
            ("orders", Arg::Count(u64::from(orders))),
        ];
        self.bar.set_message(self.texts.say("progress-replay", &words));
    }

    /// A year of many is done.
    pub fn year(&self, year: i16) {
        self.bar.set_message(self.texts.say("progress-year", &[("year", Arg::Text(year.to_string()))]));
    }

    /// Where the engine stands.
    pub fn engine(&self, progress: &qonys::Progress) {
        let message = match (progress.value, progress.bound) {
            (Some(value), Some(bound)) => {
                let gap = 100.0 * (bound - value) / bound.abs().max(1.0);
                let numbers =
                    [("value", Arg::Number(value, 2)), ("bound", Arg::Number(bound, 2)), ("gap", Arg::Number(gap, 4))];
                self.texts.say("progress-engine", &numbers)
            }
            _ => self.texts.say("progress-searching", &[]),
        };
        self.bar.set_message(message);
    }
}

impl Drop for ProgressLine<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
