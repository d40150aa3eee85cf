//! Generate, solve, check: random packages against enumeration and against themselves changed.

mod arrivals;
mod brute_force;
mod conflicts;
mod enumerate;
mod fairness;
mod keep;
mod metamorphic;
mod overrides;
mod quota;
mod random;
mod reference;
mod replay;
mod same_outcome;
mod vetoes;
mod what_if;
mod wishes;
