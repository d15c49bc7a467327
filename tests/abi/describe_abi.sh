#!/usr/bin/env bash
# Writes the ABI description of the public header: every function with its parameters, every struct with its layout, every enum.
#
#   describe_abi.sh CC HEADER MAP WORK OUTPUT.abi
#
# It is taken from a stand-in, a shared library in C whose functions are those of the header with empty bodies. The library itself
# includes the header, so that another signature or layout would not compile, and abi.symbols compares its symbols; but read from
# its own debug information the description would hold a hundred times as much of the C++ runtime as of corkit.
set -euo pipefail
cc=$1 header=$2 map=$3 work=$4 output=$5
include=$(dirname "$(dirname "$header")")

mkdir -p "$work"
{
  echo '#include <corkit/corkit.h>'
  # The preprocessor takes the comments away, and a mark in the place of CORKIT_API shows where the declarations are.
  sed 's/^\(#define CORKIT_API\).*/\1 CORKIT_FUNCTION/' "$header" | "$cc" -x c -std=c99 -E -P - | tr '\n' ' ' |
    grep -o 'CORKIT_FUNCTION [^;]*;' | sed 's/^CORKIT_FUNCTION \(.*\);$/\1 { __builtin_trap(); }/'
} >"$work/stand_in.c"
"$cc" -std=c99 -g -fno-eliminate-unused-debug-types -O0 -fPIC -shared -nostdlib -w -I"$include" -Wl,-soname,libcorkit.so.0 "-Wl,--version-script=$map" \
  "$work/stand_in.c" -o "$work/stand_in.so"
abidw --load-all-types --headers-dir "$include/corkit" --drop-private-types --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed \
  --out-file "$output" "$work/stand_in.so"
# The name of the temporary file is no part of it.
sed -i "s| path='[^']*stand_in.c'| path='corkit.h'|" "$output"
