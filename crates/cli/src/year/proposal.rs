//! A proposal for machines and for spreadsheets.

use super::next::{SHOWN, here, next, price, said, worth};
use crate::outputs::write_error;
use crate::terminal::{Stop, Terminal};
use qonys::year::{Overruled, Proposal};
use qonys_model::{DecidedBy, HouseholdIx, Place, Placement, WaitReason};
use qonys_report::Texts;
use qonys_tables::{Figure, VALUE_DECIMALS, WAITING, csv_table, guarded, plan_xlsx};
use serde::Serialize;

/// A proposal as JSON.
#[derive(Serialize)]
pub struct ProposalRecord<'a> {
    sitting: usize,
    date: String,
    accepted: bool,
    /// Share of the year that is over.
    elapsed: f64,
    /// Families expected after this sitting.
    coming: f64,
    /// Nobody is expected any more.
    last: bool,
    value: f64,
    placed_households: usize,
    placed_persons: u64,
    waiting: usize,
    households: Vec<HouseholdRecord<'a>>,
    overruled: Vec<OverruledRecord<'a>>,
    prices: Vec<PriceRecord<'a>>,
}

#[derive(Serialize)]
struct HouseholdRecord<'a> {
    household: &'a str,
    /// `null`: it waits.
    region: Option<&'a str>,
    value: f64,
    price: f64,
    next: Vec<NextRecord<'a>>,
    decided_by: &'a [DecidedBy],
    waits_because: &'a [WaitReason],
    note: String,
}

#[derive(Serialize)]
struct NextRecord<'a> {
    region: &'a str,
    value: f64,
    price: f64,
    tipped: &'static str,
}

#[derive(Serialize)]
struct OverruledRecord<'a> {
    household: &'a str,
    proposed: Option<&'a str>,
    region: Option<&'a str>,
    worth_lost: f64,
    cost: f64,
}

#[derive(Serialize)]
pub struct PriceRecord<'a> {
    pub region: &'a str,
    pub capacity: &'a str,
    /// Places that could be given before this sitting.
    pub left: u32,
    /// Of these the sitting takes so many.
    pub used: u32,
    pub price: f64,
    /// What those to come would take at these prices.
    pub forecast: f64,
}

/// A proposal for a machine.
pub fn json<'a>(
    proposal: &'a Proposal,
    overruled: &[Overruled],
    number: usize,
    accepted: bool,
    texts: &Texts,
) -> ProposalRecord<'a> {
    let package = &proposal.rest.package;
    let notes = said(texts, proposal);
    let placements = &proposal.outcome.plan.placements;
    let placed = || placements.iter().filter(|p| p.place != Place::Waiting);
    let households = placements.iter().zip(notes).map(|(placement, note)| {
        let household = placement.household;
        let here = here(proposal, household);
        let why = &proposal.outcome.explanations[household.at()];
        let next = next(proposal, household).into_iter().map(|next| NextRecord {
            region: &package.regions[next.choice.region.at()].id,
            value: worth(&next.choice),
            price: price(&next.choice),
            tipped: next.tipped,
        });
        HouseholdRecord {
            household: id(proposal, household),
            region: region(proposal, placement.place),
            value: here.as_ref().map_or(0.0, worth),
            price: here.as_ref().map_or(0.0, price),
            next: next.collect(),
            decided_by: &why.decided_by,
            waits_because: &why.waiting,
            note,
        }
    });
    let overruled = overruled.iter().map(|done| OverruledRecord {
        household: id(proposal, done.household),
        proposed: region(proposal, done.proposed),
        region: region(proposal, proposal.place(done.household)),
        worth_lost: done.worth,
        cost: done.cost,
    });
    ProposalRecord {
        sitting: number,
        date: proposal.date.to_string(),
        accepted,
        elapsed: proposal.elapsed,
        coming: proposal.coming,
        last: proposal.last,
        value: proposal.outcome.certificate.value,
        placed_households: placed().count(),
        placed_persons: placed().map(|p| u64::from(package.households[p.household.at()].persons())).sum(),
        waiting: placements.len() - placed().count(),
        households: households.collect(),
        overruled: overruled.collect(),
        prices: prices(proposal),
    }
}

