"""corkit validate --archive, against a server of this machine with a day of both levels and the calibration files."""
import json
import shutil

from archive_server import Archive
from support import C3_LOST_OUT, C3_OUT, CommandTest, corkit, demo, main, temporary_folder
from test_archive import NETWORK, calibration_files
from test_archive_images import server_folder
from test_validate import set_int16


class ArchiveTest(CommandTest):
    def setUp(self):
        self.base = temporary_folder(self)
        self.root = self.base / "lz"
        shutil.copytree(server_folder(), self.root)
        for name in calibration_files():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).symlink_to(demo() / name)
        # The products of the server say that they were made with synthetic files; those that are fetched do not look so.
        self.archive = Archive(self.root)
        self.archive.__enter__()
        self.addCleanup(self.archive.__exit__)
        self.calib, self.out = self.base / "calib", self.base / "out"

    def validate(self, *more, camera="c3", date="2002-05-21", number=5, calib=None):
        return corkit("validate", "--archive", "--camera", camera, "--date", date, "--number", number, "--mirror", self.archive.url, "--calib",
                      calib or self.calib, "-o", self.out, *more, **NETWORK)

    def test_a_day_in_one_line(self):
        done = self.validate("--json")
        report = json.loads(done.stdout)
        self.assertEqual((done.returncode, done.stderr, report["agrees"], report["agree"]), (0, "", True, 2), done)
        self.assertEqual([image["name"] for image in report["images"]], [C3_OUT, C3_LOST_OUT])
        self.assertTrue(all(image["pixels"]["identical"] == 1048576 for image in report["images"]))
        self.assertTrue((self.calib / "nrl_lib/idl/expfac/data/0205/c3_expfactor_020521.dat").exists())
        self.assertEqual(corkit("data", "verify", self.out).returncode, 0)
        self.assertTrue((self.out / "level_1/020521/c3/img_hdr.txt").exists())
        self.assertTrue((self.out / "corkit" / C3_OUT).exists())
        # What came is not asked for again, but for the lists.
        count = len(self.archive.requests)
        self.assertEqual(self.validate().returncode, 0)
        self.assertFalse([path for path, _ in self.archive.requests[count:] if path.endswith("01.fts") or path.endswith("02.fts")])

    def test_fewer_images(self):
        report = json.loads(self.validate("--json", number=1).stdout)
        self.assertEqual([image["name"] for image in report["images"]], [C3_OUT])
        self.assertEqual(self.archive.asked(C3_LOST_OUT), [])

    def test_a_calibration_set_that_is_used_as_it_is(self):
        self.assertEqual(self.validate(calib=demo()).returncode, 0)
        self.assertEqual(self.archive.asked("C3ramp.fts"), [])

    def test_a_product_that_differs(self):
        path = self.root / "level_1/020521/c3" / C3_OUT
        data = bytearray(path.read_bytes())
        set_int16(data, 300, 700, lambda v: v + 500)
        path.write_bytes(data)
        page = self.base / "report.html"
        done = self.validate("--html", page)
        self.assertEqual((done.returncode, done.stderr), (1, ""), done)
        self.assertIn("corkit differs from SolarSoft in 1 of 2 images", done.stdout)
        self.assertEqual(page.read_text().count("data:image/png"), 6)

    def test_one_that_does_not_come(self):
        self.archive.always = {f"/level_1/020521/c3/{C3_OUT}": "403"}
        done = self.validate("--json")
        self.assertIn(C3_OUT, done.stderr)
        self.assertIn("answers 403", done.stderr)
        self.assertEqual((done.returncode, json.loads(done.stdout)["agree"]), (1, 1))

    def test_a_day_without_products(self):
        done = self.validate(date="2002-05-22")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the archive gave no c3 image of 2002-05-22", done.stderr.splitlines()[-1])

    def test_servers_that_fail_for_a_while(self):
        self.archive.faults = {"/level_05/020521/c3/img_hdr.txt": ["500"], f"/level_1/020521/c3/{C3_OUT}": ["cut 100000", "500"],
                               "/lasco_data/calib/C3ramp.fts": ["cut 8192"]}
        done = self.validate()
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)


if __name__ == "__main__":
    main()
