//! Every word of `plan.xlsx`, given by the caller in the language of the reader.

use jiff::civil::Date;
use qonys_model::Occupation;
use std::collections::BTreeMap;

/// The words of a plan's workbook. Lists go by the package's order; a missing entry leaves its cell empty, a missing
/// name shows the key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanBookTexts {
    /// Day that the workbook gives as the day of its creation, so that the same plan gives the same bytes; none = 2026-01-01.
    pub created: Option<Date>,
    /// Says that the people are not real. Shown on every sheet and page of a synthetic package; must then not be empty.
    pub synthetic: String,
    /// Headline figures of the first sheet: label and figure.
    pub figures: Vec<(String, Figure)>,
    /// Further sentences under the figures, e.g. what is assumed.
    pub remarks: Vec<String>,
    /// Name of each region.
    pub region_names: Vec<String>,
    /// Name of each capacity, in `programme.toml` order.
    pub capacity_names: Vec<String>,
    /// Names of streams.
    pub stream_names: BTreeMap<String, String>,
    /// Names of occupations.
    pub occupation_names: BTreeMap<Occupation, String>,
    /// Note on each household.
    pub notes: Vec<String>,
    /// Why each household waits; looked at for those who wait.
    pub reasons: Vec<String>,
    /// What stands for the places of a capacity without limit.
    pub unlimited: String,
    /// Page footer before the page number, e.g. "Page".
    pub page: String,
    /// Sheet titles and column headers.
    pub headers: PlanBookHeaders,
}

/// A headline figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A whole number.
    Count(u64),
    /// A number with two decimals.
    Number(f64),
    /// A share, 1 = 100 %, with three decimals of a per cent.
    Share(f64),
    /// Words.
    Text(String),
}

/// Sheet titles and column headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanBookHeaders {
    /// Title of the first sheet.
    pub summary: String,
    /// Title of the sheet of those who wait.
    pub waiting: String,
    /// Tab of the plan by keys.
    pub plan: String,
    /// Title of the sheet of prices.
    pub prices: String,
    /// Title of the sheet of openings.
    pub openings: String,
    /// Column: household.
    pub household: String,
    /// Column: members, a number.
    pub members: String,
    /// Column: date of application.
    pub applied: String,
    /// Column: stream.
    pub stream: String,
    /// Column: worth of the place, expected people in work.
    pub value: String,
    /// Column: matched openings.
    pub matched: String,
    /// Column: runner-up region.
    pub runner_up: String,
    /// Column: note.
    pub note: String,
    /// Column: reasons to wait.
    pub reason: String,
    /// Column: key of a region.
    pub region: String,
    /// Column: name of a region.
    pub region_name: String,
    /// Column: capacity.
    pub capacity: String,
    /// Column: places.
    pub places: String,
    /// Column: minimum.
    pub minimum: String,
    /// Column: asked.
    pub asked: String,
    /// Column: used.
    pub used: String,
    /// Column: left.
    pub left: String,
    /// Column: price of one more.
    pub price: String,
    /// Column: code of an occupation.
    pub occupation: String,
    /// Column: name of an occupation.
    pub occupation_name: String,
    /// Column: openings wanted.
    pub wanted: String,
    /// Column: openings filled.
    pub filled: String,
}
