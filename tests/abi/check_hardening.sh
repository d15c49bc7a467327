#!/usr/bin/env bash
# Whether programs and libraries are built as cmake/CorkitHardening.cmake asks:
#
#   check_hardening.sh READELF FILE...
#
# Position-independent; relocations read-only before main(); stack and data not executable; stack canaries; checked C library functions where
# there are any; no search path but those beside the file itself.
set -euo pipefail
readelf=$1
shift
failed=0

complain() {
  echo "$1: $2" >&2
  failed=1
}

for file; do
  header=$("$readelf" -hW "$file")
  segments=$("$readelf" -lW "$file")
  dynamic=$("$readelf" -dW "$file")
  symbols=$("$readelf" --dyn-syms -W "$file")
  grep -q 'Type: *DYN' <<<"$header" || complain "$file" "not position-independent"
  grep -q 'GNU_RELRO' <<<"$segments" || complain "$file" "no read-only relocations (relro)"
  grep -Eq 'BIND_NOW|Flags:.*NOW' <<<"$dynamic" || complain "$file" "symbols are bound late (now)"
  grep -q 'GNU_STACK.* RW ' <<<"$segments" || complain "$file" "an executable stack"
  ! grep -q ' RWE ' <<<"$segments" || complain "$file" "a segment that can be written and executed"
  ! grep -q 'TEXTREL' <<<"$dynamic" || complain "$file" "relocations in its code"
  grep -q '__stack_chk_fail' <<<"$symbols" || complain "$file" "no stack canaries"
  if grep -Eq ' UND (memcpy|memmove|memset|strcpy|strcat|sprintf|snprintf|vsnprintf|read|fgets)@' <<<"$symbols" && ! grep -Eq ' UND __[a-z]+_chk@' <<<"$symbols"; then
    complain "$file" "none of its C library functions is checked (_FORTIFY_SOURCE)"
  fi
  path=$(sed -n 's/.*(\(RPATH\|RUNPATH\)).*\[\(.*\)\]/\2/p' <<<"$dynamic")
  for folder in ${path//:/ }; do
    [[ $folder == "\$ORIGIN"* ]] || complain "$file" "libraries are looked for in $folder"
  done
done
[ $failed = 0 ] && echo "$# files are hardened"
exit $failed
