//! One record as a line of JSON: `{"record":1,"sha256":"...","body":...}`.
//!
//! The hash is that of the record before (64 zeros before the first), the number and the body, a line end after each: whoever changes,
//! drops, adds or swaps a record anywhere changes the hash of every record after it.

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal.
pub(crate) type Hash = String;

/// The hash before the first record.
pub(crate) fn origin() -> Hash {
    "0".repeat(64)
}

pub(crate) fn hash(before: &str, number: u64, body: &str) -> Hash {
    let digest = Sha256::digest(format!("{before}\n{number}\n{body}\n"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The line, with its end.
pub(crate) fn written(number: u64, hash: &str, body: &str) -> String {
    format!("{{\"record\":{number},\"sha256\":\"{hash}\",\"body\":{body}}}\n")
}

/// The body and hash of a line without its end, when it is the record of this number after that hash.
pub(crate) fn read(line: &[u8], number: u64, before: &str) -> Option<(String, Hash)> {
    let line = std::str::from_utf8(line).ok()?;
    let rest = line.strip_prefix(&format!("{{\"record\":{number},\"sha256\":\""))?;
    let (found, rest) = rest.split_at_checked(64)?;
    let body = rest.strip_prefix("\",\"body\":")?.strip_suffix('}')?;
    (hash(before, number, body) == found).then(|| (body.to_owned(), found.to_owned()))
}
