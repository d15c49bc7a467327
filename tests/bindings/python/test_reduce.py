"""reduce_level_1: the same bytes as the command's, whatever form the image comes in, and nothing of the caller's is changed."""
import multiprocessing
import os
import pickle
import subprocess

import numpy as np
import pytest
from astropy.io import fits

import corkit
from conftest import C2, C2_SMALL, C3, C3_SMALL, CALIBRATION, assert_native, assert_same, cards


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The C3 image as a plain file."""
    path = tmp_path_factory.mktemp("plain") / "32180023.fts"
    corkit.writefits(path, *corkit.lasco_readfits(C3))
    return path


@pytest.fixture(scope="module")
def expected(context):
    return corkit.reduce_level_1(C3, context=context)


@pytest.mark.parametrize("image", [C2_SMALL, C3, C3_SMALL], ids=lambda p: p.name)
def test_file_equals_the_commands_byte_for_byte(image, context, tmp_path):
    command = [os.environ["CORKIT_BIN"], "reduce", image, "--calib", CALIBRATION, "-q", "-o", tmp_path / "command"]
    subprocess.run(command, check=True, timeout=300)
    result = corkit.reduce_level_1(image, tmp_path / "python", context=context)
    written = (tmp_path / "command" / result.name).read_bytes()
    assert result.path == str(tmp_path / "python" / result.name)
    assert (tmp_path / "python" / result.name).read_bytes() == written
    with fits.open(tmp_path / "command" / result.name, do_not_scale_image_data=True) as product:
        assert product[0].data.astype(result.data.dtype).tobytes() == result.data.tobytes()
        assert cards(product[0].header) == cards(result.header)


def test_result(expected):
    assert (expected.detector, expected.name, expected.path, expected.nmissing) == ("C3", "35180023.fts", "", 5)
    assert expected.data.dtype == np.int16 and expected.calibrated.dtype == np.float32 and expected.mask.dtype == bool
    for array in (expected.data, expected.calibrated, expected.mask):
        assert array.shape == (1024, 1024)
        assert_native(array)
    assert 0 < expected.mask.sum() <= 5 * 34 * 34
    assert list(expected.stages) == ["read", "prepare", "c3_calibrate", "c3_warp", "mask", "rectify", "scale"]
    assert all(seconds >= 0 for seconds in expected.stages.values())
    assert "35180023.fts" in repr(expected)
    scaled = expected.data * np.float64(expected.header["BSCALE"]) + expected.header["BZERO"]
    valid = (expected.data > 0) & (expected.data < 32767)
    assert np.allclose(scaled[valid], expected.calibrated[valid], rtol=0, atol=expected.header["BSCALE"])


def test_result_travels_between_processes(expected):
    again = pickle.loads(pickle.dumps(expected))
    assert_same(again, expected)
    assert again.stages == expected.stages


def _reduced_elsewhere(context):
    os.chdir("/")
    return corkit.reduce_level_1(C3_SMALL, context=context).data.tobytes(), context.calibration_source


def test_a_context_travels_to_processes_that_are_started_anew(context, tmp_path, monkeypatch):
    monkeypatch.chdir(CALIBRATION.parent)
    given = corkit.Context(CALIBRATION.name)  # relative to this folder, which is not the other process's
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for data, source in pool.map(_reduced_elsewhere, [given, context]):
            assert data == corkit.reduce_level_1(C3_SMALL, context=context).data.tobytes()
            assert source
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    parts = {"lasco_data": CALIBRATION / "lasco_data", "nrl_lib": CALIBRATION / "nrl_lib", "ancil_data": str(CALIBRATION / "ancil").encode()}
    again = pickle.loads(pickle.dumps(corkit.Context(**parts)))
    assert [state for _, _, state in again.calibration_files()] == [state for _, _, state in corkit.Context(**parts).calibration_files()]
    assert again.calibration_source.endswith(corkit.Context(**parts).calibration_source)


def test_a_context_of_the_environment_travels_to_another(context, tmp_path, monkeypatch):
    monkeypatch.chdir(CALIBRATION.parent)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    parts = {"LASCO_DATA": "lasco_data", "NRL_LIB": "nrl_lib", "ANCIL_DATA": "ancil"}
    (tmp_path / "corkit").symlink_to(CALIBRATION)
    for named, arguments in (({"CORKIT_DATA": CALIBRATION.name}, {}), ({k: f"{CALIBRATION.name}/{v}" for k, v in parts.items()}, {}),
                             ({"NRL_LIB": "/nowhere"}, {"nrl_lib": f"{CALIBRATION.name}/nrl_lib"}), ({"CORKIT_DATA": CALIBRATION.name}, {"calibration": ""}),
                             ({"CORKIT_DEMO_DIR": CALIBRATION.name}, {"calibration": "demo"}), ({}, {})):
        for name in ("CORKIT_DATA", "CORKIT_DEMO_DIR", *parts):
            monkeypatch.delenv(name, raising=False)
        for name, folder in named.items():
            monkeypatch.setenv(name, folder)
        stored = pickle.dumps(corkit.Context(**arguments))
        with monkeypatch.context() as elsewhere:
            for name in named:
                elsewhere.delenv(name)
            elsewhere.setenv("XDG_DATA_HOME", "/nowhere")
            elsewhere.chdir("/")
            again = pickle.loads(stored)
            assert [state for _, _, state in again.calibration_files()] == [state for _, _, state in context.calibration_files()], named
            assert corkit.reduce_level_1(C3_SMALL, context=again).data.tobytes() == corkit.reduce_level_1(C3_SMALL, context=context).data.tobytes()


def test_parts_that_were_not_named_stay_so_in_another_environment(tmp_path, monkeypatch):
    names = ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LASCO_DATA", str(CALIBRATION / "lasco_data"))
    given = corkit.Context()
    states = [state for _, _, state in given.calibration_files()]
    assert {"ok", "missing"} <= set(states)
    stored = pickle.dumps(given)
    for name, folder in zip(names, ("", "lasco_data", "nrl_lib", "ancil")):
        monkeypatch.setenv(name, str(CALIBRATION / folder))
    monkeypatch.setenv("XDG_DATA_HOME", "/nonexistent")
    assert [state for _, _, state in pickle.loads(stored).calibration_files()] == states


def test_a_folder_that_is_not_there_is_an_error_when_a_file_of_it_is_needed():
    context = corkit.Context("/nowhere")
    with pytest.raises(corkit.CalibrationError, match="/nowhere"):
        corkit.reduce_level_1(C3_SMALL, context=context)


def test_a_context_stays_with_its_folder_where_the_working_folder_changes(context, tmp_path, monkeypatch):
    monkeypatch.chdir(CALIBRATION.parent)
    given = corkit.Context(CALIBRATION.name)
    monkeypatch.chdir(tmp_path)
    assert corkit.reduce_level_1(C3_SMALL, context=given).data.tobytes() == corkit.reduce_level_1(C3_SMALL, context=context).data.tobytes()


def test_nothing_is_written_without_outdir(context, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    corkit.reduce_level_1(C3_SMALL, context=context)
    corkit.reduce_level_1(corkit.lasco_readfits(C3_SMALL), context=context)
    assert list(tmp_path.iterdir()) == []


def test_geometry_and_pointing(context):
    solarsoft = corkit.reduce_level_1(C3_SMALL, context=context)
    sky = corkit.reduce_level_1(C3_SMALL, context=context, geometry="sky", pointing="auto")
    assert sky.header["CDELT1"] / solarsoft.header["CDELT1"] == pytest.approx(56.1 / 56, rel=1e-6)
    assert sky.header["CROTA"] == solarsoft.header["CROTA"]
    with pytest.raises(ValueError, match="sky, solarsoft"):
        corkit.reduce_level_1(C3_SMALL, context=context, geometry="flat")
    with pytest.raises(ValueError, match="auto, stars, tables"):
        corkit.reduce_level_1(C3_SMALL, context=context, pointing="gps")
    with pytest.raises(corkit.InputError, match="/nowhere/soho.txt"):
        corkit.reduce_level_1(C3_SMALL, context=context, pointing="stars", ephemeris="/nowhere/soho.txt")


def test_skip_existing(context, tmp_path):
    first = corkit.reduce_level_1(C3_SMALL, tmp_path, context=context)
    again = corkit.reduce_level_1(C3_SMALL, tmp_path, context=context, skip_existing=True)
    assert not first.skipped and again.skipped and again.data is None and again.path == first.path


def test_a_file_that_is_no_product_is_replaced_when_asked_for(context, tmp_path):
    path = tmp_path / corkit.reduce_level_1(C3_SMALL, context=context).name
    path.write_text("notes of mine")
    for skip in (False, True):
        with pytest.raises(corkit.OutputError, match="overwrite") as caught:
            corkit.reduce_level_1(C3_SMALL, tmp_path, context=context, skip_existing=skip)
        assert caught.value.name == "CORKIT_ERROR_OTHER_PRODUCT" and path.read_text() == "notes of mine"
    assert corkit.reduce_level_1(C3_SMALL, tmp_path, context=context, overwrite=True).path == str(path)
    assert path.read_bytes().startswith(b"SIMPLE")


def forms(plain):
    image, header = corkit.lasco_readfits(C3)
    # FXADDPAR's rules apply to a dict as well, so that only values can be compared: the list of cards is the exact form.
    yield "pair", (image, header)
    yield "big-endian", (image.astype(">i2"), header)
    yield "Fortran order", (np.asfortranarray(image), header)
    wide = np.zeros((2048, 2048), np.int16)
    wide[::2, ::2] = image
    yield "view", (wide[::2, ::2], header)
    yield "cards", (image, cards(header))
    yield "text", (image, "".join(cards(header)))
    yield "bytes", (image, header.tostring().encode())
    yield "corkit.Header", (image, corkit.Header(cards(header)))
    yield "bytes path", os.fsencode(C3)
    yield "plain file", plain


def test_every_form_of_input_gives_the_same(plain, context, expected):
    for name, image in forms(plain):
        print(name)
        assert_same(corkit.reduce_level_1(image, context=context), expected)


@pytest.mark.parametrize("memmap", [True, False])
def test_hdu(plain, context, expected, memmap):
    with fits.open(plain, memmap=memmap) as hdus:
        assert_same(corkit.reduce_level_1(hdus[0], context=context), expected)
    with fits.open(C3) as hdus:
        assert_same(corkit.reduce_level_1(hdus[1], context=context), expected)


@pytest.mark.parametrize("bzero,bscale", [(32768, 1), (0, 0.5)])
def test_scaled_hdu_equals_its_file(context, tmp_path, bzero, bscale):
    image, header = corkit.lasco_readfits(C3_SMALL)
    header = header.copy()
    path = tmp_path / "32180073.fts"
    if bscale == 1:
        hdu = fits.PrimaryHDU(image.astype(np.uint16), header)
    else:
        hdu = fits.PrimaryHDU(image, header)
        hdu.header["BSCALE"] = bscale
    hdu.writeto(path)
    with fits.open(path) as hdus:
        assert hdus[0].header.get("BZERO", 0) == bzero
        assert_same(corkit.reduce_level_1(hdus[0], context=context), corkit.reduce_level_1(path, context=context))


@pytest.mark.parametrize("bzero,bscale", [(32768, 1), (0, 0.5), (7, 2)])
def test_stored_integers_are_scaled_by_their_header_as_those_of_a_file(context, tmp_path, bzero, bscale):
    image, header = corkit.lasco_readfits(C3_SMALL)
    stored = image if bscale != 1 else (image.astype("int32") - 32768).astype("int16")
    path = tmp_path / "32180073.fts"
    hdu = fits.PrimaryHDU(stored, fits.Header.fromstring("".join(cards(header))))
    hdu.header["BZERO"], hdu.header["BSCALE"] = bzero, bscale
    hdu.writeto(path)
    with fits.open(path, do_not_scale_image_data=True) as hdus:
        data, described = hdus[0].data.copy(), hdus[0].header.copy()
    assert data.dtype.kind == "i" and described["BZERO"] == bzero
    from_file = corkit.reduce_level_1(path, context=context)
    again = corkit.reduce_level_1((data, described), context=context)
    assert again.warnings[0].startswith("the integers are scaled by BSCALE = ") and "set BSCALE to 1 and BZERO to 0" in again.warnings[0]
    again.warnings = again.warnings[1:]
    assert_same(again, from_file)
    values, described = corkit.lasco_readfits(path)  # applied already
    assert corkit.reduce_level_1((values, described), context=context).warnings == from_file.warnings
    with pytest.raises(corkit.HeaderError, match=r"BSCALE = .* for pixels of BITPIX = 16, the array has integers of 32 bits: scale them"):
        corkit.reduce_level_1((data.astype("int32"), described), context=context)


def test_a_scale_that_is_no_number_is_an_error(context):
    image, header = corkit.lasco_readfits(C3_SMALL)
    with pytest.raises(corkit.HeaderError, match="BSCALE"):
        corkit.reduce_level_1((image, cards(header) + ["BSCALE  = 'much    '"]), context=context)


def test_input_is_not_changed(context):
    image, header = corkit.lasco_readfits(C3)
    before = cards(header)
    for given in (image.astype(">i2"), image.astype(np.float64), image):
        given.flags.writeable = False
        kept = given.tobytes()
        corkit.reduce_level_1((given, header), context=context)
        corkit.c3_calibrate(given, header, context=context)
        corkit.reduce_statistics2(given.astype(np.float32), header)
        assert given.tobytes() == kept and cards(header) == before
    result = corkit.reduce_level_1((image, header), context=context)
    result.data[:] = 0
    assert image.any()


def test_memory_map_of_a_file_is_not_changed(plain, context):
    before = plain.read_bytes()
    with fits.open(plain, memmap=True, mode="readonly") as hdus:
        text = cards(hdus[0].header)
        corkit.reduce_level_1(hdus[0], context=context)
        assert cards(hdus[0].header) == text
    assert plain.read_bytes() == before


def test_dict_header_gives_the_same_pixels(context, expected):
    image, header = corkit.lasco_readfits(C3)
    keywords = {card.keyword.lower(): (card.value, card.comment) for card in header.cards if card.keyword not in ("HISTORY", "COMMENT", "")}
    keywords["history"] = list(header["HISTORY"])
    result = corkit.reduce_level_1((image, keywords), context=context)
    assert result.data.tobytes() == expected.data.tobytes()
    assert result.header["DATE-OBS"] == expected.header["DATE-OBS"]
    assert [line for line in result.header["HISTORY"]] == [line for line in expected.header["HISTORY"]]


@pytest.mark.parametrize("options", [{"no_vig": True}, {"no_mask": True}, {"no_scale": True}, {"fill": "none"}, {"oracle": "gdl"}, {"no_warp": True}],
                         ids=lambda o: "-".join(f"{k}={v}" for k, v in o.items()))
def test_options_equal_the_commands(options, context, tmp_path):
    switches = []
    for key, value in options.items():
        switches += [f"--{key.replace('_', '-')}"] + ([] if value is True else [value])
    subprocess.run([os.environ["CORKIT_BIN"], "reduce", C3_SMALL, "--calib", CALIBRATION, "-q", "-o", tmp_path, *switches], check=True, timeout=300)
    result = corkit.reduce_level_1(C3_SMALL, tmp_path / "python", context=context, **options)
    assert (tmp_path / "python" / result.name).read_bytes() == (tmp_path / result.name).read_bytes()


def test_none_is_the_default_of_an_option(context):
    assert_same(corkit.reduce_level_1(C3_SMALL, context=context, fill=None, no_vig=None), corkit.reduce_level_1(C3_SMALL, context=context))


def test_stage_hook(context):
    seen = []
    corkit.reduce_level_1(C2, context=context, stage_hook=lambda *call: seen.append(call))
    assert [name for _, name, _ in seen][:2] == ["prepare", "c2_calibrate"]
    assert all(image.dtype == np.float64 and image.shape == (1024, 1024) for _, _, image in seen)

    def fails(index, name, image):
        raise KeyError(name)

    with pytest.raises(KeyError, match="prepare"):
        corkit.reduce_level_1(C2, context=context, stage_hook=fails)


def test_noimg_gives_the_image_as_it_came(context):
    result = corkit.reduce_level_1(C2, context=context, noimg=True)
    assert np.array_equal(result.calibrated, corkit.lasco_readfits(C2).image)


@pytest.mark.parametrize("option", ["noimg", "nofits"])
def test_noimg_and_nofits_write_nothing(context, tmp_path, option):
    result = corkit.reduce_level_1(C3_SMALL, tmp_path, context=context, **{option: True})
    assert result.path == "" and list(tmp_path.iterdir()) == [] and result.header["DETECTOR"].strip() == "C3"


def test_default_context_follows_the_environment(monkeypatch, tmp_path, context):
    monkeypatch.setenv("CORKIT_DATA", str(tmp_path))
    with pytest.raises(corkit.CalibrationError):
        corkit.reduce_level_1(C3_SMALL)
    monkeypatch.setenv("CORKIT_DATA", str(CALIBRATION))
    assert_same(corkit.reduce_level_1(C3_SMALL), corkit.reduce_level_1(C3_SMALL, context=context))


def test_what_is_no_image_of_the_corona_needs_insist(context):
    image, header = corkit.lasco_readfits(C2_SMALL)
    header["LP_NUM"] = "Dark"
    with pytest.raises(corkit.UnsupportedError, match="LP_NUM"):
        corkit.reduce_level_1((image, header), context=context)
    result = corkit.reduce_level_1((image, header), context=context, insist=True)
    assert any("LP_NUM" in warning for warning in result.warnings)
