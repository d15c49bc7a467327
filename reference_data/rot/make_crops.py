#!/usr/bin/env python3
"""Cuts a 96 x 96 box out of the larger rot references: make_crops.py SHARED/reference/stages"""
import sys

from astropy.io import fits

X, Y, SIDE = 240, 300, 96  # box within the reference, itself a crop of the full frame

for name in ("rot_0.crop.fts.fz", "rot_1.crop.fts.fz"):
    with fits.open(f"{sys.argv[1]}/{name}") as hdus:
        pixels, header = hdus[1].data, hdus[1].header
    box = fits.CompImageHDU(pixels[Y : Y + SIDE, X : X + SIDE], compression_type="GZIP_2", quantize_level=0)
    box.header["CROPX0"] = (header["CROPX0"] + X, "first column of this box in the full frame, 0-based")
    box.header["CROPY0"] = (header["CROPY0"] + Y, "first row")
    box.header["FULLNX"] = header["FULLNX"]
    box.header["FULLNY"] = header["FULLNY"]
    fits.HDUList([fits.PrimaryHDU(), box]).writeto(name, overwrite=True)
