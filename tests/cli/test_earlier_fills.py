"""What was filled before: FILLMASK, FILLMETH and MISSFILL of an image are told apart, agree in its product, and nothing of them is lost."""
import json
import math
import shutil
import struct

from support import C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, cards, corkit, demo, edited_copy, l05, main, pixels, set_card, temporary_folder, value
from test_partial import SubFieldTest, filled_pixels, image_extension, sub_field, with_pixels

AS_IT_IS = ("--no-warp", "--no-roll-correction")
OLD, NEW = (8, 20), (12, 20)  # blocks of C3 that are neither lost nor masked


def of_block(block):
    return {1024 * y + x for y in range(32 * block[1], 32 * block[1] + 32) for x in range(32 * block[0], 32 * block[0] + 32)}


def without_block(source, target, block):
    """A copy with a block of zeros."""
    start = -(-80 * (len(cards(source)) + 1) // 2880) * 2880
    size = abs(int(value(source, "BITPIX"))) // 8

    def lose(data):
        for y in range(32 * block[1], 32 * block[1] + 32):
            at = start + size * (1024 * y + 32 * block[0])
            data[at:at + 32 * size] = bytes(32 * size)
    edited_copy(source, target, lose)
    return target


class EarlierFillTest(SubFieldTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.product = self.folder / C3_OUT

    def fill(self, file, name, *options):
        out = self.folder / name
        done = corkit("fill", file, "-o", out, "--calib", demo(), *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out, done.stderr

    def filled(self, *options, block=OLD, name="filled.fts"):
        return self.fill(without_block(l05(C3), self.folder / "lost.fts", block), name, *options)[0]

    def mask_of(self, block):
        marked = of_block(block)
        return with_pixels(l05(C3), self.folder / "mask.fts", 1024, 1024, [int(k in marked) for k in range(1024 ** 2)])

    def edited(self, file, change, name="edited.fts"):
        edited_copy(file, self.folder / name, change)
        return self.folder / name

    def reduced_as_it_is(self, file, *options):
        return self.reduced(file, "--insist", *AS_IT_IS, *options).get("warnings", [])

    def said(self, warnings):
        return [warning for warning in warnings if "filled before" in warning]

    def fill_cards(self, file):
        return value(file, "FILLMETH"), value(file, "MISSFILL")


class Counts(EarlierFillTest):
    def second_fill(self):
        return self.fill(without_block(self.filled(), self.folder / "more.fts", NEW), "second.fts", "--fill-mask")

    def test_pixels_that_no_fillmask_names_stay_counted(self):
        second, told = self.second_fill()
        self.assertEqual((filled_pixels(second), self.fill_cards(second)), (of_block(NEW), ("MEMBRANE", "2048")))
        self.assertIn("1024 pixels were filled before (FILLMETH 'MEMBRANE')", told)
        self.assertIn("no FILLMASK of the input says which they are, and that of the product does not name them", told)
        warnings = self.said(self.reduced_as_it_is(second))
        self.assertEqual((len(warnings), filled_pixels(self.product), self.fill_cards(self.product)), (1, of_block(NEW), ("MEMBRANE", "2048")))
        self.assertTrue(warnings[0].startswith("2048 pixels were filled before"), warnings)
        self.assertIn("1024 of them are named by no FILLMASK, and that of the product does not name them", warnings[0])
        third, told = self.fill(second, "third.fts")
        self.assertEqual((filled_pixels(third), self.fill_cards(third)), (of_block(NEW), ("MEMBRANE", "2048")))
        self.assertIn("1024 of them are named by no FILLMASK", told)

    def test_named_pixels_that_are_filled_anew_leave_the_others_counted(self):
        second, _ = self.second_fill()
        again, told = self.fill(second, "again.fts", "--mask", self.mask_of(NEW))
        self.assertEqual(self.fill_cards(again), ("MEMBRANE", "2048"))
        self.assertIn("1024 pixels were filled before", told)

    def test_a_level_1_image_keeps_them_when_other_pixels_are_filled(self):
        self.reduced_as_it_is(self.filled())
        self.assertEqual((image_extension(self.product, "FILLMASK"), self.fill_cards(self.product)), (None, ("MEMBRANE", "1024")))
        again, told = self.fill(self.product, "again.fts", "--mask", self.mask_of(NEW), "--fill-mask")
        self.assertEqual((filled_pixels(again), self.fill_cards(again)), (of_block(NEW), ("MEMBRANE", "2048")))
        self.assertIn("that of the product does not name them", told)

    def test_lost_blocks_of_a_level_1_image_that_are_filled_anew_count_once(self):
        self.reduced(without_block(l05(C3), self.folder / "lost.fts", OLD), "--fill", "membrane")
        count = int(value(self.product, "MISSFILL"))
        again, told = self.fill(self.product, "again.fts", "--fill-mask")
        self.assertEqual(int(value(again, "MISSFILL")), len(filled_pixels(again)))
        self.assertLess(abs(len(filled_pixels(again)) - count), count // 16)
        self.assertNotIn("filled before", told)
        again, told = self.fill(self.product, "mask_too.fts", "--mask", self.mask_of(NEW))
        self.assertEqual(int(value(again, "MISSFILL")), count + 1024)

    def test_a_damaged_calibration_file_does_not_change_the_count(self):
        self.reduced(without_block(l05(C3), self.folder / "lost.fts", OLD), "--fill", "membrane")
        calib = self.folder / "calib"
        shutil.copytree(demo(), calib, ignore=shutil.ignore_patterns("l05"))
        file = next(calib.rglob("c3_cl_mask_lvl1.fts"))
        file.write_bytes(file.read_bytes()[:10000])
        done = corkit("fill", self.product, "-o", self.folder / "again.fts", "--calib", calib, "--mask", self.mask_of(NEW))
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("c3_cl_mask_lvl1.fts cannot be used", done.stderr)

    def test_reduce_with_fill_mask_says_what_its_mask_does_not_name(self):
        warnings = self.said(self.reduced_as_it_is(self.filled(), "--fill", "membrane", "--fill-mask"))
        self.assertEqual(self.fill_cards(self.product), ("MEMBRANE", "1024"))
        self.assertTrue(warnings[0].endswith("says which they are, and that of the product does not name them"), warnings)

    def test_a_mask_of_more_pixels_than_missfill_is_followed_and_that_is_said(self):
        filled = self.filled("--fill-mask")
        fewer = self.edited(filled, lambda data: set_card(data, "MISSFILL", "10".rjust(20)))
        at = image_extension(filled, "FILLMASK")[1]

        def fill_up(data):
            data[at + 2880:at + 2880 + 1024 ** 2] = b"\1" * 1024 ** 2
        sent = sum(pixel != 0 for pixel in pixels(filled))  # others have no value that a fill gave them
        for file, card, count, left in ((fewer, 10, 1024, 1024), (self.edited(filled, fill_up, "ones.fts"), 1024, 1024 ** 2, sent)):
            warnings = self.said(self.reduced_as_it_is(file))
            self.assertEqual(len(warnings), 1)
            self.assertIn(f"MISSFILL ({card}) and FILLMASK ({count} pixels) of the input disagree", warnings[0])
            self.assertEqual(int(value(self.product, "MISSFILL")), len(filled_pixels(self.product)))
            again, told = self.fill(file, "again.fts")
            self.assertIn(f"MISSFILL ({card}) and FILLMASK ({count} pixels) of the input disagree", told)
            self.assertEqual(value(again, "MISSFILL"), str(left))

    def test_a_pixel_that_is_lost_again_and_not_filled_anew_counts_as_lost(self):
        # The zeros around it are neither lost blocks (the mask says what is lost) nor measured.
        lost = self.filled("--fill-mask")
        around = {(x, y) for x in range(OLD[0] - 1, OLD[0] + 2) for y in range(OLD[1] - 1, OLD[1] + 2)}
        for count, block in enumerate(sorted(around)):
            lost = without_block(lost, self.folder / f"around{count}.fts", block)
        again, told = self.fill(lost, "again.fts", "--mask", self.mask_of(OLD), "--fill-mask")
        self.assertEqual((filled_pixels(again), self.fill_cards(again)), (set(), ("MEMBRANE", "0")))
        self.assertIn("1024 lost pixels have no measured neighbour and stay as they were", told)
        self.assertEqual(self.said(told.splitlines()), [])
        some, told = self.fill(without_block(self.filled("--fill-mask", "--mask", self.mask_of(NEW)), self.folder / "new.fts", OLD), "some.fts")
        self.assertEqual((filled_pixels(some), self.fill_cards(some)), (of_block(OLD) | of_block(NEW), ("MEMBRANE", "2048")))
        self.assertIn("1024 pixels were filled before", told)

    def test_a_pixel_that_is_lost_again_is_not_filled_before_for_reduce(self):
        lost = without_block(self.filled("--fill-mask"), self.folder / "again.fts", OLD)
        self.assertEqual(self.said(self.reduced_as_it_is(lost)), [])
        self.assertEqual(self.fill_cards(self.product), (None, None))
        self.assertIsNone(image_extension(self.product, "FILLMASK"))
        self.assertEqual(self.said(self.reduced_as_it_is(lost, "--fill", "membrane", "--fill-mask")), [])
        self.assertEqual((filled_pixels(self.product), self.fill_cards(self.product)), (of_block(OLD), ("MEMBRANE", "1024")))

    def test_a_fill_of_nothing_leaves_no_trace(self):
        nothing, _ = self.fill(l05(C3), "nothing.fts", "--fill-mask")
        self.assertEqual((filled_pixels(nothing), self.fill_cards(nothing)), (set(), ("MEMBRANE", "0")))
        self.assertEqual(self.said(self.reduced_as_it_is(nothing)), [])
        self.assertEqual(self.fill_cards(self.product), (None, None))

    def test_a_method_without_a_number_goes_on(self):
        def drop(data):
            at = data.index(b"MISSFILL=")
            data[at:at + 8] = b"OTHERKEY"
        file = self.edited(self.filled(), drop)
        warnings = self.said(self.reduced_as_it_is(file))
        self.assertIn("neither MISSFILL nor FILLMASK says how many", warnings[0])
        self.assertEqual(self.fill_cards(self.product), ("MEMBRANE", None))


class Errors(EarlierFillTest):
    """FILLSIG: a number where the error is known, NaN where a filled pixel's is not, 0 where nothing was filled."""

    def sigma(self, file):
        return struct.unpack(f">{1024 ** 2}f", image_extension(file, "FILLSIG")[0])

    def kinds(self, file):
        sigma = self.sigma(file)
        return ({k for k, v in enumerate(sigma) if v > 0}, {k for k, v in enumerate(sigma) if math.isnan(v)})

    def with_sigma(self, name="sigma.fts"):
        lost = without_block(l05(C3), self.folder / "lost.fts", OLD)
        filled, _ = self.fill(lost, name, "--fill-mask", "--context", l05(C3_LOST))
        self.assertEqual(self.kinds(filled), (of_block(OLD), set()))
        return filled

    def test_a_pixel_that_is_filled_without_context_after_one_that_was_with_it_has_none(self):
        two = without_block(self.with_sigma(), self.folder / "two.fts", NEW)
        for options in (("--fill-mask",), (), ("--fill", "fuzzy")):
            again, _ = self.fill(two, "again.fts", *options)
            self.assertEqual((self.kinds(again), filled_pixels(again)), ((of_block(OLD), of_block(NEW)), of_block(OLD) | of_block(NEW)))
        again, _ = self.fill(without_block(self.with_sigma(), self.folder / "one.fts", OLD), "again.fts", "--fill-mask")
        self.assertEqual(self.kinds(again), (set(), of_block(OLD)))

    def test_a_pixel_that_was_filled_without_context_before_one_that_is_with_it_has_none(self):
        two = without_block(self.filled("--fill-mask"), self.folder / "two.fts", NEW)
        again, _ = self.fill(two, "again.fts", "--fill-mask", "--context", l05(C3_LOST))
        self.assertEqual(self.kinds(again), (of_block(NEW), of_block(OLD)))
        self.reduced(two, "--fill", "membrane", "--fill-mask", "--context", l05(C3_LOST))
        known, unknown = self.kinds(self.product)
        self.assertTrue(known and unknown)
        self.assertEqual(known | unknown, filled_pixels(self.product))

    def test_an_image_keeps_its_extensions_although_all_that_they_name_was_lost_again(self):
        lost = without_block(self.with_sigma(), self.folder / "lost_again.fts", OLD)
        again, _ = self.fill(lost, "again.fts")
        self.assertEqual((filled_pixels(again), self.fill_cards(again)), (of_block(OLD), ("MEMBRANE", "1024")))
        self.assertEqual(self.kinds(again), (set(), of_block(OLD)))
        lost = without_block(self.filled("--fill-mask"), self.folder / "lost_again.fts", OLD)
        again, _ = self.fill(lost, "again.fts")
        self.assertEqual((filled_pixels(again), image_extension(again, "FILLSIG")), (of_block(OLD), None))


class Sentences(EarlierFillTest):
    def refusal(self, *arguments):
        done = corkit(*arguments, "--calib", demo(), cwd=self.folder)
        self.assertEqual(done.returncode, 1, done)
        self.assert_one_line(done.stderr)
        return done.stderr

    def test_a_mask_of_the_whole_field_is_named_with_what_it_should_be(self):
        with_pixels(l05(C3), self.folder / "ones.fts", 1024, 1024, [1] * 1024 ** 2)
        told = self.refusal("fill", l05(C3), "--mask", "ones.fts", "-o", "out.fts")
        self.assertIn("all of the field is lost or is no number: there is nothing to fill it from; --mask ones.fts must be 0 where the image has", told)
        self.assertNotIn("--fill none", told)

    def test_a_file_that_is_not_there_is_said_to_be_the_context_or_the_mask(self):
        (self.folder / "days").mkdir()
        for option in ("--context", "--mask"):
            for name, words in (("nope.fts", "file not found\n"), ("days", "is a folder, not a FITS file")):
                told = self.refusal("fill", l05(C3_LOST), option, name, "-o", "out.fts")
                self.assertIn(f": {option} {name}: {words}", told)
                self.assertEqual(told.count(name), 1, told)
        for name, words in (("nope.fts", "file not found\n"), ("days", "is a folder, not a FITS file")):
            told = self.refusal("reduce", l05(C3_LOST), "--fill", "membrane", "--context", name, "-o", ".")
            self.assertIn(f"{C3_LOST}: --context {name}: {words}", told)


class Contexts(EarlierFillTest):
    """Each context lost the block that the image lost, and was filled there."""
    NOTHING = "shows nothing where the image has lost pixels, and was not used"

    def contexts(self, *options):
        level05, _ = self.fill(without_block(l05(C3_LOST), self.folder / "lost.fts", OLD), "context.fts", *options)
        done = corkit("reduce", level05, "--calib", demo(), "-o", self.folder / "level1", "--overwrite")
        self.assertEqual(done.returncode, 0, done.stderr)
        return level05, self.folder / "level1" / C3_LOST_OUT

    def fills(self, contexts):
        """What is said of each context, by each way that reads it."""
        lost = without_block(l05(C3), self.folder / "image.fts", OLD)
        self.reduced(lost, "--fill", "none")
        told = []
        for context, image in zip(contexts, (lost, self.product)):
            told.append(self.fill(image, "out.fts", "--context", context)[1])
            done = corkit("reduce", lost, "--calib", demo(), "-o", self.folder / "reduced", "--overwrite", "--fill", "membrane", "--context", context)
            self.assertEqual(done.returncode, 0, done.stderr)
            told.append(done.stderr)
        return told

    def test_pixels_that_fillmask_names_are_lost_in_a_context(self):
        for told in self.fills(self.contexts("--fill-mask")):
            self.assertIn(self.NOTHING, told)
            self.assertNotIn("filled before", told)

    def test_a_context_without_fillmask_is_used_and_that_is_said_of_it(self):
        for told in self.fills(self.contexts()):
            self.assertNotIn(self.NOTHING, told)
            self.assertRegex(told, r"--context \w+\.fts: \d+ pixels of this context were filled before \(FILLMETH 'MEMBRANE'\): they count as measured there; "
                                   r"it has no FILLMASK that says which; fill it with --fill-mask, or give another image")
            self.assertNotIn("product", told)

    def test_a_fillmask_of_another_size_is_said_to_be_of_no_use(self):
        context, _ = self.contexts("--fill-mask")
        at = image_extension(context, "FILLMASK")[1]

        def smaller(data):
            data[at:at + 2880] = bytes(data[at:at + 2880]).replace(b"NAXIS1  =                 1024", b"NAXIS1  =                  512")
        lost = without_block(l05(C3), self.folder / "image.fts", OLD)
        _, told = self.fill(lost, "out.fts", "--context", self.edited(context, smaller, "smaller.fts"))
        self.assertIn("--context smaller.fts: extension FILLMASK has 512 x 1024 pixels, the image 1024 x 1024: it is not used", told)
        self.assertIn("--context smaller.fts: 6144 pixels of this context were filled before", told)


class FuzzyContexts(EarlierFillTest):
    """Products of level 1 as context images: what is said of lost blocks that the fuzzy fill may have closed in them."""
    END = "filled before by the fuzzy fill: the pixels count as measured there; {}; reduce it with --fill-mask or --fill none, or give another image"
    RECORDED = "lost blocks of this context (HISTORY) were "
    LISTED = "of this context (MISSLIST) may have been "
    NO_MASK, OTHERS = "it has no FILLMASK that says which", "its FILLMASK does not name them"

    def level1(self, file, name, *options, change=None):
        done = corkit("reduce", file, "--calib", demo(), "-o", self.folder / "level1", "--overwrite", "--json", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        edited_copy(json.loads(done.stdout)["output"], self.folder / name, change or (lambda data: None))
        return self.folder / name

    def told(self, context, image=None, *options):
        """The one sentence about the context, by a reduction and by a fill of a product."""
        lost = image or without_block(l05(C3), self.folder / "image.fts", OLD)
        done = corkit("reduce", lost, "--calib", demo(), "-o", self.folder / "reduced", "--overwrite", "--fill", "membrane", "--context", context)
        self.assertEqual(done.returncode, 0, done.stderr)
        product = self.level1(lost, "product.fts", "--fill", "none")
        filled = corkit("fill", product, "-o", self.folder / "out.fts", "--calib", demo(), "--context", context, *options)
        self.assertEqual(filled.returncode, 0, filled.stderr)
        said, again = (self.said(text.splitlines()) for text in (done.stderr, filled.stderr))
        self.assertEqual([line.split("--context")[1:] for line in said], [line.split("--context")[1:] for line in again])
        self.assertLess(len(said), 2)
        return said[0] if said else ""

    @staticmethod
    def as_solarsofts(data):
        """Without the HISTORY that SolarSoft does not get into its file, and corkit's own."""
        for text in (b"HISTORY  Used FUZZY_IMAGE.PRO", b"HISTORY corkit"):
            if text in data:
                at = data.index(text)
                data[at:at + 80] = b"COMMENT".ljust(80)

    def half_lost(self):
        """A block of which the first 16 columns are lost: SolarSoft counts it, its fuzzy fill does not fill it."""
        start = -(-80 * (len(cards(l05(C3))) + 1) // 2880) * 2880

        def lose(data):
            for y in range(32 * NEW[1], 32 * NEW[1] + 32):
                at = start + 2 * (1024 * y + 32 * NEW[0])
                data[at:at + 32] = bytes(32)
        return self.edited(l05(C3), lose, "half.fts")

    def test_a_product_that_records_the_fill_or_lists_lost_blocks_is_told_of(self):
        told = self.told(self.level1(l05(C3_LOST), "recorded.fts"))
        self.assertIn("--context recorded.fts: " + self.RECORDED + self.END.format(self.NO_MASK), told)
        told = self.told(self.level1(l05(C3_LOST), "listed.fts", change=self.as_solarsofts))
        self.assertIn("--context listed.fts: 5 lost blocks " + self.LISTED + self.END.format(self.NO_MASK), told)
        for options in (("--fill-mask",), ("--fill", "none"), ("--fill", "membrane", "--fill-mask")):
            self.assertEqual(self.told(self.level1(l05(C3_LOST), "known.fts", *options)), "", options)

        def none_lost(data):
            self.as_solarsofts(data)
            set_card(data, "NMISSING", "0".rjust(20))
        self.assertEqual(self.told(self.level1(l05(C3_LOST), "none.fts", change=none_lost)), "")

    def test_a_block_that_is_lost_in_part_may_have_been_filled(self):
        half = self.half_lost()
        self.assertIn("--context product1.fts: 1 lost block " + self.LISTED, self.told(self.level1(half, "product1.fts")))
        for options in (("--fill", "none"), ("--fill", "membrane", "--fill-mask")):
            self.assertEqual(self.told(self.level1(half, "known.fts", *options)), "", options)

    def test_nmissing_of_a_summed_image_or_a_sub_field_tells_of_no_fill(self):
        full = pixels(l05(C3))
        values = [int(full[2 * y * 1024 + 2 * x]) for y in range(512) for x in range(512)]
        for sums in ({"LEBXSUM": 2, "LEBYSUM": 2}, {"SUMCOL": 2, "SUMROW": 2}):
            whole = with_pixels(l05(C3), self.folder / "whole.fts", 512, 512, values, sums)
            lost = list(values)
            for y in range(128, 160):
                lost[512 * y + 128:512 * y + 160] = [0] * 32
            image = with_pixels(l05(C3), self.folder / "summed.fts", 512, 512, lost, sums)
            context = self.level1(whole, "context.fts")
            self.assertGreater(int(value(context, "NMISSING")), 0)
            mask = with_pixels(l05(C3), self.folder / "where.fts", 512, 512, [int(pixel == 0 != values[k]) for k, pixel in enumerate(lost)], sums)
            self.assertEqual(self.told(context, image, "--mask", mask), "", sums)
            self.assertIn(self.RECORDED, self.told(self.level1(image, "filled.fts"), image, "--mask", mask))
            done = corkit("fill", context, "-o", self.folder / "out.fts", "--calib", demo())
            self.assertRegex(done.stderr, r"MISSLIST does not name the \d+ missing blocks of this product: give --mask FILE")
        part = self.level1(sub_field(l05(C3), self.folder / "part.fts", 256, 256, 512, 512), "part1.fts", change=self.as_solarsofts)
        self.assertGreater(int(value(part, "NMISSING")), 256)
        self.assertEqual(self.told(part), "")

    def test_a_fillmask_that_names_other_pixels_only_does_not_speak_for_the_fuzzy_fill(self):
        for change, words in ((None, self.RECORDED), (self.as_solarsofts, "5 lost blocks " + self.LISTED)):
            fuzzy = self.level1(l05(C3_LOST), "fuzzy.fts", change=change)
            part, _ = self.fill(fuzzy, "part.fts", "--mask", self.mask_of(NEW), "--fill-mask")
            self.assertEqual(filled_pixels(part), of_block(NEW))
            self.assertIn("--context part.fts: " + words + self.END.format(self.OTHERS), self.told(part))
        both, _ = self.fill(self.level1(l05(C3_LOST), "fuzzy.fts", "--fill-mask"), "both.fts", "--mask", self.mask_of(NEW), "--fill-mask")
        self.assertEqual(self.told(both), "")
        again, _ = self.fill(self.level1(l05(C3_LOST), "fuzzy.fts"), "again.fts", "--fill-mask")
        self.assertEqual(self.told(again), "")
        nothing, _ = self.fill(fuzzy, "nothing.fts", "--mask", with_pixels(l05(C3), self.folder / "zeros.fts", 1024, 1024, [0] * 1024 ** 2))
        self.assertIn("--context nothing.fts: " + self.RECORDED + self.END.format(self.NO_MASK), self.told(nothing))


class Fuzzy(EarlierFillTest):
    """SolarSoft's fill, in the calibration."""

    def lost(self):
        return without_block(l05(C3), self.folder / "lost.fts", OLD)

    def test_fill_mask_writes_what_it_filled_beside_solarsofts_header(self):
        self.reduced_as_it_is(self.lost())
        plain, without = pixels(self.product), cards(self.product)
        self.assertIsNone(image_extension(self.product, "FILLMASK"))
        self.assertEqual(self.reduced_as_it_is(self.lost(), "--fill-mask"), [])
        self.assertEqual((filled_pixels(self.product), pixels(self.product)), (of_block(OLD), plain))
        self.assertEqual([card for card in cards(self.product) if not card.startswith("EXTEND")], without)
        self.reduced(self.lost(), "--fill-mask")
        carried = filled_pixels(self.product)
        self.reduced(self.lost(), "--fill", "membrane", "--fill-mask")
        self.assertEqual(carried, filled_pixels(self.product))

    def test_fillmask_of_an_image_that_was_filled_before_names_what_is_filled_now_too(self):
        for mask, expected in (("--fill-mask",), of_block(OLD) | of_block(NEW)), ((), None):
            more = without_block(self.filled(*mask), self.folder / "more.fts", NEW)
            self.reduced_as_it_is(more)
            self.assertEqual(self.fill_cards(self.product), ("MEMBRANE, FUZZY", "2048"))
            if expected:
                self.assertEqual(filled_pixels(self.product), expected)
            else:
                self.assertIsNone(image_extension(self.product, "FILLMASK"))
        self.reduced_as_it_is(more, "--fill", "none")
        self.assertEqual(self.fill_cards(self.product), ("MEMBRANE", "1024"))

    def test_a_mask_of_no_fill_is_refused_or_warned_of(self):
        done = corkit("reduce", self.lost(), "--calib", demo(), "-o", self.folder, "--fill", "none", "--fill-mask")
        self.assert_usage(done, "--fill-mask is for --fill membrane, dl and fuzzy", "leave it out")
        warnings = self.reduced(l05(C2), "--fill-mask")["warnings"]
        self.assertTrue(any(warning.startswith("--fill-mask: no FILLMASK is written, because nothing is filled") and
                            warning.endswith("use --fill membrane or --fill dl") for warning in warnings), warnings)
        self.assertIsNone(image_extension(self.folder / C2_OUT, "FILLMASK"))


class WithoutCards(EarlierFillTest):
    def test_fillmask_without_its_cards_is_carried(self):
        def drop(data):
            for keyword in (b"FILLMETH", b"MISSFILL"):
                at = data.index(keyword + b"=")
                data[at:at + 8] = b"OTHERKEY"
        file = self.edited(self.filled("--fill-mask"), drop)
        warnings = self.said(self.reduced_as_it_is(file))
        self.assertEqual(len(warnings), 1)
        self.assertTrue(warnings[0].startswith("1024 pixels were filled before: they count as measured"), warnings)
        self.assertEqual((filled_pixels(self.product), self.fill_cards(self.product)), (of_block(OLD), (None, "1024")))
        again, _ = self.fill(without_block(file, self.folder / "more.fts", NEW), "again.fts")
        self.assertEqual((filled_pixels(again), self.fill_cards(again)), (of_block(OLD) | of_block(NEW), ("MEMBRANE", "2048")))

    def test_it_is_found_behind_a_compressed_image_as_well(self):
        import gzip
        file = self.filled("--fill-mask")
        packed = self.folder / "filled.fts.gz"
        packed.write_bytes(gzip.compress(file.read_bytes().replace(b"FILLMETH=", b"OTHERKEY=").replace(b"MISSFILL=", b"OTHERKEY="), 1))
        self.reduced_as_it_is(packed)
        self.assertEqual((filled_pixels(self.product), self.fill_cards(self.product)), (of_block(OLD), (None, "1024")))


class Methods(EarlierFillTest):
    def test_each_method_is_named_once_whole_and_in_order(self):
        filled = self.filled()
        for given, expected in (("FUZZY", "FUZZY, MEMBRANE"), ("FUZZY, DL", "FUZZY, DL, MEMBRANE"), ("FUZZY, MEMBRANE, DL",) * 2,
                                ("DL, MEMBRANE, DL", "DL, MEMBRANE"), (" FUZZY,DL,, MEMBRANE ,", "FUZZY, DL, MEMBRANE"),
                                ("SOMEBODYS OWN METHOD", "SOMEBODYS OWN METHOD, MEMBRANE"),
                                ("A METHOD WHOSE NAME IS LONGER THAN WHAT THERE IS ROOM FOR", "MEMBRANE")):
            def rename(data):
                set_card(data, "FILLMETH", f"'{given}'")
            lost = without_block(self.edited(filled, rename), self.folder / "more.fts", NEW)
            again, _ = self.fill(lost, "again.fts")
            self.assertEqual(self.fill_cards(again), (expected, "2048"))
            self.reduced_as_it_is(lost, "--fill", "membrane")
            self.assertEqual(self.fill_cards(self.product), (expected, "2048"))

    def test_three_methods_in_turn(self):
        file = self.filled("--fill", "fuzzy")
        file, _ = self.fill(without_block(file, self.folder / "more.fts", NEW), "second.fts")
        self.assertEqual(self.fill_cards(file), ("FUZZY, MEMBRANE", "2048"))
        file, _ = self.fill(without_block(file, self.folder / "more.fts", (14, 4)), "third.fts", "--fill", "fuzzy")
        self.assertEqual(self.fill_cards(file), ("FUZZY, MEMBRANE", "3072"))


if __name__ == "__main__":
    main()
