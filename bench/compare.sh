#!/usr/bin/env bash
# Times this build beside that of another revision, run in turn on the same files: complete images, images with lost blocks, the first image
# of a process and many images on one and two threads. Prints medians with their spread, ratios, counts of instructions where valgrind is
# installed, and what reading and writing alone take.
#
#   bench/compare.sh --base REV [--peer 'COMMAND {in} {outdir}'] [--rounds N] [--no-instructions]
#
#   --base REV            a revision of this repository; its build is kept in build/compare/ for the next time
#   --peer COMMAND        any other program, timed as a whole process on one image; {in} and {outdir} are replaced
#   --rounds N            default 7
#   CORKIT_BENCH_BUILD    the build that is compared, default build/release (built if it is not there)
#   CORKIT_BENCH_DIR      where files are written, default /dev/shm, else $TMPDIR
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${CORKIT_BENCH_BUILD:-$root/build/release}
usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; }

base=
options=()
while [ $# -gt 0 ]; do
  case $1 in
  --base) base=${2:?--base needs a revision} && shift 2 ;;
  --peer | --rounds) options+=("$1" "${2:?$1 needs a value}") && shift 2 ;;
  --no-instructions) options+=("$1") && shift ;;
  -h | --help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
  esac
done
[ -n "$base" ] || { usage >&2 && exit 2; }

if [ ! -x "$build/bin/corkit" ]; then
  (cd "$root" && cmake --preset release && cmake --build --preset release --target bin/corkit)
fi

commit=$(git -C "$root" rev-parse --verify "$base^{commit}")
base_build=$root/build/compare/$commit
if [ ! -x "$base_build/bin/corkit" ]; then
  tree=$(mktemp -d)
  trap 'git -C "$root" worktree remove --force "$tree/source"; rm -rf "$tree"' EXIT
  git -C "$root" worktree add --quiet --detach "$tree/source" "$commit"
  off=()
  for part in TESTS BENCH INPAINT PYTHON GDL DLM FORTRAN; do off+=("-DCORKIT_BUILD_$part=OFF"); done
  if ! { cmake -S "$tree/source" -B "$base_build" -G Ninja -DCMAKE_BUILD_TYPE=Release "${off[@]}" && cmake --build "$base_build" --target bin/corkit; } >"$tree/log" 2>&1; then
    tail -n 30 "$tree/log" >&2
    exit 1
  fi
  git -C "$root" worktree remove --force "$tree/source"
  rm -rf "$tree"
  trap - EXIT
fi

folder=${CORKIT_BENCH_DIR:-/dev/shm}
if [ -z "${CORKIT_BENCH_DIR:-}" ] && { [ ! -w /dev/shm ] || [ "$(df -Pm /dev/shm | awk 'NR == 2 {print $4}')" -lt 1500 ]; }; then
  folder=${TMPDIR:-/tmp}
fi
work=$(mktemp -d "$folder/corkit_compare.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg); files in $folder ($(stat -f -c %T "$folder"))"
echo "this: $(git -C "$root" describe --always --dirty)  base: $(git -C "$root" rev-parse --short "$commit")"
python3 "$root/bench/compare.py" "$build/bin" "$base_build/bin" "$work" "${options[@]}"
