//! A proposal on the terminal.

use super::next::{HAIR, here, next, price, said, worth};
use qonys::Parties;
use qonys::year::{Overruled, Proposal};
use qonys_model::{HouseholdIx, Place};
use qonys_report::{Arg, Texts, table_text};

/// The sitting as a whole, a table of families, and why.
pub fn spoken(texts: &Texts, proposal: &Proposal, number: usize) -> String {
    let mut lines = vec![head(texts, proposal, number)];
    if proposal.rest.package.programme.synthetic {
        lines.push(texts.say("synthetic", &[]));
    }
    let placements = &proposal.outcome.plan.placements;
    if placements.is_empty() {
        lines.push(texts.say("year-nobody", &[]));
        return lines.join("\n") + "\n";
    }
    lines.push(String::new());
    lines.push(table_text(&table(texts, proposal), 2).trim_end().to_owned());
    if Parties::of(&proposal.rest.package).list.iter().any(|party| party.households.len() > 1) {
        lines.push(texts.say("year-together", &[]));
    }
    if proposal.rest.package.programme.arrivals.backlog > 0.0 {
        lines.push(texts.say("year-backlog-charged", &[]));
    }
    lines.push(String::new());
    let notes = said(texts, proposal);
    for (placement, note) in placements.iter().zip(notes) {
        lines.extend(why(texts, proposal, placement.household, &note));
    }
    for &(region, capacity) in &proposal.unmet {
        let package = &proposal.rest.package;
        let words = [
            ("region", Arg::Text(texts.region(package, region))),
            ("capacity", Arg::Text(texts.capacity(package, capacity))),
        ];
        lines.push(texts.say("year-minimum-unmet", &words));
    }
    lines.join("\n") + "\n"
}

fn head(texts: &Texts, proposal: &Proposal, number: usize) -> String {
    let words = [
        ("number", Arg::Count(number as u64)),
        ("date", Arg::Text(texts.date(proposal.date))),
        ("elapsed", Arg::Text(texts.percent(proposal.elapsed, 0))),
        ("coming", Arg::Count(proposal.coming.round().max(0.0) as u64)),
        ("last", Arg::Text(if proposal.last { "yes" } else { "no" }.to_owned())),
    ];
    texts.say("year-head", &words)
}

fn table(texts: &Texts, proposal: &Proposal) -> Vec<Vec<String>> {
    let package = &proposal.rest.package;
    let columns = [
        "year-column-household",
        "year-column-to",
        "year-column-worth",
        "year-column-price",
        "year-column-next",
        "year-column-after",
    ];
    let mut rows = vec![columns.map(|key| texts.say(key, &[])).to_vec()];
    let number = |n: f64| texts.number(n, 2);
    for placement in &proposal.outcome.plan.placements {
        let household = placement.household;
        let region = |region| texts.region(package, region);
        let to = match placement.place {
            Place::Region(at) => region(at),
            Place::Waiting => texts.say("year-waits", &[]),
        };
        let here = here(proposal, household);
        let shown = |figure: fn(&_) -> f64| here.as_ref().map_or_else(|| "—".to_owned(), |c| number(figure(c)));
        let mut row = vec![package.households[household.at()].id.clone(), to, shown(worth), shown(price)];
        let beside = next(proposal, household).into_iter().map(|next| {
            let price = price(&next.choice);
            // where a minimum is to be met a place has a price below 0: it is added
            let sign = if price <= -HAIR { "+" } else { "−" };
            let words = [
                ("region", Arg::Text(region(next.choice.region))),
                ("worth", Arg::Text(number(worth(&next.choice)))),
                ("sign", Arg::Text(sign.to_owned())),
                ("price", Arg::Text(number(price.abs()))),
            ];
            texts.say("year-beside", &words)
        });
        row.extend(beside);
        rows.push(row);
    }
    rows
}

fn why(texts: &Texts, proposal: &Proposal, household: HouseholdIx, note: &str) -> Vec<String> {
    let package = &proposal.rest.package;
    let id = Arg::Text(package.households[household.at()].id.clone());
    let mut lines = vec![texts.say("year-why", &[("household", id.clone()), ("note", note.into())])];
    for next in next(proposal, household) {
        let words = [
            ("region", Arg::Text(texts.region(package, next.choice.region))),
            ("tipped", next.tipped.into()),
            ("waits", Arg::Text(if here(proposal, household).is_none() { "yes" } else { "no" }.to_owned())),
        ];
        lines.push(texts.say("year-next", &words));
    }
    lines
}

/// What each decision against the proposal costs.
pub fn overruled_lines(texts: &Texts, proposal: &Proposal, overruled: &[Overruled]) -> Vec<String> {
    let package = &proposal.rest.package;
    let place = |place: Place| match place {
        Place::Region(region) => texts.region(package, region),
        Place::Waiting => texts.say("year-waits", &[]),
    };
    let line = |done: &Overruled| {
        let words = [
            ("household", Arg::Text(package.households[done.household.at()].id.clone())),
            ("region", Arg::Text(place(proposal.place(done.household)))),
            ("proposed", Arg::Text(place(done.proposed))),
            ("worth", Arg::Number(done.worth, 2)),
            ("cost", Arg::Number(done.cost, 2)),
        ];
        texts.say("year-overruled", &words)
    };
    overruled.iter().map(line).collect()
}
