//! The command line from outside: the real program is run, its words, exit code and files are looked at.
//!
//! What it says is kept in golden files beside the packages of `tests/cases`. `QONYS_BLESS=1 cargo test -p qonys-cli`
//! writes them anew; read the difference before you commit it.

mod check;
mod conflicts;
mod encodings;
mod failures;
mod fairness;
mod formulas;
mod init;
#[cfg(unix)]
mod interrupt;
mod made;
mod place;
mod plans;
mod program;
mod quota;
mod replay;
mod same_bytes;
mod stopped;
mod synth;
mod usage;
mod vetoes;
mod what_if;
mod year;
