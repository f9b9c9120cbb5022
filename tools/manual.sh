#!/usr/bin/env bash
# The manual as two books, target/manual/en and /nl. Pictures lie once in docs/, where the README shows them as well, and
# each book gets those that it names. Whether the pages are true is told by ui/src/i18n/manual.test.ts.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/get.sh mdbook

for language in en nl; do
  book=$PWD/target/manual/$language
  target/tools/bin/mdbook build "docs/manual/$language" --dest-dir "$book"
  mkdir -p "$book/pictures"
  grep -rhoE 'pictures/[a-z-]+\.png' "docs/manual/$language/src" | sort -u | while read -r picture; do
    cp "docs/${picture#pictures/}" "$book/pictures/"
  done
  echo "$book/index.html"
done
