"""SolarSoft's single routines under their own names.

Where SolarSoft's routine changes the header it is given (HISTORY lines, EXPTIME, statistics), the changed header is part of the result;
what the caller gave stays as it was. Images have shape (ny, nx). header: an astropy Header, a dict, or a list of cards. context: a
corkit.Context, None for the calibration files of the environment.
"""
from collections import namedtuple

from . import _contexts, _headers, capi, _options
from ._errors import ArgumentError
from ._sentences import in_python

Image = namedtuple("Image", "image header")
ExposureFactor = namedtuple("ExposureFactor", "expfac bias valid header")
Bias = namedtuple("Bias", "bias header")
CalibrationFactor = namedtuple("CalibrationFactor", "factor header")
C3Image = namedtuple("C3Image", "image header mask_blocks")
FilledImage = namedtuple("FilledImage", "image too_many")
MissingBlocks = namedtuple("MissingBlocks", "map nmissing misslist")
TimeCorrection = namedtuple("TimeCorrection", "date time xpos ypos roll_deg error header")
SunCenter = namedtuple("SunCenter", "x y source")
Pointing = namedtuple("Pointing", "value source")
Center = namedtuple("Center", "x y")
FilledHoles = namedtuple("FilledHoles", "image filled")
FillReport = namedtuple("FillReport", "detector method level1 nmissing nfilled warnings")
Observer = namedtuple("Observer", "longitude_deg latitude_deg distance_m")


def lasco_readfits(path, *, context=None):
    """Image and header of the first image in a FITS file (lasco_readfits.pro).

    Returns:
        Image(image, header): BZERO and BSCALE applied; unsigned 16-bit stays integer.

    Raises:
        InputError: there is no such file, or it is not FITS, truncated, no image.
    """
    image, header = capi.corkit_lasco_readfits(_contexts.handle_of(context), path)
    return Image(image, _headers.given_out(header))


def writefits(path, image, header=None, *, context=None):
    """Writes image and header to a new FITS file, whole or not at all (writefits.pro).

    Raises:
        OutputError: the file cannot be written.
        InputError: the image has an absurd size.
    """
    capi.corkit_writefits(_contexts.handle_of(context), path, image, None if header is None else _headers.handle_of(header))


