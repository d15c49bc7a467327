#!/usr/bin/env bash
# Checks the form of the code: clang-format, clang-tidy, shellcheck, manual pages, and that the documents agree with the header
# and with each other. Changes nothing.
#
#   scripts/lint.sh [--no-tidy]        --no-tidy: without clang-tidy, which takes most of the time
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

tidy=1
case "${1:-}" in
  --no-tidy) tidy=0 ;;
  "") ;;
  *)
    echo "usage: scripts/lint.sh [--no-tidy]" >&2
    exit 2
    ;;
esac

# Files with these endings, outside build folders.
sources() {
  find . \( -path ./build -o -path ./.git -o -path ./.cache \) -prune -o -type f \( "$@" \) -print0
}

check_format() {
  sources -name '*.c' -o -name '*.h' -o -name '*.cpp' -o -name '*.hpp' |
    xargs -0 -P "$jobs" -n 20 clang-format --dry-run --Werror
}

check_shell() {
  sources -name '*.sh' | xargs -0 shellcheck -x
  shellcheck -x .ci/run examples/slurm/reduce.sbatch
  shellcheck -s bash tools/completion/corkit.bash
}

# tests/manual checks that the pages and the completion agree with the command; this needs no build.
check_manual() {
  local page failed=0
  for page in docs/man/*.1; do
    mandoc -Tlint -Wwarning "$page" || failed=1
  done
  return $failed
}

# Whether the public header explains everything that it declares.
check_reference() {
  local folder status=0
  folder=$(mktemp -d)
  sed "s|@PROJECT_SOURCE_DIR@|$root|g; s|@PROJECT_[A-Z]*@|corkit|g" cmake/Doxyfile.in >"$folder/Doxyfile"
  (cd "$folder" && doxygen -q Doxyfile) || status=1
  rm -rf "$folder"
  return $status
}

# Every status of the public header is explained in docs/errors.md, and every relative link in a document leads somewhere.
check_documents() {
  local status file target failed=0
  while read -r status; do
    if ! grep -q "$status" docs/errors.md; then
      echo "docs/errors.md does not explain $status" >&2
      failed=1
    fi
  done < <(sed -n 's/^ *\(CORKIT_ERROR_[A-Z_]*\) = [0-9]*.*/\1/p' libcorkit/include/corkit/corkit.h)
  while IFS= read -r -d '' file; do
    while read -r target; do
      if [ ! -e "$(dirname "$file")/$target" ]; then
        echo "$file: link to $target leads nowhere" >&2
        failed=1
      fi
    done < <(grep -o '](\([^)#]*\)[^)]*)' "$file" | sed 's/^](//; s/[#)].*$//' | grep -v '^[a-z]*:' | grep -v '^$' || true)
  done < <(sources -name '*.md')
  return $failed
}

check_tidy() {
  # GCC's flags that clang does not know are no finding.
  run-clang-tidy -quiet -p build/lint -j "$jobs" -extra-arg=-Wno-unknown-warning-option \
    "^$root/(libcorkit/src|tools)/" >build/clang-tidy.log 2>&1 || {
    grep -E -A 6 '(warning|error):' build/clang-tidy.log || tail -n 40 build/clang-tidy.log
    return 1
  }
}

step "Packages" scripts/install_packages.sh build lint
step "clang-format" check_format
step "shellcheck" check_shell
step "Manual pages" check_manual
step "API reference" check_reference
step "Documents" check_documents
if [ "$tidy" = 1 ]; then
  step "Configure (lint)" configure release -B build/lint -DCORKIT_BUILD_TESTS=OFF
  step "clang-tidy" check_tidy
fi
print_timings
echo "lint: nothing found"
