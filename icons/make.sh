#!/usr/bin/env bash
# Makes the icon set from the two SVGs. Needs rsvg-convert (librsvg2-bin), convert (imagemagick) and python3.
# The results are committed: nobody needs this script to build.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for size in 16 24 32; do rsvg-convert -w "$size" -h "$size" icon-small.svg -o "$work/$size.png"; done
for size in 48 64 128 256 512 1024; do rsvg-convert -w "$size" -h "$size" icon.svg -o "$work/$size.png"; done

cp "$work/32.png" 32x32.png
cp "$work/128.png" 128x128.png
cp "$work/256.png" 128x128@2x.png
cp "$work/512.png" icon.png
convert "$work"/{16,24,32,48,64,128,256}.png icon.ico

# An .icns file is a list of (type, length, PNG); the types name sizes, some of them for screens of double density.
python3 - "$work" >icon.icns <<'PY'
import pathlib, struct, sys
work = pathlib.Path(sys.argv[1])
kinds = {"icp4": 16, "icp5": 32, "ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
body = b""
for kind, size in kinds.items():
    png = (work / f"{size}.png").read_bytes()
    body += kind.encode() + struct.pack(">I", len(png) + 8) + png
sys.stdout.buffer.write(b"icns" + struct.pack(">I", len(body) + 8) + body)
PY
