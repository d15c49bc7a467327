"""Every class of exception, by what really raises it; the sentence is the library's."""
import os
import pickle
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from astropy.io import fits

import corkit
from conftest import C3, C3_SMALL


def edited(**values):
    image, header = corkit.lasco_readfits(C3_SMALL)
    for keyword, value in values.items():
        header[keyword] = value
    return image, header


def without(keyword):
    image, header = corkit.lasco_readfits(C3_SMALL)
    del header[keyword]
    return image, header


def reduce_with(context):
    return lambda image, *more, **options: corkit.reduce_level_1(image, *more, context=context, **options)


@pytest.fixture
def cases(context, tmp_path):
    text = tmp_path / "text.fts"
    text.write_text("not FITS")
    cube = tmp_path / "cube.fts"
    header = corkit.Header(["SIMPLE  =                    T", "BITPIX  =                   16"])
    corkit.writefits(cube, np.zeros((64, 64), np.int16), header)
    empty = tmp_path / "empty"
    empty.mkdir()
    reduce = reduce_with(context)
    return [
        (corkit.ArgumentError, 100, "subtense", lambda: corkit.subtense("C9")),
        (corkit.ArgumentError, 100, "oracle", lambda: reduce(C3_SMALL, oracle=7)),
        (corkit.ArgumentError, 100, "fill_threads is -3", lambda: reduce(C3_SMALL, fill_threads=-3)),
        (corkit.ArgumentError, 100, "bias", lambda: corkit.reduce_std_size(*edited(), bias=float("nan"), context=context)),
        (corkit.HeaderError, 302, "DETECTOR is missing", lambda: corkit.get_exp_factor({}, context=context)),
        (corkit.InputFileNotFoundError, 201, "none.fts", lambda: reduce(tmp_path / "none.fts")),
        (corkit.InputError, 202, "text.fts", lambda: reduce(text)),
        (corkit.InputError, 203, "1 to 16384", lambda: corkit.fixwrap(np.zeros((20000, 1), np.int16))),
        (corkit.InputError, 203, "0 x 0", lambda: reduce((np.zeros((0, 0), np.int16), edited()[1]))),
        (corkit.InputError, 204, "zero image", lambda: reduce((np.zeros((64, 64), np.int16), edited()[1]))),
        (corkit.HeaderError, 301, "DETECTOR", lambda: reduce(without("DETECTOR"))),
        (corkit.HeaderError, 302, "EXPTIME", lambda: reduce(edited(EXPTIME=0.0))),
        (corkit.HeaderError, 303, "FILENAME", lambda: reduce(edited(FILENAME="../a.fts"))),
        (corkit.HeaderError, 302, "TIME-OBS", lambda: corkit.wcs_observer({"DATE-OBS": "2005/05/13", "TIME-OBS": "noon"})),
        (corkit.CalibrationError, 401, "not found", lambda: corkit.reduce_level_1(C3_SMALL, context=corkit.Context(empty))),
        (corkit.OutputError, 500, "/dev/null/x", lambda: reduce(C3_SMALL, "/dev/null/x")),
        (corkit.UnsupportedError, 700, "C1", lambda: reduce(edited(DETECTOR="C1"))),
    ]


def test_classes(cases):
    for kind, status, word, call in cases:
        with pytest.raises(kind) as caught:
            call()
        error = caught.value
        assert type(error) is kind and error.status == status, (error.status, str(error))
        assert word in str(error) and str(error) == error.sentence and "\n" not in str(error)
        assert error.name.startswith("CORKIT_ERROR_")
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is kind and (again.status, str(again)) == (status, str(error))


def test_pythons_own_classes_catch_them(context, tmp_path):
    with pytest.raises(FileNotFoundError):
        corkit.reduce_level_1(tmp_path / "none.fts", context=context)
    with pytest.raises(OSError, match="/dev/null/x"):
        corkit.reduce_level_1(C3_SMALL, "/dev/null/x", context=context)
    with pytest.raises(ValueError):
        corkit.subtense("C9")
    with pytest.raises(NotImplementedError):
        corkit.reduce_level_1(edited(DETECTOR="EIT"), context=context)


