//! A year replayed under several policies: the table on the terminal.

use crate::layout::Lines;
use crate::{Arg, Texts};
use qonys_model::{OrderResult, Policy, PolicyResult, Replayed};

impl Texts {
    /// The name of a policy.
    #[must_use]
    pub fn policy(&self, policy: Policy) -> String {
        let key = match policy {
            Policy::QuotaOnly => "replay-policy-quota-only",
            Policy::NeedKey => "replay-policy-need-key",
            Policy::FirstCome => "replay-policy-first-come",
            Policy::Prices => "replay-policy-prices",
            Policy::Hindsight => "replay-policy-hindsight",
        };
        self.say(key, &[])
    }
}

/// What stands in a cell of a policy.
type CellOf = fn(&Texts, &Replayed, &PolicyResult) -> String;

/// The columns of the table of policies: key of the header, and what stands in a row.
pub(crate) const COLUMNS: [(&str, CellOf); 9] = [
    ("replay-col-policy", |texts, _, p| texts.policy(p.policy)),
    ("replay-col-share", |texts, _, p| texts.number(100.0 * p.measured(|o| o.share_of_hindsight).mean, 2)),
    ("replay-col-sd", |texts, _, p| texts.number(100.0 * p.measured(|o| o.share_of_hindsight).sd, 2)),
    ("replay-col-work", |texts, _, p| texts.number(p.measured(|o| o.in_work).mean, 1)),
    ("replay-col-openings", |texts, _, p| texts.number(mean(p, |o| f64::from(o.openings_filled)), 0)),
    ("replay-col-placed", |texts, r, p| {
        texts.number(100.0 * mean(p, |o| f64::from(o.persons_placed)) / persons(r).max(1) as f64, 1)
    }),
    ("replay-col-waiting", |texts, _, p| texts.number(mean(p, |o| f64::from(o.households_waiting)), 0)),
    ("replay-col-backlog", |texts, _, p| texts.number(mean(p, |o| o.backlog_persons), 0)),
    ("replay-col-ms", |texts, r, p| {
        texts.number(1000.0 * mean(p, |o| o.seconds) / r.package.households.len().max(1) as f64, 2)
    }),
];

fn mean(policy: &PolicyResult, figure: fn(&OrderResult) -> f64) -> f64 {
    policy.measured(figure).mean
}

pub(crate) fn persons(replay: &Replayed) -> u64 {
    replay.package.households.iter().map(|h| u64::from(h.persons())).sum()
}

/// Who came, how often and in which order.
pub(crate) fn who(texts: &Texts, replay: &Replayed) -> String {
    let orders = replay.policies.first().map_or(0, |p| p.orders.len());
    let sittings = replay.policies.first().map_or(0, |p| p.value_after.len());
    let households = texts.households(replay.package.households.len() as u64);
    let args = [
        ("households", Arg::Text(households)),
        ("persons", Arg::Text(texts.persons(persons(replay)))),
        ("sittings", sittings.into()),
        ("orders", orders.into()),
        ("pool", Arg::Text(texts.households(replay.pool_households))),
    ];
    let how = texts.say(if replay.dated { "replay-dated" } else { "replay-random" }, &[]);
    format!("{} {how}", texts.say("replay-who", &args))
}

/// What hindsight is proved to be.
pub(crate) fn proof(texts: &Texts, replay: &Replayed) -> String {
    let args = [
        ("bound", Arg::Text(texts.number(replay.bound, 2))),
        ("value", Arg::Text(texts.number(replay.best, 2))),
        ("gap", Arg::Text(texts.number(100.0 * replay.gap, 3))),
    ];
    texts.say("replay-gap", &args)
}

/// Where prices lose, when that was measured.
pub(crate) fn lost(texts: &Texts, replay: &Replayed) -> Option<String> {
    let loss = replay.loss?;
    let percent = |share: f64| Arg::Text(texts.number(100.0 * share, 2));
    let args = [
        ("total", percent(loss.rule + loss.sittings + loss.forecast)),
        ("rule", percent(loss.rule)),
        ("sittings", percent(loss.sittings)),
        ("forecast", percent(loss.forecast)),
    ];
    Some(texts.say("replay-loss", &args))
}

/// One screen: who came, the table of policies, what it rests on.
#[must_use]
pub fn replay_summary(texts: &Texts, replay: &Replayed) -> String {
    let programme = &replay.package.programme;
    let mut lines = Lines::default();
    let args = [("programme", (&programme.name).into()), ("year", programme.year.to_string().into())];
    lines.line(&texts.say("replay-title", &args));
    lines.line(&who(texts, replay));
    lines.blank();
    let head: Vec<String> = COLUMNS.iter().map(|(key, _)| texts.say(key, &[])).collect();
    lines.legend_table(&head, replay.policies.iter().map(|p| COLUMNS.map(|(_, cell)| cell(texts, replay, p)).to_vec()));
    lines.blank();
    lines.line(&proof(texts, replay));
    lost(texts, replay).iter().for_each(|text| lines.line(text));
    lines.blank();
    if programme.synthetic {
        lines.item(&texts.say("synthetic", &[]));
    }
    lines.item(&texts.say("replay-modelled", &[]));
    lines.text()
}
