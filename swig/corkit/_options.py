"""Keyword arguments become the library's options; names stand for the numbers of its enumerations."""
from . import capi

ENUMERATIONS = {"fill": "CORKIT_FILL_", "method": "CORKIT_FILL_", "oracle": "CORKIT_ORACLE_",
                "geometry": "CORKIT_GEOMETRY_", "pointing": "CORKIT_POINTING_"}


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
    """The dict that the C struct is filled from: numbers for names; None stands for the default."""
    given = {keyword: value for keyword, value in keywords.items() if value is not None}
    for keyword in ENUMERATIONS.keys() & given.keys():
        given[keyword] = number_of(keyword, given[keyword])
    return given


def plain(value):
    """Python's own value of a NumPy scalar or an array of no dimension; everything else as it is."""
    return value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value


def switch(keyword, value):
    """True or False, also as a number or one of NumPy's."""
    value = plain(value)
    if not isinstance(value, int):
        raise TypeError(f"{keyword} is a {type(value).__name__}: give True or False")
    return bool(value)
