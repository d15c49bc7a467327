#!/usr/bin/env python3
"""Surfaces over small grids of nodes, from the numpy reading of the specification: make_surfaces.py SPEC/check/fuzzy > surfaces.txt

A case is a line `nx ny x0 dx pixels_x pixels_y`, then the nodes, the cuts, zx, zy, zxx, zxy, zyy, the quintic surface and the
linear surface, each a line of numbers, x fastest.
"""
import sys

sys.path.insert(0, sys.argv[1])
import numpy as np
import quintic
from fz import surf_linear

random = np.random.default_rng(20050513)


def show(values):
    print(" ".join("%.17g" % value for value in np.asarray(values, float).ravel()))


def case(nx, ny, nodes):
    cuts = random.integers(0, 2, (ny - 1, nx - 1))
    renka = lambda fields: quintic.renka_global(fields, cuts)
    derivatives = quintic.derivs(nodes, renka)
    print(nx, ny, 2, 4, 4 * nx, 4 * ny)
    for values in (nodes, cuts, *derivatives, quintic.surf(nodes, cuts, renka), surf_linear(nodes, cuts)):
        show(values)


case(9, 7, random.normal(0, 1, (7, 9)))
case(2, 2, random.normal(0, 1, (2, 2)))
case(5, 12, 1e-9 * random.uniform(0.5, 1, (12, 5)))
