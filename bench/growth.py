#!/usr/bin/env python3
"""How the cost of an image grows with its size, with what telemetry lost, and with threads.

    bench/growth.py [--rounds N] [PROGRAMS]      PROGRAMS: folder of the corkit command, default build/release/bin

Images of the demo set, as they are and summed 2 x 2 and 4 x 4 as on board, complete and with lost blocks at places that are the same in
every run. Prints processor time (for threads: wall clock) of one more image in a process that has reduced one, in ms: the median of the
rounds and half the distance of their quartiles. The rounds take the rows in turn, so that a busy hour falls on all of them.
"""

import argparse
import array
import pathlib
import random
import shutil
import sys
import tempfile

from scenes import BLOCK, MANY, Build, Image, run, write_demo
from spread import middle

SIZES = (1024, 512, 256)
LOSSES = (0, 1, 5, 20, 50)
THREADS = (1, 2)
SOURCES = (("C2", "22170501.fts", 22180000), ("C3", "32170501.fts", 32180000))


def summed(image, factor):
    """As on board: counts of a box are added."""
    columns, rows = image.columns // factor, image.rows // factor
    pixels = array.array("h", bytes(2 * columns * rows))
    for y in range(rows):
        sums = [0] * columns
        for row in range(y * factor, (y + 1) * factor):
            line = image.pixels[row * image.columns : (row + 1) * image.columns]
            for k in range(factor):
                sums = [a + b for a, b in zip(sums, line[k::factor])]
        pixels[y * columns : (y + 1) * columns] = array.array("h", [min(s, 32767) for s in sums])
    return image.with_pixels(pixels, columns, rows, {"LEBXSUM": factor, "LEBYSUM": factor})


def lit_blocks(image):
    """Those that hold light in every pixel, in an order that is the same in every run."""
    blocks = []
    for j in range(image.rows // BLOCK):
        for i in range(image.columns // BLOCK):
            rows = (image.pixels[y * image.columns + i * BLOCK :][:BLOCK] for y in range(j * BLOCK, (j + 1) * BLOCK))
            if all(min(row) > 0 for row in rows):
                blocks.append((i, j))
    random.Random(5).shuffle(blocks)
    return blocks


class Row:
    """Copies of one image and the times they took."""

    def __init__(self, title, folder, image, number, lost):
        self.title = title
        self.files = image.without(lit_blocks(image)[:lost]).write_copies(folder, number, MANY)
        self.times = {jobs: [] for jobs in THREADS}

    def measure(self, build, threads):
        one = run(build.command(self.files[:1]))
        for jobs in THREADS if threads else (1,):
            many = run(build.command(self.files, jobs))
            which = 1 if threads else 0
            self.times[jobs].append(1e3 * (many[which] - one[which]) / (len(self.files) - 1))

    def cell(self, jobs=1):
        return "{:.2f} ±{:.2f}".format(*middle(self.times[jobs]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parents[1] / "build/release/bin")
    parser.add_argument("--rounds", type=int, default=7)
    a = parser.parse_args()
    if a.rounds < 2:
        sys.exit("growth: --rounds must be at least 2, or there is no spread")
    shm = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() and shutil.disk_usage(shm).free > 1 << 30 else None) as folder:
        work = pathlib.Path(folder)
        build = Build(a.programs, work)
        l05 = write_demo(build.corkit, work)
        by_size, by_loss, threads = {}, {}, {}
        for camera, name, number in SOURCES:
            frame = Image.read(l05 / name)
            for k, size in enumerate(SIZES):
                image = frame if size == frame.columns else summed(frame, frame.columns // size)
                for lost in LOSSES if size == frame.columns else (0, 5):
                    at = number + 1000 * k + 100 * LOSSES.index(lost)
                    row = Row(f"{camera} {size} {lost}", work / f"{camera}_{size}_{lost}", image, at, lost)
                    if lost in (0, 5):
                        by_size[camera, size, lost] = row
                    if size == frame.columns:
                        by_loss[camera, lost] = row
            threads[camera] = Row(camera, work / f"{camera}_threads", frame, number + 9000, 0)
        for _ in range(a.rounds):
            for row in {id(row): row for row in (*by_size.values(), *by_loss.values())}.values():
                row.measure(build, False)
            for row in threads.values():
                row.measure(build, True)
    print("ms of processor an image, by size")
    print("| image | " + " | ".join(f"{s} x {s}" for s in SIZES) + " |\n|---|" + "---|" * len(SIZES))
    for camera, *_ in SOURCES:
        for lost, what in ((0, "complete"), (5, "five lost blocks")):
            print(f"| {camera}, {what} | " + " | ".join(by_size[camera, s, lost].cell() for s in SIZES) + " |")
    print("\nms of processor an image of 1024 x 1024, by lost blocks")
    print("| camera | " + " | ".join(map(str, LOSSES)) + " |\n|---|" + "---|" * len(LOSSES))
    for camera, *_ in SOURCES:
        print(f"| {camera} | " + " | ".join(by_loss[camera, lost].cell() for lost in LOSSES) + " |")
    print("\nms of wall clock a complete image of 1024 x 1024, by threads")
    print("| camera | " + " | ".join(f"-j {jobs}" for jobs in THREADS) + " |\n|---|" + "---|" * len(THREADS))
    for camera, *_ in SOURCES:
        print(f"| {camera} | " + " | ".join(threads[camera].cell(jobs) for jobs in THREADS) + " |")


main()
