#!/usr/bin/env bash
# Other solvers and Qonys on one instance, under one limit and with as many threads each.
# Makes its Python environment (under target/) and writes a Markdown table:
#   benches/peers/run.sh [families=10000] [regions=20] [seed=1] [slack=5] [threads=2] [seconds=60] [out=FILE] [only=NAME,...]
# Needs a Rust toolchain, Python 3.11 with venv, and access to PyPI.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
target=${CARGO_TARGET_DIR:-target}
environment="$target/peers"
if [ ! -x "$environment/bin/python" ] || ! cmp -s "$here/requirements.txt" "$environment/made-from"; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$environment/made-from"
fi
cargo build --release --quiet --package qonys-bench --bin peer
"$environment/bin/python" "$here/peers.py" "binary=$target/release/peer" "$@"
