# Everyday commands. `just` lists them.

default:
    @just --list

# Build the release binary
build:
    cargo build --release

# The tests that must pass
test:
    cargo test --workspace

# Everything that CI runs
ci:
    .ci/run

# Format and lint
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# Place the families of the example and write the report
example:
    cargo run --release -- place examples/kazakhstan-2026 --out out

# Draw the example's synthetic families again
synth:
    cargo run --release -- synth examples/kazakhstan-2026/synth.toml

# Write the generated files again: error index, JSON Schema, golden messages and outputs
regenerate:
    QONYS_BLESS=1 UPDATE_SCHEMA=1 UPDATE_DOCS=1 TRYCMD=overwrite INSTA_UPDATE=always cargo test --workspace

# The engine on generated years, with values, bounds and times
bench:
    cargo run --release -p qonys-solve --example generated_year

# The library's documentation
doc:
    cargo doc --workspace --no-deps --open
