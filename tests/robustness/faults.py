#!/usr/bin/env python3
"""`corkit reduce` where the system fails: each system call fails once with each likely error, each allocation fails once, memory is limited, and runs
are killed.

    faults.py [--quick] [--calls N|all] [--allocations N|all] [--limits N|all] [--kills N] [--seed S] [--report FILE] [--commit ID]

What must hold: status 1, one sentence and no product (an older one is left as it was); or status 0 and the right bytes. Of a killed run
every product is whole, and the next run finishes the work and leaves nothing else behind.

Of N faults, all are those of calls that are rare, the others spread evenly. Calls fail through strace, in the kernel's place; where a process may not be traced, through
the library CORKIT_FAULT_SHIM, which stands before the C library and so does not meet what that calls itself. Allocations fail through it too;
of one of its own FFTW says so with a line of its own before corkit's sentence.

Environment: CORKIT_BIN the command, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty, CORKIT_FAULT_SHIM.
"""
import argparse
import errno
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05  # noqa: E402
from memory_limits import limit_each  # noqa: E402

CORKIT, CALIB = os.environ["CORKIT_BIN"], os.environ["CORKIT_TEST_CALIB"]
SCRATCH, SHIM = os.environ["CORKIT_TEST_SCRATCH"], os.environ.get("CORKIT_FAULT_SHIM", "")

ERRORS = {
    "openat": ["EIO", "EACCES", "EMFILE"],
    "read": ["EIO", "EINTR"],
    "pread64": ["EIO", "EINTR"],
    "write": ["ENOSPC", "EIO", "EINTR"],
    "pwrite64": ["ENOSPC", "EIO", "EINTR"],
    "fsync": ["EIO", "ENOSPC"],
    "fdatasync": ["EIO", "ENOSPC"],
    "rename": ["EACCES", "EIO", "ENOSPC"],
    "renameat2": ["EACCES", "EIO", "ENOSPC"],
    "linkat": ["EACCES", "EIO", "ENOSPC"],
    "unlink": ["EACCES"],
    "mkdir": ["EACCES", "ENOSPC"],
    "newfstatat": ["EIO", "EACCES"],
    "fstat": ["EIO"],
    "statx": ["EIO", "EACCES"],
    "getdents64": ["EIO"],
    "lseek": ["EIO"],
    "ftruncate": ["EIO"],
    "fallocate": ["ENOSPC"],
    "mmap": ["ENOMEM"],
    "close": ["EIO", "ENOSPC"],
}


def environment(**more):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA", "LD_LIBRARY_PATH", "LD_PRELOAD")}
    return {**kept, "SOURCE_DATE_EPOCH": "1000000000", "XDG_DATA_HOME": "/nonexistent", **more}


