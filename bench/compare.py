"""What bench/compare.sh runs and prints: two builds of corkit in turn on the images of the demo set."""

import argparse
import json
import pathlib
import shutil
import statistics
import subprocess

from scenes import MANY, Build, demo_scenes, run
from spread import middle

CROWD = 50  # copies of each image where many are reduced by one process


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
                many = run(build.command(scene.files[:MANY]))
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
    scenes = demo_scenes(builds[0].corkit, a.work, CROWD)
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
