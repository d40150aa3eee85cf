//! Writing: all files of a command, or none.

use crate::terminal::{Stop, Terminal};
use qonys_report::{Arg, Texts};
use qonys_tables::{Staged, WriteError};
use std::io::{self, ErrorKind};
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
    Stop::Message(terminal.texts.say("write-failed", &[("error", Arg::Text(write_cause(&terminal.texts, error)))]))
}

/// Why a file could not be written. What is no doing of the user's is told as it is.
pub fn write_cause(texts: &Texts, error: &WriteError) -> String {
    match error {
        WriteError::Io { path, source } => io_cause(texts, path, source),
        WriteError::NotAFolder { path } => caused(texts, path, "file-in-the-way"),
        WriteError::NotAFile { path } => caused(texts, path, "folder-in-the-way"),
        error => error.to_string(),
    }
}

/// What the operating system said of a file or folder, where it says what users meet.
pub fn io_cause(texts: &Texts, path: &Path, error: &io::Error) -> String {
    let case = match error.kind() {
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::NotFound => "not-found",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::NotADirectory => "file-in-the-way",
        ErrorKind::IsADirectory => "folder-in-the-way",
        _ => return format!("{}: {error}", path.display()),
    };
    caused(texts, path, case)
}

fn caused(texts: &Texts, path: &Path, case: &str) -> String {
    texts.say("write-cause", &[("path", Arg::Text(path.display().to_string())), ("case", case.into())])
}
