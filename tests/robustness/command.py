#!/usr/bin/env python3
"""The corkit command and bad circumstances: one line for each failure, exit 1, the other images done, nothing half-written.

Environment: CORKIT_BIN the command, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty.
"""
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05, card  # noqa: E402

CORKIT = os.environ["CORKIT_BIN"]
CALIB = os.environ["CORKIT_TEST_CALIB"]
SCRATCH = os.environ["CORKIT_TEST_SCRATCH"]
SANITIZED = os.environ.get("CORKIT_TEST_SANITIZED", "") != ""


def run(*arguments, limits=(), timeout=300, **more):
    """The command under resource limits [(RLIMIT_x, bytes)]."""
    def limit():
        for which, amount in limits:
            resource.setrlimit(which, (amount, amount))
    environment = {k: v for k, v in os.environ.items() if k not in ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA")}
    return subprocess.run([CORKIT, *arguments], capture_output=True, text=True, timeout=timeout, preexec_fn=limit if limits else None,
                          env=environment, **more)


def files_in(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(folder) for name in names)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.join(SCRATCH, self.id().split(".")[-1])
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def good(self, number="32180100"):
        return Level05(name=number + ".fts").write(self.path("in", number + ".fts"))

    def check_one_line(self, result, name):
        self.assertEqual(result.returncode, 1, result.stderr)
        lines = result.stderr.splitlines()
        self.assertEqual(len(lines), 1, result.stderr)
        self.assertIn(name, lines[0])
        self.assertTrue(lines[0].isprintable(), lines[0])

    def bad_files(self):
        whole = Level05().bytes()
        yield "empty.fts", b""
        yield "text.fts", b"no FITS\n"
        yield "half.fts", whole[:len(whole) // 2]
        yield "header_only.fts", whole[:2880]
        yield "cut_gzip.fts.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc"
        for name, change in {
                "one_axis.fts": lambda f: f.set("NAXIS", "1").remove("NAXIS2"),
                "three_axes.fts": lambda f: f.set("NAXIS", "3"),
                "absurd.fts": lambda f: f.set("NAXIS1", "2000000000").set("NAXIS2", "2000000000"),
                "no_detector.fts": lambda f: f.remove("DETECTOR"),
                "no_date.fts": lambda f: f.remove("DATE-OBS"),
                "no_exptime.fts": lambda f: f.remove("EXPTIME"),
                "exptime_0.fts": lambda f: f.set("EXPTIME", "0.0"),
                "exptime_nan.fts": lambda f: f.set("EXPTIME", "NaN"),
                "c1.fts": lambda f: f.set("DETECTOR", "'C1'"),
                "eit.fts": lambda f: f.set("DETECTOR", "'EIT'"),
                "climber.fts": lambda f: f.set("FILENAME", "'32/../../climber.fts'"),
                "from_root.fts": lambda f: f.set("FILENAME", "'/tmp/climber.fts'"),
        }.items():
            file = Level05(name="32180003.fts")
            change(file)
            yield name, file.bytes()

    def test_each_bad_file_is_one_line_and_the_others_are_done(self):
        good = [self.good("32180100"), self.good("32180101")]
        for name, content in self.bad_files():
            with self.subTest(name):
                bad = self.path("in", name)
                with open(bad, "wb") as file:
                    file.write(content)
                out = self.path("out_" + name)
                result = run("reduce", good[0], bad, good[1], "-o", out, "--calib", CALIB, "-q")
                self.check_one_line(result, name)
                self.assertEqual(files_in(out), ["35180100.fts", "35180101.fts"])

    def test_all_bad_files_in_one_run_on_four_threads(self):
        inputs = [self.good("32180100")]
        for name, content in self.bad_files():
            inputs.append(self.path("in", name))
            with open(inputs[-1], "wb") as file:
                file.write(content)
        inputs += [self.path("in", "not_there.fts"), self.good("32180101")]
        result = run("reduce", *inputs, "-o", self.path("out"), "--calib", CALIB, "-j", "4", "--json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), len(inputs) - 2 + 1, result.stderr)  # and the summary
        objects = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(objects), len(inputs))
        self.assertEqual(sum(o["status"] == "ok" for o in objects), 2)
        for o in objects:
            if o["status"] != "ok":
                self.assertIn(os.path.basename(o["input"]), o["error"])
        self.assertEqual(files_in(self.path("out")), ["35180100.fts", "35180101.fts"])

    def test_a_name_with_a_line_feed_stays_one_line(self):
        result = run("reduce", self.path("in", "a\nb.fts"), "-o", self.path("out"), "--calib", CALIB, "-q")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)

    def test_an_unknown_filter_warns_and_is_done(self):
        bad = Level05(name="32180102.fts").set("FILTER", "'Purple'").write(self.path("in", "purple.fts"))
        result = run("reduce", bad, "-o", self.path("out"), "--calib", CALIB)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Purple", result.stderr)
        self.assertEqual(files_in(self.path("out")), ["35180102.fts"])

    def test_missing_calibration_names_the_file_and_the_remedy(self):
        result = run("reduce", self.good(), "-o", self.path("out"), "--calib", self.path("in"), "-q")
        self.check_one_line(result, ".fts")
        self.assertIn("--calib", result.stderr)

    def test_a_calibration_folder_that_is_not_there(self):
        result = run("reduce", self.good(), "-o", self.path("out"), "--calib", self.path("nowhere"), "-q")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertIn("nowhere", result.stderr)

    def test_a_calibration_image_of_nans(self):
        tree = self.path("tree")
        shutil.copytree(CALIB, tree)
        vignetting = os.path.join(tree, "lasco_data", "calib", "c3vig_postint_final.fts")
        header = "".join(card(k, v) for k, v in [("SIMPLE", "T"), ("BITPIX", "-32"), ("NAXIS", "2"), ("NAXIS1", "1024"), ("NAXIS2", "1024")])
        with open(vignetting, "wb") as file:
            file.write((header + "END".ljust(80)).ljust(2880).encode() + b"\x7f\xc0\0\0" * 1024 * 1024 + b"\0" * (-4 * 1024 * 1024 % 2880))
        c2 = Level05("C2", "22180100.fts").write(self.path("in", "22180100.fts"))
        result = run("reduce", self.good(), c2, "-o", self.path("out"), "--calib", tree, "-q")
        self.check_one_line(result, "c3vig_postint_final.fts")
        self.assertEqual(files_in(self.path("out")), ["25180100.fts"])

    def test_the_output_folder_is_made(self):
        result = run("reduce", self.good(), "-o", self.path("a", "b"), "--calib", CALIB, "-q")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(files_in(self.path("a")), [os.path.join("b", "35180100.fts")])

    def test_a_file_in_place_of_the_output_folder(self):
        with open(self.path("out"), "w") as file:
            file.write("precious")
        result = run("reduce", self.good(), "-o", self.path("out"), "--calib", CALIB, "-q")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        with open(self.path("out")) as file:
            self.assertEqual(file.read(), "precious")

    def test_an_output_folder_that_cannot_be_made(self):
        result = run("reduce", self.good(), "-o", "/proc/corkit/out", "--calib", CALIB, "-q")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)

    def test_a_read_only_output_folder(self):
        if os.geteuid() == 0:
            self.skipTest("root ignores permissions")
        os.makedirs(self.path("out"))
        os.chmod(self.path("out"), 0o555)
        result = run("reduce", self.good(), "-o", self.path("out"), "--calib", CALIB, "-q")
        self.check_one_line(result, "out")
        self.assertEqual(files_in(self.path("out")), [])

    def test_disk_full_by_a_file_size_limit(self):
        older = run("reduce", self.good(), "-o", self.path("out"), "--calib", CALIB, "-q")
        self.assertEqual(older.returncode, 0, older.stderr)
        with open(self.path("out", "35180100.fts"), "rb") as file:
            before = file.read()
        # once with SIGXFSZ ignored (write fails), once with its default action (the command must not die of it)
        for restore in (False, True):
            with self.subTest(restore_signals=restore):
                result = run("reduce", self.good(), self.good("32180101"), "-o", self.path("out"), "--calib", CALIB, "-q",
                             limits=[(resource.RLIMIT_FSIZE, 100000)], restore_signals=restore)
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertEqual(len(result.stderr.splitlines()), 2, result.stderr)
                self.assertEqual(files_in(self.path("out")), ["35180100.fts"])
                with open(self.path("out", "35180100.fts"), "rb") as file:
                    self.assertEqual(file.read(), before)

    def test_disk_full_on_a_small_tmpfs(self):
        mount = self.path("tmpfs")
        os.makedirs(mount)
        mounted = shutil.which("mount") and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", mount],
                                                           capture_output=True).returncode == 0
        if not mounted:
            self.skipTest("no tmpfs can be mounted here (needs root and the capability to mount)")
        try:
            # a 512x512 int16 product takes 530 kB: the first fits, the second does not
            result = run("reduce", self.good("32180100"), self.good("32180101"), "-o", mount, "--calib", CALIB, "-q")
            self.check_one_line(result, "32180101")
            self.assertEqual(files_in(mount), ["35180100.fts"])
        finally:
            subprocess.run(["umount", mount], check=True)

    def test_too_little_memory_is_an_error_not_a_crash(self):
        if SANITIZED:
            self.skipTest("the sanitizers reserve their address space first")
        image = Level05(name="32180100.fts", n=1024).lose_block(10, 10).lose_block(11, 10).write(self.path("in", "32180100.fts"))
        needed = None
        for megabytes in range(16, 1025, 8):
            limits = [(resource.RLIMIT_AS, megabytes << 20)]
            if run("--version", limits=limits).returncode != 0:
                continue  # too little for the dynamic linker even
            out = self.path("out")
            shutil.rmtree(out, ignore_errors=True)
            result = run("reduce", image, "-o", out, "--calib", CALIB, "-q", limits=limits)
            self.assertIn(result.returncode, (0, 1), f"{megabytes} MB: {result.returncode} {result.stderr}")
            if result.returncode == 0:
                needed = megabytes
                self.assertEqual(files_in(out), ["35180100.fts"])
                break
            self.assertEqual(len(result.stderr.splitlines()), 1, f"{megabytes} MB: {result.stderr}")
            self.assertEqual(files_in(out) if os.path.isdir(out) else [], [])
        print(f"address space that suffices: {needed} MB", file=sys.stderr)
        self.assertIsNotNone(needed)

    def test_a_stopped_run_leaves_only_whole_files(self):
        inputs = [self.good(str(32180100 + k)) for k in range(40)]
        process = subprocess.Popen([CORKIT, "reduce", *inputs, "-o", self.path("out"), "--calib", CALIB, "-q"], stderr=subprocess.PIPE)
        try:
            while not files_in(self.path("out")) and process.poll() is None:
                time.sleep(0.01)  # until the first product is there
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        finally:
            process.kill()
        sizes = {os.path.getsize(self.path("out", name)) for name in files_in(self.path("out"))}
        self.assertEqual(len(sizes), 1)
        self.assertTrue(all(name.endswith(".fts") for name in files_in(self.path("out"))))

    def test_damaged_input_of_compare_and_info(self):
        good = self.good()
        for name, content in self.bad_files():
            path = self.path("in", name)
            with open(path, "wb") as file:
                file.write(content)
            with self.subTest(name):
                for arguments in (["info", path, "--calib", CALIB], ["compare", good, path]):
                    result = run(*arguments)
                    self.assertIn(result.returncode, (0, 1, 2), result.stderr)
                    self.assertNotIn("terminate", result.stderr)

    def test_damaged_input_of_pictures(self):
        for name, content in self.bad_files():
            path = self.path("in", name)
            os.makedirs(self.path("in"), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
            with self.subTest(name):
                result = run("quicklook", path, "-o", self.path("a.png"), "--size", "64", "-q")
                self.assertIn(result.returncode, (0, 1), result.stderr)
                self.assertLessEqual(len(result.stderr.splitlines()), 1)
                self.assertEqual(result.returncode == 0, os.path.exists(self.path("a.png")))
                if result.returncode == 0:
                    os.remove(self.path("a.png"))
        result = run("browse", self.path("in"), "-o", self.path("page.html"), "--size", "32", "-q")
        self.assertIn(result.returncode, (0, 1), result.stderr)

    def test_absurd_pointing_of_pictures(self):
        for keyword in ("CRPIX1", "CRPIX2", "CDELT1", "CROTA", "RSUN", "RECTIFY", "NMISSING", "BSCALE"):
            for value in ("1E300", "-1E300", "1E-300", "0.0", "NaN", "'x'"):
                file = Level05(name="35180100.fts").set("LEVEL", "'1.0'").set(keyword, value)
                path = file.write(self.path("in", "odd.fts"))
                with self.subTest(keyword=keyword, value=value):
                    result = run("quicklook", path, "-o", self.path("a.png"), "--size", "64", "--grid", "-q", timeout=60)
                    self.assertIn(result.returncode, (0, 1), result.stderr)
                    self.assertLessEqual(len(result.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main(verbosity=1)
