//! The summary of a run: one screen of a terminal.

use crate::Texts;
use crate::layout::{Lines, WIDTH, cut};
use qonys_model::{CapacityUse, Outcome, Package, Place, StoppedBy, WaitReason};

/// Rows of the table of places; the dearest are kept when there are more.
const ROWS: usize = 22;
/// Columns that the names of regions and of capacities may take in the table.
const NAMES: [usize; 2] = [30, 25];

/// A figure of the headlines.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A whole number.
    Count(u64),
    /// A number to show with two decimals.
    Number(f64),
    /// A share of one.
    Share(f64),
}

/// What a run came to, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Name and year of the programme.
    pub title: String,
    /// Headline sentences.
    pub headlines: Vec<String>,
    /// Labels and figures, for a table of headline figures.
    pub figures: Vec<(String, Figure)>,
    /// The table of places: a header, then rows of region, capacity, places, asked, used, left, price.
    pub rows: Vec<Vec<String>>,
    /// Under the table, when rows had to be left out.
    pub more: Option<String>,
    /// What the reader must know: synthetic people, assumptions, what is not proved.
    pub warnings: Vec<String>,
}

impl Summary {
    /// Plain text of at most about 40 lines of 100 columns.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        lines.line(&cut(&self.title, WIDTH));
        lines.blank();
        self.headlines.iter().for_each(|headline| lines.line(headline));
        lines.blank();
        lines.table(&self.rows, 2);
        self.more.iter().for_each(|more| lines.under(more));
        lines.blank();
        self.warnings.iter().for_each(|warning| lines.item(warning));
        lines.text()
    }
}

/// Sums up a run.
#[must_use]
pub fn summary(texts: &Texts, package: &Package, outcome: &Outcome) -> Summary {
    let totals = Totals::of(package, outcome);
    let (rows, more) = rows(texts, package, outcome);
    Summary {
        title: format!("{}, {}", package.programme.name, package.programme.year),
        headlines: headlines(texts, package, outcome, &totals),
        figures: figures(texts, package, outcome, &totals),
        rows,
        more,
        warnings: warnings(texts, package, outcome),
    }
}

/// What the reader of any output must know: that people are synthetic, rates assumed, a claim not proved.
#[must_use]
pub fn warnings(texts: &Texts, package: &Package, outcome: &Outcome) -> Vec<String> {
    let mut told = Vec::new();
    if package.programme.synthetic {
        told.push(texts.say("synthetic", &[]));
    }
    if !outcome.assumptions.is_empty() {
        told.push(texts.say("summary-assumptions", &[("count", outcome.assumptions.len().into())]));
    }
    if let Some(by) = outcome.certificate.stopped {
        told.push(stopped(texts, by, outcome.certificate.gap));
    }
    let waiting = outcome.plan.placements.iter().any(|placement| placement.place == Place::Waiting);
    if waiting && !outcome.certificate.inclusion_proved {
        told.push(texts.say("summary-inclusion-open", &[]));
    }
    told
}

/// What ended the run before it was done, and how far from the best its plan can be.
pub(crate) fn stopped(texts: &Texts, by: StoppedBy, gap: f64) -> String {
    let key = match by {
        StoppedBy::User => "stopped-by-user",
        StoppedBy::TimeLimit => "stopped-by-time-limit",
        StoppedBy::Gap => "stopped-by-gap",
    };
    texts.say(key, &[("gap", texts.percent(gap, 3).into())])
}

#[derive(Default)]
struct Totals {
    households: u64,
    persons: u64,
    placed_households: u64,
    placed_persons: u64,
    wanted: u64,
    filled: u64,
}

impl Totals {
    fn of(package: &Package, outcome: &Outcome) -> Self {
        let mut totals = Self { households: package.households.len() as u64, ..Self::default() };
        for (household, placement) in package.households.iter().zip(&outcome.plan.placements) {
            let persons = u64::from(household.persons());
            totals.persons += persons;
            if placement.place != Place::Waiting {
                totals.placed_households += 1;
                totals.placed_persons += persons;
            }
        }
        totals.wanted = package.openings.iter().map(|opening| u64::from(opening.openings)).sum();
        totals.filled = outcome.openings.iter().map(|opening| u64::from(opening.filled)).sum();
        totals
    }

    fn waiting_households(&self) -> u64 {
        self.households - self.placed_households
    }

    fn waiting_persons(&self) -> u64 {
        self.persons - self.placed_persons
    }
}

