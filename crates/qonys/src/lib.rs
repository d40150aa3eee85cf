//! Qonys as a library: from a [`qonys_model::Package`] to a checked, priced and explained plan.
//!
//! The recipe is one way: [`Worths`] values every household in every region, [`pose`] turns the package into numbers,
//! `qonys_solve` solves them, [`place`] puts names back, has `qonys_model::check` judge the plan, and explains it.
//! [`judge`] does the same for a plan that people made.
//!
//! ```
//! use qonys::{PlaceError, PlaceOptions, place};
//!
//! let read = qonys_tables::read("../../examples/first-steps".as_ref());
//! let package = read.package.expect("a package without a fault");
//! let outcome = place(&package, &PlaceOptions::default())?;
//! let certificate = outcome.certificate;
//! assert!(certificate.gap < 0.001 && certificate.stopped.is_none());
//! for (household, placement) in package.households.iter().zip(&outcome.plan.placements) {
//!     let region = placement.place.region().map_or("waits", |r| package.regions[r.at()].id.as_str());
//!     println!("{}: {region}", household.id);
//! }
//! # Ok::<(), PlaceError>(())
//! ```

mod assumptions;
pub mod compare;
mod conflict;
pub mod eras;
mod explain;
mod fairness;
mod holders;
mod judge;
mod keep;
mod level;
mod overrides;
mod parties;
mod place;
mod pose;
pub mod quota;
pub mod replay;
pub mod season;
pub mod synth;
mod wishes;
mod worths;
pub mod year;

pub use assumptions::assumptions;
pub use fairness::Promise;
pub use judge::{Judgement, judge, value_plan};
pub use keep::{OldPlan, keep};
pub use overrides::{FEW_LOCKS, kept_lock_costs, lock_costs, single_costs_are_cheap};
pub use parties::{Parties, Party};
pub use place::{PlaceError, PlaceOptions, place};
pub use pose::{Posed, pose};
pub use qonys_solve::Progress;
pub use worths::{WorkerKind, Worths};
