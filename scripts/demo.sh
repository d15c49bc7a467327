#!/usr/bin/env bash
# Installs what is missing, builds corkit, and makes level-1 files: of real LASCO images where ../shared (or
# $CORKIT_SHARED_DIR) has them, otherwise of the synthetic images that `corkit data demo` makes. Then a picture of each, a contact
# sheet, and a page that plays them.
#
#   scripts/demo.sh [FOLDER]        FOLDER: a new folder for the results; default: build/demo, made anew
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

out=build/demo
if [ $# -gt 0 ]; then
  out=$1
  if [ -e "$out" ] && [ -n "$(ls -A "$out")" ]; then
    echo "demo.sh: $out is not empty; name a new folder" >&2
    exit 2
  fi
else
  rm -rf "$out"
fi
images=(22104858 22321894 32082037 32130223 32219521)

step "Packages" scripts/install_packages.sh build
step "Configure (release)" configure release
step "Build (release)" cmake --build --preset release --target bin/corkit
corkit=build/release/bin/corkit

prepare() {
  mkdir -p "$out"
  inputs=()
  if [ -f "$shared/reference/calib.tar.gz" ] && [ -d "$shared/data/l05" ]; then
    mkdir "$out/calib"
    tar xpzf "$shared/reference/calib.tar.gz" -C "$out/calib"
    calib=$out/calib
    for image in "${images[@]}"; do
      inputs+=("$shared/data/l05/$image.fts.fz")
    done
    kind="real SOHO/LASCO images of $shared/data/l05"
  else
    "$corkit" data demo "$out/data" >/dev/null
    calib=$out/data
    while IFS= read -r -d '' image; do
      inputs+=("$image")
    done < <(find "$out/data/l05" -type f -print0 | sort -z)
    kind="synthetic demo images"
  fi
  echo "Input: ${#inputs[@]} $kind"
  echo "Calibration: $calib (synthetic)"
}

reduce() {
  "$corkit" reduce "${inputs[@]}" --calib "$calib" -o "$out/level1" -j "$jobs" --json >"$out/reduce.json"
}

pictures() {
  "$corkit" quicklook "$out"/level1/*.fts -o "$out/pictures/" --grid -q
  "$corkit" quicklook "$out"/level1/*.fts -o "$out/sheet.png" --size 400 -q
  "$corkit" browse "$out/level1" -o "$out/browse.html" -q
}

step "Data" prepare
step "corkit reduce" reduce
step "corkit quicklook, corkit browse" pictures

echo
python3 - "$out/reduce.json" <<'P'
import json, os, sys

rows = [("input", "output", "detector", "missing blocks", "seconds")]
for line in open(sys.argv[1]):
    r = json.loads(line)
    rows.append((os.path.basename(r["input"]), os.path.basename(r["output"]), r["detector"], str(r["nmissing"]), f'{r["seconds"]:.3f}'))
widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
for row in rows:
    print("  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip())
P
cat <<T

Made from $kind, in $(cd "$out" && pwd):
  level1/      products
  pictures/    a picture of each
  sheet.png    all of them
  browse.html  open it in a browser: space plays, d shows differences

NOTE: the calibration files used here are SYNTHETIC. They have the names and formats of SolarSoft's, not its numbers:
these level-1 files show how corkit works and are of no use for science. For that, give corkit SolarSoft's own files
(docs/guide.md, "Calibration files").
T
print_timings
