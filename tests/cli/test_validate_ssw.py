"""corkit validate --ssw: a child process under GDL. SolarSoft itself is not here; small trees with a reduce_level_1 of their own stand for it,
which hand on a product of corkit's, changed in a known way, or fail as programs do."""
import gzip
import json
import os
import pathlib
import select
import shutil
import signal
import stat
import subprocess

from support import C2, C3, C3_LOST, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, l05, main, products, temporary_folder

GDL = os.environ.get("CORKIT_GDL") or shutil.which("gdl")

# Takes the product that lies in the tree. It asks for what a SolarSoft session has: variables, another routine, the calibration files.
HANDS_ON = """PRO reduce_level_1, fits_name, hout, b, SAVEDIR=savedir, RESET=reset, _EXTRA=extra
  IF NOT KEYWORD_SET(reset) THEN MESSAGE, '/RESET is not set'
  IF GETENV('SSW') EQ '' OR GETENV('SSW_LASCO') NE GETENV('SSW') + '/soho/lasco' THEN MESSAGE, 'SSW_LASCO is not set'
  IF NOT FILE_TEST(GETENV('LASCO_DATA') + '/calib/C3ramp.fts') THEN MESSAGE, 'no C3ramp.fts in LASCO_DATA'
  IF NOT FILE_TEST(GETENV('NRL_LIB') + '/idl/data/calib/TIME_DIFF.DAT') THEN MESSAGE, 'no TIME_DIFF.DAT in NRL_LIB'
  IF NOT FILE_TEST(GETENV('ANCIL_DATA') + '/attitude/roll/nominal_roll_attitude.dat') THEN MESSAGE, 'no attitude in ANCIL_DATA'
  OPENR, unit, fits_name, /GET_LUN
  first = BYTARR(9)
  READU, unit, first
  FREE_LUN, unit
  IF STRING(first) NE 'SIMPLE  =' THEN MESSAGE, 'cannot read ' + fits_name
  PRINT, 'reduce_level_1 at work on ' + FILE_BASENAME(fits_name)
  name = stand_in_name(FILE_BASENAME(fits_name))
  OPENR, unit, GETENV('SSW') + '/made/' + name, /GET_LUN
  state = FSTAT(unit)
  bytes = BYTARR(state.size)
  READU, unit, bytes
  FREE_LUN, unit
%CHANGE%
  OPENW, unit, savedir + '/' + name, /GET_LUN
  WRITEU, unit, bytes
  FREE_LUN, unit
END
"""
NAME = """FUNCTION stand_in_name, name
  RETURN, STRMID(name, 0, 1) + '5' + STRMID(name, 2, 6) + '.fts'
END
"""


class SolarSoftTest(CommandTest):
    def setUp(self):
        if not GDL:
            self.skipTest("needs gdl")
        self.folder = temporary_folder(self)
        self.tree = self.folder / "ssw"
        (self.tree / "soho/lasco/idl/level_1").mkdir(parents=True)
        (self.tree / "gen/idl").mkdir(parents=True)
        (self.tree / "gen/idl/stand_in_name.pro").write_text(NAME)
        shutil.copytree(products("--oracle", "gdl"), self.tree / "made")

    def routine(self, text):
        (self.tree / "soho/lasco/idl/level_1/reduce_level_1.pro").write_text(text)

    def hands_on(self, change=""):
        self.routine(HANDS_ON.replace("%CHANGE%", change))

    def validate(self, *files, idl=GDL, calib=None, more=()):
        return corkit("validate", *(files or [l05(C3)]), "--ssw", self.tree, "--idl", idl, "--calib", calib or demo(), *more)

    def images(self, *files, code, **more):
        done = self.validate(*files, more=("--json", *more.pop("more", ())), **more)
        self.assertEqual(done.returncode, code, done)
        return json.loads(done.stdout)["images"]


class Run(SolarSoftTest):
    def test_the_same_products(self):
        self.hands_on()
        done = self.validate(l05(C2), l05(C3), l05(C3_LOST))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertIn("corkit agrees with SolarSoft in all 3 images that were compared, 3 identical", done.stdout)

    def test_one_pixel_and_one_card_that_are_others(self):
        # The pixel (x=300, y=700) of a C3 image; the header has three blocks. EXPTIME is the eleventh card.
        self.hands_on("""  at = 3L * 2880 + 2 * (700L * 1024 + 300)
  bytes[at] = 100B
  bytes[10 * 80 + 10:10 * 80 + 29] = BYTE('             19.9999')""")
        image, = self.images(code=1)
        self.assertEqual((image["verdict"], image["pixels"]["beyond"], image["pixels"]["worst"]["at"]), ("differs", 1, [300, 700]), image["sentence"])
        self.assertEqual([(card["keyword"], "19.9999" in card["solarsoft"]) for card in image["cards"]["unexpected"]], [("EXPTIME", True)])

    def test_packed_images_are_unpacked_for_it(self):
        self.hands_on()
        packed = self.folder / (C3 + ".gz")
        packed.write_bytes(gzip.compress(l05(C3).read_bytes(), 1))
        self.assertEqual(self.images(packed, code=0)[0]["verdict"], "identical")

    def test_calibration_files_side_by_side_are_put_in_solarsofts_order(self):
        self.hands_on()
        flat = self.folder / "flat"
        flat.mkdir()
        for path in demo().rglob("*"):
            if path.is_file() and path.suffix in (".fts", ".sav", ".dat", ".DAT", ".txt") and "l05" not in path.parts:
                shutil.copy2(path, flat / path.name)
        self.assertEqual(self.images(calib=flat, code=0)[0]["verdict"], "identical")

    def test_switches_reach_both_sides(self):
        self.hands_on("  IF N_ELEMENTS(extra) EQ 0 THEN MESSAGE, 'no keyword'\n  PRINT, TAG_NAMES(extra)")
        image, = self.images(code=1)
        self.assertIn("no keyword", image["sentence"])
        done = corkit("reduce", l05(C3), "--calib", demo(), "-o", self.tree / "made", "-q", "--oracle", "gdl", "--no-stat", "--overwrite")
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(self.images(code=0, more=("--no-stat",))[0]["verdict"], "identical")

    def test_products_of_both_are_kept(self):
        self.hands_on()
        kept = self.folder / "kept"
        image, = self.images(code=0, more=("-o", kept))
        self.assertEqual(pathlib.Path(image["corkit"]), kept / "corkit" / C3_OUT)
        self.assertTrue(pathlib.Path(image["solarsoft"]).is_relative_to(kept / "solarsoft"))
        self.assertEqual(self.images(code=0, more=("-o", kept))[0]["verdict"], "identical")

    def test_a_tree_with_the_routine_at_its_top(self):
        self.hands_on()
        shutil.move(self.tree / "soho/lasco/idl/level_1/reduce_level_1.pro", self.tree / "reduce_level_1.pro")
        self.assertEqual(self.images(code=0)[0]["verdict"], "identical")


