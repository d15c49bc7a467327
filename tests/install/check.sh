#!/usr/bin/env bash
# Installs a build into a prefix, moves the prefix, and builds on it: a C program by pkg-config, a C++ project by find_package.
#
#   check.sh BUILD SOURCE STAGE CC CXX
set -euo pipefail
build=$1 source=$2 stage=$3 cc=$4 cxx=$5

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

# Nothing installed as text names the place it was built or first installed in.
if grep -rlF -e "$build" -e "$stage/before" "$prefix" --include='*.pc' --include='*.cmake' --include='*.h'; then
  fail "the files above name the build"
fi
# The public header is the only header, and C99 suffices for it.
[ "$(find "$prefix/include" -name '*.h' | wc -l)" = 1 ] || fail "more than one header is installed"

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

echo "== the command"
"$prefix/bin/corkit" --version
ldd "$prefix/bin/corkit" >"$stage/ldd.log"
if grep -q 'libcorkit' "$stage/ldd.log"; then
  grep -qF "$(cd "$prefix" && pwd -P)" <(sed -n 's/.*libcorkit[^>]*=> //p' "$stage/ldd.log" | xargs -r -n 1 readlink -f 2>/dev/null) ||
    fail "the command does not load the library beside it: $(grep libcorkit "$stage/ldd.log")"
fi
rm -rf "$stage"
