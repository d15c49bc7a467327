"""What bench/compare.sh runs and prints: two builds of corkit in turn on the images of the demo set."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import struct
import subprocess
import sys
import time

CARD, RECORD, BLOCK = 80, 2880, 32
MANY = 12  # images of one process, whose cost without the first is that of an image in a warm process


class Scene:
    """Copies of one image under names of their own, because a process writes no product twice."""

    def __init__(self, title, number, folder, source, lost=()):
        self.title = title
        folder.mkdir(parents=True)
        data = bytearray(source.read_bytes())
        self._lose(data, lost)
        self.files = []
        for k in range(MANY):
            name = f"{number + k}.fts"
            (folder / name).write_bytes(data.replace(source.name.encode(), name.encode()))
            self.files.append(folder / name)

    @staticmethod
    def _lose(data, blocks):
        end = next(k for k in range(0, len(data), CARD) if data[k : k + CARD].rstrip() == b"END")
        start = (end // RECORD + 1) * RECORD
        cards = {data[k : k + 8].decode().strip(): data[k + 10 : k + 30].decode().strip() for k in range(0, end, CARD)}
        columns = int(cards["NAXIS1"])
        if cards["BITPIX"] != "16":
            sys.exit("compare: the demo image is not of 16-bit pixels")
        zero = struct.pack(">h", -int(float(cards.get("BZERO", "0") or 0)))
        for i, j in blocks:
            for row in range(j * BLOCK, (j + 1) * BLOCK):
                at = start + 2 * (row * columns + i * BLOCK)
                data[at : at + 2 * BLOCK] = zero * BLOCK


def run(command):
    """Processor seconds, wall seconds, peak MiB and what it printed."""
    start = time.perf_counter()
    read, write = os.pipe()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("compare: failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024, text


class Build:
    def __init__(self, folder, work):
        self.corkit = str(pathlib.Path(folder) / "corkit")
        self.work = work
        self.calib = str(work / "demo")

    def command(self, files, jobs=1):
        return [self.corkit, "reduce", "--json", "-j", str(jobs), "--calib", self.calib, "-o", str(self.work / "out"), *map(str, files)]

    def instructions(self, files):
        log = self.work / "callgrind.log"
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
        subprocess.run(tool + self.command(files), check=True, stdout=subprocess.DEVNULL)
        return int(next(line for line in log.read_text().splitlines() if "Collected" in line).split()[-1])


def middle(values):
    """Median, and half the distance of the quartiles."""
    if len(values) < 2:
        return values[0], 0.0
    low, _, high = statistics.quantiles(values, n=4)
    return statistics.median(values), (high - low) / 2


def row(title, new, old, unit, floor=None, digits=1):
    ratios = [a / b for a, b in zip(new, old)]
    (n, dn), (o, do), (r, dr) = middle(new), middle(old), middle(ratios)
    cells = [f"{n:.{digits}f} ±{dn:.{digits}f}", f"{o:.{digits}f} ±{do:.{digits}f}", f"{r:.2f} ±{dr:.2f}", f"{n / floor:.1f}" if floor else ""]
    print(f"  {title:44}{cells[0]:>18}{cells[1]:>18}{cells[2]:>14}{cells[3]:>8}  {unit}")


def read_write_floor(build, work, scene):
    """Milliseconds of processor time for reading the input and writing the product; None without bench_level1."""
    bench = pathlib.Path(build.corkit).with_name("bench_level1")
    if not bench.exists():
        return None
    options = ["--benchmark_filter=read_write", "--benchmark_format=json", "--benchmark_repetitions=5", "--benchmark_min_time=0.1"]
    done = subprocess.run([bench, *options, build.calib, work / "floor", scene.files[0]], check=True, capture_output=True, text=True)
    return statistics.median(b["cpu_time"] for b in json.loads(done.stdout)["benchmarks"] if b["run_type"] == "iteration")


def stage_times(text):
    """Median seconds of each stage over the images of a process but the first."""
    images = [json.loads(line)["stages"] for line in text.splitlines()][1:]
    return {name: statistics.median(image[name] for image in images) for name in images[0]}


def time_scenes(builds, scenes, work, rounds):
    print(f"\n  {'':44}{'this':>18}{'base':>18}{'ratio':>14}{'to r+w':>8}  median ± half the quartiles' distance")
    stages = {}
    for scene in scenes:
        floor = read_write_floor(builds[0], work, scene)
        first, warm = ([], []), ([], [])
        for _ in range(rounds):
            for k, build in enumerate(builds):
                one = run(build.command(scene.files[:1]))
                many = run(build.command(scene.files))
                first[k].append(1e3 * one[0])
                warm[k].append(1e3 * (many[0] - one[0]) / (MANY - 1))
                for name, seconds in stage_times(many[3]).items():
                    stages.setdefault((scene.title, name), ([], []))[k].append(1e3 * seconds)
        row(scene.title + ", warm", *warm, "ms of processor", floor)
        row(scene.title + ", first of a process", *first, "ms of processor")
        if floor:
            print(f"  {'reading and writing alone':44}{floor:18.1f}")
    return stages


def time_many(builds, scenes, rounds):
    files = [file for group in zip(*(scene.files for scene in scenes)) for file in group]
    wall, peak = {}, ([], [])
    for _ in range(rounds):
        for k, build in enumerate(builds):
            for jobs in (1, 2):
                done = run(build.command(files, jobs))
                wall.setdefault(jobs, ([], []))[k].append(1e3 * done[1] / len(files))
                if jobs == 1:
                    peak[k].append(done[2])
    for jobs, times in wall.items():
        row(f"all in turn, -j {jobs}", *times, "ms of wall clock an image")
    row("peak memory, all in turn, -j 1", *peak, "MiB", digits=0)
    gains = [middle([a / b for a, b in zip(wall[1][k], wall[2][k])])[0] for k in (0, 1)]
    print(f"  {'throughput of -j 2 to -j 1':44}{gains[0]:18.2f}{gains[1]:18.2f}")


def count_instructions(builds, scenes):
    print("\n  millions of instructions under callgrind")
    for scene in scenes:
        counts = []
        for build in builds:
            one, three = build.instructions(scene.files[:1]), build.instructions(scene.files[:3])
            counts.append((one / 1e6, (three - one) / 2e6))
        row(scene.title + ", warm", [counts[0][1]], [counts[1][1]], "")
        row(scene.title + ", first of a process", [counts[0][0]], [counts[1][0]], "")


def time_peer(peer, builds, scenes, work, rounds):
    print("\n  whole processes of one image beside the peer (columns: this, peer), wall clock")
    for scene in scenes:
        command = [word.format_map({"in": scene.files[0], "outdir": work / "out"}) for word in peer.split()]
        command[0] = shutil.which(command[0]) or command[0]
        pairs = [(run(builds[0].command(scene.files[:1])), run(command)) for _ in range(rounds)]
        row(scene.title, [1e3 * a[1] for a, _ in pairs], [1e3 * b[1] for _, b in pairs], "ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin"), parser.add_argument("base_bin"), parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--peer"), parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-instructions", action="store_true")
    a = parser.parse_args()
    builds = [Build(a.bin, a.work), Build(a.base_bin, a.work)]
    subprocess.run([builds[0].corkit, "data", "demo", str(a.work / "demo")], check=True, stdout=subprocess.DEVNULL)
    l05 = a.work / "demo" / "l05"
    scenes = [
        Scene("C2 complete", 22170600, a.work / "c2", l05 / "22170501.fts"),
        Scene("C3 complete", 32170600, a.work / "c3", l05 / "32170501.fts"),
        Scene("C3, five lost blocks", 32170700, a.work / "c3_lost", l05 / "32170502.fts"),
        Scene("C2, five lost blocks", 22170700, a.work / "c2_lost", l05 / "22170501.fts", [(4, 15), (5, 15), (20, 9), (21, 24), (27, 16)]),
    ]
    stages = time_scenes(builds, scenes, a.work, a.rounds)
    time_many(builds, scenes, a.rounds)
    print("\n  stages, ms of wall clock, warm")
    for (scene, name), times in stages.items():
        row(f"{scene}: {name}", *times, "", digits=2)
    if shutil.which("valgrind") and not a.no_instructions:
        count_instructions(builds, scenes)
    if a.peer:
        time_peer(a.peer, builds, scenes, a.work, a.rounds)


main()
