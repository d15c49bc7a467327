"""sunpy.map.Map takes a level-1 image as it is: centre, scale, rotation and, when asked for, the observer."""
import warnings

import numpy as np
import pytest
from astropy import units as u

import corkit
from conftest import C2, C2_ROLLED, C2_SMALL, C3, C3_ROLLED

sunpy_map = pytest.importorskip("sunpy.map", reason="sunpy.map cannot be imported (Debian: python3-sunpy python3-matplotlib python3-scipy)")
from sunpy.coordinates import sun  # noqa: E402


@pytest.mark.parametrize("path", [C2, C3, C2_ROLLED, C3_ROLLED], ids=lambda p: p.name)
def test_map_has_the_headers_geometry(path, context):
    result = corkit.reduce_level_1(path, context=context, wcs_observer=True)
    with warnings.catch_warnings():
        # The unit MSB is none that astropy knows, in SolarSoft's products too.
        warnings.filterwarnings("ignore", message=".*MSB.*")
        image = sunpy_map.Map(result.data, result.header)
        header = result.header
        assert type(image).__name__ == "LASCOMap" and image.detector == result.detector
        assert image.data.shape == result.data.shape and np.array_equal(image.data, result.data)
        assert image.date.isot == header["DATE-OBS"]
        assert image.scale.axis1.to_value(u.arcsec / u.pix) == header["CDELT1"]
        angle = np.deg2rad(header["CROTA1"])
        assert np.allclose(image.rotation_matrix, [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], atol=1e-9)
        # The pixel of CRPIX, 1-based, is the centre of the Sun.
        center = image.pixel_to_world((header["CRPIX1"] - 1) * u.pix, (header["CRPIX2"] - 1) * u.pix)
        assert abs(center.Tx.arcsec) < 1e-6 and abs(center.Ty.arcsec) < 1e-6
        observer = image.observer_coordinate
    assert observer.radius.to_value(u.m) == pytest.approx(header["DSUN_OBS"])
    # sunpy's own ephemeris of the Earth: SOHO stands on the line to the Sun.
    assert observer.lat.to_value(u.deg) == pytest.approx(sun.B0(header["DATE-OBS"]).to_value(u.deg), abs=0.01)
    assert observer.lon.to_value(u.deg) == pytest.approx(0, abs=1e-6)
    assert observer.radius.to_value(u.au) == pytest.approx(0.99 * sun.earth_distance(header["DATE-OBS"]).to_value(u.au), abs=1e-4)


def test_observer_cards_are_off_by_default_and_last(context):
    plain = corkit.reduce_level_1(C3, context=context)
    with_observer = corkit.reduce_level_1(C3, context=context, wcs_observer=True)
    added = ["HGLN_OBS", "HGLT_OBS", "DSUN_OBS"]
    assert not set(added) & set(plain.header)
    assert [key for key in with_observer.header if key not in plain.header] == added
    image = sunpy_map.Map(plain.calibrated, plain.header)
    assert image.reference_pixel.x.value == pytest.approx(plain.header["CRPIX1"] - 1)


def made(result, **changes):
    """The map of a product some of whose cards were set, or removed (None); sunpy's warnings about them are expected."""
    header = result.header.copy()
    for key, value in changes.items():
        if value is None:
            del header[key]
        else:
            header[key] = value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return sunpy_map.Map(result.data, header)


def test_map_has_no_unit_until_it_is_given_one(context):
    # docs/python.md: sunpy's units are those of the FITS standard, whatever astropy was taught.
    result = corkit.reduce_level_1(C2, context=context, wcs_observer=True)
    brightness = u.def_unit("MSB")
    with u.add_enabled_units([brightness]):
        image = made(result)
        assert image.unit is None
    assert (image.quantity * brightness).unit == brightness
    assert made(result, BUNIT="").unit == u.dimensionless_unscaled


def test_solar_radius_of_a_map_is_not_that_of_the_header_unless_told(context):
    result = corkit.reduce_level_1(C2, context=context, wcs_observer=True)
    rsun = result.header["RSUN"]
    with_observer = made(result)
    assert with_observer.rsun_obs.to_value(u.arcsec) != rsun
    assert with_observer.rsun_obs.to_value(u.arcsec) == pytest.approx(rsun, rel=1e-3)
    at_the_earth = made(result, HGLN_OBS=None, HGLT_OBS=None, DSUN_OBS=None)
    assert at_the_earth.rsun_obs.to_value(u.arcsec) == pytest.approx(0.99 * rsun, rel=1e-3)
    told = made(result, RSUN_OBS=rsun)
    assert told.rsun_obs.to_value(u.arcsec) == rsun
    assert told.rsun_meters.to_value(u.km) == pytest.approx(695700, rel=1e-3)


def test_map_needs_units_of_its_axes(context):
    result = corkit.reduce_level_1(C2, context=context)
    with pytest.raises(AttributeError):
        made(result, CUNIT1=None)


def test_rotated_map_keeps_crota(context):
    result = corkit.reduce_level_1(C2_SMALL, context=context)
    rotated = made(result).rotate()
    assert "crota2" not in rotated.meta and rotated.meta["crota"] == result.header["CROTA"]
    header = result.header.copy()
    del header["CROTA"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert "crota" not in sunpy_map.Map(result.data, header).rotate().meta
