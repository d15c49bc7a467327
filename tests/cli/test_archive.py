"""corkit data fetch and images, against a server on 127.0.0.1 that serves the demonstration set, and fails.

CORKIT_TEST_KILLS=200 makes a long run of the random kills, CORKIT_TEST_SEED chooses others.
"""
import contextlib
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import threading

from archive_server import Archive, put
from support import C2, C3, C3_LOST, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card, temporary_folder

DAY = ("--from", "2002-05-21", "--to", "2002-05-21")
VIGNETTING, RAMP, CLOCK = "lasco_data/calib/c2vig_final.fts", "lasco_data/calib/C3ramp.fts", "nrl_lib/idl/data/calib/TIME_DIFF.DAT"
POINTING, EXPOSURE = "nrl_lib/idl/data/calib/c3_post_recovery_adj_xyr_medv2.sav", "nrl_lib/idl/expfac/data/0205/c3_expfactor_020521.dat"
BLOCKS = "lasco_data/calib/c2nullblocks.txt"
NETWORK = {name: "" for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY")}


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def calibration_files():
    return sorted(p.relative_to(demo()).as_posix() for p in demo().rglob("*") if p.is_file() and p.name != "SYNTHETIC.txt" and "l05" not in p.parts)


def visible(folder):
    """What has its final name."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))


def hidden(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob(".*"))


class ArchiveTest(CommandTest):
    """An archive of one's own: calibration files of the demonstration set."""

    def setUp(self):
        base = temporary_folder(self)
        self.root, self.out = base / "server", base / "out"
        self.fill_server()
        self.archive = Archive(self.root)
        self.archive.__enter__()
        self.addCleanup(self.archive.__exit__)

    def fill_server(self):
        for name in calibration_files():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).symlink_to(demo() / name)

    def replace(self, name, data, modified=None):
        """Another file on the server; the demonstration set's is not touched."""
        (self.root / name).unlink()
        put(self.root / name, data, modified)

    def command(self, *arguments, mirrors=None):
        mirror = [word for url in (mirrors or [self.archive.url]) for word in ("--mirror", url)]
        return ["data", "fetch", "-o", self.out, *mirror, *arguments]

    def fetch(self, *arguments, mirrors=None):
        return corkit(*self.command(*arguments, mirrors=mirrors), **NETWORK)

    def start(self, *arguments):
        words = [COMMAND, *map(str, self.command(*arguments))]
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment(**NETWORK))

    def assert_same(self, names=None):
        for name in names or calibration_files():
            here, there = self.out / name, self.root / name
            self.assertEqual(here.read_bytes(), there.read_bytes(), name)
            self.assertEqual(int(here.stat().st_mtime), int(there.stat().st_mtime), name)

    def assert_whole(self):
        """Whatever has its final name is what the server has."""
        for name in visible(self.out) if self.out.exists() else []:
            if name.endswith("manifest.json"):
                json.loads((self.out / name).read_text())
            else:
                self.assertEqual((self.out / name).read_bytes(), (self.root / name).read_bytes(), name)


