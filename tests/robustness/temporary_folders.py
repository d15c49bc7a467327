#!/usr/bin/env python3
"""Temporary folders of the corkit command where it has no lock on them: killed then, another took them, the file system has none.

Environment: CORKIT_BIN the command, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty, CORKIT_FAULT_SHIM.
"""
import errno
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05  # noqa: E402

CORKIT, CALIB = os.environ["CORKIT_BIN"], os.environ["CORKIT_TEST_CALIB"]
SCRATCH, SHIM = os.environ["CORKIT_TEST_SCRATCH"], os.environ["CORKIT_FAULT_SHIM"]


class TemporaryFolders(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(SCRATCH, ignore_errors=True)
        self.place, self.products = os.path.join(SCRATCH, "place"), os.path.join(SCRATCH, "products")
        for folder in (self.place, self.products):
            os.makedirs(folder)
        self.input = os.path.join(SCRATCH, "32180100.fts")
        Level05("C3", "32180100.fts").write(self.input)
        shutil.copy(self.input, os.path.join(self.products, "35180100.fts"))

    def validate(self, **faults):
        """corkit validate, whose products lie in a temporary folder; what they are compared with differs."""
        done = subprocess.run([CORKIT, "validate", self.input, "--products", self.products, "--calib", CALIB], capture_output=True, text=True,
                              timeout=300, env={**os.environ, "TMPDIR": self.place, "LD_PRELOAD": SHIM, **faults})
        self.assertEqual(done.returncode, 1, done)
        return done.stdout, done.stderr

    def test_one_that_another_program_locks_first_is_given_up_and_removed_as_left(self):
        plain = self.validate()
        self.assertEqual(os.listdir(self.place), [])
        # The folder is as a kill before its lock leaves it.
        self.assertEqual(self.validate(CORKIT_FAULT_CALL="flock", CORKIT_FAULT_NUMBER="1", CORKIT_FAULT_ERRNO=str(errno.EWOULDBLOCK)), plain)
        self.assertEqual(os.listdir(self.place), [])

    def test_one_without_a_lock_is_used(self):
        plain = self.validate()
        self.assertEqual(self.validate(CORKIT_FAULT_CALL="flock", CORKIT_FAULT_NUMBER="1", CORKIT_FAULT_ERRNO=str(errno.ENOLCK)), plain)
        self.assertEqual(os.listdir(self.place), [])


if __name__ == "__main__":
    unittest.main()
