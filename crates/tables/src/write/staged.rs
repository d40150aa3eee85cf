//! Output files that appear all at once or not at all.

use crate::WriteError;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempPath};

/// Files on their way into a folder: each is written under a temporary name in that folder, and [`Staged::commit`]
/// renames them all. Dropped without it, the temporary files go and the old output stays as it was.
#[derive(Debug)]
pub struct Staged {
    folder: PathBuf,
    /// Folders made for this output, outermost first; they go again when nothing is committed.
    made: Vec<PathBuf>,
    files: Vec<(String, TempPath)>,
}

impl Staged {
    /// Prepares a folder, with its parents where they are missing, and tries whether it can be written to, so that
    /// a long run does not learn at its end that it cannot.
    ///
    /// # Errors
    /// [`WriteError::NotAFolder`] when a file stands there, [`WriteError::Io`] when the folder cannot be made or written to.
    pub fn new(folder: impl AsRef<Path>) -> Result<Self, WriteError> {
        let folder = folder.as_ref().to_path_buf();
        if folder.exists() && !folder.is_dir() {
            return Err(WriteError::NotAFolder { path: folder });
        }
        let mut made: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|p| !p.as_os_str().is_empty() && !p.exists())
            .map(Path::to_path_buf)
            .collect();
        made.reverse();
        let staged = Self { folder, made, files: Vec::new() };
        fs::create_dir_all(&staged.folder).map_err(WriteError::io(&staged.folder))?;
        staged.temporary("probe").map_err(WriteError::io(&staged.folder))?;
        Ok(staged)
    }

    /// Writes a file under a temporary name and flushes it to the disk.
    ///
    /// # Errors
    /// [`WriteError::Name`] for a name with a path in it or one added before, [`WriteError::NotAFile`] when a folder
    /// has that name, [`WriteError::Io`] when writing fails (disk full).
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let plain = Path::new(name).file_name().is_some_and(|f| f == name) && !name.contains(['/', '\\']);
        if !plain || self.files.iter().any(|(n, _)| n == name) {
            return Err(WriteError::Name { name: name.to_owned() });
        }
        let path = self.folder.join(name);
        if path.is_dir() {
            return Err(WriteError::NotAFile { path });
        }
        let write = || -> io::Result<TempPath> {
            let mut file = self.temporary(name)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            Ok(file.into_temp_path())
        };
        let file = write().map_err(WriteError::io(&path))?;
        self.files.push((name.to_owned(), file));
        Ok(())
    }

    /// Renames every file to its own name, in the order added, and gives the paths. When one cannot be renamed, those
    /// renamed before it are put back as they were.
    ///
    /// # Errors
    /// [`WriteError::NotAFile`] or [`WriteError::Io`] with the path that failed; the old output then stands.
    pub fn commit(mut self) -> Result<Vec<PathBuf>, WriteError> {
        let files = std::mem::take(&mut self.files);
        let mut done: Vec<Replaced> = Vec::new();
        for (name, file) in files {
            match self.replace(self.folder.join(name), file) {
                Ok(replaced) => done.push(replaced),
                Err(error) => {
                    done.into_iter().rev().for_each(Replaced::undo);
                    return Err(error);
                }
            }
        }
        self.made.clear();
        flush_folder(&self.folder);
        Ok(done.into_iter().map(|r| r.path).collect())
    }

    fn replace(&self, path: PathBuf, file: TempPath) -> Result<Replaced, WriteError> {
        if path.is_dir() {
            return Err(WriteError::NotAFile { path });
        }
        let old = self.keep_old(&path).map_err(WriteError::io(&path))?;
        file.persist(&path).map_err(|e| WriteError::Io { path: path.clone(), source: e.error })?;
        Ok(Replaced { path, old })
    }

    /// A second name for the file that is about to be replaced, or a copy where the file system has no links.
    fn keep_old(&self, path: &Path) -> io::Result<Option<TempPath>> {
        if !path.exists() {
            return Ok(None);
        }
        let kept = self.temporary("old")?.into_temp_path();
        fs::remove_file(&kept)?;
        fs::hard_link(path, &kept).or_else(|_| fs::copy(path, &kept).map(|_| ()))?;
        Ok(Some(kept))
    }

    fn temporary(&self, name: &str) -> io::Result<NamedTempFile> {
        let prefix = format!(".{name}.");
        let mut builder = Builder::new();
        builder.prefix(&prefix).suffix(".part");
        // Temporary files are private by default; an output has the rights that any new file gets.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(&self.folder)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.files.clear();
        // Only folders made here, and only while empty: `remove_dir` refuses any other.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A file that has taken its place, and what stood there before.
struct Replaced {
    path: PathBuf,
    old: Option<TempPath>,
}

impl Replaced {
    fn undo(self) {
        let _ = match self.old {
            Some(old) => old.persist(&self.path).map_err(|e| e.error),
            None => fs::remove_file(&self.path),
        };
    }
}

/// Makes the renames themselves last; a file system that cannot flush a folder loses nothing but that.
fn flush_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_shows_before_commit_and_all_after() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("a/b");
        let mut staged = Staged::new(&out).expect("made");
        staged.add("plan.csv", b"one").expect("written");
        staged.add("run.json", b"two").expect("written");
        assert!(!out.join("plan.csv").exists());
        let paths = staged.commit().expect("renamed");
        assert_eq!(paths, [out.join("plan.csv"), out.join("run.json")]);
        assert_eq!(names(&out), ["plan.csv", "run.json"]);
        assert_eq!(fs::read(out.join("run.json")).expect("there"), b"two");
    }

    #[test]
    fn dropped_leaves_the_old_output() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("plan.csv"), "old").expect("written");
        let mut staged = Staged::new(root.path()).expect("made");
        staged.add("plan.csv", b"new").expect("written");
        drop(staged);
        assert_eq!(names(root.path()), ["plan.csv"]);
        assert_eq!(fs::read(root.path().join("plan.csv")).expect("there"), b"old");
    }

    #[test]
    fn dropped_takes_the_folders_it_made_with_it() {
        let root = tempfile::tempdir().expect("a folder");
        drop(Staged::new(root.path().join("a/b")).expect("made"));
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn a_file_in_the_way_is_said_and_kept() {
        let root = tempfile::tempdir().expect("a folder");
        let file = root.path().join("out");
        fs::write(&file, "mine").expect("written");
        assert!(matches!(Staged::new(&file), Err(WriteError::NotAFolder { path }) if path == file));
        let below = Staged::new(file.join("deeper")).expect_err("no folder in a file");
        assert!(below.to_string().contains("deeper"), "{below}");
        assert_eq!(fs::read(&file).expect("there"), b"mine");
    }

    #[test]
    fn a_rename_that_fails_puts_the_others_back() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("plan.csv"), "old").expect("written");
        let mut staged = Staged::new(root.path()).expect("made");
        staged.add("plan.csv", b"new").expect("written");
        staged.add("fresh.txt", b"new").expect("written");
        staged.add("run.json", b"new").expect("written");
        fs::create_dir(root.path().join("run.json")).expect("in the way");
        assert!(matches!(staged.commit(), Err(WriteError::NotAFile { .. })));
        assert_eq!(names(root.path()), ["plan.csv", "run.json"]);
        assert_eq!(fs::read(root.path().join("plan.csv")).expect("there"), b"old");
    }

    #[test]
    fn names_with_paths_and_names_twice_are_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let mut staged = Staged::new(root.path()).expect("made");
        for name in ["", ".", "..", "a/b", "../a", "a\\b", "/a"] {
            assert!(matches!(staged.add(name, b""), Err(WriteError::Name { .. })), "{name}");
        }
        staged.add("a", b"").expect("written");
        assert!(matches!(staged.add("a", b""), Err(WriteError::Name { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_they_may_read_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().expect("a folder");
        let plain = root.path().join("plain");
        fs::write(&plain, "").expect("written");
        let mut staged = Staged::new(root.path()).expect("made");
        staged.add("plan.csv", b"").expect("written");
        staged.commit().expect("renamed");
        let mode = |p: &Path| fs::metadata(p).expect("there").permissions().mode();
        assert_eq!(mode(&root.path().join("plan.csv")), mode(&plain));
    }
}
