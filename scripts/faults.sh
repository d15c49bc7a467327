#!/usr/bin/env bash
# Fails every system call and thousands of the allocations of `corkit reduce` once, limits its memory, kills 200 runs, and checks what is left
# (tests/robustness/faults.py). Takes about half an hour; the counts go to build/reliability/faults.json. A run that was stopped goes on where
# the same command is given on the same commit, without changes.
#
#   scripts/faults.sh [--calls N|all] [--allocations N|all] [--limits N|all] [--kills N] [--seed N]
#                                                                    default: all, 1000 of each image and the last 200, all, 200
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

tree=$root/build/release
run_faults() {
  mkdir -p build/reliability
  CORKIT_BIN=$tree/bin/corkit CORKIT_TEST_CALIB=$tree/test_data/calib CORKIT_TEST_SCRATCH=$tree/test_data/faults_all \
    CORKIT_FAULT_SHIM=$tree/lib/libtest_fault_shim.so \
    python3 -B tests/robustness/faults.py --report build/reliability/faults.json --commit "$(git describe --always --dirty --exclude '*')" \
    --allocations 1000 --last-allocations 200 "$@"
}

step "Packages" scripts/install_packages.sh build
step "Configure" configure release
step "Build" cmake --build --preset release --target corkit_command test_fault_shim
step "Faults" run_faults "$@"
print_timings
