//! `plan.xlsx`: a plan for people who work with it in a spreadsheet.

use super::book::{Book, Column, Kind, TableSheet, Value};
use super::texts::{Figure, PlanBookTexts};
use crate::WriteError;
use jiff::civil::{Date, date};
use qonys_model::{Explanation, HouseholdIx, Outcome, Package, Place, RegionIx};

/// The plan as a workbook: a summary, a sheet for each region that receives someone, one of those who wait with the
/// reasons, one of prices, one of openings, and one of the whole plan by keys, which is read again. The same arguments give the same bytes. A list with more rows than a sheet
/// holds goes on in a further sheet.
///
/// # Errors
/// [`WriteError::SyntheticUnsaid`] when the package is synthetic and `texts.synthetic` is empty;
/// [`WriteError::Workbook`] when the workbook cannot be made.
pub fn plan_xlsx(package: &Package, outcome: &Outcome, texts: &PlanBookTexts) -> Result<Vec<u8>, WriteError> {
    let mark = match (package.programme.synthetic, texts.synthetic.trim()) {
        (false, _) => "",
        (true, "") => return Err(WriteError::SyntheticUnsaid),
        (true, mark) => mark,
    };
    let view = View { package, outcome, texts };
    let created = texts.created.unwrap_or(DEFAULT_DAY);
    let mut book = Book::new(&package.programme.name, created, mark, &texts.page)?;
    view.write(&mut book)?;
    book.finish()
}

/// Day of creation when the caller gives none: any fixed day keeps the bytes the same.
const DEFAULT_DAY: Date = date(2026, 1, 1);

struct View<'a> {
    package: &'a Package,
    outcome: &'a Outcome,
    texts: &'a PlanBookTexts,
}

impl<'a> View<'a> {
    fn write(&self, book: &mut Book<'_>) -> Result<(), WriteError> {
        let figures: Vec<_> = self.texts.figures.iter().map(|(label, figure)| shown(label, figure)).collect();
        let title = format!("{}, {}", self.package.programme.name, self.package.programme.year);
        book.add_lines(&self.texts.headers.summary, &title, &figures, &self.texts.remarks)?;
        let (by_region, waiting) = self.by_region();
        for (region, households) in (0_usize..).map(RegionIx::from).zip(by_region) {
            if !households.is_empty() {
                self.region(book, region, &households)?;
            }
        }
        self.waiting(book, &waiting)?;
        self.prices(book)?;
        self.openings(book)?;
        self.plan(book)
    }

    /// The whole plan by keys: what `qonys check --plan` and `qonys place --keep` read.
    fn plan(&self, book: &mut Book<'_>) -> Result<(), WriteError> {
        let headers = &self.texts.headers;
        let columns = vec![
            column(&headers.household, Kind::Text, 14),
            column(&headers.region, Kind::Text, 12),
            column(&headers.region_name, Kind::Text, 30),
            column(&headers.note, Kind::Words, 60),
        ];
        let row = |placement: &qonys_model::Placement| {
            let (key, name) = match placement.place {
                Place::Region(region) => (self.package.regions[region.at()].id.as_str(), self.region_name(region)),
                Place::Waiting => (super::WAITING, headers.waiting.as_str()),
            };
            let household = placement.household;
            let id = self.package.households[household.at()].id.as_str();
            vec![id.into(), key.into(), name.into(), at(&self.texts.notes, household.at()).into()]
        };
        let rows = self.outcome.plan.placements.iter().map(row).collect();
        book.add_table(&TableSheet { tab: &headers.plan, title: &headers.plan, columns, rows })
    }

    /// Households of each region and those who wait, each in package order.
    fn by_region(&self) -> (Vec<Vec<HouseholdIx>>, Vec<HouseholdIx>) {
        let mut regions = vec![Vec::new(); self.package.regions.len()];
        let mut waiting = Vec::new();
        for placement in &self.outcome.plan.placements {
            match placement.place {
                Place::Region(region) => regions[region.at()].push(placement.household),
                Place::Waiting => waiting.push(placement.household),
            }
        }
        (regions, waiting)
    }

    fn region(&self, book: &mut Book<'_>, region: RegionIx, households: &[HouseholdIx]) -> Result<(), WriteError> {
        let headers = &self.texts.headers;
        let columns = vec![
            column(&headers.household, Kind::Text, 14),
            column(&headers.members, Kind::Whole, 10),
            column(&headers.applied, Kind::Day, 12),
            column(&headers.stream, Kind::Text, 14),
            column(&headers.value, Kind::Value, 12),
            column(&headers.matched, Kind::Words, 34),
            column(&headers.runner_up, Kind::Text, 26),
            column(&headers.note, Kind::Words, 60),
        ];
        let row = |&household: &HouseholdIx| {
            let why = &self.outcome.explanations[household.at()];
            let runner_up = why.runner_up.map(|r| self.region_name(r)).unwrap_or_default();
            let mut cells = self.facts(household);
            cells.push(Value::Number(why.worth.total()));
            cells.push(self.matched(why).as_str().into());
            cells.push(runner_up.into());
            cells.push(at(&self.texts.notes, household.at()).into());
            cells
        };
        let name = self.region_name(region);
        let key = &self.package.regions[region.at()].id;
        let title = if name == key { key.clone() } else { format!("{key} {name}") };
        let rows = households.iter().map(row).collect();
        book.add_table(&TableSheet { tab: &title, title: &title, columns, rows })
    }

