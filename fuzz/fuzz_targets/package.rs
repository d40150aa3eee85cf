//! `cargo fuzz run package`; without libFuzzer: `cargo run --bin package -- FILE...` replays inputs.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| qonys_fuzz::package::judge(data));

#[cfg(not(fuzzing))]
fn main() {
    qonys_fuzz::replay(qonys_fuzz::package::judge);
}
