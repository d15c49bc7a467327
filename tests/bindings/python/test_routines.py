"""The single routines, against SolarSoft's numbers of reference_data where there are some, and against each other."""
import numpy as np
import pytest

import corkit
from conftest import C2, C2_SMALL, C3, C3_SMALL, CALIBRATION, assert_native, cards


@pytest.fixture(scope="module")
def c3():
    return corkit.lasco_readfits(C3)


@pytest.fixture(scope="module")
def c2():
    return corkit.lasco_readfits(C2)


def test_lasco_readfits(c3):
    image, header = c3
    assert image.dtype == np.int16 and image.shape == (1024, 1024) and header["DETECTOR"].strip() == "C3"
    assert_native(image)


def test_writefits_and_lasco_readfits_agree(tmp_path, c3):
    corkit.writefits(tmp_path / "a.fts", *c3)
    image, header = corkit.lasco_readfits(tmp_path / "a.fts")
    assert image.tobytes() == c3.image.tobytes() and header["EXPTIME"] == c3.header["EXPTIME"]
    for kind in (np.uint8, np.int32, np.float32, np.float64):
        pixels = np.arange(12).reshape(3, 4).astype(kind)
        corkit.writefits(tmp_path / f"{kind.__name__}.fts", pixels)
        assert np.array_equal(corkit.lasco_readfits(tmp_path / f"{kind.__name__}.fts").image, pixels)


def test_headers_with_history_are_new(c3, context):
    before = cards(c3.header)
    for name in ("offset_bias", "c3_calfactor", "get_exp_factor", "adjust_hdr_tcr"):
        result = getattr(corkit, name)(c3.header, context=context)
        assert len(cards(result.header)) > len(before), name
        assert cards(c3.header) == before, name


def test_bias_exposure_and_factor(c3, c2, context):
    assert corkit.offset_bias(c3.header).bias == pytest.approx(388.449, abs=5e-4)
    assert isinstance(corkit.offset_bias(c3.header).bias, (int, float))
    exposure = corkit.get_exp_factor(c3.header, context=context)
    assert exposure.valid == 0 and exposure.expfac == pytest.approx(1.001, abs=1e-6)
    assert corkit.c3_calfactor(c3.header).factor == pytest.approx(6.220273e-13, rel=1e-6)
    assert 0 < corkit.c2_calfactor(c2.header).factor < 1e-10
    assert corkit.c2_calfactor(c2.header, nosum=True).factor > 0


def test_chain_of_single_routines_equals_the_stages(context, c3, c2):
    for image, calibrate, warp in ((c3, corkit.c3_calibrate, corkit.c3_warp), (c2, corkit.c2_calibrate, corkit.c2_warp)):
        stages = {}
        corkit.reduce_level_1(image, context=context, stage_hook=lambda i, name, array: stages.update({name: array}))
        names = list(stages)
        # The chain applies the mask after the distortion correction.
        options = {"fuzzy": True, "no_mask": True} if calibrate is corkit.c3_calibrate else {}
        calibrated = calibrate(*image, context=context, **options)
        assert calibrated.image.dtype == np.float32
        assert np.array_equal(calibrated.image.astype(float), stages[names[1]])
        warped = warp(calibrated.image, calibrated.header, context=context)
        assert np.array_equal(warped.image.astype(float), stages[names[2]])


def test_the_oracle_decides_where_the_distortion_is_sampled(context, c3):
    stages = {}
    corkit.reduce_level_1(c3, context=context, oracle="gdl", stage_hook=lambda i, name, array: stages.update({name: array}))
    calibrated = corkit.c3_calibrate(*c3, context=context, fuzzy=True, no_mask=True, oracle="gdl")
    warped = corkit.c3_warp(calibrated.image, calibrated.header, oracle="gdl", context=context)
    assert np.array_equal(warped.image.astype(float), stages["c3_warp"])
    other = corkit.c3_warp(calibrated.image, calibrated.header, context=context)
    assert not np.array_equal(warped.image, other.image)
    with pytest.raises(ValueError, match="one of gdl, idl"):
        corkit.c3_warp(calibrated.image, calibrated.header, oracle="nobody", context=context)
    with pytest.raises(corkit.ArgumentError, match="oracle is 7"):
        corkit.c3_warp(calibrated.image, calibrated.header, oracle=7, context=context)


def test_warps_leave_the_header(context, c3, c2):
    for image, warp in ((c3, corkit.c3_warp), (c2, corkit.c2_warp)):
        first = warp(*image, context=context)
        assert cards(first.header) == cards(image.header)
        assert np.array_equal(warp(image.image, first.header, context=context).image, first.image)


def test_no_update_leaves_the_exposure_time(context, c3, c2):
    for image, calibrate in ((c3, corkit.c3_calibrate), (c2, corkit.c2_calibrate)):
        usual = calibrate(*image, context=context)
        kept = calibrate(*image, context=context, no_update=True)
        assert np.array_equal(kept.image, usual.image)
        assert kept.header["EXPTIME"] == image.header["EXPTIME"] != usual.header["EXPTIME"]
        history = str(kept.header["HISTORY"])
        assert "get_exp_factor" in history and "calfactor" in history and "_calibrate.pro" not in history
        assert np.array_equal(calibrate(image.image, kept.header, context=context, no_update=True).image, usual.image)


def sub_field(image, x, y, nx, ny):
    header = image.header.copy()
    header.update({"NAXIS1": nx, "NAXIS2": ny, "R1COL": x + 20, "R1ROW": y + 1, "R2COL": x + nx + 19, "R2ROW": y + ny})
    return image.image[y:y + ny, x:x + nx].copy(), header


