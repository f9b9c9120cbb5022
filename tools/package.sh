#!/usr/bin/env bash
# Builds the packages of this system: `tools/package.sh deb,rpm`, `nsis,msi` or `dmg`; what comes after goes to Tauri's
# bundler. The page's packages must be there (`npm ci` in ui).
set -euo pipefail
cd "$(dirname "$0")/.."
bundles=${1:?which kinds, such as deb,rpm}
shift

built=${CARGO_TARGET_DIR:-target}
# Named in src-tauri/package/bundle.json, wherever cargo builds.
parts=target/package
host=$(rustc -vV | sed -n 's/^host: //p')
exe=
case $host in *windows*) exe=.exe ;; esac
tauri=ui/node_modules/.bin/tauri

tools/get.sh cargo-about
tools/manual.sh

# Both programs in one build, so that they share every library.
"$tauri" build --ci --no-bundle -- --locked --workspace
courier=$built/release/courier$exe

rm -rf "$parts"
mkdir -p "$parts/completions"
cp "$courier" "$parts/courier-$host$exe"
"$courier" man --out "$parts/man1"
gzip --best --no-name "$parts"/man1/*.1
"$courier" completions bash >"$parts/completions/courier.bash"
"$courier" completions zsh >"$parts/completions/_courier"
"$courier" completions fish >"$parts/completions/courier.fish"
gzip --best --no-name --stdout CHANGELOG.md >"$parts/changelog.gz"
cp -R target/manual "$parts/manual"

# Of the programs' libraries, and below them of the page's.
PATH="$PWD/target/tools/bin:$PATH" cargo about generate --locked --workspace --fail src-tauri/package/licences.hbs --config src-tauri/package/about.toml \
  --output-file "$parts/licences.html"
{
  echo '<h1 id="page">The page</h1><pre>'
  sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' ui/dist/licences.md
  echo '</pre>'
} >>"$parts/licences.html"

# Of other versions nothing may be left to be taken for this one.
rm -rf "$built"/release/bundle
"$tauri" bundle --ci --bundles "$bundles" --config src-tauri/package/bundle.json "$@"

# Two programs of one engine: a compressor that sees both at once makes half of it. The bundler knows gzip only.
for deb in "$built"/release/bundle/deb/*.deb; do
  [ -e "$deb" ] && command -v dpkg-deb >/dev/null || continue
  whole=$(mktemp -d)
  dpkg-deb --raw-extract "$deb" "$whole"
  dpkg-deb --root-owner-group -Zxz -z9 -Sextreme --build "$whole" "$deb"
  rm -rf "$whole"
done
