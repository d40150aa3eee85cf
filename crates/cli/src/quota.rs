//! `qonys quota`: places shared by a key, or the quota that the prices would have.

mod key;
mod prices;

use crate::args::EngineArgs;
use crate::terminal::{Stop, Terminal};
use clap::Args;
use qonys_model::Quota;
use qonys_report::{Record, Texts, quota_headers, step_head, transfer_head};
use qonys_tables::{Input, QuotaBookTexts};
use std::path::PathBuf;

/// Share places over regions by a key; or with --from-prices propose the quota that places a package's families best.
/// Writes quota.html, quota.xlsx, quota.csv, quota.json and capacities.csv; with --from-prices quota-moves.csv and quota-curve.csv too
#[derive(Debug, Args)]
pub struct QuotaArgs {
    /// The key (KEY.toml): a formula over figures of regions
    #[arg(required_unless_present = "from_prices", conflicts_with = "from_prices")]
    pub key: Option<PathBuf>,
    /// Places to share
    #[arg(long, value_name = "N", required_unless_present = "from_prices", conflicts_with = "from_prices")]
    pub total: Option<u32>,
    /// Propose the quota of the same total that would place the families of this package best
    #[arg(long, value_name = "PACKAGE")]
    pub from_prices: Option<PathBuf>,
    /// With --from-prices: the capacity whose places may move [default: the only one]; with a key: write its places to
    /// capacities.csv under this name
    #[arg(long, value_name = "NAME")]
    pub capacity: Option<String>,
    /// With --from-prices: no region gains or loses more places than this, e.g. 50, or more of its own than this share,
    /// e.g. 20%
    #[arg(long, value_name = "N|SHARE%", requires = "from_prices", value_parser = bound)]
    pub move_at_most: Option<Bound>,
    /// Print quota.json instead of the summary
    #[arg(long)]
    pub json: bool,
    /// Folder to write into; it is made when it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// How far a region may move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// So many places.
    Places(u32),
    /// This share of its places.
    Share(f64),
}

fn bound(text: &str) -> Result<Bound, String> {
    if let Some(percent) = text.strip_suffix('%') {
        let percent: f64 = percent.trim().parse().map_err(|_| "not a number".to_owned())?;
        let possible = (0.0..=1_000_000.0).contains(&percent);
        return possible
            .then_some(Bound::Share(percent / 100.0))
            .ok_or_else(|| "not between 0% and 1000000%".to_owned());
    }
    text.parse().map(Bound::Places).map_err(|_| "neither a whole number of places nor a share such as 20%".to_owned())
}

pub fn run(args: &QuotaArgs, terminal: &Terminal) -> Result<(), Stop> {
    match (&args.from_prices, &args.key, args.total) {
        (Some(package), _, _) => prices::run(args, package, terminal),
        (None, Some(path), Some(total)) => key::run(args, path, total, terminal),
        _ => unreachable!("clap asks for a key and a total, or a package"),
    }
}

/// What somebody needs to make the page again.
fn record(seed: u64, inputs: &[Input], further: String) -> Record {
    Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        inputs: inputs.iter().map(|i| (i.file.clone(), i.sha256.clone())).collect(),
        further: vec![further],
    }
}

/// The words of quota.xlsx.
fn book(texts: &Texts, title: String, mark: String, remarks: Vec<String>) -> QuotaBookTexts {
    let words = qonys_report::book_texts(texts);
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let (headers, moved) = quota_headers(texts);
    QuotaBookTexts {
        language: texts.lang().at(),
        title,
        summary: word("summary"),
        mark,
        page: word("page"),
        remarks,
        headers,
        moved,
        transfers: (texts.say("quota-s-transfers", &[]), transfer_head(texts)),
        steps: (texts.say("quota-s-steps", &[]), step_head(texts)),
    }
}

/// The mark of a quota with made-up figures.
fn mark(texts: &Texts, quota: &Quota) -> String {
    if quota.synthetic { texts.say("quota-synthetic", &[]) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_places_or_shares() {
        assert_eq!(bound("50"), Ok(Bound::Places(50)));
        assert_eq!(bound("20%"), Ok(Bound::Share(0.2)));
        for text in ["-1", "1.5", "", "%", "-5%", "NaN%", "inf%", "1e400%", "4294967296"] {
            assert!(bound(text).is_err(), "{text}");
        }
    }
}
