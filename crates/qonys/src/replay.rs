//! A year replayed: the same families as they came, or in random orders, under each policy, beside the optimum that
//! hindsight allows.
//!
//! Behind [`Year`] there are numbers only. [`replay`] poses a package with its past years once and runs every policy over
//! every order by index; each plan is judged by `qonys_model::check`.

mod key;
mod ledger;
mod loss;
mod order;
mod package;
mod policies;
mod run;
mod year;

pub use order::{Calendar, dated, shuffled};
pub use package::{CountKnown, ReplayError, ReplayOptions, replay};
pub use run::{Course, RunError, RunOptions, hindsight, run, run_fixed, run_foreseen};
pub use year::Year;
