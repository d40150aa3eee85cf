//! A journal in a folder: records that are only ever appended, each chained to the one before it by its hash.
//!
//! What a record says is not known here: a body is any text without line ends. A record is on the disk before
//! [`Journal::append`] returns. A process killed at any byte leaves a journal whose last record may be cut off; it is
//! recognised and taken away, and the record before it is the last one. Any other damage is an error. One process at a
//! time may write; the operating system gives the lock back when it dies.

mod journal;
mod line;

pub use journal::{Journal, read};

use std::io;
use std::path::{Path, PathBuf};

/// Why a journal was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no journal in the folder, or none of its records was finished.
    #[error("{folder}: no journal")]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// There is a journal in the folder already.
    #[error("{folder}: there is a journal already")]
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process writes.
    #[error("{folder}: another process writes")]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// A record is not what was written: its number, its hash or its form is wrong, or bytes are missing before the end.
    #[error("{path}: record {record} is damaged")]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// Which record, from 1.
        record: u64,
    },
    /// A body with a line end in it, or the journal failed before and was not opened anew.
    #[error("the record cannot be written")]
    Refused,
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder it was about.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl StoreError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }
}
