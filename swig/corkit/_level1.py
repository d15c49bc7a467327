"""reduce_level_1: the level-1 chain."""
from . import _contexts, _headers, _images, capi, _options
from ._sentences import in_python


class Level1Result:
    """A level-1 image.

    Attributes:
        data: the image as written, shape (ny, nx): int16 with BSCALE and BZERO for C3 Clear, else float32 (float64 with no_scale and
            no_vig).
        calibrated: the image in mean solar brightness before scaling, float32 or float64, shape (ny, nx): SolarSoft's b;
            with noimg the input image, embedded in its full frame.
        header: the level-1 header: an astropy Header, or a corkit.Header where astropy is not installed.
        mask: bool, shape (ny, nx); True: the pixel comes from a block that was lost in telemetry.
        nmissing: number of lost blocks, NMISSING.
        nfilled: number of pixels that fill="membrane" or "dl" filled in this call; 0 for "fuzzy".
        filled: bool, shape (ny, nx), the FILLMASK of the product; True: a pixel that was filled now, or one that FILLMASK of the file says was
            filled before; of "fuzzy" with fill_mask, or where the file has a FILLMASK. None without any. filled.sum() is nfilled and what was
            filled before and not anew; MISSFILL of the header is filled.sum() and those pixels of earlier fills that no FILLMASK names (there is
            no MISSFILL where "fuzzy" alone filled).
        fill_sigma: expected error of the filled pixels, 1 sigma, mean solar brightness, float32; of fill="dl", or with context images, else None.
        stages: seconds that each stage took, by its name, in order.
        warnings: sentences about the input (lossy compression, pixels that are no numbers) and about things SolarSoft passes over.
        detector: "C2" or "C3".
        name: the product's file name.
        path: the file that was written; "" if none.
        skipped: True if the file was there and skip_existing left it alone (then data, calibrated and mask are None).
    """

    def __init__(self, product, wcs_observer=False):
        handle = capi.corkit_product_header(product)
        if wcs_observer:
            add_observer(handle)
        missing = capi.corkit_product_missing(product)
        self.header = _headers.given_out(handle)
        self.data = capi.corkit_product_image(product)
        self.calibrated = capi.corkit_product_calibrated(product)
        filled = capi.corkit_product_filled(product)
        self.mask = None if missing is None else missing.view(bool)
        self.nmissing = capi.corkit_product_nmissing(product)
        self.nfilled = capi.corkit_product_nfilled(product)
        self.filled = None if filled is None else filled.view(bool)
        self.fill_sigma = capi.corkit_product_fill_sigma(product)
        self.stages = _stages(product)
        self.warnings = _warnings(product)
        self.detector = capi.corkit_product_detector(product)
        self.name = capi.corkit_product_name(product)
        self.path = capi.corkit_product_path(product)
        self.skipped = bool(capi.corkit_product_skipped(product))

    def __repr__(self):
        size = "no image" if self.data is None else f"{self.data.shape[1]} x {self.data.shape[0]} {self.data.dtype}"
        return f"<corkit.Level1Result {self.name}: {self.detector}, {size}, {self.nmissing} missing blocks>"


def _stages(product):
    count, *_ = capi.corkit_product_stage(product, 0)
    return dict(capi.corkit_product_stage(product, i)[1:] for i in range(count))


def _warnings(product):
    count, _ = capi.corkit_product_warning(product, 0)
    return [in_python(capi.corkit_product_warning(product, i)[1]) for i in range(count)]


def add_observer(handle):
    longitude, latitude, distance = capi.corkit_wcs_observer(handle)
    capi.corkit_header_set_double(handle, "HGLN_OBS", longitude, " [deg] Stonyhurst longitude of SOHO, taken at L1")
    capi.corkit_header_set_double(handle, "HGLT_OBS", latitude, " [deg] Heliographic latitude of SOHO")
    capi.corkit_header_set_double(handle, "DSUN_OBS", distance, " [m] Distance of SOHO from the Sun")


def reduce_level_1(image, outdir=None, *, context=None, wcs_observer=False, **options):
    """Makes a level-1 image of a LASCO C2 or C3 level-0.5 image, as SolarSoft's reduce_level_1.pro 1.68.

    Args:
        image: path of a FITS file (.fts .fits .fz .gz), an HDU, or (data, header): data of shape (ny, nx), uint8, int16, uint16, int32,
            float32 or float64, of any byte order and layout; header an astropy Header, a dict, or a list of cards. None of it is changed.
        outdir: folder for the product, created if missing. None: nothing is written.
        context: a Context; None: one for the calibration files of the environment.
        wcs_observer: True adds HGLN_OBS, HGLT_OBS [degree] and DSUN_OBS [m] to result.header (not to the file, which is SolarSoft's).
        fill: "default" (SolarSoft's: fuzzy for C3 Clear, none for C2), "fuzzy", "membrane", "dl", "none".
        oracle: "idl" or "gdl": whose built-in routines are followed in distortion, rotation and fuzzy fill.
        no_vig, no_mask, no_warp, no_stat, no_scale, no_roll_correction, no_time_correction, noimg, nofits: SolarSoft's keywords (the last two write
            nothing).
        compat_bugs: True keeps SolarSoft's bugs that are mended otherwise (docs/differences.md).
        saturate_negatives: True: negative C3 int16 pixels become -32767 instead of wrapping.
        skip_existing: True leaves a whole product of this observation alone.
        overwrite: True replaces a product of another observation, or a file that is no product; otherwise that is an OutputError.
        pipeline_folders: True writes to outdir/yymmdd/c2 or c3.
        fill_context: of "membrane" and "dl": a file or a list of files of the same camera, filter, polariser and size, at most two hours apart.
        weights: of "dl": a safetensors file or a folder of them; None: CORKIT_WEIGHTS, then the installed ones.
        fill_mask: True adds the extensions FILLMASK (of "fuzzy", too) and, with "dl", FILLSIG to the file.
        fill_isotropic: of "membrane": True: diffusion alike in all directions.
        fill_threads: of "dl"; 0: as many as there are cores.
        insist: True reduces what is no level-0.5 image of the corona (level 1, dark, lamp, a model's name), with a warning.
        geometry: "solarsoft", or "sky": distortion, scale and its centre as stars show them (docs/geometry.md).
        pointing: where roll and Sun centre come from: "tables" (SolarSoft's), "stars" in the image, or "auto": tables where they reach, else stars.
        ephemeris: of "stars" and "auto": where SOHO was, a table of JPL Horizons; without it stars give the roll only.
        stage_hook: called as stage_hook(index, name, array) after each stage, with its image as float64.

    Returns:
        Level1Result: data, calibrated [mean solar brightness], header, mask, stages and more.

    Raises:
        InputError, HeaderError, CalibrationError, OutputError, UnsupportedError, ArgumentError: see corkit.CorkitError.
        TypeError: an argument of the wrong kind.
    """
    handle = _contexts.handle_of(context)
    given = _options.fields(options)
    wcs_observer = _options.switch("wcs_observer", wcs_observer)
    if _images.is_path(image):
        if outdir is None:
            given["nofits"] = True
        product = capi.corkit_reduce_level1(handle, image, outdir, given)
    else:
        data, header = _images.pixels_and_header(image)
        product = capi.corkit_reduce_level1_array(handle, data, _headers.handle_of(header), outdir, given)
    return Level1Result(product, wcs_observer)
