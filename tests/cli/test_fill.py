"""corkit fill, and corkit reduce with the fills that come last: membrane, dl."""
import gzip
import json
import os
import shutil
import struct
import unittest

from support import (C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, CommandTest, cards, corkit, demo, edited_copy, l05, main, pixels, set_card,
                     temporary_folder, value)


def data_start(path):
    return -(-80 * (len(cards(path)) + 1) // 2880) * 2880


def lose_blocks(source, target, *blocks, change=None):
    """A copy of an int16 image of 1024 x 1024 whose blocks (i, j) are lost."""
    start = data_start(source)

    def zero(data):
        for i, j in blocks:
            for y in range(32 * j, 32 * j + 32):
                at = start + 2 * (1024 * y + 32 * i)
                data[at:at + 64] = bytes(64)
        if change:
            change(data)
    edited_copy(source, target, zero)
    return target


def extensions(path):
    """Name and BITPIX of the image extensions."""
    data = path.read_bytes()
    found, at = [], data_start(path) + -(-abs(int(value(path, "BITPIX"))) // 8 * 1024 * 1024 // 2880) * 2880
    while at < len(data):
        header = data[at:at + 2880].decode("ascii")
        field = {header[k:k + 8].strip(): header[k + 10:k + 30].strip().strip("'").strip() for k in range(0, 2880, 80)}
        found.append((field["EXTNAME"], int(field["BITPIX"])))
        at += 2880 + -(-abs(int(field["BITPIX"])) // 8 * 1024 * 1024 // 2880) * 2880
    return found, at == len(data)


class FillTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def fill(self, *arguments, **keywords):
        return corkit("fill", "--calib", demo(), *arguments, **keywords)

    def reduce(self, *arguments, **keywords):
        return corkit("reduce", "--calib", demo(), "-o", self.folder, *arguments, **keywords)

    def warnings(self, image, *options):
        done = self.reduce(image, "--json", "--overwrite", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout).get("warnings", [])

    def assert_fails(self, done, *words):
        self.assertEqual(done.returncode, 1, done)
        self.assert_one_line(done.stderr, *words)


class Reduce(FillTest):
    def test_membrane_changes_filled_pixels_only_and_says_so(self):
        lost = lose_blocks(l05(C2), self.folder / "lost.fts", (8, 20), (9, 20))
        self.assertEqual(self.reduce(lost, "--fill", "none").returncode, 0)
        none = pixels(self.folder / C2_OUT)
        done = self.reduce(lost, "--fill", "membrane", "--fill-mask", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        product = self.folder / C2_OUT
        self.assertEqual(value(product, "FILLMETH"), "MEMBRANE")
        changed = sum(a != b for a, b in zip(none, pixels(product)))
        filled = int(value(product, "MISSFILL"))
        self.assertEqual(json.loads(done.stdout)["filled_pixels"], filled)
        self.assertGreater(filled, 2000)
        self.assertLessEqual(changed, filled)
        self.assertGreater(changed, 2000)
        self.assertEqual(extensions(product), ([("FILLMASK", 8)], True))
        self.assertTrue(cards(product)[-1].startswith("HISTORY corkit "))

    def test_fuzzy_and_none_have_no_cards_of_the_fill(self):
        for fill in ("fuzzy", "none"):
            self.reduce(l05(C3_LOST), "--fill", fill)
            self.assertIsNone(value(self.folder / C3_LOST_OUT, "FILLMETH"))
            self.assertIsNone(value(self.folder / C3_LOST_OUT, "MISSFILL"))

    def test_the_fuzzy_fill_of_what_it_does_not_fill_is_told(self):
        blue = lose_blocks(l05(C3), self.folder / "blue.fts", change=lambda data: set_card(data, "FILTER", "'Blue    '"))
        for image, what, product in ((l05(C2), "C2 Orange", C2_OUT), (blue, "C3 Blue", C3_OUT)):
            plain = self.warnings(image)
            expected = (self.folder / product).read_bytes()
            sentence = f"--fill fuzzy is SolarSoft's method for C3 Clear: lost blocks of {what} are not filled; use --fill membrane"
            self.assertEqual(sorted(self.warnings(image, "--fill", "fuzzy")), sorted([*plain, sentence]))
            self.assertEqual((self.folder / product).read_bytes(), expected)
            self.assertNotIn(sentence, self.warnings(image, "--fill", "fuzzy", "--noimg"))
        self.assertEqual(self.warnings(l05(C3_LOST), "--fill", "fuzzy"), self.warnings(l05(C3_LOST)))

    def test_the_fuzzy_fill_that_masks_all_is_told(self):
        many = lose_blocks(l05(C3), self.folder / "many.fts", *((i, j) for i in range(8, 13) for j in range(20, 24)))
        plain = self.warnings(many)
        expected = (self.folder / C3_OUT).read_bytes()
        told = [warning for warning in self.warnings(many, "--fill", "fuzzy") if warning not in plain]
        self.assertEqual(len(told), 1, told)
        self.assertTrue(told[0].startswith("--fill fuzzy fills none of the lost blocks") and told[0].endswith("use --fill membrane"), told)
        self.assertEqual((self.folder / C3_OUT).read_bytes(), expected)

    def test_c3_lost_blocks_are_filled(self):
        self.reduce(l05(C3_LOST), "--fill", "none")
        masked = pixels(self.folder / C3_LOST_OUT).count(0)
        self.assertEqual(self.reduce(l05(C3_LOST), "--fill", "membrane").returncode, 0)
        product = self.folder / C3_LOST_OUT
        self.assertLess(pixels(product).count(0), masked - 3000)
        self.assertEqual((value(product, "BITPIX"), value(product, "NMISSING")), ("16", "5"))

    def test_context_is_checked(self):
        for name, change, words in (
                ("filter", lambda d: set_card(d, "FILTER", "'Blue    '"), ("FILTER", "Blue")),
                ("polar", lambda d: set_card(d, "POLAR", "'+60 Deg '"), ("POLAR", "+60 Deg")),
                ("late", lambda d: set_card(d, "DATE-OBS", "'2002/05/22'"), ("2002", "hours"))):
            context = lose_blocks(l05(C3), self.folder / f"{name}.fts", change=change)
            done = self.reduce(l05(C3), "--fill", "membrane", "--context", context)
            self.assert_fails(done, str(context), *words[1:])
            self.assertFalse((self.folder / C3_OUT).exists())
        self.assert_fails(self.reduce(l05(C3), "--fill", "membrane", "--context", l05(C2)), str(l05(C2)), "DETECTOR")
        self.assert_fails(self.reduce(l05(C3), "--fill", "membrane", "--context", "/nonexistent.fts"), "/nonexistent.fts")

    def test_a_context_of_level_1_is_warped_as_the_image_is(self):
        outs = {}
        for kind in ((), ("--no-warp",)):
            outs[kind] = self.folder / f"context{len(kind)}"
            self.assertEqual(corkit("reduce", l05(C3), "--calib", demo(), "-o", outs[kind], "-q", *kind).returncode, 0)
        warped, raw = outs[()] / C3_OUT, outs["--no-warp",] / C3_OUT
        lost = l05(C3_LOST)
        for kind, context, words in ((("--no-warp",), warped, "its distortion is corrected (no --no-warp)"),
                                     ((), raw, "its distortion is not corrected (--no-warp)")):
            done = self.reduce(lost, "--fill", "membrane", *kind, "--context", context)
            self.assert_fails(done, str(context), words)
            product = self.folder / f"left{len(kind)}"
            self.assertEqual(corkit("reduce", lost, "--calib", demo(), "-o", product, "-q", "--fill", "none", *kind).returncode, 0)
            done = self.fill(product / C3_LOST_OUT, "-o", self.folder / "refused.fts", "--context", context)
            self.assert_fails(done, str(context), words)
            own = raw if kind else warped
            self.assertEqual(self.reduce(lost, "--fill", "membrane", *kind, "--context", own, "--overwrite").returncode, 0)
            self.assertEqual(self.fill(product / C3_LOST_OUT, "-o", self.folder / f"filled{len(kind)}.fts", "--context", own).returncode, 0)

    def test_a_context_that_is_the_image_itself_or_given_twice_is_left_out_with_a_warning(self):
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        link = self.folder / "link.fts"
        link.symlink_to(lost)
        out = self.folder / "filled.fts"

        def products(*contexts):
            told = []
            for done, product in ((self.reduce(lost, "--fill", "membrane", "--overwrite", *contexts), self.folder / C3_OUT),
                                  (self.fill(lost, "-o", out, *contexts), out)):
                self.assertEqual(done.returncode, 0, done.stderr)
                told.append((product.read_bytes(), done.stdout + done.stderr))
            return told
        alone, helped = products(), products("--context", l05(C3_LOST))
        for itself in (lost, link, self.folder / "." / "lost.fts"):
            for (product, told), (expected, _) in zip(products("--context", itself), alone):
                self.assertEqual(product, expected)
                self.assertIn(f"--context {itself} is the image itself: it is not used", told)
        for second in (l05(C3_LOST), l05(C3_LOST).parent / "." / C3_LOST):
            for (product, told), (expected, _) in zip(products("--context", l05(C3_LOST), "--context", second), helped):
                self.assertEqual(product, expected)
                self.assertIn(f"--context {second} is given twice", told)
        for _, told in helped:
            self.assertNotIn("--context", told)

    def test_contexts_are_named_as_images_are(self):
        images = self.folder / "images"
        images.mkdir()
        for name in (C3, C3_LOST):
            shutil.copy(l05(name), images)
        (images / "list.txt").write_text(f"{C3}\n{C3_LOST}  2002/05/21\n")
        lost, out = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20)), self.folder / "filled.fts"

        def filled(*contexts):
            told = []
            for done, product in ((self.reduce(lost, "--fill", "membrane", "--overwrite", "-q", *contexts), self.folder / C3_OUT),
                                  (self.fill(lost, "-o", out, "-q", *contexts), out)):
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                told.append(product.read_bytes())
            return told
        each = filled("--context", images / C3, "--context", images / C3_LOST)
        for named in (f"{images}/*.fts", f"@{images}/list.txt"):
            self.assertEqual(filled("--context", named), each)
        self.assertEqual(filled("--context", "-"), filled())
        done = self.fill(lost, "-o", out, "--context", f"@{images}/list.txt", "--context", images / C3)
        self.assertIn(f"--context {images / C3} is given twice", done.stderr)

    def test_what_names_no_context_is_told(self):
        (self.folder / "empty").mkdir()
        (self.folder / "list.txt").write_text("gone.fts\n")
        many = self.folder / "many"
        many.mkdir()
        for k in range(65):
            (many / f"{k}.fts").touch()
        for command in (("reduce", l05(C3), "-o", self.folder / "out"), ("fill", l05(C3), "-o", self.folder / "out.fts")):
            for named, words in ((self.folder / "empty", "is a folder, not a FITS file"),
                                 (f"@{self.folder}/list.txt", f"{self.folder}/gone.fts: file not found; line 1 of @{self.folder}/list.txt names it"),
                                 (f"{self.folder}/*.fz", f"{self.folder}/*.fz: file not found")):
                self.assert_fails(corkit(*command, "--calib", demo(), "--fill", "membrane", "--context", named), "--context", words)
            self.assert_usage(corkit(*command, "--fill", "membrane", "--context", f"{many}/*"), "--context names 65 images; give at most 64")
            self.assert_usage(corkit(*command, "--fill", "membrane", "--context", "@none.txt"), "@none.txt: the list cannot be read")
        self.assertFalse((self.folder / "out").exists())

    def test_a_context_of_a_pattern_is_not_written_over(self):
        context = self.folder / "context.fts"
        shutil.copy(l05(C3), context)
        self.assert_fails(self.fill(l05(C3_LOST), "-o", context, "--context", f"{self.folder}/*.fts"), "which is read for it")
        self.assertEqual(context.read_bytes(), l05(C3).read_bytes())

    def test_context_helps_and_is_named(self):
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        done = self.reduce(lost, "--fill", "membrane", "--context", l05(C3), "--context", l05(C3_LOST))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_texts_are_whole(self.folder / C3_OUT)
        history = [c for c in cards(self.folder / C3_OUT) if c.startswith("HISTORY")]
        self.assertTrue(any(C3 in c and "context" in c for c in history), history)

    def test_a_membrane_with_context_tells_its_expected_error(self):
        lost = lose_blocks(l05(C2), self.folder / "lost.fts", (8, 20))
        out = self.folder / "out.fts"
        self.assertEqual(self.fill(lost, "-o", out, "--fill-mask", "--context", l05(C2)).returncode, 0)
        self.assertEqual(extensions(out), ([("FILLMASK", 8), ("FILLSIG", -32)], True))
        self.assertEqual(self.reduce(lost, "--fill", "membrane", "--fill-mask", "--context", l05(C2)).returncode, 0)
        self.assertEqual(extensions(self.folder / C2_OUT), ([("FILLMASK", 8), ("FILLSIG", -32)], True))

    def test_options_that_do_not_go_with_the_fill(self):
        self.assert_usage(corkit("reduce", "x.fts", "--fill", "membrane", "--weights", "w"), "--weights")
        self.assert_usage(corkit("reduce", "x.fts", "--fill", "dl", "--isotropic"), "--isotropic")


class Plugin(FillTest):
    def test_without_the_plugin_the_learned_fill_says_what_to_install(self):
        for arguments in (("reduce", l05(C3_LOST), "-o", self.folder), ("fill", l05(C3_LOST), "-o", self.folder / "x.fts")):
            done = corkit(*arguments, "--calib", demo(), "--fill", "dl", CORKIT_INPAINT_LIB="/nonexistent/libcorkit-inpaint.so.0")
            self.assert_fails(done, "libcorkit-inpaint", "CORKIT_BUILD_INPAINT")
        self.assertEqual(list(self.folder.iterdir()), [])


@unittest.skipUnless("CORKIT_FAKE_INPAINT" in os.environ, "run by CTest, which builds the plug-in")
class FakePlugin(FillTest):
    """The way to and from a plug-in, with one that has no network in it."""

    def setUp(self):
        super().setUp()
        self.weights = self.folder / "weights"
        self.weights.mkdir()
        for name in ("c2", "c3"):
            (self.weights / f"{name}.safetensors").write_bytes(b"weights")
        self.environment = {"CORKIT_INPAINT_LIB": os.environ["CORKIT_FAKE_INPAINT"], "CORKIT_WEIGHTS": str(self.weights)}

    def test_what_it_fills_and_says_reaches_the_product(self):
        self.reduce(l05(C3_LOST), "--fill", "none", "--no-scale")
        product = self.folder / C3_LOST_OUT
        none = pixels(product)
        done = self.reduce(l05(C3_LOST), "--fill", "dl", "--fill-mask", "--no-scale", **self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(value(product, "FILLMETH"), "DL")
        self.assertEqual(extensions(product), ([("FILLMASK", 8), ("FILLSIG", -32)], True))
        self.assert_texts_are_whole(product)
        history = "\n".join(c for c in cards(product) if c.startswith("HISTORY"))
        told = " ".join(c[8:].strip() for c in cards(product) if c.startswith("HISTORY"))
        self.assertIn("Missing pixels filled by a fake model, whose name has some more columns, C2, weights: SHA256 0011", told)
        self.assertIn("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", history)
        changed = sum(a != b for a, b in zip(none, pixels(product)))
        self.assertTrue(3000 < changed <= int(value(product, "MISSFILL")), changed)
        self.assertNotIn(-1.0, pixels(product))

    def test_files_are_filled_too(self):
        out = self.folder / "out.fts"
        done = self.fill(l05(C3_LOST), "-o", out, "--fill", "dl", "--weights", self.weights / "c3.safetensors", **self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(value(out, "FILLMETH"), "DL")
        self.assert_texts_are_whole(out)

    def test_weights_that_are_missing_or_damaged(self):
        out = self.folder / "out.fts"
        self.assert_fails(self.fill(l05(C3), "-o", out, "--fill", "dl", "--weights", "/nonexistent", **self.environment), "/nonexistent")
        damaged = self.folder / "damaged.safetensors"
        damaged.write_bytes(b"x")
        self.assert_fails(self.fill(l05(C3), "-o", out, "--fill", "dl", "--weights", damaged, **self.environment), "truncated")
        (self.weights / "c3.safetensors").unlink()
        self.assert_fails(self.fill(l05(C3), "-o", out, "--fill", "dl", **self.environment), "CORKIT_WEIGHTS", "c3.safetensors")
        self.assertFalse(out.exists())

    def test_other_fills_do_not_open_it(self):
        environment = {"CORKIT_INPAINT_LIB": "/nonexistent/x.so"}
        self.assertEqual(self.reduce(l05(C3_LOST), "--fill", "fuzzy", **environment).returncode, 0)
        self.assertEqual(self.reduce(l05(C3_LOST), "--fill", "membrane", **environment).returncode, 0)


class Files(FillTest):
    def test_level_05_is_filled_in_counts_and_nothing_else_changes(self):
        for name in (C2, C3):
            lost = lose_blocks(l05(name), self.folder / name, (8, 20), (9, 21))
            out = self.folder / "out.fts"
            done = self.fill(lost, "-o", out, "--json", "--fill-mask")
            self.assertEqual(done.returncode, 0, done.stderr)
            line = json.loads(done.stdout)
            self.assertEqual((line["status"], line["level"], line["method"], line["missing_pixels"], line["filled_pixels"]),
                             ("ok", "0.5", "MEMBRANE", 2048, 2048))
            self.assertEqual((value(out, "BITPIX"), value(out, "MISSFILL")), ("-32", "2048"))
            before, after, truth = pixels(lost), pixels(out), pixels(l05(name))
            self.assertTrue(all(b == a for b, a in zip(before, after) if b != 0))
            at = (32 * 20 + 16) * 1024 + 32 * 8 + 16
            self.assertLess(abs(after[at] - truth[at]), 0.1 * truth[at])
            self.assertEqual(extensions(out), ([("FILLMASK", 8)], True))

    def test_what_a_reduction_refuses_is_refused_unless_insisted_on(self):
        out = self.folder / "out.fts"
        dark = lose_blocks(l05(C3), self.folder / C3, (8, 20), change=lambda d: set_card(d, "LP_NUM", "'Dark'"))
        for refused in (self.reduce(dark), self.fill(dark, "-o", out)):
            self.assert_fails(refused, str(dark), "LP_NUM", "--insist")
        done = self.fill(dark, "-o", out, "--json", "--insist")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(any("LP_NUM" in warning for warning in json.loads(done.stdout)["warnings"]), done.stdout)

    def test_sums_that_contradict_the_size_are_refused(self):
        summed = lose_blocks(l05(C3), self.folder / C3, (8, 20), change=lambda d: (set_card(d, "LEBXSUM", "2"), set_card(d, "LEBYSUM", "2")))
        for refused in (self.reduce(summed), self.fill(summed, "-o", self.folder / "out.fts")):
            self.assert_fails(refused, str(summed), "LEBXSUM is probably 1")

    def test_what_is_wrong_with_a_context_is_said_of_it(self):
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        for keyword, text in (("EXPTIME", "-1.0"), ("LP_NUM", "'Dark'"), ("CROTA1", "45.0"), ("DATE-OBS", "'never'"), ("LEBXSUM", "2")):
            context = lose_blocks(l05(C3), self.folder / f"{keyword}.fts", change=lambda d, k=keyword, t=text: set_card(d, k, t))
            for refused in (self.reduce(lost, "--fill", "membrane", "--context", context),
                            self.fill(lost, "-o", self.folder / "out.fts", "--context", context)):
                self.assert_fails(refused, str(context), keyword)
        self.assertFalse((self.folder / "out.fts").exists())

    def test_a_context_that_lost_the_same_blocks_is_not_said_to_be_used(self):
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        useless = lose_blocks(l05(C3), self.folder / "useless.fts", (8, 20))
        out = self.folder / "out.fts"
        for used in ((), (l05(C3),)):
            contexts = [word for name in (useless, *used) for word in ("--context", name)]
            for done, product in ((self.reduce(lost, "--fill", "membrane", *contexts), self.folder / C3_OUT),
                                  (self.fill(lost, "-o", out, *contexts), out)):
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("--context useless.fts: shows nothing where the image has lost pixels, and was not used", done.stderr)
                history = "\n".join(c for c in cards(product) if c.startswith("HISTORY"))
                self.assertNotIn("useless", history)
                self.assertEqual("context: " + C3 in history, bool(used), history)

    def test_warnings_of_context_files_are_told(self):
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        context = self.folder / "context.fts.gz"
        context.write_bytes(gzip.compress(l05(C3).read_bytes(), 1) + b"rest")
        for done in (self.reduce(lost, "--fill", "membrane", "--context", context),
                     self.fill(lost, "-o", self.folder / "out.fts", "--context", context)):
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("--context context.fts.gz", done.stderr)

    def test_level_1_keeps_type_and_units(self):
        for name, product, bitpix in ((C2, C2_OUT, "-32"), (C3, C3_OUT, "16")):
            self.reduce(lose_blocks(l05(name), self.folder / "lost.fts", (8, 20)), "--fill", "none")
            out = self.folder / "out.fts"
            done = self.fill(self.folder / product, "-o", out)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((value(out, "BITPIX"), value(out, "BSCALE"), value(out, "FILLMETH")),
                             (bitpix, value(self.folder / product, "BSCALE"), "MEMBRANE"))
            before, after = pixels(self.folder / product), pixels(out)
            changed = sum(a != b for a, b in zip(before, after))
            self.assertTrue(1000 <= changed <= int(value(out, "MISSFILL")), changed)

    def test_every_measured_number_of_an_int16_product_stays(self):
        self.reduce(lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20)), "--fill", "none")
        start = data_start(self.folder / C3_OUT)
        kept = {1024 * 700 + x: word for x, word in enumerate((-32768, -32767, -1, 1, 32766, 32767), 600)}

        def put(data):
            for k, word in kept.items():
                struct.pack_into(">h", data, start + 2 * k, word)
        product, out = self.folder / "product.fts", self.folder / "out.fts"
        edited_copy(self.folder / C3_OUT, product, put)
        self.assertEqual(self.fill(product, "-o", out).returncode, 0)
        after = pixels(out)
        self.assertEqual({k: after[k] for k in kept}, kept)

    def test_fuzzy_is_for_c3_counts(self):
        out = self.folder / "out.fts"
        done = self.fill(l05(C3_LOST), "-o", out, "--fill", "fuzzy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((value(out, "FILLMETH"), value(out, "MISSFILL")), ("FUZZY", "5120"))
        self.assert_fails(self.fill(l05(C2), "-o", out, "--fill", "fuzzy"), "C3 Clear")

    def test_a_mask_names_the_lost_pixels(self):
        out, mask = self.folder / "out.fts", self.folder / "mask.fts"
        lose_blocks(l05(C2), mask)
        start = data_start(mask)
        data = bytearray(mask.read_bytes())
        data[start:start + 2 * 1024 * 1024] = bytes(2 * 1024 * 1024)
        data[start + 2 * (700 * 1024 + 300):start + 2 * (700 * 1024 + 304)] = struct.pack(">4h", 1, 1, 1, 1)
        mask.write_bytes(data)
        done = self.fill(l05(C2), "-o", out, "--mask", mask)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(value(out, "MISSFILL"), "4")
        zipped = self.folder / "mask.fts.gz"
        zipped.write_bytes(gzip.compress(data, 1) + b"rest")
        done = self.fill(l05(C2), "-o", out, "--mask", zipped)
        self.assertEqual((done.returncode, value(out, "MISSFILL")), (0, "4"), done.stderr)
        self.assertIn(f"--mask {zipped}: 4 bytes behind the gzip stream", done.stderr)

    def test_isotropic_differs_from_radial(self):
        lost = lose_blocks(l05(C2), self.folder / "lost.fts", (8, 20), (9, 20))
        a, b = self.folder / "a.fts", self.folder / "b.fts"
        self.assertEqual(self.fill(lost, "-o", a).returncode, 0)
        self.assertEqual(self.fill(lost, "-o", b, "--isotropic").returncode, 0)
        self.assertNotEqual(pixels(a), pixels(b))

    def test_what_cannot_be_filled_is_one_line(self):
        out = self.folder / "out.fts"
        empty = lose_blocks(l05(C3), self.folder / "empty.fts", *[(i, j) for i in range(32) for j in range(32)])
        self.assert_fails(self.fill(empty, "-o", out), "nothing to fill it from")
        self.assert_fails(self.reduce(empty, "--fill", "membrane"), "nothing to fill it from")
        self.assert_fails(self.fill("/nonexistent.fts", "-o", out), "/nonexistent.fts")
        self.assert_fails(self.fill(l05(C3), "-o", "/proc/none/out.fts"), "/proc/none")
        self.assert_fails(self.fill(l05(C3), "-o", self.folder), "folder")
        self.assert_fails(self.fill(l05(C3), "-o", out, "--context", l05(C2)), "DETECTOR")
        self.assert_fails(self.fill(l05(C3), "-o", out, "--mask", "/nonexistent.fts"), "/nonexistent.fts")
        self.assertFalse(out.exists())
        failed = self.fill(empty, "-o", out, "--json")
        self.assertEqual(json.loads(failed.stdout)["status"], "error")

    def test_a_nan_image_is_one_line(self):
        nan = self.folder / "nan.fts"
        done = self.fill(l05(C3), "-o", nan)  # as floating-point counts
        self.assertEqual(done.returncode, 0, done.stderr)
        data = bytearray(nan.read_bytes())
        start = data_start(nan)
        data[start:start + 4 * 1024 * 1024] = struct.pack(">f", float("nan")) * (1024 * 1024)
        nan.write_bytes(data)
        self.assert_fails(self.fill(nan, "-o", self.folder / "out.fts"), "no finite number")
        self.assert_fails(self.reduce(nan, "--fill", "membrane"), "no finite number")

    def test_an_image_is_not_filled_over_itself(self):
        image = self.folder / "32170502.fts"
        image.write_bytes(l05(C3_LOST).read_bytes())
        for output in (image, image.parent / "." / image.name):
            self.assert_fails(self.fill(image, "-o", output), "over the image itself")
        self.assertEqual(image.read_bytes(), l05(C3_LOST).read_bytes())

    def test_a_context_is_not_written_over(self):
        context = self.folder / "context.fts"
        context.write_bytes(l05(C3).read_bytes())
        lost = lose_blocks(l05(C3), self.folder / "lost.fts", (8, 20))
        self.assert_fails(self.fill(lost, "-o", context, "--context", context), "which is read for it")
        self.assertEqual(context.read_bytes(), l05(C3).read_bytes())

    def test_only_what_a_fill_wrote_is_replaced(self):
        out, packed = self.folder / "out.fts", self.folder / "out.fts.gz"
        for there in (l05(C2).read_bytes(), b"a list\n", gzip.compress(l05(C3).read_bytes(), 1)):
            out.write_bytes(there)
            self.assert_fails(self.fill(l05(C3_LOST), "-o", out), f"-o {out} is there", "FILLMETH", "another name")
            self.assertEqual(out.read_bytes(), there)
        out.write_bytes(b"")
        for output in (out, out, packed, packed):
            self.assertEqual(self.fill(l05(C3_LOST), "-o", output).returncode, 0)

    def test_wrong_usage(self):
        self.assert_usage(corkit("fill", "x.fts", "-o", "y.fts", "--fill", "none"), "none")
        self.assert_usage(corkit("fill", "x.fts"), "--output")
        told = corkit("fill", "--help").stdout
        self.assertNotIn("none", told)
        self.assertIn("--context FILE  ", told)  # one file after each
        self.assert_usage(corkit("fill", "x.fts", "-o", "y.fts", "--context", "a.fts", "b.fts"), "b.fts")
        self.assert_usage(corkit("fill", "x.fts", "-o", "y.fts", "--fill", "magic"), "--fill")
        self.assert_usage(corkit("fill", "x.fts", "-o", "y.fts", "--fill", "fuzzy", "--context", "z.fts"), "--context")


if __name__ == "__main__":
    main()
