"""The files that corkit reads: gzip and fpack of every kind, as gzip and fpack make them; each gives the product of the plain file, or a
sentence. fpack comes with libcfitsio-bin."""
import array
import gzip
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys

from support import C2, C2_OUT, C3, C3_OUT, CommandTest, cards, corkit, demo, l05, main, pixels, temporary_folder, value


def card(keyword, text):
    return f"{keyword:<8}= {text:>20}".ljust(80).encode()


def with_pixels(source, target, letter, change, **keywords):
    """A copy of an int16 image with pixels of another type, change(number of the pixel, pixel), and cards added or replaced."""
    codes = {"B": 8, "h": 16, "i": 32, "q": 64, "f": -32, "d": -64}
    kept = [c.encode() for c in cards(source) if c[:8].rstrip() not in {"BITPIX", *keywords}]
    head = kept[:1] + [card("BITPIX", str(codes[letter]))] + kept[1:] + [card(k, v) for k, v in keywords.items()] + [b"END".ljust(80)]
    data = array.array(letter, [change(k, v) for k, v in enumerate(pixels(source))])
    if sys.byteorder == "little":
        data.byteswap()
    header, body = b"".join(head), data.tobytes()
    target.write_bytes(header + b" " * (-len(header) % 2880) + body + bytes(-len(body) % 2880))
    return target


def without_bitpix(product):
    """A product's bytes but for the card whose comment names the pixel type of the input."""
    at = product.index(b"BITPIX  =")
    return product[:at] + product[at + 80:]