class Fetch(ArchiveTest):
    def test_files_come_with_their_dates_and_a_manifest(self):
        done = self.fetch(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertIn("21 fetched, 0 unchanged, 0 failed", done.stdout)
        self.assert_same()
        self.assertEqual(visible(self.out), sorted(calibration_files() + ["manifest.json"]))
        self.assertEqual(hidden(self.out), [])
        files = json.loads((self.out / "manifest.json").read_text())["files"]
        self.assertEqual(sorted(files), calibration_files())
        for name, entry in files.items():
            self.assertEqual((entry["sha256"], entry["bytes"], entry["modified"], entry["source"]),
                             (sha256(self.root / name), (self.root / name).stat().st_size, "2000-01-01T12:00:00Z", f"{self.archive.url}/{name}"))

    def test_fetched_files_reduce_to_the_same_bytes(self):
        self.assertEqual(self.fetch(*DAY).returncode, 0)
        base = temporary_folder(self)
        # The notices of the demonstration set are not calibration files.
        local = base / "local"
        shutil.copytree(demo(), local, ignore=shutil.ignore_patterns("SYNTHETIC.txt", "l05"))
        for calib, out in ((self.out, base / "fetched"), (local, base / "copied")):
            done = corkit("reduce", l05(C2), l05(C3), l05(C3_LOST), "--calib", calib, "-o", out, "-j", 2, "-q")
            self.assertEqual(done.returncode, 0, done)
        for path in (base / "copied").iterdir():
            self.assertEqual(path.read_bytes(), (base / "fetched" / path.name).read_bytes(), path.name)
        self.assertEqual(len(list((base / "fetched").iterdir())), 3)

    def test_a_second_run_asks_whether_files_are_newer_and_moves_nothing(self):
        self.fetch()
        count = len(self.archive.requests)
        done = self.fetch()
        self.assertEqual(done.returncode, 0)
        self.assertIn("0 fetched, 19 unchanged, 0 failed", done.stdout)
        self.assertTrue(all("If-Modified-Since" in headers for _, headers in self.archive.requests[count:]))
        self.assertEqual(hidden(self.out), [])

    def test_dry_run_asks_nothing_and_writes_nothing(self):
        done = self.fetch("--dry-run", *DAY)
        self.assertEqual(done.returncode, 0)
        self.assertIn(f"{self.archive.url}/{RAMP} -> {self.out}/{RAMP}\n", done.stdout)
        self.assertIn("/soho/lasco/lasco/expfac/data/0205/c3_expfactor_020521.dat", done.stdout)
        self.assertEqual((self.archive.requests, self.out.exists()), ([], False))

    def test_public_addresses_are_those_of_solarsoft(self):
        done = corkit("data", "fetch", "--dry-run", "-o", self.out, "--json", *DAY)
        urls = {pathlib.PurePath(plan["file"]).name: plan["urls"] for plan in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(urls["C3ramp.fts"][0], "https://soho.nascom.nasa.gov/solarsoft/soho/lasco/lasco/data/calib/C3ramp.fts")
        self.assertEqual(urls["TIME_DIFF.DAT"][0], "https://soho.nascom.nasa.gov/solarsoft/soho/lasco/idl/data/calib/TIME_DIFF.DAT")
        self.assertEqual(urls["occulter_center.dat"][1], "https://hesperia.gsfc.nasa.gov/ssw/soho/lasco/idl/convert/occulter_center.dat")
        self.assertEqual(urls["c3_expfactor_020521.dat"],
                         [f"https://{host}/soho/lasco/lasco/expfac/data/0205/c3_expfactor_020521.dat" for host in
                          ("soho.nascom.nasa.gov/solarsoft", "hesperia.gsfc.nasa.gov/ssw")])
        self.assertEqual(urls["nominal_roll_attitude.dat"], ["https://soho.nascom.nasa.gov/data/ancillary/attitude/roll/nominal_roll_attitude.dat"])

    def test_a_solarsoft_tree_is_a_mirror(self):
        tree = temporary_folder(self) / "ssw"
        for own, theirs in (("lasco_data/calib", "idl/data/calib"), ("nrl_lib/idl", "idl"), ("nrl_lib/idl/expfac", "lasco/expfac")):
            shutil.copytree(self.root / own, tree / "soho/lasco" / theirs, dirs_exist_ok=True)
        shutil.copytree(self.root / "ancil", tree / "ancillary")
        with Archive(tree) as other:
            done = self.fetch(*DAY, mirrors=[other.url])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same()

    def test_days_without_exposure_factors_are_no_failure(self):
        done = self.fetch("--from", "2002-05-20", "--to", "2002-05-22", "--json")
        self.assertEqual(done.returncode, 0, done)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(lines), 19 + 6)
        self.assertEqual(sorted(pathlib.PurePath(line["file"]).stem[-6:] for line in lines if line["status"] == "absent"),
                         ["020520", "020520", "020522", "020522"])

    def test_progress_is_shown_on_a_terminal_only(self):
        terminal, other_end = os.openpty()
        self.addCleanup(os.close, terminal)
        words = [COMMAND, *map(str, self.command())]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=other_end, env=clean_environment(**NETWORK))
        os.close(other_end)
        pieces = []
        with contextlib.suppress(OSError):  # Linux says EIO at the end
            while piece := os.read(terminal, 4096):
                pieces.append(piece)
        shown = b"".join(pieces).decode()
        self.assertEqual(process.wait(timeout=120), 0)
        self.assertRegex(shown, r"\r19 of 19 files, \S+ MB, \S+ MB/s")
        self.assertTrue(shown.endswith("\r\x1b[K"), shown[-80:])

    def test_usage(self):
        self.assert_usage(self.fetch("--from", "2002-05-21"), "--from", "--to")
        self.assert_usage(self.fetch("--from", "21.5.2002", "--to", "2002-05-21"), "--from 21.5.2002", "2002-05-21")
        self.assert_usage(self.fetch("--from", "2002-05-22", "--to", "2002-05-21"), "before")
        self.assert_usage(self.fetch(mirrors=["ftp://x"]), "--mirror ftp://x", "https://")
        done = corkit("data", "fetch", "-o", demo(), "--mirror", self.archive.url)
        self.assert_usage(done, "synthetic")
        (self.out / "idl").mkdir(parents=True)
        self.assert_usage(self.fetch(), "SolarSoft tree")
        self.assertEqual(self.archive.requests, [])


