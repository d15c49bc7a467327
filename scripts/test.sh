#!/usr/bin/env bash
# Installs what is missing, builds corkit, and runs every test; then the tests that meet bad input once more under
# AddressSanitizer and UndefinedBehaviorSanitizer, in the build of the fuzz targets, and the threaded ones under ThreadSanitizer.
#
#   scripts/test.sh [--quick | --fuzz]        --quick: without the sanitizers; --fuzz: and each reader is fuzzed
#
# CORKIT_FUZZ_SECONDS=N fuzzes each target for N seconds, default 60, one target more at a time than processors, with the same
# mutations each time: what a change meets depends on the change alone.
# Larger reference sets and real images are looked for in ../shared, or in $CORKIT_SHARED_DIR; the tests run without them too.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

quick=0
fuzz=0
case "${1:-}" in
  --quick) quick=1 ;;
  --fuzz) fuzz=1 ;;
  "") ;;
  *)
    echo "usage: scripts/test.sh [--quick | --fuzz]" >&2
    exit 2
    ;;
esac

step "Packages" scripts/install_packages.sh build package

# One test more than processors: some wait for a server, a cluster, a process that is to be killed.
# A sanitizer finding must end the test program; leaks count.
export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:strict_string_checks=1"
export UBSAN_OPTIONS="print_stacktrace=1"
export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1"

step "Configure (release)" configure release
step "Build (release)" cmake --build --preset release
step "Tests (release)" ctest --preset release -j$((jobs + 1)) --no-tests=error

if [ "$quick" = 0 ]; then
  step "Packages (sanitizers)" scripts/install_packages.sh fuzz
  step "Configure (sanitizers)" configure fuzz
  step "Build (sanitizers)" cmake --build --preset fuzz
  step "Tests (AddressSanitizer, UndefinedBehaviorSanitizer)" \
    ctest --preset fuzz -j$((jobs + 1)) --no-tests=error -L '^(unit|robustness|cli)$'

  step "Configure (tsan)" configure tsan
  step "Build (tsan)" cmake --build --preset tsan --target test_robustness_api
  step "Tests (ThreadSanitizer)" build/tsan/bin/test_robustness_api --run_test=threads --log_level=message
fi

if [ "$fuzz" = 1 ]; then
  step "Fuzz" scripts/fuzz.sh --no-build --jobs $((jobs + 1)) --seed 1 --seconds "${CORKIT_FUZZ_SECONDS:-60}"
fi

printf '\nReference sets used\n'
printf '  reference_data/ of this checkout: %d files\n' "$(find reference_data -type f | wc -l)"
for part in reference data/l05 data/l1; do
  if [ -d "$shared/$part" ]; then
    printf '  %s: %d files\n' "$shared/$part" "$(find "$shared/$part" -type f | wc -l)"
  else
    printf '  %s: not there, its checks were skipped\n' "$shared/$part"
  fi
done
print_timings