def sample(faults, number):
    """That many of them: all of the calls that are rare, the others evenly."""
    if number == "all" or int(number) >= len(faults):
        return faults
    often = {}
    for call, _, _ in faults:
        often[call] = often.get(call, 0) + 1
    rare = [fault for fault in faults if often[fault[0]] <= 12]
    rest = [fault for fault in faults if often[fault[0]] > 12]
    count = max(int(number) - len(rare), 1)
    return rare + [rest[k * len(rest) // count] for k in range(min(count, len(rest)))]


class Scenario:
    """One image, its right product, and the folder it goes to."""
    COUNT = 1

    def __init__(self, name, image, product, older):
        self.folder = os.path.join(SCRATCH, name)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.name, self.older = name, older
        self.input = image.write(os.path.join(self.folder, "in", image.cards["FILENAME"].strip("'")))
        self.out, self.product = os.path.join(self.folder, "out"), product
        self.old_bytes = None
        done = self.run([])
        assert done.returncode == 0, done.stderr
        self.right = self.found()[product]

    def command(self):
        return [CORKIT, "reduce", self.input, "-o", self.out, "--calib", CALIB, "-q", "--overwrite"]

    def prepare(self):
        shutil.rmtree(self.out, ignore_errors=True)
        if self.older:
            os.makedirs(self.out)
            self.old_bytes = b"an older product"
            with open(os.path.join(self.out, self.product), "wb") as file:
                file.write(self.old_bytes)

    def run(self, before, preexec_fn=None, **more):
        self.prepare()
        return subprocess.run([*before, *self.command()], capture_output=True, text=True, errors="surrogateescape", timeout=300, env=environment(**more),
                              preexec_fn=preexec_fn)

    def found(self):
        files = {}
        if os.path.isdir(self.out):
            for name in os.listdir(self.out):
                with open(os.path.join(self.out, name), "rb") as file:
                    files[name] = file.read()
        return files

    def leftovers(self):
        """Whether the output folder holds anything that was not there before."""
        return self.found() != ({self.product: self.old_bytes} if self.older else {})

    def wrong(self, done, fftw_speaks=False):
        """What does not hold, or nothing."""
        if done.returncode == 0:
            files = self.found()
            return None if files == {self.product: self.right} else f"status 0 and not the right product: {sorted(files)}"
        if done.returncode != 1:
            return f"status {done.returncode}: {done.stderr!r}"
        lines = done.stderr.splitlines()
        if fftw_speaks and lines and lines[0].startswith("fftw: alloc.c:"):
            del lines[0]
        if len(lines) != 1 or not lines[0].startswith("corkit: ") or not lines[0].isprintable():
            return f"not one sentence: {done.stderr!r}"
        return f"status 1 and {sorted(self.found())}" if self.leftovers() else None


class FillScenario(Scenario):
    """An image that is filled only: what it needs last is for the fill."""

    def command(self):
        return [CORKIT, "fill", self.input, "-o", os.path.join(self.out, self.product), "-q"]

    def prepare(self):
        super().prepare()
        os.makedirs(self.out, exist_ok=True)


class ThreadedScenario(Scenario):
    """Three images on three threads: each is an error or a right product."""
    COUNT = 3

    def __init__(self, name):
        self.inputs = [Level05("C3", f"3218010{k}.fts").lose_block(5, 5).write(os.path.join(SCRATCH, name + "_in", f"{k}.fts")) for k in range(self.COUNT)]
        self.products = [f"3518010{k}.fts" for k in range(self.COUNT)]
        super().__init__(name, Level05("C3", "32180100.fts").lose_block(5, 5), self.products[0], older=False)
        self.all_right = self.found()
        assert sorted(self.all_right) == self.products, sorted(self.all_right)

    def command(self):
        return [CORKIT, "reduce", *self.inputs, "-o", self.out, "--calib", CALIB, "-q", "-j", str(self.COUNT)]

    def wrong(self, done, fftw_speaks=False):
        # One thread may take the room that another has seen to before FFTW.
        files, lines = self.found(), [line for line in done.stderr.splitlines() if not line.startswith("fftw: alloc.c:")]
        if any(self.all_right.get(name) != content for name, content in files.items()):
            return f"not right or not whole: {sorted(files)}"
        if done.returncode != (0 if len(files) == self.COUNT else 1):
            return f"status {done.returncode} and {sorted(files)}: {done.stderr!r}"
        missing = [path for path, product in zip(self.inputs, self.products) if product not in files]
        ended = [line for line in lines if line.startswith("corkit: there is not enough memory")]  # for all that are not named
        named = [line for line in lines if line not in ended and any(line.startswith(f"corkit: {path}: ") for path in missing)]
        if len(named) + len(ended) != len(lines) or len(ended) > 1 or len(named) > len(missing) or (len(named) < len(missing) and not ended):
            return f"{sorted(files)} and not a sentence for each of the others: {done.stderr!r}"
        return None


class Shim:
    """Calls of the C library's functions, failed by the library that is loaded before it."""
    name = "shim"

    def faults(self, scenario, functions):
        counts = os.path.join(SCRATCH, "counts")
        done = scenario.run([], LD_PRELOAD=SHIM, CORKIT_FAULT_COUNTS=counts)
        assert done.returncode == 0, done.stderr
        with open(counts) as file:
            counted = dict(line.split() for line in file)
        os.remove(counts)
        return [(call, k, error) for call in functions for k in range(1, int(counted.get(call, 0)) + 1) for error in ERRORS.get(call, ["ENOMEM"])]

    def fail(self, scenario, call, number, error):
        return scenario.run([], LD_PRELOAD=SHIM, CORKIT_FAULT_CALL=call, CORKIT_FAULT_NUMBER=str(number), CORKIT_FAULT_ERRNO=str(getattr(errno, error)))


class Strace:
    """System calls, failed by the tracer."""
    name = "strace"

    @staticmethod
    def usable():
        if not shutil.which("strace"):
            return False
        tried = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=openat", "-e", "inject=openat:error=EIO:when=9999", "true"],
                               capture_output=True)
        return tried.returncode == 0

    def faults(self, scenario, functions):
        log = os.path.join(SCRATCH, "trace")
        done = scenario.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join("?" + f for f in functions)])
        assert done.returncode == 0, done.stderr
        with open(log, errors="replace") as file:
            lines = [(*match.groups(), scenario.input in line) for match, line in ((re.match(r"(\d+) +(\w+)\(", line), line) for line in file) if match]
        os.remove(log)
        # What comes before the first call that names the input is the dynamic linker's, and other libraries' beginnings. Calls are counted by thread.
        counts, faults, begun = {}, [], False
        for thread, call, names_input in lines:
            begun = begun or names_input
            counts[thread, call] = counts.get((thread, call), 0) + 1
            if begun:
                faults += [(call, counts[thread, call], error) for error in ERRORS[call]]
        return list(dict.fromkeys(faults))

    def fail(self, scenario, call, number, error):
        return scenario.run(["strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + call, "-e",
                             f"inject={call}:error={error}:when={number}"])


