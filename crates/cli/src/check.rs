//! `qonys check`: every fault of a package; every violation of a plan made by hand.

use crate::args::CheckArgs;
use crate::clock::Clock;
use crate::place::{refused, with_options};
use crate::progress::ProgressLine;
use crate::reading::{FaultList, as_json, listed, package};
use crate::terminal::{Stop, Terminal};
use qonys::{Judgement, judge};
use qonys_model::{FairnessFacts, Package, Violation};
use qonys_report::{Arg, Texts, fairness_lines, violation_line};
use serde::Serialize;

pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<(), Stop> {
    let (package, inputs, faults) = package(&args.package, terminal)?;
    let Some(file) = &args.plan else {
        let texts = &terminal.texts;
        terminal.out(&if args.json {
            as_json(&FaultList::new(&faults, texts))
        } else {
            let households = Arg::Count(package.households.len() as u64);
            let persons = package.households.iter().map(|h| u64::from(h.persons())).sum();
            texts.say("check-clean", &[("households", households), ("persons", Arg::Count(persons))])
        });
        return Ok(());
    };
    let (plan, faults) = qonys_tables::read_plan(file, &package);
    let Some(plan) = plan else {
        let texts = &terminal.texts;
        if args.json {
            terminal.out(&as_json(&FaultList::new(&faults, texts)));
        } else {
            terminal.err(&listed(&faults, texts));
        }
        return Err(Stop::Faults);
    };
    if !faults.is_empty() && !args.json {
        terminal.err(&listed(&faults, &terminal.texts));
    }
    let (clock, line) = (Clock::start(), ProgressLine::new(&terminal.texts));
    let judgement = with_options(&args.engine, &clock, &line, |options| judge(&package, &plan, options))
        .map_err(|error| refused(&terminal.texts, &package, &inputs, &error))?;
    drop(line);
    terminal.out(&if args.json {
        as_json(&JudgementRecord::new(&judgement, &package, &terminal.texts))
    } else {
        spoken(&judgement, &package, &terminal.texts)
    });
    if judgement.violations.is_empty() { Ok(()) } else { Err(Stop::Faults) }
}

/// A judgement for a person.
fn spoken(judgement: &Judgement, package: &Package, texts: &Texts) -> String {
    let broken = judgement.violations.iter().map(|v| violation_line(texts, package, v));
    let mut lines: Vec<String> = broken.collect();
    let number = |n: f64| Arg::Number(n, 3);
    lines.push(texts.say("judged-violations", &[("count", Arg::Count(lines.len() as u64))]));
    lines.push(texts.say("judged-worth", &[("worth", number(judgement.worth))]));
    lines.push(match (judgement.best, judgement.bound, judgement.given_away()) {
        (Some(best), Some(bound), Some(away)) => {
            let numbers = [("best", number(best)), ("bound", number(bound)), ("away", number(away.abs()))];
            let key = if away < -1e-9 { "judged-above-best" } else { "judged-best" };
            texts.say(key, &numbers)
        }
        _ => texts.say("judged-no-plan", &[]),
    });
    if let Some(facts) = &judgement.fairness {
        lines.extend(fairness_lines(texts, package, facts, judgement.worth));
    }
    lines.join("\n")
}

/// A judgement for a machine.
#[derive(Serialize)]
struct JudgementRecord<'a> {
    violations: Vec<serde_json::Value>,
    worth: f64,
    best: Option<f64>,
    bound: Option<f64>,
    given_away: Option<f64>,
    fairness: Option<&'a FairnessFacts>,
}

impl<'a> JudgementRecord<'a> {
    fn new(judgement: &'a Judgement, package: &Package, texts: &Texts) -> Self {
        let record = |v: &Violation| qonys_tables::violation_json(package, v, &violation_line(texts, package, v));
        Self {
            violations: judgement.violations.iter().map(record).collect(),
            worth: judgement.worth,
            best: judgement.best,
            bound: judgement.bound,
            given_away: judgement.given_away(),
            fairness: judgement.fairness.as_ref(),
        }
    }
}
