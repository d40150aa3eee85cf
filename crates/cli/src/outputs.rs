//! Writing: all files of a command, or none.

use crate::terminal::{Stop, Terminal};
use qonys_report::Arg;
use qonys_tables::{Staged, WriteError};
use std::path::Path;

/// Writes files into a folder under temporary names and renames them when all are there.
pub fn stage(terminal: &Terminal, folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Stop> {
    staged(folder, files).map_err(|error| write_error(terminal, &error))
}

/// The same, for whoever has more to say of a failure.
pub fn staged(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
    let _all_or_none = crate::interrupt::writing();
    let mut staged = Staged::new(folder)?;
    for (name, bytes) in files {
        staged.add(name, bytes)?;
    }
    staged.commit().map(|_| ())
}

/// The sentence for a file that could not be written.
pub fn write_error(terminal: &Terminal, error: &WriteError) -> Stop {
    Stop::Message(terminal.texts.say("write-failed", &[("error", Arg::Text(error.to_string()))]))
}
