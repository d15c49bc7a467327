#!/usr/bin/env bash
# Every routine on one image in several languages: the values they print and the images they write are the same, bit for bit.
#
#   routine_values.sh WORK CALIBRATION IMAGE REFERENCE PROGRAM...
set -euo pipefail
work=$1 calibration=$2 image=$3
shift 3
export SOURCE_DATE_EPOCH=1700000000
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA

rm -rf "$work"
reference=
for program; do
  name=$(basename "$program")
  mkdir -p "$work/$name"
  if ! "$program" "$calibration" "$image" "$work/$name" >"$work/$name.txt"; then
    tail -n 3 "$work/$name.txt"
    exit 1
  fi
  if [ -z "$reference" ]; then
    reference=$work/$name
    [ "$(wc -l <"$reference.txt")" -gt 300 ]
  else
    diff "$reference.txt" "$work/$name.txt"
    diff -r "$reference" "$work/$name"
  fi
done
echo "$# languages: $(wc -l <"$reference.txt") values and $(find "$reference" -type f | wc -l) images are the same"
rm -rf "$work"
