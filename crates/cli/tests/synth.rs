//! The synthetic population of the example is what its specification draws, byte for byte.

use std::path::{Path, PathBuf};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kazakhstan-2026")
}

/// Set `QONYS_BLESS` to write the files instead of comparing them.
#[test]
fn the_committed_example_is_what_its_specification_draws() {
    let spec = qonys_tables::read_synth_spec(&example().join("synth.toml")).expect("a specification");
    let drawn = qonys::synth::draw(&spec).expect("a population");
    if std::env::var_os("QONYS_BLESS").is_some() {
        qonys_tables::write_synth(&drawn, &example()).expect("written");
    }
    for (name, bytes) in qonys_tables::synth_tables(&drawn) {
        let committed = std::fs::read(example().join(&name)).expect("committed");
        assert!(committed == bytes, "{name} is not what synth.toml draws: run `qonys synth` again");
    }
}
