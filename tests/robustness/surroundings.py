#!/usr/bin/env python3
"""Products do not depend on where things lie in memory, on order and threads, or on the surroundings of the process.

Environment: CORKIT_BIN the command, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty.
"""
import os
import resource
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05  # noqa: E402

CORKIT, CALIB, SCRATCH = os.environ["CORKIT_BIN"], os.environ["CORKIT_TEST_CALIB"], os.environ["CORKIT_TEST_SCRATCH"]
SANITIZED = os.environ.get("CORKIT_TEST_SANITIZED", "") != ""


class Surroundings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(SCRATCH, ignore_errors=True)
        inputs = os.path.join(SCRATCH, "in")
        cls.inputs = [
            Level05("C3", "32180100.fts").lose_block(5, 5).lose_block(6, 5).write(os.path.join(inputs, "a.fts")),
            Level05("C2", "22180101.fts").set("DATE-OBS", "'1997/04/12'").set("MID_DATE", "50550").write(os.path.join(inputs, "b.fts")),
            Level05("C2", "22180102.fts").set("DATE-OBS", "'2014/09/10'").set("MID_DATE", "56910").write(os.path.join(inputs, "c.fts")),
            Level05("C3", "32180103.fts").set("FILTER", "'Blue'").write(os.path.join(inputs, "d.fts"))]
        cls.plain = cls.products("plain", [])
        cls.membrane = cls.products("membrane", ["--fill", "membrane"])

    @classmethod
    def products(cls, name, arguments, before=(), inputs=None, setup=None, cwd=None, **environment):
        out = os.path.join(SCRATCH, name)
        kept = {k: v for k, v in os.environ.items() if k not in ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA")}
        kept.update(SOURCE_DATE_EPOCH="1000000000", XDG_DATA_HOME="/nonexistent", **environment)
        done = subprocess.run([*before, CORKIT, "reduce", *(inputs or cls.inputs), "-o", out, "--calib", CALIB, "-q", *arguments], capture_output=True,
                              text=True, env=kept, preexec_fn=setup, cwd=cwd, timeout=300)
        assert done.returncode == 0, done.stderr
        files = {}
        for product in os.listdir(out):
            with open(os.path.join(out, product), "rb") as file:
                files[product] = file.read()
        assert len(files) == len(inputs or cls.inputs), sorted(files)
        return files

    def test_where_memory_lies(self):
        if SANITIZED:
            self.skipTest("the sanitizers have an allocator of their own")
        for k, environment in enumerate([
                {"MALLOC_PERTURB_": "170"}, {"MALLOC_TOP_PAD_": "1048576"}, {"MALLOC_ARENA_MAX": "1"}, {"MALLOC_MMAP_THRESHOLD_": "4096"},
                {"MALLOC_MMAP_MAX_": "0"}, {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}, {"FILLER": "x" * 100000}, {"FILLER": "x" * 7}]):
            with self.subTest(environment=sorted(environment.items())[0][0]):
                self.assertEqual(self.products(f"memory{k}", [], **environment), self.plain)
                self.assertEqual(self.products(f"memory{k}m", ["--fill", "membrane"], **environment), self.membrane)

    def test_without_a_random_layout(self):
        fixed = ["setarch", "-R"]
        if not shutil.which("setarch") or subprocess.run([*fixed, "true"], capture_output=True).returncode != 0:
            self.skipTest("setarch -R is not allowed here")
        self.assertEqual(self.products("fixed", [], before=fixed), self.plain)

    def test_stack(self):
        def small():
            resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))
        if not SANITIZED:
            self.assertEqual(self.products("stack", [], setup=small), self.plain)

    def test_order_and_threads(self):
        self.assertEqual(self.products("reverse", [], inputs=self.inputs[::-1]), self.plain)
        for threads in ("1", "2", "4"):
            self.assertEqual(self.products("threads" + threads, ["-j", threads]), self.plain)
        for image in self.inputs:
            alone = self.products("alone_" + os.path.basename(image), [], inputs=[image])
            for name, content in alone.items():
                self.assertEqual(content, self.plain[name])

    def test_language_time_zone_folder_and_mask(self):
        self.assertEqual(self.products("language", [], LANG="de_DE.UTF-8", LC_ALL="de_DE.UTF-8", LC_NUMERIC="de_DE.UTF-8"), self.plain)
        self.assertEqual(self.products("zone", [], TZ="Pacific/Auckland"), self.plain)
        self.assertEqual(self.products("folder", [], cwd="/"), self.plain)
        self.assertEqual(self.products("mask", [], setup=lambda: os.umask(0o077)), self.plain)


if __name__ == "__main__":
    unittest.main(verbosity=1)
