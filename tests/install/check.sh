#!/usr/bin/env bash
# Installs a build into a prefix, moves the prefix, and builds on it: C by pkg-config, C++ by find_package, Fortran by both where the
# build has it; the command, its manual pages and its completion are where they are looked for.
#
#   check.sh BUILD SOURCE STAGE CC CXX [FC]
set -euo pipefail
build=$1 source=$2 stage=$3 cc=$4 cxx=$5 fc=${6:-}

if ! command -v pkg-config >/dev/null; then
  echo "pkg-config is not installed: skipped"
  exit 77
fi

rm -rf "$stage"
mkdir -p "$stage"
cmake --install "$build" --prefix "$stage/before" >"$stage/install.log"
mv "$stage/before" "$stage/after"
prefix=$stage/after

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
expect() {
  [ -e "$prefix/$1" ] || fail "$1 is not installed"
}

libdir=$(cd "$prefix" && dirname "$(find . -name 'libcorkit.so' | head -n 1)")
libdir=${libdir#./}
expect bin/corkit
expect include/corkit/corkit.h
expect "$libdir/libcorkit.so.0"
expect "$libdir/pkgconfig/corkit.pc"
expect "$libdir/cmake/corkit/corkitConfig.cmake"
expect share/doc/corkit/LICENSE
expect share/bash-completion/completions/corkit
for page in corkit corkit-reduce corkit-compare corkit-info corkit-data corkit-validate; do
  expect "share/man/man1/$page.1"
done
if [ -e "$build/lib/corkit_ce.so" ]; then
  expect share/corkit/idl/pro/corkit_ce.so
  expect share/corkit/idl/dropin/reduce_level_1.pro
fi

# Nothing installed names the place it was built or first installed in, programs and libraries included.
if grep -rlF -e "$build" -e "$stage/before" "$prefix"; then
  fail "the files above name the build"
fi
# The public header is the only header, and C99 suffices for it.
[ "$(find "$prefix/include" -name '*.h' | wc -l)" = 1 ] || fail "more than one header is installed"

echo "== documents"
documents=$prefix/share/doc/corkit
find "$documents" -name '*.md' -print0 | "$source/scripts/document_links.sh" || fail "the documents above link to what is not installed"
[ "$(find "$documents" -name '*.md' | wc -l)" -gt 20 ] || fail "most documents are missing"

echo "== C, pkg-config"
export PKG_CONFIG_PATH="$prefix/$libdir/pkgconfig"
read -ra flags <<<"$(pkg-config --cflags --libs corkit)"
"$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror "$source/docs/examples/reduce.c" -o "$stage/reduce" "${flags[@]}" -Wl,-rpath,"$prefix/$libdir"
"$stage/reduce" | tee "$stage/reduce.log" || [ "${PIPESTATUS[0]}" = 2 ]
grep -q "^corkit $(pkg-config --modversion corkit), following reduce_level_1" "$stage/reduce.log" || fail "the C program does not print the version"

echo "== C++, find_package"
cmake -S "$source/tests/install/consumer" -B "$stage/consumer" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_PREFIX_PATH="$prefix" >"$stage/consumer.log"
cmake --build "$stage/consumer" >>"$stage/consumer.log"
"$stage/consumer/consumer"

if [ -e "$prefix/$libdir/pkgconfig/corkit-fortran.pc" ]; then
  [ -n "$fc" ] || fail "the Fortran layer is installed, but there is no Fortran compiler to check it with"
  echo "== Fortran, pkg-config"
  read -ra flags <<<"$(pkg-config --cflags --libs corkit-fortran)"
  "$fc" -Wall "$source/tests/install/consumer_fortran/main.f90" -J "$stage" -o "$stage/consumer_f90" "${flags[@]}" -Wl,-rpath,"$prefix/$libdir"
  "$stage/consumer_f90"
  echo "== Fortran, find_package"
  cmake -S "$source/tests/install/consumer_fortran" -B "$stage/consumer_fortran" -DCMAKE_Fortran_COMPILER="$fc" \
    -DCMAKE_PREFIX_PATH="$prefix" >"$stage/consumer_fortran.log"
  cmake --build "$stage/consumer_fortran" >>"$stage/consumer_fortran.log"
  "$stage/consumer_fortran/consumer"
fi

echo "== the command"
"$prefix/bin/corkit" --version
ldd "$prefix/bin/corkit" >"$stage/ldd.log"
if grep -q 'libcorkit' "$stage/ldd.log"; then
  grep -qF "$(cd "$prefix" && pwd -P)" <(sed -n 's/.*libcorkit[^>]*=> //p' "$stage/ldd.log" | xargs -r -n 1 readlink -f 2>/dev/null) ||
    fail "the command does not load the library beside it: $(grep libcorkit "$stage/ldd.log")"
fi
"$source/tests/install/check_parts.sh" "$prefix" "$stage/parts"
rm -rf "$stage"
