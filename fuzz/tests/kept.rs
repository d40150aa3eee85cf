//! Inputs that once broke something, and a handful of seeds, replayed on stable without libFuzzer.

use std::fs;
use std::path::Path;

fn replay(target: &str, judge: fn(&[u8])) {
    for kept in ["regressions", "seeds"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kept).join(target);
        let mut files: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        assert!(kept == "regressions" || !files.is_empty(), "seeds of {target}");
        for file in files {
            eprintln!("{}", file.display()); // shown when it fails
            judge(&fs::read(&file).expect("kept"));
        }
    }
}

#[test]
fn engine() {
    replay("engine", qonys_fuzz::engine::judge);
}

#[test]
fn package() {
    replay("package", qonys_fuzz::package::judge);
}

/// Seeds grow stale unseen; random bytes reach the engine's checks anyway.
#[test]
fn engine_on_bytes_drawn_by_a_simple_rule() {
    let mut state = 1_u64;
    for _ in 0..300 {
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u8
        };
        let length = 40 + usize::from(draw()) * 4;
        let bytes: Vec<u8> = (0..length).map(|_| draw()).collect();
        qonys_fuzz::engine::judge(&bytes);
    }
}
