"""The learned fill of an image that shows its camera's flat field, with a plug-in that knows it: where the pixels went, the flat went."""
import json
import os
import statistics
import struct

from support import C2, C2_OUT, C3, C3_OUT, cards, edited_copy, l05, main, pixels, set_card, value
from test_fill import FillTest, data_start, lose_blocks

BLOCKS = ((8, 20), (9, 21), (21, 24))


def response(x, y):
    """That of tests/cli/fake_inpaint.c."""
    return 1 + 0.0003 * ((x * 7919 + y * 104729) % 201 - 100)


def through_the_flat(source, target, change=None):
    """A copy of an int16 image of 1024 x 1024 as a camera with the flat field takes it."""
    bias = float(value(source, "OFFSET"))

    def multiply(data):
        start = data_start(source)
        before = struct.unpack_from(f">{1024 * 1024}h", data, start)
        after = [round(bias + (p - bias) * response(k % 1024, k // 1024)) if p > bias else p for k, p in enumerate(before)]
        struct.pack_into(f">{1024 * 1024}h", data, start, *after)
        if change:
            change(data)
    edited_copy(source, target, multiply)
    return target


def rows_of(source, target, first, count):
    """A sub-field of an int16 image of 1024 x 1024: whole rows."""
    start = data_start(source)

    def cut(data):
        kept = bytes(data[start + 2048 * first:start + 2048 * (first + count)])
        data[start:] = kept + bytes(-len(kept) % 2880)
        for keyword, number in (("NAXIS2", count), ("R1ROW", first + 1), ("R2ROW", first + count)):
            set_card(data, keyword, f"{number:>20}")
        set_card(data, "CRPIX2", f"{float(value(source, 'CRPIX2')) - first:>20.1f}")
    edited_copy(source, target, cut)
    return target


class FlatField(FillTest):
    def setUp(self):
        super().setUp()
        weights = self.folder / "weights"
        weights.mkdir()
        for name in ("c2", "c3"):
            (weights / f"{name}.safetensors").write_bytes(b"weights")
        self.plain = {"CORKIT_INPAINT_LIB": os.environ["CORKIT_FAKE_INPAINT"], "CORKIT_WEIGHTS": str(weights)}
        self.knowing = {**self.plain, "CORKIT_FAKE_FLAT": "1"}

    def scatter(self, filled, truth, mask):
        """Of filled pixels about the truth, relative, from one to the next: what a fill gets wrong on a larger scale does not count."""
        off = [f / t - 1 if m and t else None for f, t, m in zip(filled, truth, mask)]
        steps = [b - a for a, b in zip(off, off[1:]) if a is not None and b is not None]
        self.assertGreater(len(steps), 2500)
        return statistics.pstdev(steps)

    def shares(self, path):
        told = " ".join(c[8:].strip() for c in cards(path) if c.startswith("HISTORY"))
        return [int(word) for word in told.split("put back as ")[1:] for word in word.split(" %")[:1]]

    def mask_of(self, path):
        """FILLMASK, the first extension."""
        size = abs(int(value(path, "BITPIX"))) // 8 * int(value(path, "NAXIS1")) * int(value(path, "NAXIS2"))
        at = data_start(path) + -(-size // 2880) * 2880
        return path.read_bytes()[at + 2880:at + 2880 + int(value(path, "NAXIS1")) * int(value(path, "NAXIS2"))]

    def compare(self, run, out, truth, least=90):
        """Fills twice, with and without the flat; with it the pixels' own response is in the holes again."""
        scatters = []
        for environment in (self.plain, self.knowing):
            done = run(environment)
            self.assertEqual(done.returncode, 0, done.stderr)
            scatters.append(self.scatter(pixels(out), truth, self.mask_of(out)))
        self.assertTrue(self.shares(out) and least <= self.shares(out)[0] <= 100, self.shares(out))
        self.assertLess(scatters[1], 0.6 * scatters[0], scatters)
        return scatters

    def test_files_of_level_05(self):
        for name in (C2, C3):
            seen = through_the_flat(l05(name), self.folder / "seen.fts")
            lost = lose_blocks(seen, self.folder / "lost.fts", *BLOCKS)
            out = self.folder / "out.fts"
            self.compare(lambda e: self.fill(lost, "-o", out, "--fill", "dl", "--fill-mask", **e), out, pixels(seen))

    def test_sub_fields_show_their_part_of_it(self):
        whole = through_the_flat(l05(C2), self.folder / "whole.fts")
        seen = rows_of(whole, self.folder / "seen.fts", 164, 640)
        lost = rows_of(lose_blocks(whole, self.folder / "lost.fts", *BLOCKS), self.folder / "cut.fts", 164, 640)
        out = self.folder / "out.fts"
        self.compare(lambda e: self.fill(lost, "-o", out, "--fill", "dl", "--fill-mask", **e), out, pixels(seen))

    def test_products_of_a_reduction_and_level_1_files(self):
        for name, product, rolls in ((C2, C2_OUT, ("0.0", "5.0")), (C3, C3_OUT, ("180.0",))):
            for roll in rolls:
                seen = through_the_flat(l05(name), self.folder / name, change=lambda d: set_card(d, "CROTA1", roll))
                self.assertEqual(self.reduce(seen, "--fill", "none", "--no-scale").returncode, 0)
                out, truth = self.folder / product, pixels(self.folder / product)
                lost = lose_blocks(seen, self.folder / "lost.fts", *BLOCKS)
                lost.replace(seen)
                self.compare(lambda e: self.reduce(seen, "--fill", "dl", "--fill-mask", "--no-scale", **e), out, truth)
                self.assertEqual(self.reduce(seen, "--fill", "none", "--no-scale").returncode, 0)
                product_out = self.folder / "filled.fts"
                self.compare(lambda e: self.fill(out, "-o", product_out, "--fill", "dl", "--fill-mask", **e), product_out, truth)

    def test_an_image_without_it_is_filled_as_before(self):
        lost = lose_blocks(l05(C2), self.folder / "lost.fts", *BLOCKS)
        out = self.folder / "out.fts"
        done = self.fill(lost, "-o", out, "--fill", "dl", "--json", **self.knowing)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.shares(out), [])
        self.assertEqual(json.loads(done.stdout)["filled_pixels"], 1024 * len(BLOCKS))

    def test_the_membrane_knows_nothing_of_it(self):
        lost = lose_blocks(through_the_flat(l05(C2), self.folder / "seen.fts"), self.folder / "lost.fts", *BLOCKS)
        out = self.folder / "out.fts"
        filled = []
        for environment in (self.plain, self.knowing):
            self.assertEqual(self.fill(lost, "-o", out, "--fill", "membrane", **environment).returncode, 0)
            filled.append(out.read_bytes())
        self.assertEqual(filled[0], filled[1])

    def test_contexts_are_seen_through_it_too(self):
        seen = through_the_flat(l05(C2), self.folder / "seen.fts")
        context = through_the_flat(l05(C2), self.folder / "context.fts", change=lambda d: set_card(d, "TIME-OBS", "'00:10:00.000'"))
        lost = lose_blocks(seen, self.folder / "lost.fts", *BLOCKS, change=lambda d: set_card(d, "TIME-OBS", "'00:22:00.000'"))
        out = self.folder / "out.fts"
        self.compare(lambda e: self.fill(lost, "-o", out, "--fill", "dl", "--context", context, "--fill-mask", **e), out, pixels(seen))


if __name__ == "__main__":
    main()
