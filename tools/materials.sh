#!/usr/bin/env bash
# The bill of materials of what is shipped, as CycloneDX, into target/materials: the two programs' and the page's.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/get.sh cargo-cyclonedx
mkdir -p target/materials

# It writes beside the manifest of each member of the workspace.
PATH="$PWD/target/tools/bin:$PATH" cargo cyclonedx --format json --target all --override-filename materials
mv materials.json target/materials/profile-courier.cdx.json
mv src-tauri/crates/cli/materials.json target/materials/courier.cdx.json
find src-tauri/crates -name materials.json -delete
(cd ui && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only) >target/materials/page.cdx.json
ls -l target/materials
