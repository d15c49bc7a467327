#!/usr/bin/env bash
# Which lines of libcorkit the tests run: builds with gcc's counters, runs the tests, and prints a table by file and what is not reached.
#
#   scripts/coverage.sh [--no-build] [--tests REGEX]        default: unit, parity, robustness and command-line tests
#
# Fails below 90 % of the lines. The report goes to build/reliability/coverage.txt, the pages to build/coverage/html.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

# Not robustness.command: where a file may not grow, the counters' complaints come among the command's sentences.
build=1 tests='^(unit\.(core|idl|time|fits|lasco|calib|fill|stages|sky)|parity\.|robustness\.(api|fuzz_targets)|cli\.|abi\.(c_header|former))'
while [ $# -gt 0 ]; do
  case "$1" in
    --no-build)
      build=0
      shift
      ;;
    --tests)
      tests=${2:?}
      shift 2
      ;;
    *)
      echo "usage: scripts/coverage.sh [--no-build] [--tests REGEX]" >&2
      exit 2
      ;;
  esac
done
tree=build/coverage

run_tests() {
  find "$tree" -name '*.gcda' -delete
  ctest --test-dir "$tree" -j"$jobs" -R "$tests" --no-tests=error --timeout 3000 --output-on-failure
}

report() {
  mkdir -p build/reliability "$tree/html"
  # Lines that the compiler makes for exceptions that nothing throws are no lines of ours. Counts of branches may come out below zero
  # where two programs end at once.
  gcovr --root . --filter libcorkit/src/ --object-directory "$tree" --exclude-throw-branches --exclude-unreachable-branches --gcov-ignore-parse-errors -j "$jobs" \
    --txt build/reliability/coverage.txt --html-details "$tree/html/index.html" --fail-under-line 90
}

step "Packages" scripts/install_packages.sh build coverage
if [ $build = 1 ]; then
  step "Configure" configure coverage -DCORKIT_BUILD_PYTHON=OFF -DCORKIT_BUILD_GDL=OFF -DCORKIT_BUILD_DLM=OFF -DCORKIT_BUILD_FORTRAN=OFF
  step "Build" cmake --build --preset coverage
fi
step "Tests" run_tests
status=0
report || status=$?
cat build/reliability/coverage.txt
print_timings
[ "$status" = 0 ]
