//! What the fuzz targets do with bytes: decode them, run, and judge what comes out by rules of their own.

mod cursor;
pub mod engine;
pub mod package;

/// Judges every file named on the command line.
pub fn replay(judge: fn(&[u8])) {
    for file in std::env::args_os().skip(1) {
        judge(&std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())));
    }
}
