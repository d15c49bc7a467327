#!/usr/bin/env bash
# The libraries, headers and modules of a build in a prefix that was moved after the installation.
#
#   prefix.sh BUILD PREFIX
set -euo pipefail
build=$1 prefix=$2
rm -rf "$prefix" "$prefix.before"
for component in runtime development fortran_runtime fortran; do
  cmake --install "$build" --prefix "$prefix.before" --component $component >/dev/null
done
mv "$prefix.before" "$prefix"
