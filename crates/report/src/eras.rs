//! Many years replayed under several policies: the table on the terminal.

use crate::layout::Lines;
use crate::{Arg, Texts};
use qonys_model::Eras;

/// Headers of the table of policies over all years.
pub(crate) const COLUMNS: [&str; 7] = [
    "replay-col-policy",
    "replay-col-share",
    "replay-col-work",
    "eras-col-work-share",
    "replay-col-openings",
    "replay-col-placed",
    "eras-col-unevenness",
];

/// A row for each policy: over all years together, unevenness as the mean of the years.
pub(crate) fn rows(texts: &Texts, eras: &Eras) -> Vec<Vec<String>> {
    let came = eras.years.iter().map(|y| y.persons).sum::<u64>().max(1) as f64;
    let policies = eras.years.first().map_or(&[][..], |y| &y.policies[..]);
    let row = |(nth, policy): (usize, &qonys_model::EraPolicy)| {
        let work = eras.sum(nth, |p| p.in_work);
        let uneven: f64 = eras.years.iter().map(|y| y.unevenness(&y.policies[nth])).sum();
        vec![
            texts.policy(policy.policy),
            texts.number(100.0 * eras.share(nth).mean, 1),
            texts.number(work, 0),
            texts.number(100.0 * work / came, 1),
            texts.number(eras.sum(nth, |p| p.openings_filled as f64), 0),
            texts.number(100.0 * eras.sum(nth, |p| p.persons_placed as f64) / came, 1),
            texts.number(100.0 * uneven / eras.years.len().max(1) as f64, 0),
        ]
    };
    policies.iter().enumerate().map(row).collect()
}

/// Who was drawn.
pub(crate) fn who(texts: &Texts, eras: &Eras) -> String {
    let sum = |of: fn(&qonys_model::EraYear) -> u64| eras.years.iter().map(of).sum::<u64>();
    let args = [
        ("households", Arg::Text(texts.households(sum(|y| y.households)))),
        ("persons", Arg::Text(texts.persons(sum(|y| y.persons)))),
        ("years", eras.years.len().into()),
    ];
    texts.say("eras-who", &args)
}

/// One screen: what it is not, who was drawn, the table of policies.
#[must_use]
pub fn eras_summary(texts: &Texts, eras: &Eras) -> String {
    let mut lines = Lines::default();
    lines.line(&texts.say("eras-title", &[("programme", (&eras.spec.programme.name).into())]));
    lines.line(&texts.say("eras-modelled", &[]));
    lines.line(&who(texts, eras));
    lines.blank();
    let head: Vec<String> = COLUMNS.iter().map(|key| texts.say(key, &[])).collect();
    lines.legend_table(&head, rows(texts, eras).into_iter());
    lines.text()
}
