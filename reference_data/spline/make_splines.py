#!/usr/bin/env python3
"""Natural splines with extrapolation, from the numpy reading of the specification: make_splines.py SPEC/check/fuzzy > splines.txt

A case is four lines: knots, values, abscissae, spline there.
"""
import sys

sys.path.insert(0, sys.argv[1])
import numpy as np
from fz import spl

random = np.random.default_rng(19951202)
for knots in (2, 3, 4, 9, 30):
    x = np.sort(random.choice(3 * knots, knots, replace=False)).astype(float)
    y = random.normal(0, 1, knots)
    at = np.arange(-2, 3 * knots + 2).astype(float)
    for values in (x, y, at, spl(x, y, at)):
        print(" ".join("%.17g" % value for value in values))
