"""The images that the benchmarks reduce, and a build of corkit that reduces them."""

import os
import pathlib
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
    """The command line in a folder of programs, writing to work/out."""

    def __init__(self, folder, work):
        self.corkit = str(pathlib.Path(folder) / "corkit")
        self.work = work
        self.calib = str(work / "demo")

    def command(self, files, jobs=1):
        return [self.corkit, "reduce", "--json", "-j", str(jobs), "--calib", self.calib, "-o", str(self.work / "out"), *map(str, files)]

    def instructions(self, files):
        """Instructions of a process under callgrind."""
        log = self.work / "callgrind.log"
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
        done = subprocess.run(tool + self.command(files), capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit("callgrind failed: " + " ".join(self.command(files)) + "\n" + done.stderr)
        return int(next(line for line in log.read_text().splitlines() if "Collected" in line).split()[-1])


def demo_scenes(corkit, work):
    """Images of the demo set, which is written to work/demo: complete ones and some with lost blocks."""
    subprocess.run([corkit, "data", "demo", str(work / "demo")], check=True, stdout=subprocess.DEVNULL)
    l05 = work / "demo" / "l05"
    return [
        Scene("C2 complete", 22170600, work / "c2", l05 / "22170501.fts"),
        Scene("C3 complete", 32170600, work / "c3", l05 / "32170501.fts"),
        Scene("C3, five lost blocks", 32170700, work / "c3_lost", l05 / "32170502.fts"),
        Scene("C2, five lost blocks", 22170700, work / "c2_lost", l05 / "22170501.fts", [(4, 15), (5, 15), (20, 9), (21, 24), (27, 16)]),
    ]
