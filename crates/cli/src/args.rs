//! What may be typed. Command help is English; everything else a user reads comes from `locales/`.

use clap::{Args, Parser, Subcommand};
use qonys_model::Policy;
use qonys_report::Lang;
use std::path::PathBuf;

/// Places returning and resettling families into the regions of a country: by quota, by the work that the regions need,
/// with kin kept together; and says why.
#[derive(Debug, Parser)]
#[command(name = "qonys", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Language of all output: kk, ru or en [default: from LC_ALL, LC_MESSAGES or LANG, else en]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Place(PlaceArgs),
    Check(CheckArgs),
    Explain(ExplainArgs),
    WhatIf(WhatIfArgs),
    Compare(CompareArgs),
    Init(InitArgs),
    Synth(SynthArgs),
    Replay(ReplayArgs),
    Quota(crate::quota::QuotaArgs),
    Year(crate::year::YearArgs),
}

impl Command {
    /// Whether the result is to be JSON.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Place(args) => args.json,
            Self::Check(args) => args.json,
            Self::WhatIf(args) => args.json,
            Self::Compare(args) => args.json,
            Self::Replay(args) => args.json,
            Self::Quota(args) => args.json,
            Self::Year(args) => args.command.is_json(),
            Self::Explain(_) | Self::Init(_) | Self::Synth(_) => false,
        }
    }
}

/// How the engine runs
#[derive(Debug, Default, Args)]
pub struct EngineArgs {
    /// Threads to use [default: all]; the result is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Seed of the search [default: the programme's]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Stop as soon as the plan is proved to be within this share of the best, e.g. 0.001
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    pub gap: f64,
    /// Stop after so many seconds with the best plan so far; the result then depends on the machine
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<f64>,
}

/// Place the families of a package: writes plan.csv, plan.xlsx, run.json and report.html
#[derive(Debug, Args)]
pub struct PlaceArgs {
    /// Folder or .xlsx with the families, regions, quotas and openings
    pub package: PathBuf,
    /// Folder to write into; it is made when it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// An earlier plan (.csv or .xlsx): as few as possible of the families that it places are moved
    #[arg(long, value_name = "PLAN")]
    pub keep: Option<PathBuf>,
    /// With --keep: move at most so many families, for the highest worth
    #[arg(long, value_name = "N", requires = "keep")]
    pub move_at_most: Option<u64>,
    /// Leave out what the locks cost; finding that takes a further solve
    #[arg(long)]
    pub no_lock_costs: bool,
    /// Print run.json instead of the summary
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// List every fault of a package; with --plan every rule that a plan breaks, what it is worth and what it gives away
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folder or .xlsx
    pub package: PathBuf,
    /// A plan made by hand: a table (.csv or .xlsx) with the columns household and region
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// Say why a household is placed where it is, why not elsewhere, and what would change it
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Folder or .xlsx
    pub package: PathBuf,
    /// Key of the household
    pub household: String,
    /// Say it in Kazakh, Russian and English
    #[arg(long)]
    pub all_languages: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// Change numbers of a package and see what follows: the difference, who goes elsewhere, and what the prices foretold
#[derive(Debug, Args)]
pub struct WhatIfArgs {
    /// Folder or .xlsx; it is not changed
    pub package: PathBuf,
    /// A change, e.g. "capacities[KZ-59,kandas]+50", "openings[KZ-39,2221]=30", "value.kin=0.3", "locks[H12,KZ-55]=pin"; may
    /// be given more than once
    #[arg(long, value_name = "CHANGE")]
    pub set: Vec<String>,
    /// A change over a range, after the changes of --set, e.g. "capacities[KZ-59,kandas]+0..200/20"
    #[arg(long, value_name = "RANGE")]
    pub sweep: Option<String>,
    /// Folder to write what-if.html, what-if.json and the tables into; nothing is written without it
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print what-if.json instead of the summary
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// Two packages, two policies or two plans side by side
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Folder or .xlsx
    pub a: PathBuf,
    /// Folder or .xlsx; or a programme.toml, under which A is placed again
    pub b: PathBuf,
    /// A plan of A (.csv or .xlsx) instead of the one that the engine would make
    #[arg(long, value_name = "FILE")]
    pub plan_a: Option<PathBuf>,
    /// A plan of B
    #[arg(long, value_name = "FILE")]
    pub plan_b: Option<PathBuf>,
    /// Folder to write compare.html, compare.csv, compare.xlsx and compare.json into; nothing is written without it
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print compare.json instead of the summary
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// Write a commented template package with one small household in it
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to make, or with --xlsx the workbook to make
    pub path: PathBuf,
    /// Write one workbook with drop-down lists instead of a folder
    #[arg(long)]
    pub xlsx: bool,
}

/// Draw a synthetic population from published margins; the same specification gives the same bytes
#[derive(Debug, Args)]
pub struct SynthArgs {
    /// The specification (synth.toml)
    pub spec: PathBuf,
    /// Folder to write into [default: the specification's own folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Replay a year under several policies beside the optimum of hindsight: writes replay.json, replay.csv and replay.html
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// Folder or .xlsx with the year's families; or a specification of many years (eras.toml, or the folder with it)
    pub package: PathBuf,
    /// A past year, whose families stand for those who may come; may be given more than once
    #[arg(long, value_name = "PACKAGE", num_args = 1..)]
    pub pool: Vec<PathBuf>,
    /// Policies to compare
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "quota-only,need-key,first-come,prices,hindsight"
    )]
    pub policies: Vec<Policy>,
    /// Sittings in the year
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=366))]
    pub batches: Option<u16>,
    /// Orders of arrival: random ones, or where every family has a day of arrival, of those who came on one day
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=10000))]
    pub orders: u16,
    /// Seed of all chance [default: the programme's]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Multiply the places by this; openings stay as they are
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = factor)]
    pub scale_capacity: f64,
    /// What the prices know of how many families the year brings
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = CountArg::Known)]
    pub count: CountArg,
    /// Column of regions.csv that says how short of labour a region is, for need-key; without it openings say it
    #[arg(long, value_name = "COLUMN", default_value = "labour_need")]
    pub need: String,
    /// Column of regions.csv with the weights that quota-only goes by; without it those are the places
    #[arg(long, value_name = "COLUMN", default_value = "quota_weight")]
    pub quota: String,
    /// Hindsight stops once it is proved to be within this share of the best
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    pub gap: f64,
    /// Threads to use [default: all]; the result is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print replay.json instead of the summary
    #[arg(long)]
    pub json: bool,
    /// Folder to write into; it is made when it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// What is known of how many families come
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum CountArg {
    /// Exactly how many
    Known,
    /// What past years brought, and chance
    Poisson,
    /// Nothing but the pace of the year so far
    Unknown,
}

impl Cli {
    /// The language asked for, else the one of the environment, else English.
    pub fn lang(&self) -> Lang {
        let named = || {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            let value = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))?;
            value.get(..2)?.parse().ok()
        };
        self.lang.or_else(named).unwrap_or(Lang::En)
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    (0.0..=1.0).contains(&share).then_some(share).ok_or_else(|| "not between 0 and 1".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    (seconds > 0.0 && seconds.is_finite()).then_some(seconds).ok_or_else(|| "not a positive number".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    (0.0..=1000.0).contains(&factor).then_some(factor).ok_or_else(|| "not between 0 and 1000".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn shares_and_seconds_are_bounded() {
        assert!(share("0.001").is_ok() && share("1.5").is_err() && share("NaN").is_err());
        assert!(seconds("2").is_ok() && seconds("-1").is_err() && seconds("inf").is_err());
    }
}
