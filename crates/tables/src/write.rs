//! What a run leaves behind: `plan.csv`, `plan.xlsx`, `run.json` and the tables of a package.
//!
//! Everything here turns values into bytes; only [`Staged`] touches the disk, and it changes nothing before all is written.

mod book;
mod compare;
mod eras;
mod guard;
mod overrides_json;
mod package;
mod plan_csv;
mod plan_xlsx;
mod quota;
mod replay;
mod run_json;
#[cfg(test)]
mod sample;
mod sheet_name;
mod staged;
mod texts;
mod violation_json;
mod wish_record;

pub(crate) use plan_csv::csv_bytes;

pub use compare::{
    ChangeRecord, CompareFacts, SheetCell, SheetText, compare_csv, compare_json, compare_xlsx, curve_csv,
};
pub use eras::{eras_csv, eras_json, eras_regions_csv};
pub use guard::{guarded, unguarded};
pub use overrides_json::OverridesRecord;
pub use package::write_package;
pub use plan_csv::csv_table;
pub use plan_csv::{VALUE_DECIMALS, WAITING, plan_csv};
pub use plan_xlsx::plan_xlsx;
pub use quota::{
    QuotaBookTexts, moved_capacities_csv, moved_csv, moved_curve_csv, moved_json, moved_transfers_csv, moved_xlsx,
    quota_capacities_csv, quota_csv, quota_json, quota_xlsx,
};
pub use replay::{ReplayFacts, replay_csv, replay_json};
pub use run_json::{OpeningPrice, PlacePrice, RunFacts, RunRecord};
pub use staged::Staged;
pub use texts::{Figure, PlanBookHeaders, PlanBookTexts};
pub use violation_json::violation_json;
pub use wish_record::{ExchangeRecord, MoveRecord, TurnRecord, WishRecord};

use rust_xlsxwriter::XlsxError;
use std::io;
use std::path::{Path, PathBuf};

/// Why an output was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder it was about.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// A file stands where the folder should be.
    #[error("{path}: a file stands where a folder is needed")]
    NotAFolder {
        /// Where.
        path: PathBuf,
    },
    /// A folder stands where a file should be.
    #[error("{path}: a folder stands where a file is to be written")]
    NotAFile {
        /// Where.
        path: PathBuf,
    },
    /// An output's name is not a plain file name, or stands twice.
    #[error("`{name}` is no name for an output file, or stands twice")]
    Name {
        /// The name.
        name: String,
    },
    /// A workbook could not be made.
    #[error("workbook: {0}")]
    Workbook(#[from] XlsxError),
    /// A record could not be made: a number in it is not finite.
    #[error("record: {0}")]
    Record(#[from] serde_json::Error),
    /// The people of the package are not real, and the caller gave no words to say so.
    #[error("the package is synthetic and the output would not say so")]
    SyntheticUnsaid,
}

impl WriteError {
    fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_path_buf();
        move |source| Self::Io { path, source }
    }
}
