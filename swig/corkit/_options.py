"""Keyword arguments become the library's options; names stand for the numbers of its enumerations."""
import os

from . import capi

ENUMERATIONS = {"fill": "CORKIT_FILL_", "method": "CORKIT_FILL_", "oracle": "CORKIT_ORACLE_"}


def number_of(keyword, value):
    """The number that a name such as fill="fuzzy" stands for; numbers pass."""
    prefix = ENUMERATIONS[keyword]
    if not isinstance(value, str):
        return value
    number = getattr(capi, prefix + value.upper(), None)
    if number is None:
        names = sorted(name[len(prefix):].lower() for name in vars(capi) if name.startswith(prefix))
        raise ValueError(f"{keyword} is '{value}': it must be one of {', '.join(names)}")
    return number


def fields(keywords):
    """The dict that the C struct is filled from: numbers for names, bytes for paths and lists of them; None stands for the default."""
    given = {}
    for keyword, value in keywords.items():
        if value is None:
            continue
        if keyword in ENUMERATIONS:
            value = number_of(keyword, value)
        elif isinstance(value, (str, os.PathLike)):
            value = os.fsencode(value)
        elif isinstance(value, (list, tuple)):
            value = [os.fsencode(path) for path in value]
        given[keyword] = value
    return given
