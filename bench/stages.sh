#!/usr/bin/env bash
# Times every stage of a reduction beside the bytes that it must move and the memory bandwidth measured in the same run.
#
#   bench/stages.sh [ROUNDS [FILE...]]     default 15 rounds of the demo images; FILEs: CORKIT_BENCH_CALIB names their calibration
#   CORKIT_BENCH_BUILD                     the build, default build/release
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=${CORKIT_BENCH_BUILD:-$root/build/release}/bin
folder=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || folder=/dev/shm
work=$(mktemp -d "$folder/corkit_stages.XXXXXX")
trap 'rm -rf "$work"' EXIT
rounds=${1:-15}
files=("${@:2}")
calib=${CORKIT_BENCH_CALIB:-$work/demo}
if [ ${#files[@]} -eq 0 ]; then
  "$programs/corkit" data demo "$work/demo" >"$work/demo.log"
  files=("$work"/demo/l05/*.fts)
fi
"$programs/bench_stages" "$rounds" "$calib" "$work/out" "${files[@]}"
