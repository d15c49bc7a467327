#!/bin/sh
# Runs a compiler with the names of files below the current folder as seen from there. gfortran writes the name of a source into the
# library, for its messages at run time, and has no option against it: so it is not the folder of whoever built it.
#
#   relative_names.sh COMPILER ARGUMENT...
here=$(pwd)/
for argument; do
  shift
  set -- "$@" "${argument#"$here"}"
done
exec "$@"
