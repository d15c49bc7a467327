"""Arguments of every kind that users have: NumPy's scalars and arrays of no dimension, paths, masked arrays; and those that are refused."""
import inspect
import pathlib

import numpy as np
import pytest
from astropy.io import fits
from astropy.nddata import CCDData

import corkit
from conftest import C3, C3_SMALL, CALIBRATION, cards

ENTRY = pathlib.Path(str(C3_SMALL))
ALIKE = ["no_vig", "no_mask", "no_warp", "no_stat", "no_scale", "no_roll_correction", "no_time_correction", "noimg", "nofits", "compat_bugs",
         "saturate_negatives", "insist", "skip_existing", "overwrite", "pipeline_folders", "fill_mask", "fill_isotropic"]


class Kind:
    """How numbers, switches and texts are written."""

    def __init__(self, integer, number, switch, text):
        self.integer, self.number, self.switch, self.text = integer, number, switch, text


KINDS = {
    "python": Kind(int, float, bool, str),
    "scalars": Kind(np.int64, np.float32, np.bool_, np.str_),
    "small": Kind(np.int16, np.float16, np.uint8, np.str_),
    "double": Kind(np.uint32, np.float64, np.int32, np.str_),
    "no_dimension": Kind(lambda v: np.array(v, np.int64), lambda v: np.array(v, np.float32), lambda v: np.array(v, bool), np.str_),
    "whole_numbers": Kind(np.int32, lambda v: np.int64(v) if v == int(v) else np.float32(v), np.bool_, np.str_),
}


@pytest.fixture(scope="module")
def c3():
    return corkit.lasco_readfits(C3_SMALL)


@pytest.fixture(scope="module")
def full():
    return corkit.lasco_readfits(C3)


def calls(k, c3, full, context, folder):
    """One call of each function, with every number, switch and text that it takes."""
    image, header = full
    floats = np.ones((1024, 1024), np.float32)
    lost = np.full((64, 64), 7, np.float32)
    lost[20:30, 30:40] = 0
    typed = dict(header)
    for name, value in {"EXPTIME": k.number(19.5), "R1COL": k.integer(20), "LP_NUM": k.text("Normal"), "SIMPLE": k.switch(True)}.items():
        typed[name] = value
    in_place = corkit.reduce_level_1

    def reduce():
        switches = {name: k.switch(False) for name in ALIKE}
        switches.update(no_stat=k.switch(True), no_mask=k.switch(True), nofits=k.switch(True))
        return in_place(k.text(C3_SMALL), k.text(folder), context=context, wcs_observer=k.switch(True), fill=k.integer(corkit.capi.CORKIT_FILL_NONE),
                        oracle=k.text("gdl"), geometry=k.text("sky"), pointing=k.integer(0), fill_threads=k.integer(1), **switches).header["HGLT_OBS"]

    def filled():
        out = folder / "filled.fts"
        return corkit.fill_file(k.text(C3), k.text(out), context=context, method=k.text("membrane"), isotropic=k.switch(True),
                                fill_mask=k.switch(True), threads=k.integer(1), oracle=k.integer(0))

    return {
        "reduce_level_1": reduce,
        "lasco_readfits": lambda: corkit.lasco_readfits(k.text(C3_SMALL)),
        "writefits": lambda: corkit.writefits(k.text(folder / "a.fts"), floats, typed),
        "get_exp_factor": lambda: corkit.get_exp_factor(typed, context=context),
        "offset_bias": lambda: corkit.offset_bias(header, sum=k.switch(True), context=context),
        "c2_calfactor": lambda: corkit.c2_calfactor({**typed, "DETECTOR": k.text("C2"), "FILTER": "Orange"}, nosum=k.switch(True), context=context),
        "c3_calfactor": lambda: corkit.c3_calfactor(header, nosum=k.switch(True), context=context),
        "c2_calibrate": lambda: corkit.c2_calibrate(image, {**typed, "DETECTOR": k.text("C2"), "FILTER": "Orange"}, no_calfac=k.switch(True), no_update=k.switch(False),
                                                    context=context),
        "c3_calibrate": lambda: corkit.c3_calibrate(image, header, context=context, no_calfac=k.switch(True), no_vig=k.switch(True),
                                                    no_mask=k.switch(True), no_update=k.switch(False), fuzzy=k.switch(False), oracle=k.integer(1)),
        "c2_warp": lambda: corkit.c2_warp(floats, {**typed, "DETECTOR": k.text("C2")}, oracle=k.integer(1), context=context),
        "c3_warp": lambda: corkit.c3_warp(floats, typed, oracle=k.integer(1), context=context),
        "distortion": lambda: corkit.distortion(k.text("C3"), k.number(100), k.number(56)),
        "fuzzy_image": lambda: corkit.fuzzy_image(floats, header, oracle=k.integer(1), context=context),
        "find_miss_blocks": lambda: corkit.find_miss_blocks(image, header, context=context),
        "mb2strmap": lambda: corkit.mb2strmap(np.ones((32, 32), np.int16)),
        "strmap2mb": lambda: corkit.strmap2mb(k.text("0102"), k.integer(32), k.integer(32)),
        "reduce_statistics2": lambda: corkit.reduce_statistics2(floats, header, satmax=k.number(2), satmin=k.number(0.5), context=context),
        "adjust_hdr_tcr": lambda: corkit.adjust_hdr_tcr(typed, context=context),
        "get_sun_center": lambda: corkit.get_sun_center(header, full=k.integer(512), context=context),
        "get_roll_or_xy": lambda: corkit.get_roll_or_xy(header, k.text("ROLL"), context=context),
        "get_solar_radius": lambda: corkit.get_solar_radius(typed),
        "get_sec_pixel": lambda: corkit.get_sec_pixel(header, full=k.integer(1024)),
        "subtense": lambda: corkit.subtense(k.text("C3")),
        "occltr_cntr": lambda: corkit.occltr_cntr(typed, context=context),
        "reduce_std_size": lambda: corkit.reduce_std_size(c3.image, c3.header, bias=k.number(500), context=context, full=k.switch(True),
                                                          no_rebin=k.switch(False), savehdr=k.switch(False), nocal=k.switch(True)),
        "fixwrap": lambda: corkit.fixwrap(image),
        "wcs_observer": lambda: corkit.wcs_observer({"DATE-OBS": k.text("2005/05/13"), "TIME-OBS": k.text("12:00:00")}),
        "fill_membrane": lambda: corkit.fill_membrane(lost, lost == 0, context=context, isotropic=k.switch(False), no_profile=k.switch(True),
                                                      anisotropy=k.number(2), sun_x=k.number(31.5), sun_y=k.number(32)),
        "fill_file": filled,
        "solve_stars": lambda: corkit.solve_stars((image, header), no_time_correction=k.switch(False), context=context).reason,
    }


