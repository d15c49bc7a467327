"""corkit browse: what is in the page. tests/cli/test_browse_page.py opens it."""
import base64
import json
import math
import re
import shutil
import zlib

from support import C2_OUT, C3_LOST, C3_LOST_OUT, C3_OUT, CommandTest, corkit, demo, edited_copy, l05, main, pixels, products, set_card, temporary_folder

EVIL = "</script><script>document.title=1</script><img src=x onerror=alert(1)>"


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1))


def rows_of(series, frame, chosen):
    """Undoes what the page's script undoes: {y: steps} of the rows chosen, from the top."""
    planes = zlib.decompress(base64.b64decode(frame["pixels"]))
    width, n = series["width"], series["width"] * series["height"]
    rows, first = {}, 0
    for y in range(series["height"]):
        k = y * width
        first = first + (planes[k] << 8) + planes[n + k] & 0xFFFF
        if y in chosen:
            row = [first]
            for k in range(k + 1, k + width):
                row.append(row[-1] + (planes[k] << 8) + planes[n + k] & 0xFFFF)
            rows[y] = row
    return rows


class Browse(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = products()

    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "page.html"

    def page(self, *arguments):
        done = corkit("browse", *arguments, "-o", self.out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return self.out.read_text()

    def test_cameras_are_series_in_order_of_time(self):
        movie = data_of(self.page(self.products, "--size", 64))
        self.assertEqual([(one["name"], len(one["frames"])) for one in movie["series"]], [("C2 Orange", 1), ("C3 Clear", 2)])
        titles = [frame["title"] for frame in movie["series"][1]["frames"]]
        self.assertEqual(titles, sorted(titles))
        self.assertIn("5 missing blocks", movie["series"][1]["frames"][1]["warnings"])
        self.assertTrue(any(card.startswith("HISTORY") for card in movie["series"][0]["frames"][0]["cards"]))

    def test_a_number_of_filled_pixels_is_told_as_the_header_has_it(self):
        lost = corkit("reduce", l05(C3_LOST), "--calib", demo(), "-o", self.folder, "--fill", "membrane", "-q")
        self.assertEqual(lost.returncode, 0, lost.stderr)
        edited_copy(self.folder / C3_LOST_OUT, self.folder / C3_LOST_OUT, lambda data: set_card(data, "MISSFILL", str(2 ** 40).rjust(20)))
        warnings = data_of(self.page(self.folder, "--size", 32))["series"][0]["frames"][0]["warnings"]
        self.assertTrue(any(f"{2 ** 40} pixels were filled" in warning for warning in warnings), warnings)

    def test_images_below_the_folder_are_in_the_page(self):
        (self.folder / "c2/night").mkdir(parents=True)
        shutil.copy(f"{self.products}/{C2_OUT}", self.folder / "c2/night")
        shutil.copy(f"{self.products}/{C3_OUT}", self.folder)
        movie = data_of(self.page(self.folder, "--size", 32))
        self.assertEqual([one["name"] for one in movie["series"]], ["C2 Orange", "C3 Clear"])

    def test_steps_stand_for_the_brightness(self):
        shutil.copy(f"{self.products}/{C2_OUT}", self.folder / "a.fts")
        series = data_of(self.page(self.folder, "--size", 1024))["series"][0]
        self.assertEqual((series["width"], series["height"]), (1024, 1024))
        image, seen = pixels(f"{self.products}/{C2_OUT}"), 0
        for y, row in rows_of(series, series["frames"][0], range(0, 1024, 37)).items():
            for x in range(0, 1024, 41):
                step, value = row[x], image[(1023 - y) * 1024 + x]
                if value == 0:
                    self.assertEqual(step, 0)
                elif step > 1:
                    shown = series["first"] * math.exp((step - 1) * series["step"])
                    self.assertAlmostEqual(shown / value, 1, delta=0.00051)
                    seen += 1
        self.assertGreater(seen, 300)

    def test_the_page_asks_for_nothing_else(self):
        page = self.page(self.products, "--size", 32)
        self.assertNotRegex(page, r"https?://|src=|href=|@import|url\(")
        self.assertIn("default-src 'none'", page)

    def test_headers_cannot_leave_their_place(self):
        shutil.copy(f"{self.products}/{C2_OUT}", self.folder / "a.fts")
        evil = EVIL.encode()

        def change(data):
            at = data.index(b"HISTORY ") + 8
            data[at:at + 72] = f"{evil.decode():<72}"[:72].encode()
            set_card(data, "FILTER", "'<b>&\"Orange'")
        edited_copy(self.folder / "a.fts", self.folder / "a.fts", change)
        page = self.page(self.folder, "--size", 32)
        self.assertEqual(page.count("<script"), 2)
        self.assertEqual(page.count("</script>"), 2)
        self.assertNotIn("<img", page)
        self.assertNotIn("<b>", page)
        frame = data_of(page)["series"][0]["frames"][0]
        self.assertTrue(any(EVIL[:60] in card for card in frame["cards"]))

    def test_interim_values_are_warned_of(self):
        edited_copy(f"{self.products}/{C2_OUT}", self.folder / "a.fts",
                    lambda data: [set_card(data, "CRPIX1", "             512.0000 / sun center pixel (X), WARNING: Interim value"),
                                  set_card(data, "DATE-OBS", "'2002-05-21T00:29:48.184' / WARNING: Original uncorrected value")])
        warnings = data_of(self.page(self.folder, "--size", 32))["series"][0]["frames"][0]["warnings"]
        self.assertIn("interim pointing", warnings)
        self.assertIn("uncorrected time", warnings)

    def test_every_nth_image(self):
        movie = data_of(self.page(self.products, "--size", 32, "--every", 2))
        self.assertEqual([len(one["frames"]) for one in movie["series"]], [1, 1])

    def test_a_page_that_would_be_too_large_is_not_written(self):
        done = corkit("browse", self.products, "-o", self.out, "--size", 1024, "--limit", 1)
        self.assert_usage(done, "--limit 1 MB", "--every")
        self.assertFalse(self.out.exists())

    def test_a_background_divides(self):
        background = self.folder / "b.fts"
        image = f"{self.products}/{C2_OUT}"
        self.assertEqual(corkit("background", image, shutil.copy(image, self.folder / "a.fts"), "-o", background).returncode, 0)
        series = data_of(self.page(self.folder, "--size", 32, "--background", background))["series"][0]
        steps = [step for step in rows_of(series, series["frames"][0], [3])[3] if step > 1]
        self.assertAlmostEqual(series["first"] * math.exp((steps[0] - 1) * series["step"]), 1, delta=0.002)

    def test_one_bad_file_leaves_the_others(self):
        shutil.copy(f"{self.products}/{C2_OUT}", self.folder / "a.fts")
        (self.folder / "bad.fts").write_bytes(b"no image")
        done = corkit("browse", self.folder, "-o", self.out, "--size", 32)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "bad.fts")
        self.assertEqual(len(data_of(self.out.read_text())["series"]), 1)

    def test_wrong_usage(self):
        self.assert_usage(corkit("browse", self.folder / "none", "-o", self.out), "no such folder")
        self.assert_usage(corkit("browse", f"{self.products}/{C2_OUT}", "-o", self.out), "is a file")
        self.assert_usage(corkit("browse", self.folder, "-o", self.out), "holds no")
        self.assert_usage(corkit("browse", self.products, "-o", self.folder), "is a folder")
        self.assert_usage(corkit("browse", self.products, "-o", self.folder / "a.fts"), "name of a FITS file")


if __name__ == "__main__":
    main()
