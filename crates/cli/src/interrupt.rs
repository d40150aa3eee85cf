//! Ctrl-C. From the search on until its plan is written, the first one ends the search with the best plan so far, and the
//! second one the program; at any other time the first one ends the program. What is being written is written to its end
//! first, so that no output is half there.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// What a shell gives for a program ended by Ctrl-C: 128 + SIGINT.
pub const EXIT_CODE: u8 = 130;

/// Searches under way: one may stand within another.
static SEARCHES: AtomicU32 = AtomicU32::new(0);
static ASKED: AtomicBool = AtomicBool::new(false);
static WRITING: Mutex<()> = Mutex::new(());
static HANDLER: Once = Once::new();

/// A search that can be interrupted, and what is made of its plan; from its end on, Ctrl-C ends the program again.
pub struct Search(());

/// Begins a search.
pub fn search() -> Search {
    // where no handler can be set, Ctrl-C ends the program as it always did
    HANDLER.call_once(|| _ = ctrlc::set_handler(interrupted));
    SEARCHES.fetch_add(1, Ordering::SeqCst);
    Search(())
}

impl Search {
    /// Whether the person at the terminal has asked for an end.
    pub fn interrupted(&self) -> bool {
        ASKED.load(Ordering::Relaxed)
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        SEARCHES.fetch_sub(1, Ordering::SeqCst);
    }
}

/// While this is held the program is not ended by Ctrl-C.
pub fn writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(clippy::exit, reason = "a second Ctrl-C: nothing is left to be done in order")]
fn interrupted() {
    if SEARCHES.load(Ordering::SeqCst) > 0 && !ASKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let _written = writing();
    std::process::exit(i32::from(EXIT_CODE));
}
