//! `cargo fuzz run engine`; without libFuzzer: `cargo run --bin engine -- FILE...` replays inputs.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| qonys_fuzz::engine::judge(data));

#[cfg(not(fuzzing))]
fn main() {
    qonys_fuzz::replay(qonys_fuzz::engine::judge);
}