class Failures(SolarSoftTest):
    def test_an_error_in_the_routine(self):
        self.hands_on("  PRINT, 'last words'\n  MESSAGE, 'the vignetting is gone'")
        done = self.validate()
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3, "the vignetting is gone")
        self.assertIn("SolarSoft printed\n", done.stdout)
        self.assertIn("    | last words\n", done.stdout)
        self.assertIn("nothing could be compared", done.stdout)

    def test_a_missing_routine(self):
        self.hands_on("  c3_calibrate, bytes")
        done = self.validate()
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "Procedure not found: C3_CALIBRATE")

    def test_a_routine_that_does_not_compile(self):
        self.routine("PRO reduce_level_1, fits_name, SAVEDIR=savedir, RESET=reset\n  a = (1 +\nEND\n")
        done = self.validate()
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3, "SolarSoft")

    def test_the_others_are_compared_where_one_stops_the_session(self):
        for end in ("STOP", "EXIT, STATUS=3"):
            with self.subTest(end=end):
                self.hands_on(f"  IF name EQ '{C3_OUT}' THEN {end}")
                images = self.images(l05(C2), l05(C3), l05(C3_LOST), code=1)
                self.assertEqual([image["verdict"] for image in images], ["identical", "not compared", "identical"])
                self.assertIn("Stop encountered" if end == "STOP" else "exit status 3", images[1]["sentence"])
                self.assertIn(f"reduce_level_1 at work on {C3}", images[1]["log"])

    def test_no_product(self):
        self.hands_on("  RETURN")
        self.assertIn("wrote no product", self.images(code=1)[0]["sentence"])

    def test_the_time_limit(self):
        self.hands_on(f"  IF name EQ '{C3_OUT}' THEN WAIT, 300")
        images = self.images(l05(C3), l05(C3_LOST), code=1, more=("--timeout", "8"))
        self.assertEqual([image["verdict"] for image in images], ["not compared", "identical"])
        self.assertIn("ended after 8 s (--timeout)", images[0]["sentence"])

    def test_nothing_that_it_started_outlives_it(self):
        script = self.folder / "idl"
        script.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {self.folder}/pid\nexit 0\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        self.hands_on()
        images = self.images(l05(C3), l05(C3_LOST), code=1, idl=script)
        self.assertEqual(["exit status 0" in image["sentence"] for image in images], [True, True])
        pid = int((self.folder / "pid").read_text())
        try:
            process = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        self.addCleanup(os.close, process)
        self.assertTrue(select.select([process], [], [], 60)[0], "it still sleeps")

    def test_a_signal_ends_it_too(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.hands_on(f"  OPENW, unit, '{pipe}', /GET_LUN\n  PRINTF, unit, 'here'\n  FREE_LUN, unit\n  WAIT, 300")
        words = [COMMAND, "validate", l05(C3), "--ssw", self.tree, "--idl", GDL, "--calib", demo()]
        with subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=clean_environment()) as process:
            reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            self.addCleanup(os.close, reader)
            self.assertTrue(select.select([reader], [], [], 120)[0])
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=60), 128 + signal.SIGTERM)
            self.assert_one_line(process.stderr.read(), "stopped; SolarSoft was ended with it")

    def test_what_the_interpreter_says_when_it_does_not_run(self):
        script = self.folder / "idl"
        script.write_text("#!/bin/sh\necho 'no licence' >&2\nexit 4\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        self.hands_on()
        done = self.validate(idl=script)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "exit status 4")
        self.assertIn("    | no licence\n", done.stdout)

    def test_no_such_interpreter(self):
        self.hands_on()
        done = self.validate(idl="no_such_idl")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "--idl no_such_idl", "cannot be started", "give gdl, idl")

    def test_no_such_tree(self):
        self.assert_usage(corkit("validate", l05(C3), "--ssw", self.folder / "none", "--idl", GDL, "--calib", demo()), "no such folder")
        self.assert_usage(self.validate(), "no reduce_level_1.pro")

    def test_a_page_with_what_it_printed(self):
        self.hands_on("  PRINT, 'a <b>'\n  MESSAGE, 'gone'")
        page = self.folder / "report.html"
        self.assertEqual(self.validate(more=("--html", page)).returncode, 1)
        self.assertIn("a &lt;b&gt;", page.read_text())


if __name__ == "__main__":
    main()
