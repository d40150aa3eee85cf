//! Generate, solve, check: random packages against enumeration and against themselves changed.

mod brute_force;
mod conflicts;
mod enumerate;
mod metamorphic;
mod random;
mod reference;
mod same_outcome;