/// Every limit with its price.
pub fn prices(proposal: &Proposal) -> Vec<PriceRecord<'_>> {
    let package = &proposal.rest.package;
    let record = |used: &qonys_model::CapacityUse| PriceRecord {
        region: &package.regions[used.region.at()].id,
        capacity: &package.programme.capacity[used.capacity.at()].name,
        left: used.places.unwrap_or(u32::MAX),
        used: used.used,
        price: used.price,
        forecast: proposal.forecast.get(&(used.region, used.capacity)).copied().unwrap_or(0.0),
    };
    proposal.outcome.capacities.iter().map(record).collect()
}

fn id(proposal: &Proposal, household: HouseholdIx) -> &str {
    &proposal.rest.package.households[household.at()].id
}

fn region(proposal: &Proposal, place: Place) -> Option<&str> {
    place.region().map(|region| proposal.rest.package.regions[region.at()].id.as_str())
}

/// `proposal.csv`: a row for each family at hand.
pub fn csv(proposal: &Proposal, texts: &Texts) -> Vec<u8> {
    let package = &proposal.rest.package;
    let header = [
        "household",
        "region",
        "value",
        "price",
        "next_1",
        "next_1_value",
        "next_1_price",
        "next_1_tipped",
        "next_2",
        "next_2_value",
        "next_2_price",
        "next_2_tipped",
        "decided_by",
        "note",
    ];
    let notes = said(texts, proposal);
    let text = |words: &str| guarded(words).into_owned();
    let row = |(placement, note): (&Placement, String)| {
        let household = placement.household;
        let here = here(proposal, household);
        let mut row = vec![
            text(id(proposal, household)),
            region(proposal, placement.place).map_or(WAITING.to_owned(), text),
            fixed(here.as_ref().map_or(0.0, worth)),
            fixed(here.as_ref().map_or(0.0, price)),
        ];
        let next = next(proposal, household);
        for at in 0..SHOWN {
            row.extend(match next.get(at) {
                Some(next) => [
                    text(&package.regions[next.choice.region.at()].id),
                    fixed(worth(&next.choice)),
                    fixed(price(&next.choice)),
                    next.tipped.to_owned(),
                ],
                None => std::array::from_fn(|_| String::new()),
            });
        }
        let codes = proposal.outcome.explanations[household.at()].decided_by.iter().map(code);
        row.push(codes.collect::<Vec<_>>().join(";"));
        row.push(text(&note));
        row
    };
    csv_table(&header, proposal.outcome.plan.placements.iter().zip(notes).map(row).collect())
}

/// The name of a code.
pub fn code(code: &DecidedBy) -> String {
    serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A value in full; never `-0`.
pub fn fixed(value: f64) -> String {
    let text = format!("{value:.VALUE_DECIMALS$}");
    let nothing = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    if nothing { text.trim_start_matches('-').to_owned() } else { text }
}

/// `proposal.xlsx`: the sheets of a plan for those at hand.
pub fn xlsx(proposal: &Proposal, terminal: &Terminal) -> Result<Vec<u8>, Stop> {
    let (texts, package) = (&terminal.texts, &proposal.rest.package);
    let notes = said(texts, proposal);
    let mut book = crate::book::texts(texts, package, &proposal.outcome, &notes);
    let placed = proposal.outcome.plan.placements.iter().filter(|p| p.place != Place::Waiting).count();
    let figure = |key: &str, figure| (texts.say(key, &[]), figure);
    book.figures = vec![
        figure("year-figure-placed", Figure::Count(placed as u64)),
        figure("year-figure-waiting", Figure::Count((proposal.outcome.plan.placements.len() - placed) as u64)),
        figure("year-figure-value", Figure::Number(proposal.outcome.certificate.value)),
        figure("year-figure-elapsed", Figure::Share(proposal.elapsed)),
        figure("year-figure-coming", Figure::Number(proposal.coming)),
    ];
    plan_xlsx(package, &proposal.outcome, &book).map_err(|error| write_error(terminal, &error))
}
