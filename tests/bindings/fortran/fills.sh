#!/usr/bin/env bash
# The fills of one image through the corkit command, C, Fortran 90 and FORTRAN 77: every file must be the same, byte for byte.
#
#   fills.sh WORK CORKIT CALIBRATION IMAGE CONTEXT PROGRAM...        the first PROGRAM is the one in C
set -euo pipefail
work=$1 corkit=$2 calibration=$3 image=$4 context=$5
shift 5
export SOURCE_DATE_EPOCH=1700000000
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA CORKIT_WEIGHTS

rm -rf "$work"
mkdir -p "$work/command"
"$corkit" reduce "$image" --calib "$calibration" -o "$work/command/level1" -q --fill membrane --context "$context" --fill-mask
"$corkit" fill "$image" --calib "$calibration" -o "$work/command/filled.fts" -q --fill membrane --context "$context" --fill-mask --isotropic
product=level1/$(basename "$work"/command/level1/*.fts)
failed=0 reference=
for program; do
  folder=$work/$(basename "$program")
  mkdir "$folder"
  "$program" "$calibration" "$image" "$context" "$folder" >"$folder/said.txt" || { cat "$folder/said.txt" >&2; exit 1; }
  [ -n "$reference" ] || reference=$folder
  for file in "$product" filled.fts; do
    cmp "$work/command/$file" "$folder/$file" || failed=1
  done
  for file in said.txt product_map.fts product_sigma.fts array_e.fts array_e_context.fts array_d.fts array_d_context.fts; do
    cmp "$reference/$file" "$folder/$file" || failed=1
  done
  # FORTRAN 77 has the map of filled pixels in 16 bits: another BITPIX, the same numbers.
  for file in array_e_map.fts array_d_map.fts; do
    "$corkit" compare "$reference/$file" "$folder/$file" >"$work/compare.txt" || true
    grep -q '^pixels: 0 of' "$work/compare.txt" || { cat "$work/compare.txt"; failed=1; }
  done
  [ ! -e "$folder/none.fts" ] || failed=1
done
cmp -s "$reference/array_e.fts" "$reference/array_e_context.fts" && failed=1
[ $failed = 0 ] && cat "$reference/said.txt" && rm -rf "$work"
exit $failed
