"""What the command-line tests share: running the built command, the demonstration set, a small FITS reader."""
import atexit
import functools
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

COMMAND = os.environ.get("CORKIT_BIN") or sys.exit("set CORKIT_BIN to the corkit command that is to be tested")
C2, C3, C3_LOST = "22170501.fts", "32170501.fts", "32170502.fts"
C2_OUT, C3_OUT, C3_LOST_OUT = "25170501.fts", "35170501.fts", "35170502.fts"


@functools.lru_cache(maxsize=None)
def place_for_temporary_files():
    """The command's own; it must be empty in the end."""
    place = tempfile.mkdtemp(prefix="corkit_cli_tmp_")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return pathlib.Path(place)


def clean_environment(**extra):
    """No calibration folder of the user's, no time of day in the headers."""
    kept = {k: v for k, v in os.environ.items() if k not in ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA", "CORKIT_DEMO_DIR", "CORKIT_WEIGHTS",
                                                              "CORKIT_INPAINT_LIB", "CORKIT_STARS")}
    kept.update({"XDG_DATA_HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "1000000000", "TMPDIR": str(place_for_temporary_files()), **extra})
    return kept


def corkit(*arguments, cwd=None, **environment):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=clean_environment(**environment), timeout=300)


def temporary_folder(case):
    """A folder that goes when the test case ends."""
    folder = tempfile.mkdtemp(prefix="corkit_cli_")
    case.addCleanup(shutil.rmtree, folder, ignore_errors=True)
    return pathlib.Path(folder)


_demo = None


def demo():
    """The demonstration set, read only: CTest's, or one of our own."""
    global _demo
    if _demo is None:
        if "CORKIT_DEMO" in os.environ:
            _demo = pathlib.Path(os.environ["CORKIT_DEMO"])
        else:
            folder = tempfile.mkdtemp(prefix="corkit_demo_")
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            done = corkit("data", "demo", folder)
            assert done.returncode == 0, done.stderr
            _demo = pathlib.Path(folder)
    return _demo


def l05(name):
    return demo() / "l05" / name


@functools.lru_cache(maxsize=None)
def products(*options):
    """corkit's own products of the demonstration set, read only; they stand for SolarSoft's where tests copy and edit them."""
    folder = tempfile.mkdtemp(prefix="corkit_products_")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = corkit("reduce", l05(C2), l05(C3), l05(C3_LOST), "--calib", demo(), "-o", folder, "-q", *options)
    assert done.returncode == 0, done
    return pathlib.Path(folder)


def cards(path):
    """The primary header's cards, 80 columns each, without END."""
    data = pathlib.Path(path).read_bytes()
    found = []
    for at in range(0, len(data), 80):
        card = data[at:at + 80].decode("ascii")
        if card.startswith("END     "):
            return found
        found.append(card)
    raise AssertionError(f"{path}: no END card")


def value(path, keyword):
    for card in cards(path):
        if card[:8].rstrip() == keyword and card[8:10] == "= ":
            text = card[10:].strip()
            return text[1:].split("'")[0].rstrip() if text.startswith("'") else text.split("/")[0].strip()
    return None


def pixels(path):
    """The primary image as a flat tuple, raw values."""
    data = pathlib.Path(path).read_bytes()
    length = -(-80 * (len(cards(path)) + 1) // 2880) * 2880
    bitpix, nx, ny = (int(value(path, k)) for k in ("BITPIX", "NAXIS1", "NAXIS2"))
    letter = {8: "B", 16: "h", 32: "i", -32: "f", -64: "d"}[bitpix]
    return struct.unpack_from(f">{nx * ny}{letter}", data, length)


def edited_copy(source, target, change):
    """A copy of a FITS file whose bytes change(bytearray) has changed in place."""
    data = bytearray(pathlib.Path(source).read_bytes())
    change(data)
    pathlib.Path(target).write_bytes(data)


def set_card(data, keyword, text):
    """Replaces a card's value field, columns 11 to 80."""
    at = data.index(f"{keyword:<8}= ".encode()) + 10
    data[at:at + 70] = f"{text:<70}".encode()


class CommandTest(unittest.TestCase):
    maxDiff = None

    def assert_usage(self, done, *words):
        self.assertEqual(done.returncode, 2, done)
        self.assert_one_line(done.stderr, *words)
        self.assertEqual(done.stdout, "")

    def assert_one_line(self, text, *words):
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.startswith("corkit: "), text)
        for word in words:
            self.assertIn(word, text)

    def assert_texts_are_whole(self, file):
        """No HISTORY or COMMENT is as long as a card, which is how one that was cut ends; a checksum is."""
        for card in cards(file):
            if card.startswith(("HISTORY", "COMMENT")) and "SHA256" not in card:
                self.assertLess(len(card.rstrip()), 80, card)


class TemporaryFiles(CommandTest):
    def test_none_stay_but_of_killed_runs_and_these_go_with_the_next(self):
        place = place_for_temporary_files()
        left = sorted(path.name for path in place.iterdir())
        if TemporaryFiles.killed and left:
            corkit("validate", l05(C3), "--products", l05(C3).parent, "--calib", demo())
            left = sorted(path.name for path in place.iterdir())
        self.assertEqual(left, [])

    killed = False  # whether a test kills runs that have temporary files


def main(kills=False):
    """The tests of the program that is run, then what they left."""
    TemporaryFiles.killed = kills
    module = sys.modules["__main__"]

    class Loader(unittest.TestLoader):
        def loadTestsFromModule(self, module, **options):
            return unittest.TestSuite([super().loadTestsFromModule(module, **options), self.loadTestsFromTestCase(TemporaryFiles)])

    unittest.main(module=module, testLoader=Loader(), verbosity=2)
