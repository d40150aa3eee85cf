//! Standard output for results, standard error for everything else.

use qonys_report::{Lang, Texts};
use std::io::Write;

/// Why a command ends without its result. The exit code is 1.
pub enum Stop {
    /// Faults were listed already.
    Faults,
    /// A sentence that says what is wrong and what to do.
    Message(String),
}

/// Where things are said, and in which language.
pub struct Terminal {
    pub texts: Texts,
}

impl Terminal {
    pub fn new(lang: Lang) -> Self {
        Self { texts: Texts::new(lang) }
    }

    /// A result. A reader that has gone away (`| head`) is no fault.
    pub fn out(&self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{}", text.trim_end());
    }

    /// A remark.
    pub fn err(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
    }

    /// The last words of a command that failed.
    pub fn stopped(&self, stop: &Stop) {
        if let Stop::Message(text) = stop {
            self.err(text);
        }
    }
}