def get_exp_factor(header, *, context=None):
    """Exposure factor and bias of an image (get_exp_factor.pro).

    Returns:
        ExposureFactor(expfac, bias, valid, header): bias in DN; valid 0 found, -1 no file or day, -2 and -3 no row within 100 ms (then
        expfac is 1 and bias that of offset_bias(sum=True)); header with HISTORY.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    handle = _headers.handle_of(header)
    expfac, bias, valid = capi.corkit_get_exp_factor(_contexts.handle_of(context), handle)
    return ExposureFactor(expfac, bias, valid, _headers.given_out(handle))


def offset_bias(header, *, sum=False, context=None):  # pylint: disable=redefined-builtin
    """Bias from camera, readout port and date (offset_bias.pro).

    Args:
        sum: True is /SUM: times the number of summed pixels.

    Returns:
        Bias(bias, header): bias in DN, an int or a float as IDL's result; header with HISTORY.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
    """
    handle = _headers.handle_of(header)
    bias = capi.corkit_offset_bias(_contexts.handle_of(context), handle, sum)
    return Bias(bias, _headers.given_out(handle))


def _calfactor(routine, header, nosum, context):
    handle = _headers.handle_of(header)
    factor = routine(_contexts.handle_of(context), handle, nosum)
    return CalibrationFactor(factor, _headers.given_out(handle))


def c2_calfactor(header, *, nosum=False, context=None):
    """C2 calibration factor, mean solar brightness per DN/s (c2_calfactor.pro).

    Returns:
        CalibrationFactor(factor, header): header with HISTORY.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
    """
    return _calfactor(capi.corkit_c2_calfactor, header, nosum, context)


def c3_calfactor(header, *, nosum=False, context=None):
    """C3 calibration factor, mean solar brightness per DN/s (c3_calfactor.pro).

    Returns:
        CalibrationFactor(factor, header): header with HISTORY.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
    """
    return _calfactor(capi.corkit_c3_calfactor, header, nosum, context)


def c2_calibrate(image, header, *, context=None, **options):
    """DN to mean solar brightness, C2, not warped (c2_calibrate.pro 1.14).

    Args:
        no_calfac, no_update: SolarSoft's keywords; no_update: no HISTORY of its own, EXPTIME stays.

    Returns:
        Image(image, header): float32; header with HISTORY and EXPTIME.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used, or the image is not of C2.
        CalibrationError: a calibration file is missing or damaged.
    """
    handle = _headers.handle_of(header)
    calibrated = capi.corkit_c2_calibrate_with_options(_contexts.handle_of(context), image, handle, _options.fields(options))
    return Image(calibrated, _headers.given_out(handle))


def c3_calibrate(image, header, *, context=None, **options):
    """DN to mean solar brightness, C3, not warped (c3_calibrate.pro 1.54).

    Args:
        no_calfac, no_vig, no_mask, fuzzy, no_update: SolarSoft's keywords; no_update: no HISTORY of its own, EXPTIME stays.
        oracle: of the fuzzy fill, "idl" or "gdl".

    Returns:
        C3Image(image, header, mask_blocks): float32, float64 with no_vig; header with HISTORY and EXPTIME; mask_blocks is
        fuzzy_image's TOO_MANY.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used, or the image is not of C3.
        CalibrationError: a calibration file is missing or damaged.
    """
    handle = _headers.handle_of(header)
    calibrated, mask_blocks = capi.corkit_c3_calibrate(_contexts.handle_of(context), image, handle, _options.fields(options))
    return C3Image(calibrated, _headers.given_out(handle), mask_blocks)


def _warp(detector, image, header, oracle, context):
    handle = _headers.handle_of(header)
    warped = capi.corkit_warp(_contexts.handle_of(context), detector, image, handle, _options.number_of("oracle", oracle))
    return Image(warped, _headers.given_out(handle))


def c2_warp(image, header, *, oracle="idl", context=None):
    """C2 distortion correction (c2_warp.pro).

    Args:
        oracle: "idl" or "gdl": whose triangles are followed.

    Returns:
        Image(image, header): the type of the image, a sub-field as a full frame; header as it was given.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    return _warp("C2", image, header, oracle, context)


def c3_warp(image, header, *, oracle="idl", context=None):
    """C3 distortion correction (c3_warp.pro).

    Args:
        oracle: "idl" or "gdl": whose triangles are followed.

    Returns:
        Image(image, header): the type of the image, a sub-field as the field it was; header as it was given.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    return _warp("C3", image, header, oracle, context)


def distortion(detector, r_pixels, scale_arcsec):
    """SolarSoft's polynomial of the radial distortion (c2_distortion.pro, c3_distortion.pro): scale_arcsec times the distance at which the
    level-0.5 image shows what lies r_pixels from the occulter's centre in an undistorted one. The angle on the sky is
    atan(scale_arcsec * r_pixels).

    Args:
        detector: "C2" or "C3".
        r_pixels: distance in undistorted pixels of the full frame, those of an image that c2_warp or c3_warp corrected; one measured in a
            level-0.5 image would be wrong by up to 2.9 px (C3) or 5.8 px (C2).
        scale_arcsec: arc seconds per pixel.

    Raises:
        ArgumentError: detector is neither C2 nor C3.
    """
    return capi.corkit_distortion(detector, r_pixels, scale_arcsec)


def fuzzy_image(image, header, *, oracle="idl", context=None):
    """Fills lost blocks of an image; the blocks that are never sent are those of the header's camera (fuzzy_image.pro).

    Args:
        image: float, DN/s, background subtracted, 0 or more.

    Returns:
        FilledImage(image, too_many): too_many is SolarSoft's TOO_MANY.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    filled, too_many = capi.corkit_fuzzy_image(
        _contexts.handle_of(context), image, _headers.handle_of(header), _options.number_of("oracle", oracle)
    )
    return FilledImage(filled, too_many)


