#!/usr/bin/env bash
# The Fortran examples, built with pkg-config alone, and run.
#
#   examples.sh PREFIX SOURCE WORK FC CALIBRATION IMAGE
set -euo pipefail
prefix=$1 source=$2 work=$3 fc=$4 calibration=$5 image=$6
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name corkit-fortran.pc)")
export PKG_CONFIG_PATH
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA
rm -rf "$work"
mkdir -p "$work"
cd "$work"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

read -ra flags <<<"$(pkg-config --cflags --libs corkit-fortran)"
rpath=$(pkg-config --variable=libdir corkit-fortran)
for example in "$source"/compat/fortran/examples/*.f90; do
  "$fc" -Wall -Wextra -Werror -fcheck=all "$example" -o "$(basename "$example" .f90)" "${flags[@]}" -Wl,-rpath,"$rpath"
done
"$fc" -Wall -Wextra -Werror -Wno-unused-parameter -fcheck=all "$source/compat/fortran/examples/reduce77.f" -o reduce77 "${flags[@]}" \
  -Wl,-rpath,"$rpath"

./calibrate_file "$calibration" file "$image"
./calibrate_array "$calibration" "$image"
./error_text "$calibration" | tee errors.txt
for status in CORKIT_ERROR_FILE_NOT_FOUND CORKIT_ERROR_KEYWORD_MISSING CORKIT_ERROR_ARGUMENT; do
  grep -q $status errors.txt || fail "error_text does not show $status"
done
./reduce77 "$calibration" file77 "$image"
name=$(basename file/*.fts)
SOURCE_DATE_EPOCH=1700000000 ./calibrate_file "$calibration" file "$image" >/dev/null
SOURCE_DATE_EPOCH=1700000000 ./reduce77 "$calibration" file77 "$image" >/dev/null
cmp "file/$name" "file77/$name"

for program in calibrate_file reduce77; do
  status=0
  "./$program" "$calibration" none "$image.none" >out.txt 2>&1 || status=$?
  [ $status = 1 ] || fail "$program: exit status $status for a file that is not there"
  grep -q "$image.none" out.txt || fail "$program does not name the file: $(cat out.txt)"
done
cd /
rm -rf "$work"
