#!/usr/bin/env bash
# The relative links of documents lead somewhere. Names of documents, each ended by a NUL, come on standard input; links that lead
# nowhere are told, and make the exit status 1.
set -euo pipefail

failed=0
while IFS= read -r -d '' file; do
  while read -r target; do
    if [ ! -e "$(dirname "$file")/$target" ]; then
      echo "$file: link to $target leads nowhere" >&2
      failed=1
    fi
  done < <(grep -o '](\([^)#]*\)[^)]*)' "$file" | sed 's/^](//; s/[#)].*$//' | grep -v '^[a-z]*:' | grep -v '^$' || true)
done
exit $failed
