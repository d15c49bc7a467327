"""What the tests of the Python package share. The environment names the calibration tree, the command and the source folder."""
import os
import pathlib

os.environ.setdefault("SOURCE_DATE_EPOCH", "1700000000")

import numpy as np  # noqa: E402
import pytest  # noqa: E402

import corkit  # noqa: E402

SOURCE = pathlib.Path(os.environ["CORKIT_SOURCE_DIR"])
CALIBRATION = pathlib.Path(os.environ["CORKIT_TEST_CALIB"])
IMAGES = SOURCE / "reference_data" / "parity" / "l05"
C2, C2_ROLLED, C2_SMALL = IMAGES / "22180023.fts.fz", IMAGES / "22460014.fts.fz", IMAGES / "22180043.fts.fz"
C3, C3_ROLLED, C3_SMALL = IMAGES / "32180023.fts.fz", IMAGES / "32450014.fts.fz", IMAGES / "32180073.fts.fz"


@pytest.fixture(scope="session")
def context():
    return corkit.Context(CALIBRATION)


def cards(header):
    """The cards of an astropy Header or a corkit.Header, without END."""
    if hasattr(header, "tostring"):
        text = header.tostring(sep="", endcard=False, padding=False)
        return [text[i:i + 80] for i in range(0, len(text), 80)]
    return list(header.cards)


def assert_same(a, b):
    """Two results agree bit for bit, pixels and cards."""
    assert cards(a.header) == cards(b.header)
    for name in ("data", "calibrated", "mask"):
        x, y = getattr(a, name), getattr(b, name)
        assert x.dtype == y.dtype and x.shape == y.shape, name
        assert x.tobytes() == y.tobytes(), name
    assert (a.nmissing, a.detector, a.name, a.warnings) == (b.nmissing, b.detector, b.name, b.warnings)


def assert_native(array):
    """What the package gives out: native byte order, C order, writable memory of its own."""
    assert array.dtype.isnative and array.flags.c_contiguous and array.flags.writeable
    assert isinstance(array, np.ndarray) and array.ndim == 2
