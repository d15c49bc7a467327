#!/usr/bin/env bash
# Star table, plug-in and weights of a prefix are found from its Python package and its GDL routines, with nothing set in the environment.
# What the prefix does not hold, or the machine cannot run, is left out.
#
#   check_parts.sh PREFIX WORK       PREFIX: installed; WORK: a folder for what is made
set -euo pipefail
prefix=$(cd "$1" && pwd -P)
mkdir -p "$2"
work=$(cd "$2" && pwd -P)
unset CORKIT_DATA LASCO_DATA NRL_LIB ANCIL_DATA CORKIT_CE_LIB CORKIT_STARS CORKIT_WEIGHTS CORKIT_INPAINT_LIB
export XDG_DATA_HOME=/nonexistent

"$prefix/bin/corkit" data demo "$work/demo" >/dev/null
image=$(find "$work/demo/l05" -name '32*.fts' | sort | head -n 1)
fill=membrane method=MEMBRANE
if [ -n "$(find "$prefix" -name 'libcorkit-inpaint.so.0')" ]; then
  fill=dl method=DL
fi

# Whether stars are found is the image's affair; that they were looked for is said.
check() {
  if ! grep -aq '^HISTORY *corkit pointing:' "$2" || ! grep -aq "^FILLMETH= '$method *'" "$2"; then
    cat "$2" >&2
    echo "FAILED: $1: the stars or the fill of $prefix were not found" >&2
    exit 1
  fi
}

package=$(find "$prefix" -path '*/corkit/capi.py' -print -quit)
if [ -n "$package" ]; then
  echo "== Python: stars, fill $fill"
  (cd / && PYTHONPATH=$(dirname "$(dirname "$package")") /usr/bin/python3 -B - "$work" "$image" "$fill" >"$work/python.txt" 2>&1 <<'P'
import sys
import corkit

work, image, fill = sys.argv[1:]
result = corkit.reduce_level_1(image, context=corkit.Context(f"{work}/demo"), pointing="stars", fill=fill)
print(repr(result.header) if hasattr(result.header, "tofile") else "\n".join(result.header.cards))
P
  ) || true
  check Python "$work/python.txt"

  echo "== Python, as in a wheel: the library and the star table in the package"
  mkdir "$work/site"
  cp -r "$(dirname "$package")" "$work/site/corkit"
  cp "$(find "$prefix" -name libcorkit.so.0)" "$work/site/corkit/libcorkit.so.0"
  cp -r "$prefix/share/corkit/stars" "$work/site/corkit/stars"
  (cd / && PYTHONPATH=$work/site LD_LIBRARY_PATH=$work/site/corkit /usr/bin/python3 -B -c \
    'import sys, corkit; print(corkit.__file__, corkit.solve_stars(sys.argv[1], context=corkit.Context(sys.argv[2])))' "$image" "$work/demo")
fi

if [ -e "$prefix/share/corkit/idl/pro/corkit_ce.so" ] && command -v gdl >/dev/null; then
  echo "== GDL: stars, fill $fill"
  (cd "$work" && GDL_PATH="$prefix/share/corkit/idl/dropin:$prefix/share/corkit/idl/pro:+${GDL_LIBRARY:-/usr/share/gnudatalanguage/lib}" \
    CORKIT_DATA=$work/demo gdl -quiet >"$work/gdl.txt" 2>&1 <<P
reduce_level_1, '$image', savedir='$work/', pointing='stars', fill='$fill'
exit
P
  ) || true
  product=$(find "$work" -maxdepth 1 -name '35*.fts')
  [ -z "$product" ] || head -c 28800 "$product" | fold -b -w 80 >>"$work/gdl.txt"
  check GDL "$work/gdl.txt"
fi
