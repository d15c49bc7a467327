#!/usr/bin/env bash
# Renews tests/abi/libcorkit.abi, the description of the C API that the test abi.description compares with, and prints what has
# changed. Not within a SOVERSION, unless functions were added or nothing has been released yet.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

baseline=tests/abi/libcorkit.abi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests/abi/describe_abi.sh "${CC:-cc}" "$root/libcorkit/include/corkit/corkit.h" "$root/cmake/corkit.map" "$work" "$work/new.abi"
if [ -f "$baseline" ]; then
  abidiff "$baseline" "$work/new.abi" || true
fi
cp "$work/new.abi" "$baseline"
echo "$baseline: $(grep -c '<function-decl' "$baseline") functions"
