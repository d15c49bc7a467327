"""corkit reduce, one image at a time: products, options, JSON, stages."""
import gzip
import json

from support import (C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, CommandTest, cards, corkit, demo, l05, main, pixels,
                     temporary_folder, value)

KEYS = ["input", "output", "status", "error", "detector", "nmissing", "seconds", "stages"]


class ReduceTest(CommandTest):
    def setUp(self):
        self.out = temporary_folder(self)

    def reduce(self, *arguments, **keywords):
        return corkit("reduce", "--calib", demo(), "-o", self.out, *arguments, **keywords)

    def products(self):
        return sorted(p.relative_to(self.out).as_posix() for p in self.out.rglob("*") if p.is_file())


class Products(ReduceTest):
    def test_demo_images_become_level_1_images(self):
        done = self.reduce(l05(C2), l05(C3), l05(C3_LOST))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.products(), [C2_OUT, C3_OUT, C3_LOST_OUT])
        self.assertEqual(len(done.stdout.splitlines()), 3)
        for name, bitpix, nmissing in ((C2_OUT, "-32", "0"), (C3_OUT, "16", "0"), (C3_LOST_OUT, "16", "5")):
            path = self.out / name
            self.assertEqual([value(path, k) for k in ("FILENAME", "BITPIX", "LEVEL", "BUNIT", "NMISSING", "NAXIS1", "NAXIS2")],
                             [name, bitpix, "1.0", "MSB", nmissing, "1024", "1024"])

    def test_products_made_with_synthetic_calibration_say_so(self):
        self.reduce(l05(C2))
        history = [c for c in cards(self.out / C2_OUT) if c.startswith("HISTORY")]
        self.assertTrue(any("synthetic" in c.lower() for c in history), history)

    def test_brightness_is_that_of_the_corona(self):
        self.reduce(l05(C2))
        image = pixels(self.out / C2_OUT)
        brightness = image[506 * 1024 + 830]  # 4 solar radii
        self.assertGreater(brightness, 1e-10)
        self.assertLess(brightness, 1e-8)

    def test_compressed_inputs_give_the_same_product(self):
        folder = temporary_folder(self)
        (folder / "copy.fts.gz").write_bytes(gzip.compress(l05(C3).read_bytes(), 1))
        self.assertEqual(self.reduce(folder / "copy.fts.gz").returncode, 0)
        first = (self.out / C3_OUT).read_bytes()
        self.assertEqual(self.reduce(l05(C3)).returncode, 0)
        self.assertEqual((self.out / C3_OUT).read_bytes(), first)

    def test_the_output_folder_is_made(self):
        done = corkit("reduce", l05(C2), "--calib", demo(), "-o", self.out / "a" / "b")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.products(), ["a/b/" + C2_OUT])

    def test_without_o_products_go_to_the_current_folder(self):
        done = corkit("reduce", l05(C2), "--calib", demo(), cwd=self.out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.products(), [C2_OUT])

    def test_dash_stands_for_none(self):
        done = corkit("reduce", "-", l05(C2), "-", "--calib", demo(), "-o", "-", "--context", "-", "--dump-stages", "-", cwd=self.out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.products(), [C2_OUT])

    def test_quiet_says_nothing(self):
        done = self.reduce(l05(C3), "-q")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_verbose_tells_the_stages(self):
        done = self.reduce(l05(C3), "-v")
        self.assertEqual(done.returncode, 0)
        self.assertIn("c3_calibrate", done.stdout)
        self.assertIn("calibration data: ", done.stderr)


