#!/usr/bin/env bash
# One image through the corkit command and through programs in other languages: every product, every card, every pixel of the
# unscaled image must be the same, byte for byte.
#
#   same_image.sh WORK CORKIT CALIBRATION IMAGE PROGRAM...
#
# A PROGRAM writes folders <language>_file and <language>_array with the product, cards.txt, msb.fts and missing.fts.
set -euo pipefail
work=$1 corkit=$2 calibration=$3 image=$4
shift 4
export SOURCE_DATE_EPOCH=1700000000
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA

rm -rf "$work"
mkdir -p "$work"
"$corkit" reduce "$image" --calib "$calibration" -o "$work/command" -q
for program; do
  "$program" "$calibration" "$image" "$work"
done

product=$(basename "$(find "$work/command" -name '*.fts')")
folders=0 failed=0
for folder in "$work"/*_file "$work"/*_array; do
  cmp "$work/command/$product" "$folder/$product" || failed=1
  for file in cards.txt msb.fts missing.fts; do
    cmp "$work/c_file/$file" "$folder/$file" || failed=1
  done
  folders=$((folders + 1))
done
if [ $folders -le $# ]; then
  echo "FAILED: $# programs made $folders folders only" >&2
  exit 1
fi
# The cards a program sees are those of the file.
head -c "$((80 * $(wc -l <"$work/c_file/cards.txt")))" "$work/command/$product" | fold -w 80 >"$work/cards.txt"
printf '\n' >>"$work/cards.txt"
cmp "$work/cards.txt" "$work/c_file/cards.txt" || failed=1
[ $failed = 0 ] && echo "$product: the same in $folders folders and from the command: $(wc -l <"$work/c_file/cards.txt") cards, all pixels"
[ $failed = 0 ] && rm -rf "$work"
exit $failed
