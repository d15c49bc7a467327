#!/usr/bin/env bash
# Checks the form of the code: clang-format, clang-tidy, shellcheck, manual pages, and that the documents agree with the header
# and with each other. Changes nothing.
#
#   scripts/lint.sh [--no-tidy | --each-file]
#
#     --no-tidy      without clang-tidy, which takes most of the time
#     --each-file    and whether each file of the command, the tests and the bindings compiles by itself (minutes)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

tidy=1 each_file=0
case "${1:-}" in
  --no-tidy) tidy=0 ;;
  --each-file) each_file=1 ;;
  "") ;;
  *)
    echo "usage: scripts/lint.sh [--no-tidy | --each-file]" >&2
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
  local status failed=0
  while read -r status; do
    if ! grep -q "$status" docs/errors.md; then
      echo "docs/errors.md does not explain $status" >&2
      failed=1
    fi
  done < <(sed -n 's/^ *\(CORKIT_ERROR_[A-Z_]*\) = [0-9]*.*/\1/p' libcorkit/include/corkit/corkit.h)
  sources -name '*.md' | scripts/document_links.sh || failed=1
  return $failed
}

# Nothing that another C++ library may decide: how a sort with a comparison leaves equal elements. std::stable_sort is defined, so is
# idl/introsort.hpp; numbers sorted by their own value have no ties to leave.
check_sorts() {
  local plain='std::sort\(([a-z_.]+)\.begin\(\), \1\.end\(\)\);|std::nth_element\([^,]*, [^,]*, [^,]*\);'
  if grep -rnE 'std::(ranges::)?(sort|partial_sort|partial_sort_copy|nth_element|sort_heap)\(' libcorkit/src/idl libcorkit/src/stages | grep -vE "$plain"; then
    echo "a sort with a comparison of its own: take std::stable_sort, or idl::introsort_order" >&2
    return 1
  fi
}

# Nothing that another C library may decide: its FLOAT functions and hypot, which differ in their last bits. Looked for in the object files,
# since std::sin of a float is not told from that of a double by its text: those of the release build, which the packages hold as well.
check_functions() {
  local found='(sin|cos|sincos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|cbrt|hypot|erf|erfc|tgamma|lgamma)f|hypot'
  cmake --build --preset release --target corkit_level1 || return 1
  # Pictures and the learned fill may differ.
  if find build/release/lib -name 'libcorkit_*.a' ! -name '*_picture.a' ! -name '*_inpaint*.a' -print0 | xargs -0 nm -A --undefined-only | grep -E " U ($found)\$"; then
    echo "a function of the C library whose last bit is not the same everywhere: take idl/float_functions.hpp, DOUBLE, or std::sqrt" >&2
    return 1
  fi
}

configure_lint() {
  CORKIT_UNITY=OFF configure release -B build/lint-files -DCORKIT_BUILD_TESTS=OFF -DCORKIT_BUILD_BENCH=OFF
  configure release -B build/lint -DCORKIT_BUILD_TESTS=OFF -DCORKIT_BUILD_BENCH=OFF -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=0
}

# clang-tidy on files of a compilation database. GCC's flags that clang does not know are no finding.
tidy() {
  local database=$1
  run-clang-tidy -quiet -p "$database" -j "$jobs" -extra-arg=-Wno-unknown-warning-option "${@:2}" >build/clang-tidy.log 2>&1 || {
    grep -E -A 6 '(warning|error):' build/clang-tidy.log || tail -n 40 build/clang-tidy.log
    return 1
  }
}

# A layer, or the command, as one file: headers are read once, which is most of the work. One check looks at a main file only, so files that
# have something for it are main files once more.
check_tidy() {
  local declares='^ *using [A-Za-z_:]+::[A-Za-z_]+;' file
  local -a files=()
  tidy build/lint "^$root/build/lint/(libcorkit|tools)/.*/Unity/"
  while read -r file; do files+=("^$root/$file\$"); done < <(grep -rlE "$declares" libcorkit/src tools --include='*.cpp')
  tidy build/lint-files -checks='-*,misc-unused-using-decls' "${files[@]}"
}

# Builds that compile many files as one do not notice an include that is missing in one of them. Those of the library are compiled one by one
# in every release build.
check_each_file() {
  CORKIT_UNITY=OFF configure release -B build/each-file -DCORKIT_BUILD_INPAINT=OFF
  python3 - build/each-file/compile_commands.json <<'END' | xargs -0 -P "$jobs" -n 1 sh -c
import json, re, sys
for entry in json.load(open(sys.argv[1])):
    if entry["file"].endswith(".cpp") and "/libcorkit/" not in entry["file"]:
        command = re.sub(r" -o \S+ -c ", " -fsyntax-only ", entry["command"])
        print(f"cd '{entry['directory']}' && {command}", end="\0")
END
}

step "Packages" scripts/install_packages.sh build lint
step "clang-format" check_format
step "shellcheck" check_shell
step "Manual pages" check_manual
step "API reference" check_reference
step "Documents" check_documents
step "Sorts" check_sorts
step "Configure (release)" configure release
step "Functions" check_functions
if [ "$tidy" = 1 ]; then
  step "Configure (lint)" configure_lint
  step "clang-tidy" check_tidy
fi
if [ "$each_file" = 1 ]; then
  step "Each file" check_each_file
fi
print_timings
echo "lint: nothing found"
