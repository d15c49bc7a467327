#!/usr/bin/env bash
# Times complete reductions beside reading and writing the same files, and measures the peak memory of the command. The ratio is
# that of processor times, which a busy machine changes least.
#
#   bench/run.sh [FILE...]
#
# Without files: a few real images of ../shared (or $CORKIT_SHARED_DIR), or else the synthetic demo images.
#   CORKIT_BENCH_CALIB     calibration folder          default: ../shared's synthetic one, or the demo set
#   CORKIT_BENCH_DIR       where files are written     default: a folder on /dev/shm, or in $TMPDIR
#   CORKIT_BENCH_BUILD     the build                   default: build/release (built if it is not there)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=${CORKIT_SHARED_DIR:-$root/../shared}
build=${CORKIT_BENCH_BUILD:-$root/build/release}

if [ ! -x "$build/bin/bench_level1" ] || [ ! -x "$build/bin/corkit" ]; then
  (cd "$root" && cmake --preset release && cmake --build --preset release --target bin/bench_level1 bin/corkit)
fi

if [ -n "${CORKIT_BENCH_DIR:-}" ]; then
  work=$(mktemp -d "$CORKIT_BENCH_DIR/corkit_bench.XXXXXX")
elif [ -w /dev/shm ] && [ "$(df -Pm /dev/shm | awk 'NR == 2 {print $4}')" -gt 200 ]; then
  work=$(mktemp -d /dev/shm/corkit_bench.XXXXXX)
else
  work=$(mktemp -d)
fi
trap 'rm -rf "$work"' EXIT

files=("$@")
calib=${CORKIT_BENCH_CALIB:-}
if [ -z "$calib" ] && [ -f "$shared/reference/calib.tar.gz" ]; then
  mkdir "$work/calib"
  tar xpzf "$shared/reference/calib.tar.gz" -C "$work/calib"
  calib=$work/calib
fi
if [ ${#files[@]} -eq 0 ] && [ -d "$shared/data/l05" ]; then
  files=("$shared"/data/l05/{22104858,22321894,32130223,32219521}.fts.fz)
fi
if [ ${#files[@]} -eq 0 ] || [ -z "$calib" ]; then
  "$build/bin/corkit" data demo "$work/demo" >"$work/demo.log"
  calib=${calib:-$work/demo}
  if [ ${#files[@]} -eq 0 ]; then
    mapfile -d '' files < <(find "$work/demo/l05" -type f -print0 | sort -z)
  fi
fi

echo "$("$build/bin/corkit" --version | head -n 1); $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; files in $work ($(stat -f -c %T "$work"))"
"$build/bin/bench_level1" --benchmark_repetitions="${CORKIT_BENCH_REPETITIONS:-5}" --benchmark_min_time=0.4 \
  --benchmark_enable_random_interleaving=true --benchmark_format=json "$calib" "$work/out" "${files[@]}" >"$work/times.json"

python3 - "$work/times.json" "$build/bin/corkit" "$calib" "$work" "${files[@]}" <<'P'
import json, os, resource, statistics, subprocess, sys

times, corkit, calib, work, *files = sys.argv[1:]
runs = {}
for b in json.load(open(times))["benchmarks"]:
    if b["run_type"] == "iteration":
        kind, image = b["run_name"].removesuffix("/real_time").split("/", 1)
        runs.setdefault(image, {}).setdefault(kind, []).append((b["real_time"], b["cpu_time"]))


def median(pairs, which):
    return statistics.median(pair[which] for pair in pairs)


print("\n  milliseconds, median of the repetitions: wall clock, and processor time in brackets")
print(f"  {'image':14}{'reduce':>20}{'read+write':>20}{'ratio':>8}")
for image, kinds in runs.items():
    r, w = kinds["reduce"], kinds["read_write"]
    cells = [f"{median(x, 0):.1f} ({median(x, 1):.1f})" for x in (r, w)]
    print(f"  {image:14}{cells[0]:>20}{cells[1]:>20}{median(r, 1) / median(w, 1):8.1f}")

print("\n  peak memory of `corkit reduce -j 1`")
for name, some in [(os.path.basename(f).split(".")[0], [f]) for f in files] + [("all of them", files)]:
    # A process of its own for each, because ru_maxrss is the maximum over all children that were waited for.
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        done = subprocess.run([corkit, "reduce", "-q", "-j", "1", "--calib", calib, "-o", work + "/memory", *some], stdout=subprocess.DEVNULL)
        print(f"  {name:14}{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:9.1f} MiB", flush=True)
        os._exit(done.returncode)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit(f"corkit reduce failed on {name}")
P
