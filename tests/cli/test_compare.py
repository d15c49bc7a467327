"""corkit compare: exit status 0 equal within tolerance, 1 different, 2 wrong usage."""
import json
import math
import struct

from support import CommandTest, corkit, edited_copy, l05, main, set_card, temporary_folder


def fits(path, values, nx, extra=(), card0="made by a test"):
    """A small FITS file of doubles."""
    header = [f"SIMPLE  =                    T / {card0}", "BITPIX  =                  -64", "NAXIS   =                    2", f"NAXIS1  = {nx:>20}",
              f"NAXIS2  = {len(values) // nx:>20}", *extra, "END"]
    head = "".join(f"{card:<80}" for card in header).encode()
    data = struct.pack(f">{len(values)}d", *values)
    path.write_bytes(head + b" " * (-len(head) % 2880) + data + b"\0" * (-len(data) % 2880))
    return path


class Pixels(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def compare(self, a, b, *options):
        first, second = fits(self.folder / "a.fts", a, 2), fits(self.folder / "b.fts", b, 2)
        done = corkit("compare", first, second, "--json", *options)
        return done.returncode, json.loads(done.stdout)

    def test_equal(self):
        code, found = self.compare([1, 2, 3, 4], [1, 2, 3, 4])
        self.assertEqual((code, found["equal"], found["pixels"]["differing"], found["cards"]), (0, True, 0, []))

    def test_says_how_many_how_much_and_where(self):
        code, found = self.compare([1, 2, 3, 4], [1, 2, 3.5, 4.25])
        self.assertEqual((code, found["equal"]), (1, False))
        pixels = found["pixels"]
        self.assertEqual((pixels["differing"], pixels["max_absolute"], pixels["max_absolute_at"]), (2, 0.5, [0, 1]))
        self.assertEqual((pixels["max_relative"], pixels["max_relative_at"]), (0.5 / 3.5, [0, 1]))

    def test_tolerances(self):
        self.assertEqual(self.compare([100, 2], [100.5, 2], "--atol", "0.5")[0], 0)
        self.assertEqual(self.compare([100, 2], [100.5, 2], "--atol", "0.49")[0], 1)
        self.assertEqual(self.compare([100, 2], [101, 2], "--rtol", "0.01")[0], 0)
        self.assertEqual(self.compare([100, 2], [101, 2], "--rtol", "0.001")[0], 1)
        code, found = self.compare([100, 2], [101, 2], "--rtol", "0.01")
        self.assertEqual((found["pixels"]["differing"], found["pixels"]["not_identical"]), (0, 1))

    def test_a_tolerance_is_a_number(self):
        for option in ("--rtol", "--atol"):
            for value in ("nan", "inf", "-1", "x", ""):
                done = corkit("compare", "a.fts", "b.fts", option, value)
                self.assertEqual(done.returncode, 2, value)
                self.assertLess(len(done.stderr), 120)
                self.assert_one_line(done.stderr, option)

    def test_nan_equals_nan_and_nothing_else(self):
        self.assertEqual(self.compare([math.nan, 1], [math.nan, 1])[0], 0)
        code, found = self.compare([math.nan, 1], [0, 1], "--atol", "1e300")
        self.assertEqual((code, found["pixels"]["differing"], found["pixels"]["max_absolute"]), (1, 1, "infinite"))
        self.assertEqual(self.compare([math.inf, 1], [math.inf, 1])[0], 0)
        self.assertEqual(self.compare([math.inf, 1], [-math.inf, 1], "--rtol", "1")[0], 1)

    def test_sizes_that_differ(self):
        code, found = self.compare([1, 2], [1, 2, 3, 4])
        self.assertEqual((code, found["pixels"]["size_a"], found["pixels"]["size_b"]), (1, [2, 1], [2, 2]))

    def test_text_output(self):
        first, second = fits(self.folder / "a.fts", [1, 2], 2), fits(self.folder / "b.fts", [1, 4], 2)
        done = corkit("compare", first, second)
        self.assertEqual(done.returncode, 1)
        for words in ("pixels: 1 of 2 differ", "absolute difference 2 at x=1 y=0", "different"):
            self.assertIn(words, done.stdout)
        self.assertEqual(corkit("compare", first, first).stdout.splitlines()[-1], "equal")


class Headers(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def compare(self, a, b, *options, **keywords):
        first, second = fits(self.folder / "a.fts", [1, 2], 2, a), fits(self.folder / "b.fts", [1, 2], 2, b, **keywords)
        done = corkit("compare", first, second, "--json", *options)
        return done.returncode, [(c["keyword"], c["a"], c["b"]) for c in json.loads(done.stdout)["cards"]]

    def test_a_card_that_changed(self):
        self.assertEqual(self.compare(["EXPTIME =              19.1000 /"], ["EXPTIME =              19.2000 /"]),
                         (1, [("EXPTIME", "EXPTIME =              19.1000 /", "EXPTIME =              19.2000 /")]))

    def test_a_card_that_only_one_file_has(self):
        self.assertEqual(self.compare(["HISTORY one", "HISTORY two"], ["HISTORY two"]), (1, [("HISTORY", "HISTORY one", None)]))

    def test_order_counts(self):
        self.assertEqual(self.compare(["AAA     =                    1", "BBB     =                    2"], ["BBB     =                    2", "AAA     =                    1"])[0], 1)

    def test_date_and_the_text_of_card_0_never_count(self):
        code, cards = self.compare(["DATE    = '2002-01-01T00:00:00.000'"], ["DATE    = '2003-01-01T00:00:00.000'"], card0="written at another time")
        self.assertEqual((code, cards), (0, []))

    def test_ignore(self):
        a = ["EXPTIME =              19.1000 /", "DATAAVG =              1.00000", "HISTORY one"]
        b = ["EXPTIME =              19.2000 /", "DATAAVG =              2.00000", "HISTORY two"]
        self.assertEqual(self.compare(a, b)[0], 1)
        self.assertEqual(self.compare(a, b, "--ignore", "EXPTIME,dataavg")[0], 1)
        self.assertEqual(self.compare(a, b, "--ignore", "EXPTIME,dataavg,HISTORY")[0], 0)

    def test_ignore_corkit_leaves_out_its_own_line_only(self):
        a = ["HISTORY corkit 0.1.0 (reduce_level_1 1.68 semantics)", "HISTORY one"]
        self.assertEqual(self.compare(a, ["HISTORY one"])[0], 1)
        self.assertEqual(self.compare(a, ["HISTORY one"], "--ignore", "CORKIT")[0], 0)
        self.assertEqual(self.compare(a, ["HISTORY two"], "--ignore", "CORKIT")[0], 1)

    def test_rtol_is_for_numbers_in_cards_too(self):
        a, b = ["DATAAVG =          1.00000E-10 / mean"], ["DATAAVG =          1.00010E-10 / mean"]
        self.assertEqual(self.compare(a, b)[0], 1)
        self.assertEqual(self.compare(a, b, "--rtol", "1e-3")[0], 0)
        self.assertEqual(self.compare(a, ["DATAAVG =          1.00010E-10 / other"], "--rtol", "1e-3")[0], 1)


class Files(CommandTest):
    def test_a_demo_image_equals_itself_and_not_its_edited_copy(self):
        copy = temporary_folder(self) / "copy.fts"
        edited_copy(l05("22170501.fts"), copy, lambda data: set_card(data, "POLAR", "'+60Deg  '           /"))
        self.assertEqual(corkit("compare", l05("22170501.fts"), l05("22170501.fts")).returncode, 0)
        done = corkit("compare", l05("22170501.fts"), copy)
        self.assertEqual(done.returncode, 1)
        self.assertIn("pixels: 0 of 1048576 differ\nheader: 1 card differs\n  < POLAR", done.stdout)

    def test_files_that_cannot_be_read(self):
        folder = temporary_folder(self)
        for path in ("/nonexistent.fts", folder):
            self.assert_usage(corkit("compare", l05("22170501.fts"), path), str(path))


if __name__ == "__main__":
    main()