def test_missing_blocks_of_a_sub_field_are_its_own(c3, context):
    whole = corkit.find_miss_blocks(*c3, context=context)
    part = corkit.find_miss_blocks(*sub_field(c3, 256, 192, 512, 640), context=context)
    assert np.array_equal(part.map, whole.map[6:26, 8:24]) and part.nmissing == (part.map == 0).sum()
    assert part.misslist == corkit.mb2strmap(part.map)


def test_fuzzy_image_knows_the_blocks_of_the_camera(c3, c2, context):
    lit = np.full((1024, 1024), 5, np.float32)
    lit[448:480, 384:416] = 0  # behind C2's occulter
    assert np.array_equal(corkit.fuzzy_image(lit, c2.header, context=context).image, lit)
    assert corkit.fuzzy_image(lit, c3.header, context=context).image.min() > 0


def test_missing_blocks_and_their_texts(c3, context):
    blocks = corkit.find_miss_blocks(*c3, context=context)
    assert blocks.map.shape == (32, 32) and blocks.map.dtype == np.int16
    assert blocks.nmissing == (blocks.map == 0).sum() == 5
    assert corkit.mb2strmap(blocks.map) == blocks.misslist
    back = corkit.strmap2mb(blocks.misslist, 32, 32)
    assert np.array_equal(back == 0, blocks.map == 0)
    assert corkit.strmap2mb("", 4, 2).shape == (2, 4)


def test_fuzzy_image_fills_lost_blocks(c3, context):
    background = corkit.c3_calibrate(*c3, context=context, no_calfac=True, no_mask=True).image
    lost = np.maximum(background, 0)
    lost[320:352, 640:672] = 0
    filled = corkit.fuzzy_image(lost, c3.header, context=context)
    assert filled.image.dtype == np.float32 and filled.too_many in (0, 1)


def test_statistics(c3, context):
    before = cards(c3.header)
    image = corkit.c3_calibrate(*c3, context=context).image
    result = corkit.reduce_statistics2(image, c3.header)
    assert result.header["DATAMAX"] == pytest.approx(image.max(), rel=1e-5)
    assert cards(c3.header) == before and cards(result.header) != before
    limited = corkit.reduce_statistics2(image, c3.header, satmax=float(np.median(image[image > 0])))
    assert limited.header["DATASAT"] > result.header["DATASAT"]


def test_pointing(c3, context):
    center = corkit.get_sun_center(c3.header, context=context)
    assert 500 < center.x < 540 and 500 < center.y < 560 and center.source
    xy = corkit.get_roll_or_xy(c3.header, "XY", context=context)
    assert xy.value == (center.x, center.y) and xy.source == center.source
    roll = corkit.get_roll_or_xy(c3.header, "ROLL", context=context)
    correction = corkit.adjust_hdr_tcr(c3.header, context=context)
    assert isinstance(roll.value, float) and roll.value == pytest.approx(correction.roll_deg, abs=1e-5)
    assert (correction.xpos, correction.ypos) == (center.x, center.y)
    assert len(correction.date) == 10 and len(correction.time) == 12
    assert corkit.get_sun_center(c3.header, full=512, context=context).x == pytest.approx(center.x / 2)
    occulter = corkit.occltr_cntr(c3.header, context=context)
    assert 500 < occulter.x < 540 and 500 < occulter.y < 560


def test_scales(c3):
    assert corkit.subtense("C3") == corkit.get_sec_pixel(c3.header) == 56.0
    assert corkit.get_sec_pixel(c3.header, full=512) == 112.0
    assert corkit.get_solar_radius(c3.header) == pytest.approx(959.3436417957894)
    assert corkit.distortion("C3", 100.0, 56.0) == pytest.approx(5600, rel=0.02)


def test_sizes_and_wraps():
    image, header = corkit.lasco_readfits(C2_SMALL)
    full = corkit.reduce_std_size(image, header, full=True, nocal=True)
    assert full.image.shape == (1024, 1024)
    kept = corkit.reduce_std_size(image, header, savehdr=True, nocal=True)
    assert cards(kept.header) == cards(header)
    subtracted = corkit.reduce_std_size(*corkit.lasco_readfits(C3_SMALL), bias=1)
    assert subtracted.image.shape[0] == subtracted.image.shape[1]
    wrapped = corkit.fixwrap(np.array([[-32768, 0], [5, -1]], np.int16))
    assert wrapped.dtype == np.int32 and (wrapped >= 0).all()


def test_wcs_observer(c3):
    observer = corkit.wcs_observer(c3.header)
    assert observer.longitude_deg == 0 and -7.3 < observer.latitude_deg < 7.3
    assert 0.97 * 0.98 < observer.distance_m / 149597870700 < 0.99 * 1.02


def test_context(context, tmp_path):
    assert context.calibration_source.endswith(str(CALIBRATION)) and str(CALIBRATION) in repr(context)
    files = context.calibration_files()
    states = {name: state for name, _, state in files}
    assert len(files) > 10 and states["c2vig_final.fts"] == "ok"
    parts = corkit.Context(lasco_data=CALIBRATION / "lasco_data", nrl_lib=CALIBRATION / "nrl_lib", ancil_data=CALIBRATION / "ancil")
    assert [state for _, _, state in parts.calibration_files()] == list(states.values())
    assert {state for _, _, state in corkit.Context(tmp_path).calibration_files()} == {"missing"}
    with pytest.raises(TypeError):
        corkit.Context(3)
