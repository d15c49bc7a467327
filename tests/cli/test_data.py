"""corkit data list and verify."""
import hashlib
import json
import pathlib
import shutil

from support import CommandTest, corkit, demo, main, temporary_folder


class Data(CommandTest):
    def copy_of_demo(self):
        folder = temporary_folder(self) / "calib"
        shutil.copytree(demo(), folder, ignore=shutil.ignore_patterns("l05"))
        return folder

    def test_list_says_what_is_found_where(self):
        done = corkit("data", "list", "--calib", demo())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("synthetic", done.stdout.splitlines()[0])
        for name in ("c2vig_final.fts", "TIME_DIFF.DAT", "occulter_center.dat", "nominal_roll_attitude.dat"):
            self.assertRegex(done.stdout, rf"(?m)^{name} +ok +\S+/{name}$")

    def test_list_without_calibration_data(self):
        done = corkit("data", "list")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("c2vig_final.fts", done.stdout)
        self.assertIn("missing", done.stdout)
        self.assertIn("CORKIT_DATA", done.stdout)

    def test_verify_prints_the_checksum_of_each_file(self):
        done = corkit("data", "verify", "--calib", demo(), "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        found = json.loads(done.stdout)
        self.assertEqual((found["synthetic"], found["complete"]), (True, True))
        self.assertGreater(len(found["files"]), 12)
        for file in found["files"]:
            self.assertEqual(file["state"], "ok")
            self.assertEqual(file["sha256"], hashlib.sha256(pathlib.Path(file["path"]).read_bytes()).hexdigest())

    def test_verify_fails_when_a_file_is_missing(self):
        folder = self.copy_of_demo()
        (folder / "lasco_data/calib/C3ramp.fts").unlink()
        done = corkit("data", "verify", "--calib", folder)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^C3ramp.fts +missing$")
        self.assertIn("sha256", done.stdout)

    def test_verify_fails_when_a_file_is_damaged(self):
        folder = self.copy_of_demo()
        for name in ("lasco_data/calib/c2vig_final.fts", "nrl_lib/idl/data/calib/c3_post_recovery_adj_xyr_medv2.sav"):
            path = folder / name
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        done = corkit("data", "verify", "--calib", folder, "--json")
        self.assertEqual(done.returncode, 1)
        damaged = {f["name"] for f in json.loads(done.stdout)["files"] if f["state"].startswith("damaged")}
        self.assertEqual(damaged, {"c2vig_final.fts", "c3_post_recovery_adj_xyr_medv2.sav"})

    def test_parts_may_come_from_solarsofts_variables(self):
        done = corkit("data", "list", "--json", LASCO_DATA=str(demo() / "lasco_data"))
        states = {f["name"]: f["state"] for f in json.loads(done.stdout)["files"]}
        self.assertEqual((states["c2vig_final.fts"], states["TIME_DIFF.DAT"]), ("ok", "missing"))

    def test_a_flat_folder_will_do(self):
        folder = temporary_folder(self)
        for path in demo().rglob("*"):
            if path.is_file() and "l05" not in path.parts:
                shutil.copy(path, folder / path.name)
        self.assertEqual(corkit("data", "verify", "--calib", folder).returncode, 0)


if __name__ == "__main__":
    main()
