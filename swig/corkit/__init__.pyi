import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, Union

import numpy as np
from numpy.typing import NDArray

__version__: str
solarsoft_version: str

PathLike = Union[str, bytes, os.PathLike[str], os.PathLike[bytes]]

class _AstropyHeader(Protocol):
    def tostring(self, sep: str = ..., endcard: bool = ..., padding: bool = ...) -> str: ...

class _Hdu(Protocol):
    data: Any
    header: Any

HeaderLike = Union[_AstropyHeader, Header, Mapping[str, Any], Sequence[str], str, bytes]
ImageLike = Any
Level05 = Union[PathLike, _Hdu, tuple[ImageLike, HeaderLike]]
StageHook = Callable[[int, str, NDArray[np.float64]], Any]

class CorkitError(Exception):
    status: int
    sentence: str
    def __init__(self, status: int, sentence: str) -> None: ...
    @property
    def name(self) -> str: ...

class ArgumentError(CorkitError, ValueError): ...
class InputError(CorkitError, ValueError): ...
class InputFileNotFoundError(InputError, FileNotFoundError): ...
class HeaderError(CorkitError, ValueError): ...
class CalibrationError(CorkitError): ...
class OutputError(CorkitError, OSError): ...
class OutOfMemoryError(CorkitError, MemoryError): ...
class UnsupportedError(CorkitError, NotImplementedError): ...
class InternalError(CorkitError, RuntimeError): ...

class Context:
    def __init__(
        self,
        calibration: PathLike | None = None,
        *,
        lasco_data: PathLike | None = None,
        nrl_lib: PathLike | None = None,
        ancil_data: PathLike | None = None,
    ) -> None: ...
    @property
    def calibration_source(self) -> str: ...
    @property
    def synthetic(self) -> bool: ...
    def calibration_files(self) -> list[tuple[str, str, str]]: ...

class Header(Mapping[str, Any]):
    def __init__(self, cards: Sequence[str] = ()) -> None: ...
    @property
    def cards(self) -> list[str]: ...
    def __getitem__(self, keyword: str) -> Any: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...

class Level1Result:
    data: NDArray[Any] | None
    calibrated: NDArray[Any] | None
    header: Any
    mask: NDArray[np.bool_] | None
    nmissing: int
    nfilled: int
    filled: NDArray[np.bool_] | None
    fill_sigma: NDArray[np.float32] | None
    stages: dict[str, float]
    warnings: list[str]
    detector: str
    name: str
    path: str
    skipped: bool

def reduce_level_1(
    image: Level05,
    outdir: PathLike | None = None,
    *,
    context: Context | None = None,
    wcs_observer: bool = False,
    stage_hook: StageHook | None = None,
    fill: str = "default",
    no_vig: bool = False,
    no_mask: bool = False,
    no_warp: bool = False,
    no_stat: bool = False,
    no_scale: bool = False,
    no_roll_correction: bool = False,
    no_time_correction: bool = False,
    noimg: bool = False,
    nofits: bool = False,
    oracle: str = "idl",
    compat_bugs: bool = False,
    saturate_negatives: bool = False,
    skip_existing: bool = False,
    pipeline_folders: bool = False,
    fill_context: PathLike | Sequence[PathLike] | None = None,
    weights: PathLike | None = None,
    fill_mask: bool = False,
    fill_isotropic: bool = False,
    fill_threads: int = 0,
    insist: bool = False,
    overwrite: bool = False,
    geometry: str = "solarsoft",
    pointing: str = "tables",
    ephemeris: PathLike | None = None,
) -> Level1Result: ...

class _Image(NamedTuple):
    image: NDArray[Any]
    header: Any

class _ExposureFactor(NamedTuple):
    expfac: float
    bias: float
    valid: int
    header: Any

class _Bias(NamedTuple):
    bias: float
    header: Any

class _CalibrationFactor(NamedTuple):
    factor: float
    header: Any

class _C3Image(NamedTuple):
    image: NDArray[Any]
    header: Any
    mask_blocks: int

class _FilledImage(NamedTuple):
    image: NDArray[np.float32]
    too_many: int

class _MissingBlocks(NamedTuple):
    map: NDArray[np.int16]
    nmissing: int
    misslist: str

class _TimeCorrection(NamedTuple):
    date: str
    time: str
    xpos: float
    ypos: float
    roll_deg: float
    error: str
    header: Any

class _SunCenter(NamedTuple):
    x: float
    y: float
    source: str

class _Pointing(NamedTuple):
    value: float | tuple[float, float]
    source: str

class _Center(NamedTuple):
    x: float
    y: float

class _FilledHoles(NamedTuple):
    image: NDArray[Any]
    filled: NDArray[np.bool_]

class _FillReport(NamedTuple):
    detector: str
    method: str
    level1: int
    nmissing: int
    nfilled: int
    warnings: list[str]

class _Observer(NamedTuple):
    longitude_deg: float
    latitude_deg: float
    distance_m: float

