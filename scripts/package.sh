#!/usr/bin/env bash
# Makes the Debian packages and the source archive in build/packages, installs the packages into a clean folder and uses what they
# hold: the command, the library, Python, GDL.
#
#   scripts/package.sh [--output DIR] [--no-source] [--no-inpaint] [--debootstrap DIR]
#
#     --output DIR        where the packages go; default: build/packages. They are built in build/package-tree
#     --no-source         no source archive (it is that of the last commit)
#     --no-inpaint        without libcorkit-inpaint, which takes minutes to compile
#     --debootstrap DIR   also installs them with apt into a new Debian 12 system in DIR, and uses them there (root; minutes)
#
# DEBFULLNAME and DEBEMAIL say who answers for the packages.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

usage() {
  echo "usage: scripts/package.sh [--output DIR] [--no-source] [--no-inpaint] [--debootstrap DIR]" >&2
  exit 2
}
out=$root/build/packages system='' source_archive=1 inpaint=(-UCORKIT_BUILD_INPAINT)
while [ $# -gt 0 ]; do
  case "$1" in
    --output | --debootstrap)
      [ $# -ge 2 ] || usage
      mkdir -p "$2"
      [ "$1" = --output ] && out=$(cd "$2" && pwd)
      [ "$1" = --debootstrap ] && system=$(cd "$2" && pwd)
      shift 2
      ;;
    --no-source)
      source_archive=0
      shift
      ;;
    --no-inpaint)
      inpaint=(-DCORKIT_BUILD_INPAINT=OFF)
      shift
      ;;
    *) usage ;;
  esac
done
umask 022
# As deep as build/release: so ccache knows its objects again.
mkdir -p "$out"
tree=$root/build/package-tree
version=$(sed -n 's/^project(corkit VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
# Packages made of the same source are the same: times in them are the changelog's.
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' cmake/debian/changelog | head -n 1)" +%s)
export SOURCE_DATE_EPOCH

configure_tree() {
  local -a maintainer=()
  [ -z "${DEBEMAIL:-}" ] || maintainer=("-DCORKIT_PACKAGE_MAINTAINER=${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>")
  cmake --preset packages --log-level=WARNING -DCORKIT_UNITY="${CORKIT_UNITY:-OFF}" "${inpaint[@]}" "${maintainer[@]}"
}

make_packages() {
  rm -rf "$out"/*.deb "$out/cpack"
  (cd "$tree" && cpack -G DEB -B "$out/cpack" >"$out/cpack.log" 2>&1) || {
    tail -n 40 "$out/cpack.log" >&2
    return 1
  }
  mv "$out"/cpack/*.deb "$out/"
  # CPack adds scripts that call ldconfig; the trigger does that.
  local deb unpacked=$out/cpack/unpacked
  for deb in "$out"/lib*.deb; do
    dpkg-deb -R "$deb" "$unpacked"
    rm -f "$unpacked/DEBIAN/postinst" "$unpacked/DEBIAN/postrm"
    dpkg-deb --root-owner-group -b "$unpacked" "$deb" >/dev/null
    rm -rf "$unpacked"
  done
  rm -rf "$out/cpack"
}

make_source_archive() {
  local archive=$out/corkit_$version.orig.tar.xz
  if ! git rev-parse --git-dir >/dev/null 2>&1; then
    echo "Not a git checkout: no source archive"
    return
  fi
  [ -z "$(git status --porcelain --untracked-files=no)" ] || echo "There are changes that are not committed: they are not in the source archive" >&2
  git archive --format=tar --prefix="corkit-$version/" HEAD | xz -T0 >"$archive"
}

run_lintian() {
  # The packages are not for Debian's archive: there is no bug that asks for them.
  lintian --allow-root --fail-on error --suppress-tags initial-upload-closes-no-bugs "$out"/*.deb
}

step "Packages to build with" scripts/install_packages.sh build package
step "Configure (packages)" configure_tree
step "Build (packages)" cmake --build "$tree" -- --quiet
step "Debian packages" make_packages
[ "$source_archive" = 0 ] || step "Source archive" make_source_archive
step "lintian" run_lintian
step "Use from a clean folder" tests/install/check_packages.sh "$out" "$tree" "$out/root"
[ -z "$system" ] || step "Use in a new system" tests/install/check_system.sh "$out" "$system"

echo
find "$out" -maxdepth 1 \( -name '*.deb' -o -name '*.tar.xz' \) -printf '%9s  %p\n' | sort -k 2
print_timings
