"""corkit stars: solutions and refusals, their forms, exit statuses. The star fields are made up, the demonstration set has no stars."""
import csv
import gzip
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from png_reader import Picture
from support import C2, C3, corkit, l05, main, temporary_folder

FIELDS = pathlib.Path(os.environ["CORKIT_STAR_FIELDS"])
SOURCE = pathlib.Path(os.environ["CORKIT_SOURCE_DIR"])
F3, F2 = FIELDS / "32000001.fts", FIELDS / "22000001.fts"
TRUTH = json.loads((FIELDS / "truth.json").read_text())
KEYS = ["kind", "input", "camera", "status", "reason", "stars", "rms_px", "geocentric_sun", "position_error_px", "roll_deg", "roll_error_deg", "sun", "scale_arcsec",
        "zero_point_mag", "seconds"]


def with_card(source, target, keyword, value):
    """A copy with another value of a card."""
    data = source.read_bytes()
    at = next(k for k in range(0, len(data), 80) if data[k:k + 8].decode("ascii").rstrip() == keyword)
    target.write_bytes(data[:at] + f"{keyword:<8}= {value:>20}".ljust(80).encode() + data[at + 80:])


def solutions(*arguments):
    done = corkit("stars", "--json", *arguments)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


class Stars(unittest.TestCase):
    def test_made_up_fields_are_solved(self):
        done, found = solutions(F3, F2)
        self.assertEqual((done.returncode, len(found)), (0, 2), done.stderr)
        for solution in found:
            with self.subTest(camera=solution["camera"]):
                truth = TRUTH[pathlib.Path(solution["input"]).name]
                self.assertEqual([key for key in KEYS if key not in solution], [])
                self.assertEqual((solution["status"], solution["reason"], solution["sun"]), ("solved", None, None))
                off = math.dist(solution["geocentric_sun"], truth["geocentric_sun"])
                self.assertLess(off, 4 * solution["position_error_px"])
                self.assertLess(abs(math.remainder(solution["roll_deg"] - truth["roll_deg"], 360)), 4 * solution["roll_error_deg"])
                self.assertEqual(solution["clock_corrected"], False)
        self.assertLess(abs(found[0]["scale_arcsec"] - 56.101), 0.02)
        self.assertGreater(found[0]["stars"], 50)
        self.assertLess(abs(found[0]["rms_px"] - found[0]["noise_rms_px"]), 0.03)
        self.assertIsNone(found[1]["scale_arcsec"])
        self.assertLess(abs(found[0]["zero_point_mag"] - 10.76), 0.1)

    def test_images_without_stars_have_no_solution_and_exit_is_1(self):
        done, found = solutions(l05(C3), l05(C2))
        self.assertEqual(done.returncode, 1)
        for solution in found:
            self.assertEqual((solution["status"], solution["roll_deg"], solution["geocentric_sun"]), ("no solution", None, None))
            self.assertTrue(solution["reason"])
        self.assertIn("no solution: ", corkit("stars", l05(C3)).stdout)

    def test_one_image_without_a_solution_makes_exit_1_and_the_others_are_done(self):
        done, found = solutions(l05(C3), F3)
        self.assertEqual((done.returncode, [s["status"] for s in found]), (1, ["no solution", "solved"]))

    def test_a_file_that_is_not_there_is_told_with_its_reason(self):
        done, found = solutions("/nonexistent.fts")
        self.assertEqual((done.returncode, found[0]["status"]), (1, "no solution"))
        self.assertIn("not found", found[0]["reason"])
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_text_says_what_is_known_and_what_is_not(self):
        done = corkit("stars", F3)
        self.assertEqual(done.returncode, 0, done.stderr)
        for part in ("matched of", "roll", "geocentric Sun", "not known without --ephemeris", "scale"):
            self.assertIn(part, done.stdout)
        self.assertEqual(corkit("stars", "-q", F3).stdout, "")

    def test_tables_have_a_row_an_image_or_a_row_a_star(self):
        folder = temporary_folder(self)
        self.assertEqual(corkit("stars", "-q", F3, F2, "--table", folder / "images.csv").returncode, 0)
        rows = list(csv.DictReader((folder / "images.csv").read_text().splitlines()))
        self.assertEqual([row["camera"] for row in rows], ["C3", "C2"])
        self.assertEqual(corkit("stars", "-q", F3, "--photometry", "--table", folder / "stars.csv").returncode, 0)
        stars = list(csv.DictReader((folder / "stars.csv").read_text().splitlines()))
        self.assertEqual(len(stars), int(rows[0]["stars"]))
        self.assertLess(float(stars[0]["v_mag"]), float(stars[-1]["v_mag"]))

    def test_photometry_of_a_made_up_field_is_even(self):
        done, found = solutions("--photometry", F3)
        self.assertEqual([line["kind"] for line in found], ["image", "throughput"])
        rings = found[-1]["throughput"]
        self.assertGreater(len(rings), 4, done.stderr)
        for ring in rings:
            self.assertLess(abs(ring["throughput"] - 1), 0.05 + 4 * ring["error"])

    def test_overlays_are_pictures(self):
        folder = temporary_folder(self)
        self.assertEqual(corkit("stars", "-q", F3, "--overlay", folder / "one.png").returncode, 0)
        picture = Picture(folder / "one.png")
        self.assertEqual((picture.width, picture.height), (1024, 1024))
        self.assertEqual(corkit("stars", "-q", F3, F2, "--overlay", f"{folder}/many/").returncode, 0)
        self.assertEqual(sorted(path.name for path in (folder / "many").iterdir()), ["22000001.png", "32000001.png"])
        done = corkit("stars", F3, F2, "--overlay", folder / "two.png")
        self.assertEqual(done.returncode, 2)

    def test_images_of_one_name_in_two_folders_do_not_share_a_picture(self):
        folder = temporary_folder(self)
        for name in ("a", "b"):
            (folder / name).mkdir()
            shutil.copy(F3, folder / name)
        for arguments in (("stars", "-q", folder / "a", folder / "b", "--overlay", f"{folder}/many/"),
                          ("quicklook", "-q", folder / "a" / F3.name, folder / "b" / F3.name, "-o", f"{folder}/looks/")):
            done = corkit(*arguments)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn("b/32000001.fts: its picture would have the same name as that of", done.stderr)
            self.assertIn("a/32000001.fts; make it in another folder", done.stderr)
        # The same file twice is no conflict.
        self.assertEqual(corkit("quicklook", "-q", F3, F3, "-o", f"{folder}/twice/").returncode, 0)

    def test_every_key_of_json_is_in_the_manual_and_in_the_documents(self):
        _, found = solutions("--photometry", F3)
        manual = (SOURCE / "docs" / "man" / "corkit-stars.1").read_text()
        page = (SOURCE / "docs" / "stars.md").read_text()
        keys = {key for line in found for key in line} | set(found[0]["interim"]) | set(found[-1]["throughput"][0])
        for key in sorted(keys):
            with self.subTest(key=key):
                self.assertTrue(re.search(rf"(?m)^\.It Li (?:.* , )?{key}\b", manual), "not in the manual page")
                self.assertTrue(f"`{key}`" in page, "not in docs/stars.md")

    def test_a_folder_of_products_is_looked_at(self):
        folder = temporary_folder(self)
        shutil.copy(F3, folder / "35000001.fts")
        done, found = solutions(folder)
        self.assertEqual((done.returncode, len(found)), (0, 1), done.stderr)

    def test_a_roll_that_is_no_angle_is_told_and_not_printed(self):
        folder = temporary_folder(self)
        for value in ("1e30", "'north'", "NaN"):
            with self.subTest(value=value):
                with_card(F3, folder / "odd.fts", "CROTA1", value)
                done, found = solutions(folder / "odd.fts")
                self.assertEqual((done.returncode, found[0]["header"]["roll_deg"], found[0]["header"]["roll_difference_deg"]), (0, None, None), done)
                self.assertIn("CROTA1 of the header", found[0]["warnings"][0])
                self.assertIn("no roll that is an angle", corkit("stars", folder / "odd.fts").stdout)

    def test_what_is_not_from_tables_is_called_interim(self):
        done, found = solutions(F3, "--calib", temporary_folder(self))
        self.assertIsNone(found[0]["tables"])
        self.assertEqual(found[0]["interim"]["source"], "CROTA1")
        text = corkit("stars", F3).stdout
        self.assertIn("interim pointing", text)
        self.assertNotIn("  tables ", text)

    def test_a_clock_that_is_not_corrected_is_told(self):
        done = corkit("stars", F3)
        self.assertIn("by the camera's clock", done.stdout)
        self.assertIn("the times of 1 image are the camera's clock", done.stderr)
        self.assertNotIn("camera's clock,", corkit("stars", F3, "--no-time-correction").stderr)

    def test_sums_that_contradict_the_size_are_refused(self):
        folder = temporary_folder(self)
        with_card(F3, folder / "odd.fts", "SUMCOL", "2")
        done, found = solutions(folder / "odd.fts")
        self.assertEqual((done.returncode, found[0]["status"]), (1, "no solution"))
        self.assertIn("SUMCOL 2", found[0]["reason"])

    def test_an_output_never_replaces_an_image(self):
        self.assertEqual(corkit("stars", F3, "--table", F3).returncode, 2)

    def test_an_ephemeris_that_is_none_is_refused_with_the_remedy(self):
        folder = temporary_folder(self)
        (folder / "soho.txt").write_text("no such thing\n")
        done, found = solutions(F3, "--ephemeris", folder / "soho.txt")
        self.assertEqual((done.returncode, found, len(done.stderr.splitlines())), (1, [], 1), done)
        self.assertIn("soho.txt: it is no ephemeris of JPL Horizons", done.stderr)
        # Once and before any image, though none may need it.
        for arguments in (("stars", F3, F2, "--ephemeris", folder / "none.txt"),
                          ("reduce", l05(C3), l05(C2), "-o", folder / "out", "--calib", "demo", "--pointing", "auto", "--ephemeris", folder / "none.txt")):
            done = corkit(*arguments)
            self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (1, "", 1), done)
            self.assertIn("none.txt: no such ephemeris", done.stderr)
        self.assertFalse((folder / "out").exists())

    def test_another_star_table_is_used(self):
        folder = temporary_folder(self)
        with gzip.open(SOURCE / "libcorkit" / "share" / "stars" / "ecliptic_stars.csv.gz", "rt") as file:
            lines = file.readlines()
        (folder / "few.csv").write_text("".join(lines[:200]))
        self.assertEqual(corkit("stars", "-q", F3, "--stars", folder / "few.csv").returncode, 1)
        self.assertEqual(corkit("stars", "-q", F3, CORKIT_STARS=str(folder / "few.csv")).returncode, 1)
        self.assertIn("no such star table", corkit("stars", F3, "--stars", folder / "none.csv").stderr)

    def test_the_star_table_is_made_from_the_catalogues(self):
        folder = temporary_folder(self)
        hip = [""] * 78
        hip[0], hip[1], hip[5], hip[8], hip[9], hip[12], hip[13], hip[37] = "H", "  42", " 5.50", "10.0", "4.0", "3600.0", "-1440.0", "0.60"
        (folder / "hip_main.dat").write_text("|".join(hip) + "\n")
        both, alone, faint = (["0"] * 32 for _ in range(3))
        for row, number, ra, bt, vt in ((both, "    42   ", "10.01", "6.2", "5.5"), (alone, "         ", "20.0", "8.0", "7.0"), (faint, "         ", "21.0", "9.9", "9.5")):
            row[2], row[3], row[4], row[5], row[17], row[19], row[23] = ra, "8.0", "10.0", "20.0", bt, vt, number
        (folder / "tyc2.dat").write_text("".join("|".join(row) + "\n" for row in (both, alone, faint)))
        script = SOURCE / "scripts" / "star_table.py"
        subprocess.run([sys.executable, script, folder / "hip_main.dat", folder / "tyc2.dat", "-o", folder / "made.csv.gz"], check=True, capture_output=True)
        with gzip.open(folder / "made.csv.gz", "rt") as file:
            rows = list(csv.DictReader(file))
        # A star of both catalogues once, at epoch J2000; V = VT - 0.090 (BT-VT), B-V = 0.850 (BT-VT).
        self.assertEqual([(row["ra_deg"], row["dec_deg"], row["v_mag"], row["b_v_mag"]) for row in rows],
                         [("10.00877", "3.99650", "5.50", "0.60"), ("20.00000", "8.00000", "6.91", "0.85")])


if __name__ == "__main__":
    main()
