//! `qonys year`: a year in a folder, one sitting of the commission after the other.

mod args;
mod change;
mod next;
mod open;
mod overrides;
mod plan;
mod proposal;
mod rerun;
mod sit;
mod spoken;
mod state;
mod status;

pub use args::YearArgs;

use crate::outputs::io_cause;
use crate::terminal::{Stop, Terminal};
use args::YearCommand;
use qonys_report::{Arg, Texts};
use qonys_store::StoreError;

pub fn run(args: &YearArgs, terminal: &Terminal) -> Result<(), Stop> {
    match &args.command {
        YearCommand::Open(args) => open::run(args, terminal),
        YearCommand::Sit(args) => sit::run(args, terminal),
        YearCommand::Change(args) => change::run(args, terminal),
        YearCommand::Status(args) => status::run(args, terminal),
        YearCommand::Plan(args) => plan::run(args, terminal),
        YearCommand::Rerun(args) => rerun::run(args, terminal),
    }
}

/// The sentence for a journal that was not read or written.
fn store_stop(texts: &Texts, error: &StoreError) -> Stop {
    let folder =
        |key: &str, folder: &std::path::Path| texts.say(key, &[("folder", folder.display().to_string().into())]);
    Stop::Message(match error {
        StoreError::Missing { folder: at } => folder("year-journal-missing", at),
        StoreError::Exists { folder: at } => folder("year-journal-exists", at),
        StoreError::Locked { folder: at } => folder("year-journal-locked", at),
        StoreError::Damaged { path, record } => {
            let words = [("file", path.display().to_string().into()), ("record", Arg::Count(*record))];
            texts.say("year-journal-damaged", &words)
        }
        StoreError::Io { path, source } => {
            texts.say("year-journal-failed", &[("error", io_cause(texts, path, source).into())])
        }
        StoreError::Refused => texts.say("year-journal-failed", &[("error", error.to_string().into())]),
    })
}
