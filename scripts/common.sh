# shellcheck shell=bash
# What demo.sh, test.sh and lint.sh share. Sourced with the repository's root in $root.

export CCACHE_DIR="${CCACHE_DIR:-${HOME:-/root}/.cache/ccache}"
if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
jobs=$(nproc 2>/dev/null || echo 2)
shared="${CORKIT_SHARED_DIR:-$root/../shared}"
export jobs shared
# The same file compiled in build/release, build/package-tree and build/lint is one to ccache.
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
timings=()

# step "title" command...: runs a step, prints how long it took, stops at the first failure.
step() {
  local title=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  "$@"
  timings+=("$(printf '%5d s  %s' $((SECONDS - start)) "$title")")
}

print_timings() {
  printf '\nTime taken\n'
  printf '  %s\n' "${timings[@]}"
  printf '  %5d s  in all\n' "$SECONDS"
}

# CORKIT_UNITY=ON in the environment: the files of the command and of each test program are compiled as one. For builds from scratch.
configure() {
  cmake --preset "$1" --log-level=WARNING -DCORKIT_SHARED_DIR="$shared" -DCORKIT_UNITY="${CORKIT_UNITY:-OFF}" "${@:2}"
}
