//! `qonys year plan`: tables written anew from the journal.

use super::args::PlanArgs;
use super::proposal::{code, csv, fixed, xlsx};
use super::rerun::{differs, recomputed};
use super::state::year;
use super::store_stop;
use crate::outputs::stage;
use crate::terminal::{Stop, Terminal};
use qonys::year::{Proposal, Year};
use qonys_model::{HouseholdIx, Place};
use qonys_report::Arg;
use qonys_tables::{WAITING, csv_table, guarded};
use std::collections::{BTreeMap, BTreeSet};

/// Writes the plan so far anew, and the tables of past sittings that are asked for.
pub fn run(args: &PlanArgs, terminal: &Terminal) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let bodies = qonys_store::read(&args.state).map_err(|error| store_stop(texts, &error))?;
    let asked: BTreeSet<u64> = args.sitting.iter().copied().collect();
    let (mut number, mut files) = (0, Vec::new());
    let year = year(&bodies, terminal, |year, record, body| {
        number += 1;
        if asked.contains(&number) {
            // tables that say something else than was decided are not written
            let same = recomputed(year, record).filter(|(_, again)| again.line() == body);
            let (proposal, _) = same.ok_or_else(|| Stop::Message(differs(texts, number, record)))?;
            files.extend(tables(&stem(number), &proposal, terminal)?);
        }
        Ok(())
    })?;
    if let Some(missing) = asked.iter().find(|asked| **asked > number) {
        let words = [("number", Arg::Count(*missing)), ("held", Arg::Count(number))];
        return Err(Stop::Message(texts.say("year-sitting-missing", &words)));
    }
    files.push(("plan.csv".to_owned(), plan_csv(&year)));
    stage(terminal, &args.state, &files)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let words = [
        ("folder", Arg::Text(args.state.display().to_string())),
        ("files", Arg::Text(names.join(", "))),
        ("placed", Arg::Count((year.package().households.len() - year.waiting().len()) as u64)),
        ("waiting", Arg::Count(year.waiting().len() as u64)),
    ];
    terminal.out(&texts.say("year-plan-written", &words));
    Ok(())
}

/// The tables of a proposal, under a name.
pub fn tables(stem: &str, proposal: &Proposal, terminal: &Terminal) -> Result<[(String, Vec<u8>); 2], Stop> {
    Ok([(format!("{stem}.csv"), csv(proposal, &terminal.texts)), (format!("{stem}.xlsx"), xlsx(proposal, terminal)?)])
}

/// The name of the tables of a sitting that was held.
pub fn stem(number: u64) -> String {
    format!("sitting-{number:03}")
}

/// `plan.csv` of a year: a row for each family named so far, in the order in which they came.
pub fn plan_csv(year: &Year) -> Vec<u8> {
    let header = ["household", "region", "sitting", "date", "value", "decided_by", "proposed", "reason", "author"];
    let package = year.package();
    let text = |words: &str| guarded(words).into_owned();
    let mut decided = BTreeMap::new();
    for (number, held) in (1..).zip(year.held()) {
        for decision in &held.record.decisions {
            decided.insert(decision.household.as_str(), (number, held.date, decision));
        }
    }
    let row = |(at, placement): (usize, &qonys_model::Placement)| {
        let id = package.households[HouseholdIx::from(at).at()].id.as_str();
        let region = match placement.place {
            Place::Region(region) => text(&package.regions[region.at()].id),
            Place::Waiting => WAITING.to_owned(),
        };
        let mut row = vec![text(id), region];
        match decided.get(id) {
            Some((number, day, decision)) => {
                let number: &usize = number;
                row.extend([number.to_string(), day.to_string(), fixed(decision.value)]);
                row.push(decision.decided_by.iter().map(code).collect::<Vec<_>>().join(";"));
                let overruled = decision.overruled.as_ref();
                row.push(overruled.map_or(String::new(), |o| o.proposed.as_deref().map_or(WAITING.to_owned(), text)));
                row.push(overruled.map_or(String::new(), |o| text(&o.reason)));
                row.push(overruled.and_then(|o| o.author.as_deref()).map_or(String::new(), text));
            }
            None => row.extend(std::iter::repeat_n(String::new(), 7)),
        }
        row
    };
    csv_table(&header, year.plan().placements.iter().enumerate().map(row).collect())
}
