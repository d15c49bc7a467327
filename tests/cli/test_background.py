"""corkit background: what is in the file, and what does not go into one."""
import math
import pathlib
import shutil
import tempfile

from support import C2, C2_OUT, C3, C3_OUT, CommandTest, cards, corkit, demo, edited_copy, l05, main, pixels, set_card, temporary_folder, value


def float_pixels_times(factor_exponent, date):
    """Changes float pixels to 2**factor_exponent times what they were, and the date."""
    def change(data):
        set_card(data, "DATE-OBS", f"'{date}'")
        start = data.index(b"END" + b" " * 77) // 2880 * 2880 + 2880
        for i in range(start, start + 4 * 1024 * 1024, 4):
            exponent = (data[i] << 1 | data[i + 1] >> 7) & 255
            if exponent:
                exponent += factor_exponent
                data[i] = data[i] & 128 | exponent >> 1
                data[i + 1] = data[i + 1] & 127 | (exponent & 1) << 7
    return change


class Background(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = tempfile.mkdtemp(prefix="corkit_background_")
        cls.addClassCleanup(shutil.rmtree, cls.products, ignore_errors=True)
        done = corkit("reduce", l05(C2), l05(C3), "--calib", demo(), "-o", cls.products, "-q")
        assert done.returncode == 0, done.stderr
        cls.first = f"{cls.products}/{C2_OUT}"
        cls.third = f"{cls.products}/third.fts"
        cls.half = f"{cls.products}/half.fts"
        edited_copy(cls.first, cls.half, float_pixels_times(-1, "2002-05-20T01:02:03.000"))
        edited_copy(cls.first, cls.third, float_pixels_times(2, "2002-05-23T01:02:03.000"))

    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "background.fts"

    def made(self, kind):
        done = corkit("background", self.first, self.half, self.third, "-o", self.out, "--kind", kind)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return pixels(self.out)

    def test_minimum_and_median_are_those_of_each_pixel(self):
        one = pixels(self.first)
        for kind, factor in (("minimum", 0.5), ("median", 1)):
            made = self.made(kind)
            for k in range(0, len(one), 9973):
                if one[k] > 0:
                    self.assertEqual(made[k], one[k] * factor)
                else:
                    self.assertTrue(one[k] < 0 or math.isnan(made[k]))

    def test_the_header_says_what_it_is_made_of(self):
        self.made("minimum")
        for keyword, wanted in (("DETECTOR", "C2"), ("FILTER", "Orange"), ("BKGKIND", "MINIMUM"), ("NCOMBINE", "3"), ("BUNIT", "MSB"),
                                ("DATE-OBS", "2002-05-20T01:02:03.000"), ("DATE-END", "2002-05-23T01:02:03.000")):
            self.assertEqual(value(self.out, keyword), wanted)
        self.assertAlmostEqual(float(value(self.out, "CRPIX1")), float(value(self.first, "CRPIX1")), places=3)
        self.assert_texts_are_whole(self.out)
        self.assertIn("COMMENT  Of synthetic demonstration images, or of SYNTHETIC calibration data.", [card.rstrip() for card in cards(self.out)])
        history = [card[8:].strip() for card in cards(self.out) if card.startswith("HISTORY")]
        self.assertIn("minimum of 3 images", history[0])
        self.assertEqual([line.split()[0] for line in history[1:]], ["half.fts", C2_OUT, "third.fts"])

    def test_a_picture_is_divided_by_it(self):
        self.made("median")
        done = corkit("quicklook", self.first, "--background", self.out, "-o", self.folder / "a.png", "--size", 64)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_level_05_is_of_another_unit(self):
        again = shutil.copy(l05(C2), self.folder / "again.fts")
        done = corkit("background", l05(C2), again, "-o", self.out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(value(self.out, "BUNIT"), "DN/s")
        done = corkit("quicklook", self.first, "--background", self.out, "-o", self.folder / "a.png")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "unit", "'DN/s'", "'MSB'")

    def test_a_background_is_no_image_for_reduce_or_for_another_background(self):
        self.made("median")
        self.assertEqual(corkit("reduce", self.out, "--calib", demo(), "-o", self.folder).returncode, 1)
        done = corkit("background", self.out, shutil.copy(self.out, self.folder / "again.fts"), "-o", self.folder / "other.fts")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is a background already", done.stderr)

    def test_nothing_is_written_of_images_of_two_kinds(self):
        other = self.folder / "other.fts"
        for keyword, text in (("DETECTOR", "'C3'"), ("FILTER", "'Blue'"), ("POLAR", "'+60 Deg'"), ("CRPIX1", "                 300.0"),
                              ("CROTA", "                  90.0")):
            edited_copy(self.first, other, lambda data: set_card(data, keyword, text))
            for kind in ("minimum", "median"):
                done = corkit("background", self.first, other, "-o", self.out, "--kind", kind)
                self.assertEqual(done.returncode, 1)
                self.assertIn("other.fts", done.stderr)
                self.assertIn("is not written", done.stderr)
                self.assertFalse(self.out.exists())

    def test_only_a_background_is_replaced(self):
        for there in (pathlib.Path(self.first).read_bytes(), b"a list\n"):
            self.out.write_bytes(there)
            done = corkit("background", self.first, self.third, "-o", self.out)
            self.assertEqual(done.returncode, 1)
            self.assert_one_line(done.stderr, f"-o {self.out} is there", "BKGKIND")
            self.assertEqual(self.out.read_bytes(), there)
        self.out.unlink()
        for _ in range(2):
            self.assertEqual(corkit("background", self.first, self.third, "-o", self.out).returncode, 0)

    def test_wrong_usage(self):
        self.assert_usage(corkit("background", self.first, "-o", self.out), "two images")
        self.assert_usage(corkit("background", self.first, shutil.copy(self.first, self.folder / "again.fts"), "-o", self.folder), "is a folder")
        before = pathlib.Path(self.first).read_bytes()
        self.assert_usage(corkit("background", self.first, self.folder / "again.fts", "-o", self.first), "one of the files that are read")
        self.assert_usage(corkit("background", self.first, self.first, "-o", self.out), "given twice")
        self.assertEqual(pathlib.Path(self.first).read_bytes(), before)


if __name__ == "__main__":
    main()
