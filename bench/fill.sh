#!/usr/bin/env bash
# Times the fills of an image with five lost blocks (C3, 1024 x 1024, of the demo set), each in a fresh process, one after the other in
# every round, without and with one context image (+1): processor time and peak memory of `corkit fill`, start, reading and writing included.
#
#   bench/fill.sh [ROUNDS]                 default 9
#   CORKIT_BENCH_BUILD                     the build, default build/release
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
corkit=${CORKIT_BENCH_BUILD:-$root/build/release}/bin/corkit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$corkit" data demo "$work/demo" >/dev/null

python3 - "$corkit" "$work" "${1:-9}" <<'P'
import json, os, pathlib, statistics, subprocess, sys

corkit, work, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])


def fill(image, method, *context):
    """Seconds of the processor, MiB, lost pixels."""
    process = subprocess.Popen([corkit, "fill", image, "--calib", work / "demo", "--fill", method, "-o", work / "out.fts", "--json", *context], stdout=subprocess.PIPE)
    line = json.loads(process.stdout.read())
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(line["error"])
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, line["missing_pixels"]


five = 5 * 32 * 32
images = [f for f in sorted((work / "demo" / "l05").iterdir()) if f.name.startswith("32") and fill(f, "membrane")[2] == five]
whole = next(f for f in images[0].parent.iterdir() if f.name.startswith("32") and f != images[0])
methods = {method: (method,) for method in ("fuzzy", "membrane", "dl")} | {f"{method}+1": (method, "--context", whole) for method in ("membrane", "dl")}
runs = {method: [] for method in methods}
for _ in range(rounds):
    for method, arguments in methods.items():
        runs[method].append(fill(images[0], *arguments))
base = min(seconds for seconds, _, _ in runs["membrane"])
print(f"{images[0].name}, {five} lost pixels, {rounds} rounds: ms of one core (least, median), relative to membrane, peak memory")
for method, used in runs.items():
    seconds = [s for s, _, _ in used]
    print(f"{method:12}{1000 * min(seconds):8.0f}{1000 * statistics.median(seconds):8.0f}{min(seconds) / base:8.1f}{max(m for _, m, _ in used):8.0f} MiB")
P
