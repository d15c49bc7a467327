#!/usr/bin/env bash
# Unpacks Debian packages into a clean folder and uses what they hold.
#
#   check_packages.sh PACKAGES BUILD ROOT       PACKAGES: folder of .deb files; BUILD: the build they come from; ROOT: made anew
set -euo pipefail
packages=$1 build=$2 root=$3
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

shopt -s nullglob
debs=("$packages"/*.deb)
names=()
for deb in "${debs[@]}"; do
  names+=("$(dpkg-deb -f "$deb" Package)")
done
has() {
  [[ " ${names[*]} " == *" $1 "* ]]
}
for package in libcorkit0 libcorkit-dev corkit; do
  has "$package" || fail "no package $package among: ${names[*]}"
done

rm -rf "$root"
mkdir -p "$root"
for deb in "${debs[@]}"; do
  dpkg-deb -x "$deb" "$root"
done
lib=$root/usr/lib/$(dpkg --print-architecture | xargs dpkg-architecture -q DEB_HOST_MULTIARCH -a 2>/dev/null)
export LD_LIBRARY_PATH="$lib" XDG_DATA_HOME=/nonexistent
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA CORKIT_CE_LIB

echo "== ${names[*]}: dependencies"
# apt decides whether a system could take them, without touching this one.
if ! apt-get --simulate -o Debug::NoLocking=1 --no-install-recommends install "${debs[@]}" >"$root.apt" 2>&1; then
  cat "$root.apt" >&2
  fail "apt would not install the packages"
fi
rm -f "$root.apt"

echo "== files"
if grep -rlF -e "$build" -e "$source" "$root"; then
  fail "the files above name the folder they were built in"
fi
while IFS= read -r -d '' file; do
  header=$(readelf -d "$file" 2>/dev/null) || continue
  ! grep -Eq 'R(UN)?PATH' <<<"$header" || fail "$file has a run path"
  ! readelf -S --wide "$file" | grep -q '\.debug_info' || fail "$file is not stripped"
done < <(find "$root/usr/bin" "$root/usr/lib" -type f -print0)
for page in "$root"/usr/share/man/man1/*.gz; do
  [ "$(mandoc -Tascii "$page" | wc -l)" -gt 20 ] || fail "$page is no manual page"
done
find "$root/usr/share/doc" -name '*.md' -print0 | "$source/scripts/document_links.sh" || fail "the documents above link to what is in no package"
[ -f "$root/usr/share/man/man1/corkit-reduce.1.gz" ] || fail "the manual pages are missing"
[ -f "$root/usr/share/bash-completion/completions/corkit" ] || fail "the completion is missing"

echo "== the command"
corkit=$root/usr/bin/corkit
"$corkit" --version
"$corkit" data demo "$root/demo" >/dev/null
"$corkit" reduce "$root"/demo/l05/*.fts --calib "$root/demo" -o "$root/level1" --json | grep -c '"status":"ok"' | grep -qx 3 ||
  fail "corkit reduce did not make three images"
for product in "$root"/level1/*.fts; do
  "$corkit" info "$product" --calib "$root/demo" >/dev/null || fail "$product cannot be read"
done

"$corkit" quicklook "$root"/level1/*.fts -o "$root/sheet.png" --size 200
"$corkit" browse "$root/level1" -o "$root/page.html" --size 64
file "$root/sheet.png" | grep -q 'PNG image data, 412 x 412' || fail "corkit quicklook made no sheet"

echo "== C, pkg-config"
export PKG_CONFIG_PATH="$lib/pkgconfig"
read -ra flags <<<"$(pkg-config --cflags --libs corkit)"
cc -std=c99 -Wall -Werror "$source/docs/examples/reduce.c" -o "$root/example" "${flags[@]}"
"$root/example" "$root/demo" "$root/from_c" "$root/demo/l05/32170501.fts"
"$corkit" compare "$root/from_c/35170501.fts" "$root/level1/35170501.fts" || fail "the C program's product is another"

if has python3-corkit; then
  echo "== Python"
  # From /, so that nothing but the package is found.
  (cd / && PYTHONPATH=$root/usr/lib/python3/dist-packages /usr/bin/python3 -B - "$root" <<'P')
import sys
import corkit

root = sys.argv[1]
assert corkit.__file__.startswith(root), corkit.__file__
result = corkit.reduce_level_1(f"{root}/demo/l05/32170501.fts", context=corkit.Context(f"{root}/demo"))
print("python3-corkit", result.data.shape, result.data.dtype)
P
fi

if has gdl-corkit && command -v gdl >/dev/null; then
  echo "== GDL"
  GDL_PATH="$root/usr/share/corkit/idl/dropin:$root/usr/share/corkit/idl/pro:+/usr/share/gnudatalanguage/lib" CORKIT_DATA=$root/demo \
    gdl -quiet >"$root/gdl.log" 2>&1 <<P || true
image = lasco_readfits('$root/demo/l05/32170501.fts', header)
m = c3_calfactor(header)
print, 'corkit ', corkit_version(), ' factor ', m
exit
P
  grep '^corkit .* factor  *[0-9]' "$root/gdl.log" || {
    cat "$root/gdl.log" >&2
    fail "the routines do not run in GDL"
  }
fi
"$source/tests/install/check_parts.sh" "$root/usr" "$root/parts"
rm -rf "$root"
echo "The packages work."