def lasco_readfits(path: PathLike, *, context: Context | None = None) -> _Image: ...
def writefits(path: PathLike, image: ImageLike, header: HeaderLike | None = None, *, context: Context | None = None) -> None: ...
def get_exp_factor(header: HeaderLike, *, context: Context | None = None) -> _ExposureFactor: ...
def offset_bias(header: HeaderLike, *, sum: bool = False, context: Context | None = None) -> _Bias: ...
def c2_calfactor(header: HeaderLike, *, nosum: bool = False, context: Context | None = None) -> _CalibrationFactor: ...
def c3_calfactor(header: HeaderLike, *, nosum: bool = False, context: Context | None = None) -> _CalibrationFactor: ...
def c2_calibrate(
    image: ImageLike, header: HeaderLike, *, context: Context | None = None, no_calfac: bool = False, no_update: bool = False
) -> _Image: ...
def c3_calibrate(
    image: ImageLike,
    header: HeaderLike,
    *,
    context: Context | None = None,
    no_calfac: bool = False,
    no_vig: bool = False,
    no_mask: bool = False,
    fuzzy: bool = False,
    oracle: str = "idl",
    no_update: bool = False,
) -> _C3Image: ...
def c2_warp(image: ImageLike, header: HeaderLike, *, oracle: str = "idl", context: Context | None = None) -> _Image: ...
def c3_warp(image: ImageLike, header: HeaderLike, *, oracle: str = "idl", context: Context | None = None) -> _Image: ...
def distortion(detector: str, r_pixels: float, scale_arcsec: float) -> float: ...
def fuzzy_image(image: ImageLike, header: HeaderLike, *, oracle: str = "idl", context: Context | None = None) -> _FilledImage: ...
def find_miss_blocks(image: ImageLike, header: HeaderLike, *, context: Context | None = None) -> _MissingBlocks: ...
def mb2strmap(map: ImageLike) -> str: ...
def strmap2mb(text: str, n1: int, n2: int) -> NDArray[np.int16]: ...
def reduce_statistics2(
    image: ImageLike, header: HeaderLike, *, satmax: float | None = None, satmin: float | None = None, context: Context | None = None
) -> _Image: ...
def adjust_hdr_tcr(header: HeaderLike, *, context: Context | None = None) -> _TimeCorrection: ...
def get_sun_center(header: HeaderLike, *, full: int = 0, context: Context | None = None) -> _SunCenter: ...
def get_roll_or_xy(header: HeaderLike, what: str, *, context: Context | None = None) -> _Pointing: ...
def get_solar_radius(header: HeaderLike) -> float: ...
def get_sec_pixel(header: HeaderLike, *, full: int = 0) -> float: ...
def subtense(telescope: str) -> float: ...
def occltr_cntr(header: HeaderLike, *, context: Context | None = None) -> _Center: ...
def reduce_std_size(
    image: ImageLike,
    header: HeaderLike,
    *,
    bias: float | None = None,
    context: Context | None = None,
    full: bool = False,
    no_rebin: bool = False,
    savehdr: bool = False,
    nocal: bool = False,
) -> _Image: ...
def fixwrap(image: ImageLike) -> NDArray[np.int32]: ...
def wcs_observer(header: HeaderLike) -> _Observer: ...
def fill_membrane(
    image: ImageLike,
    missing: ImageLike,
    *,
    context: Context | None = None,
    isotropic: bool = False,
    no_profile: bool = False,
    anisotropy: float | None = None,
    sun_x: float | None = None,
    sun_y: float | None = None,
) -> _FilledHoles: ...
def fill_file(
    path: PathLike,
    out: PathLike,
    *,
    context: Context | None = None,
    method: str = "membrane",
    isotropic: bool = False,
    fill_context: PathLike | Sequence[PathLike] | None = None,
    weights: PathLike | None = None,
    mask: PathLike | None = None,
    fill_mask: bool = False,
    threads: int = 0,
    oracle: str = "idl",
    insist: bool = False,
) -> _FillReport: ...

class Star:
    ra_deg: float
    dec_deg: float
    v_mag: float
    b_v_mag: float
    x: float
    y: float
    off_x: float
    off_y: float
    rate: float | None
    zero_point_mag: float | None
    photometric: bool
    noise_px: float

class StarSolution:
    solved: bool
    reason: str
    detector: str
    level1: bool
    time: str
    clock_s: float
    clock_corrected: bool
    stars: list[Star]
    npoints: int
    nseeable: int
    chance: float
    rms_px: float | None
    geocentric_sun: tuple[float, float] | None
    position_error_px: float | None
    roll_deg: float | None
    roll_error_deg: float | None
    nominal_sun: tuple[float, float]
    nominal_sky_deg: tuple[float, float] | None
    sun: tuple[float, float] | None
    sun_roll_deg: float | None
    scale_arcsec: float | None
    scale_error_arcsec: float | None
    zero_point_mag: float | None
    zero_point_scatter_mag: float | None
    nphotometric: int
    noise_rms_px: float | None
    warnings: list[str]
    def sky(self, x: float, y: float) -> tuple[float, float]: ...
    def pixel(self, ra_deg: float, dec_deg: float) -> tuple[float, float]: ...

def solve_stars(
    image: PathLike | ImageLike | tuple[ImageLike, HeaderLike],
    *,
    ephemeris: PathLike | None = None,
    star_table: PathLike | None = None,
    no_time_correction: bool = False,
    context: Context | None = None,
) -> StarSolution: ...