def comparable(result):
    """A result without anything that has no equality of its own."""
    if isinstance(result, np.ndarray):
        return result.dtype.str, result.tobytes()
    if isinstance(result, tuple):
        return tuple(comparable(part) for part in result)
    if hasattr(result, "tostring"):
        return tuple(card for card in cards(result) if not card.startswith(("DATE    ", "SIMPLE  ")))
    return result


def test_every_function_is_called(c3, full, context, tmp_path):
    functions = {name for name in corkit.__all__ if inspect.isfunction(getattr(corkit, name))}
    assert functions == set(calls(KINDS["python"], c3, full, context, tmp_path))
    assert set(corkit.capi.level1_option_names()) == {*ALIKE, "fill", "oracle", "geometry", "pointing", "ephemeris", "fill_threads", "fill_context", "weights"}


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "python"])
def test_numpys_numbers_switches_and_texts_are_taken_everywhere(kind, c3, full, context, tmp_path):
    expected = calls(KINDS["python"], c3, full, context, tmp_path)
    for name, call in calls(KINDS[kind], c3, full, context, tmp_path).items():
        assert comparable(call()) == comparable(expected[name]()), name


@pytest.mark.parametrize("value,expected", [(np.float32(19.5), "19.5000000000"), (np.array(19.5), "19.5000000000"), (np.int16(7), "7"), (np.array(7), "7"), (np.bool_(True), "T"),
                                            (np.array(False), "F"), (np.str_("C3"), "C3"), ((np.int64(3), "comment"), "3")])
def test_values_of_a_header_may_be_numpys(value, expected):
    from corkit import _headers

    assert corkit.capi.corkit_header_get_string(_headers.handle_of({"KEY": value}), "KEY") == expected


@pytest.mark.parametrize("make", [str, pathlib.Path, lambda p: str(p).encode(), np.str_, lambda p: np.bytes_(str(p).encode())],
                         ids=["str", "Path", "bytes", "np.str_", "np.bytes_"])
def test_paths_of_every_kind(make, context, tmp_path):
    expected = corkit.lasco_readfits(C3_SMALL).image
    assert np.array_equal(corkit.lasco_readfits(make(ENTRY)).image, expected)
    assert corkit.Context(make(CALIBRATION)).calibration_source == corkit.Context(CALIBRATION).calibration_source
    result = corkit.reduce_level_1(make(ENTRY), make(tmp_path), context=context)
    assert pathlib.Path(result.path).exists()
    corkit.writefits(make(tmp_path / "w.fts"), expected)
    with pytest.raises(corkit.InputFileNotFoundError, match="none.fts"):
        corkit.fill_file(make(C3), make(tmp_path / "f.fts"), context=context, mask=make(tmp_path / "none.fts"))


def test_context_images_may_be_one_path_or_any_collection(context, tmp_path):
    none = tmp_path / "none.fts"
    for given in (str(none), none, bytes(none), np.str_(none), [none], (none,), np.array([str(none)]), (p for p in [none])):
        with pytest.raises(corkit.CorkitError, match="none.fts"):
            corkit.reduce_level_1(C3, context=context, fill="membrane", fill_context=given)
        if not inspect.isgenerator(given):
            with pytest.raises(corkit.CorkitError, match="none.fts"):
                corkit.fill_file(C3, tmp_path / "out.fts", context=context, fill_context=given)
    assert corkit.reduce_level_1(C3_SMALL, context=context, fill_context=[]).name


