#!/usr/bin/env bash
# Builds an outside project that takes corkit's source in by add_subdirectory: the library alone, neither tools nor tests.
#
#   check_subdirectory.sh SOURCE BUILD CC CXX [LAUNCHER]
set -euo pipefail
source=$1 build=$2 cc=$3 cxx=$4 launcher=${5:-}

rm -rf "$build"
cmake -S "$source/tests/install/consumer" -B "$build" -G Ninja -DCORKIT_SOURCE="$source" -DCORKIT_WERROR=ON -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_C_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" \
  --log-level=WARNING
cmake --build "$build" -- --quiet
"$build/consumer"
if [ -n "$(find "$build" -name 'test_*' -o -name corkit -type f -perm /111)" ]; then
  echo "FAILED: more than the library was built" >&2
  exit 1
fi
rm -rf "$build"