def fail_each(scenario, tool, functions, number, problems, last=0):
    faults = tool.faults(scenario, functions)
    faults = list(dict.fromkeys(sample(faults, number) + (faults[-last:] if last else [])))
    outcomes = {0: 0, 1: 0}
    for fault in faults:
        done = tool.fail(scenario, *fault)
        problem = scenario.wrong(done, fftw_speaks=fault[0] in ("malloc", "mmap"))
        if problem:
            problems.append(f"{scenario.name}, {tool.name}, {fault[0]} number {fault[1]} fails with {fault[2]}: {problem}")
        outcomes[done.returncode] = outcomes.get(done.returncode, 0) + 1
    return {"scenario": scenario.name, "by": tool.name, "faults": len(faults), "errors": outcomes[1], "right": outcomes[0]}


def kill_some(number, draw, problems):
    """Runs of two threads, killed at a random moment."""
    folder = os.path.join(SCRATCH, "kills")
    shutil.rmtree(folder, ignore_errors=True)
    inputs = [Level05("C3" if k % 2 else "C2", f"{3 if k % 2 else 2}21801{k:02}.fts").write(os.path.join(folder, "in", f"{k}.fts")) for k in range(12)]
    out = os.path.join(folder, "out")
    command = [CORKIT, "reduce", *inputs, "-o", out, "--calib", CALIB, "-q", "-j", "2", "--skip-existing"]

    def products():
        files = {}
        for name in os.listdir(out) if os.path.isdir(out) else []:
            with open(os.path.join(out, name), "rb") as file:
                files[name] = file.read()
        return files

    started = time.monotonic()
    subprocess.run(command, check=True, env=environment())
    whole, right = time.monotonic() - started, products()
    assert len(right) == len(inputs), sorted(right)
    kills = finished = leftovers = 0
    while kills < number:
        shutil.rmtree(out)
        process = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE)
        try:
            process.wait(timeout=draw.uniform(0, whole))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            whole *= 0.95  # it was faster than expected: that was no kill
            continue
        kills += 1
        there = products()
        os.makedirs(out, exist_ok=True)
        finished += sum(name in right for name in there)
        for name, content in there.items():
            if name in right and content != right[name]:
                problems.append(f"kill {kills}: {name} is there and not whole ({len(content)} bytes)")
            leftovers += name.startswith(".corkit-")
            if name not in right and not name.startswith(".corkit-"):
                problems.append(f"kill {kills}: {name} is there")
        again = subprocess.run(command, capture_output=True, text=True, env=environment())
        if again.returncode != 0 or products() != right:
            problems.append(f"kill {kills}: the next run ends with {again.returncode}, {sorted(set(products()) ^ set(right))}: {again.stderr}")
    return {"kills": kills, "products_finished": finished, "temporary_files_left": leftovers}