class Faults(ArchiveTest):
    def test_a_server_that_fails_for_a_while(self):
        self.archive.faults = {f"/{VIGNETTING}": ["500"], f"/{CLOCK}": ["500", "500"]}
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same([VIGNETTING, CLOCK])

    def test_what_is_cut_short_is_resumed(self):
        self.archive.faults = {f"/{RAMP}": ["cut 100000", "cut 8192"] + ["cut 400000"] * 4, f"/{CLOCK}": ["cut 0"]}
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same([RAMP, CLOCK])
        ranges = [headers.get("Range") for _, headers in self.archive.asked(RAMP)]
        self.assertEqual(ranges[:3], [None, "bytes=100000-", "bytes=108192-"])
        self.assertEqual(len(ranges), 7)
        self.assertTrue(all(headers["If-Range"] for _, headers in self.archive.asked(RAMP)[1:]))

    def test_a_server_without_ranges_begins_anew(self):
        self.archive.faults = {f"/{RAMP}": ["cut 100000", "no ranges"]}
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same([RAMP])

    def test_a_file_that_changes_between_two_parts_is_not_put_together(self):
        self.archive.always = {f"/{RAMP}": "cut 0"}
        self.assertEqual(self.fetch().returncode, 1)
        self.archive.always = {}
        # A partial file of the old one, and a new one on the server.
        old = (self.root / RAMP).read_bytes()
        put(self.out / "lasco_data/calib/.C3ramp.fts.part", old[:1000000])
        put(self.out / "lasco_data/calib/.C3ramp.fts.part.json", json.dumps(
            {"url": f"{self.archive.url}/{RAMP}", "validator": "Sat, 01 Jan 2000 12:00:00 GMT", "total": len(old), "modified": 946728000}).encode())
        self.replace(RAMP, old[:-4] + b"\0\0\0\0", 1000000000)
        count = len(self.archive.requests)
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual([headers.get("Range") for path, headers in self.archive.requests[count:] if path.endswith(RAMP)], ["bytes=1000000-"])
        self.assert_same([RAMP])

    def test_a_short_body_without_a_length_is_not_taken(self):
        for name in (VIGNETTING, POINTING, CLOCK):
            self.archive.always[f"/{name}"] = "short 8192"
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 4, done.stderr)
        for name in (VIGNETTING, POINTING, CLOCK):
            self.assertTrue(any(name in line and self.archive.url in line for line in lines), name)
            self.assertFalse((self.out / name).exists())
        self.assertEqual(hidden(self.out), [])
        self.archive.always = {}
        done = self.fetch()
        self.assertEqual(done.returncode, 0)
        self.assertIn("3 fetched, 16 unchanged", done.stdout)
        self.assert_same([VIGNETTING, POINTING, CLOCK])

    def test_a_web_page_is_no_calibration_file(self):
        for name in (VIGNETTING, POINTING, BLOCKS, EXPOSURE):
            self.archive.always[f"/{name}"] = "page"
        done = self.fetch(*DAY)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("web page (HTML)"), 4, done.stderr)
        for name in (VIGNETTING, POINTING, BLOCKS, EXPOSURE):
            self.assertFalse((self.out / name).exists())

    def test_pages_with_status_200_for_whatever_is_missing(self):
        self.archive.pages_for_missing = True
        (self.root / EXPOSURE).unlink()
        done = self.fetch(*DAY)
        self.assertEqual(done.returncode, 1)
        self.assertIn("web page", done.stderr)
        self.assertNotIn(EXPOSURE, visible(self.out))

    def test_other_files_under_the_name_are_not_taken(self):
        self.replace(BLOCKS, b"lorem ipsum\n")
        self.replace(VIGNETTING, (self.root / "lasco_data/calib/c3_cl_mask_lvl1.fts").read_bytes()[:2880])
        self.replace(EXPOSURE, (self.root / EXPOSURE).read_bytes().replace(b"020521", b"020522"))
        self.replace(POINTING, b"SR nothing that can be restored")
        done = self.fetch(*DAY)
        self.assertEqual(done.returncode, 1)
        for name in (BLOCKS, VIGNETTING, EXPOSURE, POINTING):
            self.assertFalse((self.out / name).exists(), name)
            self.assertIn(name, done.stderr)
        self.assertNotIn("corkit-check", done.stderr)

    def test_redirections_are_followed(self):
        self.archive.faults = {f"/{RAMP}": ["redirect /elsewhere/ramp"], f"/{CLOCK}": [f"redirect {self.archive.url}/{CLOCK}"]}
        put(self.root / "elsewhere/ramp", (self.root / RAMP).read_bytes(), (self.root / RAMP).stat().st_mtime)
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same([RAMP, CLOCK])

    def test_mirrors_are_tried_in_turn(self):
        empty = temporary_folder(self)
        self.archive.always = {f"/{RAMP}": "page", f"/{VIGNETTING}": "403"}
        with Archive(empty) as first, Archive(demo()) as last:
            done = self.fetch(mirrors=[first.url, self.archive.url, last.url])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same([RAMP, VIGNETTING, CLOCK])
        files = json.loads((self.out / "manifest.json").read_text())["files"]
        self.assertEqual([files[name]["source"] for name in (RAMP, VIGNETTING, CLOCK)],
                         [f"{last.url}/{RAMP}", f"{last.url}/{VIGNETTING}", f"{self.archive.url}/{CLOCK}"])

    def test_a_file_without_a_date_is_resumed_by_nothing_and_comes_whole(self):
        self.archive.faults = {f"/{RAMP}": ["no date"]}
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual((self.out / RAMP).read_bytes(), (self.root / RAMP).read_bytes())

    def test_a_server_that_falls_silent_is_given_up_for_the_next(self):
        self.archive.always = {f"/{RAMP}": "hang"}
        with Archive(demo()) as other:
            done = self.fetch("--timeout", 1, mirrors=[self.archive.url, other.url])
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn(f"from {other.url}/{RAMP}", done.stdout)
        self.assert_same([RAMP])

    def test_a_server_that_is_not_there(self):
        nobody = socket.socket()
        self.addCleanup(nobody.close)
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        done = self.fetch(*DAY, mirrors=[f"http://127.0.0.1:{nobody.getsockname()[1]}"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("not tried", done.stderr)
        self.assertEqual(visible(self.out), [])


class Changes(ArchiveTest):
    def test_a_changed_file_does_not_replace_a_known_one_silently(self):
        self.fetch()
        before, data = sha256(self.out / RAMP), bytearray((self.root / RAMP).read_bytes())
        data[-2884:-2880] = b"\0\0\0\0"
        self.replace(RAMP, bytes(data), 1100000000)
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        for word in (RAMP, before, sha256(self.root / RAMP), "--update"):
            self.assertIn(word, done.stderr.splitlines()[0])
        self.assertEqual(sha256(self.out / RAMP), before)
        done = self.fetch("--update")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(f"{RAMP}: updated", done.stdout)
        self.assert_same([RAMP, VIGNETTING])
        self.assertEqual(corkit("data", "verify", "--calib", self.out).returncode, 0)

    def test_a_known_file_that_was_removed_is_compared_too(self):
        self.fetch()
        (self.out / BLOCKS).unlink()
        self.replace(BLOCKS, (self.root / BLOCKS).read_bytes() + b"1000\n")
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assertIn("--update", done.stderr)
        self.assertFalse((self.out / BLOCKS).exists())

    def test_verify_reports_every_change(self):
        self.fetch()
        self.assertEqual(corkit("data", "verify", "--calib", self.out).returncode, 0)
        before = sha256(self.out / BLOCKS)
        put(self.out / BLOCKS, (self.out / BLOCKS).read_bytes() + b"1000\n")
        os.utime(self.out / RAMP, (1, 1))
        (self.out / CLOCK).unlink()
        done = corkit("data", "verify", "--calib", self.out, "--json")
        self.assertEqual(done.returncode, 1)
        changed = {change["file"]: change["change"] for change in json.loads(done.stdout)["changed"]}
        self.assertEqual(sorted(changed), sorted([BLOCKS, RAMP, CLOCK]))
        self.assertIn(before, changed[BLOCKS])
        self.assertIn(sha256(self.out / BLOCKS), changed[BLOCKS])
        self.assertIn("HISTORY", changed[RAMP])
        self.assertIn("missing", changed[CLOCK])
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{BLOCKS}: has changed since it was fetched", done.stderr)
        self.assertEqual(self.fetch("--update").returncode, 0)
        self.assert_same([BLOCKS, CLOCK])

    def test_files_that_were_there_are_trusted_once(self):
        shutil.copytree(self.root, self.out)
        done = self.fetch()
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("0 fetched, 19 unchanged", done.stdout)
        entry = json.loads((self.out / "manifest.json").read_text())["files"][RAMP]
        self.assertEqual((entry["sha256"], entry["source"]), (sha256(self.out / RAMP), None))

    def test_a_damaged_manifest_is_one_line(self):
        put(self.out / "manifest.json", b'{"files": ')
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "manifest.json", "remove it")

    def test_list_says_what_an_image_lacks_and_what_that_does(self):
        self.fetch()
        (self.out / RAMP).unlink()
        done = corkit("data", "list", l05(C2), l05(C3), "--calib", self.out)
        self.assertEqual(done.returncode, 0, done)
        self.assertRegex(done.stdout, rf"(?m)^\S+{C3}: C3ramp.fts: missing \(stray-light ramp\): the image is not reduced$")
        self.assertRegex(done.stdout, rf"(?m)^\S+{C2}: c2_expfactor_020521.dat: missing .*exposure time")
        self.assertEqual(len(done.stdout.splitlines()), 3)
        self.fetch(*DAY)
        done = corkit("data", "list", l05(C3), "--calib", self.out, "--json")
        self.assertEqual({file["state"] for file in json.loads(done.stdout)["files"]}, {"ok"})


class Interruptions(ArchiveTest):
    def test_ctrl_c_keeps_what_came_and_the_same_command_goes_on(self):
        self.archive.pause = 0.01
        process = self.start("-j", 2)
        self.archive.call_after(2000000, lambda: process.send_signal(signal.SIGINT))
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, (out, err))
        self.assert_one_line(err, "stopped", "the same command goes on")
        parts = [name for name in hidden(self.out) if name.endswith(".part")]
        self.assertNotEqual(parts, [])
        self.assert_whole()
        self.archive.pause = 0
        count = len(self.archive.requests)
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue(any("Range" in headers for _, headers in self.archive.requests[count:]))
        self.assert_same([name for name in calibration_files() if "expfac" not in name])
        self.assertEqual(hidden(self.out), [])

    def test_random_kills_leave_no_file_half_written(self):
        count = int(os.environ.get("CORKIT_TEST_KILLS", "20"))
        chance = random.Random(int(os.environ.get("CORKIT_TEST_SEED", "11")))
        total = sum((self.root / name).stat().st_size for name in calibration_files())
        killed = 0
        for attempt in range(count):
            if chance.random() < 0.2:
                shutil.rmtree(self.out, ignore_errors=True)
            elif self.out.exists():  # some files less, so that there is something to do
                for name in chance.sample(calibration_files(), 14):
                    (self.out / name).unlink(missing_ok=True)
            process = self.start(*DAY)
            delay = chance.random() * 0.02
            timer = threading.Timer(delay, process.kill)
            self.archive.call_after(chance.randrange(1, total // 3), timer.start)
            process.communicate(timeout=120)
            self.archive.at_bytes = None
            timer.cancel()
            self.assertIn(process.returncode, (0, -signal.SIGKILL), attempt)
            killed += process.returncode != 0
            self.assert_whole()
        self.assertGreater(killed, count // 4)
        done = self.fetch(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_same()
        self.assertEqual(hidden(self.out), [])
        self.assertEqual(corkit("data", "verify", "--calib", self.out).returncode, 0)

    def test_two_processes_on_one_folder_do_not_disturb_each_other(self):
        self.archive.pause = 0.002
        processes = [self.start(*DAY) for _ in range(3)]
        for process in processes:
            out, err = process.communicate(timeout=120)
            self.assertEqual((process.returncode, err), (0, ""), out)
        self.assert_same()
        self.assertEqual(hidden(self.out), [])
        self.assertEqual(sorted(json.loads((self.out / "manifest.json").read_text())["files"]), calibration_files())

    def test_a_file_that_another_process_fetched_meanwhile_keeps_its_source(self):
        source = {"sha256": sha256(self.root / VIGNETTING), "bytes": (self.root / VIGNETTING).stat().st_size, "modified": "2002-05-21T00:00:00Z",
                  "source": "https://example.org/c2vig_final.fts", "fetched": "2020-01-01T00:00:00Z"}
        shutil.copytree((self.root / VIGNETTING).parent, (self.out / VIGNETTING).parent)
        (self.out / RAMP).unlink()

        def other():
            (self.out / "manifest.json").write_text(json.dumps({"files": {VIGNETTING: source}}))

        self.archive.call_after(1, other)
        done = self.fetch(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        files = json.loads((self.out / "manifest.json").read_text())["files"]
        self.assertEqual(files[VIGNETTING], source)
        self.assertEqual(files[RAMP]["source"], f"{self.archive.url}/{RAMP}")
        self.assertIsNone(files[BLOCKS]["source"])


if __name__ == "__main__":
    main(kills=True)
