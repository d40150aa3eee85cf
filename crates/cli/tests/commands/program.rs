//! The program as a user runs it, folders to run it on, and golden files to compare with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The languages, as they are typed.
pub const LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// What a run gave.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// What a person sees in a terminal, remarks before the result, and the exit code.
    pub fn shown(&self) -> String {
        format!("{}{}(exit code {})\n", self.err, self.out, self.code)
    }

    /// The run must have gone well.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.shown());
        self
    }

    /// What was typed must not have been understood.
    #[track_caller]
    pub fn misunderstood(self) -> Self {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.shown());
        assert!(!self.err.trim().is_empty());
        self
    }

    /// The run must have ended with a complaint and without a result.
    #[track_caller]
    pub fn refused(self) -> Self {
        assert_eq!((self.code, self.out.as_str()), (1, ""), "{}", self.shown());
        assert!(!self.err.trim().is_empty());
        self
    }
}

/// Runs the program within a folder, in no language but the one that the arguments or `environment` ask for.
pub fn run_in(folder: &Path, environment: &[(&str, &str)], args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_qonys"))
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .envs(environment.iter().copied())
        .args(args)
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs the program in English.
pub fn qonys(args: &[&str]) -> Ran {
    run_in(&root(), &[("LANG", "C")], args)
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// The sentence of a key in a file of a language.
pub fn sentence(lang: &str, file: &str, key: &str) -> String {
    let file = fs::read_to_string(root().join(format!("locales/{lang}/{file}.ftl"))).expect("a language");
    let line = file.lines().find_map(|line| line.strip_prefix(&format!("{key} = "))).expect("the key");
    line.to_owned()
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of the test packages.
pub fn cases() -> PathBuf {
    root().join("tests/cases")
}

/// A folder of one's own.
pub fn fresh() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A copy of a package, to be changed.
pub fn copy_of(package: &Path) -> tempfile::TempDir {
    let folder = fresh();
    copy_to(package, folder.path());
    folder
}

/// Copies the files of a package into a folder.
pub fn copy_to(package: &Path, folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for path in entries(package) {
        fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
}

/// What a folder holds, by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    entries
}

/// Names of what a folder holds.
pub fn names(folder: &Path) -> Vec<String> {
    entries(folder).iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

/// Golden files that differ from what was found.
#[derive(Default)]
pub struct Goldens {
    differ: Vec<String>,
}

impl Goldens {
    /// Compares with a golden file, or writes it when `QONYS_BLESS` is set.
    pub fn compare(&mut self, golden: &Path, found: &str) {
        if std::env::var_os("QONYS_BLESS").is_some() {
            fs::write(golden, found).expect("the golden file is written");
        }
        let kept = fs::read_to_string(golden).unwrap_or_default().replace("\r\n", "\n");
        if kept != found {
            self.differ.push(format!("{}:\n{found}", golden.display()));
        }
    }
}

impl Drop for Goldens {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(
                self.differ.is_empty(),
                "these are not what their golden files say; QONYS_BLESS=1 writes them anew\n{}",
                self.differ.join("\n")
            );
        }
    }
}
