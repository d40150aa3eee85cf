//! Standard output for results, standard error for everything else.

use crate::reading::as_json;
use qonys_report::{Lang, Texts};
use serde::Serialize;
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a command ends without its result.
pub enum Stop {
    /// Faults were listed already. The exit code is 1.
    Faults,
    /// A sentence that says what is wrong and what to do. The exit code is 1.
    Message(String),
    /// What was typed is not understood. The exit code is 2.
    Usage(String),
    /// Ctrl-C before there was anything to write, and a sentence that says so. The exit code is 130.
    Interrupted(String),
}

impl Stop {
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Faults | Self::Message(_) => 1,
            Self::Usage(_) => 2,
            Self::Interrupted(_) => crate::interrupt::EXIT_CODE,
        }
    }
}

/// Where things are said, and in which language.
pub struct Terminal {
    pub texts: Texts,
    /// Whether the result is for a machine: then so is the reason why there is none.
    pub json: bool,
    lost: AtomicBool,
}

impl Terminal {
    pub fn new(lang: Lang, json: bool) -> Self {
        Self { texts: Texts::new(lang), json, lost: AtomicBool::new(false) }
    }

    /// A result. A reader that has gone away (`| head`) is no fault; a full disk is.
    pub fn out(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        let written = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
        if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
            self.lost.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a result could not be written out whole.
    pub fn has_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// A remark.
    pub fn err(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
    }

    /// The last words of a command that failed.
    pub fn stopped(&self, stop: &Stop) {
        let (Stop::Message(text) | Stop::Usage(text) | Stop::Interrupted(text)) = stop else { return };
        self.err(text);
        if self.json {
            self.out(&as_json(&Refused { refused: text }));
        }
    }
}

/// Why there is no result, for a machine.
#[derive(Serialize)]
struct Refused<'a> {
    refused: &'a str,
}