class Options(ReduceTest):
    def test_noimg_and_nofits_write_nothing(self):
        for option in ("--noimg", "--no-img", "--nofits", "--no-fits"):
            done = self.reduce(l05(C3), option)
            self.assertEqual((done.returncode, self.products()), (0, []), (option, done.stderr))

    def test_no_stat_leaves_the_statistics_out(self):
        self.reduce(l05(C3), "--no-stat")
        self.assertIsNone(value(self.out / C3_OUT, "DATAP50"))
        self.assertIsNone(value(self.out / C3_OUT, "DATAAVG"))

    def test_no_scale_keeps_floating_point(self):
        self.reduce(l05(C3), "--no-scale")
        self.assertIn(value(self.out / C3_OUT, "BITPIX"), ("-32", "-64"))

    def test_no_warp_is_noted(self):
        self.reduce(l05(C3), "--no-warp")
        self.assertTrue(any("/NOWARP applied" in c for c in cards(self.out / C3_OUT)))

    def test_no_vig_is_noted(self):
        self.reduce(l05(C3), "--no-vig")
        self.assertTrue(any("No vignetting correction applied" in c for c in cards(self.out / C3_OUT)))

    def test_no_time_correction_keeps_the_cameras_time(self):
        self.reduce(l05(C3), "--no-time-correction")
        self.assertEqual(value(self.out / C3_OUT, "DATE-OBS"), "2002/05/21T02:42:05.250")
        self.assertTrue(any("DATE-OBS is original uncorrected" in c for c in cards(self.out / C3_OUT)))

    def test_the_cameras_clock_is_corrected(self):
        self.reduce(l05(C3))
        self.assertRegex(value(self.out / C3_OUT, "DATE-OBS"), r"^2002-05-21T02:4[12]:\d\d\.\d{3}$")
        self.assertLess(value(self.out / C3_OUT, "DATE-OBS"), "2002-05-21T02:42:05.250")
        self.assertFalse(any("not corrected" in c for c in cards(self.out / C3_OUT)))

    def test_no_mask_shows_what_is_behind_the_pylon(self):
        self.reduce(l05(C3))
        masked = pixels(self.out / C3_OUT).count(0)
        self.reduce(l05(C3), "--no-mask")
        self.assertLess(pixels(self.out / C3_OUT).count(0), masked)

    def test_pipeline_sorts_by_day_and_camera(self):
        self.reduce(l05(C2), l05(C3), "--pipeline")
        self.assertEqual(self.products(), ["020521/c2/" + C2_OUT, "020521/c3/" + C3_OUT])

    def test_fill_none_leaves_lost_blocks_masked(self):
        block = [(10 * 32 + y) * 1024 + 10 * 32 + x for y in range(12, 20) for x in range(12, 20)]
        self.reduce(l05(C3_LOST))
        filled = pixels(self.out / C3_LOST_OUT)
        self.assertTrue(all(filled[i] != 0 for i in block))
        self.reduce(l05(C3_LOST), "--fill", "none")
        empty = pixels(self.out / C3_LOST_OUT)
        self.assertTrue(all(empty[i] == 0 for i in block))
        self.reduce(l05(C3_LOST), "--fill", "fuzzy")
        self.assertEqual(pixels(self.out / C3_LOST_OUT), filled)

    def test_both_oracles_agree_where_nothing_was_lost_rotated_or_undistorted(self):
        self.reduce(l05(C3), "--no-warp", "--oracle", "gdl")
        gdl = pixels(self.out / C3_OUT)
        self.reduce(l05(C3), "--no-warp", "--oracle", "idl")
        self.assertTrue(pixels(self.out / C3_OUT) == gdl)

    def test_the_oracles_samples_of_the_distortion_are_a_little_apart(self):
        self.reduce(l05(C3), "--oracle", "gdl")
        gdl = pixels(self.out / C3_OUT)
        self.reduce(l05(C3))
        apart = [(a - b + 32768) % 65536 - 32768 for a, b in zip(pixels(self.out / C3_OUT), gdl)]
        self.assertTrue(any(apart))
        # At most 0.054 pixel: one count, or a little more where the corona is steep.
        self.assertGreater(sum(abs(d) <= 1 for d in apart), 0.97 * len(apart))

    def test_calibration_may_come_from_the_environment(self):
        for environment in ({"CORKIT_DATA": str(demo())},
                            {"LASCO_DATA": str(demo() / "lasco_data"), "NRL_LIB": str(demo() / "nrl_lib"), "ANCIL_DATA": str(demo() / "ancil")}):
            done = corkit("reduce", l05(C2), "-o", self.out, "-q", **environment)
            self.assertEqual(done.returncode, 0, done.stderr)


