#!/usr/bin/env bash
# Tool       SWIG, Debian swig4.0 4.1.0-0.2, with Python 3.11
# Behaviour  copy.copy() of a wrapped C struct returns a new Python object for the same C struct: setting a member of the copy sets it in the
#            original. (copy.deepcopy() raises TypeError, and with -builtin copy.copy() does too; the default just shares.) Two such objects
#            even compare unequal.
# Hurts      scripts that keep a struct of options, copy it, change one option for one image, and have changed it for all that follow.
# Seen       original.no_mask 0, copy.no_mask = 1, original.no_mask 1
#            the copy is another object: True, equal to the original: False
#            deepcopy: TypeError
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need swig4.0 4.1.0-0.2
have=$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_paths()["include"])')
[ -e "$have/Python.h" ] || { echo "python3-dev is wanted"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >options.i <<'I'
%module options
%inline %{
typedef struct {
  int no_mask;
  double rate;
} options;
%}
I
swig4.0 -python options.i
gcc -fPIC -shared -I"$have" -o _options.so options_wrap.c
/usr/bin/python3 - <<'P' | tee seen
import copy
from options import options
original = options()
before = original.no_mask
other = copy.copy(original)
other.no_mask = 1
print(f"original.no_mask {before}, copy.no_mask = 1, original.no_mask {original.no_mask}")
print(f"the copy is another object: {other is not original}, equal to the original: {other == original}")
try:
    copy.deepcopy(original)
    print("deepcopy: done")
except TypeError as error:
    print("deepcopy:", type(error).__name__)
P
cat >want <<'T'
original.no_mask 0, copy.no_mask = 1, original.no_mask 1
the copy is another object: True, equal to the original: False
deepcopy: TypeError
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
