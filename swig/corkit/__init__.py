"""SOHO/LASCO C2 and C3 level-0.5 images in, level-1 images out, as SolarSoft's reduce_level_1.pro does.

    result = corkit.reduce_level_1("32130223.fts")
    result.calibrated       # mean solar brightness, numpy array of shape (ny, nx)
    result.header           # the level-1 header

Calibration files are those of SolarSoft: set LASCO_DATA, NRL_LIB and ANCIL_DATA, or pass context=corkit.Context(folder).
"""
from . import capi
from ._contexts import Context
from ._errors import (
    ArgumentError,
    CalibrationError,
    CorkitError,
    HeaderError,
    InputError,
    InputFileNotFoundError,
    InternalError,
    OutOfMemoryError,
    OutputError,
    UnsupportedError,
)
from ._headers import Header
from ._level1 import Level1Result, reduce_level_1
from ._routines import (
    adjust_hdr_tcr,
    c2_calfactor,
    c2_calibrate,
    c2_warp,
    c3_calfactor,
    c3_calibrate,
    c3_warp,
    distortion,
    fill_file,
    fill_membrane,
    find_miss_blocks,
    fixwrap,
    fuzzy_image,
    get_exp_factor,
    get_roll_or_xy,
    get_sec_pixel,
    get_solar_radius,
    get_sun_center,
    lasco_readfits,
    mb2strmap,
    occltr_cntr,
    offset_bias,
    reduce_statistics2,
    reduce_std_size,
    strmap2mb,
    subtense,
    wcs_observer,
    writefits,
)
from ._stars import Star, StarSolution, solve_stars

__version__ = capi.corkit_version()
solarsoft_version = capi.corkit_solarsoft_version()

__all__ = sorted(name for name in globals() if not name.startswith("_") and name != "capi") + ["__version__"]