fn headlines(texts: &Texts, package: &Package, outcome: &Outcome, totals: &Totals) -> Vec<String> {
    let group = |key, persons: u64, households: u64| {
        texts.say(
            key,
            &[("persons", texts.persons(persons).into()), ("households", texts.households(households).into())],
        )
    };
    let certificate = &outcome.certificate;
    let worth = [
        ("value", (certificate.value, 2).into()),
        ("bound", (certificate.bound, 2).into()),
        ("gap", texts.percent(certificate.gap, 3).into()),
    ];
    let mut told = vec![group("summary-placed", totals.placed_persons, totals.placed_households)];
    if totals.waiting_households() > 0 {
        told.push(group("summary-waiting", totals.waiting_persons(), totals.waiting_households()));
        told.extend(waiting(texts, outcome));
    }
    told.push(if package.scores.is_some() {
        texts.say("summary-worth-scores", &worth)
    } else {
        texts.say("summary-worth", &worth)
    });
    if totals.wanted > 0 {
        told.push(texts.say("summary-openings", &[("filled", totals.filled.into()), ("wanted", totals.wanted.into())]));
    }
    if let Some(facts) = &outcome.fairness {
        told.extend(crate::fairness_lines(texts, package, facts, certificate.value));
    }
    if let Some(wished) = &outcome.wished {
        told.extend(crate::wishes_lines(texts, package, wished));
    }
    told
}

/// How many wait for each reason.
fn waiting(texts: &Texts, outcome: &Outcome) -> Option<String> {
    let all = [
        (WaitReason::NoOpenRegion, texts.say("why-no-open-region", &[])),
        (WaitReason::Priority, texts.say("why-priority", &[])),
        (WaitReason::AppliedLater, texts.say("why-applied-later", &[])),
        (WaitReason::Decided, texts.say("why-decided", &[])),
        (WaitReason::PlacesShort, texts.say("why-places-short", &[])),
        (WaitReason::NotWorth, texts.say("why-not-worth", &[])),
        (WaitReason::Declined, texts.say("why-declined", &[])),
        (WaitReason::Unasked, texts.say("why-unasked", &[])),
    ];
    let number = |reason| outcome.explanations.iter().filter(|why| why.waiting.contains(&reason)).count() as u64;
    let counted = all.into_iter().map(|(reason, name)| (number(reason), name)).filter(|(number, _)| *number > 0);
    let parts: Vec<_> = counted.map(|(number, name)| format!("{name}: {}", texts.count(number))).collect();
    (!parts.is_empty()).then(|| texts.say("summary-why", &[("reasons", parts.join("; ").into())]))
}

fn figures(texts: &Texts, package: &Package, outcome: &Outcome, totals: &Totals) -> Vec<(String, Figure)> {
    let certificate = &outcome.certificate;
    let value =
        if package.scores.is_some() { texts.say("figure-value-scores", &[]) } else { texts.say("figure-value", &[]) };
    let mut told = vec![
        (texts.say("figure-households", &[]), Figure::Count(totals.households)),
        (texts.say("figure-persons", &[]), Figure::Count(totals.persons)),
        (texts.say("figure-placed-households", &[]), Figure::Count(totals.placed_households)),
        (texts.say("figure-placed-persons", &[]), Figure::Count(totals.placed_persons)),
        (texts.say("figure-waiting-households", &[]), Figure::Count(totals.waiting_households())),
        (texts.say("figure-waiting-persons", &[]), Figure::Count(totals.waiting_persons())),
        (value, Figure::Number(certificate.value)),
        (texts.say("figure-bound", &[]), Figure::Number(certificate.bound)),
        (texts.say("figure-gap", &[]), Figure::Share(certificate.gap)),
    ];
    if totals.wanted > 0 {
        told.push((texts.say("figure-wanted", &[]), Figure::Count(totals.wanted)));
        told.push((texts.say("figure-filled", &[]), Figure::Count(totals.filled)));
    }
    told
}

/// Limited places that exist or are asked for, by capacity and region; the dearest when there are too many.
fn rows(texts: &Texts, package: &Package, outcome: &Outcome) -> (Vec<Vec<String>>, Option<String>) {
    let limited = |use_: &&CapacityUse| use_.places.is_some_and(|places| places > 0);
    let mut shown: Vec<&CapacityUse> = outcome.capacities.iter().filter(limited).collect();
    let left_out = shown.len().saturating_sub(ROWS);
    if left_out > 0 {
        shown.sort_by(|a, b| b.price.total_cmp(&a.price).then(b.used.cmp(&a.used)).then(a.region.cmp(&b.region)));
        shown.truncate(ROWS);
    }
    shown.sort_by_key(|use_| (use_.capacity, use_.region));
    let header = [
        texts.say("book-region", &[]),
        texts.say("book-capacity", &[]),
        texts.say("book-places", &[]),
        texts.say("book-asked", &[]),
        texts.say("book-used", &[]),
        texts.say("book-left", &[]),
        texts.say("summary-price", &[]),
    ];
    let mut rows = vec![header.to_vec()];
    rows.extend(shown.into_iter().map(|use_| row(texts, package, use_)));
    let more = (left_out > 0).then(|| texts.say("summary-more", &[("count", left_out.into())]));
    (if rows.len() > 1 { rows } else { Vec::new() }, more)
}

fn row(texts: &Texts, package: &Package, use_: &CapacityUse) -> Vec<String> {
    let places = use_.places.unwrap_or(0);
    vec![
        cut(&texts.region(package, use_.region), NAMES[0]),
        cut(&texts.capacity(package, use_.capacity), NAMES[1]),
        texts.count(places),
        texts.count(use_.asked),
        texts.count(use_.used),
        texts.count(places.saturating_sub(use_.used)),
        texts.number(use_.price, 3),
    ]
}
