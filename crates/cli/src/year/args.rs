//! What may be typed after `qonys year`.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use qonys::season::Coming;
use qonys::year::Sittings;
use std::path::PathBuf;

/// The most families of a year that can be said to be expected.
const MOST: u64 = 10_000_000;

/// Place families as they come all year: one sitting of the commission after the other, kept in a folder
#[derive(Debug, Args)]
pub struct YearArgs {
    #[command(subcommand)]
    pub command: YearCommand,
}

#[derive(Debug, Subcommand)]
pub enum YearCommand {
    Open(OpenArgs),
    Sit(SitArgs),
    Change(ChangeArgs),
    Status(StatusArgs),
    Plan(PlanArgs),
    Rerun(RerunArgs),
}

impl YearCommand {
    /// Whether the result is to be JSON.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Sit(args) => args.json,
            Self::Status(args) => args.json,
            Self::Open(_) | Self::Change(_) | Self::Plan(_) | Self::Rerun(_) => false,
        }
    }
}

/// Open a year: its regions, places and openings, and past years that stand for those who may come
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// Folder or .xlsx with programme, regions, capacities and openings; families in it are not taken in
    pub package: PathBuf,
    /// Packages of past years, the families of which stand for those who may come [default: none]
    #[arg(long, value_name = "PACKAGE", num_args = 1..)]
    pub pool: Vec<PathBuf>,
    /// Folder to keep the year in; it is made when it is not there
    #[arg(long, value_name = "DIR")]
    pub state: PathBuf,
    /// Sittings planned, or their dates joined by commas [default: the programme's, else the date says how much of the year is over]
    #[arg(long, value_name = "N|DATES", value_parser = sittings)]
    pub sittings: Option<Sittings>,
    /// Families of the whole year: a number, `poisson` (the mean of the pool), or `unknown` [default: fitted to the pool]
    #[arg(long, value_name = "N|poisson|unknown", value_parser = coming)]
    pub count: Option<Coming>,
}

/// Propose places for the families of a sitting and for those who wait; with --accept, write them down
#[derive(Debug, Args)]
pub struct SitArgs {
    /// Folder of the year
    pub state: PathBuf,
    /// Folder, .xlsx or households.csv with the families; without it only those who wait are looked at
    pub families: Option<PathBuf>,
    /// Day of the sitting [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Write the decisions into the journal
    #[arg(long)]
    pub accept: bool,
    /// Decide otherwise for a household: a region, or `waiting`; may be given several times
    #[arg(long, value_name = "HOUSEHOLD=REGION", value_parser = except, requires_all = ["reason", "author"])]
    pub except: Vec<(String, String)>,
    /// Why; once for all, or once for each --except in their order
    #[arg(long, value_name = "TEXT")]
    pub reason: Vec<String>,
    /// Who decided
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Say everything about each family: its worth, the next best region, what would change it
    #[arg(long)]
    pub explain: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Threads to use [default: all]; the result is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Add, take away or move places from a day on
#[derive(Debug, Args)]
pub struct ChangeArgs {
    /// Folder of the year
    pub state: PathBuf,
    /// Table (.csv or .xlsx): date, places, from_region, from_capacity, to_region, to_capacity, reason, author
    pub changes: PathBuf,
}

/// Show places left, prices, the use expected to the end of the year, and who waits
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Folder of the year
    pub state: PathBuf,
    /// Day to look at: of the year, and not before the last sitting [default: today, or the nearest such day]
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Write tables anew from the journal: plan.csv, where every family is, since which sitting, and who decided; with --sitting those
/// of past sittings too
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Folder of the year
    pub state: PathBuf,
    /// Number of a sitting whose tables (sitting-001.csv, .xlsx) are written anew; may be given several times
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub sitting: Vec<u64>,
}

/// Recompute every sitting from the journal and compare it with what was written
#[derive(Debug, Args)]
pub struct RerunArgs {
    /// Folder of the year
    pub state: PathBuf,
}

fn sittings(text: &str) -> Result<Sittings, String> {
    if let Ok(number) = text.parse::<u32>() {
        return if number == 0 { Err("at least 1".to_owned()) } else { Ok(Sittings::Number(number)) };
    }
    let date = |text: &str| text.trim().parse().map_err(|_| format!("neither a number nor a date: {text}"));
    let mut dates = text.split(',').map(date).collect::<Result<Vec<Date>, String>>()?;
    dates.sort_unstable();
    Ok(Sittings::Dates(dates))
}

fn coming(text: &str) -> Result<Coming, String> {
    match text {
        "poisson" => Ok(Coming::Poisson),
        "unknown" => Ok(Coming::Unknown),
        number => match number.parse() {
            Ok(families) if families <= MOST => Ok(Coming::Families(families)),
            Ok(_) => Err(format!("more than {MOST}")),
            Err(_) => Err("neither a number nor poisson nor unknown".to_owned()),
        },
    }
}

fn except(text: &str) -> Result<(String, String), String> {
    let (household, region) = text.rsplit_once('=').ok_or_else(|| "not HOUSEHOLD=REGION".to_owned())?;
    Ok((household.trim().to_owned(), region.trim().to_owned()))
}
