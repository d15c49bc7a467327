"""corkit validate with products that are there: what it finds, which differences it knows the reason of, how it says so."""
import gzip
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import struct
import subprocess
import tarfile

from support import (C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, COMMAND, CommandTest, cards, clean_environment, corkit, demo, edited_copy, l05, main,
                     products, set_card, temporary_folder)

REFERENCES = pathlib.Path(__file__).resolve().parents[2] / "reference_data"


def data_start(data):
    """Of the primary image: the block after the END card's."""
    at = next(at for at in range(0, len(data), 80) if data[at:at + 80] == b"END".ljust(80))
    return (at // 2880 + 1) * 2880


def set_int16(data, x, y, change):
    at = data_start(data) + 2 * (y * 1024 + x)
    struct.pack_into(">h", data, at, change(struct.unpack_from(">h", data, at)[0]))


def replace_text(data, old, new):
    """A card's text, length kept."""
    at = data.index(old.encode())
    end = at // 80 * 80 + 80
    data[at:end] = (new.encode() + data[at + len(old):end]).ljust(end - at)[:end - at]


class Jobs(CommandTest):
    def test_the_report_is_the_same_whatever_the_number_of_jobs(self):
        folder = temporary_folder(self)
        twin = folder / "twin" / C3
        twin.parent.mkdir()
        shutil.copy(l05(C3), twin)
        rubbish = folder / "rubbish.fts"
        rubbish.write_bytes(b"no image")
        inputs = [l05(C3_LOST), rubbish, l05(C3), twin, l05(C2), folder / "missing.fts"]
        for form in ((), ("--json",)):
            told = []
            for jobs in ("1", "4", "0", None) if form else ("1", "4"):
                done = corkit("validate", *inputs, "--products", products(), "--calib", demo(), *form, *(("-j", jobs) if jobs else ()))
                self.assertEqual(done.returncode, 1, done)
                self.assertIn(f"would have the same name as that of {l05(C3)}", done.stderr)
                told.append((done.stdout, done.stderr))
            self.assertEqual(told, [told[0]] * len(told))

    def test_a_number_of_jobs_that_cannot_be_meant_is_wrong_usage(self):
        for jobs in ("-1", "1025", "many"):
            self.assert_usage(corkit("validate", l05(C3), "--products", products(), "-j", jobs), "--jobs")


class TemporaryProducts(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def test_each_product_goes_when_it_is_compared_and_two_interrupts_leave_nothing(self):
        inputs, theirs, place = [], self.folder / "theirs", self.folder / "tmp"
        for made in (theirs, place):
            made.mkdir()
        for k in range(40):
            # an image of another name each
            inputs.append(self.folder / f"32{k:06d}.fts")
            edited_copy(l05(C3), inputs[-1], lambda data: set_card(data, "FILENAME", f"'32{k:06d}.fts'"))
            shutil.copy(products() / C3_OUT, theirs / f"35{k:06d}.fts")
        for json_wanted in (False, True):
            terminal, end = pty.openpty()
            with subprocess.Popen([COMMAND, "validate", *inputs, "--products", theirs, "--calib", demo(), *(["--json"] if json_wanted else [])],
                                  stdout=subprocess.PIPE, stderr=end, text=True, env=clean_environment(TMPDIR=str(place))) as process:
                os.close(end)
                bar = b""
                while b"] 4/" not in bar:
                    bar += os.read(terminal, 4096)
                kept = list(place.glob("*/corkit/*.fts"))
                process.send_signal(signal.SIGINT)
                process.send_signal(signal.SIGINT)
                told = process.communicate(timeout=120)[0]
            os.close(terminal)
            self.assertLessEqual(len(kept), 1)
            self.assertEqual(process.returncode, 128 + signal.SIGINT)
            self.assertEqual(list(place.iterdir()), [])
            compared = len(json.loads(told)["images"]) if json_wanted else len(re.findall("^  differs ", told, re.M))
            self.assertTrue(4 <= compared < 40, told)

    def test_without_a_place_for_temporary_files_tmpdir_is_named(self):
        plain = self.folder / "file"
        plain.write_bytes(b"")
        for place in ("/nonexistent", plain):
            done = corkit("validate", l05(C3), "--products", products(), "--calib", demo(), TMPDIR=str(place))
            self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (1, "", 1), done)
            self.assertIn(f"TMPDIR {place}: no place for temporary files: ", done.stderr)
            self.assertIn("set TMPDIR to a folder that can be written", done.stderr)

    def test_a_file_that_cannot_be_read_heads_its_paragraph(self):
        rubbish = self.folder / "rubbish.fts"
        rubbish.write_bytes(b"no image")
        page = self.folder / "page.html"
        done = corkit("validate", rubbish, "--products", products(), "--calib", demo(), "--html", page)
        self.assertEqual(done.stdout.splitlines()[:2], ["rubbish.fts", f"  level 0.5    {rubbish}"])
        self.assertIn(f"<h2>{rubbish} ", page.read_text())


class ValidateTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def theirs(self, change, name=C3_OUT, stored=None):
        """A product of SolarSoft's that differs in what change(data) makes."""
        target = self.folder / "theirs" / (stored or name)
        target.parent.mkdir(exist_ok=True)
        edited_copy(products() / name, target, change)
        return target.parent

    def run_on(self, raw, folder, *more):
        return corkit("validate", l05(raw), "--products", folder, "--calib", demo(), *more)

    def image(self, folder, *more, raw=C3, code=None):
        done = self.run_on(raw, folder, "--json", *more)
        report = json.loads(done.stdout)
        if code is not None:
            self.assertEqual((done.returncode, done.stderr), (code, ""), report)
        return report["images"][0]

    def reasons(self, image):
        return {card["keyword"]: card["reason"] for card in image["cards"]["expected"]}


class Usage(ValidateTest):
    def test_tolerances_are_numbers(self):
        for option in ("--rtol", "--pixels"):
            done = corkit("validate", l05(C3), "--products", products(), "--calib", demo(), option, "nan")
            self.assertEqual(done.returncode, 2, done.stderr)


class Verdict(ValidateTest):
    def test_identical_products(self):
        done = corkit("validate", l05(C2), l05(C3), l05(C3_LOST), "--products", products(), "--calib", demo())
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertIn("corkit agrees with SolarSoft in all 3 images that were compared, 3 identical", done.stdout)
        self.assertIn("but 3 of these products were made by corkit, which says nothing of SolarSoft", done.stdout)
        self.assertEqual(len(re.findall(r"^  identical ", done.stdout, re.M)), 3)

    def test_a_changed_pixel_and_a_changed_card(self):
        def change(data):
            set_int16(data, 300, 700, lambda v: v + 500)
            set_card(data, "EXPTIME", "             19.9999 /  (Seconds) Corrected")

        folder = self.theirs(change)
        image = self.image(folder, code=1)
        self.assertEqual(image["verdict"], "differs")
        pixels = image["pixels"]
        self.assertEqual((pixels["count"], pixels["identical"], pixels["within"], pixels["beyond"]), (1048576, 1048575, 0, 1))
        self.assertEqual(pixels["worst"]["at"], [300, 700])
        self.assertAlmostEqual(pixels["worst"]["absolute"] / 9.91821e-14, 500, places=3)
        self.assertEqual([card["keyword"] for card in image["cards"]["unexpected"]], ["EXPTIME"])
        self.assertIn("19.9999", image["cards"]["unexpected"][0]["solarsoft"])
        self.assertEqual(image["cards"]["identical"], image["cards"]["count"] - 1)
        text = self.run_on(C3, folder).stdout
        self.assertIn("1 pixel of 1048576 beyond the tolerance, the worst at x=300 y=700", text)
        self.assertIn("corkit differs from SolarSoft in 1 of 1 images", text)

    def test_one_step_of_sixteen_bits_is_tolerated(self):
        folder = self.theirs(lambda data: [set_int16(data, 200 + i, 600, lambda v: v + 1) for i in range(7)])
        image = self.image(folder, code=0)
        self.assertEqual((image["verdict"], image["pixels"]["within"], image["pixels"]["beyond"]), ("agrees", 7, 0))

    def test_tolerance_of_float_images(self):
        def change(data):
            at = data_start(data) + 4 * (600 * 1024 + 300)
            struct.pack_into(">f", data, at, struct.unpack_from(">f", data, at)[0] * 1.0004)

        folder = self.theirs(change, C2_OUT)
        self.assertEqual(self.image(folder, raw=C2, code=1)["pixels"]["beyond"], 1)
        self.assertEqual(self.image(folder, "--rtol", "1e-3", raw=C2, code=0)["pixels"]["within"], 1)
        self.assertEqual(self.image(folder, "--pixels", "99.9", raw=C2, code=0)["verdict"], "agrees")

    def test_a_masked_pixel_is_never_within_the_tolerance(self):
        folder = self.theirs(lambda data: set_int16(data, 300, 700, lambda _: 0))
        self.assertEqual(self.image(folder, "--rtol", "1", code=1)["pixels"]["beyond"], 1)

    def test_percentiles(self):
        folder = self.theirs(lambda data: [set_int16(data, x, y, lambda v: v + 10) for y in range(700, 720) for x in range(100, 900)])
        percent = {entry["percent"]: entry["absolute"] for entry in self.image(folder, code=1)["pixels"]["percentiles"]}
        self.assertEqual((percent[50], percent[90]), (0, 0))
        self.assertAlmostEqual(percent[99] / 9.91821e-14, 10, places=2)  # 16000 of the 785723 pixels with a value

    def test_another_size(self):
        folder = self.folder / "theirs"
        folder.mkdir()
        data = bytearray((products() / C3_OUT).read_bytes())
        set_card(data, "NAXIS2", "                 512 /")
        (folder / C3_OUT).write_bytes(data[:data_start(data) + 2 * 1024 * 512 + (-2 * 1024 * 512) % 2880])
        image = self.image(folder, code=1)
        self.assertEqual((image["verdict"], image["pixels"]["size"]), ("differs", [1024, 512]))
        self.assertIn("the sizes are 1024x512 and 1024x1024", image["sentence"])

    def test_a_card_at_another_place_is_not_expected(self):
        def change(data):
            a, b = data.index(b"SUMROW  ="), data.index(b"SUMCOL  =")
            data[a:a + 80], data[b:b + 80] = data[b:b + 80], data[a:a + 80]

        self.assertEqual(self.image(self.theirs(change), code=1)["verdict"], "differs")

    def test_products_of_solarsofts_own_routines_under_gdl(self):
        calib = self.folder / "calib"
        for part in ("images", "tables"):
            with tarfile.open(REFERENCES / f"calib-{part}.tar.xz") as archive:
                archive.extractall(calib)
        inputs = [REFERENCES / "parity/l05" / f"{name}.fts.fz" for name in ("22180043", "32180003", "32180043", "32180083")]
        done = corkit("validate", *inputs, "--products", REFERENCES / "parity/e2e", "--calib", calib, "--oracle", "gdl", "--json")
        report = json.loads(done.stdout)
        self.assertEqual((done.returncode, report["agree"], report["differ"], report["not_compared"]), (0, 4, 0, 0), done)
        for image in report["images"]:
            self.assertEqual(image["pixels"]["identical"], image["pixels"]["count"])
            self.assertLessEqual(set(self.reasons(image)), {"DATAAVG", "DATASIG", "HISTORY"})


class KnownReasons(ValidateTest):
    def known(self, change, **more):
        image = self.image(self.theirs(change), code=0, **more)
        self.assertEqual((image["verdict"], image["cards"]["unexpected"]), ("agrees", []))
        return image

    def test_corkits_own_line(self):
        def change(data):
            at = data.index(b"HISTORY corkit 0.1.0")
            data[at:at + 80] = b"END".ljust(80)
            data[at + 80:at + 160] = b" " * 80

        image = self.known(change)
        self.assertEqual([card["solarsoft"] for card in image["cards"]["expected"]], [None])
        self.assertIn("corkit's own line", image["reasons"])
        self.assertNotIn("corkit", image["versions"]["solarsoft"])

    def test_versions_of_routines_and_dates_of_files(self):
        def change(data):
            replace_text(data, "reduce_level_1.pro 1.68, 07/31/18", "reduce_level_1.pro 1.65, 11/16/12")
            replace_text(data, "c3_calibrate.pro 1.54, 07/14/16", "c3_calibrate.pro 1.53, 10/03/05")
            replace_text(data, "C3ramp.fts, 2000/01/01", "C3ramp.fts, 1999/03/18")
            replace_text(data, "(wr.2000/01/01)", "(wr.2002/04/26)")

        image = self.known(change)
        self.assertEqual(len(image["cards"]["expected"]), 4)
        self.assertEqual(sorted(image["reasons"]), ["a calibration file of another date", "another version of the routine, the same result"])
        self.assertEqual(image["versions"]["solarsoft"]["c3_calibrate.pro"], "1.53, 10/03/05")
        self.assertEqual(image["versions"]["corkit"]["c3_calibrate.pro"], "1.54, 07/14/16")
        self.assertEqual(image["versions"]["solarsoft"]["C3ramp.fts"], "1999/03/18")
        text = self.run_on(C3, self.folder / "theirs").stdout
        self.assertIn("c3_calibrate.pro 1.53, 10/03/05 (corkit: 1.54, 07/14/16)", text)

    def test_another_result_of_another_version_is_not_expected(self):
        image = self.image(self.theirs(lambda data: replace_text(data, "c3_calfactor.pro 1.17 11/06/12: 6.1", "c3_calfactor.pro 1.16 11/06/11: 6.2")), code=1)
        self.assertEqual([card["keyword"] for card in image["cards"]["unexpected"]], ["HISTORY"])

    def test_another_calibration_file_is_not_expected(self):
        image = self.image(self.theirs(lambda data: replace_text(data, "c3vig_postint_final.fts", "c3vig_preint_final.fts ")), code=1)
        self.assertEqual(len(image["cards"]["unexpected"]), 2)

    def test_the_text_of_time_correction2(self):
        def change(data):
            replace_text(data, "time_correction2.pro,v 1.5 2012/12/12 22:03:48", "time_correction2.pro,v 1.9 2017/09/15 20:00:59")
            replace_text(data, "stdev 0.0 sec", "stdev 0.0211 sec")

        self.assertEqual(self.known(change)["reasons"], ["time_correction2 prints other digits in other versions (corkit: 1.5)"])

    def test_what_adjust_hdr_tcr_left_of_that_line(self):
        def change(data):
            replace_text(data, "adjust_hdr_tcr.pro 1.13 07/30/13", "adjust_hdr_tcr.pro 1.12 11/30/12")
            at = data.index(b"HISTORY   time_correction2")
            data[at:at + 80] = b"HISTORY   -2 using:".ljust(80)

        self.assertEqual(len(self.known(change)["reasons"]), 2)

    def test_another_clock_correction_is_not_expected(self):
        image = self.image(self.theirs(lambda data: replace_text(data, "stdev 0.0 sec", "stdev 3.0 sec")), code=1)
        self.assertEqual(len(image["cards"]["unexpected"]), 1)

    def test_numbers_and_comments_written_otherwise(self):
        def change(data):
            set_card(data, "DATE-OBS", "'2002-05-21T02:41:48.019' /Final Correction")
            set_card(data, "DATAMAX", f"{self.value(data, 'DATAMAX').lower():>20} /  Maximum Value before BSCALE")
            exptime = float(self.value(data, "EXPTIME"))
            set_card(data, "EXPTIME", f"{exptime + 0.00001234:>20.10f} /  (Seconds) Corrected")

        image = self.known(change)
        self.assertEqual(set(self.reasons(image).values()), {"the same value, written otherwise"})
        self.assertEqual(sorted(self.reasons(image)), ["DATAMAX", "DATE-OBS", "EXPTIME"])

    def value(self, data, keyword):
        at = data.index(f"{keyword:<8}= ".encode()) + 10
        return data[at:at + 20].decode().strip()

    def test_sums_in_single_precision(self):
        def scaled(data, keyword, factor):
            set_card(data, keyword, f"{float(self.value(data, keyword)) * factor:>20.5E} /  x")

        def change(data):
            scaled(data, "DATAAVG", 1.0005)
            scaled(data, "DATASIG", 1.005)

        self.assertEqual(self.known(change)["reasons"], ["SolarSoft adds in single precision"])
        image = self.image(self.theirs(lambda data: scaled(data, "DATASIG", 1.05)), code=1)
        self.assertEqual([card["keyword"] for card in image["cards"]["unexpected"]], ["DATASIG"])

    def test_statistics_follow_pixels_within_the_tolerance_only(self):
        def statistic(data):
            set_card(data, "DATAP50", f"{float(self.value(data, 'DATAP50')) * 1.0005:>20.11E} / Percentile Value")

        def change(data):
            set_int16(data, 300, 700, lambda v: v + 1)
            statistic(data)

        self.assertIn("follows from pixels", self.reasons(self.known(change))["DATAP50"])
        self.assertEqual([card["keyword"] for card in self.image(self.theirs(statistic), code=1)["cards"]["unexpected"]], ["DATAP50"])

    def test_sign_of_crota_before_november_2011(self):
        def change(data, made="2011-10-31T12:00:00.000"):
            set_card(data, "DATE", f"'{made}' /")
            for keyword in ("CROTA", "CROTA1", "CROTA2"):
                set_card(data, keyword, f"{-float(self.value(data, keyword)):>20.6f} / Final Correction")

        self.assertEqual(set(self.reasons(self.known(change)).values()), {"CROTA had the opposite sign before November 2011"})
        image = self.image(self.theirs(lambda data: change(data, "2011-11-01T12:00:00.000")), code=1)
        self.assertEqual([card["keyword"] for card in image["cards"]["unexpected"]], ["CROTA", "CROTA1", "CROTA2"])

    def test_products_of_1997(self):
        def observed_1997(data):
            set_card(data, "DATE-OBS", "'1997/05/21          '/")

        def change(data):
            set_card(data, "RSUN", f"{float(self.value(data, 'RSUN')) + 0.96:>20.9f} /  Arcsec")
            for y in range(522, 542):
                for x in range(584, 592):
                    set_int16(data, x, y, lambda _: 0)

        raw = self.folder / C3
        edited_copy(l05(C3), raw, observed_1997)
        made = self.folder / "made"
        self.assertEqual(corkit("reduce", raw, "--calib", demo(), "-o", made, "-q").returncode, 0)
        theirs = self.folder / "theirs"
        theirs.mkdir()
        edited_copy(made / C3_OUT, theirs / C3_OUT, change)
        done = corkit("validate", raw, "--products", theirs, "--calib", demo(), "--json")
        image = json.loads(done.stdout)["images"][0]
        self.assertEqual((done.returncode, image["verdict"], image["cards"]["unexpected"]), (0, "agrees", []), image["sentence"])
        self.assertEqual((image["pixels"]["left_out"], image["pixels"]["beyond"]), (160, 0))
        self.assertIn("products of 1996 and 1997 were made on another system: the core of C3 images is zero", image["reasons"])
        self.assertIn("RSUN", self.reasons(image))
        # The same differences in a later image have no known reason.
        image = self.image(self.theirs(change), code=1)
        self.assertEqual((image["pixels"]["left_out"], image["pixels"]["beyond"]), (0, 160))
        self.assertEqual([card["keyword"] for card in image["cards"]["unexpected"]], ["RSUN"])

    def test_products_before_rolls_are_compared_without_the_roll_correction(self):
        raw = self.folder / "level_05" / C3
        raw.parent.mkdir()

        def rolled(data):  # no pointing table: the roll of the header
            set_card(data, "CROTA1", "             6.40000 /")

        calib = self.folder / "calib"
        shutil.copytree(demo(), calib, ignore=shutil.ignore_patterns("SYNTHETIC.txt", "l05", "c2_c3_last_post_recovery_day.sav", "*.DAT", "nominal*"))
        shutil.copy2(demo() / "nrl_lib/idl/data/calib/TIME_DIFF.DAT", calib / "nrl_lib/idl/data/calib/TIME_DIFF.DAT")
        edited_copy(l05(C3), raw, rolled)
        made = {}
        for name, more in (("rolled", ()), ("unrolled", ("--no-roll-correction",))):
            made[name] = self.folder / name
            self.assertEqual(corkit("reduce", raw, "--calib", calib, "-o", made[name], "-q", *more).returncode, 0)
        self.assertIn("Applied rot(", "".join(cards(made["rolled"] / C3_OUT)))

        def old(data):
            set_card(data, "DATE", "'2009-05-31T12:00:00.000' /")
            for keyword in ("CROTA", "CROTA1", "CROTA2"):
                at = data.index(f"{keyword:<8}= ".encode()) + 10
                set_card(data, keyword, f"{-float(data[at:at + 20]):>20.5f}" + data[at + 20:at + 70].decode())

        edited_copy(made["unrolled"] / C3_OUT, made["unrolled"] / C3_OUT, old)
        done = corkit("validate", raw, "--products", made["unrolled"], "--calib", calib, "--json")
        image = json.loads(done.stdout)["images"][0]
        self.assertEqual((done.returncode, image["verdict"], image["cards"]["unexpected"]), (0, "agrees", []), image["sentence"])
        self.assertEqual(image["pixels"]["identical"], 1048576)
        self.assertIn("made before November 2011, when reduce_level_1 did not turn images by the roll: compared without that", image["reasons"])


class Finding(ValidateTest):
    def test_below_the_folder_and_by_filename(self):
        folder = self.theirs(lambda data: None, stored="renamed.fts")
        (folder / "deep").mkdir()
        shutil.move(folder / "renamed.fts", folder / "deep/renamed.fts")
        self.assertEqual(self.image(folder, code=0)["solarsoft"], str(folder / "deep/renamed.fts"))

    def test_by_time(self):
        folder = self.theirs(lambda data: set_card(data, "FILENAME", "'elsewhere.fts'      /"), stored="elsewhere.fts")
        self.assertEqual(self.image(folder, code=1)["solarsoft"], str(folder / "elsewhere.fts"))  # FILENAME differs

    def test_gzipped(self):
        folder = self.theirs(lambda data: None)
        (folder / (C3_OUT + ".gz")).write_bytes(gzip.compress((folder / C3_OUT).read_bytes(), 1))
        (folder / C3_OUT).unlink()
        self.assertEqual(self.image(folder, code=0)["verdict"], "identical")

    def test_a_product_of_another_day_with_the_same_number_is_not_it(self):
        folder = self.theirs(lambda data: set_card(data, "DATE-OBS", "'2012-05-21T02:41:48.019' / Final Correction"))
        done = self.run_on(C3, folder)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3, f"has no product {C3_OUT}", "is of 2012-05-21")
        self.assertIn("nothing could be compared", done.stdout)

    def test_one_without_a_product_among_others(self):
        folder = self.theirs(lambda data: None)
        done = corkit("validate", l05(C3), l05(C3_LOST), "--products", folder, "--calib", demo())
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3_LOST, C3_LOST_OUT)
        self.assertIn("corkit agrees with SolarSoft in the image that was compared; 1 not compared", done.stdout)

    def test_an_image_that_is_refused(self):
        done = self.run_on(C3, products())
        self.assertEqual(done.returncode, 0)
        done = corkit("validate", products() / C3_OUT, "--products", products(), "--calib", demo())
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3_OUT, "reduced already")

    def test_a_damaged_product(self):
        folder = self.folder / "theirs"
        folder.mkdir()
        (folder / C3_OUT).write_bytes((products() / C3_OUT).read_bytes()[:30000])
        done = self.run_on(C3, folder)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3_OUT)

    def test_a_file_that_has_the_name_and_is_no_product(self):
        folder = self.folder / "theirs"
        folder.mkdir()
        (folder / C3_OUT).write_bytes(bytes(range(256)) * 40)
        done = self.run_on(C3, folder)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, C3_OUT, "is no level-1 image")

    def test_two_images_with_one_product_name(self):
        folder = self.folder / "twice"
        folder.mkdir()
        shutil.copy(l05(C3), folder / C3)
        done = corkit("validate", l05(C3), folder / C3, "--products", products(), "--calib", demo())
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "same name")