def test_every_status_of_the_header_has_its_class():
    hundreds = {100: "ArgumentError", 200: "InputError", 300: "HeaderError", 400: "CalibrationError", 500: "OutputError",
                600: "OutOfMemoryError", 700: "UnsupportedError", 900: "InternalError"}
    statuses = [value for name, value in vars(corkit.capi).items() if name.startswith("CORKIT_ERROR_")]
    assert len(statuses) > 15
    for status in statuses:
        error = corkit._errors.from_status(status, "a sentence")
        assert isinstance(error, getattr(corkit, hundreds[status // 100 * 100]))
        assert str(error) == "a sentence" and error.name != "unknown status"
    assert type(corkit._errors.from_status(899, "of a later version")) is corkit.CorkitError


def test_no_memory_is_an_exception():
    code = """
        import resource, sys
        import numpy
        import corkit
        context = corkit.Context(sys.argv[2])
        corkit.reduce_level_1(sys.argv[1], context=context)
        image = numpy.zeros((8192, 8192), "uint8")
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 20), resource.RLIM_INFINITY))
        try:
            corkit.fixwrap(image)
        except corkit.OutOfMemoryError as error:
            print(error.status, isinstance(error, MemoryError), error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), C3, os.environ["CORKIT_TEST_CALIB"]],
                          capture_output=True, text=True, timeout=300)
    assert done.stdout.startswith("600 True out of memory"), done


@pytest.mark.parametrize("image,word", [
    (np.zeros((4, 4), np.int64), "int64"),
    (np.zeros((4, 4), complex), "complex128"),
    (np.zeros((2, 4, 4), np.int16), "3 dimensions"),
    (np.zeros(4, np.int16), "1 dimensions"),
    ("a text", "dimensions|type"),
], ids=["int64", "complex", "3-d", "1-d", "text"])
def test_arrays_that_are_no_image(image, word):
    with pytest.raises((TypeError, ValueError), match=word):
        corkit.fixwrap(image)


def test_things_that_are_no_image_or_header(context):
    image, header = corkit.lasco_readfits(C3_SMALL)
    reduce = reduce_with(context)
    with pytest.raises(TypeError, match="a path, an HDU, or a pair"):
        reduce(image)
    with pytest.raises(TypeError, match="HDUList"):
        reduce(type("HDUList", (list,), {})())
    with fits.open(C3_SMALL) as hdus, pytest.raises(TypeError, match=r"without data.*hdulist\[1\]"):
        reduce(hdus[0])
    with pytest.raises(TypeError, match="header is a int"):
        reduce((image, 3))
    with pytest.raises(TypeError, match="EXPTIME is a list"):
        reduce((image, {"EXPTIME": [1]}))
    with pytest.raises(ValueError, match="80 columns"):
        reduce((image, ["X" * 81]))
    with pytest.raises(TypeError, match="no option 'no_vignetting'"):
        reduce((image, header), no_vignetting=True)
    with pytest.raises(ValueError, match="fill is 'fuzy': it must be one of .*fuzzy"):
        reduce((image, header), fill="fuzy")
    with pytest.raises(TypeError):
        reduce((image, header), no_vig="yes")
    with pytest.raises(TypeError, match="context is a str"):
        corkit.reduce_level_1((image, header), context="demo")
    with pytest.raises(OverflowError, match="no_vig"):
        reduce((image, header), no_vig=1 << 40)
    with pytest.raises(ValueError, match="null"):
        reduce("a\0b")


def test_a_failure_leaves_the_context_usable(context):
    reduce = reduce_with(context)
    expected = reduce(C3_SMALL)
    with pytest.raises(corkit.HeaderError):
        reduce(edited(EXPTIME=0.0))
    assert reduce(C3_SMALL).data.tobytes() == expected.data.tobytes()


def test_sentences_name_arguments_of_python_instead_of_options_of_the_command(context, tmp_path):
    empty = tmp_path / "empty--calib"
    empty.mkdir()
    nowhere = corkit.Context(empty)
    assert nowhere.calibration_source == f"calibration {empty}"
    with pytest.raises(corkit.CalibrationError, match=r"Context\(calibration\)") as missing:
        corkit.reduce_level_1(C3_SMALL, context=nowhere)
    assert str(empty) in str(missing.value)
    product = corkit.reduce_level_1(C3_SMALL, tmp_path, context=context)
    with open(product.path, "wb") as file:
        file.write(b"not a product")
    with pytest.raises(corkit.OutputError, match="overwrite=True") as refused:
        corkit.reduce_level_1(C3_SMALL, tmp_path, context=context)
    assert "--" not in str(refused.value)
    with pytest.raises(corkit.UnsupportedError, match="insist=True") as no_corona:
        corkit.reduce_level_1(edited(FILTER="Clear", LP_NUM="Dark"), context=context)
    assert "--" not in str(no_corona.value)
