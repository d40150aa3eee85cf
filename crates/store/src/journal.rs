//! Opening, verifying and appending.

use crate::StoreError;
use crate::line::{self, Hash};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const JOURNAL: &str = "journal.jsonl";
/// A file of its own, so that a lock never keeps anybody from reading the journal.
const LOCK: &str = "journal.lock";

/// A journal opened for writing. The lock is held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    _lock: File,
    records: u64,
    last: Hash,
    length: u64,
    failed: bool,
}

/// What a journal's bytes hold.
struct Verified {
    bodies: Vec<String>,
    last: Hash,
    /// Bytes of the records that were finished.
    length: u64,
}

impl Journal {
    /// Starts a journal in a folder, which is made when it is not there.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the folder's journal has a record, [`StoreError::Locked`], [`StoreError::Damaged`],
    /// [`StoreError::Io`].
    pub fn start(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        let (journal, bodies) = Self::locked(folder, true)?;
        if bodies.is_empty() { Ok(journal) } else { Err(StoreError::Exists { folder: folder.to_path_buf() }) }
    }

    /// Opens the journal of a folder for writing and gives the bodies of its records. A last record that was not
    /// finished is cut off.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Locked`], [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn open(folder: &Path) -> Result<(Self, Vec<String>), StoreError> {
        if !folder.join(JOURNAL).is_file() {
            return Err(StoreError::Missing { folder: folder.to_path_buf() });
        }
        let (journal, bodies) = Self::locked(folder, false)?;
        if bodies.is_empty() {
            Err(StoreError::Missing { folder: folder.to_path_buf() })
        } else {
            Ok((journal, bodies))
        }
    }

    fn locked(folder: &Path, create: bool) -> Result<(Self, Vec<String>), StoreError> {
        let lock = folder.join(LOCK);
        let held =
            OpenOptions::new().create(true).truncate(false).write(true).open(&lock).map_err(StoreError::io(&lock))?;
        held.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => StoreError::Locked { folder: folder.to_path_buf() },
            TryLockError::Error(source) => StoreError::Io { path: lock, source },
        })?;
        let path = folder.join(JOURNAL);
        let io = || StoreError::io(&path);
        let mut file =
            OpenOptions::new().read(true).write(true).create(create).truncate(false).open(&path).map_err(io())?;
        let bytes = fs::read(&path).map_err(io())?;
        let verified = verified(&path, &bytes)?;
        if verified.length < bytes.len() as u64 {
            file.set_len(verified.length).map_err(io())?;
            file.sync_all().map_err(io())?;
        }
        file.seek(SeekFrom::Start(verified.length)).map_err(io())?;
        sync_folder(folder)?;
        let journal = Self {
            file,
            _lock: held,
            records: verified.bodies.len() as u64,
            last: verified.last,
            length: verified.length,
            failed: false,
            path,
        };
        Ok((journal, verified.bodies))
    }

    /// Appends a record. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a body with a line end or a zero byte, or after an append that failed;
    /// [`StoreError::Io`] when writing fails: the journal is then as it was, or ends in a record that is cut off when it
    /// is opened again.
    pub fn append(&mut self, body: &str) -> Result<(), StoreError> {
        if self.failed || body.contains(['\n', '\r', '\0']) {
            return Err(StoreError::Refused);
        }
        let number = self.records + 1;
        let hash = line::hash(&self.last, number, body);
        let line = line::written(number, &hash, body);
        if let Err(source) = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_all()) {
            self.failed = true;
            // as far as the disk lets us; if it does not, the next to open sees whether the record is whole
            let _ = self.file.set_len(self.length).and_then(|()| self.file.sync_all());
            return Err(StoreError::Io { path: self.path.clone(), source });
        }
        (self.records, self.last) = (number, hash);
        self.length += line.len() as u64;
        Ok(())
    }

    /// How many records there are.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records
    }
}

/// The bodies of all finished records of a folder's journal, without a lock: for those who only look.
///
/// # Errors
/// [`StoreError::Missing`], [`StoreError::Damaged`], [`StoreError::Io`].
pub fn read(folder: &Path) -> Result<Vec<String>, StoreError> {
    let path = folder.join(JOURNAL);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(StoreError::Missing { folder: folder.to_path_buf() });
        }
        Err(source) => return Err(StoreError::Io { path, source }),
    };
    let bodies = verified(&path, &bytes)?.bodies;
    if bodies.is_empty() { Err(StoreError::Missing { folder: folder.to_path_buf() }) } else { Ok(bodies) }
}

/// Verifies every record. A last line that has no end, or in which the disk left zeros, was not finished and is left out.
fn verified(path: &Path, bytes: &[u8]) -> Result<Verified, StoreError> {
    let mut verified = Verified { bodies: Vec::new(), last: line::origin(), length: 0 };
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let number = verified.bodies.len() as u64 + 1;
        let (text, after) = (&rest[..end], &rest[end + 1..]);
        match line::read(text, number, &verified.last) {
            Some((body, hash)) => {
                verified.bodies.push(body);
                verified.last = hash;
                verified.length += end as u64 + 1;
            }
            None if after.is_empty() && text.contains(&0) => break,
            None => return Err(StoreError::Damaged { path: path.to_path_buf(), record: number }),
        }
        rest = after;
    }
    Ok(verified)
}

/// Makes a file's name in a folder last; a system on which a folder cannot be opened has no need of it.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder) {
        Ok(open) => open.sync_all().map_err(StoreError::io(folder)),
        Err(_) => Ok(()),
    }
}
