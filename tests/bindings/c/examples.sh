#!/usr/bin/env bash
# The C examples, built with pkg-config alone, and run.
#
#   examples.sh PREFIX SOURCE WORK CC CALIBRATION IMAGE
set -euo pipefail
prefix=$1 source=$2 work=$3 cc=$4 calibration=$5 image=$6
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name corkit.pc)")
export PKG_CONFIG_PATH
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA
rm -rf "$work"
mkdir -p "$work/scratch"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

read -ra flags <<<"$(pkg-config --cflags --libs corkit)"
rpath=$(pkg-config --variable=libdir corkit)
for example in "$source"/compat/c/*.c "$source/docs/examples/reduce.c"; do
  "$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror "$example" -o "$work/$(basename "$example" .c)" "${flags[@]}" -Wl,-rpath,"$rpath"
done

"$work/reduce" "$calibration" "$work/level1" "$image"
"$work/calibrate_array" "$calibration" "$image"
"$work/routines" "$calibration" "$image"
"$work/errors" "$calibration" "$image" "$work/scratch" | tee "$work/errors.txt"

# Every status of the header is shown, and nothing but the status name stands for those that cannot be provoked.
while read -r number name; do
  grep -q "^ *$number $name\b" "$work/errors.txt" || fail "errors.c does not show $name"
done < <(sed -n 's/^ *\(CORKIT_ERROR_[A-Z_]*\) = \([0-9]*\).*/\2 \1/p' "$prefix/include/corkit/corkit.h")
# A program that cannot calibrate says so in one sentence and with its exit status.
for program in reduce calibrate_array routines; do
  arguments=("$calibration" "$image.none")
  [ $program = reduce ] && arguments=("$calibration" "$work/level1" "$image.none")
  status=0
  "$work/$program" "${arguments[@]}" >"$work/out.txt" 2>"$work/error.txt" || status=$?
  [ $status = 1 ] || fail "$program: exit status $status for a file that is not there"
  grep -q "$image.none" "$work/error.txt" || fail "$program does not name the file: $(cat "$work/error.txt")"
done
rm -rf "$work"