def test_arguments_of_the_wrong_kind_name_themselves_and_the_remedy(context, full, tmp_path):
    image, header = full
    reduce = corkit.reduce_level_1
    for word, call in {
        "no_warp is a str: give an int, or True or False": lambda: reduce(C3, context=context, no_warp="no"),
        "no_warp is a float": lambda: reduce(C3, context=context, no_warp=1.0),
        "no_warp is a numpy.ndarray": lambda: reduce(C3, context=context, no_warp=np.array([True, False])),
        "wcs_observer is a str: give True or False": lambda: reduce(C3, context=context, wcs_observer="no"),
        "fill_context is a int: give a path or a list of paths": lambda: reduce(C3, context=context, fill_context=3),
        "fill_context is a float: give a path": lambda: reduce(C3, context=context, fill_context=[1.5]),
        "weights is a list: give a path": lambda: reduce(C3, context=context, weights=["a"]),
        "outdir is a int: give a path": lambda: reduce(C3, 3, context=context),
        "calibration is a int: give a path": lambda: corkit.Context(3),
        "sum is a str": lambda: corkit.offset_bias(header, sum="no"),
        "full is a str": lambda: corkit.get_sec_pixel(header, full="1024"),
        "full is a numpy.float32": lambda: corkit.get_sec_pixel(header, full=np.float32(1024)),
        "n1 is a NoneType": lambda: corkit.strmap2mb("0102", None, 32),
        "r_pixels is a str: give a number": lambda: corkit.distortion("C3", "100", 56),
        "satmax is a str: give a number": lambda: corkit.reduce_statistics2(image, header, satmax="2"),
        "bias is a str: give a number": lambda: corkit.reduce_std_size(image, header, bias="2", context=context),
        "anisotropy is a list: give a number": lambda: corkit.fill_membrane(image, image == 0, anisotropy=[2]),
        "takes the method as method='membrane'": lambda: corkit.fill_file(C3, tmp_path / "o.fts", fill="membrane", context=context),
        "mask is a float: give a path": lambda: corkit.fill_file(C3, tmp_path / "o.fts", mask=1.0, context=context),
    }.items():
        with pytest.raises(TypeError) as caught:
            call()
        assert word in str(caught.value), (word, str(caught.value))
    for call in (lambda: reduce(C3, context=context, no_warp=np.int64(1 << 40)), lambda: corkit.get_sec_pixel(header, full=np.uint64(1 << 63))):
        with pytest.raises(OverflowError, match="out of range"):
            call()


def test_masked_pixels_are_refused_with_the_remedy(full, context):
    image, header = full
    masked = np.ma.masked_array(image, np.zeros(image.shape, bool))
    whole = corkit.reduce_level_1((image, header), context=context)
    assert corkit.reduce_level_1((masked, header), context=context).data.tobytes() == whole.data.tobytes()
    assert corkit.fixwrap(np.ma.masked_array(image)).shape == image.shape
    masked[3, 4:6] = np.ma.masked
    for call in (lambda: corkit.reduce_level_1((masked, header), context=context), lambda: corkit.fixwrap(masked),
                 lambda: corkit.reduce_statistics2(masked, header), lambda: corkit.writefits("/dev/null/x.fts", masked)):
        with pytest.raises(ValueError, match=r"image has 2 masked pixels: give image.filled\(0\)"):
            call()
    lost = corkit.reduce_level_1((masked.filled(0), header), context=context)
    assert lost.data.shape == whole.data.shape
    with pytest.raises(ValueError, match="masked pixels"):
        corkit.reduce_level_1(CCDData(image.astype(float), mask=masked.mask, header=header, unit="adu"), context=context)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_pixels_that_are_no_numbers_are_warned_of(kind, full, context, tmp_path):
    image, header = full
    pixels = image.astype(kind)
    assert corkit.reduce_level_1((pixels, header), context=context).warnings == corkit.reduce_level_1(C3, context=context).warnings
    pixels[500, 500:503] = np.nan
    pixels[600, 600] = np.inf
    path = tmp_path / "nan.fts"
    corkit.writefits(path, pixels, header)
    for given in ((pixels, header), path):
        warnings = corkit.reduce_level_1(given, context=context).warnings
        assert warnings[0].startswith("4 pixels are NaN or infinite"), warnings
    assert corkit.reduce_level_1((pixels, header), context=context, noimg=True).warnings == []


def test_warnings_of_the_reader_come_first(full, context, tmp_path):
    image, header = full
    path = tmp_path / "two.fts"
    corkit.writefits(path, image, header)
    with fits.open(path, mode="append") as hdus:
        hdus.append(fits.ImageHDU(np.zeros((8, 8), np.int16)))
    assert corkit.reduce_level_1(path, context=context).warnings[0].startswith("the file holds 1 more image behind the first")
    report = corkit.fill_file(path, tmp_path / "out.fts", context=context)
    assert len(report.warnings) == 1 and report.warnings[0].startswith("the file holds 1 more image")
    assert corkit.fill_file(C3, tmp_path / "out.fts", context=context).warnings == []
