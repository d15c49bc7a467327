#!/bin/bash
# Time of reduce_level_1 from GDL beside the library's own, calibration data in memory; build the target library_level1 first.
# Usage: bench.sh BUILD_DIR IMAGE [REPEATS]     with LASCO_DATA, NRL_LIB, ANCIL_DATA set
set -eu
build=$(cd "$1" && pwd) image=$2 repeats=${3:-20}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export CORKIT_CE_LIB="$build/lib/corkit_ce.so"
export GDL_PATH="$here:$root/compat/idl:$root/gdl/pro:+${GDL_LIBRARY:-/usr/share/gnudatalanguage/lib}"
unset DISPLAY
for _ in 1 2 3; do
  library=$("$build/bin/library_level1" "$image" "$out/library" "$repeats")
  gdl=$(printf 'bench_level1, "%s", "%s", %d\nexit\n' "$image" "$out/gdl" "$repeats" | "${GDL:-gdl}" -q 2>/dev/null | awk '/^MEDIAN_MS/ {printf "median %.2f ms, least %.2f ms", $2, $3}')
  echo "library: $library    GDL: $gdl"
done
