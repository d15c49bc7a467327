#!/usr/bin/env python3
"""The corkit command where a library calls abort(): for want of memory one sentence and status 1, else the signal's own end.

Environment: CORKIT_BIN the command, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty, CORKIT_FAULT_SHIM.
"""
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05  # noqa: E402

CORKIT, CALIB = os.environ["CORKIT_BIN"], os.environ["CORKIT_TEST_CALIB"]
SCRATCH, SHIM = os.environ["CORKIT_TEST_SCRATCH"], os.environ["CORKIT_FAULT_SHIM"]


def no_core_dump():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Aborts(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.join(SCRATCH, self.id().split(".")[-1])
        shutil.rmtree(self.folder, ignore_errors=True)
        self.input, self.out = os.path.join(self.folder, "in.fts"), os.path.join(self.folder, "out")
        os.makedirs(self.folder)

    def reduce(self, **faults):
        return subprocess.run([CORKIT, "reduce", self.input, "-o", self.out, "--calib", CALIB, "-q"], capture_output=True, text=True, timeout=300,
                              preexec_fn=no_core_dump, env={**os.environ, "LD_PRELOAD": SHIM, **faults})

    def test_want_of_memory_inside_fftw_is_one_sentence(self):
        Level05("C3", "32180100.fts").lose_block(5, 5).write(self.input)
        counts = os.path.join(self.folder, "counts")
        self.assertEqual(self.reduce(CORKIT_FAULT_LIBRARY="libfftw3.so", CORKIT_FAULT_COUNTS=counts).returncode, 0)
        with open(counts) as file:
            allocations = int(dict(line.split() for line in file)["library"])
        self.assertGreater(allocations, 100)
        for number in (1, allocations // 2, allocations):  # its planner's, and the last while it transforms
            with self.subTest(number):
                shutil.rmtree(self.out, ignore_errors=True)
                done = self.reduce(CORKIT_FAULT_LIBRARY="libfftw3.so", CORKIT_FAULT_NUMBER=str(number))
                self.assertEqual(done.returncode, 1, done)
                fftw, *lines = done.stderr.splitlines()
                self.assertTrue(fftw.startswith("fftw: alloc.c:"), done.stderr)
                self.assertEqual(len(lines), 1, done.stderr)
                self.assertTrue(lines[0].startswith("corkit: there is not enough memory: "), done.stderr)
                self.assertEqual([names for _, _, names in os.walk(self.out) if names], [])

    def test_an_abort_of_another_reason_ends_the_command(self):
        Level05("C3", "32180100.fts").lose_block(5, 5).write(self.input)
        done = self.reduce(CORKIT_FAULT_LIBRARY="libfftw3.so", CORKIT_FAULT_NUMBER="1", CORKIT_FAULT_ERRNO=str(errno.EIO))
        self.assertEqual(done.returncode, -signal.SIGABRT, done)
        self.assertNotIn("corkit", done.stderr)

    def test_a_signal_of_somebody_else_ends_the_command(self):
        missing = [f"/nonexistent/{k}.fts" for k in range(5000)]  # a line each: more than a pipe takes
        with subprocess.Popen([CORKIT, "info", *missing], stderr=subprocess.PIPE, bufsize=0, preexec_fn=no_core_dump) as process:
            first = process.stderr.read(1)  # it has begun, and waits for a reader of the rest
            process.send_signal(signal.SIGABRT)
            errors = first + process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, -signal.SIGABRT)
        self.assertLess(errors.count(b"\n"), len(missing))
        self.assertNotIn(b"memory", errors)


if __name__ == "__main__":
    unittest.main()