class Report:
    """Counts part by part, in a file too: a run that is stopped goes on behind the parts that it finished, where commit and numbers are the same."""

    def __init__(self, path, commit, numbers):
        self.path, self.counts = path, {"commit": commit, "numbers": numbers, "calls": [], "allocations": [], "limits": [], "problems": []}
        if path and os.path.exists(path) and commit and "dirty" not in commit:
            with open(path) as file:
                found = json.load(file)
            if (found["commit"], found.get("numbers")) == (commit, numbers):
                self.counts = found

    @property
    def problems(self):
        return self.counts["problems"]

    def part(self, kind, scenario, measure):
        """measure(problems) gives the counts of a kind; scenario: of one image, or None."""
        done = [row for row in self.counts[kind] if row["scenario"] == scenario] if scenario else [row for row in [self.counts.get(kind)] if row]
        if not done:
            row = measure(self.problems)
            if scenario:
                self.counts[kind].append(row)
            else:
                self.counts[kind] = row
            self.write()
        print(f"{kind}:", json.dumps(done[0] if done else row), "(counted before)" if done else "", flush=True)

    def write(self):
        if not self.path:
            return
        with open(self.path + ".new", "w") as file:
            json.dump(self.counts, file, indent=1)
        os.replace(self.path + ".new", self.path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", default="all")
    parser.add_argument("--allocations", default="all")
    parser.add_argument("--last-allocations", type=int, default=0, metavar="N", help="of the allocations, the last N besides")
    parser.add_argument("--limits", default="all", help="of memory")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--report", help="a JSON file for the counts; a run that was stopped is taken up")
    parser.add_argument("--commit", default="", help="for the report")
    parser.add_argument("--shim", action="store_true", help="without strace, as where processes may not be traced")
    parser.add_argument("--quick", action="store_true", help="two images instead of three")
    arguments = parser.parse_args()
    c2 = Level05("C2", "22180100.fts").set("DATE-OBS", "'1997/04/12'").set("MID_DATE", "50550")
    scenarios = [Scenario("c3_lost_blocks", Level05("C3", "32180100.fts").lose_block(5, 5), "35180100.fts", older=False),
                 Scenario("c3_over_an_older", Level05("C3", "32180101.fts"), "35180101.fts", older=True)]
    if not arguments.quick:
        scenarios.append(Scenario("c2_1997", c2, "25180100.fts", older=False))
    tracer = Strace() if Strace.usable() and not arguments.shim else Shim() if SHIM else None
    if tracer is None:
        sys.exit("no strace that may trace, and no CORKIT_FAULT_SHIM")
    numbers = [arguments.calls, arguments.allocations, arguments.last_allocations, arguments.limits, arguments.kills, arguments.seed, tracer.name]
    report = Report(arguments.report, arguments.commit, numbers)
    for scenario in scenarios:
        report.part("calls", scenario.name, lambda problems, s=scenario: fail_each(s, tracer, list(ERRORS), arguments.calls, problems))
        if SHIM:
            report.part("allocations", scenario.name,
                        lambda problems, s=scenario: fail_each(s, Shim(), ["malloc"], arguments.allocations, problems, arguments.last_allocations))
    lost = Level05("C3", "32180100.fts").lose_block(5, 5)
    for scenario in [*scenarios, FillScenario("fill_lost_blocks", lost, "filled.fts", older=False), ThreadedScenario("three_threads")]:
        if arguments.limits != "0":
            report.part("limits", scenario.name, lambda problems, s=scenario: limit_each(s, arguments.limits, problems))
    if arguments.kills:
        report.part("kills", None, lambda problems: kill_some(arguments.kills, random.Random(arguments.seed), problems))
    report.write()
    print("\n".join(report.problems) or "nothing that should not be")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
