"""The fills that are not SolarSoft's: the same as the command's, and on their own."""
import os
import subprocess

import numpy as np
import pytest
from astropy.io import fits

import corkit
from conftest import C2, C3, CALIBRATION


def test_membrane_equals_the_commands(context, tmp_path):
    subprocess.run([os.environ["CORKIT_BIN"], "reduce", C3, "--calib", CALIBRATION, "-q", "-o", tmp_path, "--fill", "membrane"], check=True, timeout=300)
    result = corkit.reduce_level_1(C3, tmp_path / "python", context=context, fill="membrane")
    assert (tmp_path / "python" / result.name).read_bytes() == (tmp_path / result.name).read_bytes()
    assert result.nfilled == result.filled.sum() > 0 and result.filled.dtype == bool and result.fill_sigma is None
    assert result.calibrated[result.filled].min() > 0
    plain = corkit.reduce_level_1(C3, context=context)
    assert plain.filled is None and plain.nfilled == 0


def test_a_membrane_with_context_says_its_expected_error(context):
    before = C3.with_name("32180003.fts.fz")
    assert before != C3
    result = corkit.reduce_level_1(C3, context=context, fill="membrane", fill_context=[before])
    assert result.fill_sigma.shape == result.filled.shape and result.fill_sigma.dtype == np.float32
    assert (result.fill_sigma[~result.filled] == 0).all()
    known = result.fill_sigma[result.filled & np.isfinite(result.fill_sigma)]
    assert known.size > 0 and known.min() > 0 and np.median(known / result.calibrated[result.filled].mean()) < 0.2


def test_context_files_reach_the_library(context, tmp_path):
    with pytest.raises(corkit.CorkitError, match="none.fts"):
        corkit.reduce_level_1(C3, context=context, fill="membrane", fill_context=[tmp_path / "none.fts"])
    with pytest.raises(TypeError):
        corkit.reduce_level_1(C3, context=context, fill="membrane", fill_context=[3])


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_fill_membrane_closes_a_hole(kind):
    image = np.full((64, 64), 7, kind)
    missing = np.zeros(image.shape, bool)
    missing[20:30, 30:40] = True
    damaged = np.where(missing, 0, image).astype(kind)
    kept = damaged.copy()
    result = corkit.fill_membrane(damaged, missing)
    assert result.image.dtype == kind and np.allclose(result.image, 7) and np.array_equal(result.filled, missing)
    assert np.array_equal(damaged, kept)
    assert np.allclose(corkit.fill_membrane(damaged, missing.astype(np.uint8), isotropic=True, anisotropy=2.0).image, 7)
    with pytest.raises(corkit.CorkitError):
        corkit.fill_membrane(damaged, missing[:10])
    with pytest.raises(corkit.ArgumentError, match="missing is an array of .*: give bool or uint8"):
        corkit.fill_membrane(damaged, missing * 1.0)
    with pytest.raises(corkit.InputError, match="nothing to fill the image from"):
        corkit.fill_membrane(damaged, np.ones_like(missing))


def test_fill_file(context, tmp_path):
    report = corkit.fill_file(C3, tmp_path / "filled.fts", context=context, method="membrane")
    assert (report.detector, report.method, report.level1) == ("C3", "MEMBRANE", 0) and report.nfilled > 0
    assert (tmp_path / "filled.fts").exists()
    with pytest.raises(corkit.InputFileNotFoundError):
        corkit.fill_file(tmp_path / "none.fts", tmp_path / "out.fts", context=context)


def test_fill_file_refuses_what_is_no_image_of_the_corona(context, tmp_path):
    with fits.open(C3) as hdus:
        image, header = hdus[-1].data, hdus[-1].header
        header["LP_NUM"] = "Dark"
        fits.writeto(tmp_path / "dark.fts", image, header)
    with pytest.raises(corkit.UnsupportedError, match="LP_NUM"):
        corkit.fill_file(tmp_path / "dark.fts", tmp_path / "out.fts", context=context)
    report = corkit.fill_file(tmp_path / "dark.fts", tmp_path / "out.fts", context=context, insist=True)
    assert any("LP_NUM" in warning for warning in report.warnings)


def test_learned_fill_needs_its_plug_in_and_weights(context, monkeypatch, tmp_path):
    monkeypatch.setenv("CORKIT_WEIGHTS", str(tmp_path))
    with pytest.raises(corkit.CorkitError) as caught:
        corkit.reduce_level_1(C3, context=context, fill="dl")
    assert "\n" not in str(caught.value)


def test_the_fuzzy_fill_of_what_it_does_not_fill_is_told(context):
    told = corkit.reduce_level_1(C2, context=context, fill="fuzzy").warnings
    assert [warning for warning in told if "C3 Clear" in warning] == [
        '"fuzzy" is SolarSoft\'s method for C3 Clear: lost blocks of C2 Orange are not filled; use "membrane"']
    assert not any("C3 Clear" in warning for warning in corkit.reduce_level_1(C2, context=context).warnings)


def test_fill_file_replaces_what_is_there(context, tmp_path):
    out = tmp_path / "mine.txt"
    out.write_text("mine")
    report = corkit.fill_file(C3, out, context=context)
    assert report.nfilled > 0 and out.read_bytes().startswith(b"SIMPLE")


def test_nfilled_filled_and_missfill_go_together(context, tmp_path):
    def missfill(result):
        return int(result.header["MISSFILL"]) if "MISSFILL" in result.header else None

    alone = corkit.reduce_level_1(C3, context=context, fill="membrane", fill_mask=True)
    assert alone.nfilled == alone.filled.sum() == missfill(alone)
    fuzzy = corkit.reduce_level_1(C3, context=context, fill_mask=True)
    assert fuzzy.nfilled == 0 and fuzzy.filled.sum() > 0 and missfill(fuzzy) is None
    for fill_mask in (True, False):
        report = corkit.fill_file(C3, tmp_path / "filled.fts", context=context, method="membrane", fill_mask=fill_mask)
        later = corkit.reduce_level_1(tmp_path / "filled.fts", context=context, fill="membrane", fill_mask=True)
        assert later.nfilled == 0 and missfill(later) == (later.filled.sum() if fill_mask else report.nfilled)
        assert later.filled.any() == fill_mask
    assert any("that of the product does not name them" in warning for warning in later.warnings)
    refused = corkit.reduce_level_1(C3, context=context, fill="none", fill_mask=True)
    assert any("no FILLMASK is written" in warning and warning.startswith("fill_mask=True: ") for warning in refused.warnings)
