//! `qonys explain`: why this region, why not the others, what would change it.

use crate::args::ExplainArgs;
use crate::clock::Clock;
use crate::place::{placed, with_options};
use crate::progress::ProgressLine;
use crate::reading;
use crate::terminal::{Stop, Terminal};
use qonys::lock_costs;
use qonys_model::{HouseholdIx, Package};
use qonys_report::{Arg, Lang, Texts, explain, lock_costs_of};

pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<(), Stop> {
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    let (package, inputs, _) = reading::package(&args.package, terminal)?;
    let household = find(&package, &args.household).ok_or_else(|| Stop::Message(unknown(args, terminal, &package)))?;
    let clock = Clock::start();
    let outcome = placed((&package, &inputs), &args.engine, &clock, &line, terminal)?;
    let own = |lock: &qonys_model::Lock| lock.household == household;
    let costs = if package.locks.iter().any(own) {
        with_options(&args.engine, &clock, &line, |options| lock_costs(&package, &outcome, own, options))
            .unwrap_or_default()
    } else {
        None
    };
    drop(line);
    let told = |texts: &Texts| {
        let costs = costs.iter().flat_map(|costs| lock_costs_of(texts, &package, costs, household));
        let costs: String = costs.map(|line| format!("\n{line}\n")).collect();
        explain(texts, &package, &outcome, household) + &costs
    };
    if args.all_languages {
        for lang in Lang::ALL {
            terminal.out(&format!("{}\n", told(&Texts::new(lang))));
        }
    } else {
        terminal.out(&told(&terminal.texts));
    }
    Ok(())
}

fn find(package: &Package, id: &str) -> Option<HouseholdIx> {
    let exact = package.households.iter().position(|h| h.id == id);
    exact.or_else(|| package.households.iter().position(|h| h.id.eq_ignore_ascii_case(id))).map(HouseholdIx::from)
}

fn unknown(args: &ExplainArgs, terminal: &Terminal, package: &Package) -> String {
    let near = |h: &&qonys_model::Household| strsim::damerau_levenshtein(&h.id, &args.household);
    let nearest = package.households.iter().min_by_key(near).map_or(String::new(), |h| h.id.clone());
    let words = [("household", Arg::Text(args.household.clone())), ("nearest", Arg::Text(nearest))];
    terminal.texts.say("explain-unknown-household", &words)
}
