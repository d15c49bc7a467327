"""corkit data images, against a server on 127.0.0.1 with days of both levels, made of the demonstration set."""
import atexit
import fcntl
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import threading

from archive_server import Archive, put
from support import C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card, temporary_folder

NETWORK = {name: "" for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY")}
DAY = ("--from", "2002-05-21", "--to", "2002-05-21")
HOUR_2 = ("--from", "2002-05-21T02:30", "--to", "2002-05-21T02:59")
NEXT_DAY = "32170601.fts"
TIMES = {C2: "00:30:05", C3: "02:42:05", C3_LOST: "03:06:05"}
LISTED = "{name}    {date}   {time}   {camera}     19.1   1024   1024     20      1   Clear   Clear   Normal        2.0000\n"


def listed(name, date, time, camera="C3"):
    return LISTED.format(name=name, date=date, time=time, camera=camera)


_server = None


def server_folder():
    """level_05 and level_1 of 2002-05-21, and level_05 of the day after."""
    global _server
    if _server is None:
        _server = pathlib.Path(tempfile.mkdtemp(prefix="corkit_archive_"))
        atexit.register(shutil.rmtree, _server, ignore_errors=True)
        for level, names in (("level_05", (C2, C3, C3_LOST)), ("level_1", (C2_OUT, C3_OUT, C3_LOST_OUT))):
            for camera in ("c2", "c3"):
                (_server / level / "020521" / camera).mkdir(parents=True)
            for name, raw in zip(names, (C2, C3, C3_LOST)):
                camera = "c2" if raw == C2 else "c3"
                folder = _server / level / "020521" / camera
                if level == "level_05":
                    shutil.copy2(l05(raw), folder / name)
                else:
                    done = corkit("reduce", l05(raw), "--calib", demo(), "-o", folder, "-q")
                    assert done.returncode == 0, done
                os.utime(folder / name, (1050000000, 1050000000))
                with open(folder / "img_hdr.txt", "a") as file:
                    file.write(listed(name, "2002/05/21", TIMES[raw], camera.upper()))
        folder = _server / "level_05/020522/c3"
        folder.mkdir(parents=True)

        def tomorrow(data):
            set_card(data, "FILENAME", f"'{NEXT_DAY}'       /")
            set_card(data, "DATE-OBS", "'2002/05/22'         /")

        edited_copy(l05(C3), folder / NEXT_DAY, tomorrow)
        (folder / "img_hdr.txt").write_text(listed(NEXT_DAY, "2002/05/22", "02:42:05"))
    return _server


class ImagesTest(CommandTest):
    def setUp(self):
        base = temporary_folder(self)
        self.root, self.out = base / "lz", base / "out"
        shutil.copytree(server_folder(), self.root)
        self.archive = Archive(self.root)
        self.archive.__enter__()
        self.addCleanup(self.archive.__exit__)
        self.c3, self.day = self.root / "level_05/020521/c3", self.out / "level_05/020521/c3"

    def words(self, *arguments, camera="c3", mirrors=None):
        mirror = [word for url in (mirrors or [self.archive.url]) for word in ("--mirror", url)]
        return ["data", "images", "--camera", camera, "-o", self.out, *mirror, *arguments]

    def images(self, *arguments, **more):
        return corkit(*self.words(*arguments, **more), **NETWORK)

    def names(self, folder=None):
        return sorted(p.name for p in (folder or self.day).iterdir()) if (folder or self.day).exists() else []

    def assert_whole(self):
        for path in self.out.rglob("*.fts"):
            there = self.root / path.relative_to(self.out)
            self.assertEqual(path.read_bytes(), there.read_bytes(), path)
            self.assertEqual(int(path.stat().st_mtime), int(there.stat().st_mtime), path)


class Images(ImagesTest):
    def test_a_day_of_a_camera(self):
        done = self.images(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(), [C3, C3_LOST, "img_hdr.txt", "manifest.json"])
        self.assert_whole()
        self.assertEqual((self.day / "img_hdr.txt").read_bytes(), (self.c3 / "img_hdr.txt").read_bytes())
        self.assertEqual(sorted(json.loads((self.day / "manifest.json").read_text())["files"]), [C3, C3_LOST])
        self.assertEqual(corkit("data", "verify", self.out).returncode, 0)

    def test_a_file_is_no_folder(self):
        self.out.write_text("a file")
        done = self.images(*DAY)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, f"-o {self.out} is a file")
        self.assertEqual(self.out.read_text(), "a file")

    def test_the_camera_in_any_case(self):
        done = self.images(*DAY, camera="C3")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual([p.name for p in self.day.parent.iterdir()], ["c3"])
        self.assert_usage(self.images(*DAY, camera="c1"), "--camera", "c1")

    def test_both_levels_and_what_corkit_makes_of_the_one_is_the_other(self):
        for level in ("0.5", "1"):
            done = self.images(*DAY, "--level", level)
            self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        fetched = self.out / "level_1/020521/c3"
        self.assertEqual(self.names(fetched), [C3_OUT, C3_LOST_OUT, "img_hdr.txt", "manifest.json"])
        self.assert_whole()
        mine = temporary_folder(self)
        done = corkit("reduce", *sorted(self.day.glob("*.fts")), "--calib", demo(), "-o", mine, "-j", 2, "-q")
        self.assertEqual(done.returncode, 0, done)
        for name in (C3_OUT, C3_LOST_OUT):
            self.assertEqual((mine / name).read_bytes(), (fetched / name).read_bytes(), name)

    def test_several_days(self):
        done = self.images("--from", "2002-05-20", "--to", "2002-05-22T12:00")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertIn("level_05/020520/c3/img_hdr.txt: absent", done.stdout)
        self.assertIn("3 fetched, 0 unchanged, 1 absent, 0 failed", done.stdout)
        self.assertEqual(self.names(self.out / "level_05/020522/c3"), [NEXT_DAY, "img_hdr.txt", "manifest.json"])

    def test_part_of_a_day_and_its_list_names_what_is_there(self):
        done = self.images(*HOUR_2)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(), [C3, "img_hdr.txt", "manifest.json"])
        self.assertEqual((self.day / "img_hdr.txt").read_text(), listed(C3, "2002/05/21", "02:42:05"))
        self.assertEqual(self.archive.asked(C3_LOST), [])
        self.assertEqual(self.images(*DAY).returncode, 0)
        self.assertEqual((self.day / "img_hdr.txt").read_bytes(), (self.c3 / "img_hdr.txt").read_bytes())
        self.assertEqual(len(self.archive.asked(C3)), 1)  # what is there is not asked for again

    def test_lines_with_fewer_columns_are_decided_by_the_image(self):
        put(self.c3 / "img_hdr.txt", f"{C3}\n{C3_LOST}  2002/05/21\n\n".encode())
        done = self.images(*HOUR_2)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(), [C3, "img_hdr.txt", "manifest.json"])
        self.assertIn(f"{C3_LOST}: other time", done.stdout)
        self.assertEqual(self.images(*DAY).returncode, 0)
        self.assertEqual(self.names(), [C3, C3_LOST, "img_hdr.txt", "manifest.json"])

    def test_names_of_a_list_are_not_trusted(self):
        bad = "../../../../escape.fts a b c\n/etc/x.fts 2002/05/21 02:42:05 C3\n.hidden.fts\nsub/x.fts\nnotes.txt\nx.fts?y 2002/05/21 02:42:05 C3\n"
        put(self.c3 / "img_hdr.txt", (bad + listed(C3, "2002/05/21", TIMES[C3])).encode())
        done = self.images(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(), [C3, "img_hdr.txt", "manifest.json"])
        self.assertEqual([path for path, _ in self.archive.requests], ["/level_05/020521/c3/img_hdr.txt", f"/level_05/020521/c3/{C3}"])

    def test_dry_run_shows_the_images_and_writes_nothing(self):
        done = self.images("--dry-run", *DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        first = f"{self.archive.url}/level_05/020521/c3/{C3} -> {self.day}/{C3}"
        self.assertEqual(done.stdout.splitlines()[0], first)
        self.assertFalse(self.out.exists())

    def test_a_folder_of_days_is_a_mirror_too(self):
        with Archive(self.root / "level_05") as other:
            done = self.images(*DAY, mirrors=[other.url])
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assert_whole()

    def test_forms_of_a_moment(self):
        for first, last in (("2002/05/21 02:42:05", "2002-05-21T02:42:05Z"), ("2002-05-21T02:42:05.0", "2002-05-21T02:43"), ("2002-05-21", "2002-05-21T03:00:00.5")):
            done = self.images("--from", first, "--to", last, "--dry-run")
            self.assertEqual((done.returncode, done.stderr, C3 in done.stdout, C3_LOST in done.stdout), (0, "", True, False), first)

    def test_nothing_there(self):
        done = self.images("--from", "2003-01-01", "--to", "2003-01-02")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "no c3 images", "2003/01/01")

    def test_usage(self):
        self.assert_usage(self.images("--from", "2002-05-21", "--to", "2002-05-32"), "--to 2002-05-32")
        for moment in ("2002-05-21T24:00", "2002-05-21T1:00", "2002-05-21T01:00:00.", "2002-05-21x", "2002-05-21T", "20020521", "", "2002-02-29", "2002-05-21T01:60"):
            self.assert_usage(self.images("--from", moment, "--to", "2002-05-22"), "--from")
        self.assert_usage(self.images("--from", "1970-01-01", "--to", "2002-05-21"), "--from 1970-01-01")
        self.assert_usage(self.images(*DAY, "--level", "2"), "--level")
        self.assert_usage(self.images(*DAY, camera="c1"), "--camera")
        self.assert_usage(self.images("--from", "2002-05-21"), "--to")
        self.assertEqual(self.archive.requests, [])