    fn waiting(&self, book: &mut Book<'_>, households: &[HouseholdIx]) -> Result<(), WriteError> {
        let headers = &self.texts.headers;
        let columns = vec![
            column(&headers.household, Kind::Text, 14),
            column(&headers.members, Kind::Whole, 10),
            column(&headers.applied, Kind::Day, 12),
            column(&headers.stream, Kind::Text, 14),
            column(&headers.reason, Kind::Words, 60),
            column(&headers.note, Kind::Words, 50),
        ];
        let row = |&household: &HouseholdIx| {
            let mut cells = self.facts(household);
            cells.push(at(&self.texts.reasons, household.at()).into());
            cells.push(at(&self.texts.notes, household.at()).into());
            cells
        };
        let rows = households.iter().map(row).collect();
        book.add_table(&TableSheet { tab: &headers.waiting, title: &headers.waiting, columns, rows })
    }

    fn prices(&self, book: &mut Book<'_>) -> Result<(), WriteError> {
        let headers = &self.texts.headers;
        let columns = vec![
            column(&headers.region, Kind::Text, 10),
            column(&headers.region_name, Kind::Text, 30),
            column(&headers.capacity, Kind::Text, 24),
            column(&headers.places, Kind::Whole, 11),
            column(&headers.minimum, Kind::Whole, 11),
            column(&headers.asked, Kind::Whole, 11),
            column(&headers.used, Kind::Whole, 11),
            column(&headers.left, Kind::Whole, 11),
            column(&headers.price, Kind::Price, 12),
        ];
        let row = |place: &qonys_model::CapacityUse| {
            let left = place.places.map(|places| f64::from(places) - f64::from(place.used));
            vec![
                self.package.regions[place.region.at()].id.as_str().into(),
                self.region_name(place.region).into(),
                self.capacity_name(place.capacity).into(),
                place.places.map_or_else(|| self.texts.unlimited.as_str().into(), Value::from),
                place.minimum.into(),
                place.asked.into(),
                place.used.into(),
                left.map_or(Value::Empty, Value::Number),
                Value::Number(place.price),
            ]
        };
        let rows = self.outcome.capacities.iter().map(row).collect();
        book.add_table(&TableSheet { tab: &headers.prices, title: &headers.prices, columns, rows })
    }

    fn openings(&self, book: &mut Book<'_>) -> Result<(), WriteError> {
        let headers = &self.texts.headers;
        let columns = vec![
            column(&headers.region, Kind::Text, 10),
            column(&headers.region_name, Kind::Text, 30),
            column(&headers.occupation, Kind::Text, 12),
            column(&headers.occupation_name, Kind::Words, 46),
            column(&headers.wanted, Kind::Whole, 11),
            column(&headers.filled, Kind::Whole, 11),
            column(&headers.price, Kind::Price, 12),
        ];
        let row = |use_: &qonys_model::OpeningUse| {
            let opening = &self.package.openings[use_.opening.at()];
            vec![
                self.package.regions[opening.region.at()].id.as_str().into(),
                self.region_name(opening.region).into(),
                opening.occupation.to_string().as_str().into(),
                self.texts.occupation_names.get(&opening.occupation).map_or("", String::as_str).into(),
                opening.openings.into(),
                use_.filled.into(),
                Value::Number(use_.price),
            ]
        };
        let rows = self.outcome.openings.iter().map(row).collect();
        book.add_table(&TableSheet { tab: &headers.openings, title: &headers.openings, columns, rows })
    }

    /// Household, members, day of application, stream: the first columns of every list of households.
    fn facts(&self, household: HouseholdIx) -> Vec<Value> {
        let household = &self.package.households[household.at()];
        let stream = household.stream.as_deref().unwrap_or_default();
        vec![
            household.id.as_str().into(),
            household.persons().into(),
            household.applied.map_or(Value::Empty, Value::Day),
            self.texts.stream_names.get(stream).map_or(stream, String::as_str).into(),
        ]
    }

    /// Matched openings: the person and the occupation of the opening.
    fn matched(&self, why: &Explanation) -> String {
        let jobs = why.jobs.iter().map(|job| {
            let occupation = self.package.openings[job.opening.at()].occupation;
            let person = &self.package.people[job.person.at()].id;
            match self.texts.occupation_names.get(&occupation) {
                Some(name) => format!("{person}: {occupation} {name}"),
                None => format!("{person}: {occupation}"),
            }
        });
        jobs.collect::<Vec<_>>().join("\n")
    }

    fn region_name(&self, region: RegionIx) -> &'a str {
        match at(&self.texts.region_names, region.at()) {
            "" => &self.package.regions[region.at()].id,
            name => name,
        }
    }

    fn capacity_name(&self, capacity: qonys_model::CapacityIx) -> &'a str {
        match at(&self.texts.capacity_names, capacity.at()) {
            "" => &self.package.programme.capacity[capacity.at()].name,
            name => name,
        }
    }
}

fn column(header: &str, kind: Kind, width: u8) -> Column<'_> {
    Column { header, kind, width }
}

fn at(texts: &[String], position: usize) -> &str {
    texts.get(position).map_or("", String::as_str)
}

fn shown(label: &str, figure: &Figure) -> (String, Value, Kind) {
    let (value, kind) = match figure {
        Figure::Count(count) => (Value::Number(*count as f64), Kind::Whole),
        Figure::Number(number) => (Value::Number(*number), Kind::Value),
        Figure::Share(share) => (Value::Number(*share), Kind::Share),
        Figure::Text(words) => (words.as_str().into(), Kind::Words),
    };
    (label.to_owned(), value, kind)
}

#[cfg(test)]
mod tests;
