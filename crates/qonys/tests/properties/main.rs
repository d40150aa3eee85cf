//! Generate, solve, check: random packages against enumeration and against themselves changed.

mod arrivals;
mod brute_force;
mod conflicts;
mod enumerate;
mod fairness;
mod metamorphic;
mod random;
mod reference;
mod replay;
mod same_outcome;
mod wishes;
