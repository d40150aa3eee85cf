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

# The picture of the README: headline figures and first map of the example's report (needs chromium)
picture:
    cargo run --release -- --lang en place examples/kazakhstan-2026 --out out
    sed 's|</head>|<style>#en .contents,#en .lead,#en .switch,#en-figures>:not(h2,.cards,.proof),#en-map>p,#en-map~section,#en-map figure~figure{display:none}</style></head>|' out/report.html > out/picture.html
    chromium --headless --no-sandbox --hide-scrollbars --window-size=1000,1490 --screenshot=docs/images/report.png "file://$PWD/out/picture.html"

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
