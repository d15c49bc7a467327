"""The library's sentences name the options of the command; Python has arguments instead."""
import re

# The first that fits is taken.
_SPELLINGS = {
    "option insist: --insist, /INSIST": "insist=True",
    "--insist": "insist=True",
    "--overwrite (option overwrite)": "overwrite=True",
    "--overwrite": "overwrite=True",
    "--saturate-negatives": "saturate_negatives=True",
    "--no-time-correction": "no_time_correction=True",
    "--geometry sky": 'geometry="sky"',
    "--geometry solarsoft": 'geometry="solarsoft"',
    "--pointing stars": 'pointing="stars"',
    "--pointing auto": 'pointing="auto"',
    "--ephemeris": "ephemeris",
    "--no-warp": "no_warp=True",
    "--fill-mask": "fill_mask=True",
    "--fill fuzzy": '"fuzzy"',
    "--fill membrane": '"membrane"',
    "--fill dl": '"dl"',
    "--fill none": '"none"',
    "--weights FILE": "weights",
    "--weights": "weights",
    "--calib DIR": "Context(calibration)",
    "--calib ": "calibration ",
    "--context ": "fill_context ",
    "--context": "fill_context",
    "--mask FILE": "mask",
    "--mask ": "mask ",
}
# A dash within a word begins no option.
_PATTERN = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, _SPELLINGS)) + ")")


def in_python(sentence):
    """The sentence with Python's arguments for the command's options."""
    return _PATTERN.sub(lambda found: _SPELLINGS[found.group()], sentence)
