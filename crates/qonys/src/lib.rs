//! Qonys as a library: from a [`qonys_model::Package`] to a checked, priced and explained plan.
//!
//! The recipe is one way: [`Worths`] values every household in every region, [`pose`] turns the package into numbers,
//! `qonys_solve` solves them, [`place`] puts names back, has `qonys_model::check` judge the plan, and explains it.
//! [`judge`] does the same for a plan that people made.

mod assumptions;
mod conflict;
pub mod eras;
mod explain;
mod judge;
mod level;
mod parties;
mod place;
mod pose;
pub mod replay;
pub mod season;
pub mod synth;
mod worths;
pub mod year;

pub use assumptions::assumptions;
pub use judge::{Judgement, judge};
pub use parties::{Parties, Party};
pub use place::{PlaceError, PlaceOptions, place};
pub use pose::{Posed, pose};
pub use qonys_solve::Progress;
pub use worths::{WorkerKind, Worths};