def fpack(source, *options):
    packed = source.parent / "packed.fz"
    packed.unlink(missing_ok=True)
    done = subprocess.run(["fpack", *options, "-O", packed, source], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and packed.exists(), (options, done.stdout, done.stderr)
    return packed


_plain = {}  # products by the image's name


class FormatTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "out"

    def reduce(self, path, *options, calib=None):
        """Product, warnings and error of one image."""
        shutil.rmtree(self.out, ignore_errors=True)
        done = corkit("reduce", "--json", "--calib", calib or demo(), "-o", self.out, *options, path)
        line = json.loads(done.stdout)
        product = pathlib.Path(line["output"]).read_bytes() if line["status"] == "ok" else b""
        self.assertEqual(done.returncode, 0 if product else 1)
        return product, line.get("warnings", []), line["error"]

    def plain(self, name):
        """The product of an image of the demonstration set, made once."""
        if name not in _plain:
            _plain[name], _, _ = self.reduce(l05(name))
        return _plain[name]

    def assert_product(self, path, expected, warnings=()):
        product, told, error = self.reduce(path)
        self.assertEqual(error, None)
        self.assertEqual(len(told), len(warnings), told)
        for warning, word in zip(told, warnings):
            self.assertIn(word, warning)
        self.assertTrue(product == expected, path)

    def assert_refused(self, path, *words):
        product, _, error = self.reduce(path)
        self.assertEqual(product, b"")
        for word in (path.name, *words):
            self.assertIn(word, error)


class Gzip(FormatTest):
    def test_streams_and_padding(self):
        plain = l05(C3).read_bytes()
        expected = self.plain(C3)
        parts = gzip.compress(plain[:5000], 1) + gzip.compress(plain[5000:], 1)
        for name, data in (("two", parts), ("zeros", gzip.compress(plain, 1) + bytes(4096)), ("two_zeros", parts + bytes(512))):
            path = self.folder / f"{name}.fts.gz"
            path.write_bytes(data)
            self.assert_product(path, expected)
        path = self.folder / "tail.fts.gz"
        path.write_bytes(gzip.compress(plain, 1) + b"tail")
        self.assert_product(path, expected, ["4 bytes behind the gzip stream"])
        done = corkit("reduce", "--calib", demo(), "-o", self.out, path)
        self.assertIn(f"{path}: warning: 4 bytes behind the gzip stream", done.stderr)

    def test_what_lies_behind_a_calibration_file_is_told(self):
        calib = self.folder / "calib"
        shutil.copytree(demo(), calib)
        plain = calib / "lasco_data/calib/C3ramp.fts"
        zipped = plain.parent / "C3ramp.fts.gz"
        zipped.write_bytes(gzip.compress(plain.read_bytes(), 1) + b"tail")
        plain.unlink()
        product, told, error = self.reduce(l05(C3), calib=calib)
        self.assertEqual((bool(product), error), (True, None))
        self.assertEqual([w for w in told if "gzip" in w], [
            f"calibration file {zipped}: 4 bytes behind the gzip stream of the file are no gzip and were passed over: the file may be damaged"])
        self.assertFalse(any("gzip" in w for w in self.reduce(l05(C2), calib=calib)[1]))

    def test_damage_in_the_second_stream(self):
        plain = l05(C3).read_bytes()
        first, second = gzip.compress(plain[:5000], 1), bytearray(gzip.compress(plain[5000:], 1))
        path = self.folder / "a.fts.gz"
        path.write_bytes(first + second[:len(second) // 2])
        self.assert_refused(path, "truncated or damaged", "copy the file again")
        second[-6] ^= 1
        path.write_bytes(first + second)
        self.assert_refused(path, "truncated or damaged")

    def test_other_compressors_are_named(self):
        for name, magic, word in (("a.fts.Z", b"\x1f\x9d\x90", "uncompress"), ("a.fts.bz2", b"BZh9", "bunzip2"), ("a.fts.xz", b"\xfd7zXZ\0", "unxz")):
            path = self.folder / name
            path.write_bytes(magic + bytes(range(256)))
            self.assert_refused(path, "decompress it first", word)

    def test_fpacked_and_gzipped(self):
        expected = self.plain(C3)
        source = shutil.copy(l05(C3), self.folder / "a.fts")
        path = self.folder / "a.fts.fz.gz"
        path.write_bytes(gzip.compress(fpack(source).read_bytes(), 1))
        self.assert_product(path, expected)


class Headers(FormatTest):
    def test_what_stands_behind_end(self):
        plain = l05(C3).read_bytes()
        end = plain.index(b"END".ljust(80))
        block = -(-end // 2880) * 2880 if end % 2880 else end + 2880
        expected = self.plain(C3)
        for name, tail in (("text", b"END     of header".ljust(80)), ("nuls", b"END".ljust(block - end, b"\0")),
                           ("cards", b"END".ljust(80).ljust(block - end, b"x"))):
            path = self.folder / f"{name}.fts"
            path.write_bytes(plain[:end] + tail + plain[end + len(tail):])
            self.assert_product(path, expected)


class Fpack(FormatTest):
    def setUp(self):
        super().setUp()
        self.source = pathlib.Path(shutil.copy(l05(C3), self.folder / "a.fts"))
        self.expected = self.plain(C3)

    def test_integers_without_loss(self):
        for options in (["-r"], ["-g"], ["-g2"], ["-h"], ["-p"], ["-r", "-w"], ["-p", "-w"], ["-g", "-t", "100,100"], ["-h", "-t", "100,70"],
                        ["-r", "-t", "2000,2000"]):
            self.assert_product(fpack(self.source, *options), self.expected)

    def test_integers_with_a_loss_are_warned_of(self):
        product, warnings, error = self.reduce(fpack(self.source, "-h", "-s", "4"))
        self.assertEqual((error, len(warnings)), (None, 1))
        self.assertIn("HCOMPRESS with a scale", warnings[0])
        self.assertNotEqual(product, self.expected)

    def test_no_compression_at_all_is_refused(self):
        self.assert_refused(fpack(self.source, "-d"), "NOCOMPRESS", "run funpack on it first")

    def test_floats_without_loss(self):
        floats = with_pixels(self.source, self.folder / "f.fts", "f", lambda k, v: v + 0.25)
        expected, _, _ = self.reduce(floats)
        for options in (["-g", "-q", "0"], ["-g2", "-q", "0"]):
            self.assert_product(fpack(floats, *options), expected)

    def test_quantised_floats_keep_nan_and_are_warned_of(self):
        lost = {1024 * y + x for y in range(700, 710) for x in range(700, 740)}
        floats = with_pixels(l05(C2), self.folder / "f.fts", "f", lambda k, v: math.nan if k in lost else v + (k * 7919 % 1000) / 1000)
        plain, warnings, _ = self.reduce(floats, "--no-warp")
        self.assertEqual([w.split(":")[0] for w in warnings], ["400 pixels are NaN or infinite"])
        (self.folder / "plain.fts").write_bytes(plain)
        expected = pixels(self.folder / "plain.fts")
        nan = [k for k, v in enumerate(expected) if math.isnan(v)]
        self.assertEqual(len(nan), 400)
        for options in (["-r"], ["-g"], ["-h"], ["-r", "-t", "100,100"], ["-r", "-w"]):
            product, warnings, _ = self.reduce(fpack(floats, *options), "--no-warp")
            self.assertEqual(len(warnings), 2, warnings)
            self.assertIn("floating-point numbers rounded to steps", warnings[0])
            self.assertTrue(warnings[1].startswith("400 pixels are NaN or infinite"), warnings)
            (self.folder / "packed.fts").write_bytes(product)
            got = pixels(self.folder / "packed.fts")
            self.assertEqual([k for k, v in enumerate(got) if math.isnan(v)], nan)
            # A step is a quarter of the noise: a few DN of some thousand.
            self.assertLess(max(abs(a - b) for a, b in zip(got, expected) if a == a), 0.02 * max(v for v in expected if v == v))

    def test_floats_that_hcompress_scaled_are_refused(self):
        floats = with_pixels(self.source, self.folder / "f.fts", "f", lambda k, v: v + (k * 7919 % 1000) / 1000)
        self.assert_refused(fpack(floats, "-h", "-s", "4"), "HCOMPRESS with a scale", "without -s")

    def test_fill_tells_of_losses_too(self):
        packed = fpack(self.source, "-h", "-s", "4")
        out = self.folder / "filled.fts"
        done = corkit("fill", packed, "-o", out, "--calib", demo())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("packed.fz: warning: the pixels are not those of the original", done.stderr)
        done = corkit("fill", packed, "-o", out, "--calib", demo(), "--json")
        self.assertIn("HCOMPRESS", json.loads(done.stdout)["warnings"][0])
        self.assertEqual(corkit("fill", packed, "-o", out, "--calib", demo(), "-q").stderr, "")


class Images(FormatTest):
    def extension(self, source):
        """The primary image of a file as an extension."""
        data = source.read_bytes()
        at = data.index(b"END".ljust(80)) // 2880 * 2880 + 2880
        header = [c.encode() for c in cards(source) if c[:8].rstrip() not in ("SIMPLE", "EXTEND")]
        head = [b"XTENSION= 'IMAGE   '".ljust(80)] + header[:4] + [card("PCOUNT", "0"), card("GCOUNT", "1")] + header[4:] + [b"END".ljust(80)]
        text = b"".join(head)
        return text + b" " * (-len(text) % 2880) + data[at:]

    def empty_primary(self):
        return b"".join([card("SIMPLE", "T"), card("BITPIX", "8"), card("NAXIS", "0"), card("EXTEND", "T"), b"END".ljust(80)]).ljust(2880)

    def test_the_first_image_is_read_and_others_are_told_of(self):
        expected = self.plain(C3)
        path = self.folder / "two.fts"
        path.write_bytes(l05(C3).read_bytes() + self.extension(l05(C2)))
        self.assert_product(path, expected, ["1 more image behind the first"])
        self.assert_product(fpack(path), expected, ["1 more image behind the first"])
        path.write_bytes(self.empty_primary() + self.extension(l05(C3)))
        self.assert_product(path, expected)
        path.write_bytes(self.empty_primary() + self.extension(l05(C3)) + self.extension(l05(C2)) * 2)
        self.assert_product(path, expected, ["2 more images behind the first"])

    def test_product_with_its_masks_has_one_image(self):
        product = self.folder / "masks"
        done = corkit("reduce", "--calib", demo(), "-o", product, "--fill", "membrane", "--fill-mask", l05("32170502.fts"))
        self.assertEqual(done.returncode, 0, done.stderr)
        done = corkit("fill", product / "35170502.fts", "-o", self.folder / "again.fts", "--calib", demo(), "--json")
        self.assertNotIn("more image", done.stdout + done.stderr)


class Pixels(FormatTest):
    def test_scaled_and_unsigned_counts_are_the_counts_they_stand_for(self):
        for source, name in ((l05(C3), C3_OUT), (l05(C2), C2_OUT)):
            expected = self.plain(source.name)
            of_floats, _, _ = self.reduce(with_pixels(source, self.folder / "f.fts", "f", lambda k, v: v))
            halves, _, _ = self.reduce(with_pixels(source, self.folder / "x.fts", "i", lambda k, v: 2 * v - 200, BSCALE="0.5", BZERO="100"))
            doubles, _, _ = self.reduce(with_pixels(source, self.folder / "d.fts", "d", lambda k, v: v))
            for path, wanted in (
                    (with_pixels(source, self.folder / "u.fts", "h", lambda k, v: v - 32768, BZERO="32768", BSCALE="1"), expected),
                    (with_pixels(source, self.folder / "i.fts", "i", lambda k, v: v), expected),
                    (with_pixels(source, self.folder / "s.fts", "h", lambda k, v: v - 100, BZERO="100", BSCALE="1.0"), of_floats)):
                product, warnings, _ = self.reduce(path)
                self.assertEqual(warnings, [])
                self.assertTrue(without_bitpix(product) == without_bitpix(wanted), (path, name))
            self.assertTrue(halves == doubles)
            (self.folder / "halves.fts").write_bytes(halves)
            # The product's own numbers, never those of the input.
            self.assertEqual(value(self.folder / "halves.fts", "BZERO"), value(self.out / name, "BZERO"))

    def test_summed_counts_above_32767_are_the_same_signed_and_unsigned(self):
        def halved(target, unsigned):
            head = [c for c in cards(l05(C3)) if c[:8].rstrip() not in ("NAXIS1", "NAXIS2", "LEBXSUM", "LEBYSUM", "BZERO", "BSCALE")]
            head[3:3] = [card("NAXIS1", "512").decode(), card("NAXIS2", "512").decode()]
            head += [card("LEBXSUM", "2").decode(), card("LEBYSUM", "2").decode()]
            if unsigned:
                head += [card("BZERO", "32768").decode(), card("BSCALE", "1").decode()]
            counts = [30000 + (k * 31) % 9000 for k in range(512 * 512)]
            raw = array.array("h", [v - 32768 if unsigned else (v + 32768) % 65536 - 32768 for v in counts])
            if sys.byteorder == "little":
                raw.byteswap()
            text = ("".join(head) + "END".ljust(80)).encode()
            target.write_bytes(text + b" " * (-len(text) % 2880) + raw.tobytes() + bytes(-len(raw.tobytes()) % 2880))
            return target
        signed, told, error = self.reduce(halved(self.folder / "s.fts", False))
        self.assertEqual(error, None)
        unsigned, told_too, _ = self.reduce(halved(self.folder / "u.fts", True))
        self.assertTrue(signed == unsigned)
        self.assertEqual(told, told_too)

    def test_bytes_are_read_and_64_bits_refused(self):
        quarter = with_pixels(l05(C2), self.folder / "b.fts", "B", lambda k, v: min(v // 20, 255))
        same = with_pixels(l05(C2), self.folder / "h.fts", "h", lambda k, v: min(v // 20, 255))
        expected, warnings, _ = self.reduce(same)
        self.assert_product(quarter, expected, warnings)
        self.assert_refused(with_pixels(l05(C2), self.folder / "q.fts", "q", lambda k, v: v), "64-bit integers", "convert it")

    def test_blank_means_nothing(self):
        source = with_pixels(l05(C2), self.folder / "blank.fts", "h", lambda k, v: v, BLANK=str(pixels(l05(C2))[512 * 1024 + 900]))
        expected = self.plain(C2)
        self.assert_product(source, expected)
        for options in (["-r"], ["-g"], ["-h"]):
            self.assert_product(fpack(source, *options), expected)

    def test_infinite_pixels_are_counted(self):
        path = with_pixels(l05(C2), self.folder / "f.fts", "f", lambda k, v: math.inf if k == 512 * 1024 + 900 else v)
        product, warnings, _ = self.reduce(path)
        self.assertTrue(product)
        self.assertEqual([w.split(":")[0] for w in warnings], ["1 pixel is NaN or infinite"])
        done = corkit("reduce", "--calib", demo(), "--noimg", path)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Calibration(FormatTest):
    def test_calibration_images_may_be_packed_in_the_same_ways(self):
        plain = self.folder / "plain"
        shutil.copytree(demo(), plain)
        expected = [self.reduce(l05(name), calib=plain)[0] for name in (C2, C3)]
        for ending in (".gz", ".fz"):
            tree = self.folder / ending[1:]
            shutil.copytree(demo(), tree)
            images = [p for p in tree.rglob("*.fts") if "l05" not in p.parts]
            self.assertTrue(images)
            for path in images:
                data, times = path.read_bytes(), path.stat()
                packed = path.with_name(path.name + ending)
                if ending == ".gz":
                    packed.write_bytes(gzip.compress(data[:4000], 1) + gzip.compress(data[4000:], 1) + bytes(1000))
                else:
                    packed.write_bytes(fpack(pathlib.Path(shutil.copy(path, self.folder / "c.fts")), "-g2", "-q", "0").read_bytes())
                os.utime(packed, ns=(times.st_atime_ns, times.st_mtime_ns))  # HISTORY names the file's date
                path.unlink()
            self.assertEqual([self.reduce(l05(name), calib=tree)[0] == wanted for name, wanted in zip((C2, C3), expected)], [True, True])

    def test_calibration_images_that_lost_something_are_refused(self):
        tree = self.folder / "lossy"
        shutil.copytree(demo(), tree)
        path = next(tree.rglob("c2vig_final.fts"))
        floats = fpack(pathlib.Path(shutil.copy(path, self.folder / "c.fts")), "-r")
        path.with_name(path.name + ".fz").write_bytes(floats.read_bytes())
        path.unlink()
        product, _, error = self.reduce(l05(C2), calib=tree)
        self.assertEqual(product, b"")
        for word in ("c2vig_final.fts", "fpacked with a loss", "fpack -g -q 0"):
            self.assertIn(word, error)


if __name__ == "__main__":
    main()
