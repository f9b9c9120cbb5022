#!/usr/bin/env bash
# Programs that only packages and manuals need, each of one version, into target/tools: `tools/get.sh mdbook cargo-about`.
set -euo pipefail
cd "$(dirname "$0")/.."
versions="mdbook@0.5.4 cargo-about@0.9.3 cargo-cyclonedx@0.5.9 cargo-deny@0.20.2"

for name in "$@"; do
  wanted=$(tr ' ' '\n' <<<"$versions" | grep "^$name@") || { echo "No version of $name is chosen here."; exit 1; }
  grep -qs "^\"$name ${wanted#*@} " target/tools/.crates.toml ||
    # Their compiled parts are no use to anything of ours.
    env -u CARGO_TARGET_DIR cargo install --locked --root target/tools "$wanted"
done