class Output(ValidateTest):
    def test_a_page_with_pictures_that_needs_nothing_else(self):
        folder = self.theirs(lambda data: replace_text(data, "HISTORY  C3ramp.fts", "HISTORY  <b>&amp;</b>"))
        page = self.folder / "report.html"
        done = self.run_on(C3, folder, "--html", page)
        self.assertEqual(done.returncode, 1)
        text = page.read_text()
        self.assertEqual(text.count('<img alt="'), 3)
        self.assertEqual(len(re.findall(r'src="data:image/png;base64,iVBOR', text)), 3)
        self.assertNotIn("<script", text)
        self.assertEqual(re.findall(r'(?:src|href)="(?!data:)', text), [])
        self.assertNotIn("<b>&amp;</b>", text)
        self.assertIn("&lt;b&gt;&amp;amp;&lt;/b&gt;", text)
        for words in ("corkit differs from SolarSoft in 1 of 1 images", C3_OUT, "reduce_level_1.pro", "2 unexpected"):
            self.assertTrue(words in text, words)

    def test_products_are_kept_with_an_output_folder_only(self):
        kept = self.folder / "kept"
        image = self.image(products(), "-o", kept, code=0)
        self.assertEqual(image["corkit"], str(kept / "corkit" / C3_OUT))
        self.assertEqual([path.name for path in (kept / "corkit").iterdir()], [C3_OUT])
        self.assertIsNone(self.image(products(), code=0)["corkit"])

    def test_json_has_all(self):
        report = json.loads(self.run_on(C3, products(), "--json").stdout)
        self.assertEqual((report["agrees"], report["identical"], report["agree"], report["differ"], report["not_compared"]), (True, 1, 1, 0, 0))
        self.assertEqual(set(report["images"][0]), {"input", "name", "solarsoft", "corkit", "verdict", "sentence", "made", "pixels", "cards", "versions",
                                                    "reasons", "warnings"})

    def test_usage(self):
        self.assert_usage(corkit("validate", l05(C3)), "--ssw", "--products", "--archive")
        self.assert_usage(corkit("validate", l05(C3), "--products", products(), "--archive"), "one of")
        self.assert_usage(corkit("validate", "--products", products()), "no files")
        self.assert_usage(corkit("validate", l05(C3), "--products", self.folder / "none"), "no such folder")
        self.assert_usage(corkit("validate", l05(C3), "--products", l05(C3)), "is a file")
        self.assert_usage(corkit("validate", l05(C3), "--products", self.folder), "holds no .fts")
        self.assert_usage(corkit("validate", l05(C3), "--ssw", self.folder), "--idl")
        self.assert_usage(corkit("validate", l05(C3), "--products", products(), "--camera", "c3"), "belong to --archive")
        self.assert_usage(corkit("validate", "--archive", "--camera", "c3"), "--date")
        self.assert_usage(corkit("validate", l05(C3), "--archive", "--camera", "c3", "--date", "2010-06-15"), "name no files")
        self.assert_usage(corkit("validate", "--archive", "--camera", "c3", "--date", "2010-06-32"), "--date 2010-06-32")
        self.assert_usage(corkit("validate", l05(C3), "--products", products(), "--html", self.folder), "is a folder")
        self.assert_usage(corkit("validate", l05(C3), "--products", products(), "--html", self.folder / "x.fts"), "FITS file")


if __name__ == "__main__":
    main()
