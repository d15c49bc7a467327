#!/usr/bin/env bash
# Whether corkit has the same bits elsewhere: builds and tests on other processors and with other C and C++ libraries, on this machine.
#
#   scripts/platforms.sh [aarch64] [libcxx] [debian13] [s390x]        default: all but s390x
#
#   aarch64    ARM, cross-built, under QEMU's emulator: libcorkit, the command, unit and parity tests with the committed references
#   libcxx     clang++ with LLVM's C++ library (macOS's kind), the same tests without the command
#   debian13   the release build's tests with the C library of Debian 13, glibc 2.41, through its own loader
#   s390x      as aarch64, big-endian
#
# What they need is unpacked in build/platforms (scripts/debian_folder.sh). Nothing is skipped: without the network the folders must be there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

libraries=(libc6 libstdc++6 libcfitsio-dev libfftw3-dev libgsl-dev zlib1g-dev libboost-test-dev libssl-dev libcurl4-openssl-dev libfmt-dev libpng-dev libcairo2-dev)
# Numbers, and what reads them. Not the C API's robustness and the host languages: they ask what this processor's own build answers.
# The longest first.
tests=(parity_products unit_stages unit_core unit_idl parity_idl parity_stages)
more_tests=(parity_random unit_fill unit_time parity_fill parity_pointing) # where the processor is this machine's own
chosen=$(IFS='|' && echo "${tests[*]/_/.}")
export CORKIT_PARITY_SET=committed

build() {
  local preset=$1
  configure "$preset"
  cmake --build --preset "$preset" --target "${@:2}" "${tests[@]/#/test_}"
}

# The demonstration set by the release build's command, where there is one: under the emulator its noise takes a minute.
emulated_tests() {
  local processor=$1 made=made_inputs
  if [ -x build/release/bin/corkit ]; then
    build/release/bin/corkit data demo "build/$processor/test_data/cli_demo" >/dev/null
    made="$made|cli_demo"
  fi
  ctest --preset "$processor" -j"$jobs" --no-tests=error -FS "$made" -R "^($chosen|cli\.compare)\$"
}

emulated() {
  local processor=$1 architecture=$2
  scripts/install_packages.sh "$processor"
  step "Libraries ($processor)" scripts/debian_folder.sh "build/platforms/$architecture" bookworm "$architecture" "${libraries[@]}"
  step "Build ($processor)" build "$processor" corkit_command
  step "Tests ($processor)" emulated_tests "$processor"
}

run_libcxx() {
  scripts/install_packages.sh build libcxx
  step "Libraries (libc++)" scripts/debian_folder.sh build/platforms/libcxx bookworm amd64 libc++-14-dev libc++abi-14-dev
  step "Build (libc++)" build libcxx corkit
  step "Tests (libc++)" ctest --preset libcxx -j"$jobs" --no-tests=error -FS made_inputs -R "^($chosen)\$"
}

# The release build's programs; whatever else they need is this machine's.
with_debian13() {
  printf 'build/release/bin/test_%s\n' "${tests[@]}" "${more_tests[@]}" |
    xargs -P "$jobs" -I PROGRAM "$loader" --library-path "$folder/usr/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu" PROGRAM --log_level=message
}

run_debian13() {
  folder=build/platforms/debian13
  loader=$folder/usr/lib64/ld-linux-x86-64.so.2
  step "C library (Debian 13)" scripts/debian_folder.sh "$folder" trixie amd64 libc6
  "$loader" --version | head -n 1
  step "Build (Debian 13)" build release corkit "${more_tests[@]/#/test_}"
  # All references: it takes no longer than the release build's own tests.
  unset CORKIT_PARITY_SET
  step "Tests (Debian 13)" with_debian13
  export CORKIT_PARITY_SET=committed
}

[ $# -gt 0 ] || set -- debian13 aarch64 libcxx
for platform in "$@"; do
  case "$platform" in
    aarch64) emulated aarch64 arm64 ;;
    s390x) emulated s390x s390x ;;
    libcxx) run_libcxx ;;
    debian13) run_debian13 ;;
    *)
      echo "platforms.sh: no platform '$platform' (aarch64, libcxx, debian13, s390x)" >&2
      exit 2
      ;;
  esac
done
print_timings
