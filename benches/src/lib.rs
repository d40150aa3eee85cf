//! Measuring the engine: generated countries, and the programs that solve and time them. All numbers are synthetic.

pub mod country;
pub mod file;
pub mod losses;
pub mod measure;
pub mod problem;
