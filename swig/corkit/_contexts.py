"""Contexts: where calibration files are, and what has been loaded of them."""
import functools
import os

from . import capi
from ._sentences import in_python

VARIABLES = ("CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA", "XDG_DATA_HOME", "HOME", "CORKIT_DEMO_DIR")


class Context:
    """Calibration files and what was loaded of them. Any number of threads may use one context at once. Another process (pickle,
    multiprocessing, Dask) gets one of the same folders, whatever its environment variables and working folder are, which loads them again.
    Only where there is neither a folder nor a home (HOME, XDG_DATA_HOME), its CORKIT_DATA, LASCO_DATA, NRL_LIB and ANCIL_DATA name what was
    not named here.

    A folder or file that is not there is no error here: the function that needs the file raises CalibrationError.

    Args:
        calibration: folder with lasco_data/, nrl_lib/, ancil/, a SolarSoft tree, a flat folder, or "demo" for the synthetic set. None:
            CORKIT_DATA, then LASCO_DATA, NRL_LIB and ANCIL_DATA, then the user's data folder.
        lasco_data, nrl_lib, ancil_data: folders of single parts, as the environment variables of these names.

    Raises:
        CalibrationError: what a folder is cannot be said: no permission, a link that leads nowhere.
    """

    def __init__(self, calibration=None, *, lasco_data=None, nrl_lib=None, ancil_data=None):
        folders = {"calibration": calibration, "lasco_data": lasco_data, "nrl_lib": nrl_lib, "ancil_data": ancil_data}
        self._handle = capi.corkit_context_create({part: folder for part, folder in folders.items() if folder is not None})

    def __reduce__(self):
        # By its folders: what was loaded stays here, and is loaded again there.
        found = {part: capi.corkit_calibration_folder(self._handle, part) for part in ("calibration", "lasco_data", "nrl_lib", "ancil_data")}
        return _context_of, ({part: folder for part, folder in found.items() if folder},)

    @property
    def calibration_source(self):
        """Where the calibration files come from, e.g. "LASCO_DATA"."""
        return in_python(capi.corkit_calibration_source(self._handle))

    @property
    def synthetic(self):
        """True if the calibration files say that they are synthetic, of no use for science."""
        return bool(capi.corkit_calibration_synthetic(self._handle))

    def calibration_files(self):
        """A list of (name, path, state): path "" for a file that is missing, state "ok", "missing" or "damaged: ..."."""
        count, *_ = capi.corkit_calibration_file(self._handle, 0)
        return [tuple(capi.corkit_calibration_file(self._handle, i)[1:]) for i in range(count)]

    def __repr__(self):
        return f"<corkit.Context: {self.calibration_source}>"


def _context_of(folders):
    return Context(**folders)


@functools.lru_cache(maxsize=2)
def _context_for(environment):
    del environment
    return Context()


def handle_of(context):
    """The handle of a context; of the default one for None, which follows the environment variables."""
    if context is None:
        context = _context_for(tuple(os.environ.get(name) for name in VARIABLES))
    if not isinstance(context, Context):
        raise TypeError(f"context is a {type(context).__name__}: give a corkit.Context")
    return context._handle
