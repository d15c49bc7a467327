#!/usr/bin/env bash
# Makes the Debian packages twice, in folders of different names and lengths, with another time zone, locale, file mask and without
# compiler cache, and compares them byte for byte.
#
#   scripts/reproducible.sh [--no-inpaint]        --no-inpaint: without libcorkit-inpaint, which takes minutes to compile
#
# Packages of the last commit, in a temporary folder. Takes twice as long as scripts/package.sh.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

options=(--no-source)
case "${1:-}" in
  --no-inpaint) options+=(--no-inpaint) ;;
  "") ;;
  *)
    echo "usage: scripts/reproducible.sh [--no-inpaint]" >&2
    exit 2
    ;;
esac
commit=$(git rev-parse HEAD)
work=$(mktemp -d "${TMPDIR:-/tmp}/corkit-twice.XXXXXX")
trap 'rm -rf "$work"' EXIT

make_once() {
  local folder=$work/$1
  mkdir -p "$folder"
  git archive "$commit" | tar -x -C "$folder"
  (cd "$folder" && scripts/package.sh "${options[@]}") >"$work/$1.log" 2>&1 || {
    tail -n 40 "$work/$1.log" >&2
    return 1
  }
}

make_other() {
  (umask 077 && TZ=Pacific/Auckland LC_ALL=C CCACHE_DISABLE=1 make_once another/folder/with/a/longer/name)
}

compare() {
  local deb other number=0 failed=0
  for deb in "$work"/one/build/packages/*.deb; do
    other=$work/another/folder/with/a/longer/name/build/packages/$(basename "$deb")
    number=$((number + 1))
    if ! cmp "$deb" "$other"; then
      failed=1
      diff -r <(dpkg-deb -c "$deb") <(dpkg-deb -c "$other") | head -n 20 || true
      rm -rf "$work/first" "$work/second"
      dpkg-deb -R "$deb" "$work/first" && dpkg-deb -R "$other" "$work/second"
      diff -rq "$work/first" "$work/second" | head -n 20 || true
    fi
  done
  [ $failed = 0 ] && echo "$number packages, the same bytes twice"
  return $failed
}

step "Packages, once" make_once one
step "Packages, again" make_other
step "Compare" compare
print_timings