class Faults(ImagesTest):
    def test_each_failed_image_is_a_line_and_the_rest_is_done(self):
        for fault, words in (("page", "web page"), ("short 20000", "cut short: 20000 bytes"), ("short 2000", "header has no end"), ("500", "answers 500"),
                             ("403", "answers 403"), ("short 0", "empty")):
            with self.subTest(fault=fault):
                shutil.rmtree(self.out, ignore_errors=True)
                self.archive.always = {f"/level_05/020521/c3/{C3}": fault}
                done = self.images(*DAY)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(len(done.stderr.splitlines()), 2, done.stderr)
                self.assertIn(words, done.stderr.splitlines()[0])
                self.assertIn(C3, done.stderr.splitlines()[0])
                self.assertEqual(self.names(), [C3_LOST, "img_hdr.txt", "manifest.json"])
                self.assertEqual((self.day / "img_hdr.txt").read_text(), listed(C3_LOST, "2002/05/21", TIMES[C3_LOST]))
                self.archive.always = {}
                done = self.images(*DAY)
                self.assertEqual((done.returncode, done.stderr), (0, ""), done)
                self.assertIn("1 fetched, 1 unchanged, 0 failed", done.stdout)
                self.assert_whole()

    def test_an_image_of_another_camera_is_not_taken(self):
        shutil.copy(self.root / "level_05/020521/c2" / C2, self.c3 / C3)
        done = self.images(*DAY)
        self.assertEqual(done.returncode, 1)
        self.assertIn("DETECTOR is 'C2', not c3", done.stderr)
        self.assertNotIn(C3, self.names())

    def test_a_list_that_is_a_page_is_a_failure_of_its_day(self):
        self.archive.always = {"/level_05/020521/c3/img_hdr.txt": "page"}
        done = self.images("--from", "2002-05-21", "--to", "2002-05-22")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr.splitlines()[0], r"level_05/020521/c3/img_hdr.txt: .*web page")
        self.assertEqual(self.names(self.out / "level_05/020522/c3"), [NEXT_DAY, "img_hdr.txt", "manifest.json"])
        self.assertFalse(self.day.exists())

    def test_images_come_from_the_next_mirror_where_one_fails(self):
        self.archive.always = {f"/level_05/020521/c3/{C3}": "500"}
        with Archive(server_folder()) as other:
            done = self.images(*DAY, mirrors=[self.archive.url, other.url])
            self.assertEqual((done.returncode, done.stderr), (0, ""), done)
            self.assertEqual([path for path, _ in other.requests], [f"/level_05/020521/c3/{C3}"])
        self.assertEqual((self.day / C3).read_bytes(), (self.c3 / C3).read_bytes())

    def test_a_damaged_image_is_noticed_and_only_replaced_with_update(self):
        self.images(*DAY)
        with open(self.day / C3, "r+b") as file:
            file.seek(100000)
            file.write(b"damage")
        done = corkit("data", "verify", self.out)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{C3}: has changed", done.stdout)
        done = self.images(*DAY, "--update")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(f"{C3}: updated", done.stdout)
        self.assert_whole()
        self.assertEqual(corkit("data", "verify", self.out).returncode, 0)

    def test_interrupted_and_resumed(self):
        self.archive.pause = 0.01
        words = [COMMAND, *map(str, self.words(*DAY, "-j", 1))]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment(**NETWORK))
        self.archive.call_after(3000000, lambda: process.send_signal(signal.SIGTERM))
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, (out, err))
        self.assertEqual(self.names(), [f".{C3_LOST}.part", f".{C3_LOST}.part.json", C3, "img_hdr.txt", "manifest.json"])
        self.assert_whole()
        self.archive.pause = 0
        done = self.images(*DAY)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertIn("Range", self.archive.asked(C3_LOST)[-1][1])
        self.assertEqual(self.names(), [C3, C3_LOST, "img_hdr.txt", "manifest.json"])
        self.assert_whole()

    def test_what_a_killed_run_left_in_the_place_for_temporary_files_goes_with_the_next(self):
        place, text = self.out.parent / "tmp", (self.c3 / "img_hdr.txt").read_text()
        kept = ["corkit-list-living", "corkit-list-others", "corkit-mine"]
        for name in (*kept, "corkit-check-begun", "corkit-list-begun", "corkit-picture-begun", "corkit-validate-begun"):
            (place / name).mkdir(parents=True, mode=0o700)
            if name.endswith(("-begun", "-mine")):
                (place / name).chmod(0o1700)  # as it is made, and no lock on it: a kill came then
        (place / "corkit-list-living").chmod(0o1700)  # marked as its own by a program that holds a lock on it
        held = os.open(place / "corkit-list-living", os.O_RDONLY)
        self.addCleanup(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX)
        (self.c3 / "img_hdr.txt").write_text(text + "\n" * 1000000)
        words, environment = [COMMAND, *map(str, self.words(*DAY))], clean_environment(TMPDIR=str(place), **NETWORK)
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        self.archive.call_after(1, lambda: (process.kill(), process.wait()))  # within the list
        process.wait(timeout=120)
        left = {path.name for path in place.iterdir()} - set(kept)
        self.assertRegex(" ".join(left), "^corkit-list-[^ ]{8}$")
        (self.c3 / "img_hdr.txt").write_text(text)
        done = corkit(*self.words(*DAY), TMPDIR=str(place), **NETWORK)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(place), kept)

    def test_random_kills_leave_no_image_half_written(self):
        count = int(os.environ.get("CORKIT_TEST_KILLS", "20")) // 4
        chance = random.Random(int(os.environ.get("CORKIT_TEST_SEED", "11")))
        words = [COMMAND, *map(str, self.words("--from", "2002-05-21", "--to", "2002-05-22"))]
        for attempt in range(count):
            for path in self.out.rglob("*.fts"):
                path.unlink()
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment(**NETWORK))
            timer = threading.Timer(chance.random() * 0.02, process.kill)
            self.archive.call_after(chance.randrange(1, 6500000), timer.start)
            process.wait(timeout=120)
            self.archive.at_bytes = None
            timer.cancel()
            self.assert_whole()
            for path in self.out.rglob("manifest.json"):
                json.loads(path.read_text())
        done = self.images("--from", "2002-05-21", "--to", "2002-05-22")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(self.names(), [C3, C3_LOST, "img_hdr.txt", "manifest.json"])
        self.assert_whole()


if __name__ == "__main__":
    main(kills=True)
