#!/usr/bin/env bash
# Fuzzes corkit's readers and its chain with libFuzzer, under AddressSanitizer and UndefinedBehaviorSanitizer; needs clang.
#
#   scripts/fuzz.sh [--seconds N] [--jobs N] [--seed N] [--targets "NAME..."] [--coverage "NAME..."] [--no-build] [--no-reach]
#
#     --seconds N        time of each target; default 60; 0: only build
#     --jobs N           targets at a time; default: the number of processors
#     --seed N           of the mutations, so that the same program meets the same inputs; default 0: others each time
#     --targets NAMES    some of tests/fuzz/targets; default: all
#     --coverage NAMES   afterwards prints which lines of the library the inputs of these targets reach, from a build of its own; "" for none,
#                        the default. Edges of the control flow that the reader's and the chain's inputs reach are printed anyway
#     --no-build         the targets are built
#     --no-reach         without these edges: of all that was learned, they take minutes
#
# What was learned is kept in build/fuzz/corpus, so that each run goes on where the last one stopped. An input that a target does not survive
# is kept in build/fuzz/findings, and the status is 1. Numbers of inputs go to build/fuzz/counts.txt: commit, target, seconds, inputs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/common.sh
. scripts/common.sh

usage() {
  echo 'usage: scripts/fuzz.sh [--seconds N] [--jobs N] [--seed N] [--targets "NAME..."] [--coverage "NAME..."] [--no-build] [--no-reach]' >&2
  exit 2
}
seconds=60 seed=0 targets='' coverage='' build=1 reach=1
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds | --jobs | --seed | --targets | --coverage)
      [ $# -ge 2 ] || usage
      declare "${1#--}=$2"
      shift 2
      ;;
    --no-build)
      build=0
      shift
      ;;
    --no-reach)
      reach=0
      shift
      ;;
    *) usage ;;
  esac
done
if [ -z "$targets" ]; then
  targets=$(find tests/fuzz/targets -name '*.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort | tr '\n' ' ')
fi
tree=build/fuzz
seeds=$tree/test_data/fuzz_seeds
commit=$(git describe --always --dirty --exclude '*' 2>/dev/null || echo unknown)

build_targets() {
  local target
  local -a programs=()
  for target in $targets; do programs+=("fuzz_$target"); done
  configure fuzz && cmake --build --preset fuzz --target fuzz_seeds "${programs[@]}"
}

# An allocation of a size that no machine has fails, as it does outside the sanitizer: that is an error which a reader has to meet.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}allocator_may_return_null=1"

# One target for its time.
fuzz_one() {
  local target=$1 corpus=$tree/corpus/$1 log=$tree/logs/$1.log status=0 inputs reached
  local -a options=(-max_total_time="$seconds" -seed="$seed" -timeout=120 -report_slow_units=120 -rss_limit_mb=3000 -print_final_stats=1 -artifact_prefix="$tree/findings/$target-")
  mkdir -p "$corpus" "$tree/findings" "$tree/logs"
  local -a run=()
  if [ "$seed" != 0 ]; then
    # Addresses and times are no part of what is drawn then.
    options+=(-entropic=0)
    if setarch -R true 2>/dev/null; then run=(setarch -R); fi
  fi
  [ ! -e "tests/fuzz/$target.dict" ] || options+=("-dict=tests/fuzz/$target.dict")
  local -a folders=("$corpus" "$seeds/$target")
  [ ! -d "tests/fuzz/regression/$target" ] || folders+=("tests/fuzz/regression/$target")
  "${run[@]}" "$tree/bin/fuzz_$target" "${options[@]}" "${folders[@]}" >"$log" 2>&1 || status=$?
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  reached=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
  printf '%-12s %9s inputs  %6s points of the code reached\n' "$target" "${inputs:-?}" "${reached#cov: }"
  echo "$commit $target $seconds ${inputs:-0}" >>"$tree/counts.txt"
  if [ $status -ne 0 ]; then
    echo "$target: an input that it does not survive" >&2
    grep -E -A 12 'ERROR|SUMMARY|runtime error|does not hold' "$log" | head -n 40 >&2
  fi
  return $status
}

fuzz_all() {
  local target failed=0 running=0
  for target in $targets; do
    if [ $running -ge "$jobs" ]; then
      wait -n || failed=1
      running=$((running - 1))
    fi
    fuzz_one "$target" &
    running=$((running + 1))
  done
  while [ $running -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
  done
  return $failed
}

# What the corpus of the reader and of the chain reaches, file by file, as the fuzzer counts it: edges of the control flow.
reach_of() {
  local target=$1
  printf '\nReached by %s: edges, functions\n' "$target"
  "$tree/bin/fuzz_$target" -runs=0 -print_coverage=1 -report_slow_units=120 -artifact_prefix="$tree/findings/$target-" "$tree/corpus/$target" "$seeds/$target" 2>&1 |
    sed -n 's|^\(UN\)\{0,1\}COVERED_FUNC: hits: [0-9]* edges: \([0-9]*\)/\([0-9]*\) .*/libcorkit/src/\([^:]*\):.*|\2 \3 \4|p' |
    awk '{ got[$3] += $1; all[$3] += $2; functions[$3]++; reached[$3] += $1 > 0; g += $1; a += $2; f++; r += $1 > 0 }
      END {
        for (file in all) if (got[file]) printf "  %-34s %5d of %5d edges  %4d of %4d functions\n", file, got[file], all[file], reached[file], functions[file] | "sort"
        close("sort")
        printf "  %-34s %5d of %5d edges  %4d of %4d functions\n", "in all", g, a, r, f
      }'
}

report_reach() {
  local target process failed=0
  local -a reports=() processes=()
  for target in fits_reader reduce; do
    [[ " $targets " == *" $target "* ]] || continue
    reach_of "$target" >"$tree/logs/$target.reach" &
    reports+=("$tree/logs/$target.reach") processes+=($!)
  done
  for process in "${processes[@]}"; do wait "$process" || failed=1; done
  [ ${#reports[@]} = 0 ] || cat "${reports[@]}"
  return $failed
}

# Which lines the corpus reaches, from a build of its own, without sanitizers.
report_coverage() {
  local counted=build/fuzz-coverage flags='-fprofile-instr-generate -fcoverage-mapping' target
  configure fuzz -B "$counted" -DCORKIT_SANITIZE= -DCORKIT_BUILD_FUZZ=OFF -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_C_FLAGS="$flags"
  cmake --build "$counted" --target run_fuzz_targets -- --quiet
  for target in $coverage; do
    printf '\nLines that the inputs of %s reach\n' "$target"
    LLVM_PROFILE_FILE=$counted/$target.raw "$counted/bin/run_fuzz_targets" --only "$target" "$tree/corpus" "$seeds" tests/fuzz/regression >/dev/null
    llvm-profdata merge -sparse "$counted/$target.raw" -o "$counted/$target.data"
    llvm-cov report "$counted/bin/run_fuzz_targets" -instr-profile="$counted/$target.data" --show-region-summary=false \
      --show-branch-summary=false libcorkit/src | sed 's/ *$//' | awk '$NF != "0.00%" || /^[-T]/'
  done
}

[ $build = 0 ] || step "Build (fuzz)" build_targets
[ "$seconds" = 0 ] || step "Fuzz, $seconds s a target, $jobs at a time" fuzz_all
[ "$seconds" = 0 ] || [ $reach = 0 ] || report_reach
[ -z "$coverage" ] || step "Coverage" report_coverage
print_timings
