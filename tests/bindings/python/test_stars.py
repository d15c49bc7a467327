"""solve_stars: the command's numbers, in Python."""
import json
import os
import pathlib
import subprocess

import pytest

import corkit
from conftest import C3

FIELDS = pathlib.Path(os.environ["CORKIT_STAR_FIELDS"])
F3, F2 = FIELDS / "32000001.fts", FIELDS / "22000001.fts"


def cards_of(header):
    return list(header.cards) if isinstance(header, corkit.Header) else [str(card) for card in header.cards]


@pytest.fixture(scope="module")
def solution():
    return corkit.solve_stars(F3)


def test_solution_is_the_command_s(solution):
    told = json.loads(subprocess.run([os.environ["CORKIT_BIN"], "stars", "--json", F3], capture_output=True, text=True, check=True).stdout)
    assert solution.solved and solution.reason == "" and solution.detector == "C3" and not solution.level1
    assert list(solution.geocentric_sun) == told["geocentric_sun"]
    assert (solution.roll_deg, solution.scale_arcsec, solution.zero_point_mag) == (told["roll_deg"], told["scale_arcsec"], told["zero_point_mag"])
    assert solution.noise_rms_px == told["noise_rms_px"]
    assert len(solution.stars) == told["stars"] and solution.sun is None


def test_stars_lie_where_they_are_predicted(solution):
    brightest = solution.stars[0]
    assert brightest.v_mag <= solution.stars[-1].v_mag
    assert abs(brightest.off_x) < 1 and abs(brightest.off_y) < 1
    assert 0 < brightest.noise_px < solution.stars[-1].noise_px < 0.5
    x, y = solution.pixel(*solution.sky(300.25, 700.5))
    assert abs(x - 300.25) < 1e-6 and abs(y - 700.5) < 1e-6
    assert solution.sky(*solution.nominal_sun) == pytest.approx(solution.nominal_sky_deg, abs=1e-9)


def test_data_and_header_are_taken_as_well(solution):
    data, header = corkit.lasco_readfits(F3)
    assert corkit.solve_stars((data, header)).roll_deg == solution.roll_deg


def test_integers_are_scaled_by_their_header_and_values_are_not(context, tmp_path):
    product = corkit.reduce_level_1(F3, tmp_path, context=context)
    from_file = corkit.solve_stars(product.path)
    assert product.data.dtype == "int16" and from_file.solved and from_file.level1
    header = product.header
    for given in (product, (product.data, header)):
        found = corkit.solve_stars(given)
        assert (found.solved, found.roll_deg, len(found.stars)) == (True, from_file.roll_deg, len(from_file.stars))
    # int32 is scaled in double precision
    assert corkit.solve_stars((product.data.astype("int32"), header)).roll_deg == pytest.approx(from_file.roll_deg, abs=1e-6)
    values = corkit.lasco_readfits(product.path)[0]
    assert values.dtype == "float32"
    without = [card for card in cards_of(header) if not card.startswith(("BSCALE", "BZERO"))]
    for cards in (header, without):
        assert corkit.solve_stars((values, cards)).roll_deg == from_file.roll_deg


def test_unsigned_words_have_the_zero_of_their_header(solution):
    data, header = corkit.lasco_readfits(F3)
    words = data.astype("uint16")
    cards = [card for card in cards_of(header) if not card.startswith(("BSCALE", "BZERO"))] + [f"{'BZERO':<8}= {32768:>20}"]
    assert corkit.solve_stars((words, cards)).roll_deg == solution.roll_deg
    assert corkit.solve_stars(((words.astype("int32") - 32768).astype("int16"), cards)).roll_deg == solution.roll_deg


def test_an_image_without_stars_says_why():
    found = corkit.solve_stars(C3)
    assert not found.solved and found.reason and found.roll_deg is None and found.stars == []
    assert "no solution" in repr(found)
    with pytest.raises(corkit.ArgumentError):
        found.sky(1, 2)


def test_an_ephemeris_that_is_not_there_is_an_error():
    with pytest.raises(corkit.InputError):
        corkit.solve_stars(F3, ephemeris="/nonexistent.txt")
    with pytest.raises(TypeError):
        corkit.solve_stars(F3, no_time_correction="yes")
