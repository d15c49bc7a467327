"""The images that the benchmarks reduce, and a build of corkit that reduces them."""

import array
import os
import pathlib
import subprocess
import sys
import time

CARD, RECORD, BLOCK = 80, 2880, 32
MANY = 12  # images of one process, whose cost without the first is that of an image in a warm process


class Image:
    """A level-0.5 image of 16-bit pixels: its header's bytes up to the record's end, and its pixels."""

    def __init__(self, name, header, pixels, columns, rows):
        self.name, self.header, self.pixels, self.columns, self.rows = name, header, pixels, columns, rows

    @staticmethod
    def read(file):
        data = file.read_bytes()
        end = next(k for k in range(0, len(data), CARD) if data[k : k + CARD].rstrip() == b"END")
        start = (end // RECORD + 1) * RECORD
        cards = {data[k : k + 8].decode().strip(): data[k + 10 : k + 30].decode().strip() for k in range(0, end, CARD)}
        if cards["BITPIX"] != "16" or float(cards.get("BZERO", "0") or 0) != 0:
            sys.exit(f"{file.name}: the benchmarks take images of 16-bit pixels without BZERO")
        columns, rows = int(cards["NAXIS1"]), int(cards["NAXIS2"])
        pixels = array.array("h", data[start : start + 2 * columns * rows])
        if sys.byteorder == "little":
            pixels.byteswap()
        return Image(file.name, data[:start], pixels, columns, rows)

    def with_pixels(self, pixels, columns, rows, cards):
        header = bytearray(self.header)
        for keyword, value in {"NAXIS1": columns, "NAXIS2": rows, **cards}.items():
            at = next(k for k in range(0, len(header), CARD) if header[k : k + 8].decode().strip() == keyword)
            header[at + 10 : at + 30] = f"{value:20d}".encode()
        return Image(self.name, bytes(header), pixels, columns, rows)

    def without(self, blocks):
        pixels = array.array("h", self.pixels)
        for i, j in blocks:
            for y in range(j * BLOCK, (j + 1) * BLOCK):
                at = y * self.columns + i * BLOCK
                pixels[at : at + BLOCK] = array.array("h", [0] * BLOCK)
        return Image(self.name, self.header, pixels, self.columns, self.rows)

    def write_copies(self, folder, number, count):
        """Under names of their own, because a process writes no product twice."""
        folder.mkdir(parents=True)
        data = array.array("h", self.pixels)
        if sys.byteorder == "little":
            data.byteswap()
        body = data.tobytes()
        body += bytes(-len(body) % RECORD)
        files = []
        for k in range(count):
            file = folder / f"{number + k}.fts"
            file.write_bytes(self.header.replace(self.name.encode(), file.name.encode()) + body)
            files.append(file)
        return files


class Scene:
    def __init__(self, title, number, folder, source, lost=(), copies=MANY):
        self.title = title
        self.files = Image.read(source).without(lost).write_copies(folder, number, copies)


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
        return [self.corkit, "reduce", "--json", "-q", "-j", str(jobs), "--calib", self.calib, "-o", str(self.work / "out"), *map(str, files)]

    def instructions(self, files):
        """Instructions of a process under callgrind."""
        log = self.work / "callgrind.log"
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
        done = subprocess.run(tool + self.command(files), capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit("callgrind failed: " + " ".join(self.command(files)) + "\n" + done.stderr)
        return int(next(line for line in log.read_text().splitlines() if "Collected" in line).split()[-1])


def write_demo(corkit, work):
    """Writes the demo set to work/demo; the folder of its images."""
    subprocess.run([corkit, "data", "demo", str(work / "demo")], check=True, stdout=subprocess.DEVNULL)
    return work / "demo" / "l05"


def demo_scenes(corkit, work, copies=MANY):
    """Images of the demo set, complete ones and some with lost blocks, each so many times."""
    l05 = write_demo(corkit, work)
    return [
        Scene("C2 complete", 22170600, work / "c2", l05 / "22170501.fts", copies=copies),
        Scene("C3 complete", 32170600, work / "c3", l05 / "32170501.fts", copies=copies),
        Scene("C3, five lost blocks", 32170700, work / "c3_lost", l05 / "32170502.fts", copies=copies),
        Scene("C2, five lost blocks", 22170700, work / "c2_lost", l05 / "22170501.fts", [(4, 15), (5, 15), (20, 9), (21, 24), (27, 16)], copies),
    ]