def find_miss_blocks(image, header, *, context=None):
    """Blocks lost in telemetry (find_miss_blocks.pro).

    Returns:
        MissingBlocks(map, nmissing, misslist): map int16, one element a block of 32 x 32 pixels of the image: -1 not useful, 0 missing,
        1 present; misslist is the text of the MISSLIST card.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    return MissingBlocks(*capi.corkit_find_miss_blocks(_contexts.handle_of(context), image, _headers.handle_of(header)))


def mb2strmap(map):  # pylint: disable=redefined-builtin
    """Block map (0: missing) to base-32 text (mb2strmap.pro).

    Raises:
        InputError: the map has an absurd size.
    """
    return capi.corkit_mb2strmap(map)


def strmap2mb(text, n1, n2):
    """Base-32 text to a block map of n1 columns and n2 rows, int16 of shape (n2, n1), 0 missing, 1 present (strmap2mb.pro).

    Raises:
        ArgumentError: the text names no such blocks.
    """
    return capi.corkit_strmap2mb(text, n1, n2)


def reduce_statistics2(image, header, *, satmax=None, satmin=None, context=None):
    """Statistics DATAMIN to DATAP99 of an image (reduce_statistics2.pro).

    Args:
        satmax, satmin: values beyond which pixels count as saturated or cut off.

    Returns:
        Image(image, header): a copy of the image, changed where SolarSoft changes it (maximum of 0.1 or more); header with statistics.

    Raises:
        InputError: the image has an absurd size.
    """
    handle = _headers.handle_of(header)
    changed = capi.corkit_reduce_statistics2(_contexts.handle_of(context), image, handle, satmax, satmin)
    return Image(changed, _headers.given_out(handle))


def adjust_hdr_tcr(header, *, context=None):
    """Corrected time, Sun centre and roll (adjust_hdr_tcr.pro 1.13).

    Returns:
        TimeCorrection(date, time, xpos, ypos, roll_deg, error, header): date "yyyy/mm/dd", time "hh:mm:ss.sss", both "" where no final
        correction is available; xpos, ypos: 0-based pixels of the full 1024 frame as stored; roll in degrees; error: uncertainty of the
        time; header with HISTORY.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    handle = _headers.handle_of(header)
    correction = capi.corkit_adjust_hdr_tcr(_contexts.handle_of(context), handle)
    return TimeCorrection(*correction, _headers.given_out(handle))


def get_sun_center(header, *, full=0, context=None):
    """Sun centre in 0-based pixels (get_sun_center.pro).

    Args:
        full: 0: pixels of the image itself; else of a full frame of this size.

    Returns:
        SunCenter(x, y, source): source says where it came from.

    Raises:
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    return SunCenter(*capi.corkit_get_sun_center(_contexts.handle_of(context), _headers.handle_of(header), full))


def get_roll_or_xy(header, what, *, context=None):
    """Roll in degrees for what="ROLL", Sun centre in 0-based pixels of the full frame for "XY" (get_roll_or_xy.pro).

    Returns:
        Pointing(value, source): value a float for "ROLL", (x, y) for "XY".

    Raises:
        ArgumentError: what is neither ROLL nor XY.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    value, source = capi.corkit_get_roll_or_xy(_contexts.handle_of(context), _headers.handle_of(header), what)
    return Pointing(value[0] if what.upper() == "ROLL" else value, source)


def get_solar_radius(header):
    """Radius of the Sun in arc seconds as seen from SOHO on the day of DATE-OBS (get_solar_radius.pro).

    Raises:
        HeaderError: DATE-OBS is no date.
    """
    return capi.corkit_get_solar_radius(_headers.handle_of(header))


def get_sec_pixel(header, *, full=0):
    """Arc seconds per pixel of the image; full: of a full frame of this size instead (get_sec_pixel.pro).

    Raises:
        HeaderError: a keyword is missing or cannot be used.
    """
    return capi.corkit_get_sec_pixel(_headers.handle_of(header), full)


def subtense(telescope):
    """Arc seconds per pixel of a camera: C1 C2 C3 EIT MK3 MK4 (subtense.pro).

    Raises:
        ArgumentError: there is no such camera.
    """
    return capi.corkit_subtense(telescope)