class Json(ReduceTest):
    def lines(self, done):
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_one_object_an_image_in_the_order_of_the_inputs(self):
        done = self.reduce(l05(C3_LOST), l05(C2), "/nonexistent.fts", l05(C3), "--json", "-j", "4")
        self.assertEqual(done.returncode, 1)
        lines = self.lines(done)
        self.assertEqual([line["input"] for line in lines], [str(l05(C3_LOST)), str(l05(C2)), "/nonexistent.fts", str(l05(C3))])
        self.assertEqual([line["status"] for line in lines], ["ok", "ok", "error", "ok"])
        self.assertEqual([line["nmissing"] for line in lines], [5, 0, None, 0])
        self.assertEqual([line["detector"] for line in lines], ["C3", "C2", None, "C3"])

    def test_schema(self):
        good, bad = self.lines(self.reduce(l05(C3_LOST), "/nonexistent.fts", "--json"))
        for line in (good, bad):
            self.assertEqual([k for k in line if k not in ("warnings", "skipped")], KEYS)
            self.assertIsInstance(line["seconds"], float)
            self.assertIsInstance(line["stages"], dict)
        self.assertEqual((good["output"], good["error"]), (str(self.out / C3_LOST_OUT), None))
        self.assertTrue(good["stages"] and all(seconds >= 0 for seconds in good["stages"].values()), good)
        self.assertIn("read", good["stages"])
        self.assertIsNone(bad["output"])
        self.assertIsInstance(bad["error"], str)
        self.assertEqual(bad["stages"], {})

    def test_failures_are_on_stderr_too(self):
        done = self.reduce("/nonexistent.fts", "--json")
        self.assert_one_line(done.stderr, "/nonexistent.fts")


class DumpStages(ReduceTest):
    def test_writes_each_stage_in_double_precision(self):
        stages = temporary_folder(self) / "stages"
        done = self.reduce(l05(C3_LOST), l05(C2), "--dump-stages", stages)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(p.name for p in stages.iterdir()), ["25170501", "35170502"])
        for folder in stages.iterdir():
            names = sorted(p.name for p in folder.iterdir())
            self.assertGreater(len(names), 2)
            for number, name in enumerate(names):
                self.assertRegex(name, r"^\d\d_[A-Za-z0-9_]+\.fts$")
                self.assertEqual(value(folder / name, "BITPIX"), "-64")
                self.assertEqual(value(folder / name, "STAGE"), name[3:-4])

    def test_the_product_is_the_same_with_and_without(self):
        self.reduce(l05(C3_LOST))
        plain = (self.out / C3_LOST_OUT).read_bytes()
        self.reduce(l05(C3_LOST), "--dump-stages", temporary_folder(self))
        self.assertEqual((self.out / C3_LOST_OUT).read_bytes(), plain)


class Clock(CommandTest):
    def test_a_source_date_epoch_that_is_no_number_of_seconds_is_an_error(self):
        folder = temporary_folder(self)
        for text in ("yesterday", "-5", "1.5", "12x", "99999999999999"):
            for command in (("reduce", l05(C2), "-o", folder), ("fill", l05(C3), "-o", folder / "x.fts")):
                done = corkit(*command, "--calib", demo(), SOURCE_DATE_EPOCH=text)
                self.assertEqual(done.returncode, 1, done)
                self.assert_one_line(done.stderr, "SOURCE_DATE_EPOCH", f"'{text}'", "seconds since 1970", "unset it")
        self.assertEqual(list(folder.iterdir()), [])
        self.assertEqual(corkit("reduce", l05(C2), "-o", folder, "--calib", demo(), SOURCE_DATE_EPOCH="").returncode, 0)


if __name__ == "__main__":
    main()
