"""The stars in an image, and the pointing that they prove."""
import math
import types

from . import _contexts, _headers, _images, _level1, capi, _options
from ._sentences import in_python


class Star(types.SimpleNamespace):
    """A star that was matched.

    Attributes:
        ra_deg, dec_deg: of the catalogue, ICRS, epoch J2000.
        v_mag, b_v_mag: V and B-V.
        x, y: measured, 0-based pixels of the image (column, row).
        off_x, off_y: measured minus predicted, pixels.
        rate: DN/s (level 1: MSB) in 5 x 5 pixels above the background; None where the aperture is cut.
        zero_point_mag: the zero point that this star alone gives.
        photometric: True: counted in the image's zero point.
        noise_px: error of x and of y that the noise of the image makes.
    """


class StarSolution:
    """What the stars of an image say. Pixels are 0-based, (column, row), of the image itself; None: not known.

    Attributes:
        solved: True, or False with the reason.
        reason: why there is no solution; "" where there is one.
        detector: "C2" or "C3".
        level1: True: the image is a level-1 product.
        time: middle of the exposure, UTC.
        clock_s: seconds by which the camera's clock was ahead; subtracted already.
        clock_corrected: True: time is corrected.
        stars: list of Star, brightest first.
        npoints: points of light found, stars or not.
        nseeable: stars that should be found.
        chance: matches that chance alone makes.
        rms_px: scatter of the stars about their places, an axis.
        geocentric_sun: where the Sun would stand if seen from the Earth's centre; needs no ephemeris.
        position_error_px: standard error of that position, both axes together.
        roll_deg: at nominal_sun, in the sense of CROTA: turning the image by it counter-clockwise brings solar north up.
        roll_error_deg: standard error.
        nominal_sun: the camera's nominal Sun pixel; of a product that of its CRPIX.
        nominal_sky_deg: what it sees: right ascension and declination, ICRS axes, with aberration.
        sun: the Sun's centre; with an ephemeris.
        sun_roll_deg: roll there.
        scale_arcsec: arc seconds per pixel behind SolarSoft's distortion correction (of a product: of its pixels); with more than 50 stars.
        scale_error_arcsec: standard error.
        zero_point_mag: V of a star of B-V = 0 that gives 1 DN/s (level 1: 1 MSB) in 5 x 5 pixels.
        zero_point_scatter_mag: standard deviation of a star.
        nphotometric: stars that it is the mean of.
        noise_rms_px: the part of rms_px that the noise of the image makes.
        warnings: sentences about what is doubtful.
    """

    def __init__(self, handle):
        self._handle = handle
        for name, value in capi.corkit_stars_get(handle).items():
            setattr(self, name, _known(value))
        count, _ = capi.corkit_stars_star(handle, 0)
        self.stars = [_star(capi.corkit_stars_star(handle, i)[1]) for i in range(count)]
        count, _ = capi.corkit_stars_warning(handle, 0)
        self.warnings = [in_python(capi.corkit_stars_warning(handle, i)[1]) for i in range(count)]

    def sky(self, x, y):
        """Right ascension and declination that a pixel sees, degrees, as nominal_sky_deg.

        Raises:
            ArgumentError: the image has no solution.
        """
        return tuple(capi.corkit_stars_sky(self._handle, x, y))

    def pixel(self, ra_deg, dec_deg):
        """The pixel (column, row) that sees a direction: the inverse of sky().

        Raises:
            ArgumentError: the image has no solution, or the direction is far off the camera's axis.
        """
        return tuple(capi.corkit_stars_pixel(self._handle, ra_deg, dec_deg))

    def __repr__(self):
        if not self.solved:
            return f"<corkit.StarSolution {self.detector}: no solution: {self.reason}>"
        return f"<corkit.StarSolution {self.detector}: {len(self.stars)} stars, roll {self.roll_deg:.4f} degrees>"


def _known(value):
    if isinstance(value, tuple):
        return None if any(math.isnan(part) for part in value) else value
    return None if isinstance(value, float) and math.isnan(value) else value


def _star(fields):
    return Star(**{name: _known(value) for name, value in fields.items()})


def solve_stars(image, *, ephemeris=None, star_table=None, no_time_correction=False, context=None):
    """Finds the stars in a C2 or C3 image, level 0.5 or level 1, and the pointing that they prove.

    Args:
        image: path of a FITS file (.fts .fits .fz .gz), an HDU, or (data, header), as for reduce_level_1, or what that returns. Integers are
            scaled by BSCALE and BZERO of the header.
        ephemeris: path of a CSV table of JPL Horizons (target -21, centre 500@10): where SOHO was. The Sun's pixel needs it.
        star_table: path of a star table; None: the installed one.
        no_time_correction: True takes DATE-OBS for UTC; otherwise the camera's clock is corrected where the calibration files allow.
        context: a Context; None: one for the calibration files of the environment.

    Returns:
        StarSolution: where the stars prove no pointing, solved is False and reason says why.

    Raises:
        InputError, HeaderError, CalibrationError, UnsupportedError: see corkit.CorkitError.
        TypeError: an argument of the wrong kind.
    """
    handle = _contexts.handle_of(context)
    options = {"ephemeris": ephemeris, "star_table": star_table, "no_time_correction": _options.switch("no_time_correction", no_time_correction)}
    if isinstance(image, _level1.Level1Result):
        image = image.data, image.header
    if _images.is_path(image):
        data, cards = capi.corkit_lasco_readfits(handle, image)
    else:
        data, header = _images.pixels_and_header(image)
        cards = _headers.handle_of(header)
    return StarSolution(capi.corkit_stars_solve(handle, data, cards, _options.fields(options)))
