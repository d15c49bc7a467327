"""Exceptions: one class for each class of status of the C API. Number, name and sentence are the library's."""
from ._sentences import in_python


class CorkitError(Exception):
    """A call of the library failed.

    Attributes:
        status: the number, e.g. 301 (docs/errors.md lists them; they never change their meaning).
        name: its name, e.g. "CORKIT_ERROR_KEYWORD_MISSING".
        sentence: what happened, naming file, keyword and remedy; also str(error).
    """

    code = 0

    def __init__(self, status, sentence):
        super().__init__(status, sentence)
        self.status = status
        self.sentence = sentence

    def __str__(self):
        return self.sentence

    @property
    def name(self):
        from . import capi

        return capi.corkit_status_name(self.status)


class ArgumentError(CorkitError, ValueError):
    """100: an argument cannot be used."""

    code = 100


class InputError(CorkitError, ValueError):
    """200: the image cannot be used: not FITS, truncated, wrong dimensions, SolarSoft's "zero image"."""

    code = 200


class InputFileNotFoundError(InputError, FileNotFoundError):
    """201: there is no such file."""

    code = 201


class HeaderError(CorkitError, ValueError):
    """300: a keyword is missing, or its value cannot be used."""

    code = 300


class CalibrationError(CorkitError):
    """400: calibration files are missing or damaged."""

    code = 400


class OutputError(CorkitError, OSError):
    """500: the product could not be written; nothing is left half-written."""

    code = 500


class OutOfMemoryError(CorkitError, MemoryError):
    """600: no memory."""

    code = 600


class UnsupportedError(CorkitError, NotImplementedError):
    """700: C1 and EIT images, a fill that is not built in."""

    code = 700


class InternalError(CorkitError, RuntimeError):
    """900: a fault of corkit; please report it."""

    code = 900


_classes = {
    kind.code: kind
    for kind in (
        ArgumentError,
        InputError,
        InputFileNotFoundError,
        HeaderError,
        CalibrationError,
        OutputError,
        OutOfMemoryError,
        UnsupportedError,
        InternalError,
    )
}


def from_status(status, sentence):
    """The exception of a status: the class of its number, else of its hundred."""
    kind = _classes.get(status) or _classes.get(status // 100 * 100, CorkitError)
    return kind(status, in_python(sentence))