def occltr_cntr(header, *, context=None):
    """Occulter centre in 0-based pixels of the full frame (occltr_cntr.pro).

    Returns:
        Center(x, y)

    Raises:
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    return Center(*capi.corkit_occltr_cntr(_contexts.handle_of(context), _headers.handle_of(header)))


def reduce_std_size(image, header, *, bias=None, context=None, **options):
    """Embeds a sub-field in its full frame and rebins it (reduce_std_size.pro).

    Args:
        bias: DN to subtract before dividing by the summing; 1 stands for offset_bias(header); None: none.
        full, no_rebin, savehdr, nocal: SolarSoft's keywords.

    Returns:
        Image(image, header): header describes the result, unless savehdr. With a bias LEBXSUM and LEBYSUM are 1 and OFFSET 0.

    Raises:
        InputError: the image has an absurd size, or one at odds with the header.
        HeaderError: a keyword is missing or cannot be used.
        CalibrationError: a calibration file is missing or damaged.
    """
    handle = _headers.handle_of(header)
    if bias is not None:
        options.update(bias_set=True, bias=bias)
    resized = capi.corkit_reduce_std_size(_contexts.handle_of(context), image, handle, _options.fields(options))
    return Image(resized, _headers.given_out(handle))


def fixwrap(image):
    """Undoes the 16-bit wrap of summed images (fixwrap.pro). Returns int32.

    Raises:
        InputError: the image has an absurd size.
    """
    return capi.corkit_fixwrap(image)


def wcs_observer(header):
    """Where SOHO was, for the WCS cards HGLN_OBS, HGLT_OBS and DSUN_OBS, which SolarSoft doesn't write.

    Returns:
        Observer(longitude_deg, latitude_deg, distance_m): Stonyhurst longitude (0: SOHO is taken at L1) and latitude in degrees,
        distance from the Sun's centre in metres.

    Raises:
        HeaderError: DATE-OBS or TIME-OBS is no date or time.
    """
    return Observer(*capi.corkit_wcs_observer(_headers.handle_of(header)))


def fill_membrane(image, missing, *, context=None, **options):
    """Closes holes of any shape by a radial membrane (docs/inpainting.md); not a routine of SolarSoft's.

    Args:
        missing: uint8 or bool, same shape: 0 measured, 1 lost and to be filled, other values neither filled nor used.
        isotropic, no_profile: True: diffusion alike in all directions; not divided by the radial mean profile first.
        anisotropy: diffusion along the solar radius over that across it, 1 to 1000; holes that a context image shows: alike.
        sun_x, sun_y: the Sun's centre, 0-based pixels; None: the middle of the image.

    Returns:
        FilledHoles(image, filled): float64 for a float64 image, else float32; filled bool, True where a pixel was filled.

    Raises:
        ArgumentError, InputError: sizes differ, an option is out of range.
    """
    if getattr(missing, "dtype", None) == bool:
        missing = missing.view("uint8")
    elif getattr(missing, "dtype", "uint8") != "uint8":
        raise ArgumentError(ArgumentError.code, f"missing is an array of {missing.dtype}: give bool or uint8, True or 1 for a lost pixel")
    out, filled = capi.corkit_fill_membrane(_contexts.handle_of(context), image, missing, _options.fields(options))
    return FilledHoles(out, filled.view(bool))


def fill_file(path, out, *, context=None, **options):
    """Fills the lost blocks of a file, level 0.5 or 1, and writes it as `out`; as `corkit fill` (docs/inpainting.md), but any file at `out` is replaced.

    Args:
        method: "fuzzy", "membrane" or "dl".
        fill_context: a file or a list of files taken before or after; weights, mask: paths; fill_mask, isotropic: bool; threads: int; oracle: "idl"
            or "gdl"; insist: True fills what is no level-0.5 image of the corona (dark, lamp, another telescope), with a warning.

    Returns:
        FillReport(detector, method, level1, nmissing, nfilled, warnings): lost pixels and those filled in this call (MISSFILL of the file counts
        earlier fills too); level1 1 for a level-1 image; warnings
        a list of sentences about the input.

    Raises:
        InputError, HeaderError, CalibrationError, OutputError, UnsupportedError.
    """
    if "fill" in options:
        raise TypeError("there is no option 'fill': fill_file takes the method as method='membrane', 'dl' or 'fuzzy'")
    *report, warnings = capi.corkit_fill_file(_contexts.handle_of(context), path, out, _options.fields(options))
    return FillReport(*report, in_python(warnings).splitlines())
