"""corkit quicklook: sizes, colours, orientation, differences, sheets, what cannot be shown."""
import shutil

from png_reader import Picture
from support import C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, CommandTest, cards, corkit, demo, edited_copy, l05, main, pixels, products, set_card, temporary_folder

LOST, FILLED = (255, 80, 255), (96, 255, 96)


def has_near(picture, colour, most=20):
    """Whether a pixel is nearly of a colour; lines are smoothed."""
    step = picture.channels
    return any(all(abs(row[x + i] - colour[i]) <= most for i in range(3)) for row in picture.rows for x in range(0, len(row), step))


class Quicklook(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def product(self, name):
        return f"{products()}/{name}"

    def shown(self, *arguments, size=128):
        """The picture of these arguments, made without a word on stderr."""
        path = self.folder / f"{len(list(self.folder.iterdir()))}.png"
        done = corkit("quicklook", *arguments, "-o", path, "--size", size)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(str(path), done.stdout)
        return Picture(path)

    def test_size_is_that_of_the_longer_side(self):
        picture = self.shown(self.product(C3_OUT), size=200)
        self.assertEqual((picture.width, picture.height, picture.channels), (200, 200, 3))

    def test_without_size_a_picture_has_the_images_pixels(self):
        done = corkit("quicklook", self.product(C2_OUT), "-o", self.folder / "a.png")
        self.assertEqual(done.stdout, f"{self.product(C2_OUT)} -> {self.folder / 'a.png'} (1024 x 1024)\n")

    def test_synthetic_products_say_that_they_are(self):
        def silent(data):  # the same image without the notices
            for words in (b"COMMENT  Synthetic demonstration", b"HISTORY corkit: SYNTHETIC"):
                at = data.index(words)
                data[at:at + 80] = b"COMMENT".ljust(80)

        edited_copy(self.product(C3_OUT), self.folder / C3_OUT, silent)
        marked, unmarked = self.shown(self.product(C3_OUT), size=400), self.shown(self.folder / C3_OUT, size=400)
        different = [y for y in range(400) if marked.rows[y] != unmarked.rows[y]]
        self.assertTrue(different and min(different) > 300, different)
        self.assertEqual(self.shown(self.product(C3_OUT), "--plain").rows, self.shown(self.folder / C3_OUT, "--plain").rows)

    def test_cameras_have_their_colours(self):
        for name, strongest in ((C2_OUT, 0), (C3_OUT, 2)):
            picture = self.shown(self.product(name), "--plain")
            sums = [sum(row[i::3][x] for row in picture.rows for x in range(picture.width)) for i in range(3)]
            self.assertEqual(sums.index(max(sums)), strongest, name)
        grey = self.shown(self.product(C2_OUT), "--plain", "--colours", "grey")
        self.assertTrue(all(row[0::3] == row[1::3] == row[2::3] for row in grey.rows))

    def test_what_is_masked_is_black(self):
        # Raw 0 of a C3 Clear product stands for 3.25e-9, brighter than most of the corona, and is masked.
        picture = self.shown(self.product(C3_OUT), "--plain")
        self.assertEqual(picture.pixel(64, 66), (0, 0, 0))

    def test_values_decide_the_scale_when_given(self):
        dark = self.shown(self.product(C2_OUT), "--plain", "--scale", "linear", "--min", "1", "--max", "2")
        self.assertEqual({row for row in dark.rows if any(row[1::3])}, set())
        bright = self.shown(self.product(C2_OUT), "--plain", "--scale", "sqrt", "--min", "0", "--max", "1e-30")
        self.assertEqual(bright.pixel(20, 20), (255, 255, 255))

    def test_lost_blocks_are_outlined_at_level_05_and_filled_ones_at_level_1(self):
        raw = self.shown(l05(C3_LOST), size=512)
        self.assertTrue(has_near(raw, LOST))
        self.assertFalse(has_near(raw, FILLED))
        product = self.shown(self.product(C3_LOST_OUT), size=512)
        self.assertTrue(has_near(product, FILLED))
        self.assertFalse(has_near(product, LOST))
        whole = self.shown(self.product(C3_OUT), size=512)
        self.assertFalse(has_near(whole, LOST) or has_near(whole, FILLED))

    def test_blocks_that_were_filled_later_are_outlined_by_fillmask(self):
        filled = self.folder / "filled.fts"
        done = corkit("fill", self.product(C3_LOST_OUT), "-o", filled, "--fill-mask", "--calib", demo(), "-q")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(has_near(self.shown(filled, size=512), FILLED))

    def test_a_block_that_was_filled_and_lost_again_is_a_lost_one(self):
        def lose(source, target, size):
            start = -(-80 * (len(cards(source)) + 1) // 2880) * 2880

            def zeros(data):
                for y in range(640, 672):
                    at = start + size * (1024 * y + 256)
                    data[at:at + 32 * size] = bytes(32 * size)
            edited_copy(source, target, zeros)
            return target
        lost, filled, product = lose(l05(C3), self.folder / "lost.fts", 2), self.folder / "filled.fts", self.folder / "level1"
        self.assertEqual(corkit("fill", lost, "-o", filled, "--fill-mask", "--calib", demo(), "-q").returncode, 0)
        self.assertEqual(corkit("reduce", filled, "-o", product, "--calib", demo(), "-q").returncode, 0)
        for file, size in ((filled, 4), (product / C3_OUT, 2)):
            before, after = self.shown(file, size=512), self.shown(lose(file, self.folder / "again.fts", size), size=512)
            self.assertTrue(has_near(before, FILLED) and not has_near(before, LOST), file)
            self.assertTrue(has_near(after, LOST), file)
        self.assertFalse(has_near(self.shown(lose(filled, self.folder / "again.fts", 4), size=512), FILLED))

    def test_a_running_difference_of_an_image_and_itself_is_grey(self):
        first, second = self.folder / "a.fts", self.folder / "b.fts"
        shutil.copy(self.product(C2_OUT), first)
        shutil.copy(self.product(C2_OUT), second)
        for kind in ("running", "base"):
            picture = self.shown(first, second, "--difference", kind, "--plain")
            self.assertEqual(picture.pixel(20, 64), (128, 128, 128))
            self.assertEqual(picture.width, 128)

    def test_differences_are_taken_in_order_of_time(self):
        # The later image is named first; what became brighter is bright.
        later = self.folder / "later.fts"

        def brighter(data):
            set_card(data, "DATE-OBS", "'2002-05-21T09:00:00.000'")
            set_card(data, "EXPTIME", "              100.000")
            start = data.index(b"END" + b" " * 77) // 2880 * 2880 + 2880
            for i in range(start, start + 4 * 1024 * 1024, 4):
                # Twice the number: the exponent of an IEEE float is one higher.
                exponent = (data[i] << 1 | data[i + 1] >> 7) & 255
                if exponent:
                    exponent += 1
                    data[i] = data[i] & 128 | exponent >> 1
                    data[i + 1] = data[i + 1] & 127 | (exponent & 1) << 7
        edited_copy(self.product(C2_OUT), later, brighter)
        picture = self.shown(later, self.product(C2_OUT), "--difference", "running", "--plain")
        self.assertGreater(picture.pixel(20, 64)[0], 128)
        ratio = self.shown(later, "--background", self.product(C2_OUT), "--plain", "--min", "0", "--max", "4", "--colours", "grey")
        self.assertAlmostEqual(ratio.pixel(20, 64)[0], 128, delta=2)

    def test_a_roll_turns_the_arrows_or_the_image(self):
        rolled = self.folder / "rolled.fts"
        edited_copy(self.product(C2_OUT), rolled, lambda data: [set_card(data, "CROTA", "                 180.0"), set_card(data, "CROTA1", "                 180.0")])
        upright = self.shown(self.product(C2_OUT), "--plain")
        as_stored = self.shown(rolled, "--plain")
        turned = self.shown(rolled, "--plain", "--north-up")
        self.assertEqual(upright.rows, as_stored.rows)
        for x, y in ((10, 20), (100, 30), (40, 110)):
            self.assertAlmostEqual(turned.pixel(127 - x, 127 - y)[0], upright.pixel(x, y)[0], delta=25)
        self.assertNotEqual(self.shown(rolled).rows, self.shown(self.product(C2_OUT)).rows)

    def test_radial_filter_and_grid_change_the_picture(self):
        plain = self.shown(self.product(C2_OUT), "--plain")
        self.assertNotEqual(self.shown(self.product(C2_OUT), "--plain", "--radial").rows, plain.rows)
        self.assertNotEqual(self.shown(self.product(C2_OUT), "--grid").rows, self.shown(self.product(C2_OUT)).rows)

    def test_wrapped_negative_values_do_not_darken_a_radially_normalised_image(self):
        source = self.product(C3_OUT)
        at = -(-80 * (len(cards(source)) + 1) // 2880) * 2880

        def wrap(data):  # most pixels are what negative ones become
            for k in range(1024 ** 2):
                if k % 5 < 3 and data[at + 2 * k:at + 2 * k + 2] != b"\0\0":
                    data[at + 2 * k:at + 2 * k + 2] = b"\x7f\xff"
        edited_copy(source, self.folder / C3_OUT, wrap)

        def shown(file):
            picture = self.shown(file, "--plain", "--radial", "--colours", "grey", size=1024)
            return [[row[3 * x] for x in range(1024)] for row in picture.rows]
        before, after = shown(source), shown(self.folder / C3_OUT)
        rows = pixels(source)
        inside = [(x, y) for y in range(300, 330) for x in range(1024) if rows[1024 * (1023 - y) + x] != 0]
        self.assertGreater(len(inside), 20000)
        wrapped = [after[y][x] for x, y in inside if (1024 * (1023 - y) + x) % 5 < 3]
        self.assertGreater(min(wrapped), 250)  # as bright as they are without --radial
        others = [(before[y][x], after[y][x]) for x, y in inside if (1024 * (1023 - y) + x) % 5 >= 3]
        self.assertLess(sorted(abs(a - b) for a, b in others)[len(others) // 2], 20)

    def test_several_files_make_a_sheet(self):
        files = [self.product(C2_OUT), self.product(C3_OUT), l05(C3_LOST)]
        self.assertEqual(self.shown(*files, size=100).width, 2 * 104 + 4)
        across = self.shown(*files, "--sheet", "3x1", size=100)
        self.assertEqual((across.width, across.height), (3 * 104 + 4, 104 + 4))
        self.assert_usage(corkit("quicklook", *files, "-o", self.folder / "x.png", "--sheet", "2x1"), "--sheet 2x1", "3 pictures")

    def test_a_folder_gets_a_picture_of_each(self):
        packed = self.folder / "packed.fts.gz"
        import gzip
        packed.write_bytes(gzip.compress(l05(C3).read_bytes(), 1))
        done = corkit("quicklook", packed, self.product(C2_OUT), "-o", f"{self.folder}/new/", "--size", 64)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.name for path in (self.folder / "new").iterdir()), [C2_OUT[:-3] + "png", "packed.png"])

    def test_a_name_that_may_be_a_sheet_or_a_folder_is_neither(self):
        files = [self.product(C2_OUT), self.product(C3_OUT)]
        self.assert_usage(corkit("quicklook", *files, "-o", self.folder / "pictures"), "pictures.png", "pictures/")
        (self.folder / "pictures").write_text("")
        done = corkit("quicklook", *files, "-o", f"{self.folder}/pictures/")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "is a file")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["pictures"])

    def test_colours_in_any_case(self):
        self.assertEqual(self.shown(self.product(C2_OUT), "--colours", "C3").rows, self.shown(self.product(C2_OUT), "--colours", "c3").rows)

    def test_one_bad_file_leaves_the_others(self):
        done = corkit("quicklook", self.folder / "none.fts", self.product(C2_OUT), "-o", f"{self.folder}/", "--size", 64)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "none.fts")
        self.assertTrue((self.folder / (C2_OUT[:-3] + "png")).is_file())

    def test_images_of_two_cameras_have_no_difference(self):
        done = corkit("quicklook", self.product(C2_OUT), self.product(C3_OUT), "-o", self.folder / "a.png", "--difference", "running")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "DETECTOR", "'C3'", "'C2'", "one kind")
        self.assertFalse((self.folder / "a.png").exists())

    def test_products_of_two_geometries_have_no_difference(self):
        folder = self.folder / "sky"
        self.assertEqual(corkit("reduce", l05(C3), "--calib", demo(), "--geometry", "sky", "-o", folder, "-q").returncode, 0)
        done = corkit("quicklook", self.product(C3_OUT), folder / C3_OUT, "-o", self.folder / "a.png", "--difference", "running")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "geometry", "'sky'", "'solarsoft'", "one kind")
        made = corkit("background", folder / C3_OUT, shutil.copy(folder / C3_OUT, folder / "again.fts"), "-o", self.folder / "sky.fts")
        self.assertEqual(made.returncode, 0, made.stderr)
        done = corkit("quicklook", self.product(C3_OUT), "--background", self.folder / "sky.fts", "-o", self.folder / "a.png")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "geometry", "'sky'", "'solarsoft'")

    def test_two_files_of_one_name_do_not_become_one_picture(self):
        folder = self.folder / "other"
        folder.mkdir()
        shutil.copy(self.product(C2_OUT), folder / C2_OUT)
        done = corkit("quicklook", self.product(C2_OUT), folder / C2_OUT, "-o", f"{self.folder}/pictures/", "--size", 64)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, str(folder / C2_OUT))
        self.assertEqual(len(list((self.folder / "pictures").iterdir())), 1)

    def test_headers_with_other_bytes_are_shown(self):
        odd = self.folder / "odd.fts"
        edited_copy(self.product(C2_OUT), odd, lambda data: set_card(data, "CDELT1", "'nothing'"))
        done = corkit("quicklook", odd, "-o", self.folder / "odd.png", "--size", 64)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_wrong_usage(self):
        image, out = self.product(C2_OUT), self.folder / "a.png"
        for words, sentence in ((("--percentiles", "5"), "two numbers"), (("--percentiles", "9,2"), "LOW < HIGH"), (("--min", "2", "--max", "1"), "--min"),
                                (("--difference", "running"), "two files"), (("--radial", "--scale", "log"), "--scale log"), (("--min", "0"), "above zero"), (("--max", "nan"), "finite"),
                                (("--sheet", "axb"), "--sheet"), (("--sheet", "0x2"), "--sheet"), (("--size", "4"), "--size")):
            self.assert_usage(corkit("quicklook", image, "-o", out, *words), sentence)
        self.assertFalse(out.exists())
        self.assert_usage(corkit("quicklook", image, "-o", image), "one of the files that are read")
        self.assert_usage(corkit("quicklook", image, "-o", self.folder / "a.fts"), "name of a FITS file")
        self.assert_usage(corkit("quicklook", image, "-o", self.folder / "a.jpg"), "PNG", ".png")


if __name__ == "__main__":
    main()
