#!/usr/bin/env bash
# The package from a moved prefix, and by pip on the library of that prefix, without network.
#
#   install.sh BUILD SOURCE STAGE PYTHON
set -euo pipefail
build=$1 source=$2 stage=$3 python=$4

if ! "$python" -m pip --version >/dev/null 2>&1 || ! "$python" -c 'import setuptools, wheel' 2>/dev/null; then
  echo "pip, setuptools or wheel is not installed: skipped"
  exit 77
fi
fail() {
  echo "FAILED: $*" >&2
  exit 1
}

rm -rf "$stage"
mkdir -p "$stage"
cmake --install "$build" --prefix "$stage/before" >"$stage/install.log"
mv "$stage/before" "$stage/after"
prefix=$(cd "$stage/after" && pwd -P)
libdir=$(dirname "$(find "$prefix" -name 'libcorkit.so.0' | head -n 1)")

# check FOLDER LIBDIR: imports the package from FOLDER, and sees that it loads the library of LIBDIR.
check() {
  (cd / && env -u LD_LIBRARY_PATH PYTHONPATH="$1" "$python" -B - "$1" "$2" <<'P'
import os, sys
import corkit
folder, libdir = map(os.path.realpath, sys.argv[1:])
assert os.path.realpath(corkit.__file__).startswith(folder + os.sep), corkit.__file__
loaded = {line.split()[-1] for line in open("/proc/self/maps") if "libcorkit.so" in line}
assert loaded and all(os.path.dirname(os.path.realpath(path)) == libdir for path in loaded), loaded
assert corkit.strmap2mb("", 3, 2).shape == (2, 3)
print("corkit", corkit.__version__, "of", folder, "with", *loaded)
P
  )
}

echo "== from the prefix, moved after the installation"
check "$(dirname "$(dirname "$(find "$prefix" -path '*/corkit/capi.py')")")" "$libdir"

echo "== by pip, on the library of the prefix"
mkdir "$stage/source"
cp -r "$source"/{CMakeLists.txt,setup.py,pyproject.toml,MANIFEST.in,README.md,LICENSE,cmake,libcorkit,swig} "$stage/source"
CORKIT_USE_SYSTEM_LIB=1 PKG_CONFIG_PATH="$libdir/pkgconfig" PIP_DISABLE_PIP_VERSION_CHECK=1 \
  "$python" -m pip install -q --no-index --no-build-isolation --no-deps --no-cache-dir --target "$stage/site" "$stage/source" >"$stage/pip.log" 2>&1 || {
  cat "$stage/pip.log"
  fail "pip install"
}
check "$stage/site" "$libdir"
for stub in py.typed __init__.pyi; do
  [ -e "$stage/site/corkit/$stub" ] || fail "$stub is not in the wheel"
done
[ -z "$(find "$stage/site" -name 'libcorkit*')" ] || fail "the library is bundled although the installed one was asked for"
ls "$stage"/site/corkit-*.dist-info >/dev/null || fail "no metadata"

echo "== without a library to be found, one sentence says so"
if CORKIT_USE_SYSTEM_LIB=1 PKG_CONFIG_LIBDIR=/nonexistent PKG_CONFIG_PATH='' PIP_DISABLE_PIP_VERSION_CHECK=1 \
  "$python" -m pip install -q --no-index --no-build-isolation --no-deps --no-cache-dir --target "$stage/none" "$stage/source" >"$stage/none.log" 2>&1; then
  fail "pip succeeded without a library"
fi
grep -q "CORKIT_USE_SYSTEM_LIB" "$stage/none.log" || { tail -n 20 "$stage/none.log"; fail "the log does not say what is missing"; }
rm -rf "$stage"
