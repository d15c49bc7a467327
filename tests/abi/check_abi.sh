#!/usr/bin/env bash
# Compares the ABI of the public header with the committed description: functions may be added, nothing may be taken away or
# changed. scripts/abi_baseline.sh renews the description.
#
#   check_abi.sh CC HEADER MAP WORK BASELINE.abi
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cc=$1 header=$2 map=$3 work=$4 baseline=$5

if ! command -v abidiff >/dev/null || ! command -v abidw >/dev/null; then
  echo "abidw and abidiff (Debian package abigail-tools) are not installed: skipped"
  exit 77
fi

# 0: compatible, else what abidiff says: 4 a change, 8 an incompatible one.
compare() {
  abidiff --non-reachable-types --no-added-syms --suppressions "$here/compatible.ini" "$@"
}

rm -rf "$work"
mkdir -p "$work"
"$here/describe_abi.sh" "$cc" "$header" "$map" "$work/now" "$work/now.abi"
if ! compare "$baseline" "$work/now.abi"; then
  echo "FAILED: the ABI differs from tests/abi/libcorkit.abi. Within a SOVERSION nothing is removed or changed." >&2
  exit 1
fi

# The comparison itself is checked: what is a change must be seen, what is none must not.
changed() {
  local name=$1 expected=$2 edit=$3 status=0
  mkdir -p "$work/$name/include/corkit"
  sed "$edit" "$header" >"$work/$name/include/corkit/corkit.h"
  if cmp -s "$header" "$work/$name/include/corkit/corkit.h"; then
    echo "FAILED: the edit '$name' finds nothing to edit" >&2
    exit 1
  fi
  "$here/describe_abi.sh" "$cc" "$work/$name/include/corkit/corkit.h" "$map" "$work/$name" "$work/$name.abi"
  compare "$work/now.abi" "$work/$name.abi" >"$work/$name.log" || status=$?
  if [ "$expected" = same ] && [ "$status" != 0 ] || [ "$expected" = different ] && [ $((status & 12)) = 0 ]; then
    echo "FAILED: $name should be $expected to abidiff, which returned $status" >&2
    cat "$work/$name.log" >&2
    exit 1
  fi
}
changed function_added same 's/^\(CORKIT_API const char \*corkit_version(void);\)/\1 CORKIT_API int corkit_new_function(int a);/'
changed status_added same 's/^\( *CORKIT_ERROR_MEMORY = 600,\)/\1 CORKIT_ERROR_ANEW = 601,/'
changed options_grown same 's/^\( *void \*stage_hook_user;\)/\1 int anew;/'
changed type_added same 's/^\(CORKIT_API const char \*corkit_version(void);\)/typedef enum corkit_anew { CORKIT_ANEW = 1 } corkit_anew; typedef struct corkit_new_options { size_t size; int a; } corkit_new_options; CORKIT_API int corkit_new_function(const corkit_new_options *o); \1/'
changed function_removed different '/^CORKIT_API const char \*corkit_version(void);/d'
changed parameter_changed different 's/^\(CORKIT_API int corkit_fixwrap(const corkit_array \*image\)/\1, int more/'
changed type_changed different 's/^\(CORKIT_API int corkit_get_solar_radius(const corkit_header \*header, \)double/\1float/'
changed status_renumbered different 's/CORKIT_ERROR_MEMORY = 600/CORKIT_ERROR_MEMORY = 601/'
changed options_reordered different 's/^\( *\)int no_vig;/\1int anew; int no_vig;/'
changed array_grown different 's/^\( *\)int ny;/\1int ny; int nz;/'
rm -rf "$work"
