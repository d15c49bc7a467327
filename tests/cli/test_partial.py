"""Images of a part of the field, summed ones, empty ones, and those filled before: what the commands say of them agrees."""
import json
import struct

from png_reader import Picture
from support import C2, C3, C3_LOST, C3_OUT, CommandTest, cards, corkit, demo, edited_copy, l05, main, pixels, set_card, temporary_folder, value

LOST = (255, 80, 255)


def with_pixels(source, target, nx, ny, values, change=None):
    """A copy of an int16 image with another size and other pixels."""
    start = -(-80 * (len(cards(source)) + 1) // 2880) * 2880

    def put(data):
        set_card(data, "NAXIS1", str(nx).rjust(20))
        set_card(data, "NAXIS2", str(ny).rjust(20))
        for keyword, number in (change or {}).items():
            set_card(data, keyword, str(number).rjust(20))
        data[start:] = struct.pack(f">{nx * ny}h", *values).ljust(-(-2 * nx * ny // 2880) * 2880, b"\0")
    edited_copy(source, target, put)
    return target


def sub_field(source, target, x0, y0, nx, ny):
    """Columns x0 ... of an image of 1024 x 1024, as if nothing else had been read out."""
    full = pixels(source)
    return with_pixels(source, target, nx, ny, [int(full[y * 1024 + x]) for y in range(y0, y0 + ny) for x in range(x0, x0 + nx)],
                       {"R1COL": x0 + 20, "R2COL": x0 + nx + 19, "R1ROW": y0 + 1, "R2ROW": y0 + ny})


class SubFieldTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def info(self, file):
        done = corkit("info", file, "--calib", demo(), "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def reduced(self, file, *options):
        done = corkit("reduce", file, "--calib", demo(), "-o", self.folder, "--overwrite", "--json", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)


class SubFields(SubFieldTest):
    def test_blocks_outside_the_field_are_told_apart_and_all_numbers_agree(self):
        # Blocks 8 to 23 of both axes; of the lost blocks of C3_LOST (10, 10), (20, 22) and (11, 10) lie there.
        for name, inside in ((C3, 0), (C3_LOST, 3), (C2, 0)):
            part = sub_field(l05(name), self.folder / "part.fts", 256, 256, 512, 512)
            line, told = self.reduced(part), self.info(part)
            rows = "".join(told["blocks"])
            self.assertEqual((told["nmissing"], rows.count("X")), (line["nmissing"], inside), name)
            self.assertEqual(told["nmissing_outside"], line["nmissing"] - inside)
            self.assertEqual((len(told["blocks"]), rows.count("-")), (32, told["nmissing_outside"]))
            sentence = f"{line['nmissing']} missing blocks, {told['nmissing_outside']} of them outside the field"
            self.assertTrue(any(warning.startswith(sentence) for warning in line["warnings"]), line["warnings"])
            self.assertEqual(value(line["output"], "NMISSING"), str(line["nmissing"]))  # SolarSoft's count
            text = corkit("info", part, "--calib", demo()).stdout
            self.assertIn(f"NMISSING      {told['nmissing']}, {told['nmissing_outside']} of them outside the field", text)
            self.assertIn("- outside the field", text)
            done = corkit("reduce", part, "--calib", demo(), "-o", self.folder, "--overwrite")
            self.assertIn(f", {sentence})", done.stdout)

    def test_a_field_that_cuts_blocks_is_counted_as_well(self):
        for name in (C3, C2):
            part = sub_field(l05(name), self.folder / "part.fts", 251, 263, 501, 333)
            told, line = self.info(part), self.reduced(part)
            self.assertEqual(told["nmissing"], line["nmissing"], name)
            self.assertEqual("".join(told["blocks"]).count("-"), told["nmissing_outside"])
            self.assertGreater(told["nmissing_outside"], 500)

    def test_of_a_product_they_are_told_where_its_list_names_them(self):
        for name, outside in ((C3, True), (C3_LOST, True), (C2, None)):
            part = sub_field(l05(name), self.folder / "part.fts", 256, 256, 512, 512)
            product = self.reduced(part)["output"]
            told = self.info(product)
            self.assertEqual(told["nmissing"], self.info(part)["nmissing"])
            self.assertEqual(told["nmissing_outside"], outside and self.info(part)["nmissing_outside"], name)
            text = corkit("info", product, "--calib", demo()).stdout
            self.assertIn(f"NMISSING      {told['nmissing']}, {told['nmissing_outside'] if outside else 'unknown how many'} of them outside the field\n", text)
            self.assertNotIn("(full)", text)
            self.assertIs(told["full_field"], False if outside else None)
        for name in (C2, C3_LOST):
            told = self.info(self.reduced(l05(name))["output"])
            self.assertEqual((told["nmissing_outside"], told["full_field"]), (0, True))

    def test_a_whole_image_has_nothing_outside(self):
        told = self.info(l05(C3_LOST))
        self.assertEqual((told["nmissing"], told["nmissing_outside"]), (5, 0))
        self.assertFalse(any("outside" in warning for warning in self.reduced(l05(C3_LOST)).get("warnings", [])))

    def test_a_picture_outlines_what_was_lost_not_what_was_not_read(self):
        part = sub_field(l05(C3), self.folder / "part.fts", 256, 256, 512, 512)
        product = self.reduced(part, "--fill", "none")["output"]
        done = corkit("quicklook", product, "-o", self.folder / "a.png", "--calib", demo())
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = Picture(self.folder / "a.png").rows
        found = sum(all(abs(row[x + i] - LOST[i]) <= 20 for i in range(3)) for row in rows for x in range(0, len(row), 3))
        self.assertEqual(found, 0)

    def test_a_caption_counts_no_block_that_may_lie_outside_of_the_field(self):
        def lost_one(data):
            start = -(-80 * (len(cards(self.folder / "part.fts")) + 1) // 2880) * 2880
            for y in range(32):
                data[start + 1024 * y:start + 1024 * y + 64] = bytes(64)
        part = sub_field(l05(C2), self.folder / "part.fts", 256, 256, 512, 512)
        lost = self.folder / "lost.fts"
        edited_copy(part, lost, lost_one)

        def shown(product, count=None):
            if count is not None:
                edited_copy(product, self.folder / "other.fts", lambda data: set_card(data, "NMISSING", str(count).rjust(20)))
            done = corkit("quicklook", self.folder / "other.fts" if count is not None else product, "-o", self.folder / "a.png", "--calib", demo())
            self.assertEqual(done.returncode, 0, done.stderr)
            return Picture(self.folder / "a.png").rows

        line = self.reduced(lost, "--fill", "membrane", "--fill-mask")
        self.assertGreater(line["nmissing"], 500)
        filled = shown(line["output"])
        self.assertEqual(filled, shown(line["output"], 0))   # outlined without a number
        self.assertNotEqual(filled, shown(line["output"], 1))  # as many as are marked
        self.assertNotEqual(filled, shown(self.reduced(part)["output"]))
        left = self.reduced(lost, "--fill", "none")["output"]
        self.assertNotEqual(shown(left), shown(left, 0))  # without FILLMASK, the header's count


class Summed(SubFieldTest):
    def half(self, lost=()):
        full = pixels(l05(C3))
        # Of summed images SolarSoft's table of blocks has the occulter sent.
        values = [int(full[2 * y * 1024 + 2 * x]) or 500 for y in range(512) for x in range(512)]
        for i, j in lost:
            for y in range(32 * j, 32 * j + 32):
                values[512 * y + 32 * i:512 * y + 32 * i + 32] = [0] * 32
        return values

    def test_lost_blocks_of_a_summed_image_are_those_that_are_filled_whether_its_header_says_the_sum_or_not(self):
        # (0, 15) is a corner that the camera does not send
        values = self.half([(4, 4), (0, 15)])
        for sums in ({}, {"LEBXSUM": 2, "LEBYSUM": 2}):
            file = with_pixels(l05(C3), self.folder / "half.fts", 512, 512, values, sums)
            told = self.info(file)
            self.assertEqual((told["nmissing"], told["blocks"][0][0], told["blocks"][11][4]), (1, "#", "X"))
            done = corkit("fill", file, "-o", self.folder / "filled.fts", "--calib", demo(), "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            line = json.loads(done.stdout)
            self.assertEqual((line["missing_pixels"], line["filled_pixels"]), (1024, 1024), sums)
            after = pixels(self.folder / "filled.fts")
            self.assertTrue(after[512 * 140 + 140] > 0 and after[512 * 500 + 10] == 0)
            self.assertEqual(any("2 x 2" in warning for warning in line.get("warnings", [])), not sums)


class Nothing(SubFieldTest):
    def test_an_image_of_one_value_is_no_picture_of_the_corona(self):
        for name in (C2, C3):
            for number in (0, -386, 700):
                line = self.reduced(with_pixels(l05(name), self.folder / "same.fts", 1024, 1024, [number] * 1024 ** 2))
                self.assertTrue(any(warning.startswith(f"every pixel of the image is {number}: nothing was ") for warning in line["warnings"]),
                                (name, number, line["warnings"]))

    def test_an_image_without_counts_is_none_either(self):
        line = self.reduced(with_pixels(l05(C3), self.folder / "dark.fts", 1024, 1024, [-386, 0] * (1024 ** 2 // 2)))
        self.assertTrue(any("no pixel of the image is brighter than 0 DN" in warning for warning in line["warnings"]), line["warnings"])


def image_extension(path, name, nx=1024, ny=1024):
    """Bytes of the data of an image extension and where its header begins; None without it."""
    data = path.read_bytes()
    at = data.find(b"XTENSION= 'IMAGE")
    while at >= 0:
        header = data[at:at + 2880]
        size = abs(int(header[header.find(b"BITPIX  =") + 9:][:21])) // 8 * nx * ny
        if f"EXTNAME = '{name}".encode() in header:
            return data[at + 2880:at + 2880 + size], at
        at = data.find(b"XTENSION= 'IMAGE", at + 2880 + size)
    return None


def filled_pixels(path, nx=1024, ny=1024):
    mask = image_extension(path, "FILLMASK", nx, ny)[0]
    return {k for k in range(nx * ny) if mask[k]}


class FilledBefore(SubFieldTest):
    def refilled(self, file, *options):
        out = self.folder / "again.fts"
        done = corkit("fill", file, "-o", out, "--calib", demo(), *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out, done.stderr

    def filled(self, *options):
        start = -(-80 * (len(cards(l05(C3))) + 1) // 2880) * 2880

        def lose(data):
            for y in range(32 * 20, 32 * 21):
                at = start + 2 * (1024 * y + 32 * 8)
                data[at:at + 64] = bytes(64)
        lost, filled = self.folder / "lost.fts", self.folder / "filled.fts"
        edited_copy(l05(C3), lost, lose)
        done = corkit("fill", lost, "-o", filled, "--calib", demo(), *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return filled

    def test_a_product_says_that_its_image_was_filled_and_a_warning_how_much_of_it(self):
        filled = self.filled("--fill-mask")
        for options in ((), ("--fill", "membrane")):
            line = self.reduced(filled, "--insist", *options)
            carried = filled_pixels(self.folder / C3_OUT)
            self.assertEqual([value(line["output"], keyword) for keyword in ("NMISSING", "FILLMETH", "MISSFILL")],
                             ["0", "MEMBRANE", str(len(carried))])
            self.assertTrue(any(warning.startswith("1024 pixels were filled before (FILLMETH 'MEMBRANE')") and "FILLMASK say so" in warning
                                for warning in line["warnings"]), line["warnings"])

    def test_fillmask_goes_where_distortion_and_rotation_bring_the_pixels(self):
        filled = self.filled("--fill-mask")
        self.assertEqual(filled_pixels(filled), {1024 * y + x for y in range(640, 672) for x in range(256, 288)})
        line = self.reduced(filled)
        carried = filled_pixels(self.folder / C3_OUT)
        self.assertTrue(1024 <= len(carried) < 1300, len(carried))
        # The same block lost, not filled: its pixels are those that the reduction calls lost.
        self.reduced(self.folder / "lost.fts", "--fill", "membrane", "--fill-mask")
        lost = filled_pixels(self.folder / C3_OUT)
        self.assertEqual(carried, lost)
        line = self.reduced(filled, "--no-warp", "--no-roll-correction")
        self.assertEqual(len(filled_pixels(self.folder / C3_OUT)), 1024)
        self.assertEqual(value(line["output"], "MISSFILL"), "1024")

    def test_fillmask_of_both_fills_is_joined(self):
        filled = self.filled("--fill-mask")
        start = -(-80 * (len(cards(filled)) + 1) // 2880) * 2880
        more = self.folder / "more.fts"

        def lose(data):
            for y in range(32 * 20, 32 * 21):
                at = start + 4 * (1024 * y + 32 * 12)
                data[at:at + 128] = bytes(128)
        edited_copy(filled, more, lose)
        again, _ = self.refilled(more)
        old, new = ({1024 * y + x for y in range(640, 672) for x in range(x0, x0 + 32)} for x0 in (256, 384))
        self.assertEqual(filled_pixels(again), old | new)
        self.assertEqual((value(again, "FILLMETH"), value(again, "MISSFILL")), ("MEMBRANE", "2048"))
        self.reduced(more, "--fill", "membrane")
        both = filled_pixels(self.folder / C3_OUT)
        self.reduced(filled)
        self.assertLess(filled_pixels(self.folder / C3_OUT), both)
        self.reduced(more, "--fill", "none")  # what is lost now is not filled
        self.assertEqual(filled_pixels(self.folder / C3_OUT) & both, filled_pixels(self.folder / C3_OUT))
        self.assertLess(len(filled_pixels(self.folder / C3_OUT)), len(both))

    def test_pixels_that_are_filled_anew_count_once(self):
        filled = self.filled("--fill-mask")
        again, told = self.refilled(filled, "--mask", self.mask(range(256, 272)))
        self.assertEqual((len(filled_pixels(again)), value(again, "MISSFILL")), (1024, "1024"))
        self.assertIn("512 pixels were filled before", told)
        again, told = self.refilled(filled, "--mask", self.mask(range(256, 288)))
        self.assertEqual((len(filled_pixels(again)), value(again, "MISSFILL")), (1024, "1024"))
        self.assertNotIn("filled before", told)

    def mask(self, columns):
        values = [0] * 1024 ** 2
        for y in range(640, 672):
            for x in columns:
                values[1024 * y + x] = 1
        return with_pixels(l05(C3), self.folder / "mask.fts", 1024, 1024, values)

    def test_a_level_1_image_keeps_what_was_filled_before_it_was_reduced(self):
        self.reduced(self.filled("--fill-mask"))
        before = filled_pixels(self.folder / C3_OUT)
        again, _ = self.refilled(self.folder / C3_OUT)
        self.assertEqual((filled_pixels(again), value(again, "MISSFILL")), (before, str(len(before))))

    def test_fillsig_of_an_earlier_fill_stays(self):
        filled = self.filled("--fill-mask")
        data, at = filled.read_bytes(), image_extension(filled, "FILLMASK")[1]
        header = data[at:at + 2880].replace(b"EXTNAME = 'FILLMASK'", b"EXTNAME = 'FILLSIG '").replace(b"                   8 ", b"                 -32 ", 1)
        sigma = b"".join(struct.pack(">f", 2.5 * flag) for flag in image_extension(filled, "FILLMASK")[0])
        filled.write_bytes(data + header + sigma.ljust(-(-len(sigma) // 2880) * 2880, b"\0"))
        again, _ = self.refilled(filled)
        self.assertEqual(image_extension(again, "FILLSIG")[0], sigma)
        again, _ = self.refilled(filled, "--mask", self.mask(range(256, 272)))
        kept = struct.unpack(f">{1024 ** 2}f", image_extension(again, "FILLSIG")[0])
        # without context the error of what is filled anew is not known
        self.assertEqual([sum(v == 2.5 for v in kept), sum(v != v for v in kept), sum(v == 0 for v in kept)], [512, 512, 1024 ** 2 - 1024])
        self.reduced(filled)
        self.assertIsNone(image_extension(self.folder / C3_OUT, "FILLSIG"))  # in DN, not in MSB

    def test_a_fillmask_of_another_size_or_a_damaged_one_is_not_carried_and_that_is_said(self):
        filled = self.filled("--fill-mask")
        at = image_extension(filled, "FILLMASK")[1]

        def smaller(data):
            data[at:at + 2880] = bytes(data[at:at + 2880]).replace(b"NAXIS1  =                 1024", b"NAXIS1  =                  512")
        edited_copy(filled, self.folder / "smaller.fts", smaller)
        cut = self.folder / "cut.fts"
        cut.write_bytes(filled.read_bytes()[:at + 2880 + 5000])
        for file, words in (("smaller.fts", "extension FILLMASK has 512 x 1024 pixels, the image 1024 x 1024"),
                            ("cut.fts", "extension FILLMASK is not carried to the product: ")):
            line = self.reduced(self.folder / file, "--insist")
            self.assertTrue(any(words in warning for warning in line["warnings"]), line["warnings"])
            self.assertTrue(any("no FILLMASK of the input says which" in warning for warning in line["warnings"]), line["warnings"])
            self.assertEqual(value(line["output"], "MISSFILL"), "1024")
            self.assertIsNone(image_extension(self.folder / C3_OUT, "FILLMASK"))

    def test_a_sub_field_brings_its_fillmask_into_the_frame(self):
        part = sub_field(l05(C3), self.folder / "part.fts", 256, 256, 512, 512)
        out = self.folder / "part_filled.fts"
        values = [0] * 512 ** 2
        for y in range(384, 416):
            for x in range(32, 64):
                values[512 * y + x] = 1
        done = corkit("fill", part, "-o", out, "--calib", demo(), "--fill-mask", "--mask", with_pixels(l05(C3), self.folder / "m.fts", 512, 512, values))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(filled_pixels(out, 512, 512)), 1024)
        self.reduced(out, "--no-warp", "--no-roll-correction")
        carried = filled_pixels(self.folder / C3_OUT)
        self.assertEqual(carried, {1024 * y + x for y in range(640, 672) for x in range(288, 320)})

    def test_a_second_fill_keeps_the_first_ones_count(self):
        again = self.folder / "again.fts"
        done = corkit("fill", self.filled(), "-o", again, "--calib", demo(), "--fill", "fuzzy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((value(again, "FILLMETH"), value(again, "MISSFILL")), ("MEMBRANE", "1024"))
        self.assertIn("1024 pixels were filled before", done.stderr)

    def test_an_image_that_was_not_filled_has_no_such_cards(self):
        line = self.reduced(l05(C3))
        self.assertFalse([card for card in cards(self.folder / C3_OUT) if card.startswith(("FILLMETH", "MISSFILL"))])
        self.assertFalse(any("filled before" in warning for warning in line.get("warnings", [])))

    def test_a_picture_outlines_the_filled_pixels(self):
        def green(file):
            done = corkit("quicklook", file, "-o", self.folder / "a.png", "--calib", demo())
            self.assertEqual(done.returncode, 0, done.stderr)
            return sum(abs(row[x] - 96) + abs(row[x + 1] - 255) + abs(row[x + 2] - 96) < 40
                       for row in Picture(self.folder / "a.png").rows for x in range(0, len(row), 3))
        self.assertGreater(green(self.filled("--fill-mask")), 50)
        self.assertEqual(green(l05(C3)), 0)


if __name__ == "__main__":
    main()
