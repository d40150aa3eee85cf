//! (to be written)

pub mod synth;
