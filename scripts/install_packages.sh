#!/usr/bin/env bash
# Installs what corkit needs on Debian 12 (other Debian-like systems: the same names), as root or through sudo.
#
#   scripts/install_packages.sh [build] [package] [lint] [fuzz] [coverage] [aarch64] [s390x] [libcxx]        default: build
#
# This is the only list of packages. Nothing is asked of the network when all of them are there already.
# CORKIT_SKIP_PACKAGES=1 leaves the machine as it is.
set -euo pipefail

build_packages=(
  build-essential g++ gfortran fypp cmake ninja-build pkg-config ccache git ca-certificates
  libcfitsio-dev libcfitsio-bin libfftw3-dev libgsl-dev zlib1g-dev libeigen3-dev
  libboost-test-dev libcli11-dev libfmt-dev nlohmann-json3-dev libssl-dev libcurl4-openssl-dev libbenchmark-dev
  python3 python3-numpy xz-utils
  swig python3-dev python3-astropy python3-sunpy python3-matplotlib python3-scipy python3-pytest python3-pip python3-setuptools python3-wheel
  libtorch-dev libpng-dev libcairo2-dev fonts-dejavu-core
  gnudatalanguage
  python3-distributed slurmctld slurmd slurm-client
  chromium chromium-driver python3-selenium
  mandoc doxygen abigail-tools
  strace valgrind
)
package_packages=(dpkg-dev lintian file)
fuzz_packages=(clang llvm libclang-rt-dev)
coverage_packages=(gcovr)
lint_packages=(clang-format clang-tidy shellcheck mandoc doxygen)
# The libraries that these build with are not installed but unpacked in a folder (scripts/debian_folder.sh).
aarch64_packages=(g++-aarch64-linux-gnu qemu-user-static)
s390x_packages=(g++-s390x-linux-gnu qemu-user-static)
libcxx_packages=(clang)

if [ "${CORKIT_SKIP_PACKAGES:-0}" = 1 ]; then
  exit 0
fi

wanted=()
for group in "${@:-build}"; do
  case "$group" in
    build) wanted+=("${build_packages[@]}") ;;
    lint) wanted+=("${lint_packages[@]}") ;;
    package) wanted+=("${package_packages[@]}") ;;
    fuzz) wanted+=("${fuzz_packages[@]}") ;;
    coverage) wanted+=("${coverage_packages[@]}") ;;
    aarch64) wanted+=("${aarch64_packages[@]}") ;;
    s390x) wanted+=("${s390x_packages[@]}") ;;
    libcxx) wanted+=("${libcxx_packages[@]}") ;;
    *)
      echo "install_packages.sh: no package group '$group' (build, package, lint, fuzz, coverage, aarch64, s390x, libcxx)" >&2
      exit 2
      ;;
  esac
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system; please see to it that these are installed: ${wanted[*]}" >&2
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Missing packages: ${missing[*]}. Run this script as root, or install sudo." >&2
    exit 1
  fi
  as_root=(sudo)
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

echo "Installing: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for attempt in 1 2 3; do
  if apt update >"$log" 2>&1 && apt install --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    exit 0
  fi
  echo "apt-get failed (attempt $attempt of 3)" >&2
  [ "$attempt" = 3 ] || sleep $((attempt * 5))
done
tail -n 40 "$log" >&2
exit 1
